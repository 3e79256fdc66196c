"""The parameters of `/v1/trace/{question}` as FastAPI reads and describes them. What they mean is said by `answers`.

Which of them a question takes is asked of the question: one that it does not take is refused by its name.
"""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema
from starlette.requests import Request

from ontology.codes import Relation
from ontology.language import Language
from service.answers.trace.asking import Group, Order
from service.answers.trace.parameters import MOST_OFFSET, MOST_REPEATED, MOST_ROWS, PARAMETERS, Value
from service.answers.trace.question import Question
from service.answers.trace.scope import MOST_DEPTH, Way
from service.answers.vocabulary import Label
from service.web.problems import BAD_REQUEST, ProblemError
from service.web.replies import ORGANISATION_CODE
from service.web.shares import Share
from service.web.site import not_found

_LONGEST: Final = 500
_FORM: Final = "format"
_LANGUAGE: Final = "lang"
OWN: Final = (_FORM, _LANGUAGE)
"""The parameters that say how an answer is given, and not what is asked."""

Thing = Annotated[str, StringConstraints(min_length=1, max_length=_LONGEST)]

# how many are too many is said by `require_fitting`, for it differs by question
Rows = Annotated[int, Field(ge=1), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST_ROWS})]


class Form(StrEnum):
    """The forms of an answer, as `format` names them."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    GRAPHML = "graphml"
    GEXF = "gexf"
    MERMAID = "mermaid"
    SVG = "svg"


def _about(name: str) -> str:
    return PARAMETERS[name].about.en


class TraceQuery(BaseModel):
    """What may be asked; what is left out is as the question has it."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    begins: list[Thing] | None = Field(None, alias="from", max_length=MOST_REPEATED, description=_about("from"))
    ends: list[Thing] | None = Field(None, alias="to", max_length=MOST_REPEATED, description=_about("to"))
    way: Way | None = Field(None, description=_about("way"))
    depth: int | None = Field(None, ge=1, le=MOST_DEPTH, description=_about("depth"))
    most: Rows | None = Field(None, description=_about("most"))
    offset: int | None = Field(None, ge=0, le=MOST_OFFSET, description=_about("offset"))
    by: Group | None = Field(None, description=_about("by"))
    order: Order | None = Field(None, description=_about("order"))
    document: list[Thing] | None = Field(None, max_length=MOST_REPEATED, description=_about("document"))
    organisation: str | None = Field(None, pattern=ORGANISATION_CODE, description=_about("organisation"))
    first_year: int | None = Field(None, alias="firstYear", ge=1900, le=2200, description=_about("firstYear"))
    last_year: int | None = Field(None, alias="lastYear", ge=1900, le=2200, description=_about("lastYear"))
    relation: list[Relation] | None = Field(None, max_length=MOST_REPEATED, description=_about("relation"))
    references: bool | None = Field(None, description=_about("references"))
    tree: bool | None = Field(None, description=_about("tree"))
    holder: bool | None = Field(None, description=_about("holder"))
    money: bool | None = Field(None, description=_about("money"))
    versions: bool | None = Field(None, description=_about("versions"))
    suspect: bool | None = Field(None, description=_about("suspect"))
    min_confidence: Share | None = Field(None, alias="minConfidence", description=_about("minConfidence"))
    form: Form | None = Field(
        None, alias=_FORM, description="form of the answer; without it, what the Accept header prefers"
    )
    lang: Language | None = Field(
        None, description="language of the words in tables and pictures; without it, that of Accept-Language"
    )

    def values(self) -> dict[str, Value]:
        """What was given, by the names that parameters have in addresses."""
        given = self.model_dump(by_alias=True, exclude_none=True, exclude={"form", "lang"})
        return {name: str(value) if isinstance(value, Decimal) else value for name, value in given.items()}


def require_taken(request: Request, question: Question) -> None:
    """Refuse a parameter that a question does not take, one that is given twice, and the lack of one that it needs.

    Raises:
        ProblemError: 400, naming the parameter and those that there are.
    """
    given = request.query_params
    taken = {parameter.name: parameter for parameter in question.parameters}
    known = (*taken, *OWN)
    for name in given:
        if name not in known:
            raise _wrong(_NO_PARAMETER, question=question.name, name=name, known=", ".join(known))
        if len(given.getlist(name)) > 1 and not (name in taken and taken[name].repeatable):
            raise _wrong(_TWICE, name=name)
    for name in question.required:
        if name not in given:
            raise _wrong(_MISSING, question=question.name, name=name, example=question.example_address)


def require_fitting(query: TraceQuery, question: Question) -> None:
    """Refuse a value that a question does not have where others do, and years between which there are none.

    Raises:
        ProblemError: 400, naming the parameter and the values that there are; 404 for years that can't go together,
            which no description can rule out.
    """
    values = query.values()
    if query.first_year is not None and query.last_year is not None and query.first_year > query.last_year:
        raise not_found(_filled(_NO_YEARS, first=str(query.first_year), last=str(query.last_year)))
    for parameter in question.own:
        match values.get(parameter.name):
            case int(number) if parameter.most is not None and number > parameter.most:
                raise _wrong(_TOO_MUCH, question=question.name, name=parameter.name, most=str(parameter.most))
            case str(choice) if parameter.choices and choice not in parameter.choices:
                choices = ", ".join(parameter.choices)
                raise _wrong(_NO_CHOICE, question=question.name, name=parameter.name, given=choice, known=choices)
            case _:
                pass


def _wrong(label: Label, **values: str) -> ProblemError:
    return ProblemError(BAD_REQUEST, _filled(label, **values))


def _filled(label: Label, **values: str) -> Label:
    return Label(label.nl.format(**values), label.en.format(**values))


_NO_PARAMETER: Final = Label(
    "{question}: parameter {name!r} bestaat niet; er zijn {known}",
    "{question}: no parameter {name!r}; there are {known}",
)
_NO_YEARS: Final = Label(
    "firstYear={first} ligt na lastYear={last}; verwissel ze",
    "firstYear={first} is after lastYear={last}; swap them",
)
_TWICE: Final = Label("{name}: mag maar één keer gegeven worden", "{name}: may be given once only")
_TOO_MUCH: Final = Label("{question}: {name} mag hoogstens {most} zijn", "{question}: {name} may be at most {most}")
_NO_CHOICE: Final = Label(
    "{question}: {name}={given} bestaat niet; er zijn {known}", "{question}: no {name}={given}; there are {known}"
)
_MISSING: Final = Label(
    "{question}: de parameter {name!r} ontbreekt; bijvoorbeeld {example}",
    "{question}: the parameter {name!r} is missing; for example {example}",
)
