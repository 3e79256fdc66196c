"""Other pages: those of the family of Zwolle that are about no numbered goal, as parts in their order.

Programmes and ambitions with what belongs to them, programmes of the first layout, projects, spending proposals, trees.
Knows no file format.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from benchmarks import phrases
from benchmarks.composing import Cited, Paragraph, Sentence, Writer
from benchmarks.layouts import (
    AmountSaid,
    Entry,
    Field,
    Grid,
    Holders,
    Lines,
    Measure,
    Page,
    Part,
    Prose,
    Row,
    Statement,
    built_at,
    exported_at,
    printed_title,
)
from benchmarks.leaves import Leaf
from benchmarks.lexicon import THEMES
from benchmarks.municipality import Document, Goal, Municipality
from ontology.codes import BudgetLine, CitedKind, DocumentKind, Layout, PageKind, Relation, Role
from ontology.iri import slug

KEY_WORDS: Final = 8
LETTERS: Final = "ABCDEFGH"
SORTS: Final = ("", "Incidentele ", "Structurele ")
YEARS: Final = 4  # of the table of spending proposals
LINES: Final = (("Lasten", BudgetLine.EXPENDITURE), ("Baten", BudgetLine.REVENUE), ("Saldo", BudgetLine.BALANCE))


@dataclass(frozen=True)
class Scene:
    """What a page is written from: its body, document and place among the pages of the document."""

    body: Municipality
    document: Document
    leaf: Leaf

    @property
    def programme(self) -> Sequence[Sequence[int]]:
        """The keys of the goals of its programme, by ambition."""
        return self.body.tree(self.document.year)[self.leaf.key - 1]

    @property
    def goals(self) -> list[Goal]:
        """The goals of its programme."""
        return [self.body.goal(key) for keys in self.programme for key in keys]

    @property
    def name(self) -> str:
        """The name of its programme."""
        return THEMES[self.leaf.key - 1].name

    def random(self, *path: object) -> Random:
        """A source of chance of this page alone."""
        return self.body.random(self.document.name, *self.leaf, *path)

    def writer(self, key: int, *voice: object) -> Writer:
        """Who writes about a goal on this page."""
        return Writer(self.body, self.body.goal(key), self.document.year, (self.leaf.kind, *voice))

    def number(self, key: int) -> str:
        """The number of a goal in this document."""
        return self.body.numbers(self.document.year)[key]

    def some_goals(self, random: Random, count: int) -> list[int]:
        """The keys of some goals of the document, in the order of their numbers."""
        keys = list(self.body.numbers(self.document.year))
        chosen = set(random.sample(keys, k=count))
        return [key for key in keys if key in chosen]


@dataclass(frozen=True, slots=True)
class About:
    """What a page is about: what its head and address tell."""

    head: str
    last: str
    number: str | None = None
    label: str | None = None
    statement: str | None = None
    domain: str | None = None
    named: str | None = None


def other_page(body: Municipality, document: Document, leaf: Leaf) -> Page:
    """A page of a document that is not the page of one goal."""
    scene = Scene(body, document, leaf)
    match leaf.kind:
        case PageKind.PROGRAMME if document.layout is Layout.Z0:
            return framed(scene, *_first_programme(scene))
        case PageKind.PROGRAMME:
            return framed(scene, *_programme(scene))
        case PageKind.AMBITION:
            return framed(scene, *_ambition(scene))
        case PageKind.PROJECT:
            return framed(scene, *_project(scene))
        case PageKind.SPENDING_PROPOSALS:
            return framed(scene, *_proposals(scene))
        case PageKind.TREE:
            return framed(scene, *_tree(scene))
        case kind:
            raise UnwrittenPageError(f"no page of kind {kind} is written; choose another of benchmarks.leaves.OTHERS")


class UnwrittenPageError(Exception):
    """A kind of page that is not written here; the message names it."""


def framed(scene: Scene, about: About, parts: Sequence[Part], kind: PageKind | None = None) -> Page:
    """A page with its address, crumbs and stamps."""
    random, document = scene.random("address"), scene.document
    built = built_at(document, random)
    host = f"https://{document.name}.{scene.body.name.lower()}.example"
    crumbs = (printed_title(document), *(("portal",) if document.layout is not Layout.QUESTIONS else ()))
    return Page(
        body=scene.body,
        document=document,
        number=about.number,
        address=f"{host}/p{random.randrange(10_000, 99_999)}/{about.last}",
        crumbs=(*crumbs, "Domeinen", about.domain) if about.domain else crumbs,
        head=(about.head,),
        label=about.label,
        statement=about.statement,
        domain=about.domain,
        parts=tuple(parts),
        built=built,
        exported=exported_at(built, random),
        kind=kind or scene.leaf.kind,
        named=about.named,
    )


def words_key(words: str) -> str:
    """What names a thing without a number: its first words as in an IRI."""
    return slug(" ".join(words.split()[:KEY_WORDS]))


def child(cited: tuple[str, CitedKind, str | None], printed: str, words: str) -> Sentence:
    """A line that names a part of the page by number, kind and key: as printed, with the name of the part behind it."""
    number, kind, key = cited
    return Sentence(f"{printed}{words}", (Cited(number, kind, Relation.UNKNOWN, words, role=Role.CHILD, key=key),))


def ambition_statement(goals: Sequence[Goal]) -> str:
    """What an ambition says, by its goals."""
    return f"Iedereen in de gemeente merkt iets van {goals[0].adjective} {goals[0].noun}"


def _programme(scene: Scene) -> tuple[About, list[Part]]:
    number, name = str(scene.leaf.key), scene.name
    described = scene.document.layout in {Layout.Z3, Layout.Z3_BARE, Layout.Z4}
    head = f"Beschrijving programma {number}. {name}" if described else f"Programma {number} {name}"
    about = About(
        head, f"programma-{number}-{slug(name)}", number=number, label=name, domain=THEMES[scene.leaf.key - 1].domain
    )
    entries = [
        _entry(
            f"Ambitie {number}.{place}", CitedKind.AMBITION, ambition_statement([scene.body.goal(key) for key in keys])
        )
        for place, keys in enumerate(scene.programme, start=1)
    ]
    prose = Prose(scene.writer(scene.programme[0][0]).description())
    return about, [Part(None, prose), Part(None, Lines(tuple(entries)))]


def _ambition(scene: Scene) -> tuple[About, list[Part]]:
    number = f"{scene.leaf.key}.{scene.leaf.ambition}"
    goals = [scene.body.goal(key) for key in scene.programme[scene.leaf.ambition - 1]]
    statement, layout = ambition_statement(goals), scene.document.layout
    described = layout in {Layout.Z3, Layout.Z3_BARE, Layout.Z4}
    head = f"Beschrijving ambitie {number} {statement}" if described else f"Ambitie {number} {statement}"
    about = About(
        head,
        f"ambitie-{number.replace('.', '-')}",
        number=number,
        statement=statement,
        domain=THEMES[scene.leaf.key - 1].domain,
    )
    glue = "" if layout is Layout.Z1 else " "
    word = "" if layout is Layout.Z1 else "Doel "
    entries = tuple(
        Entry((child((number, CitedKind.GOAL, None), f"{word}{number}{glue}", goal.statement),))
        for goal in goals
        for number in [scene.number(goal.key)]
    )
    prose = Prose(scene.writer(goals[0].key).description()[:3])
    return about, [Part(None, prose), Part("Doelstellingen", Lines(entries, bulleted=layout is Layout.Z2))]


def _entry(named: str, kind: CitedKind, words: str) -> Entry:
    return Entry((child((named.rsplit(maxsplit=1)[-1], kind, None), f"{named} ", words),))


def _first_programme(scene: Scene) -> tuple[About, list[Part]]:
    """A programme of the first layout, whose goals have no numbers."""
    number, year = str(scene.leaf.key), scene.document.year
    about = About(f"{number} {scene.name}", f"programma-{number}", number=number, label=scene.name)
    random, writer = scene.random("parts"), scene.writer(scene.goals[0].key)
    goals = Lines(tuple(unnumbered(goal.label, number) for goal in scene.goals), bulleted=True)
    plan = scene.document.kind is DocumentKind.BEGROTING
    done = (
        Part("Activiteiten", Lines(tuple(Entry(work, is_activity=True) for work in writer.works(3)), bulleted=True))
        if plan
        else Part(f"Wat is in {year} gerealiseerd", Prose((writer.plain("done", phrases.REALISED, 4),)))
    )
    return about, [
        Part("Doelen", Prose((writer.plain("aims", phrases.PLAIN, 3),))),
        Part("Doelstellingen/maatschappelijke effecten", goals),
        Part(None, _measures(scene)),
        done,
        Part("Relaties met andere programma's", Prose((_related(scene, random),))),
        Part("Portefeuillehouder(s)", Holders(scene.body.holders(scene.goals[0].key, year))),
    ]


def unnumbered(words: str, programme: str) -> Entry:
    """A line that states a goal without a number."""
    stated = Statement(CitedKind.GOAL, f"{programme} {words_key(words)}", None, None, words)
    return Entry((Sentence(words),), stated)


def _measures(scene: Scene) -> Grid:
    year, random = scene.document.year, scene.random("measures")
    rows = []
    for goal in scene.goals[:3]:
        baseline, norm = random.randrange(20, 60), random.randrange(60, 95)
        name = f"Bewoners die tevreden zijn over {goal.noun}"
        measure = Measure(name, str(baseline), str(norm), year)
        rows.append(Row(Sentence(name), (f"{baseline}%", f"{norm}%"), measure=measure))
    unique = {row.label.words: row for row in rows}
    return Grid(None, "Streefdoel/indicator", ("Nulsituatie", f"Norm van {year}"), tuple(unique.values()))


def _related(scene: Scene, random: Random) -> Paragraph:
    count = len(scene.body.tree(scene.document.year))
    first, second = sorted(random.sample([one for one in range(1, count + 1) if one != scene.leaf.key], k=2))
    cited = tuple(Cited(str(number), CitedKind.PROGRAMME, Relation.UNKNOWN) for number in (first, second))
    return (Sentence(f"Programma {first} en {second}.", cited),)


def _project(scene: Scene) -> tuple[About, list[Part]]:
    random = scene.random("parts")
    keys = scene.some_goals(random, random.choice((1, 1, 2, 3)))
    goal = scene.body.goal(keys[0])
    title = f"Project {random.choice(goal.theme.nouns)} {random.choice(phrases.PROJECT_PLACES)} {scene.leaf.key}"
    numbers = [scene.number(key) for key in keys]
    served = tuple(Cited(number, CitedKind.GOAL, Relation.UNKNOWN) for number in numbers)
    holders = scene.body.holders(goal.key, scene.document.year)[:1]
    writer = scene.writer(goal.key, scene.leaf.key)
    return About(title, slug(title), label=title, named=words_key(title)), [
        Part(None, Field("Begrotingsdoel", Sentence(", ".join(numbers), served))),
        Part(None, Field("Bestuurlijke opdrachtgever", Sentence(holders[0]), holders)),
        Part(None, Prose(writer.description()[:2])),
    ]


def _proposals(scene: Scene) -> tuple[About, list[Part]]:
    """A table of proposals by year, in thousands of euro, then each proposal with the goal that it serves."""
    random, year = scene.random("parts"), scene.document.year
    sort = random.choice(SORTS)
    keys = scene.some_goals(random, random.choice((3, 4, 5)))
    lettered = random.random() < 0.5
    sigils = list(LETTERS[: len(keys)]) if lettered else [str(place) for place in range(1, len(keys) + 1)]
    title = f"{sort}bestedingsvoorstellen".capitalize()
    rows: list[Row] = []
    parts: list[Part] = []
    for sigil, key in zip(sigils, keys, strict=True):
        proposal = f"{slug(sort)} {sigil}".strip()
        name = scene.body.goal(key).label
        rows.append(_proposed(random, f"{sigil}. {name}", proposal, year))
        parts += _explained(scene, sigil, name, proposal, key)
    heads = tuple(str(year + offset) for offset in range(YEARS))
    grid = Grid("Bedragen x € 1.000", "Voorstel", heads, tuple(rows))
    about = About(
        f"{title} begroting {year}",
        slug(title),
        label=f"{title} begroting {year}",
        named=words_key(f"{title} begroting {year}"),
    )
    return about, [Part(None, grid), *parts]


def _proposed(random: Random, label: str, proposal: str, year: int) -> Row:
    cells, amounts = [], []
    for offset in range(YEARS):
        thousands = random.choice((0, random.randrange(10, 900, 5), random.randrange(1000, 2500, 50)))
        printed = f"{thousands:,}".replace(",", ".") if thousands else random.choice(("p.m.", "-"))
        if thousands and random.random() < 0.1:
            thousands, printed = -thousands, f"- {printed}"
        cells.append(printed)
        amount = str(thousands * 1000) if thousands else None
        amounts.append(AmountSaid(proposal, BudgetLine.EXPENDITURE, year + offset, amount))
    return Row(Sentence(label), tuple(cells), tuple(amounts))


def _explained(scene: Scene, sigil: str, name: str, proposal: str, key: int) -> Iterator[Part]:
    number = scene.number(key)
    cited = (Cited(number, CitedKind.GOAL, Relation.UNKNOWN),)
    stated = Statement(CitedKind.SPENDING_PROPOSAL, proposal, sigil, name, None)
    title = (Sentence(f"{sigil}."), Sentence(f"{name} (doel {number})", cited))
    yield Part(None, Lines((Entry(title, stated),)))
    yield Part(None, Prose((scene.writer(key, sigil).plain("proposal", phrases.PLAIN, 3),)))


def _tree(scene: Scene) -> tuple[About, list[Part]]:
    entries = []
    for programme, ambitions in enumerate(scene.body.tree(scene.document.year), start=1):
        entries.append(_entry(f"Programma {programme}", CitedKind.PROGRAMME, THEMES[programme - 1].name))
        for ambition, keys in enumerate(ambitions, start=1):
            goals = [scene.body.goal(key) for key in keys]
            entries.append(_entry(f"Ambitie {programme}.{ambition}", CitedKind.AMBITION, ambition_statement(goals)))
            entries += [_entry(f"Doel {scene.number(goal.key)}", CitedKind.GOAL, goal.label) for goal in goals]
    about = About("Doelenboom", "doelenboom", label="Doelenboom", named="doelenboom")
    return about, [Part(None, Lines(tuple(entries)))]
