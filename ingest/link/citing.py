"""Citing: references that lead to a loaded page, and the words of their own page that belong to each.

Knows no subject: whether the words fit where a reference leads is for others to say.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from ingest.corrections import RULE
from ingest.link.lemmas import Word, words
from ingest.link.place import Place, described
from ingest.link.resolve import Resolved, Version
from ingest.read.record import Record, Reference
from ingest.read.span import Span
from ontology.codes import Resolution, Role

MOST_BESIDE: Final = 20  # a sentence with more numbers is a list, and its words belong to none of them
REACH: Final = 400  # so many characters before and behind a number may be about it
LIST_GAP: Final = 12  # « en doel » between two numbers of one list


class Cited(msgspec.Struct, frozen=True):
    """A reference that leads to a loaded page, by its order on its own page.

    `about` is what its text is about (None where the page only lists others), `beside` are the references of its
    sentence, itself too, and `named` is what they lead to.
    """

    record: Record
    order: int
    reference: Reference
    target: Version
    about: Version | None
    beside: tuple[Reference, ...]
    named: frozenset[Version]

    @property
    def clause(self) -> Span:
        """The words that belong to the reference: its sentence, up to another reference or a semicolon."""
        text, reference = self.record.text, self.reference
        first, last = _list_around(self.beside, reference)
        begin = max([reference.sentence.start, *(one.end for one in self.beside if one.end <= first)])
        stop = min([reference.sentence.end, *(one.start for one in self.beside if one.start >= last)])
        if first - begin > REACH:
            begin = 1 + text.find(" ", first - REACH, first)  # behind the space before a whole word; 0 without one
            begin = begin or first
        alone = stop == reference.sentence.end or not _says(text, begin, first)
        if stop - last > REACH:
            stop = max(last, text.rfind(" ", last, last + REACH))
        stop = stop if alone else last
        behind = 1 + text.rfind(";", begin, reference.start)
        return Span(behind if behind and _says(text, behind, stop) else begin, stop)

    def heard(self, span: Span, body: frozenset[str]) -> tuple[Word, ...]:
        """The words of a stretch of the page, but for the name of the body, which is given by its roots."""
        return tuple(word for word in words(self.record.text, span.start, span.end) if word.root not in body)


def cited(place: Place, outcomes: Sequence[Resolved]) -> Iterator[Cited]:
    """The references of a page that lead to a loaded page, and not because the operator says so."""
    pairs = list(zip(place.record.references, outcomes, strict=True))
    sentences: dict[Span, list[tuple[Reference, Version | None]]] = {}
    for reference, outcome in pairs:
        sentences.setdefault(reference.sentence, []).append((reference, outcome.target))
    for order, (reference, outcome) in enumerate(pairs):
        beside = sentences[reference.sentence]
        if outcome.target is None or not _leads(reference, outcome) or len(beside) > MOST_BESIDE:
            continue
        yield Cited(
            record=place.record,
            order=order,
            reference=reference,
            target=outcome.target,
            about=_about(place, reference),
            beside=tuple(near for near, _ in beside),
            named=frozenset(version for _, version in beside if version is not None),
        )


def _leads(reference: Reference, outcome: Resolved) -> bool:
    is_found = reference.role is Role.CROSS_REFERENCE and outcome.resolution is Resolution.RESOLVED
    return is_found and reference.rule != RULE


def _about(place: Place, reference: Reference) -> Version | None:
    about = place.record.about(reference.start)
    return described(place.document, place.record) if about is None else place.stated(about)


def _says(text: str, start: int, end: int) -> bool:
    return any(True for _ in words(text, start, end))


def _list_around(inside: Sequence[Reference], reference: Reference) -> tuple[int, int]:
    """Where the list of numbers begins and ends that a reference is part of: «zie doelen 2.1.1, 2.2.1 en 4.1.2»."""
    first, last = reference.start, reference.end
    for one in sorted(inside, key=lambda one: -one.start):
        if one.end <= first <= one.end + LIST_GAP:
            first = one.start
    for one in sorted(inside, key=lambda one: one.start):
        if one.start - LIST_GAP <= last <= one.start:
            last = one.end
    return first, last
