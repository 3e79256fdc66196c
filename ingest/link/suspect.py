"""Suspect references: numbers that lead to a goal while the words around them fit another goal of it better.

Weighs the name beside the number, else the words of its sentence, against the goals of the target's document. Changes
no resolution, and is silent where the words could be about either goal.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from types import MappingProxyType
from typing import Final

import msgspec

from ingest.link.citing import Cited, cited
from ingest.link.labels import Name
from ingest.link.lemmas import Word, words
from ingest.link.place import Place
from ingest.link.resolve import Index, Resolved, Version, fallbacks
from ingest.link.state import DocumentState
from ingest.link.subjects import NAMED_KIN, NOTHING, Held, Subject, Subjects, subjects_of
from ingest.read.span import Span
from ontology.codes import CitedKind, DocumentKind, Relation, SuspicionMethod
from ontology.iri import DocumentKey
from ontology.terms import Iri

# Sums are exact (`fsum`), so that the order of words in a set decides nothing.
FEWEST: Final = 4  # of fewer subjects no word is known to be rare
DOCUMENTS_KEPT: Final = 8  # references lead to their own document, its budget, and seldom elsewhere
LABEL_SHARE: Final = 0.65  # of the weight of a label, the part that the other name must have
CLEAR: Final = 1.2  # how many times the share of any third goal
FEW: Final = 0.06  # a word in the names of more goals than this is no name of one of them
NEVER_FEW: Final = 2  # but of a few goals two may have it
OFTEN: Final = 3  # words that a page has so often elsewhere are its own subject
# The lead of the other goal: its fit, less that of the target and of a third goal by these, more than the least.
AGAINST_TARGET: Final = 2.0
AGAINST_THIRD: Final = 0.4
FOR_EARLIER: Final = 0.5  # of the fit of the goal that had the number before, where that is another one
LEAST: Final = 0.3
FEW_GOALS: Final = 16  # and more where there are more goals: a stray word is sooner in the name of one of them
TELLING: Final = 0.5  # a goal has a word so strongly only by its name or statement
# What contributes to a goal, or bears or takes over its cost, need not be like it: so much more must speak against it.
MORE: Final[Mapping[Relation, float]] = MappingProxyType(
    dict.fromkeys((Relation.CONTRIBUTES_TO, Relation.ALIGNED_WITH, Relation.PART_OF, Relation.LEADS_TO), 0.6)
    | dict.fromkeys((Relation.BOOKED_ON, Relation.FINANCED_FROM), 0.2)
    | dict.fromkeys((Relation.MERGED_INTO, Relation.REPLACED_BY, Relation.CONTINUED_IN), 0.2)
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

    `target` and `own` (what its text is about) are places among the subjects, `about` is that subject also where it is
    none of them; `before` is the subject that had the number in an earlier document, with the subjects of that;
    `counted` is whether the reference is one of those that the subjects know their words by; `body` are the roots of
    the body's name.
    """

    cited: Cited
    subjects: Subjects
    target: int
    own: int | None
    about: Subject | None
    before: tuple[Subjects, int] | None
    counted: bool
    body: frozenset[str]

    def heard(self, span: Span) -> tuple[Word, ...]:
        """The words of a stretch of the page, but for the name of the body."""
        return self.cited.heard(span, self.body)

    def could_be(self, place: int) -> bool:
        """Whether the words could be about a subject: the reference does not lead there, nor do those beside it."""
        one = self.subjects.every[place]
        return place not in {self.target, self.own} and one.version not in self.cited.named and not self._is_own(one)

    def _is_own(self, one: Subject) -> bool:
        """Whether a subject is what the page is about, in another document: by number within a year, else by name."""
        own = self.about
        if own is None or one.version.kind is not own.version.kind:
            return False
        by_number = one.version.number == own.version.number and one.version.document.year == own.version.document.year
        return by_number or (one.name is not None and one.name == own.name)


