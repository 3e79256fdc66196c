"""Lists of versions and references as a least confidence has them: which items are in them, and what these say.

All is asked of one body, whose claims are read whole, as for a timeline, where a filter or a field stands on them.
Knows no HTTP.
"""

import asyncio
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode

from service.answers.coverage import Holdings
from service.answers.lists import Listing, Wanted, terms, told_query
from service.answers.queries import queries_of, query
from service.answers.tables import LIST_SEPARATOR
from service.answers.tables.rows import Cells
from service.answers.years.claims import Lineage
from service.answers.years.kept_bodies import Doubted, KeptBodies
from service.answers.years.standing import Standing
from service.answers.years.things import in_cycle
from service.engine.engine import Engine, Row

GOAL: Final = "goal"
STALE: Final = "stale"
FILTERS: Final = frozenset({GOAL, STALE})
"""The filters of lists that stand on claims of identity."""
_COPIED: Final = "?thing dg:referredElement ?target ; dg:hasStaleness ?copied . ?copied dg:meantThen ?then ."
_GOALS: Final = "goals"
_TRUE: Final = "true"


@dataclass(frozen=True, slots=True)
class Sure:
    """What claims of a body, by its code, bear out of a list of it at a least confidence."""

    engine: Engine
    holdings: Holdings
    kept: KeptBodies
    code: str
    least: Decimal

    async def narrowed(self, listing: Listing, wanted: Wanted) -> Wanted:
        """What is wanted of a list, with those items alone that claims bear out where a filter stands on these."""
        names = {one.name for one in listing.filters} & FILTERS & wanted.values.keys()
        if GOAL in names:
            goal = terms(listing, self.holdings.base, wanted.values)[GOAL]
            return replace(wanted, only=await self._versions(goal.value))
        if STALE not in names:
            return wanted
        found = await self._doubted(listing, {**wanted.values, STALE: _TRUE})
        if wanted.values[STALE] == _TRUE:
            return replace(wanted, without=found.cleared)
        rest = {name: value for name, value in wanted.values.items() if name != STALE}
        return replace(wanted, values=rest, without=found.stale)

    async def told(self, listing: Listing, rows: Sequence[Cells], fields: Container[str]) -> list[Cells]:
        """Items of a list, with what claims bear out in those of some columns that stand on these."""
        columns = [column.name for column in listing.table]
        if _GOALS in columns and _GOALS in fields:
            return await self._with_goals(columns, rows)
        if STALE in columns and STALE in fields:
            return await self._with_stale(columns, rows)
        return list(rows)

    async def _known(self) -> Lineage:
        return await self.kept.lineage(self.engine, self.holdings, self.code, self.least)

    async def _versions(self, goal: str) -> frozenset[str]:
        """The versions that count as those of what endures, as in its timeline."""
        rows = await self.engine.rows(query("versions-of-goal"), {"goal": NamedNode(goal)})
        return (await self._known()).largest(in_cycle(self.holdings, {row["version"].value for row in rows}))

    async def _doubted(self, listing: Listing, values: Mapping[str, str]) -> Doubted:
        """The references of a list that the release holds for out of date, parted by what claims bear out."""
        key = (self.holdings.release, listing.name, self.code, self.least, frozenset(values.items()))
        found = self.kept.doubted.get(key)
        if found is None:
            text = told_query(listing, values, _COPIED, ("document", "then", "target"))
            rows = await self.engine.rows(text, terms(listing, self.holdings.base, values))
            held = await self._borne_out(rows, "thing")
            found = await asyncio.to_thread(_parted, rows, held)
            if self.engine.release == self.holdings.release:
                self.kept.doubted.keep(key, found)
        return found

    async def _borne_out(self, rows: Sequence[Row], name: str) -> set[str]:
        known = Standing(self.holdings.base, await self._known())
        return await asyncio.to_thread(_stale_among, known, rows, name)

    async def _with_goals(self, columns: Sequence[str], rows: Sequence[Cells]) -> list[Cells]:
        place, of = columns.index(_GOALS), columns.index("version")
        named = {goal for row in rows for goal in _split(row[place])}
        known, things = await self._known(), await self.kept.things(self.engine, self.holdings, self.code)
        counting = {thing.iri: known.largest(thing.versions) for thing in things if thing.iri in named}

        def kept(row: Cells) -> str | None:
            goals = [goal for goal in _split(row[place]) if row[of] in counting.get(goal, ())]
            return LIST_SEPARATOR.join(goals) or None

        return [[*row[:place], kept(row), *row[place + 1 :]] for row in rows]

    async def _with_stale(self, columns: Sequence[str], rows: Sequence[Cells]) -> list[Cells]:
        place, of = columns.index(STALE), columns.index("reference")
        doubted = [row[of] or "" for row in rows if row[place] == _TRUE]
        held: set[str] = set()
        for text in queries_of("stale-meanings", "reference", doubted):
            held |= await self._borne_out(await self.engine.rows(text), "reference")
        return [
            [*row[:place], "true" if row[of] in held else "false", *row[place + 1 :]] if row[place] == _TRUE else row
            for row in rows
        ]


def _parted(rows: Iterable[Row], held: Container[str]) -> Doubted:
    stale: dict[str, str] = {}
    cleared: dict[str, str] = {}
    for row in rows:
        reference = row["thing"].value
        (stale if reference in held else cleared)[reference] = row["document"].value
    return Doubted(stale, cleared)


def _stale_among(known: Standing, rows: Iterable[Row], name: str) -> set[str]:
    return {row[name].value for row in rows if known.is_stale(row["then"].value, row["target"].value)}


def _split(cell: str | None) -> list[str]:
    return cell.split(LIST_SEPARATOR) if cell else []
