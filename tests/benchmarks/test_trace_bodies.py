"""What is promised of bodies that are made up for measuring the network."""

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec
import pytest

from benchmarks.trace_bodies import DOCUMENTS, ELSEWHERE, GOALS, YEARS, Plan, Shape
from ontology.iri import DocumentKey
from service.release.network_build import Body
from service.release.network_rows import ARC_KINDS, DOMAIN, PERSON, REFERENCE_KINDS, ArcRow, NodeRow

VERSIONS = 12_000


@pytest.fixture(scope="module", params=list(Shape))
def bodies(request: pytest.FixtureRequest) -> tuple[Shape, list[Body]]:
    return request.param, list(Plan(VERSIONS, request.param).bodies())


def nodes(bodies: Iterable[Body]) -> Iterator[NodeRow]:
    return (node for body in bodies for rows in body.rows for node in rows.nodes)


def arcs(bodies: Iterable[Body]) -> Iterator[ArcRow]:
    return (arc for body in bodies for rows in body.rows for arc in rows.arcs)


def document(path: str) -> str:
    return "/".join(path.split("/")[1:4])


def test_there_are_as_many_versions_as_wanted_and_less_than_a_document_more(bodies: tuple[Shape, list[Body]]) -> None:
    loaded = [node.path for node in nodes(bodies[1]) if "-version/" in node.path and not node.named]
    assert len(loaded) == len(set(loaded))
    assert VERSIONS <= len(loaded) < VERSIONS + max(Counter(map(document, loaded)).values())


def test_documents_are_of_ten_years_with_several_a_year_and_100_to_150_goals(bodies: tuple[Shape, list[Body]]) -> None:
    shape, made = bodies
    assert len(made) == (1 if shape is Shape.ONE else 3)
    goals = Counter(document(node.path) for node in nodes(made) if node.path.startswith("goal-") and not node.named)
    assert set(goals.values()) <= set(GOALS)
    assert len(set(goals.values())) > 4
    assert set(goals) == {path for body in made for path in body.loaded}
    years = Counter(DocumentKey.parse(path).year for path in made[0].loaded)
    assert set(years) == set(YEARS)
    assert min(years.values()) >= 3
    assert shape is Shape.ONE or len(made[0].loaded) == DOCUMENTS


def test_a_goal_has_three_references_and_two_in_a_hundred_lead_to_another_document(
    bodies: tuple[Shape, list[Body]],
) -> None:
    made = bodies[1]
    references = [arc for arc in arcs(made) if arc.kind in REFERENCE_KINDS]
    goals = sum(node.path.startswith("goal-") and not node.named for node in nodes(made))
    assert len(references) / goals == pytest.approx(3, abs=0.15)
    across = sum(document(arc.source) != document(arc.target) for arc in references)
    assert across / len(references) == pytest.approx(ELSEWHERE, abs=0.003)
    assert all(arc.source.split("/")[1] == arc.target.split("/")[1] for arc in arcs(made))
    assert all(arc.source != arc.target for arc in references)
    assert 0.02 < sum(arc.suspect for arc in references) / len(references) < 0.06
    pairs = Counter((arc.source, arc.target) for arc in references)
    assert max(pairs.values()) > 1


def test_numbers_and_references_come_back_from_year_to_year(bodies: tuple[Shape, list[Body]]) -> None:
    def said(path: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for arc in arcs(bodies[1]):
            if document(arc.source) == document(arc.target) == path and arc.kind in REFERENCE_KINDS:
                found.setdefault(arc.source.rpartition("/")[2], set()).add(arc.target.rpartition("/")[2])
        return found

    earlier, later = said("gm9000/begroting/2016"), said("gm9000/berap/2016")
    both = earlier.keys() & later.keys()
    assert len(both) > 90
    assert 0.5 < sum(earlier[number] == later[number] for number in both) / len(both) < 0.95


def test_all_kinds_of_arcs_and_nodes_occur_and_every_end_is_known(bodies: tuple[Shape, list[Body]]) -> None:
    known = {node.path: node for node in nodes(bodies[1])}
    assert {arc.kind for arc in arcs(bodies[1])} == set(ARC_KINDS)
    assert all(arc.source in known and arc.target in known for arc in arcs(bodies[1]))
    assert {PERSON, DOMAIN} < {path.partition("/")[0] for path in known}
    assert any(node.named for node in known.values())
    assert all(node.domain in known for node in known.values() if node.domain)
    assert all(above in known for node in known.values() for above in node.above)


def test_rows_are_sorted(bodies: tuple[Shape, list[Body]]) -> None:
    for body in bodies[1]:
        for rows in body.rows:
            assert list(rows.nodes) == sorted(rows.nodes, key=lambda node: node.path)
            assert list(rows.arcs) == sorted(rows.arcs, key=msgspec.structs.astuple)


def test_the_same_seed_makes_the_same_bodies_and_another_one_others() -> None:
    def content(seed: int) -> bytes:
        made = Plan(1000, seed=seed).bodies()
        return b"".join(msgspec.msgpack.encode((sorted(body.loaded), body.rows)) for body in made)

    assert content(1) == content(1)
    assert content(1) != content(2)
