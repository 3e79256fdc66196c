"""The parts of the benchmark of the endpoint work together on a tiny graph: same answers, times, memory, an attack."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import endpoint_measures as measures
from benchmarks.endpoint_answers import Rows
from benchmarks.endpoint_attack import at_rest, under_attack
from benchmarks.endpoint_graph import Graph, prepare
from benchmarks.endpoint_queries import LOOK_UPS, Asked, Drawn, draw, look_ups, stored_questions
from benchmarks.endpoint_servers import WIDE, MissingError, Running, own_recipe, recipe
from benchmarks.endpoint_twin import Twin
from benchmarks.endpoint_wire import Message
from service.settings import Settings


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def graph(cache: Path) -> Graph:
    return prepare(cache, 40, 1, lambda _: None)


@pytest.fixture(scope="module")
def goals(graph: Graph) -> tuple[Drawn, ...]:
    return draw(graph, 5, 1)


@pytest.fixture(scope="module")
def asked(graph: Graph, goals: tuple[Drawn, ...]) -> list[Asked]:
    return [*stored_questions(graph, goals), *look_ups(goals[:1])]


@pytest.fixture(scope="module")
def twin(graph: Graph) -> Iterator[Twin]:
    with Twin(graph.store) as running:
        yield running


@pytest.fixture(scope="module")
def wanted(asked: list[Asked], twin: Twin) -> dict[str, Rows]:
    return {one.name: measures.answer_of(one, twin.ask(one, 1).content) for one in asked}


@pytest.fixture(scope="module")
def server(graph: Graph, cache: Path) -> Iterator[Running]:
    with Running(own_recipe(graph, cache, WIDE)) as running:
        yield running


def test_the_graph_is_made_once(graph: Graph, cache: Path) -> None:
    told: list[str] = []
    again = prepare(cache, 40, 1, told.append)
    assert (again.release, again.triples) == (graph.release, graph.triples)
    assert told == ["publishing, where that is needed"]
    assert graph.quads.read_bytes().count(b"\n") >= graph.triples > 10_000


def test_all_questions_and_kinds_of_look_ups_are_asked_and_most_have_rows(
    asked: list[Asked], wanted: dict[str, Rows]
) -> None:
    assert [one.name for one in asked] == [*(f"cq{number:02}" for number in range(1, 26)), *LOOK_UPS]
    assert sum(bool(rows) for rows in wanted.values()) >= 25


def test_the_same_seed_draws_the_same_goals(graph: Graph, goals: tuple[Drawn, ...]) -> None:
    assert draw(graph, 5, 1) == goals
    assert len(set(goals)) == 5
    assert draw(graph, 5, 2) != goals


def test_the_service_gives_the_answers_of_its_engine(
    server: Running, asked: list[Asked], wanted: dict[str, Rows]
) -> None:
    judged = measures.judge(server, asked, wanted, 30.0)
    assert judged.differences == {}
    assert set(judged.milliseconds) == set(wanted)


def test_an_answer_that_differs_is_told_and_not_timed(
    server: Running, asked: list[Asked], wanted: dict[str, Rows]
) -> None:
    label = next(one for one in asked if one.name == "label")
    others = dict.fromkeys(wanted, wanted["by number"])
    judged = measures.judge(server, [label, Asked("wrong", "SELECT ?x { ")], {**others, "wrong": wanted["label"]}, 30.0)
    assert set(judged.differences) == {"label", "wrong"}
    assert (
        judged.differences["label"].startswith("1 rows wanted, 1 came; lacks 1")
        or "rows wanted" in judged.differences["label"]
    )
    assert judged.differences["wrong"].startswith("status 400")
    assert judged.milliseconds == {}


def test_times_rates_and_memory_are_measured(server: Running, asked: list[Asked], twin: Twin) -> None:
    one = next(one for one in asked if one.name == "label")
    query = measures.time_queries(twin, server, [], [one], 1)[0]
    assert (query.name, query.rows) == ("label", 1)
    assert query.ratio > 0
    rates = measures.rates([server], ("new", [one], True), (1, 4), 1, 0.5)
    assert [(rate.clients, rate.failed) for rate in rates] == [(1, 0), (4, 0)]
    assert all(rate.rate.median > 0 and rate.p50 and rate.p99 and rate.p50 <= rate.p99 for rate in rates)
    memory = server.memory()
    assert memory.processes > 1
    assert 10 < memory.pss_mib <= memory.rss_mib
    assert server.start_s > 0


def test_short_queries_are_asked_at_a_pace_while_others_attack(server: Running, asked: list[Asked]) -> None:
    one = next(one for one in asked if one.name == "label")
    messages = [Message.of(server.address, one.text, one.media_type)]
    rest = at_rest(server.address, messages, 0.5)
    assert (rest.queries, rest.failed, rest.attackers_told) == (25, 0, {})
    attacked = under_attack(server.address, messages, 0.5)
    assert attacked.queries == 25
    assert 0 < attacked.p50 <= attacked.p95


def test_every_limit_that_is_raised_is_one_of_the_service() -> None:
    assert set(WIDE) <= set(Settings.model_fields)


def test_a_rival_that_is_not_installed_is_named_with_how_to_install_it(graph: Graph, tmp_path: Path) -> None:
    for name in ("Oxigraph server", "rdflib-endpoint"):
        with pytest.raises(MissingError, match="--install"):
            recipe(name, graph, tmp_path)
