"""SPARQL Update over HTTP, in front of the endpoint for queries: updates end here, all else passes on.

By SPARQL 1.1 Protocol, section 2.2: `update` in a form, or the update itself as the body. Only who has the token gets
through, and where not all graphs are writable only words that name every graph that they write.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ontology.iri import CURATED
from ontology.iri import graph as graph_iri
from service.answers.vocabulary import Label
from service.engine.engine import EngineError
from service.engine.guard import MOST_GRAPHS
from service.engine.update_dataset import with_dataset
from service.engine.update_guard import MOST_UPDATE_BYTES, read_update
from service.release.write_change import Action, Change, Writable
from service.web import problems
from service.web.bodies import media_type_of, read_body, require_utf8
from service.web.problems import Problem, ProblemError
from service.web.write_access import Writing, admit

DIRECT: Final = "application/sparql-update"
_FORM: Final = "application/x-www-form-urlencoded"
# An update of the longest kind with every byte percent-encoded, and some room for the graphs beside it.
_MOST_BODY_BYTES: Final = 4 * MOST_UPDATE_BYTES
_MOST_FIELDS: Final = 2 * MOST_GRAPHS + 10
_UPDATE_FIELD: Final = b"update"  # no client has a reason to percent-encode these letters
_OPEN_DATA: Final = MappingProxyType(
    {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Doelgraaf-Release, Retry-After"}
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """An update with the dataset of its patterns."""

    update: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


class Updates:
    """ASGI middleware of the endpoint for queries; `base` gives that of the data, `writing` is None where it is off."""

    def __init__(self, app: ASGIApp, writing: Writing | None, base: Callable[[], str]) -> None:
        self.app = app
        self._writing = writing
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer an update; pass on any other request."""
        content_type = _content_type(scope)
        if content_type is None:
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response = await self._respond(request, content_type)
        except ProblemError as error:
            response = _fail(request, error.problem)
        except EngineError as error:
            response = _fail(request, problems.of_engine(error))
        if isinstance(response, bytes):
            await self.app(scope, _again(response, receive), send)
            return
        response.headers.update(_OPEN_DATA)
        await response(scope, receive, send)

    async def _respond(self, request: Request, content_type: str) -> Response | bytes:
        """The response to an update, or the body of a form that has none."""
        media_type, parameters = media_type_of(content_type)
        if media_type == DIRECT:
            writing = admit(request, self._writing)
            require_utf8(parameters)
            body = await read_body(request, _MOST_BODY_BYTES)
            asked = _asked([*_fields(request.scope["query_string"]), ("update", _decode(body))])
        else:
            body = await read_body(request, _MOST_BODY_BYTES)
            if _UPDATE_FIELD not in body:
                return body
            fields = [*_fields(request.scope["query_string"]), *_fields(body)]
            if all(name != "update" for name, _ in fields):
                return body
            writing = admit(request, self._writing)
            require_utf8(parameters)
            asked = _asked(fields)
        written = await writing.make(self._change(asked, writing.writable))
        return Response(status_code=204, headers={"Doelgraaf-Release": written.release})

    def _change(self, asked: _Asked, writable: Writable) -> Change:
        """The change that an update asks for.

        Raises:
            EngineError: it can't be read, or is not run here.
            ProblemError: 403, its words don't name every graph that it writes; 400, it has a dataset twice.
        """
        base = self._base()
        reading = read_update(asked.update, f"{base}/sparql")
        if (asked.default_graphs or asked.named_graphs) and (reading.has_using or reading.has_with):
            raise ProblemError(problems.BAD_REQUEST, _TWO_DATASETS)
        if writable is Writable.CURATED and not reading.names_all_targets:
            raise ProblemError(problems.FORBIDDEN, _unnamed(base))
        text = with_dataset(reading.runnable, asked.default_graphs, asked.named_graphs)
        return Change(Action.UPDATE, update=text, targets=reading.targets)


