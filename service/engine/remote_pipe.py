"""A pipe from a thread to the event loop: pieces of bytes, then an end or an error. Knows no query."""

import asyncio
import threading
from collections.abc import Callable
from typing import Final

from service.engine import xml_text
from service.engine.engine import EngineError

CHUNK_BYTES: Final = 64 * 1024
_MOST_UNDERWAY: Final = 4


class GoneError(Exception):
    """Nobody reads the pipe any more."""


class Pipe:
    """A pipe to who waits on a loop; the thread waits while too much is under way, `patience_s` at most.

    `has_ended` tells that an end or an error came out of it.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, patience_s: float) -> None:
        self._loop = loop
        self._patience_s = patience_s
        self._items: asyncio.Queue[bytes | EngineError | None] = asyncio.Queue()
        self._room = threading.Semaphore(_MOST_UNDERWAY)
        self._is_closed = False
        self.has_ended = False

    def put(self, item: bytes | EngineError | None) -> None:
        """Give the loop a piece, an error, or the end (None); for the thread.

        Raises:
            GoneError: nobody reads any more.
        """
        if not self._room.acquire(timeout=self._patience_s) or self._is_closed:
            raise GoneError
        try:
            self._loop.call_soon_threadsafe(self._items.put_nowait, item)
        except RuntimeError:  # the loop has ended
            raise GoneError from None

    async def next_piece(self) -> bytes | None:
        """The next piece; None at the end.

        Raises:
            EngineError: what the thread gave instead.
        """
        item = await self._items.get()
        self._room.release()
        if isinstance(item, bytes):
            return item
        self.has_ended = True  # the thread gives nothing more
        if item is not None:
            raise item
        return None

    def close(self) -> None:
        """Read no more."""
        self._is_closed = True
        self._room.release(_MOST_UNDERWAY)


class PipeSink:
    """A file that gives what is written to it to a pipe in chunks, of so many bytes in all at most."""

    def __init__(self, pipe: Pipe, most_bytes: int, too_large: Callable[[], EngineError], *, is_xml: bool) -> None:
        self._pipe = pipe
        self._left = most_bytes
        self._too_large = too_large
        self._is_xml = is_xml
        self._buffer = bytearray()

    def write(self, content: bytes) -> int:
        """Take some bytes.

        Raises:
            EngineError: it is more than it may be.
            GoneError: nobody reads any more.
        """
        self._left -= len(content)
        if self._left < 0:
            raise self._too_large()
        self._buffer += content
        if len(self._buffer) >= CHUNK_BYTES:
            # The last two bytes wait: they may be the first of a character that XML can't hold.
            self._give(bytes(self._buffer[:-2]))
            del self._buffer[:-2]
        return len(content)

    def flush(self) -> None:
        """Nothing: the last piece goes together with the end."""

    def end(self) -> None:
        """Give what is left, and the end."""
        if self._buffer:
            self._give(bytes(self._buffer))
        self._pipe.put(None)

    def _give(self, content: bytes) -> None:
        self._pipe.put(xml_text.legal(content) if self._is_xml else content)
