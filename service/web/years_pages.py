"""The pages about goals through the years: two documents compared, one enduring goal, and where a goal went.

Works without script. What a page says is asked of `answers.years`; how it looks is in `templates/`.
"""

from collections.abc import Mapping, Sequence
from re import ASCII, fullmatch
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from ontology.codes import DocumentKind
from ontology.iri import DocumentKey, parse, printed_number
from ontology.language import Language
from service.answers.coverage import Holdings
from service.answers.vocabulary import Label
from service.answers.years.claims import Claim, Lineage
from service.answers.years.comparison import Change, Kind, compare
from service.answers.years.cycle import cycle_order, document_of
from service.answers.years.enduring import Sighting, same_goal
from service.answers.years.timeline import ENDURING, Timeline, Turn, find_timeline
from service.web import respond, year_words
from service.web.display import local_path
from service.web.lent_releases import LentReleases
from service.web.naming import called_by_number
from service.web.problems import BAD_REQUEST, GONE, MEDIA_TYPE, Problem, ProblemError
from service.web.releases_page import release_page, releases_offered
from service.web.render import language_of
from service.web.replies import ORGANISATION_CODE
from service.web.shares import TypedLeast, typed_least
from service.web.site import Site, route_class
from service.web.timeline_picture import Picture, Sight, draw
from service.web.variants import preferred_type
from service.web.years import AskedGoal, find_where, require_no_least, two_documents

PER_PAGE: Final = 25


def router(site: Site, releases: LentReleases | None = None) -> APIRouter:
    """The routes `/compare` and `/where`; without `releases` only documents are compared."""
    routes = APIRouter(route_class=route_class(site, pages=True, steady=True), include_in_schema=False)
    _add_compare(routes, site, releases)
    _add_where(routes, site)
    return routes


def _add_compare(routes: APIRouter, site: Site, releases: LentReleases | None) -> None:
    @routes.api_route("/compare", methods=["GET", "HEAD"])
    async def compare_documents(
        request: Request,
        before: Annotated[str, Query(max_length=80)] = "",
        after: Annotated[str, Query(max_length=80)] = "",
        kind: Annotated[str, Query(max_length=40)] = "",
        offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
        least: TypedLeast = "",
    ) -> Response:
        chosen = (before, after, least, kind)
        if not before or not after:
            return _chooser(site, request, await releases_offered(releases), chosen)
        wanted = frozenset([Kind(kind)]) if kind in set(Kind) else frozenset[Kind]()
        try:
            if "/" not in before and "/" not in after:
                require_no_least(typed_least(least))
                words = _words(request, site.current())
                return await release_page(site, request, releases, (before, after), offset, words)
            return await _comparison(site, request, (before, after), wanted, offset, least)
        except ProblemError as error:
            if not _is_for_people(request):
                raise
            return _chooser(site, request, await releases_offered(releases), chosen, error.problem)


def _add_where(routes: APIRouter, site: Site) -> None:
    @routes.api_route("/where", methods=["GET", "HEAD"])
    async def where_is(
        request: Request,
        number: Annotated[str, Query(max_length=50)] = "",
        year: Annotated[str, Query(max_length=20)] = "",
        organisation: Annotated[str | None, Query(pattern=ORGANISATION_CODE)] = None,
        kind: DocumentKind | None = None,
        least: TypedLeast = "",
    ) -> Response:
        asked = (number.strip(), year.strip(), least.strip())
        if not asked[1]:
            return _asking(site, request, asked, organisation)
        try:
            question = AskedGoal(asked[0], _year(asked[1]), organisation, kind)
            if not asked[0]:
                return _asking(site, request, asked, organisation)
            found = await find_where(site, question, typed_least(least))
        except ProblemError as error:
            if not _is_for_people(request):
                raise
            return _asking(site, request, asked, organisation, error.problem)
        return site.renderer.page(
            "where.html",
            request,
            site.current(),
            found=found,
            asked=asked,
            body=organisation,
            **_words(request, site.current()),
        )


async def enduring_page(site: Site, request: Request, iri: str) -> Response | None:
    """The page of what endures; None where the identifier is of something else, or the release has no version of it."""
    holdings = site.current()
    identifier = parse(holdings.base, iri)
    if identifier is None or identifier.kind not in ENDURING or len(identifier.local) != 1:
        return None
    least = request.query_params.get("minConfidence", "")
    found = await find_timeline(site.engine, holdings, iri, typed_least(least))
    if found is None:
        return None
    return site.renderer.page(
        "enduring.html",
        request,
        holdings,
        found=found,
        picture=_picture(holdings, found),
        told=_told(found),
        api=f"/v1/goals/{identifier.organisation}/{identifier.local[0]}?level={identifier.kind}s",
        least=least,
        **_words(request, holdings),
    )


