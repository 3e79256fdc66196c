"""A pinned release answers the same bytes for ever: as it was served, after it was pruned, and opened again."""

import asyncio
import gzip
import hashlib
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from growing import copy_with_links, grown, publish_grown
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store
from tiny import BASE, BUDGET, digest_tree, publish_tiny

from ontology.language import Language
from service import release_commands
from service.engine.embedded import Capacity, EmbeddedEngine
from service.engine.engine import Question
from service.engine.work import Limits
from service.release import archive, leases, pins, sorting, store
from service.release.archive import Archive, ArchiveDamagedError
from service.release.pins import NotReopenedError, OnlyCopyError
from service.release.prune import prune
from service.release.releases import NoReleaseError, ReleaseBusyError, Releases

MIB = 1024 * 1024
QUESTIONS = [
    ("rows without an order", "SELECT * { GRAPH ?g { ?s ?p ?o } }", "text/csv"),
    ("numbers and texts as they were", "SELECT ?o { ?s dg:expenditure|dg:name ?o }", "application/sparql-results+json"),
    ("a graph of triples", "CONSTRUCT { ?s ?p ?o } WHERE { ?s a dg:GoalVersion ; ?p ?o }", "text/turtle"),
    ("what rules gave", "SELECT * { ?s dg:isReferredToBy ?o }", "text/tab-separated-values"),
    ("a graph by its name", f"SELECT * FROM <{BASE}/graph/doc/{BUDGET.path}> {{ ?s ?p ?o }}", "text/csv"),  # noqa: S608 - no SQL
]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with five releases; not to be changed."""
    return publish_grown(tmp_path_factory.mktemp("five"), 5)


@pytest.fixture
def data(published: Path, tmp_path: Path) -> Path:
    """A copy of it in which the third is the newest, and served."""
    copy = copy_with_links(published, tmp_path / "data")
    Releases(copy).roll_back("3")
    for release in Releases(copy).identifiers()[3:]:
        shutil.rmtree(Releases(copy).folder(release))
    return copy


def answers(releases: Releases, release: str) -> list[bytes]:
    """The answers of a release to all questions, byte for byte."""

    async def ask(engine: EmbeddedEngine, query: str, media_type: str) -> bytes:
        return b"".join([chunk async for chunk in await engine.stream(Question(query, media_type, 20.0))])

    async def ask_all(engine: EmbeddedEngine) -> list[bytes]:
        return [await ask(engine, query, media_type) for _, query, media_type in QUESTIONS]

    capacity = Capacity(workers=1, queue_length=2, timeout_s=20.0, limits=Limits(512 * MIB, 16 * MIB))
    engine = EmbeddedEngine(releases, capacity, fixed=release)
    try:
        return asyncio.run(ask_all(engine))
    finally:
        engine.close()


def test_a_pinned_release_gives_the_same_bytes_before_it_is_pruned_and_opened_again(data: Path) -> None:
    releases = Releases(data)
    cited = releases.identifiers()[1]  # a patched one
    before = answers(releases, cited)
    assert len(before) == 5
    assert all(before)
    pins.pin(data, cited)
    manifest = releases.manifest(cited)
    prune(data, 1)
    assert cited not in releases.identifiers()
    assert pins.place(data, cited) is None
    reopened = pins.reopen(data, cited)
    assert answers(reopened, cited) == before
    assert reopened.manifest(cited) == manifest
    assert pins.place(data, cited) == reopened


def test_one_that_is_brought_back_is_served_again_with_the_same_bytes(data: Path) -> None:
    releases = Releases(data)
    cited = releases.identifiers()[0]
    before = answers(releases, cited)
    pins.pin(data, "1")
    prune(data, 1)
    pins.bring_back(data, "1")
    assert releases.roll_back("1") == cited
    assert answers(releases, cited) == before
    pins.bring_back(data, "1")
    assert releases.identifiers()[0] == cited


def test_what_is_kept_are_sorted_quads_by_digest(data: Path) -> None:
    contents = pins.pin(data, "3")
    releases = Releases(data)
    kept = Archive(releases.archive)
    manifest = releases.manifest(contents.release)
    assert {name: graph.quads for name, graph in contents.graphs.items()} == manifest.graphs
    held: set[str] = set()
    for name, graph in contents.graphs.items():
        content = gzip.decompress(kept.graph(graph.digest).read_bytes())
        lines = content.splitlines(keepends=True)
        assert lines == sorted(set(lines))
        assert all(line.endswith(f" <{name}> .\n".encode()) for line in lines)
        assert (hashlib.sha256(content).hexdigest(), len(content), len(lines)) == (
            graph.digest,
            graph.bytes,
            graph.quads,
        )
        held |= {line.decode().removesuffix(" .\n") for line in lines}
    assert held == set(map(str, store.open_read_only(releases.store(contents.release))))


def test_two_pinned_releases_share_the_graphs_that_are_equal(data: Path) -> None:
    first, last = pins.pin(data, "1"), pins.pin(data, "3")
    kept = Archive(Releases(data).archive)
    shared = {graph.digest for graph in first.graphs.values()} & {graph.digest for graph in last.graphs.values()}
    assert len(shared) > 4
    every = {graph.digest for one in (first, last) for graph in one.graphs.values()}
    assert {path.name for path in (kept.root / "graphs").iterdir()} == {f"{digest}.nq.gz" for digest in every}
    assert len(every) < len(first.graphs) + len(last.graphs) - 4


def test_the_same_release_is_pinned_to_the_same_bytes(data: Path) -> None:
    pins.pin(data, "2")
    kept = Archive(Releases(data).archive)
    before = digest_tree(kept.root / "graphs")
    pins.unpin(data, "2")
    assert not list((kept.root / "graphs").iterdir())
    pins.pin(data, "2")
    assert digest_tree(kept.root / "graphs") == before


def test_what_was_pinned_already_is_left_alone(data: Path) -> None:
    first = pins.pin(data, "1")
    prune(data, 1)
    assert pins.pin(data, "1") == first
    assert pins.pin(data, first.release) == first


def test_unpinning_leaves_what_other_pins_need(data: Path) -> None:
    first = pins.pin(data, "1")
    pins.pin(data, "2")
    assert pins.unpin(data, "2") != first.release
    prune(data, 1)
    pins.reopen(data, first.release)
    assert Archive(Releases(data).archive).identifiers() == [first.release]


def test_the_last_copy_is_not_lost_by_accident(data: Path) -> None:
    release = pins.pin(data, "1").release
    prune(data, 1)
    pins.reopen(data, release)
    with pytest.raises(OnlyCopyError, match="--allow-loss") as refusal:
        pins.unpin(data, "1")
    assert "rollback" in refusal.value.say(Language.NL)
    assert pins.unpin(data, "1", allow_loss=True) == release
    assert release not in pins.known(data)
    assert not Releases(data).reopened.identifiers()


def test_only_a_few_are_open_and_those_in_use_stay(published: Path, tmp_path: Path) -> None:
    data = copy_with_links(published, tmp_path / "data")
    names = [pins.pin(data, str(number)).release for number in range(1, 5)]
    prune(data, 1)
    reopened = Releases(data).reopened
    pins.reopen(data, names[0], most=2)
    lease = leases.take(reopened, names[0])
    pins.reopen(data, names[1], most=2)
    pins.reopen(data, names[2], most=2)
    assert reopened.identifiers() == [names[0], names[2]]
    lease.close()
    pins.reopen(data, names[3], most=2)
    assert reopened.identifiers() == [names[2], names[3]]


def test_a_release_that_is_not_there_is_told_with_those_that_are(data: Path) -> None:
    with pytest.raises(NoReleaseError, match="0003-"):
        pins.pin(data, "9")
    with pytest.raises(NoReleaseError, match="pinned are: none"):
        pins.unpin(data, "1")
    with pytest.raises(NoReleaseError, match="not pinned"):
        pins.place(data, "0009-0123456789")


NEAREST = [
    ("3", [5, 4, 3, 2, 1]),
    ("9", [12, 11, 10, 9, 8]),
    ("0007-x", [9, 8, 7, 6, 5]),
    ("latest", [12, 11, 10, 9, 8]),
    ("99999999999999999999", [12, 11, 10, 9, 8]),
    ("٣", [12, 11, 10, 9, 8]),
]


@pytest.mark.parametrize(("wanted", "near"), NEAREST)
def test_the_nearest_releases_are_offered(wanted: str, near: list[int]) -> None:
    assert len(NEAREST) == 6
    known = [f"{number:04}-0123456789" for number in range(1, 13)]
    found = [int(release[:4]) for release in pins.nearest(wanted, known)]
    assert found == (near if wanted != "9" else [11, 10, 9, 8, 7])
    assert pins.nearest(wanted, []) == []


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 255
    path.write_bytes(content)


def other_content(path: Path) -> None:
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"Schoon", b"Vuiles")))


DAMAGE: list[tuple[str, str, Callable[[Path], None]]] = [
    ("a graph is missing", "graphs", Path.unlink),
    ("a graph is cut short", "graphs", lambda path: path.write_bytes(path.read_bytes()[:-9])),
    ("a graph has a flipped byte", "graphs", flip),
    ("a graph says something else", "graphs", other_content),
    ("another file is missing", "files", Path.unlink),
    ("another file is not what it was", "files", flip),
    ("the manifest is not what it was", "releases", flip),
]


@pytest.mark.parametrize(("why", "folder", "damage"), DAMAGE, ids=[case[0] for case in DAMAGE])
def test_what_was_damaged_is_not_opened(data: Path, why: str, folder: str, damage: Callable[[Path], None]) -> None:
    assert len(DAMAGE) == 7
    contents = pins.pin(data, "2")
    kept = Archive(Releases(data).archive)
    prune(data, 1)
    path = {
        "graphs": kept.graph(contents.graphs[f"{BASE}/graph/doc/{BUDGET.path}"].digest),
        "files": kept.file(next(iter(contents.files.values()))),
        "releases": kept.folder(contents.release) / "manifest.json",
    }[folder]
    whole = path.read_bytes()
    damage(path)
    with pytest.raises(ArchiveDamagedError, match="backup") as refusal:
        pins.reopen(data, contents.release)
    assert str(path) in str(refusal.value), why
    assert pins.place(data, contents.release) is None
    path.write_bytes(whole)
    pins.reopen(data, contents.release)
    assert not list((Releases(data).reopened.root / "releases").glob(".*"))


def test_a_store_with_other_counts_is_not_opened(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release = pins.pin(data, "2").release
    prune(data, 1)
    build = store.build
    monkeypatch.setattr(pins.store, "build", lambda *given: build(*given) | {f"{BASE}/graph/def": 1})
    with pytest.raises(NotReopenedError, match="graph/def"):
        pins.reopen(data, release)
    assert pins.place(data, release) is None


def test_a_crash_while_pinning_leaves_no_half_pin(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Archive, "_place", crash)
        with pytest.raises(KeyboardInterrupt):
            pins.pin(data, "1")
    kept = Archive(Releases(data).archive)
    assert kept.identifiers() == []
    assert list((kept.root / "graphs").iterdir())
    contents = pins.pin(data, "2")
    assert len(list((kept.root / "graphs").iterdir())) == len({one.digest for one in contents.graphs.values()})


def test_two_do_not_pin_at_a_time(data: Path) -> None:
    with Archive(Releases(data).archive)._locked(), pytest.raises(ReleaseBusyError, match="pinning"):  # noqa: SLF001
        pins.pin(data, "1")


def test_a_blank_node_keeps_its_label(tmp_path: Path) -> None:
    graph = NamedNode(f"{BASE}/g")
    first = Store(str(tmp_path / "first"))
    first.extend([Quad(NamedNode("a:a"), NamedNode("a:b"), BlankNode("here"), graph)])
    first.extend([Quad(BlankNode("here"), NamedNode("a:b"), Literal('> _:x "'), graph)])
    first.flush()
    with store.dumped(tmp_path / "first", graph.value, tmp_path) as lines:
        content = b"".join(lines)
    store.build(tmp_path / "second", [content])
    second = store.open_read_only(tmp_path / "second")
    assert sorted(map(str, second)) == sorted(map(str, first))


def test_lines_are_sorted_whatever_fits_in_memory(tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311 - nothing secret
    lines = [f"{chance.randrange(1000)}é\n".encode() for _ in range(500)]
    for run_bytes in (1, 50, 1000, 10**6):
        assert list(sorting.sorted_lines(iter(lines), tmp_path, run_bytes)) == sorted(lines)
    assert not list(tmp_path.iterdir())


def test_a_graph_is_read_in_pieces_of_whole_lines(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = pins.pin(data, "1")
    kept = Archive(Releases(data).archive)
    whole = b"".join(kept.quads(contents))
    monkeypatch.setattr(archive, "_PIECE_BYTES", 1000)
    pieces = list(kept.quads(contents))
    assert b"".join(pieces) == whole
    assert len(pieces) > 50
    assert all(piece.endswith(b"\n") for piece in pieces)
    assert len(Store().load(whole, RdfFormat.N_QUADS) or []) == 0


def run(name: str, data: Path, *arguments: str, language: Language = Language.EN) -> Result:
    command = next(made for made in release_commands.commands(language) if made.name == name)
    return CliRunner().invoke(command, [*arguments, "--data", str(data)])


def test_all_can_be_had_back_from_the_archive_and_the_dataset(data: Path, tmp_path: Path) -> None:
    release = pins.pin(data, "2").release
    before = answers(Releases(data), release)
    for name in ("releases", "derived"):
        shutil.rmtree(data / name)
    assert run("rollback", data, "2").exit_code == 0
    assert answers(Releases(data), release) == before
    (data / "current").unlink()
    shutil.rmtree(data / "releases")
    assert publish_tiny(grown(1).write(tmp_path / "dataset"), data).manifest.id.startswith("0003-")


def test_the_commands_pin_list_and_unpin(data: Path) -> None:
    assert "is vastgezet: " in run("pin", data, "1", language=Language.NL).stdout
    assert "?release=1" in run("pin", data, "1").stdout
    assert json.loads(run("pin", data, "2", "--json").stdout)["release"].startswith("0002-")
    run("prune", data, "--keep", "1")
    listed = [json.loads(line) for line in run("releases", data, "--json").stdout.splitlines()]
    assert [(one["pinned"], one["stored"], one["served"]) for one in listed] == [
        (True, False, False), (True, False, False), (False, True, True)
    ]  # fmt: skip
    assert all(one["archiveBytes"] > 0 for one in listed[:2])
    assert "alleen archief" in run("releases", data, language=Language.NL).stdout
    refused = run("unpin", data, "1")
    assert refused.exit_code == 1
    assert "--allow-loss" in refused.stderr
    assert run("rollback", data, "1").exit_code == 0
    assert run("unpin", data, "1").exit_code == 0
    assert run("unpin", data, "2", "--allow-loss").exit_code == 0
    assert run("unpin", data, "2").exit_code == 1


def test_the_list_tells_what_is_a_releases_own_and_what_it_shares(data: Path) -> None:
    listed = [json.loads(line) for line in run("releases", data, "--json").stdout.splitlines()]
    inodes: dict[int, tuple[int, set[str]]] = {}
    for path in (data / "releases").rglob("*"):
        if path.is_file():
            status = path.stat()
            inodes.setdefault(status.st_ino, (status.st_blocks * 512, set()))[1].add(path.parts[len(data.parts) + 1])
    for one in listed:
        mine = [(size, names) for size, names in inodes.values() if one["release"] in names]
        assert one["ownBytes"] == sum(size for size, names in mine if len(names) == 1)
        assert one["sharedBytes"] == sum(size for size, names in mine if len(names) > 1)
    assert sum(one["sharedBytes"] for one in listed) > 0
    assert {"pages", "documents", "quads", "engine", "software", "reader", "vocabulary"} <= listed[0].keys()
