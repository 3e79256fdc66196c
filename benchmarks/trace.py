"""The network: how fast it answers how goals depend on each other, and what it takes, beside networkx and SPARQL.

    python benchmarks/trace.py [--sizes 1000,100000] [--rivals none] [--rounds 3] [--words 0] [--json] [--record]

Bodies are made up (`trace_bodies`), their networks are written in the cache folder, and every measurement runs in a
fresh process. What systems found is compared before their times are: the report says where it differs.
"""

import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

import click
import msgspec
from rich.console import Console

from benchmarks import trace_networkx as by_networkx
from benchmarks import trace_report as reports
from benchmarks import trace_sparql as by_sparql
from benchmarks.endpoint_servers import MissingError
from benchmarks.endpoint_virtuoso import VirtuosoError
from benchmarks.probes import apart
from benchmarks.reading import machine
from benchmarks.trace_asking import Pace, Size
from benchmarks.trace_bodies import Shape
from benchmarks.trace_network import Asked, Built, Given, Shared
from benchmarks.trace_report import NETWORKX, OXIGRAPH, RIVALS, Network, Report, Rival, Worded
from benchmarks.trace_shown import filled, show, told

RESULTS: Final = Path(__file__).parent / "results" / "trace.json"
DOCUMENT: Final = Path(__file__).parent.parent / "docs" / "benchmarks.md"
SIZES: Final = (1000, 100_000, 1_400_000)
RIVALS_TO: Final = 100_000  # versions; rivals get no larger network
ONE_BODY_FROM: Final = 100_000  # versions; a smaller network is of one body anyhow
PROCESSES: Final = 4
DRAWS: Final = 200
RIVAL_DRAWS: Final = 50
WIDE_ENOUGH: Final = 160  # characters for all tables where the output is no terminal
LIBRARIES: Final = ("numpy", "rustworkx", "networkx")
_PROBES: Final = "benchmarks.trace_network"

Told = Callable[[str], None]


class Settings(msgspec.Struct, frozen=True):
    """What is measured: `words` is the size of which whole answers are measured, 0 for none.

    A round of a question ends early after `limit_s`, and a rival's question is given up after `longest_s`.
    """

    sizes: tuple[int, ...]
    rivals: tuple[str, ...]
    rounds: int
    words: int
    seed: int
    limit_s: float
    longest_s: float

    @property
    def networks(self) -> Iterator[Size]:
        """The networks that are measured."""
        for versions in self.sizes:
            yield Size(versions, Shape.BODIES, self.seed)
            if versions >= ONE_BODY_FROM:
                yield Size(versions, Shape.ONE, self.seed)

    @property
    def rivalled(self) -> Iterator[Size]:
        """The networks that rivals get too."""
        return (size for size in self.networks if size.shape is Shape.BODIES and size.versions <= RIVALS_TO)


def measure(settings: Settings, cache: Path, hears: Told) -> Report:
    """Take all measurements; `hears` is told what is being done."""
    found_on = machine() | {name: version(name) for name in LIBRARIES}
    networks = [_network(size, settings, cache, hears) for size in settings.networks]
    rivals, notes = [], []
    for size in settings.rivalled:
        for system in settings.rivals:
            hears(f"{told(size)}: {system}")
            try:
                rivals.append(_rival(system, size, settings, cache))
            except (MissingError, VirtuosoError) as error:
                notes.append(f"without {system}: {error}")
    notes += [
        f"{rival.system}, {told(rival.size)}, {question}: {why}"
        for rival in rivals
        for question, why in rival.missing.items()
    ]
    worded = []
    if settings.words:
        hears(f"{settings.words:,} versions: whole answers with words")
        size = Size(settings.words, Shape.BODIES, settings.seed)
        worded.append(
            apart(Worded, "benchmarks.trace_words.ask", (size, cache / f"{size.name}-words", _pace(settings)))
        )
    return Report(
        found_on | {"load after": machine()["load before"]},
        {name: str(value) for name, value in msgspec.structs.asdict(settings).items()},
        networks,
        rivals,
        worded,
        list(dict.fromkeys(notes)),
        reports.differences(networks, rivals),
        reports.targets(networks),
    )


