"""Words that differ between two texts, as stretches with their offsets in both. Knows no document."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz.distance import Indel

# 2.2.1, 1.250,50, wijken, a comma, a space
_TOKEN: Final = re.compile(r"\d+(?:[.,]\d+)+|\w+|[^\w\s]|\s+")
_CRUMB: Final = 6  # what two changes have between them that is so much shorter than either is read as part of them
_MOST_LETTERS: Final = 4  # a lone "de" that two changes have between them tells nobody anything


class Part(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    GONE = "gone"
    CAME = "came"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text that both have, only the earlier, or only the later; offsets are 0-based code points of each.

    Of one that came the offsets before are the place where it came, and the other way round.
    """

    part: Part
    text: str
    before_start: int
    before_end: int
    after_start: int
    after_end: int


@dataclass(frozen=True, slots=True)
class _Run:
    """As many tokens of both texts, the same or not."""

    before: tuple[int, int]
    after: tuple[int, int]
    is_same: bool

    @property
    def size(self) -> int:
        """How many tokens it has, on the side that has the most."""
        return max(self.before[1] - self.before[0], self.after[1] - self.after[0])


def changed_words(before: str, after: str) -> tuple[Stretch, ...]:
    """The stretches of two texts in their order: joined, those that are not gone give the later text."""
    first, second = _TOKEN.findall(before), _TOKEN.findall(after)
    runs = _joined(_trimmed(_without_crumbs(_runs(first, second), first), first, second))
    places = _offsets(first), _offsets(second)
    found: list[Stretch] = []
    for run in runs:
        a, b = (places[0][index] for index in run.before)
        c, d = (places[1][index] for index in run.after)
        if run.is_same:
            found.append(Stretch(Part.SAME, before[a:b], a, b, c, d))
            continue
        if a < b:
            found.append(Stretch(Part.GONE, before[a:b], a, b, c, c))
        if c < d:
            found.append(Stretch(Part.CAME, after[c:d], b, b, c, d))
    return tuple(found)


def likeness(before: str, after: str) -> float:
    """How much of two texts is the same, by words: from 0 to 1."""
    return Indel.normalized_similarity(_words(before), _words(after))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(first: list[str], second: list[str]) -> list[_Run]:
    """Runs of tokens that are the same, and between them those that differ on both sides."""
    same = (
        (code.src_start, code.src_end, code.dest_start, code.dest_end)
        for code in Indel.opcodes(first, second)
        if code.tag == "equal"
    )
    runs: list[_Run] = []
    a = c = 0
    for begin, end, other_begin, other_end in (*same, (len(first), len(first), len(second), len(second))):
        if a < begin or c < other_begin:
            runs.append(_Run((a, begin), (c, other_begin), is_same=False))
        if begin < end:
            runs.append(_Run((begin, end), (other_begin, other_end), is_same=True))
        a, c = end, other_end
    return runs


def _without_crumbs(runs: list[_Run], tokens: list[str]) -> list[_Run]:
    """Changes with next to nothing between them as one, so that people read phrases and not scattered words."""
    found: list[_Run] = []
    for place, run in enumerate(runs):
        is_between = run.is_same and 0 < place < len(runs) - 1
        letters = sum(len(token) for token in tokens[run.before[0] : run.before[1]] if token.strip())
        is_crumb = is_between and (letters <= _MOST_LETTERS or _is_small(run, runs[place - 1], runs[place + 1]))
        found.append(_Run(run.before, run.after, is_same=run.is_same and not is_crumb))
    return _joined(found)


def _is_small(run: _Run, before: _Run, after: _Run) -> bool:
    """Whether what is the same is far smaller than the changes on both of its sides."""
    return run.size * _CRUMB <= min(before.size, after.size)


def _trimmed(runs: Iterable[_Run], first: Sequence[str], second: Sequence[str]) -> Iterator[_Run]:
    """Runs of which no change begins or ends with what both texts have there, such as a space."""
    for run in runs:
        (a, b), (c, d) = run.before, run.after
        most = 0 if run.is_same else min(b - a, d - c)
        head = next((size for size in range(most) if first[a + size] != second[c + size]), most)
        rest = most - head
        tail = next((size for size in range(rest) if first[b - 1 - size] != second[d - 1 - size]), rest)
        yield _Run((a, a + head), (c, c + head), is_same=True)
        yield _Run((a + head, b - tail), (c + head, d - tail), is_same=run.is_same)
        yield _Run((b - tail, b), (d - tail, d), is_same=True)


def _joined(runs: Iterable[_Run]) -> list[_Run]:
    """Runs without those of nothing, and those of one kind that follow each other as one."""
    found: list[_Run] = []
    for run in runs:
        if run.before[0] == run.before[1] and run.after[0] == run.after[1]:
            continue
        if found and found[-1].is_same == run.is_same:
            last = found.pop()
            found.append(_Run((last.before[0], run.before[1]), (last.after[0], run.after[1]), is_same=run.is_same))
        else:
            found.append(run)
    return found


def _offsets(tokens: list[str]) -> list[int]:
    """Where each token starts, and where the last ends."""
    found = [0]
    for token in tokens:
        found.append(found[-1] + len(token))
    return found
