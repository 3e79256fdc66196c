"""What the measurements of the network gave, and whether it reaches its targets. Measures nothing, prints nothing."""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from benchmarks import trace_asking as asking
from benchmarks.trace_asking import Size, Timed
from benchmarks.trace_network import Built, Shared

OWN: Final = "doelgraaf"
NETWORKX: Final = "networkx"
OXIGRAPH: Final = "SPARQL on Oxigraph"
VIRTUOSO: Final = "SPARQL on Virtuoso"
RIVALS: Final = (NETWORKX, OXIGRAPH, VIRTUOSO)
SHARED_MIB: Final = 200.0
QUICK: Final = (asking.SHORTEST, asking.NEIGHBOURS, asking.IMPACT)
P95_MS: Final = ((100_000, 50.0), (1_400_000, 200.0))


class Network(msgspec.Struct, frozen=True, rename="camel"):
    """One network: as it was written, as processes share it, and as it was asked.

    `grown_mib` is the memory that the process that asked everything came to have beyond the files.
    """

    size: Size
    built: Built
    shared: Shared
    timed: tuple[Timed, ...]
    grown_mib: float


class Rival(msgspec.Struct, frozen=True, rename="camel"):
    """A rival over the same network: seconds and memory to hold it, its answers, and why there were none of others."""

    system: str
    size: Size
    seconds: float
    mib: float
    timed: tuple[Timed, ...]
    missing: dict[str, str] = {}


class Worded(msgspec.Struct, frozen=True, rename="camel"):
    """Whole answers, with the words behind their edges, as people get them from one process of the service.

    `statements` are those of the store that has the words.
    """

    size: Size
    statements: int
    timed: tuple[Timed, ...]


class Target(msgspec.Struct, frozen=True, rename="camel"):
    """What is to be reached, what was, and whether that is enough."""

    name: str
    found: str
    met: bool


class Report(msgspec.Struct, frozen=True, rename="camel"):
    """All that was measured; `differences` says where systems found something else than this project."""

    machine: dict[str, str]
    settings: dict[str, str]
    networks: list[Network]
    rivals: list[Rival]
    worded: list[Worded]
    notes: list[str]
    differences: list[str]
    targets: list[Target]


def targets(networks: Sequence[Network]) -> list[Target]:
    """What each network of a size with a target is to reach; smaller ones have none."""
    found = []
    for network in networks:
        bounds = [bound for versions, bound in P95_MS if network.size.versions == versions]
        found += [_p95(network, name, bound) for bound in bounds for name in QUICK]
        if network.size.versions == P95_MS[-1][0]:
            met = network.shared.mapped_mib < SHARED_MIB
            name = f"{_told(network.size)}: shared by all processes under {SHARED_MIB:g} MiB"
            found.append(Target(name, f"{network.shared.mapped_mib:,.1f} MiB", met))
    return found


def _p95(network: Network, question: str, bound: float) -> Target:
    name = f"{_told(network.size)}: p95 of {question} under {bound:g} ms"
    timed = next((one for one in network.timed if one.question == question), None)
    if timed is None:
        return Target(name, "not measured", met=False)
    return Target(name, f"{timed.p95:,.2f} ms", timed.p95 < bound)


def differences(networks: Iterable[Network], rivals: Iterable[Rival]) -> list[str]:
    """Where a rival found more or less than this project, over the same draws."""
    own = {(network.size, one.question): one for network in networks for one in network.timed}
    found = []
    for rival in rivals:
        for one in rival.timed:
            ours = own.get((rival.size, one.question))
            if ours is None or ours.found is None or one.found in {None, ours.found}:
                continue
            found.append(f"{_told(rival.size)}, {one.question}: {rival.system} {one.found:,}, {OWN} {ours.found:,}")
    return found


def _told(size: Size) -> str:
    return f"{size.versions:,} versions ({size.shape.told})"
