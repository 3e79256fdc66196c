"""What changed between releases is an event stream that is walked from its first page to its last, and loses nothing."""

import itertools
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Triple

from ontology.terms import EXPENDITURE, NAME, PREFIXES, RDF_TYPE, REFERS_TO
from service.answers.change_stream import ACTIVITY, CREATED, IS_VERSION_OF, LDES, TREE
from service.release.change_log import FILE, PAGE_SIZE, ChangeLog, Kind
from service.release.change_record import catch_up, record
from service.release.prune import prune
from service.release.publish import publish
from service.release.releases import Releases
from service.release.write import Changes
from service.release.write_change import Action, Change, Part, Writable
from tests.linked.desk import BROWSER, TURTLE, Desk, opened, read
from tests.linked.grown import STEPS, publish_steps
from tests.service.tiny import BASE

GOAL = "id/goal-version/gm9999/begroting/2031/1.1.1"
ROOF = "id/goal-version/gm9999/begroting/2031/1.1.3"
FOR_A_DAY = "public, max-age=86400, immutable"


@pytest.fixture(scope="module")
def pruned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A service over the last of some releases, of which all but two were pruned."""
    data = publish_steps(tmp_path_factory.mktemp("pruned"))
    prune(data, 2)
    with closing(opened(data)) as served:
        yield served


def objects(said: list[Triple], subject: str, predicate: str) -> list[str]:
    """The values of a property of a thing."""
    pairs = ((one.subject.value, one.predicate.value) for one in said)
    return [one.object.value for one, pair in zip(said, pairs, strict=True) if pair == (subject, predicate)]


def walk(desk: Desk) -> list[list[Triple]]:
    """The root of the stream and its pages, each found by the relation of the one before, as a client does."""
    pages, waiting, seen = [], [f"{desk.base}/changes"], set[str]()
    while waiting:
        address = waiting.pop(0)
        assert address not in seen
        seen.add(address)
        answer = desk.get(address, **TURTLE)
        assert (answer.status_code, answer.headers["vary"]) == (200, "Accept, Accept-Language, Accept-Profile")
        said = read(answer)
        assert f"{TREE}Node" in objects(said, address, RDF_TYPE)
        for relation in objects(said, address, f"{TREE}relation"):
            assert objects(said, relation, RDF_TYPE) == [f"{TREE}GreaterThanOrEqualToRelation"]
            assert objects(said, relation, f"{TREE}path") == [CREATED]
            waiting += objects(said, relation, f"{TREE}node")
        pages.append(said)
    return pages


def members(desk: Desk, pages: list[list[Triple]]) -> list[tuple[str, list[Triple]]]:
    """The members of pages, by their IRI, in the order of their numbers."""
    stream = f"{desk.base}/changes#stream"
    found = {
        member: [one for one in said if one.subject.value == member]
        for said in pages
        for member in objects(said, stream, f"{TREE}member")
    }
    return sorted(found.items(), key=lambda pair: int(pair[0].partition("#")[2]))


def test_a_walk_gives_every_change_once_and_in_the_order_of_time(fictional: Desk) -> None:
    pages = walk(fictional)
    found = members(fictional, pages)
    total = ChangeLog.of(fictional.data).total()
    assert total > PAGE_SIZE
    assert len(pages) == 1 + total // PAGE_SIZE + 1
    assert [int(member.partition("#")[2]) for member, _ in found] == list(range(1, total + 1))
    times = [objects(said, member, CREATED) for member, said in found]
    assert all(len(time) == 1 for time in times)
    assert times == sorted(times)
    for relation_page, following in itertools.pairwise(pages):
        bound = next(one.object.value for one in relation_page if one.predicate.value == f"{TREE}value")
        assert all(
            time >= bound for member, said in members(fictional, [following]) for time in objects(said, member, CREATED)
        )


def test_the_members_are_what_the_release_states_of_the_things_that_people_follow(desk: Desk) -> None:
    stored = {quad.triple for quad in desk.quads() if "/graph/inferred/" not in quad.graph_name.value}
    stated = {(one.subject.value, one.predicate.value, str(one.object)) for one in stored}
    own = {f"{LDES}", CREATED, IS_VERSION_OF, "http://www.w3.org/2002/07/owl#versionInfo"}
    goals = 0
    for member, said in members(desk, walk(desk)):
        (thing,) = objects(said, member, IS_VERSION_OF)
        assert objects(said, member, RDF_TYPE)[0] == f"{ACTIVITY}Create" or f"{ACTIVITY}Create" in objects(
            said, member, RDF_TYPE
        )
        for one in said:
            if one.predicate.value not in own and not one.object.value.startswith(ACTIVITY):
                assert (thing, one.predicate.value, str(one.object)) in stated
        goals += "/id/goal-version/" in thing
    assert goals == len({subject for subject, _, _ in stated if re.search(r"/id/goal-version/[^#]*$", subject)})


def test_replaying_the_stream_gives_what_is_stated_now_though_releases_were_pruned(pruned: Desk) -> None:
    assert len(Releases(pruned.data).identifiers()) == 2
    now: dict[str, list[Triple]] = {}
    for member, said in members(pruned, walk(pruned)):
        (thing,) = objects(said, member, IS_VERSION_OF)
        if f"{ACTIVITY}Delete" in objects(said, member, RDF_TYPE):
            del now[thing]
        else:
            now[thing] = said
    assert set(now) == {
        f"{BASE}/{path}"
        for path in (
            "id/domain/gm9999/water",
            GOAL,
            "id/goal-version/gm9999/begroting/2031/1.1.2",
            "id/goal-version/gm9999/berap/2031-1/1.1.1",
        )
    }
    goal = {(one.predicate.value, one.object.value) for one in now[f"{BASE}/{GOAL}"]}
    assert (EXPENDITURE, "348646") in goal
    assert (REFERS_TO, f"{BASE}/id/goal-version/gm9999/begroting/2031/1.1.2") in goal
    report = {
        one.object for one in now[f"{BASE}/id/goal-version/gm9999/berap/2031-1/1.1.1"] if one.predicate.value == NAME
    }
    assert report == {Literal("Schoon <water> & «lucht»")}


def test_each_release_adds_what_it_changed_and_nothing_else(grown: Desk) -> None:
    told = [(one.release[:4], one.kind, one.thing, one.aspects) for one in ChangeLog.of(grown.data).page(1)]
    report = "id/goal-version/gm9999/berap/2031-1/1.1.1"
    assert told[4:] == [
        ("0002", Kind.CREATE, ROOF, ()),
        ("0003", Kind.UPDATE, GOAL, ("amounts", "references")),
        ("0003", Kind.UPDATE, ROOF, ("label", "name", "references")),
        ("0004", Kind.DELETE, ROOF, ()),
        ("0005", Kind.UPDATE, GOAL, ("amounts", "references")),
        ("0005", Kind.UPDATE, report, ("label", "name", "references")),
    ]


def test_the_stream_is_described_as_its_specification_asks_and_members_fit_its_shape(fictional: Desk) -> None:
    root, *pages = walk(fictional)
    stream = f"{fictional.base}/changes#stream"
    assert objects(root, stream, RDF_TYPE) == [f"{LDES}EventStream"]
    assert objects(root, stream, f"{TREE}view") == [f"{fictional.base}/changes"]
    assert objects(root, stream, f"{LDES}timestampPath") == [CREATED]
    assert objects(root, stream, f"{LDES}versionOfPath") == [IS_VERSION_OF]
    assert objects(root, stream, f"{LDES}versionDeleteObject") == [f"{ACTIVITY}Delete"]
    shapes = rdflib.Graph().parse(data=fictional.get("/changes.ttl").text, format="turtle")
    (shape,) = objects(root, stream, f"{TREE}shape")
    data = rdflib.Graph()
    for number in range(1, len(pages) + 1):
        data.parse(data=fictional.get(f"/changes/{number}.ttl").text, format="turtle")
    target = rdflib.URIRef("http://www.w3.org/ns/shacl#targetObjectsOf")
    shapes.add((rdflib.URIRef(shape), target, rdflib.URIRef(f"{TREE}member")))
    conforms, _, report = pyshacl.validate(data, shacl_graph=shapes)
    assert conforms, report
    data.remove((None, rdflib.URIRef(CREATED), None))
    assert not pyshacl.validate(data, shacl_graph=shapes)[0]


def test_a_full_page_is_cacheable_for_a_day_unasked_and_the_last_one_is_not(fictional: Desk) -> None:
    for suffix in ("ttl", "jsonld", "nt", "rdf"):
        assert fictional.get(f"/changes/1.{suffix}").headers["cache-control"] == FOR_A_DAY
        assert "immutable" not in fictional.get(f"/changes/2.{suffix}").headers["cache-control"]
        assert "immutable" not in fictional.get(f"/changes.{suffix}").headers["cache-control"]
    first = fictional.get("/changes/1.ttl")
    assert fictional.get("/changes/1.ttl", if_none_match=first.headers["etag"]).status_code == 304


@pytest.mark.parametrize(
    "address", ["/changes/3", "/changes/0", "/changes/01", "/changes/999999999", "/changes/-1", "/changes/1.xyz"]
)
def test_a_page_that_is_not_there_is_404(fictional: Desk, address: str) -> None:
    answer = fictional.get(address, **TURTLE)
    assert (answer.status_code in {404, 406}, answer.headers["content-type"]) == (True, "application/problem+json")


def test_going_back_to_an_older_release_is_logged_and_a_crash_before_the_log_loses_nothing(tmp_path: Path) -> None:
    data = publish_steps(tmp_path, 2)
    releases, log = Releases(data), ChangeLog.of(data)
    before = log.total()
    releases.roll_back("1")
    catch_up(releases)
    (last,) = log.latest(None, 1)
    assert (last.kind, last.thing, last.release) == (Kind.DELETE, ROOF, releases.identifiers()[0])
    publish(STEPS[1].write(tmp_path / "dataset"), data, allow_violations=True)
    assert [one.kind for one in log.latest(ROOF.removeprefix("id/"), 9)] == [Kind.CREATE, Kind.DELETE, Kind.CREATE]
    known = (data / FILE).read_bytes()
    publish(STEPS[2].write(tmp_path / "dataset"), data, allow_loss=True, allow_violations=True)
    told = [(one.kind, one.thing) for one in log.page(1)]
    (data / FILE).write_bytes(known)  # as if the process was killed between the swap and the log
    prune(data, 1)
    publish(STEPS[2].write(tmp_path / "dataset"), data, allow_violations=True)
    assert [(one.kind, one.thing) for one in log.page(1)] == told
    record(releases)
    assert log.total() == len(told) == before + 4


def test_what_was_withdrawn_leaves_no_word_in_the_log(tmp_path: Path) -> None:
    data = publish_steps(tmp_path, 2)
    assert b"Groene daken" in b"".join(one.content for one in ChangeLog.of(data).page(1))
    step = STEPS[3].write(tmp_path / "dataset")
    manifest = (step / "manifest.json").read_text("utf-8")
    assert '"withdrawn": []' in manifest
    (step / "manifest.json").write_text(
        manifest.replace('"withdrawn": []', '"withdrawn": ["0123456789abcdef"]'), "utf-8"
    )
    publish(step, data, allow_loss=True, allow_violations=True)
    found = ChangeLog.of(data).latest(ROOF.removeprefix("id/"), 9)
    assert [(one.kind, one.label, one.content) for one in found] == [(Kind.DELETE, "", b""), (Kind.CREATE, "", b"")]


def test_graphs_that_people_write_are_logged_and_one_that_goes_is_gone(tmp_path: Path) -> None:
    data, name = publish_steps(tmp_path, 1), "graph/curated/notes"
    note = f'<{BASE}/{GOAL}> <http://www.w3.org/2004/02/skos/core#note> "Besproken."@nl .'.encode()
    changes = Changes(data, Writable.CURATED, 0)
    for text in (note, note.replace(b"Besproken", b"Besloten")):
        changes.make(Change(Action.REPLACE, f"{BASE}/{name}", (Part("text/turtle", text),)), 5.0)
    last = changes.make(Change(Action.DROP, f"{BASE}/{name}"), 5.0)
    told = ChangeLog.of(data).latest(None, 3)
    assert [(one.kind, one.thing) for one in told] == [(Kind.DELETE, name), (Kind.UPDATE, name), (Kind.CREATE, name)]
    assert told[0].release == last.release
    with closing(opened(data)) as desk:
        for address in (f"/{name}", f"/doc/{name}"):
            answer = desk.get(address, **TURTLE)
            assert (answer.status_code, answer.json()["available"]) == (410, [told[1].release])


def test_a_log_that_can_not_be_written_does_not_undo_a_publish_and_is_made_up_for(tmp_path: Path) -> None:
    data = publish_steps(tmp_path, 1)
    (data / f".{FILE}.draft").mkdir()
    published = publish(STEPS[1].write(tmp_path / "dataset"), data, allow_violations=True)
    assert isinstance(published.not_logged, OSError)
    assert Releases(data).current() == published.manifest.id != ChangeLog.of(data).release()
    (data / f".{FILE}.draft").rmdir()
    again = publish(STEPS[1].write(tmp_path / "dataset"), data, allow_violations=True)
    assert (again.changed, again.not_logged) == (False, None)
    assert [one.thing for one in ChangeLog.of(data).latest(None, 1)] == [ROOF]


def test_who_names_a_release_gets_the_whole_log_and_keeps_it_for_no_ever(grown: Desk) -> None:
    for address in ("/changes.ttl", "/changes.atom"):
        named = grown.get(f"{address}?release=1")
        assert "immutable" not in named.headers["cache-control"]
        assert "etag" not in named.headers
    assert read(grown.get("/changes/1.ttl?release=1")) == read(grown.get("/changes/1.ttl"))


def test_people_read_the_changes_in_their_language(grown: Desk) -> None:
    dutch = grown.get("/changes", **BROWSER, accept_language="nl").text
    english = grown.get("/changes?lang=en", **BROWSER).text
    assert "gewijzigd" in dutch
    assert "bedragen, verwijzingen" in dutch
    assert "amounts, references" in english
    assert "Schoon &lt;water&gt; &amp; «lucht»" in dutch
    own = grown.get(f"/changes/{ROOF.removeprefix('id/')}", **BROWSER).text
    assert own.count("<tr id=") == 3
    assert f'href="/{ROOF.replace("id/", "doc/")}"' in own


def test_every_term_of_the_stream_is_one_of_its_vocabularies(fictional: Desk) -> None:
    known = {*PREFIXES.values(), LDES, TREE, ACTIVITY, "http://www.w3.org/ns/shacl#", "http://www.w3.org/2002/07/owl#"}
    terms = {one.predicate.value for said in walk(fictional) for one in said}
    assert len(terms) > 15
    assert [term for term in terms if not term.startswith(tuple(known))] == []
    assert all(isinstance(one.subject, NamedNode) for said in walk(fictional) for one in said)
