"""The endpoint: how fast and how well protected it answers, beside other servers over the same graph.

    python benchmarks/endpoint.py [--full] [--cache FOLDER] [--install] [--json] [--out FILE]

One generated graph of at least 500,000 triples, kept in the cache folder; every server a fresh process on the loopback
address. Answers are compared before times are: those of pyoxigraph in process are what the others have to give.
"""

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click
import msgspec
from rich.console import Console

from benchmarks import endpoint_measures as measures
from benchmarks import endpoint_report as reports
from benchmarks.endpoint_attack import Waited, at_rest, under_attack
from benchmarks.endpoint_graph import LEAST, Graph, GraphError, prepare
from benchmarks.endpoint_queries import LOOK_UPS, Asked, Drawn, draw, look_ups, stored_questions
from benchmarks.endpoint_report import Attack, Query, Rate, Report, Spread, Start
from benchmarks.endpoint_servers import (
    DOELGRAAF,
    RDFLIB,
    RIVALS,
    WIDE,
    Memory,
    MissingError,
    Recipe,
    Running,
    ServerError,
    install,
    own_recipe,
    recipe,
)
from benchmarks.endpoint_shown import show
from benchmarks.endpoint_twin import Twin
from benchmarks.endpoint_virtuoso import VirtuosoError
from benchmarks.endpoint_wire import Message
from benchmarks.reading import machine

CLIENTS: Final = (1, 8, 32)
GOALS: Final = 100  # of which look-ups are made: eight of each
SHORT: Final = ("by number", "by IRI", "label", "exists")
REPEATED: Final = "references"
WIDE_ENOUGH: Final = 150  # characters for all tables where the output is no terminal
REPEATING: Final = "look-ups"
NEW: Final = "look-ups, each new"
QUESTIONS: Final = "questions, each new"

Told = Callable[[str], None]


class Settings(msgspec.Struct, frozen=True):
    """How large and how long: seconds per round of a mix and of an attack, and the limit of one query."""

    pages: int
    seed: int
    rounds: int
    seconds: float
    attack_s: float
    limit_s: float
    rivals: tuple[str, ...]


SMALL: Final = Settings(1250, 1, 2, 2.0, 8.0, 10.0, RIVALS)
FULL: Final = Settings(1250, 1, 5, 8.0, 20.0, 60.0, RIVALS)


@dataclass(frozen=True, slots=True)
class Speed:
    """What was measured of speed and size, with all servers running."""

    differences: dict[str, dict[str, str]]
    starts: list[Start]
    queries: list[Query]
    rates: list[Rate]
    cached: dict[str, Spread]
    common: list[str]


def measure(settings: Settings, cache: Path, told: Told) -> Report:
    """Make the graph, start the servers, and take all measurements; `told` hears what is being done."""
    found_on = machine()
    graph = prepare(cache, settings.pages, settings.seed, told)
    goals = draw(graph, GOALS, settings.seed)
    own = own_recipe(graph, cache, WIDE)
    rivals, notes = _rivals(graph, settings, cache, told)
    told("the clients against a server that does nothing")
    ceiling = measures.ceiling(CLIENTS, settings.seconds)
    speed = _speed(settings, graph, goals, [own, *rivals], told)
    attacks = _attacks(settings, [own_recipe(graph, cache, {}), *rivals], goals, told)
    notes.append(f"in the mix of questions are those that all of its servers answer within a second: {speed.common}")
    notes.append("for speed the service runs with " + " ".join(f"{k}={v}" for k, v in own.environment.items()))
    notes.append(
        "under attack it runs with the limits that it has by itself; of the rivals only Virtuoso has one, of 60 seconds"
    )
    targets = [reports.per_query(speed.queries), reports.cached(speed.cached)]
    multiples = [reports.beside(DOELGRAAF, RDFLIB, mix, speed.rates) for mix in (REPEATING, NEW)]
    multiples.append(reports.one_after_another(RDFLIB, speed.queries))
    targets += [multiple for multiple in multiples if multiple is not None]
    targets += [reports.short_under_attack(attack) for attack in attacks if attack.server == DOELGRAAF]
    return Report(
        found_on | {"load after": machine()["load before"]},
        {name: str(value) for name, value in msgspec.structs.asdict(settings).items()},
        {"release": graph.release, "triples": f"{graph.triples:,}", "goals drawn": str(len(goals))},
        notes,
        speed.differences,
        speed.starts,
        speed.queries,
        speed.rates,
        ceiling,
        speed.cached,
        attacks,
        targets,
    )


def _rivals(graph: Graph, settings: Settings, cache: Path, told: Told) -> tuple[list[Recipe], list[str]]:
    """The rivals that are here, and a note on each that is not."""
    found, notes = [], []
    if graph.triples < LEAST:
        notes.append(f"the graph has fewer than {LEAST:,} triples, so these are no figures for the targets")
    for name in settings.rivals:
        told(f"{name}: made ready")
        try:
            found.append(recipe(name, graph, cache))
        except (MissingError, VirtuosoError) as error:
            notes.append(f"without {name}: {error}")
    return found, notes


