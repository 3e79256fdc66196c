"""References: the places in a text that name a goal, ambition or programme, and what became of finding it.

Knows both directions: out of a version, as read from the statements of its page, and into a version, by one query.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import NamedNode

from ontology.terms import (
    BETTER_FIT,
    BETTER_FIT_TEXT,
    CANDIDATE,
    CITED_DOCUMENT,
    CITED_KIND,
    CITED_LABEL,
    CITED_NUMBER,
    DCTERMS_TITLE,
    END,
    EXACT,
    HAS_SUSPICION,
    IN_SECTION,
    REFERENCE,
    REFERRED_ELEMENT,
    RELATION,
    RESOLUTION,
    ROLE,
    SCORE,
    SECTION_KIND,
    SENTENCE,
    SHARED_WORD,
    START,
    SUSPICION_METHOD,
    TARGET_TEXT,
)
from service.answers.ages import Age, Staleness, read_age, read_staleness
from service.answers.corrections import Correction, read_corrections
from service.answers.facts import Facts
from service.answers.labels import Labels, Named
from service.answers.queries import query
from service.answers.vocabulary import Coded, coded
from service.engine.engine import Engine, Row

# The query asks for one more, so that a list that was cut can say so.
MOST_REFERRING: Final = 500


@dataclass(frozen=True, slots=True)
class SectionName:
    """The section in which something stands: its heading, where it has one, and its kind."""

    iri: str
    heading: str | None
    kind: Coded | None


@dataclass(frozen=True, slots=True)
class Suspicion:
    """That a reference may not fit: the words around it fit another goal better than its target.

    `score` is a decimal from 0 to 1, `exact` the words that were weighed, `shared_words` those of them that
    `better_fit` has, in the order of the text; the texts are the name or statement of each of the two.
    """

    iri: str
    method: Coded
    score: str
    exact: str
    shared_words: tuple[str, ...]
    better_fit: Named
    better_fit_text: str | None
    target_text: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """One place that names a plan element by its number.

    `start` and `end` are code points in the text of the page; `target` is there only where one is known, `candidates`
    only where more are possible.
    """

    iri: str
    exact: str
    sentence: str | None
    start: int
    end: int
    section: SectionName | None
    relation: Coded
    role: Coded
    resolution: Coded
    cited_number: str | None
    cited_kind: Coded | None
    cited_label: str | None
    cited_document: Named | None
    target: Named | None
    candidates: tuple[Named, ...]
    suspicion: Suspicion | None
    staleness: Staleness | None = None
    age: Age | None = None
    corrected: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Referring:
    """One reference seen from its target: the version in whose text it stands, and the place.

    `page` is the page with that text, `address` where it stands on the web.
    """

    iri: str
    element: Named
    element_number: str
    document: Named
    exact: str
    sentence: str | None
    start: int
    end: int
    section: SectionName | None
    relation: Coded
    role: Coded
    resolution: Coded
    cited_number: str | None
    cited_kind: Coded | None
    suspect: bool
    stale: bool = False
    corrected: tuple[Correction, ...] = ()
    page: str | None = None
    address: str | None = None


def read_references(facts: Facts, labels: Labels) -> tuple[Reference, ...]:
    """The references among the statements of a page, in the order of the text."""
    corrected = read_corrections(facts)
    found = (_read(facts, labels, iri, corrected.get(iri, ())) for iri in facts.of_type(REFERENCE))
    return tuple(sorted(found, key=lambda reference: (reference.start, reference.end, reference.iri)))


async def referring_to(engine: Engine, target: str) -> Sequence[Referring]:
    """The references to a version, or those that name a document, by document and number; one query, 501 at most."""
    rows = await engine.rows(query("referring"), {"target": NamedNode(target)})
    return _unique(rows)


def section_name(facts: Facts, part: str) -> SectionName | None:
    """The section in which a part of a page stands."""
    iri = facts.text(part, IN_SECTION)
    if iri is None:
        return None
    kind = facts.text(iri, SECTION_KIND)
    return SectionName(iri, facts.text(iri, DCTERMS_TITLE), coded(kind) if kind else None)


def _read(facts: Facts, labels: Labels, iri: str, corrected: tuple[Correction, ...]) -> Reference:
    document = facts.text(iri, CITED_DOCUMENT)
    target = facts.text(iri, REFERRED_ELEMENT)
    kind = facts.text(iri, CITED_KIND)
    return Reference(
        iri=iri,
        exact=facts.texts(iri, EXACT)[0],
        sentence=facts.text(iri, SENTENCE),
        start=int(facts.texts(iri, START)[0]),
        end=int(facts.texts(iri, END)[0]),
        section=section_name(facts, iri),
        relation=coded(facts.texts(iri, RELATION)[0]),
        role=coded(facts.texts(iri, ROLE)[0]),
        resolution=coded(facts.texts(iri, RESOLUTION)[0]),
        cited_number=facts.text(iri, CITED_NUMBER),
        cited_kind=coded(kind) if kind else None,
        cited_label=facts.text(iri, CITED_LABEL),
        cited_document=labels.named(document) if document else None,
        target=labels.named(target) if target else None,
        candidates=tuple(map(labels.named, facts.links(iri, CANDIDATE))),
        suspicion=_suspicion(facts, labels, iri),
        staleness=read_staleness(facts, labels, iri),
        age=read_age(facts, labels, iri),
        corrected=corrected,
    )


def _suspicion(facts: Facts, labels: Labels, reference: str) -> Suspicion | None:
    iri = facts.text(reference, HAS_SUSPICION)
    if iri is None:
        return None
    exact = facts.texts(iri, EXACT)[0]
    return Suspicion(
        iri=iri,
        method=coded(facts.texts(iri, SUSPICION_METHOD)[0]),
        score=facts.texts(iri, SCORE)[0],
        exact=exact,
        shared_words=tuple(sorted(facts.texts(iri, SHARED_WORD), key=exact.find)),
        better_fit=labels.named(facts.texts(iri, BETTER_FIT)[0]),
        better_fit_text=facts.text(iri, BETTER_FIT_TEXT),
        target_text=facts.text(iri, TARGET_TEXT),
    )


def _read_referring(row: Row) -> Referring:
    return Referring(
        iri=row["reference"].value,
        element=_named(row, "element", "elementLabel"),
        element_number=row["elementNumber"].value,
        document=_named(row, "document", "documentLabel"),
        exact=row["exact"].value,
        sentence=_text(row, "sentence"),
        start=int(row["start"].value),
        end=int(row["end"].value),
        section=_section(row),
        relation=coded(row["relation"].value),
        role=coded(row["role"].value),
        resolution=coded(row["resolution"].value),
        cited_number=_text(row, "number"),
        cited_kind=coded(row["kind"].value) if "kind" in row else None,
        suspect="suspicion" in row,
        stale="staleness" in row,
        corrected=(_correction(row),) if "correction" in row else (),
        page=_text(row, "page"),
        address=_text(row, "address"),
    )


def _section(row: Row) -> SectionName | None:
    if "section" not in row:
        return None
    kind = _text(row, "sectionKind")
    return SectionName(row["section"].value, _text(row, "sectionTitle"), coded(kind) if kind else None)


def _unique(rows: Iterable[Row]) -> Sequence[Referring]:
    """Each reference once, with all its corrections: each of these, and a label in two languages, gives a row."""
    found: dict[str, Referring] = {}
    for row in rows:
        reference = _read_referring(row)
        known = found.get(reference.iri, reference)
        corrected = dict.fromkeys((*known.corrected, *reference.corrected))
        found[reference.iri] = replace(reference, corrected=tuple(corrected))
    return tuple(found.values())


def _correction(row: Row) -> Correction:
    return Correction(
        iri=row["correction"].value,
        thing=row["reference"].value,
        property=row["corrected"].value,
        was=_text(row, "was"),
        why=row["why"].value,
        by=row["by"].value,
    )


def _named(row: Row, name: str, label: str) -> Named:
    iri = row[name].value
    return Named(iri, row[label].value if label in row else iri.rpartition("/")[2])


def _text(row: Row, name: str) -> str | None:
    return row[name].value if name in row else None
