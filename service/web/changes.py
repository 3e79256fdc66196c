"""What changed between releases: `/changes` for people, as an event stream of pages, and as Atom feeds.

Reads the log of changes, which is of no release; only what a thing is called is asked of the engine.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Final

from fastapi import APIRouter, Query
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from ontology.iri import organisation, parse
from ontology.language import Language
from service.answers.change_groups import grouped
from service.answers.change_stream import describe_page, describe_stream, last_page
from service.answers.labels import find_labels
from service.answers.vocabulary import Label
from service.release.change_log import PAGE_SIZE, Member, page_of
from service.release.change_states import FOLLOWED
from service.web import change_words, respond
from service.web.change_feed import ATOM, Feed, written
from service.web.display import local_path
from service.web.forms import HTML, SUFFIXES, asked, describe
from service.web.kept_release import kept_release
from service.web.one_profile import CHANGES, in_profile, other_answer, with_forms
from service.web.render import language_of
from service.web.replies import answer_options
from service.web.site import Site, not_found, route_class

# What a full page says stays, unless the operator withdraws words of it: copies with these live no longer than a day.
FOR_A_DAY: Final = "public, max-age=86400, immutable"
_FEED_SUFFIXES: Final[Mapping[str, str]] = MappingProxyType({"html": HTML, "atom": ATOM})
# The whole list has all forms; a browser and who asks for nothing in particular come first as everywhere.
_ROOT_SUFFIXES: Final[Mapping[str, str]] = MappingProxyType({**SUFFIXES, "atom": ATOM})
_PAGE: Final = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)

Before = Annotated[int | None, Query(ge=1, le=2**62)]


def router(site: Site) -> APIRouter:
    """The routes `/changes`, `/changes.{suffix}` and `/changes/{path}`."""
    routes = APIRouter(route_class=route_class(site, pages=True, shared=True), include_in_schema=False)

    @routes.api_route("/changes", methods=["GET", "HEAD"])
    @routes.api_route("/changes.{suffix}", methods=["GET", "HEAD"])
    async def whole(request: Request, suffix: str = "", before: Before = None) -> Response:
        wanted = asked(request, f"changes.{suffix}" if suffix else "changes", _ROOT_SUFFIXES)
        if wanted.path != "changes":
            raise _unknown(wanted.path)
        other = other_answer(site, request, "changes", with_forms(CHANGES, _ROOT_SUFFIXES))
        if other is not None:
            return other
        if wanted.media_type in {HTML, ATOM}:
            title = change_words.WORDS["title"].say(language_of(request))
            return _told(site, request, wanted.media_type, None, title, before)
        first = next(iter(site.log.page(1)[:1]), None)
        content = describe(describe_stream(site.current().base, first), wanted.media_type)
        return _data(site, request, content, wanted.media_type, {"Link": _links("", _ROOT_SUFFIXES)})

    @routes.api_route("/changes/{path:path}", methods=["GET", "HEAD"])
    async def part(request: Request, path: str, before: Before = None) -> Response:
        stem = path.rpartition(".")[0] if path.rpartition(".")[2] in SUFFIXES else path
        if _PAGE.fullmatch(stem):
            return _page(site, request, path)
        of = path.rpartition(".")[0] if path.rpartition(".")[2] in _FEED_SUFFIXES else path
        title = await _title(site, of, language_of(request))
        other = other_answer(site, request, f"changes/{of}", with_forms(CHANGES, _FEED_SUFFIXES))
        if other is not None:
            return other
        wanted = asked(request, path, _FEED_SUFFIXES)
        return _told(site, request, wanted.media_type, wanted.path, title, before)

    answer_options(routes)
    return routes


def followed(base: str, path: str) -> bool:
    """Whether the changes of something can be followed, by its path under `/doc`."""
    identifier = parse(base, f"{base}/id/{path}")
    return identifier is not None and identifier.kind in {*FOLLOWED, "organisation"} and "#" not in path


def _page(site: Site, request: Request, path: str) -> Response:
    """A page of the stream; one that is full stays the same, but for words that are withdrawn."""
    wanted = asked(request, path, SUFFIXES)
    number, total = int(wanted.path), site.log.total()
    if number > last_page(total):
        raise _unknown(path)
    other = other_answer(site, request, f"changes/{number}", CHANGES)
    if other is not None:
        return other
    members, holdings = site.log.page(number), site.current()
    if wanted.media_type == HTML:
        title = change_words.WORDS["page"].say(language_of(request), number=number)
        page = number if number < last_page(total) else None
        return _html(site, request, members, title=title, path=f"/{number}", page=number, following=page)
    content = describe(describe_page(holdings.base, number, members), wanted.media_type)
    headers = {"Link": _links(f"/{number}", SUFFIXES)}
    if number < last_page(total):
        headers["Cache-Control"] = FOR_A_DAY
    return _data(site, request, content, wanted.media_type, headers)


def _told(site: Site, request: Request, media_type: str, path: str | None, title: str, before: int | None) -> Response:
    """The last changes of something or of all, as a page or as a feed."""
    found = grouped(site.log, path, before)
    address = f"/{path}" if path else ""
    if media_type == HTML:
        return _html(site, request, [], title=title, path=address, groups=found.groups, earlier=found.earlier)
    holdings, language = site.current(), language_of(request)
    feed = Feed(address, title, found, holdings.published_at.isoformat(timespec="seconds"))
    headers = {"Link": _links(address, _FEED_SUFFIXES), "Content-Language": language}
    return _data(site, request, written(feed, holdings.base, language), ATOM, headers)


def _html(site: Site, request: Request, members: list[Member], **values: object) -> Response:
    language, base = language_of(request), site.current().base
    told = {
        "word": lambda name, **known: change_words.WORDS[name].say(language, **known),
        "kind": lambda member: change_words.KINDS[member.kind].say(language),
        "aspects": lambda member: change_words.aspects(member.aspects, language),
        "reasons": lambda member: change_words.reasons(member, language),
        "came": lambda counts: change_words.came(counts, language),
        "summary": lambda step: change_words.summary(step, language),
        "page_of": page_of,
        "thing": lambda member: change_words.thing(member, base, language),
        "address": lambda member: local_path(f"{base}/{member.thing}", base),
    }
    shown = {"page": None, "following": None, "earlier": None, "groups": (), **values}
    content = site.renderer.html("changes.html", request, site.current(), members=members, **told, **shown)
    links = _links(str(values["path"]), SUFFIXES if shown["page"] else _FEED_SUFFIXES)
    headers = {**respond.page_headers(), "Content-Language": language, "Link": links}
    return respond.answer_of_log(request, site.current(), content.encode(), "text/html; charset=utf-8", headers)


def _data(site: Site, request: Request, content: bytes, media_type: str, headers: Mapping[str, str]) -> Response:
    common = {**in_profile(CHANGES), "Access-Control-Allow-Origin": "*", **headers}
    found = respond.answer_of_log(request, site.current(), content, media_type, common)
    if kept_release(request.scope) is not None:  # what is of no release may differ tomorrow, whichever is named
        del found.headers["ETag"]
    return found


async def _title(site: Site, path: str, language: Language) -> str:
    """What the list of changes of something is called.

    Raises:
        ProblemError: 404, it is nothing that can be followed, or nobody ever heard of it.
    """
    holdings = site.current()
    if not followed(holdings.base, path):
        raise _unknown(path)
    kind, _, code = path.partition("/")
    iri = organisation(holdings.base, code) if kind == "organisation" else f"{holdings.base}/id/{path}"
    labels = await find_labels(site.engine, [{"thing": NamedNode(iri)}], language)
    known = holdings.manifest.bodies.get(code)
    label = labels.get(iri) or (known.name if known and kind == "organisation" else None)
    if label is None:
        last = site.log.latest(path, PAGE_SIZE)
        if not last:
            raise _unknown(path)
        own = (change_words.thing(member, holdings.base, language) for member in last if member.thing == f"id/{path}")
        label = next(own, path)
    return change_words.WORDS["of"].say(language, what=label)


def _links(path: str, suffixes: Mapping[str, str]) -> str:
    """The other forms of a list of changes (RFC 8288)."""
    forms = [f'</changes{path}.{suffix}>; rel="alternate"; type="{form}"' for suffix, form in suffixes.items()]
    return ", ".join([f'</changes{path}>; rel="canonical"', *forms])


def _unknown(path: str) -> Exception:
    return not_found(
        Label(
            f"Van {path!r} zijn geen wijzigingen bekend; /changes toont ze alle.",
            f"No changes of {path!r} are known; /changes shows them all.",
        )
    )
