"""A catalogue by DCAT-AP-NL 3.0, some datasets at a time, with all that a reader needs of what they point at.

A large release is told in pages (Hydra, as harvesters of CKAN follow them), so that no page grows with it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Triple

from ontology.codes import DocumentKind
from ontology.iri import DocumentKey
from ontology.language import Phrase
from service.answers.coverage import Holdings
from service.answers.dcat import DCAT, DCT, FOAF, HYDRA, Names, Thing, lists
from service.answers.dcat.datasets import DatasetDescription, SeriesDescription, spatial, temporal, with_fiction
from service.answers.dcat.distributions import Distribution, rights
from service.answers.dcat.lists import Listed
from service.answers.dcat.publisher import Publisher
from service.answers.dcat.quality import quality
from service.answers.dcat.services import SERVICES
from service.release.dump_names import WHOLE
from service.release.dumps import Dump

# With sixteen distributions each a page stays well below what harvesters read at a time.
PAGE_SIZE: Final = 20
_TITLE: Final = Phrase("Catalogus van beleidsdoelen", "Catalogue of policy goals")
_ABOUT: Final = Phrase(
    "Gegevensverzamelingen over doelen van gemeenten, met downloads en diensten, gemaakt met doelgraaf.",
    "Datasets about goals of municipalities, with downloads and services, made with doelgraaf.",
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The catalogue of a release; `dumps` are by path, `paths` by dataset, and `documents` by body."""

    holdings: Holdings
    publisher: Publisher
    dumps: Mapping[str, Dump]
    paths: Mapping[str, Sequence[str]]
    documents: Mapping[str, Sequence[DocumentKey]]

    @classmethod
    def of(cls, holdings: Holdings, publisher: Publisher, dumps: Mapping[str, Dump]) -> "Catalogue":
        """By what a release holds, and its dumps."""
        paths: dict[str, list[str]] = {}
        for path in sorted(dumps):
            paths.setdefault(path.rpartition("/")[0], []).append(path)
        documents: dict[str, list[DocumentKey]] = {body: [] for body in sorted(holdings.manifest.bodies)}
        for document in holdings.documents:
            documents.setdefault(document.organisation, []).append(document)
        return cls(holdings, publisher, dumps, paths, documents)

    @property
    def names(self) -> Names:
        """How things are called."""
        return Names(self.holdings.base)

    @property
    def about(self) -> Phrase:
        """What it holds, and which of its bodies do not exist."""
        return with_fiction(_ABOUT, self.holdings, self.documents)

    @property
    def everything(self) -> Sequence[DocumentKey]:
        """All documents."""
        return [document for found in self.documents.values() for document in found]

    def scopes(self, body: str | None = None) -> list[str]:
        """The datasets in their order: everything, then each body before its documents; or those of one body."""
        found = [] if body else [WHOLE]
        for code in self.documents if body is None else [body]:
            found += [code, *(document.path for document in self.documents[code])]
        return found

    def pages(self, body: str | None = None) -> int:
        """How many pages there are."""
        return max(-(-len(self.scopes(body)) // PAGE_SIZE), 1)

    def dataset(self, scope: str) -> DatasetDescription:
        """A dataset."""
        if scope == WHOLE:
            documents = self.everything
        elif "/" in scope:
            documents = (DocumentKey.parse(scope),)
        else:
            documents = self.documents[scope]
        return DatasetDescription(self.holdings, self.publisher, scope, documents)

    def distributions(self, scope: str) -> list[Distribution]:
        """The distributions of a dataset."""
        return [Distribution(path, self.dumps[path]) for path in self.paths.get(scope, [])]

    def on_page(self, page: int, body: str | None = None) -> list[str]:
        """The datasets of a page."""
        return self.scopes(body)[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]

    def triples(self, page: int = 1, body: str | None = None) -> list[Triple]:
        """A page, each triple once, those of a thing together."""
        found = dict.fromkeys(self._told(self.on_page(page, body)))
        if self.pages(body) > 1:
            found |= dict.fromkeys(self._paging(page, body))
        by_thing: dict[str, list[Triple]] = {}
        for triple in found:
            by_thing.setdefault(str(triple.subject), []).append(triple)
        return [triple for triples in by_thing.values() for triple in triples]

    def _told(self, scopes: list[str]) -> Iterator[Triple]:
        listed: dict[str, Listed] = {}
        yield from self._itself(scopes)
        for service in SERVICES:
            listed |= {one.iri: one for one in service.listed()}
            made = self.holdings.published_at.date()
            yield from service.triples(self.names, self.publisher, made, with_dataset=WHOLE in scopes)
        for scope in scopes:
            dataset = self.dataset(scope)
            listed |= {one.iri: one for one in dataset.listed()}
            yield from self._dataset(dataset)
            for distribution in self.distributions(scope):
                listed |= {one.iri: one for one in distribution.listed()}
                yield from self._distribution(dataset, distribution)
        for body, kind in _series(scopes):
            of_kind = [document for document in self.documents[body] if document.kind is kind]
            yield from SeriesDescription(self.holdings, self.publisher, body, kind, of_kind).triples(self.names)
        yield from self.publisher.triples(self.names)
        yield from rights(self.names)
        for one in (*listed.values(), lists.ENGLISH):
            yield from one.triples()

    def _itself(self, scopes: list[str]) -> Iterator[Triple]:
        names, thing = self.names, Thing(self.names.catalogue)
        yield from thing.is_a(f"{DCAT}Catalog")
        yield from thing.tells(f"{DCT}title", _TITLE)
        yield from thing.tells(f"{DCT}description", self.about)
        for predicate in ("publisher", "creator"):
            yield thing.has(f"{DCT}{predicate}", self.publisher.node(names))
        yield thing.has(f"{DCAT}contactPoint", self.publisher.contact(names))
        yield thing.has(f"{DCT}license", lists.CC0.iri)
        yield thing.has(f"{DCT}language", lists.DUTCH.iri)
        yield thing.has(f"{DCT}language", lists.ENGLISH.iri)
        yield thing.has(f"{FOAF}homepage", f"{names.base}/catalogue")
        yield from Thing(f"{names.base}/catalogue").is_a(f"{FOAF}Document")
        yield thing.dates(f"{DCT}modified", self.holdings.published_at.date())
        yield from spatial(self.holdings, thing, sorted({scope.partition("/")[0] for scope in scopes} - {WHOLE}))
        yield from temporal(thing, self.everything)
        for service in SERVICES:
            yield thing.has(f"{DCAT}service", names.part(service.name))
        for scope in scopes:
            yield thing.has(f"{DCAT}dataset", names.dataset(scope))

    def _dataset(self, dataset: DatasetDescription) -> Iterator[Triple]:
        names = self.names
        yield from dataset.triples(names)
        yield from quality(self.holdings, names, Thing(names.dataset(dataset.scope)), dataset.documents)

    def _distribution(self, dataset: DatasetDescription, distribution: Distribution) -> Iterator[Triple]:
        names = self.names
        yield Thing(names.dataset(dataset.scope)).has(f"{DCAT}distribution", names.distribution(distribution.path))
        changed = distribution.changed or self.holdings.changed(dataset.scope)
        yield from distribution.triples(names, changed.date())

    def _paging(self, page: int, body: str | None) -> Iterator[Triple]:
        """Where the other pages are (Hydra Core Vocabulary, partial collection views)."""
        address = self.names.page(body or WHOLE)
        last = self.pages(body)
        thing, view = Thing(self.names.catalogue), Thing(f"{address}?page={page}")
        yield from thing.is_a(f"{HYDRA}Collection")
        yield thing.says(f"{HYDRA}totalItems", str(len(self.scopes(body))), "integer")
        yield thing.has(f"{HYDRA}view", view.iri)
        yield from view.is_a(f"{HYDRA}PartialCollectionView")
        others = {"first": 1, "previous": page - 1, "next": page + 1, "last": last}
        for name, number in others.items():
            if 1 <= number <= last:
                yield view.has(f"{HYDRA}{name}", f"{address}?page={number}")


def _series(scopes: list[str]) -> list[tuple[str, DocumentKind]]:
    """The series of the documents among datasets."""
    found = {(scope.split("/")[0], DocumentKind(scope.split("/")[1])) for scope in scopes if "/" in scope}
    return sorted(found)
