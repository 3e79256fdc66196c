"""The command of this room: `check`. Knows how findings are shown; finds nothing itself."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Final

import click

from ontology.language import Counted, Language, Phrase
from ontology.usage import WrongUseError, file_errors

if TYPE_CHECKING:
    from ontology.finding import Finding

HELP: Final = Phrase(
    "Controleer een dataset: vormen, tegenspraken, thuisgrafen, tellingen, hashes en verwijzingen naar niets.",
    "Check a dataset: shapes, contradictions, home graphs, counts, digests and pointers to nothing.",
)
JSON_HELP: Final = Phrase("Geef de bevindingen als JSON.", "Give the findings as JSON.")
REPORT_HELP: Final = Phrase(
    "Schrijf de bevindingen ook als SHACL-rapport; {formats}.", "Write the findings as a SHACL report too; {formats}."
)
OWL_HELP: Final = Phrase(
    "Zoek tegenspraken met een volledige OWL 2 RL-redeneerder (seconden per document).",
    "Look for contradictions with a complete OWL 2 RL reasoner (seconds for a document).",
)
NO_FORMAT: Final = Phrase(
    "--report {path}: van {suffix} is geen formaat bekend; kies een naam die eindigt op {formats}",
    "--report {path}: no format is known for {suffix}; choose a name that ends in {formats}",
)
LONGEST: Final = 200  # characters of a value that are shown; a page as a whole can be one
FORMATS: Final = ".ttl, .nt, .jsonld"
COLUMNS: Final = (Phrase("waar", "where"), Phrase("wat", "what"), Phrase("hoe te herstellen", "how to mend it"))
CLEAN: Final = Phrase("{dataset} is in orde: geen bevindingen.", "{dataset} is clean: no findings.")
DIRTY: Final = Phrase("{dataset}: {violations} en {warnings}.", "{dataset}: {violations} and {warnings}.")
VIOLATIONS: Final = Counted(Phrase("fout", "violation"), Phrase("fouten", "violations"))
OPEN: Final = Phrase(
    "Nog open: {issues} van het lezen; `doelgraaf ingest` toont ze.",
    "Still open: {issues} of reading; `doelgraaf ingest` shows them.",
)
EMPTY: Final = Phrase(
    "{dataset} heeft geen documenten: er is niets gelezen waarvan vaststaat bij welk document het hoort.",
    "{dataset} has no documents: nothing was read of which it is known to which document it belongs.",
)
ISSUES: Final = Counted(Phrase("melding", "issue"), Phrase("meldingen", "issues"))
WARNINGS: Final = Counted(Phrase("waarschuwing", "warning"), Phrase("waarschuwingen", "warnings"))


@dataclass(frozen=True, slots=True)
class Held:
    """What a dataset holds that says how far its findings reach: documents, and issues of reading that are open."""

    documents: int
    issues: int


def commands(language: Language) -> list[click.Command]:
    """The commands of this room, speaking one language."""
    return [check_command(language)]


def check_command(language: Language) -> click.Command:
    """`check DATASET`: a table for people, or JSON, and a SHACL report; 0 clean, 1 findings or empty, 2 wrong."""

    def run(dataset: Path, report_to: Path | None, *, as_json: bool, owl: bool) -> None:
        require_format(report_to, language)
        findings = found(dataset, language, owl=owl)
        held = held_by(dataset)
        if report_to is not None:
            write(report_to, findings, language)
        if as_json:
            click.echo(as_document(dataset, findings, held))
        else:
            report(dataset, findings, held, language)
        if findings or not held.documents:
            raise click.exceptions.Exit(1)

    parameters: list[click.Parameter] = [
        click.Argument(["dataset"], type=click.Path(path_type=Path)),
        click.Option(["--json", "as_json"], is_flag=True, help=JSON_HELP.say(language)),
        click.Option(
            ["--report", "report_to"],
            type=click.Path(path_type=Path, dir_okay=False),
            help=REPORT_HELP.say(language, formats=FORMATS),
        ),
        click.Option(["--owl"], is_flag=True, help=OWL_HELP.say(language)),
    ]
    return click.Command("check", callback=run, params=parameters, help=HELP.say(language))


def found(dataset: Path, language: Language, *, owl: bool) -> "Sequence[Finding]":
    """All findings on a dataset.

    Raises:
        WrongUseError: there is no dataset of a known format in the folder.
    """
    from ontology.check import check  # noqa: PLC0415 - the shapes take a tenth of a second
    from ontology.consistency import contradictions, reasoned  # noqa: PLC0415 - idem
    from ontology.dataset import Dataset, DatasetError  # noqa: PLC0415 - idem

    try:
        with file_errors(language):
            return tuple(check(Dataset(dataset), reasoner=reasoned if owl else contradictions))
    except DatasetError as error:
        raise WrongUseError(error.say(language)) from error


def held_by(dataset: Path) -> Held:
    """What a dataset that can be read holds."""
    from ontology.dataset import Dataset  # noqa: PLC0415 - msgspec, not needed for help

    opened = Dataset(dataset)
    return Held(len(opened.documents()), opened.open_issues())


def require_format(path: Path | None, language: Language) -> None:
    """See that the name of a report tells its format, before anything is checked.

    Raises:
        WrongUseError: it does not.
    """
    from ontology.report import FORMATS as KNOWN  # noqa: PLC0415 - only this option writes RDF

    if path is not None and path.suffix not in KNOWN:
        suffix = path.suffix or path.name
        raise WrongUseError(NO_FORMAT.say(language, path=path, suffix=suffix, formats=FORMATS))


def write(path: Path, findings: "Sequence[Finding]", language: Language) -> None:
    """The findings as a SHACL report in a file.

    Raises:
        WrongUseError: the file can't be written.
    """
    from ontology.report import write_report  # noqa: PLC0415 - only this option writes RDF

    with file_errors(language):
        write_report(path, findings)


def as_document(dataset: Path, findings: "Sequence[Finding]", held: Held) -> str:
    """The findings as JSON, for machines."""
    import msgspec  # noqa: PLC0415 - only this option writes JSON

    clean = not findings and held.documents > 0
    told = {"dataset": str(dataset), "clean": clean, **asdict(held), "findings": findings}
    return msgspec.json.format(msgspec.json.encode(told), indent=1).decode()


def report(dataset: Path, findings: "Sequence[Finding]", held: Held, language: Language) -> None:
    """A table of the findings, a line that says clean or how many, and one on what reading left open."""
    from rich.console import Console  # noqa: PLC0415 - not needed for JSON

    from ontology.finding import told_once  # noqa: PLC0415 - idem

    console = Console(soft_wrap=not findings)
    if not findings:
        console.print((CLEAN if held.documents else EMPTY).say(language, dataset=dataset), markup=False)
        _report_open(held, language)
        return
    findings = told_once(findings)
    console.print(_table(findings, language))
    warnings = sum(1 for finding in findings if finding.severity == "warning")
    summary = DIRTY.say(
        language,
        dataset=dataset,
        violations=VIOLATIONS.say(len(findings) - warnings, language),
        warnings=WARNINGS.say(warnings, language),
    )
    console.print(summary, markup=False, soft_wrap=True)
    _report_open(held, language)


def _report_open(held: Held, language: Language) -> None:
    if held.issues:
        click.echo(OPEN.say(language, issues=ISSUES.say(held.issues, language)))


def _table(findings: "Iterable[Finding]", language: Language) -> object:
    from rich.table import Table  # noqa: PLC0415 - not needed for JSON
    from rich.text import Text  # noqa: PLC0415 - idem

    from ontology.finding import text  # noqa: PLC0415 - idem

    table = Table(show_lines=True)
    for column in COLUMNS:
        table.add_column(column.say(language), overflow="fold")
    for finding in findings:
        value = shorten(finding.value or "", LONGEST, placeholder=" …")
        told = (finding.document, finding.code, finding.focus, finding.path, value)
        where = "\n".join(part for part in told if part)
        table.add_row(Text(where), Text(text(finding.message, language)), Text(text(finding.remedy, language)))
    return table
