"""The command `review`: a published document, or pages of a concept that is published nowhere. Finds nothing itself."""

# ruff: noqa: PLC0415 - a command imports what it needs when it runs, so that the front door starts fast

import asyncio
import re
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, Final, Protocol

import click
from click.core import ParameterSource

from ontology.language import Language
from ontology.usage import NewFile, WrongUseError, file_errors
from service import review_wording as wording
from service.cli import data_option, engine_errors, progress_bars, release_errors, settings_of
from service.least_option import least_option
from service.out_file import draft_of

if TYPE_CHECKING:
    from service.answers.review.report import Report
    from service.review_forms import Form, Reviews

SEVERITIES: Final = ("error", "doubt", "notice")
FORMS: Final = ("table", "json", "csv", "html", "xlsx")
_DOCUMENT: Final = re.compile(r"[a-z]{2}\d{4}/[a-z]+/\d{4}(?:-\d+)?")  # gm0193/berap/2023-2
_SUFFIXES: Final = {f".{form}": form for form in FORMS[1:]} | {".txt": "table"}


class Concept(Protocol):
    """What came of reading a concept."""

    @property
    def documents(self) -> tuple[str, ...]:
        """The paths of the documents that its pages are of."""
        ...

    @property
    def older(self) -> int:
        """How many of its pages the dataset beside it has in a newer form."""
        ...

    @property
    def own(self) -> tuple[str, ...]:
        """The paths of the documents that pages name themselves, where another was assumed."""
        ...


