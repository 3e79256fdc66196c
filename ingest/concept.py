"""Pages that are not to be published, as a dataset of their own or over a copy of one. Publishes nothing."""

# ruff: noqa: PLC0415 - the front door imports this to offer a command; what it needs is imported when that runs

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ontology.dataset import Dataset, DatasetError, DocumentFiles, Manifest
from ontology.iri import DocumentKey
from ontology.language import Language, Phrase
from ontology.usage import FellShortError, WrongUseError

if TYPE_CHECKING:
    from ingest.origin import ListedBody
    from ingest.write import Summary

NO_DOCUMENT: Final = Phrase(
    "{paths}: van geen van deze pagina's is bekend bij welk document zij hoort; zeg het met --as, zoals "
    '--as "begroting 2027", of zet er bodies.yml bij (docs/input.md)',
    "{paths}: of none of these pages is it known to which document it belongs; say it with --as, such as "
    '--as "begroting 2027", or put bodies.yml beside them (docs/input.md)',
)
NO_GOALS: Final = Phrase(
    "{paths}: op geen van deze pagina's is een doel gevonden; begin een pagina met een regel als «Doel 1.1.1 We maken "
    "de stad groener» (docs/review.md toont een hele pagina)",
    "{paths}: no goal was found on any of these pages; begin a page with a line such as “Doel 1.1.1 We maken de stad "
    "groener” (docs/review.md shows a whole page)",
)
WRONG_AS: Final = Phrase("--as {why}", "--as {why}")
CONCEPT: Final = Phrase("concept", "draft")
UNPLACED: Final = frozenset({"unknown-organisation", "unknown-document"})
# What is odd about pages that were taken from the web, and about no draft.
OF_CAPTURES: Final = frozenset({"truncated-page", "odd-stamp", "too-few-of-a-kind"})
_CACHE: Final = ".cache"


@dataclass(frozen=True, slots=True)
class Concept:
    """What came of reading: the paths of the documents that the pages are of, sorted.

    `older` counts pages that the dataset beside it has in a newer form, so that its dataset does not hold these.
    `own` are those of the documents that pages name themselves, where another was assumed.
    """

    documents: tuple[str, ...]
    older: int = 0
    own: tuple[str, ...] = ()


def read_concept(  # noqa: PLR0913 - what a person says of a concept
    paths: tuple[Path, ...],
    beside: Path | None,
    folder: Path,
    language: Language,
    *,
    assumed: str | None,
    name: str | None,
    complete: bool,
    quiet: bool,
) -> Concept:
    """Make a dataset of pages in `folder/dataset`; with `beside`, over a copy of that dataset, which stays as it is.

    Pages that do not say whose they are belong to the document that `assumed` names (`begroting 2027`), of the one body
    of the dataset beside them, else of a fictional one that is called `name`; `complete` says that they are all of its
    goals. Issues of reading go to standard error unless it is to be quiet; a terminal sees how far it is.

    Raises:
        WrongUseError: the pages or the dataset beside them can't be used, `assumed` names no document, or nothing says
            of which document the pages are.
        FellShortError: no page has a goal.
    """
    from ingest.cli import DEFAULT_BASE, run_ingest

    known = None if beside is None else _manifest(beside, language)
    body = None if assumed is None else _body(assumed, name, known, language, complete=complete)
    base, dataset = (known.base if known else DEFAULT_BASE), folder / "dataset"
    alone = folder / "alone" if known else dataset
    summary = run_ingest(paths, alone, base, 1, language, quiet=quiet, assumed=body)
    found = tuple(sorted(summary.documents))
    if not quiet:
        _show(summary, language)
    if not found:
        listed = ", ".join(map(str, paths))
        if any(issue.code in UNPLACED for issue in summary.issues):
            raise WrongUseError(NO_DOCUMENT.say(language, paths=listed))
        raise FellShortError(NO_GOALS.say(language, paths=listed))
    own = _own(found, body)
    if beside is None:
        return Concept(found, own=own)
    shutil.copytree(beside, dataset, ignore=shutil.ignore_patterns(_CACHE))
    whole = run_ingest(paths, dataset, base, 1, language, quiet=quiet, assumed=body)
    return Concept(found, _older(alone, summary, whole), own)


def _show(summary: "Summary", language: Language) -> None:
    """Tell the issues of reading; of pages of which none has a document that is told once, by the error."""
    untold = OF_CAPTURES if summary.documents else OF_CAPTURES | UNPLACED
    for issue in summary.issues:
        if issue.code not in untold:
            click.echo(issue.say(language), err=True)


def _body(words: str, name: str | None, known: Manifest | None, language: Language, *, complete: bool) -> "ListedBody":
    """Whose pages are assumed to be that do not say it, with the one document that they are of.

    Raises:
        WrongUseError: the words name no document.
    """
    from ingest.assumed import NoDocumentError, document_of, fictional_code
    from ingest.origin import ListedBody

    try:
        document = document_of(words, complete=complete or None)
    except NoDocumentError as error:
        raise WrongUseError(WRONG_AS.say(language, why=error.say(language))) from error
    bodies = known.bodies if known else {}
    code = next(iter(bodies)) if len(bodies) == 1 and name is None else fictional_code(bodies)
    called = name or (bodies[code].name if code in bodies else CONCEPT.say(language))
    return ListedBody(organisation=code, name=called, documents=(document,))


def _own(documents: tuple[str, ...], body: "ListedBody | None") -> tuple[str, ...]:
    """The documents that are not the one that was assumed."""
    if body is None:
        return ()
    document = body.documents[0]
    assumed = DocumentKey(body.organisation, document.kind, document.year, document.sequence).path
    return tuple(path for path in documents if path != assumed)


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
