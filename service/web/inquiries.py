"""The stored questions over HTTP: their list, and the answer to one with typed parameters. Holds no query."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query
from pyoxigraph import Literal
from starlette.requests import Request
from starlette.responses import Response

from ontology.terms import XSD_INTEGER
from service.answers.coverage import Holdings
from service.answers.inquiry import NotHeldError, Values, ask
from service.answers.questions import Parameter, QuestionError, StoredQuestion, question, questions
from service.answers.vocabulary import Label
from service.engine.engine import Row
from service.web import models
from service.web.problems import BAD_REQUEST, ProblemError, spoken
from service.web.replies import ORGANISATION_CODE, answer_head, frame, reply
from service.web.shares import Least
from service.web.site import Site, not_found, route_class
from service.web.withdrawn import document_went

_TYPES: Final[Mapping[Parameter, str]] = MappingProxyType(
    {Parameter.YEAR: "integer", Parameter.SEQUENCE: "integer", Parameter.LEAST: "number"}
)


@dataclass(frozen=True, slots=True)
class AskedValues(Values):
    """The values of a question as parameters of an address."""

    organisation: Annotated[str | None, Query(pattern=ORGANISATION_CODE, description="such as gm0193")] = None
    kind: Annotated[str | None, Query(pattern=r"^[a-z]{1,40}$", description="such as begroting")] = None
    year: Annotated[int | None, Query(ge=1900, le=2200)] = None
    sequence: Annotated[int | None, Query(ge=1, le=99)] = None
    number: Annotated[str | None, Query(max_length=50, description="as printed, such as 2.2.2")] = None
    min_confidence: Least = None


def router(site: Site) -> APIRouter:
    """The routes `/v1/questions` and `/v1/questions/{name}`."""
    routes = APIRouter(prefix="/v1", route_class=route_class(site, pages=False, checked=False))

    @routes.get("/questions", response_model=models.Questions, summary="Stored questions")
    async def list_questions(request: Request) -> Response:
        holdings = site.current()
        items = [_model(stored) for stored in questions()]
        model = models.Questions(**frame(holdings, holdings.documents), items=items, total=len(items))
        return reply(request, holdings, model)

    @routes.get("/questions/{name}", response_model=models.QuestionAnswer, summary="The answer to a stored question")
    async def answer_question(
        request: Request, name: Annotated[str, Path(max_length=20)], asked: Annotated[AskedValues, Depends()]
    ) -> Response:
        return await _answer(site, request, name, asked)

    answer_head(routes)
    return routes


async def _answer(site: Site, request: Request, name: str, values: Values) -> Response:
    holdings = site.current()
    try:
        stored = question(name)
    except QuestionError as error:
        raise not_found(spoken(error)) from error
    unknown = sorted(set(request.query_params) - {parameter.value for parameter in Parameter})
    if unknown:
        raise ProblemError(
            BAD_REQUEST,
            Label(f"{name}: parameter {unknown[0]!r} bestaat niet", f"{name}: no parameter {unknown[0]!r}"),
        )
    try:
        found = await ask(site.engine, holdings, stored, values)
    except QuestionError as error:
        raise ProblemError(BAD_REQUEST, spoken(error)) from error
    except NotHeldError as error:
        raise _gone(site, holdings, values) or not_found(spoken(error), error.available) from error
    model = models.QuestionAnswer(
        **frame(holdings, found.documents, found.caution),
        question=stored.name,
        title=models.Label(nl=stored.title.nl, en=stored.title.en),
        columns=list(found.columns),
        rows=[_row(row, found.columns) for row in found.rows],
        total=len(found.rows),
    )
    return reply(request, holdings, model)


def _gone(site: Site, holdings: Holdings, values: Values) -> ProblemError | None:
    """The problem of a document or body that a question is asked of and that an earlier release had."""
    if values.organisation is None:
        return None
    year = f"{values.year}-{values.sequence}" if values.sequence else values.year
    document = f"{values.organisation}/{values.kind}/{year}"
    if values.kind and values.year:
        return document_went(site.log, holdings, document, f"/v1/documents/{document}")
    return document_went(site.log, holdings, values.organisation, f"/doc/organisation/{values.organisation}")


def _row(row: Row, columns: tuple[str, ...]) -> dict[str, str | int | None]:
    """A row as JSON: whole numbers as numbers, amounts and all else as text."""
    values: dict[str, str | int | None] = {}
    for column in columns:
        term = row.get(column)
        whole = isinstance(term, Literal) and term.datatype.value == XSD_INTEGER
        values[column] = None if term is None else int(term.value) if whole else term.value
    return values


def _model(stored: StoredQuestion) -> models.QuestionItem:
    return models.QuestionItem(
        name=stored.name,
        title=models.Label(nl=stored.title.nl, en=stored.title.en),
        parameters=[
            models.QuestionParameter(
                name=parameter.value,
                type=_TYPES.get(parameter, "string"),
                required=parameter in stored.required,
            )
            for parameter in (*stored.required, *stored.optional)
        ],
        query=stored.text,
    )
