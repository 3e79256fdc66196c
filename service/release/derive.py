"""What the rules add to one document or body: pure, and kept nowhere here.

A rule is a CONSTRUCT query over the facts of one document and of its body. A derived triple goes to the inferred graph
of the document when it names something of that document; what follows from the body alone, or speaks only of things
outside the document, goes to the inferred graph of the body, so that no triple stands in two graphs. Of the body's
captures that were superseded, a document sees its own: one page that changes leaves what follows of others as it was.
Rules that join what stands in several documents run once over the body with all its documents, and what they give goes
to the inferred graph of the body.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad, QueryTriples, RdfFormat, Store, Triple

from ontology import rule as rule_texts
from ontology.iri import DocumentKey, graph, parse
from ontology.language import Phrase
from ontology.terms import PREFIXES, RDF_TYPE
from service.release.releases import ReleaseError

# Rules that feed each other end after a few rounds; more means that one of them mints terms without end.
_MOST_ROUNDS: Final = 20
_TYPE: Final = f"<{RDF_TYPE}>".encode()


class RuleError(ReleaseError):
    """A rule that can't be run, or whose results can't be stored; the message names its file."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the name of its file and its CONSTRUCT query.

    One that `crosses` joins what stands in several documents of a body. `needs` has the terms that its query reads, and
    `gives` those that it constructs: properties, and in the place of rdf:type the class, as N-Quads write them. With
    `needs` None it may read and give anything.
    """

    name: str
    query: str
    crosses: bool = False
    needs: frozenset[bytes] | None = None
    gives: frozenset[bytes] = frozenset()


@dataclass(frozen=True)
class Rules:
    """All rules, in the order of their names."""

    rules: tuple[Rule, ...]

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the rules."""
        content = "\0".join(part for rule in self.rules for part in (rule.name, rule.query))
        return hashlib.sha256(content.encode()).hexdigest()

    @cached_property
    def within(self) -> "Rules":
        """The rules that a document with its body is enough for."""
        return Rules(tuple(rule for rule in self.rules if not rule.crosses))

    @cached_property
    def crossing(self) -> "Rules":
        """The rules that want all documents of a body."""
        return Rules(tuple(rule for rule in self.rules if rule.crosses))

    @cached_property
    def _terms(self) -> frozenset[bytes] | None:
        """All that they read or give; None for anything."""
        found: set[bytes] = set()
        for rule in self.rules:
            if rule.needs is None:
                return None
            found |= rule.needs | rule.gives
        return frozenset(found)

    def sift(self, content: bytes) -> tuple[bytes, set[bytes]]:
        """The lines of N-Quads that these rules read, or whose triple they might give; and the terms of those."""
        lines = [(_term(line), line) for line in content.splitlines(keepends=True)]
        if self._terms is not None:
            lines = [(term, line) for term, line in lines if term in self._terms]
        return b"".join(line for _, line in lines), {term for term, _ in lines}

    def due(self, known: set[bytes], fresh: set[bytes]) -> list[Rule]:
        """The rules that may give something new where all of these terms are there, of which the fresh ones lately."""
        return [
            rule
            for rule in self.rules
            if rule.needs is None or (rule.needs <= known and not rule.needs.isdisjoint(fresh))
        ]


@dataclass(frozen=True)
class BodyGraph:
    """The graph of a body as its documents see it; `content` is its N-Quads."""

    base: str
    content: bytes

    @cached_property
    def _by_document(self) -> dict[str, list[bytes]]:
        """Its lines by the document whose capture they describe; "" for all else."""
        lines: dict[str, list[bytes]] = {"": []}
        prefix = f"<{self.base}/id/page/".encode()
        for line in self.content.splitlines(keepends=True):
            document = b"/".join(line[len(prefix) :].split(b"/", 3)[:3]).decode() if line.startswith(prefix) else ""
            lines.setdefault(document, []).append(line)
        return lines

    @cached_property
    def _common(self) -> bytes:
        return b"".join(self._by_document[""])

    def seen(self, document: str) -> bytes:
        """What a document sees of it, as N-Quads: all but the captures of other documents."""
        return self._common + b"".join(self._by_document.get(document, ()))

    @cached_property
    def _common_digest(self) -> "hashlib._Hash":
        return hashlib.sha256(self._common)

    def seen_digest(self, document: str) -> str:
        """The SHA-256 of what a document sees of it."""
        seen = self._common_digest.copy()
        seen.update(b"".join(self._by_document.get(document, ())))
        return seen.hexdigest()


def packaged_rules() -> Rules:
    """The rules of the vocabulary: `ontology/rules/*.rq`."""
    return Rules(tuple(map(_of_file, rule_texts.packaged_rules())))


def _of_file(rule: rule_texts.Rule) -> Rule:
    def term(pattern: rule_texts.Pattern) -> bytes:
        return f"<{pattern.object if pattern.predicate == RDF_TYPE else pattern.predicate}>".encode()

    needs, gives = frozenset(map(term, rule.body)), frozenset({term(rule.head)})
    return Rule(f"{rule.name}.rq", rule.text(), rule.crosses, needs, gives)