class Fits(msgspec.Struct, frozen=True):
    """How well words fit each subject that has any of them, by its place; `whole` is the weight of all the words.

    `strengths` are how strongly subjects have each word.
    """

    scores: Mapping[int, float]
    strengths: Mapping[str, Mapping[int, Held]]
    weights: Mapping[str, float]
    whole: float


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
        self.citing = lru_cache(maxsize=DOCUMENTS_KEPT)(self._citing)
        self.subjects = lru_cache(maxsize=DOCUMENTS_KEPT)(self._subjects)

    @cached_property
    def _body(self) -> frozenset[str]:
        """The roots of the name of the body, which says nothing of a goal."""
        return frozenset(word.root for word in words(self._body_name))

    def weighed(self, document: DocumentKey) -> Sequence[tuple[DocumentState, Sequence[tuple[Resolved, ...]]]]:
        """The other documents whose words decide what is suspect in one, with where their references lead."""
        named = {
            outcome.target.document for _, found in self._resolved[document] for outcome in found if outcome.target
        }
        spoken = {one for key in (document, *named) for one in self._spoken(key)}
        before = {one for key in spoken for early in self._before(key) for one in self._spoken(early)}
        others = sorted((spoken | before) - {document}, key=lambda other: other.path)
        return [
            (self._states[other], [outcomes for _, outcomes in self._resolved[other]])
            for other in others
            if other in self._states
        ]

    def _of(self, document: DocumentKey) -> Mapping[tuple[Iri, int], Suspicion]:
        """The suspect references of a document, by their page and their order on it."""
        return {
            (place.page, one.order): suspicion
            for place, outcomes in self._resolved[document]
            for one in cited(place, outcomes)
            if (weighing := self._weighing(document, one)) is not None
            if (suspicion := suspicion_of(weighing)) is not None
        }

    def _weighing(self, document: DocumentKey, one: Cited) -> Weighing | None:
        """A reference with the subjects that it could mean; None where there are too few to tell."""
        if one.about is None or one.about == one.target:
            return None
        speaking = document if one.reference.document is None else one.target.document
        subjects = self.subjects(speaking, one.target.kind)
        target = subjects.find(one.target)
        if target is None or len(subjects.every) < FEWEST:
            return None
        about = self.described(document).get(one.about)
        return Weighing(
            cited=one,
            subjects=subjects,
            target=target,
            own=subjects.find(one.about),
            about=about,
            before=self._number_before(one.target, subjects.every[target]),
            counted=document in self._spoken(speaking),
            body=self._body,
        )

    def _number_before(self, version: Version, target: Subject) -> tuple[Subjects, int] | None:
        """What had the number of a target in the budget before, where that is another thing by its words."""
        for document in self._before(version.document):
            subjects = self.subjects(document, version.kind)
            place = subjects.find(Version(document, version.kind, version.number))
            if place is not None and not target.names(subjects.every[place].naming):
                return subjects, place
        return None

    def _before(self, document: DocumentKey) -> list[DocumentKey]:
        """The last budget of an earlier year; none where none is loaded."""
        earlier = [key for key in self._states if key.kind is DocumentKind.BEGROTING and key.year < document.year]
        return [max(earlier, key=lambda key: key.year)] if earlier else []

    def _spoken(self, document: DocumentKey) -> list[DocumentKey]:
        """The documents whose numbers a document speaks, its own last."""
        return [*fallbacks(document, self._index), document]

    def _described(self, document: DocumentKey) -> Mapping[Version, Subject]:
        """What the pages of one document describe."""
        state = self._states.get(document)
        return {} if state is None else {one.version: one for one in subjects_of(state, self._names)}

    def _citing(self, document: DocumentKey) -> Mapping[Version, Mapping[str, int]]:
        """The words of the references of a document by what they lead to, and in how many references each stands."""
        found: dict[Version, Counter[str]] = {}
        for place, outcomes in self._resolved.get(document, ()):
            for one in cited(place, outcomes):
                heard = one.heard(one.clause, self._body)
                found.setdefault(one.target, Counter()).update({word.root for word in heard})
        return found

    def _subjects(self, document: DocumentKey, kind: CitedKind) -> Subjects:
        """What numbers of a kind can stand for in a document."""
        spoken = self._spoken(document)
        found = {
            one.version.number: one
            for key in spoken
            for one in self.described(key).values()
            if one.version.kind is kind
        }
        citing: dict[Version, Counter[str]] = {}
        for key in spoken:
            for version, counted in self.citing(key).items():
                citing.setdefault(version, Counter()).update(counted)
        return Subjects([one for _, one in sorted(found.items())], citing)


def suspicion_of(weighing: Weighing) -> Suspicion | None:
    """What speaks against the target of a reference: the name beside the number, else the words of its sentence."""
    label = weighing.cited.reference.label_span
    roots = {word.root for word in weighing.heard(label)} if label is not None else set()
    return _by_label(weighing, label, roots) if label is not None and roots else _by_words(weighing)


def _by_label(weighing: Weighing, label: Span, roots: set[str]) -> Suspicion | None:
    """The goal whose name stands beside the number."""
    subjects = weighing.subjects
    if subjects.every[weighing.target].names(roots):
        return None
    fits = _fits(weighing, roots)
    shares: dict[int, list[float]] = {}
    for root in sorted(roots):
        for place in subjects.naming(root):
            shares.setdefault(place, []).append(fits.weights[root])
    ranking = _ranking((math.fsum(found) / (fits.whole or 1.0), place) for place, found in shares.items())
    if not ranking or ranking[0][0] < LABEL_SHARE or (len(ranking) > 1 and ranking[0][0] < CLEAR * ranking[1][0]):
        return None
    best = ranking[0][1]
    lead = fits.scores.get(best, 0.0) - AGAINST_TARGET * fits.scores.get(weighing.target, 0.0)
    if lead < LEAST or not _is_name(subjects, best, roots):
        return None
    return _told(weighing, SuspicionMethod.LABEL, fits, best, label)


