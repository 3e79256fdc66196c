"""Goals through the years over `/v1`: what changed between documents or releases, timelines, and where a goal went."""

from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ontology.codes import DocumentKind
from ontology.iri import DocumentKey, in_body, mint
from ontology.language import Language
from service.answers.coverage import Holdings
from service.answers.lists import Wanted
from service.answers.vocabulary import Label
from service.answers.years.comparison import Kind, compare
from service.answers.years.confidence import OF_RELEASES
from service.answers.years.enduring import list_enduring
from service.answers.years.missing import Missing, missing_document, missing_goal
from service.answers.years.releases import MOST_DOCUMENTS
from service.answers.years.timeline import find_timeline, replacement
from service.answers.years.whereabouts import Asked, Whereabouts, where
from service.web import change_models, respond, spreadsheet, year_answers, year_models, year_rows
from service.web.api_headers import COMMON
from service.web.flat_files import Flat
from service.web.held import gone_of
from service.web.problems import ProblemError
from service.web.releases_page import ONLY_CURRENT, OpenRelease, between_releases
from service.web.replies import ORGANISATION_CODE, Level, Slice, answer_head, reply
from service.web.shares import Least
from service.web.site import Site, not_found, route_class
from service.web.streams import form_of
from service.web.withdrawn import document_went, went

FORMS: Final = MappingProxyType({"json": "application/json", "csv": "text/csv", "xlsx": spreadsheet.MEDIA_TYPE})
_MOST_SEQUENCES: Final = 4
"""So many documents of a kind come out in a year, as far as is looked for one that is gone."""
IN_FILES: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {"text/csv": {}, spreadsheet.MEDIA_TYPE: {}}}}


Form = Annotated[
    str | None,
    Query(
        alias="format",
        max_length=80,
        description="form of the answer",
        json_schema_extra={"enum": [*FORMS]},
    ),
]
Side = Annotated[
    str, Query(max_length=80, description="path of a document, such as gm0193/begroting/2021; or a release")
]


@dataclass(frozen=True, slots=True)
class AskedGoal:
    """A number in a year, as parameters of an address."""

    number: Annotated[str, Query(max_length=50, description="number as printed, such as 2.2.2")]
    year: Annotated[int, Query(ge=1900, le=2200)]
    organisation: Annotated[str | None, Query(pattern=ORGANISATION_CODE, description="such as gm0193")] = None
    kind: Annotated[DocumentKind | None, Query(description="kind of document; the first of the year without it")] = None
    sequence: Annotated[int | None, Query(ge=1, le=99)] = None
    level: Annotated[Level | None, Query(description="goals, ambitions or programmes")] = None


def router(site: Site, releases: OpenRelease | None = None) -> APIRouter:
    """The routes `/v1/diff`, `/v1/goals/{organisation}/{identifier}` and `/v1/where`.

    `releases` lends older releases; without it two releases can't be compared.
    """
    routes = APIRouter(prefix="/v1", route_class=route_class(site, pages=False, steady=True))
    _add_diff(routes, site, releases)
    _add_goal(routes, site)
    _add_where(routes, site)
    answer_head(routes)
    return routes


def _add_diff(routes: APIRouter, site: Site, releases: OpenRelease | None) -> None:
    @routes.get(
        "/diff",
        response_model=change_models.Comparison | change_models.ReleaseComparison,
        summary="What changed between two documents of one organisation, or between two releases",
        responses=IN_FILES,
    )
    async def diff(  # noqa: PLR0913, PLR0917 - an argument for each parameter
        request: Request,
        before: Side,
        after: Side,
        part: Annotated[Slice, Depends()],
        kind: Annotated[list[Kind] | None, Query(description="only changes of these kinds")] = None,
        least: Least = None,
        form: Form = None,
    ) -> Response:
        del form  # read by `form_of`, named here for the description
        if "/" not in before and "/" not in after:
            require_no_least(least)
            return await _diff_releases(site, request, releases, (before, after), part)
        return await _diff_documents(site, request, (before, after), frozenset(kind or ()), part, least)


