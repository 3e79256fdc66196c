"""Suspect references: numbers that lead to a goal while the words around them fit another goal of it better.

Weighs the name beside the number, else the words of its sentence, against the goals of the target's document. Changes
no resolution, and is silent where the words could be about either goal.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

import msgspec

from ingest.corrections import RULE
from ingest.link.labels import Name
from ingest.link.lemmas import Word, words
from ingest.link.place import Place, described
from ingest.link.resolve import Index, Resolved, Version, fallbacks
from ingest.link.state import DocumentState
from ingest.link.subjects import Subject, Subjects, subjects_of
from ingest.read.record import Record, Reference
from ingest.read.span import Span
from ontology.codes import CitedKind, Relation, Resolution, Role, SuspicionMethod
from ontology.iri import DocumentKey
from ontology.terms import Iri

# Sums are exact (`fsum`), so that the order of words in a set decides nothing.
FEWEST: Final = 4  # of fewer subjects no word is known to be rare
DOCUMENTS_KEPT: Final = 8  # references lead to their own document, its budget, and seldom elsewhere
LABEL_SHARE: Final = 0.65  # of the weight of a label, the part that the other name must have
WHOLE: Final = 0.99  # a label that has all of another name needs no more
WORDS_SHARE: Final = 0.15  # the same of the words of a sentence, which speaks of more than one thing
ALONE_SHARE: Final = 0.3  # and where a single word speaks of the other goal
AHEAD: Final = 3.0  # how many times the score of the target that of the other goal is
CLEAR: Final = 1.2  # how many times the score of any third goal
OFTEN: Final = 3  # words that a page has so often elsewhere are its own subject
MOST_BESIDE: Final = 20  # a sentence with more numbers is a list, and its words belong to none of them
REACH: Final = 400  # so many characters before and behind a number may be about it
LIST_GAP: Final = 12  # « en doel » between two numbers of one list

# What bears the money, or took something over, need not be what the sentence speaks of.
BEARERS: Final = frozenset(
    {
        Relation.BOOKED_ON,
        Relation.FINANCED_FROM,
        Relation.MERGED_INTO,
        Relation.REPLACED_BY,
        Relation.CONTINUED_IN,
    }
)

Resolutions = Mapping[DocumentKey, Sequence[tuple[Place, tuple[Resolved, ...]]]]
Names = Mapping[tuple[DocumentKey, str], Name]


class Suspicion(msgspec.Struct, frozen=True):
    """That another goal fits the words of a reference better than its target does.

    `score` is the part of the weight of the words, from 0 to 1, by which it is ahead, as a decimal; `weighed` is where
    the words stand, `shared` are those of them that the other goal has, as printed; `fitting` and `target` are what the
    two goals say they are about.
    """

    better: Version
    method: SuspicionMethod
    score: str
    weighed: Span
    shared: tuple[str, ...]
    fitting: str
    target: str


class Weighing(msgspec.Struct, frozen=True):
    """A reference with the subjects that its number could stand for.

    `own` is what its text is about, `beside` are the references of its sentence and `named` what they lead to, `body`
    are the roots of the body's name.
    """

    record: Record
    reference: Reference
    subjects: Subjects
    target: Subject
    own: Subject | None
    beside: tuple[Reference, ...]
    named: frozenset[Version]
    body: frozenset[str]

    def heard(self, span: Span) -> tuple[Word, ...]:
        """The words of a stretch of the page, but for the name of the body."""
        return tuple(word for word in words(self.record.text, span.start, span.end) if word.root not in self.body)

    @property
    def others(self) -> tuple[Subject, ...]:
        """The subjects that the reference does not lead to."""
        return tuple(one for one in self.subjects.every if one is not self.target)


class Suspects:
    """The suspect references of a body, document by document; what was found last is kept, and a few documents' words.

    Looks at a document only when asked, so that documents that are not made again cost nothing.
    """

    def __init__(
        self, states: Iterable[DocumentState], resolved: Resolutions, names: Names, index: Index, body_name: str
    ) -> None:
        self._states = {state.document: state for state in states}
        self._resolved, self._names, self._index = resolved, names, index
        self._body_name = body_name
        self.of = lru_cache(maxsize=DOCUMENTS_KEPT)(self._of)
        self.described = lru_cache(maxsize=DOCUMENTS_KEPT)(self._described)
        self.subjects = lru_cache(maxsize=DOCUMENTS_KEPT)(self._subjects)

    def weighed(self, document: DocumentKey) -> Sequence[DocumentState]:
        """The other documents whose words decide what is suspect in one."""
        named = {
            outcome.target.document for _, found in self._resolved[document] for outcome in found if outcome.target
        }
        others = sorted((named | set(fallbacks(document, self._index))) - {document}, key=lambda other: other.path)
        return [self._states[other] for other in others if other in self._states]

    def _of(self, document: DocumentKey) -> Mapping[tuple[Iri, int], Suspicion]:
        """The suspect references of a document, by their page and their order on it."""
        body = frozenset(word.root for word in words(self._body_name))
        return {
            (place.page, order): suspicion
            for place, outcomes in self._resolved[document]
            for order, weighing in self.weighings(place, outcomes, body)
            if (suspicion := suspicion_of(weighing)) is not None
        }

    def weighings(
        self, place: Place, outcomes: Sequence[Resolved], body: frozenset[str]
    ) -> Iterator[tuple[int, Weighing]]:
        """The references of a page that lead to a loaded page, where there are enough other ones, by their order."""
        sentences: dict[Span, list[tuple[Reference, Version | None]]] = {}
        for reference, outcome in zip(place.record.references, outcomes, strict=True):
            sentences.setdefault(reference.sentence, []).append((reference, outcome.target))
        for order, (reference, outcome) in enumerate(zip(place.record.references, outcomes, strict=True)):
            beside = sentences[reference.sentence]
            if not _is_weighed(reference, outcome) or len(beside) > MOST_BESIDE:
                continue
            weighing = self._weighing(place, reference, outcome.target, beside, body)
            if weighing is not None:
                yield order, weighing

    def _weighing(
        self,
        place: Place,
        reference: Reference,
        target: Version | None,
        beside: Sequence[tuple[Reference, Version | None]],
        body: frozenset[str],
    ) -> Weighing | None:
        """A reference with the subjects that it could mean; None where there are too few to tell."""
        about = _about(place, reference)
        if target is None or about is None or target == about:
            return None
        subjects = self.subjects(place.document if reference.document is None else target.document, target.kind)
        meant = subjects.find(target)
        if meant is None or len(subjects.every) < FEWEST:
            return None
        return Weighing(
            record=place.record,
            reference=reference,
            subjects=subjects,
            target=meant,
            own=next((one for one in self.described(place.document) if one.version == about), None),
            beside=tuple(near for near, _ in beside),
            named=frozenset(version for _, version in beside if version is not None),
            body=body,
        )

    def _described(self, document: DocumentKey) -> tuple[Subject, ...]:
        """What the pages of one document describe."""
        return tuple(subjects_of(self._states[document], self._names))

    def _subjects(self, document: DocumentKey, kind: CitedKind) -> Subjects:
        """What numbers of a kind can stand for in a document."""
        spoken = (*fallbacks(document, self._index), document)
        found = {one.version.number: one for key in spoken for one in self.described(key) if one.version.kind is kind}
        return Subjects.of([one for _, one in sorted(found.items())])


def _is_weighed(reference: Reference, outcome: Resolved) -> bool:
    """Whether a reference leads to something, and not because the operator says so."""
    is_found = reference.role is Role.CROSS_REFERENCE and outcome.resolution is Resolution.RESOLVED
    return is_found and reference.rule != RULE


def _about(place: Place, reference: Reference) -> Version | None:
    """The version in whose text a reference stands; None on a page that only lists others."""
    about = place.record.about(reference.start)
    return described(place.document, place.record) if about is None else place.stated(about)


def suspicion_of(weighing: Weighing) -> Suspicion | None:
    """What speaks against the target of a reference: the name beside the number, else the words of its sentence."""
    label = weighing.reference.label_span
    roots = {word.root for word in weighing.heard(label)} if label is not None else set()
    if label is not None and roots:
        return None if weighing.target.names(roots) else _by_label(weighing, label, roots)
    return None if weighing.reference.relation in BEARERS else _by_words(weighing)


def _by_label(weighing: Weighing, label: Span, roots: set[str]) -> Suspicion | None:
    """The goal whose name stands beside the number."""
    subjects, target = weighing.subjects, weighing.target
    weights = {root: subjects.weight(root) for root in roots}
    best = _clear_best([(_share(weights, roots & one.naming), one) for one in weighing.others])
    if best is None or best[0] < LABEL_SHARE:
        return None
    pointed = {root: subjects.pointed(root) for root in roots & best[1].naming}
    ahead = best[0] >= WHOLE or subjects.score(best[1], pointed) >= AHEAD * subjects.score(target, pointed)
    known = not best[1].called.isdisjoint(pointed) or _said(best[1], pointed) > 0
    return _told(weighing, SuspicionMethod.LABEL, best, label) if ahead and known and any(pointed.values()) else None


def _by_words(weighing: Weighing) -> Suspicion | None:
    """The goal that the words of the sentence fit."""
    subjects, target, clause = weighing.subjects, weighing.target, _clause(weighing)
    heard = weighing.heard(clause)
    roots = {word.root for word in heard} - _own_roots(weighing, heard)
    if not roots or target.names(roots):
        return None
    pointed = {root: subjects.pointed(root) for root in sorted(roots)}
    best = _clear_best(
        [
            (subjects.score(one, pointed), one)
            for one in weighing.others
            if one.version not in weighing.named and not _same(one, weighing.own)
        ]
    )
    if best is None:
        return None
    said = _said(best[1], pointed)
    score = subjects.score(target, pointed)
    share = (best[0] - score) / math.fsum(map(subjects.weight, roots))
    if said == 0 or best[0] < AHEAD * score or share < (ALONE_SHARE if said == 1 else WORDS_SHARE):
        return None
    return _told(weighing, SuspicionMethod.WORDS, (share, best[1]), clause)


def _said(one: Subject, pointed: Mapping[str, frozenset[str]]) -> int:
    """How many of the words speak of a subject: none where its names have none of them, and a single one says little.

    It counts where it is the whole name, or the page comes back to it.
    """
    in_names = {root for root, named in pointed.items() if not named.isdisjoint(one.naming)}
    said = len(in_names | (pointed.keys() & one.counts.keys())) if in_names else 0
    whole = bool(one.called) and one.called <= pointed.keys()
    return said if said != 1 or whole or not one.central.isdisjoint(in_names) else 0


def _share(weights: Mapping[str, float], found: Iterable[str]) -> float:
    return math.fsum(weights[root] for root in found) / math.fsum(weights.values())


def _clear_best(scores: list[tuple[float, Subject]]) -> tuple[float, Subject] | None:
    """The subject with the highest score, where it is clear of the next; the first by number among equals."""
    ranking = sorted(scores, key=lambda found: -found[0])
    if not ranking or (len(ranking) > 1 and ranking[0][0] < CLEAR * ranking[1][0]):
        return None
    return ranking[0]


def _same(one: Subject, own: Subject | None) -> bool:
    """Whether two subjects are one goal in two documents: by number within a year, else by name."""
    if own is None or one.version.kind is not own.version.kind:
        return False
    by_number = one.version.number == own.version.number and one.version.document.year == own.version.document.year
    return by_number or (one.name is not None and one.name == own.name)


def _own_roots(weighing: Weighing, heard: Iterable[Word]) -> set[str]:
    """Those of the words that are the page's own subject: in its names, or often elsewhere in its text."""
    own, roots = weighing.own, [word.root for word in heard]
    if own is None:
        return set()
    return own.names(roots) | {root for root in roots if own.counts.get(root, 0.0) - roots.count(root) >= OFTEN}


