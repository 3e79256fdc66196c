"""The commands of ingest: `ingest` makes a dataset of pages, `read` shows what one page reads as."""

# ruff: noqa: PLC0415 - a command imports what it needs when it runs, so that the front door starts fast

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import click

from ontology.language import Counted, Language, Phrase, told
from ontology.usage import WrongUseError, file_errors, require_folder

if TYPE_CHECKING:
    from ingest.origin import ListedBody
    from ingest.write import Summary, Watcher

DEFAULT_BASE: Final = "http://localhost:8000"
SHORTFALL: Final = 1
# What no IRI holds (RFC 3987, section 2.2), and what would end the path that identifiers continue.
NOT_IN_BASE: Final = re.compile(r"[\x00-\x20\x7f<>\"{}|\\^`?#]")

INGEST: Final = Phrase(
    "Maak van pagina's een dataset.\n\n"
    "PATH is een bestand of map met pagina's: tekst, HTML, .mhtml, .zip, .warc.gz. Naast een pagina mag NAAM.yml staan "
    "(source, capturedAt, organisation, document), en in de map bodies.yml en corrections.yml. Wat niet opnieuw wordt "
    "aangeboden, blijft.\n\n"
    "Voorbeeld: doelgraaf ingest paginas --out dataset --base https://data.voorbeeld.nl",
    "Make a dataset of pages.\n\n"
    "PATH is a file or folder of pages: text, HTML, .mhtml, .zip, .warc.gz. Beside a page may stand NAME.yml (source, "
    "capturedAt, organisation, document), and in the folder bodies.yml and corrections.yml. What is not offered again "
    "stays.\n\n"
    "Example: doelgraaf ingest pages --out dataset --base https://data.example.org",
)
READ: Final = Phrase(
    "Lees één pagina en toon wat erin gevonden is.\n\n"
    "FILE is een bestand (tekst, HTML, archief), of - voor standaardinvoer. De posities tellen tekens van de "
    "tekst in het record.\n\n"
    "Voorbeeld: doelgraaf read pagina.txt --format ttl",
    "Read one page and show what was found in it.\n\n"
    "FILE is a file (text, HTML, archive), or - for standard input. Offsets count code points of the text in the "
    "record.\n\n"
    "Example: doelgraaf read page.txt --format ttl",
)
READING: Final = Phrase("Pagina's lezen", "Reading pages")
LINKING: Final = Phrase("Organisaties verbinden", "Linking bodies")
DONE: Final = Phrase("{files} gelezen, {issues}; dataset in {out}", "{files} read, {issues}; dataset in {out}")
CORRECTED: Final = Phrase("{followed} gevolgd, {unfit} niet passend", "{followed} followed, {unfit} do not fit")
CORRECTIONS: Final = Counted(Phrase("correctie", "correction"), Phrase("correcties", "corrections"))
FILES: Final = Counted(Phrase("bestand", "file"), Phrase("bestanden", "files"))
ISSUES: Final = Counted(Phrase("melding", "issue"), Phrase("meldingen", "issues"))
NO_BASE: Final = Phrase(
    "--base {base!r}: geen basis-IRI; geef http:// of https:// met een host en misschien een pad, zonder vraagteken, "
    "hekje of spatie, zoals https://data.voorbeeld.nl",
    "--base {base!r}: no base IRI; give http:// or https:// with a host and perhaps a path, without question mark, "
    "hash or space, such as https://data.example.org",
)
OTHER_BASE: Final = Phrase(
    "{out}: deze dataset heeft basis {known} en niet {base}; geef --base {known}, of een andere map met --out",
    "{out}: this dataset has the base {known}, not {base}; give --base {known}, or another folder with --out",
)
NOT_THERE: Final = Phrase(
    "{path}: dit bestand of deze map bestaat niet; kijk het pad na",
    "{path}: there is no such file or folder; look at the path again",
)
NO_PAGE_FILE: Final = Phrase(
    "{path}: is een map; geef een bestand, of lees de map met `doelgraaf ingest`",
    "{path}: is a folder; give a file, or read the folder with `doelgraaf ingest`",
)
NO_PAGES: Final = Phrase(
    "{paths}: hier staat geen pagina; leg er pagina's in als tekst (NAAM.txt) of HTML (NAAM.html)",
    "{paths}: there is no page here; put pages in it as text (NAME.txt) or HTML (NAME.html)",
)
OUT_IN_INPUT: Final = Phrase(
    "--out {out}: ligt in de invoer {path} en zou als pagina gelezen worden; kies een map daarbuiten",
    "--out {out}: lies in the input {path} and would be read as pages; choose a folder outside it",
)
NOT_OURS: Final = Phrase(
    "--out {out}: deze map is geen dataset en niet leeg (er staat {name} in); kies een lege of een nieuwe map",
    "--out {out}: this folder is no dataset and not empty ({name} is in it); choose an empty or a new folder",
)
BAD_INPUT: Final = Phrase("de invoer is niet bruikbaar: {why}", "the input can't be used: {why}")


