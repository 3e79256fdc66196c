"""Years: fictional municipalities whose goals move, change places, split, merge, end, begin and are reworded.

What became of every goal is known, because it was decided before its pages were composed. Reads no page. Seeds below
`HELD_OUT` are for development: weights are fitted on them, and figures are taken on the others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from random import Random
from typing import Final

from benchmarks.composing import Paragraph, Writer
from benchmarks.layouts import Page, page_of
from benchmarks.municipality import FIRST_YEAR, Document, Goal, Municipality, Tree
from benchmarks.rewording import STRENGTHS, Content, reworded
from benchmarks.turns import Origin, Origins, Turn
from ontology.codes import ChangeKind, DocumentKind

HELD_OUT: Final = 1000  # the first seed whose figures count
YEARS: Final = 5
GAP: Final = 0.1  # the share of documents that are not there; the first is always
HOLE: Final = 0.12  # the share of years of which nothing is there; the first is always
LOST: Final = 0.03  # the share of pages that are not there
REPORTED: Final = 0.6  # the share of goals that a report is about
TWICE: Final = 0.25  # the share of documents in which one goal stands twice


@dataclass(frozen=True, slots=True)
class Issue:
    """A page as it is offered: the goal and its number.

    `is_double` is whether that goal has two pages in the document, `is_extra` whether this is the one that is too many.
    """

    key: int
    number: str
    is_double: bool = False
    is_extra: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two versions that are one goal, by document and number: what became of it, and by how much it was reworded.

    `years` lie between them, `told` is whether words say so, `is_double` whether either stands twice in its document.
    """

    earlier: tuple[str, str]
    later: tuple[str, str]
    kind: ChangeKind = field(compare=False)
    strength: float = field(compare=False)
    years: int = field(compare=False)
    told: bool = field(compare=False)
    is_between_kinds: bool = field(compare=False)
    is_double: bool = field(compare=False)


