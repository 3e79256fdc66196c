"""The client for Python at `/client.py`, as a file that asks this service unless it is told otherwise."""

import json
from functools import cache
from importlib.resources import files
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from service.web import respond
from service.web.replies import answer_head
from service.web.site import Site, route_class

PATH: Final = "/client.py"
ASKS: Final = 'BASE: Final = "http://localhost:8000"\n'
"""The line of the client that names the service that it asks."""

_HEADERS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Content-Disposition": 'attachment; filename="doelgraaf_client.py"',
}


def router(site: Site) -> APIRouter:
    """The route `/client.py`."""
    routes = APIRouter(route_class=route_class(site, pages=False, checked=False))

    @routes.get(PATH, include_in_schema=False)
    async def client(request: Request) -> Response:
        holdings = site.current()
        return respond.answer(
            request, holdings, client_of(holdings.base).encode(), "text/x-python; charset=utf-8", _HEADERS
        )

    answer_head(routes)
    return routes


@cache
def client_of(base: str) -> str:
    """The client that asks the service of a base.

    The base is that of the release: what a request names as its host is what a proxy may keep for others.
    """
    before, _, after = _source().partition(ASKS)
    return f"{before}BASE: Final = {json.dumps(base)}\n{after}"


@cache
def _source() -> str:
    return files("service").joinpath("client.py").read_text(encoding="utf-8")
