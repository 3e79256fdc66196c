"""The command of this room: `check`. Knows how findings are shown; finds nothing itself."""

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ontology.language import Counted, Language, Phrase
from ontology.usage import WrongUseError, file_errors

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from ontology.finding import Finding

HELP: Final = Phrase(
    "Controleer een dataset: vormen, thuisgrafen, tellingen, hashes en verwijzingen naar niets.",
    "Check a dataset: shapes, home graphs, counts, digests and pointers to nothing.",
)
JSON_HELP: Final = Phrase("Geef de bevindingen als JSON.", "Give the findings as JSON.")
OWL_HELP: Final = Phrase(
    "Zoek ook tegenspraken met een OWL 2 RL-redeneerder (traag).",
    "Look for contradictions with an OWL 2 RL reasoner too (slow).",
)
COLUMNS: Final = (Phrase("waar", "where"), Phrase("wat", "what"), Phrase("hoe te herstellen", "how to mend it"))
CLEAN: Final = Phrase("{dataset} is in orde: geen bevindingen.", "{dataset} is clean: no findings.")
DIRTY: Final = Phrase("{dataset}: {violations} en {warnings}.", "{dataset}: {violations} and {warnings}.")
VIOLATIONS: Final = Counted(Phrase("fout", "violation"), Phrase("fouten", "violations"))
WARNINGS: Final = Counted(Phrase("waarschuwing", "warning"), Phrase("waarschuwingen", "warnings"))


def commands(language: Language) -> list[click.Command]:
    """The commands of this room, speaking one language."""
    return [check_command(language)]


def check_command(language: Language) -> click.Command:
    """`check DATASET`: a report for people, or JSON; exit code 0 clean, 1 findings, 2 wrong use."""

    def run(dataset: Path, *, as_json: bool, owl: bool) -> None:
        findings = found(dataset, language, owl=owl)
        if as_json:
            click.echo(as_document(dataset, findings))
        else:
            report(dataset, findings, language)
        if findings:
            raise click.exceptions.Exit(1)

    parameters: list[click.Parameter] = [
        click.Argument(["dataset"], type=click.Path(path_type=Path)),
        click.Option(["--json", "as_json"], is_flag=True, help=JSON_HELP.say(language)),
        click.Option(["--owl"], is_flag=True, help=OWL_HELP.say(language)),
    ]
    return click.Command("check", callback=run, params=parameters, help=HELP.say(language))


def found(dataset: Path, language: Language, *, owl: bool) -> "Sequence[Finding]":
    """All findings on a dataset.

    Raises:
        WrongUseError: there is no dataset of a known format in the folder.
    """
    from ontology.check import check  # noqa: PLC0415 - rdflib and the validator take half a second
    from ontology.dataset import Dataset, DatasetError  # noqa: PLC0415 - idem

    # rdflib prints a traceback for each literal that is no value of its type; the shapes tell of those.
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    try:
        with file_errors(language):
            return tuple(check(Dataset(dataset), reasoner=contradictions if owl else None))
    except DatasetError as error:
        raise WrongUseError(error.say(language)) from error


def contradictions(quads: "Iterable[Quad]") -> tuple[str, ...]:
    """What contradicts itself in the quads of a document."""
    from rdflib import Graph  # noqa: PLC0415 - only this option reasons

    from ontology.consistency import inconsistencies  # noqa: PLC0415 - idem
    from ontology.vocabulary import add  # noqa: PLC0415 - idem

    graph = Graph()
    add(graph, quads)
    return inconsistencies(graph)


def as_document(dataset: Path, findings: "Sequence[Finding]") -> str:
    """The findings as JSON, for machines."""
    import msgspec  # noqa: PLC0415 - only this option writes JSON

    told = {"dataset": str(dataset), "clean": not findings, "findings": findings}
    return msgspec.json.format(msgspec.json.encode(told), indent=1).decode()


def report(dataset: Path, findings: "Sequence[Finding]", language: Language) -> None:
    """A table of the findings, and a last line that says clean or how many."""
    from rich.console import Console  # noqa: PLC0415 - not needed for JSON

    console = Console(soft_wrap=not findings)
    if not findings:
        console.print(CLEAN.say(language, dataset=dataset), markup=False)
        return
    console.print(_table(findings, language))
    warnings = sum(1 for finding in findings if finding.severity == "warning")
    summary = DIRTY.say(
        language,
        dataset=dataset,
        violations=VIOLATIONS.say(len(findings) - warnings, language),
        warnings=WARNINGS.say(warnings, language),
    )
    console.print(summary, markup=False, soft_wrap=True)


def _table(findings: "Iterable[Finding]", language: Language) -> object:
    from rich.table import Table  # noqa: PLC0415 - not needed for JSON
    from rich.text import Text  # noqa: PLC0415 - idem

    from ontology.finding import text  # noqa: PLC0415 - idem

    table = Table(show_lines=True)
    for column in COLUMNS:
        table.add_column(column.say(language), overflow="fold")
    for finding in findings:
        where = f"{finding.document}\n{finding.code}\n{finding.focus}"
        table.add_row(Text(where), Text(text(finding.message, language)), Text(text(finding.remedy, language)))
    return table
