"""HTTP/1.1 as uvicorn and httptools read it, with a limit on the size and the time of what comes before a body.

Without it a client could hold a connection with half a request for ever, or send headers without end. Bodies have the
limits of who reads them.
"""

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD_BYTES: Final = 320 * 1024
"""Bytes of a request line with its headers: a query of 64 KiB with every byte percent-encoded still fits."""
HEAD_TIMEOUT_S: Final = 20.0
"""Seconds within which a request line with its headers has to be there."""

_TOO_LARGE: Final = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class BoundedProtocol(HttpToolsProtocol):
    """One connection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on as they come
        super().__init__(*args, **kwargs)
        self._head_bytes = 0
        self._in_head = True
        self._head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._unset_head_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless what came is too much before any body."""
        if self._in_head:
            if self._head_bytes > MOST_HEAD_BYTES:
                self.transport.write(_TOO_LARGE)
                self.transport.close()
                return
            self._head_bytes += len(data)
        super().data_received(data)
        if self._head_timer is None and (self.cycle is None or self.cycle.response_complete):
            self._await_head()  # what came is no request, or the rest of a body that nobody waited for

    def on_message_begin(self) -> None:
        """Begin to wait for the rest of the head."""
        super().on_message_begin()
        self._in_head = True
        if self._head_timer is None:
            self._await_head()

    def on_headers_complete(self) -> None:
        """Wait no longer: the request is read on by who answers it.

        The query goes around the parser of addresses, which refuses one of more than 65,535 bytes.
        """
        self._in_head = False
        self._head_bytes = 0
        self._unset_head_timer()
        self.url, _, query = self.url.partition(b"?")
        super().on_headers_complete()
        self.scope["query_string"] = query

    def _await_head(self) -> None:
        self._head_timer = self.loop.call_later(HEAD_TIMEOUT_S, self._give_up)

    def _give_up(self) -> None:
        self._head_timer = None
        if not self.transport.is_closing():
            self.transport.close()

    def _unset_head_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
