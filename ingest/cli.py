"""The commands of ingest: `ingest` makes a dataset of pages, `read` shows what one page reads as."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ontology.language import Language, Phrase

if TYPE_CHECKING:
    from ingest.write import Summary

DEFAULT_BASE: Final = "http://localhost:8000"
SHORTFALL: Final = 1
WRONG_USE: Final = 2

INGEST: Final = Phrase(
    "Maak van pagina's een dataset.\n\n"
    "PATH is een bestand of map met pagina's (tekst). Naast een pagina mag NAAM.yml staan (source, capturedAt, "
    "organisation, document), en in de map bodies.yml. Wat niet opnieuw wordt aangeboden, blijft.\n\n"
    "Voorbeeld: doelgraaf ingest paginas --out dataset --base https://data.voorbeeld.nl",
    "Make a dataset of pages.\n\n"
    "PATH is a file or folder of pages (text). Beside a page may stand NAME.yml (source, capturedAt, organisation, "
    "document), and in the folder bodies.yml. What is not offered again stays.\n\n"
    "Example: doelgraaf ingest pages --out dataset --base https://data.example.org",
)
READ: Final = Phrase(
    "Lees één pagina en toon wat erin gevonden is.\n\n"
    "FILE is een bestand, of - voor standaardinvoer. De posities tellen tekens van de tekst in het record.\n\n"
    "Voorbeeld: doelgraaf read pagina.txt --format ttl",
    "Read one page and show what was found in it.\n\n"
    "FILE is a file, or - for standard input. Offsets count code points of the text in the record.\n\n"
    "Example: doelgraaf read page.txt --format ttl",
)
READING: Final = Phrase("Pagina's lezen", "Reading pages")
DONE: Final = Phrase(
    "{files} bestanden gelezen, {issues} meldingen; dataset in {out}",
    "{files} files read, {issues} issues; dataset in {out}",
)
HEADS: Final = Phrase(
    "document|pagina's|gevonden|niet geladen|bestaat niet|anders|meldingen",
    "document|pages|found|not loaded|no such number|other|issues",
)
TITLE: Final = Phrase(
    "Pagina's per document, en wat van hun verwijzingen gevonden is",
    "Pages per document, and what was found of their references",
)


def commands(language: Language) -> list[click.Command]:
    """The commands of this room, with their help in one language."""
    return [ingest_command(language), read_command(language)]


def ingest_command(language: Language) -> click.Command:
    """`doelgraaf ingest PATH... --out DATASET`."""

    @click.command("ingest", help=INGEST.say(language))
    @click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
    @click.option(
        "--out",
        required=True,
        type=click.Path(path_type=Path),
        help=Phrase("map van de dataset", "dataset folder").say(language),
    )
    @click.option(
        "--base",
        default=DEFAULT_BASE,
        show_default=True,
        help=Phrase("basis-IRI van alles wat een naam krijgt", "base IRI of all that gets a name").say(language),
    )
    @click.option(
        "--jobs",
        default=1,
        show_default=True,
        type=click.IntRange(1),
        help=Phrase("leesprocessen", "reading processes").say(language),
    )
    @click.option("--quiet", is_flag=True, help=Phrase("toon alleen meldingen", "show issues only").say(language))
    @click.option("--json", "as_json", is_flag=True, help=Phrase("uitkomst als JSON", "result as JSON").say(language))
    def command(paths: tuple[Path, ...], out: Path, base: str, jobs: int, *, quiet: bool, as_json: bool) -> None:
        summary = run_ingest(paths, out, base, jobs, language, quiet=quiet or as_json)
        if as_json:
            click.echo(summary_json(summary))
        else:
            show(summary, out, language, quiet=quiet)
        if summary.issues:
            sys.exit(SHORTFALL)

    return command


def run_ingest(
    paths: tuple[Path, ...], out: Path, base: str, jobs: int, language: Language, *, quiet: bool
) -> "Summary":
    """Run ingest with a progress bar on a terminal; input that can't be used ends the command with code 2."""
    from rich.progress import Progress  # noqa: PLC0415 - imported when used: the front door must start fast

    from ingest.pages import InputError  # noqa: PLC0415
    from ingest.sources import SourceError  # noqa: PLC0415
    from ingest.write import Run, ingest  # noqa: PLC0415
    from ontology.dataset import DatasetError  # noqa: PLC0415

    with Progress(disable=quiet or not sys.stderr.isatty(), transient=True) as bar:
        task = bar.add_task(READING.say(language), total=None)
        try:
            return ingest(
                Run(paths, out, base.rstrip("/"), jobs),
                lambda done, total: bar.update(task, completed=done, total=total),
            )
        except (InputError, SourceError, DatasetError) as error:
            raise click.UsageError(str(error)) from error


def show(summary: "Summary", out: Path, language: Language, *, quiet: bool) -> None:
    """The outcome for people: issues first, each with its remedy, then a table of what the dataset holds."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    for issue in summary.issues:
        click.echo(issue.say(language), err=True)
    if quiet:
        return
    first, *others = HEADS.say(language).split("|")
    table = Table(first, box=SIMPLE_HEAD, pad_edge=False, title=TITLE.say(language), title_justify="left")
    table.columns[0].no_wrap = True
    for head in others:
        table.add_column(head, justify="right")
    for path, entry in summary.documents.items():
        found = Counter(entry.references)
        named = ("resolved", "not-loaded", "dangling")
        rest = sum(found.values()) - sum(found[code] for code in named)
        numbers = (entry.coverage.pages_read, *(found[code] for code in named), rest, sum(entry.issues.values()))
        table.add_row(f"{entry.title} ({path.split('/')[0]})", *(str(number) for number in numbers))
    Console().print(table)
    click.echo(DONE.say(language, files=summary.files, issues=len(summary.issues), out=out))


def summary_json(summary: "Summary") -> str:
    """The outcome for machines."""
    import msgspec  # noqa: PLC0415

    return msgspec.json.format(msgspec.json.encode(summary, order="sorted")).decode()


def read_command(language: Language) -> click.Command:
    """`doelgraaf read FILE... [--source URL] [--format json|ttl|nq]`."""

    @click.command("read", help=READ.say(language))
    @click.argument(
        "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True)
    )
    @click.option("--source", help=Phrase("adres van de pagina", "address of the page").say(language))
    @click.option("--base", default=DEFAULT_BASE, show_default=True, help=Phrase("basis-IRI", "base IRI").say(language))
    @click.option("--format", "form", type=click.Choice(["json", "ttl", "nq"]), default="json", show_default=True)
    def command(files: tuple[Path, ...], source: str | None, base: str, form: str) -> None:
        from ingest.show import read_and_show  # noqa: PLC0415

        flawless = [read_and_show(file, source, base.rstrip("/"), form) for file in files]
        if not all(flawless):
            sys.exit(SHORTFALL)

    return command
