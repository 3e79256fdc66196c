"""What a curated graph may hold once a change is made: checked quad by quad, against the release, and by the shapes.

Gives blank nodes names, because a release has none. Changes no store itself.
"""

import hashlib
from collections.abc import Iterable
from textwrap import shorten
from typing import Final

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, Store, serialize

from ontology import curated, iri
from ontology.conformance import curated_findings
from ontology.finding import Finding, Severity, text, told_once
from ontology.iri import curated_name
from ontology.language import Counted, Language, Phrase, verbatim
from ontology.shapes import REMEDIES
from service.release.write_change import ChangeTooLargeError, UnfitError

# A curated graph is read whole at each write of it; this many take some seconds.
MOST_STATEMENTS: Final = 100_000
_SHOWN: Final = 3
_LONGEST: Final = 200


def named_nodes(graph: str, quads: Iterable[Quad]) -> list[Quad]:
    """Quads of a graph in which each blank node has an IRI, `{graph}#b-{16 hex digits}`.

    It follows from all that is said around blank nodes (RDF Dataset Canonicalization), so that who sends the same
    again names the same.
    """
    quads = list(quads)
    blank = [quad for quad in quads if _has_blank(quad)]
    if not blank:
        return quads
    dataset = Dataset(blank)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    canonical = sorted(dataset, key=str)
    digest = hashlib.sha256("\n".join(map(str, canonical)).encode()).hexdigest()

    def named(term: object) -> object:
        if not isinstance(term, BlankNode):
            return term
        return NamedNode(f"{graph}#b-{hashlib.sha256(f'{digest} {term.value}'.encode()).hexdigest()[:16]}")

    kept = [quad for quad in quads if not _has_blank(quad)]
    return kept + [Quad(named(q.subject), q.predicate, named(q.object), q.graph_name) for q in canonical]  # type: ignore[arg-type]


def refuse_unfit(base: str, graph: str, added: Iterable[Quad], store: Store) -> None:
    """Refuse quads that belong elsewhere, stand elsewhere already, or speak of what is not there.

    Raises:
        UnfitError: which, and what to do.
    """
    home = NamedNode(graph)
    for quad in added:
        reason = curated.unfit(base, graph, quad)
        if reason is not None:
            phrase, values = curated.said(reason, graph, quad)
            raise UnfitError(phrase, **values | {"triple": _short(str(quad.triple))})
        for other in list(store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)):
            if other.graph_name != home:
                raise UnfitError(_ELSEWHERE, triple=_short(str(quad.triple)), graph=str(other.graph_name))
        for term in (quad.subject, quad.object):
            if isinstance(term, NamedNode) and _is_unknown(base, term, store, home):
                raise UnfitError(_UNKNOWN, triple=_short(str(quad.triple)), iri=term.value)


def refuse_size(graph: str, statements: int) -> None:
    """Refuse a graph that is too large to be read whole.

    Raises:
        ChangeTooLargeError: it is.
    """
    if statements > MOST_STATEMENTS:
        raise ChangeTooLargeError(_TOO_LARGE, graph=graph, count=statements, most=MOST_STATEMENTS)


def refuse_violations(base: str, graph: str, quads: Iterable[Quad]) -> None:
    """Refuse a graph that violates the shapes; warnings pass.

    Raises:
        UnfitError: what is violated, and how to mend it.
    """
    place = curated_name(base, graph) or graph
    found = told_once(curated_findings(base, place, quads))
    violations = [finding for finding in found if finding.severity is Severity.VIOLATION]
    if violations:
        shown = violations[:_SHOWN]
        raise UnfitError(
            _VIOLATIONS,
            violations=Phrase(*(verbatim(_VIOLATION.say(len(violations), language)) for language in Language)),
            shown=Phrase(*(verbatim(" ".join(_line(one, language) for one in shown)) for language in Language)),
        )


def sorted_lines(quads: Iterable[Quad]) -> bytes:
    """Quads as sorted N-Quads: the same quads give the same bytes."""
    content: bytes = serialize(quads, format=RdfFormat.N_QUADS) or b""
    return b"".join(sorted(set(content.splitlines(keepends=True))))


def _has_blank(quad: Quad) -> bool:
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)


def _is_unknown(base: str, term: NamedNode, store: Store, graph: NamedNode) -> bool:
    """Whether a term is an identifier of ours of which no other graph says anything."""
    if iri.parse(base, term.value) is None:
        return False
    return all(quad.graph_name == graph for quad in store.quads_for_pattern(term, None, None, None))


def _line(finding: Finding, language: Language) -> str:
    wrong, mend = (text(phrase, language) for phrase in (finding.message, finding.remedy))
    return f"{finding.focus}: {wrong}{REMEDIES[language]}{mend}"


def _short(triple: str) -> str:
    return shorten(triple, _LONGEST, placeholder=" …")


_VIOLATION: Final = Counted(Phrase("schending", "violation"), Phrase("schendingen", "violations"))
_VIOLATIONS: Final = Phrase(
    "de graaf heeft {violations} van de vormen (SHACL): {shown}",
    "the graph has {violations} of the shapes (SHACL): {shown}",
)
_ELSEWHERE: Final = Phrase(
    "{triple}: staat al in {graph}, en een uitspraak staat in één graaf; laat haar hier weg",
    "{triple}: stands in {graph} already, and a statement stands in one graph; leave it out here",
)
_UNKNOWN: Final = Phrase(
    "{triple}: de release in dienst heeft niets met de naam {iri}; klopt de IRI?",
    "{triple}: the release that is served has nothing by the name {iri}; is the IRI right?",
)
_TOO_LARGE: Final = Phrase(
    "{graph} zou {count} uitspraken hebben; een gecureerde graaf heeft er hoogstens {most}. Verdeel hem",
    "{graph} would hold {count} statements; a curated graph holds at most {most}. Divide it",
)
