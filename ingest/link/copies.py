"""Copies: references with the sentence of an older document, whose number came to mean another goal since.

Follows a sentence back through the documents of a body, up to small changes, for as long as it has the same number.
Silent where the two goals are one, or may be, or where nothing tells them apart. Changes no resolution.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

import msgspec
from rapidfuzz import fuzz, process

from ingest.corrections import RULE
from ingest.link.ages import about, normal
from ingest.link.lemmas import words
from ingest.link.place import Place
from ingest.link.resolve import Resolved, Version
from ingest.link.succession import Succession
from ingest.read.record import Record, Reference
from ingest.read.span import Span
from ontology.codes import DocumentKind, Resolution, Role
from ontology.iri import DocumentKey
from ontology.terms import Iri

NUMBER: Final = "#"  # stands for the numbers in a sentence
ALIKE: Final = 85.0  # per cent of two sentences of one goal, and more
FEWEST: Final = 5  # words of a sentence that may be changed
ALIKE_ANYWHERE: Final = 90.0
FEWEST_ANYWHERE: Final = 8
CLEAR: Final = 2  # so many words of a sentence more must fit what its number means now; of a name beside it one
MOST: Final = 50  # so many sentences with one number, or of one goal, are compared, the newest

Pages = Sequence[tuple[Place, Sequence[Resolved]]]
Cited = tuple[str, str]
"""What a reference names: a kind and a number."""


class Staleness(msgspec.Struct, frozen=True):
    """That the number of a copied reference meant another goal in the document from which its sentence comes.

    `first` is the reference there, `document` that document, `then` what it led to, and `now` the versions of that goal
    in the document whose numbers the copy uses; `likeness` is that of the two sentences, from 0 to 1, as a decimal.
    """

    first: Iri
    document: DocumentKey
    then: Version
    now: tuple[Version, ...]
    likeness: str


class _Start(NamedTuple):
    """Where a reference was first seen: its document and identifier, what it led to, and its sentence."""

    document: DocumentKey
    reference: Iri
    target: Version
    words: str


class _Sentence(NamedTuple):
    """A sentence with references: its words without their numbers, what each of them cites, and where each began."""

    words: str
    about: int | None
    cited: tuple[Cited, ...]
    starts: tuple[_Start | None, ...]


class _Seen:
    """The sentences of earlier documents: by their words the newest of each kind, and some by goal and number.

    A report that put a number right does not hide the budget from which a later budget copies the old one.
    """

    def __init__(self) -> None:
        self._same: dict[tuple[int | None, str], dict[DocumentKind, list[_Sentence]]] = {}
        self._of_goal: dict[int, deque[_Sentence]] = {}
        self._citing: dict[Cited, deque[_Sentence]] = {}

    def add(self, kind: DocumentKind, sentences: Sequence[_Sentence]) -> None:
        """Note the sentences of one more document."""
        newest: dict[tuple[int | None, str], list[_Sentence]] = {}
        for one in sentences:
            if one.about is not None:
                newest.setdefault((one.about, one.words), []).append(one)
                self._of_goal.setdefault(one.about, deque(maxlen=MOST)).append(one)
            if _length(one.words) >= FEWEST_ANYWHERE:
                newest.setdefault((None, one.words), []).append(one)
                for cited in one.cited:
                    self._citing.setdefault(cited, deque(maxlen=MOST)).append(one)
        for key, found in newest.items():
            of_kinds = self._same.setdefault(key, {})
            of_kinds.pop(kind, None)
            of_kinds[kind] = found

    def before(self, sentence: _Sentence) -> _Sentence | None:
        """The sentence of which another one is a copy: of the same goal, else of any; word for word, else nearly."""
        of_goal = () if sentence.about is None else self._of_goal.get(sentence.about, ())
        length = _length(sentence.words)
        if found := self._same.get((sentence.about, sentence.words)):
            return _best([*chain.from_iterable(found.values())], sentence)
        if length >= FEWEST and (near := _alike(sentence, of_goal, ALIKE)):
            return near
        if length < FEWEST_ANYWHERE:
            return None
        if found := self._same.get((None, sentence.words)):
            return _best([*chain.from_iterable(found.values())], sentence)
        citing = [one for cited in dict.fromkeys(sentence.cited) for one in self._citing.get(cited, ())]
        return _alike(sentence, citing, ALIKE_ANYWHERE)


class Copies:
    """The stale references of a body, found document by document in the order of the cycle."""

    def __init__(self, succession: Succession) -> None:
        self._succession = succession
        self._seen = _Seen()

    def add(self, document: DocumentKey, pages: Pages) -> Mapping[tuple[Iri, int], Staleness]:
        """The stale references of the next document, by their page and their order on it."""
        sentences: list[_Sentence] = []
        stale = {}
        for place, outcomes in pages:
            for span, orders in _by_sentence(place.record.references).items():
                sentence = self._sentence(document, place, outcomes, span, orders)
                sentences.append(sentence)
                for order, start in zip(orders, sentence.starts, strict=True):
                    target = _led_to(place.record, place.record.references[order], outcomes[order])
                    if start is None or target is None or start.document == document:
                        continue
                    found = self._staleness(place, order, target, start, sentence)
                    if found is not None:
                        stale[place.page, order] = found
        self._seen.add(document.kind, sentences)
        return stale

    def _sentence(
        self, document: DocumentKey, place: Place, outcomes: Sequence[Resolved], span: Span, orders: Sequence[int]
    ) -> _Sentence:
        references = [place.record.references[order] for order in orders]
        own = about(place, references[0].start)
        found = _Sentence(
            words=_masked(place.record.text, span, references),
            about=None if own is None else self._succession.thread(own),
            cited=tuple((str(one.kind), one.number) for one in references),
            starts=(),
        )
        before = self._seen.before(found)
        starts = [
            _start(before, found, which) or _beginning(document, place, reference, outcomes[order], found.words)
            for which, (order, reference) in enumerate(zip(orders, references, strict=True))
        ]
        return found._replace(starts=tuple(starts))

    def _staleness(
        self, place: Place, order: int, target: Version, start: _Start, sentence: _Sentence
    ) -> Staleness | None:
        """What a copied number meant when it was first written, where that is another goal for certain."""
        if not self._succession.are_others(start.target, target):
            return None
        if self._fits_now(place, place.record.references[order], target, start.target):
            return None
        likeness = fuzz.ratio(start.words, sentence.words) / 100
        now = self._succession.versions_in(start.target, target.document)
        told = f"{likeness:.2f}".rstrip("0").rstrip(".")
        return Staleness(start.reference, start.document, start.target, now, told)

    def _fits_now(self, place: Place, reference: Reference, target: Version, then: Version) -> bool:
        """Whether the words around a number fit what it means now better than what it meant then."""
        span = reference.label_span or reference.sentence
        heard = {word.root for word in words(place.record.text, span.start, span.end)}
        now, before = (self._succession.called(version, heard) for version in (target, then))
        ahead = len(now - before) - len(before - now)
        return ahead >= (CLEAR if reference.label_span is None else 1)


def _led_to(record: Record, reference: Reference, outcome: Resolved) -> Version | None:
    """What a number leads to by itself: not because its sentence names a document, nor because the operator says so."""
    is_found = reference.role is Role.CROSS_REFERENCE and outcome.resolution is Resolution.RESOLVED
    heading = None if reference.section is None else record.sections[reference.section].document
    return outcome.target if is_found and reference.document in {None, heading} and reference.rule != RULE else None


def _beginning(
    document: DocumentKey, place: Place, reference: Reference, outcome: Resolved, sentence: str
) -> _Start | None:
    """The start of a reference that stood in no earlier document."""
    target = _led_to(place.record, reference, outcome)
    return None if target is None else _Start(document, place.reference(reference), target, sentence)


def _start(before: _Sentence | None, sentence: _Sentence, which: int) -> _Start | None:
    """Where a reference of a copied sentence began; None where its number is another one than before."""
    if before is None:
        return None
    cited = sentence.cited[which]
    if len(before.cited) == len(sentence.cited):
        return before.starts[which] if before.cited[which] == cited else None
    places = [place for place, one in enumerate(before.cited) if one == cited]
    return before.starts[places[0]] if len(places) == 1 else None


def _by_sentence(references: Sequence[Reference]) -> Mapping[Span, Sequence[int]]:
    found: dict[Span, list[int]] = {}
    for order, reference in enumerate(references):
        found.setdefault(reference.sentence, []).append(order)
    return found


def _masked(text: str, span: Span, references: Iterable[Reference]) -> str:
    """The words of a sentence without the numbers of its references."""
    parts, last = [], span.start
    for one in sorted(references, key=lambda one: one.start):
        at = text.find(one.number, max(last, one.start), one.end)
        if at >= 0:
            parts += [text[last:at], NUMBER]
            last = at + len(one.number)
    return normal("".join([*parts, text[last : span.end]]))


def _best(found: Sequence[_Sentence], sentence: _Sentence) -> _Sentence:
    """Of sentences with the same words the one with the same numbers, else the newest."""
    return next((one for one in found if one.cited == sentence.cited), found[-1])


def _alike(sentence: _Sentence, others: Iterable[_Sentence], least: float) -> _Sentence | None:
    """The sentence that is most alike; of several the newest."""
    newest = list(reversed(list(others)))
    found = process.extractOne(sentence.words, [one.words for one in newest], scorer=fuzz.ratio, score_cutoff=least)
    if found is None:
        return None
    same = [one for one in newest if one.words == newest[found[2]].words]
    return _best([*reversed(same)], sentence)


def _length(text: str) -> int:
    return text.count(" ") + 1
