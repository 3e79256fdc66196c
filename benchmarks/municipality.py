"""Municipality: a fictional body with its goals, their numbers year by year, its people and its documents.

All of it follows from a seed and an index. Knows no text of a page.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from random import Random
from typing import Final

from benchmarks import lexicon
from benchmarks.lexicon import Theme
from ontology.codes import DocumentKind, Layout
from ontology.organisations import codes_by_name

FIRST_CODE: Final = 9000
BODIES: Final = 999  # gm9999 is the municipality of examples/fictional
FIRST_YEAR: Final = 2031
LAST_YEAR: Final = 2099  # words name documents of 20xx
PAGES_PER_GOAL: Final = 11  # three documents a year, for nearly four years
GOALS: Final = (12, 92)  # a large city has 92; with fewer than 12, references have nowhere to go
TERM: Final = 4  # years that a college stays
SPREAD: Final = 7919  # a prime, so that neighbours in the list get unlike names


@dataclass(frozen=True, slots=True, order=True)
class Document:
    """A document of a municipality, and the layout of its pages."""

    year: int
    kind: DocumentKind
    sequence: int | None
    layout: Layout

    @property
    def name(self) -> str:
        """`berap-2034-1`, as folders and hosts are called."""
        return f"{self.kind}-{self.year}" + (f"-{self.sequence}" if self.sequence else "")

    @property
    def title(self) -> str:
        """`Berap 2034-1`, as texts name it."""
        return self.name.capitalize().replace("-", " ", 1)


# What is published in a year: the portal changes, the last era stays.
ERAS: Final = tuple(
    (
        (DocumentKind.BEGROTING, None, budget),
        (DocumentKind.BERAP, sequence, report),
        (DocumentKind.JAARSTUKKEN, None, accounts),
    )
    for budget, sequence, report, accounts in (
        (Layout.Z1, 1, Layout.Z3, Layout.Z4),
        (Layout.Z2, 2, Layout.Z3, Layout.Z4),
        (Layout.Z3, 1, Layout.Z5B, Layout.Z5),
        (Layout.Z3, 2, Layout.Z5B, Layout.Z5),
    )
)
LAYOUTS: Final = tuple(dict.fromkeys(layout for era in ERAS for _, _, layout in era))
# Layouts that few documents have: they come with an era of their own where they are asked for.
EARLIEST: Final = ((DocumentKind.BEGROTING, None, Layout.Z0), (DocumentKind.JAARSTUKKEN, None, Layout.Z0))
BARE: Final = (
    (DocumentKind.BEGROTING, None, Layout.Z3),
    (DocumentKind.BERAP, 1, Layout.Z3_BARE),
    (DocumentKind.JAARSTUKKEN, None, Layout.Z4),
)
RARE: Final = (Layout.Z0, Layout.Z3_BARE)
ZWOLLE: Final = "zwolle"
# The portal families whose pages are about a programme, with questions as headings.
FAMILIES: Final = ("wormerland", "tiel", "bladel", "zaanstad", "zeeland", "apeldoorn")


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal through the years: what it is about, and what it is called."""

    key: int
    theme: Theme
    label: str
    noun: str
    adjective: str
    statement: str


Tree = tuple[tuple[tuple[int, ...], ...], ...]  # the keys of goals, by programme and ambition


