"""A request by the SPARQL 1.1 Protocol (section 2.1), read from HTTP with a limit on everything. Runs nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.requests import Request

from service.answers.vocabulary import Label
from service.engine.guard import MOST_BYTES, MOST_GRAPHS
from service.web.bodies import media_type_of, read_body, require_utf8
from service.web.problems import BAD_REQUEST, UNSUPPORTED_MEDIA_TYPE, ProblemError

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"

# A query of the longest kind with every byte percent-encoded, and some room for the graphs beside it.
_MOST_BODY_BYTES: Final = 4 * MOST_BYTES
_MOST_FIELDS: Final = 2 * MOST_GRAPHS + 10
_BODY_TIMEOUT_S: Final = 20.0


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """What was asked; `query` is None where nothing was. `form` is a short name for the form of the answer.

    `hints` is False where no hint is wanted with an answer without rows; `posted` is what came in the body, with its
    media type.
    """

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    timeout_s: float | None
    form: str | None
    hints: bool = True
    posted: bytes = b""


async def read_request(request: Request) -> SparqlRequest:
    """The SPARQL request of a GET, HEAD or POST.

    Raises:
        ProblemError: it does not follow the protocol, or is too long.
    """
    fields = _fields(request.scope["query_string"])
    if request.method != "POST":
        return _interpret(fields, must_ask=False)
    media_type = _posted_type(request)
    body = await read_body(request, _MOST_BODY_BYTES, _BODY_TIMEOUT_S)
    fields += _fields(body) if media_type == FORM else [("query", _decode(body))]
    return replace(_interpret(fields, must_ask=True), posted=media_type.encode() + b"\n" + body)


def _posted_type(request: Request) -> str:
    media_type, parameters = media_type_of(request.headers.get("content-type", ""))
    require_utf8(parameters)
    match media_type:
        case "application/x-www-form-urlencoded" | "application/sparql-query" as known:
            return known
        case other:
            raise ProblemError(
                UNSUPPORTED_MEDIA_TYPE,
                Label(
                    f"een POST met Content-Type {other!r} wordt hier niet gelezen; stuur {FORM} of {DIRECT}",
                    f"a POST with Content-Type {other!r} is not read here; send {FORM} or {DIRECT}",
                ),
            )


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    """The fields of an encoded form; a plus is a space (URL Standard, section 5.1)."""
    try:
        return parse_qsl(
            _decode(encoded), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MOST_FIELDS
        )
    except UnicodeDecodeError as error:
        raise ProblemError(
            BAD_REQUEST,
            Label(
                f"het verzoek heeft bytes die geen UTF-8 zijn ({error.reason})",
                f"the request holds bytes that are no UTF-8 ({error.reason})",
            ),
        ) from error
    except ValueError as error:
        raise ProblemError(
            BAD_REQUEST,
            Label(
                f"het verzoek heeft meer dan {_MOST_FIELDS} velden; stuur er minder",
                f"the request has more than {_MOST_FIELDS} fields; send fewer",
            ),
        ) from error


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemError(
            BAD_REQUEST,
            Label(
                f"byte {error.start} van het verzoek is geen UTF-8; stuur UTF-8",
                f"byte {error.start} of the request is no UTF-8; send UTF-8",
            ),
        ) from error


def _interpret(fields: Sequence[tuple[str, str]], *, must_ask: bool) -> SparqlRequest:
    if any(name == "update" for name, _ in fields):
        raise ProblemError(
            BAD_REQUEST,
            Label(
                "hier worden alleen vragen beantwoord; stuur `query` en geen `update`",
                "this endpoint only answers queries; send `query` and no `update`",
            ),
        )
    queries = [value for name, value in fields if name == "query"]
    if len(queries) > 1:
        raise ProblemError(
            BAD_REQUEST,
            Label(
                f"het verzoek heeft {len(queries)} vragen; stuur er precies één",
                f"the request has {len(queries)} queries; send exactly one",
            ),
        )
    if not queries and must_ask:
        raise ProblemError(
            BAD_REQUEST,
            Label(
                f"het verzoek heeft geen vraag; stuur er een in `query`, of stuur haar zelf met Content-Type: {DIRECT}",
                f"the request has no query; send one in `query`, or send it as it is with Content-Type: {DIRECT}",
            ),
        )
    if queries and not queries[0].strip():
        raise ProblemError(
            BAD_REQUEST,
            Label(
                "de vraag is leeg; een vraag begint met SELECT, ASK, CONSTRUCT of DESCRIBE, zoals ASK { ?s ?p ?o }",
                "the query is empty; a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, such as ASK { ?s ?p ?o }",
            ),
        )
    return SparqlRequest(
        query=queries[0].removeprefix("\ufeff") if queries else None,  # a byte order mark of an editor
        default_graphs=_graphs(fields, "default-graph-uri"),
        named_graphs=_graphs(fields, "named-graph-uri"),
        timeout_s=_timeout(fields),
        form=next((value for name, value in fields if name == "format" and value), None),
        hints=("hint", "no") not in fields,
    )


def _graphs(fields: Sequence[tuple[str, str]], name: str) -> tuple[str, ...]:
    graphs = tuple(value for field, value in fields if field == name)
    if len(graphs) > MOST_GRAPHS:
        raise ProblemError(
            BAD_REQUEST,
            Label(
                f"het verzoek heeft {len(graphs)} keer {name}; hoogstens {MOST_GRAPHS} worden gebruikt",
                f"the request has {len(graphs)} of {name}; at most {MOST_GRAPHS} are used",
            ),
        )
    for graph in graphs:
        try:
            NamedNode(graph)
        except ValueError as error:
            raise ProblemError(
                BAD_REQUEST,
                Label(
                    f"{name} {graph!r} is geen absolute IRI ({error})", f"{name} {graph!r} is no absolute IRI ({error})"
                ),
            ) from error
    return graphs


def _timeout(fields: Sequence[tuple[str, str]]) -> float | None:
    values = [value for name, value in fields if name == "timeout" and value]
    if not values:
        return None
    try:
        seconds = float(values[0])
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ProblemError(
            BAD_REQUEST,
            Label(
                f"timeout {values[0]!r} is geen aantal seconden boven 0, zoals 5",
                f"timeout {values[0]!r} is no number of seconds above 0, such as 5",
            ),
        )
    return seconds
