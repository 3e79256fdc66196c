"""What may stand in a curated graph: notes of people, and alignments with vocabularies of others. Writes nothing.

What pages say has another home (`iri.home`), and is mended by corrections. So of a thing that pages or the definitions
speak of, a curated graph may hold notes and alignments only; of its own things, which stand under its own IRI, and of
things of others it may hold all but terms of our vocabulary.
"""

from enum import StrEnum
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from ontology import iri
from ontology.iri import CURATED_PREDICATES, curated_name
from ontology.language import Phrase
from ontology.terms import RDF_TYPE

# Where all our terms stand: vocabulary, budget, code lists, shapes.
_OURS: Final = "https://w3id.org/doelgraaf/"


class Unfit(StrEnum):
    """Why a triple can't stand in a curated graph."""

    TRIPLE_TERM = "triple-term"
    OUR_TERM = "our-term"
    ASSERTED = "asserted"
    DEFINED = "defined"
    OTHER_GRAPH = "other-graph"


SAID: Final = {
    Unfit.TRIPLE_TERM: Phrase(
        "{triple}: een triple als term kan hier niet staan; "
        "geef wat je erover wilt zeggen een IRI, zoals {graph}#noot-1",
        "{triple}: a triple as a term can't stand here; give what you want to say of it an IRI, such as {graph}#note-1",
    ),
    Unfit.OUR_TERM: Phrase(
        "{triple}: termen van {ours} zeggen wat pagina's zeggen; "
        "verbeter dat met corrections.yml (docs/corrections.md), of gebruik hier een term van een ander",
        "{triple}: terms of {ours} say what pages say; "
        "mend that by corrections.yml (docs/corrections.md), or use a term of somebody else here",
    ),
    Unfit.ASSERTED: Phrase(
        "{triple}: over wat op pagina's staat kan een gecureerde graaf alleen noten en koppelingen "
        "hebben ({predicates}); verbeter wat pagina's zeggen met corrections.yml (docs/corrections.md)",
        "{triple}: of what stands on pages a curated graph can only hold notes and alignments ({predicates}); "
        "mend what pages say by corrections.yml (docs/corrections.md)",
    ),
    Unfit.DEFINED: Phrase(
        "{triple}: over onze begrippen staat alles in de vocabulaire zelf; "
        "zeg het over een eigen ding, zoals {graph}#noot-1",
        "{triple}: all that is said of our terms stands in the vocabulary itself; "
        "say it of a thing of your own, such as {graph}#note-1",
    ),
    Unfit.OTHER_GRAPH: Phrase(
        "{triple}: het onderwerp is van een andere graaf; zeg het daar",
        "{triple}: its subject belongs to another graph; say it there",
    ),
}


def unfit(base: str, graph: str, quad: Quad) -> Unfit | None:
    """Why a triple can't stand in a curated graph; None where it can. Blank nodes are own things of the graph."""
    subject = quad.subject
    if isinstance(subject, Triple) or isinstance(quad.object, Triple):
        return Unfit.TRIPLE_TERM
    if quad.predicate.value.startswith(_OURS) or _is_our_class(quad):
        return Unfit.OUR_TERM
    if isinstance(subject, BlankNode):
        return None
    if subject.value.startswith(_OURS):
        return Unfit.DEFINED
    home = iri.home(base, subject.value, quad.predicate.value, ())
    if home is None:
        free = not subject.value.startswith(f"{base}/") or quad.predicate.value in CURATED_PREDICATES
        return None if free else Unfit.ASSERTED
    if home == graph:
        return None
    return Unfit.OTHER_GRAPH if curated_name(base, home) else Unfit.ASSERTED


def said(reason: Unfit, graph: str, quad: Quad) -> tuple[Phrase, dict[str, object]]:
    """What to tell people of a triple that can't stand in a curated graph: the phrase, and the values in it."""
    names = ", ".join(sorted(name.rpartition("#")[2] for name in CURATED_PREDICATES))
    return SAID[reason], {"triple": str(quad.triple), "graph": graph, "ours": _OURS, "predicates": names}


def _is_our_class(quad: Quad) -> bool:
    term = quad.object
    return quad.predicate.value == RDF_TYPE and isinstance(term, NamedNode) and term.value.startswith(_OURS)