def derive(base: str, document: DocumentKey, facts: bytes, body: bytes, rules: Rules) -> list[str]:
    """What a document adds to what follows from its body, as sorted lines of N-Quads; facts and body are N-Quads.

    Rules that join several documents are left out.

    Raises:
        RuleError: a rule can't be parsed, constructs a blank node, or feeds itself without end.
    """
    closing = _Closing(rules.within)
    closing.close([body])
    added = closing.close([facts])
    of_document = graph(base, "inferred", document.path)
    of_body = graph(base, "inferred", document.organisation)
    return sorted(f"{triple} <{of_document if _names(base, document, triple) else of_body}> ." for triple in added)


def derive_body(base: str, organisation: str, body: bytes, documents: Iterable[bytes], rules: Rules) -> list[str]:
    """What follows from a body alone, and what rules that join its documents add to those; sorted lines of N-Quads.

    `documents` has the facts of all documents of the body, as N-Quads; they are read one by one.

    Raises:
        RuleError: as `derive`.
    """
    of_body = graph(base, "inferred", organisation)
    crossing = rules.crossing
    derived = _Closing(rules.within).close([body])
    if crossing.rules:
        derived |= _Closing(crossing).close(chain([body], documents))
    return sorted(f"{triple} <{of_body}> ." for triple in derived)


class _Closing:
    """A store that rules are run over until nothing new comes, each time that content is added."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._store = Store()
        self._known: set[bytes] = set()

    def close(self, contents: Iterable[bytes]) -> set[Triple]:
        """All triples that follow with these contents, and neither stand in the store nor followed before."""
        fresh: set[bytes] = set()
        for content in contents:
            lines, terms = self._rules.sift(content)
            self._store.load(lines, RdfFormat.N_QUADS)
            fresh |= terms
        derived: set[Triple] = set()
        for _ in range(_MOST_ROUNDS):
            self._known |= fresh
            new = self._new(fresh)
            if not new:
                return derived
            derived |= new
            fresh = {str(_term_of(triple)).encode() for triple in new}
            self._store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in new)
        raise RuleError(_ENDLESS, rounds=_MOST_ROUNDS)

    def _new(self, fresh: set[bytes]) -> set[Triple]:
        found = {triple for rule in self._rules.due(self._known, fresh) for triple in _results(rule, self._store)}
        return {triple for triple in found if not _stands(self._store, triple)}


_ENDLESS: Final = Phrase(
    "de regels voegen na {rounds} rondes nog steeds iets toe; een ervan voedt zichzelf met nieuwe termen",
    "the rules still add triples after {rounds} rounds; one of them feeds itself with new terms",
)


def _term(line: bytes) -> bytes:
    """The property of a line of N-Quads; where that is rdf:type, the class."""
    predicate, _, rest = line.partition(b" ")[2].partition(b" ")
    return rest.partition(b" ")[0] if predicate == _TYPE else predicate


def _term_of(triple: Triple) -> object:
    """The property of a triple; where that is rdf:type, the class."""
    return triple.object if triple.predicate.value == RDF_TYPE else triple.predicate


def _results(rule: Rule, store: Store) -> list[Triple]:
    """What a rule constructs; the engine's results live in this call alone, also when an error leaves it."""
    triples = _constructed(rule, store)
    if triples is None:
        raise RuleError(
            Phrase(
                "ontology/rules/{rule}: geeft geen triples; een regel is één CONSTRUCT-vraag",
                "ontology/rules/{rule}: gives no triples; a rule is one CONSTRUCT query",
            ),
            rule=rule.name,
        )
    if any(isinstance(term, BlankNode) for triple in triples for term in (triple.subject, triple.object)):
        raise RuleError(
            Phrase(
                "ontology/rules/{rule}: maakt een blanco knoop; geef wat hij maakt een IRI",
                "ontology/rules/{rule}: makes a blank node; give what it makes an IRI",
            ),
            rule=rule.name,
        )
    return triples


def _constructed(rule: Rule, store: Store) -> list[Triple] | None:
    """The triples of a rule's query; None for a query that gives rows."""
    try:
        results = store.query(rule.query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
        return list(results) if isinstance(results, QueryTriples) else None
    except SyntaxError as error:
        raise RuleError(
            Phrase(
                "ontology/rules/{rule}: {why}; een regel is één CONSTRUCT-vraag",
                "ontology/rules/{rule}: {why}; a rule is one CONSTRUCT query",
            ),
            rule=rule.name,
            why=str(error),
        ) from error


def _stands(store: Store, triple: Triple) -> bool:
    return next(store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None), None) is not None


def _names(base: str, document: DocumentKey, triple: Triple) -> bool:
    """Whether a triple has a thing of the document as its subject or object."""
    terms = (term.value for term in (triple.subject, triple.object) if isinstance(term, NamedNode))
    identifiers = (parse(base, term) for term in terms)
    return any(identifier is not None and identifier.document == document for identifier in identifiers)
