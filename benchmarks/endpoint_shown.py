"""The report on the endpoint as tables for people. Measures nothing."""

from collections.abc import Mapping, Sequence
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.endpoint_report import Attack, Query, Rate, Report, Start

_NONE: Final = "-"


def show(report: Report, console: Console) -> None:
    """All tables, and the targets last."""
    for facts in (report.machine, report.graph, report.settings):
        console.print(", ".join(f"{name} {value}" for name, value in facts.items()))
    for note in report.notes:
        console.print(f"note: {note}")
    for server, differences in report.differences.items():
        console.print(f"{server}: {len(differences)} answers are not those of pyoxigraph", style="bold")
        for name, said in differences.items():
            console.print(f"  {name}: {said}", markup=False, highlight=False)
    console.print(_starts(report.starts))
    console.print(_queries(report.queries))
    console.print(_rates(report.rates))
    console.print("The clients against a server that does nothing (answers a second):")
    for name, rate in report.ceiling.items():
        console.print(f"  {name}: {rate:,.0f}")
    console.print("The same request over and over (answers a second):")
    for name, spread in report.cached.items():
        console.print(f"  {name}: {spread}")
    console.print(_attacks(report.attacks))
    for target in report.targets:
        style = "green" if target.met else "red"
        console.print(f"[{style}]{'met' if target.met else 'not met'}[/{style}]  {target.name}: {target.found}")


def _starts(starts: Sequence[Start]) -> Table:
    table = _table("Start and memory (MiB; PSS counts shared pages once)", ("",), (
        "first answer, s", "processes", "PSS then", "RSS then", "PSS after", "RSS after",
    ))  # fmt: skip
    for one in starts:
        sizes = (one.pss_first, one.rss_first, one.pss_after, one.rss_after)
        table.add_row(one.server, f"{one.seconds:.2f}", str(one.processes), *(f"{size:,.0f}" for size in sizes))
    return table


def _queries(queries: Sequence[Query]) -> Table:
    """Worst first, by milliseconds over what is allowed."""
    rivals = list(dict.fromkeys(name for one in queries for name in one.rival_ms))
    title = "Each query, new to every cache (ms; pyoxigraph in process beside answers by HTTP, one client)"
    table = _table(title, ("query",), ("rows", "pyoxigraph", "doelgraaf", "ratio", "allowed", *rivals))
    for one in sorted(queries, key=lambda query: -query.over_ms):
        others = (f"{one.rival_ms[name]:,.1f}" if name in one.rival_ms else _NONE for name in rivals)
        allowed = f"{one.own_ms.median - one.over_ms:,.2f}"
        own = f"{one.own_ms}" if one.over_ms <= 0 else f"[red]{one.own_ms}[/red]"
        table.add_row(one.name, str(one.rows), str(one.twin_ms), own, f"{one.ratio:.2f}", allowed, *others)
    return table


def _rates(rates: Sequence[Rate]) -> Table:
    title = "Mixes (answers a second as median and range of rounds; percentiles in ms)"
    table = _table(title, ("mix", "server"), ("clients", "answers/s", "p50", "p95", "p99", "failed"))
    for one in sorted(rates, key=lambda rate: (rate.mix, rate.clients)):
        percentiles = (_NONE if value is None else f"{value:,.2f}" for value in (one.p50, one.p95, one.p99))
        table.add_row(one.mix, one.server, str(one.clients), str(one.rate), *percentiles, str(one.failed))
    return table


def _attacks(attacks: Sequence[Attack]) -> Table:
    title = "Short queries, 50 a second, while eight others send cross products (ms; one line per round)"
    table = _table(title, ("server",), ("p50 rest", "p95 rest", "p50 then", "p95 then", "told then", "attackers told"))
    for one in attacks:
        for rest, then in zip(one.rest, one.attacked, strict=True):
            figures = (f"{value:,.2f}" for value in (rest.p50, rest.p95, then.p50, then.p95))
            table.add_row(one.server, *figures, _statuses(then.told), _statuses(then.attackers_told))
    return table


def _statuses(told: Mapping[int, int]) -> str:
    """How often each status came: 380 times 200, 20 times no answer."""
    return ", ".join(f"{count} times {status or 'no answer'}" for status, count in told.items()) or "nothing yet"


def _table(title: str, left: Sequence[str], right: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, show_edge=False)
    for head in left:
        table.add_column(head, no_wrap=True)
    for head in right:
        table.add_column(head, justify="right", no_wrap=True)
    return table
