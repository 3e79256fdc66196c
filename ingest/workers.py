"""Workers: much work of one kind done in its order, by this process and by others beside it. Knows no page."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context
from typing import Final, Generic, TypeVar

from ontology.orphans import die_with_parent

Item = TypeVar("Item")
Result = TypeVar("Result")
AHEAD: Final = 3  # chunks that each other process has before it while this one is busy with a chunk of its own
HELD: Final = 64  # chunks that are done and wait for one before them


@dataclass(frozen=True, slots=True)
class Crew:
    """So many processes, this one counted; the others start when there is work for them."""

    others: int
    pool: ProcessPoolExecutor | None

    def work(
        self, function: Callable[[Item], Result], items: Iterable[Item], chunk: int, least: int
    ) -> Iterator[Result]:
        """What a function makes of each item, in their order; this process does its share instead of waiting.

        Items are taken when they are needed and sent in chunks; below `least` of them this process does all.
        """
        rest = iter(items)
        first = list(islice(rest, least))
        if self.pool is None or len(first) < least:
            yield from map(function, chain(first, rest))
            return
        yield from self._shared(self.pool, function, _chunks(chain(first, rest), chunk))

    def _shared(
        self, pool: ProcessPoolExecutor, function: Callable[[Item], Result], chunks: Iterator[list[Item]]
    ) -> Iterator[Result]:
        line: deque[_Part[Item, Result]] = deque()
        for chunk in chunks:
            while line and (line[0].is_done or len(line) > HELD):
                yield from line.popleft().results
            if sum(not part.is_done for part in line) < AHEAD * self.others:
                line.append(_Part(chunk, pool.submit(_each, function, chunk)))
            else:
                line.append(_Part(chunk, _done(function, chunk)))
        for place in reversed(range(len(line))):
            if line[place].future.cancel():  # nobody has begun with it
                line[place] = _Part(line[place].items, _done(function, line[place].items))
        for part in line:
            yield from part.results


@dataclass(frozen=True, slots=True)
class _Part(Generic[Item, Result]):
    """Some items, and the future of their results."""

    items: list[Item]
    future: "Future[list[Result]]"

    @property
    def is_done(self) -> bool:
        return self.future.done()

    @property
    def results(self) -> list[Result]:
        return self.future.result()


@contextmanager
def crew(jobs: int) -> Iterator[Crew]:
    """A crew of so many processes; the others end with the block."""
    if jobs <= 1:
        yield Crew(0, None)
        return
    pool = ProcessPoolExecutor(jobs - 1, mp_context=get_context("spawn"), initializer=die_with_parent)
    try:
        yield Crew(jobs - 1, pool)
    finally:
        pool.shutdown(cancel_futures=True)


def _each(function: Callable[[Item], Result], items: list[Item]) -> list[Result]:
    return [function(item) for item in items]


def _done(function: Callable[[Item], Result], items: list[Item]) -> "Future[list[Result]]":
    """The results that this process makes now, in the form in which those of others come."""
    future: Future[list[Result]] = Future()
    future.set_result(_each(function, items))
    return future


def _chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk
