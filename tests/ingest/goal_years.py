"""The goals of an invented municipality in one document and the next, as identity compares them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from suspect_town import GOALS, ORGANISATION, Goal

from ingest.link.identity import Claim, Identity, identify
from ingest.link.lemmas import count_roots
from ingest.link.profiles import Part, Profile
from ingest.link.resolve import Version
from ingest.link.threads import CERTAIN, Said
from ontology.codes import ChangeKind, CitedKind, DocumentKind
from ontology.iri import DocumentKey

Goals = Sequence[Goal]
Told = tuple[str | None, str | None, str, bool]
"""A claim in short: the earlier number, the later number, the kind of change, and whether it holds."""


class Case(NamedTuple):
    """What becomes of goals, what is claimed of them, and why; all others stay as they are."""

    name: str
    change: Callable[[dict[str, Goal]], Iterable[Goal]]
    expected: set[Told]
    why: str
    told: tuple[tuple[str, str], ...] = ()


def budget(year: int) -> DocumentKey:
    return DocumentKey(ORGANISATION, DocumentKind.BEGROTING, year)


def report(year: int, sequence: int = 1) -> DocumentKey:
    return DocumentKey(ORGANISATION, DocumentKind.BERAP, year, sequence)


def version(document: DocumentKey, number: str) -> Version:
    return Version(document, CitedKind.GOAL, number)


def profiles(document: DocumentKey, goals: Iterable[Goal]) -> tuple[Profile, ...]:
    return tuple(_profile(document, goal) for goal in goals)


def _profile(document: DocumentKey, goal: Goal) -> Profile:
    texts = {"description": goal.description.split(". "), "criteria": goal.criterion.split(" / ")}
    return Profile(
        version=version(document, goal.number),
        name=goal.name.casefold() or None,
        statement=goal.statement.casefold() or None,
        naming=dict(count_roots(f"{goal.name}\n{goal.statement}")),
        parts={
            name: Part(
                dict(count_roots("\n".join(lines))),
                frozenset(line.casefold().strip(". ") for line in lines),
                tuple(frozenset(count_roots(line)) for line in lines),
                "\n".join(lines),
            )
            for name, lines in texts.items()
            if any(lines)
        },
        holders=frozenset(),
        place=goal.number.rpartition(".")[0],
        copied_from=frozenset(),
    )


def follow(
    documents: Mapping[DocumentKey, Iterable[Goal]],
    said: Said | None = None,
    complete: Iterable[DocumentKey] = (),
    certain: float = CERTAIN,
) -> Identity:
    found = {document: profiles(document, goals) for document, goals in documents.items()}
    return identify(found, said, frozenset(complete), certain)


def town() -> dict[str, Goal]:
    return {goal.number: goal for goal in GOALS}


def short(claim: Claim) -> Told:
    ends = (claim.earlier, claim.later)
    earlier, later = (None if end is None else end.number for end in ends)
    return earlier, later, str(claim.kind), claim.holds


def plain(goals: Iterable[Goal]) -> set[Told]:
    return {(goal.number, goal.number, str(ChangeKind.UNCHANGED), True) for goal in goals}
