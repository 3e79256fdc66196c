"""Readings: what doelgraaf makes of the pages of the gold set, read and linked as one input. Compares nothing."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.gold import GoldPage
from ingest.link.state import document_key
from ingest.outcomes import Outcome, outcomes
from ingest.pages import PageFile, find_pages
from ingest.places import File
from ingest.read.page import read_page
from ingest.read.record import Record, Reference
from ingest.reading import DEFAULT_FAMILY, RefusedError, content_of, understand
from ingest.sources import operator_sources
from ingest.write import Run, ingest
from ontology.dataset import Dataset
from ontology.iri import DocumentKey

BASE: Final = "http://localhost:8000"

Cited = tuple[str, int, int, str]  # a reference by its page, its place and its number


class ReadingError(Exception):
    """Pages that can't be compared with their annotations; the message names the page and the remedy."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one page: nothing where the reader refused it, no document where none was found.

    A reference without an outcome stands on a page that is not in the dataset.
    """

    name: str
    family: str
    record: Record | None
    outcomes: Mapping[Cited, Outcome]

    @property
    def document(self) -> DocumentKey | None:
        """The document that the page is of."""
        return document_key(self.record) if self.record else None

    def outcome(self, reference: Reference) -> Outcome | None:
        """What linking made of a reference of the page."""
        return self.outcomes.get((self.name, reference.start, reference.end, reference.number))


def read_pages(pages: Sequence[GoldPage], folder: Path) -> tuple[Reading, ...]:
    """What is made of annotated pages, in their order, when the folder of their split is ingested whole.

    Pages elsewhere are ingested with the folder in which they lie.

    Raises:
        ReadingError: a page is no page of the input, or its text is another than the annotated one.
    """
    outside = {page.path.parent for page in pages if not page.path.is_relative_to(folder.resolve())}
    inputs = (*sorted(outside), *((folder,) if len(outside) < len(pages) else ()))
    files = {file.place.path.resolve(): file for file in find_pages(inputs) if isinstance(file.place, File)}
    linked = _linked(inputs)
    return tuple(_reading(page, files, linked, folder) for page in pages)


def _linked(inputs: tuple[Path, ...]) -> Mapping[Cited, Outcome]:
    """Every reference of the input with its outcome, by its page, place and number."""
    with tempfile.TemporaryDirectory() as out:
        ingest(Run(inputs, Path(out), BASE))
        dataset = Dataset(Path(out))
        found = [one for document in dataset.documents() for one in outcomes(dataset, BASE, document)]
    return {(one.page, one.span.start, one.span.end, one.number): one for one in found}


def _reading(page: GoldPage, files: Mapping[Path, PageFile], linked: Mapping[Cited, Outcome], folder: Path) -> Reading:
    file = files.get(page.path)
    if file is None:
        raise ReadingError(f"{page.path}: ingest finds no page there; look at its name and at {page.annotation.name}")
    family = (file.listed.family if file.listed else None) or DEFAULT_FAMILY
    try:
        record = understand(file, content_of(file), operator_sources(folder / "sources"), read_page)
    except RefusedError:
        return Reading(file.name, family, None, linked)
    if record.text != page.text:
        raise ReadingError(f"{page.path}: the text is read otherwise than it is annotated; see ingest/read/text.py")
    return Reading(file.name, family, record, linked)