def _network(size: Size, settings: Settings, cache: Path, hears: Told) -> Network:
    folder = cache / size.name
    hears(f"{told(size)}: written")
    built = apart(Built, f"{_PROBES}.build", (size, folder))
    hears(f"{told(size)}: shared")
    shared = apart(Shared, f"{_PROBES}.share", (folder, PROCESSES))
    hears(f"{told(size)}: asked")
    draws = apart(list, f"{_PROBES}.drawn", (folder, DRAWS, settings.seed))
    asked = apart(Asked, f"{_PROBES}.ask", Given(folder, tuple(draws), _pace(settings)))
    return Network(size, built, shared, asked.timed, asked.grown_mib)


def _rival(system: str, size: Size, settings: Settings, cache: Path) -> Rival:
    """A rival over a network that has been written."""
    draws = tuple(apart(list, f"{_PROBES}.drawn", (cache / size.name, DRAWS, settings.seed)))
    pace = _pace(settings, RIVAL_DRAWS)
    if system == NETWORKX:
        answered = apart(by_networkx.Answered, "benchmarks.trace_networkx.ask", by_networkx.Given(size, draws, pace))
        return Rival(system, size, answered.seconds, answered.mib, answered.timed)
    quads = cache / size.name / "references.nq"
    apart(int, "benchmarks.trace_queries.write_quads", (size, quads))
    ask = by_sparql.oxigraph if system == OXIGRAPH else by_sparql.on_virtuoso
    said = ask(by_sparql.Given(quads, draws, pace, settings.longest_s))
    return Rival(system, size, said.seconds, said.mib, said.timed, said.missing)


def _pace(settings: Settings, draws: int = DRAWS) -> Pace:
    return Pace(draws, settings.rounds, settings.limit_s)


def _numbers(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[int, ...]:
    try:
        return tuple(int(number) for number in value.split(","))
    except ValueError as error:
        raise click.BadParameter(f"{value!r}: give whole numbers with commas, such as 1000,100000") from error


def _systems(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    wanted = () if value == "none" else tuple(value.split(","))
    if unknown := set(wanted) - set(RIVALS):
        raise click.BadParameter(f"{', '.join(sorted(unknown))}: choose from {', '.join(RIVALS)}, none")
    return wanted


@click.command(
    help="Measure the network of made-up bodies: writing it, sharing it between processes, and each question.\n\n"
    "networkx and SPARQL get the networks up to 100,000 versions. Virtuoso comes with apt-get install "
    "virtuoso-opensource; without it the report says so. What is to be reached is said last, with met or not met.",
)
@click.option("--sizes", default=",".join(map(str, SIZES)), show_default=True, callback=_numbers, help="versions")
@click.option("--rivals", default=",".join(RIVALS), show_default=True, callback=_systems, help="by name, or none")
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1))
@click.option("--words", default=RIVALS_TO, show_default=True, help="versions of which answers are whole; 0 for none")
@click.option("--seed", default=1, show_default=True, help="of the bodies and of what is drawn from them")
@click.option("--limit", "limit_s", default=10.0, show_default=True, help="seconds after which a round ends early")
@click.option("--longest", "longest_s", default=120.0, show_default=True, help="seconds for a question of SPARQL")
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/trace"),
    show_default=True,
    help="folder of the networks and stores",
)
@click.option("--json", "as_json", is_flag=True, help="print the report as JSON")
@click.option("--record", "records", is_flag=True, help=f"keep the report in {RESULTS.name} and in {DOCUMENT.name}")
@click.option(
    "--read",
    "reads",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="a report that was written with --out, in the place of measuring",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help=f"file for the report, such as {RESULTS}")
def main(cache: Path, out: Path | None, reads: Path | None, *, as_json: bool, records: bool, **values: object) -> None:
    """Measure, and print the report."""
    if reads is None:
        cache.mkdir(parents=True, exist_ok=True)
        settings = msgspec.convert(values, Settings)
        report = measure(settings, cache.resolve(), lambda doing: click.echo(doing, err=True))
    else:
        report = msgspec.json.decode(reads.read_bytes(), type=Report)
    written = msgspec.json.format(msgspec.json.encode(report)).decode() + "\n"
    for path in (out, RESULTS if records else None):
        if path is not None:
            path.write_text(written, "utf-8")
    if records:
        DOCUMENT.write_text(filled(DOCUMENT.read_text("utf-8"), report), "utf-8")
    if as_json:
        sys.stdout.write(written)
    else:
        show(report, Console(width=None if sys.stdout.isatty() else WIDE_ENOUGH))


if __name__ == "__main__":
    main()
