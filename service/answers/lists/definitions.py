"""The lists of a release: versions, programmes, references, amounts, effects and assignments. Asks nothing."""

from types import MappingProxyType
from typing import Final

from ontology import codes
from ontology.language import Phrase
from service.answers.lists import Filter, Form, Listing, Sort
from service.answers.lists.columns import VERSIONS as VERSIONS_TABLE
from service.answers.tables import definitions as tables

_LEVELS: Final = MappingProxyType(
    {f"{kind}s": f'FILTER(CONTAINS(STR(?thing), "/id/{kind}-version/"))' for kind in ("goal", "ambition", "programme")}
)
_YES: Final = "true"
_NO: Final = "false"


def _in_documents(subject: str) -> tuple[Filter, ...]:
    """The filters by document, where `subject` is the version of which `?document` is known."""
    return (
        Filter(
            "organisation",
            Phrase("code van een organisatie", "code of an organisation"),
            Form.ORGANISATION,
            f"?{subject} dg:organisation ?organisation .",
            example="gm0193",
        ),
        Filter(
            "document",
            Phrase("pad van een document", "path of a document"),
            Form.DOCUMENT,
            example="gm0193/begroting/2021",
        ),
        Filter(
            "documentKind",
            Phrase("soort document", "kind of document"),
            Form.CODE,
            "?document dg:documentKind ?documentKind .",
            codes=codes.DocumentKind,
        ),
        Filter(
            "year",
            Phrase("begrotingsjaar van het document", "fiscal year of the document"),
            Form.YEAR,
            f"?{subject} dg:year ?year .",
            example=2021,
        ),
    )


def _code(name: str, codes_of: type[codes.Code], nl: str, en: str, pattern: str) -> Filter:
    return Filter(name, Phrase(nl, en), Form.CODE, pattern, codes=codes_of)


def _number(name: str, nl: str, en: str, pattern: str) -> Filter:
    return Filter(name, Phrase(nl, en), Form.TEXT, pattern, example="2.2.2")


def _either(name: str, nl: str, en: str, pattern: str) -> Filter:
    """A filter for whether a pattern has a match."""
    choices = {_YES: f"FILTER EXISTS {{ {pattern} }}", _NO: f"FILTER NOT EXISTS {{ {pattern} }}"}
    return Filter(name, Phrase(nl, en), Form.CHOICE, choices=MappingProxyType(choices))


def _words(nl: str, en: str, text: str, pattern: str = "") -> Filter:
    """A filter for words in a text, whatever their capitals; `pattern` binds the text."""
    found = f"{pattern} FILTER(CONTAINS(LCASE(STR(?{text})), ?words))"
    return Filter("words", Phrase(nl, en), Form.WORDS, found, example="participatie")


def _person(subject: str) -> Filter:
    return Filter(
        "holder",
        Phrase("pad van een portefeuillehouder, zie /v1/holders", "path of a portfolio holder, see /v1/holders"),
        Form.IN_BODY,
        f"?heldBy dg:coversElement ?{subject} ; org:member ?holder .",
        kind="person",
        example="gm0193/4e9b096b",
    )


_OF_VERSION: Final = (
    Sort("document", "document"),
    Sort("number", "key"),
    Sort("year", "documentYear", "OPTIONAL { ?document dg:year ?documentYear }"),
)
_IN_ORDER: Final = ("document", "number")

