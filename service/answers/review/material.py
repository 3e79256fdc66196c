"""All that the findings of a document are made from, read from its graph, and the findings themselves.

Seven queries, however many goals there are, and two more with a least confidence; the words of the findings take one
more (`places`).
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from decimal import Decimal

from pyoxigraph import NamedNode

from ontology.iri import DocumentKey, graph
from service.answers.coverage import COMPLETE, Holdings
from service.answers.review.citations import Citation, Doubts, read_citations
from service.answers.review.finding import Finding
from service.answers.review.gaps import lacking
from service.answers.review.money import Cell, Shift, read_cells, read_shifts
from service.answers.review.numbers import leading_nowhere
from service.answers.review.one_way import without_answer
from service.answers.review.queries import query
from service.answers.review.shifting import moving_money
from service.answers.review.sums import not_adding_up
from service.answers.review.suspects import not_fitting, out_of_date
from service.answers.review.totals import off_totals
from service.answers.review.versions import Described, Marks
from service.answers.streaming import stream_rows
from service.answers.years.standing import Standing, standing
from service.engine.engine import Engine

_SMALL = ("versions", "holders", "marks", "doubts", "cells", "shifts")


@dataclass(frozen=True, slots=True)
class Material:
    """What a document says, as far as findings need it; `complete` are the IRIs of documents that are loaded whole.

    `document` is the IRI of the one that is reviewed.
    """

    document: str
    described: Described
    marks: Marks
    citations: Sequence[Citation]
    doubts: Doubts
    cells: Sequence[Cell]
    shifts: Sequence[Shift]
    complete: frozenset[str]

    def is_complete(self, document: str | None) -> bool:
        """Whether all goals of a document are loaded; None is the one that is reviewed."""
        return (document or self.document) in self.complete


async def read_material(
    engine: Engine, holdings: Holdings, document: DocumentKey, least: Decimal | None = None
) -> Material:
    """What the release says of a document; two more queries where references out of date stand on sure claims alone.

    Raises:
        EngineError: a query failed.
    """
    parameters = facts_of(holdings, document)
    versions, holders, marks, doubts, cells, shifts = await asyncio.gather(
        *(engine.rows(query(name), parameters) for name in _SMALL)
    )
    async with aclosing(stream_rows(engine, query("references"), parameters)) as pieces:
        citations = await read_citations(pieces)
    known = await standing(engine, holdings, document.organisation, least)
    entries = holdings.manifest.documents
    complete = [one for one in holdings.documents if entries[one.path].coverage.complete == COMPLETE]
    return Material(
        document=holdings.document_iri(document),
        described=Described.of(versions, holders),
        marks=Marks.of(marks),
        citations=citations,
        doubts=_sure(Doubts.of(doubts), citations, known),
        cells=read_cells(cells),
        shifts=read_shifts(shifts),
        complete=frozenset(map(holdings.document_iri, complete)),
    )


def _sure(doubts: Doubts, citations: Iterable[Citation], known: Standing | None) -> Doubts:
    """Doubts of which those about copied references stand on claims that count."""
    if known is None:
        return doubts
    targets = {one.iri: one.target.iri if one.target else None for one in citations}
    copied = {
        iri: replace(one, now=tuple(now for now in one.now if known.now(one.then.iri, [now.iri])))
        for iri, one in doubts.copied.items()
        if known.is_stale(one.then.iri, targets.get(iri))
    }
    return replace(doubts, copied=copied)


def facts_of(holdings: Holdings, document: DocumentKey) -> Mapping[str, NamedNode]:
    """The one parameter of every query of the review: the graph of the facts of a document."""
    return {"graph": NamedNode(graph(holdings.base, "doc", document.path))}


def find(material: Material) -> Iterator[Finding]:
    """All findings of a document, without the words of their places."""
    described = material.described
    versions = described.versions
    yield from out_of_date(material.citations, material.doubts, versions)
    yield from leading_nowhere(material.citations, material.doubts, described, material.is_complete)
    yield from not_adding_up(material.cells)
    yield from off_totals(material.cells, material.citations, described, complete=material.is_complete(None))
    yield from not_fitting(material.citations, material.doubts, versions)
    yield from moving_money(material.shifts, versions)
    yield from lacking(described, material.marks)
    yield from without_answer(material.citations, described)
