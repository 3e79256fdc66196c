"""Phrases: the sentences of fictional goal pages, with places for words and numbers. Knows no page.

`{nouns}`, `{group}`, `{aim}` and the like are filled from the lexicon. A sentence that refers has its numbers in `{a}`,
`{b}`, `{c}`, its short name in `{label}`, and is listed with the relation that its words state.
"""

from dataclasses import dataclass
from typing import Final

from ontology.codes import CitedKind, Comparator, MentionKind, Relation

OPENINGS: Final = (
    "In {town} maken {group} dagelijks gebruik van {nouns}.",
    "{Nouns} horen bij het gezicht van {town}.",
    "Wij willen dat {group} zich gehoord weten als het over {nouns} gaat.",
    "De vraag naar {adj} {nouns} groeit al enkele jaren.",
    "Sinds {month} {past} werken wij met een nieuwe aanpak voor {nouns}.",
    "{Adj} {nouns} komen niet vanzelf tot stand.",
    "Veel {group} vinden hun weg, maar niet iedereen lukt dat zonder steun.",
    "De afgelopen jaren hebben wij samen met {group} veel geleerd over {nouns}.",
    "Wie in {town} woont, merkt hoe belangrijk {nouns} zijn.",
    "Het college kiest de komende jaren nadrukkelijk voor {adj} {nouns}.",
)
PLAIN: Final = (
    "Samen met {group} kijken wij elk kwartaal wat beter kan.",
    "De gesprekken met {group} leveren ideeën op die wij aan de {street} als eerste uitproberen.",
    "Niet elke buurt heeft evenveel nodig, en daarom verdelen wij de uren naar de opgave.",
    "{Group} en {group2} trekken hierin samen op, met de gemeente als partner op de achtergrond.",
    "Waar het kan gebruiken wij bestaande gebouwen; waar het moet bouwen wij bij.",
    "De ervaringen aan de {street} laten zien dat een vaste ploeg meer bereikt dan losse projecten.",
    "Wij leggen de cijfers naast de verhalen van {group}, omdat die niet altijd hetzelfde zeggen.",
    "De raad ontvangt hierover in {month} een voortgangsbrief.",
    "Dat vraagt geduld, want {adj} {nouns} ontstaan in jaren en verdwijnen in weken.",
    "Het onderhoud is op orde, al vraagt de {street} de komende tijd extra aandacht.",
    "Een kleine groep {group} bereiken wij nog te weinig, en juist voor hen zijn {nouns} van betekenis.",
    "In de uitvoering blijkt dat {group2} vooral behoefte hebben aan een vast aanspreekpunt.",
    "Met de provincie en de buurgemeenten maken wij afspraken over kosten en planning.",
    "Wij doen dit stap voor stap, zodat wij onderweg kunnen bijsturen.",
    "De personele krapte maakt dat sommige plannen later beginnen dan wij wensen.",
    "Nieuwe wetgeving verandert het speelveld, zonder dat er meer geld tegenover staat.",
    "Goede voorbeelden delen wij op een jaarlijkse bijeenkomst voor {group}.",
    "Wij meten de voortgang met een enquête onder {group} en met tellingen ter plaatse.",
    "Op deze manier blijven {nouns} ook voor de volgende generatie beschikbaar.",
    "Leegstand en slijtage pakken wij aan voordat zij een probleem worden.",
    "De inzet van {group} is daarbij onmisbaar, en die waardering willen wij laten zien.",
    "Een deel van de opgave ligt buiten onze invloed, zoals de stijgende prijzen van materialen.",
    "Wij vragen inwoners om mee te denken voordat de plannen vastliggen.",
    "Door werkzaamheden te bundelen hoeft een straat maar één keer open.",
    "De eerste resultaten zijn bemoedigend en geven vertrouwen voor het vervolg.",
    "Ook kleine ingrepen helpen: een bankje, een lamp of een telefoonnummer dat wordt opgenomen.",
    "Er zijn verschillen tussen {group} en {group2}, en die verschillen mogen er zijn.",
    "Wat werkt houden wij vast, en wat niet werkt durven wij te stoppen.",
    "Het gesprek hierover voeren wij in de wijken zelf, op tijden die {group} uitkomen.",
    "Wij zoeken naar oplossingen waar meer dan één beleidsveld beter van wordt.",
    "De verwachting is dat het gebruik in het najaar verder toeneemt.",
    "Met subsidies van het Rijk kunnen wij een deel van het werk naar voren halen.",
    "{Group2} wijzen ons erop dat de regels eenvoudiger kunnen, en dat nemen wij ter harte.",
    "Voor {group} die liever bellen dan mailen blijft er een mens aan de lijn.",
    "Het werk aan de {street} laat zien hoe lang voorbereiden soms duurt, en hoe snel het daarna kan gaan.",
    "Wij houden rekening met de wensen van {group2}, ook als die elkaar tegenspreken.",
    "Een proef met ruimere tijden kreeg van {group} een goed cijfer, en die proef zetten wij voort.",
    "Voor het beheer van {nouns} stellen wij een meerjarenplan op dat de raad in {month} bespreekt.",
    "Bij nieuwe plannen vragen wij eerst wat er al is, wie daar trots op is en wat daarvan kan blijven.",
    "Het Rijk trekt zich op dit terrein terug, terwijl de verwachtingen van {group} juist toenemen.",
    "De samenwerking met de regio levert kennis op die wij zelf niet in huis hebben.",
    "Met eenvoudige taal en duidelijke tekeningen maken wij onze keuzes beter te volgen.",
    "Wij letten erop dat de lasten voor {group} niet sneller stijgen dan nodig is.",
    "In de winter is de druk het grootst, en daarom plannen wij het onderhoud in {month}.",
    "De ploeg aan de {street} krijgt er twee vaste krachten bij, die ook in het weekend bereikbaar zijn.",
    "Ervaringen van {group} krijgen een vaste plek in de jaarlijkse evaluatie van het beleid.",
    "Wij zien dat {group2} elkaar steeds vaker zelf weten te vinden, zonder dat de gemeente ertussen zit.",
    "De komende periode ligt de nadruk op {adj} {nouns}, omdat daar de achterstand het grootst is.",
    "Waar belangen botsen wegen wij zorgvuldig af, en wij leggen uit waarom een keuze zo is uitgevallen.",
    "De voorbereiding kost meer tijd dan gehoopt, maar het draagvlak is er groter door geworden.",
    "Kleine aanvragen handelen wij voortaan zelf af, zodat {group} sneller weten waar zij aan toe zijn.",
    "Een deel van het budget houden wij achter de hand voor ideeën die in de loop van het jaar opkomen.",
    "Scholen, kerken en verenigingen denken mee, elk vanuit hun eigen kijk op de wijk.",
    "Het college wil in {town} laten zien dat zuinig en zorgvuldig goed samengaan.",
    "De bewoners van de {street} hielden hierover een eigen onderzoek, waarvan wij dankbaar gebruikmaken.",
    "Voor wie nieuw is in {town} komt er een wandeling langs {nouns}, met uitleg door {group}.",
    "Bij storm, hitte of hoog water moeten {nouns} blijven werken, en daar is niet overal aan gedacht.",
    "De afspraken met {group2} lopen af, en in {month} beginnen de gesprekken over een vervolg.",
    "Wij kiezen voor onderhoud boven nieuwbouw, tenzij dat op den duur duurder uitpakt.",
    "Voor de langere termijn werken wij aan een agenda waarin wonen, werken en groen samenkomen.",
)
# Words that look like references and are none.
LOOK_ALIKES: Final = (
    "Dit doen wij met als doel {group} sneller te helpen.",
    "De verhouding is niet meer 1 op 1 te herleiden.",
    "Op 1 {month} {past} is hiervoor € {count}.000,- opgenomen.",
    "De doelgroep bestaat uit {count} huishoudens, ongeveer 6,1% van het totaal.",
    "Volgens artikel 2.1.3 van de verordening beslist het college binnen acht weken.",
    "Het programma loopt tot en met dit najaar.",
    "De bijdrage van € {count}.000,- is eind {past} vastgesteld.",
)
CRITERIA: Final = (
    "{Group} beoordelen {nouns} met een ruime voldoende.",
    "Het aantal klachten over {nouns} afneemt.",
    "{Adj} {nouns} in elke wijk te vinden zijn.",
    "Nieuwe {nouns} passen bij de buurt waarin zij komen.",
    "{Group} weten bij wie zij terechtkunnen met een vraag over {nouns}.",
    "De waardering van {group} voor {nouns} stijgt.",
    "De verschillen tussen de buurten worden kleiner.",
    "{Nouns} zijn goed te bereiken voor wie slecht ter been is.",
    "{Group} en {group2} weten elkaar beter te vinden dan voorheen.",
    "De kosten blijven binnen het beschikbare budget.",
    "Plannen voor {nouns} komen samen met {group} tot stand.",
    "Meldingen over {nouns} worden zichtbaar en snel opgepakt.",
)
# Work that fits every theme; each theme has its own besides.
WORKS: Final = (
    "Opstellen van een jaarplan",
    "Organiseren van een bijeenkomst voor {group} over {nouns}",
    "Onderzoeken hoe {nouns} toegankelijker worden",
    "Bijwerken van de gegevens over {nouns}",
    "Verlengen van de afspraken met {group2}",
    "Voorbereiden van een besluit van de raad over {nouns}",
)
ACTIVITY_TAILS: Final = (
    " met een proef in de omgeving van de {street}",
    " in overleg met {group} en {group2}",
    ", te beginnen in {month}",
    ", met een tussenstand aan de raad in {month}",
    " op basis van de lessen van vorig jaar",
    "",
)
ACTIVITY_EXTRAS: Final = (
    "De uitvoering ligt bij een klein team dat elke week overlegt.",
    "Wij sluiten aan bij wat {group} zelf al organiseren.",
    "De planning hangt af van de levering van materialen.",
    "Een evaluatie volgt in {month}.",
)
REALISED: Final = (
    "Dit is voor een belangrijk deel gelukt.",
    "De werkzaamheden aan de {street} zijn in {month} afgerond.",
    "{Group} hebben hier een grote bijdrage geleverd, waarvoor veel dank.",
    "Door ziekte en krapte liep een deel van het werk vertraging op.",
    "Het aantal bezoeken aan {nouns} nam toe ten opzichte van het jaar ervoor.",
    "De evaluatie is met {group} besproken en leidt tot enkele aanpassingen.",
    "Wij zijn tevreden over de samenwerking met {group2}.",
    "De overige stappen volgen in het komende jaar.",
    "Met {group} is afgesproken dat de proef een vast onderdeel wordt.",
    "De cijfers over het gebruik van {nouns} zijn nog voorlopig.",
)
PROJECT_PLACES: Final = ("in de binnenstad", "langs de ringvaart", "bij het oude station", "aan de oostrand")
DEVIATION_TITLES: Final = (
    "Uitvoering {nouns}",
    "Bijdrage van het Rijk voor {nouns}",
    "Vertraging bij {nouns}",
    "Prijsstijging {nouns}",
    "Inhuur van {group2}",
)
DEVIATION_TEXTS: Final = (
    "De uitgaven voor {nouns} vallen anders uit dan bij de begroting was voorzien.",
    "Door de late levering schuift een deel van het werk door naar het volgende jaar.",
    "Het aantal {group} dat een beroep doet op de regeling is hoger dan verwacht.",
    "De afrekening over het vorige jaar is in {month} ontvangen.",
)


