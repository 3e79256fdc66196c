"""Identity: how rightly goals are followed through the years of fictional municipalities, and what that costs.

    python benchmarks/identity.py [--towns 12] [--development] [--fit] [--cost] [--record]

Figures are of held-out seeds unless `--development` asks for the others, on which `--fit` fits the weights that stand
in `ingest/link/likeness.py`, `parting.py` and `identity.py`. `docs/accuracy.md` tells what the figures mean.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click
import msgspec

from benchmarks.fitting import fitted, shares_alone
from benchmarks.followed import followed
from benchmarks.identity_cost import SIZES, Cost, costs
from benchmarks.identity_figures import Bin, IdentityFigures, Rate, figures
from benchmarks.same_pairs import meetings
from benchmarks.years import HELD_OUT, Town
from ingest.intervals import Interval

ROOT: Final = Path(__file__).parent.parent
RESULTS: Final = ROOT / "benchmarks" / "results" / "identity.json"
DOCUMENT: Final = ROOT / "docs" / "accuracy.md"
BEGIN: Final = "<!-- identity -->\n"
END: Final = "<!-- end: identity -->\n"
RATES: Final = ("", "claims", "right", "in truth", "found", "precision", "recall")


class Report(msgspec.Struct, frozen=True):
    """All that was measured; `cost` is empty where it was not."""

    figures: IdentityFigures
    cost: list[Cost]


def towns(count: int, first: int) -> Iterator[Town]:
    """Municipalities of seeds that follow each other."""
    return (Town(first + place, place, 0) for place in range(count))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown; its first column holds words, the others numbers."""
    lines = (heads, ("---", *("--:" for _ in heads[1:])), *rows)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def markdown(report: Report) -> str:
    """The tables as they stand in the document."""
    found = report.figures
    parts = [
        f"**{found.towns} synthetic municipalities: claims that two versions are one goal**\n\n",
        table(RATES, [_row(found.links), *map(_row, found.strengths)]),
        "\n**By kind: the kind is right too**\n\n",
        table(RATES, list(map(_row, found.kinds))),
        "\n**By kind and by how many of the words were replaced, over all years between the two**\n\n",
        table(RATES, list(map(_row, found.crossed))),
        f"\n**Confidence and what is right of it: links** (expected calibration error {found.error:.3f})\n\n",
        _reliability(found.bins),
        f"\n**The same of new, dropped and number-reused** (expected calibration error {found.end_error:.3f})\n\n",
        _reliability(found.ends),
    ]
    if report.cost:
        parts.append("\n**Cost of following the goals of two budgets**\n\n")
        rows = [(str(one.goals), f"{one.seconds:.2f}", f"{one.peak_mib:.0f}", str(one.held)) for one in report.cost]
        parts.append(table(("goals in each", "seconds", "MiB", "followed"), rows))
    return "".join(parts)


def _reliability(bins: Sequence[Bin]) -> str:
    """The table of how sure claims are and how many are right (reliability diagram: DeGroot and Fienberg 1983)."""
    rows = [(f"{one.low} to {one.high}", str(one.claims), f"{one.confidence:.3f}", f"{one.right:.3f}") for one in bins]
    return table(("confidence", "claims", "mean", "right"), rows)


def _row(rate: Rate) -> tuple[str, ...]:
    counts = (rate.claimed, rate.right, rate.wanted, rate.found)
    return rate.name, *map(str, counts), _told(rate.precision), _told(rate.recall)


def _told(interval: Interval | None) -> str:
    return f"{interval.value:.3f} ({interval.low:.3f}-{interval.high:.3f})" if interval else "-"


def filled(document: str, report: Report) -> str:
    """A document with the tables between its markers.

    Raises:
        ValueError: a marker is missing.
    """
    before, begun, rest = document.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not (begun and ended):
        raise ValueError(f"{DOCUMENT}: {BEGIN.strip()} or {END.strip()} is missing; put both back")
    return f"{before}{BEGIN}{markdown(report)}{END}{after}"


def store(report: Report) -> None:
    """Put the tables in the document and keep the figures beside it."""
    DOCUMENT.write_text(filled(DOCUMENT.read_text("utf-8"), report), "utf-8")
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n")


@click.command(help=__doc__.partition("\n")[0] if __doc__ else None)
@click.option("--towns", "count", default=12, show_default=True, type=click.IntRange(1))
@click.option("--development", is_flag=True, help="of the seeds that weights are fitted on")
@click.option("--fit", is_flag=True, help="fit the weights on development seeds and print them; measures nothing")
@click.option("--cost", is_flag=True, help=f"measure the cost of {SIZES[0]} to {SIZES[-1]} goals too")
@click.option("--record", is_flag=True, help=f"keep the figures in {RESULTS.name} and the tables in {DOCUMENT.name}")
def main(count: int, *, development: bool, fit: bool, cost: bool, record: bool) -> None:
    """Measure, and print the tables."""
    if fit:
        every = [meeting for town in towns(count, 1) for meeting in meetings(town)]
        click.echo("\n".join((*fitted(every), *shares_alone(map(followed, towns(count, 1))))))
        return
    first = 1 if development else HELD_OUT
    found = figures([followed(town) for town in towns(count, first)])
    report = Report(found, costs(SIZES, first, lambda doing: click.echo(doing, err=True)) if cost else [])
    if record:
        store(report)
    sys.stdout.write(markdown(report))


if __name__ == "__main__":
    main()
