"""The engine behind somebody's SPARQL endpoint, by HTTP. Its answer comes whole; what runs there is not known here."""

import ast
import asyncio
import re
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from http.client import HTTPException, HTTPResponse
from typing import Final
from urllib.error import HTTPError, URLError

import msgspec
from SPARQLWrapper import POST, POSTDIRECTLY, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, EndPointNotFound, QueryBadFormed, Unauthorized

from ontology.language import Language, Phrase
from ontology.terms import PREFIXES
from service.engine import guard
from service.engine.bindings import bind
from service.engine.engine import (
    EngineBusyError,
    EngineError,
    QueryFailedError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    Question,
    Row,
    Term,
)
from service.engine.formats import JSON_RESULTS
from service.engine.rows import parse_rows

_CHUNK_BYTES: Final = 64 * 1024
_NETWORK_GRACE_S: Final = 5


class _Problem(msgspec.Struct):
    """What an endpoint says of a query that it does not answer (RFC 9457); other answers have none of it."""

    type: str = ""
    detail: str = ""
    line: int | None = None
    column: int | None = None


class RemoteEngine:
    """Runs queries at a SPARQL endpoint, by the SPARQL 1.1 Protocol; `timeout_s` limits each.

    `language` is the one that the endpoint is asked to say in what is wrong with a query.
    """

    def __init__(self, endpoint: str, timeout_s: float, language: Language = Language.EN) -> None:
        self._endpoint = endpoint
        self._language = language
        self._timeout_s = timeout_s
        self._release = ""

    @property
    def release(self) -> str:
        """The release that the last answer named; empty before the first, and of endpoints that name none."""
        return self._release

    async def rows(self, query: str, bindings: Mapping[str, Term] | None = None) -> Sequence[Row]:
        """The rows of one of our own SELECT queries; bindings become one VALUES row at the start of its pattern.

        Raises:
            EngineError: the query failed.
        """
        reading = guard.read(query)
        if reading.where is None:
            raise QueryFailedError("the query has no pattern to bind values in")
        text = _with_prefixes(bind(query, reading.where, bindings or {}))
        answer = await self.stream(Question(text, JSON_RESULTS, self._timeout_s))
        return parse_rows(b"".join([chunk async for chunk in answer]))

    async def stream(self, question: Question) -> AsyncGenerator[bytes, None]:
        """The answer to somebody's query, as the endpoint serialises it.

        Raises:
            EngineError: the endpoint gave no answer, of the subclass that says why.
        """
        guard.read(question.text)  # an update must not leave this machine as a query
        content = await asyncio.to_thread(self._ask, question)
        return _chunked(content)

    def _ask(self, question: Question) -> bytes:
        try:
            response = self._wrapper(question).query().response
            self._release = response.headers.get("Doelgraaf-Release", "")
            return _read(response)
        except QueryBadFormed as error:
            raise _refusal(str(error)) from error
        except HTTPError as error:
            raise _failure(self._endpoint, error) from error
        except EndPointInternalError as error:
            raise QueryFailedError(_FAILED, endpoint=self._endpoint, why=_problem(str(error)).detail) from error
        except (EndPointNotFound, Unauthorized) as error:
            raise QueryFailedError(_NO_ENDPOINT, endpoint=self._endpoint) from error
        except TimeoutError as error:
            raise QueryTimeoutError(_SILENT, endpoint=self._endpoint, seconds=f"{question.timeout_s:g}") from error
        except (URLError, HTTPException, OSError) as error:
            raise QueryFailedError(_NOT_ASKED, endpoint=self._endpoint, why=str(error)) from error

    def _wrapper(self, question: Question) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(self._endpoint)
        wrapper.setQuery(question.text)
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(POSTDIRECTLY)
        wrapper.setOnlyConneg(True)
        wrapper.setTimeout(int(question.timeout_s) + _NETWORK_GRACE_S)
        wrapper.addCustomHttpHeader("Accept", question.media_type)
        wrapper.addCustomHttpHeader("Accept-Language", self._language)
        for graph in question.default_graphs:
            wrapper.addParameter("default-graph-uri", graph)
        for graph in question.named_graphs:
            wrapper.addParameter("named-graph-uri", graph)
        return wrapper


def _read(response: HTTPResponse) -> bytes:
    return response.read()


def _refusal(message: str) -> EngineError:
    problem = _problem(message)
    if problem.type.endswith("/query-refused"):
        return QueryRefusedError(problem.detail)
    return QuerySyntaxError(problem.detail, problem.line, problem.column)


def _failure(endpoint: str, error: HTTPError) -> EngineError:
    match error.code:
        case 413:
            return QueryRefusedError(_TOO_LONG, endpoint=endpoint)
        case 429 | 503:
            return EngineBusyError(_BUSY, endpoint=endpoint)
        case 408 | 504:
            return QueryTimeoutError(_STOPPED, endpoint=endpoint)
        case code:
            return QueryFailedError(_ANSWERED, endpoint=endpoint, code=code, reason=error.reason)


def _problem(message: str) -> _Problem:
    """The problem in the message of an exception of SPARQLWrapper, where the body is written as a Python literal."""
    _, found, literal = message.partition("Response:\n")
    body = ast.literal_eval(literal) if found else b""
    try:
        return msgspec.json.decode(body, type=_Problem)
    except msgspec.DecodeError:
        return _Problem(detail=body.decode("utf-8", "replace").strip() or message)


def _with_prefixes(query: str) -> str:
    """One of our own queries with the prefixes that it uses and does not declare, on its first line."""
    declared = set(re.findall(r"PREFIX\s+(\w*):", query, re.IGNORECASE))
    used = [name for name in PREFIXES if name not in declared and f"{name}:" in query]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in used) + query


async def _chunked(content: bytes) -> AsyncGenerator[bytes, None]:
    for chunk in _pieces(content):
        yield chunk


def _pieces(content: bytes) -> Iterator[bytes]:
    return (content[start : start + _CHUNK_BYTES] for start in range(0, len(content), _CHUNK_BYTES))


_FAILED: Final = Phrase("{endpoint}: liep vast op de vraag: {why}", "{endpoint}: failed on the query: {why}")
_NO_ENDPOINT: Final = Phrase(
    "{endpoint}: hier is geen open SPARQL-eindpunt; klopt het adres?",
    "{endpoint}: there is no open SPARQL endpoint; is the address right?",
)
_SILENT: Final = Phrase(
    "{endpoint}: gaf in {seconds} seconden geen antwoord", "{endpoint}: gave no answer in {seconds} seconds"
)
_NOT_ASKED: Final = Phrase(
    "{endpoint}: is niet te bereiken ({why}); draait het?", "{endpoint}: can't be asked ({why}); is it running?"
)
_TOO_LONG: Final = Phrase("{endpoint}: vindt de vraag te lang", "{endpoint}: the query is too long for it")
_BUSY: Final = Phrase("{endpoint}: te druk; probeer het later", "{endpoint}: too busy; try again later")
_STOPPED: Final = Phrase(
    "{endpoint}: stopte de vraag, omdat zij te lang duurde",
    "{endpoint}: stopped the query because it took too long",
)
_ANSWERED: Final = Phrase("{endpoint}: antwoordde {code} {reason}", "{endpoint}: answered {code} {reason}")