@dataclass(frozen=True, slots=True)
class Referring:
    """A sentence that refers: its words, what its numbers are, and the relation that the words state.

    `labelled` tells whether the words have the short name of the target at `{label}`.
    """

    words: str
    kind: CitedKind
    relation: Relation
    labelled: bool = False

    @property
    def is_list(self) -> bool:
        """Whether it names three numbers."""
        return "{c}" in self.words


REFERRING: Final = (
    Referring("Voor {group} geldt hetzelfde, zie ook doel {a}.", CitedKind.GOAL, Relation.SEE),
    Referring(
        "De basis daarvoor ligt in de wijken zelf ({label}, zie doel {a}).", CitedKind.GOAL, Relation.SEE, labelled=True
    ),
    Referring("Meer over de rol van {group2} staat elders (zie doel {a}).", CitedKind.GOAL, Relation.SEE),
    Referring(
        "Aan de {street} komen deze opgaven samen ({label}, zie doel {a}).", CitedKind.GOAL, Relation.SEE, labelled=True
    ),
    Referring("Deze inzet draagt bij aan {aim} (doel {a}).", CitedKind.GOAL, Relation.CONTRIBUTES_TO),
    Referring("Hiermee dragen wij bij aan {aim} (zie doel {a}).", CitedKind.GOAL, Relation.CONTRIBUTES_TO),
    Referring(
        "Wij werken in verbinding met ‘{label}’ (doel {a}).", CitedKind.GOAL, Relation.ALIGNED_WITH, labelled=True
    ),
    Referring("Dit traject is onderdeel van doel {a}.", CitedKind.GOAL, Relation.PART_OF),
    Referring("De extra uren voor toezicht worden op doel {a} verantwoord.", CitedKind.GOAL, Relation.BOOKED_ON),
    Referring("Dit onderwerp raakt ook het werk van doel {a}.", CitedKind.GOAL, Relation.UNKNOWN),
    Referring("Een deel van de opgave is ondergebracht bij doel {a}.", CitedKind.GOAL, Relation.CONTINUED_IN),
    Referring("De eerdere aanpak is vervangen door doel {a}.", CitedKind.GOAL, Relation.REPLACED_BY),
    Referring("Deze stap raakt ook de doelen {a}, {b} en {c}.", CitedKind.GOAL, Relation.UNKNOWN),
    Referring("Dit werk draagt bij aan {aim} (doel {a}).", CitedKind.AMBITION, Relation.CONTRIBUTES_TO),
    Referring(
        "De samenhang met andere opgaven staat bij de ambitie (zie ambitie {a}).", CitedKind.AMBITION, Relation.SEE
    ),
    Referring("De kosten daarvan worden gefinancierd uit programma {a}.", CitedKind.PROGRAMME, Relation.FINANCED_FROM),
    Referring(
        "Het groot onderhoud valt hier buiten, zie hiervoor programma {a}.", CitedKind.PROGRAMME, Relation.TREATED_IN
    ),
    Referring(
        "Dit draagt bij aan {aim} (Programma {a}.) en aan de sfeer in de straat.",
        CitedKind.PROGRAMME,
        Relation.CONTRIBUTES_TO,
    ),
    Referring("Grotere plannen komen terug in de programma’s {a}, {b} en {c}.", CitedKind.PROGRAMME, Relation.UNKNOWN),
)
SELF_BOOKED: Final = "De vergoeding voor scholing wordt op doel {a} verwerkt."
OTHER_DOCUMENT: Final = "De eerste plannen hiervoor dateren van eerder (zie doel {a} in de Begroting {year})."


