"""The page "Klopt dit niet?": each statement of a page with an entry that corrects it, and a mail to the operator.

Works without script and sends nothing itself. The entries are made by `answers.proposals`.
"""

from dataclasses import dataclass
from itertools import groupby
from textwrap import shorten
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from ontology.iri import parse
from ontology.language import Language
from service.answers.coverage import Holdings
from service.answers.dcat.publisher import Publisher
from service.answers.proposals import Proposal, proposals_of
from service.answers.versions import Version, find_version, version_kind
from service.answers.vocabulary import Label
from service.web import naming
from service.web.problems import BAD_REQUEST, ProblemError
from service.web.render import language_of
from service.web.site import Site, not_found, route_class
from service.web.wrong_words import BODY, GROUPS, SUBJECT

PATH: Final = "/klopt-dit-niet"
_MOST_WORDS: Final = 300  # mail programs refuse addresses that are too long


@dataclass(frozen=True, slots=True)
class Correctable:
    """A statement as the page shows it, with the address of the mail about it; None where the operator is not known."""

    proposal: Proposal
    mail: str | None


def router(site: Site, publisher: Publisher) -> APIRouter:
    """The route `/klopt-dit-niet`."""
    routes = APIRouter(route_class=route_class(site, pages=True), include_in_schema=False)

    @routes.api_route(PATH, methods=["GET", "HEAD"])
    async def wrong(request: Request, thing: Annotated[str, Query(max_length=500)]) -> Response:
        holdings = site.current()
        version = await _version(site, holdings, thing)
        language = language_of(request)
        proposals = proposals_of(version, holdings.base, language)
        return site.renderer.page(
            "wrong.html",
            request,
            holdings,
            version=version,
            groups={
                name: [
                    Correctable(one, _mail(one, version, publisher.email, (holdings.release, language))) for one in some
                ]
                for name, some in groupby(proposals, key=lambda one: one.group)
            },
            headings=GROUPS,
            email=publisher.email,
        )

    return routes


async def _version(site: Site, holdings: Holdings, iri: str) -> Version:
    """The version of an IRI.

    Raises:
        ProblemError: 400 for what is no IRI of a version, 404 for one that the release does not have.
    """
    if version_kind(parse(holdings.base, iri)) is None or any(character in _NOT_IN_IRIS for character in iri):
        raise ProblemError(BAD_REQUEST, _NO_VERSION)
    found = await find_version(site.engine, iri)
    if found is None:
        raise not_found(_UNKNOWN)
    return found


def _mail(one: Proposal, version: Version, email: str | None, sent: tuple[str, Language]) -> str | None:
    """The address of a mail about a statement, with a subject and a text (RFC 6068)."""
    if email is None:
        return None
    release, language = sent
    called = naming.called_briefly(version.iri, version.label, language)
    subject = SUBJECT.say(language, what=one.what.say(language), called=called)
    page = version.page
    body = BODY.say(
        language,
        thing=one.thing,
        page=(page.source or page.iri) if page else "",
        words=shorten(one.words or "", _MOST_WORDS, placeholder=" …"),
        entry=one.entry,
        release=release,
    )
    return f"mailto:{quote(email, safe='@')}?subject={quote(subject)}&body={quote(body.replace(_LINE, _MAIL_LINE))}"


_LINE: Final = "\n"
_MAIL_LINE: Final = "\r\n"
_NOT_IN_IRIS: Final = frozenset('<>"{}|\\^` \t\r\n')
_NO_VERSION: Final = Label(
    "thing: geef het adres van een doel, ambitie of programma in een document, zoals op zijn pagina staat",
    "thing: give the address of a goal, ambition or programme in a document, as its page has it",
)
_UNKNOWN: Final = Label(
    "Dat doel, die ambitie of dat programma staat niet in deze release.",
    "That goal, ambition or programme is not in this release.",
)
