"""The commands of the service: publish, releases, rollback, serve and query. What they do is done elsewhere."""

# ruff: noqa: PLC0415 - a command imports what it needs when it runs, so that the front door starts fast

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ontology.language import Language, Phrase

if TYPE_CHECKING:
    from service.release.publish import Progress, Published

_PUBLISH: Final = Phrase(
    "Maak van een dataset een release en neem die in dienst.\n\nDe release wordt ernaast opgebouwd en pas als laatste "
    "stap gewisseld; mislukt er iets, dan blijft de oude in dienst. Een dataset waaruit gepubliceerde doelen of "
    "personen verdwenen zijn wordt geweigerd.\n\nVoorbeeld: doelgraaf publish dataset --data gegevens",
    "Make a release of a dataset and serve it.\n\nThe release is built aside and swapped in as the last step; if "
    "anything fails, the old one stays. A dataset that lacks published goals or persons is refused.\n\n"
    "Example: doelgraaf publish dataset --data data",
)
_RELEASES: Final = Phrase(
    "Toon de releases, de oudste eerst.\n\nDe release in dienst heeft een sterretje.\n\n"
    "Voorbeeld: doelgraaf releases --data gegevens",
    "Show the releases, the oldest first.\n\nThe one that is served has an asterisk.\n\n"
    "Example: doelgraaf releases --data data",
)
_ROLLBACK: Final = Phrase(
    "Neem een eerdere release in dienst.\n\nRELEASE is de naam of het nummer ervan; een draaiende dienst volgt vanzelf."
    "\n\nVoorbeeld: doelgraaf rollback 3 --data gegevens",
    "Serve an earlier release.\n\nRELEASE is its name or its number; a running service follows by itself.\n\n"
    "Example: doelgraaf rollback 3 --data data",
)
_SERVE: Final = Phrase(
    "Start de dienst over de release in dienst.\n\nInstellingen kunnen ook in de omgeving staan, zoals "
    "DOELGRAAF_QUERY_TIMEOUT_S=60. Stoppen gaat met Ctrl-C.\n\n"
    "Voorbeeld: doelgraaf serve --data gegevens --port 8080",
    "Start the service over the current release.\n\nSettings can stand in the environment too, such as "
    "DOELGRAAF_QUERY_TIMEOUT_S=60. Stop it with Ctrl-C.\n\nExample: doelgraaf serve --data data --port 8080",
)
_QUERY: Final = Phrase(
    "Stel een vraag in SPARQL.\n\nQUERY is de vraag, - voor standaardinvoer, of @bestand. De prefixen dg:, rdfs:, "
    "skos: en andere van doelgraaf hoeven niet gedeclareerd te worden.\n\nVoorbeeld: doelgraaf query --data gegevens "
    "'SELECT ?doel ?lasten {{ ?doel dg:expenditure ?lasten }} ORDER BY DESC(?lasten) LIMIT 10'",
    "Ask in SPARQL.\n\nQUERY is the query, - for standard input, or @file. The prefixes dg:, rdfs:, skos: and others "
    "of doelgraaf need not be declared.\n\nExample: doelgraaf query --data data "
    "'SELECT ?goal ?costs {{ ?goal dg:expenditure ?costs }} ORDER BY DESC(?costs) LIMIT 10'",
)
_DATA: Final = Phrase("datamap met de releases", "data directory with the releases")
_QUIET: Final = Phrase("toon alleen fouten", "show errors only")
_JSON: Final = Phrase("uitkomst als JSON", "result as JSON")
_STEPS: Final = {
    "verify": Phrase("Bestanden controleren", "Checking files"),
    "derive": Phrase("Regels toepassen", "Applying rules"),
    "load": Phrase("Laden", "Loading"),
}
_PUBLISHED: Final = Phrase(
    "Release {release} is in dienst: {documents} documenten, {quads} uitspraken.",
    "Release {release} is served: {documents} documents, {quads} statements.",
)
_UNCHANGED: Final = Phrase(
    "Niets te doen: release {release} is van deze dataset en in dienst.",
    "Nothing to do: release {release} is of this dataset and served.",
)


