"""The review of a document: its findings per portfolio holder, what was looked at, and what to say first.

What the findings are is known by the modules beside this one.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from ontology.dataset import Coverage
from ontology.iri import DocumentKey
from ontology.language import Phrase
from service.answers.coverage import Holdings, caution
from service.answers.review import phrases
from service.answers.review.finding import MOST_FINDINGS, Finding, Kind, Severity
from service.answers.review.gaps import missing_everywhere
from service.answers.review.material import Material, facts_of, find, read_material
from service.answers.review.numbers import never_checked
from service.answers.review.places import with_words
from service.answers.review.queries import query
from service.answers.review.versions import Described, Holder, Version, by_number
from service.answers.streaming import stream_rows
from service.answers.vocabulary import Label
from service.engine.engine import Engine, QueryFailedError

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
class Group:
    """What one person is responsible for: how many goals, and what has findings; `holder` is None for nobody."""

    holder: Holder | None
    goals: int
    reviewed: tuple[Reviewed, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The review of one document. A goal that two people hold stands in the groups of both.

    `goals` is how many goals were looked at; `remarks` are true of the document as a whole. What has no holder comes
    first among the groups, people follow by name.
    """

    document: DocumentKey
    title: str
    coverage: Coverage
    caution: Phrase | None
    goals: int
    remarks: tuple[Label, ...]
    groups: tuple[Group, ...]

    @property
    def counts(self) -> dict[Kind, dict[Severity, int]]:
        """How many findings there are of each kind and severity, each counted once, also those that are not shown."""
        counts: dict[Kind, dict[Severity, int]] = {kind: {} for kind in _KINDS}
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
        """The names of all who hold a portfolio in the document, in the order of the groups."""
        return [group.holder.name for group in self.groups if group.holder]

    def of_holder(self, name: str) -> "Report | None":
        """The same report for one holder alone, by name without regard to case; None where nobody is called so."""
        wanted = " ".join(name.split()).casefold()
        groups = tuple(one for one in self.groups if one.holder and one.holder.name.casefold() == wanted)
        return replace(self, groups=groups, goals=sum(group.goals for group in groups)) if groups else None


async def review(engine: Engine, holdings: Holdings, document: DocumentKey) -> Report:
    """The review of one document of a release; eight queries, however many goals there are.

    Raises:
        EngineError: a query failed, or another release came in.
    """
    material = await read_material(engine, holdings, document)
    drafts = {iri: _cut(found) for iri, found in _by_version(find(material)).items()}
    shown = [finding for findings, _ in drafts.values() for finding in findings]
    async with aclosing(stream_rows(engine, query("pages"), facts_of(holdings, document))) as pieces:
        worded = iter(await with_words(shown, pieces))
    if engine.release != holdings.release:
        raise QueryFailedError("another release came in while the document was reviewed; ask for it again")
    reviewed = [
        _reviewed(material, iri, tuple(islice(worded, len(findings))), left_out)
        for iri, (findings, left_out) in drafts.items()
    ]
    return Report(
        document=document,
        title=holdings.title(document),
        coverage=holdings.manifest.documents[document.path].coverage,
        caution=caution(holdings, [document]),
        goals=len(material.described.goals),
        remarks=_remarks(material),
        groups=_groups(material.described, reviewed),
    )


def _remarks(material: Material) -> tuple[Label, ...]:
    """What is true of the document as a whole: lists that no page has, and references that were not checked."""
    remarks = [phrases.said(phrases.EVERYWHERE[kind]) for kind in missing_everywhere(material.described)]
    unchecked = sum(1 for _ in never_checked(material.citations, material.described, material.is_complete))
    if unchecked:
        remarks.append(phrases.said(phrases.UNCHECKED, count=phrases.counted(unchecked, phrases.GOING)))
    return tuple(remarks)


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
    ordered = sorted(
        found, key=lambda holder: (holder is not None, holder.name.casefold() if holder else "", str(holder))
    )
    return tuple(Group(holder, goals.get(holder, 0), _sorted(found[holder])) for holder in ordered)


def _sorted(reviewed: Mapping[str, Reviewed]) -> tuple[Reviewed, ...]:
    return tuple(reviewed[version.iri] for version in by_number(one.version for one in reviewed.values()))
