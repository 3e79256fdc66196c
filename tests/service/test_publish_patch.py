"""A release that is made from the one before it is the same as one that is made as a whole."""

import hashlib
import json
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from growing import copy_with_links
from msgspec import structs
from pyoxigraph import Store
from tiny import BASE, BUDGET, ORGANISATION, RDF_TYPE, Goal, Tiny, digest_tree, node, publish_tiny, quad, text, version

from ontology import iri, terms
from ontology.dataset import BodyFiles, Dataset, DocumentFiles
from ontology.iri import DocumentKey
from ontology.language import Language
from service.cli import publish_command
from service.release import build, patch, publish, store
from service.release.derive import Rule, Rules, packaged_rules
from service.release.publish import Published
from service.release.releases import MANIFEST, Releases
from tests.shared import Shared

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


def held(data: Path) -> tuple[list[str], list[str], dict[str, int]]:
    """What the release that is served holds: its quads, the names of its graphs, and the counts of its manifest."""
    releases = Releases(data)
    opened = store.open_read_only(releases.store(releases.current()))
    manifest = releases.manifest(releases.current())
    return sorted(map(str, opened)), sorted(map(str, opened.named_graphs())), manifest.graphs


def is_patched(published: Published) -> bool:
    return published.changed and published.whole is None and published.manifest.patches > 0


def first_state() -> State:
    """A dataset in which a programme of another document follows from a goal."""
    state = some_state(seeded(7))
    number = min(state.goals[DOCUMENTS[0]])
    state.programmes[DOCUMENTS[0], number] = [(DOCUMENTS[1], "p1"), (DOCUMENTS[1], "p2")]
    return state


@pytest.fixture
def state() -> State:
    """A dataset that a test may edit."""
    return first_state()


@pytest.fixture(scope="session")
def first(shared: Shared) -> Path:
    """A folder in which that dataset is, and a data directory in which it is published; not to be changed."""

    def make(root: Path) -> None:
        publish_tiny(first_state().write(root / "dataset"), root / "data")

    return shared.once("first-state", make)


@pytest.fixture
def data(first: Path, tmp_path: Path) -> Path:
    """A data directory in which the state is published, beside its dataset."""
    shutil.copytree(first / "dataset", tmp_path / "dataset")
    return copy_with_links(first / "data", tmp_path / "data")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_edits_a_patched_release_is_a_whole_one(tmp_path: Path, seed: int) -> None:
    chance = seeded(seed)
    state = some_state(chance)
    publish_tiny(state.write(tmp_path / "dataset"), tmp_path / "patched")
    shutil.copytree(tmp_path / "patched", tmp_path / "whole")
    dropped = 0
    for round_number in range(1, 5):
        for edit in chance.sample(EDITS, 3):
            edit(state, chance)
        state.write(tmp_path / "dataset")
        patched = publish_tiny(tmp_path / "dataset", tmp_path / "patched", allow_loss=True)
        whole = publish_tiny(tmp_path / "dataset", tmp_path / "whole", allow_loss=True, full=True)
        assert is_patched(patched)
        assert patched.manifest.patches == round_number
        assert whole.manifest.patches == 0
        assert patched.manifest.id == whole.manifest.id
        assert patched.manifest.derived == whole.manifest.derived
        quads, graphs, counts = held(tmp_path / "patched")
        assert (quads, graphs, counts) == held(tmp_path / "whole")
        assert len(quads) == sum(counts.values()) > 1000
        assert sum(terms.WITHIN2 in quad for quad in quads) > 50
        assert patched.manifest.dropped > dropped
        dropped = patched.manifest.dropped


def homes(data: Path, subject: str, predicate: str, value: str) -> list[str]:
    """The graphs in which a triple stands."""
    triple = f"<{subject}> <{predicate}> <{value}>"
    return [line.rpartition(" ")[2].strip("<>") for line in held(data)[0] if line.startswith(triple)]


def test_what_a_document_states_leaves_the_inferred_graph_of_its_body_and_comes_back(
    tmp_path: Path, data: Path, state: State
) -> None:
    entity = (programme(DOCUMENTS[1], "p1"), RDF_TYPE, terms.PROV_ENTITY)
    assert homes(data, *entity) == [iri.graph(BASE, "inferred", ORGANISATION)]
    state.entities.add(DOCUMENTS[1])
    assert is_patched(publish_tiny(state.write(tmp_path / "dataset"), data))
    assert homes(data, *entity) == [iri.graph(BASE, "doc", DOCUMENTS[1].path)]
    state.entities.clear()
    state.labels[ORGANISATION] = "Anders"
    assert is_patched(publish_tiny(state.write(tmp_path / "dataset"), data))
    assert homes(data, *entity) == [iri.graph(BASE, "inferred", ORGANISATION)]


