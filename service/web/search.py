"""Search in words at `/v1/search`: JSON with the place of every word that was found, CSV, or a workbook. Finds nothing.

What is found is told by `answers.search`; what an answer looks like stands in `search_models`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, Final, Self

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from ontology.iri import DocumentKey
from ontology.language import Phrase
from service.answers.coverage import Holdings, caution
from service.answers.search.finding import MOST_OFFSET, NOTHING, Index, Results
from service.answers.search.wanted import LONGEST, MOST_TERMS, NoWordError, WordsError, read_words
from service.release.search_index import NoIndexError
from service.release.search_rows import Found
from service.web import models, respond, search_models, spreadsheet
from service.web.api_headers import COMMON
from service.web.flat_files import Flat, Value
from service.web.held import bodies_in, require_held
from service.web.problems import BAD_REQUEST, NO_INDEX, ProblemError, spoken
from service.web.replies import ORGANISATION_CODE, Slice, answer_head, frame, reply
from service.web.search_models import PREFIXED, SearchAnswer, SearchHit
from service.web.site import Site, route_class
from service.web.streams import form_of

SearchOf = Callable[[str], Index]
"""Gives the search index of a release."""

FORMS: Final = MappingProxyType({"json": "application/json", "csv": "text/csv", "xlsx": spreadsheet.MEDIA_TYPE})
MOST: Final = 100
_IN_FILES: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {"text/csv": {}, spreadsheet.MEDIA_TYPE: {}}}}
_MOST_VALUES: Final = 50  # of one filter
_BETWEEN: Final = r"""[\s\u0000-\u001f\u007f-\u009f"“”„«»]"""
_WORD: Final = _BETWEEN.replace("[", "[^", 1)
_FEW_WORDS: Final = rf"^{_BETWEEN}*(?:{_WORD}+{_BETWEEN}+){{0,{MOST_TERMS - 1}}}{_WORD}*{_BETWEEN}*$"

_Code = Annotated[str, Field(pattern=ORGANISATION_CODE)]
_Year = Annotated[int, Field(ge=1900, le=2200)]
_Path = Annotated[str, Field(max_length=120)]
_NO_WORD: Final = Phrase(
    "Er staat geen woord of nummer tussen de zoekwoorden, dus er is niet gezocht; geef er een, zoals groen of 2.2.2.",
    "There is no word or number to search for, so nothing was looked for; give one, such as groen or 2.2.2.",
)


class SearchQuery(BaseModel):
    """What is asked of a search; of a filter that is given more than once, one value has to hold."""

    model_config = ConfigDict(frozen=True)

    q: str = Field(
        default="",
        max_length=LONGEST,
        description='words in any form, "phrases", a number such as 2.2.2, and -words to leave out',
        examples=["groene wijken"],
        json_schema_extra={"pattern": _FEW_WORDS},  # for those who ask; what is refused is told in words
    )
    kind: list[Found] = Field(default=[], max_length=_MOST_VALUES)
    organisation: list[_Code] = Field(default=[], max_length=_MOST_VALUES, examples=[["gm0193"]])
    year: list[_Year] = Field(default=[], max_length=_MOST_VALUES)
    document: list[_Path] = Field(default=[], max_length=_MOST_VALUES, examples=[["gm0193/begroting/2021"]])
    domain: list[_Path] = Field(default=[], max_length=_MOST_VALUES, examples=[["gm0193/sociaal-domein"]])
    holder: list[_Path] = Field(default=[], max_length=_MOST_VALUES, description="path under /v1/holders/")
    offset: int = Field(default=0, ge=0, le=MOST_OFFSET, description="how many to pass over")
    limit: int = Field(default=20, ge=1, le=MOST, description="how many to give")
    format: str | None = Field(
        default=None,
        max_length=80,
        description="json, csv or xlsx",
        json_schema_extra={"enum": ["json", "csv", "xlsx"]},
    )

    @property
    def filters(self) -> dict[str, list[str]]:
        """The filters as the index has their values."""
        given = self.model_dump(include={"kind", "organisation", "year", "document", "domain", "holder"})
        return {name: [f"{PREFIXED.get(name, '')}{value}" for value in values] for name, values in given.items()}


@dataclass(frozen=True, slots=True)
class Searched:
    """A search that was made: of which release, and what it gave; `note` says why nothing was looked for."""

    holdings: Holdings
    query: SearchQuery
    results: Results
    note: Phrase | None = None

    @classmethod
    def make(cls, holdings: Holdings, index: SearchOf, query: SearchQuery) -> Self:
        """Make a search; where no word is asked for, nothing is found.

        Raises:
            ProblemError: 404 where the release has no index, 400 where there is too much to look for.
        """
        try:
            opened = index(holdings.release)
            found = opened.find(read_words(query.q), query.filters, query.offset, query.limit)
        except NoIndexError as error:
            raise ProblemError(NO_INDEX, spoken(error)) from error
        except NoWordError:
            return cls(holdings, query, NOTHING, _NO_WORD)
        except WordsError as error:
            raise ProblemError(BAD_REQUEST, spoken(error)) from error
        return cls(holdings, query, found)

    @property
    def reachable(self) -> int:
        """How many of the hits can be reached by paging on from here."""
        last = MOST_OFFSET - (MOST_OFFSET - self.query.offset) % self.query.limit
        return min(self.results.total, last + self.query.limit)

    @property
    def named(self) -> tuple[list[str], list[str]]:
        """The bodies and documents that the filters name; those of a domain or holder where no other is."""
        query = self.query
        return query.organisation or bodies_in((*query.domain, *query.holder)), query.document

    @property
    def documents(self) -> Sequence[DocumentKey]:
        """The loaded documents that the filters leave."""
        query = self.query
        return [
            one
            for one in self.holdings.documents
            if (not query.organisation or one.organisation in query.organisation)
            and (not query.year or one.year in query.year)
            and (not query.document or one.path in query.document)
        ]


def router(site: Site, index: SearchOf) -> APIRouter:
    """The route `/v1/search`."""
    routes = APIRouter(prefix="/v1", route_class=route_class(site, pages=False))

    @routes.get(
        "/search",
        response_model=SearchAnswer,
        responses=_IN_FILES,
        summary="Goals, criteria, activities, references, people and domains by their words",
    )
    def search(request: Request, query: Annotated[SearchQuery, Query()]) -> Response:
        media_type = form_of(request, FORMS)
        searched = Searched.make(site.current(), index, query)
        if not searched.results.total:
            require_held(site, searched.holdings, *searched.named)
        links = Slice(query.offset, query.limit).links(request, searched.reachable, MOST_OFFSET)
        if media_type != FORMS["json"]:
            return _file(request, searched, media_type, links)
        return reply(request, searched.holdings, answer(searched), links)

    answer_head(routes)
    return routes


def answer(searched: Searched) -> SearchAnswer:
    """A search as JSON."""
    warning = caution(searched.holdings, searched.documents)
    note = None if searched.note is None else models.Label(nl=searched.note.nl, en=searched.note.en)
    return SearchAnswer(
        **frame(searched.holdings, searched.documents, warning),
        items=search_models.hits_of(searched.holdings, searched.results),
        total=searched.results.total,
        reachable=searched.reachable,
        facets=search_models.facets_of(searched.holdings, searched.results),
        note=note,
    )


def flat(holdings: Holdings, results: Results) -> Flat:
    """The hits as rows."""
    rows = [_cells(hit) for hit in search_models.hits_of(holdings, results)]
    return Flat("search", tuple(_COLUMNS), rows)


def _file(request: Request, searched: Searched, media_type: str, links: str) -> Response:
    table = flat(searched.holdings, searched.results)
    suffix = "csv" if media_type == FORMS["csv"] else "xlsx"
    headers = {
        **COMMON,
        "Vary": "Accept",
        "Link": links,
        "Content-Disposition": f'attachment; filename="search.{suffix}"',
    }
    content = table.csv() if suffix == "csv" else table.workbook()
    return respond.answer(request, searched.holdings, content, media_type, headers)


def _cells(hit: SearchHit) -> list[Value]:
    return [column(hit) for column in _COLUMNS.values()]


_COLUMNS: Final[Mapping[str, Callable[[SearchHit], Value]]] = MappingProxyType(
    {
        "kind": lambda hit: hit.kind.value,
        "number": lambda hit: hit.number,
        "title": lambda hit: hit.title,
        "words": lambda hit: hit.words.text if hit.words else None,
        "start": lambda hit: hit.words.start if hit.words else None,
        "end": lambda hit: hit.words.end if hit.words else None,
        "page": lambda hit: hit.words.page if hit.words else None,
        "score": lambda hit: str(hit.score),
        "organisation": lambda hit: hit.organisation,
        "document": lambda hit: hit.document,
        "year": lambda hit: hit.year,
        "domain": lambda hit: hit.domain.label if hit.domain else None,
        "holders": lambda hit: "; ".join(person.label for person in hit.holders) or None,
        "pagesRead": lambda hit: hit.coverage.pages_read,
        "goalsRead": lambda hit: hit.coverage.goals_read,
        "versionsNamed": lambda hit: hit.coverage.versions_named,
        "goalsExpected": lambda hit: hit.coverage.goals_expected,
        "complete": lambda hit: hit.coverage.complete,
        "version": lambda hit: hit.version,
        "link": lambda hit: hit.link,
        "iri": lambda hit: hit.iri,
    }
)
