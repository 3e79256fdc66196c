"""References of which the target does not refer back. They inform: most references need no answer.

Only inside one document, where the page of the target is loaded; what stands above or below it in the tree is left out,
since the tree itself connects the two.
"""

from collections.abc import Iterable, Iterator

from ontology.codes import Resolution, Role
from service.answers.labels import Named
from service.answers.review.citations import Citation
from service.answers.review.finding import Finding, Kind, Place, Severity, found
from service.answers.review.phrases import ONE_WAY, said, thing_words
from service.answers.review.versions import Described


def without_answer(citations: Iterable[Citation], described: Described) -> Iterator[Finding]:
    """A finding for each pair of which the first refers to the second and the second not to the first."""
    pairs: dict[tuple[str, str], tuple[Citation, Named, list[Place]]] = {}
    for citation in citations:
        if citation.target is None or not _counts(citation, described):
            continue
        _, _, places = pairs.setdefault((citation.version, citation.target.iri), (citation, citation.target, []))
        places.append(citation.place)
    for (version, target), (first, named, places) in pairs.items():
        if (target, version) in pairs or described.is_above(version, target):
            continue
        message = said(ONE_WAY, what=thing_words(named, described.versions))
        yield found(Kind.ONE_WAY, Severity.NOTICE, version, message, tuple(places), number=first.number, target=target)


def _counts(citation: Citation, described: Described) -> bool:
    """Whether a reference is one between two pages of the document."""
    return (
        citation.role is Role.CROSS_REFERENCE
        and citation.resolution is Resolution.RESOLVED
        and citation.target is not None
        and citation.target.iri in described.versions
        and citation.target.iri != citation.version
    )
