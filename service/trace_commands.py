"""The command about the network: its questions, with an option for each parameter. What they do is done elsewhere."""

# ruff: noqa: PLC0415 - a command imports what it needs when it runs, so that the front door starts fast

import difflib
import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ontology.language import Language
from ontology.usage import FellShortError, NewFile, WrongUseError, explain
from service import trace_wording as wording
from service.cli import data_option, engine_errors, release_errors, settings_of
from service.least_option import read_share
from service.out_file import draft_of

if TYPE_CHECKING:
    from service.answers.coverage import Holdings
    from service.answers.trace.answer import Answer
    from service.answers.trace.forms.frame import Frame
    from service.answers.trace.parameters import Parameter, Value
    from service.answers.trace.question import Question

TABLE: Final = "table"
_BINARY: Final = frozenset({"xlsx"})
_ARGUMENTS: Final = ("from", "to")
_FEW: Final = 4  # choices that stand beside the name of an option; more stand in its help
_NAME_WIDTH: Final = 12
FILE_WIDTH: Final = 240
"""Characters in a line of a table that goes to a file; a terminal says itself how wide it is."""


def commands(language: Language) -> list[click.Command]:
    """The commands of this module, with their help in one language."""
    return [TraceGroup(language)]


class TraceGroup(click.Group):
    """`doelgraaf trace`: a command for each question; knows these when it is asked for one."""

    def __init__(self, language: Language) -> None:
        super().__init__("trace", help=wording.TRACE.say(language), no_args_is_help=True)
        self.language = language
        self.subcommand_metavar = wording.QUESTION.say(language)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all questions, in the order in which people need them."""
        from service.answers.trace.questions import QUESTIONS

        del ctx
        return list(QUESTIONS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of one question."""
        from service.answers.trace.questions import QUESTIONS

        del ctx
        question = QUESTIONS.get(cmd_name)
        return None if question is None else explain(question_command(question, self.language), self.language)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The question that the arguments begin with.

        Raises:
            WrongUseError: there is no such question.
        """
        known = self.list_commands(ctx)
        if args[0] not in known:
            near = difflib.get_close_matches(args[0], known, n=1)
            like = wording.LIKE.say(self.language, name=near[0]) if near else ""
            raise WrongUseError(wording.NO_QUESTION.say(self.language, name=args[0], like=like))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each question in one line, with an example below it."""
        from service.answers.trace.questions import QUESTIONS

        del ctx
        with formatter.section(wording.QUESTIONS.say(self.language)):
            for question in QUESTIONS.values():
                formatter.write(f"  {question.name:<{_NAME_WIDTH}}{question.title.say(self.language)}\n")
                formatter.write(f"  {'':<{_NAME_WIDTH}}{question.example_command}\n")


def question_command(question: "Question", language: Language) -> click.Command:
    """`doelgraaf trace QUESTION [FROM [TO]]`."""
    example = wording.EXAMPLE.say(language, command=question.example_command)
    title, about = question.title.say(language), question.about.say(language)
    names: dict[str, str] = {}

    def run(data: Path, release: str | None, form: str | None, out: Path | None, **given: "Value | Decimal") -> None:
        chosen = _form(form, out, language)
        values = _together(names, given)
        missing = next((one for one in command.params if names.get(str(one.name)) in _lacking(question, values)), None)
        if missing is not None:
            raise click.MissingParameter(ctx=click.get_current_context(), param=missing)
        _Run(question, values, chosen, language).write(data, release, out)

    command = click.Command(question.name, callback=run, help=f"{title}\n\n{about}\n\n\b\n{example}")
    for parameter in question.parameters:
        for made in _parameters(question, parameter, language):
            names[str(made.name)] = parameter.name
            command.params.append(made)
    data_option(language)(command)
    command.params += _common_options(language)
    return command


def _together(names: Mapping[str, str], given: Mapping[str, "Value | Decimal"]) -> dict[str, "Value"]:
    """The values by the names of their parameters; of one that is typed in two ways, first those without an option."""
    values: dict[str, Value] = {}
    for name, parameter in names.items():
        found = given.get(name)
        value = str(found) if isinstance(found, Decimal) else found
        if value not in {None, ()}:
            ends = parameter in _ARGUMENTS
            values[parameter] = (*_several(values.get(parameter)), *_several(value)) if ends else value
    return values


def _several(value: "Value") -> tuple[str, ...]:
    match value:
        case None:
            return ()
        case str() | int():
            return (str(value),)
        case _:
            return tuple(value)


def _lacking(question: "Question", values: Mapping[str, "Value"]) -> list[str]:
    return [name for name in question.required if name not in values]


def _parameters(question: "Question", parameter: "Parameter", language: Language) -> Iterator[click.Parameter]:
    """How a parameter is typed: begins and ends by their place, and more of them by an option."""
    if parameter.name not in _ARGUMENTS:
        yield _option(parameter, language)
        return
    name = parameter.name
    several = not {*_ARGUMENTS} <= {one.name for one in question.own}
    # whether it was given is seen when the options are known too
    yield click.Argument(
        [name], required=False, nargs=-1 if several else 1, metavar=name.upper() + ("..." if several else "")
    )
    about = wording.MORE.say(language, name=name.upper())
    yield click.Option([f"--{name}", f"more_{name}"], metavar=name.upper(), multiple=True, help=about)


