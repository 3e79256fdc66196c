"""The lists of `/v1`: filters, order, parts, fields, and the same rows as JSON, as a file or as statements. No query.

What is in a list is read by `answers.lists`, or given whole by `small_lists`; how it is asked for stands in
`list_parameters`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, Final, TypeAlias

import msgspec
from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from ontology.iri import DocumentKey
from ontology.language import Phrase
from service.answers.coverage import Holdings, caution
from service.answers.hints_answer import header
from service.answers.lists import MOST_ITEMS, Listing, Wanted
from service.answers.lists.definitions import LISTINGS
from service.answers.lists.reading import ListReader
from service.answers.placed_words import PlacedWords, places_of
from service.answers.queries import query
from service.answers.tables.rows import Cells
from service.answers.tables.writing import typed
from service.answers.triples import WRITERS, Pieces
from service.answers.vocabulary import Label
from service.answers.years.confidence import too_sure
from service.answers.years.enduring import ENDURING, list_enduring
from service.answers.years.reach import together
from service.answers.years.sure_goals import list_sure
from service.answers.years.sure_lists import FILTERS, GOAL, Sure
from service.engine.engine import Row
from service.web import models, respond
from service.web.api_headers import CAUTION, COMMON, LEAST_CONFIDENCE
from service.web.display import page_address, words_address
from service.web.enduring_items import enduring_item
from service.web.flat_files import Flat, Value
from service.web.held import bodies_in, require_held
from service.web.list_models import LINK, Json, answer_of, item_of, sparse
from service.web.list_parameters import FORMS, GRAPH_FORMS, Asked, Parameters, query_model, read_asked
from service.web.models import Model
from service.web.replies import answer_head, frame
from service.web.site import Site, not_found, route_class
from service.web.small_lists import SMALL, SmallList, fields_of
from service.web.streams import form_of
from service.web.year_models import EnduringItem

Item: TypeAlias = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list: its items, how many there are in all, and the documents that it is about.

    `statements` says the same as triples; None for a list that has no such form.
    """

    items: Sequence[Item]
    total: int
    documents: Sequence[DocumentKey]
    statements: Pieces | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """A list that is offered: its parameters, the model of its items, and how a part of it is read."""

    parameters: Parameters
    summary: str
    item: type[BaseModel]
    read: Callable[[Site, Holdings, Asked], Awaitable[Part]]


def router(site: Site) -> APIRouter:
    """The routes of all lists, such as `/v1/references`."""
    routes = APIRouter(prefix="/v1", route_class=route_class(site, pages=False, steady=True))
    reader = ListReader()
    for offered in (*(_of_graph(listing, reader) for listing in LISTINGS), _enduring(), *map(_whole, SMALL)):
        _add(routes, site, offered)
    answer_head(routes)
    return routes


def _add(routes: APIRouter, site: Site, offered: Offered) -> None:
    name = offered.parameters.name

    async def listed(request: Request, query: BaseModel) -> Response:
        holdings = site.current()
        asked = read_asked(offered.parameters, query)
        media_type = form_of(request, offered.parameters.forms)
        part = await offered.read(site, holdings, asked)
        if not part.total:
            _require_held(site, holdings, asked)
        if part.statements is not None and media_type in WRITERS:
            return await _send_statements(request, holdings, media_type, (asked, part))
        return await asyncio.to_thread(send_part, request, holdings, name, media_type, (asked, part))

    listed.__annotations__["query"] = Annotated[query_model(offered.parameters), Query()]
    routes.add_api_route(
        f"/{name}",
        listed,
        response_model=answer_of(name, offered.item),
        summary=offered.summary,
        responses=_others(offered.parameters.forms),
        name=f"list_{name}",
    )


def _require_held(site: Site, holdings: Holdings, asked: Asked) -> None:
    """Refuse to give an empty list of something of which nothing was loaded.

    Raises:
        ProblemError: as `require_held`.
    """
    organisations, documents = ([asked.values[name]] if name in asked.values else [] for name in _OF_BODIES)
    named = bodies_in(asked.values[name] for name in _WITHIN_BODIES if name in asked.values)
    require_held(site, holdings, organisations, documents)
    require_held(site, holdings, named)


def _others(forms: Mapping[str, str]) -> dict[int | str, dict[str, Any]]:
    """The forms beside JSON, for the description."""
    return {200: {"content": {form: {} for form in forms.values() if form != FORMS["json"]}}}


def _headers(request: Request, asked: Asked, part: Part) -> dict[str, str]:
    return {**COMMON, "Vary": "Accept", "Link": asked.part.links(request, part.total)}


def _told_beside(warning: Phrase | None, least: Decimal | None) -> dict[str, str]:
    """What a file of rows has no place for: what to beware of, and the least confidence that was asked for."""
    said = header([warning]) if warning else ""
    told = "" if least is None else format(least.normalize(), "f")
    return {name: value for name, value in ((CAUTION, said), (LEAST_CONFIDENCE, told)) if value}


