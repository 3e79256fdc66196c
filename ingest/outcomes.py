"""Outcomes: the references that a dataset holds, with what linking and corrections made of them. Links nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec
import pyoxigraph as ox

from ingest.link.state import Capture
from ingest.read.record import Record
from ingest.read.span import Span
from ontology import terms as t
from ontology.codes import CitedKind, Relation, Resolution, Role
from ontology.dataset import BodyFiles, Dataset, DatasetError, DocumentFiles
from ontology.iri import DocumentKey
from ontology.language import Phrase

NO_RECORD: Final = Phrase(
    "{path}: het record van pagina {page} ontbreekt; maak de dataset opnieuw met `doelgraaf ingest`",
    "{path}: the record of page {page} is missing; make the dataset again with `doelgraaf ingest`",
)


class Outcome(msgspec.Struct, frozen=True):
    """A reference as a dataset holds it: the operator's word where there is one, else what was read.

    `page` is the name of its page in the input, `record` what was read of that, `target` the IRI that it leads to.
    """

    iri: str
    document: DocumentKey
    page: str
    record: Record
    span: Span
    kind: CitedKind
    number: str
    role: Role
    relation: Relation
    resolution: Resolution
    target: str | None
    suspect: bool

    @property
    def sentence(self) -> Span:
        """The sentence around the words; the whole page for words that the reader did not take for a reference."""
        spans = (
            one.sentence for one in self.record.references if (one.start, one.end) == (self.span.start, self.span.end)
        )
        return next(spans, Span(0, len(self.record.text)))


Said = Mapping[str, Sequence[str]]
"""The values of one subject by predicate."""


def outcomes(dataset: Dataset, base: str, document: DocumentKey) -> Iterator[Outcome]:
    """The references of a document, in the order of their identifiers.

    Raises:
        DatasetError: a page has no record.
    """
    files = DocumentFiles(document)
    digests = {page: said[t.SOURCE_DIGEST][0] for page, said in _described(dataset, files.facts, f"{base}/id/page/")}
    captures = {capture.record.page.sha256: capture for capture in _captures(dataset, files.records)}
    for iri, said in sorted(_described(dataset, files.facts, f"{base}/id/reference/")):
        capture = captures.get(digests.get(said[t.ON_PAGE][0], ""))
        if capture is None:
            raise DatasetError(NO_RECORD, path=files.records, page=said[t.ON_PAGE][0])
        yield Outcome(
            iri=iri,
            document=document,
            page=capture.path,
            record=capture.record,
            span=Span(int(said[t.START][0]), int(said[t.END][0])),
            kind=CitedKind(_code(said, t.CITED_KIND)),
            number=said[t.CITED_NUMBER][0],
            role=Role(_code(said, t.ROLE)),
            relation=Relation(_code(said, t.RELATION)),
            resolution=Resolution(_code(said, t.RESOLUTION)),
            target=next(iter(said.get(t.REFERRED_ELEMENT, ())), None),
            suspect=t.HAS_SUSPICION in said,
        )


def labels(dataset: Dataset, documents: Iterable[DocumentKey], wanted: frozenset[str]) -> Mapping[str, str]:
    """What the wanted things of some documents are called, by their IRIs."""
    keys = sorted(set(documents))
    paths = [DocumentFiles(key).facts for key in keys]
    paths += [BodyFiles(code).body for code in sorted({key.organisation for key in keys})]
    known = dataset.manifest().all_files
    mark = f"> <{t.RDFS_LABEL}> "
    found: dict[str, str] = {}
    for path in (path for path in paths if path in known):
        lines = [line for line in dataset.lines(path) if mark in line and line[1:].partition(">")[0] in wanted]
        found |= {subject: said[t.RDFS_LABEL][0] for subject, said in _by_subject(lines).items()}
    return found


def _captures(dataset: Dataset, path: str) -> Iterator[Capture]:
    return (msgspec.json.decode(line, type=Capture) for line in dataset.lines(path))


def _code(said: Said, predicate: str) -> str:
    """The code of a property, which its IRI ends in."""
    return said[predicate][0].rpartition("#")[2]


def _described(dataset: Dataset, path: str, prefix: str) -> Iterable[tuple[str, Said]]:
    """What a graph says of the subjects whose IRIs begin with a prefix."""
    return _by_subject(line for line in dataset.lines(path) if line.startswith(f"<{prefix}")).items()


def _by_subject(lines: Iterable[str]) -> Mapping[str, Said]:
    """The values of N-Quads by subject and predicate; IRIs and literals alike as their text."""
    found: dict[str, dict[str, list[str]]] = {}
    for quad in ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS):
        subject, value = str(quad.subject)[1:-1], getattr(quad.object, "value", "")
        found.setdefault(subject, {}).setdefault(quad.predicate.value, []).append(value)
    return found
