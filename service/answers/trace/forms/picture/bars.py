"""A ranking as the body of a picture: a line for each goal, with bars for how many refer to it and it refers to.

Made of the first table of the answer, which has the order. Is no page yet.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from ontology.language import Language
from service.answers.trace.answer import Answer, Cell
from service.answers.trace.forms import phrases
from service.answers.trace.forms.looks import NODES
from service.answers.trace.forms.naming import said_apart
from service.answers.trace.forms.picture.body import Body
from service.answers.trace.forms.picture.drawing import GROUND, INK, PAPER, QUIET, linked, rectangle, text
from service.answers.trace.forms.picture.geometry import Box
from service.answers.trace.forms.picture.legend import Entry
from service.answers.trace.forms.picture.text import lines_of, width_of

MOST: Final = 40
_BARS: Final = ("referringGoals", "referredGoals")
_IRI: Final = "goalIri"
_PAGE: Final = 900.0
_NAMES: Final = 380.0  # the widest that names are
_ROW: Final = 34.0
_BAR: Final = 11.0
_SIZE: Final = 11.0
_RANK: Final = 30.0
_FIGURE: Final = 40.0
_FILLS: Final = (NODES["goal"].line, PAPER)


def has_bars(answer: Answer) -> bool:
    """Whether an answer has a table that is a ranking of its nodes."""
    keys = {column.key for column in answer.sheets[0].columns} if answer.sheets else set()
    return {*_BARS, _IRI} <= keys and bool(answer.sheets[0].rows)


def draw_bars(answer: Answer, language: Language) -> Body:
    """The ranking of an answer that has one, at most so many of its first rows."""
    sheet = answer.sheets[0]
    keys = [column.key for column in sheet.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in sheet.rows[:MOST]]
    names = _names(answer, rows, language)
    left = min(max(width_of(name, _SIZE) for name in names) + 14, _NAMES) + _RANK
    most = max(max(_count(row, key) for key in _BARS) for row in rows)
    scale = (_PAGE - left - _FIGURE) / max(most, 1)
    first = answer.parameters.get("offset")
    begin = first if isinstance(first, int) else 0
    drawn = [rectangle(Box(left, -4, 1, len(rows) * _ROW), GROUND, QUIET, width=0)]
    for place, (row, name) in enumerate(zip(rows, names, strict=True)):
        inner = "".join(_row(row, name, begin + place + 1, (left, scale), place * _ROW))
        title = phrases.RANKED.say(language, rank=begin + place + 1, what=name)
        drawn.append(linked(str(row[_IRI]), inner, title, "bar"))
    heads = {column.key: column.head.say(language) for column in sheet.columns}
    legend = [_entry(heads[key], place) for place, key in enumerate(_BARS)]
    if len(sheet.rows) > len(rows):
        part, whole = (phrases.ROW_COUNT.say(count, language) for count in (len(rows), len(sheet.rows)))
        legend.append(Entry("", phrases.DRAWN_PART.say(language, drawn=part, all=whole)))
    return Body("".join(drawn), (_PAGE, len(rows) * _ROW), legend)


def _names(answer: Answer, rows: list[dict[str, Cell]], language: Language) -> list[str]:
    nodes = {node.iri: node for node in answer.graph.nodes}
    found = [nodes[str(row[_IRI])] for row in rows if str(row[_IRI]) in nodes]
    told = dict(zip((node.iri for node in found), said_apart(found, answer, language), strict=True))
    return [told.get(str(row[_IRI]), str(row[_IRI])) for row in rows]


def _row(row: Mapping[str, Cell], name: str, rank: int, at: tuple[float, float], y: float) -> Iterator[str]:
    left, scale = at
    yield text(f"{rank}.", (_RANK - 8, y + 16), _SIZE, bold=True, anchor="end")
    for line in lines_of(name, left - _RANK - 8, _SIZE, most=1):
        yield text(line, (_RANK, y + 16), _SIZE)
    for place, key in enumerate(_BARS):
        count, top = _count(row, key), y + place * (_BAR + 2)
        if count:
            yield rectangle(Box(left, top, count * scale, _BAR), _FILLS[place], NODES["goal"].line)
        yield text(str(count), (left + count * scale + 6, top + 9.5), 10, bold=not place, fill=QUIET if place else INK)


def _count(row: Mapping[str, Cell], key: str) -> int:
    found = row[key]
    return found if isinstance(found, int) else 0


def _entry(head: str, place: int) -> Entry:
    return Entry(rectangle(Box(2, 3, 30, _BAR), _FILLS[place], NODES["goal"].line), head)
