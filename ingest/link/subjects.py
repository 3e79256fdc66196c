"""Subjects: what the goals of a document are about, by the words of their pages, and how well some words fit each.

A word fits by its inverse document frequency times how strongly the goal has it: in its name or statement, in its
texts, or in what other pages say where they refer to it (weighed fields, as in BM25F: Robertson and Zaragoza, The
Probabilistic Relevance Framework: BM25 and Beyond, Foundations and Trends in Information Retrieval 3, 2009). Knows no
reference.
"""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain, islice
from typing import Final, NamedTuple

import msgspec

from ingest.link.labels import Name
from ingest.link.lemmas import SHORTEST_PART, akin, compound, count_roots, parts
from ingest.link.place import described
from ingest.link.resolve import Version
from ingest.link.state import DocumentState
from ingest.read.record import Record
from ingest.read.span import Span
from ontology.codes import SectionKind
from ontology.iri import DocumentKey

# How strongly a subject has a word, from 0 to 1.
NAMED: Final = 1.0  # in its name or statement
NAMED_KIN: Final = 0.7  # there as a compound or a part of one
SAID: Final = 0.3  # in its texts
SAID_MORE: Final = 0.45  # more than once
SAID_KIN: Final = 0.15  # as a compound or a part of one
CITED: Final = 0.2  # where other pages refer to it
COMMON: Final = 0.25  # a word on more of the pages than this says nothing of one of them
NEVER_COMMON: Final = 8  # but of a few pages this many may have it
ALWAYS_COMMON: Final = (
    200  # nor does one on so many, of however many; so that a word costs no more in a larger document
)
ROOTS_KEPT: Final = 1024  # the words of a page come back on the next
LAST: Final = "\U0010ffff"  # sorts behind every letter


class Subject(msgspec.Struct, frozen=True):
    """What one goal, ambition or programme is about.

    `called` are the roots of its short name, `naming` those of its statement too; `counts` is how often each root
    stands in its texts.
    """

    version: Version
    name: str | None
    statement: str | None
    called: frozenset[str]
    naming: frozenset[str]
    counts: Mapping[str, int]

    def names(self, roots: Iterable[str]) -> set[str]:
        """Those of the roots that have kin in its name or statement."""
        return {root for root in roots if root in self.naming or any(akin(root, named) for named in self.naming)}

    def telling(self, roots: AbstractSet[str]) -> str:
        """Its statement, or its name where that has more of the roots; empty where a page gives neither."""
        texts = [text for text in (self.statement, self.name) if text]
        return max(texts, key=lambda text: len(roots & count_roots(text).keys()), default="")


class Held(NamedTuple):
    """How strongly a subject has a word by what its own page says, and how many references to it have that word."""

    strength: float
    cited: int

    def weighed(self, less: int = 0) -> float:
        """The strength with references that have the word, but for as many of them."""
        return min(NAMED, self.strength + (CITED if self.cited > less else 0.0))


NOTHING: Final = Held(0.0, 0)


