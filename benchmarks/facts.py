"""Facts: what a page says, annotated or read, in one comparable form for each measure. Compares nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from benchmarks import gold
from benchmarks.gold import GoldPage
from benchmarks.readings import BASE, Reading
from ingest.read.financial import Amount, Bearer
from ingest.read.record import Record, Reference
from ingest.read.text import folded
from ontology.codes import DocumentKind, PageKind, Relation, Resolution, Role
from ontology.iri import DocumentKey, parse, printed_number

ANY: Final = "*"  # what the annotation leaves open
NONE: Final = "none"
WORD: Final = re.compile(r"[^\W_]")  # bullets and marks at both ends of a section are nobody's
LED: Final = frozenset({Resolution.RESOLVED, Resolution.NOT_LOADED})
ELSEWHERE: Final = frozenset({Role.PREDECESSOR, Role.SUCCESSOR})  # they speak the numbers of another document
NAMED_PAGES: Final = frozenset({PageKind.GOAL, PageKind.AMBITION, PageKind.PROGRAMME, PageKind.PROJECT})
UNRELATED: Final = frozenset({Role.SELF, Role.CHILD})  # the words beside them say no relation

MEASURES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "mentions": "a reference is found: its place, its kind and its number",
        "roles": "and its role",
        "targets": "and its resolution and the document that it leads to; without own numbers",
        "references": "mention, role and target all right; without own numbers",
        "relations": "and its relation; without own numbers and listed parts",
        "reference-labels": "and the name beside it",
        "suspects": "and it is rightly called suspect",
        "pages": "what the page is: kind and number",
        "labels": "the short name of the page",
        "statements": "the statement of the page",
        "sections": "a section: its kind, where it begins and where it ends",
        "items": "how many criteria, activities, notes and deviations",
        "things": "a further goal, proposal or project of the page",
        "holders": "a portfolio holder",
        "other-numbers": "a numbered thing of another kind",
        "amounts": "a cell of a money table: line, year, phase, amount, and what its row is about",
        "effects": "a financial effect: on what, which, how much, how often and of which year",
        "causes": "the words that give the cause of an effect: they overlap; on what, which and how much",
    }
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a page says: its place in the text (none for what has none), and what must be equal."""

    key: tuple[str, ...]
    start: int = 0
    end: int = 0

    def fits(self, found: "Fact") -> bool:
        """Whether a fact that was read says this one, at a place that overlaps its place."""
        if not all(mine in {ANY, its} for mine, its in zip(self.key, found.key, strict=True)):
            return False
        placed = self.start < self.end, found.start < found.end
        return self.overlap(found) > 0 if all(placed) else not any(placed)

    def overlap(self, found: "Fact") -> int:
        """How many characters the two places share."""
        return min(self.end, found.end) - max(self.start, found.start)


Facts = Mapping[str, tuple[Fact, ...]]
"""The facts of a page by the name of their measure."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A reference, annotated or read; `target` is the path of the document that it leads to."""

    place: tuple[int, int]
    named: tuple[str, str]
    role: Role
    relation: Relation
    label: str | None
    resolution: str
    target: str
    suspect: bool


class Body:
    """The annotated pages of a split, to ask where a number leads: kind and number of all that they describe."""

    def __init__(self, pages: Iterable[tuple[GoldPage, DocumentKey | None]]) -> None:
        self._known = {
            (document, kind, number)
            for page, document in pages
            for kind, number in ((page.kind, page.number), *((one.what.kind, one.what.number) for one in page.things))
        }

    def target(self, reference: gold.Reference, own: DocumentKey | None) -> str:
        """The document that a reference on a page of a document leads to; nothing where it leads nowhere.

        That is the document which the words name, else the page's own; in an interim report the budget of its year,
        where no page of the report is about the number.
        """
        if reference.resolution not in LED:
            return ""
        if own is None or (reference.document is None and reference.role in ELSEWHERE):
            return ANY
        named = reference.document
        if named is not None:
            return DocumentKey(own.organisation, named.kind, named.year or own.year, named.sequence).path
        budget = DocumentKey(own.organisation, DocumentKind.BEGROTING, own.year)
        cited = (reference.kind, reference.number)
        reports = own.kind is DocumentKind.BERAP and (own, *cited) not in self._known
        return budget.path if reports and (budget, *cited) in self._known else own.path


