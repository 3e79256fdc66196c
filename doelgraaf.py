"""The front door: one command that mounts each room's commands when they are asked for, and `up`, which runs all."""

import difflib
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Final

import click

from ontology.language import Language, Phrase, language_of
from ontology.usage import FellShortError, WrongUseError, complaints, explain, require_folder

# Where each command lives; a room is imported when one of its commands is asked for.
ROOMS: Final = MappingProxyType(
    {
        "ingest": "ingest.cli",
        "read": "ingest.cli",
        "check": "ontology.cli",
        "publish": "service.cli",
        "releases": "service.release_commands",
        "rollback": "service.release_commands",
        "prune": "service.release_commands",
        "pin": "service.release_commands",
        "unpin": "service.release_commands",
        "curated": "service.curated_commands",
        "serve": "service.cli",
        "query": "service.cli",
        "search": "service.search_commands",
        "why": "service.cli",
        "trace": "service.trace_commands",
        "diff": "service.years_commands",
        "where": "service.years_commands",
        "timeline": "service.years_commands",
        "table": "service.exports",
        "codebook": "service.exports",
        "project": "service.exports",
        "coverage": "service.exports",
        "dump": "service.dump_commands",
        "sample": "ingest.coding",
        "agreement": "ingest.coding",
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
    "  {base}/v1/documents       de gegevens als JSON\n\nVragen kan ook in een ander venster:\n{commands}\n\n"
    "{other}Stoppen met Ctrl+C.\n",
    "\n  {base}/                   look at goals\n  {base}/sparql             ask questions in SPARQL\n"
    "  {base}/v1/documents       the data as JSON\n\nAsking works from another window too:\n{commands}\n\n"
    "{other}Stop with Ctrl+C.\n",
)
QUESTION: Final = Phrase(
    "SELECT ?doel ?zin {{ ?doel dg:makesReference/dg:sentence ?zin }} LIMIT 10",
    "SELECT ?goal ?sentence {{ ?goal dg:makesReference/dg:sentence ?sentence }} LIMIT 10",
)
DATA: Final = Phrase(
    "map voor dataset en releases; anders een map per invoer onder {root}",
    "folder for dataset and releases; otherwise a folder per input under {root}",
)
VERSION: Final = Phrase("Toon de versie.", "Show the version and exit.")
NO_COMMAND: Final = Phrase(
    "de opdracht {name} bestaat niet{like}; `doelgraaf --help` noemt ze alle",
    "there is no command {name}{like}; `doelgraaf --help` names them all",
)
LIKE: Final = Phrase("; bedoeld is misschien {name}", "; perhaps {name} is meant")
# What people look for among the commands and is done otherwise.
NO_COMMANDS: Final = MappingProxyType(
    {
        "corrections": Phrase(
            "correcties zijn geen opdracht: zet ze in corrections.yml bij de pagina's en geef doelgraaf ingest die "
            "map; docs/corrections.md zegt hoe",
            "corrections are no command: put them in corrections.yml beside the pages and give doelgraaf ingest that "
            "folder; docs/corrections.md says how",
        ),
    }
)
NO_EXAMPLES: Final = Phrase(
    "de meegeleverde voorbeelden ontbreken onder {root}; installeer doelgraaf opnieuw",
    "the bundled examples are missing under {root}; install doelgraaf again",
)
ALLOW_VIOLATIONS: Final = Phrase(
    "publiceer ook wat niet aan de vormen (SHACL) voldoet, zoals een som die niet klopt",
    "publish also what does not conform to the shapes (SHACL), such as a sum that does not add up",
)
REVIEW_IT: Final = Phrase(
    "\nDe plaatsen op de pagina's, zonder te publiceren: {command}",
    "\nThe places on the pages, without publishing: {command}",
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
        version = click.version_option(
            package_name="doelgraaf", message="doelgraaf %(version)s", help=VERSION.say(language)
        )
        version(self)
        explain(self, language)
        if language is Language.NL:
            self.subcommand_metavar = "OPDRACHT [ARGUMENTEN]..."

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: object
    ) -> click.Context:
        """The run of the command line, whose complaints are in the language of the reader."""
        with complaints(self.language):
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was asked for; its complaints are in the language of the reader."""
        with complaints(self.language):
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with.

        Raises:
            WrongUseError: there is no such command.
        """
        if args[0] not in self.list_commands(ctx):
            if elsewhere := NO_COMMANDS.get(f"{args[0].rstrip('s')}s"):
                raise WrongUseError(elsewhere.say(self.language))
            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            like = LIKE.say(self.language, name=near[0]) if near else ""
            raise WrongUseError(NO_COMMAND.say(self.language, name=args[0], like=like))
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order in which people need them."""
        del ctx
        return ["up", "review", *ROOMS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, from its room."""
        del ctx
        if cmd_name == "up":
            return explain(up_command(self.language), self.language)
        if cmd_name == "review":
            return explain(review_command(self.language), self.language)
        if cmd_name not in ROOMS:
            return None
        build: Callable[[Language], list[click.Command]] = import_module(ROOMS[cmd_name]).commands
        return explain(next(made for made in build(self.language) if made.name == cmd_name), self.language)


def up_command(language: Language) -> click.Command:
    """`doelgraaf up [PATH...]`."""

    @click.command("up", help=UP.say(language))
    @click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
    @click.option(
        "--demo",
        is_flag=True,
        help=Phrase("de verzonnen gemeente Nergenshuizen", "the fictional municipality of Nergenshuizen").say(language),
    )
    @click.option(
        "--data",
        type=click.Path(path_type=Path),
        help=DATA.say(language, root=data_root()),
    )
    @click.option(
        "--port",
        default=8000,
        show_default=True,
        type=click.IntRange(1, 65535),
        help=Phrase("poort van de dienst", "port of the service").say(language),
    )
    @click.option("--allow-violations", is_flag=True, help=ALLOW_VIOLATIONS.say(language))
    def command(paths: tuple[Path, ...], data: Path | None, port: int, *, demo: bool, allow_violations: bool) -> None:
        if demo and paths:
            raise WrongUseError(
                Phrase(
                    "--demo gaat niet samen met PATH: laat één van beide weg",
                    "--demo does not go with PATH: leave one out",
                ).say(language)
            )
        given = paths or (examples(language) / ("fictional" if demo else "real"),)
        up(given, data or data_folder(paths, demo=demo), port, language, allow_violations=allow_violations)

    return command


def review_command(language: Language) -> click.Command:
    """`doelgraaf review DOCUMENT|PATH...`: what is not published, one room reads and the other reviews."""
    from ingest.concept import read_concept  # noqa: PLC0415 - imported when used: the front door must start fast
    from service.review_commands import review_command as make  # noqa: PLC0415

    return make(language, read_concept)


def up(paths: tuple[Path, ...], data: Path, port: int, language: Language, *, allow_violations: bool = False) -> None:
    """Ingest, publish and serve; what could not be read is said, and the rest is served.

    Raises:
        FellShortError: it is not published, because the pages contradict themselves.
        WrongUseError: the port is taken, or the input or the folder can't be used.
    """
    from ingest import cli as ingest_cli  # noqa: PLC0415 - imported when used: the front door must start fast
    from service import cli as service_cli  # noqa: PLC0415
    from service.dumps_ahead import make_ahead  # noqa: PLC0415

    require_folder("--data", data, language)
    service_cli.settings_of(language)
    taken = service_cli.take_port("127.0.0.1", port, language)
    base, dataset, releases = f"http://localhost:{port}", data / f"dataset-{port}", data / f"releases-{port}"
    keep = service_cli.settings_of(language).keep_releases
    with taken:
        summary = ingest_cli.run_ingest(paths, dataset, base, 1, language, quiet=False)
        ingest_cli.show(summary, dataset, language, quiet=False)
        with review_advised(paths, language):
            published = service_cli.run_publish(
                dataset, releases, language, keep=keep, allow_loss=False, allow_violations=allow_violations, quiet=False
            )
        make_ahead(releases, published.manifest.id, language, quiet=False)
        closing = closing_text(paths, base, releases, language)
        service_cli.run_serve(releases, taken, language, lambda: click.echo(closing))


@contextmanager
def review_advised(paths: tuple[Path, ...], language: Language) -> Iterator[None]:
    """Let a refusal because of violations say how their places on the pages are seen."""
    from service.release.releases import ViolationsError  # noqa: PLC0415 - imported when used

    try:
        yield
    except FellShortError as error:
        if not isinstance(error.__cause__, ViolationsError):
            raise
        command = shlex.join([program(), "review", *map(str, paths)])
        raise FellShortError(f"{error.message}{REVIEW_IT.say(language, command=command)}") from error


def closing_text(paths: tuple[Path, ...], base: str, releases: Path, language: Language) -> str:
    """Where the service of pages can be seen, and commands that ask it something."""
    fictional = any(path.is_relative_to(examples(language) / "fictional") for path in paths)
    real = any(path.is_relative_to(examples(language) / "real") for path in paths)
    other = NOT_REAL if fictional else DEMO_HINT if real else Phrase("", "")
    commands = "\n".join(f"  {command}" for command in commands_to_paste(releases, language))
    return WHERE.say(language, base=base, commands=commands, other=other)


def commands_to_paste(releases: Path, language: Language) -> list[str]:
    """What can be asked of what was published: a query; and a trace and a review, where it has goals."""
    from service.tracing import most_connected  # noqa: PLC0415 - imported when used: the front door must start fast

    data = ("--data", str(releases))
    asked: list[tuple[str, ...]] = [("query", *data, QUESTION.say(language))]
    if begin := most_connected(releases):
        document, goal = begin
        asked += [("trace", "neighbours", goal, *data), ("review", document.path, *data)]
    return [shlex.join((program(), *words)) for words in asked]


def program() -> str:
    """How this command is typed here: by its name where the shell finds it by that, else by its path."""
    import shutil  # noqa: PLC0415 - only `up` says it

    started, here = Path(sys.argv[0]).absolute(), Path.cwd()
    if started.name != "doelgraaf":
        return "doelgraaf"
    if started.is_relative_to(here):
        return str(started.relative_to(here))
    found = shutil.which("doelgraaf")
    return "doelgraaf" if found and Path(found).absolute() == started else str(started)


def examples(language: Language) -> Path:
    """The bundled pages: in the checkout, or where the wheel put them.

    Raises:
        WrongUseError: they are in neither place.
    """
    for root in (Path(__file__).parent / "examples", Path(sys.prefix) / "share/doelgraaf/examples"):
        if root.is_dir():
            return root
    raise WrongUseError(NO_EXAMPLES.say(language, root=sys.prefix))


def data_folder(paths: tuple[Path, ...], *, demo: bool) -> Path:
    """Where `up` keeps its data: real, fictional and each own input apart, so that they never meet in one release."""
    import hashlib  # noqa: PLC0415

    own = hashlib.sha256("\n".join(sorted(str(path.resolve()) for path in paths)).encode()).hexdigest()[:10]
    return data_root() / ("demo" if demo else f"pages-{own}" if paths else "examples")


def data_root() -> Path:
    """The folder of a person in which each input has a folder of its own."""
    from platformdirs import user_data_path  # noqa: PLC0415

    return user_data_path("doelgraaf")


def main() -> None:
    """Run the command line in the language of the environment."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en"
    FrontDoor(language_of(locale))()


if __name__ == "__main__":
    main()
