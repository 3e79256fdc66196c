"""Questions about structure are bounded: one big cycle, a dense knot, parallel references, and what can't be asked."""

import asyncio
import random
from itertools import pairwise
from typing import Any

import pytest
from webs import BODY, DOCUMENT, circle, goal, network_of, parallel, trace_of, view_of, web_of

from service.answers.trace.answer import Answer
from service.answers.trace.asking import Asked, Group, Order, Trace
from service.answers.trace.bridges import bridges
from service.answers.trace.cycles import MOST_VISITS, components_of, cycles, shortest_cycles
from service.answers.trace.graphing import MOST_QUOTED
from service.answers.trace.hubs import MOST_BETWEEN, hubs
from service.answers.trace.levels import MOST_NODES, Level, level_of
from service.answers.trace.matrix import MOST_CELLS, MOST_HEADS, matrix
from service.answers.trace.one_way import one_way
from service.answers.trace.pairs import pairs
from service.answers.trace.question import Ask
from service.answers.trace.scope import Scope, ScopeError
from service.answers.trace.unreferred import unreferred
from service.answers.trace.whole import network
from service.release.network_rows import HOLDER, ArcRow

QUESTIONS: tuple[Ask, ...] = (network, cycles, hubs, bridges, one_way, unreferred, pairs, matrix)
PAGED: tuple[Ask, ...] = (cycles, hubs, bridges, one_way, unreferred, pairs)
SIZE = 5_000
MANY = 100_000


def ask(trace: Trace, of: Ask, **asked: Any) -> Answer:  # noqa: ANN401 - whatever may be asked
    return asyncio.run(of(trace, Asked(**asked)))


@pytest.fixture(scope="module")
def ring() -> Trace:
    return trace_of(circle(SIZE))


@pytest.fixture(scope="module")
def many() -> Trace:
    return trace_of(parallel(MANY))


def test_one_big_cycle_is_one_component_with_one_cycle(ring: Trace) -> None:
    answer = ask(ring, cycles)
    assert len(answer.sheets[0].rows) == SIZE
    assert [row[2] for row in answer.sheets[1].rows] == [SIZE]
    assert str(answer.sheets[1].rows[0][3]).startswith("1.1.1 → 1.1.2 → 1.1.3 → ")
    assert len(str(answer.sheets[1].rows[0][3])) < 500
    assert [len(group) for group in answer.graph.groups] == [SIZE]
    assert answer.cut is None
    assert any(str(MOST_QUOTED) in note.nl for note in answer.notes)


def test_one_big_cycle_has_no_hub_above_the_others_and_no_cut_point(ring: Trace) -> None:
    answer = ask(ring, hubs, most=10_000)
    places = {column.key: place for place, column in enumerate(answer.sheets[0].columns)}
    assert {row[places["referringGoals"]] for row in answer.sheets[0].rows} == {1}
    assert len(answer.sheets[0].rows) == SIZE
    assert {row[places["betweenness"]] for row in answer.sheets[0].rows} == {None}  # with its programme one too many
    assert any(str(MOST_BETWEEN)[0] in note.nl and "niet geteld" in note.nl for note in answer.notes)
    assert not ask(ring, unreferred).sheets[0].rows
    assert not ask(ring, bridges).sheets[0].rows


def test_one_big_cycle_is_no_matrix_of_goals_but_one_of_programmes(ring: Trace) -> None:
    with pytest.raises(ScopeError, match="by=programme"):
        ask(ring, matrix, by=Group.GOAL)
    answer = ask(ring, matrix, by=Group.PROGRAMME)
    assert answer.matrix is not None
    assert dict(answer.matrix.cells) == {(0, 0): SIZE}


def test_a_matrix_fits_up_to_its_bound_and_one_more_does_not() -> None:
    fits = ask(trace_of(circle(MOST_HEADS)), matrix, order=Order.CYCLES)
    assert fits.matrix is not None
    assert fits.matrix.blocks == ((0, MOST_HEADS),)
    with pytest.raises(ScopeError, match="1 500"):
        ask(trace_of(circle(MOST_HEADS + 1)), matrix, order=Order.CYCLES)


def test_a_matrix_with_too_many_figures_is_refused() -> None:
    size = 320  # of which each refers to each other
    arcs = ((f"1.1.{one}", f"1.1.{other}") for one in range(size) for other in range(size) if one != other)
    assert size * (size - 1) > MOST_CELLS
    with pytest.raises(ScopeError, match="100 000"):
        ask(trace_of(web_of(arcs)), matrix)


def test_beyond_a_thousand_nodes_the_network_is_given_by_programme(ring: Trace) -> None:
    answer = ask(ring, network)
    assert [(node.kind, node.number) for node in answer.graph.nodes] == [("group", "1")]
    assert answer.cut is not None
    assert "programma" in answer.cut.nl
    (edge,) = answer.graph.edges  # what a group refers to in itself
    assert (edge.source, edge.target, edge.weight) == (0, 0, SIZE)
    assert [row[8] for row in answer.sheets[0].rows] == [SIZE]


