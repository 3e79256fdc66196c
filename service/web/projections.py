"""Projections of documents over HTTP, as Turtle, JSON-LD and N-Triples. Holds no query."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from service.answers.annotations import writers
from service.answers.projections import Projection, ProjectionError, find_projection, project, projections
from service.web import models, table_models
from service.web.list_parameters import GRAPH_FORMS
from service.web.problems import spoken
from service.web.replies import answer_head, frame, quality_link, reply
from service.web.site import Site, not_found, route_class
from service.web.streams import Sent, documents_of, form_of, send

_DESCRIBED: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {form: {} for form in GRAPH_FORMS.values()}}}
ProjectedDocument = Annotated[
    str, Query(max_length=60, description="path of a document, such as gm0193/begroting/2021")
]
FormParameter = Annotated[
    str | None,
    Query(alias="format", max_length=80, description="form of the answer", json_schema_extra={"enum": [*GRAPH_FORMS]}),
]


def router(site: Site) -> APIRouter:
    """The routes `/v1/projections` and `/v1/projections/{name}`."""
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

    answer_head(routes)
    return routes


async def _answer(site: Site, request: Request, projection: Projection, document: str) -> Response:
    holdings = site.current()
    media_type = form_of(request, GRAPH_FORMS)
    (key,) = documents_of(site, document)
    body = writers(holdings, projection, key)[media_type](project(site.engine, holdings, projection, key))
    described = {"Link": quality_link(document)}
    return await send(request, Sent(holdings, media_type, f"{projection.name} {document}"), body, described)


def _projection(name: str) -> Projection:
    try:
        return find_projection(name)
    except ProjectionError as error:
        raise not_found(spoken(error), [projection.name for projection in projections()]) from error


def _item(projection: Projection) -> table_models.ProjectionItem:
    return table_models.ProjectionItem(
        name=projection.name,
        about=models.Label.model_validate(projection.about),
        address=f"/v1/projections/{projection.name}",
        query=projection.text,
    )
