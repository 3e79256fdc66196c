"""The dumps of the release over HTTP: the files with ranges and digests, what describes them, and pages for people.

What is in a dump is known by `release.dumps` and `answers.dumps`; which bytes are asked for by `byte_ranges`.
"""

import base64
from collections.abc import Mapping
from datetime import UTC
from email.utils import format_datetime
from types import MappingProxyType
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from service.answers.citation import Citation
from service.answers.coverage import Holdings
from service.answers.dcat.distributions import Distribution
from service.answers.dcat.publisher import Publisher
from service.answers.dumps import dumped_tables
from service.answers.dumps.describing import GROUP, csv_metadata, group_csv_metadata, sums
from service.answers.tables.codebook import KINDS, codebook
from service.answers.tables.metadata import MEDIA_TYPE as CSVW
from service.answers.vocabulary import Label, code_label
from service.release.dump_names import FACTS, WHOLE
from service.release.dumps import Dumps
from service.web import respond
from service.web.byte_ranges import Segment, send_ranged
from service.web.dump_making import DumpMaker, MadeDumps
from service.web.dump_views import contents
from service.web.dump_words import words
from service.web.problems import ProblemError
from service.web.render import language_of
from service.web.replies import answer_options
from service.web.site import Site, not_found, route_class
from service.web.withdrawn import document_went

MEDIA_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "gz": "application/gzip",
        "csv": "text/csv; charset=utf-8; header=present",
        "parquet": "application/vnd.apache.parquet",
    }
)
_CSV_METADATA: Final = ".csv-metadata.json"
_OPEN: Final = MappingProxyType({"Access-Control-Allow-Origin": "*"})
_EXPOSED: Final = "Accept-Ranges, Content-Range, ETag, Repr-Digest, Content-Digest, Link, Doelgraaf-Release"


def router(site: Site, maker: DumpMaker) -> APIRouter:
    """The routes `/dumps` and `/dumps/{path}`."""
    routes = APIRouter(route_class=route_class(site, pages=True), include_in_schema=False)

    @routes.api_route("/dumps", methods=["GET", "HEAD"])
    async def start(request: Request) -> Response:
        return await _page(site, request, WHOLE, maker)

    @routes.api_route("/dumps/{path:path}", methods=["GET", "HEAD"])
    async def fetch(request: Request, path: str) -> Response:
        holdings = site.current()
        made = await maker.dumps(holdings.release)
        if path in made.dumps.dumps:
            return _file(request, holdings, made, path)
        if path == "codebook":
            return _codebook_page(site, request)
        body = _body_of(holdings, path.rstrip("/"))
        if body is not None and path != body:
            return RedirectResponse(f"/dumps/{body}?{request.url.query}".rstrip("?"), 301)
        if body is not None:
            return await _page(site.at(holdings), request, path, maker)
        gone = _went(site, holdings, made.dumps, path)
        if gone is not None:
            raise gone
        return _described(request, holdings, made.dumps, path, maker.publisher)

    answer_options(routes)
    return routes


def _body_of(holdings: Holdings, path: str) -> str | None:
    """The body whose page has the dumps of a path: its own, or that of a document; None for anything else."""
    is_document = path in holdings.manifest.documents
    body = path.partition("/")[0] if is_document else path
    return body if body in holdings.manifest.bodies else None


def _file(request: Request, holdings: Holdings, made: MadeDumps, path: str) -> Response:
    """A dump; what it is as a whole is told by its digest (RFC 9530)."""
    dump = made.dumps.dumps[path]
    one = Distribution(path, dump)
    changed = one.changed or holdings.changed(path.rpartition("/")[0])
    digest = f"sha-256=:{base64.b64encode(bytes.fromhex(dump.sha256)).decode()}:"
    links = [f'<{one.licence.iri}>; rel="license"', '</dumps>; rel="collection"']
    if path.endswith(".csv"):
        links.append(f'</dumps/{path}-metadata.json>; rel="describedby"; type="{CSVW}"')
    headers = {
        "ETag": f'"{dump.sha256[:32]}"',
        "Last-Modified": format_datetime(changed.astimezone(UTC), usegmt=True),
        "Cache-Control": "public, max-age=0, must-revalidate",
        "Doelgraaf-Release": holdings.release,
        "Repr-Digest": digest,
        "Content-Disposition": f'attachment; filename="{filename(path)}"',
        "Link": ", ".join(links),
        "X-Content-Type-Options": "nosniff",
        "Access-Control-Expose-Headers": _EXPOSED,
        **_OPEN,
    }
    segments = [Segment(file, part.size) for file, part in made.parts(path)]
    return send_ranged(request, segments, MEDIA_TYPES[path.rpartition(".")[2]], headers)


