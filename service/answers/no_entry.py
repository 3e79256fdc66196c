"""Why `corrections.yml` has no entry for something, by its kind, and what to do instead. Knows no entry and no page."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from ontology.codes import CoverageMetric
from ontology.iri import CURATED, is_description, parse
from ontology.language import Phrase
from ontology.terms import (
    BUILT_AT,
    CRITERIA_LEAD,
    DCTERMS_TITLE,
    EXPORTED_AT,
    PREFIXES,
)

_METRICS: Final = frozenset(metric.value for metric in CoverageMetric)
_OURS: Final = PREFIXES["dg"].removesuffix("#")  # of terms and code lists alike


def kind_of(base: str, iri: str) -> str | None:
    """The kind of thing that an IRI identifies, as `WHY` names it; None for what no release says anything of."""
    if iri.startswith((f"{_OURS}#", f"{_OURS}/")) or iri == _OURS:
        return "definition"
    path = iri.removeprefix(f"{base}/")
    first, _, rest = path.partition("/")
    if path == iri:
        return None
    if path == "sparql":
        return "endpoint"
    if first == "dumps" and rest:
        return "dump"
    if first == "graph" and rest:
        return _kind_of_graph(base, iri, rest)
    thing, _, part = iri.partition("#")
    identifier = parse(base, thing)
    if identifier is None:
        return None
    return "measurement" if identifier.kind == "document" and part in _METRICS else identifier.kind


def why(kind: str) -> Phrase:
    """Why there is no entry for things of a kind."""
    return WHY.get(kind, WHY["other"])


def why_of_words(properties: Iterable[str]) -> Phrase:
    """Why there is no entry for words, by the properties of which they are the evidence."""
    return next((WHY_OF_WORDS[name] for name in properties if name in WHY_OF_WORDS), WHY["span"])


def _kind_of_graph(base: str, iri: str, path: str) -> str:
    """The kind of a graph, or of a part of what describes a release."""
    graph, _, part = iri.partition("#")
    if part and is_description(base, graph):
        return "count" if part.startswith(("class/", "property/", "dataset")) else "description"
    name = path.partition("#")[0].partition("/")[0]
    return "dump" if path.endswith(".nq") and name != CURATED else f"graph-{name}"


_DERIVED: Final = Phrase(
    "Deze graaf is berekend uit de feiten, en niet van een pagina gelezen. Verbeter wat eraan ten grondslag ligt: kies "
    "het doel, en daar de verwijzing of het andere feit dat niet klopt. Bij de volgende doelgraaf publish volgt deze "
    "graaf vanzelf.",
    "This graph was computed from the facts, and not read from a page. Correct what it stands on: choose the goal, and "
    "there the reference or other fact that is wrong. At the next doelgraaf publish this graph follows by itself.",
)
_OF_RELEASE: Final = Phrase(
    "Dit beschrijft de dienst zelf en is bij doelgraaf publish gemaakt; er is niets van een pagina gelezen, en een "
    "regel is er dus niet. Klopt het niet, dan is het een fout van het programma: meld haar.",
    "This describes the service itself and was made by doelgraaf publish; nothing was read from a page, so there is no "
    "entry. If it is wrong, that is a fault of the program: report it.",
)
_ENDURING: Final = Phrase(
    "Wat door de jaren heen één doel is, volgt uit vergelijkingen van twee documenten. Kies de stap die niet klopt: "
    "daar staat de regel die haar verbetert.",
    "What is one goal through the years follows from comparisons of two documents. Choose the step that is wrong: "
    "there stands the entry that corrects it.",
)
LONE: Final = Phrase(
    "Dit doel is in één geladen document gevonden: er is geen stap naar een ander document die niet kan kloppen. "
    "Klopt zijn nummer of naam niet, kies het dan in dat document. Is het een doel dat ook in een ander document "
    "staat, schrijf dan in welk document en onder welk nummer; de beheerder zet dat onder identity in corrections.yml.",
    "This goal was found in one loaded document: there is no step to another document that could be wrong. If its "
    "number or name is wrong, choose it in that document. If it is a goal that stands in another document too, say in "
    "which document and by which number; the operator puts that under identity in corrections.yml.",
)
NAMED_ONLY: Final = Phrase(
    "Het is alleen bekend omdat andere pagina's ernaar verwijzen, of omdat het nummer van een doel erin begint met het "
    "zijne. Kies de verwijzing of het doel waar het niet klopt: daar staat de regel die het verbetert.",
    "It is only known because other pages refer to it, or because the number of a goal in it begins with its own. "
    "Choose the reference or the goal that is wrong: there stands the entry that corrects it.",
)
NAMED_DOCUMENT: Final = Phrase(
    "Van dit document is geen pagina geladen: het is alleen bekend omdat een verwijzing het noemt. Kies de verwijzing "
    "die niet klopt: daar staat de regel die haar verbetert.",
    "No page of this document was loaded: it is only known because a reference names it. Choose the reference that is "
    "wrong: there stands the entry that corrects it.",
)
WHY: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "person": Phrase(
            "Een persoon is gemaakt van de namen op de pagina's van doelen. Kies het doel waar de naam niet klopt: "
            "daar staat de regel die haar verbetert.",
            "A person was made of the names on the pages of goals. Choose the goal where the name is wrong: there "
            "stands the entry that corrects it.",
        ),
        "domain": Phrase(
            "Een domein is gelezen van de pagina's die het noemen. Kies de pagina waar het niet klopt: daar staat de "
            "regel die het verbetert.",
            "A domain was read from the pages that name it. Choose the page where it is wrong: there stands the entry "
            "that corrects it.",
        ),
        "domain-scheme": Phrase(
            "Deze lijst bestaat uit de domeinen die de pagina's noemen; een regel voor de lijst zelf is er niet. Kies "
            "het domein dat niet klopt: dat leidt naar de pagina's die het noemen.",
            "This list consists of the domains that pages name; there is no entry for the list itself. Choose the "
            "domain that is wrong: it leads to the pages that name it.",
        ),
        "college": Phrase(
            "Het college is niet van een pagina gelezen: het is de groep waartoe alle portefeuillehouders horen, en "
            "een regel ervoor is er niet. Klopt een portefeuillehouder niet, kies dan een doel van die persoon.",
            "The executive was not read from a page: it is the group of all portfolio holders, and there is no entry "
            "for it. If a portfolio holder is wrong, choose a goal of that person.",
        ),
        "organisation": Phrase(
            "De naam en de code van een organisatie zijn niet van een pagina gelezen: de code komt uit het register "
            "van overheidsorganisaties, en de naam daaruit of van wie deze dienst beheert. Die past haar aan in "
            "bodies.yml, naast de pagina's.",
            "The name and the code of an organisation were not read from a page: the code is that of the register of "
            "public organisations, and the name is from there or from whoever runs this service, who changes it in "
            "bodies.yml, beside the pages.",
        ),
        **dict.fromkeys(("goal", "ambition", "programme"), _ENDURING),
        "identity": Phrase(
            "Er is geen ander document van dezelfde soort geladen waarin het doel nog kan staan, en dus geen regel.",
            "No other document of the same kind is loaded in which the goal could stand, so there is no entry.",
        ),
        "correction": Phrase(
            "Dit is zelf een correctie, door de beheerder. Die verandert haar in corrections.yml of neemt haar weg. "
            "Wat nu geldt, staat bij wat er gecorrigeerd is.",
            "This is a correction itself, by the operator, who changes it in corrections.yml or takes it away. What "
            "holds now stands with what was corrected.",
        ),
        "document": Phrase(
            "Over een document als geheel is er geen regel: wat erin staat, is gelezen van pagina's. Kies een doel in "
            "dit document, en daar de uitspraak die niet klopt.",
            "There is no entry about a document as a whole: what is in it was read from pages. Choose a goal in this "
            "document, and there the statement that is wrong.",
        ),
        "measurement": Phrase(
            "Dit is geteld bij het inlezen, en niet van een pagina gelezen. Hoeveel doelen een document hoort te "
            "hebben en of alles er is, zegt de beheerder in bodies.yml; ontbreekt er een pagina, dan is die niet "
            "geladen.",
            "This was counted when the pages were read in, and does not stand on a page. How many goals a document "
            "should have and whether all is there, the operator says in bodies.yml; a page that is missing was not "
            "loaded.",
        ),
        "edition": Phrase(
            "Een editie bundelt de pagina's van een document die op één moment zijn uitgegeven, volgens de pagina's "
            "zelf. Voor dat moment is er geen regel; voor wat op de pagina's staat wel. Kies een doel in dit document, "
            "en daar de uitspraak die niet klopt.",
            "An edition holds the pages of a document that were issued at one moment, as the pages themselves say. "
            "There is no entry for that moment; there is for what stands on the pages. Choose a goal in this document, "
            "and there the statement that is wrong.",
        ),
        "budget-table": Phrase(
            "Dit is de verzameling van alle bedragen in een document; voor het geheel is er geen regel, voor elk "
            "bedrag wel. Kies een doel in dit document, en daar het bedrag dat niet klopt.",
            "This is the set of all amounts in a document; there is no entry for the whole, but one for each amount. "
            "Choose a goal in this document, and there the amount that is wrong.",
        ),
        "run": Phrase(
            "Dit is wat het leesprogramma over zichzelf opschreef: welke pagina's het wanneer las. Een regel is er "
            "niet voor. Is er een pagina verkeerd gelezen, kies dan het doel dat zij beschrijft.",
            "This is what the reading program wrote of itself: which pages it read, and when. There is no entry for "
            "it. If a page was misread, choose the goal that it describes.",
        ),
        "section": Phrase(
            "Voor de kop van een sectie is er geen regel. Wel voor wat er in die sectie gelezen is: zie alles wat van "
            "deze pagina gelezen is.",
            "There is no entry for the heading of a section. There is for what was read in that section: see all that "
            "was read from this page.",
        ),
        "observation": Phrase(
            "Van dit bedrag is niet bekend waar het op de pagina staat, en een regel noemt altijd de plaats. Schrijf "
            "welk bedrag er hoort te staan, en op welke pagina.",
            "Where this amount stands on the page is not known, and an entry always names the place. Say which amount "
            "should stand there, and on which page.",
        ),
        "span": Phrase(
            "Deze woorden zijn het bewijs van iets waarvoor corrections.yml geen regel heeft. Wel heeft alles wat "
            "verder van deze pagina gelezen is er een.",
            "These words are the evidence of something for which corrections.yml has no entry. All else that was read "
            "from this page has one.",
        ),
        "graph-doc": Phrase(
            "Deze graaf bevat alle feiten van één document; een regel is er per feit. Kies een doel in dit document, "
            "en daar de uitspraak die niet klopt.",
            "This graph holds all facts of one document; there is an entry for each fact. Choose a goal in this "
            "document, and there the statement that is wrong.",
        ),
        "graph-text": Phrase(
            "Deze graaf bevat de teksten van één document, zoals de gemeente ze schreef. Staat er een fout in de tekst "
            "zelf, meld haar dan aan de gemeente; is er iets verkeerd uit gelezen, kies dan het doel, en daar de "
            "uitspraak die niet klopt.",
            "This graph holds the texts of one document, as the municipality wrote them. If the text itself has a "
            "mistake, tell the municipality; if something was misread from it, choose the goal, and there the "
            "statement that is wrong.",
        ),
        "graph-body": Phrase(
            "Deze graaf bevat wat bij een organisatie hoort: mensen, domeinen, en wat alleen genoemd is. Een regel is "
            "er per doel. Kies bij de organisatie de persoon of het domein dat niet klopt.",
            "This graph holds what belongs to an organisation: people, domains, and what is only named. There is an "
            "entry for each goal. Choose, with the organisation, the person or the domain that is wrong.",
        ),
        "graph-provenance": Phrase(
            "Deze graaf vertelt hoe de andere gemaakt zijn en wat er gecorrigeerd is; een regel is er niet voor. Een "
            "correctie verandert de beheerder in corrections.yml.",
            "This graph tells how the others were made and what was corrected; there is no entry for it. A correction "
            "is changed by the operator, in corrections.yml.",
        ),
        "graph-catalogue": Phrase(
            "Deze graaf telt hoeveel van elk document geladen is. Hoeveel er hoort te zijn, zegt de beheerder in "
            "bodies.yml; een pagina die ontbreekt, is niet geladen.",
            "This graph counts how much of each document was loaded. How much there should be, the operator says in "
            "bodies.yml; a page that is missing was not loaded.",
        ),
        "graph-inferred": _DERIVED,
        "graph-analysis": _DERIVED,
        "graph-def": Phrase(
            "Deze graaf legt vast wat de woorden in deze gegevens betekenen. Die betekenissen zijn afgesproken, en van "
            "geen pagina gelezen. Is een omschrijving onduidelijk of onjuist, schrijf dan welke.",
            "This graph lays down what the words in these data mean. Those meanings were agreed upon, and read from no "
            "page. If a description is unclear or wrong, say which.",
        ),
        "graph-curated": Phrase(
            "Dit is door iemand toegevoegd en van geen pagina gelezen; corrections.yml gaat er niet over. Wie erin mag "
            "schrijven, verandert het of haalt het weg (zie /graphs). Schrijf anders wat er niet "
            "klopt.",
            "Somebody added this, and it was read from no page; corrections.yml is not about it. Who may write in it "
            "changes it or takes it away (see /graphs). Else say what is wrong.",
        ),
        "graph-service": _OF_RELEASE,
        "graph-void": _OF_RELEASE,
        "description": _OF_RELEASE,
        "endpoint": _OF_RELEASE,
        "count": Phrase(
            "Dit is een telling van wat er in de release staat, gemaakt bij doelgraaf publish. Een regel is er niet "
            "voor: zij verandert vanzelf als verbeterd wordt wat er geteld is.",
            "This is a count of what the release holds, made by doelgraaf publish. There is no entry for it: it "
            "changes by itself when what was counted is corrected.",
        ),
        "dump": Phrase(
            "Dit is een bestand met dezelfde gegevens als de pagina's van deze dienst. Zoek daar wat niet klopt; na de "
            "verbetering worden de bestanden opnieuw gemaakt.",
            "This is a file with the same data as the pages of this service. Look there for what is wrong; once that "
            "is corrected, the files are made anew.",
        ),
        "definition": Phrase(
            "Dit is een woord uit de woordenlijst van deze gegevens, en van geen pagina gelezen. Is de omschrijving "
            "onduidelijk of onjuist, schrijf dan wat er beter kan.",
            "This is a word of the vocabulary of these data, and was read from no page. If its description is unclear "
            "or wrong, say what could be better.",
        ),
        "other": Phrase(
            "Hiervoor kent corrections.yml geen regel: het is niet gelezen van één plaats op een pagina, of het is "
            "gegeven door wie deze dienst beheert.",
            "corrections.yml has no entry for this: it was not read from one place on a page, or it was given by "
            "whoever runs this service.",
        ),
    }
)
_MOMENT: Final = Phrase(
    "Deze woorden zeggen wanneer de pagina gemaakt of uitgegeven is, volgens de pagina zelf. Daarvoor is er geen "
    "regel. Staat er een verkeerd tijdstip, meld het dan aan de gemeente.",
    "These words say when the page was made or issued, as the page itself has it. There is no entry for that. If the "
    "moment is wrong, tell the municipality.",
)
WHY_OF_WORDS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        DCTERMS_TITLE: WHY["section"],
        BUILT_AT: _MOMENT,
        EXPORTED_AT: _MOMENT,
        CRITERIA_LEAD: Phrase(
            "Dit is de zin die boven de lijst van criteria staat. Voor die zin is er geen regel, voor elk criterium "
            "eronder wel: zie alles wat van deze pagina gelezen is.",
            "This is the sentence above the list of criteria. There is no entry for that sentence, but one for each "
            "criterion below it: see all that was read from this page.",
        ),
    }
)
