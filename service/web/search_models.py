"""What a search gives, as typed models of `/v1`: hits with the place of their words, and how they are divided."""

from pydantic import Field

from service.answers.coverage import Holdings
from service.answers.search.finding import Facet, FacetValue, Hit, Results
from service.answers.search.marks import Marked
from service.release.search_rows import Found
from service.web import models

# What people name a thing by is its path in the body, without the word for its kind.
PREFIXED = {"domain": "domain/", "holder": "person/"}


class HitWords(models.Model):
    """A stretch of the text of a hit; marks are offsets in it, places the same in the text of the page."""

    text: str
    marks: list[models.Span] = Field(description="what was looked for, by offsets in `text`")
    page: str | None = Field(description="the page on which the text stands")
    start: int | None = Field(description="where the stretch begins in the text of the page; null where not known")
    end: int | None
    places: list[models.Span] = Field(description="the marks, by offsets in the text of the page")
    is_begun: bool = Field(description="false where the text has more before this stretch")
    is_ended: bool = Field(description="false where the text goes on after this stretch")


class SearchHit(models.Model):
    """A thing that was found. Number, title, domain and holders of a part are those of the version that it is in."""

    iri: str
    link: str = Field(description=models.LINKED)
    kind: Found
    score: float = Field(description="sum over the words of the weight of the best place in which each stands")
    number: str | None
    title: str | None
    title_marks: list[models.Span]
    version: str | None = Field(description="the goal, ambition or programme that a part belongs to")
    organisation: str
    document: str | None = Field(description="path under /v1/documents/")
    document_title: str | None
    year: int | None
    domain: models.Named | None
    holders: list[models.Named]
    loaded: bool = Field(description="false for what pages name and no loaded page describes")
    words: HitWords | None
    coverage: models.Coverage = Field(description="of the document, or of all documents of the organisation")


class SearchFacetValue(models.Model):
    """A value of a facet, as the parameter of that name takes it, with the number of hits that have it."""

    value: str
    label: str
    count: int


class SearchFacet(models.Model):
    """How the hits are divided by one of their properties; `others` counts those of values that are not listed."""

    name: str
    values: list[SearchFacetValue]
    others: int


class SearchAnswer(models.Answer):
    """Things that were found, the best first, with the number of all of them."""

    items: list[SearchHit]
    total: int
    reachable: int = Field(description="how many of them can be reached by paging")
    facets: list[SearchFacet]
    note: models.Label | None = Field(None, description="why nothing was looked for: the words hold no word or number")


def hits_of(holdings: Holdings, results: Results) -> list[SearchHit]:
    """The hits of a search."""
    return [_hit(holdings, results, hit) for hit in results.hits]


def facets_of(holdings: Holdings, results: Results) -> list[SearchFacet]:
    """The facets of a search."""
    return [
        SearchFacet(name=facet.name, values=[_value(holdings, facet, one) for one in facet.values], others=facet.others)
        for facet in results.facets
    ]


def link_of(hit: Hit) -> str:
    """The path of the page that shows a hit, at its words where they have a place."""
    row, words = hit.row, hit.words
    path = f"/doc/{row.of or row.path}"
    if words is None or words.start is None or not (row.of or words.marks):
        return path
    places = [(words.start, words.start + len(words.text))] if row.of else words.places
    start, end = places[0]
    return f"{path}?at={start}-{end}#here"


def label_of(holdings: Holdings, name: str, value: str, called: str) -> str:
    """What people call a value of a facet; a code of ours stays as it is."""
    match name:
        case "organisation":
            body = holdings.manifest.bodies.get(value)
            return body.name if body else value
        case "document":
            entry = holdings.manifest.documents.get(value)
            return entry.title if entry else value
        case _:
            return called or value


def _value(holdings: Holdings, facet: Facet, one: FacetValue) -> SearchFacetValue:
    short = one.value.removeprefix(PREFIXED.get(facet.name, ""))
    return SearchFacetValue(value=short, label=label_of(holdings, facet.name, one.value, one.name), count=one.count)


def _hit(holdings: Holdings, results: Results, hit: Hit) -> SearchHit:
    row, base = hit.row, f"{holdings.base}/id/"
    entry = holdings.manifest.documents.get(row.document)
    people = [models.Named(iri=base + path, label=results.names.get(path, "")) for path in row.holders]
    coverage = entry.coverage if entry else holdings.coverage_of_body(row.organisation)
    return SearchHit(
        iri=base + row.path,
        link=f"{holdings.base}{link_of(hit)}",
        kind=row.kind,
        score=hit.score,
        number=row.number or None,
        title=row.title or None,
        title_marks=_spans(hit.title.marks),
        version=base + row.of if row.of else None,
        organisation=row.organisation,
        document=row.document or None,
        document_title=entry.title if entry else None,
        year=row.year or None,
        domain=models.Named(iri=base + row.domain, label=results.names.get(row.domain, "")) if row.domain else None,
        holders=people,
        loaded=row.loaded,
        words=_words(base, row.page, hit.words) if hit.words else None,
        coverage=models.Coverage.model_validate(coverage),
    )


def _words(base: str, page: str, words: Marked) -> HitWords:
    return HitWords(
        text=words.text,
        marks=_spans(words.marks),
        page=base + page if page else None,
        start=words.start,
        end=None if words.start is None else words.start + len(words.text),
        places=_spans(words.places),
        is_begun=words.is_begun,
        is_ended=words.is_ended,
    )


def _spans(marks: tuple[tuple[int, int], ...]) -> list[models.Span]:
    return [models.Span(start=start, end=end) for start, end in marks]