def _content_type(scope: Scope) -> str | None:
    """The Content-Type of a request that may hold an update; None for any other."""
    if scope["method"] != "POST":
        return None
    for name, value in scope["headers"]:
        if name == b"content-type":
            content_type = value.decode("latin-1")
            return content_type if media_type_of(content_type)[0] in {DIRECT, _FORM} else None
    return None


def _asked(fields: Sequence[tuple[str, str]]) -> _Asked:
    """The update of the fields of a request.

    Raises:
        ProblemError: 400, it is not there just once, or a graph has no absolute IRI.
    """
    updates = [value for name, value in fields if name == "update"]
    if len(updates) != 1 or any(name == "query" for name, _ in fields):
        raise ProblemError(problems.BAD_REQUEST, _NOT_ONE)
    return _Asked(updates[0], _graphs(fields, "using-graph-uri"), _graphs(fields, "using-named-graph-uri"))


def _graphs(fields: Sequence[tuple[str, str]], name: str) -> tuple[str, ...]:
    graphs = [value for field, value in fields if field == name]
    if len(graphs) > MOST_GRAPHS:
        raise ProblemError(problems.BAD_REQUEST, _too_many(name, len(graphs)))
    for graph in graphs:
        try:
            NamedNode(graph)
        except ValueError as error:
            raise ProblemError(problems.BAD_REQUEST, _no_iri(name, graph, str(error))) from error
    return tuple(graphs)


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    """The fields of an encoded form; a plus is a space (URL Standard, section 5.1)."""
    try:
        return parse_qsl(
            _decode(encoded), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MOST_FIELDS
        )
    except UnicodeDecodeError as error:
        raise ProblemError(problems.BAD_REQUEST, _no_utf8(error)) from error
    except ValueError as error:
        raise ProblemError(problems.BAD_REQUEST, _TOO_MANY_FIELDS) from error


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemError(problems.BAD_REQUEST, _no_utf8(error)) from error


def _again(body: bytes, receive: Receive) -> Receive:
    """What gives a body that was read once more, and then what comes after it."""
    waiting = [body]

    async def receive_again() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return receive_again


def _fail(request: Request, problem: Problem) -> Response:
    return problems.response(problem, request.headers.get("accept-language"), request.url.path)


def _no_utf8(error: UnicodeDecodeError) -> Label:
    return Label(
        f"byte {error.start} van het verzoek is geen UTF-8; stuur UTF-8",
        f"byte {error.start} of the request is no UTF-8; send UTF-8",
    )


def _no_iri(name: str, graph: str, why: str) -> Label:
    return Label(f"{name} {graph!r} is geen absolute IRI ({why})", f"{name} {graph!r} is no absolute IRI ({why})")


def _too_many(name: str, count: int) -> Label:
    return Label(
        f"het verzoek heeft {count} keer {name}; hoogstens {MOST_GRAPHS} worden gebruikt",
        f"the request has {count} of {name}; at most {MOST_GRAPHS} are used",
    )


def _unnamed(base: str) -> Label:
    example = graph_iri(base, CURATED, "notes")
    return Label(
        "de wijziging moet elke graaf die zij schrijft voluit noemen, en geen variabele, DEFAULT, NAMED of ALL; "
        f"zet de uitspraken in GRAPH <{example}> {{ }}",
        "the update has to name each graph that it writes in full, by no variable, DEFAULT, NAMED or ALL; "
        f"put the statements in GRAPH <{example}> {{ }}",
    )


_NOT_ONE: Final = Label(
    "een wijziging komt alleen: stuur precies één `update` en geen `query`",
    "an update comes alone: send exactly one `update` and no `query`",
)
_TWO_DATASETS: Final = Label(
    "de wijziging heeft zelf USING of WITH; laat using-graph-uri en using-named-graph-uri dan weg",
    "the update has USING or WITH of its own; leave using-graph-uri and using-named-graph-uri out then",
)
_TOO_MANY_FIELDS: Final = Label(
    f"het verzoek heeft meer dan {_MOST_FIELDS} velden; stuur er minder",
    f"the request has more than {_MOST_FIELDS} fields; send fewer",
)
