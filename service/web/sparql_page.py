"""The page on which a person asks SPARQL, with the answer as a table. Asks no engine."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode
from starlette.requests import Request

from ontology.language import Language, Phrase, grouped
from ontology.terms import PREFIXES
from service.answers.questions import StoredQuestion
from service.engine.rows import Cell, Table
from service.table import NO_ROWS, NO_ROWS_FIT, amount_text, shortened
from service.web import editor_words
from service.web.naming import called
from service.web.problems import Problem
from service.web.render import Renderer, language_of

MOST_ROWS: Final = 1000
MOST_GRAPH_BYTES: Final = 200_000
"""So much of an answer that is a graph is shown."""


@dataclass(frozen=True, slots=True)
class Example:
    """A query to begin with, and what it asks; its variables are words of the language."""

    title: Phrase
    nl: str
    en: str

    def query(self, language: Language) -> str:
        """The query in a language."""
        return self.nl if language is Language.NL else self.en


def _example(title: Phrase, query: str, words: Mapping[str, str]) -> Example:
    """An example whose Dutch query has other names for its variables."""
    return Example(title, _VARIABLE.sub(lambda found: f"?{words.get(found[1], found[1])}", query), query)


_VARIABLE: Final = re.compile(r"\?(\w+)")

EXAMPLES: Final = (
    _example(
        Phrase("Welk doel verwijst waarnaar, en met welke zin?", "Which goal refers to what, and in which sentence?"),
        "PREFIX dg: <https://w3id.org/doelgraaf/def#>\n"
        "SELECT ?from ?to ?sentence WHERE {\n"
        "  ?reference dg:referringElement ?from ; dg:referredElement ?to ; dg:sentence ?sentence .\n"
        "} ORDER BY ?from ?to LIMIT 100",
        {"from": "van", "to": "naar", "sentence": "zin", "reference": "verwijzing"},
    ),
    _example(
        Phrase("Welke doelen kosten het meest?", "Which goals cost most?"),
        "PREFIX dg: <https://w3id.org/doelgraaf/def#>\n"
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        "SELECT ?goal ?year ?expenditure WHERE {\n"
        "  ?version a dg:GoalVersion ; rdfs:label ?goal ; dg:year ?year ; dg:expenditure ?expenditure .\n"
        "} ORDER BY DESC(?expenditure) LIMIT 25",
        {"goal": "doel", "year": "jaar", "expenditure": "lasten", "version": "versie"},
    ),
    _example(
        Phrase("Hoeveel uitspraken staan er per graaf?", "How many statements are in each graph?"),
        "SELECT ?graph (COUNT(*) AS ?statements) WHERE {\n  GRAPH ?graph { ?s ?p ?o }\n}"
        " GROUP BY ?graph ORDER BY ?graph",
        {"graph": "graaf", "statements": "uitspraken"},
    ),
)

_ROWS: Final = Phrase("Rijen: {count}.", "Rows: {count}.")
_FIRST_ROWS: Final = Phrase(
    "De eerste {count} rijen; er zijn er nog {left}. Wat u ophaalt heeft ze alle.",
    "The first {count} rows; there are {left} more. What you download has all of them.",
)
_MANY_ROWS: Final = Phrase(
    "De eerste {count} rijen; er zijn er nog meer dan {left}. Wat u ophaalt heeft ze alle.",
    "The first {count} rows; there are more than {left} others. What you download has all of them.",
)
_GRAPH: Final = Phrase("Het antwoord is een graaf, hier in Turtle.", "The answer is a graph, here in Turtle.")
_BEGIN_OF_GRAPH: Final = Phrase(
    "Het antwoord is een graaf; dit is het begin ervan, in Turtle.",
    "The answer is a graph; this is the begin of it, in Turtle.",
)
_YES: Final = Phrase("Ja", "Yes")
_NO: Final = Phrase("Nee", "No")
_FORMATS: Final = ("html", "csv", "xlsx", "json", "xml", "turtle")
# By the `format` of a request: what people call it, and the end of the name of a file.
_DOWNLOADS: Final = MappingProxyType(
    {"csv": ("CSV", "csv"), "xlsx": ("Excel (XLSX)", "xlsx"), "json": ("JSON", "json")}
)
_DOWNLOADS_OF_GRAPHS: Final = MappingProxyType(
    {
        "turtle": ("Turtle", "ttl"),
        "jsonld": ("JSON-LD", "jsonld"),
        "nt": ("N-Triples", "nt"),
        "rdfxml": ("RDF/XML", "rdf"),
    }
)
_OF_FORM: Final = frozenset({"query", "format", "question"})


@dataclass(frozen=True, slots=True)
class Field:
    """One cell of a table: its words, where they lead, the language they are in, and whether they are a number.

    `name` is what the words stand for in a query, where they are the label of it.
    """

    text: str
    address: str | None = None
    language: str | None = None
    is_number: bool = False
    name: str | None = None


@dataclass(frozen=True, slots=True)
class SparqlPage:
    """Makes the page in the language of a request; a browser without scripts can use all of it."""

    renderer: Renderer

    def form(
        self,
        request: Request,
        questions: Sequence[StoredQuestion] = (),
        lacking: Mapping[str, Phrase] = MappingProxyType({}),
        asked: StoredQuestion | None = None,
        query: str | None = None,
    ) -> str:
        """The page with the form, the examples and the stored questions; `query` stands in the form to begin with.

        `lacking` says of questions, by name, what the release lacks to answer them; `asked` is the one in the form.
        """
        start = query or EXAMPLES[0].query(language_of(request))
        note = lacking.get(asked.name) if asked else None
        return self._html(request, start, examples=EXAMPLES, questions=questions, lacking=lacking, note=note)

    def table(
        self,
        request: Request,
        query: str,
        answer: Table,
        labels: Mapping[str, str],
        caution: Phrase | None = None,
        notes: Sequence[Phrase] = (),
    ) -> str:
        """The page with an answer as a table, under the form; IRIs are shown by their labels."""
        language = language_of(request)
        rows = [[_field(value, labels, language) for value in row] for row in answer.rows]
        return self._html(
            request,
            query,
            said=_counted(answer, language),
            caution=caution,
            reasons=notes,
            names=answer.names,
            rows=rows,
        )

    def graph(self, request: Request, query: str, turtle: bytes, caution: Phrase | None = None) -> str:
        """The page with an answer that is a graph, as text in Turtle; of a long one only the begin is shown."""
        shown = turtle[: turtle.rfind(b"\n", 0, MOST_GRAPH_BYTES) + 1] if len(turtle) > MOST_GRAPH_BYTES else turtle
        phrase = _GRAPH if shown == turtle else _BEGIN_OF_GRAPH
        said = phrase.say(language_of(request))
        return self._html(request, query, said=said, caution=caution, turtle=shown.decode("utf-8", "replace"))

    def no_rows(self, request: Request, query: str, caution: Phrase | None, reasons: Sequence[Phrase]) -> str:
        """The page of an answer without rows, with what may be the reason instead of that nothing fits."""
        said = (NO_ROWS if reasons else NO_ROWS_FIT).say(language_of(request))
        return self._html(request, query, said=said, caution=caution, reasons=reasons)

    def boolean(
        self,
        request: Request,
        query: str,
        caution: Phrase | None = None,
        reasons: Sequence[Phrase] = (),
        *,
        answer: bool,
    ) -> str:
        """The page with the answer to an ASK query; `reasons` are what may be behind a no."""
        said = (_YES if answer else _NO).say(language_of(request))
        return self._html(request, query, said=said, caution=caution, reasons=reasons)

    def problem(self, request: Request, query: str, problem: Problem) -> str:
        """The page that says why there is no answer, under the form with the query as it was sent."""
        return self._html(request, query, problem=problem)

    def _html(  # noqa: PLR0913 - the parts that a page may have
        self,
        request: Request,
        query: str,
        *,
        examples: Sequence[Example] = (),
        questions: Sequence[StoredQuestion] = (),
        said: str | None = None,
        caution: Phrase | None = None,
        reasons: Sequence[Phrase] = (),
        lacking: Mapping[str, Phrase] = MappingProxyType({}),
        note: Phrase | None = None,
        names: Sequence[str] = (),
        rows: Sequence[Sequence[Field]] = (),
        turtle: str | None = None,
        problem: Problem | None = None,
    ) -> str:
        language = language_of(request)
        carried = [(name, value) for name, value in request.query_params.multi_items() if name not in _OF_FORM]
        asked = [("query", query), *carried]
        return self.renderer.html(
            "sparql.html",
            request,
            None,
            words=editor_words.words(language),
            settings=editor_words.settings(language),
            script=editor_words.script_address(),
            carried=carried,
            downloads=[
                (name, f"/sparql?{urlencode([*asked, ('format', form)])}", f"doelgraaf.{ending}")
                for form, (name, ending) in (_DOWNLOADS if names else _DOWNLOADS_OF_GRAPHS).items()
                if names or turtle is not None
            ],
            turtle=turtle,
            query=query,
            examples=examples,
            questions=questions,
            said=said,
            caution=caution,
            reasons=reasons,
            lacking=lacking,
            note=note,
            names=names,
            rows=rows,
            problem=problem,
            formats=_FORMATS,
            chosen=request.query_params.get("format", "html"),
            prefixes=PREFIXES,
        )


def _counted(answer: Table, language: Language) -> str:
    """How many rows are shown, and how many are not."""
    count = grouped(len(answer.rows))
    if answer.broken:  # only so much was read; what came after it is not counted
        return _MANY_ROWS.say(language, count=count, left=grouped(answer.left))
    if answer.left:
        return _FIRST_ROWS.say(language, count=count, left=grouped(answer.left))
    return _ROWS.say(language, count=count)


def _field(value: Cell, labels: Mapping[str, str], language: Language) -> Field:
    match value:
        case None:
            return Field("")
        case NamedNode():
            leads = value.value.startswith(("http://", "https://"))
            label = labels.get(value.value)
            return Field(
                called(value.value, label, language) if label else shortened(value.value),
                value.value if leads else None,
                name=shortened(value.value) if label else None,
            )
        case Literal(language=str(tag)):
            return Field(value.value, language=tag)
        case Literal() if (amount := amount_text(value, language)) is not None:
            return Field(amount, is_number=True)
        case Literal():
            return Field(value.value)
        case _:
            return Field(str(value))
