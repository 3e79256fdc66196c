"""A list or a table is of one release, or says that another one came in and when to ask again."""

from collections.abc import AsyncGenerator, Mapping, Sequence

import pytest
from starlette.testclient import TestClient

from service.engine.engine import Question, Row, Term
from service.web import lists, tables
from service.web.app import application
from service.web.site import make_site
from tests.web import town
from tests.web.memory_engine import MemoryEngine

LISTS = ["/v1/versions", "/v1/references?sort=-document", "/v1/amounts", "/v1/holders", "/v1/documents"]


class Renamed(MemoryEngine):
    """The town under the name of another release after some of its queries."""

    after: frozenset[int] = frozenset()

    async def rows(self, query: str, bindings: Mapping[str, Term] | None = None) -> Sequence[Row]:
        """The rows of a query."""
        found = await super().rows(query, bindings)
        self._swap()
        return found

    async def stream(self, question: Question) -> AsyncGenerator[bytes, None]:
        """The answer to a question."""
        found = await super().stream(question)
        self._swap()
        return found

    def _swap(self) -> None:
        if len(self.asked) in self.after:
            self.release = f"20320101-test{len(self.asked)}"


def asked(*after: int) -> tuple[Renamed, TestClient]:
    """A client of a town that gets another release after its first, second ... query."""
    engine = Renamed(town.quads())
    engine.after = frozenset(after)
    site = make_site(engine, lambda: town.holdings(engine.release))
    routers = [module.router(site) for module in (lists, tables)]
    return engine, TestClient(application(engine, routers, current=site.current), raise_server_exceptions=False)


@pytest.mark.parametrize("address", LISTS)
def test_a_list_that_another_release_breaks_into_is_read_again(address: str) -> None:
    engine, client = asked(1)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["doelgraaf-release"] == answer.json()["release"] == engine.release
    assert answer.json()["items"]
    assert len(LISTS) == 5


@pytest.mark.parametrize("address", ["/v1/versions", "/v1/references?sort=-document", "/v1/holders"])
def test_who_asks_for_a_list_while_release_upon_release_comes_is_told_to_come_back(address: str) -> None:
    _, client = asked(*range(1, 100))
    answer = client.get(address)
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (503, "not-ready")
    assert int(answer.headers["retry-after"]) > 0


def test_a_table_that_another_release_breaks_into_says_to_come_back() -> None:
    for form in ("csv", "json"):
        _, client = asked(1)
        answer = client.get(f"/v1/tables/goals?format={form}")
        assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (503, "not-ready")
        assert int(answer.headers["retry-after"]) > 0
