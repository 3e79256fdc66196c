"""The report on the network as tables for people. Measures nothing."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.trace_asking import Size, Timed
from benchmarks.trace_report import OWN, Network, Report, Rival, Target, Worded

_NONE: Final = "-"
_BEGIN: Final = "<!-- trace -->"
_END: Final = "<!-- end: trace -->"
_WITHOUT_WORDS: Final = (
    "Targets are of a question asked of the network alone, without looking up the sentences behind its edges: so is "
    "*met*."
)
_WITH_WORDS: Final = " How long an answer takes with its sentences stands in the table of *whole answers* at the end."
_HELD: Final = (
    "versions",
    "documents",
    "bodies",
    "arcs",
    "written, s",
    "peak MiB",
    "on disk MiB",
    "shared by all MiB",
    "own of each MiB",
    "grown while asked MiB",
)


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


def filled(document: str, report: Report) -> str:
    """The documentation with the figures of a report between its marks.

    Raises:
        ValueError: the marks are not there.
    """
    before, begin, rest = document.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"the documentation lacks {_BEGIN} or {_END}; put them where the figures of the network stand")
    return f"{before}{begin}\n{_markdown(report)}{end}{after}"


def _markdown(report: Report) -> str:
    facts = ", ".join(f"{name} {value}" for name, value in report.machine.items())
    settings = ", ".join(f"{name} {report.settings[name]}" for name in ("rounds", "seed", "limit_s", "longest_s"))
    lines = [f"One run ({facts}; {settings}).", ""]
    lines += _rows("target", ("reached", ""), ((one.name, one.found, _met(one)) for one in report.targets))
    lines += [*_told_of_targets(report)]
    lines += _rows("written, shared and asked", _HELD, map(_held_row, report.networks))
    rivals = ((f"{one.system}, {told(one.size)}", f"{one.seconds:,.1f}", f"{one.mib:,.0f}") for one in report.rivals)
    lines += _rows("rival", ("built or loaded, s", "MiB"), rivals)
    lines += ["Milliseconds, p50 and p95, and how often it was asked:", ""]
    for size in dict.fromkeys(network.size for network in report.networks):
        systems, cells = _cells(size, report)
        lines += _rows(told(size), systems, ((question, *found) for question, found in cells))
    for worded in report.worded:
        title = f"{told(worded.size)}, whole answers, {worded.statements:,} statements"
        lines += _rows(title, (OWN,), ((one.question, _cell(one)) for one in worded.timed))
    lines += [f"- {note.replace('|', ' ')}" for note in (*report.notes, *report.differences)]
    return "\n".join(lines).rstrip() + "\n"


def _told_of_targets(report: Report) -> Iterator[str]:
    """What a target that is met does not promise, and where that stands."""
    if report.targets:
        yield _WITHOUT_WORDS + (_WITH_WORDS if report.worded else "")
        yield ""


def _rows(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table in Markdown, and an empty line; nothing where it has no rows."""
    found = [f"| {' | '.join(row)} |" for row in rows]
    return [f"| {' | '.join((title, *heads))} |", f"|---|{'---:|' * len(heads)}", *found, ""] if found else []


def _held_row(network: Network) -> tuple[str, ...]:
    built, shared = network.built, network.shared
    counts = (built.versions, built.documents, built.bodies, built.arcs)
    sizes = (built.seconds, built.peak_mib, built.disk_mib, shared.mapped_mib, shared.own_mib, network.grown_mib)
    return told(network.size), *(f"{count:,}" for count in counts), *(f"{size:,.1f}" for size in sizes)


def _met(target: Target) -> str:
    return "met" if target.met else "not met"


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
