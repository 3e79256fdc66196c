"""What was read of the bodies that were asked last: their claims, what endures in them, and lineages made of these.

All of it is of one release, of which nothing changes, so none is ever wrong. Knows no list and no HTTP.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Generic, TypeVar

from service.answers.coverage import Holdings
from service.answers.years.claims import Claim, Lineage, claims_in, make_lineage, rows_of_claims
from service.answers.years.things import Thing, read_things, rows_of_body
from service.engine.engine import Engine

_MOST_BODIES: Final = 4  # ten thousand claims take about twenty megabytes
_MOST_LINEAGES: Final = 8
_MOST_DOUBTED: Final = 8  # ten thousand references take about four megabytes
_Body = tuple[str, str]
_List = tuple[str, str, str, Decimal, frozenset[tuple[str, str]]]
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Doubted:
    """References that a release holds for out of date, each with its document: as claims bear out, and the others."""

    stale: Mapping[str, str]
    cleared: Mapping[str, str]


class KeptBodies:
    """Reads claims and versions of bodies, and keeps those of the last few.

    `doubted` are references by release, name of the list, body, least confidence and filters.
    """

    def __init__(self, bodies_kept: int = _MOST_BODIES, lineages_kept: int = _MOST_LINEAGES) -> None:
        self._claims = _Last[_Body, Sequence[Claim]](bodies_kept)
        self._things = _Last[_Body, Sequence[Thing]](bodies_kept)
        self._lineages = _Last[tuple[_Body, Decimal | None], Lineage](lineages_kept)
        self.doubted = _Last[_List, Doubted](_MOST_DOUBTED)

    async def lineage(self, engine: Engine, holdings: Holdings, code: str, least: Decimal | None) -> Lineage:
        """The claims of a body, as a least confidence has them count; two queries where they are not kept.

        Raises:
            EngineError: a query failed.
        """
        key = (holdings.release, code)
        found = self._lineages.get((key, least))
        if found is None:
            claims = await self._read(engine, holdings, code)
            found = await asyncio.to_thread(make_lineage, claims, least)
            if key in self._claims:
                self._lineages.keep((key, least), found)
        return found

    async def things(self, engine: Engine, holdings: Holdings, code: str) -> Sequence[Thing]:
        """What endures in a body; one query where it is not kept.

        Raises:
            EngineError: the query failed.
        """
        key = (holdings.release, code)
        found = self._things.get(key)
        if found is None:
            found = await asyncio.to_thread(read_things, holdings, await rows_of_body(engine, holdings, code))
            if engine.release == holdings.release:
                self._things.keep(key, found)
        return found

    async def _read(self, engine: Engine, holdings: Holdings, code: str) -> Sequence[Claim]:
        key = (holdings.release, code)
        found = self._claims.get(key)
        if found is None:
            found = await asyncio.to_thread(claims_in, await rows_of_claims(engine, holdings, code))
            if engine.release == holdings.release:  # else they may be of the release that came in
                self._claims.keep(key, found)
        return found


class _Last(Generic[K, V]):
    """What was asked for last, as many as fit."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[K, V] = OrderedDict()

    def __contains__(self, key: K) -> bool:
        return key in self._kept

    def get(self, key: K) -> V | None:
        """What is kept under a key, if it is."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def keep(self, key: K, value: V) -> None:
        """Keep it, and let go of what was not asked for the longest."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
