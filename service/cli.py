"""The commands of the service: publish, serve, query and why. What they do is done elsewhere."""

# ruff: noqa: PLC0415 - a command imports what it needs when it runs, so that the front door starts fast

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from click.core import ParameterSource

from ontology.language import Language, Phrase
from ontology.usage import FellShortError, WrongUseError, file_errors, require_folder
from service import dump_wording, wording
from service.remote_option import Target, remote_options

if TYPE_CHECKING:
    import socket

    from service.answers.statements import Statement
    from service.release.build import Progress
    from service.release.publish import Published
    from service.settings import Settings

_SHAPES: Final = ("table", "csv", "json")


def commands(language: Language) -> list[click.Command]:
    """The commands of this room, with their help in one language."""
    makers = (publish_command, serve_command, query_command, why_command)
    return [make(language) for make in makers]


def publish_command(language: Language) -> click.Command:
    """`doelgraaf publish DATASET --data DIR`."""

    @click.command("publish", help=wording.PUBLISH.say(language))
    @click.argument("dataset", type=click.Path(path_type=Path))
    @data_option(language)
    @click.option("--allow-loss", is_flag=True, help=wording.ALLOW_LOSS.say(language))
    @click.option("--allow-violations", is_flag=True, help=wording.ALLOW_VIOLATIONS.say(language))
    @click.option("--allow-empty", is_flag=True, help=wording.ALLOW_EMPTY.say(language))
    @click.option("--full", is_flag=True, help=wording.FULL.say(language))
    @remote_options(language)
    @keep_option(language, least=0, about=wording.KEEP)
    @click.option("--no-dumps", is_flag=True, help=dump_wording.NO_DUMPS.say(language))
    @click.option("--quiet", is_flag=True, help=wording.QUIET.say(language))
    @click.option("--json", "as_json", is_flag=True, help=wording.JSON.say(language))
    def command(  # noqa: PLR0913, PLR0917 - an argument for each option
        dataset: Path,
        data: Path,
        to: str | None,
        engine: str | None,
        update_url: str | None,
        graphs_url: str | None,
        keep: int,
        *,
        no_dumps: bool,
        quiet: bool,
        as_json: bool,
        **wishes: bool,
    ) -> None:
        from service.dumps_ahead import make_ahead

        target, quiet = Target(to, engine, update_url, graphs_url), quiet or as_json
        published = run_publish(dataset, data, language, target, keep=keep, quiet=quiet, **wishes)
        if not no_dumps:
            make_ahead(data, published.manifest.id, language, quiet=quiet)
        if as_json:
            told = {"release": published.manifest.id, "changed": published.changed, "reused": published.reused}
            patched = published.changed and not published.reused and published.manifest.patches > 0
            found = {"violations": sum(published.manifest.violations.values()), "warnings": published.warnings}
            click.echo(json.dumps({**told, "patched": patched, **found}))

    return command


def run_publish(
    dataset: Path,
    data: Path,
    language: Language,
    target: Target = Target(),  # noqa: B008 - a value that never changes
    *,
    keep: int = 0,
    quiet: bool,
    **wishes: bool,
) -> "Published":
    """Publish a dataset for a person, who sees how far it is and what came of it unless it is to be quiet.

    `wishes` and `keep` are those of `publish`; `target` is the engine that is to serve it, by default the one now.

    Raises:
        FellShortError: it is refused.
        WrongUseError: there is no dataset, or the data directory can't be used.
    """
    from service import outcome
    from service.release.publish import publish

    target.require_complete(language)
    with release_errors(language), progress_bars(language, shown=not quiet) as progress:
        to = target.recipient(data, settings_of(language), language)
        published = publish(dataset, data, keep=keep, to=to, progress=progress, **wishes)
    if not quiet:
        for line in outcome.lines(published, dataset, language):
            click.echo(line)
    return published


def serve_command(language: Language) -> click.Command:
    """`doelgraaf serve --data DIR`."""

    @click.command("serve", help=wording.SERVE.say(language))
    @data_option(language)
    @click.option(
        "--host", cls=SettingOption, default=lambda: settings_of(language).host, help=wording.HOST.say(language)
    )
    @click.option(
        "--port",
        cls=SettingOption,
        type=click.IntRange(0, 65535),
        default=lambda: settings_of(language).port,
        help=wording.PORT.say(language),
    )
    def command(data: Path, host: str, port: int) -> None:
        from service.listening import address_of
        from service.served_names import named_elsewhere

        taken = take_port(host, port, language)
        address = address_of(taken, host)

        def tell() -> None:
            click.echo(wording.SERVING.say(language, address=address), err=True)
            if (elsewhere := named_elsewhere(data, address)) is not None:
                click.echo(elsewhere.say(language), err=True)

        run_serve(data, taken, language, tell)

    return command


