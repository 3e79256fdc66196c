"""The graphs of the release, each by its IRI: SPARQL 1.1 Graph Store HTTP Protocol, reading for all, writing by token.

An ASGI application. A graph is named by `?graph=IRI` or `?default`, or by the address that is asked (direct
identification, section 4.1). How a change is made and checked is known elsewhere.
"""

import hashlib
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from ontology.iri import CURATED
from ontology.iri import graph as graph_iri
from service.answers.vocabulary import Label
from service.engine.engine import Engine, EngineError, Question
from service.engine.formats import TRIPLES
from service.release.releases import ReleaseManifest
from service.release.write_change import Action, Change, Part
from service.release.write_input import READ
from service.web import problems
from service.web.bodies import media_type_of, read_body, require_utf8
from service.web.clients import client_of
from service.web.graph_multipart import MULTIPART, read_parts
from service.web.problems import Problem, ProblemError
from service.web.sparql import BrokenOffError
from service.web.streams import head_alone
from service.web.variants import preferred_type
from service.web.write_access import Writing, admit

PATH: Final = "/graphs"
_METHODS: Final = "GET, HEAD, OPTIONS, PUT, POST, DELETE"
_ALL: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_MOST_NAMED: Final = 20
_MOST_FIELDS: Final = 20
_OPEN_DATA: Final = MappingProxyType(
    {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "Doelgraaf-Release, ETag, Location, Retry-After",
        "X-Content-Type-Options": "nosniff",
    }
)


@dataclass(frozen=True, slots=True)
class GraphStore:
    """The graph store; `current` gives the manifest of the release that answers, `writing` is None where it is off."""

    engine: Engine
    timeout_s: float
    current: Callable[[], ReleaseManifest]
    writing: Writing | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except ProblemError as error:
            response = _fail(request, error.problem)
        except EngineError as error:
            response = _fail(request, problems.of_engine(error))
        response.headers.update(_OPEN_DATA)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        match request.method:
            case "OPTIONS":
                return _preflight()
            case "GET" | "HEAD":
                return await self._read(request)
            case "PUT" | "POST" | "DELETE":
                return await self._write(request, admit(request, self.writing))
            case method:
                raise ProblemError(problems.METHOD_NOT_ALLOWED, _other_method(method), {"Allow": _METHODS})

    async def _read(self, request: Request) -> Response:
        """A graph, in the form that the client prefers (section 5.2)."""
        manifest = self.current()
        graph = _named(request, manifest.base)
        if graph is _NEW:
            raise _nothing_named(manifest)
        if graph is not None and graph not in manifest.graphs:
            raise ProblemError(problems.NOT_FOUND, _no_graph(graph))
        chosen = preferred_type(request.headers.get("accept"), tuple(TRIPLES))
        if chosen is None:
            raise ProblemError(problems.NOT_ACCEPTABLE, _forms(), {"Vary": "Accept"})
        headers = _headers(manifest.id, graph, chosen)
        if headers["ETag"] in _known_etags(request):
            return Response(status_code=304, headers=headers)
        if request.method == "HEAD":
            return head_alone(chosen, headers)
        asked = () if graph is None else (graph,)
        question = Question(_ALL, chosen, self.timeout_s, default_graphs=asked, client=client_of(request.scope))
        chunks = await self.engine.stream(question)
        return StreamingResponse(_unbroken(chunks), headers=headers)

    async def _write(self, request: Request, writing: Writing) -> Response:
        """Change a graph (sections 5.3 to 5.5)."""
        base = self.current().base
        graph = _named(request, base)
        if graph is _NEW:
            if request.method != "POST":
                raise _nothing_named(self.current())
            graph = graph_iri(base, CURATED, secrets.token_hex(5))
        if request.method == "DELETE":
            written = await writing.make(Change(Action.DROP, graph))
        else:
            action = Action.REPLACE if request.method == "PUT" else Action.ADD
            written = await writing.make(Change(action, graph, await _parts(request, writing.most_bytes)))
        headers = {"Doelgraaf-Release": written.release}
        if written.created and graph is not None:
            return Response(status_code=201, headers=headers | {"Location": graph})
        return Response(status_code=204, headers=headers)


def graph_routes(store: GraphStore) -> list[Route]:
    """Where the graph store is: at its own path, and for writing at the address of each graph itself."""
    return [
        Route(PATH, store, name="graphs"),
        Route(f"{PATH}/{{path:path}}", store),
        Route("/graph/{path:path}", store, methods=["PUT", "POST", "DELETE"]),
    ]


_NEW: Final = ""
"""In the place of a graph: the request names none."""


def _named(request: Request, base: str) -> str | None:
    """The graph that a request names; None for the default graph.

    Raises:
        ProblemError: 400, it names two, or by no absolute IRI.
    """
    fields = _fields(request)
    names = [value for name, value in fields if name == "graph"]
    default = [name for name, _ in fields if name == "default"]
    direct = request.url.path if request.url.path != PATH else None
    if len(names) + len(default) + (direct is not None) > 1:
        raise ProblemError(problems.BAD_REQUEST, _TWO_GRAPHS)
    if default:
        return None
    if direct is not None:
        names = [f"{base}{request.scope.get('raw_path', direct.encode()).decode('latin-1').partition('?')[0]}"]
    if not names:
        return _NEW
    try:
        return NamedNode(names[0]).value
    except ValueError as error:
        raise ProblemError(problems.BAD_REQUEST, _no_iri(names[0], str(error))) from error