class Subjects:
    """The subjects of one kind that numbers in a document can stand for, and where each root stands among them.

    A subject is told by its place in `every`. What words a subject has is looked up by the word, so that the cost is in
    the pages that have it and not in all pages.
    """

    def __init__(self, every: Sequence[Subject], citing: Mapping[Version, Mapping[str, int]]) -> None:
        self.every = tuple(every)
        self._place = {one.version: place for place, one in enumerate(self.every)}
        self._naming: dict[str, list[int]] = {}
        self._texts: dict[str, list[int]] = {}
        self._citing: dict[str, dict[int, int]] = {}
        for place, one in enumerate(self.every):
            for root in one.naming:
                self._naming.setdefault(root, []).append(place)
            for root in one.counts:
                self._texts.setdefault(root, []).append(place)
            for root, times in citing.get(one.version, {}).items():
                self._citing.setdefault(root, {})[place] = times
        roots = self._naming.keys() | self._texts.keys()
        self._forth, self._back = sorted(roots), sorted(root[::-1] for root in roots)
        self._most = min(ALWAYS_COMMON, max(NEVER_COMMON, COMMON * len(self.every)))
        self.held = lru_cache(maxsize=ROOTS_KEPT)(self._held)

    def find(self, version: Version) -> int | None:
        """The place of the subject of a version."""
        return self._place.get(version)

    def naming(self, root: str) -> Sequence[int]:
        """The subjects that have a root in their name or statement."""
        return self._naming.get(root, ())

    def weight(self, held: Mapping[int, Held], own: int | None) -> float:
        """What a root that these subjects have is worth, from 0 to 1, not counting the one that its page is about."""
        having = math.fsum(one.weighed() for place, one in held.items() if place != own)
        whole = len(self.every)
        return math.log1p(max(0.0, whole - having + 0.5) / (having + 0.5)) / math.log1p((whole + 0.5) / 0.5)

    def _held(self, root: str) -> Mapping[int, Held]:
        """The subjects that have a root, by their places; none where it is common."""
        said, kin = self._texts.get(root, ()), self._kin(root)
        in_names = list(islice(chain.from_iterable(map(self.naming, kin)), ALWAYS_COMMON + 1))
        if len(said) > self._most or len(in_names) > ALWAYS_COMMON:
            return {}
        named = dict.fromkeys(in_names, NAMED_KIN) | dict.fromkeys(self.naming(root), NAMED)
        in_texts = list(islice(chain.from_iterable(self._texts.get(one, ()) for one in kin), ALWAYS_COMMON + 1))
        texts = dict.fromkeys(in_texts if len(in_texts) <= ALWAYS_COMMON else (), SAID_KIN)
        texts |= {place: SAID_MORE if self.every[place].counts[root] > 1 else SAID for place in said}
        cited = self._citing.get(root, {})
        places = named.keys() | texts.keys() | cited.keys()
        return {
            place: Held(named.get(place, 0.0) + texts.get(place, 0.0), cited.get(place, 0)) for place in sorted(places)
        }

    def _kin(self, root: str) -> set[str]:
        """The known roots of which a root is a compound, or that are a compound of it."""
        inside = {root[:end] for end in range(SHORTEST_PART, len(root))}
        inside |= {root[start:] for start in range(1, len(root) - SHORTEST_PART + 1)}
        found = set(inside) | {one[::-1] for one in _beginning(self._back, root[::-1])}
        found.update(_beginning(self._forth, root))
        known = {one for one in found if compound(one, root)} | parts(root)
        return {one for one in known if one in self._naming or one in self._texts}


def _beginning(ordered: Sequence[str], start: str) -> Sequence[str]:
    """Those of sorted words that begin with a start."""
    if len(start) < SHORTEST_PART:
        return ()
    return ordered[bisect_left(ordered, start) : bisect_left(ordered, start + LAST)]


def subjects_of(state: DocumentState, names: Mapping[tuple[DocumentKey, str], Name]) -> Iterator[Subject]:
    """The subjects that the pages of a document describe, each once."""
    for capture in state.captures:
        record, own = capture.record, described(state.document, capture.record)
        texts = _texts(record)
        if own is not None:
            called = names.get((state.document, own.number))
            yield _subject(own, called.text if called else None, record.page.statement, texts.get(None, []))
        for order, stated in enumerate(record.stated):
            version = Version(state.document, stated.kind, stated.key)
            yield _subject(version, stated.label, stated.statement, texts.get(order, []))


def _subject(version: Version, name: str | None, statement: str | None, texts: Sequence[str]) -> Subject:
    called = frozenset(count_roots(name or ""))
    naming = called | count_roots(statement or "").keys()
    return Subject(version, name, statement, called, naming, Counter(count_roots("\n".join(texts))))


def _texts(record: Record) -> dict[int | None, list[str]]:
    """The descriptions, criteria and activities of a page, by the thing that they are about."""
    found: dict[int | None, list[str]] = {}
    for section in record.sections:
        if section.kind is SectionKind.DESCRIPTION:
            for about, stretch in record.stretches(Span(section.start, section.end)):
                found.setdefault(about, []).append(record.text[stretch.start : stretch.end])
    for item in (*record.criteria, *record.activities):
        found.setdefault(record.about(item.start), []).append(item.text)
    return found
