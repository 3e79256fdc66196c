"""Conformance: what the shapes find in a document or a body, as findings that say whose they are. Reads no file."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Quad

from ontology import iri
from ontology.finding import Finding
from ontology.shapes import Result, all_shapes, validate, validate_curated


def shape_findings(base: str, place: str, quads: Iterable[Quad]) -> Iterator[Finding]:
    """What the shapes find in the quads of a document or body and the vocabulary, sorted.

    `place` is the path of the document or the code of the body. Each finding is that of the document or body whose
    thing it is about; of something that belongs to none, it is of `place`.
    """
    for result in validate(quads, all_shapes()):
        yield _finding(place_of(base, result.focus, place), result)


def curated_findings(base: str, place: str, quads: Iterable[Quad]) -> Iterator[Finding]:
    """What the shapes find in a curated graph: those of all data, and those of such graphs."""
    quads = list(quads)
    yield from shape_findings(base, place, quads)
    for result in validate_curated(quads):
        yield _finding(place, result)


def place_of(base: str, focus: str, otherwise: str = "") -> str:
    """The path of the document or the code of the body that an IRI belongs to."""
    for kind in ("doc", "text", "body"):
        prefix = iri.graph(base, kind) + "/"
        if focus.startswith(prefix):
            return focus.removeprefix(prefix)
    identifier = iri.parse(base, focus)
    if identifier is None:
        return otherwise
    return identifier.document.path if identifier.document else identifier.organisation or otherwise


def _finding(place: str, result: Result) -> Finding:
    return Finding(
        place,
        result.shape,
        result.severity,
        result.focus,
        result.message,
        result.remedy,
        result.path,
        result.value,
        result.source.shape,
        result.source.constraint,
        result.component,
    )