def settings_of(language: Language) -> "Settings":
    """The settings of the environment.

    Raises:
        WrongUseError: one of them can't be used.
    """
    from service.settings import SettingsError, read_settings

    try:
        return read_settings()
    except SettingsError as error:
        raise WrongUseError(error.say(language)) from error


def take_port(host: str, port: int, language: Language) -> "socket.socket":
    """The socket of an address, for a service that is started later.

    Raises:
        WrongUseError: it is somebody else's.
    """
    from service.listening import AddressError, take

    try:
        return take(host, port)
    except AddressError as error:
        raise WrongUseError(error.say(language)) from error


def run_serve(data: Path, taken: "socket.socket", language: Language, ready: Callable[[], None]) -> None:
    """Serve the current release at a socket until the process is told to stop; `ready` is called when it can be asked.

    Raises:
        FellShortError: there is no release, or it can't be opened.
        WrongUseError: somebody else listens at the address.
    """
    from service.engine.engine import EngineError
    from service.listening import AddressError
    from service.web.serving import serve

    settings = settings_of(language).model_copy(update={"data": data})
    try:
        with taken, release_errors(language):
            serve(settings, taken, ready)
    except AddressError as error:
        raise WrongUseError(error.say(language)) from error
    except EngineError as error:
        raise FellShortError(wording.NO_START.say(language, why=error)) from error


def query_command(language: Language) -> click.Command:
    """`doelgraaf query QUERY`, over a data directory or an endpoint."""

    @click.command("query", help=wording.QUERY.say(language))
    @click.argument("query")
    @data_option(language)
    @click.option("--endpoint", help=wording.ENDPOINT.say(language))
    @click.option(
        "--format",
        "form",
        type=click.Choice(_SHAPES),
        default="table",
        show_default=True,
        help=wording.FORMAT.say(language),
    )
    @click.pass_context
    def command(context: click.Context, query: str, data: Path, endpoint: str | None, form: str) -> None:
        if endpoint is not None and context.get_parameter_source("data") is ParameterSource.COMMANDLINE:
            raise WrongUseError(wording.TWO_PLACES.say(language))
        text = _query_text(query, language)
        with release_errors(language), engine_errors(language):
            _ask(text, data, endpoint, form, language)

    return command


def _ask(query: str, data: Path, endpoint: str | None, form: str, language: Language) -> None:
    from service import logs
    from service.answers.coverage import Holdings
    from service.answers.search.finding import open_search
    from service.answers.search.matching import match
    from service.engine.engine import Question
    from service.engine.formats import JSON_RESULTS
    from service.engine.opening import open_engine
    from service.engine.remote import RemoteEngine
    from service.release.releases import Releases
    from service.terminal import Shape, note, show_answer, warn

    logs.configure()
    settings = settings_of(language).model_copy(update={"workers": 1})
    question = Question(query, JSON_RESULTS, settings.query_timeout_s)
    if endpoint is not None:
        remote = RemoteEngine(endpoint, settings.query_timeout_s, language)
        asyncio.run(show_answer(remote, question, Shape(form), language))
        return
    with closing(open_engine(data, settings)) as engine:
        holdings = Holdings.of(Releases(data).manifest(engine.release))
        matched = match(question, holdings.base, lambda: open_search(Releases(data).folder(holdings.release)))
        asyncio.run(show_answer(engine, matched.question, Shape(form), language))
        note(matched.notes, language)
        warn(holdings, holdings.documents, language)


def why_command(language: Language) -> click.Command:
    """`doelgraaf why S P O --data DIR`."""

    # A number below zero is no option.
    @click.command("why", help=wording.WHY.say(language), context_settings={"ignore_unknown_options": True})
    @click.argument("subject", metavar="S")
    @click.argument("predicate", metavar="P")
    @click.argument("value", metavar="O")
    @data_option(language)
    @click.option("--json", "as_json", is_flag=True, help=wording.JSON.say(language))
    def command(subject: str, predicate: str, value: str, data: Path, *, as_json: bool) -> None:
        from service.answers.statements import Statement, TermError

        try:
            statement = Statement.read(subject, predicate, value)
        except TermError as error:
            raise WrongUseError(error.say(language)) from error
        with release_errors(language), engine_errors(language):
            _tell_why(data, statement, language, as_json=as_json)

    return command


