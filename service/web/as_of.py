"""As-of: a request whose address ends in `release=` goes to an application over that release (ASGI).

An answer of a release that is named never changes, and says so to caches; a page does, because it tells which release
is served now. How applications over older releases are opened is known by `old_releases`.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.answers.vocabulary import Label
from service.web import problems
from service.web.kept_release import NAME, KeptRelease, keeping, named_releases
from service.web.named_release import find_release, manifest_of
from service.web.old_releases import NotOpenYetError, OldReleaseError, OldReleases
from service.web.problems import BAD_REQUEST, METHOD_NOT_ALLOWED, NOT_READY, Problem, ProblemError
from service.web.render import Renderer
from service.web.variants import preferred_type

_METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
_ALLOW: Final = "GET, HEAD, POST, OPTIONS"
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_NEVER_CHANGE: Final = frozenset({200, 303, 304})
_RETRY_AFTER: Final = {"Retry-After": "5"}


class AsOf:
    """An ASGI application in front of another, which answers from the release that is served: `current`."""

    def __init__(
        self, application: ASGIApp, data: Path, current: Callable[[], str], old: OldReleases, renderer: Renderer
    ) -> None:
        self._application = application
        self._data = data
        self._current = current
        self._old = old
        self._renderer = renderer

    def close(self) -> None:
        """Close the applications over older releases."""
        self._old.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or b"release=" not in scope["query_string"]:
            await self._application(scope, receive, send)
            return
        values, rest = named_releases(scope["query_string"])
        if not values:
            await self._application(scope, receive, send)
            return
        try:
            await self._answer(self._kept(scope, values, rest), scope, receive, send)
        except ProblemError as error:
            await self._fail(Request(scope), error.problem)(scope, receive, send)

    async def _answer(self, kept: KeptRelease, scope: Scope, receive: Receive, send: Send) -> None:
        """Have the application over a release answer.

        Raises:
            ProblemError: 503, before anything is sent.
        """
        answer = _Answer(kept, scope["method"], send)
        if kept.is_current:
            await self._application(keeping(scope, kept), receive, answer.send)
            return
        try:
            async with self._old.application(kept.release) as application:
                await application(keeping(scope, kept), receive, answer.send)
        except OldReleaseError as error:
            headers = _RETRY_AFTER if isinstance(error, NotOpenYetError) else None
            raise ProblemError(NOT_READY, problems.spoken(error), headers) from error

    def _kept(self, scope: Scope, values: list[str], rest: bytes) -> KeptRelease:
        """The release that a request names.

        Raises:
            ProblemError: 404 where there is no such release, with those that are near; 400 or 405 for what can't be.
        """
        if scope["method"] not in _METHODS:
            raise ProblemError(METHOD_NOT_ALLOWED, _ONLY_READ, {"Allow": _ALLOW})
        if len(set(values)) > 1:
            raise ProblemError(BAD_REQUEST, _TWO_RELEASES)
        release = find_release(self._data, values[0])
        made = datetime.fromisoformat(manifest_of(self._data, release).created).date()
        return KeptRelease(release, made, self._current(), scope["path"], rest.decode("latin-1"))

    def _fail(self, request: Request, problem: Problem) -> Response:
        wanted = preferred_type(request.headers.get("accept"), (problems.MEDIA_TYPE, "text/html"))
        if wanted == "text/html" and not request.url.path.startswith("/v1"):
            return self._renderer.problem(request, None, problem)
        answer = problems.response(problem, request.headers.get("accept-language"), request.url.path)
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Access-Control-Allow-Origin"] = "*"
        return answer


class _Answer:
    """What is sent of one answer, with the headers of an answer of a named release."""

    def __init__(self, kept: KeptRelease, method: str, send: Send) -> None:
        self._kept = kept
        self._method = method
        self._send = send
        self._is_other = False

    async def send(self, message: Message) -> None:
        """Pass a message on."""
        if message["type"] == "http.response.start":
            said = Headers(raw=message["headers"]).get("doelgraaf-release", self._kept.release)
            if said != self._kept.release:  # another release came to be served between the look and the answer
                self._is_other = True
                await self._send_try_again()
                return
            self._complete(message["status"], MutableHeaders(scope=message))
        if not self._is_other:
            await self._send(message)

    async def _send_try_again(self) -> None:
        headers = [(b"retry-after", b"0"), (b"content-length", b"0"), (b"cache-control", b"no-store")]
        await self._send({"type": "http.response.start", "status": 503, "headers": headers})
        await self._send({"type": "http.response.body", "body": b""})

    def _complete(self, status: int, headers: MutableHeaders) -> None:
        headers["Doelgraaf-Release"] = self._kept.release
        if "link" in headers:
            headers["Link"] = self._kept.in_links(headers["Link"])
        if headers.get("location", "").startswith("/"):
            headers["Location"] = self._kept.in_address(headers["Location"])
        if self._method not in {"GET", "HEAD"} or status not in _NEVER_CHANGE:
            return
        if headers.get("content-type", "").startswith("text/html"):
            headers["Cache-Control"] = "public, no-cache"
            for name in ("ETag", "Last-Modified"):  # they speak for what the release says, not for what is served now
                del headers[name]
        elif "etag" in headers or status == 303:  # what has no ETag may differ from time to time
            headers["Cache-Control"] = _FOR_EVER


_ONLY_READ: Final = Label(
    f"een release verandert niet; schrijf zonder {NAME}=, dan komt er een nieuwe",
    f"a release does not change; write without {NAME}=, which makes a new one",
)
_TWO_RELEASES: Final = Label(f"noem één release met {NAME}=", f"name one release with {NAME}=")