_VERSION_FILTERS: Final = (
    *_in_documents("thing"),
    _number("number", "nummer zoals gedrukt", "number as printed", "?thing dg:number ?number ."),
    _words(
        "woorden van naam of doelzin",
        "words of its name or statement",
        "said",
        "?thing dg:name|dg:statement ?said .",
    ),
    Filter(
        "domain",
        Phrase("pad van een beleidsdomein, zie /v1/domains", "path of a policy domain, see /v1/domains"),
        Form.IN_BODY,
        "?thing dg:inDomain ?domain .",
        kind="domain",
        example="gm0193/sociaal-domein",
    ),
    _person("thing"),
    Filter(
        "goal",
        Phrase(
            "pad van wat door de jaren heen blijft, zie /v1/goals; met ambition/ of programme/ ervoor als het dat is",
            "path of what endures, see /v1/goals; with ambition/ or programme/ before it where it is one",
        ),
        Form.ENDURING,
        "?thing dg:versionOf ?goal .",
        kind="goal",
        example="gm0193/50eb73ce",
    ),
    Filter(
        "loaded",
        Phrase("of een geladen pagina het beschrijft", "whether a loaded page describes it"),
        Form.CHOICE,
        choices=MappingProxyType(
            {_YES: "FILTER NOT EXISTS { ?thing a dg:NamedVersion }", _NO: "?thing a dg:NamedVersion ."}
        ),
    ),
)
_LEVEL: Final = Filter(
    "level", Phrase("doelen, ambities of programma's", "goals, ambitions or programmes"), Form.CHOICE, choices=_LEVELS
)
_VERSION_SORTS: Final = (
    *_OF_VERSION,
    Sort("name", "sortName", "OPTIONAL { ?thing dg:name ?sortName }"),
    *(
        Sort(name, f"sort{name.title()}", f"OPTIONAL {{ ?thing dg:{name} ?sort{name.title()} }}")
        for name in ("expenditure", "revenue", "balance")
    ),
)
_VERSIONS_BASE: Final = (
    "?thing dg:inDocument ?document ; dg:number ?anyNumber ; dg:sortKey ?key ; rdfs:label ?anyLabel ."
)

