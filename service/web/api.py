"""The JSON of `/v1`: a document, goals and their references, a portfolio holder, reasons of statements.

Follows the Dutch API Design Rules: camelCase, no trailing slash, problems as RFC 9457, `API-Version`, paging by `Link`.
What the answers say is asked of `answers`; their shape is in `models` and `version_models`.
"""

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from ontology.iri import DocumentKey, in_body, mint, parse
from ontology.language import Language
from service.answers.coverage import Holdings, caution
from service.answers.holders import find_portfolio
from service.answers.placed_words import places_of
from service.answers.references import MOST_REFERRING, referring_to
from service.answers.statements import Statement, TermError
from service.answers.versions import Version, find_version, version_iri
from service.answers.vocabulary import Label
from service.answers.why import explain
from service.answers.years.confidence import too_sure
from service.answers.years.reach import together
from service.answers.years.standing import standing, sure_referring, sure_version
from service.web import levels, models, patterns, version_models, why_models
from service.web.display import page_address
from service.web.lists import words_of
from service.web.phrases import KINDS, PHRASES
from service.web.problems import BAD_REQUEST, ProblemError
from service.web.quoted import placed_assignments, quoted_references, quoted_referring, stated_at
from service.web.replies import (
    ORGANISATION_CODE,
    DocumentPath,
    VersionPath,
    address_of,
    answer_head,
    frame,
    reply,
)
from service.web.shares import Least
from service.web.site import MOST_SUGGESTIONS, Site, not_found, route_class
from service.web.small_lists import document_item
from service.web.withdrawn import went

Subject = Annotated[
    str,
    Query(
        max_length=2000,
        description="subject: an IRI, or short such as dg:Goal",
        examples=["dg:Goal"],
        json_schema_extra={"pattern": patterns.IRI},
    ),
]
Property = Annotated[
    str,
    Query(
        max_length=2000,
        description="property: an IRI, short, or `a`",
        examples=["a"],
        json_schema_extra={"pattern": patterns.PROPERTY},
    ),
]
Object = Annotated[
    str,
    Query(
        max_length=4000,
        description='object: an IRI, or a literal such as "Doel"@nl',
        examples=["owl:Class"],
        json_schema_extra={"pattern": patterns.TERM},
    ),
]


def router(site: Site) -> APIRouter:
    """The routes of `/v1` about organisations, documents, versions, references, holders and statements."""
    routes = APIRouter(prefix="/v1", route_class=route_class(site, pages=False, steady=True))
    _add_documents(routes, site)
    levels.add_levels(routes, site)
    _add_versions(routes, site)
    _add_references(routes, site)
    _add_holders(routes, site)
    _add_why(routes, site)
    answer_head(routes)
    return routes


def _add_documents(routes: APIRouter, site: Site) -> None:
    @routes.get("/documents/{organisation}/{kind}/{year}", response_model=models.Document, summary="One document")
    async def document(request: Request, path: Annotated[DocumentPath, Depends()]) -> Response:
        holdings = site.current()
        key = _key(site, request, path)
        return reply(
            request, holdings, models.Document(**frame(holdings, [key]), document=await _document(site, holdings, key))
        )


def _add_versions(routes: APIRouter, site: Site) -> None:
    @routes.get(
        f"{levels.ADDRESS}/{{number}}",
        response_model=version_models.VersionAnswer,
        summary="One goal, ambition or programme",
    )
    async def version(request: Request, path: Annotated[VersionPath, Depends()], least: Least = None) -> Response:
        holdings = site.current()
        key = _key(site, request, path)
        found = await _find_sure(site, holdings, key, path, least)
        told = _version(holdings, found)
        around = frame(holdings, [key], too_sure(least))
        model = version_models.VersionAnswer(**around, note=_note(found), version=told)
        return reply(request, holdings, model)


def _add_references(routes: APIRouter, site: Site) -> None:
    address = f"{levels.ADDRESS}/{{number}}"

    @routes.get(f"{address}/references", response_model=version_models.References, summary="References that it makes")
    async def references(request: Request, path: Annotated[VersionPath, Depends()], least: Least = None) -> Response:
        holdings = site.current()
        key = _key(site, request, path)
        items = quoted_references(holdings, key, await _find_sure(site, holdings, key, path, least))
        model = version_models.References(**frame(holdings, [key], too_sure(least)), items=items, total=len(items))
        return reply(request, holdings, model)

    @routes.get(f"{address}/referring", response_model=version_models.Referring, summary="References to it")
    async def referring(request: Request, path: Annotated[VersionPath, Depends()], least: Least = None) -> Response:
        holdings = site.current()
        target = await _find(site, holdings, _key(site, request, path), path)
        found = await referring_to(site.engine, target.iri)
        known = await standing(site.engine, holdings, path.organisation, least)
        if known is not None:
            found = await sure_referring(site.engine, target.iri, found, known)
        body = holdings.documents_of(path.organisation)
        items = quoted_referring(holdings, found[:MOST_REFERRING])
        model = version_models.Referring(
            **frame(holdings, body, together(too_sure(least), caution(holdings, body))),
            items=items,
            total=len(items),
            cut=len(found) > MOST_REFERRING,
        )
        return reply(request, holdings, model)


