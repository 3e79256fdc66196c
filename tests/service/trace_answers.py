"""Answers of tracing made by hand, about a municipality that does not exist. Asks no network."""

from collections.abc import Sequence
from random import Random

from ontology.dataset import Coverage
from ontology.iri import DocumentKey
from ontology.language import Language, Phrase
from service.answers.trace.answer import Answer, Column, Edge, Graph, Matrix, Node, Sheet, Title, Words
from service.answers.trace.forms.frame import Frame

BASE = "https://doelen.example/id"
DOCUMENT = "gm9999/begroting/2021"
RELEASE = "r-3f2a91c07d54"
TITLES = {
    "1.1.1": "Inwoners voelen zich thuis in hun buurt",
    "1.1.2": "Schone straten",
    "1.3.2": "Ondernemers vinden snel personeel in de regio",
    "1.3.4": "Iedereen die kan werken doet mee op de arbeidsmarkt",
    "2.1.2": "Meer kinderen groeien gezond op",
    "2.2.1": "Wie zorg nodig heeft krijgt die dichtbij",
    "2.2.2": "Maatschappelijke participatie",
    "2.2.3": "Mantelzorgers houden hun werk vol",
    "4.1.1": "Verduurzamingsopgave binnenstadsbewoners",
    "10.1.1": "Een sluitende meerjarenbegroting",
}
PROGRAMMES = {
    "1": "Wonen en werken",
    "2": "Gezond en sociaal",
    "4": "Energie",
    "10": "Bestuur en financiën",
}


def frame(language: Language = Language.NL) -> Frame:
    """A frame with 9 of 10 goals loaded."""
    coverage = Coverage(pages_read=12, goals_read=9, versions_named=3, goals_expected=10, complete="no")
    address = f"https://doelen.example/v1/trace/paths?from={DOCUMENT}/2.2.2&to={DOCUMENT}/1.3.4&release={RELEASE}"
    return Frame(language, coverage, "https://doelen.example/methods", address)


def goal(number: str, *, loaded: bool = True, name: str | None = None) -> Node:
    """A goal of the document."""
    programme = number.partition(".")[0]
    return Node(
        iri=f"{BASE}/goal-version/{DOCUMENT}/{number}",
        kind="goal",
        number=number,
        name=TITLES.get(number, "") if name is None else name,
        document=DOCUMENT,
        loaded=loaded,
        programme=f"{BASE}/programme-version/{DOCUMENT}/{programme}",
        domain=f"{BASE}/domain/gm9999/{'sociaal' if programme == '2' else 'ruimte'}",
        holders=(f"{BASE}/person/gm9999/p1", f"{BASE}/person/gm9999/p2") if number == "2.2.2" else (),
    )


def programme(number: str) -> Node:
    """A programme of the document."""
    iri = f"{BASE}/programme-version/{DOCUMENT}/{number}"
    return Node(iri, "programme", number, PROGRAMMES[number], DOCUMENT)


def words(source: str, start: int, exact: str, sentence: str) -> Words:
    """The words of a reference on the page of a goal."""
    page = f"{BASE}/page/{DOCUMENT}/20210503t145935/goal-{source}"
    iri = f"{BASE}/reference/{DOCUMENT}/20210503t145935/goal-{source}/{start}-{start + len(exact)}"
    address = f"https://begroting.voorbeeldstad.example/doel-{source}"
    return Words(iri, exact, sentence, start, start + len(exact), page, address, "Omschrijving")


