"""Linked data: `/id` leads to `/doc`, `/doc` and `/graph` give what the release says, `/def` the vocabulary.

The form follows the Accept header or the suffix of the address (RFC 9110, section 12). HTML is made by `pages`.
"""

import re
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType
from typing import Final

from fastapi import APIRouter
from pyoxigraph import NamedNode, RdfFormat, Triple, serialize
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from ontology.iri import organisation, parse
from ontology.terms import PREFIXES, PROV_WAS_GENERATED_BY
from service.answers.coverage import Holdings
from service.answers.facts import Facts
from service.answers.queries import query
from service.answers.resources import describe
from service.answers.vocabulary import Label, vocabulary
from service.engine.engine import Question
from service.web import respond
from service.web.definitions import define
from service.web.pages import thing_page
from service.web.problems import NOT_ACCEPTABLE, ProblemError
from service.web.site import Site, not_found, route_class
from service.web.variants import preferred_type

HTML: Final = "text/html"
# The forms of a description, the preferred first, by suffix.
SUFFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ttl": "text/turtle",
        "jsonld": "application/ld+json",
        "nt": "application/n-triples",
        "rdf": "application/rdf+xml",
        "html": HTML,
    }
)
FORMATS: Final[Mapping[str, RdfFormat]] = MappingProxyType(
    {
        "text/turtle": RdfFormat.TURTLE,
        "application/ld+json": RdfFormat.JSON_LD,
        "application/n-triples": RdfFormat.N_TRIPLES,
        "application/rdf+xml": RdfFormat.RDF_XML,
    }
)
# The forms of a whole graph, by suffix.
GRAPH_SUFFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {"ttl": "text/turtle", "nq": "application/n-quads", "html": HTML}
)

# What ontology.iri mints: lower case, nothing percent-encoded.
_PATH: Final = re.compile(r"[a-z0-9](?:[a-z0-9._/-]*[a-z0-9])?")
_GRAPH_TIMEOUT_S: Final = 120.0

