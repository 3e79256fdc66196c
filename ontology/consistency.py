"""Consistency: what the axioms of the vocabulary exclude, and which facts contradict them. Adds nothing to any dataset.

`contradictions` asks each axiom directly: what is excluded (disjoint classes, a property that leads to itself or back)
over what the other axioms make of the facts (types by class, domain and range; links by inverse, sub-property and
chain). It tells the same as an OWL 2 RL reasoner (`reasoned`) in a thousandth of the time. Values are not its subject:
the shapes see whether a literal is one of its datatype.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from types import MappingProxyType
from typing import Final, Self, TypeVar

from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse
from rdflib import Graph, URIRef

from ontology.definition_files import AXIOM_FILES
from ontology.finding import filled
from ontology.language import Language, Phrase
from ontology.shapes import name_of
from ontology.terms import PREFIXES, RDF_TYPE
from ontology.vocabulary import add, load

# How owlrl writes down a contradiction in the graph that it closes.
ERROR: Final = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")

DISJOINT: Final = Phrase(
    "{thing} is zowel «{one}» als «{other}», en dat sluit elkaar uit.",
    "{thing} is both a “{one}” and a “{other}”, which exclude each other.",
)
IRREFLEXIVE: Final = Phrase(
    "{thing} staat tot zichzelf in de relatie «{one}», en dat kan niet.",
    "{thing} has the relation “{one}” with itself, which can't be.",
)
ASYMMETRIC: Final = Phrase(
    "{thing} staat tot {other} in de relatie «{one}» en andersom, en dat kan niet.",
    "{thing} has the relation “{one}” with {other}, and the other way round, which can't be.",
)
FUNCTIONAL: Final = Phrase(
    "{thing} heeft voor «{one}» zowel {first} als {other}, en het kan er maar één hebben.",
    "{thing} has both {first} and {other} for “{one}”, and can have one only.",
)

_EXCLUDING: Final = ("AsymmetricProperty", "IrreflexiveProperty", "FunctionalProperty")
_OWL: Final = PREFIXES["owl"]
_RDF: Final = PREFIXES["rdf"]
_RDFS: Final = PREFIXES["rdfs"]

Links = set[tuple[str, str]]
Node = TypeVar("Node", str, tuple[str, bool])


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One thing that the axioms exclude; `thing` is an IRI, or empty where a reasoner gives only words.

    `terms` are the two classes that exclude each other, or the property and, where another thing has part in it, that.
    """

    thing: str
    why: Phrase
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Axioms:
    """The axioms, closed: what a class and a property imply, and what is excluded.

    `implied` gives for a property the properties that follow from it, each with whether it runs the other way; `starts`
    and `ends` give the classes of what stands on either side of it; classes come with all above them.
    """

    classes: Mapping[str, frozenset[str]]
    implied: Mapping[str, frozenset[tuple[str, bool]]]
    starts: Mapping[str, frozenset[str]]
    ends: Mapping[str, frozenset[str]]
    chains: tuple[tuple[str, tuple[str, ...]], ...]
    disjoint: frozenset[frozenset[str]]
    asymmetric: frozenset[str]
    irreflexive: frozenset[str]
    functional: frozenset[str]
    labels: Mapping[str, Phrase]

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> Self:
        """The axioms that stand in triples."""
        said = _Said.of(triples)
        classes, implied = _classes(said), _implied(said)
        return cls(
            classes,
            implied,
            _sides(said, classes, implied, ("domain", "range")),
            _sides(said, classes, implied, ("range", "domain")),
            tuple((over, said.members(chain)) for over, chain in said.pairs(f"{_OWL}propertyChainAxiom")),
            frozenset(_disjoint(said)),
            said.kind("AsymmetricProperty"),
            said.kind("IrreflexiveProperty"),
            said.kind("FunctionalProperty"),
            MappingProxyType(said.labels),
        )

    def label(self, iri: str) -> Phrase:
        """What a term is called."""
        return self.labels.get(iri, Phrase(iri, iri))


@cache
def all_axioms() -> Axioms:
    """The axioms of this package."""
    read = (files("ontology").joinpath(name).read_bytes() for name in AXIOM_FILES)
    return Axioms.of(quad.triple for turtle in read for quad in parse(turtle, format=RdfFormat.TURTLE))


