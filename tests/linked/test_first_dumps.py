"""Dumps that nobody made yet: who asks is told when to come back, others are served meanwhile, and one process makes them."""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from httpx2 import ASGITransport, AsyncClient
from starlette.testclient import TestClient

from service.answers.coverage import Holdings
from service.engine.embedded import EmbeddedEngine
from service.engine.opening import capacity
from service.release.dumps import DumpShelf
from service.release.releases import Releases
from service.settings import Settings
from service.web import catalogue, dumps, lists
from service.web.app import application
from service.web.dump_making import DumpMaker
from service.web.problems import ProblemError
from service.web.site import make_site
from tests.linked.desk import BROWSER, Desk
from tests.linked.test_crawl import Crawl

DATA = ("/dumps", "/dumps/SHA256SUMS", "/catalogue", "/catalogue.ttl")


@pytest.fixture
def undumped(real: Desk, tmp_path: Path) -> Path:
    """A data directory whose release has no dumps yet."""
    return Path(shutil.copytree(real.data, tmp_path / "data", ignore=shutil.ignore_patterns("dumps")))


@pytest.fixture
def maker(undumped: Path) -> DumpMaker:
    """What makes its dumps, with little patience."""
    return DumpMaker(undumped, patience_s=0.2)


@pytest.fixture
def served(undumped: Path, maker: DumpMaker) -> Iterator[TestClient]:
    """A service over it."""
    releases = Releases(undumped)
    settings = Settings(data=undumped, workers=1, spare_workers=1, slow_workers=1, own_workers=1)
    with closing(EmbeddedEngine(releases, capacity(settings))) as engine:
        held = Holdings.of(releases.manifest(releases.current()))
        site = make_site(engine, lambda: held)
        routers = [lists.router(site), *(module.router(site, maker) for module in (catalogue, dumps))]
        yield TestClient(application(engine, routers, current=site.current), follow_redirects=False)


def test_who_asks_is_told_when_to_come_back_and_what_is_done(served: TestClient, undumped: Path) -> None:
    with DumpShelf.of(Releases(undumped)).locked():
        for address in DATA:
            for language, said in (
                ("nl", "vraag het over een halve minuut opnieuw"),
                ("en", "ask again in half a minute"),
            ):
                for accept in (BROWSER["accept"], "*/*"):
                    answer = served.get(address, headers={"accept": accept, "accept-language": language})
                    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30"), (address, accept)
                    assert said in answer.text
                    assert "no-store" in answer.headers["cache-control"]


def test_others_are_served_while_dumps_are_made(served: TestClient, undumped: Path, maker: DumpMaker) -> None:
    served.get("/v1/references?limit=1")  # the process that answers has started
    maker._patience_s = 2.0  # noqa: SLF001 - longer than the others take

    async def ask() -> list[int]:
        transport = ASGITransport(served.app)
        async with AsyncClient(transport=transport, base_url="http://testserver") as client:
            waiting = asyncio.create_task(client.get("/dumps"))
            await asyncio.sleep(0)
            others = [(await client.get(path)).status_code for path in ("/v1/documents", "/v1/references")]
            assert not waiting.done()
            return [*others, (await waiting).status_code]

    with DumpShelf.of(Releases(undumped)).locked():
        assert asyncio.run(ask()) == [200, 200, 503]


def test_who_asks_at_the_same_time_waits_for_one_process(undumped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    popen = subprocess.Popen

    def counted(*arguments: object, **named: object) -> object:
        started.append(arguments)
        return popen(*arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", counted)
    maker, release = DumpMaker(undumped, patience_s=60.0), Releases(undumped).current()

    async def ask() -> set[str]:
        made = await asyncio.gather(*(maker.dumps(release) for _ in range(5)))
        return {one.dumps.release for one in made}

    assert asyncio.run(ask()) == {release}
    assert len(started) == 1


def test_several_services_make_the_dumps_of_a_release_once(undumped: Path) -> None:
    releases = Releases(undumped)
    command = [sys.executable, "-m", "service.answers.dumps.process", str(undumped), releases.current()]
    index = DumpShelf.of(releases).folder / f"{releases.current()}.json"
    with ExitStack() as stack:
        with DumpShelf.of(releases).locked():  # all of them wait here
            made = [
                stack.enter_context(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE))
                for _ in range(3)
            ]
            for one in made:
                stack.callback(one.kill)
        written = set()
        for one in made:
            assert one.wait(120) == 0
            written.add((index.stat().st_ino, index.stat().st_mtime_ns))
    assert len(written) == 1


def test_dumps_that_are_removed_after_somebody_waited_in_vain_are_made_again(undumped: Path) -> None:
    maker, release = DumpMaker(undumped, patience_s=0.01), Releases(undumped).current()
    with pytest.raises(ProblemError):
        asyncio.run(maker.dumps(release))
    while not DumpShelf.of(Releases(undumped)).has(release) or maker._making:  # noqa: SLF001 - until the process has ended
        asyncio.run(asyncio.sleep(0.05))
    shutil.rmtree(undumped / "dumps")
    maker._patience_s = 60.0  # noqa: SLF001 - now it waits
    assert asyncio.run(maker.dumps(release)).dumps.release == release


@pytest.mark.parametrize(("headers", "status"), [({"retry-after": "30"}, 200), ({}, 503)])
def test_a_crawler_comes_back_where_it_is_told_to(
    real: Desk, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], status: int
) -> None:
    class Answer:
        def __init__(self, status_code: int) -> None:
            self.status_code, self.headers = status_code, headers

    answers = iter([Answer(503), Answer(503), Answer(200)])
    monkeypatch.setattr(Desk, "get", lambda _self, _address, **_headers: next(answers))
    assert Crawl(real, 1, 1).ask("/dumps").status_code == status
