"""What in the network comes near a text that names nothing in it: like numbers and like names. Walks nothing.

A number is near another one in the tree: `2.1.9` first to what stands in `2.1`, then to what stands in `2`.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final

from ontology.iri import slug
from service.answers.trace.scope import Scope
from service.release.network import Network
from service.release.network_build import Part

MOST_NEAR: Final = 8
"""More make a list that nobody reads."""

_LONGEST: Final = 200
_DIGITS: Final = 9  # of a part of a number; longer ones are no number of a goal
_PARTS: Final = 8


def near(network: Network, scope: Scope, text: str) -> list[int]:
    """The nodes that come near a text, the nearest first; the first ones that take part where none does.

    Raises:
        ScopeError: as `Scope.parts`.
    """
    segments = text.strip("/").split("/")
    part = _part_named(network, segments)
    parts = [part] if part else parts_of(network, scope.parts(network))[:MOST_NEAR]
    nodes = _of_kind(network, [node for some in parts for node in range(some.first, some.end)], segments)
    wanted = slug(segments[-1])[:_LONGEST]
    number = _number(wanted)
    found = _by_number(network, nodes, number) if number else _by_name(network, nodes, wanted)
    return (found or nodes)[:MOST_NEAR]


def _of_kind(network: Network, nodes: list[int], segments: Sequence[str]) -> list[int]:
    """The nodes of the kind that a path such as `gm0193/goal/2k7wqx3m` names; all where it names none."""
    kind = segments[-2] if len(segments) > 1 else ""
    return [node for node in nodes if network.kind(node) == kind] or nodes


def parts_of(network: Network, paths: Iterable[str]) -> list[Part]:
    """The documents of the network with some paths."""
    return [part for part in map(network.part, paths) if part is not None]


def slug_of(network: Network, node: int) -> str:
    """The number of a node as it stands in IRIs."""
    return network.text_of(int(network.node_slug[node]))


def _by_name(network: Network, nodes: Sequence[int], wanted: str) -> list[int]:
    names: dict[str, list[int]] = {}
    for node in nodes:
        for name in (slug_of(network, node), slug(network.name(node))):
            names.setdefault(name, []).append(node)
    alike = get_close_matches(wanted, filter(None, names), 2 * MOST_NEAR, cutoff=0.6)
    return list(dict.fromkeys(node for name in alike for node in names[name]))


def _by_number(network: Network, nodes: Sequence[int], wanted: tuple[int, ...]) -> list[int]:
    numbers = [(node, _number(slug_of(network, node))) for node in nodes]
    return [node for node, number in sorted(numbers, key=lambda one: _distance(one[1], wanted)) if number]


def _distance(number: tuple[int, ...], wanted: tuple[int, ...]) -> tuple[int, int, list[int]]:
    """How far apart two numbers are: by how many parts they share, their levels, and then part by part."""
    apart = [abs(one - other) for one, other in zip(number, wanted, strict=False)]
    shared = next((place for place, steps in enumerate(apart) if steps), len(apart))
    return -shared, abs(len(number) - len(wanted)), apart


def _number(text: str) -> tuple[int, ...]:
    """The parts of a number such as `2.1.2`; none of what is no such number."""
    parts = text.split(".")
    fits = len(parts) <= _PARTS and all(part.isascii() and part.isdecimal() and len(part) <= _DIGITS for part in parts)
    return tuple(map(int, parts)) if fits else ()


def _part_named(network: Network, segments: Sequence[str]) -> Part | None:
    """The document that stands in a path or IRI, else the body."""
    paths = ["/".join(segments[start : start + length]) for length in (3, 1) for start in range(len(segments))]
    return next((part for path in paths if (part := network.part(path)) is not None), None)
