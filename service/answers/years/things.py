"""What endures in a body, with all its versions in the order of the cycle. Knows no claim and no confidence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ontology.iri import organisation
from service.answers.coverage import Holdings
from service.answers.queries import query
from service.answers.years.cycle import cycle_order, document_of
from service.engine.engine import Engine, Row


@dataclass(frozen=True, slots=True)
class Thing:
    """What endures: its class, its name (empty where it has none), and the numbers and years of versions by IRI."""

    iri: str
    kind: str
    name: str
    versions: Mapping[str, tuple[str, int]]

    @property
    def years(self) -> list[int]:
        """The years of its versions."""
        return [year for _, year in self.versions.values()]


async def rows_of_body(engine: Engine, holdings: Holdings, code: str) -> list[Row]:
    """What endures in a body as rows, one for each version; one query.

    Raises:
        EngineError: the query failed.
    """
    return list(
        await engine.rows(query("versions-of-body"), {"organisation": NamedNode(organisation(holdings.base, code))})
    )


def read_things(holdings: Holdings, rows: Iterable[Row]) -> list[Thing]:
    """What endures, by the rows of its versions; of several names the first, versions in the order of the cycle."""
    found: dict[tuple[str, str], dict[str, tuple[str, int]]] = {}
    names: dict[str, list[str]] = {}
    for row in rows:
        key = row["thing"].value, row["class"].value
        found.setdefault(key, {})[row["version"].value] = row["number"].value, int(row["year"].value)
        if "name" in row:
            names.setdefault(key[0], []).append(row["name"].value)
    return [
        Thing(iri, kind, min(names.get(iri, [""])), {one: versions[one] for one in in_cycle(holdings, versions)})
        for (iri, kind), versions in sorted(found.items())
    ]


def in_cycle(holdings: Holdings, versions: Iterable[str]) -> list[str]:
    """Versions in the order of the cycle, those of one document by IRI."""
    placed = [(key, iri) for iri in versions if (key := document_of(holdings, iri)) is not None]
    return [iri for _, iri in sorted(placed, key=lambda pair: (cycle_order(pair[0]), pair[1]))]
