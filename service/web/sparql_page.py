"""The page on which a person asks SPARQL, and the table of an answer. Plain HTML: no script, no style of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ontology.language import Language, Phrase
from ontology.terms import PREFIXES

Cell = NamedNode | BlankNode | Literal | Triple | None

MOST_ROWS: Final = 1000


@dataclass(frozen=True, slots=True)
class Example:
    """A query to begin with, and what it asks."""

    title: Phrase
    query: str


EXAMPLES: Final = (
    Example(
        Phrase("Welke doelen verwijzen naar elkaar?", "Which goals refer to each other?"),
        "PREFIX dg: <https://w3id.org/doelgraaf/def#>\n"
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        "SELECT ?from ?to WHERE {\n"
        "  ?a dg:refersTo ?b . ?b dg:refersTo ?a .\n"
        "  ?a rdfs:label ?from . ?b rdfs:label ?to .\n"
        "} ORDER BY ?from LIMIT 100",
    ),
    Example(
        Phrase("Welke doelen kosten het meest?", "Which goals cost most?"),
        "PREFIX dg: <https://w3id.org/doelgraaf/def#>\n"
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        "SELECT ?goal ?year ?expenditure WHERE {\n"
        "  ?version a dg:GoalVersion ; rdfs:label ?goal ; dg:year ?year ; dg:expenditure ?expenditure .\n"
        "} ORDER BY DESC(?expenditure) LIMIT 25",
    ),
    Example(
        Phrase("Hoeveel uitspraken staan er per graaf?", "How many statements are in each graph?"),
        "SELECT ?graph (COUNT(*) AS ?statements) WHERE {\n  GRAPH ?graph { ?s ?p ?o }\n}"
        " GROUP BY ?graph ORDER BY ?graph",
    ),
)

_TITLE: Final = Phrase("Vragen stellen in SPARQL", "Ask in SPARQL")
_LEAD: Final = Phrase(
    "Schrijf een vraag of begin met een voorbeeld. De vraag gaat over alle documenten die zijn ingelezen.",
    "Write a query or begin with an example. It is asked of every document that was loaded.",
)
_LABEL: Final = Phrase("Vraag", "Query")
_FORM: Final = Phrase("Antwoord als", "Answer as")
_TABLE: Final = Phrase("tabel", "table")
_ASK: Final = Phrase("Stel de vraag", "Ask")
_EXAMPLES: Final = Phrase("Voorbeelden", "Examples")
_PREFIXES: Final = Phrase("Deze prefixen hoeft u niet te declareren:", "You need not declare these prefixes:")
_ROWS: Final = Phrase("Rijen: {count}.", "Rows: {count}.")
_FIRST_ROWS: Final = Phrase(
    "De eerste {count} rijen; kies CSV voor het hele antwoord.",
    "The first {count} rows; choose CSV for the whole answer.",
)
_NO_ROWS: Final = Phrase(
    "Geen rijen: niets van wat is ingelezen past op deze vraag.", "No rows: nothing that was loaded fits this query."
)
_HOME: Final = Phrase("Naar de beginpagina", "To the start page")


def form_page(language: Language, query: str = EXAMPLES[0].query) -> str:
    """The page with the form and the examples."""
    return _page(language, _form(language, query) + _examples(language))


def table_page(
    language: Language, query: str, names: Sequence[str], rows: Sequence[Sequence[Cell]], *, has_more: bool
) -> str:
    """The page with an answer as a table, under the form."""
    count = (_FIRST_ROWS if has_more else _ROWS if rows else _NO_ROWS).say(language, count=len(rows))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if rows else ""
    return _page(language, f'{_form(language, query)}<section id="answer"><p>{escape(count)}</p>{table}</section>')


def boolean_page(language: Language, query: str, *, answer: bool) -> str:
    """The page with the answer to an ASK query."""
    word = (Phrase("Ja", "Yes") if answer else Phrase("Nee", "No")).say(language)
    return _page(language, f'{_form(language, query)}<section id="answer"><p>{word}</p></section>')


def problem_page(language: Language, query: str, title: Phrase, detail: str) -> str:
    """The page that says why there is no answer, under the form with the query as it was sent."""
    message = (
        f'<section id="answer" role="alert"><h2>{escape(title.say(language))}</h2><p>{escape(detail)}</p></section>'
    )
    return _page(language, _form(language, query) + message)


def _page(language: Language, content: str) -> str:
    title = escape(_TITLE.say(language))
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title} - doelgraaf</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/static/doelgraaf.css"></head><body><main>'
        f'<p><a href="/">{escape(_HOME.say(language))}</a></p><h1>{title}</h1>{content}</main></body></html>'
    )


def _form(language: Language, query: str) -> str:
    options = {"html": _TABLE.say(language), "json": "JSON", "csv": "CSV", "xml": "XML", "turtle": "Turtle"}
    choices = "".join(f'<option value="{value}">{escape(name)}</option>' for value, name in options.items())
    return (
        f"<p>{escape(_LEAD.say(language))}</p>"
        '<form action="/sparql" method="get">'
        f'<p><label for="query">{escape(_LABEL.say(language))}</label><br>'
        f'<textarea id="query" name="query" rows="12" cols="80" spellcheck="false">\n{escape(query)}</textarea></p>'
        f'<p><label for="format">{escape(_FORM.say(language))}</label> '
        f'<select id="format" name="format">{choices}</select>'
        f' <button type="submit">{escape(_ASK.say(language))}</button></p></form>'
    )


def _examples(language: Language) -> str:
    items = "".join(
        f"<h3>{escape(example.title.say(language))}</h3><pre>{escape(example.query)}</pre>"
        '<form action="/sparql" method="get"><input type="hidden" name="format" value="html">'
        f'<input type="hidden" name="query" value="{escape(example.query)}">'
        f'<button type="submit">{escape(_ASK.say(language))}</button></form>'
        for example in EXAMPLES
    )
    return f"<h2>{escape(_EXAMPLES.say(language))}</h2>{items}{_prefixes(language, PREFIXES)}"


def _prefixes(language: Language, prefixes: Mapping[str, str]) -> str:
    rows = "".join(f"<dt><code>{escape(name)}:</code></dt><dd>{escape(iri)}</dd>" for name, iri in prefixes.items())
    return f"<p>{escape(_PREFIXES.say(language))}</p><dl>{rows}</dl>"


def _cell(value: Cell) -> str:
    match value:
        case None:
            return "<td></td>"
        case NamedNode() if value.value.startswith(("http://", "https://")):
            return f'<td><a rel="noopener" href="{escape(value.value)}">{escape(value.value)}</a></td>'
        case Literal(language=str(language)):
            return f'<td lang="{escape(language)}">{escape(value.value)}</td>'
        case Literal():
            return f"<td>{escape(value.value)}</td>"
        case _:
            return f"<td>{escape(str(value))}</td>"
