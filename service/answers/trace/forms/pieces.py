"""Text as bytes in pieces, so that a large answer is never in memory twice. Knows no format."""

from collections.abc import Iterable, Iterator
from typing import Final

_PIECE_CHARACTERS: Final = 64 * 1024


def in_pieces(texts: Iterable[str]) -> Iterator[bytes]:
    """Texts as UTF-8, joined to pieces of about 64 kB; no character is cut in two."""
    waiting: list[str] = []
    size = 0
    for text in texts:
        waiting.append(text)
        size += len(text)
        if size >= _PIECE_CHARACTERS:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    if waiting:
        yield "".join(waiting).encode()
