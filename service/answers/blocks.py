"""The text of a page as blocks: headings, paragraphs, list items, cells of a table. Pure; knows no HTML and no mark."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from ontology.codes import SectionKind

# The bullet of a list item, as in "  • Het bereik van de regelingen stijgt".
_BULLET: Final = re.compile(r"\s*[•·▪‣*–-]\s+")
_LINE: Final = re.compile(r"[^\n]+")

# A line of a money table is a figure or a short name; a longer line there is a sentence.
_LONGEST_CELL: Final = 40


class BlockKind(StrEnum):
    """What a block of text is to a reader."""

    MASTHEAD = "masthead"
    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    BETWEEN = "between"
    COLOPHON = "colophon"


@dataclass(frozen=True, slots=True)
class Heading:
    """A section as far as blocks need it: its heading, the kind of what follows, and the span of what follows."""

    title: str | None
    kind: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text in code points, without the white space and the bullet around it."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks of one kind in a row: the items of a list, the cells of a table, paragraphs."""

    kind: BlockKind
    blocks: tuple[Block, ...]


def read_blocks(text: str, sections: Sequence[Heading], subheadings: Iterable[str] = ()) -> tuple[Run, ...]:
    """The blocks of a page in the order of the text, those of one kind together; every word of it is in one block.

    `subheadings` are lines that are titles inside a section, such as those of deviations.
    """
    headings = {line for section in sections if (line := _heading_line(text, section)) is not None}
    titles = frozenset(subheadings)
    blocks = [_block(text, line, sections, headings, titles) for line in _lines(text)]
    return tuple(Run(kind, tuple(run)) for kind, run in groupby(blocks, key=lambda block: block.kind))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINE.finditer(text):
        line = match.group()
        if line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            yield start, match.start() + len(line.rstrip())


def _heading_line(text: str, section: Heading) -> tuple[int, int] | None:
    """The last line before the section, where it begins with its heading; else the first line in it."""
    if section.title is None:
        return None
    before = text[: section.start].rstrip()
    start = before.rfind("\n") + 1
    candidates = [(start, len(before)), (section.start, section.start + len(section.title))]
    for begin, end in candidates:
        line = text[begin:end]
        if line.strip().startswith(section.title.strip()):
            return begin + len(line) - len(line.lstrip()), begin + len(line.rstrip())
    return None


def _block(
    text: str,
    line: tuple[int, int],
    sections: Sequence[Heading],
    headings: set[tuple[int, int]],
    titles: frozenset[str],
) -> Block:
    start, end = line
    section = next((section for section in sections if section.start <= start < section.end), None)
    if line in headings:
        return Block(BlockKind.HEADING, start, end)
    if section is None:
        return Block(_outside(start, sections), start, end)
    if text[start:end] in titles:
        return Block(BlockKind.SUBHEADING, start, end)
    bullet = _BULLET.match(text, start, end)
    if bullet:
        return Block(BlockKind.ITEM, bullet.end(), end)
    if section.kind == SectionKind.BUDGET and end - start <= _LONGEST_CELL:
        return Block(BlockKind.CELL, start, end)
    return Block(BlockKind.PARAGRAPH, start, end)


def _outside(start: int, sections: Sequence[Heading]) -> BlockKind:
    """The kind of a line in no section: before them all, after them all, or between two of them."""
    if start < min((section.start for section in sections), default=0):
        return BlockKind.MASTHEAD
    if start >= max((section.end for section in sections), default=0):
        return BlockKind.COLOPHON
    return BlockKind.BETWEEN
