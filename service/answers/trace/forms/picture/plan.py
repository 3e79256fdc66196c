"""Where everything in a picture of a graph stands, before it is drawn. Chooses no place itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from service.answers.trace.answer import Edge, Graph, Words
from service.answers.trace.forms.picture.geometry import Box

NODE_WIDTH: Final = 156.0
NODE_HEIGHT: Final = 56.0


class Flow(Enum):
    """Which way a plan is read: in columns to the right, in rows down the page, or in no order.

    Where it is read in no order, lines run around nodes (FREE), or in bows from middle to middle (BOWED).
    """

    ACROSS = auto()
    DOWN = auto()
    FREE = auto()
    BOWED = auto()


@dataclass(frozen=True, slots=True)
class Link:
    """Edges that are drawn as one: those of one kind between the same nodes; `words` are those of the first."""

    source: int
    target: int
    kind: str
    suspect: bool
    count: int
    words: Words | None


@dataclass(frozen=True, slots=True)
class Region:
    """A box around the nodes of one programme, with what it is called."""

    box: Box
    title: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A box for each node, by its place in the answer.

    `marked` are the nodes that were asked about. `lanes` say at which y (in a plan that flows down: at which x) a link
    passes the nodes between its ends, by the place of the link.
    """

    boxes: tuple[Box, ...]
    marked: frozenset[int] = frozenset()
    regions: tuple[Region, ...] = ()
    lanes: dict[int, float] = field(default_factory=dict)
    flow: Flow = Flow.FREE


def links_of(graph: Graph) -> tuple[Link, ...]:
    """The edges of a graph, equal ones together, in the order of the first."""
    found: dict[tuple[int, int, str, bool], tuple[Edge, int]] = {}
    for edge in graph.edges:
        key = (edge.source, edge.target, edge.kind, edge.suspect)
        first, count = found.get(key, (edge, 0))
        found[key] = first, count + edge.weight
    return tuple(Link(*key, count, edge.words) for key, (edge, count) in found.items())


def node_box(x: float, y: float) -> Box:
    """The box of a node at a place."""
    return Box(x, y, NODE_WIDTH, NODE_HEIGHT)


def at_origin(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """Boxes moved together so that the leftmost and the topmost stand at 0, on whole pixels."""
    found = list(boxes)
    left, top = min(box.x for box in found), min(box.y for box in found)
    return tuple(Box(round(box.x - left), round(box.y - top), box.width, box.height) for box in found)
