"""The commands of hand coding: `sample` makes a sheet in which people judge references, `agreement` counts it."""

# ruff: noqa: PLC0415 - a command imports what it needs when it runs, so that the front door starts fast

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ontology.language import Counted, Language, Phrase
from ontology.usage import NewFile, WrongUseError, file_errors

if TYPE_CHECKING:
    from rich.table import Table

    from ingest.agreement import Agreement, Judged, Precision
    from ingest.intervals import Interval

SAMPLE: Final = Phrase(
    "Maak een codeerblad van een steekproef van verwijzingen.\n\n"
    "DATASET is een map die `doelgraaf ingest` maakte. In het blad (XLSX) oordelen twee mensen, elk in eigen kolommen, "
    "over elke verwijzing; het tweede blad legt de codes uit. Elk stratum krijgt zijn aandeel, en ten minste één "
    "verwijzing. Dezelfde seed trekt dezelfde steekproef.\n\n"
    "Voorbeeld: doelgraaf sample dataset --n 200 --out blad.xlsx",
    "Make a coding sheet of a sample of references.\n\n"
    "DATASET is a folder that `doelgraaf ingest` made. In the sheet (XLSX) two people judge each reference, each in "
    "columns of their own; its second sheet explains the codes. Every stratum gets its share, and at least one "
    "reference. The same seed draws the same sample.\n\n"
    "Example: doelgraaf sample dataset --n 200 --out sheet.xlsx",
)
AGREEMENT: Final = Phrase(
    "Tel een ingevuld codeerblad.\n\n"
    "SHEET is een blad van `doelgraaf sample` dat twee mensen invulden. Toont hoe ver zij het eens zijn (percentage, "
    "Cohens kappa), hoe vaak de lezer gelijk heeft volgens elk en volgens beiden, en waar zij verschillen; alles met "
    "een interval van 95 %.\n\n"
    "Voorbeeld: doelgraaf agreement blad.xlsx",
    "Count a coding sheet that was filled in.\n\n"
    "SHEET is a sheet of `doelgraaf sample` that two people filled in. Shows how far they agree (percentage, Cohen's "
    "kappa), how often the reader is right by each and by both, and where they differ; all with an interval of "
    "95 %.\n\n"
    "Example: doelgraaf agreement sheet.xlsx",
)
SIZE: Final = Phrase("hoeveel verwijzingen", "how many references")
BY: Final = Phrase("strata: een of meer van {features}, met komma's", "strata: one or more of {features}, with commas")
SEED: Final = Phrase("welke steekproef: een geheel getal", "which sample: an integer")
OUT: Final = Phrase("het codeerblad, een nieuw bestand", "the coding sheet, a new file")
JSON: Final = Phrase("uitkomst als JSON", "result as JSON")
NO_FEATURE: Final = Phrase(
    "--by {name}: daarnaar kan niet worden verdeeld; kies uit {features}",
    "--by {name}: references can't be told apart by that; choose from {features}",
)
TAKEN: Final = Phrase(
    "--out {out}: bestaat al en kan oordelen bevatten; kies een andere naam of haal het bestand weg",
    "--out {out}: exists and may hold what people said; choose another name or remove the file",
)
NO_XLSX: Final = Phrase(
    "--out {out}: een codeerblad is een .xlsx; geef een naam die daarop eindigt",
    "--out {out}: a coding sheet is an .xlsx; give a name that ends in that",
)
NOTHING: Final = Phrase(
    "{dataset}: er zijn geen verwijzingen om te beoordelen; maak een dataset van pagina's die er hebben",
    "{dataset}: there are no references to judge; make a dataset of pages that have some",
)
DRAWN: Final = Phrase(
    "{drawn} uit {strata} in {out}; vul de kolommen van codeur 1 en 2 in, en tel met: doelgraaf agreement {out}",
    "{drawn} of {strata} in {out}; fill in the columns of coder 1 and 2, and count with: doelgraaf agreement {out}",
)
REFERENCES: Final = Counted(Phrase("verwijzing", "reference"), Phrase("verwijzingen", "references"))
STRATA: Final = Counted(Phrase("stratum", "stratum"), Phrase("strata", "strata"))
HEADS: Final = (
    Phrase("wat", "what"),
    Phrase("beiden", "both"),
    Phrase("gelijk", "same"),
    Phrase("kappa", "kappa"),
    Phrase("juist:\ncodeur 1", "right:\ncoder 1"),
    Phrase("juist:\ncodeur 2", "right:\ncoder 2"),
    Phrase("juist:\nbeiden", "right:\nboth"),
)
NAMES: Final = {
    "reference": Phrase("verwijzing", "reference"),
    "role": Phrase("rol", "role"),
    "relation": Phrase("relatie", "relation"),
    "target": Phrase("doel", "target"),
    "everything": Phrase("alles", "everything"),
}
JUDGED: Final = Phrase(
    "{references} beoordeeld; juist: hoe vaak de lezer gelijk heeft; intervallen van 95 %",
    "{references} judged; right: how often the reader is; intervals of 95 %",
)
DIFFER: Final = Phrase("Waar de codeurs verschillen:", "Where the coders differ:")
DIFFERENCE: Final = Phrase(
    "rij {row}, {name}: codeur 1 {first}, codeur 2 {second}, gelezen {read}\n  {sentence}",
    "row {row}, {name}: coder 1 {first}, coder 2 {second}, read {read}\n  {sentence}",
)
NONE: Final = Phrase("De codeurs verschillen nergens.", "The coders differ nowhere.")


def commands(language: Language) -> list[click.Command]:
    """The commands of hand coding, with their help in one language."""
    return [sample_command(language), agreement_command(language)]


