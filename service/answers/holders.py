"""Portfolio holders: who holds the portfolio of which version, as pages show it.

Attested is not started: the dates are those of the first and the last page that shows it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from service.answers.labels import Named
from service.answers.queries import query
from service.engine.engine import Engine, Row


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who holds the portfolio of one version; dates in ISO 8601.

    `printed` are the names as the page has them, or as they were corrected; `places` are where, in code points.
    """

    assignment: str
    person: str
    name: str
    first_attested: str | None
    last_attested: str | None
    printed: tuple[str, ...] = ()
    places: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class HolderSummary:
    """A person with the number of versions whose portfolio pages show."""

    person: str
    name: str
    versions: int
    first_attested: str | None
    last_attested: str | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """One version whose portfolio a person holds."""

    iri: str
    version: Named
    number: str
    document: Named
    first_attested: str | None
    last_attested: str | None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A person with every version whose portfolio pages show."""

    person: str
    name: str
    assignments: tuple[Assignment, ...]


async def list_holders(engine: Engine) -> Sequence[HolderSummary]:
    """Everybody who holds a portfolio, by name; one query."""
    return read_holders_list(await engine.rows(query("holders")))


def read_holders_list(rows: Iterable[Row]) -> Sequence[HolderSummary]:
    """Everybody who holds a portfolio, by name, in rows of `holders`."""
    return [
        HolderSummary(
            person=row["person"].value,
            name=row["name"].value,
            versions=int(row["versions"].value),
            first_attested=_text(row, "since"),
            last_attested=_text(row, "until"),
        )
        for row in rows
        if "person" in row
    ]


async def find_portfolio(engine: Engine, person: str) -> Portfolio | None:
    """The portfolio of one person; None where the release knows nobody of that IRI. One query."""
    rows = await engine.rows(query("holder-portfolio"), {"person": NamedNode(person)})
    if not rows:
        return None
    assignments = {row["assignment"].value: _assignment(row) for row in rows if "assignment" in row}
    return Portfolio(person, rows[0]["name"].value, tuple(assignments.values()))


def read_holders(rows: Iterable[Row]) -> tuple[Holder, ...]:
    """The holders in rows of `version-holders`, each assignment once."""
    found: dict[str, Holder] = {}
    for row in rows:
        holder = Holder(
            assignment=row["assignment"].value,
            person=row["person"].value,
            name=row["name"].value,
            first_attested=_text(row, "first"),
            last_attested=_text(row, "last"),
            printed=(row["printed"].value,) if "printed" in row else (),
            places=((int(row["start"].value), int(row["end"].value)),) if "start" in row else (),
        )
        known = found.get(holder.assignment, holder)
        found[holder.assignment] = replace(
            holder,
            printed=tuple(dict.fromkeys((*known.printed, *holder.printed))),
            places=tuple(dict.fromkeys((*known.places, *holder.places))),
        )
    return tuple(found.values())


def _assignment(row: Row) -> Assignment:
    document = row["document"].value
    return Assignment(
        iri=row["assignment"].value,
        version=Named(row["version"].value, row["label"].value),
        number=row["number"].value,
        document=Named(document, row["documentLabel"].value if "documentLabel" in row else document),
        first_attested=_text(row, "first"),
        last_attested=_text(row, "last"),
    )


def _text(row: Row, name: str) -> str | None:
    return row[name].value if name in row else None
