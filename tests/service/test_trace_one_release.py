"""Whatever is published while something is asked, an answer is of one release: its name, headers, words and coverage."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from growing import copy_with_links, grown
from starlette.testclient import TestClient
from tiny import BUDGET, publish_tiny
from tracing_desk import desk

from service.release.releases import Releases
from service.web import tracer

GOAL = f"{BUDGET.path}/1.1.1"
REVIEW = f"/v1/documents/{BUDGET.path}/review"
ANSWERS = ["/v1/trace/unreferred", "/v1/trace/hubs", f"/v1/trace/neighbours?from={GOAL}", REVIEW]
PAGES = ["/network", "/matrix", "/trace/unreferred", f"/review/{BUDGET.path}"]


class Desk:
    """A service over a data directory in which somebody publishes while it computes."""

    def __init__(self, tiny_data: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.data = copy_with_links(tiny_data, root / "data")
        self._root = root
        self._goals = 0
        self._meanwhile: Iterator[Callable[[], object]] = iter(())
        finished = tracer._finished  # noqa: SLF001 - what is done in the thread

        def disturbed(*given: object) -> object:
            next(self._meanwhile, lambda: None)()
            return finished(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(tracer, "_finished", disturbed)

    def publish(self) -> str:
        """Publish a release with a goal more than the last one."""
        self._goals += 1
        made = publish_tiny(grown(self._goals).write(self._root / "dataset"), self.data)
        return made.manifest.id

    @contextmanager
    def asked(self, *meanwhile: Callable[[], object]) -> Iterator[TestClient]:
        """A client; the first answers that are computed each have something done before."""
        with desk(self.data, query_timeout_s=60.0) as client:
            self._meanwhile = iter(meanwhile)
            yield client


@pytest.fixture
def served(tiny_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tiny_data, tmp_path, monkeypatch)


@pytest.mark.parametrize("path", ANSWERS)
def test_an_answer_during_which_another_release_came_is_that_one_throughout(served: Desk, path: str) -> None:
    with served.asked(served.publish) as client:
        during, after = client.get(path), client.get(path)
    assert during.status_code == 200
    assert during.headers["doelgraaf-release"] == during.json()["release"] == Releases(served.data).current()
    assert during.content == after.content
    for name in ("etag", "last-modified"):
        assert during.headers[name] == after.headers[name]
    assert during.json()["coverage"]["goalsRead"] >= 3, "the goal that came with it"


@pytest.mark.parametrize("form", ["csv", "xlsx", "graphml", "gexf", "mermaid", "svg"])
def test_every_form_of_it_is_of_the_release_that_its_headers_name(served: Desk, form: str) -> None:
    path = f"/v1/trace/unreferred?format={form}"
    with served.asked(served.publish) as client:
        during, after = client.get(path), client.get(path)
    assert during.content == after.content
    assert during.headers == after.headers
    assert during.headers["doelgraaf-release"] == Releases(served.data).current()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_during_which_another_release_came_is_that_one_throughout(served: Desk, path: str) -> None:
    with served.asked(served.publish) as client:
        during, after = (client.get(path, headers={"accept": "text/html"}) for _ in range(2))
    assert during.status_code == 200
    assert during.headers["doelgraaf-release"] == Releases(served.data).current()
    assert during.text == after.text
    assert during.headers["etag"] == after.headers["etag"]


def test_a_file_of_a_page_is_of_one_release_too(served: Desk) -> None:
    with served.asked(served.publish) as client:
        during, after = (client.get("/network?format=json") for _ in range(2))
    assert during.json()["release"] == during.headers["doelgraaf-release"] == Releases(served.data).current()
    assert during.content == after.content


def test_after_a_rollback_nobody_is_told_that_they_have_an_answer_that_they_have_not(served: Desk) -> None:
    first = Releases(served.data).current()
    with served.asked(served.publish) as client:
        newer = client.get("/v1/trace/unreferred")
        Releases(served.data).roll_back(first)
        older = client.get("/v1/trace/unreferred", headers={"if-none-match": newer.headers["etag"]})
        known = client.get("/v1/trace/unreferred", headers={"if-none-match": older.headers["etag"]})
    assert (older.status_code, older.headers["doelgraaf-release"]) == (200, first)
    assert older.json()["release"] == first
    assert older.content != newer.content
    assert (known.status_code, known.headers["doelgraaf-release"]) == (304, first)


@pytest.mark.parametrize("path", [ANSWERS[0], REVIEW])
def test_who_asks_while_release_upon_release_comes_is_told_to_come_back(served: Desk, path: str) -> None:
    with served.asked(*[served.publish] * 3) as client:
        refused = client.get(path)
        assert refused.status_code == 503
        assert int(refused.headers["retry-after"]) > 0
        assert "another release came in time and again" in refused.json()["detail"]
        assert client.get(path).status_code == 200