def test_what_follows_from_several_documents_stays_with_the_last_that_gives_it(
    tmp_path: Path, data: Path, state: State
) -> None:
    targets = [(DOCUMENTS[1], "p1"), (DOCUMENTS[1], "p2")]
    follows = (programme(*targets[0]), terms.PROGRAMME_REFERS_TO, programme(*targets[1]))
    of_body = iri.graph(BASE, "inferred", ORGANISATION)
    assert homes(data, *follows) == [of_body]
    state.programmes[DOCUMENTS[1], min(state.goals[DOCUMENTS[1]])] = targets
    publish_tiny(state.write(tmp_path / "dataset"), data)
    assert homes(data, *follows) == [of_body]
    del state.programmes[DOCUMENTS[0], min(state.goals[DOCUMENTS[0]])]
    publish_tiny(state.write(tmp_path / "dataset"), data)
    assert homes(data, *follows) == [of_body]
    state.programmes.clear()
    assert is_patched(publish_tiny(state.write(tmp_path / "dataset"), data))
    assert homes(data, *follows) == []


def test_a_page_that_changes_has_only_its_document_and_its_body_derived_anew(
    tmp_path: Path, data: Path, state: State
) -> None:
    before = Releases(data).current_manifest()
    state.captures[DOCUMENTS[0]] = 1
    after = publish_tiny(state.write(tmp_path / "dataset"), data).manifest
    assert before is not None
    differing = {subject for subject, key in after.derived.items() if before.derived[subject] != key}
    assert differing == {DOCUMENTS[0].path, ORGANISATION}


def test_the_release_before_is_left_as_it_was_and_is_not_needed_any_more(
    tmp_path: Path, data: Path, state: State
) -> None:
    releases = Releases(data)
    first = releases.current()
    serving = store.open_read_only(releases.store(first))
    before, quads = digest_tree(releases.folder(first)), sorted(map(str, serving))
    rename_goal(state, seeded(3))
    assert is_patched(publish_tiny(state.write(tmp_path / "dataset"), data))
    assert digest_tree(releases.folder(first)) == before
    assert sorted(map(str, serving)) == quads
    now = held(data)
    shutil.rmtree(releases.folder(first))
    assert held(data) == now


def edited(state: State, _data: Path) -> None:
    rename_goal(state, seeded(3))


def withdrawing(state: State, _data: Path) -> None:
    state.withdrawn = ("0123456789abcdef",)


def with_a_page_gone(state: State, _data: Path) -> None:
    state.gone = ("https://x.example/doel",)


def without_a_document(state: State, _data: Path) -> None:
    del state.goals[DOCUMENTS[2]]


def without_the_store(state: State, data: Path) -> None:
    edited(state, data)
    shutil.rmtree(Releases(data).store(Releases(data).current()))


def with_a_damaged_store(state: State, data: Path) -> None:
    edited(state, data)
    for path in Releases(data).store(Releases(data).current()).glob("*.sst"):
        content = bytearray(path.read_bytes())
        content[: len(content) // 2] = bytes(len(content) // 2)
        path.write_bytes(content)


def before_patches_were_known(state: State, data: Path) -> None:
    edited(state, data)
    path = Releases(data).folder(Releases(data).current()) / MANIFEST
    manifest = json.loads(path.read_bytes())
    for name in ("definitions", "derived", "patches"):
        del manifest[name]
    path.write_text(json.dumps(manifest), "utf-8")


def after_many_patches(state: State, data: Path) -> None:
    edited(state, data)
    path = Releases(data).folder(Releases(data).current()) / MANIFEST
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "patches": 100}), "utf-8")


def after_much_was_dropped(state: State, data: Path) -> None:
    edited(state, data)
    path = Releases(data).folder(Releases(data).current()) / MANIFEST
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "dropped": 5000}), "utf-8")


def with_a_wrong_count(state: State, data: Path) -> None:
    edited(state, data)
    path = Releases(data).folder(Releases(data).current()) / MANIFEST
    manifest = json.loads(path.read_bytes())
    manifest["graphs"][iri.graph(BASE, "def")] += 1
    path.write_text(json.dumps(manifest), "utf-8")


WHOLE: list[tuple[Callable[[State, Path], None], str]] = [
    (withdrawing, "no word of it may stay"),
    (with_a_page_gone, "no word of it may stay"),
    (without_a_document, "no word of it may stay"),
    (without_the_store, "can't be patched"),
    (with_a_damaged_store, "can't be patched"),
    (before_patches_were_known, "other rules, terms or software"),
    (after_many_patches, "100 times already"),
    (after_much_was_dropped, "5000 replaced statements"),
    (with_a_wrong_count, "all together"),
]


@pytest.mark.parametrize(("make", "said"), WHOLE, ids=[case[0].__name__ for case in WHOLE])
def test_what_can_not_be_patched_is_made_as_a_whole_and_says_why(
    tmp_path: Path, data: Path, state: State, make: Callable[[State, Path], None], said: str
) -> None:
    make(state, data)
    published = publish_tiny(state.write(tmp_path / "dataset"), data, allow_loss=True)
    assert published.whole is not None
    assert said in str(published.whole)
    assert published.whole.say(Language.NL) != str(published.whole)
    assert published.manifest.patches == 0
    publish_tiny(tmp_path / "dataset", tmp_path / "afresh")
    assert held(data) == held(tmp_path / "afresh")
    assert not list(Releases(data).folder(published.manifest.id).glob("patched"))


