"""The review of a document: its findings per portfolio holder, what was looked at, and what to say first.

What the findings are is known by the modules beside this one.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from typing import Final

from ontology.dataset import Coverage
from ontology.iri import DocumentKey
from ontology.language import Phrase
from service.answers.coverage import Holdings, caution
from service.answers.review import phrases
from service.answers.review.finding import MOST_FINDINGS, Finding, Kind, Severity
from service.answers.review.gaps import missing_everywhere, severity_of
from service.answers.review.material import Material, facts_of, find, read_material
from service.answers.review.numbers import never_checked
from service.answers.review.places import with_words
from service.answers.review.queries import query
from service.answers.review.versions import Described, Holder, Version, by_number
from service.answers.streaming import stream_rows
from service.answers.vocabulary import Label
from service.answers.years.confidence import too_sure
from service.answers.years.reach import together
from service.engine.engine import Engine, OtherReleaseError

_SEVERITIES: Final = tuple(Severity)
_KINDS: Final = tuple(Kind)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many findings of a kind are not shown, because there are very many."""

    kind: Kind
    severity: Severity
    count: int


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A goal, ambition or programme with its findings, the gravest first."""

    version: Version
    holders: tuple[Holder, ...]
    findings: tuple[Finding, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Everywhere:
    """A finding that is true of every goal of a document, and is told and counted once."""

    kind: Kind
    severity: Severity
    message: Label


@dataclass(frozen=True, slots=True)
class Group:
    """What one person is responsible for: how many goals, and what has findings; `holder` is None for nobody."""

    holder: Holder | None
    goals: int
    reviewed: tuple[Reviewed, ...]

    @property
    def counts(self) -> dict[Severity, int]:
        """How many findings of each severity there are, also those that are not shown."""
        counts = dict.fromkeys(Severity, 0)
        for one in self.reviewed:
            for finding in one.findings:
                counts[finding.severity] += 1
            for left in one.left_out:
                counts[left.severity] += left.count
        return counts


@dataclass(frozen=True, slots=True)
class Report:
    """The review of one document. A goal that two people hold stands in the groups of both.

    `goals` is how many goals were looked at; `everywhere` are findings at each of them, and `remarks` what else is true
    of the document as a whole. Groups with errors come first, then those with doubts; among equals what has no holder
    comes first and people follow by name. `hidden` counts findings that were left out because they weigh too little.
    `min_confidence` is that of claims of identity that was asked for.
    """

    document: DocumentKey
    title: str
    coverage: Coverage
    caution: Phrase | None
    goals: int
    remarks: tuple[Label, ...]
    groups: tuple[Group, ...]
    everywhere: tuple[Everywhere, ...] = ()
    hidden: int = 0
    min_confidence: Decimal | None = None

    @property
    def counts(self) -> dict[Kind, dict[Severity, int]]:
        """How many findings there are of each kind and severity, each counted once, also those that are not shown."""
        counts: dict[Kind, dict[Severity, int]] = {kind: {} for kind in _KINDS}
        for true in self.everywhere:
            counts[true.kind][true.severity] = 1
        for one in {one.version.iri: one for group in self.groups for one in group.reviewed}.values():
            for finding in one.findings:
                counted = counts[finding.kind]
                counted[finding.severity] = counted.get(finding.severity, 0) + 1
            for left in one.left_out:
                counts[left.kind][left.severity] = counts[left.kind].get(left.severity, 0) + left.count
        return {kind: counted for kind, counted in counts.items() if counted}

    @property
    def by_severity(self) -> dict[Severity, int]:
        """How many findings there are of each severity."""
        counts = self.counts.values()
        return {severity: sum(counted.get(severity, 0) for counted in counts) for severity in Severity}

    @property
    def holders(self) -> list[str]:
        """The names of all who hold a portfolio in the document, in their own order."""
        return sorted((group.holder.name for group in self.groups if group.holder), key=str.casefold)

    def of_holder(self, name: str) -> "Report | None":
        """The same report for one holder alone, by name without regard to case; None where nobody is called so."""
        wanted = " ".join(name.split()).casefold()
        groups = tuple(one for one in self.groups if one.holder and one.holder.name.casefold() == wanted)
        return replace(self, groups=groups, goals=sum(group.goals for group in groups)) if groups else None

    def at_least(self, severity: Severity) -> "Report":
        """The same report without findings that weigh less."""
        kept = replace(
            self,
            everywhere=tuple(one for one in self.everywhere if one.severity.is_at_least(severity)),
            groups=tuple(replace(group, reviewed=_weighing(group.reviewed, severity)) for group in self.groups),
        )
        left = sum(self.by_severity.values()) - sum(kept.by_severity.values())
        return replace(kept, hidden=self.hidden + left)


async def review(engine: Engine, holdings: Holdings, document: DocumentKey, least: Decimal | None = None) -> Report:
    """The review of one document of a release; eight queries, however many goals there are, ten with `least`.

    With that, from 0 to 1, references are found out of date by claims of identity of at least that confidence.

    Raises:
        EngineError: a query failed, or another release came in.
    """
    material = await read_material(engine, holdings, document, least)
    drafts = {iri: _cut(found) for iri, found in _by_version(find(material)).items()}
    shown = [finding for findings, _ in drafts.values() for finding in findings]
    async with aclosing(stream_rows(engine, query("pages"), facts_of(holdings, document))) as pieces:
        worded = iter(await with_words(shown, pieces))
    if engine.release != holdings.release:
        raise OtherReleaseError
    reviewed = [
        _reviewed(material, iri, tuple(islice(worded, len(findings))), left_out)
        for iri, (findings, left_out) in drafts.items()
    ]
    return Report(
        document=document,
        title=holdings.title(document),
        coverage=holdings.manifest.documents[document.path].coverage,
        caution=together(too_sure(least), caution(holdings, [document])),
        min_confidence=least,
        goals=len(material.described.goals),
        remarks=_remarks(material),
        groups=_groups(material.described, reviewed),
        everywhere=tuple(
            Everywhere(kind, severity_of(kind), phrases.said(phrases.EVERYWHERE[kind]))
            for kind in missing_everywhere(material.described)
        ),
    )


def _weighing(reviewed: Iterable[Reviewed], severity: Severity) -> tuple[Reviewed, ...]:
    """What has findings of at least a severity, with those alone."""
    wanted = frozenset(one for one in Severity if one.is_at_least(severity))
    return of_severities(reviewed, wanted)


def of_severities(reviewed: Iterable[Reviewed], wanted: Container[Severity]) -> tuple[Reviewed, ...]:
    """What has findings of some severities, with those alone."""
    kept = (
        replace(
            one,
            findings=tuple(found for found in one.findings if found.severity in wanted),
            left_out=tuple(left for left in one.left_out if left.severity in wanted),
        )
        for one in reviewed
    )
    return tuple(one for one in kept if one.findings or one.left_out)


def _remarks(material: Material) -> tuple[Label, ...]:
    """What is true of the document as a whole and no finding: references that were not checked."""
    unchecked = sum(1 for _ in never_checked(material.citations, material.described, material.is_complete))
    return (phrases.said(phrases.UNCHECKED, count=phrases.counted(unchecked, phrases.GOING)),) if unchecked else ()


def _by_version(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.version, []).append(finding)
    return {iri: sorted(together, key=_order) for iri, together in found.items()}


def _order(finding: Finding) -> tuple[int, int, int, str]:
    start = min((place.start for place in finding.places), default=0)
    return _SEVERITIES.index(finding.severity), _KINDS.index(finding.kind), start, finding.message.nl


def _cut(findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], tuple[LeftOut, ...]]:
    """The findings of one version that are shown, and how many of each kind and severity are not."""
    counted: dict[tuple[Kind, Severity], int] = {}
    shown = []
    for finding in findings:
        key = finding.kind, finding.severity
        counted[key] = counted.get(key, 0) + 1
        if counted[key] <= MOST_FINDINGS:
            shown.append(finding)
    left = (LeftOut(*key, count - MOST_FINDINGS) for key, count in counted.items() if count > MOST_FINDINGS)
    return tuple(shown), tuple(left)


def _reviewed(material: Material, iri: str, findings: tuple[Finding, ...], left_out: tuple[LeftOut, ...]) -> Reviewed:
    known = material.described
    version = known.versions.get(iri)
    if version is None:
        label = next((one.page for one in material.citations if one.version == iri), None)
        version = Version.unknown(iri, label)
    return Reviewed(version, known.holders(iri), findings, left_out)


def _groups(described: Described, reviewed: Iterable[Reviewed]) -> tuple[Group, ...]:
    """A group for what nobody holds, where there is such, and one for each who holds a portfolio."""
    goals: dict[Holder | None, int] = {}
    for goal in described.goals:
        for holder in described.holders(goal.iri) or (None,):
            goals[holder] = goals.get(holder, 0) + 1
    found: dict[Holder | None, dict[str, Reviewed]] = {holder: {} for holder in goals}
    for one in reviewed:
        for holder in one.holders or (None,):
            found.setdefault(holder, {})[one.version.iri] = one
    return tuple(
        sorted((Group(holder, goals.get(holder, 0), _sorted(under)) for holder, under in found.items()), key=_urgency)
    )


def _urgency(group: Group) -> tuple[bool, bool, bool, str, str]:
    counts, holder = group.counts, group.holder
    name = holder.name.casefold() if holder else ""
    return not counts[Severity.ERROR], not counts[Severity.DOUBT], holder is not None, name, str(holder)


def _sorted(reviewed: Mapping[str, Reviewed]) -> tuple[Reviewed, ...]:
    return tuple(reviewed[version.iri] for version in by_number(one.version for one in reviewed.values()))
