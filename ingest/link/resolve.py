"""Resolving: which version a reference means, within its body, document and year; "not known" is an answer."""

from collections.abc import Mapping

import msgspec

from ingest.read.record import DocumentRef, Reference
from ontology.codes import CitedKind, DocumentKind, Resolution, Role
from ontology.iri import DocumentKey


class Version(msgspec.Struct, frozen=True, order=True):
    """A version by its document, kind and number, whether or not a page describes it."""

    document: DocumentKey
    kind: CitedKind
    number: str


class Directed(Reference, frozen=True, kw_only=True, rename="camel"):
    """A reference of which a correction says to what loaded version it leads."""

    target: Version


class Resolved(msgspec.Struct, frozen=True):
    """What became of a reference; a target where resolved or not-loaded, candidates where ambiguous."""

    resolution: Resolution
    target: Version | None = None
    candidates: tuple[Version, ...] = ()


class Index(msgspec.Struct, frozen=True):
    """What is loaded of one body: kind and number of every page by document, and which documents are complete.

    `numbered` are the kinds of things that the body numbers, and `name` is its own; None where that is not known.
    """

    pages: Mapping[DocumentKey, frozenset[tuple[str, str]]]
    complete: frozenset[DocumentKey]
    numbered: frozenset[CitedKind] | None = None
    name: str | None = None

    def has(self, version: Version) -> bool:
        """Whether a loaded page describes the version."""
        return (str(version.kind), version.number) in self.pages.get(version.document, frozenset())


def resolve(reference: Reference, citing: DocumentKey, index: Index) -> Resolved:
    """The version that a reference on a page of the citing document means.

    A number means the citing document, or the one that the words name; in an interim report also that year's budget. An
    earlier number means the budget of the year before, a later one the next. What is another body's, or of a kind that
    this body does not number, is out of scope. Where a correction says to what it leads, it leads there.
    """
    if isinstance(reference, Directed):
        return Resolved(Resolution.RESOLVED, reference.target)
    if reference.role is Role.SELF:
        return Resolved(Resolution.SELF)
    if _is_anothers(reference.other_body, index.name) or (
        index.numbered is not None and reference.kind not in index.numbered
    ):
        return Resolved(Resolution.OUT_OF_SCOPE)
    if reference.document is not None:
        return _in_named_document(reference, reference.document, citing, index)
    if reference.role in {Role.PREDECESSOR, Role.SUCCESSOR}:
        return _in_other_budget(reference, citing, index)
    version = standing(reference.kind, reference.number, citing, index)
    if index.has(version):
        return Resolved(Resolution.RESOLVED, version)
    return _restarted(version, index) or _absent(version, index)


def _is_anothers(words: str | None, name: str | None) -> bool:
    """Whether words say that a number is another body's; in Zwolle «van de gemeente Zwolle» does not."""
    return words is not None and not (name is not None and words.casefold().endswith(f"gemeente {name.casefold()}"))


def _restarted(version: Version, index: Index) -> Resolved | None:
    """What a number means that begins anew in each programme: one goal, or any of several.

    Before it stands the beginning of the name of its programme, or nothing on a page of none.
    """
    programme, _, number = version.number.rpartition(" ")
    keys = sorted(key for kind, key in index.pages.get(version.document, ()) if kind == str(version.kind))
    found = tuple(
        Version(version.document, version.kind, key)
        for key in keys
        if key.rpartition(" ")[2] == number and (not programme or key.startswith(f"{programme}-"))
    )
    if not found:
        return None
    return Resolved(Resolution.RESOLVED, found[0]) if len(found) == 1 else Resolved(Resolution.AMBIGUOUS, None, found)


def standing(kind: CitedKind, number: str, citing: DocumentKey, index: Index) -> Version:
    """The version that a number on a page of a document stands for: a loaded one, else one of that document."""
    candidates = [Version(document, kind, number) for document in (citing, *fallbacks(citing, index))]
    return next((version for version in candidates if index.has(version)), candidates[0])


def _in_named_document(reference: Reference, named: DocumentRef, citing: DocumentKey, index: Index) -> Resolved:
    documents = [document for document in sorted(index.pages) if _fits(document, named, citing)]
    if not documents:
        return Resolved(Resolution.OTHER_DOCUMENT)
    versions = [Version(document, reference.kind, reference.number) for document in documents]
    loaded = [version for version in versions if index.has(version)]
    match loaded:
        case [version]:
            return Resolved(Resolution.RESOLVED, version)
        case []:
            return (
                _absent(versions[0], index)
                if len(versions) == 1
                else Resolved(Resolution.AMBIGUOUS, None, tuple(versions))
            )
        case _:
            return Resolved(Resolution.AMBIGUOUS, None, tuple(loaded))


def _in_other_budget(reference: Reference, citing: DocumentKey, index: Index) -> Resolved:
    """An earlier number in the budget of the year before, a later one in that of the next year."""
    budgets = [document for document in sorted(index.pages) if document.kind is DocumentKind.BEGROTING]
    if reference.role is Role.PREDECESSOR:
        found = [budget for budget in budgets if budget.year == citing.year - 1]
    else:
        found = [budget for budget in budgets if budget.year == citing.year + 1]
    if not found:
        return Resolved(Resolution.OTHER_DOCUMENT)
    version = Version(found[0], reference.kind, reference.number)
    return Resolved(Resolution.RESOLVED, version) if index.has(version) else _absent(version, index)


def _absent(version: Version, index: Index) -> Resolved:
    """A number without a page: it does not exist where the document is complete, which only counts goals."""
    if version.kind is CitedKind.GOAL and version.document in index.complete:
        return Resolved(Resolution.DANGLING)
    return Resolved(Resolution.NOT_LOADED, version)


def fallbacks(citing: DocumentKey, index: Index) -> list[DocumentKey]:
    """The documents whose numbers a document speaks beside its own: an interim report those of the year's budget."""
    budget = DocumentKey(citing.organisation, DocumentKind.BEGROTING, citing.year)
    return [budget] if citing.kind is DocumentKind.BERAP and budget in index.pages else []


def _fits(document: DocumentKey, named: DocumentRef, citing: DocumentKey) -> bool:
    """Whether a document is the one that words name; the year is that of the citing document where they give none."""
    return (
        document.kind is named.kind
        and document.year == (named.year or citing.year)
        and named.sequence in {None, document.sequence}
    )
