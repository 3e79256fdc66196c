"""What endures in one body as a list at a least confidence: with the versions that count, as in its timeline.

Has the filters and orders of the list that `enduring` asks of the engine, over the versions that count alone.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from ontology import terms
from service.answers.coverage import Holdings
from service.answers.lists import Wanted
from service.answers.years.claims import Lineage
from service.answers.years.enduring import Enduring, described_by
from service.answers.years.kept_bodies import KeptBodies
from service.answers.years.things import Thing
from service.engine.engine import Engine

_CLASSES: Final = MappingProxyType({"goals": terms.GOAL, "ambitions": terms.AMBITION, "programmes": terms.PROGRAMME})


_Fits = Callable[[Thing, str], bool]
_FILTERS: Final[Mapping[str, _Fits]] = MappingProxyType(
    {
        "level": lambda thing, value: thing.kind == _CLASSES[value],
        "number": lambda thing, value: any(number == value for number, _ in thing.versions.values()),
        "year": lambda thing, value: int(value) in thing.years,
        "words": lambda thing, value: value.lower() in thing.name.lower(),
    }
)
_KEYS: Final[Mapping[str, Callable[[Thing], str | int]]] = MappingProxyType(
    {
        "level": lambda thing: thing.kind,
        "label": lambda thing: thing.name,
        "organisation": lambda _: "",
        "versions": lambda thing: len(thing.versions),
        "firstYear": lambda thing: min(thing.years),
        "lastYear": lambda thing: max(thing.years),
    }
)


async def list_sure(
    engine: Engine, holdings: Holdings, wanted: Wanted, kept: KeptBodies, asked: tuple[str, Decimal]
) -> tuple[Sequence[Enduring], int]:
    """A part of what endures in a body, of 250 at most, and how many there are; four queries at most.

    `asked` is the code of the body and the least confidence.

    Raises:
        EngineError: a query failed.
    """
    code, least = asked
    things, known = await asyncio.gather(
        kept.things(engine, holdings, code), kept.lineage(engine, holdings, code, least)
    )
    ordered = await asyncio.to_thread(_left, things, known, wanted)
    some = ordered[wanted.offset : wanted.offset + wanted.limit]
    counted = {thing.iri: frozenset(thing.versions) for thing in some}
    return await described_by(engine, holdings, [thing.iri for thing in some], counted), len(ordered)


def _left(things: Sequence[Thing], known: Lineage, wanted: Wanted) -> list[Thing]:
    """Those that filters leave, each with the versions that count, in order."""
    counting = [_counting(thing, known) for thing in things]
    values = {name: value for name, value in wanted.values.items() if name in _FILTERS}
    kept = [thing for thing in counting if all(_FILTERS[name](thing, value) for name, value in values.items())]
    return _sorted(kept, wanted.order)


def _counting(thing: Thing, known: Lineage) -> Thing:
    """What endures with the versions that count."""
    counting = known.largest(thing.versions)
    return replace(thing, versions={iri: said for iri, said in thing.versions.items() if iri in counting})


def _sorted(things: Sequence[Thing], order: Sequence[str]) -> list[Thing]:
    """Things in an order such as `("-versions",)`, and at last by level and identifier."""
    found = sorted(things, key=lambda thing: (thing.kind, thing.iri))
    for name in reversed(order):
        found.sort(key=_KEYS[name.removeprefix("-")], reverse=name.startswith("-"))
    return found
