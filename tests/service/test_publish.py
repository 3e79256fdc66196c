"""Publishing serves a dataset whole or not at all, and loses nothing that was published."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from growing import copy_with_links
from pyoxigraph import QuerySolutions
from tiny import BASE, BUDGET, REPORT, Goal, Tiny, digest_tree, publish_tiny

from ontology.dataset import DatasetError
from ontology.language import Language
from service.release import assemble
from service.release.publish import publish
from service.release.releases import NoReleaseError, PublishRefusedError, ReleaseBusyError, Releases
from service.release.store import open_read_only

TINY = Tiny()
LESS_GOALS = replace(TINY, goals={BUDGET: TINY.goals[BUDGET][:1], REPORT: TINY.goals[REPORT]})
MORE_GOALS = replace(TINY, goals={**TINY.goals, BUDGET: (*TINY.goals[BUDGET], Goal("1.1.3", "Groen"))})


@pytest.fixture
def data(tiny_data: Path, tmp_path: Path) -> Path:
    """A data directory in which the tiny dataset is published."""
    return copy_with_links(tiny_data, tmp_path / "data")


def rows(data: Path, query: str) -> list[tuple[str, ...]]:
    """The rows of a query over the release that is served, graph by graph."""
    releases = Releases(data)
    results = open_read_only(releases.store(releases.current())).query(query, use_default_graph_as_union=True)
    assert isinstance(results, QuerySolutions)
    names = [variable.value for variable in results.variables]
    return [tuple(row[name].value for name in names) for row in results]


def test_a_release_holds_the_dataset_what_rules_add_and_the_definitions(data: Path) -> None:
    manifest = Releases(data).current_manifest()
    assert manifest is not None
    assert manifest.id.startswith("0001-")
    counted = {graph: int(count) for graph, count in rows(data, COUNTS)}
    assert manifest.graphs == counted
    assert manifest.graphs[f"{BASE}/graph/doc/{BUDGET.path}"] == 22
    assert manifest.graphs[f"{BASE}/graph/inferred/{REPORT.path}"] > 0
    two_goals_on_a_ring = 1 + 2 * (2 + 1 + 1 + 1)  # steps counted; degrees, group, within two steps and within three
    assert manifest.graphs[f"{BASE}/graph/analysis/{BUDGET.path}"] == two_goals_on_a_ring
    assert manifest.graphs[f"{BASE}/graph/def"] > 1000
    assert manifest.dataset.documents.keys() == {BUDGET.path, REPORT.path}


COUNTS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


def test_no_triple_stands_in_two_graphs(data: Path) -> None:
    twice = "SELECT ?s { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?s ?p ?o } FILTER(STR(?g) < STR(?h)) }"
    assert rows(data, twice) == []


def test_a_release_has_no_blank_node(data: Path) -> None:
    assert rows(data, "SELECT ?p { GRAPH ?g { ?s ?p ?o } FILTER(ISBLANK(?s) || ISBLANK(?o)) }") == []


def test_what_is_served_already_is_not_built_again(data: Path, tmp_path: Path) -> None:
    again = publish_tiny(TINY.write(tmp_path / "again"), data)
    assert not again.changed
    assert Releases(data).identifiers() == [again.manifest.id]


def test_a_damaged_copy_of_what_was_published_before_is_refused(data: Path, tmp_path: Path) -> None:
    first = Releases(data).current()
    publish_tiny(MORE_GOALS.write(tmp_path / "second"), data)
    for name, dataset in (("earlier", TINY), ("served", MORE_GOALS)):
        root = dataset.write(tmp_path / name)
        (root / f"graphs/{BUDGET.path}.nq.gz").unlink()
        with pytest.raises(PublishRefusedError, match=rf"{BUDGET.path}\.nq\.gz: can't be read"):
            publish_tiny(root, data, allow_loss=True)
    assert Releases(data).current() != first


def test_a_release_that_is_used_again_is_told(data: Path, tmp_path: Path) -> None:
    first = Releases(data).current()
    assert not publish_tiny(MORE_GOALS.write(tmp_path / "second"), data).reused
    again = publish_tiny(TINY.write(tmp_path / "again"), data, allow_loss=True)
    assert (again.manifest.id, again.changed, again.reused) == (first, True, True)


def test_progress_ends_at_its_total(tmp_path: Path) -> None:
    told: dict[str, list[tuple[int, int]]] = {}
    publish(
        TINY.write(tmp_path / "dataset"),
        tmp_path / "data",
        allow_violations=True,
        progress=lambda step, done, total: told.setdefault(step, []).append((done, total)),
    )
    assert set(told) == {"verify", "check", "derive", "load"}
    assert all(steps[-1][0] == steps[-1][1] for steps in told.values())


def damaged(root: Path) -> Path:
    """A dataset with one byte more in one file than its manifest knows of."""
    MORE_GOALS.write(root)
    path = root / f"graphs/{BUDGET.path}.nq.gz"
    path.write_bytes(path.read_bytes() + b"\0")
    return root


REFUSED: list[tuple[str, Callable[[Path], Path], str]] = [
    ("another base would break every address", replace(TINY, base="http://x.example").write, "base"),
    ("a goal that was published is gone", LESS_GOALS.write, "1.1.2"),
    ("a person of the ledger is gone", replace(TINY, identifiers=TINY.identifiers[:1]).write, "b2"),
    ("a redesigned site reads as no goals", replace(LESS_GOALS, may_shrink=0.1).write, "mayShrink"),
    ("a file is not what the manifest says", damaged, "not the file"),
]


@pytest.mark.parametrize(("why", "make", "said"), REFUSED, ids=[case[0] for case in REFUSED])
def test_a_dataset_is_refused_and_what_is_served_stays(
    data: Path, tmp_path: Path, why: str, make: Callable[[Path], Path], said: str
) -> None:
    root = make(tmp_path / "second")
    before = digest_tree(data)
    with pytest.raises(PublishRefusedError, match=said) as refusal:
        publish_tiny(root, data)
    assert refusal.value.say(Language.NL) != str(refusal.value)
    assert digest_tree(data) == before, why


def test_every_reason_to_refuse_has_a_case() -> None:
    assert len(REFUSED) == 5


def test_a_loss_is_published_when_the_operator_says_so(data: Path, tmp_path: Path) -> None:
    published = publish_tiny(LESS_GOALS.write(tmp_path / "second"), data, allow_loss=True)
    assert published.manifest.id.startswith("0002-")
    assert rows(data, 'SELECT ?s { ?s <https://w3id.org/doelgraaf/def#number> "1.1.2" }') == []


def test_more_goals_are_a_new_release(data: Path, tmp_path: Path) -> None:
    assert publish_tiny(MORE_GOALS.write(tmp_path / "second"), data).changed
    assert len(Releases(data).identifiers()) == 2


def test_no_dataset_is_said_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="doelgraaf ingest"):
        publish_tiny(tmp_path, tmp_path / "data")


def test_a_crash_while_building_leaves_the_old_release(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Releases(data).current()
    second = MORE_GOALS.write(tmp_path / "second")
    with monkeypatch.context() as patch:
        patch.setattr(assemble, "_write_synced", _crash)
        with pytest.raises(KeyboardInterrupt):
            publish_tiny(second, data)
    assert Releases(data).current() == before
    assert Releases(data).identifiers() == [before]
    assert list((data / "releases").glob(".building-*"))
    publish_tiny(second, data)
    assert not list((data / "releases").glob(".building-*"))


def test_a_crash_before_the_swap_leaves_the_old_release_and_the_built_one_is_used_later(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Releases(data).current()
    second = MORE_GOALS.write(tmp_path / "second")
    with monkeypatch.context() as patch:
        patch.setattr(Releases, "point_to", _crash)
        with pytest.raises(KeyboardInterrupt):
            publish_tiny(second, data)
    assert Releases(data).current() == before
    assert publish_tiny(second, data).manifest.id.startswith("0002-")
    assert len(Releases(data).identifiers()) == 2


def _crash(*_: object) -> None:
    raise KeyboardInterrupt


def test_two_publishes_at_once_are_refused(data: Path, tmp_path: Path) -> None:
    with Releases(data).locked(), pytest.raises(ReleaseBusyError, match="wait"):
        publish_tiny(MORE_GOALS.write(tmp_path / "second"), data)


@pytest.mark.parametrize("by_number", [True, False], ids=["by number", "by name"])
def test_an_earlier_release_can_be_served_again(data: Path, tmp_path: Path, *, by_number: bool) -> None:
    first = Releases(data).current()
    publish_tiny(MORE_GOALS.write(tmp_path / "second"), data)
    assert Releases(data).roll_back("1" if by_number else first) == first
    assert Releases(data).current() == first


def test_a_release_that_is_not_there_is_no_rollback(data: Path) -> None:
    before = Releases(data).current()
    with pytest.raises(NoReleaseError, match="there are: 0001-"):
        Releases(data).roll_back("7")
    assert Releases(data).current() == before
