"""A whole run: many pages of which some are damaged become a dataset and a release, and then one page changes.

    python benchmarks/whole_run.py [--pages 10000] [--damaged 0.01] [--jobs 2] [--json]

Writes its corpus (`benchmarks/corpus.py`) to a temporary folder. Every step runs in a fresh process, as the commands
`doelgraaf ingest` and `doelgraaf publish` do; what each gave is counted, so that a fast run that loses pages is seen.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import click
import msgspec
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks import probes
from benchmarks.corpus import CorpusError, Indexed, Plan, write_corpus
from benchmarks.damage import STILL_A_PAGE
from benchmarks.probes import Measured, apart
from benchmarks.reading import machine
from benchmarks.steps import Ingested

FIRST = "ingest: all pages, into nothing"
PUBLISHED = "publish: the first release"
AGAIN = "ingest: all pages offered again, one changed"
NEXT = "publish: the next release"
ALONE = "ingest: one page changed again, offered alone"


class Step(msgspec.Struct, frozen=True, rename="camel"):
    """One step: seconds, peak memory in MiB of any one process, and what it gave in words."""

    name: str
    seconds: float
    peak_mib: float
    outcome: str


class Report(msgspec.Struct, frozen=True, rename="camel"):
    """All steps, and what the corpus is: pages, damaged ones, and those of them that leave no page."""

    machine: dict[str, str]
    pages: int
    damaged: int
    lost: int
    steps: list[Step]


def run(plan: Plan, folder: Path, jobs: int, told: Callable[[str], None]) -> Report:
    """Write the corpus and take all steps; `told` hears what is being done."""
    found_on = machine()
    told(f"writing {plan.pages} pages")
    write_corpus(plan)
    with plan.index.open("rb") as lines:
        damages = [msgspec.json.decode(line, type=Indexed).damage for line in lines]
    damaged = [damage for damage in damages if damage is not None]
    out, data, apart_in = folder / "dataset", folder / "data", folder / "changed"
    steps: list[Step] = []

    def take(name: str, act: Callable[[], Step]) -> None:
        told(name)
        steps.append(act())

    take(FIRST, lambda: _ingest(FIRST, plan.folder, out, jobs))
    take(PUBLISHED, lambda: _publish(PUBLISHED, out, data))
    probes.change_one(plan.folder, folder / "unused")
    take(AGAIN, lambda: _ingest(AGAIN, plan.folder, out, jobs))
    take(NEXT, lambda: _publish(NEXT, out, data))
    probes.change_one(plan.folder, apart_in)
    take(ALONE, lambda: _ingest(ALONE, apart_in, out, 1))
    lost = sum(damage not in STILL_A_PAGE for damage in damaged)
    return Report(found_on, len(damages), len(damaged), lost, steps)


def _ingest(name: str, pages: Path, out: Path, jobs: int) -> Step:
    done = apart(Ingested, "benchmarks.steps.ingesting", (pages, out, jobs))
    outcome = f"{done.pages} pages in the dataset, {done.with_issue} files with an issue, {len(done.changed)} changed"
    peak = max(done.measured.peak_mib, done.measured.workers_peak_mib)
    return Step(name, round(done.measured.seconds, 2), round(peak, 1), outcome)


def _publish(name: str, dataset: Path, data: Path) -> Step:
    done = apart(Measured, "benchmarks.steps.publishing", (dataset, data))
    peak = max(done.peak_mib, done.workers_peak_mib)
    return Step(name, round(done.seconds, 2), round(peak, 1), f"{done.pages} pages in the release")


def show(report: Report, console: Console) -> None:
    """The report for people."""
    console.print(", ".join(f"{name} {value}" for name, value in report.machine.items()))
    console.print(f"{report.pages} pages, {report.damaged} damaged, {report.lost} of them leave no page")
    table = Table(box=SIMPLE_HEAD, show_edge=False)
    table.add_column("step")
    table.add_column("seconds", justify="right", no_wrap=True)
    table.add_column("MiB", justify="right", no_wrap=True)
    table.add_column("outcome")
    for step in report.steps:
        table.add_row(step.name, f"{step.seconds:,.1f}", f"{step.peak_mib:,.0f}", step.outcome)
    console.print(table)


@click.command(help="Measure a whole run on a corpus that is written for the occasion.")
@click.option("--pages", default=10_000, show_default=True, type=click.IntRange(50))
@click.option("--damaged", default=0.01, show_default=True, type=click.FloatRange(0, 1), help="share of damaged pages")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="processes of ingest")
@click.option("--seed", default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="print the report as JSON")
def main(pages: int, damaged: float, jobs: int, seed: int, *, as_json: bool) -> None:
    """Measure, and print the report."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            plan = Plan(Path(folder) / "corpus", pages, seed, damaged=damaged)
            report = run(plan, Path(folder), jobs, lambda doing: click.echo(doing, err=True))
    except CorpusError as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(report)).decode() + "\n")
    else:
        show(report, Console())


if __name__ == "__main__":
    main()
