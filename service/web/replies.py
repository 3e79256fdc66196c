"""What every answer of `/v1` shares: its frame, its headers, its paths and its paging. Has no route."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final, TypeVar
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Path, Query
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from ontology.iri import DocumentKey
from ontology.language import Phrase
from service.answers.coverage import Holdings, coverage_of
from service.web import models, patterns, respond
from service.web.api_headers import COMMON, PREFLIGHT, PREFLIGHT_OF_LINKED_DATA

ORGANISATION_CODE: Final = patterns.ORGANISATION_CODE
MOST_OFFSET: Final = 1_000_000

_Item = TypeVar("_Item")


class Level(StrEnum):
    """The levels of a document's tree, as paths name them."""

    GOALS = "goals"
    AMBITIONS = "ambitions"
    PROGRAMMES = "programmes"

    @property
    def kind(self) -> str:
        """The kind of version at this level."""
        return self.value.removesuffix("s")


@dataclass(frozen=True, slots=True)
class DocumentPath:
    """The path of a document, as given in an address."""

    organisation: Annotated[str, Path(pattern=ORGANISATION_CODE, description="code of the register, such as gm0193")]
    kind: Annotated[str, Path(max_length=40, description="kind of document, such as begroting or berap")]
    year: Annotated[str, Path(max_length=10, description="fiscal year, with its sequence if it has one: 2023-2")]


@dataclass(frozen=True, slots=True)
class LevelPath(DocumentPath):
    """The path of a level of a document."""

    level: Annotated[Level, Path(description="which versions of the document")]


@dataclass(frozen=True, slots=True)
class VersionPath(LevelPath):
    """The path of a version in a document."""

    number: Annotated[str, Path(max_length=50, description="number as printed, such as 2.2.2")]


@dataclass(frozen=True, slots=True)
class Slice:
    """The part of a list that is asked for."""

    offset: Annotated[int, Query(ge=0, le=MOST_OFFSET, description="how many to pass over")] = 0
    limit: Annotated[int, Query(ge=1, le=1000, description="how many to give")] = 100

    def of(self, items: Sequence[_Item]) -> Sequence[_Item]:
        """That part of a list."""
        return items[self.offset : self.offset + self.limit]

    def links(self, request: Request, total: int, most: int = MOST_OFFSET) -> str:
        """The first, previous, next and last part of a list of a length (RFC 8288); none is past `most` items."""
        offsets = {"first": 0, "last": max(min(total - 1, most) // self.limit, 0) * self.limit}
        if self.offset > 0:
            offsets["prev"] = max(self.offset - self.limit, 0)
        if self.offset + self.limit < total and self.offset + self.limit <= most:
            offsets["next"] = self.offset + self.limit
        known = [(key, value) for key, value in request.query_params.multi_items() if key not in {"offset", "limit"}]
        return ", ".join(
            f'<{request.url.path}?{urlencode([*known, ("offset", offset), ("limit", self.limit)])}>; rel="{relation}"'
            for relation, offset in sorted(offsets.items())
        )


def address_of(request: Request) -> str:
    """The path that a request asks, as it stands in an address."""
    return quote(request.scope["path"])


def reply(request: Request, holdings: Holdings, model: models.Answer, links: str | None = None) -> Response:
    """An answer as JSON, with the headers of the API."""
    headers = {**COMMON, "Vary": "Accept"}
    if links:
        headers["Link"] = links
    content = model.model_dump_json(by_alias=True).encode()
    return respond.answer(request, holdings, content, "application/json", headers)


def quality_link(document: str | None = None, organisation: str | None = None) -> str:
    """What leads from an answer to how much was loaded of what it is about: a document, a body, or all (RFC 8288)."""
    about = f"?organisation={organisation}" if organisation else ""
    return f'</v1/quality{f"?document={document}" if document else about}>; rel="describedby"'


def answer_options(routes: APIRouter) -> None:
    """Let each route of linked data answer OPTIONS, for scripts of other sites that name a profile or a validator."""
    for path in dict.fromkeys(route.path for route in routes.routes if isinstance(route, APIRoute)):
        routes.add_api_route(path.removeprefix(routes.prefix), _linked_options, methods=["OPTIONS"])


def answer_head(routes: APIRouter) -> None:
    """Let each route that answers GET answer HEAD and OPTIONS too (RFC 9110, section 9.3), without more in OpenAPI."""
    for route in [route for route in routes.routes if isinstance(route, APIRoute)]:
        path = route.path.removeprefix(routes.prefix)
        routes.add_api_route(path, route.endpoint, methods=["HEAD"], include_in_schema=False)
        routes.add_api_route(path, _options, methods=["OPTIONS"], include_in_schema=False)


async def _options() -> Response:
    """What may be asked of an address, also by scripts of other sites (Fetch, CORS preflight)."""
    return Response(status_code=204, headers=PREFLIGHT)


async def _linked_options() -> Response:
    """The same of an address of linked data."""
    return Response(status_code=204, headers=PREFLIGHT_OF_LINKED_DATA)


def frame(holdings: Holdings, documents: Sequence[DocumentKey], warning: Phrase | None = None) -> models.Frame:
    """What every answer carries: a caution, the coverage of the documents behind it, and the release."""
    return models.Frame(
        caution=None if warning is None else models.Label(nl=warning.nl, en=warning.en),
        coverage=models.Coverage.model_validate(coverage_of(holdings, documents)),
        release=holdings.release,
    )
