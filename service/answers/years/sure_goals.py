"""What endures in one body as a list at a least confidence: with the versions that count, as in its timeline.

Has the filters and orders of the list that `enduring` asks of the engine, over the versions that count alone.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode

from ontology import terms
from ontology.iri import organisation
from service.answers.coverage import Holdings
from service.answers.lists import Wanted
from service.answers.queries import query
from service.answers.years.claims import Lineage, lineage
from service.answers.years.cycle import cycle_order, document_of
from service.answers.years.enduring import Enduring, described_by
from service.engine.engine import Engine, Row

_CLASSES: Final = MappingProxyType({"goals": terms.GOAL, "ambitions": terms.AMBITION, "programmes": terms.PROGRAMME})


@dataclass(frozen=True, slots=True)
class _Thing:
    """What endures: its class, its name (empty where it has none), and the numbers and years of versions by IRI."""

    iri: str
    kind: str
    name: str
    versions: Mapping[str, tuple[str, int]]

    @property
    def years(self) -> list[int]:
        """The years of its versions."""
        return [year for _, year in self.versions.values()]


_Fits = Callable[[_Thing, str], bool]
_FILTERS: Final[Mapping[str, _Fits]] = MappingProxyType(
    {
        "level": lambda thing, value: thing.kind == _CLASSES[value],
        "number": lambda thing, value: any(number == value for number, _ in thing.versions.values()),
        "year": lambda thing, value: int(value) in thing.years,
        "words": lambda thing, value: value.lower() in thing.name.lower(),
    }
)
_KEYS: Final[Mapping[str, Callable[[_Thing], str | int]]] = MappingProxyType(
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
    engine: Engine, holdings: Holdings, wanted: Wanted, code: str, least: Decimal
) -> tuple[Sequence[Enduring], int]:
    """A part of what endures in a body, of 250 at most, and how many there are; four queries.

    Raises:
        EngineError: a query failed.
    """
    bound = {"organisation": NamedNode(organisation(holdings.base, code))}
    rows, known = await asyncio.gather(
        engine.rows(query("versions-of-body"), bound), lineage(engine, holdings, code, least)
    )
    things = [_counting(holdings, thing, known) for thing in _things(rows)]
    values = {name: value for name, value in wanted.values.items() if name in _FILTERS}
    kept = [thing for thing in things if all(_FILTERS[name](thing, value) for name, value in values.items())]
    ordered = _sorted(kept, wanted.order)
    some = ordered[wanted.offset : wanted.offset + wanted.limit]
    counted = {thing.iri: frozenset(thing.versions) for thing in some}
    return await described_by(engine, holdings, [thing.iri for thing in some], counted), len(ordered)


def _things(rows: Iterable[Row]) -> list[_Thing]:
    """What endures, by the rows of its versions; of several names the first."""
    found: dict[tuple[str, str], dict[str, tuple[str, int]]] = {}
    names: dict[str, list[str]] = {}
    for row in rows:
        key = row["thing"].value, row["class"].value
        found.setdefault(key, {})[row["version"].value] = row["number"].value, int(row["year"].value)
        if "name" in row:
            names.setdefault(key[0], []).append(row["name"].value)
    return [_Thing(iri, kind, min(names.get(iri, [""])), versions) for (iri, kind), versions in sorted(found.items())]


def _counting(holdings: Holdings, thing: _Thing, known: Lineage) -> _Thing:
    """What endures with the versions that count."""
    counting = known.largest(in_cycle(holdings, thing.versions))
    kept = {iri: said for iri, said in thing.versions.items() if iri in counting}
    return _Thing(thing.iri, thing.kind, thing.name, kept)


def in_cycle(holdings: Holdings, versions: Iterable[str]) -> list[str]:
    """Versions in the order of the cycle, those of one document by IRI."""
    placed = [(key, iri) for iri in versions if (key := document_of(holdings, iri)) is not None]
    return [iri for _, iri in sorted(placed, key=lambda pair: (cycle_order(pair[0]), pair[1]))]


def _sorted(things: Sequence[_Thing], order: Sequence[str]) -> list[_Thing]:
    """Things in an order such as `("-versions",)`, and at last by level and identifier."""
    found = sorted(things, key=lambda thing: (thing.kind, thing.iri))
    for name in reversed(order):
        found.sort(key=_KEYS[name.removeprefix("-")], reverse=name.startswith("-"))
    return found
