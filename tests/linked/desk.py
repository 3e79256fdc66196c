"""A service over a data directory, asked inside the process; its engine counts what it is asked."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

from httpx2 import Response
from pyoxigraph import Quad, RdfFormat, Store, Triple, parse
from starlette.testclient import TestClient

from service.engine.engine import Engine, Question, Row, Term
from service.engine.opening import open_engine
from service.release.releases import Releases
from service.settings import Settings
from service.web.serving import build, open_older, with_older
from tests.linked.contexts import offline

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
TURTLE = {"accept": "text/turtle"}
FORMS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
}


@dataclass
class Counting:
    """An engine that hands every question on, and counts it."""

    engine: Engine
    asked: int = 0

    @property
    def release(self) -> str:
        """The release that answers."""
        return self.engine.release

    async def rows(self, query: str, bindings: Mapping[str, Term] | None = None) -> Sequence[Row]:
        """The rows of a query."""
        self.count()
        return await self.engine.rows(query, bindings)

    async def stream(self, question: Question) -> AsyncGenerator[bytes, None]:
        """The answer to a question."""
        self.count()
        return await self.engine.stream(question)

    def count(self) -> None:
        """Count what is asked next."""
        self.asked += 1


@dataclass
class Desk:
    """What a test asks: a client that follows no redirect, the base of all identifiers, and the data directory."""

    client: TestClient
    data: Path
    base: str
    counting: Counting
    _stack: ExitStack = field(repr=False)

    def get(self, address: str, **headers: str) -> Response:
        """The answer at an address of the service, absolute or not; `accept_profile` is the header Accept-Profile."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(address.removeprefix(self.base) or "/", headers=sent)

    def follow(self, address: str, **headers: str) -> Response:
        """The answer at the end of the redirects from an address."""
        answer = self.get(address, **headers)
        for _ in range(5):
            if answer.status_code not in {301, 303}:
                break
            answer = self.get(answer.headers["location"], **headers)
        return answer

    def quads(self) -> list[Quad]:
        """Every quad of the release that is served."""
        releases = Releases(self.data)
        return list(Store.read_only(str(releases.store(releases.current()))))

    def close(self) -> None:
        """Close what it stands on."""
        self._stack.close()


def read(answer: Response) -> list[Triple]:
    """The statements of an answer in RDF; contexts are not fetched."""
    form = FORMS[answer.headers["content-type"].partition(";")[0]]
    content = offline(answer.content) if form is RdfFormat.JSON_LD else answer.content
    return [quad.triple for quad in parse(content, form, base_iri="http://localhost:8000/")]


def opened(data: Path) -> Desk:
    """A service over a data directory, with all that `doelgraaf serve` has."""
    settings = Settings(data=data, workers=1, slow_workers=1, own_workers=1, queue_length=1000)
    with ExitStack() as stack:
        counting = Counting(stack.enter_context(closing(open_engine(data, settings))))
        old = open_older(settings)
        app = build(counting, settings, None, old)
        whole = stack.enter_context(closing(with_older(app, counting, settings, old)))
        client = stack.enter_context(TestClient(whole, follow_redirects=False, raise_server_exceptions=False))
        releases = Releases(data)
        base = releases.manifest(releases.current()).base
        return Desk(client, data, base, counting, stack.pop_all())
