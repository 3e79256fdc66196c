"""An answer as GraphML (http://graphml.graphdrawing.org), for networkx, yEd and Gephi. Lays nothing out.

Parallel edges are edges of their own. What yEd shows, a shape and a label, stands in its own namespace beside the data.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from service.answers.trace.answer import Answer, Node
from service.answers.trace.forms.attributes import (
    EDGE_TYPES,
    GRAPH_KEYS,
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

_ROOT: Final = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
    'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
_YED_KEYS: Final = (
    '<key id="yn" for="node" yfiles.type="nodegraphics"/>\n<key id="ye" for="edge" yfiles.type="edgegraphics"/>\n'
)


def as_graphml(answer: Answer, frame: Frame) -> Iterator[bytes]:
    """The graph of the answer with all that is said of it, in pieces; labels are in the language of the frame."""
    return xml_pieces(_texts(answer, frame))


def _texts(answer: Answer, frame: Frame) -> Iterator[str]:
    yield DECLARATION + _ROOT
    yield from _keys("graph", ((key, "string") for key in GRAPH_KEYS))
    yield from _keys("node", NODE_TYPES)
    yield from _keys("edge", EDGE_TYPES)
    yield _YED_KEYS
    yield '<graph id="answer" edgedefault="directed">\n'
    yield _data("graph", graph_values(answer, frame)) + "\n"
    for place, node in enumerate(answer.graph.nodes):
        values = node_values(node, answer, frame)
        yield f'<node id="n{place}">{_data("node", values)}{_yed_node(str(values["label"]), node)}</node>\n'
    for place, edge, values in edges_with_values(answer, frame):
        ends = f'source="n{edge.source}" target="n{edge.target}"'
        looks = _yed_edge(str(values["label"]), edge.kind, suspect=edge.suspect)
        yield f'<edge id="e{place}" {ends}>{_data("edge", values)}{looks}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _keys(of: str, types: Iterable[tuple[str, str]]) -> Iterator[str]:
    for key, kind in types:
        yield f'<key id="{of}-{key}" for="{of}" attr.name="{key}" attr.type="{kind}"/>\n'


def _data(of: str, values: Mapping[str, Value]) -> str:
    return "".join(f'<data key="{of}-{key}">{content(text_of(value))}</data>' for key, value in values.items())


def _yed_node(label: str, node: Node) -> str:
    look = NODES[node.kind]
    line, width = ("dashed", 3) if node.dropped else ("line", 1)
    return (
        '<data key="yn"><y:ShapeNode><y:Geometry height="40" width="180"/>'
        f'<y:Fill color="{look.fill}" transparent="false"/>'
        f'<y:BorderStyle color="{look.line}" type="{line}" width="{width}"/>'
        f"<y:NodeLabel>{content(label)}</y:NodeLabel><y:Shape type={attribute(look.yed)}/></y:ShapeNode></data>"
    )


def _yed_edge(label: str, kind: str, *, suspect: bool) -> str:
    line = "dashed" if suspect else "line"
    style = f'<y:LineStyle color="{stroke(kind, suspect=suspect)}" type="{line}" width="1"/>'
    return (
        f'<data key="ye"><y:PolyLineEdge>{style}<y:Arrows source="none" target="standard"/>'
        f"<y:EdgeLabel>{content(label)}</y:EdgeLabel></y:PolyLineEdge></data>"
    )
