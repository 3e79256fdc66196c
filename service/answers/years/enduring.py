"""What endures through documents as a list: goals, ambitions and programmes with where they are found."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.iri import organisation, parse
from ontology.terms import AMBITION, GOAL, PROGRAMME, XSD_INTEGER
from service.answers.coverage import Holdings
from service.answers.labels import Named
from service.answers.queries import query
from service.engine.engine import Engine, Row, Term

_CLASSES: Final = {"goal": GOAL, "ambition": AMBITION, "programme": PROGRAMME}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which of what endures is wanted: by body, level, a number it had, a year it was in, words of its name."""

    organisation: str | None = None
    level: str | None = None
    number: str | None = None
    year: int | None = None
    words: str | None = None

    def terms(self, base: str) -> dict[str, Term]:
        """The values of the query."""
        found: dict[str, Term] = {}
        if self.organisation is not None:
            found["organisation"] = NamedNode(organisation(base, self.organisation))
        if self.level is not None:
            found["class"] = NamedNode(_CLASSES[self.level])
        if self.number is not None:
            found["number"] = Literal(self.number)
        if self.year is not None:
            found["year"] = Literal(str(self.year), datatype=NamedNode(XSD_INTEGER))
        if self.words is not None:
            found["words"] = Literal(self.words.lower())
        return found


@dataclass(frozen=True, slots=True)
class Enduring:
    """A goal, ambition or programme that endures: how many versions it has, from which year to which."""

    goal: Named
    kind: str
    organisation: str
    versions: int
    first_year: int
    last_year: int


async def list_enduring(
    engine: Engine, holdings: Holdings, wanted: Filter, offset: int, limit: int
) -> tuple[Sequence[Enduring], int]:
    """A part of what endures, by level and identifier, and how many there are; two queries."""
    terms = wanted.terms(holdings.base)
    part = f"{query('enduring')}LIMIT {limit}\nOFFSET {offset}"
    rows, counted = await asyncio.gather(engine.rows(part, terms), engine.rows(query("enduring-count"), terms))
    return [_read(holdings, row) for row in rows if "goal" in row], int(counted[0]["total"].value)


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


def _read(holdings: Holdings, row: Row) -> Enduring:
    iri = row["goal"].value
    identifier = parse(holdings.base, iri)
    return Enduring(
        goal=Named(iri, row["label"].value if "label" in row else iri.rpartition("/")[2]),
        kind=next(kind for kind, name in _CLASSES.items() if name == row["class"].value),
        organisation=(identifier.organisation if identifier else None) or "",
        versions=int(row["versions"].value),
        first_year=int(row["first"].value),
        last_year=int(row["last"].value),
    )
