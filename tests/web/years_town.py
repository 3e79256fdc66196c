"""A fictional municipality over four documents, of which is decided what became of every goal. Built by hand.

2031 to 2032: 1.1 and 1.2 change places, 1.3 and 1.4 are merged into 1.3. 2032 to 2033: 1.2 is split into 1.2 and 1.5,
1.3 ends, and 1.6 is new, perhaps a continuation of 1.3. An interim report of 2033, not complete, is about 1.1 alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pyoxigraph import NamedNode, Quad

from ontology import codes as c
from ontology import terms as t
from ontology.codes import code_iri
from ontology.dataset import BodyEntry, Coverage, DocumentEntry, Manifest
from ontology.iri import DocumentKey, graph, in_body, in_document, mint, organisation, sort_key
from service.answers.coverage import Holdings
from service.answers.vocabulary import vocabulary
from tests.web.sheet import BASE, Nl, Node, Typed, term, version

ORG = "gm9902"
FIRST = DocumentKey(ORG, c.DocumentKind.BEGROTING, 2031)
SECOND = DocumentKey(ORG, c.DocumentKind.BEGROTING, 2032)
THIRD = DocumentKey(ORG, c.DocumentKind.BEGROTING, 2033)
REPORT = DocumentKey(ORG, c.DocumentKind.BERAP, 2033, 1)
TITLES = {FIRST: "Begroting 2031", SECOND: "Begroting 2032", THIRD: "Begroting 2033", REPORT: "Berap 2033-1"}
HOSTILE = "<script>alert('energie')</script>"
OWN_WORDS = "Dit is het oude doel 1.1 uit de vorige begroting."
METHOD = "number and words compared"


def goal(identifier: str) -> str:
    """The IRI of an enduring goal."""
    return mint(BASE, in_body("goal", ORG, identifier))


GREEN, WATER, SPORT, CARE, TREES, ENERGY, FORMER = map(
    goal, ("aaaa0001", "aaaa0002", "aaaa0003", "aaaa0004", "aaaa0005", "aaaa0006", "aaaa0009")
)


@dataclass(frozen=True)
class Stated:
    """What a document states of a goal; `references` are words, the version that they mean, and their role."""

    document: DocumentKey
    number: str
    name: str
    statement: str
    goals: tuple[str, ...]
    description: str = ""
    activities: tuple[str, ...] = ()
    references: tuple[tuple[str, str | None, c.Role], ...] = ()
    expenditure: int | None = None
    holder: str | None = None


@dataclass(frozen=True)
class Claimed:
    """What is claimed of two versions, or of one."""

    earlier: tuple[DocumentKey, str] | None
    later: tuple[DocumentKey, str] | None
    kind: c.ChangeKind
    confidence: str


SEE = c.Role.CROSS_REFERENCE
STATED = (
    Stated(
        FIRST, "1.1", "Groen", "We planten bomen in elke straat", (GREEN,),
        "Bomen geven schaduw. Zie doel 1.3 voor sport.", ("Planten van honderd bomen", "Snoeien van hagen in de winter"),
        (("Zie doel 1.3", version(FIRST, "1.3"), SEE),), 100000, "anna",
    ),
    Stated(FIRST, "1.2", "Water", "We houden de straten droog", (WATER,), "Regen zakt weg.", expenditure=50000),
    Stated(
        FIRST, "1.3", "Sport", "We laten iedereen bewegen", (SPORT,), "Bewegen in het groen, zie doel 1.1.",
        references=(("zie doel 1.1", version(FIRST, "1.1"), SEE),),
    ),
    Stated(FIRST, "1.4", "Zorg", "We zorgen voor elkaar", (CARE,), "Zorg is dichtbij."),
    Stated(SECOND, "1.1", "Water", "We houden de straten droog", (WATER,), "Regen zakt weg.", expenditure=50000),
    Stated(
        SECOND, "1.2", "Groen", "We planten vruchtbomen in elke straat", (GREEN,),
        f"{OWN_WORDS} Bomen geven schaduw. Zie doel 1.1 voor water.",
        ("Planten van tweehonderd bomen", "Aanleggen van een park"),
        (
            ("oude doel 1.1", version(FIRST, "1.1"), c.Role.PREDECESSOR),
            ("Zie doel 1.1", version(SECOND, "1.1"), SEE),
        ), 120000, "bram",
    ),
    Stated(
        SECOND, "1.3", "Sport en zorg", "We laten iedereen bewegen en zorgen voor elkaar", (SPORT, CARE),
        "Bewegen in het groen, zie doel 1.2.", references=(("zie doel 1.2", version(SECOND, "1.2"), SEE),),
    ),
    Stated(THIRD, "1.1", "Water", "We houden de straten droog", (WATER,), "Regen zakt weg.", expenditure=55000),
    Stated(THIRD, "1.2", "Groen", "We onderhouden parken", (GREEN,), "Parken zijn van iedereen."),
    Stated(THIRD, "1.5", "Bomen", "We planten vruchtbomen", (GREEN, TREES), "Bomen geven schaduw."),
    Stated(THIRD, "1.6", HOSTILE, f"Stroom {HOSTILE}", (ENERGY,), f"Zon op het dak. {HOSTILE}"),
    Stated(REPORT, "1.1", "Water", "We houden de straten droog", (WATER,), "Regen zakte weg.", expenditure=60000),
)  # fmt: skip
K = c.ChangeKind
CLAIMED = (
    Claimed((FIRST, "1.1"), (SECOND, "1.2"), K.RENUMBERED, "0.998"),
    Claimed((FIRST, "1.2"), (SECOND, "1.1"), K.RENUMBERED, "0.95"),
    Claimed((FIRST, "1.3"), (SECOND, "1.3"), K.MERGED, "0.97"),
    Claimed((FIRST, "1.4"), (SECOND, "1.3"), K.MERGED, "0.93"),
    Claimed((FIRST, "1.1"), (SECOND, "1.1"), K.NUMBER_REUSED, "0.99"),
    Claimed((SECOND, "1.1"), (THIRD, "1.1"), K.UNCHANGED, "0.999"),
    Claimed((SECOND, "1.2"), (THIRD, "1.2"), K.SPLIT, "0.96"),
    Claimed((SECOND, "1.2"), (THIRD, "1.5"), K.SPLIT, "0.92"),
    Claimed((SECOND, "1.3"), None, K.DROPPED, "0.97"),
    Claimed(None, (THIRD, "1.6"), K.NEW, "0.4"),
    Claimed((SECOND, "1.3"), (THIRD, "1.6"), K.RENUMBERED, "0.6"),
    Claimed((THIRD, "1.1"), (REPORT, "1.1"), K.REWORDED, "0.999"),
)


def claim(earlier: tuple[DocumentKey, str] | None, later: tuple[DocumentKey, str] | None) -> str:
    """The IRI of a claim."""
    ends = "-".join(f"{end[0].year}x{end[1].replace('.', '')}" if end else "0" for end in (earlier, later))
    return mint(BASE, in_body("identity", ORG, ends))


def holdings(release: str = "20310101-test") -> Holdings:
    """What the manifest of the release says: all is loaded but the interim report."""
    entries = {
        key.path: DocumentEntry(
            title,
            "20310503t145935",
            Coverage(1, 1, 0, 20, "no") if key == REPORT else Coverage(4, 4, 0, 4, "yes"),
            {},
            {},
            (),
            (),
            {},
        )
        for key, title in TITLES.items()
    }
    bodies = {ORG: BodyEntry("Verzinsel", 0.1, (), {})}
    return Holdings(Manifest(BASE, bodies, entries, {}, "0.1.0"), release, datetime(2033, 1, 2, 3, 4, 5, tzinfo=UTC))


def quads() -> list[Quad]:
    """Every statement of the municipality."""
    defined = NamedNode(graph(BASE, "def"))
    words = (Quad(quad.subject, quad.predicate, quad.object, defined) for quad in vocabulary())
    return [*_body(), *(quad for one in STATED for quad in _Page(one).quads()), *_claims(), *words]


def _say(home: str, subject: str, *pairs: tuple[str, object]) -> Iterator[Quad]:
    for name, value in pairs:
        yield Quad(NamedNode(subject), NamedNode(name), term(value), NamedNode(home))


def _body() -> Iterator[Quad]:
    home = graph(BASE, "body", ORG)
    yield from _say(home, organisation(BASE, ORG), (t.RDFS_LABEL, "Verzinsel"), (t.NAME, "Verzinsel"))
    for person, name in (("anna", "Anna Verzonnen"), ("bram", "Bram Bedacht")):
        iri = mint(BASE, in_body("person", ORG, person))
        yield from _say(home, iri, (t.RDF_TYPE, Node(t.FOAF_PERSON)), (t.FOAF_NAME, name))
    named = {GREEN: "Groen", WATER: "Water", SPORT: "Sport en zorg", CARE: "Zorg", TREES: "Bomen", ENERGY: HOSTILE}
    for endures, label in named.items():
        yield from _say(home, endures, (t.RDF_TYPE, Node(t.GOAL)), (t.RDFS_LABEL, Nl(label)))
    yield from _say(home, CARE, (t.CONTINUED_AS, Node(SPORT)))
    yield from _say(home, FORMER, (t.PREFIXES["dcterms"] + "isReplacedBy", Node(GREEN)))
    for key, title in TITLES.items():
        iri = mint(BASE, in_document("document", key))
        yield from _say(
            graph(BASE, "doc", key.path), iri, (t.RDFS_LABEL, Nl(f"{title} (Verzinsel)")), (t.YEAR, key.year)
        )


def _claims() -> Iterator[Quad]:
    home = graph(BASE, "body", ORG)
    for one in CLAIMED:
        iri = claim(one.earlier, one.later) + ("r" if one.kind is K.NUMBER_REUSED else "")
        ends = ((t.EARLIER, one.earlier), (t.LATER, one.later))
        yield from _say(
            home,
            iri,
            (t.RDF_TYPE, Node(t.IDENTITY_ASSERTION)),
            *((name, Node(version(*end))) for name, end in ends if end is not None),
            (t.CHANGE_KIND, Node(code_iri(one.kind))),
            (t.CONFIDENCE, Typed(one.confidence, t.XSD_DECIMAL)),
            (t.IDENTITY_METHOD, METHOD),
        )


@dataclass
class _Page:
    """The page of a goal in one document: its text is its description."""

    stated: Stated
    found: list[Quad] = field(default_factory=list)

    def quads(self) -> list[Quad]:
        """What the document states."""
        one = self.stated
        self.say(self.page, (t.RDF_TYPE, Node(t.PAGE)), (t.TEXT, self.text), (t.RDFS_LABEL, Nl("Pagina")))
        self.say(
            self.iri,
            (t.RDF_TYPE, Node(t.GOAL_VERSION)),
            (t.NUMBER, one.number),
            (t.SORT_KEY, sort_key(one.number)),
            (t.RDFS_LABEL, Nl(f"Doel {one.number} {one.name} (Verzinsel, {TITLES[one.document]})")),
            (t.NAME, one.name),
            (t.STATEMENT, Nl(one.statement)),
            (t.DESCRIBED_ON, Node(self.page)),
            (t.IN_DOCUMENT, Node(mint(BASE, in_document("document", one.document)))),
            (t.ORGANISATION, Node(organisation(BASE, ORG))),
            (t.ORGANISATION_NAME, "Verzinsel"),
            (t.YEAR, one.document.year),
            *((t.VERSION_OF, Node(iri)) for iri in one.goals),
        )
        self._section()
        self._activities()
        self._references()
        self._money()
        return self.found

    @property
    def iri(self) -> str:
        return version(self.stated.document, self.stated.number)

    @property
    def page(self) -> str:
        return self._local("page", f"goal-{self.stated.number}")

    @property
    def text(self) -> str:
        return "\n".join(("Beschrijving", self.stated.description, *self.stated.activities))

    def say(self, subject: str, *pairs: tuple[str, object]) -> None:
        self.found += _say(graph(BASE, "doc", self.stated.document.path), subject, *pairs)

    def _local(self, kind: str, *local: str) -> str:
        return mint(BASE, in_document(kind, self.stated.document, "20310503t145935", *local))

    def _placed(self, kind: str, words: str) -> str:
        start = self.text.index(words)
        iri = self._local(kind, f"goal-{self.stated.number}", f"{start}-{start + len(words)}")
        self.say(iri, (t.ON_PAGE, Node(self.page)), (t.START, start), (t.END, start + len(words)))
        return iri

    def _section(self) -> None:
        section = self._placed("section", self.stated.description)
        kind = Node(code_iri(c.SectionKind.DESCRIPTION))
        self.say(section, (t.RDF_TYPE, Node(t.SECTION)), (t.SECTION_KIND, kind))

    def _activities(self) -> None:
        for words in self.stated.activities:
            item = self._placed("activity", words)
            self.say(item, (t.RDF_TYPE, Node(t.PLANNED_ACTIVITY)), (t.DCTERMS_DESCRIPTION, words))
            self.say(self.iri, (t.HAS_PLANNED_ACTIVITY, Node(item)))

    def _references(self) -> None:
        for words, target, role in self.stated.references:
            reference = self._placed("reference", words)
            sentence = next(part for part in self.stated.description.split(". ") if words in part)
            self.say(
                reference,
                (t.RDF_TYPE, Node(t.REFERENCE)),
                (t.REFERRING_ELEMENT, Node(self.iri)),
                (t.EXACT, words),
                (t.SENTENCE, f"{sentence.rstrip('.')}."),
                (t.CITED_NUMBER, words.split()[-1]),
                (t.CITED_KIND, Node(code_iri(c.CitedKind.GOAL))),
                (t.ROLE, Node(code_iri(role))),
                (t.RELATION, Node(code_iri(c.Relation.SEE))),
                (t.RESOLUTION, Node(code_iri(c.Resolution.RESOLVED))),
                *(((t.REFERRED_ELEMENT, Node(target)),) if target else ()),
            )
            self.say(self.iri, (t.MAKES_REFERENCE, Node(reference)))

    def _money(self) -> None:
        one = self.stated
        if one.expenditure is not None:
            phase = c.Phase.ORIGINAL if one.document.kind is c.DocumentKind.BEGROTING else c.Phase.FORECAST
            path = (one.number, "expenditure", str(one.document.year), phase.value)
            self.say(
                mint(BASE, in_document("observation", one.document, *path)),
                (t.BUDGETED_ELEMENT, Node(self.iri)),
                (t.BUDGET_LINE, Node(code_iri(c.BudgetLine.EXPENDITURE))),
                (t.PHASE, Node(code_iri(phase))),
                (t.YEAR, one.document.year),
                (t.OBEU_AMOUNT, Typed(str(one.expenditure), t.XSD_DECIMAL)),
            )
        if one.holder is not None:
            assignment = mint(BASE, in_document("portfolio-assignment", one.document, one.number, one.holder))
            self.say(self.iri, (t.PORTFOLIO_ASSIGNMENT_PROPERTY, Node(assignment)))
            self.say(assignment, (t.PREFIXES["org"] + "member", Node(mint(BASE, in_body("person", ORG, one.holder)))))
