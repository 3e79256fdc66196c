"""A hint instead of nothing: which part of a query without rows has no match, and which value would have one.

The pattern is tried from its first part on, one part more at a time in the order written, filters last: the first that
leaves nothing is the one to tell of. Takes one second at most, and says nothing rather than fail.
"""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.language import Phrase
from ontology.terms import DCTERMS_TITLE, NUMBER, RDF_TYPE
from service.answers import hints_words as words
from service.answers.hints_patterns import Element, Part, Pattern, take_apart
from service.answers.hints_search import (
    LABELS,
    Place,
    Search,
    called,
    examples,
    other_label,
    other_property,
    other_subject,
    other_value,
    same_word,
)
from service.answers.hints_values import other_forms, other_prefixes, read_term, write_term
from service.answers.hints_words import quoted, say
from service.answers.no_rows import is_wrong, terms_of, unknown_term, unstated
from service.engine import guard
from service.engine.engine import Engine, EngineError, Question, Term
from service.engine.lexer import Kind, tokens

BUDGET_S: Final = 1.0

# Nobody wrote a longer query by hand, and taking it apart would keep others waiting.
_LONGEST: Final = 16_000
_MOST: Final = 4
_MOST_SHOWN: Final = 2
_FEW: Final = 8
_KEEPS: Final = frozenset({Part.OPTIONAL, Part.BIND})

Wrap = Callable[[str], str]


async def hint(engine: Engine, question: Question, budget_s: float = BUDGET_S) -> Sequence[Phrase]:
    """What may be the reason that a query has no rows, in sentences to `say`; none where nothing is found in time."""
    query = question.text
    if len(query) > _LONGEST or question.found:  # what searches in words found is told beside the answer
        return ()
    wrong = [iri for iri in terms_of(query) if is_wrong(iri)]
    if wrong:
        return [unknown_term(iri) for iri in wrong[:_MOST]]
    found: list[Phrase] = []
    try:
        async with asyncio.timeout(budget_s):
            async for phrase in _phrases(engine, question, time.monotonic() + budget_s):
                found.append(phrase)  # noqa: PERF401 - what was found stays when the time is over
            found += (await unstated(engine, terms_of(query))).values()
    except (EngineError, TimeoutError):
        pass
    return tuple(dict.fromkeys(found))[:_MOST]


async def _phrases(engine: Engine, question: Question, deadline: float) -> AsyncIterator[Phrase]:
    pattern = take_apart(question.text)
    reading = guard.read(question.text)
    graphs = (*reading.graphs, *question.default_graphs, *question.named_graphs)
    search = Search(engine, question, pattern or _NO_PATTERN, deadline)
    absent = await search.absent(graphs) if graphs else []
    for name in absent:
        yield await _no_graph(search, name)
    if absent:
        return
    if pattern is None:
        async for phrase in _undescribed(search, question.text):
            yield phrase
        return
    if _has_only_named(question, pattern) and any(one.part is Part.TRIPLES for one in pattern.elements):
        yield say(words.ONLY_NAMED)
        return
    failing = await _first_failing(search, pattern.elements, str)
    if failing is None:
        for phrase in _behind_pattern(pattern, question.text):
            yield phrase
        return
    async for phrase in _explain(search, failing):
        yield phrase


_NO_PATTERN: Final = Pattern((), "", "", frozenset())


@dataclass(frozen=True, slots=True)
class _Failing:
    """The first element of a group that leaves nothing, and those that were tried before it; `wrap` is around them."""

    element: Element
    before: tuple[Element, ...]
    wrap: Wrap

    def within(self, body: str) -> str:
        """A pattern in the place of the element."""
        return self.wrap("\n".join([*(one.text for one in self.before), body]))


async def _first_failing(search: Search, elements: Sequence[Element], wrap: Wrap) -> _Failing | None:
    """The first element that leaves nothing; what can't is passed over. Of many elements the halves are tried first."""
    tried = sorted(elements, key=lambda one: one.part is Part.FILTER)
    able = [index for index, one in enumerate(tried) if one.part not in _KEEPS]

    async def fails(index: int) -> bool:
        return not await search.fits(wrap("\n".join(one.text for one in tried[: index + 1])))

    if len(able) > _FEW:
        low, high = 0, len(able)
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if await fails(able[middle]) else (middle + 1, high)
        found = able[low] if low < len(able) else None
    else:
        found = None
        for index in able:
            if await fails(index):
                found = index
                break
    return None if found is None else _Failing(tried[found], tuple(tried[:found]), wrap)


