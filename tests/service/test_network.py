"""The network of a release: what its rows say, and that its files say the same."""

import gzip
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from growing import publish_grown
from tiny import BASE, Tiny, publish_tiny

from ontology.dataset import Dataset
from service.release import network_build, network_rows
from service.release.archive import Archive
from service.release.network import FOLDER, Network, NoNetworkError, open_network
from service.release.network_rows import (
    ARC_KINDS,
    ENDURING_KINDS,
    MONEY,
    NODE_KINDS,
    TREE,
    VERSION_OF,
    ArcRow,
    NodeRow,
    Rows,
    rows_of,
)
from service.release.publish import publish
from service.release.releases import Releases

HERE = "gm9999/begroting/2031"


def _goal(number: str) -> str:
    return f"goal-version/{HERE}/{number}"


def _facts(dataset: Path, document: str) -> bytes:
    return gzip.decompress((dataset / f"graphs/{document}.nq.gz").read_bytes())


def _built(folder: Path, *rows: Rows) -> Path:
    body = network_build.Body(frozenset({HERE}), rows)
    network_build.write(folder / FOLDER, BASE, [body])
    return folder


@pytest.fixture(scope="module")
def fictional(fictional_data: Path) -> Releases:
    return Releases(fictional_data)


def test_rows_of_a_document_are_its_versions_with_what_they_refer_to_and_stand_in(fictional_dataset: Path) -> None:
    rows = rows_of(BASE, _facts(fictional_dataset, HERE))
    facts = _facts(fictional_dataset, HERE).decode()
    crossing = {
        line.split()[0] for line in facts.splitlines() if "#role> " in line and "/role#cross-reference>" in line
    }
    led = [line for line in facts.splitlines() if "#referredElement> " in line and line.split()[0] in crossing]
    assert len(rows.nodes) == len(re.findall(r"#type> <\S+#GoalVersion>", facts)) == 34
    assert sum(arc.kind in network_rows.REFERENCE_KINDS for arc in rows.arcs) == len(led) == 104
    first = next(node for node in rows.nodes if node.number == "1.1.1")
    assert (first.name, first.sort_key, first.named) == ("Buurtkracht", "0001.0001.0001", False)
    assert ArcRow(_goal("1.1.1"), f"ambition-version/{HERE}/1.1", TREE) in rows.arcs


def test_money_that_an_effect_moves_leads_from_the_page_that_says_so(fictional_dataset: Path) -> None:
    report = "gm9999/berap/2031-1"
    moved = [arc for arc in rows_of(BASE, _facts(fictional_dataset, report)).arcs if arc.kind == MONEY]
    assert ArcRow(f"goal-version/{report}/2.2.1", _goal("1.2.3"), MONEY, 1503) in moved
    assert all(arc.source != arc.target for arc in moved)


def test_rows_are_kept_as_they_were() -> None:
    rows = Rows(
        (NodeRow(_goal("1.1"), "1.1", "Één «doel»"),), (ArcRow(_goal("1.1"), _goal("1.2"), "see", 7, suspect=True),)
    )
    assert network_rows.decode(network_rows.encode(rows)) == rows


def test_a_release_says_of_every_node_and_arc_what_its_rows_say(fictional: Releases, fictional_dataset: Path) -> None:
    network = open_network(fictional.folder(fictional.current()))
    manifest = Dataset(fictional_dataset).manifest()
    contents = [_facts(fictional_dataset, path) for path in manifest.documents]
    contents.append(_facts(fictional_dataset, "gm9999/body"))
    rows = [rows_of(BASE, content) for content in contents]
    nodes = {node.path: node for some in rows for node in some.nodes}
    arcs = Counter(arc for some in rows for arc in some.arcs)
    assert network.header.nodes == len(nodes)
    for number in range(network.header.nodes):
        iri = network.iri(number)
        said = nodes[iri.removeprefix(f"{BASE}/id/")]
        assert network.name(number) == said.name
        assert network.number(number) == said.number or network.kind(number) in ENDURING_KINDS
        assert network.is_loaded(number) is not said.named
        assert network.find(iri) == number
    found = Counter(_read(network, arc) for arc in range(network.header.arcs + network.header.claims))
    assert found == arcs


