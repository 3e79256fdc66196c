"""Releases to compare: lends any release of a data directory, the present one or one that was served before."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from service.answers.coverage import Holdings
from service.answers.vocabulary import Label
from service.answers.years.releases import Held
from service.engine.engine import Engine
from service.release.archive import Archive
from service.release.pins import known, nearest
from service.release.releases import ReleaseManifest, Releases, named
from service.web.old_releases import NotOpenYetError, OldReleaseError, OldReleases
from service.web.problems import NOT_READY, UNKNOWN_RELEASE, Problem, ProblemError, spoken


class LentReleases:
    """Lends releases by their name or number; `current` gives what the present one holds."""

    def __init__(self, data: Path, engine: Engine, current: Callable[[], Holdings], old: OldReleases) -> None:
        self._data, self._engine, self._current, self._old = data, engine, current, old

    @asynccontextmanager
    async def __call__(self, wanted: str) -> AsyncIterator[Held]:
        """A release, which stays open while this lasts.

        Raises:
            ProblemError: 404 where there is no such release, with those that are near; 503 where it can't be opened.
        """
        identifiers = known(self._data)
        release = named(wanted, identifiers)
        if release is None:
            raise _unknown(wanted, nearest(wanted, identifiers))
        if release == self._current().release:
            yield Held(self._engine, self._current())
            return
        try:
            async with self._old.engine(release) as engine:
                yield Held(engine, Holdings.of(self._manifest(release)))
        except OldReleaseError as error:
            headers = {"Retry-After": "5"} if isinstance(error, NotOpenYetError) else None
            raise ProblemError(NOT_READY, spoken(error), headers) from error

    def _manifest(self, release: str) -> ReleaseManifest:
        releases = Releases(self._data)
        kept = Archive(releases.archive)
        return kept.manifest(release) if release in kept.identifiers() else releases.manifest(release)


def _unknown(wanted: str, near: list[str]) -> ProblemError:
    error = ProblemError(
        UNKNOWN_RELEASE,
        Label(
            f"Er is geen release {wanted!r}; `available` noemt de dichtstbijzijnde. Een document noemt u met zijn pad.",
            f"There is no release {wanted!r}; `available` lists the nearest. A document is named by its path.",
        ),
    )
    error.problem = Problem(error.problem.kind, error.problem.detail, {"available": near})
    return error
