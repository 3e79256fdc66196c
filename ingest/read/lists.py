"""Lists: the items under a heading, with or without bullets, and the words that lead up to them."""

import msgspec

from ingest.read.record import Item, Span
from ingest.read.text import BULLET, Line, lines


class ItemList(msgspec.Struct, frozen=True):
    """A list as it stands: the lines before its first bullet, its items, and loose lines that follow an item.

    `empty_bullets` hold no words.
    """

    lead: tuple[Line, ...]
    items: tuple[Item, ...]
    loose: tuple[Line, ...]
    empty_bullets: tuple[Span, ...]


def read_list(text: str, span: Span) -> ItemList:
    """The list in a span; a line without a bullet goes on with the item before it unless a blank line parts them."""
    lead: list[Line] = []
    loose: list[Line] = []
    items: list[Span] = []
    empty: list[Span] = []
    for line in _lines_in(text, span):
        bullet = BULLET.match(line.text)
        if bullet and bullet.end() == len(line.text):
            empty.append(line.span)
        elif bullet:
            items.append(Span(line.start + bullet.end(), line.end))
        elif items and not text.count("\n", items[-1].end, line.start) > 1:
            items[-1] = Span(items[-1].start, line.end)
        else:
            (loose if items else lead).append(line)
    return ItemList(tuple(lead), tuple(item_at(text, item) for item in items), tuple(loose), tuple(empty))


def read_lines(text: str, span: Span) -> tuple[Item, ...]:
    """Each line of a span as an item, without its bullet."""
    items = []
    for line in _lines_in(text, span):
        bullet = BULLET.match(line.text)
        start = line.start + (bullet.end() if bullet else 0)
        if start < line.end:
            items.append(item_at(text, Span(start, line.end)))
    return tuple(items)


def item_at(text: str, span: Span) -> Item:
    """What stands at a span, as an item."""
    return Item(text[span.start : span.end], span.start, span.end)


def _lines_in(text: str, span: Span) -> list[Line]:
    return [
        Line(span.start + line.start, span.start + line.end, line.text) for line in lines(text[span.start : span.end])
    ]
