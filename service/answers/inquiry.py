"""Asking a stored question: typed values in, rows out, and what to say first where something may be missing.

The questions themselves stand in `questions`; how values come in over HTTP is known by `web`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.finding import filled
from ontology.iri import DocumentKey, organisation
from ontology.language import Phrase, SpokenError
from ontology.terms import XSD_DECIMAL, XSD_INTEGER
from service.answers.coverage import Holdings, caution
from service.answers.no_rows import absent
from service.answers.queries import query
from service.answers.questions import Parameter, StoredQuestion
from service.engine.engine import Engine, Row, Term

# Questions with a negation, a ranking or a sum: over an incomplete document their rows are no whole answer.
NEED_ALL_GOALS: Final = frozenset({"cq06", "cq09", "cq14", "cq16", "cq20", "cq21", "cq24", "cq25"})
# Questions about the same goal in several documents, which one document alone can't answer.
_NEED_YEARS: Final = frozenset({"cq08"})
_NEED_DOCUMENTS: Final = frozenset({"cq07", "cq12"})
_NEEDS_LATER: Final = "cq09"
_NOT_HELD: Final = Phrase(
    "{name}: van {asked} is geen document geladen; vraag van een document dat er is",
    "{name}: no document of {asked} was loaded; ask of a document that is there",
)
_NO_LATER: Final = Phrase(
    "Er is geen later document geladen dan van {year}, zodat niet is na te gaan wat daarna niet terugkomt.",
    "No later document is loaded than of {year}, so what does not return afterwards can't be told.",
)
_ONE_YEAR: Final = Phrase(
    "Er zijn geen documenten van twee jaren van één organisatie geladen; daarvan hangt dit antwoord af.",
    "No documents of two years of one organisation are loaded; this answer rests on those.",
)
_ONE_DOCUMENT: Final = Phrase(
    "Er zijn geen twee documenten van één organisatie geladen; daarvan hangt dit antwoord af.",
    "No two documents of one organisation are loaded; this answer rests on those.",
)
_NO_NUMBER: Final = Phrase(
    "Nummer {number} staat bij geen doel, ambitie of programma van {titles}.",
    "No goal, ambition or programme of {titles} has the number {number}.",
)


class NotHeldError(SpokenError):
    """A question about documents of which the release holds none; `available` are the paths of those that it holds."""

    available: tuple[str, ...] = ()


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
        pairs = {parameter.value: getattr(self, parameter.field) for parameter in Parameter}
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
    """Ask a question of a release; one query, and two more at most where it has no rows.

    Raises:
        QuestionError: a parameter is unknown to the question, or one that it needs is missing.
        NotHeldError: no document of the release is one that the question is asked of.
    """
    terms = {name: _term(holdings, name, value) for name, value in values.given().items()}
    question.require_known(terms)
    documents = _covered(holdings, question, values)
    rows = await engine.rows(question.text, {Parameter(name).variable: term for name, term in terms.items()})
    warning = caution(holdings, documents) if question.name in NEED_ALL_GOALS else None
    missing = None if rows else await _why_none(engine, holdings, question, values, documents)
    return Inquiry(_columns(rows), tuple(rows), documents, missing or warning)


def _covered(holdings: Holdings, question: StoredQuestion, values: Values) -> tuple[DocumentKey, ...]:
    """The documents of the release that a question is asked of; all where it names none."""
    documents = tuple(document for document in holdings.documents if values.covers(document))
    asked = (values.organisation, values.kind, values.year, values.sequence)
    if documents or asked == (None,) * len(asked):
        return documents
    named = " ".join(str(one) for one in asked if one is not None)
    error = NotHeldError(_NOT_HELD, name=question.name, asked=named)
    of_body = holdings.documents_of(values.organisation or "")
    error.available = tuple(one.path for one in of_body or holdings.documents)
    raise error


async def _why_none(
    engine: Engine,
    holdings: Holdings,
    question: StoredQuestion,
    values: Values,
    documents: Sequence[DocumentKey],
) -> Phrase | None:
    """Why an answer without rows says nothing; None where it says that there is nothing."""
    if told := _too_few(holdings, question, values):
        return told
    if lacking := (await unanswerable(engine, [question])).get(question.name):
        return lacking
    if values.number is None:
        return None
    rows = await engine.rows(query("numbered-in"), {"number": Literal(values.number)})
    if {row["document"].value for row in rows} & set(map(holdings.document_iri, documents)):
        return None
    return filled(_NO_NUMBER, number=values.number, titles=", ".join(map(holdings.title, documents)))


def _too_few(holdings: Holdings, question: StoredQuestion, values: Values) -> Phrase | None:
    """That a question is about documents beside each other, of which the release holds one alone."""
    held = [one for one in holdings.documents if values.organisation in (None, one.organisation)]
    if question.name == _NEEDS_LATER and not any(one.year > (values.year or 0) for one in held):
        return filled(_NO_LATER, year=str(values.year))
    if question.name in _NEED_YEARS and len({(one.organisation, one.year) for one in held}) == _bodies(held):
        return _ONE_YEAR
    if question.name in _NEED_DOCUMENTS and len(held) == _bodies(held):
        return _ONE_DOCUMENT
    return None


def _bodies(documents: Sequence[DocumentKey]) -> int:
    return len({one.organisation for one in documents})


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
