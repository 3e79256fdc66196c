"""HTTP as the load client speaks it: requests made beforehand as bytes, answers read without a look at their headers.

Knows content lengths, chunks and closed connections (RFC 9112, sections 6 and 7) and no more, so that the client is
never what limits a server. A connection blocks, and asks one thing at a time.
"""

import socket
from dataclasses import dataclass, field
from typing import Final, Self
from urllib.parse import quote

READ: Final = 1 << 18
FRESH: Final = 12  # digits in the comment that makes a query a new one
JSON: Final = "application/sparql-results+json"
TRIPLES: Final = "text/turtle"
_END_OF_HEAD: Final = b"\r\n\r\n"


class WireError(Exception):
    """A server that closed the connection or does not speak HTTP; the message says where it stopped."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where an endpoint listens."""

    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        """The address as people write it."""
        return f"http://{self.host}:{self.port}{self.path}"


@dataclass(frozen=True, slots=True)
class Message:
    """A GET as bytes in two parts, between which a number of twelve digits makes it one that was not asked before."""

    before: bytes
    after: bytes

    @classmethod
    def of(cls, address: Address, query: str, media_type: str) -> Self:
        """The request of a query; the number stands in a comment behind it."""
        mark = "&" if "?" in address.path else "?"
        target = f"{address.path}{mark}query={quote(query, safe='')}%0A%23"
        head = f" HTTP/1.1\r\nHost: {address.host}:{address.port}\r\nAccept: {media_type}\r\n\r\n"
        return cls(f"GET {target}".encode("ascii"), head.encode("ascii"))

    def same(self) -> bytes:
        """The request as it comes again and again."""
        return self.before + b"0" * FRESH + self.after

    def fresh(self, number: int) -> bytes:
        """The request of that number."""
        return self.before + b"%0*d" % (FRESH, number) + self.after


@dataclass(slots=True)
class Reading:
    """An answer while it comes in: take what is received until it is `done`."""

    status: int = 0
    closes: bool = False
    done: bool = False
    _received: bytearray = field(default_factory=bytearray)
    _body_at: int = 0
    _whole: int | None = None
    _next_chunk: int = 0
    _chunked: bool = False
    _pieces: list[bytes] = field(default_factory=list)

    def take(self, received: bytes) -> None:
        """Take what was received; nothing at all means that the server closed the connection.

        Raises:
            WireError: it closed too early, or this is no HTTP.
        """
        if not received:
            self._end_by_closing()
            return
        self._received += received
        if not self._body_at:
            self._read_head()
        if self._body_at:
            self._read_body()

    def body(self) -> bytes:
        """The body of an answer that is done."""
        return b"".join(self._pieces) if self._chunked else bytes(self._received[self._body_at :])

    def _read_head(self) -> None:
        end = self._received.find(_END_OF_HEAD)
        if end < 0:
            return
        head = bytes(self._received[:end]).lower()
        if not head.startswith(b"http/1.1 "):
            raise WireError(f"no HTTP/1.1: {head[:40]!r}")
        self.status = int(head[9:12])
        self._body_at = self._next_chunk = end + len(_END_OF_HEAD)
        self.closes = b"\r\nconnection: close" in head
        self._chunked = b"\r\ntransfer-encoding: chunked" in head
        length = head.find(b"\r\ncontent-length:")
        if length >= 0:
            self._whole = self._body_at + int(head[length + 17 :].split(b"\r\n", 1)[0])

    def _read_body(self) -> None:
        if self._chunked:
            self._read_chunks()
        elif self._whole is not None:
            self.done = len(self._received) >= self._whole

    def _read_chunks(self) -> None:
        received = self._received
        while (line_end := received.find(b"\r\n", self._next_chunk)) >= 0:
            size = int(received[self._next_chunk : line_end].split(b";", 1)[0], 16)
            end = line_end + 2 + size
            if len(received) < end + 2:
                return
            if size == 0:
                self.done = True
                return
            self._pieces.append(bytes(received[line_end + 2 : end]))
            self._next_chunk = end + 2

    def _end_by_closing(self) -> None:
        if not self._body_at or self._chunked or self._whole is not None:
            raise WireError(f"closed after {len(self._received)} bytes, within the answer")
        self.closes = self.done = True


@dataclass(slots=True)
class Connection:
    """A connection that is kept alive as long as the server does; close it after use."""

    address: Address
    timeout_s: float
    _socket: socket.socket | None = None

    def ask(self, message: bytes) -> Reading:
        """The answer to a request.

        Raises:
            TimeoutError: it did not end within the timeout.
            OSError: nobody listens.
            WireError: the server broke off.
        """
        for _ in range(2):
            kept = self._socket is not None
            try:
                return self._ask(message)
            except (WireError, ConnectionError):
                self.close()
                if not kept:  # a connection that was kept may have been closed meanwhile, a new one may not
                    raise
        raise WireError(f"{self.address.url}: closed twice")

    def close(self) -> None:
        """Close the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _ask(self, message: bytes) -> Reading:
        if self._socket is None:
            self._socket = socket.create_connection((self.address.host, self.address.port), self.timeout_s)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        reading = Reading()
        try:
            self._socket.sendall(message)
            while not reading.done:
                reading.take(self._socket.recv(READ))
        except TimeoutError:
            self.close()
            raise
        if reading.closes:
            self.close()
        return reading