def contradictions(quads: Iterable[Quad], axioms: Axioms | None = None) -> tuple[Contradiction, ...]:
    """What contradicts the axioms in quads, sorted."""
    axioms = axioms or all_axioms()
    types: dict[str, set[str]] = {}
    links: dict[str, Links] = {}
    for quad in quads:
        _note(axioms, types, links, (name_of(quad.subject), quad.predicate.value, name_of(quad.object)))
    while _chained(axioms, types, links):
        pass
    found = {*_both(axioms, types), *_looped(axioms, links), *_doubled(axioms, links)}
    return tuple(sorted(found, key=lambda one: (one.thing, one.why.en)))


def reasoned(quads: Iterable[Quad]) -> tuple[Contradiction, ...]:
    """What an OWL 2 RL reasoner finds contradictory in quads, in its own words. Takes seconds for a document."""
    graph = Graph()
    add(graph, quads)
    return tuple(Contradiction("", Phrase(message, message)) for message in inconsistencies(graph))


def closure(graph: Graph) -> Graph:
    """A new graph with all that follows from a graph, the vocabulary and the axioms, by OWL 2 RL."""
    import owlrl  # noqa: PLC0415 - few commands reason

    closed = load(*AXIOM_FILES)
    for triple in graph:
        closed.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    return closed


def inconsistencies(graph: Graph) -> tuple[str, ...]:
    """What contradicts itself in a graph with the vocabulary and its axioms: the reasoner's messages, sorted."""
    return tuple(sorted(str(message) for message in closure(graph).objects(None, ERROR)))


@dataclass(frozen=True, slots=True)
class _Said:
    """Triples by subject and predicate, and the labels."""

    values: Mapping[tuple[str, str], list[str]]
    labels: dict[str, Phrase]

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> Self:
        values: dict[tuple[str, str], list[str]] = {}
        words: dict[str, dict[str, str]] = {}
        for triple in triples:
            subject, predicate = name_of(triple.subject), triple.predicate.value
            if predicate == f"{_RDFS}label" and isinstance(triple.object, Literal):
                words.setdefault(subject, {})[triple.object.language or ""] = triple.object.value
            values.setdefault((subject, predicate), []).append(name_of(triple.object))
        spoken = {language.value for language in Language}
        labels = {iri: Phrase(*(told[one] for one in Language)) for iri, told in words.items() if spoken <= told.keys()}
        return cls(values, labels)

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        for (subject, said), values in self.values.items():
            if said == predicate:
                yield from ((subject, value) for value in values)

    def kind(self, kind: str) -> frozenset[str]:
        return frozenset(subject for subject, value in self.pairs(RDF_TYPE) if value == f"{_OWL}{kind}")

    def members(self, listed: str) -> tuple[str, ...]:
        found = []
        while listed != f"{_RDF}nil":
            found += self.values[listed, f"{_RDF}first"]
            (listed,) = self.values[listed, f"{_RDF}rest"]
        return tuple(found)


def _classes(said: _Said) -> Mapping[str, frozenset[str]]:
    """Every class with itself and all above it."""
    above: dict[str, set[str]] = {}
    for sub, over in said.pairs(f"{_RDFS}subClassOf"):
        above.setdefault(sub, set()).add(over)
    return {one: _reached(one, above) for one in {*above, *(over for overs in above.values() for over in overs)}}


def _implied(said: _Said) -> Mapping[str, frozenset[tuple[str, bool]]]:
    """Every property with itself and all that follow from it, each with whether it runs the other way."""
    steps: dict[tuple[str, bool], set[tuple[str, bool]]] = {}

    def step(one: str, other: str, *, back: bool) -> None:
        for way in (False, True):
            steps.setdefault((one, way), set()).add((other, way != back))

    for sub, over in said.pairs(f"{_RDFS}subPropertyOf"):
        step(sub, over, back=False)
    for there, back in said.pairs(f"{_OWL}inverseOf"):
        step(there, back, back=True)
        step(back, there, back=True)
    for both in said.kind("SymmetricProperty"):
        step(both, both, back=True)
    named = {one for side in ("domain", "range") for one, _ in said.pairs(f"{_RDFS}{side}")}
    named |= {one for one, _ in said.pairs(f"{_OWL}propertyChainAxiom")}
    named |= {one for kind in _EXCLUDING for one in said.kind(kind)}
    named |= {one for one, _ in steps} | {one for ones in steps.values() for one, _ in ones}
    return {one: _reached((one, False), steps) for one in named}


