"""Reading: how fast pages are read, with how much memory, and where the time goes, beside a plain reader.

    python benchmarks/reading.py [--pages 1000] [--rounds 3] [--memory 500,2000] [--body 1000] [--json]

Writes its corpus (`benchmarks/corpus.py`) to a temporary folder. Every measurement runs in a fresh process; rounds go
through all of them in turn, so that a busy moment of the machine falls on all; what is shown is the median.
"""

import os
import platform
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import Final

import click
import msgspec
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks import probes
from benchmarks.corpus import CorpusError, Form, Plan, layouts_of, write_corpus
from benchmarks.municipality import LAYOUTS
from benchmarks.probes import Agreements, Measured, apart
from benchmarks.profiling import Profile
from ontology.codes import Layout

LIBRARIES: Final = ("msgspec", "pyoxigraph", "rdflib", "beautifulsoup4")
SHOWN: Final = 12  # modules and functions in the tables of where the time goes
CHECKED: Final = 200  # pages whose references are compared with the truth
NOT_READ: Final = "not read by this version"
RECORD: Final = "page to record"
ONE: Final = "page to record kept, 1 process"
TWO: Final = "page to record kept, 2 processes"
PLAIN_FACTS: Final = "plain: page to facts"
PLAIN_GRAPH: Final = "plain: page to rdflib graph"


class Settings(msgspec.Struct, frozen=True):
    """What is measured, and how large."""

    pages: int
    rounds: int
    memory: tuple[int, ...]
    body: int
    layouts: tuple[Layout, ...]
    seed: int


class Figure(msgspec.Struct, frozen=True, rename="camel"):
    """One figure of a group: the median over rounds and all values, and its ratio to another of the group."""

    group: str
    name: str
    unit: str
    median: float
    values: tuple[float, ...]
    ratio: float | None = None
    ratio_to: str | None = None


class Report(msgspec.Struct, frozen=True, rename="camel"):
    """All that was measured."""

    machine: dict[str, str]
    settings: Settings
    figures: list[Figure]
    notes: list[str]
    agreement: dict[str, Agreements]
    profiles: dict[str, Profile]


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    return {
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        # other work on the machine makes all figures smaller, and two processes no faster than one
        "load before": f"{os.getloadavg()[0]:.1f}",
        "machine": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{name: version(name) for name in LIBRARIES},
    }


def measure(settings: Settings, folder: Path, told: Callable[[str], None]) -> Report:
    """Write the corpora and take all measurements; `told` hears what is being done."""
    found_on = machine()
    figures: list[Figure] = []
    notes: list[str] = []
    agreed: dict[str, Agreements] = {}
    profiles: dict[str, Profile] = {}
    for form in Form:
        told(f"{form}: writing {settings.pages} pages")
        plan = Plan(folder / form, settings.pages, settings.seed, form, layouts=settings.layouts)
        write_corpus(plan)
        is_read = probes.reads(plan.folder)
        told(f"{form}: reading")
        figures += reading_figures(plan, settings.rounds, is_read=is_read)
        if is_read:
            agreed[form] = apart(Agreements, "benchmarks.rival.agreements", (plan.folder, plan.truth, CHECKED))
            profiles[f"reading {form}"] = probes.profiled(plan.folder)
        else:
            notes.append(f"{form}: {NOT_READ}; only the plain reader is measured")
    told("memory")
    figures += memory_figures(settings, folder)
    told(f"a body of {settings.body} pages")
    figures += body_figures(settings, folder)
    profiles["ingest"] = probes.ingest_profiled(folder / "text" / "pages")
    return Report(found_on, settings, figures, notes, agreed, profiles)


def reading_figures(plan: Plan, rounds: int, *, is_read: bool) -> list[Figure]:
    """Pages a second: of doelgraaf in one process and in two, and of the plain reader."""
    folder = plan.folder
    own: dict[str, Callable[[], Measured]] = {
        RECORD: lambda: apart(Measured, "benchmarks.probes.reading", folder),
        ONE: lambda: apart(Measured, "benchmarks.probes.reading_in", (folder, 1)),
        TWO: lambda: apart(Measured, "benchmarks.probes.reading_in", (folder, 2)),
    }
    rival: dict[str, Callable[[], Measured]] = {
        PLAIN_FACTS: lambda: apart(Measured, "benchmarks.rival.facts", folder),
        PLAIN_GRAPH: lambda: apart(Measured, "benchmarks.rival.graphs", folder),
    }
    work = (own if is_read else {}) | rival
    rates: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, probe in work.items():
            rates[name].append(probe().rate)
    return figures_of(f"Reading {plan.form} (pages a second)", "pages/s", rates, {RECORD: PLAIN_GRAPH, TWO: ONE})


