"""What a release states of the things that people follow, so that two releases can be held against each other.

Read from its store, a document or body at a time. Where on a page something stands is left out, because a new capture
of an unchanged page moves it. Logs nothing.
"""

import hashlib
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Triple

from ontology import terms as t
from ontology.iri import graph, parse
from service.release.change_log import Reason, State

# The kinds of things whose changes are told: what endures, what a document states of it, and who and what it is about.
FOLLOWED: Final = frozenset(
    {
        "ambition", "ambition-version", "document", "domain", "goal", "goal-version", "person", "programme",
        "programme-version", "project", "spending-proposal",
    }
)  # fmt: skip
# What of the values of a thing are things of a capture: they have another name in the next one.
_OF_CAPTURES: Final = frozenset(
    {
        "activity", "criterion", "deviation", "edition", "effect", "indicator", "indicator-value", "mention", "note",
        "page", "realisation", "reference", "section", "span", "staleness", "suspicion", "target",
    }
)  # fmt: skip
_ASPECTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        t.BALANCE: "amounts",
        t.CONTINUED_AS: "identity",
        t.EXPENDITURE: "amounts",
        t.HOLDER_NAME: "holders",
        t.IN_AMBITION: "tree",
        t.IN_DOMAIN: "tree",
        t.IN_PROGRAMME: "tree",
        t.NAME: "name",
        t.NUMBER: "number",
        t.PORTFOLIO_ASSIGNMENT_PROPERTY: "holders",
        t.RDFS_LABEL: "label",
        t.RDF_TYPE: "class",
        t.REFERS_TO: "references",
        t.REVENUE: "amounts",
        t.STATEMENT: "statement",
        t.SUB_GOAL_OF: "tree",
        t.VERSION_OF: "identity",
    }
)
_OTHER: Final = "other"
CORRECTION: Final = "correction:"
"""How the aspects of a state begin that say that it was corrected."""

# Each asked of one graph of facts; `?thing` is what people follow.
_OWN: Final = "SELECT ?thing ?p ?o WHERE { ?thing ?p ?o }"
_OF_DOCUMENT: Final = """
PREFIX dg: <https://w3id.org/doelgraaf/def#>
SELECT ?thing ?p ?o WHERE {
  { ?thing dg:inDocument ?document ; ?p ?o } UNION { ?thing dg:documentKind ?kind ; ?p ?o }
}
"""
_TEXTS: Final = """
PREFIX dg: <https://w3id.org/doelgraaf/def#>
SELECT ?thing ?kind ?digest WHERE {
  ?thing dg:inDocument ?document ; dg:describedOn ?page .
  ?section dg:onPage ?page ; dg:sectionKind ?kind ; dg:textDigest ?digest
}
"""
_AMOUNTS: Final = """
PREFIX dg: <https://w3id.org/doelgraaf/def#>
PREFIX measure: <http://data.openbudgets.eu/ontology/dsd/measure/>
SELECT ?thing ?line ?phase ?year ?amount WHERE {
  ?cell dg:budgetedElement ?thing ; dg:budgetLine ?line ; dg:phase ?phase ; dg:year ?year ; measure:amount ?amount
}
"""
_CORRECTIONS: Final = """
PREFIX dg: <https://w3id.org/doelgraaf/def#>
SELECT DISTINCT ?thing ?correction ?why ?by WHERE {
  ?correction dg:correctedPage ?page ; dg:corrects ?about ; dg:why ?why ; dg:byRole ?by .
  ?thing dg:describedOn ?page ; dg:inDocument ?document .
  FILTER (
    ?about = ?thing || ?about = ?page || EXISTS { ?thing ?property ?about }
    || EXISTS { ?about dg:budgetedElement ?thing }
    || EXISTS { ?thing ?through ?deviation . ?deviation dg:hasEffect ?about }
  )
}
"""
_SUBJECTS: Final = "SELECT DISTINCT ?thing WHERE { ?thing ?p ?o }"


class _Draft:
    """What is gathered of a thing."""

    def __init__(self) -> None:
        self.lines: dict[str, set[str]] = {}
        self.content: set[str] = set()
        self.label = ""
        self.feeds: set[str] = set()
        self.reasons: list[Reason] = []

    def correct(self, correction: str, why: str, by: str) -> None:
        """Keep that something was corrected, as an aspect of its own."""
        reason = Reason(f"{CORRECTION}{correction.rpartition('/')[2]}", why, by)
        self.reasons.append(reason)
        self.note(reason.aspect, f"{why} {by}")

    def note(self, aspect: str, line: str) -> None:
        self.lines.setdefault(aspect, set()).add(line)


