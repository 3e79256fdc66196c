"""One body: from the states of all its documents to its graphs. Never looks at another body."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import msgspec

from ingest.link import body_triples, found_triples, measured_triples, page_triples
from ingest.link.correction_triples import correction_triples
from ingest.link.decided import Decided, Decision, decide, with_changes
from ingest.link.enduring import Enduring, enduring
from ingest.link.grounds import Grounds
from ingest.link.history import History, histories
from ingest.link.history_triples import item_history, reference_history
from ingest.link.identity import Identity
from ingest.link.identity_triples import Kin, claim_triples, enduring_triples, kin, kin_triples
from ingest.link.labels import Name, names, titles, version_label
from ingest.link.meeting import Meets, meet
from ingest.link.observations import observation_triples, observed
from ingest.link.people import Entry, extended, people
from ingest.link.place import (
    VERSION_KINDS,
    Place,
    Triple,
    all_described,
    described,
    document_iri,
    dutch,
    named_document,
    triple,
    version_iri,
)
from ingest.link.profiles import Makes, Profile, profiles_of
from ingest.link.resolve import Index, Resolved, Version, resolve, standing
from ingest.link.state import DocumentState, numbers
from ingest.link.succession import Succession
from ingest.link.suspect import Suspects
from ingest.link.suspicion_triples import suspicion_triples
from ingest.link.told import told
from ingest.read.financial import FinancialEffect
from ingest.read.listing import LISTINGS
from ingest.read.record import Reference
from ingest.sources import Source
from ontology import terms as t
from ontology.codes import CitedKind, PageKind
from ontology.iri import DocumentKey, home


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
    decisions: tuple[Decision, ...] = ()


TREE_LINKS: Final = MappingProxyType(
    {CitedKind.AMBITION: t.IN_AMBITION, CitedKind.PROGRAMME: t.IN_PROGRAMME, CitedKind.GOAL: t.SUB_GOAL_OF}
)
Graphs = Mapping[str, Sequence[str]]
"""Sorted lines of N-Quads, by graph IRI."""


class Linked(msgspec.Struct, frozen=True):
    """A body with every reference resolved: what its triples are made from, document by document."""

    given: BodyInput
    index: Index
    ledger: tuple[Entry, ...]
    resolved: Mapping[DocumentKey, Sequence[tuple[Place, tuple[Resolved, ...]]]]
    named: frozenset[Version]
    named_documents: frozenset[DocumentKey]
    body_owned: frozenset[str]
    names: Mapping[tuple[DocumentKey, str], Name]
    suspects: Suspects
    profiles: Mapping[DocumentKey, Sequence[Profile]]
    identity: Identity
    enduring: Enduring
    kin: Mapping[Version, Kin]
    history: Mapping[DocumentKey, History]
    decided: Decided


def link(given: BodyInput, profiled: Makes = profiles_of, met: Meets = meet) -> Linked:
    """A body with every reference resolved and its goals followed.

    `profiled` may know profiles from before, `met` meetings of them.
    """
    ledger = extended(given.ledger, given.organisation, given.states)
    index = Index(
        numbers(given.states),
        frozenset(state.document for state in given.states if completeness(state) == "yes"),
        _numbered(given.source),
        given.name,
    )
    identifiers = dict(people(ledger))
    resolved = {state.document: _resolve_document(given.base, state, index, identifiers) for state in given.states}
    named = _named(given.states, resolved, index, given.source)
    documents = _named_documents(given.states, index)
    owned = _body_owned(given.base, given.states, named, documents)
    called = names(given.states)
    suspects = Suspects(given.states, resolved, called, index, given.name)
    profiles = {state.document: profiled(state, called, identifiers) for state in given.states}
    decided = decide(profiles, told(resolved), index.complete, given.decisions, given.states, met)
    identity = decided.identity
    succession = Succession(identity, (one for found in profiles.values() for one in found))
    lasting = enduring(ledger, given.organisation, identity)
    return Linked(
        given,
        index,
        lasting.ledger,
        resolved,
        named,
        documents,
        owned,
        called,
        suspects,
        profiles,
        identity,
        lasting,
        kin(identity, lasting),
        histories(resolved, succession, index.complete),
        decided,
    )


def _numbered(source: Source) -> frozenset[CitedKind]:
    """The kinds of things whose numbers can name a version: activities have none, programmes may be told by a title."""
    return (frozenset(source.numbers.values()) | {CitedKind.PROGRAMME}) - {CitedKind.ACTIVITY}


def graphs(linked: Linked, triples: Iterable[Triple]) -> Graphs:
    """Triples as the lines of the graphs that are their homes.

    Raises:
        HomelessTripleError: a triple belongs to no graph.
    """
    lines: dict[str, set[str]] = {}
    for statement in triples:
        home_graph = home(linked.given.base, statement.subject, statement.predicate, linked.body_owned)
        if home_graph is None:
            raise HomelessTripleError(f"{statement.text} belongs to no graph")
        lines.setdefault(home_graph, set()).add(f"{statement.text} <{home_graph}> .")
    return {graph_iri: sorted(found) for graph_iri, found in sorted(lines.items())}


def goals(state: DocumentState) -> int:
    """How many goals the pages of a document describe."""
    return sum(
        version.kind is CitedKind.GOAL
        for capture in state.captures
        for version in all_described(state.document, capture.record)
    )


def goals_expected(state: DocumentState) -> int | None:
    """How many goals a document has: by what the operator says, else by its tree page; None where neither does."""
    if state.listed is not None and state.listed.goals_expected is not None:
        return state.listed.goals_expected
    listed = {
        reference.number
        for capture in state.captures
        if capture.record.page.kind is PageKind.TREE
        for reference in capture.record.references
        if reference.kind is CitedKind.GOAL
    }
    return len(listed) or None


def completeness(state: DocumentState) -> str:
    """Whether all goals of a document are loaded: yes, no or unknown, by what is expected of it and what was read."""
    expected, declared = goals_expected(state), state.listed.complete if state.listed else None
    enough = expected is None or goals(state) >= expected
    if declared is None:
        return "unknown" if expected is None else "yes" if enough else "no"
    return "yes" if declared and enough else "no"


def _resolve_document(
    base: str, state: DocumentState, index: Index, identifiers: dict[str, str]
) -> list[tuple[Place, tuple[Resolved, ...]]]:
    places = [Place(base, state.document, capture, identifiers) for capture in state.captures]
    return [
        (place, tuple(resolve(_keyed(reference), state.document, index) for reference in place.record.references))
        for place in places
    ]


def _keyed(reference: Reference) -> Reference:
    """A reference by what names its target in the document, as resolving compares it."""
    return msgspec.structs.replace(reference, number=reference.key) if reference.key else reference


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
            mentioned |= set(all_described(place.document, place.record))
            mentioned |= {
                found for outcome in outcomes for found in (outcome.target, *outcome.candidates) if found is not None
            }
            fallen_on = (_bearer(place, effect, index) for _, effect in found_triples.effects_of(place.record))
            mentioned |= {version for version in fallen_on if version is not None}
        places = [place for place, _ in resolved[state.document]]
        mentioned |= {one.version for one in observed(places, source)}
    everything = mentioned | {parent for version in mentioned for parent in parents(version, source)}
    return frozenset(version for version in everything if not index.has(version))


def parents(version: Version, source: Source) -> tuple[Version, ...]:
    """The versions above one in the tree, by its number: of goal 2.2.2 ambition 2.2 and programme 2."""
    above = source.numbering.above(version.number)
    return tuple(Version(version.document, kind, number) for kind, number in above)


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


def _body_owned(
    base: str, states: Sequence[DocumentState], named: frozenset[Version], documents: frozenset[DocumentKey]
) -> frozenset[str]:
    """What the body graph describes, though its identifiers have the form of a document's."""
    versions = {version_iri(base, version) for version in named}
    pages = {page for state in states for page in body_triples.old_pages(base, state)}
    return frozenset(versions | pages | {document_iri(base, document) for document in documents})


