"""The addresses of the vocabulary: `/def`, its code lists, shapes, alignments and JSON-LD context.

`https://w3id.org/doelgraaf/def...` leads here. Says nothing of a release but its name.
"""

import re
from collections.abc import Iterable
from typing import Final

from fastapi import APIRouter
from pyoxigraph import NamedNode, Quad
from starlette.requests import Request
from starlette.responses import Response

from ontology import jsonld
from service.answers.definitions import DEF, code_lists, prior_version, read_file, version
from service.answers.vocabulary import Label, vocabulary
from service.web import respond
from service.web.alignments import alignments_page
from service.web.definitions import list_page, terms_page
from service.web.forms import HTML, SUFFIXES, Asked, asked, serialise
from service.web.one_profile import CODES, SHAPES, VOCABULARY, in_profile, other_answer, with_forms
from service.web.problems import GONE, ProblemError
from service.web.profiles import Profile
from service.web.replies import answer_options
from service.web.shapes import shapes_page
from service.web.site import Site, not_found, route_class

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9.-]*")
_CONTEXT: Final = "context.jsonld"
_DATA_SUFFIXES: Final = {suffix: form for suffix, form in SUFFIXES.items() if form != HTML}


def router(site: Site) -> APIRouter:
    """The routes `/def`, `/def.{suffix}` and `/def/{name}`."""
    routes = APIRouter(route_class=route_class(site, pages=True, shared=True), include_in_schema=False)

    @routes.api_route("/def", methods=["GET", "HEAD"])
    @routes.api_route("/def.{suffix}", methods=["GET", "HEAD"])
    async def whole(request: Request, suffix: str = "") -> Response:
        answer = await _whole(site, request, asked(request, f"def.{suffix}" if suffix else "def", SUFFIXES))
        return other_answer(site, request, "def", VOCABULARY) or answer

    @routes.api_route(f"/def/{_CONTEXT}", methods=["GET", "HEAD"])
    async def context(request: Request) -> Response:
        content = jsonld.context_text().encode()
        headers = {"Access-Control-Allow-Origin": "*"}
        return respond.answer(request, site.current(), content, "application/ld+json", headers)

    @routes.api_route("/def/{name}", methods=["GET", "HEAD"])
    async def part(request: Request, name: str) -> Response:
        if not _NAME.fullmatch(name):
            raise _unknown(name)
        answer = await _part(site, request, name)
        return other_answer(site, request, f"def/{_stem(name)}", _profile(_stem(name))) or answer

    answer_options(routes)
    return routes


async def _whole(site: Site, request: Request, wanted: Asked) -> Response:
    if wanted.path != "def":
        raise _unknown(wanted.path)
    if wanted.media_type == HTML:
        return await terms_page(site, request)
    return _data(site, request, wanted, vocabulary())


async def _part(site: Site, request: Request, name: str) -> Response:
    """What has an address under `/def/`: a version, the shapes, the alignments, a code list, or another part."""
    stem = _stem(name)
    if stem == version():
        wanted = asked(request, name, SUFFIXES)
        return await _whole(site, request, Asked("def", wanted.media_type))
    if stem == "shapes":
        wanted = asked(request, name, SUFFIXES)
        return shapes_page(site, request) if wanted.media_type == HTML else _file(site, request, wanted, "shapes.ttl")
    if stem == "alignments":
        wanted = asked(request, name, SUFFIXES)
        if wanted.media_type == HTML:
            return alignments_page(site, request)
        return _file(site, request, wanted, "alignments.ttl")
    if stem in code_lists():
        wanted = asked(request, name, SUFFIXES)
        if wanted.media_type == HTML:
            return list_page(site, request, code_lists()[stem])
        return _data(site, request, wanted, _about(stem))
    if stem == prior_version() != "":
        raise ProblemError(GONE, _older(stem), {"Link": f'</def/{version()}>; rel="successor-version"'})
    if not (said := _about(stem)):
        raise _unknown(name)
    return _data(site, request, asked(request, name, _DATA_SUFFIXES), said)


def _profile(stem: str) -> Profile:
    """The profile of a part, with its forms: what is neither a list nor a file of its own has no page."""
    match stem:
        case "shapes":
            return SHAPES
        case _ if stem in code_lists():
            return CODES
        case _ if stem in {version(), "alignments"}:
            return VOCABULARY
        case _:
            return with_forms(VOCABULARY, _DATA_SUFFIXES)


def _stem(name: str) -> str:
    """A name without the suffix of a form."""
    return name.rpartition(".")[0] if name.rpartition(".")[2] in SUFFIXES else name


def _about(name: str) -> list[Quad]:
    """What the vocabulary says of a part of it, and of what is named inside that."""
    iri = f"{DEF}/{name}"
    return [
        quad
        for quad in vocabulary()
        if isinstance(quad.subject, NamedNode) and quad.subject.value.partition("#")[0] == iri
    ]


def _file(site: Site, request: Request, wanted: Asked, name: str) -> Response:
    return _data(site, request, wanted, read_file(name))


def _data(site: Site, request: Request, wanted: Asked, statements: Iterable[Quad]) -> Response:
    content = serialise((quad.triple for quad in statements), wanted.media_type)
    headers = {**in_profile(_profile(wanted.path)), "Access-Control-Allow-Origin": "*"}
    return respond.answer(request, site.current(), content, wanted.media_type, headers)


def _older(stem: str) -> Label:
    """Where the terms of an earlier version are: none ever disappears or gets another meaning."""
    return Label(
        f"Versie {stem} van het vocabulaire is niet bewaard. Al haar termen staan, met dezelfde betekenis, in "
        f"/def/{version()}.",
        f"Version {stem} of the vocabulary is not kept. All of its terms are, with the same meaning, in "
        f"/def/{version()}.",
    )


def _unknown(name: str) -> Exception:
    return not_found(
        Label(
            f"Het vocabulaire heeft geen deel {name!r}; /def toont wat er is.",
            f"The vocabulary has no part {name!r}; /def shows what there is.",
        )
    )
