"""An answer as a picture (SVG 1.1) that fits a page; what doesn't is refused with what to ask instead. Draws nothing.

How pictures are made is known by `picture`.
"""

from collections.abc import Iterator
from typing import Final

from ontology.language import Language
from service.answers.trace.answer import Answer
from service.answers.trace.forms import phrases
from service.answers.trace.forms.bounds import NOTHING_TO_DRAW, TOO_LARGE_FOR_PICTURE, FormError
from service.answers.trace.forms.frame import Frame
from service.answers.trace.forms.picture.bars import draw_bars
from service.answers.trace.forms.picture.graph import Shape, draw_graph, shape_of
from service.answers.trace.forms.picture.page import page
from service.answers.trace.forms.picture.square import draw_square
from service.answers.trace.forms.xml_writing import xml_pieces

MOST_NODES: Final = 80
MOST_IN_NETWORK: Final = 60  # of which names are read when it fills a page (A4)
MOST_LINES: Final = 140  # equal edges between the same nodes are one line
MOST_HEADS: Final = 60  # of a matrix


def as_svg(answer: Answer, frame: Frame) -> Iterator[bytes]:
    """The picture in pieces: of the matrix where there is one, else of the graph.

    Raises:
        FormError: there is nothing to draw, or more than fits a page.
    """
    check_fits(answer, frame.language)
    if answer.matrix is not None:
        body = draw_square(answer, answer.matrix, frame.language)
    elif shape_of(answer) is Shape.BARS:
        body = draw_bars(answer, frame.language)
    else:
        body = draw_graph(answer, frame.language)
    return xml_pieces(page(answer, frame, body.drawn, body.size, body.legend))


def check_fits(answer: Answer, language: Language) -> None:
    """Refuse what no page holds.

    Raises:
        FormError: there is nothing to draw, or too much.
    """
    if answer.matrix is not None:
        counts = [(len(answer.matrix.heads), MOST_HEADS, phrases.ROW_COUNT)]
    elif shape_of(answer) is Shape.BARS:
        counts = [(1, 1, phrases.ROW_COUNT)]
    else:
        most = MOST_IN_NETWORK if shape_of(answer) is Shape.NETWORK else MOST_NODES
        lines = {(edge.source, edge.target, edge.kind, edge.suspect) for edge in answer.graph.edges}
        counts = [
            (len(answer.graph.nodes), most, phrases.NODE_COUNT),
            (len(lines), MOST_LINES, phrases.EDGE_COUNT),
        ]
    if not counts[0][0]:
        raise FormError(NOTHING_TO_DRAW)
    for found, most, counted in counts:
        if found > most:
            raise FormError(TOO_LARGE_FOR_PICTURE, found=counted.say(found, language), most=most)
