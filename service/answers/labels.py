"""Things with what people call them: an IRI beside its label. Knows no property but that of a name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from ontology.language import Language
from service.answers.vocabulary import Label, term_labels
from service.engine.engine import Row

# A label as the graph writes it: versions, people and documents have the first, concepts the second.
LABEL_PATH: Final = "rdfs:label|skos:prefLabel"


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its label; where nobody gave it one, the last part of its IRI."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of things, by IRI."""

    by_iri: Mapping[str, Label]

    def named(self, iri: str, language: Language = Language.NL) -> Named:
        """A thing with its label."""
        label = self.by_iri.get(iri) or term_labels().get(iri)
        return Named(iri, label.say(language) if label else iri.rstrip("/").rpartition("/")[2])


def read_labels(rows: Iterable[Row]) -> Labels:
    """The labels in rows with the variables `thing` and `label`."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        term = row["label"]
        language = term.language or "" if isinstance(term, Literal) else ""
        found.setdefault(row["thing"].value, {})[language] = term.value
    return Labels(
        {
            iri: Label(texts.get("nl") or texts.get("", ""), texts.get("en") or texts.get("", ""))
            for iri, texts in found.items()
        }
    )