def annotated(page: GoldPage, own: DocumentKey | None, body: Body) -> Facts:
    """What the annotation of a page says; `own` is the document that the page is of."""
    cited = [
        Cited(
            place=(one.start, one.end),
            named=(one.what.kind, one.what.number),
            role=one.what.role,
            relation=one.what.relation,
            label=one.what.label,
            resolution=one.what.resolution,
            target=body.target(one.what, own),
            suspect=one.what.suspect,
        )
        for one in page.references
    ]
    return _collected((*_reference_facts(cited), *_annotated_head(page), *_annotated_parts(page)))


def read(reading: Reading) -> Facts:
    """What was read of a page; nothing where the reader refused it."""
    record = reading.record
    if record is None:
        return _collected(())
    cited = [_cited(reference, reading) for reference in record.references]
    return _collected((*_reference_facts(cited), *_read_head(record), *_read_parts(record)))


def _collected(facts: Iterable[tuple[str, Fact]]) -> Facts:
    found: dict[str, list[Fact]] = {name: [] for name in MEASURES}
    for name, fact in facts:
        found[name].append(fact)
    return {name: tuple(sorted(some, key=lambda fact: (fact.start, fact.key))) for name, some in found.items()}


def _reference_facts(cited: Iterable[Cited]) -> Iterator[tuple[str, Fact]]:
    for one in cited:
        yield "mentions", Fact(one.named, *one.place)
        yield "roles", Fact((*one.named, one.role), *one.place)
        if one.label:
            yield "reference-labels", Fact((*one.named, folded(one.label)), *one.place)
        if one.suspect:
            yield "suspects", Fact(one.named, *one.place)
        if one.role is not Role.SELF:
            outcome = (one.resolution, one.target)
            yield "targets", Fact((*one.named, *outcome), *one.place)
            yield "references", Fact((*one.named, one.role, *outcome), *one.place)
        if one.role not in UNRELATED:
            yield "relations", Fact((*one.named, one.relation), *one.place)


def _cited(reference: Reference, reading: Reading) -> Cited:
    outcome = reading.outcome(reference)
    target = parse(BASE, outcome.target) if outcome and outcome.target else None
    return Cited(
        place=(reference.start, reference.end),
        named=(reference.kind, reference.number),
        role=reference.role,
        relation=reference.relation,
        label=reference.label,
        resolution=outcome.resolution if outcome else NONE,
        target=target.document.path if target and target.document else "",
        suspect=outcome.suspect if outcome else False,
    )


def _annotated_head(page: GoldPage) -> Iterator[tuple[str, Fact]]:
    yield "pages", Fact((page.kind, page.number or NONE))
    for name, one in (("labels", page.label), ("statements", page.statement)):
        if one:
            yield name, Fact((folded(one.what.exact),), one.start, one.end)


def _read_head(record: Record) -> Iterator[tuple[str, Fact]]:
    head = record.page
    yield "pages", Fact((head.kind, head.number or NONE))
    named = head.kind in {PageKind.GOAL, PageKind.AMBITION, PageKind.PROGRAMME, PageKind.PROJECT}
    # the title of a page that is about nothing numbered is annotated as no name
    for name, key, text in (
        ("labels", "label", head.label if named else None),
        ("statements", "statement", head.statement),
    ):
        span = head.spans.get(key)
        if text and span:  # what comes from an address stands nowhere on the page
            yield name, Fact((folded(text),), span.start, span.end)


