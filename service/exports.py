"""The commands that write what a release says: tables, their codebook, projections and coverage. Reads no page."""

# ruff: noqa: PLC0415 - a command imports what it needs when it runs, so that the front door starts fast

import asyncio
import sys
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import click

from ontology.language import Language, SpokenError
from ontology.usage import FellShortError, NewFile, WrongUseError
from service import export_wording as wording
from service.cli import data_option, engine_errors, release_errors, settings_of
from service.out_file import draft_of
from service.wording import FORMAT

if TYPE_CHECKING:
    from ontology.iri import DocumentKey
    from service.answers.coverage import Holdings
    from service.answers.tables import Table
    from service.engine.engine import Engine

_GRAPH_FORMS: Final = ("turtle", "jsonld", "nt")


def commands(language: Language) -> list[click.Command]:
    """The commands of this module, with their help in one language."""
    return [make(language) for make in (table_command, codebook_command, project_command, coverage_command)]


def table_command(language: Language) -> click.Command:
    """`doelgraaf table NAME --data DIR`."""

    @click.command("table", help=wording.TABLE.say(language))
    @click.argument("name", metavar="TABLE")
    @data_option(language)
    @click.option("--document", help=wording.DOCUMENT.say(language))
    @click.option("--out", type=NewFile(language), help=wording.OUT.say(language))
    def command(name: str, data: Path, document: str | None, out: Path | None) -> None:
        from service.answers.tables.definitions import find_table

        with _known(language):
            table = find_table(name)
        if out is not None and out.suffix not in {".csv", ".xlsx"}:
            raise WrongUseError(wording.NO_SUFFIX.say(language, path=out, known=".csv, .xlsx"))
        with _opened(data, language) as release:
            documents = release.documents(document, language)
            if out is None:
                asyncio.run(_copy(_csv(release, table, documents), sys.stdout.buffer))
            elif out.suffix == ".csv":
                _write_csv(release, table, documents, out)
            else:
                asyncio.run(_write_workbook(release, table, documents, out))

    return command


def codebook_command(language: Language) -> click.Command:
    """`doelgraaf codebook [TABLE...]`."""

    @click.command("codebook", help=wording.CODEBOOK.say(language))
    @click.argument("names", nargs=-1, metavar="[TABLE]...")
    def command(names: tuple[str, ...]) -> None:
        from service.answers.tables.codebook import codebook
        from service.answers.tables.definitions import TABLES, find_table

        with _known(language):
            tables = [find_table(name) for name in names]
        click.echo(codebook(tables or TABLES, (language,)), nl=False)

    return command


def project_command(language: Language) -> click.Command:
    """`doelgraaf project NAME --document DOCUMENT --data DIR`."""

    @click.command("project", help=wording.PROJECT.say(language))
    @click.argument("name", metavar="PROJECTION")
    @data_option(language)
    @click.option("--document", required=True, help=wording.DOCUMENT.say(language))
    @_graph_options(language)
    def command(name: str, data: Path, document: str, form: str, out: Path | None) -> None:
        from service.answers.annotations import writers
        from service.answers.projections import find_projection, project
        from service.terminal import warn
        from service.web.list_parameters import GRAPH_FORMS

        with _known(language):
            projection = find_projection(name)
        with _opened(data, language) as release:
            (key,) = release.documents(document, language)
            pieces = project(release.engine, release.holdings, projection, key)
            write = writers(release.holdings, projection, key)[GRAPH_FORMS[form]]
            asyncio.run(_deliver(write(pieces), out))
            warn(release.holdings, [key], language)

    return command


def coverage_command(language: Language) -> click.Command:
    """`doelgraaf coverage --data DIR`."""

    @click.command("coverage", help=wording.COVERAGE.say(language))
    @data_option(language)
    @click.option("--document", help=wording.DOCUMENT.say(language))
    @_graph_options(language)
    def command(data: Path, document: str | None, form: str, out: Path | None) -> None:
        from service.answers.measurements import measured
        from service.answers.triples import WRITERS
        from service.web.list_parameters import GRAPH_FORMS

        with _opened(data, language) as release:
            pieces = measured(release.holdings, release.documents(document, language))
            asyncio.run(_deliver(WRITERS[GRAPH_FORMS[form]](pieces), out))

    return command


