"""Curated graphs are part of every release, hold only what they may, and survive a crash at any step of a write."""

import asyncio
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from growing import copy_with_links
from pyoxigraph import RdfFormat
from tiny import BASE, BUDGET, REPORT, Goal, Tiny, publish_tiny, version

from service.answers.statements import Statement
from service.answers.why import explain
from service.engine.embedded import Capacity, EmbeddedEngine
from service.engine.work import Limits
from service.release import assemble, network_build, write_curated, write_prune
from service.release.curated import Curated, CuratedError, Shelf
from service.release.releases import ReleaseManifest, Releases
from service.release.store import open_read_only
from service.release.write import Changes
from service.release.write_change import (
    Action,
    Change,
    ForeignQuadsError,
    MalformedChangeError,
    NoSuchGraphError,
    NotWritableError,
    Part,
    UnfitError,
    Writable,
    WriteError,
    Written,
)
from service.release.write_checks import named_nodes
from service.release.write_input import read_part

NOTES = f"{BASE}/graph/curated/notes"
OTHER = f"{BASE}/graph/curated/other"
GOAL = version(BASE, BUDGET, "1.1.1")
PREFIXES = """
@prefix dg: <https://w3id.org/doelgraaf/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
PATIENCE_S = 0.2
MORE = {
    BUDGET: (Goal("1.1.1", "Schoon water"), Goal("1.1.2", "Droge voeten"), Goal("1.1.3", "Minder lekken")),
    REPORT: (Goal("1.1.1", "Schoon water"),),
}


@pytest.fixture
def data(tiny_data: Path, tmp_path: Path) -> Path:
    """A data directory with the tiny dataset, published as a whole."""
    return Path(shutil.copytree(tiny_data, tmp_path / "data"))


def note(words: str) -> str:
    return f'<{GOAL}> skos:note "{words}"@nl .'


def put(turtle: str, graph: str | None = NOTES, action: Action = Action.REPLACE) -> Change:
    return Change(action, graph, (Part("text/turtle", (PREFIXES + turtle).encode()),))


def update(text: str, *targets: str) -> Change:
    return Change(Action.UPDATE, update=text, targets=targets)


def write(data: Path, change: Change, keep: int = 0) -> Written:
    return Changes(data, Writable.CURATED, keep).make(change, PATIENCE_S)


def served(data: Path) -> ReleaseManifest:
    manifest = Releases(data).current_manifest()
    assert manifest is not None
    return manifest


def dump(data: Path) -> list[bytes]:
    """All quads of the release that is served but those that describe it, sorted."""
    lines = open_read_only(Releases(data).store(served(data).id)).dump(format=RdfFormat.N_QUADS).splitlines()
    return sorted(line for line in lines if b"/graph/service>" not in line and b"/graph/void/" not in line)


def held(data: Path, graph: str = NOTES) -> list[bytes]:
    return [line for line in dump(data) if line.endswith(f"<{graph}> .".encode())]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_write_is_a_release_that_records_and_keeps_it(data: Path) -> None:
    before = served(data)
    written = write(data, put(note("let op")))
    after = served(data)
    assert written == Written(after.id, changed=True, created=True)
    assert after.id != before.id
    (line,) = held(data)
    assert after.curated == Curated(1, {NOTES: digest(line + b"\n")})
    assert Shelf.of(data).content(after.curated.graphs[NOTES]) == line + b"\n"
    assert Shelf.of(data).newest(Curated()) == after.curated
    assert after.graphs[NOTES] == 1
    assert after.quads == len(open_read_only(Releases(data).store(after.id)))
    assert (after.dataset, after.definitions, after.checked) == (before.dataset, before.definitions, before.checked)
    files = {path.name for path in Releases(data).folder(before.id).iterdir()}
    assert {path.name for path in Releases(data).folder(after.id).iterdir()} == files


def test_a_write_leaves_the_network_as_it_was(data: Path) -> None:
    before = served(data).id
    after = write(data, put(note("let op"))).release
    old, new = (Releases(data).folder(release) / "network" for release in (before, after))
    assert {path.name: path.stat().st_ino for path in old.iterdir()} == {
        path.name: path.stat().st_ino for path in new.iterdir()
    }
    assert len(list(new.iterdir())) == 1 + len(network_build.COLUMNS)


def test_the_same_write_again_makes_no_release(data: Path) -> None:
    first = write(data, put(f'{note("let op")} [] rdfs:label "zie ook" ; rdfs:seeAlso [ rdfs:label "dit" ] .'))
    again = write(data, put(f'[] rdfs:seeAlso [ rdfs:label "dit" ] ; rdfs:label "zie ook" . {note("let op")}'))
    assert again == Written(first.release, changed=False, created=False)
    assert not any(b"_:" in line for line in held(data))


def test_blank_nodes_are_named_by_all_that_is_said_around_them() -> None:
    def named(turtle: str) -> list[str]:
        quads = read_part(Part("text/turtle", (PREFIXES + turtle).encode()), NOTES)
        return sorted(str(quad) for quad in named_nodes(NOTES, quads))

    one = named('[] rdfs:label "a" ; rdfs:seeAlso [ rdfs:label "b" ] .')
    assert one == named('_:x rdfs:label "b" . _:y rdfs:label "a" ; rdfs:seeAlso _:x .')
    assert one != named('[] rdfs:label "a" ; rdfs:seeAlso [ rdfs:label "c" ] .')
    assert all(f"<{NOTES}#b-" in line for line in one)


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        (put(note("x"), None), NotWritableError, "default graph"),
        (put(note("x"), f"{BASE}/graph/doc/{BUDGET.path}"), NotWritableError, "corrections.yml"),
        (put(note("x"), f"{BASE}/graph/curated/"), NotWritableError, "can't be written"),
        (put(note("x"), f"{BASE}/graph/curated/Notes"), NotWritableError, "can't be written"),
        (put(note("x"), "http://elsewhere/graph/curated/notes"), NotWritableError, "can't be written"),
        (put(f'<{GOAL}> dg:number "9" .'), UnfitError, "mend that by corrections.yml"),
        (put(f'<{GOAL}> rdfs:label "9"@nl .'), UnfitError, "notes and alignments"),
        (put("<http://e/x> a dg:GoalVersion ."), UnfitError, "mend that by corrections.yml"),
        (put('dg:GoalVersion rdfs:comment "x"@nl .'), UnfitError, "the vocabulary itself"),
        (put(f'<{OTHER}#a> rdfs:label "x"@nl .'), UnfitError, "another graph"),
        (put(f'<{GOAL}x> skos:note "x"@nl .'), UnfitError, "nothing by the name"),
        (put(f"<#a> rdfs:seeAlso <{GOAL}x> ."), UnfitError, "nothing by the name"),
        (put(f'<{GOAL}> skos:note "x" .'), UnfitError, "has no language"),
        (put(f'<{GOAL}> skos:closeMatch "x"@nl .'), UnfitError, "no IRI"),
        (put("<#a> rdfs:seeAlso <<( <#a> <#b> <#c> )>> ."), UnfitError, "a triple as a term"),
        (put(""), MalformedChangeError, "not one statement"),
        (put("<#a> <#b> "), MalformedChangeError, "can't be read as text/turtle"),
        (Change(Action.DROP, NOTES), NoSuchGraphError, "no such graph"),
        (update(f"DROP GRAPH <{BASE}/graph/def>", f"{BASE}/graph/def"), NotWritableError, "can't be written"),
        # What would happen if the words were read wrongly.
        (update(f"DROP GRAPH <{BASE}/graph/def>", NOTES), ForeignQuadsError, "more than curated graphs"),
        (update("INSERT DATA { <urn:a> <urn:b> <urn:c> }", NOTES), ForeignQuadsError, "more than curated graphs"),
    ],
)
def test_what_does_not_belong_in_a_curated_graph_is_refused(
    tiny_data: Path, change: Change, error: type[WriteError], said: str
) -> None:
    before = served(tiny_data)
    with pytest.raises(error, match=said):
        write(tiny_data, change)
    assert served(tiny_data) == before
    assert not list((tiny_data / "releases").glob(".building-*"))


def test_a_statement_stands_in_one_graph(data: Path) -> None:
    write(data, put(note("let op")))
    with pytest.raises(UnfitError, match="one graph"):
        write(data, put(note("let op"), OTHER))
    write(data, put(note("iets anders"), OTHER))
    assert len(held(data, OTHER)) == 1


def test_an_update_changes_the_graphs_that_it_names(data: Path) -> None:
    write(data, put(note("eerst")))
    text = f"DELETE {{ GRAPH <{NOTES}> {{ ?s ?p ?o }} }} INSERT {{ GRAPH <{OTHER}> {{ ?s ?p ?o }} }} "
    write(data, update(f"{text} WHERE {{ GRAPH <{NOTES}> {{ ?s ?p ?o }} }}", NOTES, OTHER))
    assert (len(held(data)), len(held(data, OTHER))) == (0, 1)
    assert served(data).curated.graphs.keys() == {OTHER}
    assert NOTES not in served(data).graphs


def test_a_patched_release_and_one_built_as_a_whole_hold_the_same(data: Path, tmp_path: Path) -> None:
    write(data, put(note("let op")))
    write(data, put(f'<> rdfs:label "Koppelingen"@nl . <{GOAL}> skos:closeMatch <http://e/sdg6> .', OTHER))
    dataset = Tiny(goals=MORE).write(tmp_path / "dataset")
    patched = publish_tiny(dataset, data)
    assert patched.manifest.patches > 0
    contents = dump(data)
    assert len(held(data)) + len(held(data, OTHER)) == 3
    whole = publish_tiny(dataset, data, full=True)
    assert whole.manifest.patches == 0
    assert dump(data) == contents
    assert whole.manifest.digest == patched.manifest.digest
    assert whole.manifest.curated.graphs == patched.manifest.curated.graphs
    assert not publish_tiny(dataset, data).changed


def test_going_back_serves_the_old_notes_and_the_next_release_brings_the_new_ones(data: Path, tmp_path: Path) -> None:
    first = write(data, put(note("een")))
    write(data, put(note("twee")))
    newest = served(data).curated
    Releases(data).roll_back(first.release)
    assert b'"een"' in held(data)[0]
    assert Shelf.of(data).newest(served(data).curated) == newest
    write(data, put(note("over iets anders"), OTHER))
    assert b'"twee"' in held(data)[0]
    Releases(data).roll_back(first.release)
    publish_tiny(Tiny(goals=MORE).write(tmp_path / "dataset"), data)
    assert b'"twee"' in held(data)[0]
    assert len(held(data, OTHER)) == 1


def test_a_damaged_file_is_told_and_its_graph_can_be_taken_out(data: Path) -> None:
    write(data, put(note("een")))
    one = served(data)
    write(data, put(note("twee")))
    Releases(data).roll_back(one.id)
    kept = Shelf.of(data).newest(Curated()).graphs[NOTES]
    (Shelf.of(data).folder / f"{kept}.nq.gz").write_bytes(b"gone")
    with pytest.raises(CuratedError, match="doelgraaf curated --remove"):
        write(data, put(note("iets"), OTHER))
    write(data, Change(Action.DROP, NOTES))
    assert served(data).curated.graphs == {}
    write(data, put(note("iets"), OTHER))


class Crash(BaseException):
    """The process ends here."""


STEPS: list[tuple[str, object, str, bool]] = [
    ("before the graph is kept", Shelf, "keep", False),
    ("before the store is counted", write_curated, "_counts", False),
    ("before the release describes itself", write_curated, "_place", False),
    ("before the release has its place", assemble, "give_place", False),
    ("before the pointer is swapped", Releases, "point_to", False),
    ("before the folder of curated graphs knows", Shelf, "record", True),
]


@pytest.mark.parametrize(("why", "owner", "step", "is_written"), STEPS, ids=[why for why, *_ in STEPS])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_crash_at_any_step_leaves_the_old_release_or_the_new_one(
    data: Path, monkeypatch: pytest.MonkeyPatch, why: str, owner: object, step: str, *, is_written: bool, after: bool
) -> None:
    assert len(STEPS) == 6, why
    write(data, put(note("een")))
    old = served(data)
    real: Callable[..., object] = getattr(owner, step)

    def crash(*arguments: object) -> None:
        if after:
            real(*arguments)
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr(owner, step, crash)
        with pytest.raises(Crash):
            write(data, put(note("twee")))
    swapped = is_written or (after and step == "point_to")
    assert (served(data).id != old.id) is swapped
    expected = b'"twee"' if swapped else b'"een"'
    assert expected in held(data)[0]
    Releases(data).settle_curated()
    Releases(data).roll_back(old.id)  # even so the next write knows what was accepted
    write(data, put(note("drie"), OTHER))
    assert expected in held(data)[0]
    assert len(held(data)) == len(held(data, OTHER)) == 1
    assert not list((data / "releases").glob(".building-*"))


def test_of_many_writes_the_published_release_and_the_newest_stay(data: Path) -> None:
    published = served(data).id
    for number in range(5):
        write(data, put(note(str(number))), keep=2)
    assert Releases(data).identifiers() == [published, Releases(data).identifiers()[1], served(data).id]
    assert len(list(Shelf.of(data).folder.glob("*.nq.gz"))) == 2
    assert write_prune.prune_writes(Releases(data), 1) != []
    assert Releases(data).identifiers() == [published, served(data).id]


def test_a_note_is_said_to_stand_on_no_page(fictional_data: Path, tmp_path: Path) -> None:
    data = copy_with_links(fictional_data, tmp_path / "data")
    releases = Releases(data)
    manifest = releases.current_manifest()
    assert manifest is not None
    base = manifest.base
    goal, notes = f"{base}/id/goal-version/gm9999/begroting/2031/1.1.1", f"{base}/graph/curated/notes"
    note_of = f'<{goal}> <http://www.w3.org/2004/02/skos/core#note> "let op"@nl .'.encode()
    change = Change(Action.REPLACE, notes, (Part("application/n-triples", note_of),))
    Changes(data, Writable.CURATED, 3).make(change, PATIENCE_S)
    limits = Limits(512 * 1024 * 1024, 1024 * 1024)
    engine = EmbeddedEngine(releases, Capacity(workers=1, queue_length=2, timeout_s=20.0, limits=limits))
    why = asyncio.run(explain(engine, base, Statement.read(goal, "skos:note", '"let op"@nl')))
    engine.close()
    assert why is not None
    found = why.explanation
    assert (found.asserted, found.graphs, found.places, found.origin) == (True, (notes,), (), None)
