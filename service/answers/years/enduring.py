"""What endures through documents as a list: goals, ambitions and programmes with where they are found."""

import asyncio
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode

from ontology.iri import DocumentKey, parse
from ontology.language import Phrase
from service.answers.coverage import Holdings
from service.answers.labels import Named
from service.answers.lists import Filter, Form, Listing, Sort, Wanted, count_query, page_query, terms
from service.answers.queries import queries_of, query
from service.answers.tables import Table
from service.answers.years.cycle import cycle_order, document_of
from service.engine.engine import Engine, Row

_LEVELS: Final = MappingProxyType({"goals": "dg:Goal", "ambitions": "dg:Ambition", "programmes": "dg:Programme"})
_SPAN: Final = (
    "{ SELECT ?thing (COUNT(DISTINCT ?one) AS ?sortVersions) (MIN(?at) AS ?sortFirst) (MAX(?at) AS ?sortLast) "
    "WHERE { ?one dg:versionOf ?thing ; dg:year ?at } GROUP BY ?thing }"
)
ENDURING: Final = Listing(
    "goals",
    Table("goals", Phrase("Wat door de jaren heen blijft.", "What endures through documents."), "goal", ()),
    "?found dg:versionOf ?thing . ?thing a ?class . FILTER(?class IN (dg:Goal, dg:Ambition, dg:Programme))",
    (
        Filter(
            "organisation",
            Phrase("code van een organisatie", "code of an organisation"),
            Form.ORGANISATION,
            "?found dg:organisation ?organisation .",
            example="gm0193",
        ),
        Filter(
            "level",
            Phrase("doelen, ambities of programma's", "goals, ambitions or programmes"),
            Form.CHOICE,
            choices=MappingProxyType({level: f"FILTER(?class = {name})" for level, name in _LEVELS.items()}),
        ),
        Filter(
            "number",
            Phrase("nummer dat het in een document had", "number that it had in some document"),
            Form.TEXT,
            "?found dg:number ?number .",
            example="2.2.2",
        ),
        Filter(
            "year",
            Phrase("jaar waarvan een document het noemt", "year of which a document states it"),
            Form.YEAR,
            "?found dg:year ?year .",
            example=2021,
        ),
        Filter(
            "words",
            Phrase("woorden van de naam", "words of its name"),
            Form.WORDS,
            "?thing rdfs:label ?said . FILTER(CONTAINS(LCASE(STR(?said)), ?words))",
            example="participatie",
        ),
    ),
    (
        Sort("level", "class"),
        Sort("label", "sortLabel", "OPTIONAL { ?thing rdfs:label ?sortLabel }"),
        Sort("organisation", "sortBody", "?found dg:organisation ?sortBody ."),
        Sort("versions", "sortVersions", _SPAN),
        Sort("firstYear", "sortFirst", _SPAN),
        Sort("lastYear", "sortLast", _SPAN),
    ),
    ("level",),
    "goal",
    Phrase(
        "Doelen, ambities en programma's die door de jaren heen blijven.",
        "Goals, ambitions and programmes that endure through documents.",
    ),
)
"""What endures as a list: by level and identifier unless another order is asked for."""


@dataclass(frozen=True, slots=True)
class LastSeen:
    """The newest version of what endures that a page describes, or else that a text names.

    `statement` is what it wants to reach, which stands on `page` from `start` to `end` (0-based code points) where
    these are known.
    """

    version: str
    document: DocumentKey
    number: str
    statement: str | None
    page: str | None
    address: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Enduring:
    """A goal, ambition or programme that endures: how many versions it has, from which year to which."""

    goal: Named
    kind: str
    organisation: str
    versions: int
    first_year: int
    last_year: int
    last: LastSeen | None


async def list_enduring(engine: Engine, holdings: Holdings, wanted: Wanted) -> tuple[Sequence[Enduring], int]:
    """A part of what endures, of 250 at most, and how many there are; three queries.

    Raises:
        EngineError: a query failed.
    """
    bound = terms(ENDURING, holdings.base, wanted.values)
    found, counted = await asyncio.gather(
        engine.rows(page_query(ENDURING, wanted), bound), engine.rows(count_query(ENDURING, wanted), bound)
    )
    things = [row["thing"].value for row in found]
    return await described_by(engine, holdings, things), int(counted[0]["total"].value)


async def described_by(
    engine: Engine, holdings: Holdings, things: Sequence[str], counted: Mapping[str, Container[str]] | None = None
) -> Sequence[Enduring]:
    """What endures, in the order given; with `counted`, by these of its versions alone. A query for each 250."""
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for text in queries_of("versions-of-enduring", "goal", things):
        for row in await engine.rows(text):
            if "goal" in row and (counted is None or row["version"].value in counted[row["goal"].value]):
                rows[row["goal"].value].append(row)
    return await asyncio.to_thread(_all, holdings, things, rows)


def _all(holdings: Holdings, things: Sequence[str], rows: Mapping[str, Sequence[Row]]) -> list[Enduring]:
    return [_enduring(holdings, thing, rows[thing]) for thing in things if rows.get(thing)]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A version of an enduring goal, as a small picture shows it."""

    version: str
    number: str


async def same_goal(engine: Engine, version: str) -> dict[Named, tuple[Sighting, ...]]:
    """What endures of a version, with all its versions; one query. Empty where the release says of no identity."""
    found: dict[Named, list[Sighting]] = {}
    for row in await engine.rows(query("same-goal"), {"version": NamedNode(version)}):
        iri = row["goal"].value
        goal = Named(iri, row["label"].value if "label" in row else iri.rpartition("/")[2])
        found.setdefault(goal, []).append(Sighting(row["other"].value, row["number"].value))
    return {goal: tuple(dict.fromkeys(some)) for goal, some in found.items()}


def _enduring(holdings: Holdings, iri: str, rows: Sequence[Row]) -> Enduring:
    """What endures, by the rows of its versions."""
    identifier = parse(holdings.base, iri)
    years = [int(row["year"].value) for row in rows]
    seen = [last for row in rows if (last := _seen(holdings, row)) is not None]
    return Enduring(
        goal=Named(iri, min((row["name"].value for row in rows if "name" in row), default=iri.rpartition("/")[2])),
        kind=identifier.kind if identifier else "",
        organisation=(identifier.organisation if identifier else None) or "",
        versions=len({row["version"].value for row in rows}),
        first_year=min(years),
        last_year=max(years),
        last=max(seen, key=lambda one: (one.page is not None, cycle_order(one.document), one.version), default=None),
    )


def _seen(holdings: Holdings, row: Row) -> LastSeen | None:
    document = document_of(holdings, row["version"].value)
    if document is None:
        return None
    said = {name: row[name].value for name in ("statement", "page", "address", "start", "end") if name in row}
    start, end = (int(said[name]) if name in said else None for name in ("start", "end"))
    places = (said.get("page"), said.get("address"), start, end)
    return LastSeen(row["version"].value, document, row["number"].value, said.get("statement"), *places)
