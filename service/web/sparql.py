"""The SPARQL endpoint: an ASGI application over an engine (SPARQL 1.1 Protocol, query operation; read only).

How a request is read is in `sparql_request`. The status waits for the first piece of the answer; an answer that fails
later is broken off, so that nobody takes a part for the whole.
"""

import asyncio
import hashlib
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from ontology.language import Phrase
from service.answers.coverage import Holdings, caution
from service.answers.hints import hint
from service.answers.hints_answer import HEADER, header
from service.answers.inquiry import example_values, fill_in, unanswerable
from service.answers.labels import find_labels
from service.answers.questions import QuestionError, question, questions
from service.answers.search.finding import Index
from service.answers.search.matching import match
from service.answers.vocabulary import Label
from service.engine import guard
from service.engine.engine import Engine, EngineError, Question
from service.engine.fair_use import UNLIMITED, FairUse
from service.engine.formats import TRIPLES
from service.engine.rows import as_written, read_table
from service.release.releases import ReleaseError
from service.release.service_graph import Features
from service.web import problems, spreadsheet
from service.web.answer_cache import MOST_OF_ONE, AnswerCache, Key, Stored, key_of
from service.web.clients import client_of
from service.web.connected import while_connected
from service.web.hinted import hinted
from service.web.problems import METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, NOT_FOUND, Problem, ProblemError
from service.web.render import language_of
from service.web.replies import quality_link
from service.web.service_description import service_description
from service.web.sparql_forms import HTML, TURTLE, asked_of_engine, media_type_of, other_forms
from service.web.sparql_page import MOST_GRAPH_BYTES, MOST_ROWS, SparqlPage
from service.web.sparql_request import SparqlRequest, read_request
from service.web.variants import preferred_type

_METHODS: Final = "GET, HEAD, POST, OPTIONS"
_MOST_PAGE_BYTES: Final = 4 * 1024 * 1024
_QUICKLY_READ: Final = 4096  # characters; a longer query takes up to a quarter of a second, in which others would wait
_NOT_READ: Final = "the client does not read on"

_OPEN_DATA: Final = MappingProxyType(
    {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "Doelgraaf-Hint, Doelgraaf-Release, ETag, Link, Retry-After",
    }
)