def filename(path: str) -> str:
    """Under which name a browser keeps a dump: `doelgraaf-gm0193-begroting-2021-goals.csv`."""
    return f"doelgraaf-{path.replace('/', '-')}"


def _described(request: Request, holdings: Holdings, dumps: Dumps, path: str, publisher: Publisher) -> Response:
    """What describes dumps: their digests, columns, and how to cite them.

    Raises:
        ProblemError: 404, there is nothing of that name.
    """
    citation = Citation(holdings, publisher, dumps.dumps.get(f"{WHOLE}/{FACTS}"))
    match path:
        case "SHA256SUMS":
            return _plain(request, holdings, sums(dumps), "text/plain; charset=utf-8")
        case "codebook.md":
            return _codebook(request, holdings)
        case "citation.bib":
            return _plain(request, holdings, citation.bibtex(), "application/x-bibtex; charset=utf-8")
        case "CITATION.cff":
            return _plain(request, holdings, citation.cff(), "application/yaml")
        case "datacite.json":
            return _plain(request, holdings, citation.datacite(), "application/vnd.datacite.datacite+json")
        case _ if path.rpartition("/")[2] == GROUP and f"{path.rpartition('/')[0]}/{FACTS}" in dumps.dumps:
            return _plain(request, holdings, group_csv_metadata(holdings, path.rpartition("/")[0]), CSVW)
        case _ if path.endswith(_CSV_METADATA) and f"{path.removesuffix('-metadata.json')}" in dumps.dumps:
            return _plain(request, holdings, csv_metadata(holdings, path.removesuffix("-metadata.json")), CSVW)
        case _:
            raise _unknown(holdings, path)


def _codebook_page(site: Site, request: Request) -> Response:
    return site.renderer.page(
        "codebook.html",
        request,
        site.current(),
        word=words(language_of(request)),
        tables=dumped_tables(),
        kinds=KINDS,
        code_label=code_label,
    )


def _codebook(request: Request, holdings: Holdings) -> Response:
    language = language_of(request)
    content = codebook([one.table for one in dumped_tables()], (language,)).encode()
    headers = {"Vary": "Accept-Language", "Content-Language": language, **_OPEN}
    return respond.answer(request, holdings, content, "text/markdown; charset=utf-8", headers)


def _plain(request: Request, holdings: Holdings, content: bytes, media_type: str) -> Response:
    return respond.answer(request, holdings, content, media_type, _OPEN)


async def _page(site: Site, request: Request, scope: str, maker: DumpMaker) -> Response:
    holdings, language = site.current(), language_of(request)
    catalogue = await maker.catalogue(holdings)
    scopes = [WHOLE] if scope == WHOLE else catalogue.scopes(scope)
    citation = Citation(holdings, catalogue.publisher)
    return site.renderer.page(
        "dumps.html",
        request,
        holdings,
        word=words(language),
        scope=scope,
        sections=[
            (one, catalogue.dataset(one).title, contents(catalogue.distributions(one), language)) for one in scopes
        ],
        pinned=await maker.pinned(holdings.release),
        publisher=catalogue.publisher,
        citation=citation.sentence(language),
        bibtex=citation.bibtex().decode(),
    )


def _went(site: Site, holdings: Holdings, dumps: Dumps, path: str) -> ProblemError | None:
    """The problem of a dump, or of the dumps, of a document or body that an earlier release had; None for any other.

    Every document and body has files of the same names; those of a document stand on the page of its body.
    """
    scope, _, name = path.rpartition("/")
    name = name.removesuffix("-metadata.json") if name.endswith(_CSV_METADATA) else name
    names = {one.rpartition("/")[2] for one in dumps.dumps} | {GROUP}
    if name in names and scope != WHOLE:
        return document_went(site.log, holdings, scope, f"/dumps/{path}")
    named = path.rstrip("/")
    return document_went(site.log, holdings, named, f"/dumps/{named.partition('/')[0]}")


def _unknown(holdings: Holdings, path: str) -> ProblemError:
    return not_found(
        Label(
            f"Deze release heeft geen dump {path!r}; /dumps noemt wat er is.",
            f"This release has no dump {path!r}; /dumps lists what there is.",
        ),
        [WHOLE, *sorted(holdings.manifest.bodies)],
    )
