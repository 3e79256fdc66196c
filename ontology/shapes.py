"""The shapes: what SHACL (W3C Recommendation of 2017) says of one graph. Infers nothing and reads no dataset.

The message of a shape says what is wrong, then `Herstel:` or `Remedy:` and how to mend it. It is taken from the shapes
themselves and not from the validator's report, which drops the language of a message with variables.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Self

from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from ontology.finding import Severity
from ontology.language import Language, Phrase
from ontology.vocabulary import SHAPE_FILES, load

REMEDIES: Final = MappingProxyType({Language.NL: " Herstel: ", Language.EN: " Remedy: "})


@dataclass(frozen=True, slots=True)
class Result:
    """One result of validation: the shape, the node that it is about, and what to tell people."""

    shape: str
    severity: Severity
    focus: str
    message: Phrase
    remedy: Phrase


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes, with for each property shape the node shape that it belongs to."""

    graph: Graph
    owners: Mapping[Node, URIRef]

    @classmethod
    def of(cls, graph: Graph) -> Self:
        """The shapes that stand in a graph."""
        owners: dict[Node, URIRef] = {}
        for shape in graph.subjects(RDF.type, SH.NodeShape):
            if isinstance(shape, URIRef):
                owners[shape] = shape
                owners |= dict.fromkeys(graph.objects(shape, SH.property), shape)
        return cls(graph, MappingProxyType(owners))

    def name(self, source: Node) -> str:
        """The name of the node shape that a result comes from, such as `DocumentShape`."""
        return str(self.owners[source]).rpartition("#")[2]

    def words(self, *sources: Node | None) -> Mapping[Language, str]:
        """The messages of the first source that has any."""
        for source in sources:
            found = {
                Language(message.language): str(message)
                for message in self.graph.objects(source, SH.message)
                if source is not None and hasattr(message, "language")
            }
            if found:
                return found
        raise LookupError(f"shape {sources[-1]} has no message; write one in both languages in shapes.ttl")


@cache
def all_shapes() -> Shapes:
    """The shapes of this package."""
    return Shapes.of(load(*SHAPE_FILES))


def validate(graph: Graph, shapes: Shapes) -> Iterator[Result]:
    """What shapes find in a graph that holds a document, its texts, its body, its provenance and the vocabulary."""
    import pyshacl  # noqa: PLC0415 - takes a third of a second, and few commands check

    conforms, report, _ = pyshacl.validate(graph, shacl_graph=shapes.graph, inference="none", inplace=True)
    if conforms:
        return
    for result in report.objects(None, SH.result):
        yield _result(shapes, report, result)


def _result(shapes: Shapes, report: Graph, result: Node) -> Result:
    source, constraint = report.value(result, SH.sourceShape), report.value(result, SH.sourceConstraint)
    focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
    if source is None:
        raise LookupError(f"a result of validation on {focus} names no shape")
    severe = report.value(result, SH.resultSeverity) == SH.Violation
    words = shapes.words(constraint, source)
    told = {language: _told(words[language], str(focus), str(value)) for language in Language}
    parts = {language: told[language].partition(REMEDIES[language]) for language in Language}
    return Result(
        shapes.name(source),
        Severity.VIOLATION if severe else Severity.WARNING,
        str(focus),
        Phrase(parts[Language.NL][0], parts[Language.EN][0]),
        Phrase(parts[Language.NL][2], parts[Language.EN][2]),
    )


def _told(message: str, focus: str, value: str) -> str:
    return message.replace("{$this}", focus).replace("{?value}", value)
