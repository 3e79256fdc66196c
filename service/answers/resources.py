"""A concise description of any thing in the release: what is said of it, and what points at it.

A description is what is said of the thing and of its fragments, with the names of what it points at (Concise Bounded
Description, W3C member submission, in a graph without blank nodes). Asks three queries, whatever the thing is. Knows
neither HTML nor a serialisation.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from ontology.terms import (
    CELL_TEXT,
    DCTERMS_DESCRIPTION,
    DCTERMS_TITLE,
    EXACT,
    FOAF_NAME,
    PREFIXES,
    RDF_TYPE,
    RDFS_LABEL,
    SKOS_PREF_LABEL,
)
from service.answers.incoming import find_incoming
from service.answers.labels import Labels, read_labels
from service.answers.queries import query
from service.engine.engine import Engine, Term

# What names a thing, the best first: a reference or a list item has no label but its words.
_NAMES: Final = (RDFS_LABEL, SKOS_PREF_LABEL, FOAF_NAME, DCTERMS_TITLE, EXACT, DCTERMS_DESCRIPTION, CELL_TEXT)
_LONGEST_LABEL: Final = 90


@dataclass(frozen=True, slots=True)
class Resource:
    """What the release says of a thing.

    `properties` are in the order of their IRIs; `fragments` is what is said of its parts that share its address.
    """

    iri: str
    properties: Mapping[str, tuple[Term, ...]]
    labels: Labels
    fragments: tuple[Triple, ...]

    @property
    def types(self) -> tuple[str, ...]:
        """The classes of the thing: those of our own vocabulary, or all where it has none of these."""
        found = tuple(term.value for term in self.properties.get(RDF_TYPE, ()))
        return tuple(iri for iri in found if iri.startswith(PREFIXES["dg"])) or found

    @property
    def words(self) -> str | None:
        """Its own label or words, cut where they are long; None where it has none."""
        text = next((term.value for name in _NAMES for term in self.properties.get(name, ())), None)
        return text if text is None or len(text) <= _LONGEST_LABEL else f"{text[:_LONGEST_LABEL]}…"

    @property
    def label(self) -> str:
        """What to call it: its own label or words, else the last parts of its IRI."""
        return self.words or "/".join(self.iri.rstrip("/").split("/")[-2:])

    def triples(self) -> list[Triple]:
        """The description as statements: what is said of it, and what the things are called that it points at."""
        subject = NamedNode(self.iri)
        own = [Triple(subject, NamedNode(name), value) for name, values in self.properties.items() for value in values]
        pointed = {term.value for values in self.properties.values() for term in values if isinstance(term, NamedNode)}
        named = [
            Triple(NamedNode(iri), NamedNode(RDFS_LABEL), literal)
            for iri in sorted(pointed - {self.iri})
            if (label := self.labels.by_iri.get(iri))
            for literal in _literals(label.nl, label.en)
        ]
        return [*own, *self.fragments, *named]


async def describe(engine: Engine, iri: str) -> Resource | None:
    """What the release says of a thing; None where it says nothing and nothing points at it.

    Three queries, and three more where it says nothing.
    """
    node = NamedNode(iri)
    said, labels, fragments = await asyncio.gather(
        engine.rows(query("statements"), {"s": node}),
        engine.rows(query("statement-labels"), {"subject": node}),
        engine.rows(query("fragments"), {"thing": node}),
    )
    if not said and not (await find_incoming(engine, iri)).total:
        return None
    properties: dict[str, set[Term]] = {}
    for row in said:
        properties.setdefault(row["p"].value, set()).add(row["o"])
    return Resource(
        iri=iri,
        properties={name: tuple(sorted(properties[name], key=str)) for name in sorted(properties)},
        labels=read_labels(labels),
        fragments=tuple(Triple(NamedNode(row["part"].value), NamedNode(row["p"].value), row["o"]) for row in fragments),
    )


def _literals(nl: str, en: str) -> list[Literal]:
    if nl == en or not en:
        return [Literal(nl, language="nl")]
    return [Literal(text, language=language) for text, language in ((nl, "nl"), (en, "en")) if text]