def _option(parameter: "Parameter", language: Language) -> click.Option:
    from service.answers.trace.parameters import Kind

    named, about = f"--{parameter.option}", parameter.about.say(language)
    if parameter.kind is Kind.FLAG:
        return click.Option(
            [f"{named}/--no-{parameter.option}"], default=parameter.default, show_default=True, help=about
        )
    if parameter.kind is Kind.SHARE:
        return click.Option([named], metavar="0-1", callback=read_share(language), help=about)
    is_long = len(parameter.choices) > _FEW
    kind = click.IntRange(parameter.least, parameter.most) if parameter.kind is Kind.NUMBER else None
    return click.Option(
        [named],
        type=click.Choice(parameter.choices) if parameter.choices else kind,
        metavar=None if parameter.choices and not is_long else "N" if kind else parameter.name.upper(),
        default=parameter.default,
        show_default=parameter.default is not None,
        multiple=parameter.repeatable,
        help=f"{about} ({', '.join(parameter.choices)})" if is_long else about,
    )


def _common_options(language: Language) -> list[click.Parameter]:
    from service.answers.trace.forms.offered import FORMS

    return [
        click.Option(["--release"], help=wording.RELEASE.say(language)),
        click.Option(["--format", "form"], type=click.Choice((TABLE, *FORMS)), help=wording.FORMAT.say(language)),
        click.Option(["--out"], type=NewFile(language), help=wording.OUT.say(language)),
    ]


def _form(form: str | None, out: Path | None, language: Language) -> str:
    """The form that is asked for, by its name or by that of the file.

    Raises:
        WrongUseError: the name of the file tells no form, or the form is not for a terminal.
    """
    from service.answers.trace.forms.offered import FORMS

    if form is None and out is not None and out.suffix.removeprefix(".") not in FORMS:
        known = ", ".join(f".{name}" for name in FORMS)
        raise WrongUseError(wording.NO_SUFFIX.say(language, path=out, known=known))
    chosen = form or (TABLE if out is None else out.suffix.removeprefix("."))
    if out is None and chosen in _BINARY and is_terminal():
        raise WrongUseError(wording.NO_FILE.say(language, form=chosen))
    return chosen


def is_terminal() -> bool:
    """Whether standard output is read by a person at this moment."""
    return sys.stdout.isatty()


@dataclass(frozen=True, slots=True)
class _Run:
    """A question with the values of its parameters, and the form in which it is to be answered."""

    question: "Question"
    values: Mapping[str, "Value"]
    form: str
    language: Language

    def write(self, data: Path, release: str | None, out: Path | None) -> None:
        """Answer over a release of a data directory, to standard output or to a file that is there whole or not at all.

        Raises:
            WrongUseError: what is asked for is not there.
            FellShortError: there is no answer, or it does not fit the form.
        """
        from service import logs
        from service.answers.trace.forms.bounds import FormError
        from service.answers.trace.scope import ScopeError
        from service.tracing import ask, opened

        logs.configure()
        with release_errors(self.language), engine_errors(self.language):
            try:
                with opened(data, release, settings_of(self.language)) as trace:
                    answer = ask(trace, self.question.name, self.values)
                    self._deliver(answer, self._frame(answer, trace.holdings), out)
            except ScopeError as error:
                raise WrongUseError(error.say(self.language)) from error
            except FormError as error:
                raise FellShortError(error.say(self.language)) from error

    def _frame(self, answer: "Answer", holdings: "Holdings") -> "Frame":
        from service.answers.coverage import coverage_of
        from service.answers.trace.addresses import METHODS, address
        from service.answers.trace.forms.frame import Frame
        from service.answers.trace.forms.offered import FORMS

        speaks = self.form in FORMS and FORMS[self.form].speaks
        manner = {"format": "json" if self.form == TABLE else self.form}
        manner |= {"lang": self.language.value} if speaks else {}
        again = address(answer.question, answer.parameters, **manner, release=answer.release)
        coverage = coverage_of(holdings, answer.documents)
        return Frame(self.language, coverage, METHODS, f"{holdings.base}{again}")

    def _deliver(self, answer: "Answer", around: "Frame", out: Path | None) -> None:
        from service.answers.trace.forms.offered import FORMS

        if self.form == TABLE:
            self._show(answer, around, out)
            return
        if answer.caution is not None:
            click.echo(answer.caution.say(self.language), err=True)
        pieces = FORMS[self.form].write(answer, around)
        if out is None:
            for piece in pieces:
                click.echo(piece, nl=False)
        else:
            _write(pieces, out)

    def _show(self, answer: "Answer", around: "Frame", out: Path | None) -> None:
        from rich.console import Console
        from rich.text import Text

        from service.answers.trace.forms.terminal import as_tables
        from service.trace_brief import brief

        file = io.StringIO() if out is not None else None
        wide = out is not None or not is_terminal()
        console = Console(file=file, width=FILE_WIDTH if wide else None)
        for part in as_tables(brief(answer, self.language, console.width), around):
            # an address that is broken into lines can't be copied
            console.print(part, soft_wrap=isinstance(part, Text) and around.address in part.plain)
        if file is not None and out is not None:
            _write([file.getvalue().encode()], out)


def _write(pieces: Iterable[bytes], out: Path) -> None:
    with draft_of(out) as draft, draft.open("wb") as file:
        file.writelines(pieces)
