"""What points at a thing: counted by property, and given a page at a time. Says nothing of the thing itself."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Triple

from ontology.language import Language
from ontology.terms import RDFS_LABEL
from service.answers.labels import Named, find_labels
from service.answers.page_triples import chosen_by_property, collection, literal, named, view
from service.answers.queries import query
from service.engine.engine import Engine

PER_PAGE: Final = 50
_DERIVED: Final = "2"  # the rank in the queries


@dataclass(frozen=True, slots=True)
class Incoming:
    """A thing that points at the described one, and the property by which it does."""

    property: str
    subject: Named


@dataclass(frozen=True, slots=True)
class IncomingPage:
    """A page of what points at a thing, references first; `number` counts from 1, `counts` has all by property.

    `derived` are the properties that only say again, or the other way round, what others say. Where the page is of one
    property, that is `only`.
    """

    thing: str
    number: int
    items: tuple[Incoming, ...]
    counts: Mapping[str, int]
    derived: frozenset[str] = frozenset()
    only: str | None = None

    @property
    def total(self) -> int:
        """How many statements point at the thing, with the one property where the page is of one."""
        return sum(self.counts.values()) if self.only is None else self.counts.get(self.only, 0)

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
        pages = view(document, self.number, self.last, self.only)
        counted = [*collection(document, self.total, self.only), *chosen_by_property(document)]
        return [*pointing, *labels, *counted, *pages]


async def find_incoming(engine: Engine, iri: str, number: int = 1, only: str | None = None) -> IncomingPage:
    """A page of what points at a thing, or does so by one property; three queries."""
    node = {"thing": NamedNode(iri)}
    wanted = node if only is None else {**node, "p": NamedNode(only)}
    part = f"{query('incoming')}LIMIT {PER_PAGE}\nOFFSET {(number - 1) * PER_PAGE}"
    rows, counts = await asyncio.gather(engine.rows(part, wanted), engine.rows(query("incoming-count"), node))
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
        derived=frozenset(row["p"].value for row in counts if "p" in row and row["rank"].value == _DERIVED),
        only=only,
    )
