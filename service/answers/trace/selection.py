"""What of the network was chosen: all that takes part, what stands in some groups, or what leads from some to others.

Knows no table and no picture.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from service.answers.trace.asking import Asked
from service.answers.trace.endpoints import ground_of
from service.answers.trace.links import Links, starts_of_runs
from service.answers.trace.view import Steps, View
from service.release.network import Network, Numbers
from service.release.network_rows import PERSON, VERSION_KINDS


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
    begins, ends = (_members(network, asked, texts) for texts in (asked.begins, asked.ends or asked.begins))
    kept = np.isin(steps.begins, begins) & np.isin(steps.ends, ends)
    chosen = Steps(steps.arcs[kept], steps.begins[kept], steps.ends[kept])
    loaded = view.nodes(VERSION_KINDS, loaded=True)
    yield _selection(view, chosen, loaded[:0] if asked.ends else np.intersect1d(loaded, begins))


def _selection(view: View, steps: Steps, nodes: Numbers) -> Selection:
    return Selection(view, np.unique(np.concatenate((nodes, steps.begins, steps.ends))), steps)


def _members(network: Network, asked: Asked, texts: Sequence[str]) -> Numbers:
    """What stands in the things named, in any of one kind and in all kinds; and the holders themselves."""
    by_kind: dict[str, list[Numbers]] = {}
    people: list[int] = []
    for text in texts:
        named = ground_of(network, replace(asked, begins=(text,), ends=())).begins
        kind = network.kind(named.named[0])
        by_kind.setdefault(kind, []).append(named.members)
        people += named.named if kind == PERSON else ()
    return np.union1d(reduce(_shared, map(_all, by_kind.values())), np.array(people, dtype=np.int64))


def _all(members: Iterable[Numbers]) -> Numbers:
    return np.unique(np.concatenate(list(members)))


def _shared(left: Numbers, right: Numbers) -> Numbers:
    return np.intersect1d(left, right)
