"""What people noted on a thing in curated graphs, with who did and when, as far as the graph says. Reads no page."""

from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.iri import curated_name
from service.answers.labels import Named
from service.answers.queries import query
from service.engine.engine import Engine, Row

MOST_NOTES: Final = 50


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its words in a language, or the IRI to which it points, and the graph in which it stands.

    `by` and `moment` are what the graph says of itself, as it says it: a name or an IRI, a date or a time.
    """

    property: str
    text: str
    language: str | None
    graph: Named
    by: str | None
    moment: str | None


async def notes_on(engine: Engine, base: str, thing: str) -> tuple[Note, ...]:
    """The notes on a thing, at most 50; one query."""
    rows = await engine.rows(query("notes"), {"thing": NamedNode(thing)})
    found: dict[tuple[str, str, str], Note] = {}
    for row in rows:
        name = curated_name(base, row["graph"].value)
        if name is not None:
            key = row["graph"].value, row["property"].value, str(row["note"])
            found.setdefault(key, _read(row, name))
    return tuple(found.values())[:MOST_NOTES]


def _read(row: Row, name: str) -> Note:
    note = row["note"]
    return Note(
        property=row["property"].value,
        text=note.value,
        language=note.language if isinstance(note, Literal) else None,
        graph=Named(row["graph"].value, row["title"].value if "title" in row else name),
        by=row["by"].value if "by" in row else None,
        moment=row["moment"].value if "moment" in row else None,
    )
