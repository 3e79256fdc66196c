"""The parameters of a list as FastAPI reads and describes them: filters, order, fields, part and form. Asks nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, JsonValue, create_model

from service.answers.lists import MOST_SORTS, Filter, Form, SortError, sorted_by
from service.answers.triples import JSON_LD, N_TRIPLES, TURTLE
from service.answers.vocabulary import Label
from service.web import patterns, spreadsheet
from service.web.problems import BAD_REQUEST, ProblemError, spoken
from service.web.replies import Slice
from service.web.shares import NAME as LEAST
from service.web.shares import Share

OFFSET: Final = 1_000_000
FORMS: Final[Mapping[str, str]] = MappingProxyType(
    {"json": "application/json", "csv": "text/csv", "xlsx": spreadsheet.MEDIA_TYPE}
)
"""The forms of every list."""
GRAPH_FORMS: Final[Mapping[str, str]] = MappingProxyType({"turtle": TURTLE, "jsonld": JSON_LD, "nt": N_TRIPLES})
"""The forms of a list whose items are statements too."""
_LEAST: Final = (
    "least confidence of a claim that counts, 0 to 1, of the claims of one organisation; without it those count that "
    "the release holds"
)
_NO_CONTROL: Final = r"^[^\x00-\x1f\x7f]+$"


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a list takes: its filters, the names of its orders and fields, how many items fit in a part, its forms.

    Of one that `rests_on_claims` of identity a least confidence of these can be asked.
    """

    name: str
    filters: tuple[Filter, ...]
    sorts: tuple[str, ...]
    fields: tuple[str, ...]
    most: int
    forms: Mapping[str, str]
    rests_on_claims: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a list."""

    values: Mapping[str, str]
    order: tuple[str, ...]
    fields: tuple[str, ...]
    part: Slice
    least: Decimal | None = None


def query_model(parameters: Parameters) -> type[BaseModel]:
    """The model of the parameters of a list."""
    fields: dict[str, Any] = {one.name: (_filter_type(one) | None, None) for one in parameters.filters}
    some = ", ".join(parameters.sorts)
    fields["sort"] = (
        Annotated[
            str | None,
            Field(
                max_length=200,
                description=f"orders, parted by commas, with a - before one for the other way round: {some}",
                examples=[f"-{parameters.sorts[0]}"],
                json_schema_extra={"pattern": _several([f"-?{name}" for name in parameters.sorts], MOST_SORTS - 1)},
            ),
        ],
        None,
    )
    fields["fields"] = (Annotated[str | None, Field(**told_fields(parameters.fields))], None)
    fields["offset"] = (Annotated[int, Field(ge=0, le=OFFSET, description="how many to pass over")], 0)
    fields["limit"] = (Annotated[int, Field(ge=1, le=parameters.most, description="how many to give")], 100)
    if parameters.rests_on_claims:
        fields[LEAST] = (Annotated[Share | None, Field(description=_LEAST)], None)
    forms: list[JsonValue] = [*parameters.forms]
    told = f"{', '.join([*parameters.forms][:-1])} or {forms[-1]}"
    fields["format"] = (
        Annotated[str | None, Field(max_length=80, description=told, json_schema_extra={"enum": forms})],
        None,
    )
    return create_model(f"{parameters.name.title()}Query", __config__=ConfigDict(frozen=True), **fields)


def read_asked(parameters: Parameters, query: BaseModel) -> Asked:
    """What is asked of a list, in terms of its filters and fields.

    Raises:
        ProblemError: 400, with the orders or the fields that there are.
    """
    given = query.model_dump(exclude_none=True)
    values = {one.name: _text(given[one.name]) for one in parameters.filters if one.name in given}
    try:
        order = sorted_by(parameters.sorts, given.get("sort"))
    except SortError as error:
        raise ProblemError(BAD_REQUEST, spoken(error)) from error
    fields = read_fields(parameters.fields, given.get("fields"))
    return Asked(values, order, fields, Slice(given["offset"], given["limit"]), given.get(LEAST))


def told_fields(fields: Sequence[str]) -> dict[str, Any]:
    """What the description says of a parameter for some of these fields."""
    return {
        "max_length": 1000,
        "description": "only these fields of each item, in this order, parted by commas; all without it",
        "examples": [",".join(fields[:2])],
        "json_schema_extra": {"pattern": _several(fields, len(fields))},
    }


def read_fields(fields: tuple[str, ...], asked: str | None) -> tuple[str, ...]:
    """Those of some fields that are asked for, in that order; all where none are.

    Raises:
        ProblemError: 400, with the fields that there are.
    """
    if asked is None:
        return fields
    named = tuple(dict.fromkeys(part.strip() for part in asked.split(",")))
    unknown = [name for name in named if name not in fields]
    if unknown:
        names = ", ".join(fields)
        raise ProblemError(
            BAD_REQUEST,
            Label(
                f"fields: {unknown[0][:40]!r} bestaat niet; er zijn {names}",
                f"fields: there is no {unknown[0][:40]!r}; there are {names}",
            ),
        )
    return named


def _filter_type(one: Filter) -> Any:  # noqa: ANN401 - a type, of which there are several
    about: dict[str, Any] = {"description": f"only {one.about.en}" if one.allowed else one.about.en}
    if one.example:
        about["examples"] = [one.example]
    match one.form:
        case Form.ORGANISATION:
            return Annotated[str, Field(pattern=patterns.ORGANISATION_CODE, **about)]
        case Form.DOCUMENT:
            return Annotated[str, Field(pattern=patterns.DOCUMENT, **about)]
        case Form.YEAR:
            return Annotated[int, Field(ge=1900, le=2200, **about)]
        case Form.CODE:
            return Annotated[one.codes or str, Field(**about)]
        case Form.CHOICE:
            return Annotated[
                str, Field(pattern=_several(one.allowed, 0), json_schema_extra={"enum": list(one.allowed)}, **about)
            ]
        case Form.IN_BODY:
            return Annotated[str, Field(pattern=patterns.IN_BODY, **about)]
        case Form.ENDURING:
            return Annotated[str, Field(pattern=patterns.ENDURING, **about)]
        case Form.TEXT | Form.WORDS:
            return Annotated[str, Field(min_length=1, max_length=100, pattern=_NO_CONTROL, **about)]


def _several(names: Sequence[str], most_more: int) -> str:
    """The pattern of one of some names, or more of them parted by commas."""
    either = "|".join(names)
    return f"^({either})(,({either})){{0,{most_more}}}$" if most_more else f"^({either})$"


def _text(value: object) -> str:
    return str(value)
