"""Each client has its share: queries in hand, long ones, seconds and errors per minute, of which it can save up some."""

import pytest

from service.engine.engine import TooManyQueriesError
from service.engine.fair_use import FairUse, Share

SHARE = Share(queries=2, long_queries=1, seconds=60, errors=30)


class Clock:
    """A clock that is set by hand, in seconds."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """The time that was set."""
        return self.now


def test_so_many_queries_of_a_client_are_in_hand_and_others_do_not_notice() -> None:
    fair_use = FairUse(SHARE, Clock())
    visit = fair_use.enter("one")
    fair_use.enter("one")
    with pytest.raises(TooManyQueriesError, match="2 queries of yours"):
        fair_use.enter("one")
    fair_use.enter("other")
    visit.end(0.1, failed=False)
    fair_use.enter("one")


def test_seconds_that_are_used_up_come_back_with_time() -> None:
    clock = Clock()
    fair_use = FairUse(SHARE, clock)
    fair_use.enter("one").end(130, failed=False)  # two minutes were saved up
    with pytest.raises(TooManyQueriesError, match="in 10 seconds") as caught:
        fair_use.enter("one")
    assert caught.value.retry_after_s == 10
    clock.now = 11
    fair_use.enter("one")


def test_a_flood_of_errors_is_stopped_although_it_takes_no_time() -> None:
    fair_use = FairUse(SHARE, Clock())
    for _ in range(60):
        fair_use.enter("one").end(0, failed=True)
    with pytest.raises(TooManyQueriesError, match="too many queries failed"):
        fair_use.enter("one")


def test_a_flood_of_tiny_queries_takes_time_too() -> None:
    fair_use = FairUse(SHARE, Clock())
    for _ in range(60_000):  # of 2 ms at least, from two minutes
        fair_use.enter("one").end(0, failed=False)
    fair_use.enter("one").end(1, failed=False)  # what is left by rounding
    with pytest.raises(TooManyQueriesError):
        fair_use.enter("one")


def test_long_queries_are_counted_apart() -> None:
    fair_use = FairUse(SHARE, Clock())
    first, second = fair_use.enter("one"), fair_use.enter("one")
    first.make_long()
    with pytest.raises(TooManyQueriesError, match="1 long queries of yours"):
        second.make_long()
    first.end(2, failed=False)
    second.make_long()


def test_accounts_do_not_grow_without_end() -> None:
    fair_use = FairUse(SHARE, Clock())
    fair_use.enter("first").end(1000, failed=False)
    for number in range(10_000):
        fair_use.enter(str(number)).end(0, failed=False)
    fair_use.enter("first")  # its account was closed, so that it begins anew


def test_another_name_for_each_query_does_not_help_an_address() -> None:
    fair_use = FairUse(SHARE, Clock())
    for number in range(120):
        fair_use.enter(f"192.0.2.1 {number}").end(0, failed=True)
    with pytest.raises(TooManyQueriesError, match="too many queries failed"):
        fair_use.enter("192.0.2.1 new")
    fair_use.enter("192.0.2.2 new")


def test_a_query_is_counted_among_the_long_ones_once() -> None:
    fair_use = FairUse(SHARE, Clock())
    visit = fair_use.enter("one")
    visit.make_long()
    visit.make_long()
    visit.end(2, failed=False)
    fair_use.enter("one").make_long()
