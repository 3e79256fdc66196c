"""Grounds: the places on pages of the words that a claim of identity rests on. Claims and weighs nothing.

They are the statement, else the name, of every version that takes part: of a split or a merger of all its parts. The
number is among them where it is another one, or means another goal; the description where the statements are not much
alike. Where words say outright which goal became which, the references in those words come first.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rapidfuzz import fuzz

from ingest.link.identity import Claim, Identity
from ingest.link.place import Place, described
from ingest.link.resolve import Version
from ingest.link.told import Pages, sayings
from ingest.read.span import Span
from ontology.codes import ChangeKind, SectionKind
from ontology.terms import Iri

ALIKE: Final = 70.0  # per cent of two statements, with their words in the order of the alphabet
_PARTED: Final = frozenset({ChangeKind.SPLIT, ChangeKind.MERGED})
_LINKS: Final = _PARTED | {ChangeKind.UNCHANGED, ChangeKind.REWORDED, ChangeKind.RENUMBERED}
_NUMBERS: Final = frozenset({ChangeKind.RENUMBERED, ChangeKind.NUMBER_REUSED})


class Grounds:
    """The pages of a body, and which versions take part in which change."""

    def __init__(self, pages: Pages, identity: Identity) -> None:
        self._described = dict(_described(pages))
        self._sayings = sayings(pages)
        self._threads = {version: thread for version, (thread, _) in identity.places.items()}
        self._parts: dict[tuple[object, ...], list[Version]] = {}
        for claim in identity.claims:
            if claim.holds and claim.kind in _LINKS and claim.earlier is not None and claim.later is not None:
                for whole, part in zip(_wholes(claim), (claim.later, claim.earlier), strict=True):
                    self._parts.setdefault(whole, []).append(part)

    def of(self, claim: Claim) -> tuple[Iri, ...]:
        """The places of a claim, each a text span of its own document; none where its pages have no words at all."""
        ends = [version for version in (claim.earlier, claim.later) if version is not None]
        taking_part = dict.fromkeys((*ends, *self._beside(claim)))
        keys = ("number",) if claim.kind in _NUMBERS else ()
        with_texts = claim.kind in _PARTED or not self._says_one(claim.earlier, claim.later)
        found = [*self._told(claim)]
        for version in taking_part:
            found += self._words(version, keys, with_texts=with_texts and len(ends) > 1)
        return tuple(dict.fromkeys(found))

    def _beside(self, claim: Claim) -> Iterable[Version]:
        """The other parts of what a claim says was split or merged."""
        if claim.kind not in _PARTED or claim.earlier is None or claim.later is None:
            return ()
        split, merged = _wholes(claim)
        return self._parts.get(split if claim.kind is ChangeKind.SPLIT else merged, ())

    def _told(self, claim: Claim) -> Iterator[Iri]:
        """The references whose words say it, of any version of the goal that the earlier one is of."""
        if claim.told and claim.earlier is not None and claim.later is not None:
            thread = self._threads.get(claim.earlier)
            for earlier, reference in self._sayings.get(claim.later, ()):
                if self._threads.get(earlier) == thread:
                    yield reference

    def _says_one(self, earlier: Version | None, later: Version | None) -> bool:
        """Whether the statements of two versions are much alike."""
        statements = [self._statement(version) for version in (earlier, later) if version is not None]
        one, other = statements if len(statements) > 1 else (None, None)
        return one is not None and other is not None and fuzz.token_sort_ratio(one, other) >= ALIKE

    def _statement(self, version: Version) -> str | None:
        if version not in self._described:
            return None
        place, index = self._described[version]
        own = place.record.page if index is None else place.record.stated[index]
        return own.statement.casefold() if own.statement else None

    def _words(self, version: Version, keys: Iterable[str], *, with_texts: bool) -> list[Iri]:
        """The places of what a version says of itself, the shortest that there are."""
        if version not in self._described:
            return []
        place, index = self._described[version]
        spans: Mapping[str, Span] = place.record.page.spans if index is None else place.record.stated[index].spans
        called = [key for key in ("statement", "label", "number") if key in spans][:1]
        found = [place.at("span", spans[key].start, spans[key].end) for key in (*keys, *called) if key in spans]
        if index is None and (with_texts or not called):
            found += _descriptions(place)
        return found or _first_words(place)


def _described(pages: Pages) -> Iterator[tuple[Version, tuple[Place, int | None]]]:
    """Every version with its page, and its place in what that states; the page about a version itself comes last."""
    places = [place for found in pages.values() for place, _ in found]
    for place in places:
        yield from ((place.stated(index), (place, index)) for index in range(len(place.record.stated)))
    for place in places:
        own = described(place.document, place.record)
        if own is not None:
            yield own, (place, None)


def _wholes(claim: Claim) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """What a claim's later version is a part of, with the document of the parts; and what its earlier one went into."""
    return ("split", claim.earlier, claim.later and claim.later.document), ("merged", claim.later)


def _descriptions(place: Place) -> list[Iri]:
    """The descriptions of what a page is about."""
    return [
        place.section(order)
        for order, section in enumerate(place.record.sections)
        if section.kind is SectionKind.DESCRIPTION
        and section.start < section.end
        and place.record.about(section.start) is None
    ]


def _first_words(place: Place) -> list[Iri]:
    """The first section with words, where a page says nothing else of what it is about."""
    filled = (order for order, section in enumerate(place.record.sections) if section.start < section.end)
    return [place.section(order) for order in filled][:1]
