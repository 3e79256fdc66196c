"""The questions as this project answers them, without words: each by the functions that its answer stands on.

What was drawn goes in as people write it, so that finding it and cutting out its body are part of the time.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from benchmarks import trace_asking as asking
from benchmarks.probes import BASE
from benchmarks.trace_asking import Drawn
from service.answers.trace.asking import Asked, Group, Order
from service.answers.trace.bridges import all_bridges, cutting
from service.answers.trace.cycles import components_of, knots_of
from service.answers.trace.drop import dropped
from service.answers.trace.endpoints import Ground, ground_of
from service.answers.trace.groups import NOWHERE
from service.answers.trace.hubs import all_degrees, ranked
from service.answers.trace.impact import impact_of
from service.answers.trace.matrix import square_of
from service.answers.trace.neighbours import neighbourhood
from service.answers.trace.one_way import all_one_way
from service.answers.trace.pairs import all_pairs
from service.answers.trace.paths import paths_between
from service.answers.trace.scope import MOST_DEPTH, Scope, Way
from service.answers.trace.unreferred import all_quiet
from service.answers.trace.view import View
from service.release.network import Network

MOST_HUBS: Final = 20
Ask = Callable[[Network, Drawn], int]


def _ground(network: Network, drawn: Drawn) -> Ground:
    begins, ends = (f"{BASE}/id/{drawn.source}",), (f"{BASE}/id/{drawn.target}",)
    return ground_of(network, Asked(begins=begins, ends=ends, depth=MOST_DEPTH))


def _neighbours(network: Network, drawn: Drawn) -> int:
    ground = _ground(network, drawn)
    return len(np.unique(neighbourhood(ground.view, ground.begins.members, Way.BOTH).steps.ends))


def _paths(network: Network, drawn: Drawn, most: int) -> int:
    """The steps of all paths together."""
    ground = _ground(network, drawn)
    begins, ends = ground.begins.members, ground.ends.members
    found = paths_between(ground.view, begins, ends, Way.OUT, MOST_DEPTH, most=most)
    return sum(len(path) - 1 for path in found.paths)


def _impact(network: Network, drawn: Drawn) -> int:
    ground = _ground(network, drawn)
    ways = (impact_of(ground.view, ground.begins.members, way, asking.DEPTH) for way in (Way.IN, Way.OUT))
    return sum(len(impact.reached) for impact in ways)


def _drop(network: Network, drawn: Drawn) -> int:
    ground = _ground(network, drawn)
    return len(dropped(ground.view, ground.begins.members).dangling)


def _hubs(network: Network, scope: Scope) -> int:
    """The referring goals of the first hubs together."""
    degrees, _ = all_degrees(network, scope)
    return int(ranked(degrees, degrees.referred_by).referred_by[:MOST_HUBS].sum())


def _unreferred(network: Network, scope: Scope) -> int:
    """Goals that nothing within the scope refers to; what others hold against it stands apart there."""
    return int((all_quiet(network, scope).is_referred == 0).sum())


def _one_way(network: Network, scope: Scope) -> int:
    return len(all_one_way(network, scope).links.arcs)


def _pairs(network: Network, scope: Scope) -> int:
    found = all_pairs(network, scope, Group.PROGRAMME)
    return int(((found.begins != NOWHERE) & (found.ends != NOWHERE)).sum())


def _components(network: Network, scope: Scope) -> int:
    """The versions that lie on any cycle."""
    found = (components_of(view) for view in View.each(network, scope))
    return sum(len(component.members) for components in found for component in components)


def _shortest_cycles(network: Network, scope: Scope) -> int:
    knots = knots_of(network, scope, slice(0, asking.MOST))
    return sum(len(shortest.cycles) for shortest in knots.shortest)


def _bridges(network: Network, scope: Scope) -> int:
    found, _ = all_bridges(network, scope, Group.DOMAIN)
    cutting(network, scope, found.nodes[: asking.MOST])  # of those whose rows are given
    return len(found.nodes)


def _matrix(network: Network, drawn: Drawn, order: Order) -> int:
    return len(square_of(network, Scope(documents=(drawn.document,)), Group.GOAL, order).rows)


def _each(name: str, question: Callable[[Network, Scope], int]) -> Iterator[tuple[str, Ask]]:
    """A question about a document, and the same about all of the release."""
    yield name, lambda network, drawn: question(network, Scope(documents=(drawn.document,)))
    yield asking.whole(name), lambda network, _drawn: question(network, Scope())


ASKS: Final[Mapping[str, Ask]] = MappingProxyType(
    dict(
        (
            (asking.NEIGHBOURS, _neighbours),
            (asking.SHORTEST, lambda network, drawn: _paths(network, drawn, 1)),
            (asking.PATHS, lambda network, drawn: _paths(network, drawn, asking.PATHS_WANTED)),
            (asking.IMPACT, _impact),
            (asking.DROP, _drop),
            (asking.MATRIX, lambda network, drawn: _matrix(network, drawn, Order.TREE)),
            (asking.PARTITIONED, lambda network, drawn: _matrix(network, drawn, Order.CYCLES)),
            *_each(asking.HUBS, _hubs),
            *_each(asking.UNREFERRED, _unreferred),
            *_each(asking.ONE_WAY, _one_way),
            *_each(asking.PAIRS, _pairs),
            *_each(asking.COMPONENTS, _components),
            *_each(asking.CYCLES, _shortest_cycles),
            *_each(asking.BRIDGES, _bridges),
        )
    )
)
