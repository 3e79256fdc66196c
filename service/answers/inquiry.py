"""Asking a stored question: typed values in, rows out, and what to say first where something may be missing.

The questions themselves stand in `questions`; how values come in over HTTP is known by `web`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.iri import DocumentKey, organisation
from ontology.language import Phrase
from ontology.terms import XSD_DECIMAL, XSD_INTEGER
from service.answers.coverage import Holdings, caution
from service.answers.no_rows import absent
from service.answers.queries import query
from service.answers.questions import Parameter, StoredQuestion
from service.engine.engine import Engine, Row, Term

# Questions with a negation, a ranking or a sum: over an incomplete document their rows are no whole answer.
NEED_ALL_GOALS: Final = frozenset({"cq06", "cq09", "cq14", "cq16", "cq20", "cq21", "cq24", "cq25"})


@dataclass(frozen=True, slots=True)
class Values:
    """What a question is asked of: each None where nothing was given; `organisation` is a code such as gm0193.

    `min_confidence`, from 0 to 1, is that of the claims of identity that an answer may rest on.
    """

    organisation: str | None = None
    kind: str | None = None
    year: int | None = None
    sequence: int | None = None
    number: str | None = None
    min_confidence: Decimal | None = None

    def given(self) -> dict[str, str | int | Decimal]:
        """The values that were given, by the name of their parameter."""
        pairs = {parameter.value: getattr(self, parameter.value) for parameter in Parameter}
        return {name: value for name, value in pairs.items() if value is not None}

    def covers(self, document: DocumentKey) -> bool:
        """Whether a document is among those that the question is about."""
        pairs = (
            (self.organisation, document.organisation),
            (self.kind, document.kind),
            (self.year, document.year),
            (self.sequence, document.sequence),
        )
        return all(asked is None or asked == held for asked, held in pairs)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """The answer to a stored question: its columns, its rows, the documents it is about, and a caution."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    documents: tuple[DocumentKey, ...]
    caution: Phrase | None


async def ask(engine: Engine, holdings: Holdings, question: StoredQuestion, values: Values) -> Inquiry:
    """Ask a question of a release; one query, and one more where it has no rows because of what it needs.

    Raises:
        QuestionError: a parameter is unknown to the question, or one that it needs is missing.
    """
    terms = {name: _term(holdings, name, value) for name, value in values.given().items()}
    question.require_known(terms)
    rows = await engine.rows(question.text, {Parameter(name).variable: term for name, term in terms.items()})
    documents = tuple(document for document in holdings.documents if values.covers(document))
    warning = caution(holdings, documents) if question.name in NEED_ALL_GOALS else None
    missing = None if rows else (await unanswerable(engine, [question])).get(question.name)
    return Inquiry(_columns(rows), tuple(rows), documents, missing or warning)


async def unanswerable(engine: Engine, asked: Sequence[StoredQuestion]) -> Mapping[str, Phrase]:
    """The questions that a release can't answer because it lacks what they need, by name, and what it lacks.

    Raises:
        EngineError: the engine gave no answer.
    """
    lacks = await absent(engine, sorted({question.needs for question in asked if question.needs}))
    return {one.name: lacks[one.needs] for one in asked if one.needs is not None and one.needs in lacks}


async def example_values(engine: Engine, holdings: Holdings, question: StoredQuestion) -> Values:
    """A goal of the release to ask a question of as an example; empty where the release holds none. Two queries.

    It is one of a document that has what the question needs, where there is such.
    """
    read = [
        document for document in holdings.documents if holdings.manifest.documents[document.path].coverage.goals_read
    ]
    if not read:
        return Values()
    document = await _fitting(engine, holdings, question) or read[0]
    rows = await engine.rows(query("example-goal"), {"document": NamedNode(holdings.document_iri(document))})
    number = next((row["number"].value for row in rows if "number" in row), None)
    return Values(document.organisation, document.kind.value, document.year, document.sequence, number)


async def _fitting(engine: Engine, holdings: Holdings, question: StoredQuestion) -> DocumentKey | None:
    if question.needs is None:
        return None
    rows = await engine.rows(query("example-document"), {"property": NamedNode(question.needs)})
    known = {holdings.document_iri(document): document for document in holdings.documents}
    return next((known[row["document"].value] for row in rows if row["document"].value in known), None)


def fill_in(holdings: Holdings, question: StoredQuestion, values: Values) -> str:
    """The query of a question with those of the values that it needs, so that it can be asked as it is.

    A sequence is filled in where the question asks of one document; of a question that needs nothing all stays open.

    Raises:
        QuestionError: a value that it needs is missing.
    """
    given = values.given()
    names = set(question.required)
    if Parameter.KIND in names and Parameter.SEQUENCE in question.optional:
        names.add(Parameter.SEQUENCE)
    return question.bind({name: _term(holdings, name, value) for name, value in given.items() if name in names})


def _term(holdings: Holdings, name: str, value: str | int | Decimal) -> Term:
    if isinstance(value, Decimal):
        return Literal(f"{value:f}", datatype=NamedNode(XSD_DECIMAL))
    if isinstance(value, int):
        return Literal(str(value), datatype=NamedNode(XSD_INTEGER))
    if name == Parameter.ORGANISATION:
        return NamedNode(organisation(holdings.base, value))
    return Literal(value)


def _columns(rows: Sequence[Row]) -> tuple[str, ...]:
    """The variables of the rows, in the order in which they first occur."""
    return tuple({name: None for row in rows for name in row})