def body_statements(linked: Linked) -> Iterator[Triple]:
    """What belongs to the body as a whole: organisation, people, domains, and what is only named."""
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
    for document in sorted(linked.named_documents):
        yield triple(document_iri(base, document), t.RDF_TYPE, t.NAMED_DOCUMENT)
        yield from body_triples.title_triples(base, document, name)
    yield from enduring_triples(base, titles(linked.given.states, linked.names), linked.identity, linked.enduring)
    grounds = Grounds(linked.resolved, linked.identity)
    for claim in linked.identity.claims:
        yield from claim_triples(base, claim, grounds.of(claim))


def document_statements(linked: Linked, state: DocumentState) -> Iterator[Triple]:
    """What the pages of one document state, and the run that read them."""
    base, name = linked.given.base, linked.given.name
    state = with_changes(state, linked.decided.changes.get(state.document, {}))
    loaded = frozenset(linked.index.pages)
    yield from body_triples.document_triples(base, name, linked.given.source, state, loaded)
    for place, outcomes in linked.resolved[state.document]:
        version = described(state.document, place.record)
        yield from page_triples.page_triples(place, body_triples.edition_iri(base, state))
        if version is not None:
            called = linked.names.get((state.document, version.number))
            yield from page_triples.version_triples(place, version, called, name)
            yield from _tree_triples(linked, version)
            yield from _kin_triples(linked, version)
        for index in range(len(place.record.stated)):
            yield from _kin_triples(linked, place.stated(index))
            yield from page_triples.stated_triples(place, index, name)
            yield from _stated_tree_triples(linked, place, index)
        yield from page_triples.list_triples(place)
        yield from page_triples.holder_triples(place)
        yield from measured_triples.measured_triples(place)
        yield from item_history(place, linked.history[state.document])
        yield from _found_triples(linked, place, outcomes)
    places = [place for place, _ in linked.resolved[state.document]]
    amounts = observed(places, linked.given.source)
    for one in amounts:
        yield from observation_triples(one, linked.index)
    for place, changes in zip(places, state.changes, strict=bool(state.changes)):
        yield from correction_triples(place, changes, amounts)


