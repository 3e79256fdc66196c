"""Stale: how rightly copied references are flagged whose number came to mean another goal.

    python benchmarks/stale.py [--towns 12] [--development]

Plants a sentence with a reference on the page of every goal of fictional municipalities and carries it through their
renumberings: with its first number, or with the number of the goal as it is each year. Figures are of held-out seeds
unless `--development` asks for the others.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import click

from benchmarks.municipality import FIRST_YEAR
from benchmarks.read_towns import key_of, read_town
from benchmarks.rewording import Content
from benchmarks.years import HELD_OUT, Town
from ingest.intervals import wilson
from ingest.link.copies import Staleness
from ingest.link.place import Place
from ingest.read.record import Reference
from ontology.codes import Resolution
from ontology.iri import DocumentKey

CHANGES: Final = ("none", "one word", "a third")
RENEWED: Final = 0.4  # the share of sentences whose number goes along
MARK: Final = "Hierbij trekken wij op met"
_OTHERS: Final = ("straks", "daarom", "vooral", "opnieuw", "samen", "verder", "juist", "altijd", "weer", "ook")


@dataclass(frozen=True, slots=True)
class Planted:
    """A sentence: the goal that it is about, how much it changes each year, and whether its number goes along."""

    target: int
    change: str
    renewed: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A reference of a later document: whether it is stale, what was found, and how much its sentence changed.

    `change` is None for a sentence that was not planted, `now` whether the goal that was meant is told rightly.
    """

    change: str | None
    is_stale: bool
    is_flagged: bool
    is_wanted: bool
    now: bool


