"""The load client: so many connections that each ask one thing after another for so many seconds, in one process.

Sockets in a selector and nothing above them: `benchmarks/endpoint.py` prints what it reaches against a server that does
nothing (`serve_nothing`), so that the client is seen not to be what limits a server.
"""

import asyncio
import contextlib
import selectors
import socket
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

import msgspec

from benchmarks.endpoint_wire import READ, Address, Message, Reading, WireError

OK: Final = 200
BROKEN: Final = 0  # in place of a status, where the server broke off
SHARES: Final = (0.50, 0.95, 0.99)
_LONGER: Final = 6
_NOTHING: Final = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nContent-Length: 400\r\n\r\n"


class Load(msgspec.Struct, frozen=True):
    """What a client asks: connections, seconds, the requests in turn, and whether each is made one not asked before."""

    address: Address
    messages: tuple[Message, ...]
    clients: int
    seconds: float
    is_fresh: bool


class Loaded(msgspec.Struct, frozen=True):
    """What came of it: seconds that passed, milliseconds per answer that was given whole, and statuses counted."""

    seconds: float
    milliseconds: tuple[float, ...]
    statuses: dict[int, int]

    @property
    def rate(self) -> float:
        """Answers a second; those of another status than 200 do not count."""
        return self.statuses.get(OK, 0) / self.seconds

    @property
    def failed(self) -> int:
        """Requests that had another status than 200, or no answer."""
        return sum(count for status, count in self.statuses.items() if status != OK)


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that a share of all values does not exceed (the nearest rank).

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("no values, so no percentile; take more of them")
    return sorted(values)[max(ceil(share * len(values)), 1) - 1]


@dataclass(slots=True)
class _Client:
    """One connection, the place of its next request among all, and when its present one was sent."""

    socket: socket.socket
    turn: int
    sent_at: float
    reading: Reading


def run(load: Load) -> Loaded:
    """Ask, from this process, and count what comes back.

    A connection that the server closes is opened again; where nobody listens any more, its client ends. Where fewer
    answers came than there are clients, the run goes on for up to six times as long; what has not been answered then
    is left out.
    """
    return _Run(load).to_the_end()


class _Run:
    """One run of a load."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._same = [message.same() for message in load.messages]
        self._number = time.time_ns() // 1000 % 10**11  # no run repeats the numbers of another one
        self._selector = selectors.DefaultSelector()
        self._milliseconds: list[float] = []
        self._statuses: Counter[int] = Counter()

    def to_the_end(self) -> Loaded:
        """All of the run."""
        load = self._load
        started = time.perf_counter()
        for index in range(load.clients):
            # clients begin at different places of the list
            self._connect(index * len(load.messages) // load.clients)
        while (left := started + self._due() - time.perf_counter()) > 0:
            if not self._selector.get_map():
                break
            for key, _ in self._selector.select(left):
                self._receive(key.data)
        seconds = time.perf_counter() - started
        for key in list(self._selector.get_map().values()):
            self._drop(key.data)
        self._selector.close()
        return Loaded(seconds, tuple(self._milliseconds), dict(self._statuses))

    def _due(self) -> float:
        """Seconds that the run is to take, as it goes now."""
        enough = len(self._milliseconds) >= self._load.clients
        return self._load.seconds if enough else self._load.seconds * _LONGER

    def _connect(self, turn: int) -> None:
        address = self._load.address
        try:
            opened = socket.create_connection((address.host, address.port))
        except ConnectionError:  # the server is gone, and this client with it
            self._statuses[BROKEN] += 1
            return
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client = _Client(opened, turn, 0.0, Reading())
        self._selector.register(opened, selectors.EVENT_READ, client)
        self._send(client)

    def _send(self, client: _Client) -> None:
        place = client.turn % len(self._same)
        client.turn += 1
        if self._load.is_fresh:
            self._number += 1
            message = self._load.messages[place].fresh(self._number)
        else:
            message = self._same[place]
        client.reading = Reading()
        client.sent_at = time.perf_counter()
        with contextlib.suppress(ConnectionError):  # which the next read will tell
            client.socket.sendall(message)  # far smaller than what a socket takes at once

    def _receive(self, client: _Client) -> None:
        reading = client.reading
        try:
            reading.take(client.socket.recv(READ))
            if not reading.done:
                return
            self._milliseconds.append((time.perf_counter() - client.sent_at) * 1000)
            self._statuses[reading.status] += 1
            if not reading.closes:
                self._send(client)
                return
        except (WireError, ConnectionError):
            self._statuses[BROKEN] += 1
        self._drop(client)
        self._connect(client.turn)

    def _drop(self, client: _Client) -> None:
        self._selector.unregister(client.socket)
        client.socket.close()


class _Nothing(asyncio.Protocol):
    """Answers everything with the same 400 bytes."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer what is taken for one request."""
        del data
        if isinstance(self._transport, asyncio.WriteTransport):
            self._transport.write(_NOTHING + b" " * 400)


def serve_nothing(port: int) -> None:
    """Serve nothing at a port of the loopback address until the process is ended."""

    async def serve() -> None:
        server = await asyncio.get_running_loop().create_server(_Nothing, "127.0.0.1", port)
        async with server:
            await server.serve_forever()

    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve())