def require_no_least(least: Decimal | None) -> None:
    """Refuse a least confidence of what differs between two releases.

    Raises:
        ProblemError: 404, one was asked for, which the description of the API can't rule out.
    """
    if least is not None:
        raise not_found(Label(*(OF_RELEASES.say(language) for language in Language)))


async def _diff_documents(
    site: Site,
    request: Request,
    sides: tuple[str, str],
    kinds: frozenset[Kind],
    part: Slice,
    least: Decimal | None,
) -> Response:
    holdings = site.current()
    before, after = two_documents(site, *sides)
    found = await compare(site.engine, holdings, before, after, least)
    changes = found.only(kinds)
    if form_of(request, FORMS) != FORMS["json"]:
        return send_flat(request, holdings, year_rows.comparison_rows(changes, kinds))
    model = year_answers.comparison(holdings, found, part.of(changes), len(changes), least)
    return reply(request, holdings, model, part.links(request, len(changes)))


async def _diff_releases(
    site: Site, request: Request, releases: OpenRelease | None, sides: tuple[str, str], part: Slice
) -> Response:
    if releases is None:
        raise not_found(ONLY_CURRENT)
    found = await between_releases(site.current(), releases, sides, part.offset, part.limit)
    shown = Slice(part.offset, min(part.limit, MOST_DOCUMENTS))
    if form_of(request, FORMS) != FORMS["json"]:
        return send_flat(request, site.current(), year_rows.release_rows(found))
    model = year_answers.release_comparison(site.current(), found)
    return reply(request, site.current(), model, shown.links(request, found.total))


def _add_goal(routes: APIRouter, site: Site) -> None:
    @routes.get(
        "/goals/{organisation}/{identifier}",
        response_model=year_models.GoalTimeline,
        summary="One enduring goal through the documents of its organisation",
        responses={**IN_FILES, 301: {"description": "what endures of it has another identifier now"}},
    )
    async def goal(
        request: Request,
        organisation: Annotated[str, Path(pattern=ORGANISATION_CODE)],
        identifier: Annotated[str, Path(pattern=r"^[a-z0-9-]{1,60}$", description="opaque; see /v1/goals")],
        level: Annotated[Level, Query(description="goals, ambitions or programmes")] = Level.GOALS,
        least: Least = None,
        form: Form = None,
    ) -> Response:
        del form
        holdings = site.current()
        iri = mint(holdings.base, in_body(level.kind, organisation, identifier))
        found = await find_timeline(site.engine, holdings, iri, least)
        if found is None:
            other = await replacement(site.engine, iri)
            if other is None:
                address = f"/v1/goals/{organisation}/{identifier}"
                gone = went(site.log, holdings, iri.removeprefix(f"{holdings.base}/"), address)
                raise gone or await _no_goal(site, holdings, organisation, identifier)
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"/v1/goals/{organisation}/{other.rpartition('/')[2]}{query}", 301)
        if form_of(request, FORMS) != FORMS["json"]:
            return send_flat(request, holdings, year_rows.timeline_rows(found))
        return reply(request, holdings, year_answers.timeline(holdings, found, least))


def _add_where(routes: APIRouter, site: Site) -> None:
    @routes.get(
        "/where",
        response_model=year_models.WhereAnswer,
        summary="Where a goal went: from a number in a year to what it is today",
        responses=IN_FILES,
    )
    async def whereabouts(
        request: Request, asked: Annotated[AskedGoal, Depends()], least: Least = None, form: Form = None
    ) -> Response:
        del form
        holdings = site.current()
        found = await find_where(site, asked, least)
        if form_of(request, FORMS) != FORMS["json"]:
            return send_flat(request, holdings, year_rows.where_rows(found))
        return reply(request, holdings, year_answers.whereabouts(holdings, found, least))