class FellShortError(click.ClickException):
    """The data or the engine fell short; the command ends with 1."""

    exit_code = 1


class WrongUseError(click.ClickException):
    """What was asked can't be done; the command ends with 2."""

    exit_code = 2


def commands(language: Language) -> list[click.Command]:
    """The commands of this room, with their help in one language."""
    makers = (publish_command, releases_command, rollback_command, serve_command, query_command)
    return [make(language) for make in makers]


def publish_command(language: Language) -> click.Command:
    """`doelgraaf publish DATASET --data DIR`."""
    allow_loss_help = Phrase("aanvaard dat wat gepubliceerd was verdwijnt", "accept that what was published is lost")

    @click.command("publish", help=_PUBLISH.say(language))
    @click.argument("dataset", type=click.Path(path_type=Path))
    @_data_option(language)
    @click.option("--allow-loss", is_flag=True, help=allow_loss_help.say(language))
    @click.option("--quiet", is_flag=True, help=_QUIET.say(language))
    @click.option("--json", "as_json", is_flag=True, help=_JSON.say(language))
    def command(dataset: Path, data: Path, *, allow_loss: bool, quiet: bool, as_json: bool) -> None:
        published = run_publish(dataset, data, language, allow_loss=allow_loss, quiet=quiet or as_json)
        if as_json:
            click.echo(json.dumps({"release": published.manifest.id, "changed": published.changed}))

    return command


def run_publish(dataset: Path, data: Path, language: Language, *, allow_loss: bool, quiet: bool) -> "Published":
    """Publish a dataset for a person, who sees how far it is and what came of it unless it is to be quiet.

    Raises:
        FellShortError: it is refused, or there is none.
    """
    from service.release.publish import publish

    with _release_errors(), _progress(language, shown=not quiet) as progress:
        published = publish(dataset, data, allow_loss=allow_loss, progress=progress)
    if not quiet:
        click.echo(_outcome(published, language))
    return published


def releases_command(language: Language) -> click.Command:
    """`doelgraaf releases --data DIR`."""

    @click.command("releases", help=_RELEASES.say(language))
    @_data_option(language)
    @click.option("--json", "as_json", is_flag=True, help=_JSON.say(language))
    def command(data: Path, *, as_json: bool) -> None:
        from service.release.releases import Releases

        releases = Releases(data)
        with _release_errors():
            current = releases.current()
            manifests = [releases.manifest(release) for release in releases.identifiers()]
        for manifest in manifests:
            served = manifest.id == current
            documents = len(manifest.dataset.documents)
            if as_json:
                facts = {"created": manifest.created, "documents": documents, "quads": manifest.quads}
                click.echo(json.dumps({"release": manifest.id, "served": served, **facts}))
            else:
                click.echo(f"{'*' if served else ' '} {manifest.id}  {manifest.created}  {documents}  {manifest.quads}")

    return command


def rollback_command(language: Language) -> click.Command:
    """`doelgraaf rollback RELEASE --data DIR`."""

    @click.command("rollback", help=_ROLLBACK.say(language))
    @click.argument("release")
    @_data_option(language)
    def command(release: str, data: Path) -> None:
        from service.release.releases import Releases

        with _release_errors():
            now = Releases(data).roll_back(release)
        click.echo(Phrase("Release {now} is in dienst.", "Release {now} is served.").say(language, now=now))

    return command


def serve_command(language: Language) -> click.Command:
    """`doelgraaf serve --data DIR`."""
    host_help = Phrase("adres waarop de dienst luistert", "address to listen on")
    port_help = Phrase("poort waarop de dienst luistert", "port to listen on")

    @click.command("serve", help=_SERVE.say(language))
    @_data_option(language)
    @click.option("--host", help=host_help.say(language))
    @click.option("--port", type=click.IntRange(0, 65535), help=port_help.say(language))
    def command(data: Path, host: str | None, port: int | None) -> None:
        from service.settings import Settings

        settings = Settings()
        host, port = host or settings.host, settings.port if port is None else port
        message = Phrase("De dienst draait op {address} (Ctrl-C stopt).", "Serving at {address} (Ctrl-C stops).")
        click.echo(message.say(language, address=f"http://{host}:{port}/"), err=True)
        run_serve(data, host, port)

    return command


