"""Spots: the places on a page that corrections name, and what a correction that does not fit is told."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

import msgspec

from ingest.corrections import Change, Correction, PageName, Spot, WithdrawEntry, folded
from ingest.link.resolve import Version
from ingest.link.state import document_key, page_name
from ingest.read.record import ElementRef, Record, element_spans, section_at
from ingest.read.span import Span
from ingest.read.text import sentences
from ontology.iri import DocumentKey
from ontology.terms import Iri

DIGITS: Final = 10  # as many of a digest as an entry has at least


class Misfit(msgspec.Struct, frozen=True):
    """Why a correction does not fit: the code of its issue, and what fills the places in its phrase."""

    code: str
    values: dict[str, str] = msgspec.field(default_factory=dict)


class MisfitError(Exception):
    """A correction that does not fit its page."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.misfit = Misfit(code, values)


class Known(NamedTuple):
    """What a page alone does not tell: its document as corrected, and whether a loaded page describes a version."""

    document: DocumentKey
    has: Callable[[Version], bool]


class PagesNamed:
    """Corrections by the page that they name: its address, its document with kind and number, or its digest."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self._by_name: dict[str, list[tuple[int, Correction]]] = {}
        for order, correction in enumerate(corrections):
            page = correction.entry.page
            if page is not None:
                self._by_name.setdefault(_page_key(page), []).append((order, correction))

    def of(self, read: Record) -> list[Correction]:
        """The corrections of a page, by what was read from it, in their order."""
        if not self._by_name:
            return []
        document, page = document_key(read), read.page
        keys = [f"digest {page.sha256[:DIGITS]}"]
        if page.source:
            keys.append(f"address {page.source.rstrip('/')}")
        if document is not None:
            keys.append(f"page {document.path} {page_name(read)}")
        found = sorted((pair for key in keys for pair in self._by_name.get(key, ())), key=lambda pair: pair[0])
        return [one for _, one in found if _has_digest(one, page.sha256)]


def _page_key(page: str | PageName) -> str:
    if isinstance(page, str):
        return f"address {page.rstrip('/')}"
    return f"digest {page.digest[:DIGITS]}" if page.digest else f"page {page.document} {page.name}"


def _has_digest(correction: Correction, sha256: str) -> bool:
    page = correction.entry.page
    return not isinstance(page, PageName) or page.digest is None or sha256.startswith(page.digest)


class Edited(msgspec.Struct, frozen=True):
    """One value that was changed: its property, what was read, and the thing that has it."""

    predicate: Iri
    was: str | None
    span: Span | None = None
    thing: str | None = None
    number: str | None = None

    def made(self, correction: Correction) -> Change:
        """The change as provenance tells it."""
        if isinstance(correction.entry, WithdrawEntry):
            raise TypeError("what is withdrawn is told nowhere")
        return Change(
            correction=correction.digest,
            why=correction.entry.why,
            by=correction.entry.by,
            predicate=self.predicate,
            was=self.was,
            span=self.span,
            thing=self.thing,
            number=self.number,
        )


class Edit(msgspec.Struct, frozen=True):
    """A record in which one entry was followed, the values that changed, and the place of which it settles issues."""

    record: Record
    changes: tuple[Edited, ...]
    span: Span | None = None


def find_place(record: Record, spot: Spot, spans: Iterable[Span], what: str) -> Span:
    """The one of some places that a spot names, by its words or by some of them.

    `what` is what stands at those places, as a list of entries is called.

    Raises:
        MisfitError: none or several do.
    """
    if spot.span is not None:
        if folded(record.text[spot.span.start : spot.span.end]) != spot.words:
            raise MisfitError("correction-shifted")
        if spot.span not in set(spans):
            raise MisfitError("correction-not-read", what=what)
        return spot.span
    things = sorted(set(spans))
    said = occurrences(record.text, spot.exact)
    if not said:
        raise MisfitError("correction-no-words")
    whole = [one for one in things if folded(record.text[one.start : one.end]) == spot.words]
    found = whole or [one for one in things if any(one.start <= at.start and at.end <= one.end for at in said)]
    if not found:
        raise MisfitError("correction-not-read", what=what)
    return _one_of(found, spot)


def odd_places(record: Record, *codes: str) -> list[Span]:
    """Where the issues of some codes stand."""
    return [
        Span(one.start, one.end)
        for one in record.issues
        if one.code in codes and one.start is not None and one.end is not None
    ]


def find_words(record: Record, spot: Spot) -> Span:
    """The place of words in the text of a page, whatever was read there.

    Raises:
        MisfitError: they stand nowhere, or in several places.
    """
    if spot.span is not None:
        return find_place(record, spot, (spot.span,), "")
    found = occurrences(record.text, spot.exact)
    if not found:
        raise MisfitError("correction-no-words")
    return _one_of(found, spot)


def _one_of(found: Sequence[Span], spot: Spot) -> Span:
    if spot.nth is None and len(found) > 1:
        raise MisfitError("correction-ambiguous", found=str(len(found)))
    if spot.nth is not None and spot.nth > len(found):
        raise MisfitError("correction-too-few", found=str(len(found)), nth=str(spot.nth))
    return found[(spot.nth or 1) - 1]


def occurrences(text: str, words: str) -> list[Span]:
    """Where words stand in a text as whole words, whatever white space is between them."""
    spaced = r"\s+".join(re.escape(word) for word in folded(words).split())
    return [Span(match.start(), match.end()) for match in re.finditer(rf"(?<!\w){spaced}(?!\w)", text)]


def sentence_at(record: Record, span: Span) -> Span:
    """The sentence in which a place stands, within its section; the place itself where it crosses sentences."""
    order = section_at(record.sections, span.start)
    section = record.sections[order] if order is not None else None
    inside = Span(section.start, section.end) if section else Span(0, len(record.text))
    found = (one for one in sentences(record.text, inside) if one.start <= span.start and span.end <= one.end)
    return next(found, span)


def element_at(record: Record, span: Span) -> ElementRef | None:
    """The innermost item of a list in which a place stands."""
    found = [
        (one.end - one.start, name, index)
        for name, places in element_spans(record).items()
        for index, one in enumerate(places)
        if one.start <= span.start and span.end <= one.end
    ]
    if not found:
        return None
    _, name, index = min(found)
    return ElementRef(name, index)