VERSIONS: Final = Listing(
    "versions",
    VERSIONS_TABLE,
    _VERSIONS_BASE,
    (_LEVEL, *_VERSION_FILTERS),
    _VERSION_SORTS,
    _IN_ORDER,
    "version",
    VERSIONS_TABLE.about,
    "?thing dg:inDocument ?where .",
)
PROGRAMMES: Final = Listing(
    "programmes",
    VERSIONS_TABLE,
    f"{_VERSIONS_BASE} {_LEVELS['programmes']}",
    _VERSION_FILTERS,
    _VERSION_SORTS,
    _IN_ORDER,
    "version",
    Phrase("De programma's zoals elk document ze noemt.", "The programmes as each document names them."),
    f"?thing dg:inDocument ?where . {_LEVELS['programmes']}",
)
REFERENCES: Final = Listing(
    "references",
    tables.REFERENCES,
    "?thing a dg:Reference ; dg:start ?start ; dg:referringElement ?from . "
    "?from dg:inDocument ?document ; dg:sortKey ?key .",
    (
        *_in_documents("from"),
        _number(
            "fromNumber",
            "nummer waar de woorden staan",
            "number in whose text it stands",
            "?from dg:number ?fromNumber .",
        ),
        _number(
            "toNumber",
            "nummer van wat bedoeld is",
            "number of what is meant",
            "?thing dg:referredElement ?to . ?to dg:number ?toNumber .",
        ),
        _number(
            "citedNumber",
            "nummer dat de woorden noemen",
            "number that the words name",
            "?thing dg:citedNumber ?citedNumber .",
        ),
        _code("role", codes.Role, "rol", "role", "?thing dg:role ?role ."),
        _code("relation", codes.Relation, "verband", "relation", "?thing dg:relation ?relation ."),
        _code(
            "resolution",
            codes.Resolution,
            "uitkomst",
            "what became of finding it",
            "?thing dg:resolution ?resolution .",
        ),
        _code(
            "citedKind",
            codes.CitedKind,
            "soort dat de woorden noemen",
            "kind that the words name",
            "?thing dg:citedKind ?citedKind .",
        ),
        _either("suspect", "past mogelijk niet", "may not fit", "?thing dg:hasSuspicion ?doubt"),
        _either("stale", "mogelijk verouderd", "may be out of date", "?thing dg:hasStaleness ?copy"),
        _words("woorden van de zin", "words of its sentence", "said", "?thing dg:sentence ?said ."),
    ),
    (
        *(one for one in _OF_VERSION if one.name != "number"),
        Sort("fromNumber", "key"),
        Sort("start", "start"),
        Sort("toNumber", "toKey", "OPTIONAL { ?thing dg:referredElement ?meant . ?meant dg:sortKey ?toKey }"),
        Sort("resolution", "outcome", "?thing dg:resolution ?outcome ."),
    ),
    ("document", "fromNumber", "start"),
    "from",
    tables.REFERENCES.about,
    "GRAPH ?where { ?thing dg:referringElement ?from }",
)
AMOUNTS: Final = Listing(
    "amounts",
    tables.AMOUNTS,
    "?thing a qb:Observation ; dg:budgetedElement ?version ; dg:year ?cellYear ; dg:phase ?cellPhase ; "
    "dg:budgetLine ?cellLine ; om:amount ?cellAmount . "
    "?version dg:inDocument ?document ; dg:sortKey ?key ; dg:number ?of .",
    (
        *_in_documents("version"),
        _number("number", "nummer waar het bij hoort", "number that it belongs to", "?version dg:number ?number ."),
        _code("line", codes.BudgetLine, "regel", "line", "?thing dg:budgetLine ?line ."),
        _code("phase", codes.Phase, "fase", "phase", "?thing dg:phase ?phase ."),
        Filter(
            "amountYear",
            Phrase("jaar van het bedrag", "year of the amount"),
            Form.YEAR,
            "?thing dg:year ?amountYear .",
            example=2021,
        ),
        _person("version"),
    ),
    (
        *_OF_VERSION,
        Sort("amount", "cellAmount"),
        Sort("amountYear", "cellYear"),
        Sort("line", "cellLine"),
        Sort("phase", "cellPhase"),
    ),
    (*_IN_ORDER, "amountYear", "phase", "line"),
    "version",
    tables.AMOUNTS.about,
    "GRAPH ?where { ?thing dg:budgetedElement ?version }",
)
EFFECTS: Final = Listing(
    "effects",
    tables.EFFECTS,
    "?thing a dg:FinancialEffect ; dg:effect ?what ; dg:start ?start . "
    "?version dg:hasDeviation/dg:hasEffect|dg:hasEffect ?thing ; dg:inDocument ?document ; dg:sortKey ?key .",
    (
        *_in_documents("version"),
        _number("number", "nummer waar het bij staat", "number at which it stands", "?version dg:number ?number ."),
        _number(
            "affectsNumber",
            "nummer waar het op valt",
            "number on which it falls",
            "?thing dg:affects ?bearer . ?bearer dg:number ?affectsNumber .",
        ),
        _code(
            "effect",
            codes.Effect,
            "voordeel, nadeel of neutraal",
            "advantage, disadvantage or neutral",
            "?thing dg:effect ?effect .",
        ),
        _code(
            "recurrence",
            codes.Recurrence,
            "eenmalig of structureel",
            "one-off or structural",
            "?thing dg:recurrence ?recurrence .",
        ),
        _either("withAmount", "met een bedrag", "with an amount", "?thing dg:amount ?euros"),
        _words("woorden van de zin", "words of its sentence", "said", "?thing dg:sentence ?said ."),
    ),
    (
        *_OF_VERSION,
        Sort("start", "start"),
        Sort("amount", "sortAmount", "OPTIONAL { ?thing dg:amount ?sortAmount }"),
        Sort("effect", "what"),
    ),
    (*_IN_ORDER, "start"),
    "version",
    tables.EFFECTS.about,
)
ASSIGNMENTS: Final = Listing(
    "assignments",
    tables.HOLDERS,
    "?thing a dg:PortfolioAssignment ; dg:coversElement ?version ; org:member ?person . "
    "?person foaf:name ?called . ?version dg:inDocument ?document ; dg:sortKey ?key .",
    (
        *_in_documents("version"),
        _number("number", "nummer van de versie", "number of the version", "?version dg:number ?number ."),
        Filter(
            "holder",
            Phrase("pad van een portefeuillehouder, zie /v1/holders", "path of a portfolio holder, see /v1/holders"),
            Form.IN_BODY,
            "?thing org:member ?holder .",
            kind="person",
            example="gm0193/4e9b096b",
        ),
        _words("woorden van de naam", "words of the name", "called"),
    ),
    (*_OF_VERSION, Sort("name", "called")),
    (*_IN_ORDER, "name"),
    "version",
    tables.HOLDERS.about,
    "GRAPH ?where { ?thing dg:coversElement ?version }",
)

LISTINGS: Final = (VERSIONS, PROGRAMMES, REFERENCES, AMOUNTS, EFFECTS, ASSIGNMENTS)
