"""What versions state: their passages, references, amounts and holders, read of many at once. Compares nothing."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, TypeVar

from pyoxigraph import NamedNode

from ontology.codes import BudgetLine, Phase
from service.answers.documents import Summary, read_summaries
from service.answers.labels import Named
from service.answers.queries import queries_of, query
from service.answers.vocabulary import Coded, coded
from service.engine.engine import Engine, Row

_Thing = TypeVar("_Thing")

_PHASES: Final = {phase.value: place for place, phase in enumerate(Phase)}
_LINES: Final = {line.value: place for place, line in enumerate(BudgetLine)}
_PARTS: Final = ("stated-passages", "stated-references", "stated-amounts", "stated-holders", "stated-staleness")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a version: its field, and where it starts in the text of its page, where it stands on one.

    `field` is name, statement, description, criterion or activity; `start` counts code points.
    """

    field: str
    text: str
    start: int | None = None
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Stale:
    """That a reference was copied, while its number came to mean another goal.

    `meant_then` is what it meant in `copied_from`; `meant_now` is where that is now, empty where it is nowhere.
    """

    copied_from: Named
    meant_then: Named
    meant_now: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A place that refers to another goal, ambition or programme; `target` only where one is known."""

    iri: str
    version: str
    target: Named | None
    resolution: Coded
    kind: str | None
    number: str | None
    exact: str
    sentence: str | None
    start: int
    end: int
    stale: Stale | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What an amount is of: the line of the table, the phase, and the year."""

    line: str
    phase: str
    year: int

    @property
    def order(self) -> tuple[int, int, int]:
        """Where it comes among others: by year, then as tables have phases and lines."""
        return self.year, _PHASES[self.phase], _LINES[self.line]


@dataclass(frozen=True, slots=True)
class Stated:
    """All that one document states of a goal, ambition or programme; amounts are in euro, holders by IRI or name."""

    version: Summary
    passages: tuple[Passage, ...]
    references: tuple[Cited, ...]
    amounts: Mapping[Cell, Decimal]
    holders: Mapping[str, str]

    @property
    def cells(self) -> list[tuple[Cell, Decimal]]:
        """The amounts in the order of tables."""
        return sorted(self.amounts.items(), key=lambda pair: pair[0].order)

    def texts(self, field: str) -> tuple[Passage, ...]:
        """The passages of a field, in the order of the page."""
        return tuple(passage for passage in self.passages if passage.field == field)


async def stated_in(engine: Engine, document: str) -> dict[str, Stated]:
    """What a document states, by version, in the order of their numbers; six queries.

    Versions that are only named are left out.
    """
    bound = {"document": NamedNode(document)}
    versions, *parts = await asyncio.gather(
        *(engine.rows(query(name), bound) for name in ("document-versions", *_PARTS))
    )
    return _read(read_summaries(versions), parts)


async def stated_by(engine: Engine, versions: Iterable[str]) -> dict[str, Stated]:
    """What versions of any documents state; six queries for each 250 of them."""
    wanted = list(versions)
    summaries, *parts = await asyncio.gather(*(_of(engine, name, wanted) for name in ("document-versions", *_PARTS)))
    return _read(read_summaries(summaries), parts)


async def summaries_of(engine: Engine, versions: Iterable[str]) -> dict[str, Summary]:
    """What lists show of versions; one query for each 250 of them."""
    return {one.iri: one for one in read_summaries(await _of(engine, "document-versions", list(versions)))}


async def goals_of(engine: Engine, versions: Iterable[str]) -> dict[str, tuple[Named, ...]]:
    """What endures of versions; one query for each 250 of them."""
    found: dict[str, dict[str, Named]] = {}
    for row in await _of(engine, "goals-of-versions", list(versions)):
        goal = row["goal"].value
        label = row["label"].value if "label" in row else goal.rpartition("/")[2]
        found.setdefault(row["version"].value, {})[goal] = Named(goal, label)
    return {version: tuple(some.values()) for version, some in found.items()}


async def rows_of(engine: Engine, name: str, versions: Iterable[str]) -> list[Row]:
    """The rows of a query with the variable `version`; one query for each 250 of them."""
    return await _of(engine, name, list(versions))


async def _of(engine: Engine, name: str, versions: Sequence[str]) -> list[Row]:
    answers = [await engine.rows(text) for text in queries_of(name, "version", versions)]
    return [row for rows in answers for row in rows]


def _read(versions: Iterable[Summary], parts: Sequence[Sequence[Row]]) -> dict[str, Stated]:
    *others, staleness = parts
    passages, references, amounts, holders = map(_by_version, others)
    stale = _stale(staleness)
    return {
        one.iri: Stated(
            version=one,
            passages=(*_titles(one), *_unique(map(_passage, passages.get(one.iri, ())))),
            references=_unique(_cited(row, stale) for row in references.get(one.iri, ())),
            amounts={_cell(row): Decimal(row["amount"].value) for row in amounts.get(one.iri, ())},
            holders=_holders(one, holders.get(one.iri, ())),
        )
        for one in versions
        if one.loaded
    }


def _by_version(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["version"].value, []).append(row)
    return found


def _titles(version: Summary) -> list[Passage]:
    pairs = (("name", version.name), ("statement", version.statement))
    return [Passage(field, text) for field, text in pairs if text]


def _passage(row: Row) -> Passage:
    return Passage(row["field"].value, row["words"].value.strip(), int(row["start"].value), row["part"].value)


def _stale(rows: Iterable[Row]) -> dict[str, Stale]:
    """Why references are out of date, by the IRI of the reference."""
    found: dict[str, Stale] = {}
    for row in rows:
        reference = row["reference"].value
        known = found.get(reference) or Stale(_named(row, "from"), _named(row, "then"), ())
        now = (_named(row, "now"),) if "now" in row else ()
        found[reference] = replace(known, meant_now=(*known.meant_now, *now))
    return found


def _named(row: Row, name: str) -> Named:
    iri = row[name].value
    return Named(iri, row[f"{name}Label"].value if f"{name}Label" in row else iri.rpartition("/")[2])


def _cited(row: Row, stale: Mapping[str, Stale]) -> Cited:
    kind = row.get("kind")
    return Cited(
        iri=row["reference"].value,
        version=row["version"].value,
        target=_named(row, "target") if "target" in row else None,
        resolution=coded(row["resolution"].value),
        kind=kind.value.rpartition("#")[2] if kind else None,
        number=row["number"].value if "number" in row else None,
        exact=row["exact"].value,
        sentence=row["sentence"].value if "sentence" in row else None,
        start=int(row["start"].value),
        end=int(row["end"].value),
        stale=stale.get(row["reference"].value),
    )


def _cell(row: Row) -> Cell:
    return Cell(row["line"].value.rpartition("#")[2], row["phase"].value.rpartition("#")[2], int(row["year"].value))


def _holders(version: Summary, rows: Iterable[Row]) -> dict[str, str]:
    """The holders by person, so that another spelling is no other person; by name where no person is known."""
    people = {row["person"].value: row["name"].value for row in reversed(list(rows))}
    return people or {name: name for name in version.holders}


def _unique(things: Iterable[_Thing]) -> tuple[_Thing, ...]:
    return tuple(dict.fromkeys(things))
