"""The option that takes a least confidence, with a comma or a point. Knows no command."""

# ruff: noqa: PLC0415 - a command imports what it needs when it runs, so that the front door starts fast

from collections.abc import Callable
from decimal import Decimal

import click

from ontology.language import Language, Phrase
from ontology.usage import WrongUseError

Read = Callable[[click.Context, click.Parameter, str | None], Decimal | None]


def read_share(language: Language) -> Read:
    """What reads a least confidence; refused where it is none."""

    def read(_: click.Context, parameter: click.Parameter, text: str | None) -> Decimal | None:
        from service.answers.years.confidence import ConfidenceError, read_confidence

        try:
            return read_confidence(text or "")
        except ConfidenceError as error:
            raise WrongUseError(f"{parameter.opts[0]}: {error.say(language)}") from error

    return read


def least_option(language: Language, about: Phrase) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option `--min-confidence`; `about` is its help."""
    return click.option(
        "--min-confidence", "least", metavar="0-1", callback=read_share(language), help=about.say(language)
    )
