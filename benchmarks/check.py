"""Check: what `doelgraaf check` takes, its shapes and its axioms apart, beside pySHACL and an OWL 2 RL reasoner.

    python benchmarks/check.py [--pages 1000] [--rounds 3] [--twin 30] [--memory 1000,4000] [--out FILE]

Writes its corpora (`benchmarks/corpus.py`) to a temporary folder. Every measurement runs in a fresh process. pySHACL
gets the same graphs, those of the first documents up to so many pages, whole and damaged: in the damaged ones every
thirtieth triple is left out, so that there is something to find, and both must find the same.
"""

import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Final

import click
import msgspec
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.checking import Agreement
from benchmarks.corpus import Plan, write_corpus
from benchmarks.probes import BASE, Measured, apart
from benchmarks.reading import machine
from ingest.write import Run, ingest
from ontology.dataset import Dataset

RESULTS: Final = Path(__file__).parent / "results" / "check.json"


class Figure(msgspec.Struct, frozen=True, rename="camel"):
    """Seconds for 100 pages, the median of some rounds with the least and the most; `pages` is on how many."""

    name: str
    pages: int
    seconds: float
    least: float
    most: float


class Peak(msgspec.Struct, frozen=True, rename="camel"):
    """Peak memory of a whole check, in MiB."""

    pages: int
    bodies: int
    peak_mib: float


class Report(msgspec.Struct, frozen=True, rename="camel"):
    """All figures, and what they were measured on."""

    machine: dict[str, str]
    figures: list[Figure]
    peaks: list[Peak]
    agreement: Agreement


def measure(folder: Path, pages: int, rounds: int, twin: int, memory: Sequence[int]) -> Report:
    """Write the corpora and take all measurements."""
    found_on = machine() | {name: version(name) for name in ("shacl", "pyshacl", "owlrl")}
    dataset = _dataset(folder, pages)
    wanted: list[tuple[str, Callable[[], Measured]]] = [
        ("check as a whole", lambda: apart(Measured, "benchmarks.checking.whole", dataset)),
        *(
            (name, _probe(probe, dataset, most))
            for name, probe, most in (
                ("shapes", "by_shapes", pages),
                ("axioms", "by_axioms", pages),
                ("shapes, on the pages that pySHACL gets", "by_shapes", twin),
                ("shapes by pySHACL", "by_pyshacl", twin),
                ("axioms by owlrl", "by_reasoner", 1),
            )
        ),
    ]
    taken: dict[str, list[Measured]] = {name: [] for name, _ in wanted}
    for _ in range(rounds):
        for name, take in wanted:
            click.echo(name, err=True)
            taken[name].append(take())
    peaks = [_peak(folder, size) for size in memory]
    agreement = apart(Agreement, "benchmarks.checking.agreeing", (dataset, twin))
    return Report(found_on, [_figure(name, all_of) for name, all_of in taken.items()], peaks, agreement)


def _probe(probe: str, dataset: Path, most: int) -> Callable[[], Measured]:
    return lambda: apart(Measured, f"benchmarks.checking.{probe}", (dataset, most))


def _dataset(folder: Path, pages: int) -> Path:
    out = folder / f"dataset-{pages}"
    if not out.exists():
        plan = Plan(folder / f"corpus-{pages}", pages)
        write_corpus(plan)
        ingest(Run((plan.folder,), out, BASE))
    return out


def _peak(folder: Path, pages: int) -> Peak:
    dataset = _dataset(folder, pages)
    done = apart(Measured, "benchmarks.checking.whole", dataset)
    return Peak(done.pages, len(Dataset(dataset).manifest().bodies), round(done.peak_mib))


def _figure(name: str, all_of: Sequence[Measured]) -> Figure:
    seconds = [round(one.seconds / one.pages * 100, 3) for one in all_of]
    return Figure(name, all_of[0].pages, median(seconds), min(seconds), max(seconds))


def show(report: Report, console: Console) -> None:
    """The report for people."""
    console.print(", ".join(f"{name} {value}" for name, value in report.machine.items()))
    table = Table(box=SIMPLE_HEAD, show_edge=False)
    table.add_column("figure")
    for name in ("on pages", "seconds for 100 pages", "least-most"):
        table.add_column(name, justify="right")
    for one in report.figures:
        table.add_row(one.name, f"{one.pages:,}", f"{one.seconds:,.2f}", f"{one.least:,.2f}-{one.most:,.2f}")
    console.print(table)
    for peak in report.peaks:
        console.print(f"peak memory: {peak.pages:,} pages of {peak.bodies} bodies: {peak.peak_mib:,.0f} MiB")
    agreed = report.agreement
    console.print(f"damaged graphs: {agreed.ours} results, pySHACL {agreed.theirs}, equal {agreed.equal}")


@click.command(help="Measure the check on corpora that are written for the occasion.")
@click.option("--pages", default=1000, show_default=True, type=click.IntRange(50))
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1))
@click.option("--twin", default=30, show_default=True, type=click.IntRange(1), help="pages for pySHACL")
@click.option("--memory", default="1000,4000", show_default=True, help="sizes at which memory is measured")
@click.option("--out", type=click.Path(path_type=Path), help=f"write the report as JSON, as {RESULTS.name} holds it")
def main(pages: int, rounds: int, twin: int, memory: str, out: Path | None) -> None:
    """Measure, and print the report."""
    with tempfile.TemporaryDirectory() as folder:
        report = measure(Path(folder), pages, rounds, twin, [int(size) for size in memory.split(",")])
    show(report, Console())
    if out is not None:
        out.write_bytes(msgspec.json.format(msgspec.json.encode(report)) + b"\n")


if __name__ == "__main__":
    main()
