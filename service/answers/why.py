"""Why a statement stands in the release: its words on a page, or the rules and the statements that it follows from.

Explains, and applies no rule: that a statement follows was found when the release was made. Asks at most
`MOST_QUERIES` queries, whatever follows from what, also where statements follow from each other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Final

from pyoxigraph import NamedNode

from ontology.iri import ANALYSIS_PREDICATES, CURATED, graph
from ontology.language import Language
from ontology.rule import OBJECT, SUBJECT, Pattern, Rule, packaged_rules
from ontology.terms import RDF_TYPE
from service.answers.labels import find_labels
from service.answers.queries import query
from service.answers.statements import Statement
from service.answers.vocabulary import Coded, Label, coded, short_name, term_labels
from service.engine.engine import Engine, Row, Term

MOST_QUERIES: Final = 200
# So many ways in which it follows are shown of the statement that was asked about, and one of each below it.
MOST_WAYS: Final = 5
MOST_PLACES: Final = 3
# A claim of identity rests on words of two pages or more, and they are shown beside each other.
MOST_GROUNDS: Final = 8
MOST_CLAIMS: Final = 3
# What a query for premises gives, more than a way for each statement that may lead back to where it came from.
_MOST_ROWS: Final = 50


class Standing(StrEnum):
    """How a statement came into the release: a page or person states it, rules gave it, or references were counted."""

    ASSERTED = "asserted"
    DERIVED = "derived"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words of a statement stand: the page, its address if known, and 0-based code points of its text.

    `words` is what stands there, `sentence` the sentence around a reference. Only the page is there where a statement
    is about the page as a whole.
    """

    page: str
    address: str | None
    start: int | None
    end: int | None
    words: str | None
    sentence: str | None


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a claim of identity says became of a goal: its kind of change, its confidence from 0 to 1, its method."""

    iri: str
    kind: Coded
    confidence: Decimal
    method: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a statement comes from that has no words: runs that made its graph, and how its document or body was known.

    `runs` are IRIs, and so are the codes of `found-by` in `found_by`; empty where nothing is said of it.
    """

    runs: tuple[str, ...] = ()
    found_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a statement follows: by a rule, from other statements."""

    rule: Rule
    premises: tuple["Explanation", ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a statement stands in the release.

    `graphs` are those in which it stands. An asserted one has places, none where it stands on no page, and an origin
    where no place has words. A derived one has ways; none where it was derived by rules that this software does not
    have. One that was counted has neither: it is about all references of a document together. `claims` are the claims
    of identity that an asserted one is or follows from; its places are then those of their evidence. `more` says that
    there are other ways, or that the asking ended before all was known.
    """

    statement: Statement
    graphs: tuple[str, ...]
    standing: Standing
    places: tuple[Place, ...] = ()
    origin: Origin | None = None
    ways: tuple[Way, ...] = ()
    claims: tuple[Claimed, ...] = ()
    more: bool = False

    @property
    def asserted(self) -> bool:
        """Whether a page or a person states it."""
        return self.standing is Standing.ASSERTED

    def statements(self) -> Iterator[Statement]:
        """This statement and all below it."""
        yield self.statement
        for way in self.ways:
            for premise in way.premises:
                yield from premise.statements()

    def origins(self) -> Iterator[str]:
        """The IRIs of where this statement and all below it come from."""
        if self.origin is not None:
            yield from (*self.origin.runs, *self.origin.found_by)
        for way in self.ways:
            for premise in way.premises:
                yield from premise.origins()


@dataclass(frozen=True, slots=True)
class Why:
    """An explanation, with what the things in it are called."""

    explanation: Explanation
    labels: Mapping[str, Label]

    def label(self, iri: str) -> Label:
        """What a thing or a term is called; by the last parts of its IRI where nobody said."""
        if found := term_labels().get(iri) or self.labels.get(iri):
            return found
        short = short_name(iri)
        name = short if short != iri else "/".join(iri.rstrip("/").split("/")[-2:])
        return Label(name, name)


async def explain(engine: Engine, base: str, statement: Statement) -> Why | None:
    """Why a statement stands in the release; None where it does not. `base` is that of the release."""
    asking = _Asking(engine, f"{base}/graph/inferred/", f"{graph(base, CURATED)}/")
    explanation = await asking.explain(statement, frozenset(), MOST_WAYS)
    if explanation is None:
        return None
    rows: list[Row] = [one.bindings for one in explanation.statements()]
    rows += [{"origin": NamedNode(iri)} for iri in explanation.origins()]
    found = await find_labels(engine, rows, Language.NL)
    return Why(explanation, {iri: Label(label, label) for iri, label in found.items()})


