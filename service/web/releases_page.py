"""The page `/compare` of two releases: the documents that differ, and of each the goals that read otherwise.

Works without script. What differs is asked of `answers.years`; how it looks is in `templates/`.
"""

from collections.abc import Mapping
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from service.answers.vocabulary import Label
from service.answers.years.comparison import Kind
from service.answers.years.releases import VersionChange, compare_releases
from service.web.lent_releases import LentReleases
from service.web.problems import BAD_REQUEST, ProblemError
from service.web.site import Site

PER_PAGE: Final = 5
"""Documents on a page."""
MOST_VERSIONS: Final = 40
"""Goals that are shown of a document; the files have all."""


async def releases_offered(releases: LentReleases | None) -> list[tuple[str, str]]:
    """The releases that a form offers by their name and the moment they were made, the newest first."""
    return [] if releases is None else await run_in_threadpool(releases.newest)


async def release_page(
    site: Site,
    request: Request,
    releases: LentReleases | None,
    sides: tuple[str, str],
    offset: int,
    words: Mapping[str, object],
) -> Response:
    """What differs between two releases.

    Raises:
        ProblemError: 400 on a page of an older release, 404 where there is no such release, 503 where it can't be
            opened.
    """
    if releases is None:
        raise ProblemError(BAD_REQUEST, ONLY_CURRENT)
    async with releases(sides[0]) as before, releases(sides[1]) as after:
        found = await compare_releases(before, after, offset, PER_PAGE)
    return site.renderer.page(
        "compare_releases.html",
        request,
        site.current(),
        found=found,
        offered=await releases_offered(releases),
        offset=offset,
        per_page=PER_PAGE,
        most_versions=MOST_VERSIONS,
        kind_of=_kind,
        **words,
    )


def _kind(change: VersionChange) -> Kind:
    return Kind.NEW if change.before is None else Kind.DROPPED if change.after is None else Kind.REWORDED


ONLY_CURRENT: Final = Label(
    "twee releases vergelijken kan alleen bij de release die in dienst is: laat release= weg",
    "two releases can be compared only at the release that is served: leave release= out",
)
