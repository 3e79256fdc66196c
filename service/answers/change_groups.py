"""The changes that came with a release, together: what changed or went, and in one line what came in great numbers.

Without that the first release, in which all is new, would hide what changed later. Knows no HTTP.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from service.release.change_log import ChangeLog, Kind, Member, Step

FEW: Final = 10
"""So many new things of one release are told one by one."""
_STEPS: Final = 20
_MEMBERS: Final = 100


@dataclass(frozen=True, slots=True)
class Group:
    """A release with its changes, newest first.

    `came` counts what was new by the kind of thing, where that is told in one line; `is_continued` tells that the first
    of its changes were given before.
    """

    step: Step
    members: tuple[Member, ...]
    came: Mapping[str, int]
    is_continued: bool


@dataclass(frozen=True, slots=True)
class Groups:
    """Some releases with changes, newest first; `earlier` is the number before which the next ones are, if any are."""

    groups: tuple[Group, ...]
    earlier: int | None

    @property
    def members(self) -> Iterator[Member]:
        """The changes that are told one by one."""
        return (member for group in self.groups for member in group.members)


def grouped(log: ChangeLog, feed: str | None, before: int | None = None) -> Groups:
    """The last changes of something that people follow, or of all, by release; those before a number only."""
    found = log.steps(feed, _STEPS + 1, before)
    steps, is_cut = found[:_STEPS], len(found) > _STEPS
    if not steps:
        return Groups((), None)
    many = [step.number for step in steps if step.total(Kind.CREATE) > FEW]
    members = log.latest(feed, _MEMBERS + 1, before, since=steps[-1].number, no_new=many)
    earlier = steps[-1].first if is_cut else None
    if len(members) > _MEMBERS:
        members = members[:_MEMBERS]
        earlier = members[-1].number
        steps = [step for step in steps if step.number >= members[-1].step]
    return Groups(tuple(_group(step, members, many, before) for step in steps), earlier)


def _group(step: Step, members: Sequence[Member], many: Sequence[int], before: int | None) -> Group:
    is_continued = before is not None and before <= step.last
    told_at_once = step.number in many and not is_continued
    came = {thing: count for (kind, thing), count in step.counts.items() if kind is Kind.CREATE}
    own = tuple(member for member in members if member.step == step.number)
    return Group(step, own, came if told_at_once else {}, is_continued)