def run_serve(data: Path, host: str, port: int) -> None:
    """Serve the current release until the process is told to stop.

    Raises:
        FellShortError: there is no release, or it can't be opened.
    """
    from service.settings import Settings
    from service.web.serving import serve

    with _release_errors(), _engine_errors():
        serve(Settings().model_copy(update={"data": data, "host": host, "port": port}))


def query_command(language: Language) -> click.Command:
    """`doelgraaf query QUERY`, over a data directory or an endpoint."""
    endpoint_help = Phrase("vraag het een SPARQL-eindpunt op dit adres", "ask a SPARQL endpoint at this address")
    format_help = Phrase("vorm van het antwoord", "form of the answer")

    @click.command("query", help=_QUERY.say(language))
    @click.argument("query")
    @_data_option(language)
    @click.option("--endpoint", help=endpoint_help.say(language))
    @click.option(
        "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", help=format_help.say(language)
    )
    def command(query: str, data: Path, endpoint: str | None, form: str) -> None:
        text = _query_text(query, language)
        with _release_errors(), _engine_errors():
            _ask(text, data, endpoint, form, language)

    return command


def _ask(query: str, data: Path, endpoint: str | None, form: str, language: Language) -> None:
    from service import logs
    from service.engine.opening import open_engine
    from service.engine.remote import RemoteEngine
    from service.settings import Settings
    from service.terminal import Shape, show_answer

    logs.configure()
    settings = Settings().model_copy(update={"workers": 1})
    if endpoint is not None:
        remote = RemoteEngine(endpoint, settings.query_timeout_s)
        asyncio.run(show_answer(remote, query, Shape(form), settings.query_timeout_s, language))
        return
    with closing(open_engine(data, settings)) as engine:
        asyncio.run(show_answer(engine, query, Shape(form), settings.query_timeout_s, language))


def _query_text(given: str, language: Language) -> str:
    """The query of an argument: itself, standard input for `-`, or a file for `@file`."""
    if given == "-":
        return sys.stdin.read()
    if not given.startswith("@"):
        return given
    try:
        return Path(given[1:]).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = Phrase("{path} is niet te lezen: {error}", "{path} can't be read: {error}")
        raise WrongUseError(message.say(language, path=given[1:], error=error)) from error


def _data_option(language: Language) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option("--data", type=click.Path(path_type=Path), default=_default_data, help=_DATA.say(language))


def _default_data() -> Path:
    from service.settings import Settings

    return Settings().data


def _outcome(published: "Published", language: Language) -> str:
    manifest = published.manifest
    phrase = _PUBLISHED if published.changed else _UNCHANGED
    return phrase.say(
        language, release=manifest.id, documents=len(manifest.dataset.documents), quads=f"{manifest.quads:_}"
    ).replace("_", " ")


@contextmanager
def _progress(language: Language, *, shown: bool) -> Iterator["Progress"]:
    """A bar per step on a terminal, nothing elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Bars(*columns, console=console, transient=True, disable=not (shown and console.is_terminal)) as bars:
        tasks = {step: bars.add_task(phrase.say(language), total=None) for step, phrase in _STEPS.items()}

        def show(step: str, done: int, total: int) -> None:
            bars.update(tasks[step], completed=done, total=total)

        yield show


@contextmanager
def _release_errors() -> Iterator[None]:
    """End the command with 1 where releases or the dataset fall short."""
    from ontology.dataset import DatasetError
    from service.release.releases import ReleaseError

    try:
        yield
    except (ReleaseError, DatasetError) as error:
        raise FellShortError(str(error)) from error


@contextmanager
def _engine_errors() -> Iterator[None]:
    """End the command with 2 where the query is wrong, with 1 where it gave no answer."""
    from service.engine.engine import EngineError, QueryRefusedError, QuerySyntaxError

    try:
        yield
    except (QuerySyntaxError, QueryRefusedError) as error:
        raise WrongUseError(str(error)) from error
    except EngineError as error:
        raise FellShortError(str(error)) from error
