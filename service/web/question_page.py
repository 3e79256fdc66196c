"""The pages `/trace` and `/trace/{question}`: the questions about the network, each as a form with its answer below.

Works without scripts. The questions, their parameters and their answers are those of `/v1/trace`.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from ontology.language import Language
from service.answers.coverage import Holdings
from service.answers.trace.answer import Answer, Node
from service.answers.trace.forms.html_matrix import fits_page, matrix_table
from service.answers.trace.parameters import FROM, TO
from service.answers.trace.question import Question
from service.answers.trace.questions import QUESTIONS
from service.web import citing, display, network_words, question_words, respond
from service.web.clients import client_of
from service.web.matrix_look import IN_NONE, too_large
from service.web.matrix_page import PATH as MATRIX
from service.web.network_faults import require_page, status_of, told_as_problems
from service.web.network_filters import Filters, read_question
from service.web.network_gone import require_not_gone
from service.web.network_page import key_of
from service.web.question_form import choices_of, fields_of, numbers_of, scope_of
from service.web.question_hints import PATH, linked
from service.web.question_look import QuestionLook, Told
from service.web.question_table import tables_of
from service.web.render import asset_address, language_of
from service.web.site import Site, require_only, route_class
from service.web.suggested import called_so
from service.web.trace import question_named
from service.web.trace_reply import turned
from service.web.tracer import Tracer

_HTML: Final = "text/html; charset=utf-8"


def router(site: Site, tracer: Tracer) -> APIRouter:
    """The routes `/trace` and `/trace/{question}`."""
    routes = APIRouter(route_class=route_class(site, pages=True), include_in_schema=False)

    @routes.api_route(PATH, methods=["GET", "HEAD"])
    async def questions(request: Request) -> Response:
        require_only(request)
        language = language_of(request)
        return site.renderer.page(
            "questions.html",
            request,
            site.current(),
            groups=_grouped(),
            ask=partial(question_words.say, language=language),
            about=partial(_about, language=language),
        )

    @routes.api_route(f"{PATH}/{{name}}", methods=["GET", "HEAD"])
    async def question(request: Request, name: str) -> Response:
        return await _Page(site, tracer, request, question_named(name)).response()

    return routes


def _grouped() -> dict[str, list[Question]]:
    """The questions by how many things they are about, as a list shows them."""
    groups: dict[str, list[Question]] = {"of_one": [], "of_two": [], "of_all": []}
    for question in QUESTIONS.values():
        needed = {FROM.name, TO.name} & set(question.required)
        groups[("of_all", "of_one", "of_two")[len(needed)]].append(question)
    return groups


def _about(question: Question, language: Language) -> str:
    return question_words.ABOUTS.get(question.name, question.about).say(language)


class _Page:
    """The answer to one request."""

    def __init__(self, site: Site, tracer: Tracer, request: Request, question: Question) -> None:
        self._site = site
        self._tracer = tracer
        self._request = request
        self._question = question
        self._language: Language = language_of(request)
        self._filters = read_question(request.query_params, question)
        self._path = f"{PATH}/{question.name}"

    async def response(self) -> Response:
        """The page.

        Raises:
            ProblemError: the release has no network.
            EngineError: it can't be answered at this moment.
        """
        look = QuestionLook(self._filters, self._question)
        client, page = client_of(self._request.scope), partial(self._page, look)
        with told_as_problems():
            return await self._tracer.make(look.question, self._filters.asked, client, page)

    def _page(self, look: QuestionLook, _answer: Answer, holdings: Holdings) -> Response:
        self._site = self._site.at(holdings)
        told = look.told or Told(self._filters)
        if told.wrong is not None:
            require_not_gone(self._site, self._filters, told.wrong.error)
            require_page(self._request, told.wrong)
        content = self._site.renderer.html("question.html", self._request, holdings, **self._values(told)).encode()
        headers = {**respond.page_headers(), "Content-Language": self._language}
        answer = respond.answer(self._request, holdings, content, _HTML, headers)
        if told.wrong is not None and answer.status_code == 200:
            answer.status_code = status_of(told.wrong.error)
        return answer

    def _values(self, told: Told) -> dict[str, object]:
        language, holdings, filters = self._language, self._site.current(), told.filters
        return {
            "ask": partial(question_words.say, language=language),
            "words": partial(network_words.say, language=language),
            "hinted": partial(linked, filters=filters, path=self._path, language=language),
            "about": partial(_about, language=language),
            "question": self._question,
            "told": told,
            "trouble": told.wrong,
            "filters": filters,
            "pages": self._path,
            "called_so": partial(called_so, language=language),
            "address": partial(self._suggested, told),
            "style": asset_address("network.css"),
            "fields": fields_of(self._question, filters, language),
            "choices": choices_of(self._question, filters, language),
            "numbers": numbers_of(self._question, filters, language),
            **scope_of(filters, holdings, language),
            **(self._answered(told.answer, filters) if told.answer else {}),
        }

    def _answered(self, answer: Answer, filters: Filters) -> Mapping[str, object]:
        language, holdings, request = self._language, self._site.current(), self._request
        tables = list(tables_of(answer, language, holdings.base, self._title))
        is_drawn = answer.matrix is None and any(table.rows for table in tables)
        has_picture = is_drawn and citing.fits_picture(answer, language)
        return {
            "answer": answer,
            "titles": [holdings.title(document) for document in answer.documents],
            "tables": tables,
            "matrix": self._matrix(answer, filters),
            "large": too_large(answer, filters, self._path, language),
            "has_nobody": any("–" in (cell.text for cell in row) for table in tables for row in table.rows),
            "picture": citing.file_address(answer, "svg", request, language) if has_picture else None,
            "pinned_picture": self._pinned(answer) if has_picture else None,
            "files": citing.files_of(answer, request, language),
            "map_address": filters.address("/network", without=("by", "order", "most", "offset", "way", "depth")),
            "cited": citing.cite(answer, filters, self._path, holdings, language),
            "turned": {
                relation: self._filters.address(self._path, offset=str(parameters["offset"]))
                for relation, parameters in turned(self._question, answer).items()
            },
        }

    def _suggested(self, told: Told, key: str) -> str:
        """The address with something else in place of what is wrong, or for what is missing."""
        if told.wrong is not None:
            return self._filters.instead(self._path, told.wrong.text, key)
        return self._filters.address(self._path, **{f"{told.missing}_": key})

    def _pinned(self, answer: Answer) -> str:
        """The address of the picture with the release in it, also on a page whose links get that later."""
        address = citing.file_address(answer, "svg", self._request, self._language)
        return address if "release=" in address else f"{address}&release={answer.release}"

    def _matrix(self, answer: Answer, filters: Filters) -> list[Markup] | None:
        if answer.matrix is None or not fits_page(answer.matrix):
            return None
        base = self._site.current().base

        def key(node: Node) -> str:
            return key_of(base, node) if node.iri else IN_NONE

        def cell(row: Node, column: Node) -> str:
            return filters.address(MATRIX, without=("offset", "most"), from_=key(row), to=key(column))

        def home(node: Node) -> str:
            return display.link(node.iri, base) or MATRIX

        return list(matrix_table(replace(answer, caution=None), self._language, cell, home))

    def _title(self, path: str) -> str:
        titles = {document.path: self._site.current().title(document) for document in self._site.current().documents}
        return titles.get(path, path)
