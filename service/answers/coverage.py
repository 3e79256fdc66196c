"""How much of a document was loaded, as the manifest of the release says, and what that means for an answer.

Counts nothing itself: ingest counted, the manifest carries it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import Final, Self, TypeGuard

from ontology.dataset import Coverage, DocumentEntry, Manifest
from ontology.iri import DocumentKey, in_document, mint
from ontology.language import Counted, Language, Phrase
from service.release.releases import ReleaseManifest

COMPLETE: Final = "yes"
INCOMPLETE: Final = "no"
UNKNOWN: Final = "unknown"

# An answer with a negation, a ranking or a sum says this first where a document is not known to be complete.
NOT_ALL_LOADED: Final = Phrase(
    "Let op: niet alle doelen van {titles} zijn geladen. Wat hier ontbreekt, kan in het document wel bestaan.",
    "Note: not every goal of {titles} was loaded. What is missing here may well exist in the document.",
)
MAYBE_NOT_ALL_LOADED: Final = Phrase(
    "Let op: van {titles} is niet bekend of alle doelen zijn geladen. Wat hier ontbreekt, kan wel bestaan.",
    "Note: it is not known whether every goal of {titles} was loaded. What is missing here may well exist.",
)
SOME_NOT_ALL_LOADED: Final = Phrase(
    "Let op: niet alle doelen van {titles} zijn geladen. Van {others} is niet bekend of alle doelen zijn geladen. Wat "
    "hier ontbreekt, kan wel bestaan.",
    "Note: not every goal of {titles} was loaded. It is not known whether every goal of {others} was loaded. What is "
    "missing here may well exist.",
)
_MORE: Final = Counted(Phrase("ander document", "other document"), Phrase("andere documenten", "other documents"))
_AND_MORE: Final = Phrase("{titles} en {more}", "{titles} and {more}")
_MOST_NAMED: Final = 5  # more titles make a sentence that nobody reads


@dataclass(frozen=True)
class Holdings:
    """What a release holds: the manifest of its dataset, its identifier, and when it was published (UTC).

    `conforms` tells that all of it was checked against the shapes, and nothing found. `changes` tells when a part of it
    came to be as it is (UTC), such as a document by its path or a body by its code; what it lacks is of the release.

    What it says of all documents is found once: every answer asks for thousands of them.
    """

    manifest: Manifest
    release: str
    published_at: datetime
    conforms: bool = False
    changes: Mapping[str, datetime] = field(default_factory=dict)

    @classmethod
    def of(cls, release: ReleaseManifest) -> Self:
        """What a release holds, by its own manifest."""
        conforms = bool(release.checked) and not any(release.violations.values())
        changes = {name: datetime.fromisoformat(moment) for name, moment in release.changed.items()}
        return cls(release.dataset, release.id, datetime.fromisoformat(release.created), conforms, changes)

    @property
    def base(self) -> str:
        """The base IRI of every instance in the release, without a slash at its end."""
        return self.manifest.base

    @cached_property
    def documents(self) -> tuple[DocumentKey, ...]:
        """The documents of the release, sorted by organisation, kind, year and sequence."""
        return tuple(sorted(map(DocumentKey.parse, self.manifest.documents), key=_order))

    def documents_of(self, organisation: str) -> tuple[DocumentKey, ...]:
        """The documents of a body, by its code, sorted; none where the release does not hold it."""
        return self._by_body.get(organisation, ())

    def coverage_of_body(self, organisation: str) -> Coverage:
        """The coverage of all documents of a body together, by its code; unknown where the release has none of it."""
        return self._coverages.get(organisation) or coverage_of(self, ())

    @cached_property
    def _by_body(self) -> Mapping[str, tuple[DocumentKey, ...]]:
        found: defaultdict[str, list[DocumentKey]] = defaultdict(list)
        for document in self.documents:
            found[document.organisation].append(document)
        return MappingProxyType({code: tuple(documents) for code, documents in found.items()})

    @cached_property
    def _coverages(self) -> Mapping[str, Coverage]:
        return MappingProxyType({code: coverage_of(self, documents) for code, documents in self._by_body.items()})

    def holds(self, document: DocumentKey | None) -> TypeGuard[DocumentKey]:
        """Whether a document was loaded; False for none."""
        return document is not None and self.entry(document) is not None

    def entry(self, document: DocumentKey) -> DocumentEntry | None:
        """What the manifest says of a document; None where the release does not hold it."""
        return self.manifest.documents.get(document.path)

    def coverage(self, document: DocumentKey) -> Coverage | None:
        """How much of a document was loaded; None where the release does not hold it."""
        entry = self.entry(document)
        return entry.coverage if entry else None

    def changed(self, scope: str) -> datetime:
        """When a scope of dumps changed last (UTC): a document by its path, a body by its code with all its documents.

        Every other name stands for everything.
        """
        if scope in self.manifest.documents:
            return self.changes.get(scope, self.published_at)
        return self._newest.get(scope) or max(
            (*self._newest.values(), *self.changes.values()), default=self.published_at
        )

    @cached_property
    def _newest(self) -> Mapping[str, datetime]:
        """When each body changed last, with its documents."""
        found = {code: self.changes.get(code, self.published_at) for code in self.manifest.bodies}
        for document in self.documents:
            moment = self.changed(document.path)
            found[document.organisation] = max(found.get(document.organisation, moment), moment)
        return MappingProxyType(found)

    def title(self, document: DocumentKey) -> str:
        """The title of a document with its organisation, such as `Begroting 2021 (Zwolle)`."""
        entry = self.manifest.documents[document.path]
        return f"{entry.title} ({self.manifest.bodies[document.organisation].name})"

    def document_iri(self, document: DocumentKey) -> str:
        """The IRI of a document."""
        return mint(self.base, in_document("document", document))


def caution(holdings: Holdings, documents: Iterable[DocumentKey]) -> Phrase | None:
    """What to say before an answer with a negation, a ranking or a sum; None where all documents are complete."""
    titles: dict[str, list[str]] = {INCOMPLETE: [], UNKNOWN: []}
    for document in documents:
        coverage = holdings.coverage(document)
        if coverage is not None and coverage.complete != COMPLETE:
            titles[coverage.complete].append(holdings.title(document))
    sure, others = titles[INCOMPLETE], titles[UNKNOWN]
    if not sure and not others:
        return None
    phrase = SOME_NOT_ALL_LOADED if sure and others else NOT_ALL_LOADED if sure else MAYBE_NOT_ALL_LOADED
    nl, en = (
        phrase.say(language, titles=_listed(sure or others, language), others=_listed(others, language))
        for language in (Language.NL, Language.EN)
    )
    return Phrase(nl, en)


def _listed(titles: list[str], language: Language) -> str:
    """Titles in a sentence: as many as people read, and how many more there are."""
    named, more = ", ".join(titles[:_MOST_NAMED]), len(titles) - _MOST_NAMED
    return _AND_MORE.say(language, titles=named, more=_MORE.say(more, language)) if more > 0 else named


def coverage_of(holdings: Holdings, documents: Iterable[DocumentKey]) -> Coverage:
    """The coverage of documents together: counts added, expected only where it is known of each.

    Together they are complete where each is, incomplete where one is, else unknown.
    """
    found = [coverage for document in documents if (coverage := holdings.coverage(document)) is not None]
    expected = [coverage.goals_expected for coverage in found if coverage.goals_expected is not None]
    states = {coverage.complete for coverage in found}
    return Coverage(
        pages_read=sum(coverage.pages_read for coverage in found),
        goals_read=sum(coverage.goals_read for coverage in found),
        versions_named=sum(coverage.versions_named for coverage in found),
        goals_expected=sum(expected) if found and len(expected) == len(found) else None,
        complete=INCOMPLETE if INCOMPLETE in states else COMPLETE if states == {COMPLETE} else UNKNOWN,
    )


def _order(document: DocumentKey) -> tuple[str, str, int, int]:
    return document.organisation, document.kind, document.year, document.sequence or 0
