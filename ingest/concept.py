"""Pages that are not to be published, as a dataset of their own or over a copy of one. Publishes nothing."""

# ruff: noqa: PLC0415 - the front door imports this to offer a command; what it needs is imported when that runs

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ontology.dataset import Dataset, DatasetError, DocumentFiles, Manifest
from ontology.iri import DocumentKey
from ontology.language import Language, Phrase
from ontology.usage import FellShortError, WrongUseError

if TYPE_CHECKING:
    from ingest.write import Summary

NO_DOCUMENT: Final = Phrase(
    "{paths}: van geen van deze pagina's is bekend bij welk document zij hoort; zet er bodies.yml bij met organisation "
    "en documents, of NAAM.yml naast de pagina (docs/input.md)",
    "{paths}: of none of these pages is known to what document it belongs; put bodies.yml beside them with "
    "organisation and documents, or NAME.yml beside the page (docs/input.md)",
)
_CACHE: Final = ".cache"


@dataclass(frozen=True, slots=True)
class Concept:
    """What came of reading: the paths of the documents that the pages are of, sorted.

    `older` counts pages that the dataset beside it has in a newer form, so that its dataset does not hold these.
    """

    documents: tuple[str, ...]
    older: int


def read_concept(
    paths: tuple[Path, ...], beside: Path | None, folder: Path, language: Language, *, quiet: bool
) -> Concept:
    """Make a dataset of pages in `folder/dataset`; with `beside`, over a copy of that dataset, which stays as it is.

    Issues of reading go to standard error; a terminal sees how far it is.

    Raises:
        WrongUseError: the pages or the dataset beside them can't be used.
        FellShortError: no page is known to belong to a document.
    """
    from ingest.cli import DEFAULT_BASE, run_ingest, show

    known = None if beside is None else _manifest(beside, language)
    base, dataset = (known.base if known else DEFAULT_BASE), folder / "dataset"
    alone = folder / "alone" if known else dataset
    summary = run_ingest(paths, alone, base, 1, language, quiet=quiet)
    show(summary, alone, language, quiet=True)
    if not summary.documents:
        raise FellShortError(NO_DOCUMENT.say(language, paths=", ".join(map(str, paths))))
    if beside is None:
        return Concept(tuple(sorted(summary.documents)), 0)
    shutil.copytree(beside, dataset, ignore=shutil.ignore_patterns(_CACHE))
    whole = run_ingest(paths, dataset, base, 1, language, quiet=quiet)
    return Concept(tuple(sorted(summary.documents)), _older(alone, summary, whole))


def _manifest(beside: Path, language: Language) -> Manifest:
    try:
        return Dataset(beside).manifest()
    except DatasetError as error:
        raise WrongUseError(error.say(language)) from error


def _older(alone: Path, summary: "Summary", whole: "Summary") -> int:
    """How many of the pages that were read were superseded by what the dataset had."""
    superseded = {one.digest for path in summary.documents for one in whole.documents[path].superseded}
    return sum(digest in superseded for path in summary.documents for digest in _digests(Dataset(alone), path))


def _digests(dataset: Dataset, path: str) -> list[str]:
    """The digests of the bytes of the pages of a document."""
    records = dataset.read(DocumentFiles(DocumentKey.parse(path)).records).splitlines()
    return [json.loads(record)["record"]["page"]["sha256"] for record in records]
