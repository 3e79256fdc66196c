"""What is wrong with the parameters of a request, said in both languages. Knows no route and no parameter."""

from collections.abc import Mapping
from textwrap import shorten
from types import MappingProxyType
from typing import Any, Final

from fastapi.exceptions import RequestValidationError

from ontology.language import Language, Phrase
from service.answers.vocabulary import Label
from service.web.patterns import told

# By the type of the fault, as pydantic names it.
FAULTS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "missing": Phrase("{name}: ontbreekt; geef er een waarde voor", "{name}: is missing; give it a value"),
        "string_too_long": Phrase(
            "{name}: mag hoogstens {max_length} tekens lang zijn", "{name}: may have at most {max_length} characters"
        ),
        "string_pattern_mismatch": Phrase(
            "{name}: {given} heeft niet de vorm {pattern}", "{name}: {given} is not of the form {pattern}"
        ),
        "string_too_short": Phrase("{name}: mag niet leeg zijn", "{name}: may not be empty"),
        "too_long": Phrase(
            "{name}: mag hoogstens {max_length} keer gegeven worden", "{name}: may be given {max_length} times at most"
        ),
        "bool_parsing": Phrase(
            "{name}: {given} is geen ja of nee; geef true of false", "{name}: {given} is neither true nor false"
        ),
        "int_parsing": Phrase("{name}: {given} is geen geheel getal", "{name}: {given} is no whole number"),
        "greater_than_equal": Phrase("{name}: moet ten minste {ge} zijn", "{name}: has to be at least {ge}"),
        "confidence": Phrase(
            "{name}: de zekerheid {given} is geen getal van 0 tot 1; geef bijvoorbeeld 0,95",
            "{name}: the confidence {given} is no number from 0 to 1; give for example 0.95",
        ),
        "less_than_equal": Phrase("{name}: mag hoogstens {le} zijn", "{name}: may be at most {le}"),
        "enum": Phrase("{name}: {given} bestaat niet; er zijn {expected}", "{name}: no {given}; there are {expected}"),
    }
)
_OTHER: Final = Phrase("{name}: {given} kan hier niet", "{name}: {given} can't be used here")
_LONGEST: Final = 60


def faults(error: RequestValidationError) -> Label:
    """All that is wrong with the parameters, one after the other."""
    return Label(_told(error, Language.NL), _told(error, Language.EN))


def _told(error: RequestValidationError, language: Language) -> str:
    return "; ".join(_fault(fault, language) for fault in error.errors())


def _fault(fault: Mapping[str, Any], language: Language) -> str:
    values = dict(fault.get("ctx", {}))
    if "expected" in values:
        values["expected"] = values["expected"].replace(" or ", ", ")
    name = ".".join(part for part in fault["loc"][1:] if isinstance(part, str))  # a number is a place among values
    given = shorten(repr(fault["input"]), _LONGEST, placeholder="…")
    by_pattern = told(values["pattern"]) if "pattern" in values else None
    return (by_pattern or FAULTS.get(fault["type"], _OTHER)).say(language, name=name, given=given, **values)
