"""Lexicon: the Dutch words that fictional goal pages are made of, by theme. Makes no sentence.

All nouns are plurals that go with «de», so that a verb in the plural always agrees; adjectives have their final -e.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Theme:
    """What a programme is about: its name and domain, and the words of its goals."""

    name: str
    domain: str
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    groups: tuple[str, ...]
    aims: tuple[str, ...]
    works: tuple[str, ...]


SOCIAL: Final = "Sociaal domein"
PHYSICAL: Final = "Fysiek domein"
GOVERNANCE: Final = "Bestuur en organisatie"

THEMES: Final = (
    Theme(
        "Samenleving",
        SOCIAL,
        (
            "buurthuizen",
            "inlooppunten",
            "wijkteams",
            "ontmoetingsplekken",
            "buurtfeesten",
            "taalhuizen",
            "buurtkamers",
            "vrijwilligers",
        ),
        ("levendige", "gastvrije", "hechte", "open", "vertrouwde", "kleurrijke", "actieve", "betrokken"),
        ("bewoners", "vrijwilligers", "nieuwkomers", "buren", "opbouwwerkers"),
        ("een hechte samenleving", "minder eenzaamheid", "meer onderling vertrouwen", "het omzien naar elkaar"),
        (
            "Aanstellen van een opbouwwerker in iedere wijk",
            "Verdelen van de wijkbudgetten samen met bewoners",
            "Openhouden van de ontmoetingsplekken op zondag",
            "Trainen van vrijwilligers in het voeren van gesprekken",
        ),
    ),
    Theme(
        "Werk en inkomen",
        SOCIAL,
        (
            "leerbanen",
            "werkplekken",
            "uitkeringen",
            "proefplaatsingen",
            "schuldregelingen",
            "regelingen",
            "werkfitte trajecten",
            "loonkostensubsidies",
        ),
        ("passende", "duurzame", "eerlijke", "snelle", "begrijpelijke", "beschutte", "ruime", "bereikbare"),
        ("werkzoekenden", "werkgevers", "jongeren", "gezinnen", "statushouders"),
        ("meer participatie", "het tegengaan van armoede", "een eerlijk inkomen", "kansen op werk"),
        (
            "Uitbreiden van het aantal leerbanen bij de eigen organisatie",
            "Vereenvoudigen van de aanvraag van regelingen",
            "Inrichten van een spreekuur over geld in de bibliotheek",
            "Bezoeken van werkgevers in de maakindustrie",
        ),
    ),
    Theme(
        "Zorg en gezondheid",
        SOCIAL,
        (
            "zorgpunten",
            "huisbezoeken",
            "woonvormen",
            "dagbestedingen",
            "mantelzorgers",
            "spreekuren",
            "gezondheidslessen",
            "hulpmiddelen",
        ),
        ("nabije", "gezonde", "tijdige", "warme", "persoonlijke", "voorkomende", "samenhangende", "lichte"),
        ("ouderen", "mantelzorgers", "zorgvragers", "huisartsen", "wijkverpleegkundigen"),
        ("een betere gezondheid", "het langer thuis wonen", "meer veerkracht", "een gezonde manier van leven"),
        (
            "Opzetten van een loket voor mantelzorgers",
            "Afspreken van een gezamenlijke werkwijze met huisartsen",
            "Aanbieden van lessen over vallen en opstaan",
            "Uitlenen van hulpmiddelen vanuit de buurtkamers",
        ),
    ),
    Theme(
        "Jeugd en onderwijs",
        SOCIAL,
        (
            "scholen",
            "kindcentra",
            "jeugdteams",
            "leerlijnen",
            "speelplekken",
            "lesmethoden",
            "schoolgebouwen",
            "gastlessen",
        ),
        ("kansrijke", "veilige", "inspirerende", "kleinschalige", "frisse", "sterke", "doorgaande", "vrolijke"),
        ("kinderen", "ouders", "leerkrachten", "jongerenwerkers", "scholieren"),
        ("gelijke kansen voor kinderen", "een goede start op school", "minder schooluitval", "het plezier in leren"),
        (
            "Vernieuwen van twee schoolgebouwen",
            "Plaatsen van jeugdhulp binnen de school",
            "Aanbieden van zomerlessen aan leerlingen met een achterstand",
            "Inrichten van een werkplaats voor techniek",
        ),
    ),
    Theme(
        "Economie",
        PHYSICAL,
        (
            "winkels",
            "werklocaties",
            "evenementen",
            "startersruimten",
            "markten",
            "bedrijventerreinen",
            "ateliers",
            "netwerken",
        ),
        ("aantrekkelijke", "vitale", "ondernemende", "bruisende", "toekomstvaste", "gevarieerde", "groene", "slimme"),
        ("ondernemers", "bezoekers", "winkeliers", "starters", "makers"),
        (
            "een sterke lokale economie",
            "een levendig centrum",
            "meer banen in de maakindustrie",
            "nieuwe bedrijvigheid",
        ),
        (
            "Herinrichten van het oude marktplein",
            "Begeleiden van starters in hun eerste jaar",
            "Vergroenen van twee bedrijventerreinen",
            "Afstemmen van de evenementenkalender met de binnenstad",
        ),
    ),
    Theme(
        "Wonen en ruimte",
        PHYSICAL,
        ("woningen", "woonbuurten", "straten", "pleinen", "bouwplannen", "hofjes", "woonwagens", "plattelandswoningen"),
        ("betaalbare", "ruime", "nieuwe", "herbestemde", "prettige", "compacte", "zuinige", "gemengde"),
        ("huurders", "starters", "woningzoekenden", "corporaties", "eigenaren"),
        ("een passend woningaanbod", "meer doorstroming", "een aantrekkelijk dorpsgezicht", "prettig wonen"),
        (
            "Vaststellen van het bouwprogramma voor de oostrand",
            "Maken van afspraken met corporaties over nieuwbouw",
            "Verlenen van leningen aan starters",
            "Ombouwen van lege winkels tot woningen",
        ),
    ),
    Theme(
        "Verkeer en vervoer",
        PHYSICAL,
        ("fietspaden", "haltes", "bruggen", "parkeerplaatsen", "schoolroutes", "kruispunten", "wegen", "veerdiensten"),
        ("vlotte", "veilige", "verlichte", "brede", "rustige", "toegankelijke", "schone", "herkenbare"),
        ("fietsers", "automobilisten", "reizigers", "voetgangers", "schippers"),
        ("een bereikbare stad", "minder ongevallen", "schone lucht", "het gebruik van de fiets"),
        (
            "Verbreden van het fietspad langs de ringvaart",
            "Vervangen van de beweegbare brug",
            "Plaatsen van laadpunten bij sportvelden",
            "Verlagen van de snelheid in woonstraten",
        ),
    ),
    Theme(
        "Groen en klimaat",
        PHYSICAL,
        ("parken", "bomen", "waterpleinen", "zonnedaken", "warmtenetten", "bermen", "tuinen", "oevers"),
        (
            "schaduwrijke",
            "bloeiende",
            "koele",
            "duurzame",
            "natuurlijke",
            "waterrijke",
            "toekomstbestendige",
            "gezonde",
        ),
        ("tuinders", "bewoners", "natuurvrienden", "energiecoaches", "huiseigenaren"),
        ("een groene leefomgeving", "minder uitstoot", "het opvangen van regenwater", "meer soorten planten en dieren"),
        (
            "Planten van bomen in versteende straten",
            "Aanleggen van een waterplein bij het station",
            "Geven van advies over isoleren aan huis",
            "Anders maaien van de bermen langs provinciale wegen",
        ),
    ),
    Theme(
        "Veiligheid",
        GOVERNANCE,
        (
            "toezichthouders",
            "wijkagenten",
            "buurtapps",
            "lantaarns",
            "afspraken",
            "oefeningen",
            "veiligheidsrondes",
            "meldpunten",
        ),
        ("zichtbare", "rustige", "heldere", "alerte", "ervaren", "bekende", "gezamenlijke", "vaste"),
        ("slachtoffers", "toezichthouders", "buurtvaders", "horecaondernemers", "scholieren"),
        ("een veilige stad", "minder overlast", "meer meldingsbereidheid", "het voorkomen van ondermijning"),
        (
            "Oefenen van een stroomstoring met de buurgemeenten",
            "Inzetten van toezicht in het uitgaansgebied",
            "Opzetten van een meldpunt voor digitale oplichting",
            "Bespreken van de cijfers met de buurtpreventie",
        ),
    ),
    Theme(
        "Bestuur en middelen",
        GOVERNANCE,
        ("loketten", "archieven", "belastingen", "gebouwen", "systemen", "spreekuren", "brieven", "contracten"),
        (
            "begrijpelijke",
            "betrouwbare",
            "digitale",
            "zorgvuldige",
            "openbare",
            "doelmatige",
            "moderne",
            "vriendelijke",
        ),
        ("inwoners", "raadsleden", "medewerkers", "ondernemers", "bezoekers"),
        ("vertrouwen in het bestuur", "een gezonde financiële positie", "goede dienstverlening", "openbaarheid"),
        (
            "Herschrijven van alle brieven in eenvoudige taal",
            "Overzetten van het papieren archief",
            "Verkopen van twee leegstaande gebouwen",
            "Meten van de wachttijd aan de loketten",
        ),
    ),
)

MONTHS: Final = ("januari", "maart", "april", "mei", "juni", "september", "oktober", "november")
STREETS: Final = ("Glazenmakersweg", "Drieduimstraat", "Kikkerkade", "Overmorgenlaan", "Knoopsteeg", "Windwijzerpad")
NOTES: Final = ("Nota", "Visie", "Kadernota", "Uitvoeringsplan", "Agenda")

# Names are made of these, so that anyone sees that they are invented.
TOWN_HEADS: Final = ("Plof", "Kwin", "Snor", "Wob", "Trul", "Fab", "Drom", "Zwab", "Klip", "Murk", "Flar", "Gnoe")
TOWN_MIDDLES: Final = ("el", "er", "om", "ak", "ul", "ib", "ont", "aar", "eg")
TOWN_TAILS: Final = ("drecht", "hoven", "wolde", "meer", "dam", "veen", "gaard", "zijl", "loo", "mark")
FIRST_HEADS: Final = ("Bra", "Fle", "Mo", "Ti", "Ze", "Ka", "Lu", "Wi", "Jo", "Ne")
FIRST_TAILS: Final = ("mko", "dda", "ssel", "ppe", "rla", "bbe", "nsje", "tte")
PARTICLES: Final = ("", "", "", "van ", "de ", "van der ", "ten ")
LAST_HEADS: Final = ("Flop", "Krie", "Zwa", "Bro", "Spe", "Gru", "Sli", "Dwa", "Kno", "Tra")
LAST_TAILS: Final = ("stra", "nema", "linga", "kwast", "mans", "huis", "bol", "wijk", "zoon")
