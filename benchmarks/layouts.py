"""Layouts: what pages are made of, and a goal page in one of the layouts Z1 to Z5b as parts in their order.

Knows no file format, and not what other pages than those of goals look like.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from benchmarks.composing import Deviating, Paragraph, Sentence, Writer
from benchmarks.municipality import Document, Municipality
from ontology.codes import BudgetLine, CitedKind, DocumentKind, Effect, Layout, PageKind

COLUMNS: Final = (
    "Lasten",
    "Baten",
    "Saldo",
    "Toevoeging aan reserves",
    "Onttrekking aan reserves",
    "Geraamd resultaat",
)
TABLE_INTRODUCTION: Final = "In het overzicht baten en lasten is het budget per doel weergegeven."
HEADLINES: Final = {
    Effect.ADVANTAGE: "Voordeel",
    Effect.DISADVANTAGE: "Nadeel",
    Effect.NEUTRAL: "Budgettair neutraal",
}
NO_DEVIATIONS: Final = "Geen afwijkingen"


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs."""

    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Criteria:
    """The criteria with the words that lead up to them."""

    lead: str
    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Activities:
    """The activities."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """The framework notes."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holders:
    """The portfolio holders."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deviations:
    """The deviations; none is said in words."""

    items: tuple[Deviating, ...]


@dataclass(frozen=True, slots=True)
class Budget:
    """The row of the page's own goal in the money table."""

    label: str
    cells: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A thing that a page states beside its own subject; `above` is the key of what it belongs to on the page."""

    kind: CitedKind
    key: str
    number: str | None
    label: str | None
    statement: str | None
    above: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line with what it says: a thing that it states, an activity, a part that it names by its number."""

    said: Paragraph
    stated: Statement | None = None
    is_activity: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines, each an entry, with bullets or without."""

    entries: tuple[Entry, ...]
    bulleted: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A line with a label, a colon and a value, which may be the names of holders."""

    label: str
    said: Sentence
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AmountSaid:
    """What a cell of a money table says; `amount_eur` is a plain decimal, None where the cell names none."""

    of: str | None
    line: BudgetLine
    year: int
    amount_eur: str | None


@dataclass(frozen=True, slots=True)
class Measure:
    """What a row of a table of indicators says: plain decimals, and the year of the norm."""

    name: str
    baseline: str
    norm: str
    year: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its label, its cells as printed, and what they say."""

    label: Sentence
    cells: tuple[str, ...]
    amounts: tuple[AmountSaid, ...] = ()
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with the words above it, the head of its labels and the heads of its columns."""

    lead: str | None
    corner: str | None
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


Content = Prose | Criteria | Activities | Notes | Holders | Deviations | Budget | Lines | Field | Grid


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page under its heading; `copied_from` is the year of the budget whose text and numbering it has."""

    heading: str | None
    content: Content
    copied_from: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page.

    `head` are the lines that state what it is about, none for a goal in Z1; `label` and `statement` are what head and
    address tell. `named` is the key of a page without a number.
    """

    body: Municipality
    document: Document
    number: str | None
    address: str
    crumbs: tuple[str, ...]
    head: tuple[str, ...]
    label: str | None
    statement: str | None
    domain: str | None
    parts: tuple[Part, ...]
    built: datetime
    exported: datetime
    kind: PageKind = PageKind.GOAL
    named: str | None = None

    @property
    def key(self) -> str:
        """What names its subject in the document."""
        return self.number or self.named or ""

    @property
    def stated(self) -> tuple[Statement, ...]:
        """What it states beside its own subject, in the order of the page; of what stands twice the first."""
        lines = [part.content for part in self.parts if isinstance(part.content, Lines)]
        found = [entry.stated for content in lines for entry in content.entries if entry.stated is not None]
        return tuple({one.key: one for one in reversed(found)}[key] for key in dict.fromkeys(one.key for one in found))


def footer(page: Page) -> str:
    """The last line: when the page was built and its source exported, month first."""
    built, exported = (f"{moment:%m/%d/%Y %H:%M:%S}" for moment in (page.built, page.exported))
    return f"Deze pagina is gebouwd op {built} met de export van {exported}"


def printed_title(document: Document) -> str:
    """What a document is called on its pages."""
    name = "Jaarverslag" if document.kind is DocumentKind.JAARSTUKKEN else document.kind.capitalize()
    return f"{name} {document.year}" + (f"-{document.sequence}" if document.sequence else "")


