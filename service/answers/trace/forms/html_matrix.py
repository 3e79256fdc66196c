"""A matrix as an HTML table: real heads, empty cells where nothing refers, links to what is counted. Is no page.

The diagonal is hatched and says what it is; blocks have a thick border and are told in the caption. Classes are those
of the style sheet of the pages.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from markupsafe import Markup

from ontology.language import Language
from service.answers.trace.answer import Answer, Matrix, Node
from service.answers.trace.forms import phrases
from service.answers.trace.forms.naming import briefly, is_only_named, said, said_apart
from service.answers.trace.forms.squares import Sides, shade, sides

MOST_HEADS: Final = 300
"""Rows of a table on a page: of more, a browser is busy for seconds with cells that nobody looks through."""

Link = Callable[[Node, Node], str]
"""The address of the references from what stands in a row to what stands in a column."""

_CELL: Final = Markup('<td class="{classes}">{content}</td>')
_COUNT: Final = Markup('<a href="{href}" aria-label="{label}" title="{label}">{count}</a>')
_HEAD: Final = Markup('<th scope="{scope}"{named}><abbr title="{full}">{short}</abbr></th>')
_ROW_HEAD: Final = Markup('<th scope="row"{named}><a href="{href}">{full}</a></th>')
_NAMED: Final = Markup(' class="named"')


def fits_page(matrix: Matrix) -> bool:
    """Whether a page shows the table of a matrix."""
    return len(matrix.heads) <= MOST_HEADS


def matrix_table(answer: Answer, language: Language, link: Link, home: Callable[[Node], str]) -> Iterator[Markup]:
    """The table in pieces, a row each; `home` gives the address of a node.

    Raises:
        ValueError: the answer has no matrix.
    """
    matrix = answer.matrix
    if matrix is None:
        raise ValueError(f"the answer to {answer.question!r} has no matrix; ask for one with /v1/trace/matrix")
    names = said_apart(matrix.heads, answer, language)
    yield Markup('<table class="matrix">\n<caption>{}</caption>\n').format(_caption(answer, matrix, language))
    yield Markup("<thead>\n<tr><td></td>")
    for node, name in zip(matrix.heads, names, strict=True):
        yield _HEAD.format(scope="col", named=_NAMED if is_only_named(node) else "", full=name, short=briefly(node))
    yield Markup("</tr>\n</thead>\n<tbody>\n")
    most = max(matrix.cells.values(), default=0)
    for row, node in enumerate(matrix.heads):
        yield Markup("<tr>")
        yield _ROW_HEAD.format(named=_NAMED if is_only_named(node) else "", href=home(node), full=names[row])
        yield from (_cell(matrix, (row, column), most, language, link) for column in range(len(names)))
        yield Markup("</tr>\n")
    yield Markup("</tbody>\n</table>\n")


def _caption(answer: Answer, matrix: Matrix, language: Language) -> Markup:
    told = [phrases.MATRIX_READING.say(language), *([phrases.BLOCKS.say(language)] if matrix.blocks else [])]
    caution = answer.caution.say(language) if answer.caution else ""
    lead = Markup("<strong>{}</strong> ").format(caution) if caution else ""
    return Markup("{}{}. {}").format(lead, answer.title.say(language), " ".join(told))


def _cell(matrix: Matrix, place: tuple[int, int], most: int, language: Language, link: Link) -> Markup:
    row, column = place
    count = matrix.cells.get(place, 0)
    classes = " ".join(_classes(count, most, sides(matrix.blocks, row, column), on_diagonal=row == column))
    if not count:
        return _CELL.format(classes=classes, content="") if classes else Markup("<td></td>")
    source, target = matrix.heads[row], matrix.heads[column]
    counted = phrases.REFERENCES.say(count, language)
    ends = {name: _in_a_sentence(node, language) for name, node in (("row", source), ("column", target))}
    label = phrases.REFERS_TO.say(language, count=counted, **ends)
    return _CELL.format(classes=classes, content=_COUNT.format(href=link(source, target), label=label, count=count))


def _in_a_sentence(node: Node, language: Language) -> str:
    """A goal by its number, which says enough; a programme by its number and name."""
    return said(replace(node, name="") if node.kind == "goal" and node.number else node, language)


def _classes(count: int, most: int, thick: Sides, *, on_diagonal: bool) -> Iterator[str]:
    if on_diagonal:
        yield "self"
    if count:
        yield f"count shade-{shade(count, most)}"
    yield from (f"block-{name}" for name, is_thick in zip(Sides._fields, thick, strict=True) if is_thick)
