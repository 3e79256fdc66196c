"""The page `/compare` of two releases: the documents that differ, and of each the goals that read otherwise.

Works without script. What differs is asked of `answers.years`; how it looks is in `templates/`.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from ontology.language import Language
from service.answers.coverage import Holdings
from service.answers.vocabulary import Label
from service.answers.years.comparison import Kind
from service.answers.years.releases import Held, ReleaseChanges, VersionChange, compare_releases
from service.web.lent_releases import LentReleases
from service.web.problems import BAD_REQUEST, UNKNOWN_RELEASE, ProblemError
from service.web.site import Site

OpenRelease = Callable[[str], AbstractAsyncContextManager[Held]]
"""Lends a release by its name; raises ProblemError where there is none."""
PER_PAGE: Final = 5
"""Documents on a page."""
MOST_VERSIONS: Final = 40
"""Goals that are shown of a document; the files have all."""


async def releases_offered(releases: LentReleases | None) -> list[tuple[str, str]]:
    """The releases that a form offers by their name and the moment they were made, the newest first."""
    return [] if releases is None else await run_in_threadpool(releases.newest)


async def between_releases(
    holdings: Holdings, releases: OpenRelease, sides: tuple[str, str], offset: int, limit: int
) -> ReleaseChanges:
    """What differs between two releases, named by who may mean two documents: a part of it.

    Raises:
        ProblemError: 404 where there is no such release, which says how a document is named; 503 where it can't be
            opened.
    """
    try:
        async with releases(sides[0]) as before, releases(sides[1]) as after:
            return await compare_releases(before, after, offset, limit)
    except ProblemError as error:
        example = next((document.path for document in holdings.documents), None)
        if error.problem.kind == UNKNOWN_RELEASE and example is not None:
            told = (
                f"{error.problem.say(Language.NL)} Een document noemt u met zijn pad, zoals {example}.",
                f"{error.problem.say(Language.EN)} A document is named by its path, such as {example}.",
            )
            error.problem = replace(error.problem, detail=Label(*told))
        raise


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
    found = await between_releases(site.current(), releases, sides, offset, PER_PAGE)
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
