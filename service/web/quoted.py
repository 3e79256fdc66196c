"""What hangs about one version or person as items of `/v1`: each with its page, its words and its coverage.

Where words stand is asked of `answers.placed_words`. Has no route.
"""

from collections.abc import Sequence

from ontology.iri import DocumentKey, parse
from ontology.terms import NUMBER, STATEMENT
from service.answers.coverage import Holdings, coverage_of
from service.answers.holders import Assignment
from service.answers.placed_words import places_of
from service.answers.references import Referring
from service.answers.versions import Version
from service.engine.engine import Engine
from service.web.display import page_address, words_address
from service.web.lists import words_of
from service.web.models import Assignment as AssignmentModel
from service.web.models import AssignmentItem, Coverage
from service.web.version_models import ReferenceItem, ReferenceModel, ReferringItem, ReferringModel


def stated_at(holdings: Holdings, version: Version) -> dict[str, int | str | None]:
    """The fields of a version for where it is shown, and where the words of its statement stand, else its number."""
    places = {one.property: one for one in reversed(version.evidence) if one.property in {NUMBER, STATEMENT}}
    place = places.get(STATEMENT) or places.get(NUMBER)
    start, end = (place.start, place.end) if place else (None, None)
    return {
        "start": start,
        "end": end,
        "words_link": words_address(holdings.base, version.iri, start, end),
        "link": page_address(version.iri, holdings.base),
    }


def quoted_references(holdings: Holdings, document: DocumentKey, version: Version) -> list[ReferenceItem]:
    """The references that a version makes."""
    page = version.page
    return [
        ReferenceItem(
            **dict(ReferenceModel.model_validate(one)),
            page=page.iri if page else None,
            address=page.source if page else None,
            link=words_address(holdings.base, version.iri, one.start, one.end),
            coverage=_coverage(holdings, document),
        )
        for one in version.references
    ]


def quoted_referring(holdings: Holdings, found: Sequence[Referring]) -> list[ReferringItem]:
    """The references to a version."""
    return [
        ReferringItem(
            **dict(ReferringModel.model_validate(one)),
            page=one.page,
            address=one.address,
            link=words_address(holdings.base, one.element.iri, one.start, one.end),
            coverage=_coverage(holdings, _document(holdings, one.element.iri)),
        )
        for one in found
    ]


async def placed_assignments(engine: Engine, holdings: Holdings, found: Sequence[Assignment]) -> list[AssignmentItem]:
    """The assignments of a person; two queries for each 250 of them."""
    places = await places_of(engine, "places-of-assignments", [one.iri for one in found])
    return [
        AssignmentItem.model_validate(
            {
                **dict(AssignmentModel.model_validate(one)),
                **(words_of(holdings.base, places[one.iri]) if one.iri in places else {}),
                "link": page_address(one.version.iri, holdings.base),
                "coverage": _coverage(holdings, _document(holdings, one.version.iri)),
            }
        )
        for one in found
    ]


def _document(holdings: Holdings, version: str) -> DocumentKey | None:
    """The document that a version belongs to, by its IRI."""
    identifier = parse(holdings.base, version)
    return identifier.document if identifier else None


def _coverage(holdings: Holdings, document: DocumentKey | None) -> Coverage:
    """The coverage of a document; that of nothing for one that was not loaded."""
    return Coverage.model_validate(coverage_of(holdings, () if document is None else (document,)))
