"""HTML from templates: the environment, and what every page shares. Asks no engine and knows no path."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from ontology.codes import Resolution
from ontology.iri import printed_number
from ontology.language import Language
from service.answers.coverage import Holdings
from service.answers.proposals import anchor_of
from service.answers.vocabulary import Label, code_label
from service.web import display, naming, respond
from service.web.borrowed import term_name
from service.web.corrected_words import was_of
from service.web.kept_release import kept_release
from service.web.others import prefixed
from service.web.page_head import page_head
from service.web.phrases import Voice
from service.web.problems import Problem
from service.web.shown import show
from service.web.titles import named, title_of
from service.web.variants import preferred_language

STATIC_TYPES: Final = MappingProxyType(
    {
        "doelgraaf.css": "text/css",
        "review.css": "text/css",
        "editor.js": "text/javascript",
        "editor-licenses.txt": "text/plain; charset=utf-8",
        "icon.svg": "image/svg+xml",
        "network.css": "text/css",
        "network.js": "text/javascript",
        "network-licenses.txt": "text/plain; charset=utf-8",
    }
)


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders the templates of the service."""

    environment: Environment

    def html(self, template: str, request: Request, holdings: Holdings | None, **values: object) -> str:
        """A page in the language of the request; `values` are what its template names.

        `holdings` is None for a page that is not about what a release holds.
        """
        language = language_of(request)
        other = Language.EN if language is Language.NL else Language.NL
        base = holdings.base if holdings else ""
        kept = kept_release(request.scope)
        page = self.environment.get_template(template).render(
            say=Voice(language),
            language=language,
            other_language=other,
            other_address=_in_language(request, other),
            home_address="/" if "lang" not in request.query_params else f"/?lang={language}",
            kept=kept,
            head=page_head(request.scope),
            released=lambda release: _of_release(request, release),
            asked_language=language.value if "lang" in request.query_params else "",
            holdings=holdings,
            amount=lambda value: display.amount(value, language),
            quantity=lambda value: display.quantity(value, language),
            date=lambda value: display.date(value, language),
            moment=lambda value: display.moment(value, language),
            stamp=lambda value: display.stamp(value, language),
            link=lambda iri: display.link(iri, base),
            term=lambda iri: term_name(iri, language),
            prefixed=prefixed,
            label=lambda label: _say(label, language),
            resolution=lambda code: code_label(Resolution(code)).say(language),
            show=lambda resource, name, value: show(resource, name, value, base, language),
            titled=lambda resource: title_of(resource, base, language),
            pointing=lambda one: named(one, base, language),
            called=lambda one: naming.called(one.iri, one.label, language),
            short=lambda one: naming.called_briefly(one.iri, one.label, language),
            **values,
        )
        return kept.in_page(page) if kept else page

    def page(self, template: str, request: Request, holdings: Holdings, **values: object) -> Response:
        """A page as an answer from the release."""
        content = self.html(template, request, holdings, **values).encode()
        headers = {**respond.page_headers(), "Content-Language": language_of(request)}
        return respond.answer(request, holdings, content, "text/html; charset=utf-8", headers)

    def problem(self, request: Request, holdings: Holdings | None, problem: Problem) -> Response:
        """A problem as a page for a browser."""
        content = self.html("problem.html", request, holdings, problem=problem)
        return Response(
            content,
            problem.kind.status,
            {**respond.page_headers(), "Cache-Control": "no-store", **problem.headers},
            "text/html; charset=utf-8",
        )


def make_renderer() -> Renderer:
    """A renderer over the templates of this package; every value is escaped, an unknown name is an error."""
    environment = Environment(
        loader=PackageLoader("service.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["printed"] = printed_number
    environment.filters["was"] = was_of
    environment.filters["wrong"] = _wrong_address
    environment.filters["wrong_at"] = wrong_place
    return Renderer(environment)


def language_of(request: Request) -> Language:
    """The language in which a page is asked for."""
    return preferred_language(request.query_params.get("lang"), request.headers.get("accept-language"))


def static_file(name: str) -> bytes | None:
    """A file that pages use; None for any other name."""
    if name not in STATIC_TYPES:
        return None
    return files("service.web").joinpath("static", name).read_bytes()


@cache
def asset_address(name: str) -> str:
    """The address of a static file; it changes with its content, so that no browser keeps an old one."""
    content = static_file(name) or b""
    return f"/static/{name}?v={sha256(content).hexdigest()[:12]}"


def wrong_place(version: str, start: int, end: int) -> str:
    """The address at which what was read from a place on the page of a version can be corrected."""
    return f"/klopt-dit-niet?{urlencode({'thing': version, 'at': f'{start}-{end}'})}#here"


def _wrong_address(owner: str, thing: str = "") -> str:
    """The address at which a statement of a version can be corrected, or any thing; see `wrong_page`."""
    return f"/klopt-dit-niet?{urlencode({'thing': owner})}{f'#{anchor_of(thing)}' if thing else ''}"


def _in_language(request: Request, language: Language) -> str:
    others = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return f"?{urlencode([*others, ('lang', language.value)])}"


def _of_release(request: Request, release: str) -> str:
    others = [(name, value) for name, value in request.query_params.multi_items() if name != "release"]
    return f"?{urlencode([*others, ('release', release)])}"


def _say(label: Label | str, language: Language) -> str:
    return label if isinstance(label, str) else label.say(language)
