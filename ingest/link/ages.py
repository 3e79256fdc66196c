"""Ages: since which document a sentence with a reference, a criterion or an activity stands as it is now.

Knows digests of texts and no words: one pass over a body notes in which documents each text stands. Compares no texts
that are only alike.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

import msgspec

from ingest.link.place import Place, described
from ingest.link.resolve import Version
from ingest.read.span import Span
from ontology.codes import Role
from ontology.iri import DocumentKey
from ontology.terms import Iri

LONG: Final = 8  # of so many words or more a text is the same wherever it stands, of fewer only in the same goal
BYTES: Final = 8  # of a digest: a body has millions of texts at most

Places = Sequence[Place]
Threads = Mapping[Version, int]
"""Which enduring goal each version is of."""


class Spot(NamedTuple):
    """Something that a page says: its page, the list that it is in (`references` too), and its place in that."""

    page: Iri
    list: str
    order: int


class Said(NamedTuple):
    """A text of a page: where it stands, what it is about, and its place in the text of the page."""

    spot: Spot
    about: Version | None
    span: Span


class Age(msgspec.Struct, frozen=True):
    """The first document in which a text stood as it does now, and the years since in which it was not seen."""

    since: DocumentKey
    unseen: tuple[int, ...]


class Ages:
    """In which documents each text of a body stands.

    `order` are its documents in the order of the cycle, `complete` those that are known to be, and `threads` tell which
    versions are one goal.
    """

    def __init__(
        self, order: Sequence[DocumentKey], threads: Threads, complete: frozenset[DocumentKey] = frozenset()
    ) -> None:
        self._order, self._threads, self._complete = tuple(order), threads, complete
        self._at = {document: place for place, document in enumerate(order)}
        self._holding: dict[tuple[int | None, bytes], int] = {}  # documents by text, as bits
        self._about: dict[int, int] = {}  # documents by goal, as bits
        for version, thread in threads.items():
            self._about[thread] = self._about.get(thread, 0) | 1 << self._at[version.document]

    def add(self, document: DocumentKey, places: Places) -> Mapping[Spot, Age]:
        """The ages of what stands in the next document, as far as it stood in an earlier one too."""
        at = self._at[document]
        told = [(said, tuple(self._keys(place.record.text, said))) for place in places for said in texts(place)]
        for _, keys in told:
            for key in keys:
                self._holding[key] = self._holding.get(key, 0) | 1 << at
        found = {}
        for said, keys in told:
            holding = 0
            for key in keys:
                holding |= self._holding[key]
            age = self._age(at, holding, self._thread(said.about)) if holding & ((1 << at) - 1) else None
            if age is not None:
                found[said.spot] = age
        return found

    def _keys(self, text: str, said: Said) -> Iterator[tuple[int | None, bytes]]:
        words = normal(text[said.span.start : said.span.end])
        digest = blake2b(words.encode(), digest_size=BYTES).digest()
        thread = self._thread(said.about)
        if thread is not None:
            yield thread, digest
        if words.count(" ") + 1 >= LONG:
            yield None, digest

    def _thread(self, about: Version | None) -> int | None:
        return None if about is None else self._threads.get(about)

    def _age(self, at: int, holding: int, thread: int | None) -> Age | None:
        """How far back a text stands without a break; a document that may have had it breaks nothing."""
        own, since, over = self._order[at].kind, None, set()
        years = set()
        for place in range(at - 1, -1, -1):
            document = self._order[place]
            if holding >> place & 1:
                if document.kind not in over:
                    since = document
                    years.add(document.year)
            elif self._would_have(place, thread):
                if document.kind is own:
                    break
                over.add(document.kind)
        if since is None:
            return None
        between = range(since.year + 1, self._order[at].year)
        return Age(since, tuple(year for year in between if year not in years))

    def _would_have(self, place: int, thread: int | None) -> bool:
        """Whether a text that a document does not show is not in it: its goal is there, or all of the document is."""
        is_there = thread is None or bool(self._about.get(thread, 0) >> place & 1)
        return is_there or self._order[place] in self._complete


def texts(place: Place) -> Iterator[Said]:
    """The sentences of references to others, the criteria and the activities of a page."""
    record, page, told_of = place.record, place.page, subjects(place)
    for index, reference in enumerate(record.references):
        if reference.role is Role.SELF:
            continue  # a heading, or a page that speaks of itself
        yield Said(Spot(page, "references", index), told_of(reference.start), reference.sentence)
    for name, items in (("criteria", record.criteria), ("activities", record.activities)):
        for index, item in enumerate(items):
            yield Said(Spot(page, name, index), told_of(item.start), Span(item.start, item.end))


def subjects(place: Place) -> Callable[[int], Version | None]:
    """What the text at each position of a page is about; None on a page that only lists others."""
    own = described(place.document, place.record)

    def subject(start: int) -> Version | None:
        stated = place.record.about(start)
        return own if stated is None else place.stated(stated)

    return subject


def about(place: Place, start: int) -> Version | None:
    """What the text at a position of a page is about; None on a page that only lists others."""
    return subjects(place)(start)


def normal(text: str) -> str:
    """A text as texts are compared: in NFC, in small letters, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
