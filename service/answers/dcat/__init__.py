"""The catalogue of a release in the terms of DCAT-AP-NL 3.0: how things in it are called and said. Describes none.

https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from ontology.iri import DocumentKey
from ontology.language import Language, Phrase
from ontology.terms import PREFIXES
from service.release import void
from service.release.dump_names import WHOLE

ADMS: Final = "http://www.w3.org/ns/adms#"
DCAT: Final = "http://www.w3.org/ns/dcat#"
DCATAP: Final = "http://data.europa.eu/r5r/"
DCT: Final = "http://purl.org/dc/terms/"
DQV: Final = "http://www.w3.org/ns/dqv#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
HYDRA: Final = "http://www.w3.org/ns/hydra/core#"
PROV: Final = "http://www.w3.org/ns/prov#"
RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SPDX: Final = "http://spdx.org/rdf/terms#"
VCARD: Final = "http://www.w3.org/2006/vcard/ns#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

NAMESPACES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **PREFIXES,
        "adms": ADMS,
        "dcat": DCAT,
        "dcatap": DCATAP,
        "dqv": DQV,
        "foaf": FOAF,
        "hydra": HYDRA,
        "spdx": SPDX,
        "vcard": VCARD,
    }
)
"""The prefixes of a catalogue."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a catalogue describes, by its IRI."""

    iri: str

    def is_a(self, *classes: str) -> Iterator[Triple]:
        """Its classes."""
        for name in classes:
            yield self.has(RDF_TYPE, name)

    def has(self, predicate: str, *iris: str) -> Triple:
        """What it points at."""
        (iri,) = iris
        return Triple(NamedNode(self.iri), NamedNode(predicate), NamedNode(iri))

    def says(self, predicate: str, text: str, datatype: str | None = None) -> Triple:
        """A value of it, of a datatype of XML Schema by its name, a plain text where none is given."""
        value = Literal(text, datatype=NamedNode(f"{XSD}{datatype}")) if datatype else Literal(text)
        return Triple(NamedNode(self.iri), NamedNode(predicate), value)

    def tells(self, predicate: str, phrase: Phrase, **values: object) -> Iterator[Triple]:
        """A text of it in both languages."""
        for language in Language:
            text = phrase.say(language, **values)
            yield Triple(NamedNode(self.iri), NamedNode(predicate), Literal(text, language=language.value))

    def dates(self, predicate: str, day: date) -> Triple:
        """A day of it."""
        return self.says(predicate, day.isoformat(), "date")


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs of what a catalogue describes, under the base of the data."""

    base: str

    @property
    def catalogue(self) -> str:
        """That of the catalogue."""
        return f"{self.page(WHOLE)}#catalogue"

    def page(self, scope: str) -> str:
        """The address of the page about a dataset: that of its body for a document."""
        body = scope.partition("/")[0]
        return f"{self.base}/catalogue" if body == WHOLE else f"{self.base}/catalogue/{body}"

    @property
    def codebook(self) -> str:
        """Where the columns of tables are explained."""
        return f"{self.base}/dumps/codebook"

    def part(self, name: str) -> str:
        """Something of the catalogue as a whole, by a fragment of its address."""
        return f"{self.base}/catalogue#{name}"

    def dataset(self, scope: str) -> str:
        """A dataset; everything and a document have the IRI by which VoID describes them."""
        if scope == WHOLE:
            return void.dataset_iri(self.base)
        if "/" in scope:
            return f"{void.document_graph(self.base, DocumentKey.parse(scope))}#{void.DATASET}"
        return f"{self.page(scope)}#dataset"

    def series(self, body: str, kind: str) -> str:
        """The series of the documents of a kind of a body."""
        return f"{self.page(body)}#{kind}"

    def distribution(self, path: str) -> str:
        """The distribution of a dump, by its path."""
        scope = path.rpartition("/")[0]
        body, _, within = path.partition("/")
        return f"{self.page(scope)}#{path if body == WHOLE else within}"

    def download(self, path: str) -> str:
        """The address of a dump, by its path."""
        return f"{self.base}/dumps/{path}"