async def find_where(site: Site, asked: AskedGoal, least: Decimal | None) -> Whereabouts:
    """Where a goal went.

    Raises:
        ProblemError: 410 where an earlier release had the organisation or the document, else 404, with the numbers
            that there are, or with the organisations where one has to be named.
    """
    holdings = site.current()
    question = Asked(
        organisation=asked.organisation or _only_body(holdings),
        number=asked.number.strip(),
        year=asked.year,
        kind=asked.kind,
        sequence=asked.sequence,
        level=asked.level.kind if asked.level else None,
    )
    found = await where(site.engine, holdings, question, least)
    if found is not None:
        return found
    raise _where_went(site, holdings, question) or _absent(await missing_goal(site.engine, holdings, question))


def _where_went(site: Site, holdings: Holdings, asked: Asked) -> ProblemError | None:
    """The problem of the documents or the organisation in which a goal is looked for, where they are gone."""
    if any(asked.covers(document) for document in holdings.documents_of(asked.organisation)):
        return None
    numbered = [asked.sequence] if asked.sequence else [None, *range(1, _MOST_SEQUENCES + 1)]
    years = [f"{asked.year}-{one}" if one else str(asked.year) for one in numbered]
    kinds = [asked.kind] if asked.kind else list(DocumentKind)
    paths = [f"{asked.organisation}/{kind}/{year}" for kind in kinds for year in years]
    return gone_of(site, holdings, [asked.organisation], paths)


def two_documents(site: Site, before: str, after: str) -> tuple[DocumentKey, DocumentKey]:
    """The documents of two paths.

    Raises:
        ProblemError: 404, with the documents that there are, or where they are of two organisations.
    """
    first, second = _document(site, before), _document(site, after)
    if first.organisation != second.organisation:
        raise not_found(
            Label(
                "de twee documenten zijn van verschillende organisaties; doelen worden binnen één organisatie gevolgd",
                "the two documents are of different organisations; goals are followed within one organisation",
            )
        )
    return first, second


def _document(site: Site, path: str) -> DocumentKey:
    holdings = site.current()
    found = next((document for document in holdings.documents if document.path == path.strip("/ ")), None)
    if found is None:
        gone = document_went(site.log, holdings, path.strip("/ "), f"/v1/documents/{path.strip('/ ')}")
        raise gone or _absent(missing_document(holdings, path))
    return found


def _absent(missing: Missing) -> ProblemError:
    said = [missing.phrase.say(language) for language in Language]
    return not_found(Label(*(f"{one[:1].upper()}{one[1:]}." for one in said)), missing.near)


def send_flat(request: Request, holdings: Holdings, flat: Flat, links: str | None = None) -> Response:
    """Rows as CSV or as a workbook, as is asked."""
    media_type = form_of(request, FORMS)
    is_csv = media_type == FORMS["csv"]
    headers = {
        **COMMON,
        "Vary": "Accept",
        "Content-Disposition": f'attachment; filename="{flat.name}.{"csv" if is_csv else "xlsx"}"',
    }
    if links:
        headers["Link"] = links
    content = flat.csv() if is_csv else flat.workbook()
    return respond.answer(request, holdings, content, media_type, headers)


def _only_body(holdings: Holdings) -> str:
    """The organisation of a release that holds one.

    Raises:
        ProblemError: 404, with those that it holds.
    """
    codes = sorted(holdings.manifest.bodies)
    if len(codes) == 1:
        return codes[0]
    raise not_found(
        Label(
            f"noem de organisatie met organisation=; er zijn {', '.join(codes)}",
            f"name the organisation with organisation=; there are {', '.join(codes)}",
        ),
        codes,
    )


async def _no_goal(site: Site, holdings: Holdings, organisation: str, identifier: str) -> ProblemError:
    known, _ = await list_enduring(site.engine, holdings, Wanted({"organisation": organisation}, (), 0, 20))
    return not_found(
        Label(
            f"Geen doel heet hier {identifier!r}; zie /v1/goals. `available` noemt er enkele.",
            f"No goal is called {identifier!r} here; see /v1/goals. `available` lists some.",
        ),
        ["/".join(one.goal.iri.rsplit("/", 2)[1:]) for one in known],
    )
