"""Projections of documents and their coverage over HTTP, as Turtle, JSON-LD and N-Triples. Holds no query."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from ontology.iri import DocumentKey
from service.answers.coverage import Holdings, caution
from service.answers.measurements import measured
from service.answers.projections import Projection, ProjectionError, find_projection, project, projections
from service.answers.triples import JSON_LD, N_TRIPLES, TURTLE, WRITERS
from service.web import models, table_models
from service.web.problems import spoken
from service.web.replies import answer_head, frame, quality_link, reply
from service.web.site import Site, not_found, route_class
from service.web.streams import Sent, documents_of, form_of, send
from service.web.tables import JSON, DocumentParameter

FORMS: Final[Mapping[str, str]] = MappingProxyType({"turtle": TURTLE, "jsonld": JSON_LD, "nt": N_TRIPLES})
QUALITY_FORMS: Final[Mapping[str, str]] = MappingProxyType({"json": JSON, **FORMS})

_DESCRIBED: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {form: {} for form in FORMS.values()}}}
ProjectedDocument = Annotated[
    str, Query(max_length=60, description="path of a document, such as gm0193/begroting/2021")
]
FormParameter = Annotated[
    str | None,
    Query(alias="format", max_length=80, description="form of the answer", json_schema_extra={"enum": [*FORMS]}),
]
QualityForm = Annotated[
    str | None,
    Query(
        alias="format", max_length=80, description="form of the answer", json_schema_extra={"enum": [*QUALITY_FORMS]}
    ),
]


def router(site: Site) -> APIRouter:
    """The routes `/v1/projections`, `/v1/projections/{name}` and `/v1/quality`."""
    routes = APIRouter(prefix="/v1", route_class=route_class(site, pages=False))

    @routes.get("/projections", response_model=table_models.Projections, summary="Projections of documents")
    async def list_projections(request: Request) -> Response:
        holdings = site.current()
        items = [_item(projection) for projection in projections()]
        model = table_models.Projections(**frame(holdings, holdings.documents), items=items, total=len(items))
        return reply(request, holdings, model)

    @routes.get(
        "/projections/{name}",
        summary="A document in the terms of another vocabulary",
        response_class=Response,
        responses=_DESCRIBED,
    )
    async def projection(
        request: Request,
        name: Annotated[str, Path(pattern=r"^[a-z-]{1,40}$")],
        document: ProjectedDocument,
        form: FormParameter = None,
    ) -> Response:
        del form  # read by `form_of`, named here for the description
        return await _answer(site, request, _projection(name), document)

    @routes.get(
        "/quality",
        response_model=table_models.Quality,
        summary="How much of each document was loaded, as JSON or in DQV",
        responses=_DESCRIBED,
    )
    async def quality(request: Request, document: DocumentParameter = None, form: QualityForm = None) -> Response:
        del form
        return await _quality(site, request, document)

    answer_head(routes)
    return routes


async def _answer(site: Site, request: Request, projection: Projection, document: str) -> Response:
    holdings = site.current()
    media_type = form_of(request, FORMS)
    (key,) = documents_of(site, document)
    body = WRITERS[media_type](project(site.engine, holdings, projection, key))
    described = {"Link": quality_link(document)}
    return await send(request, Sent(holdings, media_type, f"{projection.name} {document}"), body, described)


async def _quality(site: Site, request: Request, document: str | None) -> Response:
    holdings = site.current()
    media_type = form_of(request, QUALITY_FORMS)
    documents = documents_of(site, document)
    if media_type != JSON:
        body = WRITERS[media_type](measured(holdings, documents))
        return await send(request, Sent(holdings, media_type, f"quality {document or ''}"), body, {})
    items = [_coverage(holdings, key) for key in documents]
    warning = caution(holdings, documents)
    model = table_models.Quality(**frame(holdings, documents, warning), items=items, total=len(items))
    return reply(request, holdings, model)


def _projection(name: str) -> Projection:
    try:
        return find_projection(name)
    except ProjectionError as error:
        raise not_found(spoken(error), [projection.name for projection in projections()]) from error


def _item(projection: Projection) -> table_models.ProjectionItem:
    return table_models.ProjectionItem(
        name=projection.name,
        about=models.Label.model_validate(projection.about),
        address=f"/v1/projections/{projection.name}{{?document}}",
        query=projection.text,
    )


def _coverage(holdings: Holdings, document: DocumentKey) -> table_models.DocumentCoverage:
    return table_models.DocumentCoverage(
        document=document.path,
        iri=holdings.document_iri(document),
        title=holdings.title(document),
        coverage=models.Coverage.model_validate(holdings.coverage(document)),
    )