PATH_NODES = (
    goal("1.1.1", loaded=False),
    goal("1.3.2"),
    goal("1.3.4"),
    goal("2.1.2"),
    goal("2.2.2"),
    programme("4"),
    goal("10.1.1"),
)
_DIRECT = "Wie een uitkering heeft en mee wil doen krijgt hulp bij het vinden van werk (zie doel 1.3.4)."
PATH_EDGES = (
    Edge(4, 2, "see", words=words("2.2.2", 512, "zie doel 1.3.4", _DIRECT)),
    Edge(4, 3, "contributes-to", words=words("2.2.2", 88, "doel 2.1.2", "Meedoen draagt bij aan doel 2.1.2.")),
    Edge(
        3, 2, "aligned-with", suspect=True, words=words("2.1.2", 140, "doel 1.3.4", "Dit stemmen we af met doel 1.3.4.")
    ),
    Edge(4, 5, "contributes-to", words=words("2.2.2", 702, "Programma 4", "Dit draagt bij aan Programma 4.")),
    Edge(5, 1, "see", words=words("4", 31, "doel 1.3.2", "Zie ook doel 1.3.2.")),
    Edge(1, 2, "leads-to", words=words("1.3.2", 55, "doel 1.3.4", "Dat leidt tot doel 1.3.4.")),
    Edge(3, 6, "booked-on"),
    Edge(6, 2, "unknown"),
    Edge(4, 2, "contributes-to", words=words("2.2.2", 90, "doel 1.3.4", "Dit draagt ook bij aan doel 1.3.4.")),
)
CAUTION = Phrase(
    "Let op: niet alle doelen van Begroting 2021 (Voorbeeldstad) zijn geladen. Wat hier ontbreekt, kan wel bestaan.",
    "Note: not every goal of Begroting 2021 (Voorbeeldstad) was loaded. What is missing here may well exist.",
)


def sheet(rows: Sequence[tuple[str | int | float | bool | None, ...]]) -> Sheet:
    """A table with a hop in each row."""
    columns = (
        Column("path", Phrase("pad", "path")),
        Column("fromNumber", Phrase("van", "from")),
        Column("relation", Phrase("relatie", "relation")),
        Column("sentence", Phrase("zin", "sentence")),
        Column("isSuspect", Phrase("past mogelijk niet", "may not fit")),
    )
    return Sheet("hops", Phrase("Stappen", "Hops"), columns, tuple(rows))


def answer(graph: Graph, question: str = "paths", **more: object) -> Answer:
    """An answer over a graph, with a table of its edges."""
    given: dict[str, object] = {
        "question": question,
        "title": Phrase("Hoe hangt doel 2.2.2 samen met doel 1.3.4?", "How does goal 2.2.2 relate to goal 1.3.4?"),
        "method": Phrase(
            "De kortste paden over verwijzingen (Yen, 1971).", "The shortest paths over references (Yen, 1971)."
        ),
        "parameters": {
            "document": [DOCUMENT],
            "from": f"{DOCUMENT}/2.2.2",
            "to": f"{DOCUMENT}/1.3.4",
            "k": 4,
            "tree": False,
        },
        "release": RELEASE,
        "documents": (DocumentKey.parse(DOCUMENT),),
        "graph": graph,
        "sheets": (
            sheet([(1, _number(graph, edge), edge.kind, _sentence(edge), edge.suspect) for edge in graph.edges]),
        ),
        "caution": CAUTION,
    }
    return Answer(**(given | more))  # type: ignore[arg-type]


def _number(graph: Graph, edge: Edge) -> str:
    return graph.nodes[edge.source].number


def _sentence(edge: Edge) -> str | None:
    return edge.words.sentence if edge.words else None


def paths() -> Answer:
    """Four paths from 2.2.2 to 1.3.4, that share some of their steps."""
    graph = Graph(PATH_NODES, PATH_EDGES, ((0,), (1, 2), (3, 4, 5), (1, 6, 7)))
    return answer(
        graph, cut=Phrase("Er zijn meer paden; vraag ze met k=8.", "There are more paths; ask for them with k=8.")
    )


def long_path() -> Answer:
    """One path of nine steps."""
    nodes = tuple(goal(f"3.{number}", name=f"Stap nummer {number} van een lange weg") for number in range(1, 11))
    edges = tuple(Edge(place, place + 1, "contributes-to" if place % 2 else "see") for place in range(9))
    return answer(Graph(nodes, edges, (tuple(range(9)),)), caution=None)


