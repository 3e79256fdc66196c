"""A version of a goal, ambition or programme: all that one document says of it, and the page that says so.

Asks the engine a fixed number of queries, whatever the page holds. Knows no HTTP and no template.
"""

import asyncio
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from pyoxigraph import NamedNode

from ontology.iri import DocumentKey, Identifier, in_document, mint, organisation, parse, slug
from ontology.terms import (
    ACTIVITIES_STATE,
    BALANCE,
    CRITERIA_LEAD,
    CRITERIA_STATE,
    DESCRIBED_ON,
    EXPENDITURE,
    FRAMEWORK_NOTES_STATE,
    HAS_EFFECT,
    HOLDER_NAME,
    HOLDERS_STATE,
    IN_AMBITION,
    IN_DOCUMENT,
    IN_DOMAIN,
    IN_PROGRAMME,
    NAME,
    NAME_FOUND_BY,
    NAMED_VERSION,
    NUMBER,
    ORGANISATION,
    ORGANISATION_NAME,
    RDF_TYPE,
    RDFS_LABEL,
    REVENUE,
    STATEMENT,
    SUB_GOAL_OF,
    YEAR,
)
from service.answers import contents
from service.answers.corrections import Correction, read_corrections
from service.answers.documents import Summary, read_summaries
from service.answers.facts import Facts
from service.answers.holders import Holder, read_holders
from service.answers.labels import Labels, Named, read_labels
from service.answers.queries import query
from service.answers.references import Reference, read_references
from service.answers.vocabulary import Coded, coded
from service.answers.what_came import WhatCame, read_what_came
from service.engine.engine import Engine


@dataclass(frozen=True, slots=True)
class ListStates:
    """Which lists the page has: filled, a heading without a list, or no heading; None where the page says nothing."""

    criteria: Coded | None
    activities: Coded | None
    notes: Coded | None
    holders: Coded | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a version stands in the tree of its document; each None where the document does not say."""

    goal: Named | None
    ambition: Named | None
    programme: Named | None
    domain: Named | None


@dataclass(frozen=True, slots=True)
class Money:
    """The amounts of the document's own year: plain decimals in euro, as the page prints the sign."""

    expenditure: str | None
    revenue: str | None
    balance: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """What one document says of a goal, ambition or programme.

    `page` is None for a version that is only named, of which no page was loaded; its lists are then empty.
    """

    iri: str
    kind: str
    number: str
    name: str | None
    name_found_by: Coded | None
    label: str
    statement: str | None
    year: int | None
    organisation: Named
    document: Named
    place: Place
    money: Money
    holder_names: tuple[str, ...]
    holders: tuple[Holder, ...]
    states: ListStates
    criteria_lead: str | None
    page: contents.Page | None
    sections: tuple[contents.Section, ...]
    criteria: tuple[contents.Item, ...]
    activities: tuple[contents.Item, ...]
    notes: tuple[contents.Item, ...]
    targets: tuple[contents.Target, ...]
    mentions: tuple[contents.Mention, ...]
    deviations: tuple[contents.Deviation, ...]
    budget: tuple[contents.Amount, ...]
    references: tuple[Reference, ...]
    evidence: tuple[contents.Evidence, ...]
    corrected: tuple[Correction, ...] = ()
    what_came: tuple[WhatCame, ...] = ()


def version_iri(base: str, kind: str, document: DocumentKey, number: str) -> str | None:
    """The IRI of a version by its number as printed or as it stands in an IRI; None for what can't be a number."""
    local = slug(number)
    if not local or local != number.strip().lower().replace(" ", "-"):
        return None
    return mint(base, in_document(f"{kind}-version", document, local))


def version_kind(identifier: Identifier | None) -> str | None:
    """The kind of version that an identifier is one of: goal, ambition or programme; None for anything else."""
    if identifier is None or identifier.document is None or len(identifier.local) != 1:
        return None
    kind, _, rest = identifier.kind.partition("-")
    return kind if rest == "version" else None


async def find_version(engine: Engine, iri: str) -> Version | None:
    """All that the release holds of a version; None where there is none. One query, and six more where it exists."""
    subject = NamedNode(iri)
    rows = await engine.rows(query("statements"), {"s": subject})
    facts = Facts.of(rows)
    if not facts.text(iri, IN_DOCUMENT):
        return None
    names = ("version-labels", "page", "page-parts", "budget", "version-holders", "what-came")
    labels, page, parts, budget, holders, came = await asyncio.gather(
        *(engine.rows(query(name), {"version": subject}) for name in names)
    )
    found = _Found(facts, Facts.of([*page, *parts]), Facts.of(budget), read_labels(labels), read_holders(holders))
    return replace(_read(iri, found), what_came=read_what_came(came))