def test_beyond_a_thousand_programmes_the_network_is_given_by_document() -> None:
    numbers = [f"{place}.1" for place in range(1, MOST_NODES + 3)]
    chain = trace_of(web_of(pairwise(numbers)))
    assert level_of(chain.network, Asked()) is Level.DOCUMENT
    answer = ask(chain, network)
    assert [(node.kind, node.document) for node in answer.graph.nodes] == [("group", DOCUMENT)]
    assert answer.graph.nodes[0].name == f"{DOCUMENT} (Nergenshuizen {BODY})"
    assert level_of(chain.network, Asked(by=Group.PROGRAMME)) is Level.DOCUMENT
    some = Asked(begins=(f"{DOCUMENT}/programme/7", f"{DOCUMENT}/programme/8"))
    assert level_of(chain.network, some) is Level.GOAL
    assert len(asyncio.run(network(chain, some)).graph.edges) == 1


def test_parallel_references_are_counted_and_given_once(many: Trace) -> None:
    answer = ask(many, network)
    assert [(edge.kind, edge.weight) for edge in answer.graph.edges] == [("see", MANY), ("see", 1)]
    referred = ask(many, hubs).sheets[0].rows
    assert [row[4:8] for row in referred] == [(1, 1, MANY, 1), (1, 0, 1, 0)]
    assert [row[8] for row in ask(many, one_way).sheets[0].rows] == [MANY, 1]
    assert [row[8:10] for row in ask(many, pairs).sheets[0].rows] == [(MANY, 1), (1, 1)]
    square = ask(many, matrix).matrix
    assert square is not None
    assert sorted(square.cells.values()) == [1, MANY]
    assert not ask(many, cycles).sheets[0].rows
    bridged = ask(many, bridges, by=Group.PROGRAMME)
    assert [row[0] for row in bridged.sheets[1].rows] == ["1.1.2", "2.1.1"]


def test_a_dense_knot_gives_the_shortest_cycles_and_says_that_there_are_more() -> None:
    chance = random.Random(6)  # noqa: S311 - a web, no secret
    arcs = {(f"1.1.{chance.randrange(SIZE)}", f"1.1.{chance.randrange(SIZE)}") for _ in range(3 * SIZE)}
    knot = trace_of(web_of(pair for pair in arcs if pair[0] != pair[1]))
    answer = ask(knot, cycles, most=20)
    lengths = [row[2] for row in answer.sheets[1].rows]
    assert len(lengths) == 20
    assert lengths == sorted(lengths)
    assert answer.cut is not None
    assert "20" in answer.cut.nl
    components = components_of(view_of(knot.network))
    largest = max(components, key=lambda component: len(component.members))
    assert len(largest.members) > SIZE / 2
    assert not shortest_cycles(largest, 10_000, 1_000).complete
    assert shortest_cycles(largest, 20, MOST_VISITS).cycles == shortest_cycles(largest, 20, MOST_VISITS).cycles


def test_a_cycle_that_takes_too_long_to_look_for_is_left_out() -> None:
    ring = [(f"1.1.{one}", f"1.1.{one % 60 + 1}") for one in range(1, 61)]
    (component,) = components_of(view_of(network_of(web_of([*ring, ("1.1.60", "1.1.2")]))))
    assert shortest_cycles(component, 10, 10_000).complete
    stopped = shortest_cycles(component, 10, 1)
    assert (stopped.cycles, stopped.complete, stopped.stopped) == ((), False, True)


def test_short_cycles_are_found_before_long_ones_are_looked_for() -> None:
    ring = [(f"1.1.{one}", f"1.1.{one % 2000 + 1}") for one in range(1, 2001)]
    chords = [(f"1.1.{one}", f"1.1.{one - 3}") for one in range(100, 2000, 400)]
    (component,) = components_of(view_of(network_of(web_of([*ring, *chords]))))
    found = shortest_cycles(component, 100, 20_000)
    assert ([len(cycle) for cycle in found.cycles], found.stopped) == ([4] * 5, True)


def test_cycles_that_are_left_out_are_told_also_where_components_are() -> None:
    knot = [("1.1.1", "1.1.2"), ("1.1.2", "1.1.1"), ("1.1.2", "1.1.3"), ("1.1.3", "1.1.2")]
    trace = trace_of(web_of([*knot, ("2.1.1", "2.1.2"), ("2.1.2", "2.1.1")]))
    said = ask(trace, cycles, most=1).cut
    assert said is not None
    assert "Components 1 to 1 of 2" in said.en
    assert "Not every member has a cycle" in said.en


