"""The report on the network as tables for people. Measures nothing."""

from collections.abc import Iterator, Sequence
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.trace_asking import Size, Timed
from benchmarks.trace_report import OWN, Network, Report, Rival, Worded

_NONE: Final = "-"


def show(report: Report, console: Console) -> None:
    """All tables, and the targets last."""
    for facts in (report.machine, report.settings):
        console.print(", ".join(f"{name} {value}" for name, value in facts.items()))
    for note in report.notes:
        console.print(f"note: {note}", markup=False, highlight=False)
    for said in report.differences:
        console.print(f"differs: {said}", style="bold", markup=False)
    console.print(_built(report.networks))
    console.print(_held(report.networks, report.rivals))
    for size in dict.fromkeys(network.size for network in report.networks):
        console.print(_timed(size, report))
    for worded in report.worded:
        console.print(_worded(worded))
    for target in report.targets:
        style = "green" if target.met else "red"
        console.print(f"[{style}]{'met' if target.met else 'not met'}[/{style}]  {target.name}: {target.found}")


def told(size: Size) -> str:
    """A size for people."""
    return f"{size.versions:,} versions, {size.shape.told}"


def _built(networks: Sequence[Network]) -> Table:
    names = ("versions", "goals", "documents", "bodies", "arcs", "written in s", "peak MiB", "on disk MiB")
    table = _table("The network as it is written", ("",), names)
    for one in networks:
        built = one.built
        counts = (built.versions, built.goals, built.documents, built.bodies, built.arcs)
        sizes = (f"{built.seconds:,.2f}", f"{built.peak_mib:,.0f}", f"{built.disk_mib:,.1f}")
        table.add_row(told(one.size), *(f"{count:,}" for count in counts), *sizes)
    return table


def _held(networks: Sequence[Network], rivals: Sequence[Rival]) -> Table:
    names = ("opened or built in s", "MiB", "of its own in each process", "grown while asked")
    table = _table("Memory: the files once for all processes; of rivals, one process", ("", "system"), names)
    for one in networks:
        shared = one.shared
        system = f"{OWN}, {shared.processes} processes"
        sizes = (f"{shared.mapped_mib:,.1f}", f"{shared.own_mib:,.1f}", f"{one.grown_mib:,.1f}")
        table.add_row(told(one.size), system, f"{shared.open_ms / 1000:,.3f}", *sizes)
    for rival in rivals:
        table.add_row(told(rival.size), rival.system, f"{rival.seconds:,.2f}", f"{rival.mib:,.0f}", _NONE, _NONE)
    return table


def _timed(size: Size, report: Report) -> Table:
    """A row for each question, and p50 and p95 of each system in milliseconds."""
    systems, rows = _cells(size, report)
    table = _table(f"{told(size)}: ms, p50 and p95 (times asked)", ("question",), systems)
    for question, cells in rows:
        table.add_row(question, *cells)
    return table


def _cells(size: Size, report: Report) -> tuple[tuple[str, ...], Iterator[tuple[str, list[str]]]]:
    """The systems that were asked of a network, and for each question what stands under them."""
    columns: dict[str, Sequence[Timed]] = {
        OWN: [timed for one in report.networks if one.size == size for timed in one.timed],
        **{rival.system: rival.timed for rival in report.rivals if rival.size == size},
    }
    missing = {rival.system: rival.missing for rival in report.rivals if rival.size == size}
    questions = dict.fromkeys(timed.question for timed in (one for found in columns.values() for one in found))
    questions |= dict.fromkeys(name for reasons in missing.values() for name in reasons)

    def cell(system: str, question: str) -> str:
        one = next((timed for timed in columns[system] if timed.question == question), None)
        return _cell(one) if one else "no answer" if question in missing.get(system, {}) else _NONE

    return tuple(columns), ((question, [cell(system, question) for system in columns]) for question in questions)


def markdown(report: Report) -> str:
    """The times as they stand in the documentation: a table for each network."""
    lines = []
    for size in dict.fromkeys(network.size for network in report.networks):
        systems, rows = _cells(size, report)
        lines += [f"| {told(size)} | {' | '.join(systems)} |", f"|---|{'---:|' * len(systems)}"]
        lines += [f"| {question} | {' | '.join(cells)} |" for question, cells in rows]
        lines.append("")
    for worded in report.worded:
        lines += [f"| {told(worded.size)}, whole answers | {OWN} |", "|---|---:|"]
        lines += [f"| {one.question} | {_cell(one)} |" for one in worded.timed]
    return "\n".join(lines).strip() + "\n"


def _worded(worded: Worded) -> Table:
    title = f"{told(worded.size)}: whole answers with words, a store of {worded.statements:,} statements (ms)"
    table = _table(title, ("question",), ("p50 and p95 (times asked)",))
    for one in worded.timed:
        table.add_row(one.question, _cell(one))
    return table


def _cell(one: Timed) -> str:
    places = 3 if one.p95 < 1 else 2 if one.p95 < 100 else 0
    return f"{one.p50:,.{places}f} {one.p95:,.{places}f} ({one.asked})"


def _table(title: str, words: Sequence[str], figures: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, show_edge=False)
    for name in words:
        table.add_column(name)
    for name in figures:
        table.add_column(name, justify="right")
    return table
