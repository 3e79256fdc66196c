"""Linked data: `/id` leads to `/doc`, `/doc` and `/graph` give what the release says.

The form follows the Accept header or the suffix of the address (RFC 9110, section 12). HTML is made by `pages`.
"""

import re
from collections.abc import AsyncIterator, Mapping
from types import MappingProxyType
from typing import Final

from fastapi import APIRouter
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from ontology.iri import SERVICE, organisation, parse
from ontology.terms import PROV_WAS_GENERATED_BY
from service.answers import resources
from service.answers.coverage import Holdings
from service.answers.facts import Facts
from service.answers.queries import query
from service.answers.vocabulary import Label
from service.answers.years.timeline import ENDURING, replacement
from service.engine.engine import Question
from service.web import respond, vocabulary
from service.web.forms import HTML, SUFFIXES, Asked, asked, describe
from service.web.pages import thing_page
from service.web.problems import ProblemError
from service.web.site import Site, not_found, route_class

# The forms of a whole graph, by suffix.
GRAPH_SUFFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {"ttl": "text/turtle", "nq": "application/n-quads", "html": HTML}
)

# What ontology.iri mints: lower case, nothing percent-encoded.
_PATH: Final = re.compile(r"[a-z0-9](?:[a-z0-9._/-]*[a-z0-9])?")
_GRAPH_TIMEOUT_S: Final = 120.0


def router(site: Site) -> APIRouter:
    """The routes `/id/{path}`, `/doc/{path}` and `/graph/{path}`, and those of the vocabulary."""
    routes = APIRouter(route_class=route_class(site, pages=True), include_in_schema=False)

    @routes.api_route("/id/{path:path}", methods=["GET", "HEAD"])
    async def identify(request: Request, path: str) -> Response:
        if not _PATH.fullmatch(path):
            raise _unknown(path)
        moved = await _moved(site, path)
        parameters = f"?{request.url.query}" if request.url.query else ""
        if moved is not None:
            return RedirectResponse(f"/id/{moved}{parameters}", 301)
        return RedirectResponse(f"/doc/{path}{parameters}", 303, {"Vary": "Accept"})

    @routes.api_route("/doc/{path:path}", methods=["GET", "HEAD"])
    async def document(request: Request, path: str) -> Response:
        return await _document(site, request, asked(request, path, SUFFIXES))

    @routes.api_route("/graph/{path:path}", methods=["GET", "HEAD"])
    async def graph(request: Request, path: str) -> Response:
        return await _graph(site, request, asked(request, path, GRAPH_SUFFIXES))

    @routes.api_route("/.well-known/void", methods=["GET", "HEAD"])
    async def described(request: Request) -> Response:
        return await _graph(site, request, asked(request, SERVICE, GRAPH_SUFFIXES))

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


async def _document(site: Site, request: Request, wanted: Asked) -> Response:
    holdings = site.current()
    iri = _thing(holdings, wanted.path)
    moved = await _moved(site, wanted.path)
    if moved is not None:
        rest = request.url.path.removeprefix(f"/doc/{wanted.path}")
        return RedirectResponse(f"/doc/{moved}{rest}{f'?{request.url.query}' if request.url.query else ''}", 301)
    if wanted.media_type == HTML:
        page = await thing_page(site, request, iri)
        if page is None:
            raise _unknown(wanted.path)
        page.headers["Link"] = _links(wanted.path, iri)
        return page
    resource = await resources.describe(site.engine, iri)
    if resource is None:
        raise _unknown(wanted.path)
    content = describe(resource.triples(), wanted.media_type)
    headers = {"Vary": "Accept, Accept-Language", "Link": _links(wanted.path, iri), "Access-Control-Allow-Origin": "*"}
    return respond.answer(request, holdings, content, wanted.media_type, headers)


async def _graph(site: Site, request: Request, wanted: Asked) -> Response:
    holdings = site.current()
    if not _PATH.fullmatch(wanted.path):
        raise _unknown(wanted.path)
    iri = f"{holdings.base}/graph/{wanted.path}"
    sizes = await site.engine.rows(query("graph-size"), {"graph": NamedNode(iri)})
    size = sum(int(row["statements"].value) for row in sizes if "statements" in row)
    if not size:
        raise _unknown(wanted.path)
    if wanted.media_type == HTML:
        said = Facts.of(await site.engine.rows(query("statements"), {"s": NamedNode(iri)}))
        runs = said.links(iri, PROV_WAS_GENERATED_BY)
        return site.renderer.page("graph.html", request, holdings, graph=iri, path=wanted.path, size=size, runs=runs)
    headers = {
        "Vary": "Accept",
        "Doelgraaf-Release": holdings.release,
        "X-Content-Type-Options": "nosniff",
        "Access-Control-Allow-Origin": "*",
    }
    if request.method == "HEAD":
        return Response(media_type=wanted.media_type, headers=headers)
    quads = wanted.media_type == GRAPH_SUFFIXES["nq"]
    form = "application/n-triples" if quads else wanted.media_type
    stream = await site.engine.stream(Question(query("graph"), form, _GRAPH_TIMEOUT_S, default_graphs=(iri,)))
    body = _in_graph(stream, iri) if quads else stream
    return StreamingResponse(body, media_type=wanted.media_type, headers=headers)


def _thing(holdings: Holdings, path: str) -> str:
    """The IRI that a path under `/doc` is about: one of ours, or that of an organisation of the register."""
    kind, _, code = path.partition("/")
    if not _PATH.fullmatch(path):
        raise _unknown(path)
    if kind == "organisation" and code in holdings.manifest.bodies:
        return organisation(holdings.base, code)
    iri = f"{holdings.base}/id/{path}"
    if parse(holdings.base, iri) is None:
        raise _unknown(path)
    return iri


def _links(path: str, iri: str) -> str:
    """The other forms of a description, and what it describes (RFC 8288)."""
    forms = [f'</doc/{path}.{suffix}>; rel="alternate"; type="{form}"' for suffix, form in SUFFIXES.items()]
    return ", ".join([f'</doc/{path}>; rel="canonical"', f'<{iri}>; rel="describes"', *forms])


async def _in_graph(lines: AsyncIterator[bytes], iri: str) -> AsyncIterator[bytes]:
    """N-Triples as N-Quads of one graph: each line gets the graph before its dot."""
    ending = f" <{iri}> .\n".encode()
    rest = b""
    async for chunk in lines:
        *complete, rest = (rest + chunk).split(b"\n")
        if complete:
            yield b"".join(line.removesuffix(b" .") + ending for line in complete if line)
    if rest:
        yield rest.removesuffix(b" .") + ending


def _unknown(path: str) -> ProblemError:
    return not_found(
        Label(
            f"Deze release zegt niets over {path!r}. Zoek het bij zijn nummer op /find, of zie wat er is op /.",
            f"This release says nothing of {path!r}. Look it up by its number at /find, or see what there is at /.",
        ),
    )
