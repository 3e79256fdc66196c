"""Lists of versions and references as a least confidence has them: which items are in them, and what these say.

All is asked of one body, whose claims are read whole, as for a timeline. Knows no HTTP.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import NamedNode

from service.answers.coverage import Holdings
from service.answers.lists import Listing, Wanted, terms, told_query
from service.answers.queries import queries_of, query
from service.answers.tables import LIST_SEPARATOR
from service.answers.tables.rows import Cells
from service.answers.years.claims import Lineage
from service.answers.years.standing import Standing
from service.answers.years.sure_goals import in_cycle
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
    """What claims of a body bear out of a list of it."""

    engine: Engine
    holdings: Holdings
    known: Lineage

    @property
    def _standing(self) -> Standing:
        return Standing(self.holdings.base, self.known)

    async def narrowed(self, listing: Listing, wanted: Wanted) -> Wanted:
        """What is wanted of a list, with items in the place of a filter that stands on claims; one query at most."""
        names = {one.name for one in listing.filters} & FILTERS & wanted.values.keys()
        rest = {name: value for name, value in wanted.values.items() if name not in names}
        if GOAL in names:
            goal = terms(listing, self.holdings.base, wanted.values)[GOAL]
            return replace(wanted, values=rest, only=await self._versions(goal.value))
        if STALE in names:
            stale = await self._stale(listing, rest)
            if wanted.values[STALE] == _TRUE:
                return replace(wanted, values=rest, only=stale)
            return replace(wanted, values=rest, without=stale)
        return wanted

    async def told(self, listing: Listing, rows: Sequence[Cells]) -> list[Cells]:
        """Items of a list, with what claims bear out in the columns that stand on these; a query for 250 items."""
        columns = [column.name for column in listing.table]
        if _GOALS in columns:
            return await self._with_goals(columns, rows)
        if STALE in columns:
            return await self._with_stale(columns, rows)
        return list(rows)

    async def _versions(self, goal: str) -> tuple[str, ...]:
        """The versions that count as those of what endures, also those that the release holds for another's."""
        rows = await self.engine.rows(query("versions-of-goal"), {"goal": NamedNode(goal)})
        counting = self.known.largest(in_cycle(self.holdings, {row["version"].value for row in rows}))
        return tuple(sorted(counting | self.known.joined(counting)))

    async def _stale(self, listing: Listing, values: Mapping[str, str]) -> tuple[str, ...]:
        """The references of a list that are out of date as claims bear out."""
        text = told_query(listing, values, _COPIED, ("then", "target"))
        rows = await self.engine.rows(text, terms(listing, self.holdings.base, values))
        return tuple(sorted(self._borne_out(rows, "thing")))

    def _borne_out(self, rows: Iterable[Row], name: str) -> set[str]:
        known = self._standing
        return {row[name].value for row in rows if known.is_stale(row["then"].value, row["target"].value)}

    async def _with_goals(self, columns: Sequence[str], rows: Sequence[Cells]) -> list[Cells]:
        place, of = columns.index(_GOALS), columns.index("version")
        named = {goal for row in rows for goal in _split(row[place])}
        versions: dict[str, set[str]] = {}
        for text in queries_of("versions-of-enduring", "goal", sorted(named)):
            for row in await self.engine.rows(text):
                if "goal" in row:
                    versions.setdefault(row["goal"].value, set()).add(row["version"].value)
        counting = {goal: self.known.largest(in_cycle(self.holdings, some)) for goal, some in versions.items()}

        def kept(row: Cells) -> str | None:
            goals = [goal for goal in _split(row[place]) if row[of] in counting.get(goal, ())]
            return LIST_SEPARATOR.join(goals) or None

        return [[*row[:place], kept(row), *row[place + 1 :]] for row in rows]

    async def _with_stale(self, columns: Sequence[str], rows: Sequence[Cells]) -> list[Cells]:
        place, of = columns.index(STALE), columns.index("reference")
        doubted = [row[of] or "" for row in rows if row[place] == _TRUE]
        held: set[str] = set()
        for text in queries_of("stale-meanings", "reference", doubted):
            held |= self._borne_out(await self.engine.rows(text), "reference")
        return [
            [*row[:place], "true" if row[of] in held else "false", *row[place + 1 :]] if row[place] == _TRUE else row
            for row in rows
        ]


def _split(cell: str | None) -> list[str]:
    return cell.split(LIST_SEPARATOR) if cell else []
