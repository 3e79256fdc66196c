"""A dataset of two bodies that can be edited: what stands in it, and the edits."""

import hashlib
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from msgspec import structs
from tiny import BASE, ORGANISATION, RDF_TYPE, Goal, Tiny, node, quad, text, version

from ontology import iri, terms
from ontology.dataset import BodyFiles, Dataset, DocumentFiles
from ontology.iri import DocumentKey

OTHER = "gm9998"
DOCUMENTS = [
    DocumentKey.parse(f"{organisation}/{path}")
    for organisation in (ORGANISATION, OTHER)
    for path in ("begroting/2031", "begroting/2032", "berap/2031-1", "jaarstukken/2031")
]
PROGRAMMES = ("p1", "p2", "p3")


@dataclass
class State:
    """A dataset that can be edited: goals by document and number, and lines of bodies and of the provenance."""

    goals: dict[DocumentKey, dict[str, Goal]] = field(default_factory=dict)
    programmes: dict[tuple[DocumentKey, str], list[tuple[DocumentKey, str]]] = field(default_factory=dict)
    captures: dict[DocumentKey, int] = field(default_factory=dict)
    entities: set[DocumentKey] = field(default_factory=set)
    labels: dict[str, str] = field(default_factory=lambda: {ORGANISATION: "Water", OTHER: "Wegen"})
    withdrawn: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def write(self, root: Path) -> Path:
        """Write the dataset to a folder, in which another may stand."""
        shutil.rmtree(root, ignore_errors=True)
        Tiny(goals={document: tuple(goals.values()) for document, goals in self.goals.items()}).write(root)
        dataset = Dataset(root)
        manifest = dataset.manifest()
        documents = {}
        for path, entry in manifest.documents.items():
            document = DocumentKey.parse(path)
            file = DocumentFiles(document).facts
            lines = {*dataset.lines(file), *self._of_programmes(document), *self._of_page(document)}
            documents[path] = structs.replace(
                entry, files=entry.files | {file: dataset.write_lines(file, sorted(lines))}
            )
        bodies = {}
        for organisation in sorted({document.organisation for document in self.goals}):
            files = BodyFiles(organisation)
            written = {
                files.body: dataset.write_lines(files.body, sorted(self._of_body(organisation))),
                files.provenance: dataset.write_lines(files.provenance, sorted(self._of_runs(organisation))),
                files.ledger: dataset.write_lines(files.ledger, ()),
            }
            body = manifest.bodies[ORGANISATION]
            bodies[organisation] = structs.replace(body, files=written, withdrawn=self.withdrawn, gone=self.gone)
        dataset.write_manifest(structs.replace(manifest, bodies=bodies, documents=documents))
        return root

    def _of_programmes(self, document: DocumentKey) -> list[str]:
        graph = iri.graph(BASE, "doc", document.path)
        lines = []
        for (stating, number), targets in self.programmes.items():
            if stating == document and number in self.goals[document]:
                of, to = (programme(*target) for target in targets)
                goal = version(BASE, document, number)
                lines.append(quad(goal, terms.IN_PROGRAMME, node(of), graph))
                lines.append(quad(goal, terms.REFERS_TO, node(to), graph))
        return lines

    def _of_page(self, document: DocumentKey) -> list[str]:
        page, graph = capture(document, self.captures.get(document, 0)), iri.graph(BASE, "doc", document.path)
        entity = quad(programme(document, "p1"), RDF_TYPE, node(terms.PROV_ENTITY), graph)
        return [
            *([entity] if document in self.entities else []),
            quad(page, RDF_TYPE, node(terms.PAGE), graph),
            quad(page, terms.EXPORTED_AT, moment(self.captures.get(document, 0)), graph),
        ]

    def _of_body(self, organisation: str) -> list[str]:
        graph = iri.graph(BASE, "body", organisation)
        domain = iri.mint(BASE, iri.in_body("domain", organisation, "water"))
        lines = [
            quad(domain, RDF_TYPE, node(terms.DOMAIN), graph),
            quad(domain, terms.RDFS_LABEL, text(self.labels[organisation], "nl"), graph),
        ]
        for document in DOCUMENTS:
            if document.organisation == organisation:
                things = [programme(document, name) for name in PROGRAMMES]
                lines += [quad(thing, RDF_TYPE, node(terms.PROGRAMME_VERSION), graph) for thing in things]
                pages = [capture(document, number) for number in range(self.captures.get(document, 0))]
                lines += [quad(page, RDF_TYPE, node(terms.PAGE), graph) for page in pages]
        return lines

    def _of_runs(self, organisation: str) -> list[str]:
        graph, lines = iri.graph(BASE, "provenance"), []
        for document in (document for document in self.goals if document.organisation == organisation):
            content = repr((self.goals[document], self.captures.get(document, 0)))
            run = iri.mint(BASE, iri.run(hashlib.sha256(content.encode()).hexdigest()[:16]))
            lines.append(quad(iri.graph(BASE, "doc", document.path), PROV_BY, node(run), graph))
        return lines