def test_every_reason_to_make_a_whole_has_a_case() -> None:
    assert len(WHOLE) == 9


def test_other_rules_make_a_whole(tmp_path: Path, data: Path, state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = Rule("more.rq", "CONSTRUCT { ?b dg:refersTo ?a } WHERE { ?a dg:refersTo ?b }")
    monkeypatch.setattr(publish, "packaged_rules", lambda: Rules((*packaged_rules().rules, rule)))
    assert "other rules" in str(publish_tiny(state.write(tmp_path / "dataset"), data).whole)


def test_where_too_much_differs_a_whole_is_made(
    tmp_path: Path, data: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patch, "_MOST_COMPARED", 0.001)
    edited(state, data)
    assert "too much" in str(publish_tiny(state.write(tmp_path / "dataset"), data).whole)


def test_a_file_with_a_quad_of_another_graph_is_no_patch(tmp_path: Path) -> None:
    kept = quad(f"{BASE}/a", RDF_TYPE, node(f"{BASE}/b"), f"{BASE}/g")
    store.build(tmp_path / "store", [f"{kept}\n".encode()])
    with pytest.raises(store.StrayQuadError, match="/g"):
        replaced(tmp_path / "store", f"{BASE}/h", f"{kept}\n")


def replaced(path: Path, graph: str, content: str) -> int:
    """How many quads a graph has after its content was replaced; the store is closed again."""
    with store.edited(path) as opened:
        return opened.replace(graph, content.encode())


@pytest.mark.parametrize("most", [0, 1000], ids=["in bulk", "one by one"])
def test_a_graph_can_be_emptied_and_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(store, "_MOST_EXTENDED", most)
    graph = f"{BASE}/g"
    lines = [quad(f"{BASE}/{n}", RDF_TYPE, node(f"{BASE}/b"), graph) for n in range(20)]
    store.build(tmp_path / "store", [f"{lines[0]}\n".encode()])
    assert replaced(tmp_path / "store", graph, "".join(f"{line}\n" for line in lines)) == 20
    assert store.count(tmp_path / "store", [graph]) == (20, {graph: 20})
    assert replaced(tmp_path / "store", graph, "") == 0
    assert not list(Store.read_only(str(tmp_path / "store")).named_graphs())


def test_a_crash_while_patching_leaves_the_old_release(
    tmp_path: Path, data: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Releases(data).current()
    edited(state, data)
    state.write(tmp_path / "dataset")
    with monkeypatch.context() as crashing:
        crashing.setattr(build, "patch", _crash_halfway)
        with pytest.raises(KeyboardInterrupt):
            publish_tiny(tmp_path / "dataset", data)
    assert Releases(data).current() == before
    assert Releases(data).identifiers() == [before]
    assert is_patched(publish_tiny(tmp_path / "dataset", data))
    assert not list((data / "releases").glob(".building-*"))


def _crash_halfway(*given: object) -> None:
    source, target = given[1:3]
    assert isinstance(source, Path)
    assert isinstance(target, Path)
    store.copy(source, target)
    raise KeyboardInterrupt


def test_the_operator_can_have_a_whole_made_also_of_what_is_served(tmp_path: Path) -> None:
    dataset, data = str(Tiny().write(tmp_path / "dataset")), str(tmp_path / "data")
    command, runner = publish_command(Language.NL), CliRunner()
    runner.invoke(command, [dataset, "--allow-violations", "--data", data, "--quiet"], catch_exceptions=False)
    told = [
        json.loads(
            runner.invoke(
                command, [dataset, "--allow-violations", "--data", data, "--json", *more], catch_exceptions=False
            ).output
        )
        for more in ([], ["--full"])
    ]
    assert [(one["changed"], one["patched"]) for one in told] == [(False, False), (True, False)]
    assert told[1]["release"].startswith("0002-")


def test_the_command_says_why_a_whole_was_made(tmp_path: Path) -> None:
    data, command, runner = str(tmp_path / "data"), publish_command(Language.NL), CliRunner()
    more = Tiny(goals={**Tiny().goals, BUDGET: (*Tiny().goals[BUDGET], Goal("1.1.3", "Groen"))})
    runner.invoke(
        command, [str(more.write(tmp_path / "one")), "--allow-violations", "--data", data], catch_exceptions=False
    )
    less = Tiny(goals={BUDGET: more.goals[BUDGET]}, may_shrink=1)
    result = runner.invoke(
        command,
        [str(less.write(tmp_path / "two")), "--allow-violations", "--data", data, "--allow-loss"],
        catch_exceptions=False,
    )
    assert "Als geheel gemaakt: er is iets ingetrokken" in result.output
