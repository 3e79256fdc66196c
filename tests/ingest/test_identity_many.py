"""A document with 5,000 goals: each is compared with a few others, and what holds is right."""

import random
from collections import Counter
from collections.abc import Sequence

import pytest
from goal_years import budget, follow
from suspect_town import Goal

from ingest.link import matching
from ingest.link.likeness import Likeness, Seen, compare
from ontology.codes import ChangeKind

MANY = 5000
WORDS = [f"{first}{second}{third}" for first in ("bo", "ka", "wi", "sto", "fre", "ga", "lu", "mi") for second in ("mer", "ran", "del", "vik", "los", "pon", "tar", "hes", "gil", "zom") for third in ("ak", "oel", "ist", "uur", "eng", "ijk", "ond", "ast", "eem", "out")]  # fmt: skip
MOVED = 500  # goals that have the number of another in the next budget


def goals(chance: random.Random) -> list[Goal]:
    return [
        Goal(
            f"{place // 100 + 1}.{place // 10 % 10 + 1}.{place % 10 + 1}",
            " ".join(chance.sample(WORDS, 2)),
            " ".join(chance.sample(WORDS, 5)),
            ". ".join(" ".join(chance.sample(WORDS, 4)) for _ in range(3)),
            "",
        )
        for place in range(MANY)
    ]


def reworded(goal: Goal, number: str, chance: random.Random) -> Goal:
    """A goal of which every third word is another, with a number."""
    description = [
        chance.choice(WORDS) + ("." if word.endswith(".") else "") if place % 3 == 0 else word
        for place, word in enumerate(goal.description.split())
    ]
    return goal._replace(number=number, description=" ".join(description))


def test_of_5000_goals_each_is_compared_with_a_few_and_what_holds_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    earlier = goals(chance)
    numbers = [goal.number for goal in earlier]
    numbers[:MOVED] = numbers[1:MOVED] + numbers[:1]
    later = [reworded(goal, number, chance) for goal, number in zip(earlier, numbers, strict=True)]
    compared: Counter[str] = Counter()

    def counted(one: Seen, other: Seen, *rest: object, **named: float | None) -> Likeness:
        compared["pairs"] += 1
        return compare(one, other, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(matching, "compare", counted)
    both: dict[object, Sequence[Goal]] = {budget(2031): earlier, budget(2032): later}
    claims = follow(both, complete=both).claims  # type: ignore[arg-type]
    became = {goal.number: number for goal, number in zip(earlier, numbers, strict=True)}
    same = {ChangeKind.UNCHANGED, ChangeKind.REWORDED, ChangeKind.RENUMBERED}
    held = [one for one in claims if one.holds and one.earlier and one.later and one.kind in same]
    assert all(one.later and one.earlier and became[one.earlier.number] == one.later.number for one in held)
    assert len(held) > 0.98 * MANY
    assert not [one for one in claims if one.holds and one.kind in {ChangeKind.SPLIT, ChangeKind.MERGED}]
    assert MANY <= compared["pairs"] <= 40 * MANY, "a quadratic number would be 25 million"
