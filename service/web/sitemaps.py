"""For crawlers: `/sitemap.xml`, which leads to a sitemap per document and per body, and `/robots.txt`.

Sitemaps protocol 0.9 (sitemaps.org); Robots Exclusion Protocol (RFC 9309). A sitemap is written as it is sent, and
holds what one document or body has.
"""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Final
from xml.sax.saxutils import escape

from fastapi import APIRouter
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from ontology.iri import DocumentKey, graph
from service.answers.coverage import Holdings
from service.answers.documents import versions_of
from service.answers.queries import query
from service.answers.vocabulary import Label
from service.release.dump_names import WHOLE
from service.web import respond
from service.web.display import local_path
from service.web.site import Site, not_found, route_class
from service.web.streams import head_alone
from service.web.withdrawn import document_went

_XML: Final = "application/xml"
_SPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_START: Final = (
    "/", "/catalogue", "/changes", "/dumps", "/def", "/search", "/sparql", "/network", "/matrix", "/compare", "/v1",
)  # fmt: skip
"""Pages about no thing of the release."""
# What a crawler would ask without end: queries, every choice in every form, and every page of every older release. And
# a form for readers who see an error, which no search engine is to lead to.
_ROBOTS: Final = """User-agent: *
Disallow: /sparql?
Disallow: /find?
Disallow: /search?
Disallow: /network?
Disallow: /matrix?
Disallow: /compare?
Disallow: /klopt-dit-niet
Disallow: /*?release=
Disallow: /*&release=
Disallow: /v1/trace/
Allow: /

Sitemap: {base}/sitemap.xml
"""
_PER_PIECE: Final = 1000
_Dated = tuple[str, datetime]
_ENDURES: Final = re.compile(r"/doc/(?:goal|ambition|programme|person|domain)/")


def router(site: Site) -> APIRouter:
    """The routes `/robots.txt`, `/sitemap.xml` and `/sitemap/{path}.xml`."""
    routes = APIRouter(route_class=route_class(site, pages=False), include_in_schema=False)

    @routes.api_route("/robots.txt", methods=["GET", "HEAD"])
    async def robots(request: Request) -> Response:
        holdings = site.current()
        content = _ROBOTS.format(base=holdings.base).encode()
        return respond.answer(request, holdings, content, "text/plain; charset=utf-8", {})

    @routes.api_route("/sitemap.xml", methods=["GET", "HEAD"])
    async def index(request: Request) -> Response:
        return _sent(request, site.current(), "sitemapindex", "sitemap", _sitemaps(site.current()))

    @routes.api_route("/sitemap/{path:path}.xml", methods=["GET", "HEAD"])
    async def one(request: Request, path: str) -> Response:
        holdings = site.current()
        if path == "pages":
            return _sent(request, holdings, "urlset", "url", _of_day(holdings, WHOLE, _START))
        if path in holdings.manifest.documents:
            found = await _of_document(site, holdings, path)
            return _sent(request, holdings, "urlset", "url", _of_day(holdings, path, found))
        if path in holdings.manifest.bodies:
            found = await _of_body(site, holdings, path)
            return _sent(request, holdings, "urlset", "url", _of_day(holdings, path, found))
        raise document_went(site.log, holdings, path, f"/sitemap/{path}.xml") or not_found(
            Label(f"Hier is geen sitemap {path!r}; zie /sitemap.xml.", f"No sitemap {path!r} here; see /sitemap.xml.")
        )

    return routes


def _sitemaps(holdings: Holdings) -> Iterator[_Dated]:
    yield "/sitemap/pages.xml", holdings.changed(WHOLE)
    for part in (*sorted(holdings.manifest.bodies), *sorted(holdings.manifest.documents)):
        yield f"/sitemap/{part}.xml", holdings.changed(part)


def _of_day(holdings: Holdings, scope: str, addresses: Iterable[str]) -> Iterator[_Dated]:
    """Addresses with when what they show changed last: a document, or all documents of a body."""
    changed = holdings.changed(scope)
    return ((address, changed) for address in addresses)


async def _of_document(site: Site, holdings: Holdings, path: str) -> list[str]:
    """The pages of a document and of what it states or names."""
    document = holdings.document_iri(DocumentKey.parse(path))
    versions = await versions_of(site.engine, document)
    return [f"/doc/document/{path}", *_addresses(holdings, (version.iri for version in versions))]


async def _of_body(site: Site, holdings: Holdings, code: str) -> list[str]:
    """The pages of a body, and of what endures in it; versions that it only names are among those of their document."""
    rows = await site.engine.rows(query("enduring-of-body"), {"body": NamedNode(graph(holdings.base, "body", code))})
    found = _addresses(holdings, (row["thing"].value for row in rows if "thing" in row))
    enduring = [address for address in found if _ENDURES.match(address) and "#" not in address]
    return list(dict.fromkeys([f"/doc/organisation/{code}", *enduring]))


def _addresses(holdings: Holdings, iris: Iterable[str]) -> list[str]:
    """The addresses at which things of ours are shown."""
    return [address for iri in iris if (address := local_path(iri, holdings.base)) is not None]


def _sent(request: Request, holdings: Holdings, root: str, entry: str, addresses: Iterator[_Dated]) -> Response:
    headers = {"Doelgraaf-Release": holdings.release, "X-Content-Type-Options": "nosniff"}
    if request.method == "HEAD":
        return head_alone(_XML, headers)
    return StreamingResponse(_written(holdings, root, entry, addresses), media_type=_XML, headers=headers)


async def _written(holdings: Holdings, root: str, entry: str, addresses: Iterator[_Dated]) -> AsyncIterator[bytes]:
    """A sitemap or an index of them, in pieces."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_SPACE}">\n'.encode()
    while part := list(islice(addresses, _PER_PIECE)):
        lines = (
            f"<{entry}><loc>{escape(holdings.base + address)}</loc><lastmod>{_moment(changed)}</lastmod></{entry}>\n"
            for address, changed in part
        )
        yield "".join(lines).encode()
    yield f"</{root}>\n".encode()


def _moment(changed: datetime) -> str:
    """A moment as sitemaps write it (W3C Datetime)."""
    return changed.isoformat(timespec="seconds")