def impact() -> Answer:
    """What stands around 2.2.2, two steps both ways."""
    numbers = ["1.1.1", "1.1.2", "1.3.2", "1.3.4", "2.1.2", "2.2.1", "2.2.2", "2.2.3", "4.1.1", "10.1.1"]
    nodes = (*(goal(number, loaded=number != "1.1.1") for number in numbers), person())
    pairs = [(6, 3, "see"), (6, 4, "contributes-to"), (7, 6, "part-of"), (5, 6, "see"), (4, 2, "aligned-with"), (3, 0, "see"),
             (8, 7, "contributes-to"), (9, 5, "booked-on"), (6, 10, "holder"), (3, 4, "money"), (1, 5, "leads-to"), (4, 6, "see")]  # fmt: skip
    edges = tuple(Edge(source, target, kind, suspect=kind == "leads-to") for source, target, kind in pairs)
    title = Phrase("Wat hangt er van doel 2.2.2 af?", "What depends on goal 2.2.2?")
    return answer(Graph(nodes, edges), "impact", title=title, parameters={"of": "2.2.2", "depth": 2})


def person() -> Node:
    """A portfolio holder who does not exist."""
    return Node(f"{BASE}/person/gm9999/p1", "person", "", "Wethouder Voorbeeld")


KNOWN_AROUND = {
    f"{BASE}/programme-version/{DOCUMENT}/2": Node(
        f"{BASE}/programme-version/{DOCUMENT}/2", "programme", "2", PROGRAMMES["2"], DOCUMENT
    ),
    f"{BASE}/programme-version/{DOCUMENT}/1": Node(
        f"{BASE}/programme-version/{DOCUMENT}/1", "programme", "1", "", DOCUMENT
    ),
    f"{BASE}/domain/gm9999/sociaal": Node(f"{BASE}/domain/gm9999/sociaal", "domain", "", "Sociaal domein"),
    f"{BASE}/person/gm9999/p1": person(),
}
KNOWN_TITLES = {DOCUMENT: Title("Begroting 2021", "Voorbeeldstad")}


def groups() -> Answer:
    """Three programmes and what is in none, with how often each refers to the others and to itself."""
    iris = [f"{BASE}/programme-version/{DOCUMENT}/{number}" for number in (1, 2, 10)]
    nodes = (
        Node(iris[0], "group", "1", "", DOCUMENT),
        Node(iris[1], "group", "2", "", DOCUMENT, loaded=False),
        Node(iris[2], "group", "10", PROGRAMMES["10"], DOCUMENT),
        Node("", "group", "", "–"),
    )
    counts = {(0, 0): 13, (0, 1): 7, (1, 0): 6, (1, 1): 1, (2, 0): 1, (0, 3): 5}
    edges = tuple(Edge(*ends, "references", weight=count) for ends, count in counts.items())
    title = Phrase("Het netwerk", "The network")
    return answer(Graph(nodes, edges), "network", title=title, parameters={"by": "programme"}, titles=KNOWN_TITLES)


def ranking(goals: int = 8) -> Answer:
    """Goals by how many others refer to them."""
    numbers = list(TITLES)[:goals]
    nodes = tuple(goal(number) for number in numbers)
    columns = (
        Column("goalIri", Phrase("doel: IRI", "goal: IRI")),
        Column("referringGoals", Phrase("genoemd door andere", "referred to by others")),
        Column("referredGoals", Phrase("noemt andere", "refers to others")),
    )
    rows = tuple((node.iri, goals - place, place % 3) for place, node in enumerate(nodes))
    table = Sheet("referred", Phrase("Knooppunten", "Hubs"), columns, rows)
    return answer(Graph(nodes), "hubs", title=table.title, parameters={"offset": 20}, sheets=(table,))


