"""The datasets of a release: all of it, one of each body and one of each document, which is in a series of its body.

Describes no distribution. What is said of all datasets alike is said once, here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Triple

from ontology.codes import DocumentKind
from ontology.iri import DocumentKey, is_fictional, organisation
from ontology.language import Language, Phrase, verbatim
from service.answers.coverage import Holdings
from service.answers.dcat import DCAT, DCT, FOAF, PROV, RDFS, Names, Thing, lists
from service.answers.dcat.lists import Listed
from service.answers.dcat.publisher import Publisher
from service.answers.vocabulary import code_label
from service.release.dump_names import WHOLE

_WHOLE: Final = Phrase("Beleidsdoelen en hun verbanden", "Policy goals and how they relate")
_BODY: Final = Phrase("Beleidsdoelen van {name}", "Policy goals of {name}")
_SERIES: Final = Phrase("{name}: reeks {kind}", "{name}: series {kind}")
_DOCUMENT: Final = Phrase("{title} van {name}: doelen en verbanden", "{title} of {name}: goals and how they relate")
_ABOUT: Final = Phrase(
    "Doelen, verwijzingen, portefeuillehouders, bedragen en effecten, gelezen uit wat {who} publiceert over "
    "{documents}. Elke uitspraak leidt terug naar de pagina en de woorden waaruit zij is gelezen. {coverage}",
    "Goals, references, portfolio holders, amounts and effects, read from what {who} publishes on {documents}. Every "
    "statement leads back to the page and the words that it was read from. {coverage}",
)
_ABOUT_SERIES: Final = Phrase(
    "De documenten van de soort {kind} van {name} die zijn geladen: {documents}.",
    "The documents of the kind {kind} of {name} that were loaded: {documents}.",
)
_BODIES: Final = Phrase("{count} gemeenten", "{count} municipalities")
_DOCUMENTS: Final = Phrase("{count} documenten", "{count} documents")
_COMPLETE: Final = Phrase("Alle doelen zijn geladen.", "All goals were loaded.")
_NOT_COMPLETE: Final = Phrase(
    "Niet alle doelen zijn geladen, of dat is niet bekend; zie de kwaliteitsmetingen.",
    "Not all goals were loaded, or it is not known; see the quality measurements.",
)
_PROVENANCE: Final = Phrase(
    "Door software gelezen uit webpagina's van {who}, met regels die in het vocabulaire staan; niet door hen nagezien.",
    "Read by software from web pages of {who}, with rules that the vocabulary states; not reviewed by them.",
)
_KEYWORDS: Final = (
    Phrase("beleidsdoelen", "policy goals"),
    Phrase("begroting", "budget"),
    Phrase("gemeente", "municipality"),
    Phrase("P&C-cyclus", "planning and control cycle"),
)
_FICTIONAL_KEYWORD: Final = Phrase("verzonnen gegevens", "fictional data")
_FICTIONAL: Final = Phrase(
    "{about} Let op: verzonnen als voorbeeld en geen bestaande gemeente: {names}.",
    "{about} Note: made up as an example and no real municipality: {names}.",
)
_MOST_NAMED: Final = 12


@dataclass(frozen=True, slots=True)
class DatasetDescription:
    """A dataset of a scope: everything, a body, or a document; `documents` are those that it has."""

    holdings: Holdings
    publisher: Publisher
    scope: str
    documents: Sequence[DocumentKey]

    @property
    def bodies(self) -> list[str]:
        """The codes of its bodies, sorted."""
        return sorted({document.organisation for document in self.documents})

    @property
    def title(self) -> Phrase:
        """What it is called."""
        if self.scope == WHOLE:
            return _WHOLE
        if "/" in self.scope:
            title = self.holdings.manifest.documents[self.scope].title
            return _said(_DOCUMENT, title=title, name=self._name(self.bodies[0]))
        return _said(_BODY, name=self._name(self.scope))

    @property
    def about(self) -> Phrase:
        """What it holds, and how much of what there is."""
        complete = all(
            coverage is not None and coverage.complete == "yes"
            for coverage in map(self.holdings.coverage, self.documents)
        )
        titles = [self.holdings.manifest.documents[document.path].title for document in self.documents]
        coverage = _COMPLETE if complete else _NOT_COMPLETE
        about = _said(_ABOUT, who=self._who(), documents=_few(titles), coverage=coverage)
        return with_fiction(about, self.holdings, self.bodies)

    def listed(self) -> Iterator[Listed]:
        """The values of lists that it points at."""
        yield from (lists.PUBLIC, lists.DUTCH, lists.GOVERNMENT, lists.ECONOMY, lists.IRREGULAR)
        yield from (lists.ORIGINATOR, lists.VOCABULARY)

    def triples(self, names: Names) -> Iterator[Triple]:
        """Its description."""
        thing, changed = Thing(names.dataset(self.scope)), self.holdings.changed(self.scope).date()
        yield from thing.is_a(f"{DCAT}Dataset")
        yield from thing.tells(f"{DCT}title", self.title)
        yield from thing.tells(f"{DCT}description", self.about)
        yield thing.says(f"{DCT}identifier", thing.iri)
        yield from self._responsible(names, thing)
        yield from self._listed(names, thing)
        yield thing.dates(f"{DCT}modified", changed)
        yield thing.says(f"{DCAT}version", self.holdings.release)
        yield from spatial(self.holdings, thing, self.bodies)
        yield from temporal(thing, self.documents)
        yield from self._source(thing)
        if "/" in self.scope:
            document = self.documents[0]
            yield thing.has(f"{DCAT}inSeries", names.series(document.organisation, document.kind.value))
        else:
            yield from self._parts(names, thing)

    def _responsible(self, names: Names, thing: Thing) -> Iterator[Triple]:
        for predicate in ("publisher", "creator"):
            yield thing.has(f"{DCT}{predicate}", self.publisher.node(names))
        yield thing.has(f"{DCAT}contactPoint", self.publisher.contact(names))

    def _listed(self, names: Names, thing: Thing) -> Iterator[Triple]:
        yield thing.has(f"{DCT}accessRights", lists.PUBLIC.iri)
        yield thing.has(f"{DCT}language", lists.DUTCH.iri)
        yield thing.has(f"{DCT}accrualPeriodicity", lists.IRREGULAR.iri)
        yield thing.has(f"{DCT}conformsTo", lists.VOCABULARY.iri)
        for theme in (lists.GOVERNMENT, lists.ECONOMY):
            yield thing.has(f"{DCAT}theme", theme.iri)
        for keyword in (*_KEYWORDS, *([_FICTIONAL_KEYWORD] if any(map(is_fictional, self.bodies)) else [])):
            yield from thing.tells(f"{DCAT}keyword", keyword)
        yield thing.has(f"{DCAT}landingPage", names.page(self.scope))
        yield thing.has(f"{FOAF}page", names.codebook)
        for page in (names.page(self.scope), names.codebook):
            yield from Thing(page).is_a(f"{FOAF}Document")

    def _source(self, thing: Thing) -> Iterator[Triple]:
        """The municipalities as those whose words it comes from (DCAT 3, section 6.4.21, qualified attribution)."""
        for body in self.bodies:
            attribution = Thing(f"{thing.iri}-{body}")
            yield thing.has(f"{PROV}qualifiedAttribution", attribution.iri)
            yield from attribution.is_a(f"{PROV}Attribution")
            yield attribution.has(f"{PROV}agent", organisation(self.holdings.base, body))
            yield attribution.has(f"{DCAT}hadRole", lists.ORIGINATOR.iri)
        statement = Thing(f"{thing.iri}-provenance")
        yield thing.has(f"{DCT}provenance", statement.iri)
        yield from statement.is_a(f"{DCT}ProvenanceStatement")
        yield from statement.tells(f"{RDFS}label", _said(_PROVENANCE, who=self._who()))

    def _parts(self, names: Names, thing: Thing) -> Iterator[Triple]:
        """What it is put together of: bodies of everything, documents of a body."""
        parts = self.bodies if self.scope == WHOLE else [document.path for document in self.documents]
        for part in parts:
            yield thing.has(f"{DCT}hasPart", names.dataset(part))

    def _who(self) -> str | Phrase:
        return _few([self._name(body) for body in self.bodies], _BODIES)

    def _name(self, body: str) -> str:
        return self.holdings.manifest.bodies[body].name


@dataclass(frozen=True, slots=True)
class SeriesDescription:
    """A series: the documents of a kind of a body, oldest first."""

    holdings: Holdings
    publisher: Publisher
    body: str
    kind: DocumentKind
    documents: Sequence[DocumentKey]

    def triples(self, names: Names) -> Iterator[Triple]:
        """Its description."""
        thing, label = Thing(names.series(self.body, self.kind.value)), code_label(self.kind)
        kind, name = Phrase(label.nl, label.en), self.holdings.manifest.bodies[self.body].name
        titles = [self.holdings.manifest.documents[document.path].title for document in self.documents]
        yield from thing.is_a(f"{DCAT}DatasetSeries")
        yield from thing.tells(f"{DCT}title", _said(_SERIES, name=name, kind=kind))
        yield from thing.tells(f"{DCT}description", _said(_ABOUT_SERIES, name=name, kind=kind, documents=_few(titles)))
        yield thing.has(f"{DCT}publisher", self.publisher.node(names))
        yield thing.has(f"{DCAT}contactPoint", self.publisher.contact(names))
        yield thing.has(f"{DCT}accrualPeriodicity", lists.IRREGULAR.iri)
        changed = max(self.holdings.changed(document.path) for document in self.documents)
        yield thing.dates(f"{DCT}modified", changed.date())
        yield from spatial(self.holdings, thing, [self.body])
        yield from temporal(thing, self.documents)


def with_fiction(about: Phrase, holdings: Holdings, bodies: Iterable[str]) -> Phrase:
    """What is said of data of bodies, and that some of those do not exist."""
    names = [holdings.manifest.bodies[body].name for body in sorted(bodies) if is_fictional(body)]
    return _said(_FICTIONAL, about=about, names=_few(names, _BODIES)) if names else about


def spatial(holdings: Holdings, thing: Thing, bodies: Sequence[str]) -> Iterator[Triple]:
    """The territories of municipalities, by their IRI in the TOOI register; a fictional one has an IRI of ours."""
    for body in bodies:
        place = Thing(organisation(holdings.base, body))
        name = verbatim(holdings.manifest.bodies[body].name)
        yield thing.has(f"{DCT}spatial", place.iri)
        yield from place.is_a(f"{DCT}Location")
        yield from place.tells(f"{RDFS}label", Phrase(name, name))


def temporal(thing: Thing, documents: Sequence[DocumentKey]) -> Iterator[Triple]:
    """The fiscal years of documents, as one period."""
    years = [document.year for document in documents]
    if years:
        period = Thing(f"{thing.iri}-years")
        yield thing.has(f"{DCT}temporal", period.iri)
        yield from period.is_a(f"{DCT}PeriodOfTime")
        yield period.says(f"{DCAT}startDate", f"{min(years):04}-01-01", "date")
        yield period.says(f"{DCAT}endDate", f"{max(years):04}-12-31", "date")


def _few(names: Sequence[str], counted: Phrase = _DOCUMENTS) -> str | Phrase:
    """Names in a sentence, or how many they are where nobody would read them all."""
    return ", ".join(names) if len(names) <= _MOST_NAMED else _said(counted, count=len(names))


def _said(phrase: Phrase, **values: object) -> Phrase:
    """A phrase with its values filled in, in both languages."""
    return Phrase(*(verbatim(phrase.say(language, **values)) for language in Language))
