"""A report: findings as RDF, a `sh:ValidationReport` of SHACL. Finds nothing, and knows no command.

Findings of a check that is no shape (files, counts, home graphs, pointers to nothing) are results too, so that
`sh:conforms` speaks for the whole check; their component is a name of ours, such as `dgsh:check-dangling`.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from ontology import terms as t
from ontology.finding import Finding, Severity
from ontology.language import Language
from ontology.shapes import REMEDIES, SH, Shapes, Term, all_shapes, path_text

SHAPE: Final = "https://w3id.org/doelgraaf/shape#"
FORMATS: Final[Mapping[str, RdfFormat]] = MappingProxyType(
    {".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".jsonld": RdfFormat.JSON_LD}
)

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_IRI: Final = ("http://", "https://", "urn:")
_SEVERITIES: Final = MappingProxyType({Severity.VIOLATION: "Violation", Severity.WARNING: "Warning"})


def write_report(path: Path, findings: Sequence[Finding]) -> None:
    """Write findings to a file, in the format of its suffix (one of `FORMATS`).

    The same findings give the same bytes.

    Raises:
        OSError: the file can't be written.
    """
    form, written = FORMATS[path.suffix], io.BytesIO()
    prefixes = {"sh": SH, "dgsh": SHAPE, **t.PREFIXES} if form is RdfFormat.TURTLE else None
    serialize(as_triples(findings, all_shapes()), written, format=form, prefixes=prefixes)
    lines = written.getvalue().splitlines(keepends=True)
    head = [line for line in lines if line.startswith(b"@prefix ")]  # in no order of their own
    path.write_bytes(b"".join([*sorted(head), *lines[len(head) :]]))


def as_triples(findings: Sequence[Finding], shapes: Shapes) -> Iterator[Triple]:
    """Findings as triples; every result is a blank node with a label by its order."""
    report, results = BlankNode("report"), [BlankNode(f"result{count}") for count in range(1, len(findings) + 1)]
    conforms = Literal("false" if findings else "true", datatype=NamedNode(f"{_XSD}boolean"))
    yield Triple(report, NamedNode(t.RDF_TYPE), NamedNode(f"{SH}ValidationReport"))
    yield Triple(report, NamedNode(f"{SH}conforms"), conforms)
    for result in results:
        yield Triple(report, NamedNode(f"{SH}result"), result)
    for result, finding in zip(results, findings, strict=True):
        yield from _result(result, finding, shapes)


def _result(result: BlankNode, finding: Finding, shapes: Shapes) -> Iterator[Triple]:
    """One finding; its shape and constraint have the names that `Shapes` gives them."""
    yield Triple(result, NamedNode(t.RDF_TYPE), NamedNode(f"{SH}ValidationResult"))
    component = finding.component or f"{SHAPE}check-{finding.code}"
    told = {
        "focusNode": _term(finding.focus),
        "resultSeverity": NamedNode(f"{SH}{_SEVERITIES[finding.severity]}"),
        "sourceConstraintComponent": NamedNode(component),
        "sourceShape": NamedNode(finding.shape) if finding.shape else None,
        "sourceConstraint": NamedNode(finding.constraint) if finding.constraint else None,
        "value": _term(finding.value) if finding.value else None,
    }
    for name, value in told.items():
        if value is not None:
            yield Triple(result, NamedNode(f"{SH}{name}"), value)
    for language in Language:
        yield Triple(result, NamedNode(f"{SH}resultMessage"), _message(finding, language))
    if finding.path is not None and finding.shape is not None:
        yield from _path(result, finding.path, finding.shape, shapes)


def _message(finding: Finding, language: Language) -> Literal:
    """What is wrong and how to mend it, as the shapes write it."""
    wrong, mend = (getattr(phrase, language.value) for phrase in (finding.message, finding.remedy))
    return Literal(f"{wrong}{REMEDIES[language]}{mend}", language=language.value)


def _path(result: BlankNode, path: str, shape: str, shapes: Shapes) -> Iterator[Triple]:
    """The path of a result: that of its property shape, or for what a closed shape refuses the property itself."""
    own = shapes.path(shape)
    head = own if own is not None and path_text(own, shapes.said) == path else _property(path)
    names: dict[Term, BlankNode] = {}
    todo = [(result, NamedNode(f"{SH}resultPath"), head)]
    while todo:
        subject, predicate, value = todo.pop()
        if not isinstance(value, BlankNode):
            yield Triple(subject, predicate, value)
            continue
        names[value] = BlankNode(f"{result.value}path{len(names)}")
        yield Triple(subject, predicate, names[value])
        for name, objects in shapes.said[value].items():
            todo += ((names[value], NamedNode(name), one) for one in objects)


def _property(path: str) -> NamedNode:
    prefix, _, local = path.partition(":")
    return NamedNode(path[1:-1] if path.startswith("<") else f"{t.PREFIXES[prefix]}{local}")


def _term(text: str) -> Term:
    """An IRI as it is, a term in N-Triples, or else the text itself: a file or a count has no IRI."""
    if text.startswith(_IRI):
        return NamedNode(text)
    if text.startswith(('"', "<", "_:")) and not text.startswith("<<"):
        (quad,) = parse(f"<urn:a> <urn:a> {text} .", format=RdfFormat.N_TRIPLES)
        term: Term = quad.object
        return term
    return Literal(text)
