"""Named graphs at their own addresses, `/graph/{path}`: whole, streamed, or as a page about them."""

from collections.abc import AsyncIterator, Mapping
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from ontology.terms import PROV_WAS_GENERATED_BY
from service.answers.facts import Facts
from service.answers.queries import query
from service.engine.engine import OtherReleaseError, Question
from service.web.forms import HTML, Asked
from service.web.gone import missing
from service.web.one_profile import in_profile, other_answer, with_forms
from service.web.profiles import PLAIN
from service.web.site import Site
from service.web.streams import head_alone

# The forms of a whole graph, by suffix.
GRAPH_SUFFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ttl": "text/turtle",
        "nq": "application/n-quads",
        "nt": "application/n-triples",
        "jsonld": "application/ld+json",
        "rdf": "application/rdf+xml",
        "html": HTML,
    }
)
_TIMEOUT_S: Final = 120.0


async def graph_response(site: Site, request: Request, wanted: Asked) -> Response:
    """A graph in a form.

    Raises:
        ProblemError: 404 or 410, the release has no such graph.
        OtherReleaseError: another release came in before it began.
        EngineError: it can't be read.
    """
    holdings = site.current()
    iri = f"{holdings.base}/graph/{wanted.path}"
    sizes = await site.engine.rows(query("graph-size"), {"graph": NamedNode(iri)})
    size = sum(int(row["statements"].value) for row in sizes if "statements" in row)
    if not size:
        raise missing(site, f"graph/{wanted.path}", "/")
    other = other_answer(site, request, f"graph/{wanted.path}", with_forms(PLAIN, GRAPH_SUFFIXES))
    if other is not None:
        return other
    links = _links(wanted.path)
    if wanted.media_type == HTML:
        said = Facts.of(await site.engine.rows(query("statements"), {"s": NamedNode(iri)}))
        runs = said.links(iri, PROV_WAS_GENERATED_BY)
        page = site.renderer.page("graph.html", request, holdings, graph=iri, path=wanted.path, size=size, runs=runs)
        page.headers["Link"] = links
        return page
    headers = {
        **in_profile(PLAIN),
        "Link": links,
        "Doelgraaf-Release": holdings.release,
        "X-Content-Type-Options": "nosniff",
        "Access-Control-Allow-Origin": "*",
    }
    if request.method == "HEAD":
        return head_alone(wanted.media_type, headers)
    quads = wanted.media_type == GRAPH_SUFFIXES["nq"]
    form = "application/n-triples" if quads else wanted.media_type
    stream = await site.engine.stream(Question(query("graph"), form, _TIMEOUT_S, default_graphs=(iri,)))
    if site.engine.release != holdings.release:
        await stream.aclose()
        raise OtherReleaseError
    body = _in_graph(stream, iri) if quads else stream
    return StreamingResponse(body, media_type=wanted.media_type, headers=headers)


def _links(path: str) -> str:
    """The other forms of a graph, and what describes it (RFC 8288)."""
    forms = [f'</graph/{path}.{suffix}>; rel="alternate"; type="{form}"' for suffix, form in GRAPH_SUFFIXES.items()]
    described = f'</doc/graph/{path}>; rel="describedby"'
    return ", ".join([f'</graph/{path}>; rel="canonical"', described, *forms])


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
