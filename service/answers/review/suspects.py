"""References of which the words fit another goal better than the one that their number leads to."""

from collections.abc import Iterable, Iterator, Mapping

from service.answers.review.citations import Citation, Doubts
from service.answers.review.finding import Finding, Kind, Severity, found
from service.answers.review.phrases import SUSPECT, cited, said, thing_words
from service.answers.review.versions import Version


def not_fitting(citations: Iterable[Citation], doubts: Doubts, versions: Mapping[str, Version]) -> Iterator[Finding]:
    """A finding for each suspect reference."""
    for citation in citations:
        doubt = doubts.better.get(citation.iri)
        if doubt is None:
            continue
        better, words = doubt
        what = thing_words(citation.target, versions) if citation.target else cited(citation)
        shared = ", ".join(f"«{word}»" for word in words)
        yield found(
            Kind.SUSPECT,
            Severity.DOUBT,
            citation.version,
            said(SUSPECT, what=what, better=thing_words(better, versions), words=shared),
            (citation.place,),
            number=citation.number,
            target=citation.target.iri if citation.target else None,
        )
