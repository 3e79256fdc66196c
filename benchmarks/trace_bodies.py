"""Bodies made up for measuring the network: rows of documents of ten years, the same for the same seed.

Makes no pages and no store. A document has 100 to 150 goals in ambitions and programmes; of a year there are several,
with the same numbers, and what has the same number is the same through the years. Most references are copied from
document to document, as paragraphs are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import count, cycle
from random import Random
from typing import Final

import msgspec

from ontology.codes import DocumentKind, Relation
from ontology.iri import DocumentKey, sort_key
from service.release.network_build import Body
from service.release.network_rows import HOLDER, MONEY, SAME_GOAL, TREE, VERSION_OF, ArcRow, NodeRow, Rows

YEARS: Final = range(2016, 2026)
KINDS: Final = (DocumentKind.BEGROTING, DocumentKind.BERAP, DocumentKind.JAARSTUKKEN)  # the documents of a year
DOCUMENTS: Final = len(YEARS) * len(KINDS)  # of a body, where there are several bodies
GOALS: Final = range(100, 151)  # of a document
ELSEWHERE: Final = 0.02  # of references, the share that leads to another document of the body
REWRITTEN: Final = 0.2  # of goals, the share whose references are not copied from the document before
NEAR: Final = 0.5  # of references, the share that stays within the programme
HIGHER: Final = 0.1  # of references, the share that names an ambition or programme
TWICE: Final = 0.08  # of references, the share that names again what the goal named before
LOST: Final = 0.01  # of references, the share that names a goal that no page describes
SUSPECT: Final = 0.04
MOVES: Final = 0.25  # of goals of interim reports and accounts, the share that says where money goes
CONFIDENCES: Final = (990, 950, 990, 600)  # of the claims that two versions are one, in thousandths, in turn
BEYOND: Final = 99  # no ambition has so many goals
_REFERENCES: Final = (1, 2, 2, 3, 3, 3, 4, 4, 5)  # how many a goal has, each as often; three on average
_RELATIONS: Final = (*(Relation.SEE,) * 4, *(Relation.CONTRIBUTES_TO,) * 3, *Relation)
_LEVELS: Final = ("programme-version", "ambition-version", "goal-version")  # by the dots in a number
_THINGS: Final = ("wegen", "scholen", "parken", "havens", "wijken", "daken", "bruggen", "pleinen", "velden", "huizen")
_HOW: Final = ("veilige", "schone", "open", "groene", "nieuwe", "sterke", "stille", "warme", "droge", "lichte", "brede")


class Shape(StrEnum):
    """How versions are divided: over bodies of some 5,000 versions, or all in one body."""

    BODIES = "bodies"
    ONE = "one"

    @property
    def told(self) -> str:
        """For people."""
        return "bodies of 5,000" if self is Shape.BODIES else "one body"


@dataclass(frozen=True, slots=True)
class Plan:
    """How many versions are wanted; the last document makes them more, because it is whole."""

    versions: int
    shape: Shape = Shape.BODIES
    seed: int = 1

    def bodies(self) -> Iterator[Body]:
        """The bodies in the order of their codes, one of them in memory at a time."""
        left, most = self.versions, DOCUMENTS if self.shape is Shape.BODIES else None
        for place in count():
            if left <= 0:
                return
            code = f"gm{9000 + place}"
            invented = _Invented(code, Random(f"{self.seed}/{code}"))  # noqa: S311 - made up again for the same seed
            planned = invented.plan(left, most)
            left -= sum(len(one.tree.numbers) for one in planned)
            yield invented.write(planned)


@dataclass(frozen=True)
class _Tree:
    """The goals of a year: how many there are by the number of their ambition."""

    sizes: dict[str, int]

    @cached_property
    def goals(self) -> list[str]:
        """The numbers of all goals."""
        return [f"{ambition}.{place}" for ambition, size in self.sizes.items() for place in range(1, size + 1)]

    @cached_property
    def higher(self) -> list[str]:
        """The numbers of all ambitions and programmes."""
        return [*dict.fromkeys(map(_above, self.sizes)), *self.sizes]

    @cached_property
    def numbers(self) -> dict[str, None]:
        """All numbers."""
        return dict.fromkeys([*self.higher, *self.goals])

    @cached_property
    def by_programme(self) -> dict[str, list[str]]:
        """The numbers of goals by that of their programme."""
        found: dict[str, list[str]] = {}
        for goal in self.goals:
            found.setdefault(_programme(goal), []).append(goal)
        return found


@dataclass(frozen=True, slots=True)
class _Planned:
    """A document that is to be made up."""

    key: DocumentKey
    tree: _Tree


@dataclass(frozen=True, slots=True)
class _Said:
    """A reference as a goal says it, document after document."""

    target: str
    relation: Relation
    is_suspect: bool


@dataclass(slots=True)
class _Invented:
    """A body that is being made up, document by document."""

    code: str
    random: Random
    _people: list[str] = field(default_factory=list)
    _domains: list[str] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)
    _said: dict[str, list[_Said]] = field(default_factory=dict)

    def plan(self, versions: int, most: int | None) -> list[_Planned]:
        """Its documents: so many at most, or as many as so many versions need."""
        trees = self._trees()
        found: list[_Planned] = []
        left = versions
        for key in self._keys():
            if left <= 0 or len(found) == most:
                break
            found.append(_Planned(key, trees[key.year]))
            left -= len(trees[key.year].numbers)
        return found

    def write(self, planned: Sequence[_Planned]) -> Body:
        """The body with all its documents."""
        self._people = [f"person/{self.code}/{number:04x}" for number in self.random.sample(range(4096, 65536), 8)]
        self._domains = [f"domain/{self.code}/{name}-domein" for name in self.random.sample(_HOW, 5)]
        documents = [self._document(place, planned) for place in range(len(planned))]
        known = {node.path for rows in documents for node in rows.nodes}
        targets = {arc.target for rows in documents for arc in rows.arcs}
        lost = [NodeRow(path, path.rpartition("/")[2], named=True) for path in targets - known if "-version/" in path]
        lasting = [NodeRow(path, name=path.rpartition("/")[2]) for path in (*self._people, *self._domains)]
        lasting += [NodeRow(self._enduring(number), name=name) for number, name in self._names.items()]
        everywhere = Rows(tuple(sorted((*lasting, *lost), key=_path)), ())
        return Body(frozenset(one.key.path for one in planned), (everywhere, *documents))

    def _keys(self) -> Iterator[DocumentKey]:
        """Documents of all years, then as many again."""
        for sequence in count(1):
            for year in YEARS:
                for kind in KINDS:
                    yield DocumentKey(self.code, kind, year, sequence if sequence > 1 else None)

    def _trees(self) -> dict[int, _Tree]:
        """The goals of each year: every year some ambitions have one more, and some one less."""
        random = self.random
        sizes = {
            f"{programme}.{ambition}": random.randint(3, 5)
            for programme in range(1, random.randint(9, 12) + 1)
            for ambition in range(1, random.randint(3, 4) + 1)
        }
        found = {}
        for year in YEARS:
            for ambition in random.sample(list(sizes), 16):
                sizes[ambition] = max(sizes[ambition] + random.choice((-1, 0, 1)), 1)
            while (total := sum(sizes.values())) not in GOALS:
                ambition = random.choice([one for one, size in sizes.items() if size > 1])
                sizes[ambition] += 1 if total < GOALS.start else -1
            found[year] = _Tree(dict(sizes))
        return found

    def _document(self, place: int, planned: Sequence[_Planned]) -> Rows:
        one = planned[place]
        nodes = [self._node(number, one.key) for number in one.tree.numbers]
        arcs: list[ArcRow] = []
        for node in nodes:
            arcs += (ArcRow(node.path, above, TREE) for above in node.above[:1])
            arcs += (ArcRow(node.path, person, HOLDER) for person in self._holders(node.number))
            arcs.append(ArcRow(node.path, self._enduring(node.number), VERSION_OF))
        arcs += _claims(planned[place - 1], one) if place else ()
        for goal in one.tree.goals:
            arcs += self._references(goal, place, planned)
            if one.key.kind is not DocumentKind.BEGROTING and self.random.random() < MOVES:
                target = self.random.choice(one.tree.goals)
                arcs += [ArcRow(_version(one.key, goal), _version(one.key, target), MONEY, 40)] * (target != goal)
        return Rows(tuple(sorted(nodes, key=_path)), tuple(sorted(arcs, key=msgspec.structs.astuple)))

    def _node(self, number: str, key: DocumentKey) -> NodeRow:
        if number not in self._names:
            words = (self.random.choice(_HOW), self.random.choice(_THINGS), "en", *self.random.sample(_HOW, 2))
            self._names[number] = f"{' '.join(words).capitalize()} {self.random.choice(_THINGS)}"
        above = (_above(number), _above(_above(number)))
        return NodeRow(
            path=_version(key, number),
            number=number,
            name=self._names[number],
            sort_key=sort_key(number),
            above=tuple(_version(key, one) for one in above if one),
            domain=self._domains[int(_programme(number)) % len(self._domains)],
        )

    def _enduring(self, number: str) -> str:
        kind = _LEVELS[number.count(".")].removesuffix("-version")
        return f"{kind}/{self.code}/{number.replace('.', '-')}"

    def _holders(self, number: str) -> Iterator[str]:
        """Mostly one person for a programme; for a goal in ten two."""
        programme = int(_programme(number))
        yield self._people[programme % len(self._people)]
        if number.endswith(".3") and programme % 3 == 0:
            yield self._people[(programme + 1) % len(self._people)]

    def _references(self, goal: str, place: int, planned: Sequence[_Planned]) -> Iterator[ArcRow]:
        key, tree, random = planned[place].key, planned[place].tree, self.random
        for order, said in enumerate(self._copied(goal, tree)):
            where, target = key, said.target
            if len(planned) > 1 and random.random() < ELSEWHERE:
                other = planned[(place + random.randrange(1, len(planned))) % len(planned)]
                where, target = other.key, target if target in other.tree.numbers else random.choice(other.tree.goals)
            start = 200 + 180 * order + random.randrange(90)
            yield ArcRow(_version(key, goal), _version(where, target), said.relation.value, start, said.is_suspect)

    def _copied(self, goal: str, tree: _Tree) -> list[_Said]:
        """What a goal says: as in the document before, unless that names what ended or the words are new."""
        said = self._said.get(goal)
        if said is None or self.random.random() < REWRITTEN or not all(_fits(one.target, tree) for one in said):
            said = self._said[goal] = self._written(goal, tree)
        return said

    def _written(self, goal: str, tree: _Tree) -> list[_Said]:
        random, found = self.random, list[_Said]()
        for _ in range(random.choice(_REFERENCES)):
            again = found and random.random() < TWICE
            target = random.choice(found).target if again else self._target(goal, tree)
            found.append(_Said(target, random.choice(_RELATIONS), random.random() < SUSPECT))
        return found

    def _target(self, goal: str, tree: _Tree) -> str:
        """What a goal refers to: often something of its programme, else rather what stands first in the tree."""
        random, programme = self.random, _programme(goal)
        if random.random() < LOST:
            return f"{_above(goal)}.{BEYOND}"
        if random.random() < HIGHER:
            return random.choice(tree.higher)
        near = [other for other in tree.by_programme[programme] if other != goal]
        if near and random.random() < NEAR:
            return random.choice(near)
        others = [other for other in tree.goals if other != goal]
        return others[int(len(others) * random.random() ** 2)]


def _claims(earlier: _Planned, later: _Planned) -> Iterator[ArcRow]:
    """What has the same number in two documents is claimed to be the same, more or less surely."""
    for number, confidence in zip(later.tree.numbers, cycle(CONFIDENCES), strict=False):
        if number in earlier.tree.numbers:
            yield ArcRow(_version(earlier.key, number), _version(later.key, number), SAME_GOAL, confidence)


def _fits(target: str, tree: _Tree) -> bool:
    return target in tree.numbers or target.endswith(f".{BEYOND}")


def _version(key: DocumentKey, number: str) -> str:
    return f"{_LEVELS[number.count('.')]}/{key.path}/{number}"


def _above(number: str) -> str:
    """The number of what a number stands in; empty for a programme."""
    return number.rpartition(".")[0]


def _programme(number: str) -> str:
    return number.partition(".")[0]


def _path(node: NodeRow) -> str:
    return node.path
