"""Composing: the sentences of a goal as they stand in the documents of one year, with all that they say.

Most paragraphs are copied from earlier years, with their references. Knows no layout.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, TypeVar

from benchmarks import lexicon, phrases
from benchmarks.municipality import FIRST_YEAR, Document, Goal, Municipality
from ontology.codes import CitedKind, Comparator, Effect, MentionKind, Recurrence, Relation, Role

REWRITTEN: Final = 0.3  # the share of paragraphs that get new words in a year; the others are copied
STALE: Final = 0.15  # of copied references, the share that keeps the number of the year in which it was written
PLACES: Final = 6  # no part has more paragraphs
LOST: Final = 0.03  # the share that names a goal that does not exist
BEYOND: Final = 19  # no ambition has so many goals
NEAR: Final = 0.5  # the share of references that stay within the programme
REFERS: Final = 0.36  # the share of paragraphs of a description with a sentence that refers
ELSEWHERE: Final = 0.025  # of those, the share that names another document; lists make references more than sentences
EFFECTS: Final = {Effect.ADVANTAGE: "voordeel", Effect.DISADVANTAGE: "nadeel"}
RECURRENCES: Final = {
    Recurrence.ONE_OFF: "incidenteel ",
    Recurrence.STRUCTURAL: "structureel ",
    Recurrence.UNKNOWN: "",
}


@dataclass(frozen=True, slots=True)
class Cited:
    """A reference; `year` is that of the budget whose numbering the words speak, where it is not the page's own.

    `key` names the target in its document where the number alone does not.
    """

    number: str
    kind: CitedKind
    relation: Relation
    label: str | None = None
    year: int | None = None
    role: Role = Role.CROSS_REFERENCE
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """A target; `value` is a plain decimal."""

    comparator: Comparator
    value: str
    unit: str
    period: str | None


@dataclass(frozen=True, slots=True)
class Money:
    """A financial effect; the amount is a plain decimal in euro, None where the words name none."""

    number: str
    kind: CitedKind
    effect: Effect
    amount_eur: str | None
    recurrence: Recurrence


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and all that it says."""

    words: str
    cited: tuple[Cited, ...] = ()
    mentions: tuple[tuple[MentionKind, str], ...] = ()
    aims: tuple[Aim, ...] = ()
    effects: tuple[Money, ...] = ()


Paragraph = tuple[Sentence, ...]
Card = TypeVar("Card")


@dataclass(frozen=True, slots=True)
class Deviating:
    """A deviation: its title, its headline where it has one, and its text."""

    title: str
    headline: Effect | None
    text: Paragraph