def _is_name(subjects: Subjects, place: int, roots: Collection[str]) -> bool:
    """Whether words are a name of a subject and of hardly any other: one of its short name, or two of its statement."""
    one = subjects.every[place]
    shared = one.naming & set(roots)
    few = max(NEVER_FEW, FEW * len(subjects.every))
    rare = any(len(subjects.naming(root)) <= few for root in shared)
    return rare and (len(shared) > 1 or not one.called.isdisjoint(shared))


def _by_words(weighing: Weighing) -> Suspicion | None:
    """The goal that the words of the sentence fit."""
    span = weighing.cited.clause
    heard = [word.root for word in weighing.heard(span)]
    fits = _fits(weighing, set(heard) - _own_roots(weighing, heard))
    scored = _ranking((score, place) for place, score in fits.scores.items())
    ranking = list(islice((found for found in scored if weighing.could_be(found[1])), 2))
    if not ranking:
        return None
    best, third = ranking[0], ranking[1][0] if len(ranking) > 1 else 0.0
    on_target = fits.scores.get(weighing.target, 0.0)
    lead = best[0] - AGAINST_TARGET * on_target - AGAINST_THIRD * third
    lead += FOR_EARLIER * min(best[0], max(0.0, _fit_before(weighing, fits) - on_target))
    more = MORE.get(weighing.cited.reference.relation, 0.0)
    if lead < more + _least(weighing.subjects) or not _is_told(fits, best[1]):
        return None
    return _told(weighing, SuspicionMethod.WORDS, fits, best[1], span)


def _fits(weighing: Weighing, roots: Iterable[str]) -> Fits:
    """How well each subject fits roots, without what is known of the target by this very reference."""
    strengths = {root: weighing.subjects.held(root) for root in sorted(roots)}
    weights = {root: weighing.subjects.weight(held, weighing.own) for root, held in strengths.items()}
    found: dict[int, list[float]] = {}
    for root, held in strengths.items():
        for place, one in held.items():
            if place != weighing.target:
                found.setdefault(place, []).append(weights[root] * one.weighed())
    found[weighing.target] = [weights[root] * strength for root, strength in _on_target(weighing, strengths)]
    scores = {place: math.fsum(parts) for place, parts in found.items()}
    return Fits(scores, strengths, weights, math.fsum(weights.values()))


def _on_target(weighing: Weighing, strengths: Mapping[str, Mapping[int, Held]]) -> Iterator[tuple[str, float]]:
    """How strongly the target has each word: also where kin of its name looks alike, but not by this reference."""
    near = weighing.subjects.every[weighing.target].names(strengths)
    for root, held in strengths.items():
        one = held.get(weighing.target, NOTHING)
        yield root, max(one.weighed(1 if weighing.counted else 0), NAMED_KIN if root in near else 0.0)


def _fit_before(weighing: Weighing, fits: Fits) -> float:
    """How well the words fit the goal that had the number before."""
    if weighing.before is None:
        return 0.0
    subjects, place = weighing.before
    return math.fsum(weight * subjects.held(root).get(place, NOTHING).strength for root, weight in fits.weights.items())


def _least(subjects: Subjects) -> float:
    """The least lead in a document of so many goals; in the unit of the weight of words."""
    goals = max(FEW_GOALS, len(subjects.every))
    return LEAST + math.log(goals / FEW_GOALS) / math.log1p((goals + 0.5) / 0.5)


def _is_told(fits: Fits, place: int) -> bool:
    """Whether a word speaks of a subject by its name or statement, or else two words do."""
    found = [held[place].weighed() for held in fits.strengths.values() if place in held]
    return len(found) > 1 or any(strength >= TELLING for strength in found)


def _ranking(scores: Iterable[tuple[float, int]]) -> list[tuple[float, int]]:
    """Scores and places, highest first; the first place among equals."""
    return sorted(scores, key=lambda found: (-found[0], found[1]))


def _own_roots(weighing: Weighing, heard: Sequence[str]) -> set[str]:
    """Those of the words that are the page's own subject: in its names, or often elsewhere in its text."""
    own = weighing.about
    if own is None:
        return set()
    return own.names(heard) | {root for root in heard if own.counts.get(root, 0) - heard.count(root) >= OFTEN}


def _told(weighing: Weighing, method: SuspicionMethod, fits: Fits, best: int, span: Span) -> Suspicion:
    better, target = weighing.subjects.every[best], weighing.subjects.every[weighing.target]
    found = [word for word in weighing.heard(span) if best in fits.strengths.get(word.root, {})]
    ahead = fits.scores[best] - fits.scores.get(weighing.target, 0.0)
    text = weighing.cited.record.text
    return Suspicion(
        better=better.version,
        method=method,
        score=f"{min(1.0, ahead / fits.whole):.2f}".rstrip("0").rstrip("."),
        weighed=_trimmed(text, span),
        shared=tuple(dict.fromkeys(text[word.start : word.end] for word in found)),
        fitting=better.telling({word.root for word in found}),
        target=target.telling(set()),
    )


def _trimmed(text: str, span: Span) -> Span:
    words_there = text[span.start : span.end]
    start = span.start + len(words_there) - len(words_there.lstrip(" \n\t(),;:.•"))
    return Span(start, span.start + len(words_there.rstrip()))
