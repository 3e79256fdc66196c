"""What the pages about the network answer to what can't be asked: 404 for what is not there, 400 for anything else.

Unlike other pages they say what was not found, since people type numbers here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from ontology.language import Phrase, SpokenError
from service.answers.trace.scope import ScopeError
from service.release.network import NoNetworkError
from service.web.problems import BAD_REQUEST, Kind, ProblemError, spoken
from service.web.site import not_found

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
    """The status of a page that says why something can't be asked: an error that names what there is, is a 404."""
    return _NOT_IN_NETWORK.status if _names_others(error) else BAD_REQUEST.status


def refusal(error: SpokenError) -> ProblemError:
    """The problem of what can't be asked at all."""
    return ProblemError(_NOT_IN_NETWORK if _names_others(error) else BAD_REQUEST, spoken(error))


def _names_others(error: SpokenError) -> bool:
    return "near" in error.values or "known" in error.values
