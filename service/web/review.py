"""The review of a document over HTTP: a list of documents, a page to print, and JSON.

What it finds is known by `answers.review`.
"""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from ontology.iri import DocumentKey
from service.answers.review.finding import Severity
from service.answers.review.report import Report, review
from service.answers.vocabulary import Label
from service.web import review_models
from service.web.render import language_of
from service.web.replies import DocumentPath, answer_head, reply
from service.web.review_page import ReviewView, place_link
from service.web.review_phrases import ReviewVoice
from service.web.site import Site, not_found, route_class

HolderParameter = Annotated[
    str | None, Query(max_length=200, description="name of one portfolio holder; all without it")
]


def router(site: Site) -> APIRouter:
    """The routes `/review`, `/review/{document}` and `/v1/documents/{document}/review`.

    It is to come before those of `/v1/documents`, which take any word behind a document for a level of it.
    """
    routes = APIRouter()
    routes.include_router(_api(site))
    routes.include_router(_pages(site))
    return routes


def _api(site: Site) -> APIRouter:
    routes = APIRouter(prefix="/v1", route_class=route_class(site, pages=False))

    @routes.get(
        "/documents/{organisation}/{kind}/{year}/review",
        response_model=review_models.Review,
        summary="What in a document asks for a look, per portfolio holder",
    )
    async def document_review(
        request: Request, path: Annotated[DocumentPath, Depends()], holder: HolderParameter = None
    ) -> Response:
        report = await _report(site, site.document(path.organisation, path.kind, path.year), holder)
        holdings = site.current()
        link = partial(place_link, base=holdings.base, origin="")
        return reply(request, holdings, review_models.as_model(holdings, report, link))

    answer_head(routes)
    return routes


def _pages(site: Site) -> APIRouter:
    routes = APIRouter(route_class=route_class(site, pages=True), include_in_schema=False)

    @routes.api_route("/review", methods=["GET", "HEAD"])
    async def documents(request: Request) -> Response:
        holdings = site.current()
        return site.renderer.page("review_list.html", request, holdings, words=ReviewVoice(language_of(request)))

    @routes.api_route("/review/{organisation}/{kind}/{year}", methods=["GET", "HEAD"])
    async def page(
        request: Request, path: Annotated[DocumentPath, Depends()], holder: HolderParameter = None
    ) -> Response:
        report = await _report(site, site.document(path.organisation, path.kind, path.year), holder)
        holdings = site.current()
        words = ReviewVoice(language_of(request))
        return site.renderer.page(
            "review.html",
            request,
            holdings,
            view=ReviewView(report, words, holdings.base, ""),
            words=words,
            severities=list(Severity),
            alone=holder,
            organisation=holdings.manifest.bodies[report.document.organisation].name,
            entry=holdings.manifest.documents[report.document.path],
        )

    return routes


async def _report(site: Site, document: DocumentKey, holder: str | None) -> Report:
    """The report on a document, of one holder where one is named.

    Raises:
        ProblemError: 404, nobody of that name holds a portfolio in the document; those who do are listed.
    """
    whole = await review(site.engine, site.current(), document)
    report = whole if holder is None else whole.of_holder(holder)
    if report is None:
        raise not_found(
            Label(
                f"In dit document is niemand met de naam {holder!r} portefeuillehouder; `available` noemt wie wel.",
                f"Nobody called {holder!r} holds a portfolio in this document; `available` lists who does.",
            ),
            whole.holders,
        )
    return report
