"""What the cells of a matrix have in common in all its forms: how dark a count is, and where blocks have their border.

Draws nothing.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

STEPS: Final = 4  # of shades


class Sides(NamedTuple):
    """Which sides of a cell are the border of a block."""

    top: bool
    bottom: bool
    left: bool
    right: bool


def shade(count: int, most: int) -> int:
    """How dark a count is, from 0 to 3, beside the greatest one: 1 is the lightest, the greatest the darkest."""
    return 0 if most <= 1 else min((count - 1) * STEPS // most, STEPS - 1)


def sides(blocks: Sequence[tuple[int, int]], row: int, column: int) -> Sides:
    """The sides at which a cell borders on what is outside its block; none where it is in no block."""
    for first, length in blocks:
        if first <= row < first + length and first <= column < first + length:
            last = first + length - 1
            return Sides(row == first, row == last, column == first, column == last)
    return Sides(top=False, bottom=False, left=False, right=False)
