"""Statements as the rows of a query give them, looked up by subject and property. Runs no query itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from pyoxigraph import NamedNode

from ontology.terms import RDF_TYPE
from service.engine.engine import Row, Term


@dataclass(frozen=True, slots=True)
class Facts:
    """Statements by subject, then by property; the values of a property are in the order of their text."""

    statements: Mapping[str, Mapping[str, tuple[Term, ...]]]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Self:
        """The statements of rows with the variables `s`, `p` and `o`; a statement of two graphs counts once."""
        found: dict[str, dict[str, set[Term]]] = {}
        for row in rows:
            found.setdefault(row["s"].value, {}).setdefault(row["p"].value, set()).add(row["o"])
        return cls(
            {
                subject: {name: tuple(sorted(values, key=str)) for name, values in properties.items()}
                for subject, properties in found.items()
            }
        )

    def terms(self, subject: str, name: str) -> tuple[Term, ...]:
        """All values of a property; none where nothing is said."""
        return self.statements.get(subject, {}).get(name, ())

    def texts(self, subject: str, name: str) -> tuple[str, ...]:
        """All values of a property as text: the lexical form of a literal, the address of an IRI."""
        return tuple(term.value for term in self.terms(subject, name))

    def text(self, subject: str, name: str) -> str | None:
        """The first value of a property as text; None where nothing is said."""
        return next(iter(self.texts(subject, name)), None)

    def integer(self, subject: str, name: str) -> int | None:
        """The first value of a property as a whole number; None where nothing is said."""
        text = self.text(subject, name)
        return None if text is None else int(text)

    def links(self, subject: str, name: str) -> tuple[str, ...]:
        """The IRIs among the values of a property."""
        return tuple(term.value for term in self.terms(subject, name) if isinstance(term, NamedNode))

    def objects(self, subject: str) -> frozenset[str]:
        """The IRIs that any property of a subject leads to."""
        values = self.statements.get(subject, {}).values()
        return frozenset(term.value for terms in values for term in terms if isinstance(term, NamedNode))

    def of_type(self, class_iri: str) -> list[str]:
        """The subjects of a class, sorted."""
        return sorted(subject for subject in self.statements if class_iri in self.texts(subject, RDF_TYPE))