def _add_holders(routes: APIRouter, site: Site) -> None:
    @routes.get("/holders/{organisation}/{person}", response_model=models.Portfolio, summary="One portfolio holder")
    async def holder(
        request: Request,
        organisation: Annotated[str, Path(pattern=ORGANISATION_CODE)],
        person: Annotated[str, Path(pattern=r"^[a-z0-9-]{1,60}$")],
    ) -> Response:
        holdings = site.current()
        found = await find_portfolio(site.engine, mint(holdings.base, in_body("person", organisation, person)))
        if found is None:
            thing, address = f"id/person/{organisation}/{person}", f"/v1/holders/{organisation}/{person}"
            raise went(site.log, holdings, thing, address) or not_found(
                Label(
                    f"Niemand is bekend als {person!r}; zie /v1/holders.",
                    f"Nobody is known as {person!r}; see /v1/holders.",
                )
            )
        body = holdings.documents_of(organisation)
        model = models.Portfolio(
            **frame(holdings, body, caution(holdings, body)),
            person=found.person,
            name=found.name,
            link=page_address(found.person, holdings.base) or "",
            assignments=await placed_assignments(site.engine, holdings, found.assignments),
            total=len(found.assignments),
        )
        return reply(request, holdings, model)


def _add_why(routes: APIRouter, site: Site) -> None:
    @routes.get("/why", response_model=why_models.WhyAnswer, summary="Why a statement stands in the release")
    async def why(
        request: Request,
        s: Subject,
        p: Property,
        o: Object,
    ) -> Response:
        holdings = site.current()
        statement = _statement(s, p, o)
        found = await explain(site.engine, holdings.base, statement)
        if found is None:
            raise not_found(
                Label(
                    "Die uitspraak staat niet in deze release; /sparql vertelt wat er wel over het onderwerp staat.",
                    "That statement is not in this release; /sparql can tell what is said of its subject.",
                )
            )
        about = _documents_about(holdings, statement)
        return reply(
            request, holdings, why_models.WhyAnswer(**frame(holdings, about), explanation=why_models.as_model(found))
        )


def _statement(subject: str, predicate: str, value: str) -> Statement:
    """The statement of three parameters.

    Raises:
        ProblemError: 400, with how terms are written.
    """
    try:
        return Statement.read(subject, predicate, value)
    except TermError as error:
        raise ProblemError(BAD_REQUEST, Label(error.say(Language.NL), error.say(Language.EN))) from error


def _documents_about(holdings: Holdings, statement: Statement) -> list[DocumentKey]:
    """The loaded documents that the things of a statement belong to; all, where they belong to none."""
    found = [parse(holdings.base, term.value) for term in (statement.subject, statement.object)]
    named = {identifier.document for identifier in found if identifier is not None}
    return [document for document in holdings.documents if document in named] or list(holdings.documents)


def _key(site: Site, request: Request, path: DocumentPath) -> DocumentKey:
    return site.document(path.organisation, path.kind, path.year, address_of(request))


async def _find(site: Site, holdings: Holdings, document: DocumentKey, path: VersionPath) -> Version:
    """The version with a number.

    Raises:
        ProblemError: 404, with the numbers that the document does have.
    """
    iri = version_iri(holdings.base, path.level.kind, document, path.number)
    found = None if iri is None else await find_version(site.engine, iri)
    if found is not None:
        return found
    known = [version.number for version in await levels.level_of(site, holdings, document, path)]
    shown = min(len(known), MOST_SUGGESTIONS)
    title = holdings.title(document)
    kind = KINDS[path.level.kind]
    word = Label(kind.nl.lower(), kind.en.lower())
    address = f"/v1/documents/{document.path}/{path.level.value}/{path.number}"
    gone = went(site.log, holdings, (iri or "").removeprefix(f"{holdings.base}/"), address)
    raise gone or not_found(
        Label(
            f"{title} heeft in deze release geen {word.nl} {path.number!r}; `available` noemt {shown} van de "
            f"{len(known)} die het wel heeft.",
            f"{title} has no {word.en} {path.number!r} in this release; `available` lists {shown} of the "
            f"{len(known)} that it has.",
        ),
        known,
    )


async def _find_sure(
    site: Site, holdings: Holdings, document: DocumentKey, path: VersionPath, least: Decimal | None
) -> Version:
    """The version with a number, as far as claims of a least confidence bear out what is told through the years.

    Raises:
        ProblemError: 404, as `_find`.
    """
    found = await _find(site, holdings, document, path)
    known = await standing(site.engine, holdings, path.organisation, least)
    return found if known is None else sure_version(found, known)


async def _document(site: Site, holdings: Holdings, document: DocumentKey) -> models.ListedDocument:
    """A document, with the words by which the last of its pages says that it is of it."""
    item = document_item(holdings, document)
    places = await places_of(site.engine, "places-of-documents", [item.iri])
    placed = [words_of(holdings.base, place) for place in places.values()]
    return models.ListedDocument.model_validate({**dict(item), **(placed[0] if placed else {})})


def _version(holdings: Holdings, version: Version) -> version_models.VersionModel:
    """The version as JSON: each criterion with the targets that stand in it."""
    names = version_models.VersionModel.model_fields
    fields = {name: getattr(version, name) for name in names if hasattr(version, name)}
    criteria = [
        {
            "iri": item.iri,
            "text": item.text,
            "start": item.start,
            "end": item.end,
            "age": item.age,
            "previous": item.previous,
            "targets": [target for target in version.targets if target.element == item.iri],
        }
        for item in version.criteria
    ]
    own = {
        "loaded": version.page is not None,
        "tree": version.place,
        "amounts": version.money,
        "criteria": criteria,
        **stated_at(holdings, version),
    }
    return version_models.VersionModel.model_validate({**fields, **own})


def _note(version: Version) -> models.Label | None:
    if version.page is not None:
        return None
    phrase = PHRASES["named_only"]
    return models.Label(nl=phrase.nl.format(label=version.label), en=phrase.en.format(label=version.label))
