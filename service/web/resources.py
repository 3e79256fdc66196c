"""Linked data: `/id` leads to `/doc`, `/doc` and `/graph` give what the release says.

The form follows the Accept header or the suffix of the address (RFC 9110, section 12), the terms follow the profile.
HTML is made by `pages`.
"""

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ontology.iri import SERVICE, Identifier, organisation, parse
from ontology.terms import RDF_TYPE
from service.answers import resources
from service.answers.annotation_json import MEDIA_TYPE as ANNOTATION_JSON
from service.answers.annotation_json import annotation_document, collected
from service.answers.annotations import PROJECTION, annotations_of
from service.answers.classes import classes_of
from service.answers.coverage import Holdings
from service.answers.incoming import find_incoming
from service.answers.page_triples import about
from service.answers.resources import Resource
from service.answers.vocabulary import Label
from service.answers.years.timeline import ENDURING, replacement
from service.web import profiles, respond, vocabulary
from service.web.changes import followed
from service.web.forms import HTML, SUFFIXES, Asked, asked, describe
from service.web.gone import missing, unknown
from service.web.graph_pages import GRAPH_SUFFIXES, graph_response
from service.web.page_head import with_head
from service.web.pages import referring_address, thing_page
from service.web.pointing import property_of
from service.web.problems import BAD_REQUEST, ProblemError
from service.web.profiles import PLAIN, Profile
from service.web.replies import answer_options, quality_link
from service.web.shares import NAME as LEAST
from service.web.shares import typed_least
from service.web.site import Site, route_class

# What ontology.iri mints: lower case, nothing percent-encoded.
_PATH: Final = re.compile(r"[a-z0-9](?:[a-z0-9._/-]*[a-z0-9])?")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)
_GRAPH: Final = "graph/"
_REFERENCE: Final = "reference/"
_JSON_LD: Final = "application/ld+json"


@dataclass(frozen=True, slots=True)
class _Thing:
    """What a path under `/doc` is about: its IRI, that taken apart where it is one of ours, and the path."""

    path: str
    iri: str
    identifier: Identifier | None

    def document(self, holdings: Holdings) -> str:
        """The IRI of its description."""
        return f"{holdings.base}/doc/{self.path}"


def router(site: Site) -> APIRouter:
    """The routes `/id/{path}`, `/doc/{path}` and `/graph/{path}`, and those of the vocabulary."""
    routes = APIRouter(route_class=route_class(site, pages=True, steady=True, shared=True), include_in_schema=False)

    @routes.api_route("/id/{path:path}", methods=["GET", "HEAD"])
    async def identify(request: Request, path: str) -> Response:
        if not _PATH.fullmatch(path):
            raise unknown(path)
        moved = await _moved(site, path)
        parameters = f"?{request.url.query}" if request.url.query else ""
        if moved is not None:
            return RedirectResponse(f"/id/{moved}{parameters}", 301)
        headers = {"Vary": profiles.VARY, "Link": f'</doc/{path}>; rel="describedby"'}
        return RedirectResponse(f"/doc/{path}{parameters}", 303, headers)

    @routes.api_route("/doc/{path:path}", methods=["GET", "HEAD"])
    async def document(request: Request, path: str) -> Response:
        return await _document(site, request, path)

    @routes.api_route("/graph/{path:path}", methods=["GET", "HEAD"])
    async def graph(request: Request, path: str) -> Response:
        wanted = asked(request, path, GRAPH_SUFFIXES)
        if not _PATH.fullmatch(wanted.path):
            raise unknown(wanted.path)
        return await graph_response(site, request, wanted)

    @routes.api_route("/.well-known/void", methods=["GET", "HEAD"])
    async def described(request: Request) -> Response:
        return await graph_response(site, request, asked(request, SERVICE, GRAPH_SUFFIXES))

    answer_options(routes)
    routes.include_router(vocabulary.router(site))
    return routes


async def _moved(site: Site, path: str) -> str | None:
    """Where an identifier of something that endures went, where another came in its place: a path after `/id/`."""
    base = site.current().base
    identifier = parse(base, f"{base}/id/{path}")
    if identifier is None or identifier.kind not in ENDURING:
        return None
    moved = await replacement(site.engine, f"{base}/id/{path}")
    return moved.removeprefix(f"{base}/id/") if moved and moved.startswith(f"{base}/id/") else None


