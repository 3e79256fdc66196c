"""Subjects: what the goals of a document are about, by the words of their pages, and which of them some words fit.

Scores by BM25 with weighed fields (Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond,
Foundations and Trends in Information Retrieval 3, 2009, sections 3.4 and 3.6). Knows no reference.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

import msgspec

from ingest.link.labels import Name
from ingest.link.lemmas import akin, compound, count_roots
from ingest.link.place import described
from ingest.link.resolve import Version
from ingest.link.state import DocumentState
from ingest.read.record import Record
from ingest.read.span import Span
from ontology.codes import SectionKind
from ontology.iri import DocumentKey

NAME_WEIGHT: Final = 4.0
STATEMENT_WEIGHT: Final = 3.0
TEXT_WEIGHT: Final = 1.0
COMPOUND_WEIGHT: Final = 2.0  # of a root in a name that the word is a compound of
SATURATION: Final = 1.2
LENGTH_WEIGHT: Final = 0.5
COMMON: Final = 0.25  # a word on more of the pages than this says nothing of one of them
NEVER_COMMON: Final = 2  # but of a few pages two may have it
RARE: Final = 0.06  # a word in the names of more goals than this does not point to one of them
NEVER_RARE: Final = 2  # but of a few goals two may have it


class Subject(msgspec.Struct, frozen=True):
    """What one goal, ambition or programme is about.

    `called` are the roots of its short name, `naming` those of its statement too, and `central` those of them that its
    texts come back to; `counts` is how often each root
    stands in its texts, with those of the name and the statement counted more, and `length` is their sum.
    """

    version: Version
    name: str | None
    statement: str | None
    called: frozenset[str]
    naming: frozenset[str]
    central: frozenset[str]
    counts: Mapping[str, float]
    length: float

    def names(self, roots: Iterable[str]) -> set[str]:
        """Those of the roots that have kin in its name or statement."""
        return {root for root in roots if root in self.naming or any(akin(root, named) for named in self.naming)}

    def telling(self, roots: AbstractSet[str]) -> str:
        """Its statement, or its name where that has more of the roots; empty where a page gives neither."""
        texts = [text for text in (self.statement, self.name) if text]
        return max(texts, key=lambda text: len(roots & count_roots(text).keys()), default="")


class Subjects(msgspec.Struct, frozen=True):
    """The subjects of one kind that numbers in a document can stand for, and how common each root is among them."""

    every: tuple[Subject, ...]
    on_pages: Mapping[str, int]
    in_names: Mapping[str, int]
    mean_length: float

    @classmethod
    def of(cls, every: Sequence[Subject]) -> "Subjects":
        """An index of subjects."""
        on_pages = Counter(root for subject in every for root in subject.counts)
        in_names = Counter(root for subject in every for root in subject.naming)
        length = sum(subject.length for subject in every) / max(1, len(every))
        return cls(tuple(every), on_pages, in_names, length)

    def find(self, version: Version) -> Subject | None:
        """The subject of a version."""
        return next((subject for subject in self.every if subject.version == version), None)

    def pointed(self, root: str) -> frozenset[str]:
        """The roots of names that a root stands for, itself or as a compound, where they point to very few subjects."""
        if self.on_pages.get(root, 0) > max(NEVER_COMMON, COMMON * len(self.every)):
            return frozenset()
        found = frozenset(named for named in self.in_names if named == root or compound(named, root))
        few = sum(self.in_names[named] for named in found) <= max(NEVER_RARE, RARE * len(self.every))
        return found if few else frozenset()

    def weight(self, root: str) -> float:
        """The inverse document frequency of a root, never negative (section 3.4.1)."""
        having = self.on_pages.get(root, 0)
        return math.log1p((len(self.every) - having + 0.5) / (having + 0.5))

    def score(self, subject: Subject, roots: Mapping[str, frozenset[str]]) -> float:
        """How well a subject fits roots, each with what it stands for in names; at most the sum of their weights."""
        relative = subject.length / self.mean_length if self.mean_length else 1.0
        norm = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * relative)
        scores = []
        for root, named in roots.items():
            kin = COMPOUND_WEIGHT if root not in subject.naming and not named.isdisjoint(subject.naming) else 0.0
            count = subject.counts.get(root, 0.0) + kin
            scores.append(self.weight(root) * count / (norm + count))
        return math.fsum(scores)


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
    fields = ((name or "", NAME_WEIGHT), (statement or "", STATEMENT_WEIGHT), ("\n".join(texts), TEXT_WEIGHT))
    counted = [(count_roots(text), weight) for text, weight in fields]
    counts: dict[str, float] = {}
    for found, weight in counted:
        for root, times in found.items():
            counts[root] = counts.get(root, 0.0) + weight * times
    called = frozenset(counted[0][0])
    naming = called | frozenset(counted[1][0])
    central = naming & counted[2][0].keys()
    return Subject(version, name, statement, called, naming, central, counts, sum(counts.values()))


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