_TURTLE_PREFIXES: Final = re.compile(rb"\A(?:@prefix [^\n]*\n)+")  # @prefix dg: <https://w3id.org/doelgraaf/def#> .
_XML_PREFIX: Final = re.compile(rb" xmlns:\w+=\"[^\"]*\"")  # xmlns:dg="https://w3id.org/doelgraaf/def#"
_XML_PREFIXES: Final = re.compile(rb"(?<=<rdf:RDF)(?: xmlns:\w+=\"[^\"]*\")+")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A path without the suffix of a form, and the form in which it is wanted."""

    path: str
    media_type: str


def router(site: Site) -> APIRouter:
    """The routes `/id/{path}`, `/doc/{path}`, `/graph/{path}` and `/def`."""
    routes = APIRouter(route_class=route_class(site, pages=True), include_in_schema=False)

    @routes.api_route("/id/{path:path}", methods=["GET", "HEAD"])
    async def identify(request: Request, path: str) -> Response:
        if not _PATH.fullmatch(path):
            raise _unknown(path)
        asked = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/doc/{path}{asked}", 303, {"Vary": "Accept"})

    @routes.api_route("/doc/{path:path}", methods=["GET", "HEAD"])
    async def document(request: Request, path: str) -> Response:
        return await _document(site, request, _asked(request, path, SUFFIXES))

    @routes.api_route("/graph/{path:path}", methods=["GET", "HEAD"])
    async def graph(request: Request, path: str) -> Response:
        return await _graph(site, request, _asked(request, path, GRAPH_SUFFIXES))

    @routes.api_route("/def", methods=["GET", "HEAD"])
    @routes.api_route("/def.{suffix}", methods=["GET", "HEAD"])
    async def definitions(request: Request, suffix: str = "") -> Response:
        return _vocabulary(site, request, _asked(request, f"def.{suffix}" if suffix else "def", SUFFIXES))

    return routes


async def _document(site: Site, request: Request, asked: _Asked) -> Response:
    holdings = site.current()
    iri = _thing(holdings, asked.path)
    if asked.media_type == HTML:
        page = await thing_page(site, request, iri)
        if page is None:
            raise _unknown(asked.path)
        page.headers["Link"] = _links(asked.path, iri)
        return page
    resource = await describe(site.engine, iri)
    if resource is None:
        raise _unknown(asked.path)
    content = _serialise(resource.triples(), asked.media_type)
    headers = {"Vary": "Accept, Accept-Language", "Link": _links(asked.path, iri), "Access-Control-Allow-Origin": "*"}
    return respond.answer(request, holdings, content, asked.media_type, headers)


async def _graph(site: Site, request: Request, asked: _Asked) -> Response:
    holdings = site.current()
    if not _PATH.fullmatch(asked.path):
        raise _unknown(asked.path)
    iri = f"{holdings.base}/graph/{asked.path}"
    sizes = await site.engine.rows(query("graph-size"), {"graph": NamedNode(iri)})
    size = sum(int(row["statements"].value) for row in sizes if "statements" in row)
    if not size:
        raise _unknown(asked.path)
    if asked.media_type == HTML:
        said = Facts.of(await site.engine.rows(query("statements"), {"s": NamedNode(iri)}))
        runs = said.links(iri, PROV_WAS_GENERATED_BY)
        return site.renderer.page("graph.html", request, holdings, graph=iri, path=asked.path, size=size, runs=runs)
    headers = {
        "Vary": "Accept",
        "Doelgraaf-Release": holdings.release,
        "X-Content-Type-Options": "nosniff",
        "Access-Control-Allow-Origin": "*",
    }
    if request.method == "HEAD":
        return Response(media_type=asked.media_type, headers=headers)
    quads = asked.media_type == GRAPH_SUFFIXES["nq"]
    form = "application/n-triples" if quads else asked.media_type
    stream = await site.engine.stream(Question(query("graph"), form, _GRAPH_TIMEOUT_S, default_graphs=(iri,)))
    body = _in_graph(stream, iri) if quads else stream
    return StreamingResponse(body, media_type=asked.media_type, headers=headers)


def _vocabulary(site: Site, request: Request, asked: _Asked) -> Response:
    holdings = site.current()
    if asked.media_type == HTML:
        return site.renderer.page("definitions.html", request, holdings, groups=define())
    content = _serialise((quad.triple for quad in vocabulary()), asked.media_type)
    return respond.answer(request, holdings, content, asked.media_type, {"Vary": "Accept, Accept-Language"})


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


def _asked(request: Request, path: str, suffixes: Mapping[str, str]) -> _Asked:
    """What is asked: by the suffix of the address, else by the Accept header.

    Raises:
        ProblemError: 406, with the forms that there are.
    """
    stem, _, suffix = path.rpartition(".")
    if suffix in suffixes:
        return _Asked(stem, suffixes[suffix])
    offered = tuple(suffixes.values())
    media_type = preferred_type(request.headers.get("accept"), offered)
    if media_type is None:
        raise ProblemError(
            NOT_ACCEPTABLE,
            Label(
                f"Geen van de vormen in de Accept-header bestaat hier; er zijn {', '.join(offered)}.",
                f"None of the forms in the Accept header exists here; there are {', '.join(offered)}.",
            ),
        )
    return _Asked(path, media_type)


def _links(path: str, iri: str) -> str:
    """The other forms of a description, and what it describes (RFC 8288)."""
    forms = [f'</doc/{path}.{suffix}>; rel="alternate"; type="{form}"' for suffix, form in SUFFIXES.items()]
    return ", ".join([f'</doc/{path}>; rel="canonical"', f'<{iri}>; rel="describes"', *forms])


def _serialise(statements: Iterable[Triple], media_type: str) -> bytes:
    buffer = BytesIO()
    serialize(statements, buffer, format=FORMATS[media_type], prefixes=dict(PREFIXES))
    return _sort_prefixes(buffer.getvalue())


def _sort_prefixes(content: bytes) -> bytes:
    """The same bytes in every process: the serialiser writes the prefixes of Turtle and RDF/XML in any order."""
    sorted_attributes = _XML_PREFIXES.sub(lambda found: b"".join(sorted(_XML_PREFIX.findall(found[0]))), content, 1)
    return _TURTLE_PREFIXES.sub(lambda found: b"".join(sorted(found[0].splitlines(keepends=True))), sorted_attributes)


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
            f"Deze uitgave zegt niets over {path!r}. Zoek het bij zijn nummer op /find, of zie wat er is op /.",
            f"This release says nothing of {path!r}. Look it up by its number at /find, or see what there is at /.",
        ),
    )
