"""An answer as GEXF 1.3 (https://gexf.net), for Gephi and networkx. Lays nothing out: Gephi does.

GEXF has no attributes of a graph: what is said of the whole answer stands in its description.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import sqrt
from types import MappingProxyType
from typing import Final

from service.answers.trace.answer import Answer, Edge
from service.answers.trace.forms.attributes import (
    EDGE_TYPES,
    NODE_TYPES,
    Value,
    edges_with_values,
    graph_values,
    node_values,
    text_of,
)
from service.answers.trace.forms.frame import Frame
from service.answers.trace.forms.looks import NODES, stroke
from service.answers.trace.forms.xml_writing import DECLARATION, attribute, content, xml_pieces

_ROOT: Final = '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
_TYPES: Final[Mapping[str, str]] = MappingProxyType({"string": "string", "boolean": "boolean", "int": "integer"})
_OWN: Final = frozenset({"label", "weight"})  # attributes of the elements themselves


def as_gexf(answer: Answer, frame: Frame) -> Iterator[bytes]:
    """The graph of the answer with all that is said of it, in pieces; labels are in the language of the frame."""
    return xml_pieces(_texts(answer, frame))


def _texts(answer: Answer, frame: Frame) -> Iterator[str]:
    yield DECLARATION + _ROOT + _meta(answer, frame)
    yield '<graph defaultedgetype="directed" mode="static">\n'
    yield from _attributes("node", NODE_TYPES)
    yield from _attributes("edge", EDGE_TYPES)
    degrees = Counter(edge.target for edge in answer.graph.edges)
    yield "<nodes>\n"
    for place, node in enumerate(answer.graph.nodes):
        yield _node(place, node_values(node, answer, frame), node.kind, degrees[place])
    yield "</nodes>\n<edges>\n"
    for place, edge, values in edges_with_values(answer, frame):
        yield _edge(place, edge, values)
    yield "</edges>\n</graph>\n</gexf>\n"


def _meta(answer: Answer, frame: Frame) -> str:
    said = "\n".join(f"{key}: {text}" for key, text in graph_values(answer, frame).items())
    keywords = f"{answer.question}, {answer.release}"
    return (
        f"<meta><creator>doelgraaf</creator><keywords>{content(keywords)}</keywords>"
        f"<description>{content(said)}</description></meta>\n"
    )


def _attributes(of: str, types: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'<attributes class="{of}">\n'
    for key, kind in types:
        if key not in _OWN:
            yield f'<attribute id="{key}" title="{key}" type="{_TYPES[kind]}"/>\n'
    yield "</attributes>\n"


def _node(place: int, values: Mapping[str, Value], kind: str, degree: int) -> str:
    look = NODES[kind]
    looks = f'{_colour(look.fill)}<viz:size value="{10 + 5 * sqrt(degree):.1f}"/><viz:shape value="{look.gexf}"/>'
    return f'<node id="n{place}" label={attribute(str(values["label"]))}>{_values(values)}{looks}</node>\n'


def _edge(place: int, edge: Edge, values: Mapping[str, Value]) -> str:
    shape = "dashed" if edge.suspect else "solid"
    looks = f'{_colour(stroke(edge.kind, suspect=edge.suspect))}<viz:shape value="{shape}"/>'
    ends = f'source="n{edge.source}" target="n{edge.target}" type="directed" kind="{edge.kind}" weight="{edge.weight}"'
    return f'<edge id="e{place}" {ends} label={attribute(str(values["label"]))}>{_values(values)}{looks}</edge>\n'


def _values(values: Mapping[str, Value]) -> str:
    pairs = (
        f'<attvalue for="{key}" value={attribute(text_of(value))}/>' for key, value in values.items() if key not in _OWN
    )
    return f"<attvalues>{''.join(pairs)}</attvalues>"


def _colour(colour: str) -> str:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
