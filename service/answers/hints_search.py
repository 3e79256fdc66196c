"""Asks an engine about parts of a query: whether something fits them, and which other value would.

Knows not what is said of it. Each question keeps the prologue and the dataset of the query that it is about, and all of
them together have one budget of time.
"""

import re
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.terms import NAME, NUMBER, PREFIXES, RDFS_LABEL, SKOS_NOTATION, SKOS_PREF_LABEL
from service.answers.hints_patterns import Pattern
from service.answers.hints_values import last_part, other_forms, texts, write_term
from service.engine.engine import Engine, QueryTimeoutError, Question, Term
from service.engine.formats import JSON_RESULTS
from service.engine.rows import Cell, read_table

LABELS: Final = (
    RDFS_LABEL,
    SKOS_PREF_LABEL,
    f"{PREFIXES['skos']}altLabel",
    SKOS_NOTATION,
    f"{PREFIXES['foaf']}name",
    f"{PREFIXES['dcterms']}title",
    NAME,
    NUMBER,
)
# The scheme of an absolute IRI (RFC 3986, section 3.1): `https:`.
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_MOST: Final = 3
_MANY: Final = 300
_LEAST_S: Final = 0.02
_CALLED: Final = "|".join(f"<{name}>" for name in LABELS)
_ENDPOINTS: Final = """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
SELECT ?endpoint WHERE { ?endpoint a sd:Service } LIMIT 1"""
_CLASSES: Final = """PREFIX void: <http://rdfs.org/ns/void#>
SELECT DISTINCT ?class WHERE { ?part void:class ?class } LIMIT 500"""
_GRAPHS: Final = """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
SELECT ?name WHERE {{ ?graph sd:name ?name FILTER(STRENDS(LCASE(STR(?name)), {ending})) }} ORDER BY ?name LIMIT 1"""
_PRESENT: Final = "SELECT DISTINCT ?g WHERE {{ VALUES ?g {{ {graphs} }} GRAPH ?g {{ ?s ?p ?o }} }}"
_DOCUMENTS: Final = """PREFIX dg: <https://w3id.org/doelgraaf/def#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?title WHERE {{ ?version dg:number {number} ; dg:inDocument ?document . ?document rdfs:label ?title }}
ORDER BY ?title LIMIT 5"""


@dataclass(frozen=True, slots=True)
class Search:
    """Questions about one query, until a moment of the monotonic clock."""

    engine: Engine
    question: Question
    pattern: Pattern
    deadline: float

    async def fits(self, body: str) -> bool:
        """Whether something fits a pattern.

        Raises:
            EngineError: the engine gave no answer, or the time is over.
        """
        pattern = self.pattern
        answer = await self._ask(f"{pattern.prologue}ASK {pattern.dataset} {{\n{body}\n}}")
        return answer is True

    async def rows(self, variables: str, body: str, most: int = _MOST) -> Sequence[Sequence[Cell]]:
        """Some different rows of a pattern.

        Raises:
            EngineError: the engine gave no answer, or the time is over.
        """
        pattern = self.pattern
        head = f"{pattern.prologue}SELECT DISTINCT {variables} {pattern.dataset} WHERE"
        answer = await self._ask(f"{head} {{\n{body}\n}} LIMIT {most}")
        return () if isinstance(answer, bool) else answer

    async def terms(self, variable: str, body: str, most: int = _MOST) -> list[Term]:
        """Some different values of a variable in a pattern."""
        return [row[0] for row in await self.rows(variable, body, most) if isinstance(row[0], NamedNode | Literal)]

    async def classes(self) -> list[str]:
        """The classes of which the release says that it has things."""
        return [row["class"].value for row in await self.engine.rows(_CLASSES)]

    async def documents(self, number: Literal) -> list[str]:
        """What the documents are called that have a version of this number."""
        rows = await self.engine.rows(_DOCUMENTS.format(number=number))
        return [row["title"].value for row in rows]

    async def absent(self, graphs: Iterable[str]) -> list[str]:
        """Those of some graphs in which the release says nothing; relative IRIs, which have a BASE, are passed over."""
        asked = [name for name in dict.fromkeys(graphs) if _ABSOLUTE.match(name)]
        if not asked:
            return []
        rows = await self.engine.rows(_PRESENT.format(graphs=" ".join(map(str, map(NamedNode, asked)))))
        present = {row["g"].value for row in rows}
        return [name for name in asked if name not in present]

    async def like_graph(self, name: str) -> str | None:
        """The graph whose path is that of another graph, however that was written."""
        path = name.lower().rstrip("/#").rpartition("/graph/")[2].removeprefix("http://").removeprefix("https://")
        rows = await self.engine.rows(_GRAPHS.format(ending=Literal(f"/{path}"))) if path else ()
        return rows[0]["name"].value if rows else None

    async def based(self, iri: str) -> list[Term]:
        """The identifier that an IRI has under the base of the release, where it has the path of one."""
        for path in ("/id/", "/doc/", "/def/"):
            before, mark, rest = iri.partition(path)
            if mark and "/" in rest and before.count("/") == 2:
                endpoints = await self.engine.rows(_ENDPOINTS)
                found = [f"{row['endpoint'].value.removesuffix('/sparql')}/id/{rest}" for row in endpoints]
                return [NamedNode(one) for one in found if one != iri]
        return []

    async def _ask(self, text: str) -> bool | Sequence[Sequence[Cell]]:
        left = self.deadline - time.monotonic()
        if left < _LEAST_S:
            raise QueryTimeoutError("the time for a hint is over")
        asked = replace(self.question, text=text, media_type=JSON_RESULTS, timeout_s=left)
        async with aclosing(await self.engine.stream(asked)) as chunks:
            content = b"".join([chunk async for chunk in chunks])
        answer = read_table(content)
        return answer if isinstance(answer, bool) else answer.rows