def _clause(weighing: Weighing) -> Span:
    """The words that a reference belongs to: its sentence, as far as no other reference stands between."""
    text, reference = weighing.record.text, weighing.reference
    first, last = _list_around(weighing.beside, reference)
    begin = max([reference.sentence.start, *(one.end for one in weighing.beside if one.end <= first)])
    stop = min([reference.sentence.end, *(one.start for one in weighing.beside if one.start >= last)])
    if first - begin > REACH:
        begin = 1 + text.find(" ", first - REACH, first)  # behind the space before a whole word; 0 where there is none
        begin = begin or first
    alone = stop == reference.sentence.end or not any(True for _ in words(text, begin, first))
    if stop - last > REACH:
        stop = max(last, text.rfind(" ", last, last + REACH))
    return Span(begin, stop if alone else last)


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


def _told(weighing: Weighing, method: SuspicionMethod, best: tuple[float, Subject], span: Span) -> Suspicion:
    share, better = best
    found = [
        word
        for word in weighing.heard(span)
        if word.root in better.naming or not weighing.subjects.pointed(word.root).isdisjoint(better.naming)
    ]
    roots = {root for word in found for root in (word.root, *weighing.subjects.pointed(word.root))}
    return Suspicion(
        better=better.version,
        method=method,
        score=f"{share:.2f}".rstrip("0").rstrip("."),
        weighed=_trimmed(weighing.record.text, span),
        shared=tuple(dict.fromkeys(weighing.record.text[word.start : word.end] for word in found)),
        fitting=better.telling(roots),
        target=weighing.target.telling(set()),
    )


def _trimmed(text: str, span: Span) -> Span:
    words_there = text[span.start : span.end]
    start = span.start + len(words_there) - len(words_there.lstrip(" \n\t(),;:.•"))
    return Span(start, span.start + len(words_there.rstrip()))
