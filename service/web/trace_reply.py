"""The HTTP answer to one question about the network: its form, its links, and what goes wrong. Has no route."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from service.answers.coverage import Holdings, coverage_of
from service.answers.hints_answer import header
from service.answers.trace.addresses import METHODS, PATH, address
from service.answers.trace.answer import Answer
from service.answers.trace.forms.bounds import FormError
from service.answers.trace.forms.frame import Frame
from service.answers.trace.forms.offered import FORMS, Form
from service.answers.trace.parameters import MOST, OFFSET, Value
from service.answers.trace.question import Question
from service.answers.trace.scope import ScopeError
from service.release.network import NoNetworkError
from service.web.clients import client_of
from service.web.kept_release import kept_release
from service.web.network_gone import gone_of
from service.web.problems import NOT_ACCEPTABLE, ProblemError, spoken
from service.web.render import language_of
from service.web.replies import quality_link
from service.web.site import Site, not_found
from service.web.streams import Sent, form_of, not_modified, send
from service.web.trace_parameters import TraceQuery
from service.web.tracer import Tracer, Written

CAUTION: Final = "Doelgraaf-Caution"
_FOR_SCRIPTS: Final = f"{CAUTION}, Doelgraaf-Release, ETag, Link, Retry-After"
_MERMAID: Final = "mermaid"
_CHOICES: Final = ("near", "known", "found")  # what an error names in place of what was asked
_SHOWN_IN_PLACE: Final = frozenset({"json", "svg", _MERMAID})
_OFFERED: Final = MappingProxyType(
    {**{name: form.media_type for name, form in FORMS.items()}, "mermaid as text": "text/plain"}
)


class TraceReply:
    """The answer to one request.

    Raises:
        ProblemError: 406, the form does not exist.
    """

    def __init__(self, site: Site, tracer: Tracer, request: Request, question: Question, query: TraceQuery) -> None:
        self._site = site
        self._tracer = tracer
        self._request = request
        self._question = question
        self._values = query.values()
        self._media_type = form_of(request, _OFFERED)
        self._language = language_of(request)

    async def send(self) -> Response:
        """The answer, or 304 where the client has it.

        Raises:
            ProblemError: there is no such answer, or not in this form.
            EngineError: it can't be computed at this moment.
        """
        known = not_modified(self._request, self._sent(self._site.current()), self._about)
        if known is not None:
            return known
        written = await self._written()
        headers = {**self._about, **_cautioned(written.answer), "Link": ", ".join(self._links(written.answer))}
        try:
            if self._request.method == "HEAD":
                await anext(written.pieces, b"")  # which tells whether the form holds the answer
            return await send(self._request, self._sent(written.holdings), written.pieces, headers)
        except FormError as error:
            raise self._without_form(error) from error

    def _without_form(self, error: FormError) -> ProblemError:
        """404 where the address names the form: it is of a picture that there is not; 406 where Accept asks for it."""
        if "format" not in self._request.query_params:
            return ProblemError(NOT_ACCEPTABLE, spoken(error))
        return not_found(spoken(error), [name for name in FORMS if name != self._form[0]])

    def _sent(self, holdings: Holdings) -> Sent:
        """How the answer of a release is sent."""
        wanted = self._address({**self._question.defaults, **self._values})
        return Sent(holdings, self._media_type, f"{self._request.app.version} {wanted}")

    async def _written(self) -> Written:
        asked = self._question.asked(self._values)
        try:
            return await self._tracer.write(self._question, asked, client_of(self._request.scope), self._pieces)
        except NoNetworkError as error:
            raise not_found(spoken(error)) from error
        except ScopeError as error:
            gone = gone_of(self._site, self._question.asked(self._values), error)
            raise gone or _refusal(error) from error

    @property
    def _form(self) -> tuple[str, Form]:
        asked = (found for found in FORMS.items() if found[1].media_type == self._media_type)
        return next(asked, (_MERMAID, FORMS[_MERMAID]))

    @property
    def _about(self) -> dict[str, str]:
        name, form = self._form
        placing = "inline" if name in _SHOWN_IN_PLACE else "attachment"
        headers = {
            "Content-Disposition": f'{placing}; filename="{self._question.name}.{name}"',
            "Vary": "Accept, Accept-Language" if form.speaks else "Accept",
            "Access-Control-Expose-Headers": _FOR_SCRIPTS,
        }
        return headers | ({"Content-Language": self._language.value} if form.speaks else {})

    def _pieces(self, answer: Answer, holdings: Holdings) -> Iterator[bytes]:
        around = Frame(
            language=self._language,
            coverage=coverage_of(holdings, answer.documents),
            methods=METHODS,
            address=f"{holdings.base}{self._address(answer.parameters, release=answer.release)}",
        )
        return self._form[1].write(answer, around)

    def _address(self, parameters: Mapping[str, Value], **rest: str) -> str:
        """The address of the question in this form, and in this language where the form has words."""
        name, form = self._form
        speaking = {"lang": self._language.value} if form.speaks else {}
        return address(self._question.name, parameters, format=name, **speaking, **rest)

    def _links(self, answer: Answer) -> Iterator[str]:
        """Where the same answer is, what comes before and after it, what it means and what it was made of (RFC 8288).

        Where a request names its release, all links that lead here get that name later.
        """
        named = {} if kept_release(self._request.scope) else {"release": answer.release}
        for relation, parameters in {"self": answer.parameters, **turned(self._question, answer)}.items():
            yield f'<{self._address(parameters, **named)}>; rel="{relation}"'
        if self._media_type == FORMS["csv"].media_type:
            whole = address(self._question.name, answer.parameters, format="json", **named)
            yield f'<{whole}>; rel="describedby"; type="application/json"'
        yield f'<{PATH}>; rel="describedby"'
        yield quality_link()


def _cautioned(answer: Answer) -> dict[str, str]:
    """The caution of an answer as a header, for forms that have no place for it."""
    value = header([answer.caution]) if answer.caution else ""
    return {CAUTION: value} if value else {}


def turned(question: Question, answer: Answer) -> dict[str, dict[str, Any]]:
    """The parameters of the first, previous and next part of an answer that is given in parts."""
    most, offset = answer.parameters.get(MOST.name), answer.parameters.get(OFFSET.name)
    if OFFSET not in question.own or not isinstance(most, int) or not isinstance(offset, int):
        return {}
    parts = {"first": 0, "prev": max(offset - most, 0)} if offset else {}
    # what a question says of its rest is the one place where it tells that there is more
    if answer.cut and re.search(rf"\boffset={offset + most}\b", answer.cut.en):
        parts["next"] = offset + most
    return {relation: {**answer.parameters, OFFSET.name: begin} for relation, begin in parts.items()}


def _refusal(error: ScopeError) -> ProblemError:
    """404, with what is near or known: each value could be, and only together or in this release they can't."""
    listed = str(next((error.values[key] for key in _CHOICES if error.values.get(key)), "-"))
    return not_found(spoken(error), [name for name in listed.split(", ") if name != "-"])
