"""The goals, ambitions or programmes of one document over `/v1`: each with its page, its words and its coverage.

Where the words stand is asked of `answers.placed_words`; what one of them says as a whole is known by `api`.
"""

import asyncio
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from ontology.iri import DocumentKey
from service.answers.coverage import Holdings
from service.answers.documents import Summary, versions_of
from service.answers.placed_words import places_of_versions
from service.web.display import page_address
from service.web.list_models import answer_of, sparse
from service.web.list_parameters import FORMS, Asked, read_fields, told_fields
from service.web.lists import WORDS, Item, Part, dumped, send_part, with_words
from service.web.models import Coverage
from service.web.replies import LevelPath, Slice, address_of
from service.web.site import Site
from service.web.small_lists import fields_of
from service.web.streams import form_of
from service.web.version_models import VersionItem, VersionSummary
from service.web.years import IN_FILES
from service.web.years import Form as FormParameter

ADDRESS: Final = "/documents/{organisation}/{kind}/{year}/{level}"
_FIELDS: Final = fields_of(VersionItem)
_AMOUNTS: Final = ("expenditure", "revenue", "balance")
Fields = Annotated[str | None, Query(**told_fields(_FIELDS))]


def add_levels(routes: APIRouter, site: Site) -> None:
    """Add the route of a level of a document."""

    @routes.get(
        ADDRESS,
        response_model=answer_of("versions", sparse(VersionItem), "Versions"),
        responses=IN_FILES,
        summary="Goals, ambitions or programmes of a document",
    )
    async def versions(
        request: Request,
        path: Annotated[LevelPath, Depends()],
        part: Annotated[Slice, Depends()],
        fields: Fields = None,
        form: FormParameter = None,
    ) -> Response:
        del form  # read by `form_of`, named here for the description
        holdings = site.current()
        key = site.document(path.organisation, path.kind, path.year, address_of(request))
        asked = Asked({}, (), read_fields(_FIELDS, fields), part)
        media_type = form_of(request, FORMS)
        found = await level_of(site, holdings, key, path)
        items = await asyncio.to_thread(_items, holdings, key, part.of(found))
        if not WORDS.isdisjoint(asked.fields):
            places = await places_of_versions(site.engine, [str(item["iri"]) for item in items])
            items = with_words(holdings.base, items, "iri", places)
        given = asked, Part(items, len(found), [key])
        return await asyncio.to_thread(send_part, request, holdings, path.level.value, media_type, given)


async def level_of(site: Site, holdings: Holdings, document: DocumentKey, path: LevelPath) -> list[Summary]:
    """All versions of a level of a document, in the order of their numbers; one query."""
    found = await versions_of(site.engine, holdings.document_iri(document))
    return [version for version in found if version.kind == path.level.kind]


def _items(holdings: Holdings, document: DocumentKey, found: Sequence[Summary]) -> list[Item]:
    """The items of some versions, without their words."""
    coverage = Coverage.model_validate(holdings.coverage(document))
    read = [
        VersionItem(
            **dict(VersionSummary.model_validate(one)),
            link=page_address(one.iri, holdings.base) or "",
            coverage=coverage,
        )
        for one in found
    ]
    return [{**item, **_amounts(item)} for item in dumped(read)]


def _amounts(item: Item) -> Item:
    """The amounts of an item as numbers, which a workbook can add."""
    found = {name: item[name] for name in _AMOUNTS}
    return {name: Decimal(value) if isinstance(value, str) else None for name, value in found.items()}