async def _send_statements(
    request: Request, holdings: Holdings, media_type: str, found: tuple[Asked, Part]
) -> Response:
    """A part of a list as triples, of all fields."""
    asked, part = found
    pieces = part.statements
    content = b"" if pieces is None else b"".join([piece async for piece in WRITERS[media_type](pieces)])
    return respond.answer(request, holdings, content, media_type, _headers(request, asked, part))


def send_part(request: Request, holdings: Holdings, name: str, media_type: str, found: tuple[Asked, Part]) -> Response:
    """A part of a list in the form that is asked for, with links to the other parts."""
    asked, part = found
    items = [{field: item.get(field) for field in asked.fields} for item in part.items]
    headers = _headers(request, asked, part)
    warning = together(too_sure(asked.least), caution(holdings, part.documents))
    if media_type == FORMS["json"]:
        around = models.Answer(**frame(holdings, part.documents, warning))
        body = {**around.model_dump(mode="json", by_alias=True), "items": items, "total": part.total}
        return respond.answer(request, holdings, msgspec.json.encode(body), media_type, headers)
    flat = Flat(name, tuple(_columns(asked.fields)), [_cells(asked.fields, item) for item in items])
    suffix = "csv" if media_type == FORMS["csv"] else "xlsx"
    headers |= _told_beside(warning, asked.least)
    headers["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    content = flat.csv() if suffix == "csv" else flat.workbook()
    return respond.answer(request, holdings, content, media_type, headers)


def _of_graph(listing: Listing, reader: ListReader) -> Offered:
    """A list that is asked of the engine, a part at a time."""

    async def read(site: Site, holdings: Holdings, asked: Asked) -> Part:
        wanted = Wanted(asked.values, asked.order, asked.part.offset, asked.part.limit)
        sure = _sure(site, holdings, asked)
        if sure is not None:
            wanted = await sure.narrowed(listing, wanted)
        found = await reader.read(site.engine, holdings, listing, wanted)
        rows = found.rows if sure is None else await sure.told(listing, found.rows, asked.fields)
        items = [_item(listing, holdings.base, row) for row in rows]
        return Part(items, found.total, documents_of(holdings, asked.values))

    fields = (*(column.name for column in listing.table), LINK)
    sorts = tuple(sort.name for sort in listing.sorts)
    rests = not FILTERS.isdisjoint(one.name for one in listing.filters)
    parameters = Parameters(listing.name, listing.filters, sorts, fields, MOST_ITEMS, FORMS, rests)
    return Offered(parameters, listing.about.en.removesuffix("."), item_of(listing.table), read)


def _enduring() -> Offered:
    """The list of what endures through documents; each item is about all documents of its organisation."""

    async def read(site: Site, holdings: Holdings, asked: Asked) -> Part:
        wanted = Wanted(asked.values, asked.order, asked.part.offset, asked.part.limit)
        if asked.least is None:
            found, total = await list_enduring(site.engine, holdings, wanted)
        else:
            of = (body_of(holdings, asked.values), asked.least)
            found, total = await list_sure(site.engine, holdings, wanted, site.bodies, of)
        items = await asyncio.to_thread(dumped, [enduring_item(holdings, one) for one in found])
        organisation = asked.values.get("organisation")
        return Part(items, total, holdings.documents_of(organisation) if organisation else holdings.documents)

    sorts = tuple(sort.name for sort in ENDURING.sorts)
    fields = fields_of(EnduringItem)
    parameters = Parameters(ENDURING.name, ENDURING.filters, sorts, fields, MOST_ITEMS, FORMS, rests_on_claims=True)
    return Offered(parameters, ENDURING.about.en.removesuffix("."), sparse(EnduringItem), read)


def _sure(site: Site, holdings: Holdings, asked: Asked) -> Sure | None:
    """What claims of a least confidence bear out of a list; None where none is asked for.

    Raises:
        ProblemError: as `body_of`.
    """
    if asked.least is None:
        return None
    return Sure(site.engine, holdings, site.bodies, body_of(holdings, asked.values), asked.least)


def body_of(holdings: Holdings, values: Mapping[str, str]) -> str:
    """The one organisation that a list is asked of, by its filters, or because there is no other.

    Raises:
        ProblemError: 404, it may be of several; with those that there are.
    """
    codes = [values[name].split("/")[place] for name, place in _BODY_IN.items() if name in values][:1]
    codes = codes or sorted(holdings.manifest.bodies)
    if len(codes) == 1:
        return codes[0]
    raise not_found(_OF_ONE_BODY, codes)


def _whole(small: SmallList) -> Offered:
    """A list that is short enough to be looked through whole."""

    async def read(site: Site, holdings: Holdings, asked: Asked) -> Part:
        rows = await site.engine.rows(query(small.asked)) if small.asked else ()
        kept = await asyncio.to_thread(_kept, small, holdings, rows, asked)
        some = asked.part.of(kept)
        shown = await asyncio.to_thread(dumped, some)
        if small.places and not WORDS.isdisjoint(asked.fields):
            places = await places_of(site.engine, small.places, [str(item[small.about]) for item in shown])
            shown = with_words(holdings.base, shown, small.about, places)
        statements = None if small.statements is None else small.statements(holdings, some)
        return Part(shown, len(kept), documents_of(holdings, asked.values), statements)

    forms = FORMS if small.statements is None else {**FORMS, **GRAPH_FORMS}
    parameters = Parameters(small.name, small.filters, small.sorts, small.fields, small.most, forms)
    return Offered(parameters, small.summary, sparse(small.item), read)


def _kept(small: SmallList, holdings: Holdings, rows: Sequence[Row], asked: Asked) -> list[Model]:
    """The items that the filters of a list leave, in order."""
    return small.kept(small.items(holdings, rows), asked.values, asked.order)


def dumped(items: Sequence[Model]) -> list[Item]:
    """Items as JSON has them."""
    return [item.model_dump(mode="json", by_alias=True) for item in items]


def with_words(base: str, items: Sequence[Item], about: str, places: Mapping[str, PlacedWords]) -> list[Item]:
    """Items with the words of a page that name what they are about, where there are any."""
    found = {iri: words_of(base, place) for iri, place in places.items()}
    return [{**item, **found.get(str(item[about]), {})} for item in items]


def words_of(base: str, place: PlacedWords) -> Item:
    """Words of a page as fields of an item, with the address at which they are shown."""
    link = words_address(base, place.described, place.start, place.end)
    names = ("page", "address", "exact", "start", "end")
    return {**{name: getattr(place, name) for name in names}, "wordsLink": link}


def documents_of(holdings: Holdings, values: Mapping[str, str]) -> Sequence[DocumentKey]:
    """The loaded documents that the filters by document leave."""
    wanted = _of_documents(values).items()
    return [one for one in holdings.documents if _told(one).items() >= wanted] if wanted else holdings.documents


def _of_documents(values: Mapping[str, str]) -> dict[str, str]:
    names = {"kind": "documentKind", **{name: name for name in ("organisation", "document", "documentKind", "year")}}
    return {names[name]: value for name, value in values.items() if name in names}


def _told(document: DocumentKey) -> dict[str, str]:
    kind, year = document.kind.value, str(document.year)
    return {"organisation": document.organisation, "document": document.path, "documentKind": kind, "year": year}


def _item(listing: Listing, base: str, row: Cells) -> Item:
    """An item of a list, with the address of the page that shows its words."""
    item: dict[str, Json] = {
        column.name: typed(column.kind, cell) for column, cell in zip(listing.table, row, strict=True)
    }
    page = page_address(str(item.get(listing.shown_at) or ""), base)
    start, end = item.get("start"), item.get("end")
    place = "" if start is None or end is None else f"?at={start}-{end}#here"
    return {**item, LINK: f"{page}{place}" if page else None}


def _columns(fields: Sequence[str]) -> list[str]:
    return [column for field in fields for column in (_COVERAGE if field == "coverage" else (field,))]


def _cells(fields: Sequence[str], item: Item) -> list[Value]:
    return [cell for field in fields for cell in _flattened(field, item[field])]


def _flattened(field: str, value: Json) -> list[Value]:
    """The cells of a value; the coverage of an item has several."""
    match value:
        case dict() if field == "coverage":
            return [value[name] for name in _COVERAGE]
        case {"code": str(code)}:
            return [code]
        case {"iri": str(), "label": str(label)}:
            return [label]
        case dict():
            return ["; ".join(f"{name}={number}" for name, number in sorted(value.items()))]
        case list():
            return ["; ".join(value)]
        case bool():
            return ["true" if value else "false"]
        case str() | int() | Decimal() | None:
            return [value]


WORDS: Final = frozenset({"page", "address", "exact", "start", "end", "wordsLink"})
"""The fields of an item that tell which words of which page name it."""
_OF_BODIES: Final = ("organisation", "document")
_WITHIN_BODIES: Final = (GOAL, "holder", "domain")
_BODY_IN: Final = MappingProxyType({"organisation": 0, "document": 0, GOAL: -2})
_OF_ONE_BODY: Final = Label(
    "minConfidence vraagt de uitspraken van één organisatie; noem haar met organisation=, document= of goal=, zie "
    "/v1/organisations",
    "minConfidence asks for the claims of one organisation; name it with organisation=, document= or goal=, see "
    "/v1/organisations",
)
_COVERAGE: Final = ("pagesRead", "goalsRead", "versionsNamed", "goalsExpected", "complete")
