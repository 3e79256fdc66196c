"""The page `/search`: a form, what was found with its words, and links that narrow it down. Works without script.

What is found is told by `answers.search`; addresses name the whole search, so that they can be kept and shared.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from ontology.iri import printed_number
from ontology.language import Language
from service.answers.coverage import caution
from service.answers.search.finding import Facet, Hit
from service.web import search_models, search_words
from service.web.held import gone_of
from service.web.render import language_of
from service.web.search import Searched, SearchOf, SearchQuery
from service.web.search_models import PREFIXED
from service.web.site import Site, route_class

PATH: Final = "/search"
_FILTERS: Final = ("kind", "organisation", "year", "document", "domain", "holder")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that hits can be narrowed down to: its name and count, where choosing leads, and whether it is chosen."""

    name: str
    count: int
    address: str
    is_chosen: bool
    told: str


@dataclass(frozen=True, slots=True)
class Choices:
    """The values of one facet; `others` says how many hits have none of these, empty where none do."""

    title: str
    values: tuple[Choice, ...]
    others: str


@dataclass(frozen=True, slots=True)
class Line:
    """A hit as the page shows it: what it is, where its page is, and of what it is a part."""

    hit: Hit
    kind: str
    number: str
    address: str
    where: str


def router(site: Site, index: SearchOf) -> APIRouter:
    """The route `/search`."""
    routes = APIRouter(route_class=route_class(site, pages=True), include_in_schema=False)

    @routes.api_route(PATH, methods=["GET", "HEAD"])
    def search(request: Request, query: Annotated[SearchQuery, Query()]) -> Response:
        asks = bool(query.q.strip() or any(query.filters.values()))
        searched = Searched.make(site.current(), index, query) if asks else None
        if searched is not None and not searched.results.total:
            gone = gone_of(site, searched.holdings, *searched.named)
            if gone is not None:
                raise gone
        return _Page(site, request, query, searched).send()

    return routes


@dataclass(frozen=True, slots=True)
class _Page:
    """The page of one request; nothing was searched where it asks for nothing."""

    site: Site
    request: Request
    query: SearchQuery
    searched: Searched | None

    def send(self) -> Response:
        """The page."""
        holdings = self.searched.holdings if self.searched else self.site.current()
        language = language_of(self.request)
        warning = caution(holdings, self.searched.documents) if self.searched else None
        return self.site.renderer.page(
            "search.html",
            self.request,
            holdings,
            words=partial(search_words.say, language=language),
            asked=" ".join(self.query.q.split()),
            caution=warning,
            lines=self._lines(language),
            choices=self._choices(language),
            told=self._told(language),
            turns=self._turns(),
            cleared=self._address({}) if any(self.query.filters.values()) else None,
            files={name.upper(): self._file(name) for name in ("json", "csv", "xlsx")} if self.searched else {},
            beyond=self._beyond(),
        )

    def _lines(self, language: Language) -> list[Line]:
        return [self._line(hit, language) for hit in self.searched.results.hits] if self.searched else []

    def _line(self, hit: Hit, language: Language) -> Line:
        row = hit.row
        manifest = self.site.current().manifest if self.searched is None else self.searched.holdings.manifest
        entry, body = manifest.documents.get(row.document), manifest.bodies.get(row.organisation)
        told = [body.name if body else row.organisation, entry.title if entry else ""]
        return Line(
            hit,
            search_words.kind_name(row.kind, language),
            printed_number(row.number) if row.number else "",
            self._spoken(search_models.link_of(hit)),
            ", ".join(part for part in told if part),
        )

    def _told(self, language: Language) -> str:
        """Which of how many hits are shown."""
        if self.searched is None:
            return ""
        if self.searched.note is not None:
            return self.searched.note.say(language)
        total, shown = self.searched.results.total, len(self.searched.results.hits)
        hits = search_words.HITS.say(total, language)
        if not total:
            return search_words.say("none", language)
        if not shown:
            return search_words.say("beyond", language, hits=hits)
        first = self.query.offset + 1
        return search_words.say("shown", language, first=first, last=first + shown - 1, hits=hits)

    def _choices(self, language: Language) -> list[Choices]:
        if self.searched is None:
            return []
        found = [self._facet(facet, language) for facet in self.searched.results.facets]
        return [choices for choices in found if len(choices.values) > 1 or any(one.is_chosen for one in choices.values)]

    def _facet(self, facet: Facet, language: Language) -> Choices:
        chosen = self.query.filters[facet.name]
        values = [(one.value, one.name, one.count) for one in facet.values]
        values += [(value, "", 0) for value in chosen if value not in {one.value for one in facet.values}]
        if facet.name == "year":
            values.sort(reverse=True)
        others = search_words.say("others", language, hits=search_words.HITS.say(facet.others, language))
        made = tuple(self._choice(facet.name, value, name, count, language) for value, name, count in values)
        return Choices(search_words.say(facet.name, language), made, others if facet.others else "")

    def _choice(self, facet: str, value: str, called: str, count: int, language: Language) -> Choice:
        is_chosen = value in self.query.filters[facet]
        holdings = self.searched.holdings if self.searched else self.site.current()
        known = search_words.kind_name(value, language) if facet == "kind" else called
        name = search_models.label_of(holdings, facet, value, known).removeprefix(PREFIXED.get(facet, ""))
        phrase = "remove" if is_chosen else "only"
        told = search_words.say(phrase, language, name=name, hits=search_words.HITS.say(count, language))
        return Choice(name, count, self._address(self._toggled(facet, value)), is_chosen, told)

    def _toggled(self, facet: str, value: str) -> dict[str, Sequence[str]]:
        """The filters with a value more, or less where it is chosen."""
        filters: dict[str, Sequence[str]] = dict(self.query.filters)
        kept = [one for one in filters[facet] if one != value]
        filters[facet] = kept if value in filters[facet] else [*kept, value]
        return filters

    def _turns(self) -> dict[str, str]:
        """Where the hits before and after these are."""
        if self.searched is None:
            return {}
        query, turns = self.query, {}
        if query.offset:
            turns["before"] = self._address(query.filters, max(query.offset - query.limit, 0))
        if query.offset + query.limit < self.searched.reachable:
            turns["next"] = self._address(query.filters, query.offset + query.limit)
        return turns

    def _beyond(self) -> int:
        """How many hits can be paged through, where that is not all of them."""
        if self.searched is None or self.searched.reachable == self.searched.results.total:
            return 0
        return self.searched.reachable

    def _address(self, filters: Mapping[str, Sequence[str]], offset: int = 0) -> str:
        asked = [("q", self.query.q)] if self.query.q else []
        asked += _parameters(filters)
        asked += [("offset", str(offset))] if offset else []
        asked += [("limit", str(self.query.limit))] if "limit" in self.request.query_params else []
        return self._spoken(f"{PATH}?{urlencode(asked)}")

    def _file(self, form: str) -> str:
        asked = [("q", self.query.q), *_parameters(self.query.filters), ("limit", "100"), ("format", form)]
        return f"/v1{PATH}?{urlencode(asked)}"

    def _spoken(self, address: str) -> str:
        """An address with the language that was asked for."""
        language = self.request.query_params.get("lang")
        if language is None:
            return address
        path, mark, fragment = address.partition("#")
        return f"{path}{'&' if '?' in path else '?'}{urlencode({'lang': language})}{mark}{fragment}"


def _parameters(filters: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    return [(name, value.removeprefix(PREFIXED.get(name, ""))) for name in _FILTERS for value in filters.get(name, ())]