async def small_picture(site: Site, iri: str, known: Lineage | None = None) -> Sequence[tuple[str, str, Picture]]:
    """The address, the name and a small picture of what endures of a version; one query.

    None for what has one version only. With `known`, claims of a least confidence tell which versions count.
    """
    holdings = site.current()
    found = await same_goal(site.engine, iri)
    return [
        (local_path(goal.iri, holdings.base) or "", goal.label, _small(holdings, sightings, iri, known))
        for goal, sightings in found.items()
        if len(sightings) > 1
    ]


def _small(holdings: Holdings, sightings: Sequence[Sighting], here: str, known: Lineage | None) -> Picture:
    placed = [(key, one) for one in sightings if (key := document_of(holdings, one.version)) is not None]
    ordered = sorted(placed, key=lambda pair: (cycle_order(pair[0]), pair[1].number))
    versions = [one.version for _, one in sorted(placed, key=lambda pair: (cycle_order(pair[0]), pair[1].version))]
    counting = frozenset(versions) if known is None else known.largest(versions)
    sights: list[Sight] = []
    for place, (key, one) in enumerate(ordered):
        is_first = place == 0 or ordered[place - 1][0].year != key.year
        sights.append(
            Sight(
                document=key.path,
                number=one.number,
                caption=f"’{key.year % 100:02}" if is_first else "",
                address=local_path(one.version, holdings.base) or "",
                title=f"{one.number} ({_title(holdings, key)})",
                comes_from=_last_before(sights, key.path, one.number),
                is_here=one.version == here,
                counts=one.version in counting,
            )
        )
    return draw(sights, is_small=True)


def _last_before(sights: Sequence[Sight], document: str, number: str) -> int | None:
    """The place of the version in the document before; of several that with the same number, else the first."""
    before = next((sight.document for sight in reversed(sights) if sight.document != document), None)
    places = [place for place, sight in enumerate(sights) if sight.document == before]
    return next((place for place in places if sights[place].number == number), next(iter(places), None))


def _chooser(
    site: Site,
    request: Request,
    offered: Sequence[tuple[str, str]],
    chosen: tuple[str, str, str, str],
    problem: Problem | None = None,
) -> Response:
    """The form of documents to choose, with what was asked; and what is wrong with that."""
    holdings = site.current()
    values = {
        **_words(request, holdings),
        "found": None,
        "offered": offered,
        "bodies": _bodies(holdings),
        "chosen": chosen,
        "problem": problem,
        "near": _documents_instead(holdings, chosen, problem) if problem else (),
    }
    return _form(site, request, "compare.html", values, problem)


def _asking(
    site: Site,
    request: Request,
    asked: tuple[str, str, str],
    organisation: str | None,
    problem: Problem | None = None,
) -> Response:
    """The form of a number and a year, with what was asked; and what is wrong with that."""
    values = {
        **_words(request, site.current()),
        "found": None,
        "asked": asked,
        "body": organisation,
        "problem": problem,
        "near": _goals_instead(asked, organisation, problem) if problem else (),
    }
    return _form(site, request, "where.html", values, problem)


def _form(
    site: Site, request: Request, template: str, values: Mapping[str, object], problem: Problem | None
) -> Response:
    """A page with a form; with the status and the headers of what is wrong, where something is."""
    if problem is None:
        return site.renderer.page(template, request, site.current(), **values)
    content = site.renderer.html(template, request, site.current(), **values)
    headers = {**respond.page_headers(), "Cache-Control": "no-store", **problem.headers}
    return Response(content, problem.kind.status, headers, "text/html; charset=utf-8")


def _is_for_people(request: Request) -> bool:
    """Whether a problem is asked for as a page."""
    return preferred_type(request.headers.get("accept"), (MEDIA_TYPE, "text/html")) == "text/html"


def _documents_instead(
    holdings: Holdings, chosen: tuple[str, str, str, str], problem: Problem
) -> list[tuple[str, str]]:
    """What comes near what was asked, with the address of a page about it: in the place of what is not there."""
    known = {document.path for document in holdings.documents}
    found = []
    for one in _near(problem):
        names = chosen[:2] if "/" in "".join(chosen[:2]) else ("", "")
        before, after = (name if name in known else one for name in names)
        if one in known and before != after:
            found.append((one, f"/compare?{urlencode({'before': before, 'after': after})}"))
    return found


def _goals_instead(asked: tuple[str, str, str], organisation: str | None, problem: Problem) -> list[tuple[str, str]]:
    """What comes near what was asked, with the address of a page about it: another number, year or organisation."""
    found = []
    for one in _near(problem):
        wanted = {"number": asked[0], "year": asked[1], "minConfidence": asked[2], "organisation": organisation}
        body, _, rest = one.partition("/")
        if rest:
            wanted |= {"year": rest.rpartition("/")[2].partition("-")[0]}
        elif fullmatch(ORGANISATION_CODE, body):
            wanted |= {"organisation": body}
        else:
            wanted |= {"number": one}
        found.append((one, f"/where?{urlencode({name: value for name, value in wanted.items() if value})}"))
    return found


