"""The start of the API: what it offers, as JSON and as a page for people with examples to try; and its description."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final

import msgspec
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from ontology.language import Language
from service.answers.coverage import Holdings
from service.web import models, respond
from service.web.api_headers import COMMON, ROOT
from service.web.api_words import EXAMPLES, IN_DUTCH
from service.web.question_paths import titles
from service.web.replies import answer_head, frame, reply
from service.web.site import Site, route_class
from service.web.streams import form_of

_FORMS: Final = MappingProxyType({"json": "application/json", "html": "text/html"})


def router(site: Site) -> APIRouter:
    """The routes `/v1` and `/v1/openapi.json`."""
    routes = APIRouter(prefix=ROOT, route_class=route_class(site, pages=False))

    @routes.get("/", include_in_schema=False)  # the description can't write the path without its slash
    @routes.get(
        "",
        response_model=models.Index,
        summary="What the API offers",
        responses={200: {"content": {"text/html": {}}}},
    )
    async def index(
        request: Request,
        lang: Annotated[Language | None, Query(description="language of the page for people")] = None,
        form: Annotated[str | None, Query(alias="format", max_length=80, json_schema_extra={"enum": [*_FORMS]})] = None,
    ) -> Response:
        del lang, form  # read by `language_of` and `form_of`, named here for the description
        holdings = site.current()
        model = _index(holdings, request.app.openapi()["paths"])
        if form_of(request, _FORMS) == _FORMS["json"]:
            return reply(request, holdings, model)
        answer = site.renderer.page("api.html", request, holdings, index=model)
        answer.headers.update(COMMON)
        return answer

    @routes.get("/openapi.json", include_in_schema=False)
    async def description(request: Request) -> Response:
        content = msgspec.json.encode(request.app.openapi())
        return respond.answer(request, site.current(), content, "application/json", {**COMMON, "Vary": "Accept"})

    answer_head(routes)
    return routes


def _index(holdings: Holdings, paths: Mapping[str, Any]) -> models.Index:
    in_dutch = {**IN_DUTCH, **{path: title.nl for path, title in titles().items()}}
    items = [_endpoint(path, described["get"], in_dutch) for path, described in sorted(paths.items())]
    return models.Index(
        **frame(holdings, holdings.documents),
        openapi=f"{ROOT}/openapi.json",
        items=items,
        total=len(items),
        examples=_examples(holdings),
    )


def _endpoint(path: str, operation: Mapping[str, Any], in_dutch: Mapping[str, str]) -> models.Endpoint:
    summary = operation["summary"]
    return models.Endpoint(
        path=f"{ROOT}{path}".rstrip("/"),
        summary=summary,
        title=models.Label(nl=in_dutch.get(path, summary), en=summary),
        needs=[one["name"] for one in operation.get("parameters", ()) if one["required"]],
    )


def _examples(holdings: Holdings) -> list[models.Example]:
    """Addresses to try, about the first document of the release."""
    if not holdings.documents:
        return []
    first = holdings.documents[0]
    return [
        models.Example(
            title=models.Label(nl=title.nl, en=title.en),
            address=f"{ROOT}{address.format(document=first.path, organisation=first.organisation)}",
        )
        for title, address in EXAMPLES
    ]
