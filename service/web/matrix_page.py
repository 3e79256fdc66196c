"""The page `/matrix`: who refers to whom as a table with a figure for each pair, and the references behind a figure.

Works without scripts. What it shows is looked up by `matrix_look`.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ontology.codes import Relation
from ontology.language import Phrase
from service.answers.coverage import Holdings
from service.answers.trace.answer import Answer, Node
from service.answers.trace.forms.html_matrix import matrix_table
from service.answers.trace.forms.naming import said
from service.answers.trace.forms.phrases import REFERENCES, edge_word
from service.answers.trace.spoken import filled
from service.web import citing, display, network_words, question_words, respond
from service.web.clients import client_of
from service.web.matrix_look import IN_NONE, Counted, MatrixLook, too_large
from service.web.network_faults import require_page, status_of, told_as_problems
from service.web.network_filters import GROUPS, ORDERS, read_filters
from service.web.network_found import references_of
from service.web.network_gone import require_not_gone
from service.web.network_page import documents_offered, key_of
from service.web.network_picture import said_name
from service.web.question_hints import linked
from service.web.render import asset_address, language_of
from service.web.site import Site, route_class
from service.web.suggested import Trouble, called_so
from service.web.tracer import Tracer

PATH: Final = "/matrix"
_FILES: Final = ("csv", "xlsx", "json", "svg")


def router(site: Site, tracer: Tracer) -> APIRouter:
    """The route `/matrix`."""
    routes = APIRouter(route_class=route_class(site, pages=True), include_in_schema=False)

    @routes.api_route(PATH, methods=["GET", "HEAD"])
    async def matrix(request: Request) -> Response:
        return await _Page(site, tracer, request).response()

    return routes


class _Page:
    """The answer to one request."""

    def __init__(self, site: Site, tracer: Tracer, request: Request) -> None:
        self._site = site
        self._tracer = tracer
        self._request = request
        self._language = language_of(request)
        self._filters = read_filters(request.query_params)

    async def response(self) -> Response:
        """The page.

        Raises:
            ProblemError: what is asked for is not there.
            EngineError: it can't be answered at this moment.
        """
        look = MatrixLook(self._filters)
        client, page = client_of(self._request.scope), partial(self._page, look)
        with told_as_problems():
            return await self._tracer.make(look.question, self._filters.asked, client, page)

    def _page(self, look: MatrixLook, _answer: Answer, holdings: Holdings) -> Response:
        self._site = self._site.at(holdings)
        seen = look.seen or Counted(self._filters)
        if seen.wrong is not None:
            require_not_gone(self._site, self._filters, seen.wrong.error)
            require_page(self._request, seen.wrong)
        content = self._site.renderer.html("matrix.html", self._request, holdings, **self._values(seen))
        headers = {**respond.page_headers(), "Content-Language": self._language}
        answer = respond.answer(self._request, holdings, content.encode(), "text/html; charset=utf-8", headers)
        if seen.wrong is not None and answer.status_code == 200:
            answer.status_code = status_of(seen.wrong.error)
        return answer

    def _values(self, seen: Counted) -> dict[str, object]:
        return {
            "words": partial(network_words.say, language=self._language),
            "filters": seen.filters,
            "seen": seen,
            "pages": PATH,
            "style": asset_address("network.css"),
            "full": partial(said_name, language=self._language),
            "key_of": partial(key_of, self._site.current().base),
            "caution": seen.answer.caution if seen.answer else None,
            "titles": [self._site.current().title(one) for one in seen.answer.documents] if seen.answer else [],
            "ask": partial(question_words.say, language=self._language),
            "hinted": partial(linked, filters=seen.filters, path=PATH, language=self._language),
            "called_so": partial(called_so, language=self._language),
            "instead": partial(self._instead, seen.wrong),
            "cited": self._cited(seen),
            "network_address": self._filters.address("/network", without=("by", "order", "from", "to")),
            "matrix_address": self._filters.address(PATH, without=("from", "to")),
            "here": partial(self._filters.address, "/network", without=("by", "order")),
            **self._form(seen),
            **(self._references(seen) if self._filters.begin and self._filters.end else self._matrix(seen)),
        }

    def _matrix(self, seen: Counted) -> dict[str, object]:
        if seen.answer is None or seen.answer.matrix is None:
            return {"table": None, "large": None, "hops": None, "downloads": [], "has_none": False}
        large = too_large(seen.answer, self._filters, PATH, self._language)
        whole = replace(seen.answer, caution=None)
        table = [] if large else list(matrix_table(whole, self._language, self._cell, self._home))
        files = citing.files_of(seen.answer, self._request, self._language, _FILES)
        has_none = not large and any(not node.iri for node in seen.answer.matrix.heads)
        return {"table": table, "large": large, "hops": None, "downloads": files, "has_none": has_none}

    def _references(self, seen: Counted) -> dict[str, object]:
        hops = references_of(seen.answer.graph, self._language) if seen.answer else ()
        count = sum(len(hop.said) for hop in hops)
        return {
            "table": None,
            "hops": hops,
            "count": REFERENCES.say(count, self._language),
            "begin": self._named(seen.begin),
            "end": self._named(seen.end),
            "downloads": [],
        }

    def _named(self, node: Node | None) -> str:
        return said(node, self._language) if node else network_words.say("in_none", self._language)

    def _cited(self, seen: Counted) -> citing.Cited | None:
        if seen.answer is None:
            return None
        holdings = self._site.current()
        titles = [holdings.title(document) for document in seen.answer.documents]
        answer = citing.titled(seen.answer, self._title(seen), titles)
        return citing.cite(answer, seen.filters, PATH, holdings, self._language)

    def _title(self, seen: Counted) -> Phrase:
        if seen.answer is not None and seen.answer.matrix is not None:
            return seen.answer.title
        ends = {"begin": self._named(seen.begin), "end": self._named(seen.end)}
        return filled(network_words.PHRASES["references_of"], **ends)

    def _instead(self, wrong: Trouble | None, key: str) -> str:
        return self._filters.instead(PATH, wrong.text if wrong else "", key)

    def _cell(self, row: Node, column: Node) -> str:
        """Where the references that a figure counts are listed."""
        begin, end = (self._key(node) for node in (row, column))
        return self._filters.address(PATH, from_=begin, to=end)

    def _key(self, node: Node) -> str:
        return key_of(self._site.current().base, node) if node.iri else IN_NONE

    def _home(self, node: Node) -> str:
        return display.link(node.iri, self._site.current().base) or PATH

    def _form(self, seen: Counted) -> Mapping[str, object]:
        scope, holdings = seen.filters.asked.scope, self._site.current()
        listed = documents_offered(holdings, scope, holdings.title)
        return {
            "bodies": [
                (code, body.name, code == scope.organisation) for code, body in sorted(holdings.manifest.bodies.items())
            ],
            "listed": listed,
            "carried": [] if listed else list(scope.documents),
            "relations": [
                (one.value, edge_word(one.value, self._language), None, one.value in scope.relations)
                for one in Relation
                if one.value in scope.relations or not scope.relations
            ],
            "groups": [(group, group == seen.filters.asked.by) for group in GROUPS],
            "orders": [(order, order == seen.filters.asked.order) for order in ORDERS],
        }
