"""The web application, built from values: the SPARQL endpoint, the routes it is given, and what holds for all of them.

Knows no page and no question; those come in as routers.
"""

from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Final

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.answers.coverage import Holdings
from service.answers.dcat.publisher import Publisher
from service.answers.search.finding import Index
from service.answers.vocabulary import Label
from service.engine.engine import Engine, EngineError
from service.engine.fair_use import UNLIMITED, FairUse, Share
from service.logs import AccessLog
from service.release.service_graph import FORMATS, Features
from service.release.write_input import READ
from service.web import problems
from service.web.answer_cache import AnswerCache
from service.web.api_headers import is_api
from service.web.description import describe
from service.web.direct import Direct
from service.web.faults import faults
from service.web.graph_store import GraphStore, graph_routes
from service.web.no_address import nothing_there, other_method
from service.web.problems import BAD_REQUEST, NOT_READY, Problem, ProblemError
from service.web.render import Renderer, make_renderer
from service.web.sparql import SparqlEndpoint
from service.web.sparql_page import SparqlPage
from service.web.update import Updates
from service.web.variants import preferred_type

_SECURITY_HEADERS: Final = (
    (
        "Content-Security-Policy",
        (
            "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
)


def application(  # noqa: PLR0913 - its parts, most of which a test leaves out
    engine: Engine,
    routers: Sequence[APIRouter] = (),
    *,
    query_timeout_s: float = 30.0,
    cache_bytes: int = 0,
    max_age_s: int = 0,
    current: Callable[[], Holdings] | None = None,
    graphs: GraphStore | None = None,
    union_default_graph: bool = True,
    refusals: Share = UNLIMITED,
    search: Callable[[str], Index] | None = None,
    operator: Publisher | None = None,
) -> FastAPI:
    """The application over an engine; `routers` are the pages and answers that it offers beside SPARQL.

    `current` gives what the present release holds, of which the page for SPARQL shows the stored questions;
    `cache_bytes` is what finished answers may take that are kept, `max_age_s` how long a proxy may give one unasked.
    `graphs` gives the graphs one by one, and has who may write. `union_default_graph` is what the endpoint says of
    its default graph, and `refusals` is what a client may send of queries that are not run. `search` gives the search
    index of a release, for searches in queries. `operator` is whom the description of the API names to write to.
    """
    app = FastAPI(
        title="doelgraaf",
        description="Policy goals of Dutch municipalities, and how they relate.",
        version=version("doelgraaf"),
        openapi_url=None,  # it stands among the routes of the API, with their headers
        docs_url=None,  # both load their scripts from a CDN
        redoc_url=None,
        redirect_slashes=False,  # an address with a slash at its end is another address (API Design Rules)
    )
    renderer = make_renderer()
    writing = graphs.writing if graphs else None
    features = Features(union_default_graph, tuple(FORMATS[name] for name in READ) if writing else ())
    endpoint = SparqlEndpoint(
        engine,
        query_timeout_s,
        SparqlPage(renderer),
        current,
        AnswerCache(cache_bytes),
        max_age_s,
        features,
        FairUse(refusals),
        search=search,
    )
    updates = Updates(endpoint, writing, lambda: graphs.current().base if graphs else "")
    if graphs is not None:
        app.router.routes += graph_routes(graphs)
    app.include_router(_operations(engine))
    for router in routers:
        app.include_router(router)
    describe(app, operator or Publisher(), lambda: current().base if current else "")
    _handle_problems(app, renderer)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Direct, mounted={"/sparql": SecurityHeaders(updates)})
    app.add_middleware(AccessLog)
    return app


class SecurityHeaders:
    """ASGI middleware that gives every answer the headers that bind a browser, where it has none of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of its answer."""

        async def completing_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SECURITY_HEADERS:
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, completing_send if scope["type"] == "http" else send)


def _operations(engine: Engine) -> APIRouter:
    """What an operator asks: does the process run, and does it answer."""
    router = APIRouter(include_in_schema=False)

    async def livez() -> Response:
        return PlainTextResponse("ok\n")

    async def readyz() -> Response:
        try:
            await engine.rows("SELECT (1 AS ?one) {}")
        except EngineError as error:
            raise ProblemError(NOT_READY, str(error)) from error
        return JSONResponse({"release": engine.release})

    router.add_api_route("/livez", livez, methods=["GET", "HEAD"])
    router.add_api_route("/readyz", readyz, methods=["GET", "HEAD"])
    return router


def _handle_problems(app: FastAPI, renderer: Renderer) -> None:
    async def of_request(request: Request, error: Exception) -> Response:
        wanted = preferred_type(request.headers.get("accept"), (problems.MEDIA_TYPE, "text/html"))
        problem = _problem(request, error)
        if wanted == "text/html" and not is_api(request.url.path):
            return renderer.problem(request, None, problem)
        return problems.response(problem, request.headers.get("accept-language"), request.url.path)

    for error in (ProblemError, EngineError, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(error, of_request)


def _problem(request: Request, error: Exception) -> Problem:
    match error:
        case ProblemError():
            return error.problem
        case EngineError():
            return problems.of_engine(error)
        case RequestValidationError():
            return Problem(BAD_REQUEST, faults(error))
        case HTTPException(status_code=404):
            return nothing_there(request.url.path, request.app.openapi()["paths"])
        case HTTPException(status_code=405):
            return other_method(request.url.path, error.headers or {})
        case HTTPException():
            return Problem(problems.of_status(error.status_code), error.detail, headers=error.headers or {})
        case _:
            return Problem(
                problems.INTERNAL,
                Label(
                    "de dienst stuitte op een eigen fout; het logboek zegt meer",
                    "the service met an error of its own; its log says more",
                ),
            )
