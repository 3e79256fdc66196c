"""What the endpoints are asked: the stored questions with example values, and look-ups drawn from the graph by a seed.

A question is filled in as the service does it for its own page; where that has no rows in a generated graph, with the
first goal of those drawn that gives some, because two empty answers say little of two engines.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from io import BytesIO
from random import Random
from typing import Final

import msgspec
from pyoxigraph import Literal, QueryResultsFormat, Store

from benchmarks.endpoint_graph import Graph
from benchmarks.endpoint_wire import JSON, TRIPLES
from ontology.codes import DocumentKind
from ontology.terms import PREFIXES
from service.answers.inquiry import Values, example_values, fill_in
from service.answers.questions import StoredQuestion, questions
from service.engine import guard
from service.engine.bindings import bind
from service.engine.engine import Question, Row, Term
from service.engine.rows import parse_rows

_TRIED: Final = 40  # goals that are tried for a question without rows
_GOALS: Final = """
PREFIX dg: <https://w3id.org/doelgraaf/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?goal ?number ?organisation ?kind ?year ?sequence WHERE {
  ?goal a dg:GoalVersion ; dg:number ?number ; dg:inDocument ?document .
  ?document dg:organisation ?organisation ; dg:documentKind/skos:notation ?kind ; dg:year ?year .
  OPTIONAL { ?document dg:sequenceInYear ?sequence }
} ORDER BY ?goal"""

_PROLOGUE: Final = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dg: <https://w3id.org/doelgraaf/def#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


class Asked(msgspec.Struct, frozen=True):
    """A query with a name such as `cq01` or `label`; several look-ups of one kind have one name."""

    name: str
    text: str
    media_type: str = JSON


class Drawn(msgspec.Struct, frozen=True):
    """A goal of the graph: its IRI, its number, and whose it is."""

    iri: str
    number: str
    values: Values


def _by_number(goal: Drawn) -> str:
    return f"SELECT ?goal ?label WHERE {{ ?goal dg:number {Literal(goal.number)} ; rdfs:label ?label }}"


def _by_iri(goal: Drawn) -> str:
    return f"SELECT ?p ?o WHERE {{ <{goal.iri}> ?p ?o }}"


def _label(goal: Drawn) -> str:
    return f"SELECT ?label WHERE {{ <{goal.iri}> rdfs:label ?label }}"


def _references(goal: Drawn) -> str:
    return (
        "SELECT ?exact ?target ?label WHERE { "
        f"?reference dg:referringElement <{goal.iri}> ; dg:exact ?exact ; dg:start ?start . "
        "OPTIONAL { ?reference dg:referredElement ?target . ?target rdfs:label ?label } } ORDER BY ?start ?target"
    )


def _referring(goal: Drawn) -> str:
    return (
        f"SELECT ?source ?number ?title WHERE {{ ?source dg:refersTo <{goal.iri}> ; dg:number ?number ; "
        "dg:inDocument/dcterms:title ?title } ORDER BY ?title ?number"
    )


def _exists(goal: Drawn) -> str:
    return f"ASK {{ <{goal.iri}> dg:refersTo ?other }}"


def _describe(goal: Drawn) -> str:
    return f"DESCRIBE <{goal.iri}>"


def _construct(goal: Drawn) -> str:
    return (
        f"CONSTRUCT {{ <{goal.iri}> rdfs:label ?label ; dg:refersTo ?target . ?target rdfs:label ?name }} "
        f"WHERE {{ <{goal.iri}> rdfs:label ?label . "
        f"OPTIONAL {{ <{goal.iri}> dg:refersTo ?target . ?target rdfs:label ?name }} }}"
    )


# Rows first: these are what the pages, the API and most programs ask.
LOOK_UPS: Final[Mapping[str, tuple[Callable[[Drawn], str], str]]] = {
    "by number": (_by_number, JSON),
    "by IRI": (_by_iri, JSON),
    "label": (_label, JSON),
    "references": (_references, JSON),
    "referring": (_referring, JSON),
    "exists": (_exists, JSON),
    "describe": (_describe, TRIPLES),
    "construct": (_construct, TRIPLES),
}


def look_ups(goals: Sequence[Drawn]) -> tuple[Asked, ...]:
    """The look-ups: the kinds in turn, each time of the next goal."""
    return tuple(
        Asked(name, _PROLOGUE + write(goal), media_type)
        for goal in goals
        for name, (write, media_type) in LOOK_UPS.items()
    )


def draw(graph: Graph, count: int, seed: int) -> tuple[Drawn, ...]:
    """So many goals of the graph, the same for the same seed; all of them where there are fewer."""
    rows = asyncio.run(InProcess(graph).rows(_GOALS))
    found = [_drawn(row) for row in rows]
    chance = Random(seed)  # noqa: S311 - no secret depends on it
    return tuple(chance.sample(found, min(count, len(found))))


def stored_questions(graph: Graph, goals: Sequence[Drawn]) -> tuple[Asked, ...]:
    """The stored questions, each complete."""
    engine = InProcess(graph)

    async def fill(question: StoredQuestion) -> Asked:
        example = await example_values(engine, graph.holdings, question)
        texts = [fill_in(graph.holdings, question, values) for values in (example, *(goal.values for goal in goals))]
        for text in dict.fromkeys(texts[:_TRIED]):
            if await engine.rows(text):
                return Asked(question.name, text)
        return Asked(question.name, texts[0])

    async def fill_all() -> list[Asked]:
        return [await fill(question) for question in questions()]

    return tuple(asyncio.run(fill_all()))


def _drawn(row: Row) -> Drawn:
    sequence = row.get("sequence")
    values = Values(
        organisation=row["organisation"].value.rpartition("/")[2],
        kind=DocumentKind(row["kind"].value),
        year=int(row["year"].value),
        sequence=int(sequence.value) if sequence is not None else None,
        number=row["number"].value,
    )
    return Drawn(row["goal"].value, row["number"].value, values)


class InProcess:
    """An engine in this process, for queries of our own that need no guard (an `engine.Engine` without workers)."""

    def __init__(self, graph: Graph) -> None:
        self._store = Store.read_only(str(graph.store))
        self.release = graph.release

    async def rows(self, query: str, bindings: Mapping[str, Term] | None = None) -> Sequence[Row]:
        """The rows of a SELECT query."""
        where = guard.read(query).where
        text = query if where is None else bind(query, where, bindings or {})
        written = BytesIO()
        results = self._store.query(text, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
        results.serialize(written, QueryResultsFormat.JSON)  # type: ignore[arg-type]
        return parse_rows(written.getvalue())

    async def stream(self, question: Question) -> AsyncGenerator[bytes, None]:
        """Nothing asks for a stream here."""
        raise NotImplementedError(question.text)
