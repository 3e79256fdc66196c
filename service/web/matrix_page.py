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
from service.answers.trace.addresses import address as address_of
from service.answers.trace.answer import Node
from service.answers.trace.forms.html_matrix import matrix_table
from service.answers.trace.forms.phrases import REFERENCES, edge_word
from service.answers.trace.scope import ScopeError
from service.release.network import NoNetworkError
from service.web import display, network_words, respond
from service.web.clients import client_of
from service.web.matrix_look import IN_NONE, Counted, MatrixLook
from service.web.network_faults import refusal, status_of
from service.web.network_filters import GROUPS, ORDERS, read_filters
from service.web.network_found import references_of
from service.web.network_page import documents_offered, key_of
from service.web.network_picture import full_name
from service.web.problems import spoken
from service.web.render import asset_address, language_of
from service.web.site import Site, not_found, route_class
from service.web.tracer import Tracer

PATH: Final = "/matrix"
_FILES: Final = ("csv", "xlsx", "json")


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
        look, holdings = MatrixLook(self._filters), self._site.current()
        try:
            await self._tracer.ask(look.question, self._filters.asked, client_of(self._request.scope))
        except NoNetworkError as error:
            raise not_found(spoken(error)) from error
        except ScopeError as error:
            raise refusal(error) from error
        seen = look.seen or Counted(self._filters)
        content = self._site.renderer.html("matrix.html", self._request, holdings, **self._values(seen))
        headers = {**respond.page_headers(), "Content-Language": self._language}
        answer = respond.answer(self._request, holdings, content.encode(), "text/html; charset=utf-8", headers)
        if seen.wrong is not None and answer.status_code == 200:
            answer.status_code = status_of(seen.wrong)
        return answer

    def _values(self, seen: Counted) -> dict[str, object]:
        return {
            "words": partial(network_words.say, language=self._language),
            "filters": seen.filters,
            "seen": seen,
            "pages": PATH,
            "style": asset_address("network.css"),
            "full": full_name,
            "key_of": partial(key_of, self._site.current().base),
            "caution": seen.answer.caution if seen.answer else None,
            "titles": [self._site.current().title(one) for one in seen.answer.documents] if seen.answer else [],
            "network_address": self._filters.address("/network", without=("by", "order", "from", "to")),
            "matrix_address": self._filters.address(PATH, without=("from", "to")),
            "here": partial(self._filters.address, "/network", without=("by", "order")),
            **self._form(seen),
            **(self._references(seen) if self._filters.begin and self._filters.end else self._matrix(seen)),
        }

    def _matrix(self, seen: Counted) -> dict[str, object]:
        if seen.answer is None or seen.answer.matrix is None:
            return {"table": None, "hops": None, "downloads": []}
        table = matrix_table(replace(seen.answer, caution=None), self._language, self._cell, self._home)
        manner = {"lang": self._language.value}
        files = [
            (
                name,
                address_of("matrix", seen.answer.parameters, **{"format": name, **(manner if name == "xlsx" else {})}),
            )
            for name in _FILES
        ]
        return {"table": list(table), "hops": None, "downloads": files, "size": len(seen.answer.matrix.heads)}

    def _references(self, seen: Counted) -> dict[str, object]:
        hops = references_of(seen.answer.graph, self._language) if seen.answer else ()
        count = sum(len(hop.said) for hop in hops)
        nobody = network_words.PHRASES["in_none"].say(self._language)
        return {
            "table": None,
            "hops": hops,
            "count": REFERENCES.say(count, self._language),
            "begin": full_name(seen.begin) if seen.begin else nobody,
            "end": full_name(seen.end) if seen.end else nobody,
            "downloads": [],
        }

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
