"""The log of changes: what its first step takes for a release of many made-up versions, and what a next one takes.

    python benchmarks/changes.py --versions 10000,100000

Releases are made up (`stated`) and logged in fresh processes (`change_steps`).
"""

from pathlib import Path
from typing import Final

import click

from benchmarks.change_steps import Logged
from benchmarks.probes import apart
from benchmarks.reading import machine
from benchmarks.trace_asking import Size
from benchmarks.trace_bodies import Shape

_PROBES: Final = "benchmarks.change_steps"


def _numbers(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[int, ...]:
    try:
        return tuple(int(number) for number in value.split(","))
    except ValueError as error:
        raise click.BadParameter(f"{value!r}: give whole numbers with commas, such as 10000,100000") from error


@click.command(help="Measure what the first log of changes takes for releases of so many made-up versions.")
@click.option("--versions", default="10000,100000", show_default=True, callback=_numbers)
@click.option("--shape", default=Shape.BODIES, show_default=True, type=click.Choice([*Shape]))
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/changes"),
    show_default=True,
    help="folder of the releases",
)
def main(versions: tuple[int, ...], shape: str, cache: Path) -> None:
    """Measure, and print."""
    click.echo(" ".join(f"{name} {value}," for name, value in machine().items()).removesuffix(","))
    for count in versions:
        size = Size(count, Shape(shape), 1)
        data = (cache / size.name).resolve()
        statements = apart(int, f"{_PROBES}.written", (size, data)) if not data.exists() else 0
        said = f", {statements:,} statements" if statements else ""
        click.echo(f"{count:,} versions, {size.shape.told}{said}")
        for name in ("first", "following"):
            step = apart(Logged, f"{_PROBES}.{name}", data)
            click.echo(
                f"  {name}: {step.changes:,} changes in the log, {step.seconds:.1f} s ({step.computing:.1f} s of the"
                f" processor), {step.peak_mib:.0f} MiB at most, {step.disk_mib:.0f} MiB on disk"
            )


if __name__ == "__main__":
    main()
