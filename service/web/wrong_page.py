"""The page "Klopt dit niet?": each statement of a page with an entry that corrects it, and a mail to the operator.

Works without script and sends nothing itself. The entries are made by `answers.proposals`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ontology.iri import DocumentKey, organisation, parse
from ontology.language import Language
from service.answers.coverage import Holdings
from service.answers.dcat.publisher import Publisher
from service.answers.doubted import Doubted, find_doubted, find_named, said_of
from service.answers.no_entry import kind_of
from service.answers.proposals import Proposal, settled_of
from service.answers.remarks import remark_at
from service.answers.versions import Version, find_version, version_kind
from service.answers.vocabulary import Label
from service.answers.years.timeline import ENDURING, replacement
from service.web import naming
from service.web.display import link
from service.web.gone import missing
from service.web.pages import place_asked
from service.web.problems import BAD_REQUEST, ProblemError
from service.web.render import language_of
from service.web.site import Site, not_found, route_class
from service.web.titles import title_of
from service.web.wrong_mail import Sender
from service.web.wrong_words import GROUPS

PATH: Final = "/klopt-dit-niet"


@dataclass(frozen=True, slots=True)
class Correctable:
    """A statement as the page shows it, with the address of the mail about it; None where the operator is not known."""

    proposal: Proposal
    mail: str | None


@dataclass(frozen=True, slots=True)
class Whole:
    """What something is a part of: the address of its page, and what it is called."""

    address: str
    called: str


def router(site: Site, publisher: Publisher) -> APIRouter:
    """The route `/klopt-dit-niet`."""
    routes = APIRouter(route_class=route_class(site, pages=True), include_in_schema=False)

    @routes.api_route(PATH, methods=["GET", "HEAD"])
    async def wrong(request: Request, thing: Annotated[str, Query(max_length=500)]) -> Response:
        holdings = site.current()
        _require_thing(holdings, thing)
        identifier = parse(holdings.base, thing)
        moved = await replacement(site.engine, thing) if identifier and identifier.kind in ENDURING else None
        if moved is not None:
            rest = [(name, value) for name, value in request.query_params.multi_items() if name != "thing"]
            return RedirectResponse(f"{PATH}?{urlencode([('thing', moved), *rest])}", 301)
        sender = Sender(publisher.email, holdings.release, language_of(request))
        if version_kind(identifier) is not None:
            return await _of_version(site, request, thing, sender)
        return await _of_thing(site, request, thing, sender)

    return routes


def _require_thing(holdings: Holdings, iri: str) -> None:
    """Refuse what is no IRI of ours, nor that of an organisation.

    Raises:
        ProblemError: 400; 404 for what stands under our base, but can't be the identifier of anything.
    """
    if iri in {organisation(holdings.base, code) for code in holdings.manifest.bodies}:
        return
    is_ours, kind = iri.startswith(f"{holdings.base}/"), kind_of(holdings.base, iri)
    if not (is_ours or kind) or any(character in _NOT_IN_IRIS for character in iri):
        raise ProblemError(BAD_REQUEST, _NO_THING)
    path, _, part = iri.removeprefix(f"{holdings.base}/").partition("#")
    if is_ours and not (kind and _MINTED.fullmatch(path) and _PART.fullmatch(part)):
        raise not_found(_UNKNOWN)


def _missing(site: Site, iri: str) -> ProblemError:
    """The problem of something of which the release says nothing: 410 where an earlier one did, else 404."""
    path = iri.removeprefix(f"{site.current().base}/").partition("#")[0]
    if path.startswith("graph/"):
        return missing(site, path, "/")
    return missing(site, path.removeprefix("id/")) if path.startswith("id/") else not_found(_UNKNOWN)


async def _of_version(site: Site, request: Request, iri: str, sender: Sender) -> Response:
    """The page about all that was read of a version.

    Raises:
        ProblemError: 404 or 410, the release does not have it.
    """
    version = await find_version(site.engine, iri)
    if version is None:
        raise _missing(site, iri)
    holdings = site.current()
    said = said_of(version, holdings.base, sender.language)
    here = _at(version, said, place_asked(request), sender.language)
    if here is not None and here not in said:
        said = [*said, here]
    called = naming.called_briefly(version.iri, version.label, sender.language)
    leads, why = ((), None) if version.page else await find_named(site.engine, iri)
    return site.renderer.page(
        "wrong.html",
        request,
        holdings,
        version=version,
        called_so=called,
        home=iri,
        shown_at=_shown_at(holdings, iri),
        doubted=None,
        leads=leads,
        why=why,
        whole=None,
        here=here.anchor if here else "",
        mail=None if said else sender.address(called, iri, version.page, None),
        groups=_groups(said, version, called, sender, always=_ALWAYS),
        settled=settled_of(version, said),
        headings=GROUPS,
        email=sender.email,
    )


async def _of_thing(site: Site, request: Request, iri: str, sender: Sender) -> Response:
    """The page about anything else.

    Raises:
        ProblemError: 404 or 410, the release does not have it.
    """
    holdings = site.current()
    doubted = await find_doubted(site.engine, holdings, iri, sender.language)
    if doubted is None:
        raise _missing(site, iri)
    called = _called(doubted, holdings.base, sender.language)
    return site.renderer.page(
        "wrong.html",
        request,
        holdings,
        version=doubted.version,
        called_so=called,
        home=iri,
        shown_at=_shown_at(holdings, iri),
        doubted=doubted,
        leads=doubted.leads,
        why=doubted.why,
        whole=None if doubted.version or doubted.leads else _whole(holdings, iri),
        here="",
        mail=_mail(doubted, called, sender),
        groups=_groups(doubted.proposals, doubted.version, called, sender),
        settled=(),
        headings=GROUPS,
        email=sender.email,
    )


def _called(doubted: Doubted, base: str, language: Language) -> str:
    """What a thing is called; one of the service itself, which has no label, by its address."""
    iri = doubted.resource.iri
    if doubted.resource.words or iri.startswith(f"{base}/id/"):
        return title_of(doubted.resource, base, language)
    return iri.removeprefix(f"{base}/")


def _shown_at(holdings: Holdings, iri: str) -> str | None:
    """Where the page of a thing is, or the thing itself."""
    path = iri.removeprefix(holdings.base)
    return path if path.startswith(("/dumps/", "/sparql")) else link(iri, holdings.base)


def _whole(holdings: Holdings, iri: str) -> Whole | None:
    """The loaded document that something is of, or else its body; None for these themselves."""
    found = _part_of(holdings, iri)
    return None if found is None or found.address == _shown_at(holdings, iri) else found


def _part_of(holdings: Holdings, iri: str) -> Whole | None:
    """The loaded document, or else the body, that is named in an IRI."""
    _, _, path = iri.removeprefix(f"{holdings.base}/").partition("#")[0].partition("/")
    for place in (path, path.partition("/")[2]):
        parts = place.split("/")
        document = "/".join(parts[:3])
        if document in holdings.manifest.documents:
            return Whole(f"/doc/document/{document}", holdings.title(DocumentKey.parse(document)))
        if parts[0] in holdings.manifest.bodies:
            return Whole(f"/doc/organisation/{parts[0]}", holdings.manifest.bodies[parts[0]].name)
    return None


def _groups(
    said: Sequence[Proposal],
    version: Version | None,
    called: str,
    sender: Sender,
    always: Iterable[str] = (),
) -> Mapping[str, list[Correctable]]:
    """Statements by group, in the order of the page; some groups are there even if nothing is in them."""
    page = version.page if version else None
    found = {
        name: [Correctable(one, sender.about(one, called, page)) for one in said if one.group == name]
        for name in GROUPS
    }
    return {name: some for name, some in found.items() if some or (said and name in always)}


def _mail(doubted: Doubted, called: str, sender: Sender) -> str | None:
    """The mail about a thing that has no entry."""
    if doubted.proposals:
        return None
    page = doubted.version.page if doubted.version else None
    words = " … ".join(one.words for one in doubted.quotes if one.words)
    return sender.address(called, doubted.resource.iri, page, words or None)


def _at(
    version: Version, said: Sequence[Proposal], place: tuple[int, int] | None, language: Language
) -> Proposal | None:
    """What is said of a place on the page, the most fitting; a remark where nothing was read from it."""
    if place is None:
        return None
    start, end = place
    met = [
        (abs(one.start - start) + abs(one.end - end), one)
        for one in said
        if one.start is not None and one.end is not None and one.start < end and start < one.end
    ]
    return min(met, key=lambda pair: pair[0])[1] if met else remark_at(version, said, place, language)


_ALWAYS: Final = frozenset({"page", "holders", "references", "amounts", "text", "missed"})
"""The groups to which pages lead as a whole."""
_MINTED: Final = re.compile(r"[a-z0-9](?:[a-z0-9._/-]*[a-z0-9])?")
_PART: Final = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._:/%-]*)?")
_NOT_IN_IRIS: Final = frozenset('<>"{}|\\^` \t\r\n')
_NO_THING: Final = Label(
    "thing: geef het adres van iets uit deze release, zoals dat van een doel in een document op zijn pagina staat",
    "thing: give the address of something in this release, as the page of a goal in a document has its own",
)
_UNKNOWN: Final = Label("Dat is niet in deze release.", "That is not in this release.")
