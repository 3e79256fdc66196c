"""RDF as strangers send it, read to quads: nothing is fetched for it, and what is known to hurt a parser is refused.

Runs where it may be killed. Judges no statement.
"""

import io
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final
from xml.parsers import expat

from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from ontology.language import Phrase
from service.release.write_change import MalformedChangeError, Part

# A parser of RDF/XML gets slow where elements stand in each other; real ones stay far below this.
_MOST_DEPTH: Final = 200
_XML: Final = "application/rdf+xml"

READ: Final = MappingProxyType(
    {
        "text/turtle": RdfFormat.TURTLE,
        "application/n-triples": RdfFormat.N_TRIPLES,
        _XML: RdfFormat.RDF_XML,
        "application/ld+json": RdfFormat.JSON_LD,
    }
)
"""The media types of RDF that are read; each holds one graph."""


def read_part(part: Part, base_iri: str) -> Iterator[Quad]:
    """The quads of a piece of RDF, all of the default graph; relative IRIs are resolved against the base.

    Raises:
        MalformedChangeError: it is no UTF-8, has a document type, is nested too deeply, holds another graph, or does
            not follow its format.
    """
    if part.media_type == _XML:
        _refuse_hostile_xml(part.content)
    try:
        part.content.decode("utf-8")
        for quad in parse(
            io.BytesIO(part.content), format=READ[part.media_type], base_iri=base_iri, rename_blank_nodes=True
        ):
            if quad.graph_name != DefaultGraph():
                raise MalformedChangeError(_OTHER_GRAPH, graph=str(quad.graph_name))
            yield quad
    except UnicodeDecodeError as error:
        raise MalformedChangeError(_NO_UTF8, start=error.start) from error
    except (SyntaxError, ValueError) as error:
        raise MalformedChangeError(_NO_RDF, media_type=part.media_type, why=str(error)) from error


def _refuse_hostile_xml(content: bytes) -> None:
    """Refuse a document type, because entities in it can grow without end, and elements deep in each other."""
    depth = 0

    def doctype(*_declared: object) -> None:
        raise MalformedChangeError(_DOCTYPE)

    def begin(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _MOST_DEPTH:
            raise MalformedChangeError(_DEEP, most=_MOST_DEPTH)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    try:
        parser.Parse(content, True)  # noqa: FBT003 - the library's own way to say that this is the end
    except expat.ExpatError as error:
        raise MalformedChangeError(_NO_RDF, media_type=_XML, why=str(error)) from error


NOTHING_SENT: Final = Phrase(
    "{graph}: er kwam geen enkele uitspraak; stuur er een, of haal de graaf weg met DELETE",
    "{graph}: not one statement came; send one, or take the graph out with DELETE",
)
_OTHER_GRAPH: Final = Phrase(
    "de inhoud heeft een graaf van zichzelf, {graph}; stuur één graaf, en noem die in het adres",
    "the content has a graph of its own, {graph}; send one graph, and name it in the address",
)
_NO_UTF8: Final = Phrase(
    "byte {start} van de inhoud is geen UTF-8; stuur UTF-8", "byte {start} of the content is no UTF-8; send UTF-8"
)
_NO_RDF: Final = Phrase(
    "de inhoud is niet te lezen als {media_type}: {why}; verbeter haar, of geef de vorm ervan in Content-Type",
    "the content can't be read as {media_type}: {why}; correct it, or give its form in Content-Type",
)
_DOCTYPE: Final = Phrase(
    "RDF/XML met een DOCTYPE wordt niet gelezen; schrijf de namen voluit, of stuur Turtle",
    "RDF/XML with a DOCTYPE is not read; write the names in full, or send Turtle",
)
_DEEP: Final = Phrase(
    "RDF/XML met meer dan {most} elementen in elkaar wordt niet gelezen; stuur Turtle of N-Triples",
    "RDF/XML with more than {most} elements in each other is not read; send Turtle or N-Triples",
)
