"""The words around an answer of tracing, in both languages. Relations are called as their code list calls them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from ontology.codes import Relation
from ontology.dataset import Coverage
from ontology.language import Counted, Language, Phrase, grouped
from service.answers.vocabulary import code_label

Parameter = str | int | bool | Sequence[str] | None
"""The value of a parameter of a question."""

TOGETHER: Final = "references"
"""The kind of an edge that stands for several references."""

NODE_KINDS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "goal": Phrase("doel", "goal"),
        "ambition": Phrase("ambitie", "ambition"),
        "programme": Phrase("programma", "programme"),
        "project": Phrase("project", "project"),
        "spending-proposal": Phrase("bestedingsvoorstel", "spending proposal"),
        "person": Phrase("portefeuillehouder", "portfolio holder"),
        "domain": Phrase("domein", "domain"),
        "enduring-goal": Phrase("doel door de jaren heen", "goal through the years"),
        "enduring-ambition": Phrase("ambitie door de jaren heen", "ambition through the years"),
        "enduring-programme": Phrase("programma door de jaren heen", "programme through the years"),
        "group": Phrase("groep", "group"),
    }
)
_EDGE_KINDS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "tree": Phrase("valt onder", "falls under"),
        "holder": Phrase("in portefeuille van", "in portfolio of"),
        "money": Phrase("geld voor", "money for"),
        "version-of": Phrase("versie van", "version of"),
        "same-goal": Phrase("hetzelfde doel", "the same goal"),
        "references": Phrase("verwijzingen", "references"),
    }
)
SUSPECT: Final = Phrase("past mogelijk niet", "may not fit")
ONLY_NAMED: Final = Phrase("alleen genoemd", "only named")
NOT_LOADED: Final = Phrase("alleen genoemd: de pagina zelf is niet geladen", "only named: its own page was not loaded")
DROPPED: Final = Phrase("vervalt", "is dropped")
CAUTION: Final = Phrase("Let op", "Note")
CUT: Final = Phrase("Niet alles", "Not everything")
COVERAGE: Final = Phrase("Geladen", "Loaded")
METHOD: Final = Phrase("Methode", "Method")
DEFINITIONS: Final = Phrase("Definities", "Definitions")
PARAMETERS: Final = Phrase("Parameters", "Parameters")
RELEASE: Final = Phrase("Release", "Release")
QUESTION: Final = Phrase("Vraag", "Question")
DOCUMENTS: Final = Phrase("Documenten", "Documents")
NOTES: Final = Phrase("Opmerkingen", "Notes")
CITE: Final = Phrase("Zo te citeren", "How to cite")
ON_ITSELF: Final = Phrase("met zichzelf", "with itself")
REFERS_TO: Final = Phrase("{count} van {row} naar {column}", "{count} from {row} to {column}")
WITHIN: Final = Phrase("{count}× onderling", "{count}× within")
RANKED: Final = Phrase("plaats {rank}: {what}", "place {rank}: {what}")
IN_NO_GROUP: Final = Phrase("– is wat in geen groep staat.", "– is what is in no group.")
MATRIX_READING: Final = Phrase(
    "Een getal zegt hoe vaak wat in de rij staat verwijst naar wat in de kolom staat.",
    "A figure says how often what stands in a row refers to what stands in a column.",
)
BLOCKS: Final = Phrase(
    "Wat een dikke rand omsluit verwijst in een kring naar elkaar.",
    "What a thick border encloses refers to each other in a cycle.",
)
DRAWN_PART: Final = Phrase(
    "Getekend: {drawn} van {all}. GraphML en JSON hebben alles; of vraag minder.",
    "Drawn: {drawn} of {all}. GraphML and JSON have everything; or ask for less.",
)
ENDPOINT: Final = Phrase("begin of einde", "start or end")
REFERENCES: Final = Counted(Phrase("verwijzing", "reference"), Phrase("verwijzingen", "references"))
NODE_COUNT: Final = Counted(Phrase("knoop", "node"), Phrase("knopen", "nodes"))
EDGE_COUNT: Final = Counted(Phrase("verband", "edge"), Phrase("verbanden", "edges"))
ROW_COUNT: Final = Counted(Phrase("rij", "row"), Phrase("rijen", "rows"))

_GOALS: Final = Counted(Phrase("doel geladen", "goal loaded"), Phrase("doelen geladen", "goals loaded"))
_OF: Final = Phrase("{read} van {expected} doelen geladen", "{read} of {expected} goals loaded")
_NAMED: Final = Counted(
    Phrase("doel alleen genoemd", "goal only named"), Phrase("doelen alleen genoemd", "goals only named")
)
_UNKNOWN: Final = Phrase("hoeveel er zijn is niet bekend", "how many there are is not known")


def node_word(kind: str, language: Language) -> str:
    """What a kind of node is called."""
    return NODE_KINDS[kind].say(language)


def edge_word(kind: str, language: Language) -> str:
    """What a kind of edge is called: a relation as its code list does."""
    own = _EDGE_KINDS.get(kind)
    return own.say(language) if own else code_label(Relation(kind)).say(language)


def coverage_sentence(coverage: Coverage, language: Language) -> str:
    """How many goals were loaded, and how many are only named."""
    named = _NAMED.say(coverage.versions_named, language)
    if coverage.goals_expected is None:
        return f"{_GOALS.say(coverage.goals_read, language)}; {named}; {_UNKNOWN.say(language)}"
    read, expected = grouped(coverage.goals_read), grouped(coverage.goals_expected)
    return f"{_OF.say(language, read=read, expected=expected)}; {named}"


def parameter_text(value: Parameter) -> str:
    """The value of a parameter as addresses have it; nothing where it was not given."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | str():
            return str(value)
        case _:
            return ",".join(value)
