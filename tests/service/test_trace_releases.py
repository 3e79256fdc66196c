"""What was answered of a release is answered of it again: when another is served, when it was pruned, and elsewhere."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from growing import copy_with_links
from remote_servers import oxigraph
from starlette.testclient import TestClient
from tracing_desk import ASKED, GOAL, desk

from service.answers.trace.questions import QUESTIONS
from service.engine.sending import connect
from service.release import pins
from service.release.network import FOLDER
from service.release.prune import prune
from service.release.publish import publish
from service.release.releases import NoReleaseError, Releases
from service.settings import Settings
from service.tracing import ask, opened


@dataclass(frozen=True)
class Grown:
    """A data directory of which the first release lacks a document, and the names of both releases."""

    data: Path
    older: str
    newer: str


@pytest.fixture(scope="module")
def grown(fictional_data: Path, real_dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Grown:
    data = copy_with_links(fictional_data, tmp_path_factory.mktemp("grown") / "data")
    older = Releases(data).current()
    newer = publish(real_dataset, data, allow_loss=True).manifest.id
    return Grown(data, older, newer)


@pytest.fixture(scope="module")
def client(grown: Grown) -> Iterator[TestClient]:
    with desk(grown.data) as client:
        yield client


def test_an_older_release_answers_of_what_it_held(client: TestClient, grown: Grown) -> None:
    gone = client.get("/v1/trace/neighbours", params={"from": GOAL})
    assert (gone.status_code, gone.json()["available"]) == (410, [grown.older])
    answer = client.get("/v1/trace/neighbours", params={"from": GOAL, "release": grown.older})
    assert answer.status_code == 200
    assert answer.headers["doelgraaf-release"] == answer.json()["release"] == grown.older
    assert [row["toNumber"] for row in answer.json()["items"][:2]] == ["1.1.2", "2.2.1"]
    missing = client.get("/v1/trace/neighbours", params={"from": "2.2.2", "document": "gm0193/begroting/2021"})
    assert missing.json()["release"] == grown.newer
    assert missing.json()["total"] == 6


def test_an_answer_outlives_its_release(fictional_data: Path, real_dataset: Path, tmp_path: Path) -> None:
    data = copy_with_links(fictional_data, tmp_path / "data")
    name = Releases(data).current()
    with desk(data) as client:
        before = [client.get(f"/v1/trace/{question}", params=values) for question, values in ASKED.items()]
    publish(real_dataset, data, allow_loss=True)
    with desk(data) as client:
        for answer in before:
            address = str(answer.json()["address"]).removeprefix("http://localhost:8000")
            after = client.get(address)
            assert after.content == answer.content
            assert after.headers["cache-control"] == "public, max-age=31536000, immutable"
            assert client.get(address, headers={"if-none-match": after.headers["etag"]}).status_code == 304
    pins.pin(data, name)
    prune(data, 1)
    assert name not in Releases(data).identifiers()
    with opened(data, name, Settings(data=data)) as trace:
        assert ask(trace, "paths", ASKED["paths"]).release == name
    assert len(before) == len(QUESTIONS)


def test_a_release_without_a_network_is_told_with_the_remedy(grown: Grown, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(grown.data, data)
    for release in (grown.older, grown.newer):
        shutil.rmtree(Releases(data).folder(release) / FOLDER)
    with desk(data) as client:
        for release in ({}, {"release": grown.older}):
            answer = client.get("/v1/trace/hubs", params=release)
            assert answer.status_code == 404
            assert (
                "has no network; publish the dataset again with `doelgraaf publish --full`" in answer.json()["detail"]
            )
        assert client.get("/v1/trace").status_code == 200
        assert client.get("/v1/trace/hub").status_code == 404


def test_python_asks_a_data_directory_by_the_names_of_addresses(grown: Grown) -> None:
    settings = Settings(data=grown.data)
    with opened(grown.data, settings=settings) as trace:
        told = ask(trace, "paths", {"from": "2.2.2", "to": "1.3.4"})
        (edge,) = told.graph.edges
        assert edge.words is not None
        assert edge.words.exact == "zie doel 1.3.4"
        assert told.release == grown.newer
    with opened(grown.data, "1", settings) as trace:
        assert ask(trace, "neighbours", {"from": GOAL}).release == grown.older
    with pytest.raises(NoReleaseError, match="no release 9"), opened(grown.data, "9", settings):
        pass


def test_a_release_at_a_remote_engine_answers_as_one_at_hand(
    fictional_data: Path, fictional_dataset: Path, tmp_path: Path
) -> None:
    remote = tmp_path / "remote"
    with oxigraph(tmp_path / "engine") as server:
        sender = replace(connect(server.url, Releases(remote), server.credentials), notice_s=0.0)
        publish(fictional_dataset, remote, to=sender)
        assert Releases(remote).current_manifest().remote is not None  # type: ignore[union-attr]
        with desk(fictional_data) as here, desk(remote) as there:
            for question, values in ASKED.items():
                address = f"/v1/trace/{question}"
                left, right = here.get(address, params=values), there.get(address, params=values)
                assert right.status_code == 200, right.text
                assert _without_release(right.text) == _without_release(left.text)
            there.get("/v1/trace/paths", params=ASKED["paths"] | {"format": "svg"}).raise_for_status()
    assert set(ASKED) == set(QUESTIONS)


def _without_release(body: str) -> dict[str, object]:
    told = json.loads(body)
    return json.loads(body.replace(told["release"], "")) | {"release": ""}
