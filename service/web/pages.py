"""The HTML pages for people: the start, the search by number, and a page for every thing of a release.

Works without script. What a page says is asked of `answers`; how it looks is in `templates/`.
"""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ontology.codes import CoverageMetric
from ontology.dataset import DocumentEntry
from ontology.iri import DocumentKey, Identifier, in_body, mint, organisation, parse
from ontology.language import Phrase
from service.answers.coverage import Holdings, caution
from service.answers.documents import (
    Branch,
    Summary,
    all_versions,
    domains_of,
    grow_tree,
    versions_of,
    versions_with_number,
    versions_with_words,
)
from service.answers.holders import find_portfolio, list_holders
from service.answers.incoming import find_incoming
from service.answers.notes import notes_on
from service.answers.quotes import quotes_of
from service.answers.references import referring_to
from service.answers.resources import Resource
from service.answers.versions import find_version, version_kind, versions_under
from service.answers.vocabulary import Label
from service.answers.years.confidence import too_sure
from service.answers.years.reach import together
from service.answers.years.standing import standing, sure_referring, sure_version
from service.web import respond
from service.web.coherence import coherence_of
from service.web.display import local_path
from service.web.render import STATIC_TYPES, language_of, static_file
from service.web.shares import NAME as LEAST
from service.web.shares import typed_least
from service.web.site import Site, not_found, route_class
from service.web.views import view_referring, view_version
from service.web.years_pages import enduring_page, small_picture

# The start page shows the trees of a small release; of a larger one each document has a page of its own.
MOST_GOALS_AT_START: Final = 400


# Of what is found by a name so many are shown.
MOST_FOUND: Final = 100

