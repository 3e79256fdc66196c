"""Who may write, and how a change that is refused is told over HTTP. Reads no change and makes none itself."""

import asyncio
import hmac
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol

from starlette.requests import Request

from service.answers.vocabulary import Label
from service.engine.writer import ChangeRefusedError, Writer, WriterLimits
from service.release.releases import Releases
from service.release.write_change import (
    Change,
    ChangeTooLargeError,
    ForeignQuadsError,
    ImpossibleUpdateError,
    MalformedChangeError,
    NoSuchGraphError,
    NotWritableError,
    UnfitError,
    Writable,
    Written,
)
from service.release.write_scratch import begin
from service.settings import MIB, Settings
from service.web import problems
from service.web.problems import Kind, ProblemError

_REALM: Final = 'Bearer realm="doelgraaf"'
# The store that is written and the shapes take a part of this before any change.
_LEAST_MEMORY: Final = 1024 * MIB
_KINDS: Final = MappingProxyType(
    {
        MalformedChangeError.__name__: problems.BAD_REQUEST,
        NotWritableError.__name__: problems.FORBIDDEN,
        UnfitError.__name__: problems.UNFIT,
        ForeignQuadsError.__name__: problems.UNFIT,
        NoSuchGraphError.__name__: problems.NOT_FOUND,
        ImpossibleUpdateError.__name__: problems.CONFLICT,
        ChangeTooLargeError.__name__: problems.TOO_LARGE,
    }
)


class Makes(Protocol):
    """What makes changes; blocks. Close it after use."""

    def write(self, change: Change) -> Written:
        """Make a change; raises EngineError where it is not made."""
        ...

    def close(self) -> None:
        """Give up what it works with."""
        ...


@dataclass(frozen=True, slots=True)
class Writing:
    """Writing, for who has the token; `most_bytes` is what one request may send."""

    token: str
    writable: Writable
    most_bytes: int
    writer: Makes

    async def make(self, change: Change) -> Written:
        """Make a change, which goes on when the client leaves.

        Raises:
            ProblemError: it is refused, and why.
            EngineError: it failed, or its turn did not come.
        """
        making = asyncio.ensure_future(asyncio.to_thread(self.writer.write, change))
        try:
            return await asyncio.shield(making)
        except ChangeRefusedError as error:
            kind: Kind = _KINDS[error.kind]
            raise ProblemError(kind, problems.spoken(error)) from error


def open_writing(settings: Settings) -> Writing | None:
    """Writing as the settings have it; None where it is off."""
    if settings.write_token is None:
        return None
    memory = max(settings.query_memory_bytes, _LEAST_MEMORY)
    limits = WriterLimits(settings.query_timeout_s, memory, settings.keep_releases)
    writer = Writer(settings.data, settings.writable, limits)
    return Writing(settings.write_token.get_secret_value(), settings.writable, settings.write_limit_bytes, writer)


def prepare(settings: Settings) -> None:
    """Have an empty release to write to, where all graphs are writable and there is none.

    Raises:
        NotScratchError: the release that is served was made from pages.
        ReleaseError: it can't be made.
    """
    if settings.writable is Writable.ALL:
        begin(Releases(settings.data), f"http://{settings.host}:{settings.port}")


def admit(request: Request, writing: Writing | None) -> Writing:
    """The writing that a request may do.

    Raises:
        ProblemError: 403 where nobody may write here, 401 without the right token.
    """
    if writing is None:
        raise ProblemError(problems.FORBIDDEN, _OFF)
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not given:
        raise ProblemError(problems.UNAUTHORISED, _NO_TOKEN, {"WWW-Authenticate": _REALM})
    if not hmac.compare_digest(given.strip().encode("latin-1"), writing.token.encode()):
        headers = {"WWW-Authenticate": f'{_REALM}, error="invalid_token"'}
        raise ProblemError(problems.UNAUTHORISED, _WRONG_TOKEN, headers)
    return writing


_OFF: Final = Label(
    "schrijven staat hier uit; wie de dienst beheert zet het aan met DOELGRAAF_WRITE_TOKEN (docs/operations.md)",
    "writing is off here; whoever runs the service turns it on by DOELGRAAF_WRITE_TOKEN (docs/operations.md)",
)
_NO_TOKEN: Final = Label(
    "wie schrijft stuurt het token mee: Authorization: Bearer TOKEN",
    "who writes sends the token along: Authorization: Bearer TOKEN",
)
_WRONG_TOKEN: Final = Label(
    "dit is niet het token van deze dienst; vraag het aan wie haar beheert",
    "this is not the token of this service; ask whoever runs it",
)
