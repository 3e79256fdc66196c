"""The amounts of a document as its review needs them: cells of money tables, and effects of neutral deviations.

Adds nothing up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ontology.codes import BudgetLine, Effect, Phase, Recurrence, SignConvention
from service.answers.labels import Named
from service.answers.review.citations import read_place
from service.answers.review.finding import Place
from service.engine.engine import Row


@dataclass(frozen=True, slots=True)
class Cell:
    """An amount in euro in a money table, with the sign of the source; `place` is None where its words are lost."""

    version: str
    line: BudgetLine
    year: int
    phase: Phase
    amount_eur: Decimal
    sign: SignConvention | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class Shift:
    """An advantage or a disadvantage that a deviation with a neutral headline tells of.

    `affects` is None where the words do not say what it falls on, `amount_eur` where they give no amount.
    """

    version: str
    deviation: str
    title: str | None
    headline: str | None
    affects: Named | None
    effect: Effect
    amount_eur: Decimal | None
    recurrence: Recurrence
    place: Place


def read_cells(rows: Iterable[Row]) -> list[Cell]:
    """The cells in rows of `cells`, each once, in their order."""
    found: dict[str, Cell] = {}
    for row in rows:
        found.setdefault(row["observation"].value, _cell(row))
    return list(found.values())


def read_shifts(rows: Iterable[Row]) -> list[Shift]:
    """The effects in rows of `shifts`, each once, in their order."""
    found: dict[str, Shift] = {}
    for row in rows:
        found.setdefault(row["financialEffect"].value, _shift(row))
    return list(found.values())


def _cell(row: Row) -> Cell:
    version = row["version"].value
    place = None
    if "page" in row and "start" in row and "end" in row:
        words = row["cellText"].value if "cellText" in row else None
        place = Place(version, row["page"].value, int(row["start"].value), int(row["end"].value), words)
    return Cell(
        version=version,
        line=BudgetLine(_code(row, "line")),
        year=int(row["year"].value),
        phase=Phase(_code(row, "phase")),
        amount_eur=Decimal(row["amount"].value),
        sign=SignConvention(_code(row, "sign")) if "sign" in row else None,
        place=place,
    )


def _shift(row: Row) -> Shift:
    version = row["version"].value
    affects = None
    if "affects" in row:
        iri = row["affects"].value
        affects = Named(iri, row["affectsLabel"].value if "affectsLabel" in row else iri.rpartition("/")[2])
    return Shift(
        version=version,
        deviation=row["deviation"].value,
        title=row["title"].value if "title" in row else None,
        headline=row["headline"].value if "headline" in row else None,
        affects=affects,
        effect=Effect(_code(row, "effect")),
        amount_eur=Decimal(row["amount"].value) if "amount" in row else None,
        recurrence=Recurrence(_code(row, "recurrence")) if "recurrence" in row else Recurrence.UNKNOWN,
        place=read_place(version, row),
    )


def _code(row: Row, name: str) -> str:
    return row[name].value.rpartition("#")[2]
