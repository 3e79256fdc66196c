"""Lists at a least confidence of a town with more copied references than one query can name, and what is kept of it."""

import asyncio
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest
from pyoxigraph import NamedNode, Quad
from starlette.testclient import TestClient

from ontology import codes as c
from ontology import terms as t
from ontology.codes import code_iri
from ontology.iri import DocumentKey, graph, in_document, mint
from service.answers.queries import query
from service.answers.years.kept_bodies import KeptBodies
from service.engine.guard import MOST_BYTES
from tests.web import years_town as town
from tests.web.memory_engine import MemoryEngine
from tests.web.sheet import BASE, Node, term, version
from tests.web.years_served import asked

SURE, LESS_SURE = 1100, 150
LEVELS = ("0.9", "0.95", "0.98", "0.999")
STALE = {"0.9": SURE, "0.95": SURE + LESS_SURE, "0.98": SURE, "0.999": 0}
"""How many references are out of date: those of 2033 as long as two goals of 2031 were not one in 2032."""
OWN = sum(len(one.references) for one in town.STATED)


def copied() -> Iterator[Quad]:
    """References of 2032 to 1.1 there, copied from where that was Groen, and of 2033 to 1.3, where that was Zorg."""
    for place in range(SURE):
        yield from _copy(town.SECOND, "1.2", place, (version(town.FIRST, "1.1"), version(town.SECOND, "1.1")))
    for place in range(LESS_SURE):
        yield from _copy(town.THIRD, "1.2", place, (version(town.FIRST, "1.4"), version(town.SECOND, "1.3")))


def _copy(document: DocumentKey, number: str, place: int, meant: tuple[str, str]) -> Iterator[Quad]:
    home, start = NamedNode(graph(BASE, "doc", document.path)), 1000 + 20 * place
    own = (document, "20310503t145935", f"goal-{number}", f"{start}-{start + 8}")
    reference, staleness = mint(BASE, in_document("reference", *own)), mint(BASE, in_document("staleness", *own))
    said: dict[str, Mapping[str, object]] = {
        reference: {
            t.RDF_TYPE: Node(t.REFERENCE), t.REFERRING_ELEMENT: Node(version(document, number)), t.START: start,
            t.END: start + 8, t.EXACT: "doel 1.1", t.SENTENCE: "Zie doel 1.1.", t.CITED_NUMBER: "1.1",
            t.CITED_KIND: Node(code_iri(c.CitedKind.GOAL)), t.ON_PAGE: Node(mint(BASE, in_document("page", document, "20310503t145935", f"goal-{number}"))), t.ROLE: Node(code_iri(c.Role.CROSS_REFERENCE)),
            t.RELATION: Node(code_iri(c.Relation.SEE)), t.RESOLUTION: Node(code_iri(c.Resolution.RESOLVED)),
            t.REFERRED_ELEMENT: Node(meant[1]), t.HAS_STALENESS: Node(staleness),
        },
        staleness: {t.MEANT_THEN: Node(meant[0])},
    }  # fmt: skip
    for subject, pairs in said.items():
        for name, value in pairs.items():
            yield Quad(NamedNode(subject), NamedNode(name), term(value), home)


@pytest.fixture(scope="module")
def engine() -> MemoryEngine:
    return MemoryEngine([*town.quads(), *copied()])


@pytest.fixture(scope="module")
def client(engine: MemoryEngine) -> Iterator[TestClient]:
    with asked(engine) as client:
        yield client


def _page(client: TestClient, query: str) -> tuple[int, list[str]]:
    answer = client.get(f"/v1/references?fields=reference,stale&{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()["total"], [one["reference"] for one in answer.json()["items"]]


def _flags(client: TestClient, query: str) -> dict[str, bool]:
    """All references of a list in its order, and whether each is out of date."""
    parts = [
        client.get(f"/v1/references?fields=reference,stale&limit=250&offset={offset}&{query}").json()
        for offset in range(0, SURE + LESS_SURE + OWN, 250)
    ]
    found = {one["reference"]: one["stale"] for part in parts for one in part["items"]}
    assert len(found) == parts[0]["total"]
    return found


@pytest.mark.parametrize("least", LEVELS)
def test_a_body_of_more_stale_references_than_a_query_names_has_its_totals(
    client: TestClient, engine: MemoryEngine, least: str
) -> None:
    engine.asked.clear()
    of = f"organisation={town.ORG}&minConfidence={least}&limit=1"
    assert _page(client, f"{of}&stale=true")[0] == STALE[least]
    assert _page(client, f"{of}&stale=false")[0] == SURE + LESS_SURE + OWN - STALE[least]
    assert _page(client, of)[0] == SURE + LESS_SURE + OWN
    assert max(len(text.encode()) for text in engine.asked) <= MOST_BYTES


@pytest.mark.parametrize("more", ["", "&sort=-document,start", "&sort=-toNumber", "&document=gm9902/begroting/2033"])
@pytest.mark.parametrize("least", ["0.95", "0.98"])
def test_parts_are_those_of_the_whole_list_that_say_so_in_the_same_order(
    client: TestClient, engine: MemoryEngine, least: str, more: str
) -> None:
    engine.asked.clear()
    flags = _flags(client, f"minConfidence={least}{more}")
    compared = 0
    for is_stale in (True, False):
        expected = [iri for iri, flag in flags.items() if flag is is_stale]
        for offset, limit in ((0, 100), (SURE - 40, 250), (SURE + LESS_SURE, 5), (3, 1)):
            wanted = f"minConfidence={least}{more}&stale={str(is_stale).lower()}&offset={offset}&limit={limit}"
            assert _page(client, wanted) == (len(expected), expected[offset : offset + limit])
            compared += len(expected[offset : offset + limit])
    assert compared > 100
    assert max(len(text.encode()) for text in engine.asked) <= MOST_BYTES


def test_claims_are_read_once_for_lists_and_only_where_something_stands_on_them(engine: MemoryEngine) -> None:
    with asked(engine) as client:
        engine.asked.clear()
        for name in ("versions?fields=number", "references?fields=start", "versions?level=goals&fields=number,name"):
            assert client.get(f"/v1/{name}&minConfidence=0.95").status_code == 200
        assert _claims_read(engine) == 0
        for least in ("0.95", "0.97"):
            for name in ("versions?limit=9", "goals?limit=9", "references?stale=true", "versions?fields=goals"):
                assert client.get(f"/v1/{name}&minConfidence={least}").json()["items"]
        assert _claims_read(engine) == 1
        assert engine.asked.count(query("versions-of-body")) == 1


def _claims_read(engine: MemoryEngine) -> int:
    return engine.asked.count(query("identity-links"))


def test_a_kept_body_makes_room_for_another_and_none_is_kept_of_another_release() -> None:
    engine, held = MemoryEngine(town.quads()), town.holdings()

    async def ask(kept: KeptBodies, *codes: str, release: str = held.release) -> int:
        engine.asked.clear()
        for code in codes:
            await kept.lineage(engine, town.holdings(release), code, Decimal("0.9"))
        return _claims_read(engine)

    assert asyncio.run(ask(KeptBodies(), town.ORG, "gm9901", town.ORG, "gm9901")) == 2
    assert asyncio.run(ask(KeptBodies(1, 1), town.ORG, "gm9901", town.ORG, "gm9901")) == 4
    assert asyncio.run(ask(KeptBodies(), town.ORG, town.ORG, release="20320101-test")) == 2
