"""The front door: one command that mounts each room's commands when they are asked for, and `up`, which runs all."""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Final

import click

from ontology.language import Language, Phrase, language_of

# Where each command lives; a room is imported when one of its commands is asked for.
ROOMS: Final = MappingProxyType(
    {
        "ingest": "ingest.cli",
        "read": "ingest.cli",
        "check": "ontology.cli",
        "publish": "service.cli",
        "releases": "service.cli",
        "rollback": "service.cli",
        "serve": "service.cli",
        "query": "service.cli",
    }
)
ABOUT: Final = Phrase(
    "Van doelpagina's van gemeenten naar een graaf van doelen, verwijzingen, portefeuillehouders en geld.\n\n"
    "Begin met: doelgraaf up",
    "From goal pages of municipalities to a graph of goals, references, portfolio holders and money.\n\n"
    "Begin with: doelgraaf up",
)
UP: Final = Phrase(
    "Lees pagina's, publiceer ze en dien ze op: het hele werk in één keer.\n\n"
    "Zonder PATH: de twee meegeleverde echte pagina's. Met --demo: een verzonnen gemeente, apart bewaard.",
    "Read pages, publish them and serve them: the whole job in one go.\n\n"
    "Without PATH: the two bundled real pages. With --demo: a fictional municipality, kept apart.",
)
WHERE: Final = Phrase(
    "\n  {base}/                   doelen bekijken\n  {base}/sparql             vragen stellen in SPARQL\n"
    "  {base}/v1/documents       de gegevens als JSON\n\n{other}Stoppen met Ctrl+C.\n",
    "\n  {base}/                   look at goals\n  {base}/sparql             ask questions in SPARQL\n"
    "  {base}/v1/documents       the data as JSON\n\n{other}Stop with Ctrl+C.\n",
)
DEMO_HINT: Final = Phrase(
    "Meer te zien, bij een verzonnen gemeente: doelgraaf up --demo\n",
    "More to see, of a fictional municipality: doelgraaf up --demo\n",
)
NOT_REAL: Final = Phrase(
    "Nergenshuizen, haar pagina's en haar mensen zijn verzonnen.\n",
    "Nergenshuizen, its pages and its people are fictional.\n",
)


class FrontDoor(click.Group):
    """The command group; knows names of commands and the rooms behind them."""

    def __init__(self, language: Language) -> None:
        super().__init__("doelgraaf", help=ABOUT.say(language), no_args_is_help=True)
        self.language = language

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order in which people need them."""
        del ctx
        return ["up", *ROOMS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, from its room."""
        del ctx
        if cmd_name == "up":
            return up_command(self.language)
        if cmd_name not in ROOMS:
            return None
        build: Callable[[Language], list[click.Command]] = import_module(ROOMS[cmd_name]).commands
        return next(command for command in build(self.language) if command.name == cmd_name)


def up_command(language: Language) -> click.Command:
    """`doelgraaf up [PATH...]`."""

    @click.command("up", help=UP.say(language))
    @click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
    @click.option(
        "--demo",
        is_flag=True,
        help=Phrase("de verzonnen gemeente Nergenshuizen", "the fictional municipality of Nergenshuizen").say(language),
    )
    @click.option(
        "--data",
        type=click.Path(path_type=Path),
        help=Phrase("map voor dataset en releases", "folder for dataset and releases").say(language),
    )
    @click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
    def command(paths: tuple[Path, ...], data: Path | None, port: int, *, demo: bool) -> None:
        if demo and paths:
            raise click.UsageError(
                Phrase("--demo gaat niet samen met PATH", "--demo does not go with PATH").say(language)
            )
        up(
            paths or (examples() / ("fictional" if demo else "real"),),
            data or data_folder(paths, demo=demo),
            port,
            language,
        )

    return command


def up(paths: tuple[Path, ...], data: Path, port: int, language: Language) -> None:
    """Ingest, publish and serve; what could not be read is said, and the rest is served."""
    from ingest import cli as ingest_cli  # noqa: PLC0415 - imported when used: the front door must start fast
    from service import cli as service_cli  # noqa: PLC0415

    base = f"http://localhost:{port}"
    dataset = data / f"dataset-{port}"
    releases = data / f"releases-{port}"
    summary = ingest_cli.run_ingest(paths, dataset, base, 1, language, quiet=False)
    ingest_cli.show(summary, dataset, language, quiet=False)
    service_cli.run_publish(dataset, releases, language, allow_loss=False, quiet=False)
    fictional = any(path.is_relative_to(examples() / "fictional") for path in paths)
    real = any(path.is_relative_to(examples() / "real") for path in paths)
    other = NOT_REAL if fictional else DEMO_HINT if real else Phrase("", "")
    click.echo(WHERE.say(language, base=base, other=other.say(language)))
    service_cli.run_serve(releases, "127.0.0.1", port)


def examples() -> Path:
    """The bundled pages: in the checkout, or where the wheel put them.

    Raises:
        ClickException: they are in neither place.
    """
    for root in (Path(__file__).parent / "examples", Path(sys.prefix) / "share/doelgraaf/examples"):
        if root.is_dir():
            return root
    raise click.ClickException(f"the bundled examples are missing under {sys.prefix}; install doelgraaf again")


def data_folder(paths: tuple[Path, ...], *, demo: bool) -> Path:
    """Where `up` keeps its data: real, fictional and each own input apart, so that they never meet in one release."""
    import hashlib  # noqa: PLC0415

    from platformdirs import user_data_path  # noqa: PLC0415

    own = hashlib.sha256("\n".join(sorted(str(path.resolve()) for path in paths)).encode()).hexdigest()[:10]
    return user_data_path("doelgraaf") / ("demo" if demo else f"pages-{own}" if paths else "examples")


def main() -> None:
    """Run the command line in the language of the environment."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en"
    FrontDoor(language_of(locale))()
