"""Profiles: what a version is known by when it is held against those of other documents. Compares nothing.

A profile has no sentence of a page, only the roots of its words and digests of its items.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Final, Protocol

import msgspec

from ingest.link.labels import Name
from ingest.link.lemmas import count_roots, root
from ingest.link.place import described, named_document
from ingest.link.resolve import Version
from ingest.link.state import DocumentState
from ingest.read.record import Item, Record
from ingest.read.span import Span
from ontology.codes import CitedKind, SectionKind
from ontology.iri import DocumentKey

ENDURING: Final = frozenset({CitedKind.GOAL, CitedKind.AMBITION, CitedKind.PROGRAMME})
"""The kinds that endure; proposals, projects and activities are of one document."""
CRITERIA: Final = "criteria"
ACTIVITIES: Final = "activities"
DESCRIPTION: Final = "description"
_SPACES: Final = re.compile(r"\s+")


Names = Mapping[tuple[DocumentKey, str], Name]
"""Short names by document and number."""
Rooted = Callable[[str], str | None]
"""What brings a word back to its root; None for one that says nothing."""


class Part(msgspec.Struct, frozen=True):
    """A part of what a version says: how often each root stands in it, and the digests of its items or paragraphs.

    `pieces` are the roots of each item or paragraph, `digest` is that of its whole text.
    """

    roots: dict[str, int]
    items: frozenset[str]
    pieces: tuple[frozenset[str], ...]
    digest: str


class Profile(msgspec.Struct, frozen=True):
    """What a version is compared by.

    `name` and `statement` are folded, `naming` counts their roots, `parts` are by name, `holders` the identifiers of
    who holds its portfolio, `place` the number of what it stands in. `copied_from` are the documents from which it says
    that its text comes.
    """

    version: Version
    name: str | None
    statement: str | None
    naming: dict[str, int]
    parts: dict[str, Part]
    holders: frozenset[str]
    place: str
    copied_from: frozenset[DocumentKey]

    @property
    def digest(self) -> str:
        """The digest of all that it says."""
        parts = [(name, part.digest) for name, part in sorted(self.parts.items())]
        sets = sorted(self.holders), sorted(self.copied_from)
        told = (self.version, self.name, self.statement, sorted(self.naming.items()), self.place, sets, parts)
        return blake2b(msgspec.json.encode(told), digest_size=16).hexdigest()

    @property
    def pieces(self) -> tuple[frozenset[str], ...]:
        """The roots of each of its paragraphs and items, of those that have any."""
        return tuple(piece for part in self.parts.values() for piece in part.pieces if piece)

    @property
    def roots(self) -> dict[str, int]:
        """How often each root stands in its name, statement and parts."""
        found = dict(self.naming)
        for part in self.parts.values():
            for one, count in part.roots.items():
                found[one] = found.get(one, 0) + count
        return found

    def after(self, before: "Profile") -> "Profile":
        """This version with, of what it does not say at all, what the one before it of the same goal said.

        A report leaves out what a budget has, and the next budget is held against both.
        """
        return msgspec.structs.replace(
            self,
            name=self.name or before.name,
            statement=self.statement or before.statement,
            naming=self.naming or before.naming,
            parts=before.parts | self.parts,
            holders=self.holders or before.holders,
        )

    def says_the_same(self, later: "Profile") -> bool:
        """Whether a later version has the words of this one, as far as both say something.

        In a document of another kind what either has may be shorter: reports leave paragraphs out.
        """
        shorter = self.version.document.kind is not later.version.document.kind
        pairs = ((self.parts[name].items, later.parts[name].items) for name in self.parts.keys() & later.parts.keys())
        named = ((self.name, later.name), (self.statement, later.statement))
        return all(one == other or (shorter and (one <= other or other <= one)) for one, other in pairs) and all(
            one == other for one, other in named if one and other
        )

    @property
    def words(self) -> tuple[object, ...]:
        """All that it says under its name."""
        return self.statement, sorted((name, sorted(part.items)) for name, part in self.parts.items())


class Makes(Protocol):
    """What makes the profiles of a document, or has them from before."""

    def __call__(self, state: DocumentState, names: Names, identifiers: Mapping[str, str], /) -> tuple[Profile, ...]:
        """The profiles of a document."""
        ...


def profiles_of(
    state: DocumentState, names: Names, identifiers: Mapping[str, str], /, rooted: Rooted = root
) -> tuple[Profile, ...]:
    """What the versions that a document describes are compared by, each once.

    `identifiers` are those of people; `rooted` may know the roots of words from before.
    """
    made = _Making(identifiers, rooted)
    found: dict[Version, Profile] = {}
    for capture in state.captures:
        record, own = capture.record, described(state.document, capture.record)
        if own is not None and own.kind in ENDURING:
            called = names.get((own.document, own.number))
            found[own] = made.profile(own, called.text if called else None, record.page.statement, record, None)
        for order, one in enumerate(record.stated):
            if one.kind not in ENDURING:
                continue
            version = Version(state.document, one.kind, one.key)
            found.setdefault(version, made.profile(version, one.label, one.statement, record, order))
    return tuple(found.values())


class _Making:
    """What makes profiles, with the identifiers of people and the roots of words."""

    def __init__(self, identifiers: Mapping[str, str], rooted: Rooted) -> None:
        self._identifiers, self._rooted = identifiers, rooted

    def profile(
        self, version: Version, name: str | None, statement: str | None, record: Record, about: int | None
    ) -> Profile:
        """The profile of what a page is about, or of what it states (`about`)."""
        texts = {DESCRIPTION: list(_paragraphs(record, about))}
        texts |= {
            CRITERIA: _texts(record, record.criteria, about),
            ACTIVITIES: _texts(record, record.activities, about),
        }
        holders = (" ".join(one.name.casefold().split()) for one in record.holders if record.about(one.start) == about)
        return Profile(
            version=version,
            name=_folded(name),
            statement=_folded(statement),
            naming=dict(sorted(count_roots(f"{name or ''}\n{statement or ''}", self._rooted).items())),
            parts={key: self._part(lines) for key, lines in texts.items() if lines},
            holders=frozenset(self._identifiers[holder] for holder in holders if holder in self._identifiers),
            place=version.number.rpartition(".")[0],
            copied_from=frozenset(_copied_from(version.document, record)),
        )

    def _part(self, lines: Sequence[str]) -> Part:
        counted = [count_roots(line, self._rooted) for line in lines]
        roots = dict(sorted(sum(counted, Counter()).items()))
        return Part(roots, frozenset(map(_digest, lines)), tuple(map(frozenset, counted)), _digest("\0".join(lines)))


def _copied_from(document: DocumentKey, record: Record) -> Iterator[DocumentKey]:
    """The documents that headings name: «Beschrijving doel (tekst uit Begroting 2031)»."""
    for section in record.sections:
        named = named_document(document.organisation, section.document)
        if named is not None and named != document:
            yield named


def _paragraphs(record: Record, about: int | None) -> Iterator[str]:
    for section in record.sections:
        if section.kind is SectionKind.DESCRIPTION:
            for of, stretch in record.stretches(Span(section.start, section.end)):
                if of == about:
                    yield from (line for line in record.text[stretch.start : stretch.end].split("\n") if line.strip())


def _texts(record: Record, items: Iterable[Item], about: int | None) -> list[str]:
    return [item.text for item in items if record.about(item.start) == about]


def _folded(text: str | None) -> str | None:
    return " ".join(text.casefold().split()) if text else None


def _digest(text: str) -> str:
    return hashlib.sha256(_SPACES.sub(" ", text).strip().casefold().encode()).hexdigest()[:16]
