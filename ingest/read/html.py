"""The text that an HTML page shows: one block a line, as a text rendering of the page has it. Knows no words.

Blocks are parted by a blank line; lines of one block (`<br>`) and items of one list follow each other. What nobody
reads as text (scripts, styles, navigation, controls of forms, what is hidden) is left out by the kind of its element;
all other noise stays, for the reader to judge by its words.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
from turbohtml import Element, Node, Text, parse

from ingest.read.encoding import clean
from ingest.read.span import Span

FIRST_TAGS: Final = "html|head|body|div|table|main|section|article|header|nav|form|h[1-6]|p|ul|ol|span|meta|title|link"
MARKUP: Final = re.compile(rf"\s*+<(?:!--|!doctype\b|\?xml\b|(?:{FIRST_TAGS}|script|style)[\s/>])", re.IGNORECASE)
SPACE: Final = re.compile(r"[ \t\n\r\f]+")
UNEVEN: Final = ("\n", "  ", "\t", "\r", "\f")  # one of these is in whatever white space is not a single space
DROPPED: Final = frozenset(
    {"applet", "area", "audio", "button", "canvas", "datalist", "dialog", "embed", "frame", "frameset", "head",
     "iframe", "input", "label", "map", "math", "menu", "meter", "nav", "noframes", "noscript", "object",
     "optgroup", "option", "output", "progress", "rp", "rt", "script", "select", "style", "svg", "template",
     "textarea", "title", "video"}
)  # fmt: skip
DROPPED_ROLES: Final = frozenset(
    {"alertdialog", "dialog", "menu", "menubar", "navigation", "search", "tablist", "toolbar", "tooltip"}
)
BLOCKS: Final = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl",
     "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html", "legend", "li",
     "listing", "main", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th",
     "thead", "tr", "ul", "xmp"}
)  # fmt: skip
# An item that holds one of these is no item of a list of words, but a part of the page that is laid out as a list.
FLOW: Final = frozenset({"article", "h1", "h2", "h3", "h4", "h5", "h6", "section", "table"})
SHOWN: Final = BLOCKS | FLOW  # as blocks
LISTS: Final = frozenset({"dir", "ol", "ul"})
LINES: Final = frozenset({"listing", "pre", "xmp"})
MARKED: Final = LISTS | LINES | FLOW | {"li"}  # blocks that change how the lines within them are written
HIDDEN: Final = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
SHOWN_AS_BLOCK: Final = re.compile(
    r"display\s{0,9}:\s{0,9}(?:block|flex|grid|table|list-item)|float\s{0,9}:", re.IGNORECASE
)
CRUMBS: Final = re.compile(r"breadcrumb|kruimel", re.IGNORECASE)  # this navigation says where the page belongs
COUNT: Final = re.compile(r"[0-9]{1,4}")
BULLETS: Final = re.compile(r"[•·▪◦‣*–-]\s+")
LETTERS: Final = 26
LONG: Final = 80  # characters: a paragraph of so many does not come twice by chance, a cell or a heading may
MOST_LINES: Final = 100_000  # real pages have some hundreds
LONGEST_REPEAT: Final = 400  # blocks; comparing longer ones would cost more than reading them twice


class Block(msgspec.Struct, frozen=True):
    """A line of the text, and the element that it comes from as a span of the markup.

    `source` is None where the markup does not say where the element ends.
    """

    start: int
    end: int
    source: Span | None


class Rendered(msgspec.Struct, frozen=True):
    """The text of a page and its blocks in order; offsets in the source count code points of the markup."""

    text: str
    blocks: tuple[Block, ...]


class TooManyLinesError(Exception):
    """A page shows more lines than any page that people read."""


def is_markup(text: str) -> bool:
    """Whether a text is HTML: it begins with a tag, a comment or a declaration of it."""
    return MARKUP.match(text) is not None


def render(markup: str) -> Rendered:
    """What a page shows. Time and memory grow no faster than the markup.

    Raises:
        TooManyLinesError: it shows more than `MOST_LINES`.
    """
    text: list[str] = []
    blocks: list[Block] = []
    position = 0
    for line in _lines(parse(markup, source_locations=True)):
        position += len(line.gap) if text else 0
        text += [line.gap, line.text] if text else [line.text]
        blocks.append(Block(position, position + len(line.text), _source(line.element)))
        position += len(line.text)
    return Rendered("".join(text), tuple(blocks))


def shown_text(markup: str) -> str:
    """The text of `render` alone, without the places of its blocks; the page is parsed and walked the same way.

    Raises:
        TooManyLinesError: it shows more than `MOST_LINES`.
    """
    text = [piece for line in _lines(parse(markup, positions=False)) for piece in (line.gap, line.text)]
    return "".join(text[1:])


def _lines(root: Node) -> Iterator["_Line"]:
    """The lines that a page shows."""
    writer = _Writer()
    _walk(root, writer)
    writer.part()
    return _without_repeats(writer.lines)


class _Line(msgspec.Struct, frozen=True):
    """A line with what parts it from the line before, and the element that it stands in."""

    gap: str
    text: str
    element: Element | None


class _Item:
    """An item of a list: the bullet that is still to be written, and whether it holds a part of the page."""

    __slots__ = ("depth", "flow", "mark")

    def __init__(self, mark: str, depth: int) -> None:
        self.mark: str | None = mark
        self.depth = depth
        self.flow = False


class _List:
    """A list: the outermost list that it belongs to, the number of its next item, and the form of the numbers.

    The items of crumbs have no bullets.
    """

    __slots__ = ("crumbs", "following", "lettered", "outermost")

    def __init__(self, element: Element, outermost: int) -> None:
        ordered = element.tag == "ol"
        self.outermost = outermost
        self.following: int | None = (_count(element, "start") or 1) if ordered else None
        self.lettered = ordered and element.attr("type") in {"A", "a"}
        self.crumbs = any(
            isinstance(one, Element) and one.attrs and _holds_crumbs(one) for one in (element, element.parent)
        )

    def mark(self, element: Element) -> str:
        """The bullet of the next item."""
        if self.following is None:
            return "•"
        number = _count(element, "value") or self.following
        self.following = number + 1
        return f"{chr(ord('A') + number - 1) if self.lettered and number <= LETTERS else number}."


class _Writer:
    """Gathers the lines of a page while its tree is walked."""

    __slots__ = ("broken", "elements", "items", "lines", "list_before", "lists", "opened", "pieces", "preformatted")

    def __init__(self) -> None:
        self.lines: list[_Line] = []
        self.pieces: list[str] = []
        self.elements: list[Element] = []
        self.items: list[_Item] = []
        self.lists: list[_List] = []
        self.opened = 0  # outermost lists so far
        self.list_before: int | None = None  # the outermost list of the last line
        self.broken = False  # whether the last line ended within its block
        self.preformatted = 0

    def add(self, text: str) -> None:
        """More of the line in hand."""
        if not self.preformatted:
            if self.pieces or not text.isspace():  # most often what stands between two blocks of the markup
                self.pieces.append(text)
            return
        first, *rest = text.split("\n")
        self.pieces.append(first)
        for line in rest:
            self.break_line()
            self.pieces.append(line)

    def break_line(self) -> None:
        """End the line in hand; its block goes on, unless nothing stands on the line."""
        self.broken = bool(self.pieces) and self._write()

    def part(self) -> None:
        """End the line in hand and its block."""
        if self.pieces:
            self._write()
        self.broken = False

    def open(self, element: Element, tag: str) -> None:
        """Begin a block element; its tag is asked for once, since each time it costs a string."""
        self.part()
        self.elements.append(element)
        if tag not in MARKED:
            return
        if tag in LISTS:
            self.lists.append(_List(element, self._outermost()))
        elif tag == "li":
            self.items.append(_Item(self.lists[-1].mark(element) if self.lists else "•", self._depth() + 1))
            self.items[-1].flow = bool(self.lists) and self.lists[-1].crumbs
        elif tag in FLOW and self.items:
            self.items[-1].flow = True
        elif tag in LINES:
            self.preformatted += 1

    def close(self) -> None:
        """End the block element that began last."""
        self.part()
        tag = self.elements.pop().tag
        if tag not in MARKED:
            return
        if tag in LISTS:
            self.lists.pop()
        elif tag == "li":
            self.items.pop()
        elif tag in LINES:
            self.preformatted -= 1

    def _outermost(self) -> int:
        """The outermost list of a list that begins: that of the item it stands in, else the list itself."""
        if self._depth() and self.lists:
            return self.lists[-1].outermost
        self.opened += 1
        return self.opened

    def _depth(self) -> int:
        """How deep the lists go, counted from the last item that holds a part of the page."""
        return self.items[-1].depth if self.items and not self.items[-1].flow else 0

    def _write(self) -> bool:
        """Write the line in hand; False where nothing stands on it."""
        text = clean("".join(self.pieces)).strip()
        self.pieces.clear()
        if not self.preformatted and any(space in text for space in UNEVEN):
            text = SPACE.sub(" ", text)
        if not text:
            return False
        if len(self.lines) == MOST_LINES:
            raise TooManyLinesError
        now = (self.lists[-1].outermost if self.lists else 0) if self._depth() else None
        gap = "\n" if self.broken or (now is not None and now == self.list_before) else "\n\n"
        self.lines.append(_Line(gap, self._bulleted(text), self.elements[-1] if self.elements else None))
        self.list_before = now
        return True

    def _bulleted(self, text: str) -> str:
        if not self._depth():
            return text
        item = self.items[-1]
        indent, mark, item.mark = "  " * item.depth, item.mark, None
        if mark is None:
            return f"{indent}  {text}"
        bullet = BULLETS.match(text)
        return f"{indent}{mark} {text[bullet.end() :] if bullet else text}"


def _walk(root: Node, writer: _Writer) -> None:
    """Show a tree to a writer, in order; without recursion, since pages can be as deep as they like."""
    waiting: list[Node | None] = [root]  # None where the block ends that began last
    while waiting:
        node = waiting.pop()
        if node is None:
            writer.close()
        elif isinstance(node, Text):
            writer.add(node.data)
        elif not isinstance(node, Element):
            waiting += node.children[::-1]
        elif (tag := node.tag) == "br":
            writer.break_line()
        elif not _is_left_out(node, tag):
            if tag in SHOWN or _is_styled_block(node):
                writer.open(node, tag)
                waiting.append(None)
            waiting += node.children[::-1]


def _is_left_out(element: Element, tag: str) -> bool:
    if tag in DROPPED:
        return not (tag == "nav" and _holds_crumbs(element))
    attributes = element.attrs
    if not attributes:
        return False
    if "hidden" in attributes or element.attr("aria-hidden") == "true" or element.attr("role") in DROPPED_ROLES:
        return not _holds_crumbs(element)
    return "style" in attributes and HIDDEN.search(element.attr("style") or "") is not None


def _holds_crumbs(element: Element) -> bool:
    return any(CRUMBS.search(element.attr(name) or "") for name in ("class", "id", "aria-label"))


def _is_styled_block(element: Element) -> bool:
    """Whether an element that is none by its tag is shown as a block."""
    return "style" in element.attrs and SHOWN_AS_BLOCK.search(element.attr("style") or "") is not None


def _count(element: Element, name: str) -> int | None:
    """A number in an attribute; None where it has none."""
    value = element.attr(name) or ""
    return int(value) if COUNT.fullmatch(value) else None


def _source(element: Element | None) -> Span | None:
    location = element.source_location if element is not None else None
    if location is None or location.end_tag is None:
        return None
    return Span(location.start_tag.start_offset, location.end_tag.end_offset)


def _without_repeats(lines: Sequence[_Line]) -> Iterator[_Line]:
    """Lines without the second of two equal stretches that follow each other, as portals print blocks for two screens.

    Only a stretch that holds a long line counts: short ones come twice by nature.
    """
    repeated = bytearray(len(lines))
    last: dict[str, int] = {}
    for index, line in enumerate(lines):
        if len(line.text) < LONG:
            continue
        before = last.get(line.text)
        last[line.text] = index
        if not repeated[index] and before is not None and index - before <= LONGEST_REPEAT:
            stretch = _repeat(lines, repeated, before, index)
            repeated[stretch.start : stretch.end] = b"\1" * (stretch.end - stretch.start)
    return (line for line, twice in zip(lines, repeated, strict=True) if not twice)


def _repeat(lines: Sequence[_Line], repeated: Sequence[int], before: int, index: int) -> Span:
    """The stretch around `index` that repeats the lines just before it; empty where it does not."""
    width = index - before
    start = end = index
    while start > max(before + 1, width) and not repeated[start - 1]:
        if lines[start - 1].text != lines[start - 1 - width].text:
            break
        start -= 1
    while end < min(len(lines), start + width) and lines[end].text == lines[end - width].text:
        end += 1
    return Span(start, end) if end - start == width else Span(index, index)
