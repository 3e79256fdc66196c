"""A release that is published to a real remote engine is served from there, and never by halves."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Literal
from remote_servers import ROW_LIMIT, Server, oxigraph, virtuoso
from starlette.testclient import TestClient
from tiny import BASE, BUDGET, REPORT, Goal, Tiny

from ontology.iri import graph
from ontology.language import Language, Phrase
from service import release_commands
from service.cli import commands
from service.engine.embedded import Capacity, EmbeddedEngine
from service.engine.engine import EngineAwayError
from service.engine.opening import open_engine
from service.engine.remote_client import RemoteClient, RemoteError, UnreachableError
from service.engine.remote_release import RemoteReleaseEngine
from service.engine.remote_state import Held, OwnGraphs, RemoteState, Status, graphs_query, read, summary_query, written
from service.engine.remote_watch import FRESH_S
from service.engine.sending import Sender, connect
from service.engine.sending_graphs import Graphs, pieces
from service.engine.work import Limits
from service.release.publish import Published, publish
from service.release.releases import ReleaseManifest, Releases
from service.settings import Settings
from service.web.app import application

MIB = 1024 * 1024
CAPACITY = Capacity(workers=2, queue_length=4, timeout_s=20.0, limits=Limits(512 * MIB, 64 * MIB))
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
COUNT_NAMED = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
OWN = OwnGraphs(BASE)
CHANGED = Tiny(goals={**Tiny().goals, REPORT: (Goal("1.1.1", "Schoner water", refers_to=("1.1.2",)),)})


@pytest.fixture(scope="module", params=[oxigraph, virtuoso], ids=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with request.param(tmp_path_factory.mktemp("engine")) as running:
        yield running


@pytest.fixture
def empty(server: Server, tmp_path: Path) -> Server:
    """The engine with nothing of ours in it."""
    sender = connect(server.url, Releases(tmp_path), server.credentials)
    for name in (OWN.state, OWN.everything):
        sender.client.delete(name)
    return server


def sender_to(server: Server, data: Path, *, notice_s: float = 0.0) -> Sender:
    return replace(connect(server.url, Releases(data), server.credentials), notice_s=notice_s)


def publish_to(server: Server, dataset: Path, data: Path) -> Published:
    return publish(dataset, data, allow_violations=True, to=sender_to(server, data))


def rows(engine: RemoteReleaseEngine | EmbeddedEngine, query: str) -> list[dict[str, object]]:
    return [dict(row) for row in asyncio.run(engine_rows(engine, query))]


async def engine_rows(engine: RemoteReleaseEngine | EmbeddedEngine, query: str) -> list[dict[str, object]]:
    return [dict(row) for row in await engine.rows(query)]


def remote_engine(server: Server, data: Path) -> RemoteReleaseEngine:
    return RemoteReleaseEngine(Releases(data), CAPACITY, server.credentials)


def assert_same_as_embedded(server: Server, data: Path) -> None:
    with closing(remote_engine(server, data)) as there, closing(EmbeddedEngine(Releases(data), CAPACITY)) as here:
        for query in (COUNT, COUNT_NAMED, "SELECT ?name WHERE { ?goal dg:name ?name } ORDER BY ?name"):
            assert rows(there, query) == rows(here, query), query


def state_of(server: Server, data: Path) -> RemoteState:
    sender = sender_to(server, data)
    with closing(remote_engine(server, data)):
        found = []
        for query in (summary_query(OWN), graphs_query(OWN)):
            with sender.client.query(query, "application/sparql-results+json") as response:
                rows = json.loads(response.read())["results"]["bindings"]
            found.append([{name: Literal(cell["value"]) for name, cell in row.items()} for row in rows])
    return read(found[0], found[1])


@dataclass
class Changes:
    """The changes that were sent, and the one (from 1) at which the connection breaks."""

    sent: list[tuple[str, str]]
    breaks_at: int | None = None

    def note(self, method: str, name: str) -> None:
        """Keep a change that is about to be sent, or break the connection instead."""
        self.sent.append((method, name))
        if self.breaks_at == len(self.sent):
            raise UnreachableError(Phrase("hier afgebroken", "broken by the test"))


@pytest.fixture
def changes(monkeypatch: pytest.MonkeyPatch) -> Changes:
    noted = Changes([])
    for method in ("put", "post", "delete", "update"):
        real = getattr(RemoteClient, method)

        def send(client: RemoteClient, name: str, *content: bytes, method: str = method, real=real) -> None:  # noqa: ANN001
            if not name.startswith("DELETE DATA { GRAPH <urn:x-doelgraaf:"):
                noted.note(method, name)
            real(client, name, *content)

        monkeypatch.setattr(RemoteClient, method, send)
    return noted


def test_a_published_release_is_served_by_the_engine(empty: Server, tmp_path: Path) -> None:
    data = tmp_path / "data"
    published = publish_to(empty, Tiny().write(tmp_path / "dataset"), data)
    remote = published.manifest.remote
    assert remote is not None
    assert remote.profile == empty.name
    assert remote.row_limit == (ROW_LIMIT if empty.name == "virtuoso" else 0)
    assert Releases(data).current() == published.manifest.id
    assert state_of(empty, data).holds(published.manifest.id)
    assert_same_as_embedded(empty, data)


def test_only_changed_graphs_are_sent_again(empty: Server, tmp_path: Path, changes: Changes) -> None:
    data = tmp_path / "data"
    first = publish_to(empty, Tiny().write(tmp_path / "dataset"), data)
    assert {name for method, name in changes.sent if method == "put"} == {OWN.state, *first.manifest.graphs}
    changes.sent.clear()
    second = publish_to(empty, CHANGED.write(tmp_path / "changed"), data)
    put = {name for method, name in changes.sent if method == "put"}
    assert graph(BASE, "doc", REPORT.path) in put
    assert not put & {graph(BASE, kind, BUDGET.path) for kind in ("doc", "text")}
    assert graph(BASE, "def") not in put
    assert ("delete", OWN.everything) not in changes.sent  # what differs is enough
    assert [method for method, name in changes.sent if name == OWN.everything] == ["post"]
    assert state_of(empty, data).holds(second.manifest.id)
    assert_same_as_embedded(empty, data)
    changes.sent.clear()
    assert not publish_to(empty, tmp_path / "changed", data).changed
    assert changes.sent == []


def test_graphs_that_went_are_removed(empty: Server, tmp_path: Path) -> None:
    data = tmp_path / "data"
    publish_to(empty, Tiny().write(tmp_path / "dataset"), data)
    less = Tiny(goals={BUDGET: Tiny().goals[BUDGET]}).write(tmp_path / "less")
    publish(less, data, allow_violations=True, allow_loss=True, to=sender_to(empty, data))
    assert graph(BASE, "doc", REPORT.path) not in state_of(empty, data).graphs
    assert_same_as_embedded(empty, data)


def test_wherever_sending_is_broken_off_nobody_is_answered_wrongly_and_sending_again_mends_it(
    empty: Server, tmp_path: Path, changes: Changes
) -> None:
    data, old, new = tmp_path / "data", Tiny().write(tmp_path / "dataset"), CHANGED.write(tmp_path / "changed")
    before = publish_to(empty, old, data).manifest.id
    changes.sent.clear()
    publish_to(empty, new, data)
    steps = len(changes.sent)
    assert steps >= 5
    publish_to(empty, old, data)
    refused = 0
    for step in range(1, steps + 1):
        changes.sent.clear()
        changes.breaks_at = step
        with pytest.raises(RemoteError, match="broken by the test"):
            publish_to(empty, new, data)
        changes.breaks_at = None
        assert Releases(data).current() == before
        with closing(remote_engine(empty, data)) as engine:
            try:
                assert len(rows(engine, "SELECT * WHERE { ?goal dg:name 'Schoner water' }")) == 0
            except EngineAwayError:
                refused += 1
    assert refused == steps - 1  # at the first nothing was changed yet
    publish_to(empty, new, data)
    assert_same_as_embedded(empty, data)


def test_a_change_under_way_is_answered_with_503_and_when_to_come_back(empty: Server, tmp_path: Path) -> None:
    data = tmp_path / "data"
    manifest = publish_to(empty, Tiny().write(tmp_path / "dataset"), data).manifest
    sender = sender_to(empty, data)
    with closing(remote_engine(empty, data)) as engine, TestClient(application(engine)) as client:
        assert client.get("/sparql", params={"query": COUNT, "format": "json"}).status_code == 200
    sender.client.put(OWN.state, written(OWN, RemoteState(manifest.id, Status.CHANGING)))
    with closing(remote_engine(empty, data)) as engine, TestClient(application(engine)) as client:
        answer = client.get("/sparql", params={"query": COUNT}, headers={"Accept": "text/csv", "Accept-Language": "nl"})
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert "doelgraaf publish" in answer.json()["detail"]
        assert client.get("/readyz").status_code == 503
        publish_to(empty, tmp_path / "dataset", data)
        assert client.get("/readyz").status_code == 200


def test_what_somebody_else_took_out_is_sent_again(empty: Server, tmp_path: Path, changes: Changes) -> None:
    data, dataset = tmp_path / "data", Tiny().write(tmp_path / "dataset")
    publish_to(empty, dataset, data)
    sender = sender_to(empty, data)
    sender.client.delete(graph(BASE, "doc", BUDGET.path))
    sender.client.update(
        f"DELETE WHERE {{ GRAPH <{OWN.everything}> {{ ?s <https://w3id.org/doelgraaf/def#name> ?o }} }}"
    )
    changes.sent.clear()
    publish_to(empty, dataset, data)
    assert ("put", graph(BASE, "doc", BUDGET.path)) in changes.sent
    assert ("put", graph(BASE, "def")) not in changes.sent
    assert_same_as_embedded(empty, data)


def test_an_engine_that_loses_what_it_is_sent_is_never_served(
    empty: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, real = tmp_path / "data", RemoteClient.put

    def forgetful(client: RemoteClient, name: str, content: bytes) -> None:
        real(client, name, b"" if name == graph(BASE, "def") else content)

    monkeypatch.setattr(RemoteClient, "put", forgetful)
    with pytest.raises(RemoteError, match=f"{graph(BASE, 'def')} has 0 triples there instead of"):
        publish_to(empty, Tiny().write(tmp_path / "dataset"), data)
    assert not Releases(data).pointer.exists()


def run(server: Server, *arguments: str, language: Language = Language.EN, password: str | None = None) -> Result:
    """The outcome of one command, with the credentials of the engine or another password."""
    known = {
        **{c.name or "": c for c in commands(language)},
        **{c.name or "": c for c in release_commands.commands(language)},
    }
    given = server.credentials
    who = (
        {}
        if given is None
        else {"DOELGRAAF_REMOTE_USER": given.user, "DOELGRAAF_REMOTE_PASSWORD": password or given.password}
    )
    return CliRunner(env=who).invoke(click.Group(commands=known), arguments)


def test_the_commands_publish_go_back_and_return_to_the_embedded_engine(
    empty: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("service.engine.sending.sleep", waited.append)
    data, old, new = (str(tmp_path / name) for name in ("data", "dataset", "changed"))
    Tiny().write(Path(old))
    CHANGED.write(Path(new))
    usual = ("--allow-violations", "--data", data)
    first = run(empty, "publish", old, *usual, "--to", empty.url, language=Language.NL)
    assert first.exit_code == 0, first.output
    assert f"De engine op {empty.url}" in first.stdout
    second = run(empty, "publish", new, *usual)  # the engine of the release that is served
    assert f"The engine at {empty.url}" in second.stdout, second.output
    releases = Releases(Path(data))
    assert [releases.manifest(one).remote is not None for one in releases.identifiers()] == [True, True]
    assert run(empty, "rollback", "1", "--data", data).exit_code == 0
    assert_same_as_embedded(empty, Path(data))
    query = run(empty, "query", COUNT, "--data", data, "--format", "csv")
    assert query.exit_code == 0, query.output
    back = run(empty, "publish", new, *usual, "--to", "embedded")
    assert back.exit_code == 0, back.output
    assert releases.manifest(releases.current()).remote is None
    assert "engine at" not in back.stdout
    assert waited == [2 * FRESH_S] * 2  # readers had seen the mark before the first graph was sent


@pytest.mark.parametrize("server", [virtuoso], ids=["virtuoso"], indirect=True)  # the other one asks for no password
def test_a_wrong_password_is_said_before_anything_is_built(server: Server, tmp_path: Path) -> None:
    dataset, data = str(Tiny().write(tmp_path / "dataset")), tmp_path / "data"
    usual = ("publish", dataset, "--allow-violations", "--data", str(data), "--to", server.url)
    refused = run(server, *usual, password="fout-wachtwoord")  # noqa: S106 - a wrong one
    assert refused.exit_code == 1
    assert "DOELGRAAF_REMOTE_PASSWORD" in refused.stderr
    assert "fout-wachtwoord" not in refused.output
    assert not data.exists() or not (data / "releases").exists()
    nobody = CliRunner().invoke(click.Group(commands={c.name or "": c for c in commands(Language.NL)}), usual)
    assert nobody.exit_code == 1
    assert "DOELGRAAF_REMOTE_USER" in nobody.stderr


@pytest.mark.parametrize("server", [virtuoso], ids=["virtuoso"], indirect=True)  # idem
def test_the_password_stands_nowhere(empty: Server, tmp_path: Path) -> None:
    assert empty.credentials is not None
    data = tmp_path / "data"
    published = publish_to(empty, Tiny().write(tmp_path / "dataset"), data)
    password = empty.credentials.password
    assert password not in repr(sender_to(empty, data))
    assert password not in (Releases(data).folder(published.manifest.id) / "manifest.json").read_text("utf-8")
    inside = run(empty, "publish", "x", "--data", str(data), "--to", f"http://a:{password}@127.0.0.1:1")
    assert inside.exit_code == 2
    assert password not in inside.output


def test_the_service_follows_from_its_own_store_to_the_engine_and_back(empty: Server, tmp_path: Path) -> None:
    data, dataset = tmp_path / "data", Tiny().write(tmp_path / "dataset")
    publish(dataset, data, allow_violations=True)
    settings = Settings(data=data)

    async def follow() -> list[tuple[str, int]]:
        found = []
        for to in (None, sender_to(empty, data), None):
            publish(dataset, data, allow_violations=True, to=to)
            counted = await engine.rows(COUNT)
            found.append((engine.release, int(counted[0]["n"].value)))
        return found

    with closing(open_engine(data, settings)) as engine:
        found = asyncio.run(follow())
    assert [release.partition("-")[0] for release, _ in found] == ["0001", "0002", "0001"]
    assert len({count for _, count in found}) == 1


def test_an_engine_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    data, dataset = tmp_path / "data", Tiny().write(tmp_path / "dataset")
    with oxigraph(tmp_path) as server:
        publish_to(server, dataset, data)
    with closing(remote_engine(server, data)) as engine, TestClient(application(engine)) as client:
        engine.warm()
        answer = client.get("/sparql", params={"query": COUNT, "format": "json"})
        assert answer.status_code == 503
        assert "retry-after" in answer.headers
        assert server.url not in answer.text  # where the engine stands is no business of strangers
    again = run(server, "publish", str(dataset), "--data", str(data), "--allow-violations", language=Language.NL)
    assert again.exit_code == 1
    assert "draait de engine" in again.stderr


def test_values_that_an_engine_would_change_are_refused(tiny_data: Path) -> None:
    graphs = Graphs(Releases(tiny_data).store(Releases(tiny_data).current()))
    decimal = "http://www.w3.org/2001/XMLSchema#decimal"
    with pytest.raises(RemoteError, match="gives a value in it back as something else"):
        graphs.refuse_datatypes([graph(BASE, "doc", BUDGET.path)], {decimal})
    graphs.refuse_datatypes([graph(BASE, "text", BUDGET.path)], {decimal})


def test_a_large_graph_goes_in_pieces_of_whole_lines() -> None:
    content = b"".join(b'<a:a> <a:b> "%d" .\n' % number for number in range(500_000))
    found = list(pieces(content))
    assert len(found) > 2
    assert b"".join(found) == content
    assert all(piece.endswith(b"\n") and len(piece) <= 4 * MIB for piece in found)
    assert list(pieces(b"")) == [b""]


def test_a_state_is_read_as_it_was_written() -> None:
    state = RemoteState("0001-abc", Status.WHOLE, {f"{BASE}/graph/def": Held(3, "ab"), f"{BASE}/graph/x": Held(0, "")})
    assert written(OWN, state) == written(OWN, state)
    assert written(OWN, state).count(b"\n") == 2 + 3 * len(state.graphs)
    two = [
        {"release": Literal("0001-abc"), "status": Literal("whole")},
        {"release": Literal("2"), "status": Literal("whole")},
    ]
    assert read(two, []).holds("0001-abc") is False
    assert read(two[:1], []).holds("0001-abc")


def test_a_manifest_without_an_engine_is_that_of_a_release_of_our_own(tiny_data: Path) -> None:
    manifest: ReleaseManifest | None = Releases(tiny_data).current_manifest()
    assert manifest is not None
    assert manifest.remote is None
