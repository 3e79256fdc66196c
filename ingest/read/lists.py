"""Lists: the items under a heading, with or without bullets, and the words that lead up to them.

An item of a list within a list is an item of its own, one level deeper; it belongs to the nearest item before it of a
lower level. Its words are not those of that item: no stretch of the page is in two items.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from types import MappingProxyType
from typing import Final

import msgspec

from ingest.read.record import Item
from ingest.read.span import Span
from ingest.read.text import BULLET, Line, lines

RANKS: Final = MappingProxyType(
    {"•": 0, "o": 1, "◦": 1, "▪": 2}
)  # the bullets that word processors put within each other
FIGURES: Final = re.compile("[0-9]{1,2}")  # of a bullet: 12.
LETTER: Final = re.compile(r"[A-Za-z](?=[.)])")  # of a bullet: a)
SUBHEAD: Final = re.compile(r"[A-ZÀ-Þ0-9‘“\"'][^\n]{0,98}[^\s.,;!?]")  # Voor jongeren; Voor jongeren:


class ItemList(msgspec.Struct, frozen=True):
    """A list as it stands.

    `lead` are the lines before its first bullet, `subheads` short lines between items that lead up to the next ones,
    `loose` other lines that follow an item, `bare_bullets` bullets on a line of their own.
    """

    lead: tuple[Line, ...]
    items: tuple[Item, ...]
    loose: tuple[Line, ...]
    bare_bullets: tuple[Line, ...]
    subheads: tuple[Line, ...] = ()


class _Bullet(msgspec.Struct, frozen=True):
    """Where a bullet stands on its line, and of what kind it is."""

    indent: int
    kind: str


def read_list(text: str, span: Span) -> ItemList:
    """The list in a span; `list_of` says how it is read."""
    return list_of(text, _lines_in(text, span))


def list_of(text: str, found: Sequence[Line]) -> ItemList:
    """The list in some lines of a section.

    A line without a bullet goes on with the item before it, unless a blank line parts them and it stands no deeper
    than the bullet; a bullet that stands alone belongs to the line that follows.
    """
    reading = _Reading(text)
    for line, following in zip_longest(found, found[1:]):
        bullet = BULLET.match(line.text)
        if bullet and bullet.end() == len(line.text):
            reading.bare.append((line, bullet))
        elif bullet:
            reading.begin(line, bullet, Span(line.start + bullet.end(), line.end))
        elif reading.is_awaited(line):
            reading.begin(*reading.bare[-1], line.span)
        elif reading.is_subhead(line, following):
            reading.subheads.append(line)
        elif reading.goes_on(line):
            reading.items[-1] = Span(reading.items[-1].start, line.end)
        else:
            (reading.loose if reading.items else reading.lead).append(line)
    return reading.result()


def leads_up(lead: Sequence[Line]) -> bool:
    """Whether the lines before the first bullet only lead up to the list: one line with a colon or without a stop."""
    return len(lead) == 1 and (lead[0].text.endswith(":") or SUBHEAD.fullmatch(lead[0].text) is not None)


def each_line(text: str, found: Sequence[Line]) -> tuple[Item, ...]:
    """Each line as an item, without its bullet."""
    items = []
    for line in found:
        bullet = BULLET.match(line.text)
        start = line.start + (bullet.end() if bullet else 0)
        if start < line.end:
            items.append(item_at(text, Span(start, line.end)))
    return tuple(items)


def item_at(text: str, span: Span) -> Item:
    """What stands at a span, as an item."""
    return Item(text[span.start : span.end], span.start, span.end)


def parents(items: Sequence[Item]) -> Iterator[Item | None]:
    """Of each item the one that it belongs to: the nearest before it of a lower level; None on the first level."""
    above: list[Item] = []
    for item in items:
        while above and above[-1].level >= item.level:
            above.pop()
        yield above[-1] if above else None
        above.append(item)


def _lines_in(text: str, span: Span) -> list[Line]:
    return [
        Line(span.start + line.start, span.start + line.end, line.text) for line in lines(text[span.start : span.end])
    ]


class _Reading:
    """A list while it is read, line by line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lead: list[Line] = []
        self.loose: list[Line] = []
        self.bare: list[tuple[Line, re.Match[str]]] = []
        self.subheads: list[Line] = []
        self.items: list[Span] = []
        self._levels: list[int] = []
        self._open: list[_Bullet] = []

    def result(self) -> ItemList:
        items = zip(self.items, self._levels, strict=True)
        return ItemList(
            tuple(self.lead),
            tuple(msgspec.structs.replace(item_at(self.text, item), level=level) for item, level in items),
            tuple(self.loose),
            tuple(line for line, _ in self.bare),
            tuple(self.subheads),
        )

    def begin(self, line: Line, bullet: re.Match[str], words: Span) -> None:
        """A new item, on the level that its bullet shows."""
        found = _Bullet(self._indent(line), _kind(bullet.group().strip()))
        while self._open and self._open[-1].indent > found.indent:
            self._open.pop()
        beside = [level for level, one in enumerate(self._open) if one.indent == found.indent]
        alike = [level for level in beside if self._open[level].kind == found.kind]
        if alike:
            del self._open[alike[-1] :]
        elif beside and not self._begins_within(self._open[-1], found):
            self._open.pop()
        self._open.append(found)
        self.items.append(words)
        self._levels.append(len(self._open) - 1)

    def _begins_within(self, last: _Bullet, found: _Bullet) -> bool:
        """Whether another bullet at the same indent begins a list within: after a colon, or as word processors do."""
        if self.text[self.items[-1].end - 1] == ":":
            return True
        return last.kind in RANKS and found.kind in RANKS and RANKS[last.kind] < RANKS[found.kind]

    def is_awaited(self, line: Line) -> bool:
        """Whether a bullet stands alone on the line just before."""
        return bool(self.bare) and not self._is_apart(self.bare[-1][0].end, line.start)

    def is_subhead(self, line: Line, following: Line | None) -> bool:
        """Whether a line between items is a short one without a stop that leads up to the next bullet."""
        if not self.items or following is None or not BULLET.match(following.text) or not SUBHEAD.fullmatch(line.text):
            return False
        last = self.items[-1]
        apart = self._is_apart(last.end, line.start)
        return apart or line.text.endswith(":") or self.text[last.end - 1] in ".;:!?"

    def goes_on(self, line: Line) -> bool:
        """Whether a line without a bullet belongs to the item before it."""
        if not self.items:
            return False
        return not self._is_apart(self.items[-1].end, line.start) or self._indent(line) > self._open[-1].indent

    def _indent(self, line: Line) -> int:
        return line.start - (self.text.rfind("\n", 0, line.start) + 1)

    def _is_apart(self, end: int, start: int) -> bool:
        """Whether a blank line stands between two places."""
        first = self.text.find("\n", end, start)
        return first >= 0 and self.text.find("\n", first + 1, start) >= 0


def _kind(bullet: str) -> str:
    """What bullets of one list have in common: `1.` for each number with a dot."""
    return LETTER.sub("a", FIGURES.sub("1", bullet))
