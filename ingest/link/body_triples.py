"""Triples of a body and its documents: organisation, people, domains, editions, money tables, runs."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode

from ingest.link.correction_triples import correction_iri
from ingest.link.labels import document_title
from ingest.link.people import fullest, person_key, printings
from ingest.link.place import Place, Triple, document_iri, dutch, triple
from ingest.link.state import DocumentState, Replaced, page_name
from ingest.read.page import READER_VERSION
from ingest.sources import Source
from ontology import terms as t
from ontology.codes import DocumentKind
from ontology.iri import DocumentKey, graph, in_body, in_document, mint, organisation, run, slug
from ontology.terms import Iri


def organisation_triples(base: str, code: str, name: str) -> Iterator[Triple]:
    """The organisation and its college."""
    body, college = organisation(base, code), mint(base, in_body("college", code))
    for body_class in (t.TOOI_GEMEENTE, t.ORG_FORMAL_ORGANIZATION, t.M8G_PUBLIC_ORGANISATION):
        yield triple(body, t.RDF_TYPE, body_class)
    for predicate in (t.RDFS_LABEL, t.SKOS_PREF_LABEL):
        yield triple(body, predicate, dutch(name))
    yield triple(body, t.NAME, Literal(name))
    yield triple(college, t.RDF_TYPE, t.ORG_ORGANIZATIONAL_UNIT)
    yield triple(college, t.ORG_UNIT_OF, body)
    yield triple(college, t.RDFS_LABEL, dutch(f"College van burgemeester en wethouders van {name}"))


def people_triples(base: str, code: str, printed: Iterable[str], identifiers: Mapping[str, str]) -> Iterator[Triple]:
    """The people whose names are printed; of a person only the name is kept, in the fullest form and in the others."""
    for identifier, forms in printings(printed, identifiers).items():
        person, name = mint(base, in_body("person", code, identifier)), fullest(forms)
        yield triple(person, t.RDF_TYPE, t.FOAF_PERSON)
        yield triple(person, t.FOAF_NAME, Literal(name))
        yield triple(person, t.RDFS_LABEL, Literal(name))
        for other in sorted(forms.keys() - {name}):
            yield triple(person, t.SKOS_ALT_LABEL, Literal(other))


def domain_triples(base: str, code: str, name: str, printed: Iterable[str]) -> Iterator[Triple]:
    """The domains that pages print, as concepts of one scheme."""
    scheme = mint(base, in_body("domain-scheme", code))
    yield triple(scheme, t.RDF_TYPE, t.SKOS_CONCEPT_SCHEME)
    yield triple(scheme, t.DCTERMS_TITLE, dutch(f"Domeinen van {name}"))
    yield triple(scheme, t.RDFS_LABEL, dutch(f"Domeinen van {name}"))
    for domain in _one_printing_each(printed):
        subject = mint(base, in_body("domain", code, slug(domain)))
        yield triple(subject, t.RDF_TYPE, t.DOMAIN)
        yield triple(subject, t.RDF_TYPE, t.SKOS_CONCEPT)
        yield triple(subject, t.SKOS_PREF_LABEL, dutch(domain))
        yield triple(subject, t.RDFS_LABEL, dutch(domain))
        yield triple(subject, t.SKOS_NOTATION, Literal(slug(domain)))
        yield triple(
            subject, t.SKOS_DEFINITION, dutch(f"Het domein «{domain}» waarmee {name} haar programma's ordent.")
        )
        yield triple(subject, t.SKOS_IN_SCHEME, scheme)
        yield triple(subject, t.SKOS_TOP_CONCEPT_OF, scheme)


def title_triples(base: str, document: DocumentKey, name: str) -> Iterator[Triple]:
    """What a document is called and which one it is."""
    subject, title = document_iri(base, document), document_title(document)
    yield triple(subject, t.DCTERMS_TITLE, dutch(title))
    yield triple(subject, t.RDFS_LABEL, dutch(f"{title} ({name})"))
    yield triple(subject, t.DOCUMENT_KIND, document.kind)
    yield triple(subject, t.YEAR, document.year)
    if document.sequence is not None:
        yield triple(subject, t.SEQUENCE_IN_YEAR, document.sequence)
    yield triple(subject, t.ORGANISATION, organisation(base, document.organisation))
    yield triple(subject, t.ORGANISATION_NAME, Literal(name))


def document_triples(
    base: str, name: str, source: Source, state: DocumentState, loaded: frozenset[DocumentKey]
) -> Iterator[Triple]:
    """The document, its edition, its money table, its superseded captures, and the run that made its graphs."""
    document, subject, edition = state.document, document_iri(base, state.document), edition_iri(base, state)
    yield triple(subject, t.RDF_TYPE, t.PLANNING_CONTROL_DOCUMENT)
    yield from title_triples(base, document, name)
    budget = DocumentKey(document.organisation, DocumentKind.BEGROTING, document.year)
    if document.kind in {DocumentKind.BERAP, DocumentKind.JAARSTUKKEN} and budget in loaded:
        yield triple(subject, t.REPORTS_ON, document_iri(base, budget))
    yield triple(edition, t.RDF_TYPE, t.EDITION)
    yield triple(edition, t.EDITION_OF, subject)
    yield triple(edition, t.RDFS_LABEL, dutch(f"{document_title(document)} ({name}), editie {state.edition}"))
    exports = [capture.record.page.exported_at for capture in state.captures if capture.record.page.exported_at]
    if exports:
        yield triple(edition, t.EXPORTED_AT, Literal(max(exports), datatype=NamedNode(t.XSD_DATE_TIME)))
    if any(capture.record.budget for capture in state.captures):
        yield from _table_triples(base, name, source, document)
    yield from _replaced_triples(base, state)
    yield from _run_triples(base, name, source, state)


def edition_iri(base: str, state: DocumentState) -> Iri:
    """The edition that a document is in now."""
    return mint(base, in_document("edition", state.document, state.edition))


def old_pages(base: str, state: DocumentState) -> dict[Iri, Replaced]:
    """The captures that were superseded, by what they are called.

    One of the same moment as another has its name too, which is that of the one that counts; the manifest has them all.
    """
    named = {Place(base, state.document, capture, {}).page for capture in state.captures}
    found: dict[Iri, Replaced] = {}
    for old in state.replaced:
        page = mint(base, in_document("page", state.document, old.stamp, old.page))
        if page not in named:
            found.setdefault(page, old)
    return found


def _table_triples(base: str, name: str, source: Source, document: DocumentKey) -> Iterator[Triple]:
    table = mint(base, in_document("budget-table", document))
    yield triple(table, t.RDF_TYPE, t.QB_DATA_SET)
    yield triple(table, t.RDFS_LABEL, dutch(f"Baten en lasten per doel, {document_title(document)} ({name})"))
    yield triple(table, t.QB_STRUCTURE, t.BUDGET_STRUCTURE)
    yield triple(table, t.OBEU_CURRENCY, t.EURO)
    yield triple(table, t.SIGN_CONVENTION, source.sign_convention)


def _replaced_triples(base: str, state: DocumentState) -> Iterator[Triple]:
    """Superseded captures: named, with what replaced them; their texts are gone."""
    by_page = {page_name(capture.record): capture for capture in state.captures}
    for subject, old in old_pages(base, state).items():
        current = by_page.get(old.page)
        yield triple(subject, t.RDF_TYPE, t.PAGE)
        yield triple(
            subject, t.RDFS_LABEL, dutch(f"Eerdere vastlegging van {old.page} ({document_title(state.document)})")
        )
        yield triple(subject, t.SOURCE_DIGEST, Literal(old.digest))
        if old.exported_at:
            yield triple(subject, t.EXPORTED_AT, Literal(old.exported_at, datatype=NamedNode(t.XSD_DATE_TIME)))
        if current is not None:
            yield triple(subject, t.SUPERSEDED_BY, Place(base, state.document, current, {}).page)


def _run_triples(base: str, name: str, source: Source, state: DocumentState) -> Iterator[Triple]:
    """The run that made the graphs of a document, named by the digest of what it read and of the corrections."""
    used = [
        correction_iri(Place(base, state.document, capture, {}), change)
        for capture, changes in zip(state.captures, state.changes, strict=bool(state.changes))
        for change in changes
    ]
    inputs = [
        READER_VERSION,
        str(source),
        *sorted(capture.record.page.sha256 for capture in state.captures),
        *used,
    ]
    subject = mint(base, run(hashlib.sha256("\n".join(inputs).encode()).hexdigest()[:16]))
    document_graph = graph(base, "doc", state.document.path)
    yield triple(document_graph, t.RDF_TYPE, t.DOCUMENT_GRAPH)
    for made in (document_graph, graph(base, "text", state.document.path)):
        yield triple(made, t.PROV_WAS_GENERATED_BY, subject)
    yield triple(subject, t.RDF_TYPE, t.PROV_ACTIVITY)
    yield triple(subject, t.RDFS_LABEL, dutch(f"Lezing van {document_title(state.document)} ({name})"))
    yield triple(subject, t.PROV_WAS_ASSOCIATED_WITH, t.SOFTWARE_AGENT)
    yield triple(subject, t.READER_VERSION, Literal(READER_VERSION))
    for capture in state.captures:
        yield triple(subject, t.PROV_USED, Place(base, state.document, capture, {}).page)
    for correction in used:
        yield triple(subject, t.PROV_USED, correction)


def _one_printing_each(texts: Iterable[str]) -> list[str]:
    """One printing of each name: the most frequent, and of those the first by alphabet."""
    by_key: dict[str, Counter[str]] = {}
    for text in texts:
        by_key.setdefault(person_key(text), Counter())[text] += 1
    return [min(found, key=lambda text: (-found[text], text)) for _, found in sorted(by_key.items())]
