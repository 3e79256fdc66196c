"""Short queries while others send cross products: how long people wait then, beside how long they wait at rest.

Each attacker has a loopback address of its own, so that what a service allows one client does not decide it alone, and
asks again as soon as it has an answer or, where it is turned away, a tenth of a second later. Short queries come at a
steady pace whether or not those before them were answered, and the time of each counts from when it was due.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final

import msgspec

from benchmarks.endpoint_load import BROKEN, OK, percentile
from benchmarks.endpoint_wire import JSON, READ, Address, Message, Reading, WireError

ATTACKERS: Final = tuple(f"127.0.0.{number}" for number in range(2, 10))
CROSS: Final = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PACE_S: Final = 0.02
MOST_S: Final = 5.0  # of a short query; a longer one counts as this
_TURNED_AWAY_S: Final = 0.1
_SETTLE_S: Final = 2.0  # until all attackers are at work, and until their work has ended


class Waited(msgspec.Struct, frozen=True, rename="camel"):
    """How long short queries took, in milliseconds, and what they and the attackers were told: statuses, counted."""

    p50: float
    p95: float
    told: dict[int, int]
    attackers_told: dict[int, int]

    @property
    def queries(self) -> int:
        """How many short queries were asked."""
        return sum(self.told.values())

    @property
    def failed(self) -> int:
        """How many of them were not answered."""
        return self.queries - self.told.get(OK, 0)


def at_rest(address: Address, messages: Sequence[Message], seconds: float) -> Waited:
    """How long short queries take with nobody else there."""
    return asyncio.run(_measured(address, messages, seconds, ()))


def under_attack(address: Address, messages: Sequence[Message], seconds: float) -> Waited:
    """How long they take while eight others send cross products."""
    return asyncio.run(_measured(address, messages, seconds, ATTACKERS))


async def _measured(address: Address, messages: Sequence[Message], seconds: float, attackers: Sequence[str]) -> Waited:
    told: Counter[int] = Counter()
    attacks = [asyncio.create_task(_attack(address, attacker, told)) for attacker in attackers]
    if attacks:
        await asyncio.sleep(_SETTLE_S)
    waited = await _ask_at_a_pace(address, messages, seconds)
    for attack in attacks:
        attack.cancel()
    await asyncio.gather(*attacks, return_exceptions=True)
    if attacks:
        await asyncio.sleep(_SETTLE_S)
    times = [milliseconds for milliseconds, _ in waited]
    statuses = Counter(status for _, status in waited)
    return Waited(
        percentile(times, 0.5), percentile(times, 0.95), dict(sorted(statuses.items())), dict(sorted(told.items()))
    )


async def _attack(address: Address, attacker: str, told: Counter[int]) -> None:
    message = Message.of(address, CROSS, JSON)
    number = time.time_ns() // 1000 % 10**10 * 10 + int(attacker[-1])
    while True:
        number += 10
        try:
            async with _connected(address, attacker) as streams:
                status = await _answered(*streams, message.fresh(number))
        except (OSError, WireError):
            status = BROKEN
        told[status] += 1
        if status != OK:
            await asyncio.sleep(_TURNED_AWAY_S)


async def _ask_at_a_pace(address: Address, messages: Sequence[Message], seconds: float) -> list[tuple[float, int]]:
    """Milliseconds and status of each short query."""
    idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
    started = time.perf_counter()
    first = time.time_ns() // 1000 % 10**11
    asked = []
    for turn in range(int(seconds / PACE_S)):
        due = started + turn * PACE_S
        await asyncio.sleep(max(due - time.perf_counter(), 0))
        message = messages[turn % len(messages)].fresh(first + turn)
        asked.append(asyncio.create_task(_short(address, message, due, idle)))
    found = list(await asyncio.gather(*asked))
    for _, writer in idle:
        writer.close()
    return found


async def _short(
    address: Address, message: bytes, due: float, idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]
) -> tuple[float, int]:
    """Milliseconds since a short query was due, and the status of its answer."""
    try:
        async with asyncio.timeout(MOST_S):
            # a connection that waits is used again, as browsers and programs do
            streams = idle.pop() if idle else await asyncio.open_connection(address.host, address.port)
            status = await _answered(*streams, message)
            idle.append(streams)
    except (OSError, WireError):
        return (time.perf_counter() - due) * 1000, BROKEN
    except TimeoutError:
        return MOST_S * 1000, BROKEN
    return (time.perf_counter() - due) * 1000, status


async def _answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, message: bytes) -> int:
    """The status of the answer to a request."""
    writer.write(message)
    reading = Reading()
    while not reading.done:
        reading.take(await reader.read(READ))
    return reading.status


@asynccontextmanager
async def _connected(address: Address, local: str) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection(address.host, address.port, local_addr=(local, 0))
    try:
        yield reader, writer
    finally:
        writer.close()