@dataclass(frozen=True)
class Writer:
    """Writes the parts of one goal for the documents of one year; `voice` gives other words to pages about more."""

    body: Municipality
    goal: Goal
    year: int
    voice: tuple[object, ...] = ()

    @property
    def number(self) -> str:
        """The number of the goal in this year."""
        return self.body.numbers(self.year)[self.goal.key]

    def description(self) -> tuple[Paragraph, ...]:
        """The description."""
        return self._copied("description", (4, 5, 5, 6), self._paragraph)

    def criteria(self) -> tuple[Paragraph, ...]:
        """The criteria, one sentence each."""
        return self._copied("criteria", (2, 3, 3, 4), self._criterion)

    def activities(self) -> tuple[Paragraph, ...]:
        """The activities; some have a second sentence."""
        return self._copied("activities", (3, 3, 4, 5), self._activity)

    def notes(self) -> tuple[str, ...]:
        """The framework notes; sometimes there are none."""
        since = FIRST_YEAR + (self.year - FIRST_YEAR) // 4 * 4
        random = self._random("notes", since)
        named = random.sample(lexicon.NOTES, k=random.choice((0, 1, 1, 2)))
        return tuple(f"{note} {self.goal.label} {since}-{since + 4}" for note in named)

    def realisation(self) -> tuple[Paragraph, ...]:
        """What a year report says came of the goal."""
        random = self._random("realisation", self.year)
        return tuple(self._plain(random, random.sample(phrases.REALISED, k=4)) for _ in range(3))

    def deviations(self, document: Document) -> tuple[Deviating, ...]:
        """What went otherwise by a report; often nothing."""
        random = self._random("deviations", document.name)
        return tuple(self._deviation(random) for _ in range(random.choice((0, 1, 1, 2))))

    def plain(self, part: str, templates: Sequence[str], count: int) -> Paragraph:
        """So many sentences of a part that name nothing by a number."""
        random = self._random(part, self.year)
        return self._plain(random, random.sample(templates, k=count))

    def referring(self, number: str, key: str | None, part: str) -> Sentence:
        """A sentence that refers to a goal by the number that its family gives it."""
        random = self._random(part, self.year)
        fitting = [one for one in phrases.REFERRING if one.kind is CitedKind.GOAL and not (one.is_list or one.labelled)]
        one = random.choice(fitting)
        words = one.words.format_map(self._words(random) | {"a": number})
        return Sentence(words, (Cited(number, CitedKind.GOAL, one.relation, key=key),))

    def works(self, count: int) -> tuple[Paragraph, ...]:
        """So many activities of one sentence without a reference."""
        random = self._random("works", self.year)
        works = random.sample((*self.goal.theme.works, *phrases.WORKS), k=count)
        return tuple(self._plain(random, [work]) for work in works)

    def cells(self) -> tuple[int, ...]:
        """Expenditure, revenue, balance, addition to and withdrawal from reserves, and result, in euro."""
        random = self._random("cells", self.year)
        out, income = random.randrange(40_000, 9_000_000, 50), random.choice((0, random.randrange(0, 900_000, 50)))
        added, withdrawn = random.choice((0, 25_000)), random.choice((0, 0, 120_000))
        return out, income, out - income, added, withdrawn, out - income + added - withdrawn

    def _random(self, *path: object) -> Random:
        return self.body.random(self.goal.key, *self.voice, *path)

    def _copied(
        self, part: str, counts: Sequence[int], write: Callable[[Random, int, int], Paragraph]
    ) -> tuple[Paragraph, ...]:
        """So many paragraphs of a part, each with the words of the year in which it was last rewritten."""
        years = [(place, self._written(part, place)) for place in range(self._random(part).choice(counts))]
        return tuple(write(self._random(part, place, year), place, year) for place, year in years)

    def _written(self, part: str, place: int) -> int:
        year = self.year
        while (
            year > FIRST_YEAR
            and self.goal.key in self.body.numbers(year - 1)
            and self._random("rewritten", part, place, year).random() >= REWRITTEN
        ):
            year -= 1
        return year

    def _dealt(self, part: str, place: int, cards: Sequence[Card]) -> list[Card]:
        """The cards of one place: what stands in one paragraph of a part stands in no other."""
        deck = list(cards)
        self._random("deck", part).shuffle(deck)
        return deck[place::PLACES]

    def _plain(self, random: Random, templates: Sequence[str]) -> Paragraph:
        return tuple(Sentence(template.format_map(self._words(random))) for template in templates)

    def _paragraph(self, random: Random, place: int, written: int) -> Paragraph:
        opening = random.choice(self._dealt("openings", place, phrases.OPENINGS))
        following = random.sample(self._dealt("plain", place, phrases.PLAIN), k=random.choice((6, 7, 7, 8)))
        sentences = list(self._plain(random, [opening, *following]))
        inside = random.randrange(1, len(sentences))
        if random.random() < REFERS:
            sentences.insert(inside, self._referring(random, written))
        if random.random() < 0.15:
            sentences[inside:inside] = self._plain(random, [random.choice(phrases.LOOK_ALIKES)])
        if random.random() < 0.06:
            sentences.append(self._mentioning(random))
        if random.random() < 0.08:
            sentences.append(self._aiming(random, random.choice(phrases.AIMS)))
        if random.random() < 0.04:
            own = Cited(self.number, CitedKind.GOAL, Relation.BOOKED_ON)
            sentences.append(Sentence(phrases.SELF_BOOKED.format(a=self.number), (own,)))
        return tuple(sentences)

    def _criterion(self, random: Random, place: int, _written: int) -> Paragraph:
        if random.random() < 0.3:
            return (self._aiming(random, random.choice(phrases.CRITERIA_AIMS)),)
        return self._plain(random, [random.choice(self._dealt("criteria", place, phrases.CRITERIA))])

    def _activity(self, random: Random, place: int, written: int) -> Paragraph:
        works = self._dealt("works", place, (*self.goal.theme.works, *phrases.WORKS))
        work = random.choice(works) + random.choice(phrases.ACTIVITY_TAILS)
        if random.random() < 0.5:
            return self._plain(random, [work])
        if random.random() < 0.2:
            return *self._plain(random, [work + "."]), self._referring(random, written)
        return self._plain(random, [work + ".", random.choice(phrases.ACTIVITY_EXTRAS)])

    def _mentioning(self, random: Random) -> Sentence:
        mentioning, number = random.choice(phrases.MENTIONING), str(random.randrange(1, 9))
        return Sentence(mentioning.words.format(a=number), mentions=((mentioning.kind, number),))

    def _aiming(self, random: Random, aiming: phrases.Aiming) -> Sentence:
        words = self._words(random)
        value = str(random.randrange(*aiming.values, aiming.values[0]))
        aim = Aim(aiming.comparator, value, aiming.unit.format_map(words), aiming.period)
        return Sentence(aiming.words.format_map(words | {"value": value}), aims=(aim,))

    def _referring(self, random: Random, written: int) -> Sentence:
        """A sentence that refers; its numbers are those of this year, unless they were copied with the words."""
        targets = self._targets(random, written)
        year = written if random.random() < STALE else self.year
        if random.random() < ELSEWHERE:
            return self._elsewhere(targets[0], written)
        referring = random.choice(phrases.REFERRING)
        numbers = [self._cut(self._number(key, year, written), referring.kind) for key in targets]
        words = self._words(random) | {"label": self.body.goal(targets[0]).label}
        if referring.is_list:
            return self._listing(referring, sorted(dict.fromkeys(numbers), key=_order)[:3], words)
        number = numbers[0]
        if referring.kind is CitedKind.GOAL and random.random() < LOST:
            number = f"{number.rpartition('.')[0]}.{BEYOND}"
        label = words["label"] if referring.labelled else None
        cited = Cited(number, referring.kind, referring.relation, label)
        return Sentence(referring.words.format_map(words | {"a": number}), (cited,))

    def _listing(self, referring: phrases.Referring, numbers: list[str], words: dict[str, str]) -> Sentence:
        """A sentence that names three goals or programmes."""
        cited = tuple(Cited(number, referring.kind, referring.relation) for number in numbers)
        return Sentence(referring.words.format_map(words | dict(zip("abc", numbers, strict=True))), cited)

    def _elsewhere(self, key: int, written: int) -> Sentence:
        """A sentence that names a goal of the budget before the one in which it was written."""
        number = self._number(key, written - 1, written)
        cited = Cited(number, CitedKind.GOAL, Relation.SEE, year=written - 1)
        return Sentence(phrases.OTHER_DOCUMENT.format(a=number, year=written - 1), (cited,))

    def _targets(self, random: Random, written: int) -> list[int]:
        """Goals that a sentence of a year can refer to: one that is often of the same programme, and one of each."""
        numbers = self.body.numbers(written)
        own = numbers[self.goal.key].split(".")[0]
        others = [key for key in numbers if key != self.goal.key]
        near = [key for key in others if numbers[key].split(".")[0] == own]
        first = random.choice(near if near and random.random() < NEAR else others)
        others.remove(first)
        random.shuffle(others)
        by_programme = {numbers[key].split(".")[0]: key for key in others}
        return [first, *by_programme.values()]

    def _number(self, key: int, year: int, written: int) -> str:
        """The number of a goal in a year; of one that ended or did not exist yet, the number that was known."""
        known = self.body.numbers(written)[key]
        return self.body.numbers(year).get(key, known) if year >= FIRST_YEAR else known

    def _cut(self, number: str, kind: CitedKind) -> str:
        """The number of the goal itself, or of its ambition or programme."""
        levels = {CitedKind.PROGRAMME: 1, CitedKind.AMBITION: 2, CitedKind.GOAL: 3}[kind]
        return ".".join(number.split(".")[:levels])

    def _deviation(self, random: Random) -> Deviating:
        effect, recurrence = random.choice(list(EFFECTS)), random.choice(list(RECURRENCES))
        other = next(one for one in EFFECTS if one is not effect)
        printed, amount = _amount(random)
        words = f"Op dit doel is er een {RECURRENCES[recurrence]}{EFFECTS[effect]} van {printed}."
        own = Sentence(words, effects=(Money(self.number, CitedKind.GOAL, effect, amount, recurrence),))
        sentences = [*self._plain(random, random.sample(phrases.DEVIATION_TEXTS, k=2)), own]
        if random.random() < 0.4:
            sentences.append(self._counterpart(random, other, recurrence))
        title = random.choice(phrases.DEVIATION_TITLES).format_map(self._words(random))
        return Deviating(title, random.choice((effect, Effect.NEUTRAL)), tuple(sentences))

    def _counterpart(self, random: Random, effect: Effect, recurrence: Recurrence) -> Sentence:
        """The effect elsewhere, with its amount or without one."""
        kind = random.choice((CitedKind.GOAL, CitedKind.PROGRAMME))
        number = self._cut(self._number(self._targets(random, self.year)[0], self.year, self.year), kind)
        place = f"op {'doel' if kind is CitedKind.GOAL else 'programma'} {number}"
        cited = (Cited(number, kind, Relation.BOOKED_ON),)
        if random.random() < 0.5:
            money = Money(number, kind, effect, None, Recurrence.UNKNOWN)
            return Sentence(f"Indirect is er een {EFFECTS[effect]} {place}.", cited, effects=(money,))
        printed, amount = _amount(random)
        words = f"Daar staat een {RECURRENCES[recurrence]}{EFFECTS[effect]} {place} van {printed} tegenover."
        return Sentence(words, cited, effects=(Money(number, kind, effect, amount, recurrence),))

    def _words(self, random: Random) -> dict[str, str]:
        """Words for the places in a phrase."""
        theme = self.goal.theme
        nouns = random.choice((self.goal.noun, random.choice(theme.nouns)))
        group, group2 = random.sample(theme.groups, k=2)
        adjective = random.choice((self.goal.adjective, random.choice(theme.adjectives)))
        return {
            "town": self.body.name,
            "nouns": nouns,
            "Nouns": nouns.capitalize(),
            "group": group,
            "Group": group.capitalize(),
            "group2": group2,
            "Group2": group2.capitalize(),
            "adj": adjective,
            "Adj": adjective.capitalize(),
            "aim": random.choice(theme.aims),
            "month": random.choice(lexicon.MONTHS),
            "street": random.choice(lexicon.STREETS),
            "past": str(FIRST_YEAR - random.randrange(1, 9)),
            "count": str(random.randrange(20, 900, 10)),
        }


def _order(number: str) -> list[int]:
    return [int(part) for part in number.split(".")]


def _amount(random: Random) -> tuple[str, str]:
    """An amount as printed, and as a plain decimal."""
    if random.random() < 0.15:
        tenths = random.choice([tenth for tenth in range(11, 90) if tenth % 10])
        return f"€ {tenths // 10},{tenths % 10} miljoen", str(tenths * 100_000)
    euro = random.randrange(5_000, 900_000, 500)
    return f"€ {euro:,}".replace(",", ".") + random.choice((",-", "")), str(euro)
