"""The words of a hit as people see them: a stretch of its text with marks on what was looked for. Finds nothing.

All places are 0-based code points: marks in the text that is shown, the stretch itself in the text of its page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from service.answers.search.wanted import Term, Wanted
from service.release.search_rows import Piece, SearchRow
from service.release.search_words import Word, words

LENGTH: Final = 240  # characters of a stretch: three lines
_BEFORE: Final = 60  # characters before the first mark
ELLIPSIS: Final = "…"

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with marks, each from its first character to before its end; `start` is its place on the page, if known.

    `is_begun` and `is_ended` are False where the text goes on before or after what is shown.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    start: int | None = None
    is_begun: bool = True
    is_ended: bool = True

    @property
    def places(self) -> tuple[Mark, ...]:
        """Where the marks are in the text of the page; none where that is not known."""
        return () if self.start is None else tuple((self.start + at, self.start + end) for at, end in self.marks)

    @property
    def runs(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, each with whether it is marked."""
        last = 0
        for start, end in self.marks:
            yield self.text[last:start], False
            yield self.text[start:end], True
            last = end
        yield self.text[last:], False


def mark_title(title: str, wanted: Wanted) -> Marked:
    """A title with marks, also on the words of which what was looked for is a piece."""
    pieces = {term.words[0].folded for term in wanted.terms if len(term.words) == 1 and len(term.words[0].folded) > 2}
    found = list(words(title))
    partly = [(word.start, word.end) for word in found if any(piece in word.folded for piece in pieces)]
    return Marked(title, _merged([*_marks(found, wanted.terms), *partly]))


def best_stretch(row: SearchRow, wanted: Wanted) -> Marked | None:
    """The stretch of the texts of a row in which most of what was looked for stands; None where it has no text."""
    pieces = [*row.lead, *row.body]
    if not pieces:
        return None
    stretches = [_stretch(piece, wanted) for piece in pieces]
    return max(stretches, key=lambda one: len({one.text[start:end].casefold() for start, end in one.marks}))


def _stretch(piece: Piece, wanted: Wanted) -> Marked:
    found = list(words(piece.text))
    marks = _merged(_marks(found, wanted.terms))
    start, end = _window(piece.text, found, marks)
    shown = tuple((at - start, until - start) for at, until in marks if start <= at and until <= end)
    placed = None if piece.start is None else piece.start + start
    return Marked(piece.text[start:end], shown, placed, start == 0, end == len(piece.text))


def _window(text: str, found: Sequence[Word], marks: Sequence[Mark]) -> Mark:
    """From where to where a text is shown: whole words, around the place with most marks."""
    if len(text) <= LENGTH:
        return 0, len(text)
    densest = max(
        marks, key=lambda mark: sum(mark[0] <= at < mark[0] + LENGTH - _BEFORE for at, _ in marks), default=(0, 0)
    )
    earliest = max(densest[0] - _BEFORE, 0)
    start = next((word.start for word in found if word.start >= earliest), 0) if earliest else 0
    end = max((word.end for word in found if start < word.end <= start + LENGTH), default=start + LENGTH)
    last = found[-1].end if found else len(text)
    return start, len(text) if end == last else end


def _marks(found: Sequence[Word], terms: Iterable[Term]) -> Iterator[Mark]:
    """Where terms stand in words that follow each other."""
    lemmas = [word.lemma for word in found]
    for term in terms:
        wanted, length = list(term.lemmas), len(term.lemmas)
        for at, lemma in enumerate(lemmas):
            if lemma == wanted[0] and lemmas[at : at + length] == wanted:
                yield found[at].start, found[at + length - 1].end


def _merged(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks in their order, those that overlap as one."""
    merged: list[Mark] = []
    for start, end in sorted(marks):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
