"""Where something can be corrected that stands on no page itself: the statements from which it was made.

Leads to things about which one can ask again; prepares no entry.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ontology.terms import (
    CITED_DOCUMENT,
    CORRECTS,
    IN_AMBITION,
    IN_DOMAIN,
    IN_PROGRAMME,
    REFERRED_ELEMENT,
    SKOS_IN_SCHEME,
    Iri,
)
from service.answers.coverage import Holdings
from service.answers.holders import find_portfolio, list_holders
from service.answers.incoming import find_incoming
from service.answers.labels import Named
from service.answers.resources import Resource
from service.answers.years.cycle import document_of
from service.answers.years.timeline import ENDURING, Timeline, find_timeline
from service.engine.engine import Engine

MOST_LEADS: Final = 200
_MOST_PAGES: Final = 4  # of what points at a thing: so many have as many leads


@dataclass(frozen=True, slots=True)
class Lead:
    """A statement from which something was made: the thing to ask about, and the part of it that matters."""

    thing: Named
    part: str = ""


async def leads_of(engine: Engine, holdings: Holdings, resource: Resource, kind: str) -> tuple[Lead, ...]:
    """Where something of a kind can be corrected, at most 200; nothing for what stands on a page itself."""
    iri = resource.iri
    match kind:
        case "person":
            portfolio = await find_portfolio(engine, iri)
            found = [Lead(one.version, "holders") for one in portfolio.assignments] if portfolio else []
        case "college":
            people = f"{holdings.base}/id/person/{iri.rpartition('/')[2]}/"
            holders = await list_holders(engine)
            found = [Lead(Named(one.person, one.name)) for one in holders if one.person.startswith(people)]
        case "domain":
            found = await _pointing(engine, iri, IN_DOMAIN, "page-domain")
        case "domain-scheme":
            found = await _pointing(engine, iri, SKOS_IN_SCHEME)
        case "document":
            loaded = holdings.holds(document_of(holdings, iri))
            found = [] if loaded else await _pointing(engine, iri, CITED_DOCUMENT)
        case "correction":
            found = [Lead(resource.labels.named(one.value)) for one in resource.properties.get(CORRECTS, ())]
        case _ if kind in ENDURING:
            timeline = await find_timeline(engine, holdings, iri)
            found = [*_steps(holdings, timeline)] or [*_versions(holdings, timeline)] if timeline else []
        case _:
            found = []
    return tuple(found[:MOST_LEADS])


async def leads_to_named(engine: Engine, version: str) -> tuple[Lead, ...]:
    """Where a version can be corrected of which no page was loaded: what refers to it, else what stands under it."""
    found = await _pointing(engine, version, REFERRED_ELEMENT)
    for name in (IN_AMBITION, IN_PROGRAMME):
        found = found or await _pointing(engine, version, name, "page-number")
    return tuple(found[:MOST_LEADS])


def told_of(holdings: Holdings, versions: Iterable[str | None]) -> str:
    """Versions by number and document, in their order."""
    known = ((one, document_of(holdings, one)) for one in versions if one is not None)
    return " → ".join(f"{one.rpartition('/')[2]}, {holdings.title(key)}" for one, key in known if key is not None)


def _steps(holdings: Holdings, timeline: Timeline) -> Iterator[Lead]:
    """The claims that bind the versions of what endures to others."""
    steps = [one.step.claim for one in timeline.entries if one.step is not None]
    turns = [one.step.claim for one in (*timeline.turns, *timeline.candidates)]
    claims = {one.iri: one for one in (*steps, *turns, *timeline.ends)}
    for one in claims.values():
        yield Lead(Named(one.iri, told_of(holdings, (one.earlier, one.later))))


def _versions(holdings: Holdings, timeline: Timeline) -> Iterator[Lead]:
    """The versions of what endures, where no claim binds them to others."""
    for one in timeline.entries:
        iri = one.stated.version.iri
        yield Lead(Named(iri, told_of(holdings, (iri,))))


async def _pointing(engine: Engine, iri: str, name: Iri, part: str = "") -> list[Lead]:
    """What points at a thing by one property."""
    found, number = list[Lead](), 1
    while number <= _MOST_PAGES:
        page = await find_incoming(engine, iri, number, name)
        found += (Lead(one.subject, part) for one in page.items)
        if number >= page.last:
            break
        number += 1
    return found
