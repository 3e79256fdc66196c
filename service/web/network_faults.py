"""What the pages about the network answer to what can't be asked: 404 for what is not there, 400 for anything else.

Unlike other pages they say what was not found, since people type numbers here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from starlette.requests import Request

from ontology.language import Phrase, SpokenError
from service.answers.trace.paths import SameEndsError
from service.answers.trace.scope import ScopeError
from service.release.network import NoNetworkError
from service.web.problems import BAD_REQUEST, Kind, ProblemError, spoken
from service.web.site import not_found, prefers_page
from service.web.suggested import Trouble

_NOT_IN_NETWORK: Final = Kind(
    "not-in-network", 404, Phrase("Dat staat niet in het netwerk", "That is not in the network")
)


@contextmanager
def told_as_problems() -> Iterator[None]:
    """What is asked of the network in this block, with what can't be asked told as a problem.

    Raises:
        ProblemError: the release has no network, or what is asked for is not there.
    """
    try:
        yield
    except NoNetworkError as error:
        raise not_found(spoken(error)) from error
    except ScopeError as error:
        raise refusal(error) from error


def status_of(error: SpokenError) -> int:
    """The status of a page that says why something can't be asked: 404 where there is no such thing or path."""
    return _NOT_IN_NETWORK.status if _is_missing(error) else BAD_REQUEST.status


def refusal(error: SpokenError) -> ProblemError:
    """The problem of what can't be asked at all."""
    return ProblemError(_NOT_IN_NETWORK if _is_missing(error) else BAD_REQUEST, spoken(error))


def require_page(request: Request, wrong: Trouble) -> None:
    """Refuse what can't be asked as a problem to who wants no page that says so.

    Raises:
        ProblemError: what is wrong, with what may have been meant as `available`.
    """
    if prefers_page(request):
        return
    error = refusal(wrong.error)
    if wrong.suggestions:
        error.problem = replace(error.problem, members={"available": [one.key for one in wrong.suggestions]})
    raise error


def _is_missing(error: SpokenError) -> bool:
    """Whether an error names what there is in place of what is not, or is about ends between which no path can be."""
    return "near" in error.values or "known" in error.values or isinstance(error, SameEndsError)
