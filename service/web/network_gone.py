"""Whether what is asked of the network was in an earlier release: its documents, its body, or what is named as an end.

Asks no engine and no network; that something is gone is known by `withdrawn`.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from service.answers.trace.asking import Asked
from service.answers.trace.endpoints import UnknownEndpointError
from service.web.network_filters import Filters
from service.web.patterns import ORGANISATION_CODE
from service.web.problems import ProblemError
from service.web.site import Site
from service.web.withdrawn import document_went, went

_CODE: Final = re.compile(ORGANISATION_CODE)
_KINDS: Final = ("goal", "person", "domain")
"""What `gm0193/p7x2` may name."""


def gone_of(site: Site, asked: Asked, error: Exception | None, others: Iterable[str] = ()) -> ProblemError | None:
    """The problem (410) of what is asked for and was in an earlier release; None where none is known to have had it.

    `error` is why it can't be asked: only what is in no network at all may have been in another. `others` name things
    as ends do.
    """
    log, holdings = site.log, site.current()
    ends = [_segments(holdings.base, text) for text in (*asked.begins, *asked.ends, *others)]
    bodies = [] if asked.scope.organisation is None else [asked.scope.organisation]
    for path in (*asked.scope.documents, *("/".join(place[:3]) for _, place in ends if len(place) > 2)):
        if gone := document_went(log, holdings, path, f"/v1/documents/{path}"):
            return gone
    for code in (*bodies, *(place[0] for _, place in ends if place)):
        if gone := document_went(log, holdings, code, f"/doc/organisation/{code}"):
            return gone
    if not isinstance(error, UnknownEndpointError):
        return None
    things = (thing for end in ends for thing in _things(*end))
    found = (went(log, holdings, f"id/{thing}", f"/doc/{thing}") for thing in things)
    return next((problem for problem in found if problem is not None), None)


def require_not_gone(site: Site, filters: Filters, error: Exception) -> None:
    """Refuse what can't be asked because it is gone.

    Raises:
        ProblemError: 410, an earlier release had it.
    """
    gone = gone_of(site, filters.asked, error, (filters.domain, filters.holder))
    if gone is not None:
        raise gone


def _segments(base: str, text: str) -> tuple[str, list[str]]:
    """The kind that a text names, empty where it names none, and what follows it from the body on."""
    path = text.strip().removeprefix(f"{base}/id/").removeprefix(f"{base}/doc/")
    segments = [segment for segment in path.split("/") if segment]
    kind = segments.pop(0) if segments and not _CODE.fullmatch(segments[0].lower()) else ""
    is_placed = bool(segments) and _CODE.fullmatch(segments[0].lower()) is not None
    return kind, [segments[0].lower(), *segments[1:]] if is_placed else []


def _things(kind: str, place: list[str]) -> Iterator[str]:
    """The paths of identifiers that may be meant: `goal-version/gm0193/begroting/2021/2.2.2`."""
    match kind, place:
        case "", [_, _]:
            yield from (f"{one}/{'/'.join(place)}" for one in _KINDS)
        case "", [_, _, _, _]:
            yield f"goal-version/{'/'.join(place)}"
        case "", [*document, level, number] if len(document) == 3:
            yield f"{level}-version/{'/'.join((*document, number))}"
        case _ if kind and place:
            yield f"{kind}/{'/'.join(place)}"
        case _:
            return