async def _document(site: Site, request: Request, path: str) -> Response:
    """What is asked about a thing: its description in a profile, a page of what points at it, or all forms."""
    stem = path.rpartition(".")[0] if path.rpartition(".")[2] in SUFFIXES else path
    thing = _thing(site.current(), stem)
    typed_least(request.query_params.get(LEAST, ""))  # data don't depend on it, but what is none is refused in any form
    moved = await _moved(site, stem)
    if moved is not None:
        rest = request.url.path.removeprefix(f"/doc/{stem}")
        return RedirectResponse(f"/doc/{moved}{rest}{f'?{request.url.query}' if request.url.query else ''}", 301)
    if profiles.is_list(request):
        return await _forms(site, request, thing, asked(request, path, SUFFIXES))
    profile = profiles.chosen(request, profiles.offered(thing.identifier))
    if profile is not PLAIN:
        return await _annotated(site, request, thing, profile, asked(request, path, profile.forms))
    wanted = asked(request, path, SUFFIXES)
    if "incoming" in request.query_params:
        return await _incoming(site, request, thing, wanted)
    return await _described(site, request, thing, wanted)


async def _described(site: Site, request: Request, thing: _Thing, wanted: Asked) -> Response:
    holdings = site.current()
    if wanted.media_type == HTML and thing.path.startswith(_GRAPH):
        return RedirectResponse(f"/{thing.path}", 303, {"Vary": profiles.VARY})
    if wanted.media_type == HTML:
        return await _page(site, request, thing)
    resource, pointing = await asyncio.gather(
        resources.describe(site.engine, thing.iri), find_incoming(site.engine, thing.iri)
    )
    if resource is None:
        raise missing(site, thing.path)
    said = [*resource.triples(), *about(thing.document(holdings), thing.iri, pointing.total)]
    content = describe(said, wanted.media_type, _context(holdings))
    return _data(site, request, content, wanted.media_type, _all_links(holdings, thing, resource), PLAIN)


async def _page(site: Site, request: Request, thing: _Thing) -> Response:
    """The page of a thing, with its data in its head."""
    holdings = site.current()
    resource = await resources.describe(site.engine, thing.iri)
    feed = f"/changes/{thing.path}.atom" if followed(holdings.base, thing.path) else ""
    with_head(request, resource.triples() if resource else [], feed)
    page = await thing_page(site, request, thing.iri, resource)
    if page is None:
        raise missing(site, thing.path)
    page.headers["Link"] = _all_links(holdings, thing, resource)
    page.headers["Vary"] = profiles.VARY
    page.headers["Content-Profile"] = f"<{PLAIN.iri}>"
    return page


async def _incoming(site: Site, request: Request, thing: _Thing, wanted: Asked) -> Response:
    """A page of what points at a thing.

    Raises:
        ProblemError: 400 or 404, there is no page of that number.
    """
    holdings, number = site.current(), request.query_params["incoming"]
    if not _NUMBER.fullmatch(number):
        raise ProblemError(BAD_REQUEST, _NO_NUMBER)
    found = await find_incoming(site.engine, thing.iri, int(number))
    if found.counts and (asked_for := request.query_params.get("property")) is not None:
        only = property_of(asked_for, found.counts)
        found = await find_incoming(site.engine, thing.iri, int(number), only)
    if not found.total:
        resource = await resources.describe(site.engine, thing.iri)
        if resource is None:
            raise missing(site, thing.path)
    if found.number > found.last:
        raise unknown(f"{thing.path}?incoming={number}")
    if wanted.media_type == HTML:
        resource = await resources.describe(site.engine, thing.iri)
        return site.renderer.page(
            "incoming.html",
            request,
            holdings,
            resource=resource,
            found=found,
            address=f"/doc/{thing.path}",
            referring=referring_address(thing.identifier),
        )
    content = describe(found.triples(thing.document(holdings)), wanted.media_type, _context(holdings))
    links = _links(holdings, thing, PLAIN, await classes_of(site.engine, thing.iri))
    return _data(site, request, content, wanted.media_type, links, PLAIN)


async def _annotated(site: Site, request: Request, thing: _Thing, profile: Profile, wanted: Asked) -> Response:
    """The references of a thing as web annotations; those of a whole document come as a stream from elsewhere."""
    holdings, identifier = site.current(), thing.identifier
    links = _links(holdings, thing, profile, await classes_of(site.engine, thing.iri))
    if identifier is not None and identifier.kind == "document" and holdings.holds(identifier.document):
        query = urlencode({"document": identifier.document.path, "format": wanted.media_type})
        headers = {"Vary": profiles.VARY, "Link": links, "Content-Profile": f"<{profile.iri}>"}
        return RedirectResponse(f"/v1/projections/{PROJECTION}?{query}", 303, headers)
    found = await annotations_of(site.engine, holdings.base, identifier) if identifier else []
    if not found and await resources.describe(site.engine, thing.iri) is None:
        raise missing(site, thing.path)
    if not (found and thing.path.startswith(_REFERENCE)):
        found = collected(found, thing.document(holdings))
    if wanted.media_type == _JSON_LD:
        return _data(site, request, annotation_document(found), ANNOTATION_JSON, links, profile)
    return _data(site, request, describe(found, wanted.media_type), wanted.media_type, links, profile)


