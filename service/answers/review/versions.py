"""What a document describes, as its review needs it: goals, ambitions and programmes with their holders and lists.

Knows no reference and no amount.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Self

from ontology.codes import CitedKind, ListState
from ontology.terms import AMBITION_VERSION, GOAL_VERSION, PROGRAMME_VERSION, PROJECT, SPENDING_PROPOSAL
from service.answers.review.finding import Place
from service.engine.engine import Row

GOAL: Final = CitedKind.GOAL
_KINDS: Final[Mapping[str, CitedKind]] = MappingProxyType(
    {
        GOAL_VERSION: CitedKind.GOAL,
        AMBITION_VERSION: CitedKind.AMBITION,
        PROGRAMME_VERSION: CitedKind.PROGRAMME,
        SPENDING_PROPOSAL: CitedKind.SPENDING_PROPOSAL,
        PROJECT: CitedKind.PROJECT,
    }
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a portfolio; `person` is None where pages only print a name."""

    name: str
    person: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """A goal, ambition, programme, project or spending proposal that a page describes; any other `kind` is None.

    `number` is empty where it has none. `above` are the IRIs of what it directly falls under, nearest first. `plain`
    tells that the page came in as text, so that its links are lost. The states of its lists are None where nobody said.
    """

    iri: str
    kind: CitedKind | None
    number: str
    sort_key: str
    label: str
    name: str | None
    above: tuple[str, ...]
    page: str
    plain: bool
    criteria: ListState | None
    notes: ListState | None
    holders: ListState | None

    @classmethod
    def unknown(cls, iri: str, label: str | None) -> Self:
        """Something that no page describes, such as a page itself; without a label the end of its IRI is its name."""
        called = label or iri.rstrip("/").rpartition("/")[2]
        return cls(iri, None, "", "", called, None, (), "", plain=False, criteria=None, notes=None, holders=None)


@dataclass(frozen=True, slots=True)
class Described:
    """All that a document describes, by IRI in the order of numbers; and who holds the portfolio of what."""

    versions: Mapping[str, Version]
    held: Mapping[str, tuple[Holder, ...]]
    leaves: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, versions: Iterable[Row], holders: Iterable[Row]) -> Self:
        """What the rows of `versions` and `holders` say."""
        read: dict[str, Version] = {}
        for row in versions:
            read.setdefault(row["version"].value, _version(row))
        held: dict[str, dict[Holder, None]] = {}
        for row in holders:
            person = row["person"].value if "person" in row else None
            held.setdefault(row["version"].value, {})[Holder(row["name"].value, person)] = None
        return cls(
            MappingProxyType(read),
            MappingProxyType({iri: tuple(found) for iri, found in held.items()}),
            MappingProxyType(_leaves(read)),
        )

    @property
    def goals(self) -> list[Version]:
        """The goals, by number."""
        return [version for version in self.versions.values() if version.kind == GOAL]

    @property
    def kinds(self) -> frozenset[str | None]:
        """The kinds of things of which a page is loaded."""
        return frozenset(version.kind for version in self.versions.values())

    def holders(self, version: str) -> tuple[Holder, ...]:
        """Who holds the portfolio of a version, by name."""
        return self.held.get(version, ())

    def is_leaf(self, version: Version) -> bool:
        """Whether it is a goal without goals under it."""
        return version.kind == GOAL and version.iri not in self.leaves

    def is_above(self, one: str, other: str) -> bool:
        """Whether one of the two falls under the other."""
        return one in ancestors(self.versions, other) or other in ancestors(self.versions, one)


def ancestors(versions: Mapping[str, Version], iri: str) -> set[str]:
    """All that a version directly or indirectly falls under."""
    found: set[str] = set()
    waiting = [iri]
    while waiting:
        version = versions.get(waiting.pop())
        for above in version.above if version else ():
            if above not in found:
                found.add(above)
                waiting.append(above)
    return found - {iri}


@dataclass(frozen=True, slots=True)
class Marks:
    """Where headings of lists stand, by page and kind of section, and where a version is named on its page."""

    headings: Mapping[tuple[str, str], tuple[int, int]]
    names: Mapping[str, tuple[str, int, int]]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Self:
        """What the rows of `marks` say; of a version its statement counts before its name and its number."""
        headings: dict[tuple[str, str], tuple[int, int]] = {}
        names: dict[str, tuple[int, str, int, int]] = {}
        for row in rows:
            page, start, end = row["page"].value, int(row["start"].value), int(row["end"].value)
            if "section" in row:
                headings.setdefault((page, row["section"].value.rpartition("#")[2]), (start, end))
                continue
            rank = _NAMED_BY.index(row["what"].value.rpartition("#")[2])
            iri = row["version"].value
            names[iri] = min(names.get(iri, (len(_NAMED_BY), "", 0, 0)), (rank, page, start, end))
        return cls(MappingProxyType(headings), MappingProxyType({iri: one[1:] for iri, one in names.items()}))

    def heading(self, version: Version, section: str) -> Place | None:
        """The heading of a list on the page of a version."""
        span = self.headings.get((version.page, section))
        return Place(version.iri, version.page, *span) if span else None

    def name(self, version: Version) -> tuple[Place, ...]:
        """Where its page names a version; empty where nobody knows."""
        named = self.names.get(version.iri)
        return (Place(version.iri, *named),) if named else ()


_NAMED_BY: Final = ("statement", "name", "number")


def _leaves(versions: Mapping[str, Version]) -> dict[str, tuple[Version, ...]]:
    """The goals without goals under them, by each thing that they fall under."""
    over_goals: set[str] = set()
    for version in versions.values():
        if version.kind == GOAL:
            over_goals |= ancestors(versions, version.iri)
    found: dict[str, list[Version]] = {}
    for version in versions.values():
        if version.kind == GOAL and version.iri not in over_goals:
            for above in sorted(ancestors(versions, version.iri)):
                found.setdefault(above, []).append(version)
    return {above: tuple(under) for above, under in found.items()}


def _version(row: Row) -> Version:
    return Version(
        iri=row["version"].value,
        kind=_KINDS[row["class"].value],
        number=row["number"].value if "number" in row else "",
        sort_key=row["key"].value if "key" in row else "",
        label=row["label"].value,
        name=row["name"].value if "name" in row else None,
        above=tuple(row[name].value for name in ("goal", "ambition", "programme") if name in row),
        page=row["page"].value,
        plain=row["plain"].value == "true",
        criteria=_state(row, "criteriaState"),
        notes=_state(row, "notesState"),
        holders=_state(row, "holdersState"),
    )


def _state(row: Row, name: str) -> ListState | None:
    return ListState(row[name].value.rpartition("#")[2]) if name in row else None


def by_number(versions: Iterable[Version]) -> Sequence[Version]:
    """Versions in the order of their numbers; what has none comes last."""
    return sorted(versions, key=lambda version: (not version.sort_key, version.sort_key, version.iri))