@dataclass(frozen=True, slots=True)
class _Plan:
    """An answer to be given: the question, the form of the answer, and the release that was current when it came.

    `etag` and `key` are None where two answers to the same may differ, and where the language of a reader matters.
    `notes` say what searches in the query did not give.
    """

    question: Question
    media_type: str
    release: str
    etag: str | None
    key: Key | None
    max_age_s: int
    hints: bool
    notes: tuple[Phrase, ...] = ()

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the answer, whole or 304."""
        charset = "; charset=utf-8" if self.media_type.startswith("text/") else ""
        return {
            "Content-Type": self.media_type + charset,
            "Vary": "Accept, Accept-Language",
            "Cache-Control": f"public, max-age={self.max_age_s}, must-revalidate",
            "Doelgraaf-Release": self.release,
            "Link": quality_link(),
            "X-Content-Type-Options": "nosniff",
            **({"ETag": self.etag} if self.etag else {}),
            **_OPEN_DATA,
        }


@dataclass(frozen=True, slots=True)
class SparqlEndpoint:
    """An ASGI application that answers queries; `timeout_s` is what a query may take at most.

    `current` gives what the release holds, of which the stored questions are asked; without it there are none. An
    answer may be given by others for `max_age_s` without asking whether there is a new release. `features` are what
    the endpoint says of itself. `refusals` counts queries that are not run, and `guards` reads those that take a while.
    `search` gives the index of a release, with which searches in queries are made; without it there are none.
    """

    engine: Engine
    timeout_s: float
    page: SparqlPage
    current: Callable[[], Holdings] | None = None
    cache: AnswerCache = field(default_factory=lambda: AnswerCache(0))
    max_age_s: int = 0
    features: Features = field(default_factory=Features)
    refusals: FairUse = field(default_factory=lambda: FairUse(UNLIMITED))
    guards: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "doelgraaf-guard"))
    search: Callable[[str], Index] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["method"] in {"GET", "HEAD"} and (stored := self._stored(scope)) is not None:
            await stored.send(scope, send)
            return
        request = Request(scope, receive)
        try:
            response = await self._respond(request, send)
        except ProblemError as error:
            response = self._fail(request, error.problem)
        except EngineError as error:
            response = self._fail(request, problems.of_engine(error))
        if response is not None:
            response.headers.update(_OPEN_DATA)
            await response(scope, receive, send)

    def _stored(self, scope: Scope) -> Stored | None:
        """The answer that is kept for a request without a body."""
        try:
            return self.cache.get(key_of(scope, self.engine.release))
        except ReleaseError:
            return None  # there is no release at this moment, which the engine will say

    async def _respond(self, request: Request, send: Send) -> Response | None:
        """The response to a request; None where it was sent already, piece by piece."""
        match request.method:
            case "OPTIONS":
                return _preflight()
            case "GET" | "HEAD" | "POST":
                asked = await read_request(request)
            case method:
                raise ProblemError(
                    METHOD_NOT_ALLOWED,
                    Label(
                        f"{method} kan hier niet; gebruik {_METHODS}", f"{method} can't be used here; use {_METHODS}"
                    ),
                    {"Allow": _METHODS},
                )
        if asked.query is None:
            return await self._introduction(request)
        reading = await self._read(request, asked.query)
        plan = self._plan(request, asked, asked.query, reading)
        if plan.etag is not None and plan.etag in _known_etags(request):
            return Response(status_code=304, headers=plan.headers)
        if plan.key is not None and (stored := self.cache.get(plan.key)) is not None:
            await stored.send(request.scope, send)
            return None
        if reading.searches:
            plan = await self._searched(plan)
        return await while_connected(request, self._send(request, send, plan))

    async def _searched(self, plan: _Plan) -> _Plan:
        """The plan with what the searches in its query find; an engine refuses it where there is no index at all."""
        if self.search is None or self.current is None:
            return plan
        index = partial(self.search, plan.release)
        matched = await asyncio.to_thread(match, plan.question, self.current().base, index)
        return replace(plan, question=matched.question, notes=matched.notes)

    async def _read(self, request: Request, query: str) -> guard.Reading:
        """What the words of a query tell; who sends many that are not run is turned away.

        Raises:
            EngineError: it is not run, or its client has sent too many of those.
        """
        visit = self.refusals.enter(client_of(request.scope))
        failed = True
        try:
            if len(query) <= _QUICKLY_READ:
                reading = guard.read(query)
            else:
                reading = await asyncio.get_running_loop().run_in_executor(self.guards, guard.read, query)
            failed = False
        finally:
            visit.end(0.0, failed=failed)
        return reading

    def _plan(self, request: Request, asked: SparqlRequest, query: str, reading: guard.Reading) -> _Plan:
        media_type = media_type_of(request, asked, reading.form)
        release = self.engine.release
        question = Question(
            text=query,
            media_type=asked_of_engine(media_type, reading.form),
            timeout_s=min(asked.timeout_s or self.timeout_s, self.timeout_s),
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            client=client_of(request.scope),
        )
        if reading.volatile or media_type == HTML:
            return _Plan(question, media_type, release, None, None, 0, asked.hints)
        etag = _etag(release, media_type, asked) if request.method != "POST" else None
        key = key_of(request.scope, release, asked.posted)
        return _Plan(question, media_type, release, etag, key, self.max_age_s, asked.hints)

    async def _send(self, request: Request, send: Send, plan: _Plan) -> Response | None:
        async with aclosing(await self.engine.stream(plan.question)) as chunks:
            if self.engine.release != plan.release:
                # A release came in just now, and which of the two answered is not known.
                plan = replace(plan, release=self.engine.release, etag=None, key=None)
            if plan.media_type == HTML:
                page = await self._table(request, plan, chunks)
                return HTMLResponse(page, headers=plan.headers)
            pieces, hints = chunks, {HEADER: header(plan.notes)} if plan.notes else {}
            if plan.hints and not plan.notes:
                pieces, hints = await hinted(self.engine, plan.question, chunks)
            if plan.media_type == spreadsheet.MEDIA_TYPE:
                workbook = await _spreadsheet(pieces, plan)
                workbook.headers.update(hints)
                return workbook
            headers = _encoded(plan.headers | hints)
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            if request.method == "HEAD":
                await _pass_over(pieces)
            else:
                await self._send_chunks(send, pieces, plan, headers)
        if request.method == "HEAD":
            await send({"type": "http.response.body", "body": b""})
        return None

    async def _send_chunks(
        self, send: Send, chunks: AsyncGenerator[bytes, None], plan: _Plan, headers: Sequence[tuple[bytes, bytes]]
    ) -> None:
        """Send an answer piece by piece, and keep it where it is short and whole."""
        kept: bytearray | None = bytearray() if plan.key is not None else None
        try:
            async for chunk in chunks:
                if kept is not None:
                    kept = None if len(kept) + len(chunk) > MOST_OF_ONE else kept + chunk
                async with asyncio.timeout(plan.question.timeout_s):
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
        except (EngineError, TimeoutError) as error:
            raise BrokenOffError(str(error) or _NOT_READ) from error
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        if kept is not None and plan.key is not None:
            self.cache.put(plan.key, Stored(headers, (plan.etag or "").encode(), bytes(kept)))

    async def _table(self, request: Request, plan: _Plan, chunks: AsyncGenerator[bytes, None]) -> str:
        """The page of an answer that comes in as JSON; only so much of it is read as a page can show."""
        question = plan.question
        if question.media_type == TURTLE:
            return await self._graph(request, question.text, chunks)
        query, content = question.text, bytearray()
        async for chunk in chunks:
            content += chunk
            if len(content) > _MOST_PAGE_BYTES:
                break
        answer = await asyncio.to_thread(read_table, bytes(content), MOST_ROWS)
        warning = self._caution()
        if isinstance(answer, bool):
            said = plan.notes or (() if answer else await hint(self.engine, question))
            return self.page.boolean(request, query, warning, said, answer=answer)
        if not answer.rows:
            return self.page.no_rows(request, query, warning, plan.notes or await hint(self.engine, question))
        answer = as_written(answer, query)
        named = [{"iri": cell} for row in answer.rows for cell in row if isinstance(cell, NamedNode)]
        labels = await find_labels(self.engine, named, language_of(request))
        return self.page.table(request, query, answer, labels, warning, plan.notes)

    async def _graph(self, request: Request, query: str, chunks: AsyncGenerator[bytes, None]) -> str:
        """The page of an answer that is a graph; only the begin of a long one is read."""
        content = bytearray()
        async for chunk in chunks:
            content += chunk
            if len(content) > MOST_GRAPH_BYTES:
                break
        return self.page.graph(request, query, bytes(content), self._caution())

    def _caution(self) -> Phrase | None:
        """What a reader of any answer has to know of the documents that it may speak of."""
        if self.current is None:
            return None
        holdings = self.current()
        return caution(holdings, holdings.documents)

    async def _introduction(self, request: Request) -> Response:
        """What a request without a query gets: a form for a person, the service description for a machine."""
        offered = (*TRIPLES, HTML)
        chosen = preferred_type(request.headers.get("accept"), offered)
        headers = {"Vary": "Accept, Accept-Language"}
        if chosen is None:
            raise ProblemError(NOT_ACCEPTABLE, other_forms("zonder vraag", "without a query", offered))
        if chosen == HTML:
            return HTMLResponse(await self._form(request), headers=headers)
        endpoint = str(request.url.replace(query="", fragment=""))
        base = self.current().base if self.current else None
        described = await service_description(self.engine, base, endpoint, TRIPLES[chosen], self.features)
        return Response(described, headers=headers, media_type=chosen)

    async def _form(self, request: Request) -> str:
        """The form, with the query of a stored question in it where the address names one."""
        if self.current is None:
            return self.page.form(request)
        name = request.query_params.get("question")
        lacking = await self._lacking()
        if name is None:
            return self.page.form(request, questions(), lacking)
        try:
            holdings, asked = self.current(), question(name)
            filled = fill_in(holdings, asked, await example_values(self.engine, holdings, asked))
        except QuestionError as error:
            raise ProblemError(NOT_FOUND, problems.spoken(error)) from error
        return self.page.form(request, questions(), lacking, asked, filled)

    async def _lacking(self) -> Mapping[str, Phrase]:
        """What the release lacks to answer stored questions; nothing where that can't be asked at this moment."""
        try:
            return await unanswerable(self.engine, questions())
        except EngineError:
            return {}

    def _fail(self, request: Request, problem: Problem) -> Response:
        """A problem, as a page for a person who filled in the form."""
        wanted = preferred_type(request.headers.get("accept"), (problems.MEDIA_TYPE, HTML))
        accept_language = request.headers.get("accept-language")
        if request.method in {"GET", "HEAD"} and wanted == HTML:
            page = self.page.problem(request, request.query_params.get("query", ""), problem)
            return HTMLResponse(page, problem.kind.status, {"Vary": "Accept, Accept-Language", **problem.headers})
        response = problems.response(problem, accept_language, request.url.path)
        response.headers["Vary"] = "Accept, Accept-Language"  # a person gets a page
        return response


