"""Applications that are asked so often that their requests skip the router. Knows none of them."""

from collections.abc import Mapping

from starlette.types import ASGIApp, Receive, Scope, Send


class Direct:
    """ASGI middleware that hands a request with the path of an application to it, and any other on."""

    def __init__(self, app: ASGIApp, mounted: Mapping[str, ASGIApp]) -> None:
        self.app = app
        self._mounted = mounted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request to who answers it."""
        mounted = self._mounted.get(scope["path"]) if scope["type"] == "http" else None
        await (mounted or self.app)(scope, receive, send)
