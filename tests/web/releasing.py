"""One release in front of an application: addresses that name it are answered, as a service does with all it keeps."""

from datetime import date

from starlette.types import ASGIApp, Receive, Scope, Send

from service.web.kept_release import KeptRelease, keeping, named_releases


class Released:
    """An ASGI application that knows one release by its name."""

    def __init__(self, application: ASGIApp, release: str) -> None:
        self._application = application
        self._release = release

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, without the name of the release."""
        if scope["type"] == "http":
            values, rest = named_releases(scope["query_string"])
            if values:
                assert set(values) == {self._release}
                kept = KeptRelease(self._release, date(2031, 1, 2), self._release, scope["path"], rest.decode())
                scope = keeping(scope, kept)
        await self._application(scope, receive, send)