@dataclass(frozen=True, slots=True)
class Place:
    """A triple pattern that nothing fits, in its surroundings: `within` puts a pattern where this one stands."""

    subject: str
    predicate: str
    object: str
    within: Callable[[str], str]

    def written(self, subject: str | None = None, predicate: str | None = None, value: str | None = None) -> str:
        """The surroundings with a pattern of which some parts are other ones."""
        return self.within(f"{subject or self.subject} {predicate or self.predicate} {value or self.object} .")


async def other_value(search: Search, place: Place, term: Term) -> list[Term]:
    """Values that fit where another form of the same does not: one that is meant, or those that differ in capitals."""
    forms = [*other_forms(term), *(await search.based(term.value) if isinstance(term, NamedNode) else ())]
    found = await _one_of(search, forms, "?hint_o", place.written(value="?hint_o"))
    if found or not isinstance(term, Literal):
        return found
    wanted = Literal(term.value.strip().lower())
    body = f"{place.written(value='?hint_o')}\nFILTER(LCASE(STR(?hint_o)) = {wanted})"
    return [other for other in await search.terms("?hint_o", body) if other != term]


async def called(search: Search, place: Place, term: Term) -> list[Term]:
    """The things that a text names, where such a thing stands and not a text."""
    names = " ".join(map(str, texts(term)))
    body = f"{place.written(value='?hint_o')}\n?hint_o {_CALLED} ?hint_l . VALUES ?hint_l {{ {names} }}"
    return [other for other in await search.terms("?hint_o", body) if other != term]


async def other_label(search: Search, place: Place, term: Literal) -> tuple[Term, Term] | None:
    """Another property by which things are called, and the text as it stands there."""
    names, values = " ".join(f"<{name}>" for name in LABELS), " ".join(map(str, texts(term)))
    body = (
        f"VALUES ?hint_p {{ {names} }} VALUES ?hint_o {{ {values} }}\n"
        f"{place.written(predicate='?hint_p', value='?hint_o')}"
    )
    for row in await search.rows("?hint_p ?hint_o", body, 1):
        if isinstance(row[0], NamedNode) and isinstance(row[1], Literal):
            return row[0], row[1]
    return None


async def other_subject(search: Search, place: Place, term: NamedNode) -> list[Term]:
    """Other forms of the IRI of a thing of which something is said."""
    forms = [form for form in (*other_forms(term), *await search.based(term.value)) if isinstance(form, NamedNode)]
    return await _one_of(search, forms, "?hint_s", place.written(subject="?hint_s"))


async def other_property(search: Search, place: Place, candidates: Sequence[NamedNode]) -> list[Term]:
    """Those of some properties that fit."""
    return await _one_of(search, candidates, "?hint_p", place.written(predicate="?hint_p"))


async def examples(search: Search, place: Place, like: Term) -> list[str]:
    """Some values that do stand there, as they are written in a query; those that are spelled most like one first."""
    found = await search.terms("?hint_o", place.written(value="?hint_o"), _MANY)
    known = {write_term(term): term.value.lower() for term in found}
    near = get_close_matches(like.value.lower(), known.values(), _MOST)
    return sorted(known, key=lambda text: (near.index(known[text]) if known[text] in near else _MOST, text))[:_MOST]


def same_word(classes: Iterable[str], wanted: str) -> list[NamedNode]:
    """The classes whose name is that of another but for capitals, or begins with it: `GoalVersion` for `Goal`."""
    word = last_part(wanted).lower()
    known = [(last_part(name).lower(), name) for name in classes if name != wanted]
    alike = [name for spelled, name in sorted(known) if spelled == word]
    return [NamedNode(name) for name in alike or (name for spelled, name in sorted(known) if spelled.startswith(word))]


async def _one_of(search: Search, candidates: Sequence[Term], variable: str, body: str) -> list[Term]:
    """Those of some terms that fit in the place of a variable, the first ones first."""
    if not candidates:
        return []
    values = " ".join(map(str, candidates))
    found = set(await search.terms(variable, f"VALUES {variable} {{ {values} }}\n{body}", len(candidates)))
    return [term for term in dict.fromkeys(candidates) if term in found]
