"""Things with what people call them: an IRI beside its label. Knows no property but that of a name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.language import Language
from service.answers.vocabulary import Label, term_labels
from service.engine.engine import Engine, Row

# A label as the graph writes it: versions, people and documents have the first, concepts the second.
LABEL_PATH: Final = "rdfs:label|skos:prefLabel"

# So many IRIs of ours fit in the longest query that is read.
_IRIS_PER_QUERY: Final = 300
_LABELS: Final = (
    "SELECT ?iri ?label {{ VALUES ?iri {{ {iris} }} "
    "?iri <http://www.w3.org/2000/01/rdf-schema#label>|<http://www.w3.org/2004/02/skos/core#prefLabel> ?label }}"
)


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


async def find_labels(engine: Engine, rows: Iterable[Row], language: Language) -> dict[str, str]:
    """The labels of all IRIs in some rows, in the language where there is one, else in Dutch, else in any."""
    iris = {term.value: None for row in rows for term in row.values() if isinstance(term, NamedNode)}
    found: dict[str, list[Literal]] = {}
    for part in _parts(iter(iris)):
        for row in await engine.rows(_LABELS.format(iris=" ".join(str(NamedNode(iri)) for iri in part))):
            label = row["label"]
            if isinstance(label, Literal):
                found.setdefault(row["iri"].value, []).append(label)
    return {iri: min(labels, key=lambda label: _rank(label, language)).value for iri, labels in found.items()}


def _parts(iris: Iterator[str]) -> Iterator[list[str]]:
    while part := list(islice(iris, _IRIS_PER_QUERY)):
        yield part


def _rank(label: Literal, language: Language) -> tuple[int, str]:
    order = (language, Language.NL, Language.EN)
    return (order.index(Language(label.language)) if label.language in set(Language) else len(order), label.value)
