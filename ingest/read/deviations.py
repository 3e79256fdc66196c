"""Deviations: what a report says went otherwise, each with its title, its headline and its text.

Tells where each begins and ends by its lines; the effects in its text are for `ingest/read/effects.py`.
"""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from ingest.read.amounts import find_money
from ingest.read.effects import Found, find_below, find_effects
from ingest.read.financial import Deviation, FinancialEffect, Headline
from ingest.read.money_titles import is_money_title
from ingest.read.record import Section
from ingest.read.references import Own
from ingest.read.span import Span
from ingest.read.text import Line
from ingest.sources import Source
from ontology.codes import Effect

LONGEST_TITLE: Final = 120
SENTENCE: Final = re.compile(r"[.!?;:…]$")  # a title has no stop
WORDS: Final = re.compile(r"[^\W\d_]+(?:[ \u00a0]neutraal)?", re.IGNORECASE)
BESIDE: Final = frozenset(
    {"incidenteel", "structureel", "eenmalig", "van", "ad", "een", "en"}
)  # beside an amount in a headline


class Block(msgspec.Struct, frozen=True):
    """The lines of one deviation: title, headline (where there is one) and text.

    A deviation without a title of its own has the heading of its section for one, which `is_own` tells.
    """

    title: Line
    headline: Line | None
    text: tuple[Line, ...]
    is_own: bool = True

    @property
    def above(self) -> tuple[Line, ...]:
        """The lines above the text."""
        return (*((self.title,) if self.is_own else ()), *((self.headline,) if self.headline else ()))

    @property
    def span(self) -> Span:
        """From the title to the end of the text."""
        lines = (*self.above, *self.text)
        return Span(lines[0].start, lines[-1].end)


class Read(msgspec.Struct, frozen=True):
    """A deviation, and the places in it that were not understood, with the code of the issue."""

    deviation: Deviation
    unread: tuple[tuple[str, Span], ...]


def read_deviations(text: str, section: Section, lines: Sequence[Line], source: Source, own: Own) -> Iterator[Read]:
    """The deviations in the lines of a section."""
    for block in blocks(section, lines, source):
        yield _read(text, block, source, own)


def blocks(section: Section, lines: Sequence[Line], source: Source) -> list[Block]:
    """The deviations in the lines of a section: each begins on the line before a headline.

    Without any headline, each begins with a short line without a stop. In the text below a headline a title that ends
    with a sum begins another one.
    """
    heads = [index for index in range(1, len(lines)) if headline_effect(lines[index].text, source) is not None]
    if not heads:
        return _titled_blocks(section, lines)
    found = _titled_blocks(section, lines[: heads[0] - 1])
    for head, following in zip(heads, [*heads[1:], len(lines) + 1], strict=True):
        below = lines[head + 1 : following - 1]
        starts = [index for index in range(len(below) - 1) if _begins_another(below, index)]
        found.append(Block(lines[head - 1], lines[head], tuple(below[: starts[0]] if starts else below)))
        for start, end in pairwise([*starts, len(below)]):
            found.append(Block(below[start], None, tuple(below[start + 1 : end])))
    return found


def _begins_another(lines: Sequence[Line], index: int) -> bool:
    """Whether a line in a text is a title with a sum, with text below it; the items of a list of sums are none."""
    if not is_money_title(lines[index].text) or is_money_title(lines[index + 1].text) or _is_short(lines[index + 1]):
        return False
    return index == 0 or not (lines[index - 1].text.endswith(":") or is_money_title(lines[index - 1].text))


def headline_effect(line: str, source: Source) -> Effect | None:
    """What a line means under a title: `Nadeel`, `Voordeel € 50.000 incidenteel`, `€ 335.000 V`; None for text."""
    whole = source.headline(line)
    if whole is not None:
        return whole
    money = list(find_money(line, 0, len(line)))
    if len(money) != 1:
        return None
    rest = f"{line[: money[0].start]} {line[money[0].whole_end :]}"
    said = {source.headline(word) for word in WORDS.findall(rest) if word.casefold() not in BESIDE}
    if money[0].side is not None and not said:
        return money[0].side
    return said.pop() if len(said) == 1 else None


def _titled_blocks(section: Section, lines: Sequence[Line]) -> list[Block]:
    """The deviations in lines without a headline."""
    if not lines:
        return []
    titles = [index for index in range(len(lines)) if _is_title(lines, index)]
    starts = titles if titles and titles[0] == 0 else [-1, *titles]
    ends = [*starts[1:], len(lines)]
    return [
        Block(lines[start], None, tuple(lines[start + 1 : end])) if start >= 0 else _untitled(section, lines[:end])
        for start, end in zip(starts, ends, strict=True)
    ]


def _untitled(section: Section, lines: Sequence[Line]) -> Block:
    """A deviation that has no title: that of its section, else its first line."""
    heading = section.heading_span
    if section.heading is None or heading is None:
        return Block(lines[0], None, tuple(lines[1:]))
    title = Line(heading.start, heading.start + len(section.heading), section.heading)
    return Block(title, None, tuple(lines), is_own=False)


def _is_title(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the title of what stands below it: short and without a stop."""
    if index + 1 == len(lines):
        return len(lines) == 1 and _is_short(lines[index])
    return _is_short(lines[index]) and not _is_short(lines[index + 1])


def _is_short(line: Line) -> bool:
    return len(line.text) <= LONGEST_TITLE and not SENTENCE.search(line.text)


def _read(text: str, block: Block, source: Source, own: Own) -> Read:
    """A deviation with the effects that its text names, or else its headline."""
    headline = None
    if block.headline is not None:
        effect = headline_effect(block.headline.text, source)
        headline = Headline(block.headline.text, block.headline.start, block.headline.end, effect)
    above = find_effects(text, [line.span for line in block.above], own, source).effects
    found = find_below(above, text, [line.span for line in block.text], own, source)
    stated = _from_above(text, block, above, found)
    deviation = Deviation(
        block.title.text, block.title.start, block.title.end, block.span, headline, (*stated, *found.effects)
    )
    odd = [("odd-amount", span) for span in _unread_amounts(text, block)]
    return Read(deviation, (*odd, *(("odd-effect", span) for span in found.odd)))


def _from_above(text: str, block: Block, above: Sequence[FinancialEffect], found: Found) -> tuple[FinancialEffect, ...]:
    """The effect that title or headline state with its amount, where the text does not state that amount again.

    The text below explains it: its first sentence gives the cause, where the words above it give none.
    """
    known = {effect.amount_eur for effect in found.effects}
    cause = found.opening
    return tuple(
        effect
        if effect.cause is not None or cause is None
        else msgspec.structs.replace(effect, cause=text[cause.start : cause.end], cause_span=cause)
        for effect in above
        if _adds(effect, block, known)
    )


def _adds(effect: FinancialEffect, block: Block, known: Container[str | None]) -> bool:
    """Whether what stands above a text says more than the text: another amount, or a title that it is neutral."""
    in_title = effect.start < block.title.end
    return (effect.amount_eur is not None and effect.amount_eur not in known) or (
        in_title and effect.effect is Effect.NEUTRAL
    )


def _unread_amounts(text: str, block: Block) -> Iterator[Span]:
    """The places in a deviation where money is named in a form that is not understood, or as a range."""
    for line in (*block.above, *block.text):
        for money in find_money(text, line.start, line.end):
            if money.amount_eur is None:
                yield Span(money.start, money.end)