PROV_BY = "http://www.w3.org/ns/prov#wasGeneratedBy"


def programme(document: DocumentKey, name: str) -> str:
    """The IRI of a programme in a document."""
    return iri.mint(BASE, iri.in_document("programme-version", document, name))


def capture(document: DocumentKey, number: int) -> str:
    """The IRI of the page of a document, as it was so many changes later."""
    return iri.mint(BASE, iri.in_document("page", document, f"e{number}", "doel"))


def moment(number: int) -> str:
    """A time as N-Quads write it, in a form that is not the shortest."""
    return f'"2031-01-01T00:00:{number:02}.000+00:00"^^<http://www.w3.org/2001/XMLSchema#dateTime>'


def seeded(seed: int) -> random.Random:
    """Chance that can be had again."""
    return random.Random(seed)  # noqa: S311 - no secret depends on it


def some_state(chance: random.Random) -> State:
    """Two bodies with three documents each."""
    state = State()
    for document in (*DOCUMENTS[:3], *DOCUMENTS[4:7]):
        state.goals[document] = {}
        for _ in range(6):
            add_goal(state, chance, document)
    return state


def add_goal(state: State, chance: random.Random, document: DocumentKey) -> None:
    """A goal with a reference, an amount in a form that is not the shortest, and a name that needs escaping."""
    goals = state.goals[document]
    number = f"1.{len(goals) + 1}.{chance.randrange(1000)}"
    others = tuple(chance.sample(sorted(goals), min(2, len(goals))))
    goals[number] = Goal(number, f'Doel\t"{chance.randrange(1000)}"\né', f"{chance.randrange(100)}.50", others)


def add_document(state: State, chance: random.Random) -> None:
    missing = [document for document in DOCUMENTS if document not in state.goals]
    if missing:
        document = chance.choice(missing)
        state.goals[document] = {}
        add_goal(state, chance, document)


def drop_goal(state: State, chance: random.Random) -> None:
    goals = state.goals[chance.choice(sorted(state.goals))]
    goals.pop(chance.choice(sorted(goals)))


def rename_goal(state: State, chance: random.Random) -> None:
    goals = state.goals[chance.choice(sorted(state.goals))]
    number = chance.choice(sorted(goals))
    goals[number] = replace(goals[number], name=f"Anders {chance.randrange(1000)}", expenditure="007.00")


def replace_page(state: State, chance: random.Random) -> None:
    document = chance.choice(sorted(state.goals))
    state.captures[document] = state.captures.get(document, 0) + 1


def refer_to_programme(state: State, chance: random.Random) -> None:
    """Have a goal follow from programmes of any document of its body, so that what follows may be of the body."""
    stating = chance.choice(sorted(state.goals))
    own = [document for document in DOCUMENTS if document.organisation == stating.organisation][:2]
    targets = [(chance.choice(own), chance.choice(PROGRAMMES[:2])) for _ in range(2)]
    state.programmes[stating, chance.choice(sorted(state.goals[stating]))] = targets


def rename_domain(state: State, chance: random.Random) -> None:
    state.labels[chance.choice(sorted(state.labels))] = f"Water {chance.randrange(1000)}"


EDITS: list[Callable[[State, random.Random], None]] = [
    lambda state, chance: add_goal(state, chance, chance.choice(sorted(state.goals))),
    add_document,
    drop_goal,
    rename_goal,
    replace_page,
    refer_to_programme,
    rename_domain,
]


def first_state() -> State:
    """A dataset in which a programme of another document follows from a goal."""
    state = some_state(seeded(7))
    number = min(state.goals[DOCUMENTS[0]])
    state.programmes[DOCUMENTS[0], number] = [(DOCUMENTS[1], "p1"), (DOCUMENTS[1], "p2")]
    return state