def test_what_endures_stands_in_the_order_of_its_last_versions_and_without_a_name_has_their_number(
    tmp_path: Path,
) -> None:
    def version(document: str, number: str) -> NodeRow:
        return NodeRow(f"goal-version/gm9999/{document}/{number}", number, sort_key=number)

    lasting = {"a": "Groen", "b": "", "c": "Water"}
    numbers = {"a": ("1.1", "1.3"), "b": ("1.2", "1.1"), "c": ("1.3", "1.2")}
    body = Rows(tuple(NodeRow(f"goal/gm9999/{end}", name=name) for end, name in lasting.items()), ())
    documents = ("begroting/2031", "berap/2031-1")
    rows = [
        Rows(
            tuple(version(document, found[place]) for found in numbers.values()),
            tuple(
                ArcRow(version(document, found[place]).path, f"goal/gm9999/{end}", VERSION_OF)
                for end, found in numbers.items()
            ),
        )
        for place, document in enumerate(documents)
    ]
    network = open_network(_built(tmp_path, *reversed(rows), body))
    part = network.part("gm9999")
    assert part is not None
    told = [(network.number(node), network.name(node)) for node in range(part.first, part.end)]
    assert told == [("1.1", ""), ("", "Water"), ("", "Groen")]


def _read(network: Network, arc: int) -> ArcRow:
    def path(node: int) -> str:
        return network.iri(node).removeprefix(f"{BASE}/id/")

    ends = path(network.source(arc)), path(network.target(arc))
    return ArcRow(*ends, network.arc_kind_name(arc), int(network.arc_start[arc]), network.is_suspect(arc))


def test_arcs_into_a_node_are_those_that_lead_to_it(fictional: Releases) -> None:
    network = open_network(fictional.folder(fictional.current()))
    everything = np.arange(network.header.arcs)
    for node in range(network.header.nodes):
        one = np.array([node])
        assert sorted(network.arcs_into(one)) == list(np.flatnonzero(network.targets(everything) == node))
        assert list(network.arcs_from(one)) == list(np.flatnonzero(network.sources(everything) == node))


def test_nodes_of_a_document_stand_in_the_order_of_its_tree(fictional: Releases) -> None:
    network = open_network(fictional.folder(fictional.current()))
    part = network.part(HERE)
    assert part is not None
    numbers = [network.number(node) for node in range(part.first, part.end)]
    assert numbers == sorted(numbers, key=lambda number: [int(digits) for digits in number.split(".")])
    assert numbers[:3] == ["1", "1.1", "1.1.1"]


def test_ten_comes_after_nine_and_a_programme_before_what_stands_in_it(tmp_path: Path) -> None:
    nodes = tuple(
        NodeRow(f"{kind}/{HERE}/{number}", number, sort_key=key)
        for kind, number, key in (
            ("goal-version", "1.10", "0001.0010"),
            ("goal-version", "1.9", "0001.0009"),
            ("programme-version", "1", "0001"),
            ("ambition-version", "1.9", "0001.0009"),
        )
    )
    network = open_network(_built(tmp_path, Rows(nodes, ())))
    found = [(network.kind(node), network.number(node)) for node in range(4)]
    assert [number for _, number in found] == ["1", "1.9", "1.9", "1.10"]
    assert found[1][0] == "ambition-version"


def test_a_programme_is_found_through_the_ambition_where_nobody_names_it(tmp_path: Path) -> None:
    ambition, programme = f"ambition-version/{HERE}/1.1", f"programme-version/{HERE}/1"
    nodes = (
        NodeRow(_goal("1.1.1"), "1.1.1", above=(ambition,)),
        NodeRow(ambition, "1.1", above=(programme,)),
        NodeRow(programme, "1"),
    )
    network = open_network(_built(tmp_path, Rows(nodes, ())))
    goal, top = network.find(f"{BASE}/id/{_goal('1.1.1')}"), network.find(f"{BASE}/id/{programme}")
    assert goal is not None
    assert top is not None
    assert network.node_programme[goal] == network.node_programme[top] == top


def test_what_is_only_referred_to_is_a_node_that_is_not_loaded(tmp_path: Path) -> None:
    rows = Rows((NodeRow(_goal("1"), "1"),), (ArcRow(_goal("1"), "goal-version/gm9999/begroting/2030/7.1", "see"),))
    network = open_network(_built(tmp_path, rows))
    missing = network.find(f"{BASE}/id/goal-version/gm9999/begroting/2030/7.1")
    assert missing is not None
    assert not network.is_loaded(missing)
    assert [(part.path, part.loaded) for part in network.parts] == [("gm9999/begroting/2030", False), (HERE, True)]


def test_trees_that_go_round_in_a_ring_have_no_programme(tmp_path: Path) -> None:
    nodes = (NodeRow(_goal("1"), "1", above=(_goal("2"),)), NodeRow(_goal("2"), "2", above=(_goal("1"),)))
    network = open_network(_built(tmp_path, Rows(nodes, ())))
    assert list(network.node_programme) == [-1, -1]


