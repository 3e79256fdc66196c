"""The catalogue over HTTP: `/catalogue` and `/catalogue/{body}`, as a page for people and in forms of RDF.

What it says is known by `answers.dcat`.
"""

import asyncio
import json
from collections.abc import Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from service.answers.coverage import coverage_of
from service.answers.dcat import NAMESPACES
from service.answers.dcat.catalogue import Catalogue
from service.answers.dcat.quality import newest_pages
from service.answers.dcat.schema_org import data_catalogue
from service.answers.dcat.services import SERVICES
from service.answers.vocabulary import Label
from service.release.dump_names import WHOLE
from service.web import respond
from service.web.dump_making import DumpMaker
from service.web.dump_words import words
from service.web.forms import HTML, SUFFIXES, Asked, asked, serialise
from service.web.one_profile import CATALOGUE, in_profile, other_answer
from service.web.render import language_of
from service.web.replies import answer_options
from service.web.site import Site, not_found, route_class
from service.web.withdrawn import document_went

_ROOT: Final = "catalogue"
_MOST_PAGES: Final = 1_000_000
Page = Annotated[int, Query(ge=1, le=_MOST_PAGES, description="which page of the datasets")]


def router(site: Site, maker: DumpMaker) -> APIRouter:
    """The routes `/catalogue`, `/catalogue/{body}`, and both with the suffix of a form."""
    routes = APIRouter(route_class=route_class(site, pages=True, shared=True), include_in_schema=False)

    async def answer(request: Request, path: str, page: int) -> Response:
        wanted = asked(request, path, SUFFIXES)
        holdings = site.current()
        body = wanted.path.removeprefix(f"{_ROOT}/") if wanted.path != _ROOT else None
        catalogue = await maker.catalogue(holdings)
        if (body is not None and body not in holdings.manifest.bodies) or page > catalogue.pages(body):
            gone = None
            if body is not None and body not in holdings.manifest.bodies:
                gone = document_went(site.log, holdings, body, f"/{_ROOT}/{body}")
            raise gone or not_found(
                Label(
                    "Deze catalogus heeft zo'n bladzijde niet; begin bij /catalogue.",
                    "This catalogue has no such page; begin at /catalogue.",
                ),
                sorted(holdings.manifest.bodies),
            )
        other = other_answer(site, request, wanted.path, CATALOGUE)
        if other is not None:
            return other
        if wanted.media_type == HTML:
            return _page(site, request, catalogue, body, page)
        return await asyncio.to_thread(_rdf, request, catalogue, wanted, body, page)

    @routes.api_route("/catalogue", methods=["GET", "HEAD"])
    async def whole(request: Request, page: Page = 1) -> Response:
        return await answer(request, _ROOT, page)

    @routes.api_route("/catalogue.{suffix}", methods=["GET", "HEAD"])
    async def whole_in_form(request: Request, suffix: str, page: Page = 1) -> Response:
        return await answer(request, f"{_ROOT}.{suffix}", page)

    @routes.api_route("/catalogue/{body}", methods=["GET", "HEAD"])
    async def of_body(request: Request, body: str, page: Page = 1) -> Response:
        return await answer(request, f"{_ROOT}/{body}", page)

    answer_options(routes)
    return routes


def _rdf(request: Request, catalogue: Catalogue, wanted: Asked, body: str | None, page: int) -> Response:
    content = serialise(catalogue.triples(page, body), wanted.media_type, NAMESPACES)
    headers = {**in_profile(CATALOGUE), "Link": _links(wanted.path, page, catalogue.pages(body))}
    return respond.answer(request, catalogue.holdings, content, wanted.media_type, headers)


def _links(path: str, page: int, last: int) -> str:
    """The other forms of a page, and the pages beside it (RFC 8288)."""
    number = f"?page={page}" if last > 1 else ""
    found = [f'</{path}.{suffix}{number}>; rel="alternate"; type="{form}"' for suffix, form in SUFFIXES.items()]
    others = {"first": 1, "prev": page - 1, "next": page + 1, "last": last} if last > 1 else {}
    found += [f'</{path}?page={other}>; rel="{name}"' for name, other in others.items() if 1 <= other <= last]
    return ", ".join([f'</{path}{number}>; rel="canonical"', *found])


def _page(site: Site, request: Request, catalogue: Catalogue, body: str | None, page: int) -> Response:
    scopes, language = catalogue.on_page(page, body), language_of(request)
    answer = site.renderer.page(
        "catalogue.html",
        request,
        catalogue.holdings,
        word=words(language),
        body=body,
        path=_ROOT if body is None else f"{_ROOT}/{body}",
        suffixes=SUFFIXES,
        page=page,
        last=catalogue.pages(body),
        rows=[_row(catalogue, scope) for scope in scopes],
        about=catalogue.dataset(WHOLE if body is None else body).about,
        services=SERVICES,
        publisher=catalogue.publisher,
        base=catalogue.holdings.base,
        embedded=_embeddable(data_catalogue(catalogue, language, _embedded(scopes))),
    )
    answer.headers["Link"] = _links(_ROOT if body is None else f"{_ROOT}/{body}", page, catalogue.pages(body))
    return answer


def _row(catalogue: Catalogue, scope: str) -> dict[str, object]:
    """A dataset as the page shows it."""
    described, holdings = catalogue.dataset(scope), catalogue.holdings
    documents = described.documents
    days = newest_pages(holdings, documents)
    body = scope.partition("/")[0]
    return {
        "scope": scope,
        "title": described.title,
        "about": described.about,
        "coverage": coverage_of(holdings, documents),
        "newest": days[-1].isoformat() if days else None,
        "dumps": "/dumps" if scope == WHOLE else f"/dumps/{body}#{scope}",
    }


def _embedded(scopes: Sequence[str]) -> list[str]:
    """The datasets that a page tells search engines: no documents, each of which a body has in it."""
    return [scope for scope in scopes if "/" not in scope]


def _embeddable(described: dict[str, object]) -> str:
    """JSON that can stand in a page: nothing in it ends the element or begins a comment (HTML, section 4.12.1.3)."""
    return json.dumps(described, ensure_ascii=False, indent=1).replace("<", "\\u003c")
