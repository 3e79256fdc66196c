"""What shows that two versions are one goal: the municipality's own sentence where there is one, else what is alike."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import NamedNode

from ontology.codes import Role
from ontology.iri import organisation
from service.answers.coverage import Holdings
from service.answers.documents import Summary
from service.answers.queries import query
from service.answers.years.claims import Claim
from service.answers.years.words import likeness
from service.engine.engine import Engine, Row

_PREDECESSOR: Final = Role.PREDECESSOR.value


@dataclass(frozen=True, slots=True)
class Sentence:
    """A place where a page itself says which goal went before, or comes after; offsets are code points of its text."""

    version: str
    exact: str
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two versions have in common: None where one of them does not state it; `statement` is from 0 to 1."""

    number: bool
    name: bool | None
    statement: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """A claim with both of its versions, and what shows it; `counts` tells whether it is sure enough."""

    claim: Claim
    earlier: Summary
    later: Summary
    counts: bool
    sentences: tuple[Sentence, ...]
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence with what it names: a version, or a number in a document or in any."""

    said: Sentence
    names_earlier: bool
    target: str | None
    number: str | None
    document: str | None

    def fits(self, other: Summary) -> bool:
        """Whether it names a version."""
        if self.target == other.iri:
            return True
        return self.number == other.number and self.document in {None, other.document}


@dataclass(frozen=True, slots=True)
class Proofs:
    """The sentences of a body that say which goal became which, by the version in whose text they stand."""

    told: Mapping[str, Sequence[_Told]]

    def step(self, claim: Claim, versions: Mapping[str, Summary], *, counts: bool) -> Step | None:
        """A claim with what shows it; None where one of its versions is not known."""
        earlier, later = (versions.get(iri or "") for iri in (claim.earlier, claim.later))
        if earlier is None or later is None:
            return None
        return Step(
            claim, earlier, later, counts, tuple(self.sentences(earlier, later)), compare_handles(earlier, later)
        )

    def beyond(self, step: Step, gone_before: Iterable[Summary]) -> Step:
        """A step with also the sentences that say from which version before its earlier one the later came.

        A page may name a version of which another document stands between: «In de Begroting 2031 was dit doel 2.2.3».
        """
        told = (said for one in gone_before for said in self.sentences(one, step.later))
        return replace(step, sentences=tuple(dict.fromkeys((*step.sentences, *told))))

    def sentences(self, earlier: Summary, later: Summary) -> Iterator[Sentence]:
        """The sentences of two versions by which the one says that it came from, or went into, the other."""
        for one in self.told.get(later.iri, ()):
            if one.names_earlier and one.fits(earlier):
                yield one.said
        for one in self.told.get(earlier.iri, ()):
            if not one.names_earlier and one.fits(later):
                yield one.said


async def find_proofs(engine: Engine, holdings: Holdings, code: str) -> Proofs:
    """The sentences of a body that say which goal became which; one query."""
    rows = await engine.rows(query("told-changes"), {"organisation": NamedNode(organisation(holdings.base, code))})
    found: dict[str, list[_Told]] = {}
    for row in rows:
        found.setdefault(row["element"].value, []).append(_told(row))
    return Proofs(found)


def compare_handles(earlier: Summary, later: Summary) -> Likeness:
    """What the numbers, names and statements of two versions have in common."""
    named = earlier.name is not None and later.name is not None
    stated = earlier.statement is not None and later.statement is not None
    return Likeness(
        number=earlier.number == later.number,
        name=earlier.name == later.name if named else None,
        statement=likeness(earlier.statement or "", later.statement or "") if stated else None,
    )


def _told(row: Row) -> _Told:
    exact = row["exact"].value
    return _Told(
        said=Sentence(
            version=row["element"].value,
            exact=exact,
            sentence=row["sentence"].value if "sentence" in row else exact,
            start=int(row["start"].value),
            end=int(row["end"].value),
        ),
        names_earlier=row["role"].value.rpartition("#")[2] == _PREDECESSOR,
        target=row["target"].value if "target" in row else None,
        number=row["number"].value if "number" in row else None,
        document=row["document"].value if "document" in row else None,
    )