def _fields(request: Request) -> list[tuple[str, str]]:
    try:
        asked = request.scope["query_string"].decode("utf-8")
        return parse_qsl(asked, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:  # bytes that are no UTF-8 are one too
        raise ProblemError(problems.BAD_REQUEST, _UNREADABLE) from error


async def _parts(request: Request, most_bytes: int) -> tuple[Part, ...]:
    """The RDF of a request.

    Raises:
        ProblemError: 415 for a form that is not read, and what `read_body` refuses.
    """
    content_type = request.headers.get("content-type", "")
    media_type, _ = media_type_of(content_type)
    if media_type != MULTIPART:
        _require_read(content_type)
        return (Part(media_type, await read_body(request, most_bytes)),)
    pieces = read_parts(await read_body(request, most_bytes), content_type)
    for piece, _ in pieces:
        _require_read(piece)
    return tuple(Part(media_type_of(piece)[0], content) for piece, content in pieces)


def _require_read(content_type: str) -> None:
    media_type, parameters = media_type_of(content_type)
    if media_type not in READ:
        raise ProblemError(problems.UNSUPPORTED_MEDIA_TYPE, _unread(media_type), {"Accept": ", ".join(READ)})
    require_utf8(parameters)


async def _unbroken(chunks: AsyncGenerator[bytes, None]) -> AsyncIterator[bytes]:
    """The pieces of a graph; a failure breaks the body off, so that nobody takes a part for the whole."""
    async with aclosing(chunks):
        try:
            async for chunk in chunks:
                yield chunk
        except EngineError as error:
            raise BrokenOffError(str(error)) from error


def _headers(release: str, graph: str | None, media_type: str) -> dict[str, str]:
    name = hashlib.sha256(f"{release} {graph} {media_type}".encode()).hexdigest()[:32]
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return {
        "Content-Type": media_type + charset,
        "ETag": f'"{name}"',
        "Vary": "Accept",
        "Cache-Control": "public, no-cache",
        "Doelgraaf-Release": release,
    }


def _known_etags(request: Request) -> set[str]:
    header = request.headers.get("if-none-match", "")
    return {etag.strip().removeprefix("W/") for etag in header.split(",")}


def _fail(request: Request, problem: Problem) -> Response:
    return problems.response(problem, request.headers.get("accept-language"), request.url.path)


def _preflight() -> Response:
    headers: Mapping[str, str] = {
        "Allow": _METHODS,
        "Access-Control-Allow-Methods": _METHODS,
        "Access-Control-Allow-Headers": "Accept, Accept-Language, Authorization, Content-Type, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
    return Response(status_code=204, headers=headers)


def _nothing_named(manifest: ReleaseManifest) -> ProblemError:
    error = ProblemError(problems.BAD_REQUEST, _NO_GRAPH_NAMED)
    some = sorted(manifest.graphs)[:_MOST_NAMED]
    error.problem = Problem(problems.BAD_REQUEST, _NO_GRAPH_NAMED, {"available": some, "graphs": len(manifest.graphs)})
    return error


def _other_method(method: str) -> Label:
    return Label(f"{method} kan hier niet; gebruik {_METHODS}", f"{method} can't be used here; use {_METHODS}")


def _no_graph(graph: str) -> Label:
    return Label(
        f"de release in dienst heeft geen graaf {graph}; vraag {PATH} zonder graaf om namen van grafen",
        f"the release that is served has no graph {graph}; ask {PATH} without a graph for names of graphs",
    )


def _no_iri(name: str, why: str) -> Label:
    return Label(f"graph {name!r} is geen absolute IRI ({why})", f"graph {name!r} is no absolute IRI ({why})")


def _forms() -> Label:
    names = ", ".join(TRIPLES)
    return Label(f"een graaf bestaat in de vormen {names}", f"a graph exists in the forms {names}")


def _unread(media_type: str) -> Label:
    names = ", ".join((*READ, MULTIPART))
    return Label(
        f"Content-Type {media_type!r} wordt hier niet gelezen; stuur {names}",
        f"Content-Type {media_type!r} is not read here; send {names}",
    )


_UNREADABLE: Final = Label(
    f"het adres is geen UTF-8, of heeft meer dan {_MOST_FIELDS} velden; stuur {PATH}?graph=IRI",
    f"the address is no UTF-8, or has more than {_MOST_FIELDS} fields; send {PATH}?graph=IRI",
)
_TWO_GRAPHS: Final = Label(
    "het verzoek noemt meer dan één graaf; noem er één, met ?graph=IRI of met ?default",
    "the request names more than one graph; name one, by ?graph=IRI or by ?default",
)
_NO_GRAPH_NAMED: Final = Label(
    f"noem een graaf: {PATH}?graph=IRI, of {PATH}?default voor de standaardgraaf; `available` noemt er enkele",
    f"name a graph: {PATH}?graph=IRI, or {PATH}?default for the default graph; `available` lists some",
)