@dataclass(frozen=True, slots=True)
class Mentioning:
    """A sentence that names another numbered thing at `{a}`."""

    words: str
    kind: MentionKind


MENTIONING: Final = (
    Mentioning("Dit past bij spoor {a} van de hervormingsagenda.", MentionKind.TRACK),
    Mentioning("De raad is gevraagd om in te stemmen met bestedingsvoorstel {a}.", MentionKind.SPENDING_PROPOSAL),
    Mentioning("Wij gaan daarbij uit van scenario {a} van de prognose.", MentionKind.SCENARIO),
    Mentioning("De uitwerking volgt met maatregel {a} uit het akkoord.", MentionKind.MEASURE),
)


@dataclass(frozen=True, slots=True)
class Aiming:
    """A sentence that states a target of `{value}`, which lies in a range, with its unit and period."""

    words: str
    comparator: Comparator
    values: tuple[int, int]
    unit: str
    period: str | None = None


AIMS: Final = (
    Aiming(
        "Tenminste {value} {group} per jaar gaan wij op deze manier ondersteunen.",
        Comparator.AT_LEAST,
        (20, 900),
        "{group}",
        "year",
    ),
    Aiming(
        "Wij bereiken minimaal {value} {group} met een persoonlijk aanbod.", Comparator.AT_LEAST, (20, 900), "{group}"
    ),
)
CRITERIA_AIMS: Final = (
    Aiming("Er tenminste {value} {group} gebruikmaken van {nouns}.", Comparator.AT_LEAST, (20, 900), "{group}"),
    Aiming(
        "In elke wijk minimaal {value} {group} per jaar worden bereikt.",
        Comparator.AT_LEAST,
        (10, 90),
        "{group}",
        "year",
    ),
    Aiming("Een aanvraag maximaal {value} werkdagen op antwoord wacht.", Comparator.AT_MOST, (5, 30), "werkdagen"),
    Aiming("De tevredenheid tenminste {value} procent is.", Comparator.AT_LEAST, (5, 95), "procent"),
)
