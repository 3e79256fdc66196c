"""Lists: the items under a heading, with or without bullets, and the words that lead up to them."""

import msgspec

from ingest.read.record import Item, Span
from ingest.read.text import BULLET, Line, lines


class ItemList(msgspec.Struct, frozen=True):
    """A list as it stands.

    `lead` are the lines before its first bullet, `loose` lines that follow an item, `bare_bullets` bullets on a line of
    their own.
    """

    lead: tuple[Line, ...]
    items: tuple[Item, ...]
    loose: tuple[Line, ...]
    bare_bullets: tuple[Line, ...]


def read_list(text: str, span: Span) -> ItemList:
    """The list in a span.

    A line without a bullet goes on with the item before it unless a blank line parts them; a bullet that stands alone
    belongs to the line that follows.
    """
    lead: list[Line] = []
    loose: list[Line] = []
    items: list[Span] = []
    bare: list[Line] = []
    awaited = False
    for line in _lines_in(text, span):
        bullet = BULLET.match(line.text)
        if bullet and bullet.end() == len(line.text):
            bare.append(line)
            awaited = True
            continue
        if bullet or awaited:
            items.append(Span(line.start + (bullet.end() if bullet else 0), line.end))
        elif items and text.count("\n", items[-1].end, line.start) <= 1:
            items[-1] = Span(items[-1].start, line.end)
        else:
            (loose if items else lead).append(line)
        awaited = False
    return ItemList(tuple(lead), tuple(item_at(text, item) for item in items), tuple(loose), tuple(bare))


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
