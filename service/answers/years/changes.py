"""What differs between what two sides state of one goal: texts, references, holders and amounts. Asks no engine.

A side is the version of one document, or several where a goal was split or merged.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ontology.codes import Resolution
from service.answers.years.stated import Cell, Cited, Passage, Stated
from service.answers.years.words import Stretch, changed_words, likeness

TEXT_FIELDS: Final = ("name", "statement", "description")
LIST_FIELDS: Final = ("criterion", "activity")
ALIKE: Final = 0.5  # an item of which half the words return in another is that item, said otherwise
MOST: Final = 100  # changed items of one list that are held against each other; of a longer list each came or is gone

SameGoal = Callable[[str], str]
"""A name of all versions of one goal, by version."""


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text that was changed, added (`before` is None) or dropped (`after` is None)."""

    field: str
    before: Passage | None
    after: Passage | None

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """What differs, by words; worked out when it is asked for."""
        return changed_words(self.before.text if self.before else "", self.after.text if self.after else "")


@dataclass(frozen=True, slots=True)
class ReferenceChange:
    """References to one goal that only one of the sides has; `gained` tells which."""

    gained: bool
    places: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class HolderChange:
    """A portfolio holder that only one of the sides has; `person` is an IRI, or the name where no person is known."""

    gained: bool
    person: str
    name: str


@dataclass(frozen=True, slots=True)
class AmountChange:
    """An amount that differs, in euro; None where a side has none in a table that has its phase and year."""

    line: str
    phase: str
    before_year: int
    after_year: int
    before: Decimal | None
    after: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """The later minus the earlier; None where one is not there."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs between two sides.

    `stale` are references of the later side that were copied from an older document, where their number meant another
    goal; those that were out of date on the earlier side in the same way are left out.
    """

    texts: tuple[TextChange, ...] = ()
    references: tuple[ReferenceChange, ...] = ()
    stale: tuple[Cited, ...] = ()
    holders: tuple[HolderChange, ...] = ()
    amounts: tuple[AmountChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.texts or self.references or self.stale or self.holders or self.amounts)


def differences(before: Sequence[Stated], after: Sequence[Stated], same_goal: SameGoal) -> Differences:
    """What differs between two sides of one or more versions each; `same_goal` tells where references lead."""
    return Differences(
        texts=tuple(_texts(before, after)),
        references=tuple(_references(before, after, same_goal)),
        stale=tuple(went_stale(before, after, same_goal)),
        holders=tuple(_holders(before, after)),
        amounts=tuple(_amounts(before, after)),
    )


def _texts(before: Sequence[Stated], after: Sequence[Stated]) -> Iterator[TextChange]:
    """The texts that differ: field by field where each side is one version; lists as a whole in any case.

    A field or list that a side lacks is no change: reports print fewer of them than budgets.
    """
    if len(before) == len(after) == 1:
        for field in TEXT_FIELDS:
            yield from _field(field, before[0], after[0])
    for field in LIST_FIELDS:
        sides = [[item for one in side for item in one.texts(field)] for side in (before, after)]
        if all(sides):
            yield from _items(field, *sides)


def _field(field: str, before: Stated, after: Stated) -> Iterator[TextChange]:
    first, second = _whole(before.texts(field)), _whole(after.texts(field))
    if first and second and _normal(first) != _normal(second):
        yield TextChange(field, first, second)


def _whole(passages: Sequence[Passage]) -> Passage | None:
    """The passages of a field as one, which starts where the first does."""
    if len(passages) < 2:
        return next(iter(passages), None)
    first = passages[0]
    return Passage(first.field, "\n".join(one.text for one in passages), first.start, first.iri)


def _items(field: str, before: Sequence[Passage], after: Sequence[Passage]) -> Iterator[TextChange]:
    """Items of a list that are not in the other: said otherwise, or added, or dropped; in the order of the later."""
    kept = {_normal(one) for one in before} & {_normal(one) for one in after}
    first = [one for one in before if _normal(one) not in kept]
    second = [one for one in after if _normal(one) not in kept]
    pairs = _pairs(first, second)
    taken = set(pairs.values())
    for place, item in enumerate(second):
        yield TextChange(field, first[pairs[place]] if place in pairs else None, item)
    for place, item in enumerate(first):
        if place not in taken:
            yield TextChange(field, item, None)


def _pairs(before: Sequence[Passage], after: Sequence[Passage]) -> dict[int, int]:
    """Which item of the later list is which of the earlier, the most alike first; none where either is very long."""
    if max(len(before), len(after)) > MOST:
        return {}
    scores = (
        (likeness(old.text, new.text), place, other)
        for place, new in enumerate(after)
        for other, old in enumerate(before)
    )
    found: dict[int, int] = {}
    for score, place, other in sorted(scores, key=lambda one: (-one[0], one[1], one[2])):
        if score >= ALIKE and place not in found and other not in found.values():
            found[place] = other
    return found


