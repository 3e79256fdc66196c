"""References that lead nowhere: numbers that do not exist, that fit more than one thing, or whose page is not loaded.

That a number does not exist is said only of a complete document; of any other its page is not loaded. Complete means
all goals: where no page of any ambition or of any programme is loaded, a complete document says so once.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from ontology.codes import CitedKind, Resolution
from service.answers.review.citations import Citation, Doubts
from service.answers.review.finding import Finding, Kind, Severity, found
from service.answers.review.phrases import AMBIGUOUS, MISSING, NOT_LOADED, any_of, cited, said, thing_words
from service.answers.review.versions import Described

_ABOVE_GOALS: Final = frozenset({CitedKind.AMBITION.value, CitedKind.PROGRAMME.value})


def leading_nowhere(
    citations: Sequence[Citation],
    doubts: Doubts,
    described: Described,
    is_complete: Callable[[str | None], bool],
) -> Iterator[Finding]:
    """A finding for each number that a version cites in vain, with all places that cite it.

    `is_complete` tells of the IRI of a document, or of None for the one that is reviewed, whether all of it is loaded.
    """
    unchecked = set(never_checked(citations, described, is_complete))
    for together in _by_number([one for one in citations if one not in unchecked], is_complete).values():
        first = together[0]
        places = tuple(citation.place for citation in together)
        what = cited(first, elsewhere=first.document is not None)
        target = first.target.iri if first.target else None
        match _kind(first, is_complete):
            case Kind.MISSING_NUMBER:
                kind, severity, message = Kind.MISSING_NUMBER, Severity.ERROR, said(MISSING, what=what)
            case Kind.AMBIGUOUS_NUMBER:
                candidates = any_of(
                    thing_words(one, described.versions) for one in doubts.candidates.get(first.iri, ())
                )
                message = said(AMBIGUOUS, what=what, candidates=candidates)
                kind, severity = Kind.AMBIGUOUS_NUMBER, Severity.DOUBT
            case _:
                kind, severity, message = Kind.NOT_LOADED, Severity.NOTICE, said(NOT_LOADED, what=what)
        yield found(kind, severity, first.version, message, places, number=first.number, target=target)


def never_checked(
    citations: Iterable[Citation], described: Described, is_complete: Callable[[str | None], bool]
) -> Iterator[Citation]:
    """The references of a complete document to ambitions or programmes, of which no page at all is loaded."""
    for citation in citations:
        kind = citation.kind.code if citation.kind else None
        above = kind in _ABOVE_GOALS and kind not in described.kinds
        if above and citation.resolution is Resolution.NOT_LOADED and citation.document is None and is_complete(None):
            yield citation


def _by_number(
    citations: Iterable[Citation], is_complete: Callable[[str | None], bool]
) -> dict[tuple[str | None, ...], list[Citation]]:
    """The references that lead nowhere, those of one version to one number together."""
    together: dict[tuple[str | None, ...], list[Citation]] = {}
    for citation in citations:
        kind = _kind(citation, is_complete)
        if kind is not None:
            cited_kind = citation.kind.code if citation.kind else None
            key = (citation.version, kind, cited_kind, citation.number, citation.document)
            together.setdefault(key, []).append(citation)
    return together


def _kind(citation: Citation, is_complete: Callable[[str | None], bool]) -> Kind | None:
    """What is the matter with a reference; None where it leads somewhere, or outside of what a body publishes."""
    match citation.resolution:
        case Resolution.DANGLING:
            return Kind.MISSING_NUMBER if is_complete(citation.document) else Kind.NOT_LOADED
        case Resolution.AMBIGUOUS:
            return Kind.AMBIGUOUS_NUMBER
        case Resolution.NOT_LOADED:
            return Kind.NOT_LOADED
        case Resolution.RESOLVED | Resolution.OTHER_DOCUMENT | Resolution.OUT_OF_SCOPE | Resolution.SELF:
            return None