async def _explain(search: Search, failing: _Failing) -> AsyncIterator[Phrase]:
    element = failing.element
    match element.part:
        case Part.TRIPLES:
            async for phrase in _of_triples(search, failing):
                yield phrase
        case Part.FILTER:
            async for phrase in _of_filter(search, failing):
                yield phrase
        case Part.GRAPH | Part.GROUP:
            async for phrase in _of_groups(search, failing):
                yield phrase
        case Part.VALUES:
            yield say(words.NO_VALUE, line=element.line, text=quoted(element.text))
        case Part.MINUS:
            yield say(words.TAKEN, line=element.line, text=quoted(element.text))
        case Part.QUERY:
            yield say(words.NO_SUBQUERY, line=element.line)


async def _of_groups(search: Search, failing: _Failing) -> AsyncIterator[Phrase]:
    """Why nothing fits GRAPH, a group, or any of the groups of a UNION: what is the reason in the first ones."""
    element = failing.element
    if element.graph is not None and isinstance(read_term(element.graph, search.pattern.prologue), NamedNode):
        name = read_term(element.graph, search.pattern.prologue)
        if name is not None and name.value in await search.absent([name.value]):
            yield await _no_graph(search, name.value)
            return
    if len(element.groups) > 1:
        yield say(words.NO_ALTERNATIVE, line=element.line, count=len(element.groups))
    around = f"GRAPH {element.graph} " if element.graph is not None else ""
    for group in element.groups[:_MOST_SHOWN]:
        inside = await _first_failing(search, group, partial(_inside, failing, around))
        if inside is not None:
            async for phrase in _explain(search, inside):
                yield phrase


def _inside(failing: _Failing, around: str, body: str) -> str:
    return failing.within(f"{around}{{\n{body}\n}}")


async def _of_triples(search: Search, failing: _Failing) -> AsyncIterator[Phrase]:
    """Why nothing fits a triple pattern: whether it is the pattern alone, and what fits in its place."""
    element = failing.element
    fits_alone = bool(failing.before) and await search.fits(failing.wrap(element.text))
    has_dataset = bool(search.pattern.dataset or search.question.default_graphs or search.question.named_graphs)
    nothing = words.NOTHING_THERE if has_dataset else words.NOTHING
    yield say(words.NOT_TOGETHER if fits_alone else nothing, line=element.line, text=quoted(element.text))
    if element.triple is None:
        return
    place = Place(*element.triple, failing.within)
    found = [phrase async for phrase in _other_terms(search, place)]
    if not found and failing.before and not fits_alone:
        alone = Place(*element.triple, failing.wrap)
        found = [phrase async for phrase in _other_terms(search, alone, words.INSTEAD_ALONE)]
    for phrase in found:
        yield phrase
    if not found:
        async for phrase in _what_there_is(search, failing, place, fits_alone=fits_alone):
            yield phrase


async def _other_terms(search: Search, place: Place, template: Phrase = words.INSTEAD) -> AsyncIterator[Phrase]:
    """What would fit instead of the object, else of the property, else of the subject; the first that is found."""
    subject, predicate, value = (
        read_term(text, search.pattern.prologue) for text in (place.subject, place.predicate, place.object)
    )
    if value is not None:
        async for phrase in _other_objects(search, place, predicate, value, template):
            yield phrase
            return
    if isinstance(predicate, NamedNode) and predicate.value != RDF_TYPE:
        labels = [NamedNode(name) for name in LABELS] if predicate.value in {*LABELS, DCTERMS_TITLE} else []
        others = await other_property(search, place, [*labels, *other_prefixes(predicate.value)])
        if others:
            yield _instead(template, others, place.predicate)
            return
    if isinstance(subject, NamedNode):
        others = await other_subject(search, place, subject)
        if others:
            yield _instead(template, others, place.subject)


async def _other_objects(
    search: Search, place: Place, predicate: Term | None, value: Term, template: Phrase
) -> AsyncIterator[Phrase]:
    others = await other_value(search, place, value)
    if not others and predicate == NamedNode(RDF_TYPE):
        near = same_word(await search.classes(), value.value)
        others = [one for one in near if await search.fits(place.written(value=str(one)))]
    if others:
        yield _instead(template, others, place.object)
        return
    things = await called(search, place, value)
    if things:
        is_text = isinstance(value, Literal)
        yield _instead(words.CALLED if is_text and template is words.INSTEAD else template, things, place.object)
    elif isinstance(value, Literal) and isinstance(predicate, NamedNode):
        pair = await other_label(search, place, value)
        if pair is not None:
            written = f"{place.predicate} {place.object}"
            yield say(words.PAIR, property=write_term(pair[0]), value=write_term(pair[1]), old=quoted(written))


async def _what_there_is(search: Search, failing: _Failing, place: Place, *, fits_alone: bool) -> AsyncIterator[Phrase]:
    """Where nothing fits instead: in which documents a number does stand, or some values that do stand there."""
    if fits_alone:
        for element in (*failing.before, failing.element):
            number = _number_in(element, search.pattern.prologue)
            titles = await search.documents(number) if number is not None else []
            if number is not None and titles:
                yield say(words.IN_DOCUMENTS, number=number.value, titles=words.listed(titles))
                return
    term = read_term(place.object, search.pattern.prologue)
    if term is not None:
        values = await examples(search, place, term)
        if values:
            yield say(words.FOR_EXAMPLE, values=words.listed(values))


