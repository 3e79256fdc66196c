"""What points at a thing: counted by property, and given a page at a time. Says nothing of the thing itself."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Triple

from ontology.language import Language
from ontology.terms import RDFS_LABEL
from service.answers.labels import Named, find_labels
from service.answers.page_triples import collection, literal, named, view
from service.answers.queries import query
from service.engine.engine import Engine

PER_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Incoming:
    """A thing that points at the described one, and the property by which it does."""

    property: str
    subject: Named


@dataclass(frozen=True, slots=True)
class IncomingPage:
    """A page of what points at a thing, by property and IRI; `number` counts from 1, `counts` has all by property."""

    thing: str
    number: int
    items: tuple[Incoming, ...]
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many statements point at the thing."""
        return sum(self.counts.values())

    @property
    def last(self) -> int:
        """The number of the last page, which may be the first."""
        return max((self.total - 1) // PER_PAGE + 1, 1)

    def triples(self, document: str) -> list[Triple]:
        """The page as statements; `document` is the IRI of the description of the thing."""
        pointing = [
            Triple(NamedNode(one.subject.iri), NamedNode(one.property), NamedNode(self.thing)) for one in self.items
        ]
        labelled = {one.subject.iri: one.subject.label for one in self.items}
        labels = [named(iri, RDFS_LABEL, literal(label, Language.NL)) for iri, label in sorted(labelled.items())]
        return [*pointing, *labels, *collection(document, self.total), *view(document, self.number, self.last)]


async def find_incoming(engine: Engine, iri: str, number: int = 1) -> IncomingPage:
    """A page of what points at a thing; three queries."""
    node = {"thing": NamedNode(iri)}
    part = f"{query('incoming')}LIMIT {PER_PAGE}\nOFFSET {(number - 1) * PER_PAGE}"
    rows, counts = await asyncio.gather(engine.rows(part, node), engine.rows(query("incoming-count"), node))
    found = [row for row in rows if isinstance(row.get("subject"), NamedNode)]
    labels = await find_labels(engine, [{"subject": row["subject"]} for row in found], Language.NL)
    return IncomingPage(
        thing=iri,
        number=number,
        items=tuple(
            Incoming(row["p"].value, Named(subject, labels.get(subject) or "/".join(subject.split("/")[-2:])))
            for row in found
            if (subject := row["subject"].value)
        ),
        counts={row["p"].value: int(row["count"].value) for row in counts if "p" in row},
    )