def page_of(writer: Writer, document: Document) -> Page:
    """The page of a goal in a document."""
    layout, goal, number = document.layout, writer.goal, writer.number
    head = _head(writer, layout)
    slug = {Layout.Z1: "", Layout.Z2: None}.get(layout, "-" + goal.label.lower().replace(" ", "-"))
    random = writer.body.random(document.name, goal.key, "address")
    last = "beschrijving" if slug is None else f"doel-{number.replace('.', '-')}{slug}"
    host = f"{document.name}.{writer.body.name.lower()}.example"
    crumbed = layout not in {Layout.Z5, Layout.Z5B}
    built = built_at(document, random)
    return Page(
        body=writer.body,
        document=document,
        number=number,
        address=f"https://{host}/p{random.randrange(10_000, 99_999)}/{last}",
        crumbs=((printed_title(document), "portal") if crumbed else ()) + ("Domeinen", goal.theme.domain),
        head=head,
        label=goal.label if slug else None,
        statement=goal.statement if head else None,
        domain=goal.theme.domain,
        parts=tuple(_parts(writer, document)),
        built=built,
        exported=exported_at(built, random),
    )


def _head(writer: Writer, layout: Layout) -> tuple[str, ...]:
    number, goal = writer.number, writer.goal
    match layout:
        case Layout.Z1 | Layout.Z3_BARE:
            return ()
        case Layout.Z2:
            return (f"Doel {number} {goal.statement}",)
        case Layout.Z3:
            return (f"Beschrijving doel {number} {goal.statement}",)
        case Layout.Z4:
            return (f"Beschrijving doel {number} {goal.statement} (tekst uit Begroting {writer.year})",)
        case Layout.Z5 | Layout.Z5B:
            return (f"Doel {number} {goal.label}", goal.statement)
        case _:
            raise UnknownLayoutError(
                f"no page is written in layout {layout}; choose one of z1, z2, z3, z3-bare, z4, z5, z5b"
            )


class UnknownLayoutError(Exception):
    """A layout in which no page is written; the message names those that there are."""


def _parts(writer: Writer, document: Document) -> list[Part]:
    description, criteria = Prose(writer.description()), Criteria(_lead(writer), writer.criteria())
    holders = Part("Portefeuillehouder(s)", Holders(writer.body.holders(writer.goal.key, writer.year)))
    copied = f"(tekst uit Begroting {document.year})"
    match document.layout:
        case Layout.Z1:
            return [Part(None, description), Part("Criteria", criteria)]
        case Layout.Z2 | Layout.Z3_BARE:
            return [Part("Beschrijving doel", description), Part("Criteria", criteria), *_plan(writer, holders)]
        case Layout.Z3:
            return [Part(None, description), Part("Criteria", criteria), *_plan(writer, holders)]
        case Layout.Z4:
            return [
                Part(None, description, document.year),
                Part("Toelichting op realisatie doel", Prose(writer.realisation())),
                Part(f"Criteria {copied.lower()}", criteria, document.year),
                *_plan(writer, holders),
            ]
        case Layout.Z5B:
            return [
                Part("Beschrijving", Prose(description.paragraphs[:-1])),
                Part("Criteria", criteria),
                holders,
                Part(f"Afwijkingen op activiteiten {printed_title(document)}", Deviations(writer.deviations(document))),
            ]
        case _:
            realised, explained = writer.realisation()[:-1], writer.realisation()[-1:]
            return [
                Part(f"Beschrijving doel {copied}", description, document.year),
                Part("Toelichting op realisatie doel", Prose(realised)),
                Part("Toelichting realisatie activiteiten", Prose(explained)),
                Part("Financieel overzicht doel", Budget(f"Doel {writer.number}", writer.cells())),
                Part("Financiële toelichting activiteiten (verschillenanalyse)",
                     Deviations(writer.deviations(document))),
            ]  # fmt: skip


def _plan(writer: Writer, holders: Part) -> list[Part]:
    return [
        Part("Kaderstellende nota('s)", Notes(writer.notes())),
        holders,
        Part("Activiteiten", Activities(writer.activities())),
        Part("Overzicht baten en lasten", Budget(f"Doel {writer.number}", writer.cells())),
    ]


def _lead(writer: Writer) -> str:
    return f"{writer.goal.statement}, zodanig dat:"


def built_at(document: Document, random: Random) -> datetime:
    """When a page of a document was built."""
    return _built(document) + timedelta(days=random.randrange(40), seconds=random.randrange(32_000))


def exported_at(built: datetime, random: Random) -> datetime:
    """When the source of a page was exported."""
    return built - timedelta(seconds=random.randrange(300, 3000))


def _built(document: Document) -> datetime:
    """The first moment at which the pages of a document can be built: local time, as pages print it."""
    match document.kind:
        case DocumentKind.BEGROTING:
            return datetime(document.year - 1, 9, 20, 8)  # noqa: DTZ001 - printed without a zone
        case DocumentKind.BERAP:
            return datetime(document.year, 5 if document.sequence == 1 else 10, 10, 8)  # noqa: DTZ001 - idem
        case _:
            return datetime(document.year + 1, 4, 1, 8)  # noqa: DTZ001 - idem