def _sides(
    said: _Said,
    classes: Mapping[str, frozenset[str]],
    implied: Mapping[str, frozenset[tuple[str, bool]]],
    sides: tuple[str, str],
) -> Mapping[str, frozenset[str]]:
    """The classes of what stands on one side of each property; `sides` names that side, and the one across."""
    found = {}
    for one, follow in implied.items():
        given = (
            name for other, back in follow for name in said.values.get((other, f"{_RDFS}{sides[1 if back else 0]}"), ())
        )
        found[one] = frozenset().union(*(classes.get(name, frozenset({name})) for name in given))
    return found


def _disjoint(said: _Said) -> Iterator[frozenset[str]]:
    yield from (frozenset(pair) for pair in said.pairs(f"{_OWL}disjointWith"))
    for group in said.kind("AllDisjointClasses"):
        (listed,) = said.values[group, f"{_OWL}members"]
        yield from map(frozenset, combinations(said.members(listed), 2))


def _reached(start: Node, steps: Mapping[Node, set[Node]]) -> frozenset[Node]:
    found, todo = {start}, [start]
    while todo:
        new = steps.get(todo.pop(), set()) - found
        found |= new
        todo += new
    return frozenset(found)


def _note(axioms: Axioms, types: dict[str, set[str]], links: dict[str, Links], fact: tuple[str, str, str]) -> None:
    """Note what one fact says, and all that follows from it alone."""
    subject, predicate, value = fact
    if predicate == RDF_TYPE:
        types.setdefault(subject, set()).update(axioms.classes.get(value, (value,)))
        return
    if predicate not in axioms.implied:
        return
    types.setdefault(subject, set()).update(axioms.starts[predicate])
    types.setdefault(value, set()).update(axioms.ends[predicate])
    for other, back in axioms.implied[predicate]:
        links.setdefault(other, set()).add((value, subject) if back else (subject, value))


def _chained(axioms: Axioms, types: dict[str, set[str]], links: dict[str, Links]) -> bool:
    """Note what follows from chains; whether anything was new."""
    new = False
    for over, (first, *rest) in axioms.chains:
        found = links.get(first, set())
        for step in rest:
            ends: dict[str, list[str]] = {}
            for start, end in links.get(step, set()):
                ends.setdefault(start, []).append(end)
            found = {(start, end) for start, middle in found for end in ends.get(middle, ())}
        for start, end in found - links.get(over, set()):
            new = True
            _note(axioms, types, links, (start, over, end))
    return new


def _both(axioms: Axioms, types: Mapping[str, set[str]]) -> Iterator[Contradiction]:
    """Things of two classes that exclude each other; told of the classes that are excluded, not of those below."""
    known: dict[frozenset[str], list[frozenset[str]]] = {}
    for thing, found in types.items():
        of = frozenset(found)
        if of not in known:
            known[of] = [pair for pair in axioms.disjoint if pair <= of]
        for pair in known[of]:
            terms = tuple(sorted(pair))
            one, other = map(axioms.label, terms)
            yield Contradiction(thing, filled(DISJOINT, thing=thing, one=one, other=other), terms)


def _looped(axioms: Axioms, links: Mapping[str, Links]) -> Iterator[Contradiction]:
    """Links that lead to themselves, or there and back."""
    for name in axioms.irreflexive | axioms.asymmetric:
        found, label = links.get(name, set()), axioms.label(name)
        for start, end in found:
            if start == end:
                yield Contradiction(start, filled(IRREFLEXIVE, thing=start, one=label), (name,))
            elif name in axioms.asymmetric and start < end and (end, start) in found:
                why = filled(ASYMMETRIC, thing=start, one=label, other=end)
                yield Contradiction(start, why, (name, end))


def _doubled(axioms: Axioms, links: Mapping[str, Links]) -> Iterator[Contradiction]:
    """Two values where one only may be: in a dataset two identifiers are two things, though OWL would merge them."""
    for name in axioms.functional:
        ends: dict[str, list[str]] = {}
        for start, end in sorted(links.get(name, set())):
            ends.setdefault(start, []).append(end)
        for start, (first, *others) in ends.items():
            if others:
                values = {"thing": start, "one": axioms.label(name), "first": first, "other": others[0]}
                yield Contradiction(start, filled(FUNCTIONAL, **values), (name,))
