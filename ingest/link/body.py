"""One body: from the states of all its documents to its graphs. Never looks at another body."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from pyoxigraph import Triple

from ingest.link import body_triples, found_triples, page_triples
from ingest.link.labels import names, version_label
from ingest.link.people import Entry, extended, people
from ingest.link.place import Place, document_iri, dutch, named_document, triple, version_iri
from ingest.link.resolve import Index, Resolved, Version, resolve
from ingest.link.state import DocumentState, numbers
from ingest.sources import Source
from ontology import terms as t
from ontology.codes import CitedKind, Resolution
from ontology.dataset import Coverage, Superseded
from ontology.iri import DocumentKey, home, slug


class HomelessTripleError(Exception):
    """A triple that belongs to no graph: a fault of this software, never of the input."""


class BodyInput(msgspec.Struct, frozen=True):
    """All that linking a body looks at."""

    base: str
    organisation: str
    name: str
    source: Source
    states: tuple[DocumentState, ...]
    ledger: tuple[Entry, ...]


class DocumentSummary(msgspec.Struct, frozen=True):
    """What the manifest says of a document."""

    document: DocumentKey
    edition: str
    coverage: Coverage
    references: dict[str, int]
    versions: tuple[str, ...]
    superseded: tuple[Superseded, ...]


class BodyGraphs(msgspec.Struct, frozen=True):
    """The graphs of a body as sorted lines of N-Quads, by graph IRI, the ledger as it is now, and summaries."""

    graphs: Mapping[str, Sequence[str]]
    ledger: tuple[Entry, ...]
    documents: tuple[DocumentSummary, ...]


class _Linked(msgspec.Struct, frozen=True):
    """A body with every reference resolved: what its triples are made from."""

    given: BodyInput
    index: Index
    ledger: tuple[Entry, ...]
    resolved: Mapping[DocumentKey, Sequence[tuple[Place, tuple[Resolved, ...]]]]
    named: frozenset[Version]
    named_documents: frozenset[DocumentKey]


def link(given: BodyInput) -> BodyGraphs:
    """The graphs of a body."""
    ledger = extended(given.ledger, given.organisation, given.states)
    index = Index(
        numbers(given.states), frozenset(state.document for state in given.states if completeness(state) == "yes")
    )
    identifiers = dict(people(ledger))
    resolved = {state.document: _resolve_document(given.base, state, index, identifiers) for state in given.states}
    named = _named(given.states, resolved, index, given.source)
    linked = _Linked(given, index, ledger, resolved, named, _named_documents(given.states, index))
    body_owned = _body_owned(linked)
    lines: dict[str, set[str]] = {}
    for statement in _body_triples(linked):
        graph_iri = home(given.base, statement.subject.value, statement.predicate.value, body_owned)  # type: ignore[union-attr]
        if graph_iri is None:
            raise HomelessTripleError(f"{statement} belongs to no graph")
        lines.setdefault(graph_iri, set()).add(f"{statement} <{graph_iri}> .")
    summaries = tuple(_summary(state, linked) for state in given.states)
    return BodyGraphs({graph_iri: sorted(found) for graph_iri, found in sorted(lines.items())}, ledger, summaries)


def completeness(state: DocumentState) -> str:
    """Whether all goals of a document are loaded: yes, no or unknown, by what the operator says and what was read."""
    listed = state.listed
    if listed is None:
        return "unknown"
    enough = listed.goals_expected is None or len(state.captures) >= listed.goals_expected
    if listed.complete is None:
        return "unknown" if listed.goals_expected is None else "yes" if enough else "no"
    return "yes" if listed.complete and enough else "no"


def _resolve_document(
    base: str, state: DocumentState, index: Index, identifiers: dict[str, str]
) -> list[tuple[Place, tuple[Resolved, ...]]]:
    places = [Place(base, state.document, capture, identifiers) for capture in state.captures]
    return [
        (place, tuple(resolve(reference, state.document, index) for reference in place.record.references))
        for place in places
    ]


def _named(
    states: Sequence[DocumentState],
    resolved: Mapping[DocumentKey, Sequence[tuple[Place, tuple[Resolved, ...]]]],
    index: Index,
    source: Source,
) -> frozenset[Version]:
    """The versions that are named and that no loaded page describes, with the tree above them."""
    mentioned: set[Version] = set()
    for state in states:
        for place, outcomes in resolved[state.document]:
            mentioned.add(own_version(place))
            mentioned |= {
                found for outcome in outcomes for found in (outcome.target, *outcome.candidates) if found is not None
            }
            mentioned |= {
                bearer(place, effect.on.kind, effect.on.number, index)
                for d in place.record.deviations
                for effect in d.effects
            }
    everything = mentioned | {parent for version in mentioned for parent in parents(version, source)}
    return frozenset(version for version in everything if not index.has(version))


def own_version(place: Place) -> Version:
    """The version that a page describes."""
    return Version(place.document, CitedKind.GOAL, place.record.page.number or "")


def parents(version: Version, source: Source) -> tuple[Version, ...]:
    """The versions above one in the tree, by its number: of goal 2.2.2 ambition 2.2 and programme 2."""
    levels = version.number.split(".")
    above = [".".join(levels[:length]) for length in range(1, len(levels))]
    return tuple(
        Version(version.document, kind, number) for number in above if (kind := source.kind_of(number)) is not None
    )


def bearer(place: Place, kind: CitedKind, number: str, index: Index) -> Version:
    """The version on which a financial effect falls, found as a reference is."""
    for reference in place.record.references:
        if reference.number == number and reference.kind is kind:
            target = resolve(reference, place.document, index).target
            if target is not None and reference.document is None:
                return target
    return Version(place.document, kind, number)


def _named_documents(states: Sequence[DocumentState], index: Index) -> frozenset[DocumentKey]:
    """The documents that words or headings name and of which nothing is loaded."""
    named: set[DocumentKey | None] = set()
    for state in states:
        for record in (capture.record for capture in state.captures):
            refs = (
                *(found.document for found in record.references),
                *(section.document for section in record.sections),
            )
            named |= {named_document(state.document.organisation, ref) for ref in refs}
    return frozenset(document for document in named if document is not None and document not in index.pages)


def _body_owned(linked: _Linked) -> frozenset[str]:
    base = linked.given.base
    versions = {version_iri(base, version) for version in linked.named}
    pages = {
        body_triples.old_page_iri(base, state.document, old.stamp, old.page)
        for state in linked.given.states
        for old in state.replaced
    }
    documents = {document_iri(base, document) for document in linked.named_documents}
    return frozenset(versions | pages | documents)


def _body_triples(linked: _Linked) -> Iterator[Triple]:
    base, code, name = linked.given.base, linked.given.organisation, linked.given.name
    records = [capture.record for state in linked.given.states for capture in state.captures]
    yield from body_triples.organisation_triples(base, code, name)
    printed = [holder.name for record in records for holder in record.holders]
    yield from body_triples.people_triples(base, code, printed, people(linked.ledger))
    yield from body_triples.domain_triples(
        base, code, name, [record.page.domain for record in records if record.page.domain]
    )
    for version in sorted(linked.named):
        yield from _named_triples(linked, version)
    called = names(linked.given.states)
    for document in sorted(linked.named_documents):
        subject = document_iri(base, document)
        yield triple(subject, t.RDF_TYPE, t.NAMED_DOCUMENT)
        yield from body_triples.title_triples(base, document, name)
    for state in linked.given.states:
        yield from body_triples.document_triples(base, name, linked.given.source, state, frozenset(linked.index.pages))
        for place, outcomes in linked.resolved[state.document]:
            version = own_version(place)
            yield from page_triples.page_triples(place, body_triples.edition_iri(base, state))
            yield from page_triples.version_triples(
                place, version, called.get((state.document, version.number)), linked.given.name
            )
            yield from _tree_triples(linked, version)
            yield from page_triples.list_triples(place)
            yield from page_triples.holder_triples(place)
            yield from found_triples.budget_triples(place)
            yield from _found_triples(linked, place, outcomes)


def _found_triples(linked: _Linked, place: Place, outcomes: Sequence[Resolved]) -> Iterator[Triple]:
    record = place.record
    for reference, resolved in zip(record.references, outcomes, strict=True):
        yield from found_triples.reference_triples(place, reference, resolved)
    for mention in record.mentions:
        yield from found_triples.mention_triples(place, mention)
    for target in record.targets:
        yield from found_triples.target_triples(place, target)
    for deviation in record.deviations:
        yield from found_triples.deviation_triples(place, deviation)
        for effect in deviation.effects:
            falls_on = bearer(place, effect.on.kind, effect.on.number, linked.index)
            yield from found_triples.effect_triples(place, deviation, effect, falls_on)


def _tree_triples(linked: _Linked, version: Version) -> Iterator[Triple]:
    links = {CitedKind.AMBITION: t.IN_AMBITION, CitedKind.PROGRAMME: t.IN_PROGRAMME, CitedKind.GOAL: t.SUB_GOAL_OF}
    for parent in parents(version, linked.given.source):
        yield triple(
            version_iri(linked.given.base, version), links[parent.kind], version_iri(linked.given.base, parent)
        )


def _named_triples(linked: _Linked, version: Version) -> Iterator[Triple]:
    subject = version_iri(linked.given.base, version)
    yield triple(subject, t.RDF_TYPE, t.NAMED_VERSION)
    yield triple(subject, t.NAMED_KIND, version.kind)
    yield from page_triples.handle_triples(linked.given.base, subject, version)
    yield triple(subject, t.RDFS_LABEL, dutch(version_label(version, None, linked.given.name)))
    yield from _tree_triples(linked, version)


def _summary(state: DocumentState, linked: _Linked) -> DocumentSummary:
    outcomes = Counter(
        str(outcome.resolution)
        for _, found in linked.resolved[state.document]
        for outcome in found
        if outcome.resolution is not Resolution.SELF
    )
    named = sum(version.document == state.document and version.kind is CitedKind.GOAL for version in linked.named)
    coverage = Coverage(
        pages_read=len(state.captures),
        goals_read=len(state.captures),
        versions_named=named,
        goals_expected=state.listed.goals_expected if state.listed else None,
        complete=completeness(state),
        declared_complete=state.listed.complete if state.listed else None,
    )
    superseded = tuple(Superseded(old.page, old.digest, old.stamp, old.exported_at, old.by) for old in state.replaced)
    versions = tuple(f"goal-version/{slug(capture.record.page.number or '')}" for capture in state.captures)
    return DocumentSummary(
        state.document, state.edition, coverage, dict(sorted(outcomes.items())), versions, superseded
    )
