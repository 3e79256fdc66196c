"""What the shapes, lines and marks of a picture mean; of what occurs in it only. Chooses no place for itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ontology.language import Language
from service.answers.trace.answer import Node
from service.answers.trace.forms import phrases
from service.answers.trace.forms.looks import SUSPECT_STROKE, pattern
from service.answers.trace.forms.looks import stroke as colour_of
from service.answers.trace.forms.naming import is_only_named, kind_of
from service.answers.trace.forms.phrases import edge_word, node_word
from service.answers.trace.forms.picture.drawing import INK, PAPER, arrow, rectangle, stroke, text
from service.answers.trace.forms.picture.geometry import Box, line
from service.answers.trace.forms.picture.nodes import shape
from service.answers.trace.forms.picture.plan import Link
from service.answers.trace.forms.picture.text import width_of

SIZE: Final = 10.5
_ROW: Final = 21.0
_SIGN: Final = 34.0  # the width of what is explained
_BETWEEN: Final = 20.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign, drawn in a box at the origin, and what it means."""

    sign: str
    meaning: str

    @property
    def width(self) -> float:
        """How wide the two are together."""
        return _SIGN + 6 + width_of(self.meaning, SIZE)


def entries(nodes: Sequence[Node], links: Sequence[Link], language: Language, *, marked: bool) -> list[Entry]:
    """What a picture of a graph has to explain."""
    return [*_of_nodes(nodes, language, marked=marked), *_of_links(links, language)]


def draw_legend(found: Sequence[Entry], width: float, at: tuple[float, float]) -> tuple[str, float]:
    """The signs in rows of a width, and how high they are together."""
    x, y = 0.0, 0.0
    drawn: list[str] = []
    for entry in found:
        if x and x + entry.width > width:
            x, y = 0.0, y + _ROW
        place = f"translate({at[0] + x:g} {at[1] + y:g})"
        drawn.append(f'<g transform="{place}">{entry.sign}')
        drawn.append(text(entry.meaning, (_SIGN + 6, 12), SIZE) + "</g>\n")
        x += entry.width + _BETWEEN
    return "".join(drawn), y + _ROW if found else 0.0


def _of_nodes(nodes: Sequence[Node], language: Language, *, marked: bool) -> Iterator[Entry]:
    box = Box(2, 1, _SIGN - 4, 15)
    for kind, meant in dict.fromkeys((node.kind, kind_of(node)) for node in nodes):
        yield Entry(shape(kind, box), node_word(meant, language))
    if any(map(is_only_named, nodes)):
        yield Entry(shape("goal", box, loaded=False), phrases.NOT_LOADED.say(language))
    if any(node.dropped for node in nodes):
        yield Entry(shape("goal", _lower(box), dropped=True), phrases.DROPPED.say(language))
    if any(not node.iri for node in nodes):
        yield Entry(
            shape("group", box) + text("–", box.centre, SIZE, anchor="middle"), phrases.IN_NO_GROUP.say(language)
        )
    if marked:
        yield Entry(rectangle(box, PAPER, INK, radius=5, width=3), phrases.ENDPOINT.say(language))


def _lower(box: Box) -> Box:
    """The box of a sign with room above it and at its side."""
    return Box(box.x, box.y + 4, box.width - 4, box.height - 3)


def _of_links(links: Sequence[Link], language: Language) -> Iterator[Entry]:
    run = line((1, 8.5), (_SIGN - 1, 8.5))
    for kind in dict.fromkeys(link.kind for link in links if not link.suspect):
        colour = colour_of(kind, suspect=False)
        sign = stroke(run.shortened(6).path, colour, dashes=pattern(kind, suspect=False)) + arrow(run, colour)
        yield Entry(sign, edge_word(kind, language))
    if any(link.suspect for link in links):
        sign = stroke(run.shortened(6).path, SUSPECT_STROKE, dashes=pattern("see", suspect=True))
        question = text("?", (_SIGN / 2, 7), SIZE, bold=True, anchor="middle", fill=SUSPECT_STROKE)
        yield Entry(sign + arrow(run, SUSPECT_STROKE) + question, f"? = {phrases.SUSPECT.say(language)}")
