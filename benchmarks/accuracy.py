"""Accuracy: how much of the gold set is read rightly, by measure, with intervals of 95 %.

    python benchmarks/accuracy.py [--split development] [--by layout] [--errors] [--json FILE] [--against FILE]

Every split is ingested as a whole. Real and synthetic pages are never pooled, and the errors of the final split are not
shown unless asked for: who looks at them has no final split any more. `docs/accuracy.md` tells what the figures mean.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.facts import MEASURES
from benchmarks.figures import (
    FINAL,
    SPLITS,
    Compared,
    Figures,
    FiguresError,
    changes,
    compare,
    figures,
    grouped,
    keep,
    kept,
    mistakes,
)
from benchmarks.gold import GoldError, load_split
from benchmarks.readings import ReadingError, read_pages
from benchmarks.scoring import Score
from ingest.intervals import Interval

ROOT: Final = Path(__file__).parent.parent
GOLD: Final = ROOT / "tests" / "gold"
RESULTS: Final = ROOT / "benchmarks" / "results" / "accuracy.json"
DOCUMENT: Final = ROOT / "docs" / "accuracy.md"
WIDTH: Final = 132  # where nobody says how wide
HEADS: Final = ("", "annotated", "read", "right", "precision", "recall", "F1")
WARNING: Final = (
    "The final split is not for tuning. Who changes the reader after seeing this has no final split any more: "
    "write new final pages first."
)
GROUPS: Final[Mapping[str, Callable[[Compared], str]]] = MappingProxyType(
    {"layout": lambda one: one.page.layout, "family": lambda one: one.family}
)
KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {"real": "real", "development": "synthetic", "validation": "synthetic", FINAL: "synthetic"}
)


def measure(gold: Path, splits: Sequence[str]) -> dict[str, tuple[Compared, ...]]:
    """The pages of splits, each beside its reading; a split without pages is left out.

    Raises:
        FiguresError: there are no pages at all.
        GoldError: an annotation can't be used.
        ReadingError: a page can't be compared with its annotation.
    """
    loaded = {split: pages for split in splits if (pages := load_split(gold / split))}
    if not loaded:
        raise FiguresError(f"{gold}: no annotated page in {', '.join(splits)}; name another split or --gold")
    return {split: compare(pages, read_pages(pages, gold / split)) for split, pages in loaded.items()}


def rows(result: Figures) -> list[tuple[str, ...]]:
    """The rows of a table: each measure, then each relation."""
    found = [_row(name, result.scores[name]) for name in MEASURES if name in result.scores]
    found.append(_row("relations, mean of F1 over relations", result.relation_macro))
    found += [_row(f"relation {name}", score) for name, score in sorted(result.relations.items())]
    return found


def _row(name: str, score: Score) -> tuple[str, ...]:
    numbers = (str(score.annotated), str(score.read), str(score.right))
    bounds = score.f1_bounds
    f1 = "-" if score.f1 is None else f"{score.f1:.3f}" + (f" ({bounds[0]:.3f}-{bounds[1]:.3f})" if bounds else "")
    return name, *numbers, _told(score.precision), _told(score.recall), f1


def _told(interval: Interval | None) -> str:
    return f"{interval.value:.3f} ({interval.low:.3f}-{interval.high:.3f})" if interval else "-"


def wrongly(result: Figures) -> str:
    """How many look-alikes were read as references."""
    return (
        f"Look-alikes read as references: {result.look_alikes}, on {result.look_alike_pages} of {result.pages} pages."
    )


def title(split: str, result: Figures) -> str:
    """What a table is about."""
    return f"{split}: {result.pages} {KINDS[split]} {'page' if result.pages == 1 else 'pages'}"


def markdown(split: str, result: Figures) -> str:
    """The table of a split as it stands in the document."""
    lines = [" | ".join(cells) for cells in (HEADS, ["---", *["--:"] * (len(HEADS) - 1)], *rows(result))]
    table = "\n".join(f"| {line} |" for line in lines)
    return f"**{title(split, result).capitalize()}**\n\n{table}\n\n{wrongly(result)}\n"


def filled(document: str, results: Mapping[str, Figures]) -> str:
    """A document with the table of each split between its markers: `<!-- accuracy: final -->`, `<!-- end: final -->`.

    Raises:
        FiguresError: a marker is missing.
    """
    for split, result in results.items():
        begin, end = f"<!-- accuracy: {split} -->\n", f"<!-- end: {split} -->\n"
        before, found, rest = document.partition(begin)
        _, ended, after = rest.partition(end)
        if not (found and ended):
            raise FiguresError(f"{DOCUMENT}: {begin.strip()} or {end.strip()} is missing; put both back")
        document = f"{before}{begin}{markdown(split, result)}{end}{after}"
    return document


def show(name: str, result: Figures, console: Console) -> None:
    """The figures of a split or of a group of its pages."""
    table = Table(title=name, title_justify="left", box=SIMPLE_HEAD, show_edge=False)
    for head in HEADS:
        table.add_column(head, justify="right" if head else "left", no_wrap=True)
    for row in rows(result):
        table.add_row(*row)
    console.print(table)
    console.print(wrongly(result), highlight=False)


def report(split: str, compared: Sequence[Compared], result: Figures, by: str | None, console: Console) -> None:
    """The figures of a split, and of each group of its pages where groups are asked for."""
    show(title(split, result), result, console)
    for name, pages in grouped(compared, GROUPS[by]).items() if by else ():
        part = figures(pages, keep_mistakes=False)
        show(f"{title(split, part)}, {by} {name}", part, console)


def store(results: Mapping[str, Figures]) -> None:
    """Put the tables of all splits in the document and keep the figures beside it.

    Raises:
        FiguresError: splits are missing, or the document has no place for a table.
    """
    missing = [split for split in SPLITS if split not in results]
    if missing:
        raise FiguresError(f"{', '.join(missing)}: not measured; --record wants all splits at once, or pages of them")
    DOCUMENT.write_text(filled(DOCUMENT.read_text("utf-8"), results), "utf-8")
    keep(results, RESULTS)


def show_errors(compared: Sequence[Compared]) -> None:
    """Each thing missed or falsely read, with page, place and words, and each look-alike that was read."""
    for one in mistakes(compared):
        click.echo(f"{one.measure}: {one.kind}: {one.page}:{one.start}-{one.end}: {one.words!r} ({' '.join(one.what)})")
    for page in compared:
        for fact in page.look_alikes:
            words = page.page.text[fact.start : fact.end]
            click.echo(f"look-alike: {page.page.name}:{fact.start}-{fact.end}: {words!r}")


@click.command(help=__doc__.partition("\n")[0] if __doc__ else None)
@click.option("--split", "splits", multiple=True, type=click.Choice(SPLITS), help="all where none is named")
@click.option("--by", type=click.Choice(tuple(GROUPS)), help="a table for each layout or family too")
@click.option("--errors", is_flag=True, help="each miss and false alarm; not of the final split")
@click.option("--final-errors", is_flag=True, help="those of the final split, which then is final no more")
@click.option("--markdown", "as_markdown", is_flag=True, help="the tables of docs/accuracy.md")
@click.option("--json", "path", type=click.Path(path_type=Path), help="keep the figures in a file")
@click.option("--against", type=click.Path(path_type=Path), help="what was gained and lost since a kept file")
@click.option("--record", is_flag=True, help=f"keep the figures in {RESULTS.name} and the tables in {DOCUMENT.name}")
@click.option("--gold", default=GOLD, type=click.Path(path_type=Path), help="another gold set")
def main(  # noqa: PLR0913 - an argument for each option of the command
    splits: tuple[str, ...],
    by: str | None,
    path: Path | None,
    against: Path | None,
    gold: Path,
    *,
    errors: bool,
    final_errors: bool,
    as_markdown: bool,
    record: bool,
) -> None:
    """Measure, and print the figures."""
    try:
        earlier = kept(against) if against else {}
        compared = measure(gold, splits or SPLITS)
        results = {split: figures(pages, keep_mistakes=split != FINAL) for split, pages in compared.items()}
        if path:
            keep(results, path)
        if record:
            store(results)
    except (GoldError, ReadingError, FiguresError) as error:
        raise click.UsageError(str(error)) from error
    if as_markdown:
        sys.stdout.write("\n".join(markdown(split, result) for split, result in results.items()))
        return
    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    for split, result in results.items():
        report(split, compared[split], result, by, console)
        if split in earlier:
            for line in changes(earlier[split], result):
                click.echo(line)
        if final_errors and split == FINAL:
            click.echo(WARNING, err=True)
        if final_errors if split == FINAL else errors:
            show_errors(compared[split])


if __name__ == "__main__":
    main()
