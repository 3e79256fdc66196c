"""Releases to compare: lends any release of a data directory, the present one or one that was served before."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from service.answers.coverage import Holdings
from service.answers.years.releases import Held
from service.engine.engine import Engine
from service.release.pins import known
from service.web.named_release import find_release, manifest_of
from service.web.old_releases import NotOpenYetError, OldReleaseError, OldReleases
from service.web.problems import NOT_READY, ProblemError, spoken

MOST_OFFERED: Final = 20
"""Releases in a list to choose from; older ones are asked for by their name or number."""


class LentReleases:
    """Lends releases by their name or number; `current` gives what the present one holds."""

    def __init__(self, data: Path, engine: Engine, current: Callable[[], Holdings], old: OldReleases) -> None:
        self._data, self._engine, self._current, self._old = data, engine, current, old

    def newest(self) -> list[tuple[str, str]]:
        """The newest releases by name and the moment that they were made, the newest first."""
        names = known(self._data)[-MOST_OFFERED:]
        return [(name, manifest_of(self._data, name).created) for name in reversed(names)]

    @asynccontextmanager
    async def __call__(self, wanted: str) -> AsyncIterator[Held]:
        """A release, which stays open while this lasts.

        Raises:
            ProblemError: 404 where there is no such release, with those that are near; 503 where it can't be opened.
        """
        release = find_release(self._data, wanted)
        if release == self._current().release:
            yield Held(self._engine, self._current())
            return
        try:
            async with self._old.engine(release) as engine:
                yield Held(engine, Holdings.of(manifest_of(self._data, release)))
        except OldReleaseError as error:
            headers = {"Retry-After": "5"} if isinstance(error, NotOpenYetError) else None
            raise ProblemError(NOT_READY, spoken(error), headers) from error
