"""Marks on a text: which stretches are highlighted, nested and split so that each can be an element of a page.

Pure: works on code points and knows neither HTML nor what a mark means.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text from `start` up to `end`, of one kind, for one or more things that have this stretch."""

    start: int
    end: int
    kind: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text: bare (`mark` None, no parts), or a mark, or a piece of one, with its parts.

    The parts of a marked segment cover it without a gap. `first` tells the piece with which its mark begins.
    """

    start: int
    end: int
    text: str
    mark: Mark | None = None
    first: bool = True
    parts: tuple["Segment", ...] = field(default=())


def merge_marks(marks: Iterable[Mark]) -> list[Mark]:
    """Marks of one kind on just the same stretch as one mark for all their things, in the order of the text."""
    found: dict[tuple[int, int, str], list[str]] = {}
    for mark in marks:
        keys = found.setdefault((mark.start, mark.end, mark.kind), [])
        keys.extend(key for key in mark.keys if key not in keys)
    merged = (Mark(start, end, kind, tuple(keys)) for (start, end, kind), keys in found.items())
    return sorted(merged, key=_outermost_first)


def split(text: str, start: int, end: int, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """The stretch of a text as segments that concatenate to it; marks are clipped to the stretch.

    A mark that crosses the end of another is cut there, so that the segments nest as elements must.
    """
    clipped = [
        (max(mark.start, start), min(mark.end, end), mark)
        for mark in sorted(marks, key=_outermost_first)
        if mark.start < end and mark.end > start and mark.start < mark.end
    ]
    return tuple(_segments(text, start, end, clipped))


def quote(sentence: str, exact: str, offset: int | None = None) -> tuple[str, str, str]:
    """A sentence cut at the words it is quoted for: what comes before, the words, what follows.

    `offset` is where in the sentence the words begin, where that is known; else their first occurrence is taken. Where
    they do not occur, everything stands before.
    """
    begin = offset if offset is not None and sentence[offset:].startswith(exact) else sentence.find(exact)
    if begin < 0:
        return sentence, "", ""
    return sentence[:begin], exact, sentence[begin + len(exact) :]


_Piece = tuple[int, int, Mark]


def _segments(text: str, start: int, end: int, pieces: Sequence[_Piece]) -> Iterator[Segment]:
    """Segments of `start` to `end`; `pieces` are sorted by begin, longest first, and lie within it."""
    at = start
    queue = list(pieces)
    while queue:
        begin, stop, mark = queue.pop(0)
        if begin > at:
            yield Segment(at, begin, text[at:begin])
        inner = [(piece[0], min(piece[1], stop), piece[2]) for piece in queue if piece[0] < stop]
        crossing = [(stop, piece[1], piece[2]) for piece in queue if piece[0] < stop < piece[1]]
        parts = tuple(_segments(text, begin, stop, sorted(inner, key=_outermost_piece)))
        yield Segment(begin, stop, text[begin:stop], mark, begin == mark.start, parts)
        later = [piece for piece in queue if piece[0] >= stop]
        queue = sorted([*crossing, *later], key=_outermost_piece)
        at = stop
    if at < end:
        yield Segment(at, end, text[at:end])


def _outermost_first(mark: Mark) -> tuple[int, int, str]:
    return mark.start, -mark.end, mark.kind


def _outermost_piece(piece: _Piece) -> tuple[int, int, str]:
    begin, stop, mark = piece
    return begin, -stop, mark.kind
