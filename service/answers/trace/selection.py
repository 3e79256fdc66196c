"""What of the network was chosen: all that takes part, what stands in some groups, or what leads from some to others.

Knows no table and no picture.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from service.answers.trace.asking import Asked
from service.answers.trace.endpoints import Endpoint, endpoint_of, ground_of
from service.answers.trace.links import Links, starts_of_runs
from service.answers.trace.view import Steps, View
from service.release.network import Network, Numbers
from service.release.network_rows import ENDURING_KINDS, PERSON, VERSION_KINDS


@dataclass(frozen=True, slots=True)
class Selection:
    """The nodes of a body that were chosen, in the order of the tree, and the arcs between them.

    Versions that are only named, and holders, are among them where a chosen arc leads to them.
    """

    view: View
    nodes: Numbers
    steps: Steps

    @property
    def bundles(self) -> Links:
        """Arcs of one kind between the same two nodes taken together, in the order of the tree."""
        steps = self.steps
        kinds = self.view.network.arc_kind[steps.arcs].astype(np.int64)
        first = starts_of_runs(steps.begins, steps.ends, kinds)
        counts = np.diff(np.append(first, len(kinds)))
        return Links(steps.begins[first], steps.ends[first], counts, steps.arcs[first])


def selections(network: Network, asked: Asked) -> Iterator[Selection]:
    """What was chosen of each body, in the order of their codes.

    With `begins` it is what stands in these: in any of those of one kind (programmes, domains, holders), and in all
    kinds. With `ends` too it is what leads from the ones to the others.

    Raises:
        ScopeError: as `Scope.parts` and `ground_of`.
    """
    if not asked.begins and not asked.ends:
        for view in View.each(network, asked.scope):
            yield _selection(view, view.arcs(), view.nodes(VERSION_KINDS, loaded=True))
        return
    ground = ground_of(network, asked)
    view, steps = ground.view, ground.view.arcs()
    begins = _members(view, ground.begins)
    ends = _members(view, ground.ends) if asked.ends else begins
    kept = np.isin(steps.begins, begins) & np.isin(steps.ends, ends)
    chosen = Steps(steps.arcs[kept], steps.begins[kept], steps.ends[kept])
    loaded = view.nodes(VERSION_KINDS, loaded=True)
    yield _selection(view, chosen, loaded[:0] if asked.ends else np.intersect1d(loaded, begins))


def by_iris(network: Network, asked: Asked) -> Asked:
    """The same with each name that was asked for looked up once, and written so that it is found at once.

    Raises:
        ScopeError: as `ground_of`.
    """
    if not asked.begins and not asked.ends:
        return asked
    ground = ground_of(network, asked)
    begins, ends = (tuple(map(network.iri, end.named)) for end in (ground.begins, ground.ends))
    return replace(asked, begins=begins, ends=ends)


def _selection(view: View, steps: Steps, nodes: Numbers) -> Selection:
    return Selection(view, np.unique(np.concatenate((nodes, steps.begins, steps.ends))), steps)


def _members(view: View, end: Endpoint) -> Numbers:
    """What stands in the things named, in any of one kind and in all kinds; and holders and what endures themselves."""
    by_kind: dict[str, list[Numbers]] = {}
    for node in end.named:
        by_kind.setdefault(view.network.kind(node), []).append(endpoint_of(view, (node,)).members)
    lasting = [node for node in end.named if view.network.kind(node) in {PERSON, *ENDURING_KINDS}]
    return np.union1d(reduce(_shared, map(_all, by_kind.values())), np.array(lasting, dtype=np.int64))


def _all(members: Iterable[Numbers]) -> Numbers:
    return np.unique(np.concatenate(list(members)))


def _shared(left: Numbers, right: Numbers) -> Numbers:
    return np.intersect1d(left, right)
