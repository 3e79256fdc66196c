"""Totals on the own page of an ambition, a programme or a goal, beside the sum of the goals without goals under it.

Compared only where all of those goals are loaded and each has the same line, year and phase: of a complete document, or
where the page lists its goals and each of them is loaded.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ontology.codes import BudgetLine, Resolution, Role
from service.answers.review import phrases
from service.answers.review.citations import Citation
from service.answers.review.finding import Finding, Kind, Severity, found
from service.answers.review.money import Cell
from service.answers.review.sums import by_table, may_be_rounding, unit
from service.answers.review.versions import GOAL, Described, Version
from service.answers.vocabulary import Label


def off_totals(
    cells: Iterable[Cell], citations: Iterable[Citation], described: Described, *, complete: bool
) -> Iterator[Finding]:
    """A finding for each total that differs from the sum of what falls under it."""
    every = list(cells)
    tables, step = by_table(every), unit(every)
    listed = _listed(citations)
    for (owner, year, phase), lines in tables.items():
        leaves = described.leaves.get(owner, ())
        if not leaves or not (complete or _lists_all(listed.get(owner, ()), leaves, described)):
            continue
        under = [tables.get((leaf.iri, year, phase), {}) for leaf in leaves]
        for line, stated in lines.items():
            yield from _compared(stated, line, under, described, step)


def _listed(citations: Iterable[Citation]) -> Mapping[str, list[Citation]]:
    """The goals that pages list as their own, by what lists them."""
    found: dict[str, list[Citation]] = {}
    for citation in citations:
        if citation.role is Role.CHILD and (citation.kind is None or citation.kind.code == GOAL):
            found.setdefault(citation.version, []).append(citation)
    return found


def _lists_all(listed: Sequence[Citation], leaves: Sequence[Version], described: Described) -> bool:
    """Whether a page lists goals that are all loaded, and no goal is under it that the page does not list."""
    targets = {citation.target.iri for citation in listed if citation.target}
    loaded = all(citation.resolution is Resolution.RESOLVED for citation in listed)
    return bool(listed) and loaded and targets <= set(described.versions) and {leaf.iri for leaf in leaves} == targets


def _compared(
    stated: Cell,
    line: BudgetLine,
    under: Sequence[Mapping[BudgetLine, Cell]],
    described: Described,
    step: Decimal,
) -> Iterator[Finding]:
    parts = [table[line] for table in under if line in table]
    if len(parts) < len(under):
        return
    expected = sum((part.amount_eur for part in parts), Decimal(0))
    difference = stated.amount_eur - expected
    if not difference:
        return
    rounded = may_be_rounding(difference, 1 + len(parts), step)
    message = phrases.said(
        phrases.TOTAL,
        line=phrases.line_words(line),
        year=stated.year,
        phase=phrases.phase_words(stated.phase),
        stated=phrases.euro(stated.amount_eur),
        count=phrases.counted(len(parts), phrases.UNDER),
        expected=phrases.euro(expected),
        difference=phrases.euro(abs(difference)),
    )
    yield found(
        Kind.TOTAL,
        Severity.NOTICE if rounded else Severity.ERROR,
        stated.version,
        phrases.said(phrases.ROUNDED, what=message) if rounded else message,
        tuple(replace(cell.place, figure=_figure(cell, described)) for cell in (stated, *parts) if cell.place),
    )


def _figure(cell: Cell, described: Described) -> Label:
    """What an amount is: `lasten van doel 1.1.1`."""
    version = described.versions.get(cell.version)
    line = phrases.line_words(cell.line)
    return phrases.said(phrases.FIGURE_OF, line=line, what=phrases.version_words(version)) if version else line