def test_bodies_stand_apart_and_in_the_order_of_their_codes(tmp_path: Path) -> None:
    def body(code: str) -> network_build.Body:
        document = f"{code}/begroting/2031"
        goals = [f"goal-version/{document}/{number}" for number in ("1", "2")]
        rows = Rows(tuple(NodeRow(goal, goal[-1]) for goal in goals), (ArcRow(goals[0], goals[1], "see", 3),))
        return network_build.Body(frozenset({document}), (rows,))

    network_build.write(tmp_path / FOLDER, BASE, [body("gm9000"), body("gm9001")])
    network = open_network(tmp_path)
    assert network.bodies == {"gm9000": (0, 2), "gm9001": (2, 4)}
    assert [(network.source(arc), network.target(arc)) for arc in (0, 1)] == [(0, 1), (2, 3)]
    assert list(network.arcs_into(np.array([1, 3]))) == [0, 1]


def test_a_network_of_nothing_can_be_opened(tmp_path: Path) -> None:
    network_build.write(tmp_path / FOLDER, BASE, [])
    network = open_network(tmp_path)
    assert (network.header.nodes, network.header.arcs, network.bodies) == (0, 0, {})
    assert network.find(f"{BASE}/id/{_goal('1')}") is None


@pytest.mark.parametrize(
    "iri", ["", "x", f"{BASE}/id/", f"{BASE}/id/goal-version", f"{BASE}/id/page/{HERE}/1", f"{BASE}/id/person/gm9999/x"]
)
def test_no_other_iri_is_a_node(fictional: Releases, iri: str) -> None:
    assert open_network(fictional.folder(fictional.current())).find(iri) is None


def test_every_kind_has_a_code_of_its_own() -> None:
    assert len(set(ARC_KINDS)) == len(ARC_KINDS) < network_build.SUSPECT
    assert len(set(NODE_KINDS)) == len(NODE_KINDS)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / FOLDER).iterdir())}


def test_a_release_that_was_changed_has_the_network_of_one_built_as_a_whole(tmp_path: Path) -> None:
    data = publish_grown(tmp_path, 3)
    changed = Releases(data)
    assert changed.manifest(changed.current()).patches > 0
    whole = publish(tmp_path / "dataset", tmp_path / "whole", allow_violations=True)
    found = _bytes(changed.folder(changed.current()))
    assert found == _bytes(Releases(tmp_path / "whole").folder(whole.manifest.id))
    assert found.keys() == {network_build.FILE, *network_build.COLUMNS}


def test_a_pinned_release_keeps_its_network(tmp_path: Path) -> None:
    publish_tiny(Tiny().write(tmp_path / "dataset"), tmp_path / "data")
    releases = Releases(tmp_path / "data")
    contents = Archive(tmp_path / "data" / "archive").add(releases, releases.current())
    assert {f"{FOLDER}/{name}" for name in (network_build.FILE, *network_build.COLUMNS)} <= contents.files.keys()


def test_a_release_without_a_network_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(NoNetworkError, match="doelgraaf publish --full"):
        open_network(tmp_path)


def test_a_network_of_another_format_says_how_to_get_one(tmp_path: Path) -> None:
    network_build.write(tmp_path / FOLDER, BASE, [])
    (tmp_path / FOLDER / network_build.FILE).write_text('{"format":99}', "utf-8")  # of the rest nothing is known
    with pytest.raises(NoNetworkError, match="99"):
        open_network(tmp_path)


def test_opening_a_network_reads_nothing_into_memory_of_its_own(fictional: Releases) -> None:
    network = open_network(fictional.folder(fictional.current()))
    columns = [name.partition(".")[0] for name in network_build.COLUMNS]
    assert all(isinstance(getattr(network, name).base, np.memmap) for name in columns)
    folder = fictional.folder(fictional.current()) / FOLDER
    assert network.bytes == sum((folder / name).stat().st_size for name in network_build.COLUMNS)


def test_every_version_that_a_page_describes_leads_to_what_it_is_a_version_of(fictional: Releases) -> None:
    network = open_network(fictional.folder(fictional.current()))
    of = {network.source(arc): network.target(arc) for arc in _of_kind(network, VERSION_OF)}
    stated = [node for node in range(network.header.nodes) if "-version" in network.kind(node)]
    described = [node for node in stated if network.is_loaded(node)]
    assert len(described) == 92
    assert set(described) <= set(of)
    for version, enduring in of.items():
        assert network.kind(enduring) == network.kind(version).removesuffix("-version")
        assert network.document(enduring) is None


def _of_kind(network: Network, kind: str) -> list[int]:
    return [arc for arc in range(network.header.arcs) if network.arc_kind_name(arc) == kind]