def _near(problem: Problem) -> list[str]:
    """What a problem names that is there; of what is gone it names a release."""
    if problem.kind is GONE:
        return []
    found = problem.members.get("available", [])
    return found if isinstance(found, list) else []


def _year(text: str) -> int:
    """A year as it is typed.

    Raises:
        ProblemError: 400, it is none.
    """
    if fullmatch(r"(19|2[01])\d\d|2200", text, ASCII):
        return int(text)
    raise ProblemError(
        BAD_REQUEST,
        Label(
            f"Het jaar {text!r} is geen jaartal van 1900 tot en met 2200; geef bijvoorbeeld 2021.",
            f"The year {text!r} is no year from 1900 to 2200; give for example 2021.",
        ),
    )


async def _comparison(
    site: Site, request: Request, sides: tuple[str, str], kinds: frozenset[Kind], offset: int, least: str
) -> Response:
    holdings = site.current()
    before, after = two_documents(site, *sides)
    found = await compare(site.engine, holdings, before, after, typed_least(least))
    changes = found.only(kinds) if kinds else tuple(one for one in found.changes if one.kinds != (Kind.UNCHANGED,))
    return site.renderer.page(
        "compare.html",
        request,
        holdings,
        found=found,
        changes=changes[offset : offset + PER_PAGE],
        total=len(changes),
        offset=offset,
        per_page=PER_PAGE,
        bodies=_bodies(holdings),
        chosen=(before.path, after.path, least, next(iter(kinds), "")),
        titles=(holdings.title(before), holdings.title(after)),
        **_words(request, holdings),
    )


def _bodies(holdings: Holdings) -> list[tuple[str, list[tuple[str, str]]]]:
    """The documents of each organisation, in the order of the cycle: its name, and paths with titles."""
    found = []
    for code, body in sorted(holdings.manifest.bodies.items()):
        own = sorted(holdings.documents_of(code), key=cycle_order)
        found.append((body.name, [(key.path, holdings.manifest.documents[key.path].title) for key in own]))
    return found


def _picture(holdings: Holdings, found: Timeline) -> Picture:
    places = {entry.stated.version.iri: place for place, entry in enumerate(found.entries)}
    paths = [entry.document.path for entry in found.entries]
    return draw(
        [
            Sight(
                document=entry.document.path,
                number=entry.stated.version.number,
                caption=entry.title if entry.document.path not in paths[:place] else "",
                address=local_path(entry.stated.version.iri, holdings.base) or "",
                title=f"{entry.stated.version.number} ({entry.title})",
                comes_from=places.get(entry.step.earlier.iri) if entry.step else None,
                counts=entry.counts,
                turns=tuple(_turns(found.turns, entry.stated.version.iri)),
            )
            for place, entry in enumerate(found.entries)
        ]
    )


def _turns(turns: Sequence[Turn], version: str) -> list[str]:
    """The other goals that a version turned into or came from, each with an arrow that tells which."""
    own = [turn for turn in turns if version in {turn.step.earlier.iri, turn.step.later.iri}]
    return [f"{'→' if turn.is_onward else '←'} {printed_number(turn.other.number)}" for turn in own]


def _told(found: Timeline) -> str:
    """The picture in words."""
    return "; ".join(f"{entry.title}: {entry.stated.version.number}" for entry in found.entries)


def _title(holdings: Holdings, document: DocumentKey) -> str:
    entry = holdings.entry(document)
    return entry.title if entry else document.path


def _words(request: Request, holdings: Holdings) -> dict[str, object]:
    """What the templates of these pages say, in the language of the request."""
    language = language_of(request)
    return {
        "word": lambda name, **values: year_words.say(name, language, **values),
        "change_kind": lambda kind: year_words.KINDS[kind].say(language),
        "field_name": lambda field: year_words.FIELDS[field].say(language),
        "line_name": lambda line: year_words.line_name(line, language),
        "phase_name": lambda phase: year_words.phase_name(phase, language),
        "alike": lambda found: year_words.alike(found, language),
        "from_to": lambda claim, change: _from_to(holdings, claim, change, language),
        "document_title": lambda version: _document_title(holdings, version),
        "later": lambda known: year_words.LATER[known].say(language),
        "change_name": lambda step: year_words.change_name(step, language),
        "versions_counted": lambda count: year_words.versions(count, language),
        "kinds": list(Kind),
        "problem": None,
        "near": (),
    }


def _from_to(holdings: Holdings, claim: Claim, change: Change, language: Language) -> str:
    """Between which versions a claim is made, each by its number and the title of its document."""
    labels = {one.version.iri: one.version.label for one in (*change.before, *change.after)}
    ends = (
        f"{called_by_number(iri, labels.get(iri, ''), language)} ({_document_title(holdings, iri)})"
        for iri in (claim.earlier or "", claim.later or "")
    )
    return year_words.say("from_to", language, **dict(zip(("before", "after"), ends, strict=True)))


def _document_title(holdings: Holdings, version: str) -> str:
    document = document_of(holdings, version)
    entry = holdings.entry(document) if document else None
    return entry.title if entry else ""
