"""The command `doelgraaf search`: what a release holds by its words, as a table, JSON or CSV. Finds nothing itself."""

# ruff: noqa: PLC0415 - a command imports what it needs when it runs, so that the front door starts fast

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ontology.language import Language
from ontology.usage import WrongUseError
from service import search_wording as wording
from service.cli import data_option, release_errors
from service.wording import JSON

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from service.answers.search.finding import Hit, Results
    from service.answers.search.marks import Marked
    from service.web.search import Searched

_FILE_WIDTH: Final = 240  # characters; a terminal says itself how wide it is
KINDS: Final = ("goal", "ambition", "programme", "criterion", "activity", "reference", "person", "domain")
_FILTERS: Final = (
    ("kind", wording.KIND, click.Choice(KINDS)),
    ("organisation", wording.ORGANISATION, click.STRING),
    ("year", wording.YEAR, click.IntRange(1900, 2200)),
    ("document", wording.DOCUMENT, click.STRING),
    ("domain", wording.DOMAIN, click.STRING),
    ("holder", wording.HOLDER, click.STRING),
)


def commands(language: Language) -> list[click.Command]:
    """The commands of this module, with their help in one language."""
    return [search_command(language)]


def search_command(language: Language) -> click.Command:
    """`doelgraaf search WORDS`."""

    @click.command("search", help=wording.SEARCH.say(language))
    @click.argument("words", nargs=-1)
    @data_option(language)
    @click.option(
        "--limit", type=click.IntRange(1, 100), default=20, show_default=True, help=wording.LIMIT.say(language)
    )
    @click.option("--offset", type=click.IntRange(0, 10_000), default=0, help=wording.OFFSET.say(language))
    @click.option("--json", "as_json", is_flag=True, help=JSON.say(language))
    @click.option("--csv", "as_csv", is_flag=True, help=wording.CSV.say(language))
    def command(
        words: tuple[str, ...], data: Path, limit: int, offset: int, *, as_json: bool, as_csv: bool, **filters: object
    ) -> None:
        if as_json and as_csv:
            raise WrongUseError(wording.ONE_FORM.say(language))
        asked = {"q": " ".join(words), "limit": limit, "offset": offset, **filters}
        _write(_search(data, asked, language), _Form(language, as_json=as_json, as_csv=as_csv))

    made = command
    for name, about, kind in reversed(_FILTERS):
        made = click.option(f"--{name}", multiple=True, type=kind, help=about.say(language))(made)
    return made


@dataclass(frozen=True, slots=True)
class _Form:
    """How the hits are written: for people in a language, or for programs."""

    language: Language
    as_json: bool
    as_csv: bool


def _search(data: Path, asked: dict[str, object], language: Language) -> "Searched":
    """The search over the release that is served.

    Raises:
        WrongUseError: the words or a filter can't be used.
        FellShortError: there is no release, or it has no index.
    """
    from pydantic import ValidationError

    from service.answers.coverage import Holdings
    from service.answers.search.finding import open_search
    from service.answers.search.wanted import WordsError, read_words
    from service.release.releases import Releases
    from service.web.search import Searched, SearchQuery

    with release_errors(language):
        releases = Releases(data)
        release = releases.current()
        index = open_search(releases.folder(release))
        holdings = Holdings.of(releases.manifest(release))
    try:
        words = asked["q"]
        wanted = read_words(words if isinstance(words, str) else "")
        query = SearchQuery.model_validate(asked)
    except WordsError as error:
        raise WrongUseError(error.say(language)) from error
    except ValidationError as error:
        found = error.errors()[0]
        name, value = found["loc"][0], repr(found["input"])
        raise WrongUseError(wording.WRONG_VALUE.say(language, name=name, value=value)) from error
    return Searched(holdings, query, index.find(wanted, query.filters, query.offset, query.limit))


def _write(searched: "Searched", form: _Form) -> None:
    from service.terminal import warn
    from service.web.search import answer, flat

    if form.as_json:
        click.echo(answer(searched).model_dump_json(by_alias=True, indent=1))
        return
    if form.as_csv:
        click.echo(flat(searched.holdings, searched.results).csv(), nl=False)
    else:
        _show(searched, form.language)
    warn(searched.holdings, searched.documents, form.language)


def _show(searched: "Searched", language: Language) -> None:
    from rich.console import Console

    results, offset = searched.results, searched.query.offset
    hits = wording.HITS.say(results.total, language)
    if not results.total:
        click.echo(wording.NONE.say(language))
        return
    if not results.hits:
        click.echo(wording.BEYOND.say(language, hits=hits))
        return
    manifest = searched.holdings.manifest
    titles = {path: entry.title for path, entry in manifest.documents.items()}
    titles |= {code: body.name for code, body in manifest.bodies.items()}
    console = Console(width=None if sys.stdout.isatty() else _FILE_WIDTH)
    console.print(_table(results, titles, language))
    click.echo(wording.SHOWN.say(language, first=offset + 1, last=offset + len(results.hits), hits=hits))


def _table(results: "Results", titles: dict[str, str], language: Language) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in wording.HEADS:
        table.add_column(head.say(language), overflow="fold")
    for hit in results.hits:
        table.add_row(*_cells(hit, titles, language))
    return table


def _cells(hit: "Hit", titles: dict[str, str], language: Language) -> "Sequence[str | Text]":
    from rich.text import Text

    from ontology.iri import printed_number
    from service.web.search_words import kind_name

    row = hit.row
    words = _marked(hit.words) if hit.words else Text("")
    where = Text(titles.get(row.document or row.organisation, ""))
    return Text(kind_name(row.kind, language)), Text(printed_number(row.number)), _marked(hit.title), words, where


def _marked(text: "Marked") -> "Text":
    from rich.text import Text

    shown = Text("" if text.is_begun else "… ")
    for run, is_marked in text.runs:
        shown.append(" ".join(run.split("\n\n")), "bold underline" if is_marked else "")
    return shown.append("" if text.is_ended else " …")
