"""How answers about the fictional municipality are read beside the truth of its pages and its stored questions."""

import asyncio
from typing import Any

from pyoxigraph import Literal, NamedNode

from ontology.iri import organisation
from service.answers.questions import question
from service.answers.trace.answer import Answer, Cell
from service.answers.trace.asking import Asked, Trace
from service.answers.trace.question import Ask
from service.answers.trace.scope import Scope

BASE = "http://localhost:8000"
TOWN = "gm9999"
BUDGET, REPORT, LATER = f"{TOWN}/begroting/2031", f"{TOWN}/berap/2031-1", f"{TOWN}/begroting/2032"
TITLES = {"Begroting 2031": BUDGET, "Berap 2031-1": REPORT, "Begroting 2032": LATER}


def ask(trace: Trace, of: Ask, **asked: Any) -> Answer:  # noqa: ANN401 - whatever may be asked
    return asyncio.run(of(trace, Asked(**{"most": 1000, **asked})))


def rows(answer: Answer, *keys: str, sheet: int = 0) -> list[tuple[Cell, ...]]:
    """Some columns of a table."""
    table = answer.sheets[sheet]
    places = [[column.key for column in table.columns].index(key) for key in keys]
    return [tuple(row[place] for place in places) for row in table.rows]


def stored(trace: Trace, name: str, *columns: str, **values: str | int) -> list[tuple[str, ...]]:
    """Some columns of the rows of a stored question; the title of a document as its path."""
    terms = {key: term(key, value) for key, value in {"organisation": TOWN, **values}.items()}
    found = asyncio.run(trace.engine.rows(question(name).bind(terms)))
    return [tuple(TITLES.get(row[key].value, row[key].value) for key in columns) for row in found]


def term(name: str, value: str | int) -> NamedNode | Literal:
    match value:
        case int():
            return Literal(value)
        case _ if name == "organisation":
            return NamedNode(organisation(BASE, value))
        case _:
            return Literal(value)


def in_document(path: str) -> Scope:
    return Scope(documents=(path,))
