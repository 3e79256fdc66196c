"""Shows things to a person in a terminal: the answer to one query, as a table or as it came, and the releases."""

import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from enum import StrEnum
from typing import Final

import click
from rich.console import Console

from ontology.language import Language, Phrase
from service.answers.labels import find_labels
from service.engine import guard
from service.engine.engine import Engine, Question
from service.engine.formats import JSON_RESULTS
from service.engine.rows import parse_rows, read_table
from service.release.releases import ReleaseManifest
from service.table import NO_ROWS, ROWS, make_release_table, make_table

# A table in a file is as wide as its values; a terminal says itself how wide it is.
_FILE_WIDTH: Final = 240


class Shape(StrEnum):
    """The shape in which an answer is shown."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


async def show_answer(engine: Engine, query: str, shape: Shape, timeout_s: float, language: Language) -> None:
    """Ask the query and write the answer to standard output; a graph comes as Turtle, or as JSON-LD.

    Raises:
        EngineError: there is no answer, of the subclass that says why.
    """
    form = guard.read(query).form
    gives_triples = form is not None and form.gives_triples
    match shape:
        case Shape.TABLE if not gives_triples:
            content = await _whole(await engine.stream(Question(query, JSON_RESULTS, timeout_s)))
            await _show_results(engine, content, language)
        case Shape.CSV if not gives_triples:
            await _copy(await engine.stream(Question(query, "text/csv", timeout_s)))
        case Shape.JSON:
            media_type = "application/ld+json" if gives_triples else JSON_RESULTS
            await _copy(await engine.stream(Question(query, media_type, timeout_s)))
        case Shape.TABLE | Shape.CSV:
            await _copy(await engine.stream(Question(query, "text/turtle", timeout_s)))


def show_releases(manifests: Sequence[ReleaseManifest], current: str, language: Language) -> None:
    """Write what releases there are to standard output, with an asterisk at the one that is served."""
    _console().print(make_release_table(manifests, current, language))


async def _show_results(engine: Engine, content: bytes, language: Language) -> None:
    table = read_table(content)
    if isinstance(table, bool):
        click.echo((Phrase("ja", "yes") if table else Phrase("nee", "no")).say(language))
        return
    rows = parse_rows(content)
    if not rows:
        click.echo(NO_ROWS.say(language))
        return
    _console().print(make_table(table.names, rows, await find_labels(engine, rows, language), language))
    click.echo(ROWS.say(language, count=len(rows)))


def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else _FILE_WIDTH)


async def _whole(chunks: AsyncGenerator[bytes, None]) -> bytes:
    async with aclosing(chunks):
        return b"".join([chunk async for chunk in chunks])


async def _copy(chunks: AsyncGenerator[bytes, None]) -> None:
    async with aclosing(chunks):
        async for chunk in chunks:
            click.echo(chunk, nl=False)
