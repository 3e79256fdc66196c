"""A release that is made from the one before it is the same as one that is made as a whole."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from editable import DOCUMENTS, EDITS, State, first_state, programme, rename_goal, seeded, some_state
from growing import copy_with_links
from pyoxigraph import Store
from tiny import BASE, BUDGET, ORGANISATION, RDF_TYPE, Goal, Tiny, digest_tree, node, publish_tiny, quad

from ontology import iri, terms
from ontology.language import Language
from service.cli import publish_command
from service.release import build, patch, publish, store
from service.release.derive import Rule, Rules, packaged_rules
from service.release.publish import Published
from service.release.releases import MANIFEST, Releases
from tests.shared import Shared


def held(data: Path) -> tuple[list[str], list[str], dict[str, int]]:
    """What the release that is served holds: its quads, the names of its graphs, and the counts of its manifest."""
    releases = Releases(data)
    opened = store.open_read_only(releases.store(releases.current()))
    manifest = releases.manifest(releases.current())
    return sorted(map(str, opened)), sorted(map(str, opened.named_graphs())), manifest.graphs


def is_patched(published: Published) -> bool:
    return published.changed and published.whole is None and published.manifest.patches > 0


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
