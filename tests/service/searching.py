"""The fictional municipality as it is served, for tests that search it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.testclient import TestClient

from service.engine.embedded import EmbeddedEngine
from service.engine.opening import open_engine
from service.release.releases import Releases
from service.settings import Settings
from service.web.serving import build

BASE = "http://localhost:8000"
NL = {"Accept-Language": "nl"}
HTML = {"Accept": "text/html"}
BUDGET = "gm9999/begroting/2031"
REPORT = "gm9999/berap/2031-1"
LATER = "gm9999/begroting/2032"


@dataclass(frozen=True)
class Town:
    """The fictional municipality as it is served."""

    data: Path
    engine: EmbeddedEngine
    client: TestClient

    @property
    def folder(self) -> Path:
        """The folder of its release."""
        releases = Releases(self.data)
        return releases.folder(releases.current())

    def get(self, **asked: object) -> Mapping[str, object]:
        """The answer of the API."""
        answer = self.client.get("/v1/search", params=asked)
        assert answer.status_code == 200, answer.text
        found: Mapping[str, object] = answer.json()
        return found

    def page(self, language: str = "nl", **asked: object) -> str:
        """The page for people."""
        answer = self.client.get("/search", params={**asked, "lang": language}, headers=HTML)
        assert answer.status_code == 200, answer.text
        return answer.text


@contextmanager
def served(data: Path) -> Iterator[Town]:
    """A data directory, served."""
    engine = open_engine(data, Settings(data=data))
    try:
        yield Town(data, engine, TestClient(build(engine, Settings(data=data))))
    finally:
        engine.close()