@dataclass(frozen=True)
class Town(Municipality):
    """A fictional municipality whose changes are known; `goals` is how many it has in its first year."""

    goals: int = 30
    strengths: tuple[float, ...] = STRENGTHS
    years: int = YEARS
    reports: bool = True

    @cached_property
    def issued(self) -> Mapping[Document, tuple[Issue, ...]]:
        """The documents that are there, each with its pages."""
        found = {}
        for document in self.documents:
            if document.year >= FIRST_YEAR + self.years:
                break
            is_first = document.year == FIRST_YEAR and document.kind is DocumentKind.BEGROTING
            is_budget = document.kind is DocumentKind.BEGROTING
            random = self.random("issued", document.name)
            is_seen = document.year == FIRST_YEAR or self.random("year", document.year).random() >= HOLE
            if (is_first or random.random() >= GAP) and is_seen and (is_budget or self.reports):
                found[document] = tuple(self._issues(document, random))
        return found

    @cached_property
    def complete(self) -> frozenset[Document]:
        """The budgets of which every page is there."""
        return frozenset(
            document
            for document, issues in self.issued.items()
            if {issue.key for issue in issues} == set(self.numbers(document.year))
            and document.kind is DocumentKind.BEGROTING
        )

    def page(self, document: Document, issue: Issue) -> Page:
        """The page of a goal in a document."""
        content = self.content(issue.key, document.year)
        goal = replace(self.goal(issue.key), label=content.label, statement=content.statement)
        return page_of(_Carried(self, goal, document.year, content=content, given=issue.number), document)

    def content(self, key: int, year: int) -> Content:
        """What a goal says of itself in a year, with the sentences that tell where it comes from."""
        origin = self.origins(year)[key]
        content = self._content(key, year)
        if not origin.told:
            return content
        numbers = self.numbers(year - 1)
        before = [numbers[one] for one in origin.keys]
        match origin.kind:
            case ChangeKind.SPLIT:
                return content.saying(f"Doel {before[0]} uit de Begroting {year - 1} is daarom opgesplitst.")
            case ChangeKind.MERGED:
                return content.saying(f"Dit doel is samengevoegd met het oude doel {before[1]}.")
            case _:
                return content.saying(f"Dit doel was in de Begroting {year - 1} doel {before[0]}.")

    @lru_cache(maxsize=4096)  # noqa: B019 - bounded, and a municipality is small
    def _content(self, key: int, year: int) -> Content:
        origin, goal = self.origins(year)[key], self.goal(key)
        if not origin.keys:
            fresh = _Fresh(self, goal, year)
            return Content(goal.label, goal.statement, fresh.description(), fresh.criteria(), fresh.activities())
        before = self._content(origin.keys[0], year - 1)
        if origin.turn is not None:
            before = before.halves()[origin.turn]
        if origin.kind is ChangeKind.MERGED:
            before = before.joined(self._content(origin.keys[1], year - 1))
        if origin.kind is ChangeKind.SPLIT and origin.turn == 1:
            before = replace(before, label=goal.label, statement=goal.statement)
        random = self.random("reworded", key, year)
        if origin.is_retitled:
            before = replace(before, label=self._other_title(goal, random))
        return reworded(before, goal.theme, origin.strength, random)

    def _other_title(self, goal: Goal, random: Random) -> str:
        theme = goal.theme
        return f"{random.choice(theme.adjectives)} {random.choice(theme.nouns)}".replace("'", "").capitalize()

    def origins(self, year: int) -> Origins:
        """Where the goals of a year come from."""
        return self._history[year][1]

    def tree(self, year: int) -> Tree:
        """The keys of the goals of a year, by programme and ambition."""
        return self._history[year][0]

    @lru_cache(maxsize=256)  # noqa: B019 - bounded, and a municipality is small
    def numbers(self, year: int) -> Mapping[int, str]:
        """The number of each goal in the documents of a year, by key, in the order of the numbers."""
        return {
            key: f"{programme}.{ambition}.{place}"
            for programme, ambitions in enumerate(self.tree(year), start=1)
            for ambition, keys in enumerate(ambitions, start=1)
            for place, key in enumerate(keys, start=1)
        }

    @cached_property
    def _history(self) -> dict[int, tuple[Tree, Origins]]:
        tree = self._planted(range(self.goals))
        planted = dict.fromkeys(range(self.goals), Origin((), ChangeKind.NEW, 0.0))
        found: dict[int, tuple[Tree, Origins]] = {FIRST_YEAR: (tree, planted)}
        following = self.goals
        for year in range(FIRST_YEAR + 1, FIRST_YEAR + self.years):
            turn = Turn(found[year - 1][0], following, self.random("turn", year), self.strengths)
            found[year] = turn.made()
            following = turn.following
        return found

    def _planted(self, keys: Sequence[int]) -> Tree:
        programmes = max(3, len(keys) // 8) if len(keys) < 100 else 10
        shares = [keys[start::programmes] for start in range(programmes)]
        return tuple(_thirds(share) for share in shares)

    @lru_cache(maxsize=8192)  # noqa: B019 - idem
    def goal(self, key: int) -> Goal:
        """A goal by its key: of the theme of its programme, as far as there are themes."""
        return super().goal(key)

    @property
    def _trees(self) -> dict[int, Tree]:
        return {year: tree for year, (tree, _) in self._history.items()}

    def _issues(self, document: Document, random: Random) -> Iterator[Issue]:
        share = 1.0 if document.kind is not DocumentKind.BERAP else REPORTED
        lost = LOST if random.random() < 0.5 else 0.0
        numbers = self.numbers(document.year)
        there = [key for key in numbers if random.random() < share and random.random() >= lost]
        double = random.choice(there) if random.random() < TWICE else None
        for key in there:
            yield Issue(key, numbers[key], key == double)
        if double is not None:
            yield Issue(
                double, f"{numbers[double].rpartition('.')[0]}.{len(numbers) + 9}", is_double=True, is_extra=True
            )


Offered = tuple[Document, Issue]
"""A version: a page in a document."""


def in_order(town: Town) -> list[Document]:
    """The documents that are there in the order of the cycle."""
    kinds = list(DocumentKind)
    return sorted(town.issued, key=lambda one: (one.year, kinds.index(one.kind), one.sequence or 0))


def links(town: Town) -> Iterator[Link]:
    """All that became of goals: each version with the one before it of the same goal, through splits and merges."""
    last: dict[int, Offered] = {}
    for document in in_order(town):
        issues = town.issued[document]
        for issue in issues:
            own = last.get(issue.key)
            for before in last.values():
                found = link_between(town, before, (document, issue))
                is_nearest = own is None or before is own or link_between(town, before, own) is None
                if found is not None and is_nearest:
                    yield found
        last |= {issue.key: (document, issue) for issue in issues if not issue.is_extra}


def link_between(town: Town, earlier: Offered, later: Offered) -> Link | None:
    """What became of a version in a later one; None where they are not one goal, nor part of one."""
    (before, one), (after, other) = earlier, later
    since = _since(town, one.key, before.year, other.key, after.year)
    if since is None:
        return None
    kept = 1.0
    for origin in since:
        kept *= 1 - origin.strength
    parted = [one.kind for one in since if one.kind is ChangeKind.SPLIT or one.kind is ChangeKind.MERGED]
    told = any(origin.told for origin in since) or (bool(since) and town.origins(before.year)[one.key].told)
    is_same = kept == 1.0 and not told and not any(origin.is_retitled for origin in since)
    kind: ChangeKind
    if parted:
        kind = parted[-1]
    elif one.number != other.number:
        kind = ChangeKind.RENUMBERED
    else:
        kind = ChangeKind.UNCHANGED if is_same else ChangeKind.REWORDED
    return Link(
        (before.name, one.number),
        (after.name, other.number),
        kind,
        round(1 - kept, 3),
        len(since),
        any(origin.told for origin in since),
        before.kind is not after.kind,
        one.is_double or other.is_double,
    )


def _since(town: Town, key: int, year: int, later_key: int, later_year: int) -> tuple[Origin, ...] | None:
    """The origins by which a goal of a year became one of a later year; None where it did not."""
    if later_year == year:
        return () if key == later_key else None
    origin = town.origins(later_year).get(later_key)
    for before in origin.keys if origin is not None else ():
        found = _since(town, key, year, before, later_year - 1)
        if found is not None and origin is not None:
            return (*found, origin)
    return None


def _thirds(keys: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    count = max(1, round(len(keys) / 3))
    return tuple(tuple(keys[start::count]) for start in range(count))


@dataclass(frozen=True)
class _Fresh(Writer):
    """Writes a new goal: no sentence of it is older."""

    def _written(self, part: str, place: int) -> int:
        del part, place
        return self.year


@dataclass(frozen=True)
class _Carried(Writer):
    """Writes a goal with the content that it has in its year, under the number that is given."""

    content: Content = field(kw_only=True)
    given: str = field(kw_only=True)

    @property
    def number(self) -> str:
        """The number that the page prints."""
        return self.given

    def description(self) -> tuple[Paragraph, ...]:
        """The description."""
        return self.content.description

    def criteria(self) -> tuple[Paragraph, ...]:
        """The criteria."""
        return self.content.criteria

    def activities(self) -> tuple[Paragraph, ...]:
        """The activities."""
        return self.content.activities
