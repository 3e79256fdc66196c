"""A least confidence as people write it: a number from 0 to 1, with a comma or a point. Knows no claim."""

from decimal import ROUND_CEILING, Decimal, InvalidOperation
from typing import Final

from ontology.language import Phrase, SpokenError

HIGHEST: Final = Decimal("0.999")
"""No claim is surer: a goal is never certain to be another, whatever is alike."""
NO_CONFIDENCE: Final = Phrase(
    "de zekerheid {given} is geen getal van 0 tot 1; geef bijvoorbeeld 0,95",
    "the confidence {given} is no number from 0 to 1; give for example 0.95",
)
_FINEST: Final = Decimal("0.000001")  # claims have three decimals; a number of a million would fill a query
OF_RELEASES: Final = Phrase(
    "minConfidence: twee releases worden vergeleken per document en versie, en bij welk doel een versie hoort zegt elk "
    "van beide zelf; daar is geen zekerheid van. Vergelijk twee documenten, of laat minConfidence weg.",
    "minConfidence: two releases are compared by document and version, and each says by itself of which goal a version "
    "is; that has no confidence. Compare two documents, or leave minConfidence out.",
)
"""What to say of a least confidence where two releases are compared."""
_TOO_SURE: Final = Phrase(
    "Let op: de hoogste zekerheid is 0,999, dus met deze minste zekerheid telt geen uitspraak mee.",
    "Note: the highest confidence is 0.999, so with this least confidence no claim counts.",
)


class ConfidenceError(SpokenError):
    """Raised where a text is no confidence."""


def read_confidence(text: str) -> Decimal | None:
    """The least confidence that a text gives, in either notation, in six decimals at most; None where it is empty.

    Raises:
        ConfidenceError: it is no number from 0 to 1.
    """
    written = text.strip().replace(",", ".")
    if not written:
        return None
    try:
        number = Decimal(written)
    except InvalidOperation:
        number = Decimal(-1)
    if not number.is_finite() or not 0 <= number <= 1:
        raise ConfidenceError(NO_CONFIDENCE, given=repr(text))
    return number.quantize(_FINEST, ROUND_CEILING).normalize()


def too_sure(least: Decimal | None) -> Phrase | None:
    """What to say of a least confidence that no claim reaches; None of any other."""
    return _TOO_SURE if least is not None and least > HIGHEST else None
