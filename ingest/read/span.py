"""A stretch of the canonical text of a page, in 0-based code points."""

import msgspec


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch of the canonical text: from `start` up to, not including, `end`."""

    start: int
    end: int
