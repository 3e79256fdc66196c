"""Question pages: pages about a programme with questions as headings, in the numbering of each family that has them.

Knows how a family numbers what its pages state, and no file format.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from benchmarks import phrases
from benchmarks.composing import Paragraph, Sentence
from benchmarks.layouts import AmountSaid, Entry, Grid, Holders, Lines, Page, Part, Prose, Row, Statement
from benchmarks.leaves import Leaf
from benchmarks.municipality import Document, Goal, Municipality
from benchmarks.other_pages import (
    LETTERS,
    LINES,
    About,
    Scene,
    ambition_statement,
    child,
    framed,
    unnumbered,
    words_key,
)
from benchmarks.rendering import cell
from ontology.codes import BudgetLine, CitedKind, DocumentKind, PageKind
from ontology.iri import slug

GOALS: Final = "Wat willen we bereiken?"
WANTED: Final = "Wat wilden we bereiken?"
PLANNED: Final = "Wat gaan we daarvoor doen in {year}?"
BULLETED: Final = frozenset({"tiel", "bladel", "zeeland"})  # families without numbers for what they do
GATHERED: Final = frozenset({"tiel", "zaanstad"})  # families that state all goals before what they do
AGAIN: Final = frozenset({"bladel", "zeeland"})  # families that repeat the questions for each goal
RESTARTING: Final = frozenset({"tiel", "zaanstad"})  # families that number goals anew in each programme
REFERRING: Final = 0.7  # the share of goals whose text names another


@dataclass(frozen=True, slots=True)
class Named:
    """How a family names a goal: its number, what goes between that and the words, and its key."""

    number: str
    mark: str
    key: str


@dataclass(frozen=True)
class Numbers:
    """The numbers of a programme in the form of its family."""

    family: str
    programme: int
    name: str

    @property
    def number(self) -> str | None:
        """The number of the programme itself, or of the main goal that its page is about."""
        forms = {"wormerland": f"P{self.programme}", "zeeland": f"{self.programme}", "apeldoorn": f"{self.programme}"}
        return forms.get(self.family)

    @property
    def title(self) -> str:
        """The title of the page."""
        if self.family == "apeldoorn":
            return f"Hoofddoelstelling {self.number} {self.name}"
        return f"{self.number} {self.name}" if self.number else self.name

    @property
    def key(self) -> str:
        """What names the programme in its document."""
        return self.number or words_key(self.name)

    def goal(self, ambition: int, place: int, order: int) -> Named | None:
        """A goal by its place in its ambition and its order in the programme; None where goals have no numbers."""
        match self.family:
            case "wormerland":
                number = f"{self.number} {ambition}.{place}"
                return Named(number, " ", number)
            case "zeeland":
                return Named(f"{self.number}-{order}", " ", f"{self.number}-{order}")
            case "apeldoorn":
                return Named(f"{self.number}.{order}", " ", f"{self.number}.{order}")
            case "tiel":
                return Named(LETTERS[order - 1], ". ", f"{self.key} {LETTERS[order - 1]}")
            case "zaanstad":
                return Named(str(order), " ", f"{self.key} {order}")
            case _:
                return None

    def activity(self, ambition: int, place: int, order: int, nth: int) -> tuple[str, str, str | None]:
        """An activity as printed, its number in full, and its key where that differs."""
        match self.family:
            case "wormerland":
                return f"{ambition}.{place}.{nth} -", f"{self.number} {ambition}.{place}.{nth}", None
            case "zaanstad":
                return f"{order}.{nth}", f"{order}.{nth}", f"{self.key} {order}.{nth}"
            case _:
                return f"{self.number}.{order}.{nth}", f"{self.number}.{order}.{nth}", None


@dataclass(frozen=True, slots=True)
class Placed:
    """A goal of a programme with its places and how its family names it."""

    goal: Goal
    ambition: int
    place: int
    order: int
    named: Named | None


def question_page(body: Municipality, document: Document, leaf: Leaf) -> Page:
    """The page of a programme."""
    scene = Scene(body, document, leaf)
    numbers = Numbers(body.family, leaf.key, scene.name)
    about = About(
        numbers.title,
        slug(numbers.title),
        number=numbers.number,
        label=numbers.name,
        named=None if numbers.number else numbers.key,
    )
    kind = PageKind.AMBITION if body.family == "apeldoorn" else PageKind.PROGRAMME
    return framed(scene, about, list(_parts(scene, numbers)), kind)


def _parts(scene: Scene, numbers: Numbers) -> Iterator[Part]:
    placed = list(_placed(scene, numbers))
    writer = scene.writer(placed[0].goal.key)
    yield Part("Waar gaat dit programma over?", Prose((writer.plain("about", phrases.PLAIN, 3),)))
    if scene.document.kind is not DocumentKind.BEGROTING:
        yield from _accounted(scene, numbers, placed)
    elif scene.body.family in GATHERED:
        yield Part(GOALS, Lines(tuple(_stated(one, numbers) for one in placed)))
        works = tuple(entry for one in placed for entry in _works(scene, numbers, one))
        yield Part(_planned(scene), Lines(works, bulleted=scene.body.family in BULLETED))
    else:
        for one in placed:
            yield from _block(scene, numbers, one, placed)
    yield Part("Wat mag het kosten?" if scene.document.kind is DocumentKind.BEGROTING else "Wat heeft het gekost?",
               _money(scene))  # fmt: skip
    yield Part("Portefeuillehouder(s)", Holders(scene.body.holders(placed[0].goal.key, scene.document.year)))


def _placed(scene: Scene, numbers: Numbers) -> Iterator[Placed]:
    order = 0
    for ambition, keys in enumerate(scene.programme, start=1):
        for place, key in enumerate(keys, start=1):
            order += 1
            yield Placed(scene.body.goal(key), ambition, place, order, numbers.goal(ambition, place, order))


def _planned(scene: Scene) -> str:
    return PLANNED.format(year=scene.document.year)


def _accounted(scene: Scene, numbers: Numbers, placed: list[Placed]) -> Iterator[Part]:
    """What annual accounts say: the goals that there were, and what came of them."""
    if numbers.goal(1, 1, 1) is None:
        yield from (Part(WANTED, Lines((_stated(one, numbers),))) for one in placed)
    else:
        yield Part(WANTED, Lines(tuple(_stated(one, numbers) for one in placed)))
    writer = scene.writer(placed[0].goal.key)
    yield Part("Wat hebben we bereikt?", Prose((writer.plain("reached", phrases.REALISED, 4),)))


def _block(scene: Scene, numbers: Numbers, one: Placed, placed: list[Placed]) -> Iterator[Part]:
    """A goal with its text and what is done for it; some families print the question above the first one only."""
    entries = [_ambition(scene, numbers, one)] if scene.body.family == "wormerland" and one.place == 1 else []
    entries.append(_stated(one, numbers))
    again = one.order == 1 or scene.body.family in AGAIN
    yield Part(GOALS if again else None, Lines(tuple(entries)))
    yield Part(None, Prose((_text(scene, one, placed),)))
    yield Part(_planned(scene), Lines(tuple(_works(scene, numbers, one)), bulleted=scene.body.family in BULLETED))


def _ambition(scene: Scene, numbers: Numbers, one: Placed) -> Entry:
    number = f"{numbers.number} {one.ambition}"
    words = ambition_statement([scene.body.goal(key) for key in scene.programme[one.ambition - 1]])
    stated = Statement(CitedKind.AMBITION, number, number, None, words)
    return Entry((child((number, CitedKind.AMBITION, None), f"{number}. ", words),), stated)


def _stated(one: Placed, numbers: Numbers) -> Entry:
    if one.named is None:
        return unnumbered(f"{one.goal.label} voor iedereen", numbers.key)
    named, words = one.named, one.goal.statement
    # the accounts state no ambitions, so that a goal there stands under the programme
    above = f"{numbers.number} {one.ambition}" if numbers.family == "wormerland" else None
    stated = Statement(CitedKind.GOAL, named.key, named.number, None, words, above)
    key = named.key if named.key != named.number else None
    return Entry((child((named.number, CitedKind.GOAL, key), f"{named.number}{named.mark}", words),), stated)


def _text(scene: Scene, one: Placed, placed: list[Placed]) -> Paragraph:
    writer, random = scene.writer(one.goal.key), scene.random("text", one.order)
    plain = writer.plain("text", phrases.PLAIN, 3)
    others = [other.named for other in placed if other.named is not None and other.order != one.order]
    if not others or random.random() >= REFERRING:
        return plain
    target = random.choice(others)
    key = target.key if target.key != target.number else None
    return *plain, writer.referring(target.number, key, "refers")


def _works(scene: Scene, numbers: Numbers, one: Placed) -> Iterator[Entry]:
    works = scene.writer(one.goal.key).works(3)
    for nth, work in enumerate(works, start=1):
        if scene.body.family in BULLETED:
            yield Entry(work, is_activity=True)
            continue
        printed, number, key = numbers.activity(one.ambition, one.place, one.order, nth)
        words = " ".join(sentence.words for sentence in work)
        yield Entry((child((number, CitedKind.ACTIVITY, key), f"{printed} ", words),), is_activity=True)


def _money(scene: Scene) -> Grid:
    """Expenditure, revenue and balance: of a plan in this year and the next, in accounts of this year alone."""
    random, year = scene.random("money"), scene.document.year
    years = (year, year + 1) if scene.document.kind is DocumentKind.BEGROTING else (year,)
    amounts: dict[BudgetLine, list[int]] = {line: [] for _, line in LINES}
    for _ in years:
        out, income = random.randrange(400_000, 9_000_000, 50), random.randrange(50, 900_000, 50)
        amounts[BudgetLine.EXPENDITURE].append(out)
        amounts[BudgetLine.REVENUE].append(income)
        amounts[BudgetLine.BALANCE].append(out - income)
    rows = tuple(
        Row(
            Sentence(label),
            tuple(map(cell, amounts[line])),
            tuple(AmountSaid(None, line, at, str(euro)) for at, euro in zip(years, amounts[line], strict=True)),
        )
        for label, line in LINES
    )
    word = "Begroting" if scene.document.kind is DocumentKind.BEGROTING else "Rekening"
    return Grid(None, None, tuple(f"{word} {at}" for at in years), rows)