def states(store: Store, base: str, part: str) -> dict[str, State]:
    """What the store of a release states of each followed thing of a document or body, by what follows the base."""
    drafts: dict[str, _Draft] = {}
    home = _home(base, part)
    for thing, (predicate, value) in _rows(store, _OF_DOCUMENT if "/" in part else _OWN, home):
        _take(drafts, base, Triple(NamedNode(thing), NamedNode(predicate.value), value))
    if "/" in part:
        for thing, (kind, digest) in _rows(store, _TEXTS, home):
            if thing in drafts:
                drafts[thing].note(f"text-{kind.value.rpartition('#')[2]}", str(digest))
        for thing, cell in _rows(store, _AMOUNTS, home):
            if thing in drafts:
                drafts[thing].note("amounts", " ".join(map(str, cell)))
        for thing, told in _rows(store, _CORRECTIONS, home, NamedNode(graph(base, "provenance"))):
            if thing in drafts:
                drafts[thing].correct(*(value.value for value in told))
    return dict(_state(base, part, iri, draft) for iri, draft in drafts.items())


def subjects(store: Store, base: str, part: str) -> set[str]:
    """What follows the base of every identifier of ours of which a document or body says something, or rules do."""
    found = _rows(store, _SUBJECTS, _home(base, part), NamedNode(graph(base, "inferred", part)))
    return {iri.removeprefix(f"{base}/") for iri, _ in found if iri.startswith(f"{base}/")}


def _home(base: str, part: str) -> NamedNode:
    return NamedNode(graph(base, "doc" if "/" in part else "body", part))


def _rows(store: Store, query: str, *graphs: NamedNode) -> Iterator[tuple[str, list[NamedNode | Literal]]]:
    """The rows of a query over some graphs, of which the first column is a thing."""
    solutions = store.query(query, default_graph=list(graphs))
    if not isinstance(solutions, QuerySolutions):
        raise TypeError("a query of this module selects")
    for row in solutions:
        thing, *values = (value for value in row if isinstance(value, NamedNode | Literal))
        yield thing.value, values


def _take(drafts: dict[str, _Draft], base: str, said: Triple) -> None:
    """Keep a statement of a followed thing that says more than where it stands."""
    subject, value = said.subject, said.object
    if (
        not isinstance(subject, NamedNode)
        or not _is_followed(base, subject.value)
        or said.predicate.value == t.SORT_KEY
    ):
        return
    draft = drafts.setdefault(subject.value, _Draft())
    if isinstance(value, NamedNode):
        named = parse(base, value.value)
        if named is not None and named.kind in _OF_CAPTURES:
            return
        if named is not None and named.kind in FOLLOWED and said.predicate.value in _LEADING:
            draft.feeds.add(named.path)
        if said.predicate.value == t.PORTFOLIO_ASSIGNMENT_PROPERTY and named is not None and named.organisation:
            draft.feeds.add(f"person/{named.organisation}/{named.local[-1]}")
    if said.predicate.value == t.RDFS_LABEL and isinstance(value, Literal):
        draft.label = value.value
    draft.note(_ASPECTS.get(said.predicate.value, _OTHER), f"{said.predicate} {value}")
    draft.content.add(f"{subject} {said.predicate} {value} .\n")


# What people follow when they follow a goal, a domain or a document: what is said of it by others.
_LEADING: Final = frozenset({t.VERSION_OF, t.IN_DOMAIN, t.IN_DOCUMENT, t.CONTINUED_AS})


def _is_followed(base: str, iri: str) -> bool:
    identifier = parse(base, iri)
    return identifier is not None and identifier.kind in FOLLOWED and "#" not in iri


def _state(base: str, part: str, iri: str, draft: _Draft) -> tuple[str, State]:
    thing = iri.removeprefix(f"{base}/")
    aspects = {name: _digest(lines) for name, lines in sorted(draft.lines.items())}
    feeds = {*draft.feeds, f"organisation/{part.partition('/')[0]}"}
    content = "".join(sorted(draft.content)).encode()
    reasons = tuple(sorted(draft.reasons, key=lambda one: one.aspect))
    return thing, State(thing, draft.label, aspects, tuple(sorted(feeds)), content, reasons)


def _digest(lines: set[str]) -> str:
    return hashlib.blake2b("\n".join(sorted(lines)).encode(), digest_size=6).hexdigest()
