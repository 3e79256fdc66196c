"""References that may mean another goal than the one that their number leads to.

Their sentence was copied from a document in which the number was another goal's, or their words fit another goal
better. Where the first tells where that goal is now, the second, which is the weaker sign, is not told.
"""

from collections.abc import Iterable, Iterator, Mapping

from service.answers.review.citations import Citation, Copied, Doubts
from service.answers.review.finding import Finding, Kind, Severity, found
from service.answers.review.phrases import NOW, NOWHERE, STALE, SUSPECT, all_of, cited, said, thing_words
from service.answers.review.versions import Version
from service.answers.vocabulary import Label


def out_of_date(citations: Iterable[Citation], doubts: Doubts, versions: Mapping[str, Version]) -> Iterator[Finding]:
    """A finding for each reference that was copied while its number came to mean another goal."""
    for citation in citations:
        copied = doubts.copied.get(citation.iri)
        if copied is None:
            continue
        yield found(
            Kind.STALE,
            Severity.DOUBT,
            citation.version,
            _copied_words(_what(citation, versions), copied, versions),
            (citation.place,),
            number=citation.number,
            target=citation.target.iri if citation.target else None,
        )


def not_fitting(citations: Iterable[Citation], doubts: Doubts, versions: Mapping[str, Version]) -> Iterator[Finding]:
    """A finding for each suspect reference but those of which is known what they meant and where that is now."""
    for citation in citations:
        doubt, copied = doubts.better.get(citation.iri), doubts.copied.get(citation.iri)
        if doubt is None or (copied and copied.now):
            continue
        better, words = doubt
        shared = ", ".join(f"«{word}»" for word in words)
        yield found(
            Kind.SUSPECT,
            Severity.DOUBT,
            citation.version,
            said(SUSPECT, what=_what(citation, versions), better=thing_words(better, versions), words=shared),
            (citation.place,),
            number=citation.number,
            target=citation.target.iri if citation.target else None,
        )


def _what(citation: Citation, versions: Mapping[str, Version]) -> Label:
    return thing_words(citation.target, versions) if citation.target else cited(citation)


def _copied_words(what: Label, copied: Copied, versions: Mapping[str, Version]) -> Label:
    where = all_of(thing_words(one, versions) for one in copied.now)
    now = said(NOW, what=where) if copied.now else said(NOWHERE)
    return said(STALE, what=what, document=copied.document.label, then=thing_words(copied.then, versions), now=now)
