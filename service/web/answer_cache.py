"""Finished answers of the endpoint, kept to be given again: bounded in bytes, the longest unused goes first.

An answer of a release never changes, so none is ever wrong; those of releases before go as others come. Asks nothing.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from starlette.types import Scope, Send

Key = tuple[str, bytes, tuple[tuple[bytes, bytes], ...], bytes]
MOST_OF_ONE: Final = 1024 * 1024
"""Bytes of the longest answer that is kept."""
_OVERHEAD_BYTES: Final = 1000
_ASKED_BY: Final = frozenset({b"accept", b"accept-language"})


def key_of(scope: Scope, release: str, posted: bytes = b"") -> Key:
    """What an answer is kept under: the release, and all of the request that makes a difference to it."""
    wished = tuple((name, value) for name, value in scope["headers"] if name in _ASKED_BY)
    return release, scope["query_string"], wished, posted


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer as it was sent: its headers, and its body."""

    headers: Sequence[tuple[bytes, bytes]]
    etag: bytes
    body: bytes

    async def send(self, scope: Scope, send: Send) -> None:
        """Send it: whole, without its body to a HEAD, or as 304 to who has it already (RFC 9110, section 13)."""
        if _knows(scope, self.etag):
            await send({"type": "http.response.start", "status": 304, "headers": list(self.headers)})
            await send({"type": "http.response.body", "body": b""})
            return
        size = (b"content-length", str(len(self.body)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [*self.headers, size]})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else self.body})


def _knows(scope: Scope, etag: bytes) -> bool:
    for name, value in scope["headers"]:
        if name == b"if-none-match":
            known = {part.strip().removeprefix(b"W/") for part in value.split(b",")}
            return etag in known
    return False


class AnswerCache:
    """Answers by what was asked, `most_bytes` of them together."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._answers: OrderedDict[Key, Stored] = OrderedDict()

    def get(self, key: Key) -> Stored | None:
        """The answer to a request, if it is kept."""
        stored = self._answers.get(key)
        if stored is not None:
            self._answers.move_to_end(key)
        return stored

    def put(self, key: Key, stored: Stored) -> None:
        """Keep an answer, and let go of others as far as it needs their place."""
        before = self._answers.pop(key, None)
        if before is not None:
            self._bytes -= _size(key, before)
        self._answers[key] = stored
        self._bytes += _size(key, stored)
        while self._bytes > self._most_bytes:
            self._bytes -= _size(*self._answers.popitem(last=False))


def _size(key: Key, stored: Stored) -> int:
    release, query, wished, posted = key
    asked = len(release) + len(query) + sum(len(value) for _, value in wished) + len(posted)
    return _OVERHEAD_BYTES + asked + len(stored.body)