async def versions_under(engine: Engine, iri: str) -> Sequence[Summary]:
    """The versions under an ambition, a programme or a goal, by number; one query."""
    return read_summaries(await engine.rows(query("parts-of-version"), {"parent": NamedNode(iri)}))


@dataclass(frozen=True, slots=True)
class _Found:
    """What the queries gave: of the version, of its page and what stands on it, of its amounts."""

    version: Facts
    parts: Facts
    budget: Facts
    labels: Labels
    holders: tuple[Holder, ...]


def _read(iri: str, found: _Found) -> Version:
    facts, parts, labels = found.version, found.parts, found.labels
    own = facts.objects(iri)  # a page may describe several versions: what stands on it belongs to one of them
    page = facts.text(iri, DESCRIBED_ON)
    number = facts.text(iri, NUMBER) or iri.rpartition("/")[2]
    return Version(
        iri=iri,
        kind=iri.rpartition("-version/")[0].rpartition("/")[2],
        number=number,
        name=facts.text(iri, NAME),
        name_found_by=_coded(facts, iri, NAME_FOUND_BY),
        label=facts.text(iri, RDFS_LABEL) or number,
        statement=facts.text(iri, STATEMENT),
        year=facts.integer(iri, YEAR),
        organisation=_organisation(iri, facts, labels),
        document=labels.named(facts.texts(iri, IN_DOCUMENT)[0]),
        place=_place(facts, iri, labels),
        money=Money(facts.text(iri, EXPENDITURE), facts.text(iri, REVENUE), facts.text(iri, BALANCE)),
        holder_names=facts.texts(iri, HOLDER_NAME),
        holders=found.holders,
        states=_states(facts, iri),
        criteria_lead=facts.text(iri, CRITERIA_LEAD),
        page=None if page is None or is_only_named(facts, iri) else contents.read_page(parts, page),
        sections=contents.read_sections(parts),
        criteria=_only(own, contents.read_criteria(parts, labels)),
        activities=_only(own, contents.read_activities(parts, labels)),
        notes=_only(own, contents.read_notes(parts, labels)),
        targets=_only(own, contents.read_targets(parts)),
        mentions=_only(own, contents.read_mentions(parts)),
        deviations=_only(own, contents.read_deviations(parts, labels)),
        budget=contents.read_amounts(found.budget, parts),
        references=_only(own, read_references(parts, labels)),
        evidence=contents.read_evidence(facts, iri, parts),
        corrected=_corrected(iri, found),
    )


def _organisation(iri: str, facts: Facts, labels: Labels) -> Named:
    """The body of a version: the one that it states, else, in a dataset with violations, the one of its identifier."""
    stated = facts.text(iri, ORGANISATION)
    if stated is None:
        base = iri.partition("/id/")[0]
        identifier = parse(base, iri)
        stated = organisation(base, (identifier.organisation if identifier else None) or "")
    return Named(stated, facts.text(iri, ORGANISATION_NAME) or labels.named(stated).label)


def _corrected(iri: str, found: _Found) -> tuple[Correction, ...]:
    """The corrections of a version: of itself, of its page, and of what belongs to it."""
    own = {iri, *found.version.objects(iri), *found.budget.statements}
    own |= {effect for deviation in own for effect in found.parts.links(deviation, HAS_EFFECT)}
    return tuple(one for thing, some in read_corrections(found.parts).items() if thing in own for one in some)


class _Part(Protocol):
    """Something that stands on a page."""

    @property
    def iri(self) -> str:
        """What it is called in the graph."""
        ...


Some = TypeVar("Some", bound=_Part)


def _only(own: Container[str], found: Iterable[Some]) -> tuple[Some, ...]:
    """Of what stands on a page the things that a version links to."""
    return tuple(one for one in found if one.iri in own)


def is_only_named(facts: Facts, iri: str) -> bool:
    """Whether the version is one that pages name and no loaded page describes."""
    return NAMED_VERSION in facts.texts(iri, RDF_TYPE)


def _place(facts: Facts, iri: str, labels: Labels) -> Place:
    def above(name: str) -> Named | None:
        target = facts.text(iri, name)
        return labels.named(target) if target else None

    return Place(above(SUB_GOAL_OF), above(IN_AMBITION), above(IN_PROGRAMME), above(IN_DOMAIN))


def _states(facts: Facts, iri: str) -> ListStates:
    names = (CRITERIA_STATE, ACTIVITIES_STATE, FRAMEWORK_NOTES_STATE, HOLDERS_STATE)
    return ListStates(*(_coded(facts, iri, name) for name in names))


def _coded(facts: Facts, iri: str, name: str) -> Coded | None:
    code = facts.text(iri, name)
    return coded(code) if code else None