class BrokenOffError(Exception):
    """The engine failed when a part of the answer was on its way; raised to the server, which breaks off the body."""


async def _pass_over(pieces: AsyncGenerator[bytes, None]) -> None:
    """Read an answer of which nothing is sent, so that its worker is free again; not a long one."""
    size = 0
    async for piece in pieces:
        size += len(piece)
        if size > MOST_OF_ONE:
            return


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]


def _etag(release: str, media_type: str, asked: SparqlRequest) -> str:
    """The name of an answer: releases never change, so it follows from what was asked of which."""
    parts = (release, media_type, asked.query or "", "\0".join(asked.default_graphs), "\0".join(asked.named_graphs))
    digest = hashlib.sha256("\1".join(parts).encode()).hexdigest()
    return f'"{digest[:32]}"'


def _known_etags(request: Request) -> set[str]:
    header = request.headers.get("if-none-match", "")
    return {etag.strip().removeprefix("W/") for etag in header.split(",")}


async def _spreadsheet(chunks: AsyncGenerator[bytes, None], plan: _Plan) -> Response:
    """The answer as a workbook, made in a thread of its own because a large one takes a while."""
    content = b"".join([chunk async for chunk in chunks])
    try:
        made = await asyncio.to_thread(spreadsheet.workbook, content)
    except spreadsheet.TooManyRowsError as error:
        raise ProblemError(problems.TOO_LARGE, problems.spoken(error)) from error
    named = {"Content-Disposition": 'attachment; filename="doelgraaf.xlsx"'}
    return Response(made, headers={**plan.headers, **named})


def _preflight() -> Response:
    headers = {
        "Allow": _METHODS,
        "Access-Control-Allow-Methods": _METHODS,
        "Access-Control-Allow-Headers": "Accept, Accept-Language, Authorization, Content-Type, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
    return Response(status_code=204, headers=headers)