@dataclass(slots=True)
class _Asking:
    """What was asked so far, so that each statement is asked about once."""

    engine: Engine
    inferred: str
    curated: str
    asked: int = 0
    standing: dict[Statement, tuple[str, ...]] = field(default_factory=dict)
    following: dict[Statement, Sequence[Row]] = field(default_factory=dict)
    addresses: dict[Term, Sequence[Row]] = field(default_factory=dict)
    stated: dict[Statement, Explanation] = field(default_factory=dict)

    async def explain(self, statement: Statement, above: frozenset[Statement], most: int) -> Explanation | None:
        """Why a statement stands here, but for what leads back to a statement above it; None where it does not."""
        graphs = await self._graphs(statement)
        if not graphs:
            return None
        if statement.predicate.value in ANALYSIS_PREDICATES:
            return Explanation(statement, graphs, Standing.COUNTED)
        if not all(graph.startswith(self.inferred) for graph in graphs):
            return await self._asserted(statement, graphs)
        ways: list[Way] = []
        more = False
        path = above | {statement}
        for rule, premises in self._candidates(statement, await self._rows(statement)):
            if not path.isdisjoint(premises):
                continue
            if more := len(ways) == most:
                break
            way = await self._way(rule, premises, path)
            if way is not None:
                ways.append(way)
        return Explanation(statement, graphs, Standing.DERIVED, ways=tuple(ways), more=more or self._ended)

    @property
    def _ended(self) -> bool:
        """Whether no more may be asked."""
        return self.asked == MOST_QUERIES

    async def _asserted(self, statement: Statement, graphs: tuple[str, ...]) -> Explanation:
        if all(name.startswith(self.curated) for name in graphs):
            return Explanation(statement, graphs, Standing.ASSERTED)  # people wrote it, and no page says it
        if statement not in self.stated:
            rows = await self._best(statement)
            places, claims = await self._places(rows), await self._claims(rows)
            origin = None if any(place.words for place in places) else await self._origin(statement)
            self.stated[statement] = Explanation(
                statement, graphs, Standing.ASSERTED, places=places, origin=origin, claims=claims, more=self._ended
            )
        return self.stated[statement]

    async def _origin(self, statement: Statement) -> Origin:
        rows = await self._ask(query("why-origin"), statement.bindings)
        told = [(row["kind"].value, row["origin"].value) for row in rows]
        return Origin(*(tuple(iri for kind, iri in told if kind == asked) for asked in ("run", "found")))

    async def _way(self, rule: Rule, premises: Sequence[Statement], above: frozenset[Statement]) -> Way | None:
        """The way by a rule; None where a premise does not stand on its own."""
        explained = []
        for premise in premises:
            found = await self.explain(premise, above, 1)
            if found is None or not (found.asserted or found.ways):
                return None
            explained.append(found)
        return Way(rule, tuple(explained))

    def _candidates(self, statement: Statement, rows: Iterable[Row]) -> Iterator[tuple[Rule, Sequence[Statement]]]:
        rules = {rule.name: rule for rule in _rules_for(*_head(statement))}
        for row in rows:
            rule = rules[row["rule"].value]
            yield rule, [_instance(pattern, statement, row) for pattern in rule.body]

    async def _rows(self, statement: Statement) -> Sequence[Row]:
        """From what a statement may follow: a row with the rule and its variables each."""
        if statement not in self.following:
            text = _premises_query(*_head(statement))
            bindings = {"subject": statement.subject, "object": statement.object}
            if statement.predicate.value == RDF_TYPE:
                del bindings["object"]
            self.following[statement] = await self._ask(text, bindings) if text else ()
        return self.following[statement]

    async def _graphs(self, statement: Statement) -> tuple[str, ...]:
        if statement not in self.standing:
            rows = await self._ask(query("why-graphs"), statement.bindings)
            self.standing[statement] = tuple(row["graph"].value for row in rows)
        return self.standing[statement]

    async def _best(self, statement: Statement) -> Sequence[Row]:
        """The places that say a statement most directly."""
        rows = await self._ask(query("why-places"), statement.bindings)
        rows = rows or await self._ask(query("why-named"), statement.bindings)
        return [row for row in rows if row["rank"] == rows[0]["rank"]]

    async def _places(self, rows: Sequence[Row]) -> tuple[Place, ...]:
        most = MOST_GROUNDS if any("claim" in row for row in rows) else MOST_PLACES
        places = {row["place"]: row for row in reversed(rows)}
        found = [await self._place(row) for row in _in_turn(places.values())[:most]]
        return tuple(sorted(found, key=lambda place: (place.page, place.start or 0)))

    async def _claims(self, rows: Sequence[Row]) -> tuple[Claimed, ...]:
        """The claims of identity whose evidence some rows are."""
        claims = dict.fromkeys(row["claim"] for row in rows if "claim" in row)
        found = []
        for claim in sorted(claims, key=str)[:MOST_CLAIMS]:
            found += [_claimed(claim, row) for row in await self._ask(query("why-claim"), {"claim": claim})]
        return tuple(found)

    async def _place(self, row: Row) -> Place:
        page = row["page"]
        if page not in self.addresses:
            self.addresses[page] = await self._ask(query("why-address"), {"page": page})
        known = {} if row["place"] == page else {"place": row["place"], "page": page}
        rows = await self._ask(query("why-words"), known) if known else ()
        told = {one["name"].value: one["value"].value for one in rows if "value" in one}
        return Place(
            page=page.value,
            address=next((one["address"].value for one in self.addresses[page]), None),
            start=int(told["start"]) if "start" in told else None,
            end=int(told["end"]) if "end" in told else None,
            words=told.get("words"),
            sentence=told.get("sentence"),
        )

    async def _ask(self, text: str, bindings: Mapping[str, Term]) -> Sequence[Row]:
        """The rows of a query; none once too much was asked, so that what is known so far is told."""
        if self._ended:
            return ()
        self.asked += 1
        return await self.engine.rows(text, bindings)