def commands(language: Language) -> list[click.Command]:
    """The commands of this room, with their help in one language."""
    return [ingest_command(language), read_command(language)]


def ingest_command(language: Language) -> click.Command:
    """`doelgraaf ingest PATH... --out DATASET`."""

    @click.command("ingest", help=INGEST.say(language))
    @click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
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
        help=Phrase("processen die lezen en verbinden", "processes that read and link").say(language),
    )
    @click.option("--quiet", is_flag=True, help=Phrase("toon alleen meldingen", "show issues only").say(language))
    @click.option("--json", "as_json", is_flag=True, help=Phrase("uitkomst als JSON", "result as JSON").say(language))
    def command(paths: tuple[Path, ...], out: Path, base: str, jobs: int, *, quiet: bool, as_json: bool) -> None:
        summary = run_ingest(paths, out, base, jobs, language, quiet=quiet or as_json)
        if as_json:
            from ingest.report import summary_json

            click.echo(summary_json(summary))
        else:
            show(summary, out, language, quiet=quiet)
        if summary.issues:
            sys.exit(SHORTFALL)

    return command


def run_ingest(  # noqa: PLR0913 - what a run is given, and how it is shown
    paths: tuple[Path, ...],
    out: Path,
    base: str,
    jobs: int,
    language: Language,
    *,
    quiet: bool,
    assumed: "ListedBody | None" = None,
) -> "Summary":
    """Run ingest with a progress bar on a terminal; `assumed` is whose the pages are that do not say it themselves.

    Raises:
        WrongUseError: the input, the base or the folder of the dataset can't be used.
    """
    from ingest.write import Run, ingest

    base = tidy_base(base, language)
    with _input_errors(language):
        _require_input(paths, language)
        _require_out(paths, out, base, language)
        with _progress(shown=not quiet and sys.stderr.isatty()) as step:
            run = Run(paths, out, base, jobs, assumed)
            return ingest(run, step(READING.say(language)), step(LINKING.say(language)))


@contextmanager
def _progress(*, shown: bool) -> "Iterator[Callable[[str], Watcher]]":
    """A bar for each step of the work, on standard error, while the block lasts; gives what makes the bar of a step."""
    if not shown:
        yield lambda _: lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bars:

        def step(name: str) -> "Watcher":
            task = bars.add_task(name, total=None, start=False, visible=False)

            def told(done: int, total: int) -> None:
                if done == 1:
                    bars.start_task(task)
                bars.update(task, completed=done, total=total, visible=True)

            return told

        yield step


def tidy_base(base: str, language: Language) -> str:
    """A base IRI as identifiers continue it: without a slash at its end.

    Raises:
        WrongUseError: it is no address of http or https, or no path can be put behind it.
    """
    try:
        parts = urlsplit(base)
        usable = parts.scheme in {"http", "https"} and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:  # brackets or a port that are none
        usable = False
    if not usable or NOT_IN_BASE.search(base) or not base.startswith(("http://", "https://")):
        raise WrongUseError(NO_BASE.say(language, base=base))
    return base.rstrip("/")


def _require_input(paths: tuple[Path, ...], language: Language) -> None:
    from ingest.pages import find_pages, read_corrections

    require_paths(paths, language)
    if next(find_pages(paths), None) is None and not read_corrections(paths):
        raise WrongUseError(NO_PAGES.say(language, paths=", ".join(map(str, paths))))