def _tell_why(data: Path, statement: "Statement", language: Language, *, as_json: bool) -> None:
    from ontology.terms import PREVIOUS_VERSION
    from service import logs
    from service.answers.why import explain
    from service.engine.opening import open_engine
    from service.release.releases import Releases
    from service.why_lines import lines

    logs.configure()
    settings = settings_of(language).model_copy(update={"workers": 1})
    releases = Releases(data)
    release = releases.current()
    with closing(open_engine(data, settings)) as engine:
        why = asyncio.run(explain(engine, releases.manifest(release).base, statement))
    if why is None:
        said = wording.NOT_STATED.say(language, release=release, subject=statement.subject)
        more = wording.NOT_PREVIOUS.say(language) if statement.predicate.value == PREVIOUS_VERSION else ""
        raise FellShortError(f"{said}{more}")
    if as_json:
        from service.web.why_models import as_model

        click.echo(as_model(why).model_dump_json(by_alias=True, indent=1))
        return
    for line in lines(why, language):
        click.echo(line)


def _query_text(given: str, language: Language) -> str:
    """The query of an argument: itself, standard input for `-`, or a file for `@file`."""
    if given == "-":
        return sys.stdin.read()
    if not given.startswith("@"):
        return given
    try:
        return Path(given[1:]).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else Phrase("geen UTF-8", "no UTF-8")
        raise WrongUseError(wording.NO_QUERY_FILE.say(language, path=given[1:], why=why)) from error


class SettingOption(click.Option):
    """An option whose default is a setting, looked up only when it is used or shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and what it is for, with what is meant where it is left out."""
        record = super().get_help_record(ctx)
        return record and (record[0], f"{record[1]}  [default: {self.get_default(ctx)}]")


def data_option(language: Language) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option `--data`: a data directory, by default that of the settings."""

    def usable(_context: click.Context, _option: click.Parameter, data: Path) -> Path:
        require_folder("--data", data, language)
        return data

    return click.option(
        "--data",
        cls=SettingOption,
        type=click.Path(path_type=Path),
        default=lambda: settings_of(language).data,
        callback=usable,
        help=wording.DATA.say(language),
    )


def keep_option(
    language: Language, *, least: int, about: Phrase
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option `--keep`: how many of the newest releases stay, by default that of the settings."""
    return click.option(
        "--keep",
        cls=SettingOption,
        type=click.IntRange(least),
        default=lambda: settings_of(language).keep_releases,
        help=about.say(language),
    )


@contextmanager
def progress_bars(language: Language, *, shown: bool) -> Iterator["Progress"]:
    """A bar per step on a terminal, nothing elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Bars(*columns, console=console, transient=True, disable=not (shown and console.is_terminal)) as bars:
        tasks = {step: bars.add_task(phrase.say(language), total=None) for step, phrase in wording.STEPS.items()}

        def show(step: str, done: int, total: int) -> None:
            bars.update(tasks[step], completed=done, total=total)

        yield show


@contextmanager
def release_errors(language: Language) -> Iterator[None]:
    """End the command with 1 where releases fall short, with 2 where there is no dataset or no access."""
    from ontology.dataset import DatasetError
    from service.release.curated import CuratedError
    from service.release.releases import NothingPublishedError, ReleaseError
    from service.settings import made_by_up

    try:
        with file_errors(language):
            yield
    except NothingPublishedError as error:
        made = ", ".join(map(str, made_by_up()))
        hint = wording.MADE_BY_UP.say(language, made=made) if made else ""
        raise FellShortError(error.say(language) + hint) from error
    except (ReleaseError, CuratedError) as error:
        raise FellShortError(error.say(language)) from error
    except DatasetError as error:
        raise WrongUseError(error.say(language)) from error


@contextmanager
def engine_errors(language: Language) -> Iterator[None]:
    """End the command with 2 where the query is wrong, with 1 where it gave no answer."""
    from service.engine.engine import EngineError, QueryRefusedError, QuerySyntaxError

    try:
        yield
    except EngineError as error:
        from service.web.problems import of_engine

        message = wording.NO_ANSWER.say(language, kind=of_engine(error).kind.title, why=error)
        wrong = isinstance(error, QuerySyntaxError | QueryRefusedError)
        raise (WrongUseError(message) if wrong else FellShortError(message)) from error
