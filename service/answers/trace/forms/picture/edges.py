"""An edge as it is drawn: a line with a pattern by its relation, an arrow, and its word. Runs where it is told to."""

from typing import Final

from ontology.language import Language
from service.answers.trace.answer import Node
from service.answers.trace.forms import phrases
from service.answers.trace.forms.looks import pattern
from service.answers.trace.forms.looks import stroke as colour_of
from service.answers.trace.forms.naming import briefly
from service.answers.trace.forms.phrases import edge_word
from service.answers.trace.forms.picture.drawing import PAPER, arrow, linked, rectangle, stroke, text
from service.answers.trace.forms.picture.geometry import Curve
from service.answers.trace.forms.picture.labels import SIZE, Label, Wording
from service.answers.trace.forms.picture.plan import Link

_THIN: Final = 1.5
_THICK: Final = 2.4
_MANY: Final = 5  # references from which a line is thick
_ARROW: Final = 9.0


def wording(link: Link, language: Language, *, in_words: bool = True) -> Wording:
    """What an edge says: its relation, how many there are, and a question mark where it may not fit.

    The relation is left to the legend where it is not said `in_words`, and where all edges are of that kind.
    """
    parts = [f"{link.count}×" if link.count > 1 else "", "?" if link.suspect else ""]
    mark = " ".join(part for part in parts if part)
    if link.kind == phrases.TOGETHER:
        mark = mark or f"{link.count}×"
    if not in_words or link.kind == phrases.TOGETHER:
        return Wording(mark, mark)
    return Wording(f"{edge_word(link.kind, language)} {mark}".rstrip(), mark)


def draw_line(link: Link, curve: Curve, nodes: tuple[Node, ...], language: Language) -> str:
    """The line with its arrow; it leads to the reference and tells its sentence when pointed at."""
    colour = colour_of(link.kind, suspect=link.suspect)
    width = _THICK if link.count >= _MANY else _THIN
    dashes = pattern(link.kind, suspect=link.suspect)
    drawn = stroke(curve.shortened(_ARROW - 2).path, colour, width=width, dashes=dashes) + arrow(curve, colour, _ARROW)
    return linked(link.words.iri if link.words else "", drawn, _told(link, nodes, language), "edge")


def draw_label(label: Label, colour: str) -> str:
    """The word of an edge, on a ground that hides its line where it stands on that."""
    x, y = label.box.centre
    ground = rectangle(label.box, PAPER, PAPER, radius=3, width=0) if label.on_line else ""
    return ground + text(label.text, (x, y + SIZE * 0.35), SIZE, anchor="middle", fill=colour)


def _told(link: Link, nodes: tuple[Node, ...], language: Language) -> str:
    """An edge as a sentence, with the words that it stands on."""
    doubt = f" ({phrases.SUSPECT.say(language)})" if link.suspect else ""
    said = f"{briefly(nodes[link.source])} {edge_word(link.kind, language)} {briefly(nodes[link.target])}{doubt}"
    if link.words is None:
        return said
    return f"{said}: “{link.words.sentence or link.words.exact}”"
