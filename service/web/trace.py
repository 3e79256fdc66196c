"""Questions about the network over HTTP: their list, and the answer to one in each form. Computes none of them.

An answer names its release, all its parameters and the address that gives the same bytes again.
"""

from difflib import get_close_matches
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from service.answers.trace.addresses import GUIDE, METHODS, PATH
from service.answers.trace.forms.offered import FORMS
from service.answers.trace.parameters import Parameter
from service.answers.trace.question import Question
from service.answers.trace.questions import QUESTIONS
from service.answers.vocabulary import Label
from service.web import models, trace_models
from service.web.replies import answer_head, frame, reply
from service.web.site import Site, not_found, route_class
from service.web.trace_parameters import TraceQuery, require_fitting, require_taken
from service.web.trace_reply import TraceReply
from service.web.tracer import Tracer

_CONTENT: Final[dict[str, Any]] = {form.media_type: {} for form in FORMS.values()}

QuestionName = Annotated[
    str, Path(max_length=40, description="name of a question", json_schema_extra={"enum": list(QUESTIONS)})
]


def router(site: Site, tracer: Tracer) -> APIRouter:
    """The routes `/v1/trace` and `/v1/trace/{question}`."""
    routes = APIRouter(prefix="/v1", route_class=route_class(site, pages=False, checked=False))

    @routes.get(
        "/trace", response_model=trace_models.TraceQuestions, summary="Questions about how goals depend on each other"
    )
    async def list_questions(request: Request) -> Response:
        holdings = site.current()
        items = [_item(question) for question in QUESTIONS.values()]
        model = trace_models.TraceQuestions(
            **frame(holdings, holdings.documents),
            items=items,
            total=len(items),
            forms=[trace_models.TraceForm(name=name, media_type=form.media_type) for name, form in FORMS.items()],
            documentation=f"{GUIDE}, {METHODS}",
        )
        return reply(request, holdings, model)

    @routes.get(
        "/trace/{question}",
        response_model=trace_models.TraceAnswer,
        summary="How goals depend on each other, with the words that say so",
        description="Each question takes some of these parameters; `/v1/trace` tells which, with their defaults.",
        responses={200: {"content": _CONTENT}},
    )
    async def answer_question(
        request: Request, question: QuestionName, query: Annotated[TraceQuery, Query()]
    ) -> Response:
        found = question_named(question)
        require_taken(request, found)
        require_fitting(query, found)
        return await TraceReply(site, tracer, request, found, query).send()

    answer_head(routes)
    return routes


def question_named(name: str) -> Question:
    """The question of a name.

    Raises:
        ProblemError: 404, with the nearest ones first.
    """
    if name in QUESTIONS:
        return QUESTIONS[name]
    near = get_close_matches(name, QUESTIONS, n=len(QUESTIONS) or 1)
    detail = Label(
        f"Over het netwerk bestaat de vraag {name!r} niet; `available` noemt ze, en {PATH} legt ze uit.",
        f"There is no question {name!r} about the network; `available` lists them, and {PATH} explains them.",
    )
    raise not_found(detail, [*near, *(known for known in QUESTIONS if known not in near)])


def _item(question: Question) -> trace_models.TraceQuestion:
    return trace_models.TraceQuestion(
        name=question.name,
        title=models.Label.model_validate(question.title),
        about=models.Label.model_validate(question.about),
        address=f"{PATH}/{question.name}",
        parameters=[_parameter(question, parameter) for parameter in question.parameters],
        example=question.example_address,
    )


def _parameter(question: Question, parameter: Parameter) -> trace_models.TraceParameter:
    return trace_models.TraceParameter(
        name=parameter.name,
        about=models.Label.model_validate(parameter.about),
        type=parameter.kind.value,
        required=parameter.name in question.required,
        repeatable=parameter.repeatable,
        choices=list(parameter.choices),
        least=parameter.least,
        most=parameter.most,
        default=parameter.default,
    )