async def _forms(site: Site, request: Request, thing: _Thing, wanted: Asked) -> Response:
    """All forms of the description of a thing, in all profiles."""
    holdings = site.current()
    resource = await resources.describe(site.engine, thing.iri)
    if resource is None:
        raise missing(site, thing.path)
    there = profiles.offered(thing.identifier)
    if wanted.media_type == HTML:
        page = site.renderer.page(
            "profiles.html", request, holdings, resource=resource, profiles=there, address=f"/doc/{thing.path}"
        )
        page.headers["Vary"] = profiles.VARY
        return page
    listed = profiles.listed(thing.document(holdings), thing.iri, there)
    return _data(
        site,
        request,
        describe(listed, wanted.media_type, _context(holdings)),
        wanted.media_type,
        _links(holdings, thing, PLAIN, _classes(resource)),
        PLAIN,
    )


def _context(holdings: Holdings) -> str:
    """Where the context of JSON-LD is served."""
    return f"{holdings.base}/def/context.jsonld"


def _data(site: Site, request: Request, content: bytes, media_type: str, links: str, profile: Profile) -> Response:
    headers = {
        "Vary": profiles.VARY,
        "Link": links,
        "Content-Profile": f"<{profile.iri}>",
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "Link, Content-Profile",
    }
    return respond.answer(request, site.current(), content, media_type, headers)


def _thing(holdings: Holdings, path: str) -> _Thing:
    """What a path under `/doc` is about: something of ours, a graph, or an organisation of the register.

    Raises:
        ProblemError: 404, it is about nothing.
    """
    kind, _, code = path.partition("/")
    if not _PATH.fullmatch(path):
        raise unknown(path)
    if kind == "organisation" and code in holdings.manifest.bodies:
        return _Thing(path, organisation(holdings.base, code), None)
    if path.startswith(_GRAPH):
        return _Thing(path, f"{holdings.base}/{path}", None)
    iri = f"{holdings.base}/id/{path}"
    identifier = parse(holdings.base, iri)
    if identifier is None:
        raise unknown(path)
    return _Thing(path, iri, identifier)


def _classes(resource: Resource | None) -> list[str]:
    """The IRIs of the classes of a thing."""
    return [term.value for term in (resource.properties.get(RDF_TYPE, ()) if resource else ())]


def _all_links(holdings: Holdings, thing: _Thing, resource: Resource | None) -> str:
    """The links of a whole description, which has another part: what points at the thing."""
    links = _links(holdings, thing, PLAIN, _classes(resource))
    return f'{links}, </doc/{thing.path}?incoming=1>; rel="related"' if resource else links


def _links(holdings: Holdings, thing: _Thing, profile: Profile, classes: Iterable[str]) -> str:
    """What a description describes and is of, its other forms and profiles, and where to read more (RFC 8288).

    `type` is of RFC 6903, `describes` of RFC 6892, `describedby` leads to how much was loaded of what it is of.
    """
    address, there = f"/doc/{thing.path}", profiles.offered(thing.identifier)
    found = [f'<{address}>; rel="canonical"', f'<{thing.iri}>; rel="describes"']
    found += [f'<{iri}>; rel="type"' for iri in classes]
    found.append(quality_link(*_owner(holdings, thing)))
    found += [f'<{address}.{suffix}>; rel="alternate"; type="{form}"' for suffix, form in SUFFIXES.items()]
    return ", ".join([*found, *profiles.links(address, profile, there)])


def _owner(holdings: Holdings, thing: _Thing) -> tuple[str | None, str | None]:
    """The loaded document that a thing is of, or else its body; neither for what is of all."""
    manifest, path = holdings.manifest, thing.path.removeprefix(_GRAPH).partition("/")[2]
    if thing.identifier is not None:
        document, path = thing.identifier.document, thing.identifier.organisation or ""
        path = document.path if document and document.path in manifest.documents else path
    return (path if path in manifest.documents else None), (path if path in manifest.bodies else None)


_NO_NUMBER: Final = Label(
    "incoming is het nummer van een bladzijde, zoals 1: zij telt op wat hierheen wijst",
    "incoming is the number of a page, such as 1: it lists what points here",
)
