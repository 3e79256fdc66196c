"""Effect hits: the words of a text that name an effect, sentence by sentence.

Weighs the sentences of a text against each other: what explains an advantage that another one names is no second one.
Knows neither what an effect falls on nor why it is there.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from ingest.read.amounts import find_money
from ingest.read.causes import points_back
from ingest.read.changes import changed, moved
from ingest.read.effect_words import Hit, named
from ingest.read.span import Span

ONE_PART: Final = 2  # the bounds of a sentence without a semicolon
PART: Final = re.compile(r";\s")
BACK: Final = re.compile(r"(?:dit|dat|deze|hiervan|daarvan|waarvan|de|het\s+(?:voor|na)deel)\b", re.IGNORECASE)
AGAINST: Final = re.compile(r"\b(?:daar)?tegenover\b", re.IGNORECASE)


def lines_of(text: str, span: Span) -> Iterator[Span]:
    """The lines of a span."""
    start = span.start
    while start < span.end:
        found = text.find("\n", start, span.end)
        end = found if found >= 0 else span.end
        if text[start:end].strip():
            yield Span(start, end)
        start = end + 1


def find_hits(text: str, lines: Sequence[Sequence[Span]], *, named_only: bool, told: bool) -> dict[Span, list[Hit]]:
    """The words for effects of each sentence."""
    every = [sentence for line in lines for sentence in line]
    hits = {sentence: list(named(text, sentence)) for sentence in every}
    if not named_only and not any(hits.values()):
        hits = {sentence: list(changed(text, sentence)) for sentence in every}
    for line in lines:
        for index, sentence in enumerate(line):
            if hits[sentence]:
                hits[sentence] = _with_parts(text, sentence, hits[sentence], told=told)
                continue
            following = line[index + 1] if index + 1 < len(line) else None
            concluded = following is not None and bool(hits[following]) and _concludes(text, following)
            if AGAINST.search(text, sentence.start, sentence.end):
                hits[sentence] = list(changed(text, sentence))
            if not hits[sentence] and not concluded:
                hits[sentence] = list(moved(text, sentence, line[index - 1] if index else None, told=told))
    return hits


def _with_parts(text: str, sentence: Span, hits: list[Hit], *, told: bool) -> list[Hit]:
    """The hits of a sentence, with those of the parts between semicolons that none of them stands in."""
    bounds = [sentence.start, *(mark.end() for mark in PART.finditer(text, sentence.start, sentence.end)), sentence.end]
    if len(bounds) <= ONE_PART:
        return hits
    found, starts = list(hits), [hit.span.start for hit in hits]
    for start, end in pairwise(bounds):
        holds = bisect_left(starts, start) < bisect_left(starts, end)
        if holds and next(find_money(text, start, end), None) is None:
            return hits  # its amount is that of another part
        if not holds and not BACK.match(text, start, end):
            found += moved(text, Span(start, end), None, told=told)
    return sorted(found, key=lambda hit: hit.span.start)


def _concludes(text: str, sentence: Span) -> bool:
    """Whether a sentence with an effect says what the sum in the one before it comes to."""
    return points_back(text, sentence) or next(find_money(text, sentence.start, sentence.end), None) is None
