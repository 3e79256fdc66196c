"""The references of a document as its review needs them: what each cites, what became of it, and why it is doubted.

Finds nothing itself.
"""

from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Self

from ontology.codes import Resolution, Role
from service.answers.labels import Named
from service.answers.review.finding import MOST_SENTENCE, Place
from service.answers.vocabulary import Coded, coded
from service.engine.engine import Row


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference; `target` is there only where one is known, and `document` where the words name one.

    On a page that describes nothing, such as a reading guide, the page itself is what refers; `page` is its label.
    """

    iri: str
    place: Place
    role: Role
    resolution: Resolution
    target: Named | None
    kind: Coded | None
    number: str | None
    document: str | None
    page: str | None = None

    @property
    def version(self) -> str:
        """The IRI of what refers."""
        return self.place.version


@dataclass(frozen=True, slots=True)
class Copied:
    """That the sentence of a reference was copied from an older document, where its number meant another goal.

    `now` is where that goal is, empty where it is nowhere.
    """

    document: Named
    then: Named
    now: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Doubts:
    """What ambiguous numbers may mean, what suspect references fit better, and what copied ones meant.

    Each by the IRI of the reference.
    """

    candidates: Mapping[str, tuple[Named, ...]]
    better: Mapping[str, tuple[Named, tuple[str, ...]]]
    copied: Mapping[str, Copied] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Self:
        """What the rows of `doubts` say."""
        candidates: dict[str, dict[str, Named]] = {}
        better: dict[str, tuple[Named, dict[str, None]]] = {}
        copied: dict[str, Copied] = {}
        for row in rows:
            reference = row["reference"].value
            if "candidate" in row:
                named = _named(row, "candidate")
                candidates.setdefault(reference, {}).setdefault(named.iri, named)
                continue
            if "then" in row:
                copied[reference] = _copied(row, copied.get(reference))
                continue
            _, words = better.setdefault(reference, (_named(row, "better"), {}))
            if "word" in row:
                words[row["word"].value] = None
        return cls(
            MappingProxyType({iri: tuple(found.values()) for iri, found in candidates.items()}),
            MappingProxyType({iri: (named, tuple(words)) for iri, (named, words) in better.items()}),
            MappingProxyType(copied),
        )


async def read_citations(pieces: AsyncIterator[list[Row]]) -> list[Citation]:
    """The references in rows of `references`, each once, in their order."""
    found: dict[str, Citation] = {}
    async for rows in pieces:
        for row in rows:
            iri = row["reference"].value
            if iri not in found:
                found[iri] = _citation(iri, row)
    return list(found.values())


def read_place(version: str, row: Row) -> Place:
    """The words of a row with `page`, `start`, `end`, `exact` and `sentence`; a sentence that was cut is none."""
    sentence = row["sentence"].value if "sentence" in row else None
    return Place(
        version=version,
        page=row["page"].value,
        start=int(row["start"].value),
        end=int(row["end"].value),
        exact=row["exact"].value if "exact" in row else None,
        sentence=sentence if sentence and len(sentence) <= MOST_SENTENCE else None,
    )


def _citation(iri: str, row: Row) -> Citation:
    return Citation(
        iri=iri,
        place=read_place(row["from" if "from" in row else "page"].value, row),
        role=Role(row["role"].value.rpartition("#")[2]),
        resolution=Resolution(row["resolution"].value.rpartition("#")[2]),
        target=_named(row, "to", "toLabel") if "to" in row else None,
        kind=coded(row["citedKind"].value) if "citedKind" in row else None,
        number=row["citedNumber"].value if "citedNumber" in row else None,
        document=row["citedDocument"].value if "citedDocument" in row else None,
        page=row["pageLabel"].value if "pageLabel" in row and "from" not in row else None,
    )


def _copied(row: Row, known: Copied | None) -> Copied:
    """What a row says of a copied reference, beside what earlier rows said: each place of the goal has its own."""
    so_far = known or Copied(_named(row, "from", "fromLabel"), _named(row, "then", "thenLabel"), ())
    now = {_named(row, "now", "nowLabel"): None} if "now" in row else {}
    return replace(so_far, now=tuple(dict.fromkeys(so_far.now) | now))


def _named(row: Row, name: str, label: str = "label") -> Named:
    iri = row[name].value
    return Named(iri, row[label].value if label in row else iri.rpartition("/")[2])
