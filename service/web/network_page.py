"""The page `/network`: the network as a picture and as tables, what one goal is tied to, and the paths between two.

Works without scripts: the script asks the same page for its part `found`. What it shows is looked up by `network_look`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ontology.codes import Relation
from ontology.iri import DocumentKey
from ontology.language import Language
from service.answers.coverage import Holdings, coverage_of
from service.answers.trace.addresses import METHODS
from service.answers.trace.answer import Answer, Node
from service.answers.trace.forms.bounds import FormError
from service.answers.trace.forms.frame import Frame
from service.answers.trace.forms.offered import FORMS
from service.answers.trace.forms.phrases import edge_word
from service.answers.trace.scope import Scope
from service.answers.years.confidence import too_sure
from service.answers.years.reach import together
from service.web import citing, network_words, question_words, respond
from service.web.clients import client_of
from service.web.network_drawn import Detail
from service.web.network_faults import refusal, require_page, status_of, told_as_problems
from service.web.network_filters import DOMAIN, HELD_BY, WAYS, read_filters
from service.web.network_found import neighbours_of, paths_of, table_of
from service.web.network_gone import require_not_gone
from service.web.network_look import MOST_ROWS, Extent, Found, Look, Seen
from service.web.network_picture import data_of, picture_of, said_name
from service.web.problems import BAD_REQUEST, NOT_ACCEPTABLE, ProblemError, spoken
from service.web.question_hints import linked
from service.web.render import asset_address, language_of
from service.web.site import Site, route_class
from service.web.suggested import Trouble, called_so
from service.web.tracer import Tracer

PATH: Final = "/network"
_PART: Final = "found"
_MOST_LISTED: Final = 200
_MOST_PLAIN: Final = 300  # nodes that are drawn for a browser without scripts; the tables have all
_ENDURING: Final = frozenset({"goal", "person", "domain"})


def router(site: Site, tracer: Tracer) -> APIRouter:
    """The route `/network`."""
    routes = APIRouter(route_class=route_class(site, pages=True), include_in_schema=False)

    @routes.api_route(PATH, methods=["GET", "HEAD"])
    async def network(request: Request) -> Response:
        return await _Page(site, tracer, request).response()

    return routes


class _Page:
    """The answer to one request."""

    def __init__(self, site: Site, tracer: Tracer, request: Request) -> None:
        self._site = site
        self._tracer = tracer
        self._request = request
        self._language = language_of(request)
        self._filters = read_filters(request.query_params)

    async def response(self) -> Response:
        """The page, a part of it, or what it shows in another form.

        Raises:
            ProblemError: what is asked for is not there, or not in that form.
            EngineError: it can't be answered at this moment.
        """
        form = self._request.query_params.get("format")
        part = self._request.query_params.get("part") == _PART
        extent = Extent.FILE if form is not None else Extent.FOUND if part else Extent.PAGE
        look = Look(self._filters, extent)
        client, answered = client_of(self._request.scope), partial(self._answered, look, form)
        with told_as_problems():
            return await self._tracer.make(look.question, self._filters.asked, client, answered)

    def _answered(self, look: Look, form: str | None, _answer: Answer, holdings: Holdings) -> Response:
        """What was asked for, of the release that the look was at."""
        self._site, seen = self._site.at(holdings), look.seen
        if seen is None:
            raise ProblemError(BAD_REQUEST, network_words.PHRASES["nothing"].en)
        if seen.found.wrong is not None and self._request.query_params.get("part") != _PART:
            require_not_gone(self._site, self._filters, seen.found.wrong.error)
        if form is not None and seen.found.wrong is not None:
            raise refusal(seen.found.wrong.error)
        if seen.found.wrong is not None:
            require_page(self._request, seen.found.wrong)
        if form is not None:
            return self._file(seen, form)
        values = {**self._shared(seen), **_found_values(seen.found, self._language)}
        if self._request.query_params.get("part") == _PART:
            return self._page("network_found.html", seen, values)
        return self._page("network.html", seen, {**values, **self._drawn(seen), **self._form(seen)})

    def _page(self, template: str, seen: Seen, values: Mapping[str, object]) -> Response:
        """A page that may run our own script and fetch parts of itself."""
        holdings = self._site.current()
        content = self._site.renderer.html(template, self._request, holdings, **values).encode()
        headers = {**respond.scripted_page_headers(), "Content-Language": self._language}
        answer = respond.answer(self._request, holdings, content, "text/html; charset=utf-8", headers)
        if seen.found.wrong is not None and answer.status_code == 200:
            answer.status_code = status_of(seen.found.wrong.error)
        return answer

    def _shared(self, seen: Seen) -> dict[str, object]:
        return {
            "words": partial(network_words.say, language=self._language),
            "filters": seen.filters,
            "full": partial(said_name, language=self._language),
            "key_of": partial(key_of, self._site.current().base),
            "found": seen.found,
            "here": partial(self._filters.address, PATH),
            "pages": PATH,
            "matrix_address": self._filters.address(
                "/matrix", without=("from", "to", "way", DOMAIN, HELD_BY, "offset")
            ),
            "downloads": self._downloads(seen),
            "cited": self._cited(seen),
            "ask": partial(question_words.say, language=self._language),
            "hinted": partial(linked, filters=seen.filters, path=PATH, language=self._language),
            "called_so": partial(called_so, language=self._language),
            "instead": partial(self._instead, seen.found.wrong),
            "document_title": self._title,
            "style": asset_address("network.css"),
        }

    def _title(self, path: str) -> str:
        document, holdings = DocumentKey.parse(path), self._site.current()
        entry = holdings.entry(document)
        if entry is None:
            return path
        return holdings.title(document) if len(holdings.manifest.bodies) > 1 else entry.title

    def _drawn(self, seen: Seen) -> dict[str, object]:
        drawn, language, holdings = seen.drawn, self._language, self._site.current()
        if drawn is None:
            return {"picture": None, "caution": None, "detail": None, "titles": []}
        picture = picture_of(drawn, language, partial(key_of, holdings.base), self._title)
        offset = seen.filters.asked.offset
        after = offset + MOST_ROWS
        rows = list(table_of(drawn.answer.graph, drawn.rows, language))
        return {
            "drawn": drawn,
            "detail": drawn.detail.value,
            "picture": picture,
            "most_plain": _MOST_PLAIN,
            "caution": together(too_sure(seen.filters.asked.scope.least), drawn.answer.caution),
            "rows": rows,
            "rows_first": offset + 1,
            "rows_last": offset + len(rows),
            "rows_count": drawn.total,
            "previous": self._filters.address(PATH, offset=max(offset - MOST_ROWS, 0) or "") if offset else None,
            "next": self._filters.address(PATH, offset=after) if after < drawn.total else None,
            "counted": {
                "nodes": network_words.NODES.say(len(drawn.answer.graph.nodes), language),
                "edges": network_words.EDGES.say(drawn.total, language),
                "all": network_words.NODES.say(drawn.count, language),
            },
            "shapes": network_words.SHAPES,
            "settings": self._settings(data_of(picture, language), drawn.detail, seen),
            "script": asset_address("network.js"),
            "titles": [holdings.title(document) for document in drawn.answer.documents],
        }

    def _settings(self, data: dict[str, object], detail: Detail, seen: Seen) -> dict[str, object]:
        """What the script reads; see `Settings` in web/src/network/settings.ts."""
        chosen = [chosen.key if chosen else "" for chosen in (seen.found.begin, seen.found.end)]
        own = () if self._filters.has_documents else seen.filters.asked.scope.documents
        return {
            "language": self._language.value,
            "words": network_words.script_words(self._language),
            "address": PATH,
            "chosen": chosen,
            "documents": own,
            "detail": detail.value,
            **data,
        }

    def _form(self, seen: Seen) -> dict[str, object]:
        """What the form offers, each as value, words, and whether it is chosen."""
        scope, language, holdings = seen.filters.asked.scope, self._language, self._site.current()
        bodies = {code: body.name for code, body in sorted(holdings.manifest.bodies.items())}
        counts = seen.offered.relations
        offered = [one.value for one in Relation if counts.get(one.value) or one.value in scope.relations]
        listed = documents_offered(holdings, scope, lambda one: self._title(one.path))
        return {
            "bodies": [(code, name, code == scope.organisation) for code, name in bodies.items()],
            "listed": listed,
            "carried": [] if listed else list(scope.documents),
            "relations": [
                (one, edge_word(one, language), counts.get(one, 0), one in scope.relations) for one in offered
            ],
            "domains": _choices(seen.offered.domains, seen.filters.domain),
            "holders": _choices(seen.offered.holders, seen.filters.holder),
            "ways": [(way, seen.filters.way_is_given and seen.filters.asked.way == way) for way in WAYS],
        }

    def _downloads(self, seen: Seen) -> Sequence[tuple[str, str]]:
        """The forms of what is shown, by name and address: of what was found where something is chosen, else of all."""
        answer = seen.found.answer or (seen.drawn.answer if seen.drawn else None)
        if answer is None:
            return []
        if seen.found.answer is not None:
            return citing.files_of(answer, self._request, self._language)
        if seen.filters.domain or seen.filters.holder:
            held = citing.forms_of(answer, self._language)
            manners = {name: citing.manner(name, answer, self._request, self._language) for name in held}
            return [(name, self._filters.address(PATH, **manner)) for name, manner in manners.items()]
        whole = replace(answer, question="network", parameters=seen.filters.asked.scope.parameters)
        return citing.files_of(whole, self._request, self._language)

    def _cited(self, seen: Seen) -> citing.Cited | None:
        """How what is found is cited, or else what is drawn."""
        holdings, answer = self._site.current(), seen.found.answer
        if answer is None and seen.drawn is not None:
            titles = [holdings.title(document) for document in seen.drawn.answer.documents]
            answer = citing.titled(seen.drawn.answer, network_words.PHRASES["network"], titles)
        return citing.cite(answer, seen.filters, PATH, holdings, self._language) if answer else None

    def _instead(self, wrong: Trouble | None, key: str) -> str:
        return self._filters.instead(PATH, wrong.text if wrong else "", key)

    def _file(self, seen: Seen, name: str) -> Response:
        form, holdings = FORMS.get(name), self._site.current()
        answer = seen.found.answer or (seen.drawn.answer if seen.drawn else None)
        if form is None or answer is None:
            known = ", ".join(FORMS)
            raise ProblemError(NOT_ACCEPTABLE, f"format={name}: there is no such form; there are {known}")
        address = self._filters.address(PATH, release=answer.release)
        around = Frame(self._language, coverage_of(holdings, answer.documents), METHODS, f"{holdings.base}{address}")
        try:
            content = _whole(answer, around, name)
        except FormError as error:
            raise ProblemError(NOT_ACCEPTABLE, spoken(error)) from error
        headers = {"Content-Disposition": f'attachment; filename="network.{name}"', "Vary": "Accept, Accept-Language"}
        return respond.answer(self._request, holdings, content, form.media_type, headers)


def key_of(base: str, node: Node) -> str:
    """A node as addresses name it: `gm0193/begroting/2021/2.2.2`, or with its kind where that is not a goal."""
    kind, _, path = node.iri.removeprefix(f"{base}/id/").partition("/")
    word = kind.removesuffix("-version")
    if word in _ENDURING or node.document is None:
        return path
    return f"{node.document}/{word}/{path.removeprefix(f'{node.document}/')}"


def _whole(answer: Answer, around: Frame, name: str) -> bytes:
    return b"".join(FORMS[name].write(answer, around))


def _found_values(found: Found, language: Language) -> dict[str, object]:
    answer, begin, end = found.answer, found.begin, found.end
    if answer is None or begin is None:
        return {"neighbours": None, "paths": None}
    if end is None:
        return {"neighbours": neighbours_of(answer.graph, begin.members, language), "paths": None}
    steps = paths_of(answer.graph, begin.members, language)
    said = [network_words.STEPS.say(len(path), language) for path in steps]
    return {"neighbours": None, "paths": list(zip(said, steps, strict=True))}


def documents_offered(
    holdings: Holdings, scope: Scope, title: Callable[[DocumentKey], str]
) -> list[tuple[str, str, bool]]:
    """The documents that a form offers as path, title and whether it is chosen: the chosen first, then the newest.

    None at all where there are more than people look through; then a form offers organisations and years.
    """
    documents = [one for one in holdings.documents if scope.organisation in {None, one.organisation}]
    documents.sort(
        key=lambda one: (one.path not in scope.documents, one.organisation, -one.year, one.kind, one.sequence or 0)
    )
    if len(documents) > _MOST_LISTED:
        return []
    return [(one.path, title(one), one.path in scope.documents) for one in documents]


def _choices(offered: Sequence[tuple[str, str]], current: str) -> list[tuple[str, str, bool]]:
    """The choices of a list, with the current one also where the list does not have it."""
    given = [] if not current or any(key == current for key, _ in offered) else [(current, current)]
    return [(key, name, key == current) for key, name in (*given, *offered)]