def require_paths(paths: tuple[Path, ...], language: Language) -> None:
    """Refuse a path where there is nothing.

    Raises:
        WrongUseError: it is refused.
    """
    for path in paths:
        if not path.exists():
            raise WrongUseError(NOT_THERE.say(language, path=path))


def _require_out(paths: tuple[Path, ...], out: Path, base: str, language: Language) -> None:
    from ontology.dataset import MANIFEST, Dataset

    require_folder("--out", out, language)
    for path in paths:
        if path.is_dir() and out.resolve().is_relative_to(path.resolve()):
            raise WrongUseError(OUT_IN_INPUT.say(language, out=out, path=path))
    if not (out / MANIFEST).exists() and (other := _other_file(out)) is not None:
        raise WrongUseError(NOT_OURS.say(language, out=out, name=other))
    if (out / MANIFEST).exists() and (known := Dataset(out).manifest().base) != base:
        raise WrongUseError(OTHER_BASE.say(language, out=out, known=known, base=base))


def _other_file(out: Path) -> str | None:
    """What a folder holds that no dataset does, not even one whose first run was broken off; None for nothing."""
    from ontology.dataset import FOLDERS

    names = sorted(path.name for path in out.iterdir()) if out.is_dir() else []
    return next((name for name in names if name not in FOLDERS and not name.startswith(".")), None)


@contextmanager
def _input_errors(language: Language) -> Iterator[None]:
    """End the command with 2 where what it was given can't be used."""
    from ingest.pages import InputError
    from ingest.sources import SourceError
    from ontology.dataset import DatasetError

    try:
        with file_errors(language):
            yield
    except (InputError, SourceError) as error:
        raise WrongUseError(BAD_INPUT.say(language, why=told(error, language))) from error
    except DatasetError as error:
        raise WrongUseError(error.say(language)) from error


def show(summary: "Summary", out: Path, language: Language, *, quiet: bool) -> None:
    """The outcome for people: issues first, each with its remedy, then tables of what the dataset holds."""
    from rich.console import Console

    from ingest.report import document_table, earlier_line, fates_line, issue_table

    for issue in summary.issues:
        click.echo(issue.say(language), err=True)
    if quiet:
        return
    console = Console()
    console.print(document_table(summary.documents, language))
    if summary.issues:
        console.print()
        console.print(issue_table(summary, language))
    told = summary.corrections
    if told.followed or told.unfit:
        followed = CORRECTIONS.say(told.followed, language)
        click.echo(CORRECTED.say(language, followed=followed, unfit=told.unfit))
    if summary.files:
        click.echo(fates_line(summary.fates, language))
    if (earlier := earlier_line(summary, language)) is not None:
        click.echo(earlier)
    files, issues = FILES.say(summary.files, language), ISSUES.say(len(summary.issues), language)
    click.echo(DONE.say(language, files=files, issues=issues, out=out))


def read_command(language: Language) -> click.Command:
    """`doelgraaf read FILE... [--source URL] [--format json|ttl|nq|blocks]`."""

    @click.command("read", help=READ.say(language))
    @click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
    @click.option("--source", help=Phrase("adres van de pagina", "address of the page").say(language))
    @click.option("--base", default=DEFAULT_BASE, show_default=True, help=Phrase("basis-IRI", "base IRI").say(language))
    @click.option(
        "--format",
        "form",
        type=click.Choice(["json", "ttl", "nq", "blocks"]),
        default="json",
        show_default=True,
        help=Phrase(
            "vorm van de uitkomst; blocks: elke regel met zijn plaats in tekst en bron",
            "form of the result; blocks: each line with its place in text and source",
        ).say(language),
    )
    def command(files: tuple[Path, ...], source: str | None, base: str, form: str) -> None:
        from ingest.show import read_and_show

        base = tidy_base(base, language)
        _require_files(files, language)
        with _input_errors(language):
            flawless = [read_and_show(file, source, base, form, language) for file in files]
        if not all(flawless):
            sys.exit(SHORTFALL)

    return command


def _require_files(files: tuple[Path, ...], language: Language) -> None:
    from ingest.show import STANDARD_INPUT

    require_paths(tuple(file for file in files if file != STANDARD_INPUT), language)
    for file in files:
        if file.is_dir():
            raise WrongUseError(NO_PAGE_FILE.say(language, path=file))
