"""The data services of a catalogue: the SPARQL endpoint and the JSON API (DCAT 3, section 6.9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from pyoxigraph import Triple

from ontology.iri import SERVICE, graph
from ontology.language import Phrase
from service.answers.dcat import DCAT, DCT, FOAF, RDFS, Names, Thing, lists
from service.answers.dcat.lists import Listed
from service.answers.dcat.publisher import Publisher
from service.release.dump_names import WHOLE


@dataclass(frozen=True, slots=True)
class DataService:
    """A service: by which fragment it is called, where it listens and is described, and what it conforms to."""

    name: str
    title: Phrase
    about: Phrase
    endpoint: str
    description: str
    standard: Listed

    def listed(self) -> Iterator[Listed]:
        """The values of lists that it points at."""
        yield from (lists.PUBLIC, lists.DUTCH, lists.GOVERNMENT, lists.CC0, self.standard)

    def triples(self, names: Names, publisher: Publisher, changed: date, *, with_dataset: bool) -> Iterator[Triple]:
        """Its description; `with_dataset` tells which dataset it serves."""
        thing = Thing(names.part(self.name))
        yield from thing.is_a(f"{DCAT}DataService")
        yield from thing.tells(f"{DCT}title", self.title)
        yield from thing.tells(f"{DCT}description", self.about)
        yield thing.says(f"{DCT}identifier", thing.iri)
        for predicate in ("publisher", "creator"):
            yield thing.has(f"{DCT}{predicate}", publisher.node(names))
        yield thing.has(f"{DCAT}contactPoint", publisher.contact(names))
        for predicate, address in (("endpointURL", self.endpoint), ("endpointDescription", self.description)):
            yield thing.has(f"{DCAT}{predicate}", f"{names.base}{address}")
            yield from Thing(f"{names.base}{address}").is_a(f"{RDFS}Resource")
        yield thing.has(f"{DCT}conformsTo", self.standard.iri)
        yield thing.has(f"{DCT}accessRights", lists.PUBLIC.iri)
        yield thing.has(f"{DCT}license", lists.CC0.iri)
        yield thing.has(f"{DCT}language", lists.DUTCH.iri)
        yield thing.has(f"{DCAT}theme", lists.GOVERNMENT.iri)
        yield from thing.tells(f"{DCAT}keyword", _KEYWORD)
        yield thing.has(f"{DCAT}landingPage", names.page(WHOLE))
        yield from Thing(names.page(WHOLE)).is_a(f"{FOAF}Document")
        yield thing.dates(f"{DCT}modified", changed)
        if with_dataset:
            yield thing.has(f"{DCAT}servesDataset", names.dataset(WHOLE))


_KEYWORD: Final = Phrase("beleidsdoelen", "policy goals")
_SPARQL: Final = DataService(
    "sparql",
    Phrase("SPARQL-eindpunt", "SPARQL endpoint"),
    Phrase("Vragen in SPARQL 1.1 over alle uitspraken.", "Questions in SPARQL 1.1 over all statements."),
    "/sparql",
    graph("", SERVICE),
    lists.DATA_SERVICE_STANDARD,
)
_API: Final = DataService(
    "api",
    Phrase("JSON-API", "JSON API"),
    Phrase(
        "Doelen, verwijzingen, portefeuillehouders en tabellen als JSON, volgens de API Design Rules.",
        "Goals, references, portfolio holders and tables as JSON, by the API Design Rules.",
    ),
    "/v1",
    "/v1/openapi.json",
    lists.API_STANDARD,
)
SERVICES: Final = (_SPARQL, _API)
