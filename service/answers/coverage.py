"""How much of a document was loaded, as the manifest of the release says, and what that means for an answer.

Counts nothing itself: ingest counted, the manifest carries it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

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
_MORE: Final = Counted(Phrase("ander document", "other document"), Phrase("andere documenten", "other documents"))
_AND_MORE: Final = Phrase("{titles} en {more}", "{titles} and {more}")
_MOST_NAMED: Final = 5  # more titles make a sentence that nobody reads


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a release holds: the manifest of its dataset, its identifier, and when it was published (UTC)."""

    manifest: Manifest
    release: str
    published_at: datetime

    @classmethod
    def of(cls, release: ReleaseManifest) -> Self:
        """What a release holds, by its own manifest."""
        return cls(release.dataset, release.id, datetime.fromisoformat(release.created))

    @property
    def base(self) -> str:
        """The base IRI of every instance in the release, without a slash at its end."""
        return self.manifest.base

    @property
    def documents(self) -> list[DocumentKey]:
        """The documents of the release, sorted by organisation, kind, year and sequence."""
        return sorted(map(DocumentKey.parse, self.manifest.documents), key=_order)

    def entry(self, document: DocumentKey) -> DocumentEntry | None:
        """What the manifest says of a document; None where the release does not hold it."""
        return self.manifest.documents.get(document.path)

    def coverage(self, document: DocumentKey) -> Coverage | None:
        """How much of a document was loaded; None where the release does not hold it."""
        entry = self.entry(document)
        return entry.coverage if entry else None

    def title(self, document: DocumentKey) -> str:
        """The title of a document with its organisation, such as `Begroting 2021 (Zwolle)`."""
        entry = self.manifest.documents[document.path]
        return f"{entry.title} ({self.manifest.bodies[document.organisation].name})"

    def document_iri(self, document: DocumentKey) -> str:
        """The IRI of a document."""
        return mint(self.base, in_document("document", document))


def caution(holdings: Holdings, documents: Iterable[DocumentKey]) -> Phrase | None:
    """What to say before an answer with a negation, a ranking or a sum; None where all documents are complete."""
    incomplete = [
        (holdings.title(document), coverage.complete)
        for document in documents
        if (coverage := holdings.coverage(document)) is not None and coverage.complete != COMPLETE
    ]
    if not incomplete:
        return None
    sure = any(state == INCOMPLETE for _, state in incomplete)
    phrase = NOT_ALL_LOADED if sure else MAYBE_NOT_ALL_LOADED
    titles = [title for title, _ in incomplete]
    nl, en = (phrase.say(language, titles=_listed(titles, language)) for language in (Language.NL, Language.EN))
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
