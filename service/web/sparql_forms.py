"""The forms in which the endpoint gives an answer, and which of them a request asks for. Makes none of them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from starlette.requests import Request

from service.answers.vocabulary import Label
from service.engine import guard
from service.engine.formats import JSON_RESULTS, RESULTS, TRIPLES
from service.web import spreadsheet
from service.web.problems import NOT_ACCEPTABLE, ProblemError
from service.web.sparql_request import SparqlRequest
from service.web.variants import preferred_type

HTML: Final = "text/html"
TURTLE: Final = "text/turtle"
_JSON: Final = "application/json"
_MADE_FROM_JSON: Final = frozenset({HTML, _JSON, spreadsheet.MEDIA_TYPE})

_SHORT_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "html": HTML,
        "json": JSON_RESULTS,
        "xml": "application/sparql-results+xml",
        "csv": "text/csv",
        "xlsx": spreadsheet.MEDIA_TYPE,
        "tsv": "text/tab-separated-values",
        "turtle": "text/turtle",
        "nt": "application/n-triples",
        "jsonld": "application/ld+json",
        "rdfxml": "application/rdf+xml",
        "trig": "application/trig",
        "nq": "application/n-quads",
    }
)
# What clients such as SPARQLWrapper call the formats of a graph, some of which are other formats for rows.
_NAMES_OF_GRAPHS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "xml": "application/rdf+xml",
        "rdf": "application/rdf+xml",
        "rdf+xml": "application/rdf+xml",
        "n3": "text/turtle",
        "ntriples": "application/n-triples",
        "ttl": "text/turtle",
        "json": "application/ld+json",
        "json-ld": "application/ld+json",
    }
)


def media_type_of(request: Request, asked: SparqlRequest, form: guard.Form | None) -> str:
    """The form of the answer, by the `format` of the request or else its Accept header."""
    if form is None:
        return JSON_RESULTS  # the engine will say what is wrong with the query
    offered = (*TRIPLES, HTML) if form.gives_triples else (*RESULTS, _JSON, HTML, spreadsheet.MEDIA_TYPE)
    if asked.form is not None:
        return _named_media_type(asked.form, offered)
    chosen = preferred_type(request.headers.get("accept"), offered)
    if chosen is None:
        raise ProblemError(NOT_ACCEPTABLE, other_forms("voor het antwoord", "for the answer", offered))
    return chosen


def asked_of_engine(media_type: str, form: guard.Form | None) -> str:
    """The form in which the engine is asked for an answer, of which the service may make another one itself."""
    if media_type not in _MADE_FROM_JSON:
        return media_type
    return TURTLE if form is not None and form.gives_triples else JSON_RESULTS


def _named_media_type(name: str, offered: Sequence[str]) -> str:
    media_type = _SHORT_NAMES.get(name, name)
    if media_type not in offered and JSON_RESULTS not in offered:
        media_type = _NAMES_OF_GRAPHS.get(name, media_type)
    if media_type not in offered:
        names = ", ".join(short for short, long in _SHORT_NAMES.items() if long in offered)
        raise ProblemError(
            NOT_ACCEPTABLE,
            Label(
                f"de vorm {name!r} bestaat niet voor deze vraag; gebruik {names}",
                f"format {name!r} does not exist for this query; use {names}",
            ),
        )
    return media_type


def other_forms(case: str, case_en: str, offered: Sequence[str]) -> Label:
    """Which forms there are, where the one that was asked is none of them."""
    names = ", ".join(offered)
    return Label(f"{case} bestaan de vormen {names}", f"{case_en} there are the forms {names}")