_KIND_BEFORE_NUMBER: Final = re.compile(
    r"^(?:doel(?:en)?|ambities?|programma(?:'s)?|goals?|ambitions?|programmes?)\s*(?=\S*\d)", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_PLACE: Final = re.compile(r"(?P<start>\d{1,9})-(?P<end>\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document as the start page shows it; no trees where the release is large."""

    key: DocumentKey
    entry: DocumentEntry
    address: str
    trees: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class BodyCard:
    """An organisation with its documents, as the start page shows it."""

    code: str
    name: str
    documents: tuple[DocumentCard, ...]


def router(site: Site) -> APIRouter:
    """The routes `/`, `/find` and `/static/{name}`."""
    routes = APIRouter(route_class=route_class(site, pages=True, steady=True), include_in_schema=False)

    @routes.api_route("/", methods=["GET", "HEAD"])
    async def start(request: Request) -> Response:
        return await _start(site, request)

    @routes.api_route("/find", methods=["GET", "HEAD"])
    async def find(request: Request, number: Annotated[str, Query(max_length=100)] = "") -> Response:
        return await _find(site, request, " ".join(number.split()))

    @routes.api_route("/static/{name}", methods=["GET", "HEAD"])
    async def static(request: Request, name: str) -> Response:
        content = static_file(name)
        if content is None:
            raise not_found(Label(f"Hier is geen bestand {name!r}.", f"There is no file {name!r} here."))
        return respond.answer(request, site.current(), content, STATIC_TYPES[name], {"Cache-Control": "max-age=3600"})

    return routes


async def thing_page(site: Site, request: Request, iri: str, described: Resource | None) -> Response | None:
    """The page of any thing of ours with its description; None where the release knows nothing of it.

    At most eighteen queries.
    """
    holdings = site.current()
    identifier = parse(holdings.base, iri)
    code = iri.rpartition("/")[2]
    if code in holdings.manifest.bodies and iri == organisation(holdings.base, code):
        return await _organisation(site, request, code)
    if version_kind(identifier) is not None:
        return await _version(site, request, iri)
    if identifier is not None and identifier.kind == "document" and identifier.document is not None:
        return await _document(site, request, identifier.document, described)
    if identifier is not None and identifier.kind == "person":
        return await _person(site, request, iri)
    return await enduring_page(site, request, iri) or await _resource(site, request, described)


async def _start(site: Site, request: Request) -> Response:
    holdings = site.current()
    goals = sum(entry.coverage.goals_read for entry in holdings.manifest.documents.values())
    versions = await all_versions(site.engine) if goals <= MOST_GOALS_AT_START else []
    return site.renderer.page("start.html", request, holdings, bodies=_bodies(holdings, versions))


async def _find(site: Site, request: Request, asked: str) -> Response:
    """What has a number, or else some words in its name; the only one found is shown at once."""
    holdings = site.current()
    sought = _KIND_BEFORE_NUMBER.sub("", asked)
    is_number = _looks_like_number(sought)
    find = versions_with_number if is_number else versions_with_words
    found = await find(site.engine, sought) if sought else []
    if len(found) == 1 and (address := local_path(found[0].iri, holdings.base)):
        query = f"?{request.url.query}" if "lang" in request.query_params else ""
        return RedirectResponse(f"{address}{query}", 303)
    return site.renderer.page(
        "find.html",
        request,
        holdings,
        asked=asked,
        number=sought if is_number else "",
        found=found[:MOST_FOUND],
        is_cut=len(found) > MOST_FOUND,
        titles={holdings.document_iri(document): holdings.title(document) for document in holdings.documents},
    )


def _looks_like_number(text: str) -> bool:
    """Whether a text is a number such as `2.2.2` or `P3 1.1` rather than a name: it has a digit and no real word."""
    return any(map(str.isdigit, text)) and _WORD.search(text) is None


async def _version(site: Site, request: Request, iri: str) -> Response | None:
    holdings = site.current()
    identifier = parse(holdings.base, iri)
    document = identifier.document if identifier else None
    typed = request.query_params.get(LEAST, "")
    least = typed_least(typed)
    known = await standing(site.engine, holdings, document.organisation, least) if document else None
    version, referring, under, through, notes = await asyncio.gather(
        find_version(site.engine, iri),
        referring_to(site.engine, iri),
        versions_under(site.engine, iri),
        small_picture(site, iri, known.known if known else None),
        notes_on(site.engine, holdings.base, iri),
    )
    if version is None:
        return None
    if known is not None:
        version = sure_version(version, known)
        referring = await sure_referring(site.engine, iri, referring, known)
    return site.renderer.page(
        "version.html",
        request,
        holdings,
        view=view_version(version, referring, holdings.base, language_of(request), place_asked(request)),
        trees=grow_tree(under),
        notes=notes,
        through_years=through,
        least=typed,
        coverage=holdings.coverage(document) if document else None,
        caution=together(too_sure(least), _caution(holdings, document)),
        coherence=coherence_of(identifier, version.references, referring) if identifier else None,
        api=_api_address(identifier),
        organisation_address=_organisation_address(holdings, identifier),
    )


async def _document(site: Site, request: Request, document: DocumentKey, described: Resource | None) -> Response | None:
    holdings = site.current()
    entry = holdings.entry(document)
    if entry is None:
        return await _named_document(site, request, document, described)
    versions = await versions_of(site.engine, holdings.document_iri(document))
    card = DocumentCard(document, entry, f"/doc/document/{document.path}", tuple(grow_tree(versions)))
    return site.renderer.page(
        "document.html",
        request,
        holdings,
        card=card,
        organisation=holdings.manifest.bodies[document.organisation].name,
        measures=[measure.value for measure in CoverageMetric],
    )


async def _named_document(
    site: Site, request: Request, document: DocumentKey, described: Resource | None
) -> Response | None:
    holdings = site.current()
    if described is None:
        return None
    referring = await referring_to(site.engine, described.iri)
    body = holdings.manifest.bodies.get(document.organisation)
    return site.renderer.page(
        "named_document.html",
        request,
        holdings,
        document=document,
        called_document=described.label,
        organisation=body.name if body else document.organisation,
        rows=view_referring(referring, holdings.base),
    )


async def _organisation(site: Site, request: Request, code: str) -> Response:
    holdings = site.current()
    scheme = mint(holdings.base, in_body("domain-scheme", code))
    holders, domains = await asyncio.gather(list_holders(site.engine), domains_of(site.engine, scheme))
    people = f"{holdings.base}/id/person/{code}/"
    return site.renderer.page(
        "organisation.html",
        request,
        holdings,
        iri=organisation(holdings.base, code),
        body=next(body for body in _bodies(holdings, []) if body.code == code),
        holders=[holder for holder in holders if holder.person.startswith(people)],
        domains=domains,
    )


async def _person(site: Site, request: Request, iri: str) -> Response | None:
    portfolio = await find_portfolio(site.engine, iri)
    if portfolio is None:
        return None
    return site.renderer.page("person.html", request, site.current(), portfolio=portfolio)


async def _resource(site: Site, request: Request, described: Resource | None) -> Response | None:
    if described is None:
        return None
    quotes, incoming = await asyncio.gather(
        quotes_of(site.engine, described.iri), find_incoming(site.engine, described.iri)
    )
    return site.renderer.page(
        "resource.html", request, site.current(), resource=described, quotes=quotes, incoming=incoming
    )


def _bodies(holdings: Holdings, versions: Sequence[Summary]) -> list[BodyCard]:
    return [
        BodyCard(
            code,
            body.name,
            tuple(
                DocumentCard(
                    document,
                    holdings.manifest.documents[document.path],
                    f"/doc/document/{document.path}",
                    tuple(grow_tree([one for one in versions if one.document == holdings.document_iri(document)])),
                )
                for document in holdings.documents
                if document.organisation == code
            ),
        )
        for code, body in sorted(holdings.manifest.bodies.items())
    ]


def place_asked(request: Request) -> tuple[int, int] | None:
    """The stretch of the text to which a link leads: `?at=120-134`."""
    asked = _PLACE.fullmatch(request.query_params.get("at", ""))
    return (int(asked["start"]), int(asked["end"])) if asked else None


def _caution(holdings: Holdings, document: DocumentKey | None) -> Phrase | None:
    return caution(holdings, [document]) if document else None


def _api_address(identifier: Identifier | None) -> str | None:
    if identifier is None or identifier.document is None:
        return None
    return f"/v1/documents/{identifier.document.path}/{version_kind(identifier)}s/{identifier.local[0]}"


def referring_address(identifier: Identifier | None) -> str | None:
    """Where the API gives the references to a version with their words; None for what is no version."""
    api = _api_address(identifier) if version_kind(identifier) else None
    return None if api is None else f"{api}/referring"


def _organisation_address(holdings: Holdings, identifier: Identifier | None) -> str:
    """The IRI of our page of an organisation: that of the register is shown at a path of ours."""
    return f"{holdings.base}/id/organisation/{identifier.organisation if identifier else ''}"
