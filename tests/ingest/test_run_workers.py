"""Work that is shared keeps its order, is taken when it is needed, and fails as it would in one process."""

import time
from collections.abc import Iterator

import pytest

from ingest.workers import AHEAD, HELD, crew

MANY = 1000


def slowly(number: int) -> int:
    """Some numbers take longer, so that later ones are done first."""
    time.sleep(0.002 if number % 50 == 0 else 0)
    if number < 0:
        raise ValueError(f"{number} is refused")
    return number * 2


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    with crew(jobs) as workers:
        assert list(workers.work(slowly, iter(range(MANY)), chunk=7, least=20)) == [2 * n for n in range(MANY)]
        assert list(workers.work(slowly, range(5), chunk=7, least=20)) == [0, 2, 4, 6, 8], "a crew works more than once"


@pytest.mark.parametrize("jobs", [1, 2])
def test_items_are_taken_when_they_are_needed(jobs: int) -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(1_000_000):
            taken += 1
            yield number

    with crew(jobs) as workers:
        done = workers.work(slowly, items(), chunk=10, least=20)
        assert [next(done) for _ in range(30)] == [2 * n for n in range(30)]
        assert taken <= 30 + 10 * (HELD + AHEAD + 2)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_in_the_work_is_raised(jobs: int) -> None:
    with crew(jobs) as workers, pytest.raises(ValueError, match="-3 is refused"):
        list(workers.work(slowly, [*range(100), -3, *range(100)], chunk=5, least=20))
