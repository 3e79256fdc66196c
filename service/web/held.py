"""Whether a release holds anything of the organisation or the document that is asked for. Asks no engine."""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from service.answers.coverage import Holdings
from service.answers.vocabulary import Label
from service.web.problems import ProblemError
from service.web.site import Site, not_found
from service.web.withdrawn import document_went


def gone_of(
    site: Site, holdings: Holdings, organisations: Sequence[str], documents: Sequence[str] = ()
) -> ProblemError | None:
    """The problem (410) of what is asked for where nothing was loaded of any of it and an earlier release had it."""
    manifest = holdings.manifest
    went = chain(
        (
            document_went(site.log, holdings, path, f"/v1/documents/{path}")
            for path in _unless_held(manifest.documents, documents)
        ),
        (
            document_went(site.log, holdings, code, f"/doc/organisation/{code}")
            for code in _unless_held(manifest.bodies, organisations)
        ),
    )
    return next((problem for problem in went if problem is not None), None)


def require_held(site: Site, holdings: Holdings, organisations: Sequence[str], documents: Sequence[str] = ()) -> None:
    """Refuse to answer with nothing where the reason is that nothing was loaded of any that is asked for.

    What is only named by pages of others has no entry of its own, so that only an empty answer is a reason to ask.

    Raises:
        ProblemError: 410 where an earlier release had it, else 404, with what the release does hold.
    """
    gone = gone_of(site, holdings, organisations, documents)
    if gone is not None:
        raise gone
    for document in _unless_held(holdings.manifest.documents, documents):
        raise not_found(
            Label(
                f"Van document {document!r} is niets geladen in deze release; `available` noemt wat er wel is.",
                f"Nothing of document {document!r} was loaded in this release; `available` lists what there is.",
            ),
            [one.path for one in holdings.documents],
        )
    for organisation in _unless_held(holdings.manifest.bodies, organisations):
        raise not_found(
            Label(
                f"Van organisatie {organisation!r} is niets geladen in deze release; `available` noemt wat er wel is.",
                f"Nothing of organisation {organisation!r} was loaded in this release; `available` lists what there "
                "is.",
            ),
            sorted(holdings.manifest.bodies),
        )


def bodies_in(paths: Iterable[str]) -> list[str]:
    """The bodies of paths such as `gm0193/p7x2` or `goal/gm0193/05097d3c`; a path without one names none."""
    return [path.split("/")[-2] for path in paths if "/" in path]


def _unless_held(held: Collection[str], named: Sequence[str]) -> Sequence[str]:
    """What is named, where none of it is held."""
    return () if any(name in held for name in named) else named