@pytest.mark.parametrize("of", QUESTIONS, ids=lambda of: of.__name__)
def test_what_is_not_there_is_refused_by_name(of: Ask) -> None:
    trace = trace_of(web_of([("1.1.1", "1.1.2")]))
    with pytest.raises(ScopeError, match="gm9999/begroting/1999"):
        ask(trace, of, scope=Scope(documents=("gm9999/begroting/1999",)))
    with pytest.raises(ScopeError, match="gm0001"):
        ask(trace, of, scope=Scope(organisation="gm0001"))
    with pytest.raises(ScopeError, match="copied-from"):
        ask(trace, of, scope=Scope(relations=("copied-from",)))


@pytest.mark.parametrize("of", PAGED, ids=lambda of: of.__name__)
def test_no_rows_and_rows_before_the_first_are_refused(of: Ask) -> None:
    trace = trace_of(web_of([("1.1.1", "1.1.2")]))
    with pytest.raises(ScopeError, match="most=0"):
        ask(trace, of, most=0)
    with pytest.raises(ScopeError, match="offset=-1"):
        ask(trace, of, offset=-1)


@pytest.mark.parametrize("of", QUESTIONS, ids=lambda of: of.__name__)
def test_a_choice_without_documents_or_references_has_an_empty_answer(of: Ask) -> None:
    trace = trace_of(web_of([("1.1.1", "1.1.2")]))
    for scope in (Scope(first_year=2050), Scope(references=False)):
        answer = ask(trace, of, scope=scope)
        assert answer.graph.edges == ()
        assert answer.cut is None
    assert not ask(trace, of, scope=Scope(first_year=2050)).sheets[0].rows


@pytest.mark.parametrize("of", PAGED, ids=lambda of: of.__name__)
def test_parts_of_an_answer_are_the_whole_of_it(of: Ask) -> None:
    chance = random.Random(7)  # noqa: S311 - a web, no secret
    numbers = [f"{programme}.1.{place}" for programme in (1, 2, 10) for place in range(1, 8)]
    arcs = [pair for pair in ((chance.choice(numbers), chance.choice(numbers)) for _ in range(40)) if len({*pair}) == 2]
    arcs += [("5.1.1", "5.1.2"), ("5.1.2", "5.1.1")]
    trace = trace_of(web_of(arcs))
    whole = ask(trace, of, by=Group.PROGRAMME, most=1000)
    total = len(whole.sheets[0].rows) if of is not cycles else int(str(whole.sheets[0].rows[-1][0]))
    assert whole.cut is None
    assert total > 1
    rows: list[object] = []
    for offset in range(total):
        part = ask(trace, of, by=Group.PROGRAMME, most=1, offset=offset)
        rows += part.sheets[0].rows
        assert part.cut is not None
    assert rows == list(whole.sheets[0].rows)
    assert ask(trace, of, by=Group.PROGRAMME, most=10, offset=1000).cut is not None


@pytest.mark.parametrize("of", QUESTIONS, ids=lambda of: of.__name__)
def test_an_incomplete_document_is_said_first_where_absence_counts(of: Ask) -> None:
    web = web_of([("1.1.1", "1.1.2")])
    assert ask(trace_of(web, complete="yes"), of).caution is None
    said = ask(trace_of(web, complete="no"), of).caution
    assert said is not None


def test_tree_and_holders_are_not_counted_and_it_is_said() -> None:
    held = [ArcRow(goal(number), "person/gm9999/p1", HOLDER) for number in ("1.1.1", "1.1.2")]
    trace = trace_of(web_of([("1.1.1", "1.1.2"), *held]))
    everything = Scope(tree=True, holder=True)
    for of in (cycles, hubs, bridges, one_way, unreferred, pairs, matrix):
        plain, with_more = (ask(trace, of, scope=scope) for scope in (Scope(), everything))
        assert plain.sheets == with_more.sheets
        assert len(with_more.notes) == len(plain.notes) + 1


def test_a_matrix_of_too_many_programmes_asks_for_one_document() -> None:
    numbers = [f"{place}.1" for place in range(1, MOST_HEADS + 3)]
    with pytest.raises(ScopeError, match="one document"):
        ask(trace_of(web_of(pairwise(numbers))), matrix, by=Group.PROGRAMME)


def test_a_choice_of_the_network_that_is_not_there_is_refused_by_name() -> None:
    trace = trace_of(web_of([("1.1.1", "1.1.2")]))
    with pytest.raises(ScopeError, match=r"9\.9\.9"):
        ask(trace, network, begins=(f"{DOCUMENT}/9.9.9",))
    with pytest.raises(ScopeError, match="from"):
        ask(trace, network, ends=(f"{DOCUMENT}/1.1.2",))
    alone = ask(trace, network, begins=(f"{DOCUMENT}/1.1.2",))
    assert [node.number for node in alone.graph.nodes] == ["1.1.2"]
    assert alone.graph.edges == ()