def sample_command(language: Language) -> click.Command:
    """`doelgraaf sample DATASET --n 200 --by resolution,layout --seed 1 --out sheet.xlsx`."""
    from ingest.sample import FEATURES

    @click.command("sample", help=SAMPLE.say(language))
    @click.argument("dataset", metavar="DATASET", type=click.Path(path_type=Path))
    @click.option(
        "--n", "size", default=200, show_default=True, type=click.IntRange(1, 10_000), help=SIZE.say(language)
    )
    @click.option(
        "--by", default="resolution,layout", show_default=True, help=BY.say(language, features=", ".join(FEATURES))
    )
    @click.option("--seed", default=1, show_default=True, type=int, help=SEED.say(language))
    @click.option("--out", required=True, type=NewFile(language), help=OUT.say(language))
    def command(dataset: Path, size: int, by: str, seed: int, out: Path) -> None:
        run_sample(dataset, size, by, seed, out, language)

    return command


def run_sample(dataset: Path, size: int, by: str, seed: int, out: Path, language: Language) -> None:
    """Draw a sample and write its sheet.

    Raises:
        WrongUseError: the dataset, the strata or the name of the sheet can't be used.
    """
    from ingest.coding_sheet import write_sheet
    from ingest.sample import draw
    from ontology.dataset import Dataset

    names = _features(by, language)
    with _errors(language):
        if out.suffix.lower() != ".xlsx":
            raise WrongUseError(NO_XLSX.say(language, out=out))
        if out.exists():
            raise WrongUseError(TAKEN.say(language, out=out))
        sample = draw(Dataset(dataset), size, names, seed)
        if not sample.drawn:
            raise WrongUseError(NOTHING.say(language, dataset=dataset))
        write_sheet(sample, out)
    drawn, strata = REFERENCES.say(len(sample.drawn), language), STRATA.say(len(sample.strata), language)
    click.echo(DRAWN.say(language, drawn=drawn, strata=strata, out=out))


def _features(by: str, language: Language) -> tuple[str, ...]:
    """The names that a list of strata gives."""
    from ingest.sample import FEATURES

    names = tuple(name.strip() for name in by.split(","))
    for name in names:
        if name not in FEATURES:
            raise WrongUseError(NO_FEATURE.say(language, name=name, features=", ".join(FEATURES)))
    return names


@contextmanager
def _errors(language: Language) -> Iterator[None]:
    """End the command with 2 where what it was given can't be used."""
    from ingest.coded import SheetError
    from ontology.dataset import DatasetError

    try:
        with file_errors(language):
            yield
    except (DatasetError, SheetError) as error:
        raise WrongUseError(error.say(language)) from error


def agreement_command(language: Language) -> click.Command:
    """`doelgraaf agreement SHEET [--json]`."""

    @click.command("agreement", help=AGREEMENT.say(language))
    @click.argument("sheet", metavar="SHEET", type=click.Path(path_type=Path))
    @click.option("--json", "as_json", is_flag=True, help=JSON.say(language))
    def command(sheet: Path, *, as_json: bool) -> None:
        from ingest.agreement import agreement
        from ingest.cli import require_paths
        from ingest.coded import read_sheet

        require_paths((sheet,), language)
        with _errors(language):
            counted = agreement(read_sheet(sheet))
        if as_json:
            click.echo(as_document(counted))
        else:
            show(counted, language)

    return command


def as_document(counted: "Agreement") -> str:
    """What a sheet says, for machines; undefined figures are null."""
    import msgspec

    def figures(judged: "Judged") -> dict[str, object]:
        precisions = (*judged.coders, judged.consensus)
        names = ("coder1", "coder2", "consensus")
        shares = {name: _told(one) for name, one in zip(names, precisions, strict=True)}
        return {
            "name": judged.name,
            "both": judged.both,
            "same": judged.same,
            "agreement": judged.agreement,
            "kappa": judged.kappa,
            "precision": shares,
        }

    content = {
        "references": counted.references,
        "judged": [figures(judged) for judged in (*counted.judged, counted.everything)],
        "disagreements": counted.disagreements,
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=1).decode()


def _told(precision: "Precision") -> dict[str, object]:
    return {"right": precision.right, "of": precision.of, "share": precision.share}


def show(counted: "Agreement", language: Language) -> None:
    """What a sheet says, for people: a table, and where the coders differ."""
    from rich.console import Console

    click.echo(JUDGED.say(language, references=REFERENCES.say(counted.references, language)))
    Console(soft_wrap=True).print(_table((*counted.judged, counted.everything), language))
    if not counted.disagreements:
        click.echo(NONE.say(language))
        return
    click.echo(DIFFER.say(language))
    for one in counted.disagreements:
        first, second = one.said
        said = {"first": first, "second": second, "read": one.read, "sentence": one.sentence}
        click.echo(DIFFERENCE.say(language, row=one.row, name=NAMES[one.name], **said))


def _table(judged: "Sequence[Judged]", language: Language) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for head in HEADS:
        table.add_column(head.say(language), justify="left" if head is HEADS[0] else "right", no_wrap=True)
    for one in judged:
        shares = (precision.share for precision in (*one.coders, one.consensus))
        figures = (_percent(one.agreement), _decimal(one.kappa), *map(_percent, shares))
        table.add_row(NAMES[one.name].say(language), str(one.both), *figures)
    return table


def _percent(interval: "Interval | None") -> str:
    return f"{interval.value:.0%}\n{interval.low * 100:.0f}-{interval.high:.0%}" if interval else "-"


def _decimal(interval: "Interval | None") -> str:
    return f"{interval.value:z.2f}\n{interval.low:z.2f} .. {interval.high:z.2f}" if interval else "-"