def _in_turn(rows: Iterable[Row]) -> list[Row]:
    """Places with the first of each page before the second of any."""
    pages: dict[Term, int] = {}
    turns = []
    for row in sorted(rows, key=lambda row: (str(row["page"]), str(row["place"]))):
        turns.append((pages.get(row["page"], 0), row))
        pages[row["page"]] = turns[-1][0] + 1
    return [row for _, row in sorted(turns, key=lambda turn: turn[0])]


def _claimed(claim: Term, row: Row) -> Claimed:
    return Claimed(claim.value, coded(row["kind"].value), Decimal(row["confidence"].value), row["method"].value)


def _head(statement: Statement) -> tuple[str, str | None]:
    """What heads of rules have to be like to give a statement: the property, and of a type the class."""
    predicate = statement.predicate.value
    return predicate, statement.object.value if predicate == RDF_TYPE else None


@cache
def _rules_for(predicate: str, class_iri: str | None) -> tuple[Rule, ...]:
    heads = ((rule, rule.head) for rule in packaged_rules())
    return tuple(rule for rule, head in heads if head.predicate == predicate and class_iri in {None, head.object})


@cache
def _premises_query(predicate: str, class_iri: str | None) -> str:
    """What the rules that give a property or class have to hold, as one query; "" where there are none.

    Made of the rules alone: `subject` and `object` are bound by the engine.
    """
    rules = _rules_for(predicate, class_iri)
    if not rules:
        return ""
    parts = " UNION ".join(f'{{ {_spelled(rule)} BIND("{rule.name}" AS ?rule) }}' for rule in rules)
    return f"SELECT DISTINCT * WHERE {{ {parts} }} ORDER BY ?rule ?step1 ?step2 LIMIT {_MOST_ROWS}"


def _spelled(rule: Rule) -> str:
    """What a rule asks for, without prefixes."""
    terms = [f"{pattern.subject} <{pattern.predicate}> {_written(pattern.object)}" for pattern in rule.body]
    return " . ".join(terms) + (f" FILTER({SUBJECT} != {OBJECT})" if rule.apart else "")


def _written(term: str) -> str:
    return term if term.startswith("?") else f"<{term}>"


def _instance(pattern: Pattern, statement: Statement, row: Row) -> Statement:
    """A pattern of a rule with what its variables stand for."""

    def filled(name: str) -> Term:
        if name == SUBJECT:
            return statement.subject
        if name == OBJECT:
            return statement.object
        return row[name[1:]] if name.startswith("?") else NamedNode(name)

    subject = filled(pattern.subject)
    if not isinstance(subject, NamedNode):
        raise TypeError(f"{pattern} has the literal {subject} as its subject")
    return Statement(subject, NamedNode(pattern.predicate), filled(pattern.object))