def _number_in(element: Element, prologue: str) -> Literal | None:
    """The number of a goal that an element asks for."""
    if element.triple is None or read_term(element.triple[1], prologue) != NamedNode(NUMBER):
        return None
    number = read_term(element.triple[2], prologue)
    return number if isinstance(number, Literal) else None


async def _of_filter(search: Search, failing: _Failing) -> AsyncIterator[Phrase]:
    """That a filter leaves nothing, and what its variables are: in another form, or for example."""
    element = failing.element
    yield say(words.FILTERED, line=element.line, text=quoted(element.text))
    variables, constants = _compared(element.text)
    body = failing.within("")
    for constant in constants[:_MOST_SHOWN]:
        term = read_term(constant, search.pattern.prologue)
        for variable in variables[:_MOST_SHOWN] if term is not None else ():
            other = await _in_filter(search, failing, variable, constant, other_forms(term) if term else [])
            if other is not None:
                yield _instead(words.INSTEAD, [other], constant)
                return
    for variable in variables[:_MOST_SHOWN]:
        values = [write_term(term) for term in await search.terms(variable, body)]
        if values:
            yield say(words.VALUES_OF, variable=variable, values=words.listed(values))


async def _in_filter(
    search: Search, failing: _Failing, variable: str, constant: str, forms: Sequence[Term]
) -> Term | None:
    """Another form of a constant that a variable has, and with which the filter does leave something."""
    if not forms:
        return None
    values = f"VALUES ?hint_o {{ {' '.join(map(str, forms))} }} FILTER(sameTerm({variable}, ?hint_o))"
    for other in await search.terms("?hint_o", failing.within(values)):
        if await search.fits(failing.within(failing.element.text.replace(constant, str(other)))):
            return other
    return None


def _compared(text: str) -> tuple[list[str], list[str]]:
    """The variables and the constants of a filter, as they are written."""
    variables: dict[str, None] = {}
    constants: list[str] = []
    last = ""
    for token in tokens(text):
        match token.kind:
            case Kind.VARIABLE:
                variables[token.text] = None
            case Kind.LANGUAGE if constants:
                constants[-1] += token.text
            case Kind.IRI | Kind.NAME if last == "^^" and constants:
                constants[-1] += f"^^{token.text}"
            case Kind.STRING | Kind.NUMBER | Kind.IRI | Kind.NAME:
                constants.append(token.text)
        last = token.text
    return list(variables), constants


def _instead(template: Phrase, others: Sequence[Term], old: str) -> Phrase:
    new = words.listed(quoted(write_term(other)) for other in others[:_MOST_SHOWN])
    return say(template, new=new, old=quoted(old))


async def _no_graph(search: Search, name: str) -> Phrase:
    like = await search.like_graph(name)
    if like is None or like == name:
        return say(words.NO_GRAPH, graph=f"<{name}>")
    return say(words.OTHER_GRAPH, graph=f"<{name}>", like=f"<{like}>")


async def _undescribed(search: Search, query: str) -> AsyncIterator[Phrase]:
    """Of DESCRIBE without a pattern: the things of which nothing is said, and other forms of their IRIs."""
    found = list(tokens(query))
    start = next((index for index, token in enumerate(found) if token.word == "DESCRIBE"), len(found))
    prologue = query[: found[start].start] if start < len(found) else ""
    for token in found[start + 1 :]:
        term = read_term(token.text, prologue) if token.kind in {Kind.IRI, Kind.NAME} else None
        if isinstance(term, NamedNode):
            yield say(words.UNDESCRIBED, iri=str(term))
            others = await other_subject(search, Place(str(term), "?hint_p", "?hint_x", str), term)
            if others:
                yield _instead(words.INSTEAD, others, token.text)


def _has_only_named(question: Question, pattern: Pattern) -> bool:
    """Whether the default graph is empty, because only named graphs were given."""
    if question.default_graphs or question.named_graphs:
        return not question.default_graphs
    clauses = re.findall(r"FROM\s+(NAMED)?", pattern.dataset, re.IGNORECASE)
    return bool(clauses) and all(clauses)


def _behind_pattern(pattern: Pattern, query: str) -> Sequence[Phrase]:
    """What takes the rows of a pattern that something fits."""
    if pattern.limit == 0:
        return [say(words.NONE_ASKED)]
    if "HAVING" in pattern.following:
        return [say(words.NO_GROUP)]
    if pattern.offset:
        return [say(words.ALL_SKIPPED, offset=pattern.offset)]
    if guard.read(query).form is guard.Form.CONSTRUCT:
        return [say(words.NO_TEMPLATE)]
    return []