@dataclass(frozen=True)
class Municipality:
    """A fictional municipality: number `index` of a corpus, with so many pages at most, in the layouts asked for."""

    seed: int
    index: int
    pages: int
    layouts: tuple[Layout, ...] = LAYOUTS
    family: str = ZWOLLE

    @property
    def code(self) -> str:
        """Its code, which no register gives out."""
        return f"gm{FIRST_CODE + self.index}"

    @cached_property
    def name(self) -> str:
        """An invented name that no other municipality has."""
        free = [name for name in _town_names() if name not in codes_by_name()]
        return free[(self.seed + self.index * SPREAD) % len(free)]

    def random(self, *path: object) -> Random:
        """A source of chance that is the same for the same path, in every run."""
        return Random("/".join(map(str, (self.seed, self.index, *path))))  # noqa: S311 - no secret depends on it

    @property
    def documents(self) -> Iterator[Document]:
        """Its documents in the order of their publication."""
        eras = [found for era in self._eras() if (found := [one for one in era if one[2] in self.layouts])]
        if self.family != ZWOLLE:
            eras = [[(kind, sequence, Layout.QUESTIONS) for kind, sequence, _ in EARLIEST]]
        for offset, year in enumerate(range(FIRST_YEAR, LAST_YEAR + 1)):
            for kind, sequence, layout in eras[min(offset, len(eras) - 1)]:
                yield Document(year, kind, sequence, layout)

    def _eras(self) -> Iterator[Sequence[tuple[DocumentKind, int | None, Layout]]]:
        if Layout.Z0 in self.layouts:
            yield EARLIEST
        for order, era in enumerate(ERAS):
            if order == len(ERAS) // 2 and Layout.Z3_BARE in self.layouts:
                yield BARE
            yield era

    def tree(self, year: int) -> Tree:
        """The keys of the goals of a year, by programme and ambition."""
        return self._trees[year]

    @cached_property
    def _trees(self) -> dict[int, Tree]:
        trees = {FIRST_YEAR: self._first_tree()}
        for year in range(FIRST_YEAR + 1, LAST_YEAR + 1):
            trees[year] = _reordered(trees[year - 1], self.random("tree", year))
        return trees

    def _first_tree(self) -> Tree:
        count = max(GOALS[0], min(GOALS[1], self.pages // PAGES_PER_GOAL), self.pages // 160)
        programmes = min(len(lexicon.THEMES), max(3, count // 8))
        shares = [range(count)[start::programmes] for start in range(programmes)]
        return tuple(_ambitions(list(share)) for share in shares)

    @lru_cache(maxsize=256)  # noqa: B019 - bounded, and a municipality is small
    def numbers(self, year: int) -> Mapping[int, str]:
        """The number of each goal in the documents of a year, by key, in the order of the numbers."""
        return {
            key: f"{programme}.{ambition}.{place}"
            for programme, ambitions in enumerate(self._trees[year], start=1)
            for ambition, keys in enumerate(ambitions, start=1)
            for place, key in enumerate(keys, start=1)
        }

    @lru_cache(maxsize=4096)  # noqa: B019 - idem
    def goal(self, key: int) -> Goal:
        """A goal by its key."""
        count = min(len(lexicon.THEMES), len(self._trees[FIRST_YEAR]))
        theme, turn = lexicon.THEMES[key % count], key // count
        pairs = [(adjective, noun) for adjective in theme.adjectives for noun in theme.nouns]
        self.random("labels", theme.name).shuffle(pairs)
        adjective, noun = pairs[turn % len(pairs)]
        group = theme.groups[(turn // len(pairs)) % len(theme.groups)]
        label = f"{adjective} {noun}" + (f" voor {group}" if turn >= len(pairs) else "")
        random = self.random("statement", key)
        verb = random.choice(("zorgen voor", "werken aan", "investeren in", "kiezen voor", "maken ruimte voor"))
        place = random.choice((f"in heel {self.name}", "in alle buurten", f"voor {random.choice(theme.groups)}", ""))
        statement = f"We {verb} {adjective} {noun} {place}".rstrip()
        plain = label.replace("'", "").capitalize()  # addresses have no apostrophe
        return Goal(key, theme, plain, noun, adjective, statement)

    def holders(self, key: int, year: int) -> tuple[str, ...]:
        """Who bears a goal in the documents of a year."""
        term = (year - FIRST_YEAR) // TERM
        college = self._college(term)
        random = self.random("holders", key, term)
        return tuple(random.sample(college, k=2 if random.random() < 0.2 else 1))

    def _college(self, term: int) -> list[str]:
        names: dict[str, None] = {}
        random = self.random("college", term)
        while len(names) < 7:
            names[_person(random)] = None
        return list(names)


def _town_names() -> list[str]:
    return [
        head + middle + tail
        for tail in lexicon.TOWN_TAILS
        for middle in lexicon.TOWN_MIDDLES
        for head in lexicon.TOWN_HEADS
    ]


def _person(random: Random) -> str:
    first = random.choice(lexicon.FIRST_HEADS) + random.choice(lexicon.FIRST_TAILS)
    last = random.choice(lexicon.LAST_HEADS) + random.choice(lexicon.LAST_TAILS)
    return f"{first} {random.choice(lexicon.PARTICLES)}{last}"


def _ambitions(keys: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The goals of a programme in ambitions of about three."""
    count = min(9, max(1, round(len(keys) / 3)))
    return tuple(tuple(keys[start::count]) for start in range(count))


def _reordered(tree: Tree, random: Random) -> Tree:
    """The tree of the next year: a goal moves, two change places, one ends and a new one takes its place."""
    goals = [[list(keys) for keys in ambitions] for ambitions in tree]
    following = 1 + max(key for ambitions in tree for keys in ambitions for key in keys)
    programme = random.choice(goals)
    random.choice(random.choice(goals)).reverse()
    source, target = random.choice(programme), random.choice(programme)
    if len(source) > 1:
        target.append(source.pop(0))
    ended = random.choice(random.choice(goals))
    ended[random.randrange(len(ended))] = following
    return tuple(tuple(tuple(keys) for keys in ambitions) for ambitions in goals)
