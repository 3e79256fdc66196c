"""Numbering: how a portal family writes the numbers of its goals, and what each form of number is the number of.

Knows forms such as `n.n.n` or `Pn n.n` and nothing of the words around a number or of which numbers exist.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Final

import msgspec

from ontology.codes import CitedKind
from ontology.language import Phrase, SpokenError

FIGURES: Final = "[0-9]{1,2}"  # no year, and no group of thousands
# What stands for what in a form; every other character stands for itself.
SYMBOLS: Final = {"n": FIGURES, "A": "[A-Z]", " ": r"[\u0020\u00a0]"}
FORM: Final = re.compile(r"(?:[nA-Z]|(?<=[nA-Z])[ .-](?=[nA-Z]))+")
# What may not follow a number: more figures, a percentage, another group, the rest of a word.
END: Final = r"(?![\d%‰]|[.,]\d|[a-z](?![a-z])|\s*%)"
LEADING_ZEROS: Final = re.compile(r"(?<!\d)0+(?=\d)")
SEPARATOR: Final = re.compile(r"[ .-]")


NO_FORM: Final = Phrase(
    "`numbers`: «{form}» is geen vorm van een nummer; schrijf haar met n, hoofdletters, punten, streepjes en spaties",
    "`numbers`: «{form}» is no form of number; write it with n, capitals, dots, hyphens and spaces",
)


class NumberingError(SpokenError, ValueError):
    """A form of number that can't be understood; the message names it and says what a form is made of."""


class Numbering(msgspec.Struct, frozen=True, dict=True):
    """The forms of the numbers of a family, each with what it is the number of.

    In a form `n` stands for one or two figures, `A` for any capital letter; other capitals, the dot, the hyphen and the
    space stand for themselves: `n.n.n` is 1.3.4, `Pn n.n` is P3 1.1, `n-n` is 1-2.
    """

    forms: Mapping[str, CitedKind]

    def __post_init__(self) -> None:
        """Refuse what is no form.

        Raises:
            NumberingError: a form holds something else than figures, capitals and single separators.
        """
        for form in self.forms:
            if not FORM.fullmatch(form):
                raise NumberingError(NO_FORM, form=form)

    @cached_property
    def listed(self) -> tuple[tuple[str, CitedKind], ...]:
        """The forms with what they are the number of, as a value that patterns can be kept by."""
        return tuple(self.forms.items())

    @cached_property
    def pattern(self) -> str:
        """The regular expression of one number of any form, the longest forms first, without a group that captures."""
        forms = sorted(self.forms, key=lambda form: (-len(form), form))
        return f"(?:{'|'.join(map(_expression, forms))}){END}" if forms else r"(?!)"

    @cached_property
    def _compiled(self) -> tuple[tuple[re.Pattern[str], CitedKind], ...]:
        return tuple((re.compile(_expression(form)), kind) for form, kind in self.forms.items())

    def pattern_of(self, *kinds: CitedKind) -> str:
        """The regular expression of a number of one of these kinds; one that fits nothing where they have no form."""
        return Numbering({form: kind for form, kind in self.forms.items() if kind in kinds}).pattern

    def kind_of(self, number: str) -> CitedKind | None:
        """What a number is the number of; None for a form that this family does not use."""
        return next((kind for form, kind in self._compiled if form.fullmatch(number)), None)

    def above(self, number: str) -> tuple[tuple[CitedKind, str], ...]:
        """What stands above a number in the tree, from the top down: of 2.2.2 programme 2 and ambition 2.2."""
        cuts = [number[: separator.start()] for separator in SEPARATOR.finditer(number)]
        return tuple((kind, part) for part in cuts if (kind := self.kind_of(part)) is not None)


def canonical(number: str) -> str:
    """A number without leading zeros and with plain spaces: 04 names the same programme as 4."""
    return LEADING_ZEROS.sub("", " ".join(number.split()))


def _expression(form: str) -> str:
    return "".join(SYMBOLS.get(symbol, re.escape(symbol)) for symbol in form)