class ReadConcept(Protocol):
    """Reads pages into the dataset `folder/dataset`, over a copy of the dataset beside it where there is one.

    `assumed` is the document of the pages that name none, in words, `name` that of its body; `complete` says that the
    pages are all of its goals.
    """

    def __call__(  # noqa: PLR0913 - what a person says of a concept
        self,
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
        """Make the dataset."""
        ...


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a person says of the pages of a concept."""

    beside: Path | None
    assumed: str | None
    name: str | None
    complete: bool

    @property
    def is_said(self) -> bool:
        """Whether anything is said that a published document knows already."""
        return self.beside is not None or self.assumed is not None or self.needs_document

    @property
    def needs_document(self) -> bool:
        """Whether something is said of a document that is not named."""
        return self.assumed is None and (self.name is not None or self.complete)


def review_command(language: Language, read_concept: ReadConcept) -> click.Command:
    """`doelgraaf review DOCUMENT|PATH...`; `read_concept` belongs to the room that reads pages."""

    @click.command("review", help=wording.REVIEW.say(language))
    @click.argument("what", nargs=-1, required=True, metavar="DOCUMENT|PATH...")
    @data_option(language)
    @click.option("--beside", type=click.Path(path_type=Path), help=wording.BESIDE.say(language))
    @click.option("--as", "assumed", help=wording.AS.say(language))
    @click.option("--name", help=wording.NAME.say(language))
    @click.option("--complete", is_flag=True, help=wording.ALL_GOALS.say(language))
    @click.option("--holder", help=wording.HOLDER.say(language))
    @click.option("--severity", type=click.Choice(SEVERITIES), help=wording.SEVERITY.say(language))
    @least_option(language, wording.LEAST)
    @click.option("--format", "form", type=click.Choice(FORMS), help=wording.FORM.say(language))
    @click.option("--out", type=NewFile(language), help=wording.OUT.say(language))
    @click.option("--strict", is_flag=True, help=wording.STRICT.say(language))
    @click.option("--quiet", is_flag=True, help=wording.QUIET.say(language))
    @click.pass_context
    def command(  # noqa: PLR0913, PLR0917 - an argument for each option
        context: click.Context,
        /,
        what: tuple[str, ...],
        data: Path,
        holder: str | None,
        severity: str | None,
        least: Decimal | None,
        form: str | None,
        out: Path | None,
        *,
        strict: bool,
        quiet: bool,
        **said: Any,  # noqa: ANN401 - the options that make a draft
    ) -> None:
        chosen, draft = _form(form, out, language), _Draft(**said)
        if len(what) == 1 and _DOCUMENT.fullmatch(what[0]):
            if draft.is_said:
                raise WrongUseError(wording.BESIDE_DOCUMENT.say(language))
            found = _review_document(what[0], data, least, language)
        else:
            if context.get_parameter_source("data") is ParameterSource.COMMANDLINE:
                raise WrongUseError(wording.DATA_CONCEPT.say(language))
            if draft.needs_document:
                raise WrongUseError(wording.NEEDS_AS.say(language))
            found = _review_concept(_paths(what, language), draft, read_concept, least, language, quiet=quiet)
        found = found if holder is None else _of_holder(found, holder, language)
        _deliver(_at_least(found, severity), chosen, out, quiet=quiet)
        if strict and _has_errors(found.reports):
            sys.exit(1)

    return command


def _form(form: str | None, out: Path | None, language: Language) -> "Form":
    """The form that is asked for, or that the name of the file tells.

    Raises:
        WrongUseError: neither tells it, or the form is a file and none is named.
    """
    from service.review_forms import Form

    if form is None and out is not None and out.suffix not in _SUFFIXES:
        raise WrongUseError(wording.NO_SUFFIX.say(language, path=out, known=", ".join(_SUFFIXES)))
    chosen = Form(form or (_SUFFIXES[out.suffix] if out else "table"))
    if chosen is Form.XLSX and out is None:
        raise WrongUseError(wording.NEEDS_OUT.say(language))
    return chosen


def _paths(what: Sequence[str], language: Language) -> tuple[Path, ...]:
    paths = tuple(map(Path, what))
    for path in paths:
        if not path.exists():
            raise WrongUseError(wording.NEITHER.say(language, path=path))
    return paths


def _review_document(path: str, data: Path, least: Decimal | None, language: Language) -> "Reviews":
    with release_errors(language), engine_errors(language):
        return _review(data, (path,), least, language, concept=False)


def _review_concept(
    paths: tuple[Path, ...],
    draft: _Draft,
    read_concept: ReadConcept,
    least: Decimal | None,
    language: Language,
    *,
    quiet: bool,
) -> "Reviews":
    """Review pages in a folder of their own, which is gone afterwards however it ends."""
    from service.release.publish import publish

    with _folder_aside(language) as folder:
        with _spooling_in(folder):
            concept = read_concept(
                paths,
                draft.beside,
                folder,
                language,
                assumed=draft.assumed,
                name=draft.name,
                complete=draft.complete,
                quiet=quiet,
            )
        for note in () if quiet else _notes(concept, language):
            click.echo(note, err=True)
        with release_errors(language), engine_errors(language):
            with progress_bars(language, shown=not quiet) as progress:
                publish(folder / "dataset", folder / "data", allow_violations=True, progress=progress)
            return _review(folder / "data", concept.documents, least, language, concept=True)


def _notes(concept: Concept, language: Language) -> Iterator[str]:
    """What to know of the reading of a concept before its report."""
    if concept.own:
        yield wording.OWN.say(language, documents=", ".join(concept.own))
    if concept.older:
        yield wording.OLDER.say(language, pages=wording.PAGES.say(concept.older, language))


@contextmanager
def _folder_aside(language: Language) -> Iterator[Path]:
    """A folder that only its owner reads and that is removed at the end, also of a process that is told to stop.

    Removing is not broken off.
    """
    with _answering(_ENDING, _stop):
        folder = Path(tempfile.mkdtemp(prefix="doelgraaf-"))
        try:
            yield folder
        finally:
            with _answering((signal.SIGINT, *_ENDING), signal.SIG_IGN), file_errors(language):
                shutil.rmtree(folder)


@contextmanager
def _spooling_in(folder: Path) -> Iterator[None]:
    """Let temporary files of reading be made in a folder, so that they go with it."""
    elsewhere = tempfile.tempdir
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = elsewhere


@contextmanager
def _answering(numbers: Sequence[signal.Signals], handler: "_Handler") -> Iterator[None]:
    """Let signals be answered in one way while the block lasts; only the main thread can ask for that."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, known in before.items():
            signal.signal(number, known)


def _stop(number: int, _frame: FrameType | None) -> None:
    """End the process as an exception does, so that what it holds is let go."""
    raise SystemExit(128 + number)


_Handler = Callable[[int, FrameType | None], None] | signal.Handlers
_ENDING: Final = (signal.SIGTERM, signal.SIGHUP)


def _review(
    data: Path, documents: Sequence[str], least: Decimal | None, language: Language, *, concept: bool
) -> "Reviews":
    from service import logs
    from service.answers.coverage import Holdings
    from service.answers.review.report import review
    from service.engine.opening import open_engine
    from service.release.releases import Releases
    from service.review_forms import Reviews

    logs.configure()
    settings = settings_of(language).model_copy(update={"workers": 1})
    with closing(open_engine(data, settings)) as engine:
        holdings = Holdings.of(Releases(data).manifest(engine.release))
        known = {document.path: document for document in holdings.documents}
        for path in documents:
            if path not in known:
                told = {"path": path, "release": holdings.release, "known": ", ".join(known)}
                raise WrongUseError(wording.NO_DOCUMENT.say(language, **told))

        async def all_of_them() -> list["Report"]:
            return [await review(engine, holdings, known[path], least) for path in documents]

        return Reviews(asyncio.run(all_of_them()), holdings, language, concept)


def _of_holder(found: "Reviews", name: str, language: Language) -> "Reviews":
    """The same of one holder alone, in the documents where there is such.

    Raises:
        WrongUseError: nobody is called so.
    """
    reports = [part for report in found.reports if (part := report.of_holder(name)) is not None]
    if not reports:
        known = sorted({holder for report in found.reports for holder in report.holders})
        told = {
            "name": name,
            "documents": ", ".join(report.document.path for report in found.reports),
            "known": ", ".join(known) or wording.NOBODY,
        }
        raise WrongUseError(wording.NO_HOLDER.say(language, **told))
    return replace(found, reports=reports)


def _at_least(found: "Reviews", severity: str | None) -> "Reviews":
    """The same without what weighs less than a severity."""
    from service.answers.review.finding import Severity

    if severity is None:
        return found
    return replace(found, reports=[report.at_least(Severity(severity)) for report in found.reports])


def _deliver(found: "Reviews", form: "Form", out: Path | None, *, quiet: bool) -> None:
    """Show the reports, or write them to standard output or to a file that is there whole or not at all."""
    from rich.console import Console

    from service.review_forms import Form

    if out is None and form is Form.TABLE and sys.stdout.isatty():
        found.show(Console())
        return
    content = found.written(form)
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    with file_errors(found.language), draft_of(out) as draft:
        draft.write_bytes(content)
    if not quiet:
        click.echo(wording.WRITTEN.say(found.language, path=out), err=True)


def _has_errors(reports: Sequence["Report"]) -> bool:
    from service.answers.review.finding import Severity

    return any(report.by_severity[Severity.ERROR] for report in reports)
