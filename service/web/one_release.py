"""Answers of which every part is of one release, also while another one comes to be served. Makes none itself."""

from collections.abc import Awaitable, Callable
from typing import Final

from starlette.responses import Response, StreamingResponse

from ontology.language import Phrase
from service.engine.engine import EngineAwayError, EngineError, OtherReleaseError
from service.web.problems import ProblemError

CHANGING: Final = Phrase(
    "tijdens de vraag kwam er telkens een andere release; vraag het over enkele seconden opnieuw",
    "another release came in time and again while this was answered; ask again in a few seconds",
)
_TRIES: Final = 3


async def of_one_release(release: Callable[[], str], make: Callable[[], Awaitable[Response]]) -> Response:
    """An answer during which the release stayed the same, made again where it did not; `release` is asked each time.

    Who makes a stream sees to that itself, because what is read of it later is no part of making it.

    Raises:
        EngineAwayError: another release came in time and again.
        EngineError: the answer can't be made.
        ProblemError: there is no such answer.
    """
    for _ in range(_TRIES):
        before = release()
        try:
            answer = await make()
        except OtherReleaseError:
            continue
        except (EngineError, ProblemError):
            if release() == before:
                raise
            continue
        if isinstance(answer, StreamingResponse) or release() == before:
            return answer
    raise EngineAwayError(CHANGING)
