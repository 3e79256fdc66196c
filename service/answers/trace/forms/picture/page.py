"""The page around a picture: its title, what may be missing, the legend, and where it comes from. Draws no node.

Text that people who don't see the picture need stands in `title` and `desc` (SVG 1.1, section 5.4).
"""

from collections.abc import Iterator, Sequence
from typing import Final

from ontology.language import Language
from service.answers.trace.answer import Answer
from service.answers.trace.forms import phrases
from service.answers.trace.forms.frame import Frame
from service.answers.trace.forms.phrases import coverage_sentence
from service.answers.trace.forms.picture.drawing import FONTS, GROUND, PAPER, QUIET, rectangle, text
from service.answers.trace.forms.picture.geometry import Box, number
from service.answers.trace.forms.picture.legend import Entry, draw_legend
from service.answers.trace.forms.picture.text import lines_of, shown
from service.answers.trace.forms.xml_writing import DECLARATION, attribute, content

MARGIN: Final = 28.0
_LEAST_WIDTH: Final = 640.0
_TITLE_SIZE: Final = 18.0
_ABOUT_SIZE: Final = 12.0
_WARNING_SIZE: Final = 12.0
_SMALL_SIZE: Final = 10.0
_MOST_TITLES: Final = 4
_MOST_FOOT: Final = 12  # lines: an address that is cut leads nowhere
_WARNING_FILL: Final = "#fdf0cf"
_WARNING_LINE: Final = "#8a6100"


def page(answer: Answer, frame: Frame, body: str, size: tuple[float, float], legend: Sequence[Entry]) -> Iterator[str]:
    """A whole picture; `body` is drawn in a box of `size` at the origin."""
    room = max(size[0], _LEAST_WIDTH)
    above, top = _head(answer, frame, room)
    left = MARGIN + (room - size[0]) / 2
    below = top + size[1] + 26
    explained, high = draw_legend(legend, room, (MARGIN, below))
    foot, bottom = _foot(answer, frame, room, below + high + 16)
    width, height = room + 2 * MARGIN, bottom + MARGIN - 8
    yield DECLARATION + _root(answer, width, height)
    yield f"<title>{content(shown(answer.title.say(frame.language)))}</title>\n"
    yield f"<desc>{content(shown(' '.join(_described(answer, frame))))}</desc>\n"
    yield rectangle(Box(0, 0, width, height), PAPER, PAPER, width=0)
    yield above
    yield f'<g transform="translate({number(left)} {number(top)})">\n{body}</g>\n'
    yield explained + foot + "</svg>\n"


def _root(answer: Answer, width: float, height: float) -> str:
    name = attribute(shown(answer.question))
    wide, high = number(width), number(height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        f'role="img" data-question={name} font-family={attribute(FONTS)}>\n'
    )


def _described(answer: Answer, frame: Frame) -> Iterator[str]:
    """What stands in the picture, in words: what may be missing first."""
    language = frame.language
    if answer.caution:
        yield answer.caution.say(language)
    nodes, edges = answer.graph.nodes, answer.graph.edges
    yield f"{phrases.NODE_COUNT.say(len(nodes), language)}, {phrases.EDGE_COUNT.say(len(edges), language)}."
    yield f"{phrases.COVERAGE.say(language)}: {coverage_sentence(frame.coverage, language)}."
    yield f"{phrases.RELEASE.say(language)} {answer.release}."
    if answer.cut:
        yield answer.cut.say(language)


def _head(answer: Answer, frame: Frame, room: float) -> tuple[str, float]:
    """The title and what may be missing, and the y below it."""
    y = MARGIN + 6
    drawn: list[str] = []
    for line in lines_of(answer.title.say(frame.language), room, _TITLE_SIZE, most=3, bold=True):
        y += 18
        drawn.append(text(line, (MARGIN, y), _TITLE_SIZE, bold=True))
        y += 5
    for line in lines_of(_about(answer, frame.language), room, _ABOUT_SIZE, most=3):
        y += 16
        drawn.append(text(line, (MARGIN, y), _ABOUT_SIZE, fill=QUIET))
    y += 6
    for warning in (answer.caution, answer.cut):
        if warning:
            box, high = _warning(warning.say(frame.language), room, y + 8)
            drawn.append(box)
            y += 8 + high
    return "".join(drawn), y + 22


def _about(answer: Answer, language: Language) -> str:
    """The documents and the release that a picture is of."""
    paths = [document.path for document in answer.documents]
    named = [f"{one.document} ({one.organisation})" for one in map(answer.titles.get, paths) if one]
    told = [*(named or paths)[:_MOST_TITLES], *(["…"] if len(paths) > _MOST_TITLES else [])]
    release = f"{phrases.RELEASE.say(language).lower()} {answer.release}"
    return f"{', '.join(told)} · {release}" if told else release


def _warning(said: str, room: float, y: float) -> tuple[str, float]:
    lines = lines_of(said, room - 28, _WARNING_SIZE, most=5)
    high = 16.0 * len(lines) + 12
    drawn = rectangle(Box(MARGIN, y, room, high), _WARNING_FILL, _WARNING_FILL, width=0)
    drawn += rectangle(Box(MARGIN, y, 5, high), _WARNING_LINE, _WARNING_LINE, width=0)
    for index, line in enumerate(lines):
        drawn += text(line, (MARGIN + 16, y + 18 + 16 * index), _WARNING_SIZE)
    return drawn, high


def _foot(answer: Answer, frame: Frame, room: float, y: float) -> tuple[str, float]:
    """Coverage, release and where the answer can be asked for again, and the y below it."""
    language = frame.language
    coverage = f"{phrases.COVERAGE.say(language)}: {coverage_sentence(frame.coverage, language)}"
    source = f"doelgraaf, {phrases.RELEASE.say(language).lower()} {answer.release} · {coverage}"
    drawn = rectangle(Box(MARGIN, y - 8, room, 1), GROUND, GROUND, width=1)
    for said in (source, frame.address):
        for line in lines_of(said, room, _SMALL_SIZE, most=_MOST_FOOT):
            y += 13
            drawn += text(line, (MARGIN, y), _SMALL_SIZE, fill=QUIET)
    return drawn, y
