"""The words behind arcs of the network, as the store of the same release has them; two hundred arcs or more to a query.

Arcs of the tree have none: what stands under what follows from numbers and from the places of pages. What is a
version of what was found by comparing whole texts, or is told by a claim.
"""

import asyncio
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode

from service.answers.queries import query
from service.answers.trace.answer import Words
from service.engine.engine import Engine, Row
from service.release.network import Network
from service.release.network_rows import HOLDER, MONEY, REFERENCE_KINDS, SAME_GOAL, TREE, VERSION_OF

WORDLESS: Final = frozenset({TREE, VERSION_OF, SAME_GOAL})
"""The kinds of arcs that stand on no words of their own."""

# So many arcs fit in the longest query that is read; those of one thing are told by the first and last of their places.
_ARCS_PER_QUERY: Final = 200
_ARCS_OF_ONE: Final = 2000
_QUERY_OF: Final[Mapping[str, str]] = MappingProxyType(
    {**dict.fromkeys(REFERENCE_KINDS, "trace-references"), MONEY: "trace-money", HOLDER: "trace-holders"}
)

_Key = tuple[str, str, int]


async def words_of(engine: Engine, network: Network, arcs: Iterable[int]) -> Mapping[int, Words]:
    """The words behind arcs, by arc; one whose words the store has not is left out.

    Raises:
        EngineError: the engine gave no answer.
    """
    by_query: dict[str, list[int]] = {}
    for arc in dict.fromkeys(map(int, arcs)):
        if (kind := network.arc_kind_name(arc)) not in WORDLESS:
            by_query.setdefault(_QUERY_OF[kind], []).append(arc)
    asked = [(name, part) for name, found in by_query.items() for part in _parts(network, found)]
    answers = await asyncio.gather(*(_ask(engine, network, name, part) for name, part in asked))
    return {arc: words for answer in answers for arc, words in answer.items()}


async def _ask(engine: Engine, network: Network, name: str, arcs: Sequence[int]) -> Mapping[int, Words]:
    keys = {arc: _key(network, arc) for arc in arcs}
    placed = name != "trace-holders"  # where a name stands is told by its span
    sources = " ".join(sorted({str(NamedNode(source)) for source, _, _ in keys.values()}))
    text = (
        query(name).replace("{sources}", sources).replace("{starts}", _among({start for _, _, start in keys.values()}))
    )
    found = {_found(row, placed=placed): _words(row) for row in await engine.rows(text)}
    return {arc: found[key] for arc, key in keys.items() if key in found}


def _key(network: Network, arc: int) -> _Key:
    return network.iri(network.source(arc)), network.iri(network.target(arc)), int(network.arc_start[arc])


def _among(starts: Collection[int]) -> str:
    """What holds of places that may be among some."""
    if len(starts) > _ARCS_PER_QUERY:
        return f"?start >= {min(starts)} && ?start <= {max(starts)}"
    return f"?start IN ({', '.join(map(str, sorted(starts)))})"


def _found(row: Row, *, placed: bool) -> _Key:
    return row["source"].value, row["target"].value, int(row["start"].value) if placed else 0


def _words(row: Row) -> Words:
    def text(name: str) -> str | None:
        return row[name].value if name in row else None

    return Words(
        iri=row["iri"].value,
        exact=text("exact") or "",
        sentence=text("sentence"),
        start=int(row["start"].value),
        end=int(row["end"].value),
        page=row["page"].value,
        address=text("address"),
        section=text("section"),
    )


def _parts(network: Network, arcs: Sequence[int]) -> Iterator[Sequence[int]]:
    """Arcs in pieces of a query each: those of a thing that has many by themselves, in the order of their places."""
    by_source: dict[int, list[int]] = {}
    for arc in arcs:
        by_source.setdefault(network.source(arc), []).append(arc)
    few: list[int] = []
    for own in by_source.values():
        if len(own) > _ARCS_PER_QUERY:
            yield from _cut(sorted(own, key=network.arc_start.__getitem__), _ARCS_OF_ONE)
        else:
            few += own
    yield from _cut(few, _ARCS_PER_QUERY)


def _cut(arcs: Sequence[int], most: int) -> Iterator[Sequence[int]]:
    return (arcs[place : place + most] for place in range(0, len(arcs), most))