@dataclass(frozen=True, slots=True)
class _Release:
    """The release that is served, with an engine over it."""

    engine: "Engine"
    holdings: "Holdings"

    def documents(self, path: str | None, language: Language) -> Sequence["DocumentKey"]:
        """The document of a path, or all where none is given.

        Raises:
            WrongUseError: the release does not hold it.
        """
        known = self.holdings.documents
        found = [document for document in known if path in {None, document.path}]
        if path is not None and not found:
            names = ", ".join(document.path for document in known)
            message = wording.NO_DOCUMENT.say(language, path=path, release=self.holdings.release, known=names)
            raise WrongUseError(message)
        return found


@contextmanager
def _opened(data: Path, language: Language) -> Iterator[_Release]:
    from service import logs
    from service.answers.coverage import Holdings
    from service.engine.opening import open_engine
    from service.release.releases import Releases

    logs.configure()
    settings = settings_of(language).model_copy(update={"workers": 1})
    with release_errors(language), engine_errors(language):
        engine = open_engine(data, settings)
        try:
            yield _Release(engine, Holdings.of(Releases(data).manifest(engine.release)))
        finally:
            engine.close()


@contextmanager
def _known(language: Language) -> Iterator[None]:
    """End the command with 2 where a name is not known."""
    try:
        yield
    except SpokenError as error:
        raise WrongUseError(error.say(language)) from error


async def _csv(release: _Release, table: "Table", documents: Sequence["DocumentKey"]) -> AsyncGenerator[bytes, None]:
    from service.answers.tables.rows import read_rows
    from service.answers.tables.writing import csv_head, csv_lines

    yield csv_head(table)
    async with aclosing(read_rows(release.engine, release.holdings, table, documents)) as pieces:
        async for rows in pieces:
            yield csv_lines(rows)


def _write_csv(release: _Release, table: "Table", documents: Sequence["DocumentKey"], out: Path) -> None:
    from service.answers.tables.metadata import metadata

    asyncio.run(_deliver(_csv(release, table, documents), out))
    beside = out.with_name(f"{out.name}-metadata.json")
    beside.write_bytes(metadata(table, out.name, release.holdings, documents))


async def _write_workbook(release: _Release, table: "Table", documents: Sequence["DocumentKey"], out: Path) -> None:
    from service.answers.tables.rows import read_rows
    from service.web.workbooks import SheetFullError, write_workbook

    try:
        with draft_of(out) as draft:
            async with aclosing(read_rows(release.engine, release.holdings, table, documents)) as pieces:
                await write_workbook(draft, table, pieces, release.holdings, documents)
    except SheetFullError as error:
        raise FellShortError(str(error)) from error


async def _deliver(pieces: AsyncGenerator[bytes, None], out: Path | None) -> None:
    """Write pieces to standard output, or to a file that is there whole or not at all."""
    if out is None:
        await _copy(pieces, sys.stdout.buffer)
        return
    with draft_of(out) as draft, draft.open("wb") as file:
        await _copy(pieces, file)


async def _copy(pieces: AsyncGenerator[bytes, None], file: IO[bytes]) -> None:
    async with aclosing(pieces):
        async for piece in pieces:
            file.write(piece)
    file.flush()


def _graph_options(language: Language) -> Callable[[Callable[..., None]], Callable[..., None]]:
    form = click.option(
        "--format",
        "form",
        type=click.Choice(_GRAPH_FORMS),
        default="turtle",
        show_default=True,
        help=FORMAT.say(language),
    )
    out = click.option("--out", type=NewFile(language), help=wording.OUT.say(language))
    return lambda command: form(out(command))
