"""The structure of the fictional municipality: counted from the truth beside its pages, and as its stored questions say.

The truth was written with the pages and knows nothing of the network; what is counted here is counted in plain loops.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from town_truth import BASE, BUDGET, LATER, REPORT, TOWN, ask, in_document, rows, stored

from service.answers.coverage import Holdings
from service.answers.trace.answer import Cell
from service.answers.trace.asking import Group, Order, Trace
from service.answers.trace.bridges import bridges
from service.answers.trace.bundling import DASH
from service.answers.trace.cycles import cycles
from service.answers.trace.hubs import hubs
from service.answers.trace.matrix import matrix
from service.answers.trace.neighbours import neighbours
from service.answers.trace.one_way import one_way
from service.answers.trace.pairs import pairs
from service.answers.trace.paths import paths
from service.answers.trace.scope import Scope, Way
from service.answers.trace.unreferred import unreferred
from service.answers.trace.whole import network
from service.engine.embedded import Capacity, EmbeddedEngine
from service.engine.work import Limits
from service.release.network import open_network
from service.release.releases import Releases

MIB = 1024 * 1024
DOCUMENTS = {"begroting-2031": BUDGET, "berap-2031-1": REPORT, "begroting-2032": LATER}
Page = dict[str, Any]
Goal = tuple[str, str]
Target = tuple[str, str, str]


@pytest.fixture(scope="module")
def town(fictional_data: Path) -> Iterator[Trace]:
    releases = Releases(fictional_data)
    capacity = Capacity(
        workers=2, queue_length=8, timeout_s=20.0, limits=Limits(512 * MIB, 8 * MIB), demote_after_s=60.0
    )
    engine = EmbeddedEngine(releases, capacity)
    current = releases.current()
    yield Trace(engine, open_network(releases.folder(current)), Holdings.of(releases.manifest(current)))
    engine.close()


@pytest.fixture(scope="module")
def pages() -> dict[Goal, Page]:
    """The truth of every page, by document and number."""
    lines = (Path(__file__).parents[1] / "truth/fictional.jsonl").read_text("utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    assert len(found) == 92
    return {(DOCUMENTS[page["path"].split("/")[0]], page["number"]): page for page in found}


@pytest.fixture(scope="module")
def references(pages: dict[Goal, Page]) -> Counter[tuple[Goal, Target]]:
    """How often each goal refers to what: document, kind and number."""
    found: Counter[tuple[Goal, Target]] = Counter()
    for goal, page in pages.items():
        for said in page["references"]:
            if said["role"] == "cross-reference" and said["resolution"] in {"resolved", "not-loaded"}:
                elsewhere = said["resolution"] == "resolved" and (goal[0], said["number"]) not in pages
                document = BUDGET if said["kind"] == "goal" and elsewhere else goal[0]
                document = DOCUMENTS[said["document"]] if "document" in said else document
                found[goal, (document, said["kind"], said["number"])] += 1
    assert found.total() > 150
    return found


@pytest.fixture(scope="module")
def edges(references: Counter[tuple[Goal, Target]], pages: dict[Goal, Page]) -> set[tuple[Goal, Goal]]:
    """Which loaded goal refers to which."""
    return {
        (goal, (document, number))
        for goal, (document, kind, number) in references
        if kind == "goal" and (document, number) in pages
    }


def test_hubs_are_counted_from_the_truth(
    town: Trace, pages: dict[Goal, Page], edges: set[tuple[Goal, Goal]], references: Counter[tuple[Goal, Target]]
) -> None:
    found = rows(ask(town, hubs), "goalDocument", "goalNumber", "referringGoals", "incomingReferences")
    expected = {
        goal: (
            sum(target == goal for _, target in edges),
            sum(count for (_, target), count in references.items() if target == (goal[0], "goal", goal[1])),
        )
        for goal in pages
    }
    assert {(document, number): tuple(counts) for document, number, *counts in found} == {
        goal: counts for goal, counts in expected.items() if counts[0]
    }


def test_hubs_are_those_of_stored_question_24(town: Trace) -> None:
    said = stored(town, "cq24", "document", "number", "referringGoals")
    found = rows(ask(town, hubs), "goalDocument", "goalNumber", "referringGoals")
    counts = {(document, number): str(count) for document, number, count in found}
    assert len(said) == 10
    assert [counts[document, number] for document, number, _ in said] == [count for *_, count in said]
    assert sorted(counts.values(), key=int, reverse=True)[:10] == [count for *_, count in said]


def test_who_refers_to_most_stands_in_the_second_table(town: Trace, references: Counter[tuple[Goal, Target]]) -> None:
    targets: dict[Goal, set[Target]] = defaultdict(set)
    for goal, target in references:
        targets[goal].add(target)
    found = rows(ask(town, hubs), "goalDocument", "goalNumber", "referredGoals", sheet=1)
    assert {(document, number): count for document, number, count in found} == {
        goal: len(found) for goal, found in targets.items()
    }
    assert [count for *_, count in found] == sorted((count for *_, count in found), reverse=True)


def test_one_way_references_and_stored_question_5_are_all_references_between_loaded_goals(
    town: Trace, edges: set[tuple[Goal, Goal]]
) -> None:
    answer = ask(town, one_way)
    found = {
        ((fro, number), (to, other))
        for fro, number, to, other in rows(answer, "fromDocument", "fromNumber", "toDocument", "toNumber")
    }
    both = stored(town, "cq05", "document", "number", "otherNumber")
    mutual = {((document, one), (document, other)) for document, one, other in both}
    mutual |= {(other, one) for one, other in mutual}
    assert len(both) == 5
    assert found | mutual == edges
    assert not found & mutual
    assert f"{len(both)} paren" in answer.notes[0].nl


def test_a_one_way_reference_has_its_sentence_and_says_what_refers_back_uncounted(town: Trace) -> None:
    one, other = "1.1.2", "2.2.2"  # which refer to each other, by different relations
    answer = ask(town, one_way, scope=Scope(documents=(BUDGET,), relations=("aligned-with",)))
    found = rows(answer, "fromNumber", "toNumber", "otherwiseBack", "sentence", "exact")
    (row,) = [row for row in found if row[:2] == (one, other)]
    assert row[2] == 1
    assert "doel 2.2.2" in str(row[3])
    assert str(row[4]) in str(row[3])


def test_members_of_cycles_are_those_of_stored_question_6(town: Trace) -> None:
    said = stored(town, "cq06", "document", "number")
    answer = ask(town, cycles)
    found = rows(answer, "goalDocument", "goalNumber", "kind")
    assert len(said) == 23
    assert {(document, number) for document, number, kind in found if kind == "goal"} == set(said)
    assert f": {len({row[0] for row in answer.sheets[0].rows})}." in answer.notes[0].nl


def test_each_step_of_a_cycle_is_a_reference_with_its_words(town: Trace, edges: set[tuple[Goal, Goal]]) -> None:
    answer = ask(town, cycles)
    steps = rows(answer, "cycle", "step", "fromDocument", "fromNumber", "toDocument", "toNumber", "exact", sheet=2)
    around: dict[Cell, list[tuple[Goal, Goal]]] = defaultdict(list)
    for cycle, _, fro, number, to, other, exact in steps:
        around[cycle].append(((str(fro), str(number)), (str(to), str(other))))
        assert str(other) in str(exact)
    assert len(around) == len(answer.graph.groups) == 10
    for hops in around.values():
        assert {*hops} <= edges
        assert [target for _, target in hops] == [*(source for source, _ in hops[1:]), hops[0][0]]
    shown = [" → ".join([*(source[1] for source, _ in hops), hops[0][0][1]]) for hops in around.values()]
    assert [along for (along,) in rows(answer, "along", sheet=1)] == shown
    assert "1.2.2 → 3.2.1 → 3.3.1 → 1.2.2" in shown
    for group, hops in zip(answer.graph.groups, around.values(), strict=True):
        ends = [(answer.graph.edges[edge].source, answer.graph.edges[edge].target) for edge in group]
        nodes = answer.graph.nodes
        assert [((nodes[a].document, nodes[a].number), (nodes[b].document, nodes[b].number)) for a, b in ends] == hops


def test_goals_that_nothing_refers_to_are_counted_from_the_truth(
    town: Trace, pages: dict[Goal, Page], edges: set[tuple[Goal, Goal]]
) -> None:
    answer = ask(town, unreferred)
    quiet = {goal for goal in pages if not any(target == goal for _, target in edges)}
    assert set(rows(answer, "goalDocument", "goalNumber")) == quiet
    assert answer.caution is not None
    assert "Berap 2031-1" in answer.caution.nl


def test_goals_alone_are_those_of_stored_question_25(town: Trace) -> None:
    said = stored(town, "cq25", "number", kind="begroting", year=2031)
    answer = ask(town, unreferred, scope=in_document(BUDGET))
    assert said == [("3.3.3",), ("4.3.2",)]
    assert rows(answer, "goalNumber", sheet=2) == said
    assert answer.caution is None  # the whole budget is loaded


def test_what_refers_from_outside_the_choice_is_told_apart(town: Trace, edges: set[tuple[Goal, Goal]]) -> None:
    across = {target for source, target in edges if source[0] != target[0]}
    assert across
    for document in (BUDGET, REPORT):
        found = rows(ask(town, unreferred, scope=in_document(document)), "goalNumber", "allReferring")
        expected = {
            number: len({source for source, target in edges if target == (document, number)}) for number, _ in found
        }
        assert dict(found) == expected
    within = {number for (number,) in rows(ask(town, unreferred, scope=in_document(BUDGET)), "goalNumber")}
    inside = {target[1] for source, target in edges if source[0] == target[0] == BUDGET}
    assert not within & inside


def test_pairs_of_programmes_are_those_of_stored_question_14(town: Trace) -> None:
    said = stored(town, "cq14", "document", "from", "to", "references")
    counted: Counter[tuple[Cell, ...]] = Counter()
    for *pair, references in rows(ask(town, pairs), "fromDocument", "fromNumber", "toNumber", "references"):
        counted[tuple(pair)] += int(str(references))
    assert {(document, one, other): int(count) for document, one, other, count in said} == dict(counted)
    assert len(said) > 20


def test_pairs_of_holders_have_what_stored_question_13_lists(town: Trace, pages: dict[Goal, Page]) -> None:
    said = stored(town, "cq13", "document", "from", "fromHolder", "to", "toHolder")
    found = rows(ask(town, pairs, by=Group.HOLDER), "fromName", "toName", "goals", "references")
    expected: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for document, one, holder, _, other in said:
        expected[holder, other].add((document, one))
    assert len(said) > 20
    # goals with the very same holders are left out there, and tie two different holders only where they have two
    same = {tuple(page["holders"]) for page in pages.values() if len(page["holders"]) > 1}
    assert same
    between = {(one, other): goals for one, other, goals, _ in found if DASH not in {one, other} and one != other}
    for pair, goals in expected.items():
        assert int(str(between.pop(pair))) >= len(goals)
    assert all(any({*pair} <= {*holders} for holders in same) for pair in between)


def test_pairs_of_domains_are_counted_from_the_truth_and_their_addresses_have_them_all(
    town: Trace, pages: dict[Goal, Page], references: Counter[tuple[Goal, Target]]
) -> None:
    expected: Counter[tuple[str, str]] = Counter()
    for (goal, (document, kind, number)), count in references.items():
        target = pages.get((document, number)) if kind == "goal" else None
        expected[pages[goal]["domain"] or DASH, (target["domain"] or DASH) if target else DASH] += count
    answer = ask(town, pairs, by=Group.DOMAIN)
    found = rows(answer, "fromName", "toName", "references", "all", "sentence", "exact")
    assert {(one, other): count for one, other, count, *_ in found} == dict(expected)
    for one, other, count, address, sentence, exact in found:
        assert str(exact) in str(sentence)
        assert (address is None) == (DASH in {one, other})
        if address is not None:
            begin, end = (f"{TOWN}/{str(name).lower().replace(' ', '-')}" for name in (one, other))
            assert address == f"/v1/trace/network?from={begin}&to={end}"
            listed = ask(town, network, begins=(begin,), ends=(end,))
            assert sum(int(str(times)) for (times,) in rows(listed, "times")) == count


def test_bridges_between_domains_are_counted_from_the_truth(
    town: Trace, pages: dict[Goal, Page], edges: set[tuple[Goal, Goal]]
) -> None:
    beside: dict[Goal, set[Goal]] = defaultdict(set)
    tied: dict[frozenset[str], set[frozenset[Goal]]] = defaultdict(set)
    for source, target in edges:
        domains = frozenset((pages[source]["domain"], pages[target]["domain"]))
        if len(domains) == 2 and all(domains):
            beside[source].add(target)
            beside[target].add(source)
            tied[domains].add(frozenset((source, target)))
    answer = ask(town, bridges, by=Group.DOMAIN)
    found = rows(answer, "goalDocument", "goalNumber", "others")
    assert {(document, number): count for document, number, count in found} == {
        goal: len(others) for goal, others in beside.items()
    }
    only = {(goal, domains) for domains, links in tied.items() for goal in frozenset.intersection(*links)}
    listed = rows(answer, "goalDocument", "goalNumber", "leftName", "rightName", sheet=1)
    assert {((fro, number), frozenset((left, right))) for fro, number, left, right in listed} == only
    assert only


def test_a_matrix_of_a_budget_is_ordered_by_numbers_as_numbers_and_counts_all(
    town: Trace, references: Counter[tuple[Goal, Target]]
) -> None:
    answer = ask(town, matrix, scope=in_document(BUDGET))
    assert answer.matrix is not None
    heads = answer.matrix.heads
    numbers = [[int(part) for part in head.number.split(".")] for head in heads]
    assert numbers == sorted(numbers)
    kinds = {(head.kind, head.number): place for place, head in enumerate(heads)}
    expected = {
        (kinds["goal", goal[1]], kinds[kind, number]): count
        for (goal, (document, kind, number)), count in references.items()
        if goal[0] == document == BUDGET
    }
    assert dict(answer.matrix.cells) == expected
    assert rows(answer, "rowNumber", "columnNumber", "references") == [
        (heads[row].number, heads[column].number, count) for (row, column), count in sorted(expected.items())
    ]


def test_partitioned_the_budget_has_its_two_cycles_as_blocks(town: Trace) -> None:
    answer = ask(town, matrix, scope=in_document(BUDGET), order=Order.CYCLES)
    assert answer.matrix is not None
    blocks = [
        {head.number for head in answer.matrix.heads[first : first + length]} for first, length in answer.matrix.blocks
    ]
    assert sorted(blocks, key=len) == [{"1.1.2", "2.2.2"}, {"1.2.2", "3.2.1", "3.3.1"}]


def test_the_network_of_the_town_has_every_reference_with_its_sentence(
    town: Trace, references: Counter[tuple[Goal, Target]]
) -> None:
    answer = ask(town, network)
    found: Counter[tuple[Goal, Target]] = Counter()
    nodes = answer.graph.nodes
    for edge in answer.graph.edges:
        source, target = nodes[edge.source], nodes[edge.target]
        found[(str(source.document), source.number), (str(target.document), target.kind, target.number)] += edge.weight
        assert edge.words is not None
        assert edge.words.sentence is not None
        assert edge.words.exact in edge.words.sentence
    assert found == references
    assert answer.cut is None


def test_holders_are_nodes_where_they_are_asked_for(town: Trace, pages: dict[Goal, Page]) -> None:
    answer = ask(town, network, scope=Scope(holder=True))
    assert {node.name for node in answer.graph.nodes if node.kind == "person"} == {
        holder for page in pages.values() for holder in page["holders"]
    }
    assert not [node for node in ask(town, network).graph.nodes if node.kind == "person"]


def test_a_path_may_lead_through_the_years_from_a_goal_to_its_other_version(town: Trace) -> None:
    same = Scope(references=False, versions=True)
    (answer, alone) = (
        ask(town, paths, begins=(f"{REPORT}/1.1.1",), ends=(f"{BUDGET}/1.1.1",), scope=scope)
        for scope in (same, Scope())
    )
    (path,) = answer.graph.groups
    nodes, edges = answer.graph.nodes, [answer.graph.edges[place] for place in path]
    assert [edge.kind for edge in edges] == ["version-of"] * 2
    assert [edge.words for edge in edges] == [None] * 2
    assert {node.kind for node in nodes} == {"goal", "enduring-goal"}
    assert all(edge.kind != "version-of" for edge in alone.graph.edges)
    (enduring,) = (node for node in nodes if node.kind == "enduring-goal")
    reached = ask(town, neighbours, begins=(enduring.iri,), way=Way.OUT)
    alike = (REPORT, BUDGET, LATER)
    apart = [ask(town, neighbours, begins=(f"{document}/1.1.1",), way=Way.OUT) for document in alike]
    versions = {(f"{BASE}/id/goal-version/{document}/1.1.1",) for document in alike}
    assert {(node.iri,) for node in nodes if node.kind == "goal"} < versions
    found = {row for one in apart for row in rows(one, "nodeIri", sheet=1)} - versions
    assert set(rows(reached, "nodeIri", sheet=1)) == found != set()