def _kin_triples(linked: Linked, version: Version) -> Iterator[Triple]:
    if version in linked.kin:
        yield from kin_triples(linked.given.base, version, linked.kin[version])


def _found_triples(linked: Linked, place: Place, outcomes: Sequence[Resolved]) -> Iterator[Triple]:
    record = place.record
    places = Counter((reference.start, reference.end) for reference in record.references)
    suspicions, history = linked.suspects.of(place.document), linked.history[place.document]
    for order, (reference, resolved) in enumerate(zip(record.references, outcomes, strict=True)):
        shared = places[reference.start, reference.end] > 1
        if place.record.page.kind in LISTINGS:
            yield from found_triples.listed_triples(place, reference, resolved)
        yield from found_triples.reference_triples(place, reference, resolved, shares_place=shared)
        yield from reference_history(place, reference, order, history, shares_place=shared)
        if (place.page, order) in suspicions:
            suspicion = suspicions[place.page, order]
            yield from suspicion_triples(place, reference, suspicion, shares_place=shared)
    for mention in record.mentions:
        yield from found_triples.mention_triples(place, mention)
    for target in record.targets:
        yield from found_triples.target_triples(place, target)
    for deviation in record.deviations:
        yield from found_triples.deviation_triples(place, deviation)
    for deviation_of, effect in found_triples.effects_of(record):
        falls_on = _bearer(place, effect, linked.index)
        if falls_on is not None:
            yield from found_triples.effect_triples(place, deviation_of, effect, falls_on)


def _bearer(place: Place, effect: FinancialEffect, index: Index) -> Version | None:
    """What an effect falls on; what an activity bears falls on the thing that the text is about."""
    if effect.on.kind in VERSION_KINDS:
        return standing(effect.on.kind, effect.on.number, place.document, index)
    about = place.record.about(effect.start)
    return described(place.document, place.record) if about is None else place.stated(about)


def _tree_triples(linked: Linked, version: Version) -> Iterator[Triple]:
    """The place of a version in the tree, by its number."""
    for parent in parents(version, linked.given.source):
        yield _in_tree(linked, version, parent)


def _stated_tree_triples(linked: Linked, place: Place, index: int) -> Iterator[Triple]:
    """The place in the tree of a version that a page states: by its number, else below what the page is about."""
    version = place.stated(index)
    by_number = parents(version, linked.given.source)
    yield from (_in_tree(linked, version, parent) for parent in by_number)
    above = place.record.stated[index].above
    chain = (None if above is None else place.stated(above), described(place.document, place.record))
    known = {parent.kind for parent in by_number}
    yield from (_in_tree(linked, version, one) for one in chain if one is not None and one.kind not in known)


def _in_tree(linked: Linked, version: Version, parent: Version) -> Triple:
    return triple(
        version_iri(linked.given.base, version), TREE_LINKS[parent.kind], version_iri(linked.given.base, parent)
    )


def _named_triples(linked: Linked, version: Version) -> Iterator[Triple]:
    subject = version_iri(linked.given.base, version)
    yield triple(subject, t.RDF_TYPE, t.NAMED_VERSION)
    yield triple(subject, t.NAMED_KIND, version.kind)
    yield from page_triples.handle_triples(linked.given.base, subject, version)
    yield triple(subject, t.RDFS_LABEL, dutch(version_label(version, None, linked.given.name)))
    yield from _tree_triples(linked, version)
