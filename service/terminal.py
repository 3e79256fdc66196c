"""Shows things to a person in a terminal: the answer to one query, as a table or as it came, cautions, releases."""

import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace
from enum import StrEnum
from typing import Final

import click
from rich.console import Console

from ontology.iri import DocumentKey
from ontology.language import Language, Phrase
from service.answers.coverage import Holdings, caution
from service.answers.hints import hint
from service.answers.hints_answer import MOST_OF_NONE, is_empty
from service.answers.labels import find_labels
from service.engine import guard
from service.engine.engine import Engine, Question
from service.engine.formats import JSON_RESULTS
from service.engine.rows import as_written, parse_rows, read_table
from service.release.listing import Listed
from service.table import NO_ROWS, NO_ROWS_FIT, ROWS, make_release_table, make_table

# A table in a file is as wide as its values; a terminal says itself how wide it is.
_FILE_WIDTH: Final = 240


class Shape(StrEnum):
    """The shape in which an answer is shown."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


async def show_answer(engine: Engine, asked: Question, shape: Shape, language: Language) -> None:
    """Ask a query and write the answer to standard output; a graph comes as Turtle, or as JSON-LD.

    The form of the answer follows from the shape, whatever the question says of it.

    Raises:
        EngineError: there is no answer, of the subclass that says why.
    """
    form = guard.read(asked.text).form
    gives_triples = form is not None and form.gives_triples
    match shape:
        case Shape.TABLE if not gives_triples:
            question = replace(asked, media_type=JSON_RESULTS)
            await _show_results(engine, question, await _whole(await engine.stream(question)), language)
        case Shape.CSV if not gives_triples:
            await _copy(engine, replace(asked, media_type="text/csv"), language)
        case Shape.JSON:
            media_type = "application/ld+json" if gives_triples else JSON_RESULTS
            await _copy(engine, replace(asked, media_type=media_type), language)
        case Shape.TABLE | Shape.CSV:
            await _copy(engine, replace(asked, media_type="text/turtle"), language)


def show_releases(found: Sequence[Listed], language: Language) -> None:
    """Write what releases there are to standard output, with an asterisk at the one that is served."""
    _console().print(make_release_table(found, language))


def warn(holdings: Holdings, documents: Sequence[DocumentKey], language: Language) -> None:
    """Write to standard error which documents are not known to be complete, in one line; nothing where all are."""
    warning = caution(holdings, documents)
    if warning is not None:
        click.echo(warning.nl if language is Language.NL else warning.en, err=True)


async def _show_results(engine: Engine, question: Question, content: bytes, language: Language) -> None:
    table = read_table(content)
    if isinstance(table, bool):
        click.echo((Phrase("ja", "yes") if table else Phrase("nee", "no")).say(language))
        if not table:
            _show_hints(await hint(engine, question), language)
        return
    rows = parse_rows(content)
    if not rows:
        found = await hint(engine, question)
        click.echo((NO_ROWS if found else NO_ROWS_FIT).say(language))
        _show_hints(found, language)
        return
    names = as_written(table, question.text).names
    _console().print(make_table(names, rows, await find_labels(engine, rows, language), language))
    click.echo(ROWS.say(language, count=len(rows)))


def note(said: Sequence[Phrase], language: Language) -> None:
    """Write what is to be known of an answer to standard error."""
    _show_hints(said, language, beside=True)


def _show_hints(found: Sequence[Phrase], language: Language, *, beside: bool = False) -> None:
    """Write hints; `beside` an answer that a program may read, to standard error."""
    for phrase in found:
        click.echo(phrase.say(language), err=beside)


def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else _FILE_WIDTH)


async def _whole(chunks: AsyncGenerator[bytes, None]) -> bytes:
    async with aclosing(chunks):
        return b"".join([chunk async for chunk in chunks])


async def _copy(engine: Engine, question: Question, language: Language) -> None:
    begin = b""
    async with aclosing(await engine.stream(question)) as chunks:
        async for chunk in chunks:
            begin += chunk if len(begin) < MOST_OF_NONE else b""
            click.echo(chunk, nl=False)
    if is_empty(begin, question.media_type):
        _show_hints(await hint(engine, question), language, beside=True)