def memory_figures(settings: Settings, folder: Path) -> list[Figure]:
    """Peak memory of a whole ingest of a growing number of bodies, each beside the smallest."""
    peaks: dict[str, list[float]] = {}
    for pages in settings.memory:
        plan = Plan(folder / f"memory-{pages}", pages, settings.seed, layouts=settings.layouts)
        write_corpus(plan)
        measured = apart(Measured, "benchmarks.probes.ingesting", (plan.folder, folder / f"memory-{pages}-dataset"))
        peaks[f"{pages} pages of {len(plan.quotas())} bodies"] = [max(measured.peak_mib, measured.workers_peak_mib)]
    first, *others = peaks
    return figures_of("Peak memory of ingest (MiB)", "MiB", peaks, dict.fromkeys(others, first))


def body_figures(settings: Settings, folder: Path) -> list[Figure]:
    """Seconds to ingest one body, to ingest it again with one page changed, and to ingest just that page."""
    plan = Plan(folder / "body", settings.body, settings.seed, layouts=settings.layouts, bodies=1)
    write_corpus(plan)
    out, changed = folder / "body-dataset", folder / "changed"
    first = "read, linked and written"
    seconds = {first: [apart(Measured, "benchmarks.probes.ingesting", (plan.folder, out)).seconds]}
    probes.change_one(plan.folder, changed)
    seconds["the changed page offered alone"] = [apart(Measured, "benchmarks.probes.ingesting", (changed, out)).seconds]
    seconds["all pages offered again"] = [apart(Measured, "benchmarks.probes.ingesting", (plan.folder, out)).seconds]
    _, *others = seconds
    return figures_of(f"One body of {settings.body} pages (seconds)", "s", seconds, dict.fromkeys(others, first))


def figures_of(group: str, unit: str, values: Mapping[str, Sequence[float]], beside: Mapping[str, str]) -> list[Figure]:
    """The figures of a group; `beside` gives, for a name, the one that it is a multiple of."""
    middles = {name: median(found) for name, found in values.items()}
    return [
        Figure(
            group=group,
            name=name,
            unit=unit,
            median=round(middles[name], 2),
            values=tuple(round(value, 2) for value in values[name]),
            ratio=round(middles[name] / middles[beside[name]], 2) if name in beside else None,
            ratio_to=beside.get(name),
        )
        for name in middles
    ]


def show(report: Report, console: Console) -> None:
    """The report for people."""
    console.print(", ".join(f"{name} {value}" for name, value in report.machine.items()))
    for group, figures in groupby(report.figures, key=lambda figure: figure.group):
        show_figures(group, list(figures), console)
    for form, both in report.agreement.items():
        for reader, found in (("doelgraaf", both.doelgraaf), ("plain", both.plain)):
            console.print(
                f"{form}, {reader}: {found.found} references found, {found.right} right, of {found.true} in truth"
            )
    for note in report.notes:
        console.print(note)
    for name, profile in report.profiles.items():
        for kind, shares in (("module", profile.modules), ("function", profile.functions)):
            console.print(share_table(f"Where the time of {name} goes, by {kind}", kind, shares))


def show_figures(group: str, figures: Sequence[Figure], console: Console) -> None:
    """A row for each figure of a group, and what the ratios are to."""
    table = Table(title=group, title_justify="left", box=SIMPLE_HEAD, show_edge=False)
    table.add_column("", no_wrap=True)
    for head in ("median", "least", "most"):
        table.add_column(head, justify="right", no_wrap=True)
    for figure in figures:
        numbers = (figure.median, min(figure.values), max(figure.values))
        table.add_row(figure.name, *(f"{number:,.1f}" for number in numbers))
    console.print(table)
    for figure in figures:
        if figure.ratio is not None:
            console.print(f" {figure.name}: {figure.ratio:.2f} times {figure.ratio_to}")


def share_table(title: str, kind: str, shares: Mapping[str, float]) -> Table:
    """The largest shares."""
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, show_edge=False)
    table.add_column(kind, no_wrap=True)
    table.add_column("share", justify="right")
    for part, share in list(shares.items())[:SHOWN]:
        table.add_row(part, f"{share:.1%}")
    return table


def sizes(words: str) -> tuple[int, ...]:
    """The sizes that a list names: `500,2000`."""
    return tuple(int(word) for word in words.split(","))


@click.command(help="Measure reading on a corpus that is written for the occasion.")
@click.option("--pages", default=1000, show_default=True, type=click.IntRange(50), help="pages of each form")
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1))
@click.option("--memory", default="500,2000", show_default=True, help="sizes at which peak memory is measured")
@click.option("--body", default=1000, show_default=True, type=click.IntRange(50), help="pages of the one body")
@click.option("--layouts", default=",".join(LAYOUTS), show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="print the report as JSON")
def main(  # noqa: PLR0913 - an argument for each option of the command
    pages: int, rounds: int, memory: str, body: int, layouts: str, seed: int, *, as_json: bool
) -> None:
    """Measure, and print the report."""
    try:
        settings = Settings(pages, rounds, sizes(memory), body, layouts_of(layouts), seed)
        with tempfile.TemporaryDirectory() as folder:
            report = measure(settings, Path(folder), lambda doing: click.echo(doing, err=True))
    except (CorpusError, ValueError) as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(report)).decode() + "\n")
    else:
        show(report, Console())


if __name__ == "__main__":
    main()