@dataclass(frozen=True)
class CopyingTown(Town):
    """A municipality with planted sentences."""

    @cached_property
    def planted(self) -> dict[int, Planted]:
        """The sentence on the page of each goal of the first year."""
        keys = sorted(self.numbers(FIRST_YEAR))
        found = {}
        for key in keys:
            random = self.random("planted", key)
            target = random.choice([one for one in keys if one != key])
            found[key] = Planted(target, random.choice(CHANGES), random.random() < RENEWED)
        return found

    def content(self, key: int, year: int) -> Content:
        """What a goal says, with its planted sentence."""
        content, planted = super().content(key, year), self.planted.get(key)
        number = None if planted is None else self._number(planted, year)
        return content.saying(self._sentence(key, planted, year, number)) if planted and number else content

    def _number(self, planted: Planted, year: int) -> str | None:
        """The number that a sentence has in a year; None where its goal is gone and the sentence with it."""
        return self.numbers(year if planted.renewed else FIRST_YEAR).get(planted.target)

    def _sentence(self, key: int, planted: Planted, year: int, number: str) -> str:
        theme, fixed = self.goal(planted.target).theme, self.random("words", key)
        words = f"{fixed.choice(theme.groups)} en {fixed.choice(theme.nouns)}".split()
        parts = [*MARK.split(), *words, "zodat", "inwoners", "er", "in", "hun", "eigen", "buurt", "op", "tijd", "baat"]
        changing, later = self.random("changing", key, year), list(parts)
        often = {"none": 0, "one word": 1, "a third": len(parts) // 3}[planted.change] if year > FIRST_YEAR else 0
        for place in changing.sample(range(len(MARK.split()), len(parts)), often):
            later[place] = changing.choice(_OTHERS)
        return f"{' '.join(later)} bij hebben (zie doel {number})."

    def comes_from(self, key: int, year: int, wanted: int) -> bool:
        """Whether a goal of a year is, or has a part of, a goal of an earlier year."""
        if key == wanted:
            return True
        origin = self.origins(year).get(key)
        return (
            year > FIRST_YEAR
            and origin is not None
            and any(self.comes_from(one, year - 1, wanted) for one in origin.keys)
        )


def judged(town: CopyingTown) -> Iterator[Judged]:
    """What was made of the references of a municipality, in the order of the cycle."""
    return _Beside(town).judged()


class _Beside:
    """What was made of a municipality beside what was planted."""

    def __init__(self, town: CopyingTown) -> None:
        self._town, self._found = town, read_town(town)
        self._seen: set[tuple[int, str]] = set()  # goals and the number in their sentence, as found before

    def judged(self) -> Iterator[Judged]:
        """What was made of each reference, in the order of the cycle."""
        order = list(self._found.history)
        for document in sorted(self._town.issued, key=lambda one: order.index(key_of(self._town, one))):
            yield from self._of_document(key_of(self._town, document))

    def _of_document(self, document: DocumentKey) -> Iterator[Judged]:
        keys = {number: goal for goal, number in self._town.numbers(document.year).items()}
        seen = set()
        for place, outcomes in self._found.resolved[document]:
            own = keys.get(place.record.page.number or "")
            for order, (reference, outcome) in enumerate(zip(place.record.references, outcomes, strict=True)):
                flag = self._found.history[document].stale.get((place.page, order))
                planted = self._town.planted.get(own) if own is not None and _is_planted(place, reference) else None
                if own is None or planted is None:
                    if flag is not None:
                        yield self._carried(document.year, reference, flag)
                    continue
                is_found = outcome.resolution is Resolution.RESOLVED
                is_stale = self._is_stale(document.year, reference.number, planted.target)
                yield Judged(
                    change=planted.change,
                    is_stale=is_stale,
                    is_flagged=flag is not None,
                    is_wanted=is_stale and is_found and (own, reference.number) in self._seen,
                    now=self._tells(document.year, planted.target, flag),
                )
                seen |= {(own, reference.number)} if is_found else set()
        self._seen |= seen

    def _carried(self, year: int, reference: Reference, flag: Staleness) -> Judged:
        """A flag on a sentence that the corpus itself carried along."""
        before = {number: goal for goal, number in self._town.numbers(flag.document.year).items()}
        meant = before.get(reference.number)
        return Judged(
            change=None,
            is_stale=meant is not None and self._is_stale(year, reference.number, meant),
            is_flagged=True,
            is_wanted=False,
            now=meant is not None and self._tells(year, meant, flag),
        )

    def _is_stale(self, year: int, number: str, meant: int) -> bool:
        keys = {other: goal for goal, other in self._town.numbers(year).items()}
        return number in keys and not self._town.comes_from(keys[number], year, meant)

    def _tells(self, year: int, meant: int, flag: Staleness | None) -> bool:
        """Whether a flag says where the goal is now; where it says nothing it is not wrong."""
        if flag is None or not flag.now:
            return True
        return self._town.numbers(year).get(meant) in {version.number for version in flag.now}


def _is_planted(place: Place, reference: Reference) -> bool:
    return place.record.text[reference.sentence.start : reference.sentence.end].startswith(MARK)


def report(every: list[Judged]) -> str:
    """The figures in words."""
    flags = [one for one in every if one.is_flagged]
    right = sum(one.is_stale for one in flags)
    lines = [
        f"flags {len(flags)}, right {right}, precision {_told(right, len(flags))}",
        f"  of which planted {sum(one.change is not None for one in flags)}",
        f"the goal that was meant is now told rightly: {_told(sum(one.now for one in flags), len(flags))}",
    ]
    for change in CHANGES:
        wanted = [one for one in every if one.change == change and one.is_wanted]
        found = sum(one.is_flagged for one in wanted)
        lines.append(f"recall, changed by {change}: {found} of {len(wanted)}, {_told(found, len(wanted))}")
    not_stale = [one for one in every if one.change is not None and not one.is_stale]
    lines.append(f"references that are right: {len(not_stale)}, flagged {sum(one.is_flagged for one in not_stale)}")
    return "\n".join(lines) + "\n"


def _told(part: int, whole: int) -> str:
    found = wilson(part, whole)
    return f"{found.value:.3f} ({found.low:.3f}-{found.high:.3f})" if found else "-"


@click.command(help=__doc__.partition("\n")[0] if __doc__ else None)
@click.option("--towns", "count", default=12, show_default=True, type=click.IntRange(1))
@click.option("--development", is_flag=True, help="of the seeds that thresholds are chosen on")
def main(count: int, *, development: bool) -> None:
    """Measure, and print the figures."""
    first = 1 if development else HELD_OUT
    towns = (CopyingTown(first + place, place, 0) for place in range(count))
    sys.stdout.write(report([one for town in towns for one in judged(town)]))


if __name__ == "__main__":
    main()
