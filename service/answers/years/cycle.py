"""The order of documents in the planning-and-control cycle. Asks nothing."""

from types import MappingProxyType
from typing import Final

from ontology.codes import DocumentKind
from ontology.iri import DocumentKey, parse
from service.answers.coverage import Holdings

_PLACES: Final = MappingProxyType({kind: place for place, kind in enumerate(DocumentKind)})


def cycle_order(document: DocumentKey) -> tuple[int, int, int]:
    """Where a document comes among those of its body: by year, and of a year as they follow each other."""
    return document.year, _PLACES[document.kind], document.sequence or 0


def document_of(holdings: Holdings, iri: str) -> DocumentKey | None:
    """The document that a version, or a document itself, belongs to by its IRI; None for anything else."""
    identifier = parse(holdings.base, iri)
    return identifier.document if identifier else None
