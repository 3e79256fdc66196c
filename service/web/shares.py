"""A least confidence as a parameter of an address: a number from 0 to 1, with a comma or a point. Knows no claim."""

from decimal import Decimal
from typing import Annotated, Final

from fastapi import Query
from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from service.answers.years.confidence import ConfidenceError, read_confidence
from service.web.problems import BAD_REQUEST, ProblemError, spoken

NAME: Final = "minConfidence"


def _confidence(given: object) -> object:
    """A confidence with a point for a comma; refused where it is none, in the words that people get anywhere."""
    if not isinstance(given, str):
        return given
    try:
        found = read_confidence(given)
    except ConfidenceError as error:
        raise PydanticCustomError("confidence", "no number from 0 to 1") from error
    if found is None:
        raise PydanticCustomError("confidence", "no number from 0 to 1")
    return found


Share = Annotated[
    Decimal,
    BeforeValidator(_confidence),
    # what stands before a validator is not described by itself
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
]
"""A confidence that was given."""
Least = Annotated[
    Annotated[
        Decimal | None,
        BeforeValidator(_confidence),
        WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"type": "null"}]}),
    ],
    Query(
        ge=0,
        le=1,
        alias=NAME,
        description="least confidence of a claim that counts, 0 to 1; without it those count that the release holds",
    ),
]
"""The parameter of a route."""
TypedLeast = Annotated[str, Query(alias=NAME, max_length=12)]
"""The field of a form, which may be left empty."""


def typed_least(text: str) -> Decimal | None:
    """The least confidence of a form, in either notation; None where it is left empty.

    Raises:
        ProblemError: 400, it is no number from 0 to 1.
    """
    try:
        return read_confidence(text)
    except ConfidenceError as error:
        raise ProblemError(BAD_REQUEST, spoken(error)) from error
