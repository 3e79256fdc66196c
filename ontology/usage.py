"""How the command line says what it is for and what went wrong, in the language of the reader. Knows no command.

Click speaks English; for Dutch this module gives its words: usage, headings, the text of `--help`, and its complaints.
"""

import errno
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Final

import click

from ontology.language import Language, Phrase

HELP: Final = "Toon deze uitleg."
HEADINGS: Final = MappingProxyType({"Options": "Opties", "Commands": "Opdrachten"})
DUTCH_MARKS: Final = MappingProxyType({"[default: ": "[standaard: ", "[required]": "[verplicht]"})
MARKS: Final = re.compile(r"\[default: |\[required\]")
NO_FOLDER: Final = Phrase(
    "{option} {path}: {file} is geen map; geef een map, of een naam die nog vrij is",
    "{option} {path}: {file} is no folder; give a folder, or a name that is still free",
)
NO_PLACE: Final = Phrase(
    "{option} {path}: de map {folder} bestaat niet; maak haar eerst, of kies een andere plaats",
    "{option} {path}: there is no folder {folder}; make it first, or choose another place",
)
NO_FILE: Final = Phrase(
    "{option} {path} is een map; geef de naam van een bestand daarin",
    "{option} {path} is a folder; give the name of a file in it",
)
UNUSABLE: Final = Phrase(
    "{path} is niet te lezen of te schrijven ({why}); geef toegang, maak ruimte of kies een andere plaats",
    "{path} can't be read or written ({why}); give access, make room or choose another place",
)

# What the system says in English, by its number (errno); of any other it is said as it is.
REASONS: Final = MappingProxyType(
    {
        errno.EACCES: "geen toegang",
        errno.EPERM: "dat mag niet",
        errno.ENOENT: "bestaat niet",
        errno.ENOTDIR: "een deel van het pad is geen map",
        errno.EISDIR: "dit is een map",
        errno.ENOSPC: "er is geen ruimte meer",
        errno.EDQUOT: "er is geen ruimte meer",
        errno.EROFS: "hier kan alleen gelezen worden",
        errno.ENAMETOOLONG: "de naam is te lang",
    }
)


class FellShortError(click.ClickException):
    """The data fell short; the command ends with 1."""

    exit_code = 1


class WrongUseError(click.ClickException):
    """What was asked can't be done; the command ends with 2."""

    exit_code = 2


class DutchFormatter(click.HelpFormatter):
    """Lays out help as Click does, under Dutch heads."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how a command is used."""
        super().write_usage(prog, args, "Gebruik: " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """The head of a section."""
        super().write_heading(HEADINGS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Names with what they are."""
        dutch = [(name, MARKS.sub(lambda mark: DUTCH_MARKS[mark.group()], text)) for name, text in rows]
        super().write_dl(dutch, col_max, col_spacing)


class DutchContext(click.Context):
    """The run of a command that explains itself in Dutch."""

    formatter_class = DutchFormatter


def explain(command: click.Command, language: Language) -> click.Command:
    """The same command, with `-h` beside `--help`, and the words around its own in one language."""
    if language is Language.EN:
        command.context_settings = {**command.context_settings, "help_option_names": ["-h", "--help"]}
        return command
    command.add_help_option = False
    click.help_option("-h", "--help", help=HELP)(command)
    command.context_class = DutchContext
    command.options_metavar = "[OPTIES]"
    return command


@contextmanager
def complaints(language: Language) -> Iterator[None]:
    """Put what Click complains of inside in the words of the language."""
    try:
        yield
    except KeyboardInterrupt:
        if language is Language.EN:
            raise
        click.echo("\nAfgebroken.", err=True)
        raise click.exceptions.Exit(1) from None
    except click.ClickException as error:
        if language is Language.EN or isinstance(error, click.exceptions.NoArgsIsHelpError):
            raise
        _tell(error)
        raise click.exceptions.Exit(error.exit_code) from error


@contextmanager
def file_errors(language: Language) -> Iterator[None]:
    """End the command with 2 where a file or folder can't be read or written."""
    try:
        yield
    except BrokenPipeError:
        raise  # who reads the output has read enough
    except OSError as error:
        if error.filename is None:
            raise
        why = REASONS.get(error.errno or 0) if language is Language.NL else None
        raise WrongUseError(UNUSABLE.say(language, path=error.filename, why=why or error.strerror)) from error


def require_folder(option: str, path: Path, language: Language) -> None:
    """Refuse a path at which no folder is or can be made, because a file is in the way.

    Raises:
        WrongUseError: it is refused.
    """
    existing = next((place for place in (path, *path.parents) if place.exists()), path)
    if existing.exists() and not existing.is_dir():
        raise WrongUseError(NO_FOLDER.say(language, option=option, path=path, file=existing))


class NewFile(click.Path):
    """The name of a file that a command writes, in a folder that is there."""

    def __init__(self, language: Language) -> None:
        super().__init__(path_type=Path)
        self._language = language

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """The path.

        Raises:
            WrongUseError: it has no place.
        """
        path = Path(value)
        require_place(param.opts[0] if param else "--out", path, self._language)
        return super().convert(path, param, ctx)


def require_place(option: str, path: Path, language: Language) -> None:
    """Refuse a file for which there is no folder, or in whose place a folder stands.

    Raises:
        WrongUseError: it is refused.
    """
    if path.is_dir():
        raise WrongUseError(NO_FILE.say(language, option=option, path=path))
    existing = next((place for place in path.parents if place.exists()), path.parent)
    if existing.exists() and not existing.is_dir():
        raise WrongUseError(NO_FOLDER.say(language, option=option, path=path, file=existing))
    if not path.parent.is_dir():
        raise WrongUseError(NO_PLACE.say(language, option=option, path=path, folder=path.parent))


def _tell(error: click.ClickException) -> None:
    """Print how the command is used, where that is the matter, and what is wrong."""
    if isinstance(error, click.UsageError) and error.ctx is not None:
        click.echo(error.ctx.get_usage(), err=True)
        click.echo(f"Uitleg: {error.ctx.command_path} --help\n", err=True)
    click.echo(f"Fout: {_in_dutch(error)}", err=True)


def _in_dutch(error: click.ClickException) -> str:
    match error:
        case click.MissingParameter(param=click.Parameter() as parameter):
            return f"{parameter.get_error_hint(error.ctx)} ontbreekt"
        case click.BadParameter(param=click.Parameter() as parameter):
            return f"{parameter.get_error_hint(error.ctx)}: {_advice(parameter)}"
        case click.NoSuchOption():
            like = f"; lijkt op {', '.join(error.possibilities)}" if error.possibilities else ""
            return f"de optie {error.option_name} bestaat niet{like}"
        case click.BadOptionUsage():
            needless = "does not take a value" in error.message
            return f"{error.option_name}: {'neemt geen waarde' if needless else 'er hoort een waarde achter'}"
        case click.UsageError():
            unexpected = re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", error.message)
            return f"te veel argumenten: {unexpected[1]}" if unexpected else error.message
        case _:
            return error.message


def _advice(parameter: click.Parameter) -> str:
    match parameter.type:
        case click.Choice(choices=choices):
            return f"kies uit {', '.join(map(str, choices))}"
        case click.IntRange(min=least, max=None):
            return f"geef een heel getal, {least} of meer"
        case click.IntRange(min=least, max=most):
            return f"geef een heel getal van {least} tot en met {most}"
        case kind:
            return f"geef een waarde van de soort {kind.name}"
