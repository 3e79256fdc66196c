"""Goals without a portfolio holder, without criteria or without framework notes, and which of both it is.

A heading with nothing under it is told from a page without that heading; and of notes, which are links, from a page
that came in as text, in which they are lost. Criteria and notes are asked of goals without goals under them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ontology.codes import ListState, SectionKind
from ontology.language import Phrase
from service.answers.review import phrases
from service.answers.review.finding import Finding, Kind, Severity, found
from service.answers.review.versions import Described, Marks, Version


@dataclass(frozen=True, slots=True)
class _Asked:
    """A list that goals are to have: how its state is known, and what is said where it is missing."""

    section: SectionKind
    state: Callable[[Version], ListState | None]
    no_heading: Phrase
    no_list: Phrase
    severity: Severity
    of_leaves: bool
    has_links: bool


_LISTS: Final[Mapping[Kind, _Asked]] = MappingProxyType(
    {
        Kind.NO_HOLDER: _Asked(
            SectionKind.HOLDERS,
            lambda version: version.holders,
            phrases.NO_HOLDER,
            phrases.NO_HOLDER_LIST,
            Severity.DOUBT,
            of_leaves=False,
            has_links=False,
        ),
        Kind.NO_CRITERIA: _Asked(
            SectionKind.CRITERIA,
            lambda version: version.criteria,
            phrases.NO_CRITERIA,
            phrases.NO_CRITERIA_LIST,
            Severity.DOUBT,
            of_leaves=True,
            has_links=False,
        ),
        Kind.NO_NOTES: _Asked(
            SectionKind.FRAMEWORK_NOTES,
            lambda version: version.notes,
            phrases.NO_NOTES,
            phrases.NO_NOTES_LIST,
            Severity.NOTICE,
            of_leaves=True,
            has_links=True,
        ),
    }
)


def missing_everywhere(described: Described) -> tuple[Kind, ...]:
    """The lists for which no page of several goals has a heading: what is true of each is said once."""
    if len(described.goals) < 2:
        return ()
    return tuple(
        kind
        for kind, asked in _LISTS.items()
        if all(asked.state(goal) is ListState.NO_HEADING for goal in described.goals)
    )


def severity_of(kind: Kind) -> Severity:
    """How much it weighs that a list is missing."""
    return _LISTS[kind].severity


def lacking(described: Described, marks: Marks) -> Iterator[Finding]:
    """A finding for each list that a goal lacks, but for those that all goals lack."""
    everywhere = missing_everywhere(described)
    for kind, asked in _LISTS.items():
        if kind in everywhere:
            continue
        for goal in described.goals:
            if not asked.of_leaves or described.is_leaf(goal):
                yield from _of_goal(kind, asked, goal, described, marks)


def _of_goal(kind: Kind, asked: _Asked, goal: Version, described: Described, marks: Marks) -> Iterator[Finding]:
    if kind is Kind.NO_HOLDER and described.holders(goal.iri):
        return
    match asked.state(goal):
        case ListState.HEADING_WITHOUT_LIST:
            said = phrases.said(asked.no_list)
            message = phrases.said(phrases.LOST, what=said) if goal.plain and asked.has_links else said
            heading = marks.heading(goal, asked.section)
            yield found(kind, asked.severity, goal.iri, message, (heading,) if heading else marks.name(goal))
        case ListState.NO_HEADING:
            yield found(kind, asked.severity, goal.iri, phrases.said(asked.no_heading), marks.name(goal))
        case ListState.FILLED | None:
            return