def _normal(passage: Passage | None) -> str:
    return "" if passage is None else " ".join(passage.text.split())


def _references(before: Sequence[Stated], after: Sequence[Stated], same_goal: SameGoal) -> Iterator[ReferenceChange]:
    """References to goals that only one side refers to.

    One whose target is not loaded is held against those that cite the same number, since nobody can tell.
    """
    sides = [[cited for one in side for cited in one.references] for side in (before, after)]
    for place, gained in ((1, True), (0, False)):
        goals = {_goal(cited, same_goal) for cited in sides[1 - place]}
        numbers = {_number(cited): cited.resolution.code for cited in sides[1 - place]}
        only: dict[Hashable, list[Cited]] = {}
        for cited in sides[place]:
            if _goal(cited, same_goal) not in goals and not _is_unsure(cited, numbers.get(_number(cited))):
                only.setdefault(_goal(cited, same_goal), []).append(cited)
        yield from (ReferenceChange(gained, tuple(places)) for places in only.values())


def went_stale(before: Sequence[Stated], after: Sequence[Stated], same_goal: SameGoal) -> Iterator[Cited]:
    """References of the later side that are out of date, and were not so on the earlier side."""
    first, second = (_outdated(side, same_goal) for side in (before, after))
    known = {meaning for meaning, _ in first}
    yield from (cited for meaning, cited in second if meaning not in known)


def _outdated(side: Sequence[Stated], same_goal: SameGoal) -> list[tuple[Hashable, Cited]]:
    """The references that are out of date, each with its number and the goal that this once meant."""
    cited = (cited for one in side for cited in one.references)
    return [((_number(one), same_goal(one.stale.meant_then.iri)), one) for one in cited if one.stale is not None]


def _is_unsure(cited: Cited, other: str | None) -> bool:
    """Whether the other side cites the same number, and one of the two is not known to lead to a loaded goal."""
    return other is not None and {other, cited.resolution.code} != {Resolution.RESOLVED}


def _goal(cited: Cited, same_goal: SameGoal) -> Hashable:
    return same_goal(cited.target.iri) if cited.target else _number(cited)


def _number(cited: Cited) -> tuple[str | None, str | None]:
    return cited.kind, cited.number


def _holders(before: Sequence[Stated], after: Sequence[Stated]) -> Iterator[HolderChange]:
    """Holders of one side only, where both sides state any."""
    first, second = (dict(pair for one in side for pair in one.holders.items()) for side in (before, after))
    if not first or not second:
        return
    for gained, people, others in ((True, second, first), (False, first, second)):
        names = set(others.values())
        for person, name in sorted(people.items(), key=lambda pair: (pair[1], pair[0])):
            if person not in others and name not in names:
                yield HolderChange(gained, person, name)


def _amounts(before: Sequence[Stated], after: Sequence[Stated]) -> Iterator[AmountChange]:
    """Amounts that differ: of the same year, and where the documents are of other years of the own year of each."""
    first, second = _summed(before), _summed(after)
    years = _own_year(before), _own_year(after)
    shared = _tables(first) & _tables(second)
    cells = [(cell, cell) for cell in {*first, *second} if (cell.phase, cell.year) in shared]
    if years[0] is not None and years[1] is not None and years[0] != years[1]:
        own = {(cell.line, cell.phase) for cell in first if cell.year == years[0]}
        own &= {(cell.line, cell.phase) for cell in second if cell.year == years[1]}
        cells += [(Cell(line, phase, years[0]), Cell(line, phase, years[1])) for line, phase in own]
    for earlier, later in sorted(cells, key=lambda pair: (pair[0].order, pair[1].order)):
        if first.get(earlier) != second.get(later):
            yield AmountChange(
                earlier.line, earlier.phase, earlier.year, later.year, first.get(earlier), second.get(later)
            )


def _summed(side: Sequence[Stated]) -> Mapping[Cell, Decimal]:
    """The amounts of a side: those that each of its versions has, together."""
    cells = set(side[0].amounts).intersection(*(one.amounts for one in side[1:])) if side else set()
    return {cell: sum((one.amounts[cell] for one in side), Decimal(0)) for cell in cells}


def _tables(amounts: Iterable[Cell]) -> set[tuple[str, int]]:
    return {(cell.phase, cell.year) for cell in amounts}


def _own_year(side: Sequence[Stated]) -> int | None:
    """The year of the documents of a side; None where they differ."""
    years = {int(one.version.document.rpartition("/")[2].partition("-")[0]) for one in side}
    return years.pop() if len(years) == 1 else None