def network(goals: int = 30, edges: int = 60, seed: int = 7) -> Answer:
    """A document with goals in four programmes, most references inside a programme."""
    random = Random(seed)  # noqa: S311 - a picture, not a secret
    chapters = list(PROGRAMMES)
    numbers = [f"{chapters[place * 4 // goals]}.{place % 3 + 1}.{place + 1}" for place in range(goals)]
    names = list(TITLES.values())
    nodes = tuple(goal(number, name=names[place % len(names)]) for place, number in enumerate(numbers))
    kinds = ["see", "contributes-to", "aligned-with", "see", "part-of", "unknown"]
    drawn: list[Edge] = []
    while len(drawn) < edges:
        source = random.randrange(goals)
        near = [
            place
            for place in range(goals)
            if place != source and numbers[place].split(".")[0] == numbers[source].split(".")[0]
        ]
        target = random.choice(near) if near and random.random() < 0.75 else random.randrange(goals)
        drawn.append(Edge(source, target, random.choice(kinds), suspect=random.random() < 0.1))
    title = Phrase("Alle verwijzingen in Begroting 2021", "All references in Begroting 2021")
    return answer(Graph(nodes, tuple(drawn)), "network", title=title, parameters={"document": [DOCUMENT]})


def cycle() -> Answer:
    """Five goals that refer to each other in a ring, and one that refers to itself."""
    nodes = tuple(goal(number) for number in ("1.1.1", "1.3.2", "2.1.2", "2.2.2", "4.1.1", "10.1.1"))
    edges = (*(Edge(place, (place + 1) % 5, "see") for place in range(5)), Edge(5, 5, "treated-in"), Edge(1, 0, "see"))
    title = Phrase("Kringen van verwijzingen", "Cycles of references")
    return answer(Graph(nodes, edges, ((0, 1, 2, 3, 4),)), "cycles", title=title, parameters={})


def every_kind() -> Answer:
    """A node of each kind and an edge of each kind, so that all shapes and lines stand in one picture."""
    kinds = ["goal", "ambition", "programme", "project", "spending-proposal", "person", "domain", "group",
             "enduring-goal", "enduring-ambition", "enduring-programme"]  # fmt: skip
    nodes = tuple(
        Node(f"{BASE}/thing/{kind}", kind, "" if kind in {"person", "domain"} or kind.startswith("enduring-") else f"{place}.1", f"Een {kind} met een lange naam die niet past", loaded=place % 3 != 2)
        for place, kind in enumerate(kinds)
    )  # fmt: skip
    relations = ["see", "contributes-to", "part-of", "aligned-with", "booked-on", "financed-from", "treated-in", "leads-to",
                 "merged-into", "replaced-by", "continued-in", "unknown", "tree", "holder", "money", "version-of", "references"]  # fmt: skip
    edges = tuple(
        Edge(
            place % 11,
            (place * 3 + 1) % 11,
            kind,
            suspect=kind == "treated-in",
            weight=7 if kind == "references" else 1,
        )
        for place, kind in enumerate(relations)
    )
    return answer(Graph(nodes, edges), "network", title=Phrase("Alles wat voorkomt", "All that occurs"), parameters={})


def matrix(size: int = 12, seed: int = 3) -> Answer:
    """A square of goals with a block of three that lie on a cycle together."""
    random = Random(seed)  # noqa: S311 - a picture, not a secret
    names = list(TITLES.values())
    heads = tuple(goal(f"{place // 3 + 1}.{place % 3 + 1}", name=names[place % len(names)]) for place in range(size))
    cells = {
        (random.randrange(size), random.randrange(size)): random.choice([1, 1, 1, 2, 3, 12]) for _ in range(size * 3)
    }
    ring = {(3, 4): 2, (4, 5): 1, (5, 3): 4, (2, 2): 1} if size > 5 else {}
    cells |= ring
    title = Phrase("Welk doel verwijst naar welk", "Which goal refers to which")
    rows = [(heads[row].number, heads[column].number, count) for (row, column), count in sorted(cells.items())]
    columns = (
        Column("from", Phrase("van", "from")),
        Column("to", Phrase("naar", "to")),
        Column("references", Phrase("verwijzingen", "references")),
    )
    pairs = Sheet("pairs", Phrase("Paren", "Pairs"), columns, tuple(rows))
    square = Matrix(heads, cells, ((3, 3),) if ring else ())
    return answer(Graph(), "matrix", title=title, parameters={"order": "tree"}, sheets=(pairs,), matrix=square)
