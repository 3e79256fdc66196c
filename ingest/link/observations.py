"""Observations: the amounts of a document's money tables, one for each element, line, year and phase.

Knows no table and no cell but by the record. An amount that several pages state is taken from the page of its element,
else from the first page that has it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
from pyoxigraph import Literal

from ingest.link.place import VERSION_KINDS, Place, Triple, decimal, described, evidence_triples, triple, version_iri
from ingest.link.resolve import Index, Version
from ingest.read.columns import PHASES
from ingest.read.financial import Amount
from ingest.read.span import Span
from ingest.sources import Source
from ontology import terms as t
from ontology.codes import BudgetLine, Phase
from ontology.iri import in_document, mint, organisation, slug
from ontology.terms import Iri

OWN_AMOUNTS: Final = {
    BudgetLine.EXPENDITURE: t.EXPENDITURE,
    BudgetLine.REVENUE: t.REVENUE,
    BudgetLine.BALANCE: t.BALANCE,
}
Key = tuple[Version, BudgetLine, int, Phase]


class Observed(msgspec.Struct, frozen=True):
    """An amount, what it is of, and the page that states it."""

    place: Place
    version: Version
    amount: Amount
    amount_eur: str
    year: int

    @property
    def key(self) -> Key:
        """What there is one amount of."""
        return self.version, self.amount.line, self.year, self.amount.phase

    @property
    def is_own(self) -> bool:
        """Whether the page that states it is about what it is of."""
        return self.version == described(self.place.document, self.place.record)


def observed(places: Sequence[Place], source: Source) -> tuple[Observed, ...]:
    """The amounts that the pages of one document state, one of each; a cell without an amount is none."""
    found: dict[Key, Observed] = {}
    for one in _all(places, source):
        known = found.get(one.key)
        if known is None or (one.is_own and not known.is_own):
            found[one.key] = one
    return tuple(found.values())


def observation_iri(one: Observed) -> Iri:
    """The identifier of an amount."""
    number, line, phase = slug(one.version.number), one.amount.line, one.amount.phase
    return mint(one.place.base, in_document("observation", one.place.document, number, line, str(one.year), phase))


def observation_triples(one: Observed, index: Index) -> Iterator[Triple]:
    """An amount; on an element that a page describes also as one of the three that people ask for by name."""
    place, amount, document = one.place, one.amount, one.place.document
    element, span = version_iri(place.base, one.version), Span(amount.start, amount.end)
    subject = observation_iri(one)
    yield triple(subject, t.RDF_TYPE, t.QB_OBSERVATION)
    yield triple(subject, t.QB_IN_DATA_SET, mint(place.base, in_document("budget-table", document)))
    yield triple(subject, t.BUDGETED_ELEMENT, element)
    yield triple(subject, t.BUDGET_LINE, amount.line)
    yield triple(subject, t.PHASE, amount.phase)
    yield triple(subject, t.YEAR, one.year)
    yield triple(subject, t.OBEU_ORGANIZATION, organisation(place.base, document.organisation))
    yield triple(subject, t.OBEU_FISCAL_YEAR, f"http://reference.data.gov.uk/id/year/{one.year}")
    yield triple(subject, t.OBEU_BUDGET_PHASE, amount.phase)
    yield triple(subject, t.OBEU_AMOUNT, decimal(one.amount_eur))
    yield triple(subject, t.CELL_TEXT, Literal(amount.cell))
    for predicate in (t.CELL_TEXT, t.OBEU_AMOUNT):
        yield from evidence_triples(place, subject, span, predicate)
    is_of_its_document = one.year == document.year and amount.phase is PHASES[document.kind]
    if amount.line in OWN_AMOUNTS and is_of_its_document and index.has(one.version):
        yield triple(element, OWN_AMOUNTS[amount.line], decimal(one.amount_eur))
        yield from evidence_triples(place, element, span, OWN_AMOUNTS[amount.line])


def _all(places: Sequence[Place], source: Source) -> Iterator[Observed]:
    for place in places:
        for amount in place.record.budget:
            version = _version(place, amount, source)
            if version is not None and amount.amount_eur is not None and amount.year is not None:
                yield Observed(place, version, amount, amount.amount_eur, amount.year)


def _version(place: Place, amount: Amount, source: Source) -> Version | None:
    """What an amount is of; None where it has no version."""
    record = place.record
    if amount.of is None:
        about = record.about(amount.start) if record.stated else None
        return described(place.document, record) if about is None else place.stated(about)
    stated = next((index for index, one in enumerate(record.stated) if one.key == amount.of), None)
    if stated is not None:
        return place.stated(stated)
    kind = source.kind_of(amount.of)
    return Version(place.document, kind, amount.of) if kind in VERSION_KINDS and kind is not None else None
