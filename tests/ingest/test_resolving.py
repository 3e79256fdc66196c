"""What a reference means within its body, document and year; "not known" is an answer."""

import msgspec
import pytest

from ingest.link.resolve import Index, Version, resolve
from ingest.read.record import DocumentRef
from ingest.read.references import Own, find_references
from ingest.read.span import Span
from ingest.sources import builtin_sources
from ontology.codes import CitedKind, DocumentKind, Resolution
from ontology.iri import DocumentKey

SOURCE = builtin_sources()["zwolle"]
GOAL, PROGRAMME = str(CitedKind.GOAL), str(CitedKind.PROGRAMME)


def key(kind: DocumentKind, year: int, sequence: int | None = None) -> DocumentKey:
    return DocumentKey("gm9999", kind, year, sequence)


BUDGET_2029, BUDGET_2031, BUDGET_2032 = (key(DocumentKind.BEGROTING, year) for year in (2029, 2031, 2032))
ACCOUNTS = key(DocumentKind.JAARSTUKKEN, 2031)
REPORT = key(DocumentKind.BERAP, 2031, 1)
INDEX = Index(
    {
        BUDGET_2029: frozenset({(GOAL, "1.1.1"), (GOAL, "1.2.3")}),
        BUDGET_2031: frozenset({(GOAL, "1.1.1"), (GOAL, "1.1.2")}),
        BUDGET_2032: frozenset({(GOAL, "1.1.1"), (GOAL, "1.2.4")}),
        ACCOUNTS: frozenset({(GOAL, "1.1.1")}),
        REPORT: frozenset({(GOAL, "1.1.1")}),
    },
    frozenset({BUDGET_2031, BUDGET_2032}),
    frozenset(SOURCE.numbers.values()),
)


def goal(document: DocumentKey, number: str) -> Version:
    return Version(document, CitedKind.GOAL, number)


ROWS = [
    ("zie doel 1.1.2", BUDGET_2031, Resolution.RESOLVED, goal(BUDGET_2031, "1.1.2"), "the citing document"),
    ("zie doel 1.1.9", BUDGET_2031, Resolution.DANGLING, None, "the document is complete"),
    ("zie programma 4", BUDGET_2031, Resolution.NOT_LOADED, Version(BUDGET_2031, CitedKind.PROGRAMME, "4"), "no page"),
    ("zie doel 1.1.1", REPORT, Resolution.RESOLVED, goal(REPORT, "1.1.1"), "a report's own page"),
    ("zie doel 1.1.2", REPORT, Resolution.RESOLVED, goal(BUDGET_2031, "1.1.2"), "else the budget of its year"),
    (
        "het oude doel 1.1.1",
        BUDGET_2032,
        Resolution.RESOLVED,
        goal(BUDGET_2031, "1.1.1"),
        "the budget of the year before",
    ),
    ("het oude doel 1.9.9", BUDGET_2032, Resolution.DANGLING, None, "which is complete"),
    ("het oude doel 1.2.3", BUDGET_2031, Resolution.OTHER_DOCUMENT, None, "an older budget is not asked"),
    ("het oude doel 1.1.1", BUDGET_2029, Resolution.OTHER_DOCUMENT, None, "no budget before is loaded"),
    ("het nieuwe doel 1.2.4", ACCOUNTS, Resolution.RESOLVED, goal(BUDGET_2032, "1.2.4"), "the budget of the next year"),
    ("het nieuwe doel 1.2.9", ACCOUNTS, Resolution.DANGLING, None, "which is complete"),
    ("doel 1.1.1 in de Begroting 2029", BUDGET_2031, Resolution.RESOLVED, goal(BUDGET_2029, "1.1.1"), "words name it"),
    (
        "doel 1.1.1 in de vorige begroting",
        BUDGET_2032,
        Resolution.RESOLVED,
        goal(BUDGET_2031, "1.1.1"),
        "a year earlier",
    ),
    ("doel 1.1.1 in de Berap", BUDGET_2031, Resolution.RESOLVED, goal(REPORT, "1.1.1"), "of the same year"),
    ("doel 1.1.1 in de Begroting 2025", BUDGET_2031, Resolution.OTHER_DOCUMENT, None, "nothing of it is loaded"),
    ("het oude doel 1.1.1 uit de Begroting 2025", BUDGET_2031, Resolution.OTHER_DOCUMENT, None, "the words go first"),
    (
        "doel 1.1.2 van de provincie",
        BUDGET_2031,
        Resolution.OUT_OF_SCOPE,
        None,
        "another body's, though the number exists",
    ),
    ("programma 3 van het Rijk", BUDGET_2031, Resolution.OUT_OF_SCOPE, None, "another body's"),
]


def test_the_table_is_whole() -> None:
    assert len(ROWS) == 18


@pytest.mark.parametrize(("text", "citing", "resolution", "target", "why"), ROWS)
def test_a_number_means_what_its_words_and_its_document_say(
    text: str, citing: DocumentKey, resolution: Resolution, target: Version | None, why: str
) -> None:
    own = Own("9.9.9", DocumentRef(citing.kind, citing.year, citing.sequence), SOURCE.numbering)
    (reference,) = find_references(text, Span(0, len(text)), own)
    found = resolve(reference, citing, INDEX)
    assert (found.resolution, found.target) == (resolution, target), why


@pytest.mark.parametrize(
    ("family", "text", "resolution"),
    [
        ("zaanstad", "zie programma 3", Resolution.OUT_OF_SCOPE),
        ("zaanstad", "zie doel 1", Resolution.NOT_LOADED),
        ("bladel", "zie doel 1.1.2", Resolution.OUT_OF_SCOPE),
        ("tiel", "zie ambitie 2.1", Resolution.OUT_OF_SCOPE),
    ],
)
def test_a_kind_that_the_body_does_not_number_is_out_of_scope(family: str, text: str, resolution: Resolution) -> None:
    source = builtin_sources()[family]
    index = Index({BUDGET_2031: frozenset()}, frozenset(), frozenset(source.numbers.values()))
    (reference,) = find_references(text, Span(0, len(text)), Own(None, None, source.numbering))
    assert resolve(reference, BUDGET_2031, index).resolution is resolution


@pytest.mark.parametrize(
    ("name", "resolution"), [("Verzonnendam", Resolution.RESOLVED), ("Nergensdijk", Resolution.OUT_OF_SCOPE)]
)
def test_a_number_of_a_municipality_is_its_own_in_that_municipality(name: str, resolution: Resolution) -> None:
    text = "zie doel 1.1.2 van de gemeente Verzonnendam"
    (reference,) = find_references(text, Span(0, len(text)), Own("9.9.9", None, SOURCE.numbering))
    index = msgspec.structs.replace(INDEX, name=name)
    assert resolve(reference, BUDGET_2031, index).resolution is resolution