def _speed(settings: Settings, graph: Graph, goals: Sequence[Drawn], recipes: Sequence[Recipe], told: Told) -> Speed:
    questions = stored_questions(graph, goals)
    every = look_ups(goals)
    single = [*questions, *every[: len(LOOK_UPS)]]
    with ExitStack() as stack:
        twin = stack.enter_context(Twin(graph.store))
        servers, memories = [], []
        for one in recipes:
            told(f"{one.name}: started")
            servers.append(stack.enter_context(Running(one)))
            memories.append(servers[-1].memory())
        wanted = {one.name: measures.answer_of(one, twin.ask(one, 1).content) for one in single}
        judged = []
        for server in servers:
            told(f"{server.name}: answers compared")
            judged.append(measures.judge(server, single, wanted, settings.limit_s))
        told("query by query")
        queries = measures.time_queries(twin, servers[0], judged[1:], single, settings.rounds)
        able = measures.able(judged, questions)
        shared = measures.common(able, questions)
        rates = []
        for mix in ((REPEATING, every, False), (NEW, every, True), (QUESTIONS, shared, True)):
            told(mix[0])
            asking = [one.server for one in able] if mix[0] == QUESTIONS else servers
            if mix[1]:
                rates += measures.rates(asking, mix, CLIENTS, settings.rounds, settings.seconds)
        told("the same request over and over")
        repeated = _named(every, REPEATED)
        cached = measures.cached_rates(servers[0], repeated, CLIENTS, settings.rounds, settings.seconds)
        starts = [_start(server, memory) for server, memory in zip(servers, memories, strict=True)]
    differences = {one.server.name: one.differences for one in judged if one.differences}
    return Speed(differences, starts, queries, rates, cached, [one.name for one in shared])


def _attacks(settings: Settings, recipes: Sequence[Recipe], goals: Sequence[Drawn], told: Told) -> list[Attack]:
    """A fresh server for each round, because what attackers no longer wait for may go on in one that was attacked."""
    short = [one for one in look_ups(goals) if one.name in SHORT]
    found: dict[str, list[tuple[Waited, Waited]]] = {one.name: [] for one in recipes}
    for turn in range(settings.rounds):
        for one in recipes:
            told(f"{one.name}: short queries at rest and under attack, round {turn + 1} of {settings.rounds}")
            messages = [Message.of(one.address, ask.text, ask.media_type) for ask in short]
            with Running(one) as server:
                at_rest(server.address, messages, 1.0)  # until its workers are warm
                rest = at_rest(server.address, messages, settings.attack_s)
                found[one.name].append((rest, under_attack(server.address, messages, settings.attack_s)))
    return [
        Attack(name, tuple(rest for rest, _ in pairs), tuple(then for _, then in pairs))
        for name, pairs in found.items()
    ]


def _start(server: Running, first: Memory) -> Start:
    after = server.memory()
    sizes = (first.pss_mib, first.rss_mib, after.pss_mib, after.rss_mib)
    return Start(server.name, server.start_s, after.processes, *sizes)


def _named(asked: Sequence[Asked], name: str) -> Asked:
    return next(one for one in asked if one.name == name)


@click.command(
    help="Measure the endpoint beside the Oxigraph server, Virtuoso and rdflib-endpoint over one generated graph.\n\n"
    "Takes some minutes; --full takes about an hour and gives the figures of the documentation. The graph, the rivals "
    "and the logs of all servers lie in the cache folder. A rival that is not installed is left out, and the report "
    "says how to install it: those of PyPI with --install, Virtuoso and wrk with apt-get install virtuoso-opensource "
    "wrk. What the service is to reach is said last, with met or not met.",
)
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/endpoint"),
    show_default=True,
    help="folder of the graph, the rivals and the logs",
)
@click.option("--full", is_flag=True, help="more rounds, longer ones, and a minute for each query of a rival")
@click.option("--pages", default=SMALL.pages, show_default=True, type=click.IntRange(20), help="pages of the graph")
@click.option("--seed", default=SMALL.seed, show_default=True, help="of the graph and of what is drawn from it")
@click.option("--rivals", default=",".join(RIVALS), show_default=True, help="rivals to measure, by name; or none")
@click.option("--install", "installs", is_flag=True, help="install the rivals of PyPI in the cache folder first")
@click.option("--json", "as_json", is_flag=True, help="print the report as JSON")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="file for the report as JSON")
def main(  # noqa: PLR0913 - an argument for each option of the command
    cache: Path, pages: int, seed: int, rivals: str, out: Path | None, *, full: bool, installs: bool, as_json: bool
) -> None:
    """Measure, and print the report."""
    wanted = () if rivals == "none" else tuple(rivals.split(","))
    if unknown := set(wanted) - set(RIVALS):
        raise click.UsageError(f"{', '.join(sorted(unknown))}: no such rival; choose from {', '.join(RIVALS)}, none")
    settings = msgspec.structs.replace(FULL if full else SMALL, pages=pages, seed=seed, rivals=wanted)
    cache.mkdir(parents=True, exist_ok=True)
    if installs:
        install(cache)
    try:
        report = measure(settings, cache.resolve(), lambda doing: click.echo(doing, err=True))
    except (GraphError, ServerError) as error:
        raise click.ClickException(str(error)) from error
    written = msgspec.json.format(msgspec.json.encode(report)).decode() + "\n"
    if out is not None:
        out.write_text(written, "utf-8")
    if as_json:
        sys.stdout.write(written)
    else:
        show(report, Console(width=None if sys.stdout.isatty() else WIDE_ENOUGH))


if __name__ == "__main__":
    main()
