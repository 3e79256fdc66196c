"""The network of random webs has all that takes part, one by one and in groups, and what was chosen of it."""

import asyncio
from collections import Counter

import plain_structure as plain
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from plain_structure import FEW, Case, cases
from webs import circle, digraph_of, trace_of

from service.answers.trace import endpoints
from service.answers.trace.asking import Asked, Group
from service.answers.trace.levels import Level, grouped_of, level_of, whole_of
from service.answers.trace.pairs import all_pairs
from service.answers.trace.scope import Scope
from service.answers.trace.whole import network
from service.release.network import Network

GROUPS = [group for group in Group if group is not Group.GOAL]


@FEW
@given(cases())
def test_the_network_has_what_is_loaded_and_all_that_it_names_with_every_arc(case: Case) -> None:
    found = whole_of(case.network, Asked(scope=case.scope))
    graph = digraph_of(case.web, case.scope)
    loaded = {path for path, said in graph.nodes(data=True) if path in case.graph and not said["named"]}
    assert set(case.named(found.nodes)) == loaded | {path for path in graph if graph.degree(path)}
    assert found.nodes.tolist() == sorted(found.nodes.tolist())
    arcs = zip(found.bundles.begins.tolist(), found.bundles.ends.tolist(), found.bundles.arcs.tolist(), strict=True)
    told = [
        (case.paths[begin], case.paths[end], case.network.arc_kind_name(arc), case.network.is_suspect(arc))
        for begin, end, arc in arcs
    ]
    assert len(set(told)) == len(told)
    edges = [(source, target, said["kind"], said["suspect"]) for source, target, said in graph.edges(data=True)]
    assert dict(zip(told, found.bundles.counts.tolist(), strict=True)) == {edge: edges.count(edge) for edge in edges}


@FEW
@given(cases(), st.data())
def test_what_stands_in_groups_is_what_is_in_one_of_each_kind(case: Case, data: st.DataObject) -> None:
    graph = digraph_of(case.web, case.scope, body="gm9999")
    named = [path for path in graph if path.split("/")[0] in {"programme-version", "domain", "person"}]
    assume(named)
    chosen = data.draw(st.lists(st.sampled_from(sorted(named)), min_size=1, max_size=3, unique=True))
    asked = Asked(scope=case.scope, begins=tuple(case.network.iri(case.numbers[path]) for path in chosen))
    by = {"programme-version": Group.PROGRAMME, "domain": Group.DOMAIN, "person": Group.HOLDER}
    groups = {path.split("/")[0]: plain.memberships(case.web, by[path.split("/")[0]]) for path in chosen}
    inside = {path for path in case.graph if path in graph and all({*of[path]} & {*chosen} for of in groups.values())}
    people = {path for path in chosen if path.startswith("person/")}
    edges = {(begin, end) for begin, end in graph.edges() if begin in inside and end in inside | people}
    found = whole_of(case.network, asked)
    pairs = zip(case.named(found.bundles.begins), case.named(found.bundles.ends), strict=True)
    assert set(pairs) == edges
    loaded = {path for path in inside if not case.web.nodes[path].named}
    assert set(case.named(found.nodes)) == loaded | {path for pair in edges for path in pair}


def test_each_name_is_looked_up_once_however_often_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: Counter[str] = Counter()
    find = endpoints.find

    def counted(network: Network, scope: Scope, text: str) -> int:
        looked[text] += 1
        return find(network, scope, text)

    monkeypatch.setattr(endpoints, "find", counted)
    names = tuple(f"1.1.{place}" for place in range(1, 11))
    answer = asyncio.run(network(trace_of(circle(10)), Asked(begins=names * 2, ends=names * 2)))
    assert len(answer.graph.edges) == 10
    assert answer.parameters["from"] == list(names * 2)
    assert [looked[name] for name in names] == [1] * 10


@pytest.mark.parametrize("by", GROUPS)
@FEW
@given(case=cases())
def test_grouped_the_network_has_the_pairs_of_its_groups_and_how_many_are_in_each(case: Case, by: Group) -> None:
    asked = Asked(scope=case.scope, by=by)
    level = level_of(case.network, asked)
    assert level.value == by.value
    found = grouped_of(case.network, asked, level)
    pairs = zip(case.named(found.pairs.begins), case.named(found.pairs.ends), strict=True)
    counts = zip(found.pairs.references.tolist(), found.pairs.goals.tolist(), strict=True)
    assert dict(zip(pairs, counts, strict=True)) == plain.pairs_of(case.web, case.scope, by)
    shown = [path for path in case.named(whole_of(case.network, asked).nodes) if path in case.graph]
    told = all_pairs(case.network, case.scope, by)
    assert found.pairs.begins.tolist() == told.begins.tolist()
    assert found.pairs.ends.tolist() == told.ends.tolist()
    members = plain.memberships(case.web, by)
    sizes = Counter(group for path in shown for group in members[path])
    assert dict(zip(case.named(found.groups), found.sizes.tolist(), strict=True)) == sizes


@FEW
@given(cases())
def test_by_document_and_body_references_are_all_counted(case: Case) -> None:
    asked = Asked(scope=case.scope)
    references = plain.references_of(case.web, case.scope)
    for level, length in ((Level.DOCUMENT, 4), (Level.BODY, 2)):
        found = grouped_of(case.network, asked, level)
        parts = [case.network.parts[group].path for group in found.pairs.begins.tolist()]
        ends = [case.network.parts[group].path for group in found.pairs.ends.tolist()]
        counted = {
            ("/".join(begin.split("/")[: length - 1]), "/".join(end.split("/")[: length - 1])): count
            for begin, end, count in zip(parts, ends, found.pairs.references.tolist(), strict=True)
        }
        expected: dict[tuple[str, str], int] = {}
        for (source, target), count in references.items():
            pair = "/".join(source.split("/")[1:length]), "/".join(target.split("/")[1:length])
            expected[pair] = expected.get(pair, 0) + count
        assert counted == expected
