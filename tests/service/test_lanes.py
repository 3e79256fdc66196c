"""Lanes let so many in, in the order in which they came, and lose no place whoever gives up."""

import asyncio

import pytest

from service.engine.engine import EngineBusyError
from service.engine.lanes import Lane, LongQueries


def test_who_comes_first_goes_first() -> None:
    async def go() -> list[int]:
        lane, order = Lane(1, 5), list[int]()
        await lane.enter(1)

        async def wait(number: int) -> None:
            await lane.enter(5)
            order.append(number)
            lane.leave()

        waiting = [asyncio.ensure_future(wait(number)) for number in range(5)]
        await asyncio.sleep(0)
        assert not lane.try_enter()
        lane.leave()
        await asyncio.gather(*waiting)
        return order

    assert asyncio.run(go()) == [0, 1, 2, 3, 4]


def test_a_full_queue_turns_away_at_once() -> None:
    async def go() -> None:
        lane = Lane(1, 0)
        await lane.enter(1)
        with pytest.raises(EngineBusyError, match="too many queries are waiting"):
            await lane.enter(1)

    asyncio.run(go())


def test_who_waits_too_long_is_turned_away() -> None:
    async def go() -> None:
        lane = Lane(1, 1)
        await lane.enter(1)
        with pytest.raises(EngineBusyError, match=r"in 0\.01 seconds"):
            await lane.enter(0.01)
        lane.leave()
        assert lane.try_enter()

    asyncio.run(go())


def test_a_place_that_was_given_to_who_gave_up_is_not_lost() -> None:
    async def go() -> None:
        lane = Lane(1, 2)
        await lane.enter(1)
        gives_up = asyncio.ensure_future(lane.enter(5))
        waits = asyncio.ensure_future(lane.enter(5))
        await asyncio.sleep(0)
        lane.leave()  # the first in the queue has it now, and does not know yet
        gives_up.cancel()
        await waits
        with pytest.raises(asyncio.CancelledError):
            await gives_up
        assert not lane.try_enter()
        lane.leave()
        assert lane.try_enter()

    asyncio.run(go())


def test_long_queries_are_remembered_until_they_are_short_or_many() -> None:
    known = LongQueries()
    known.add(1)
    assert 1 in known
    known.discard(1)
    assert 1 not in known
    for query in range(1001):
        known.add(query)
    assert 0 not in known
    assert 1000 in known