def _annotated_parts(page: GoldPage) -> Iterator[tuple[str, Fact]]:
    counts = {"criteria": page.criteria, "activities": page.activities, "notes": page.notes}
    yield from _items(counts | {"deviations": page.deviations})
    for section in page.sections:
        yield "sections", _section(section.what.kind, section.what.heading, page.text, section.start, section.end)
    for thing in page.things:
        yield "things", Fact((thing.what.kind, thing.what.number or NONE), thing.start, thing.end)
    for holder in page.holders:
        yield "holders", Fact((folded(holder.what.exact),), holder.start, holder.end)
    for mention in page.mentions:
        yield "other-numbers", Fact((mention.what.kind, mention.what.number), mention.start, mention.end)
    for amount in page.amounts:
        cell = amount.what
        yield "amounts", Fact(_cell(cell, cell.amount, cell.of or ANY), amount.start, amount.end)
    for effect in page.effects:
        said = effect.what
        bears = _effect(said.on, said.effect, said.amount)
        year = ANY if said.year is None else _told(said.year)  # compared only where the words name one
        yield "effects", Fact((*bears, said.recurrence, year), effect.start, effect.end)
        if said.cause:
            yield "causes", Fact(bears, *_nearest(page.text, said.cause, effect.start))


def _read_parts(record: Record) -> Iterator[tuple[str, Fact]]:
    counts = {"criteria": len(record.criteria), "activities": len(record.activities)}
    document = record.page.document
    # those of a year report are not annotated
    is_interim = document is None or document.kind is not DocumentKind.JAARSTUKKEN
    deviations = len(record.deviations) if is_interim else 0
    yield from _items(counts | {"notes": len(record.framework_notes.items), "deviations": deviations})
    for section in (one for one in record.sections if one.start < one.end):  # a heading alone is not annotated
        yield "sections", _section(section.kind, section.heading, record.text, section.start, section.end)
    for thing in record.stated:
        place = thing.spans.get("statement") or thing.spans.get("label")
        start, end = (place.start, place.end) if place else (thing.start, thing.end)
        yield "things", Fact((thing.kind, thing.number or NONE), start, end)
    for holder in record.holders:
        yield "holders", Fact((folded(holder.name),), holder.start, holder.end)
    for mention in record.mentions:
        yield "other-numbers", Fact((mention.kind, mention.number), mention.start, mention.end)
    for cell in record.budget:
        yield "amounts", Fact(_cell(cell, cell.amount_eur, cell.of or record.page.key), cell.start, cell.end)
    in_deviations = (effect for deviation in record.deviations for effect in deviation.effects)
    for effect in (*in_deviations, *record.effects):
        bears = _effect(effect.on, effect.effect, effect.amount_eur)
        yield "effects", Fact((*bears, effect.recurrence, _told(effect.year)), effect.start, effect.end)
        if effect.cause_span:
            yield "causes", Fact(bears, effect.cause_span.start, effect.cause_span.end)


def _cell(cell: gold.Amount | Amount, amount: str | None, about: str) -> tuple[str, ...]:
    """A cell; of an annotation that does not say what its row is about, that is left open."""
    return cell.line, _told(cell.year), cell.phase, _decimal(amount), folded(about)


def _effect(bearer: gold.Cited | Bearer | None, effect: str, amount: str | None) -> tuple[str, ...]:
    """An effect; of one whose words do not say on what it falls, that is left open."""
    on = (bearer.kind, printed_number(bearer.number or "") or NONE) if bearer else (ANY, ANY)
    return *on, effect, _decimal(amount)


def _nearest(text: str, words: str, at: int) -> tuple[int, int]:
    """Where words stand nearest to a position."""
    starts = (found.start() for found in re.finditer(re.escape(words), text))
    start = min(starts, key=lambda start: abs(start - at))
    return start, start + len(words)


def _items(counts: Mapping[str, int]) -> Iterator[tuple[str, Fact]]:
    """A fact for each item of each list; they have no place, so that only how many there are is compared."""
    for name, count in counts.items():
        yield from (("items", Fact((name,))) for _ in range(count))


def _section(kind: str, heading: str | None, text: str, start: int, end: int) -> Fact:
    """A section, whose first and last words must be the same; of one without text, which has only a heading, that."""
    first = WORD.search(text, start, end)
    if first is None:
        return Fact((kind, "empty", folded(heading or "")))
    last = end - next(at for at, char in enumerate(reversed(text[start:end])) if WORD.match(char))
    return Fact((kind, str(first.start()), str(last)), first.start(), last)


def _told(year: int | None) -> str:
    return NONE if year is None else str(year)


def _decimal(amount: str | None) -> str:
    """An amount in one spelling: 460000.0 is 460000."""
    return NONE if amount is None else f"{Decimal(amount).normalize():f}"
