"""The review of a document over HTTP: a list of documents, a page to print, and JSON.

What it finds is known by `answers.review`.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from ontology.iri import DocumentKey
from service.answers.coverage import Holdings
from service.answers.review.finding import Severity
from service.answers.review.report import Report, review
from service.answers.vocabulary import Label
from service.engine.engine import Engine
from service.web import review_models
from service.web.clients import client_of
from service.web.render import language_of
from service.web.replies import DocumentPath, address_of, answer_head, reply
from service.web.review_page import ReviewView, place_link
from service.web.review_phrases import ReviewVoice
from service.web.shares import NAME as LEAST
from service.web.shares import Least, TypedLeast, typed_least
from service.web.site import Site, not_found, require_only, route_class
from service.web.tracer import Tracer

SeverityParameter = Annotated[
    Severity | None, Query(description="only findings that weigh at least as much; all without it")
]
HolderParameter = Annotated[
    str | None, Query(max_length=200, description="name of one portfolio holder; all without it")
]


def router(site: Site, tracer: Tracer) -> APIRouter:
    """The routes `/review`, `/review/{document}` and `/v1/documents/{document}/review`.

    It is to come before those of `/v1/documents`, which take any word behind a document for a level of it.
    """
    routes = APIRouter()
    routes.include_router(_api(site, tracer))
    routes.include_router(_pages(site, tracer))
    return routes


def _api(site: Site, tracer: Tracer) -> APIRouter:
    routes = APIRouter(prefix="/v1", route_class=route_class(site, pages=False))

    @routes.get(
        "/documents/{organisation}/{kind}/{year}/review",
        response_model=review_models.Review,
        summary="What in a document asks for a look, per portfolio holder",
    )
    async def document_review(
        request: Request,
        path: Annotated[DocumentPath, Depends()],
        holder: HolderParameter = None,
        severity: SeverityParameter = None,
        confidence: Least = None,
    ) -> Response:
        def answer(whole: Report, holdings: Holdings) -> Response:
            report = _part(whole, holder, severity)
            link = partial(place_link, base=holdings.base, origin=holdings.base)
            return reply(request, holdings, review_models.as_model(holdings, report, link))

        return await tracer.compute(
            client_of(request.scope), partial(_review, site, _asked(request, path), confidence), answer
        )

    answer_head(routes)
    return routes


def _pages(site: Site, tracer: Tracer) -> APIRouter:
    routes = APIRouter(route_class=route_class(site, pages=True), include_in_schema=False)

    @routes.api_route("/review", methods=["GET", "HEAD"])
    async def documents(request: Request) -> Response:
        require_only(request)
        holdings = site.current()
        return site.renderer.page("review_list.html", request, holdings, words=ReviewVoice(language_of(request)))

    @routes.api_route("/review/{organisation}/{kind}/{year}", methods=["GET", "HEAD"])
    async def page(
        request: Request,
        path: Annotated[DocumentPath, Depends()],
        holder: HolderParameter = None,
        severity: SeverityParameter = None,
        typed: TypedLeast = "",
    ) -> Response:
        require_only(request, "holder", "severity", LEAST)
        confidence = typed_least(typed)

        def answer(whole: Report, holdings: Holdings) -> Response:
            report, words = _part(whole, holder, severity), ReviewVoice(language_of(request))
            return site.renderer.page(
                "review.html",
                request,
                holdings,
                view=ReviewView(report, words, holdings.base, ""),
                words=words,
                severities=list(Severity),
                alone=holder,
                least=severity,
                typed=typed,
                organisation=holdings.manifest.bodies[report.document.organisation].name,
                entry=holdings.manifest.documents[report.document.path],
            )

        return await tracer.compute(
            client_of(request.scope), partial(_review, site, _asked(request, path), confidence), answer
        )

    return routes


def _asked(request: Request, path: DocumentPath) -> Callable[[Site], DocumentKey]:
    """What finds the document of a path, and tells where its review was asked for where it is gone."""

    def find(site: Site) -> DocumentKey:
        return site.document(path.organisation, path.kind, path.year, address_of(request))

    return find


async def _review(
    site: Site, find: Callable[[Site], DocumentKey], least: Decimal | None, engine: Engine, holdings: Holdings
) -> Report:
    """The report on the document of a path.

    Raises:
        ProblemError: 410 where an earlier release had it, else 404.
        EngineError: a query failed.
    """
    return await review(engine, holdings, find(site.at(holdings)), least)


def _part(whole: Report, holder: str | None, severity: Severity | None) -> Report:
    """A report, of one holder where one is named, without what weighs less than a severity.

    Raises:
        ProblemError: 404, nobody of that name holds a portfolio in the document; those who do are listed.
    """
    report = whole if holder is None else whole.of_holder(holder)
    if report is None:
        raise not_found(
            Label(
                f"In dit document is niemand met de naam {holder!r} portefeuillehouder; `available` noemt wie wel.",
                f"Nobody called {holder!r} holds a portfolio in this document; `available` lists who does.",
            ),
            whole.holders,
        )
    return report.at_least(severity or Severity.NOTICE)
