"""The measurements of the network, at a small size: they measure what they say, and all systems find the same."""

from pathlib import Path
from time import sleep

import msgspec
import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, Store

from benchmarks import trace_asking as asking
from benchmarks import trace_networkx, trace_queries, trace_report, trace_sparql, trace_words
from benchmarks.probes import BASE
from benchmarks.trace import DOCUMENT, RESULTS, main
from benchmarks.trace_asking import Clock, Drawn, Pace, Size, Timed, draw
from benchmarks.trace_bodies import Shape
from benchmarks.trace_network import Built, Given, Shared, ask, build, drawn, share
from benchmarks.trace_own import ASKS
from benchmarks.trace_report import Network, Rival, differences, targets
from benchmarks.trace_shown import filled
from service import tracing
from service.release.network import open_network
from service.release.network_rows import SAME_GOAL
from service.release.releases import Releases

SIZE = Size(600, Shape.BODIES, 3)
PACE = Pace(asking.COMPARED, 1, 60.0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("trace") / SIZE.name


@pytest.fixture(scope="module")
def built(folder: Path) -> Built:
    return build((SIZE, folder))


@pytest.fixture(scope="module")
def draws(folder: Path, built: Built) -> tuple[Drawn, ...]:
    assert built.arcs
    return tuple(drawn((folder, asking.COMPARED, 1)))


def test_what_was_built_is_counted(folder: Path, built: Built) -> None:
    loaded = [node for body in SIZE.plan.bodies() for rows in body.rows for node in rows.nodes if not node.named]
    assert built.versions == sum("-version/" in node.path for node in loaded)
    assert built.goals == sum(node.path.startswith("goal-") for node in loaded)
    assert (built.documents, built.bodies) == (sum(len(body.loaded) for body in SIZE.plan.bodies()), 1)
    arcs = {arc for body in SIZE.plan.bodies() for rows in body.rows for arc in rows.arcs if arc.kind != SAME_GOAL}
    assert built.arcs == len(arcs)
    assert built.disk_mib == pytest.approx(sum(path.stat().st_size for path in folder.rglob("*.*")) / 2**20, abs=0.06)


def test_processes_share_the_files_and_open_them(folder: Path, built: Built) -> None:
    shared = share((folder, 2))
    assert shared.processes == 2
    # pages are whole, and one that a process alone has mapped counts as much as one that two share
    assert built.disk_mib * 0.5 < shared.mapped_mib < open_network(folder).bytes * 2 / 2**20 + 1
    assert shared.open_ms > 0


def test_all_systems_find_the_same(folder: Path, draws: tuple[Drawn, ...], tmp_path: Path) -> None:
    own = {one.question: one for one in ask(Given(folder, draws, PACE)).timed}
    assert list(own) == list(ASKS)
    assert all(one.asked == len(draws) for one in own.values())
    by_networkx = trace_networkx.ask(trace_networkx.Given(SIZE, draws, PACE))
    for one in by_networkx.timed:
        assert one.found == own[one.question].found, one.question
        assert one.found > 0, one.question
    assert len(by_networkx.timed) == 15
    store = loaded(tmp_path / "references.nq")
    compared = 0
    for name in trace_queries.QUERIES.keys() & own.keys() - {asking.whole(asking.COMPONENTS)}:  # takes too long
        found = sum(trace_sparql.count(store, name, one) for one in draws)
        assert found == own[name].found, name
        compared += 1
    assert compared == 12
    reachable = [trace_sparql.count(store, trace_queries.REACHABLE, one) for one in draws]
    with_path = [ASKS[asking.SHORTEST](open_network(folder), one) > 0 for one in draws]
    assert list(map(bool, reachable)) == with_path
    assert 0 < sum(with_path) < len(draws)


def loaded(quads: Path) -> Store:
    written, store = trace_queries.write_quads((SIZE, quads)), Store()
    store.bulk_load(path=str(quads), format=RdfFormat.N_QUADS)
    assert len(store) == written
    return store


def test_a_question_that_takes_sparql_too_long_is_given_up_and_told(draws: tuple[Drawn, ...], tmp_path: Path) -> None:
    quads = tmp_path / "references.nq"
    trace_queries.write_quads((SIZE, quads))
    said = trace_sparql.oxigraph(trace_sparql.Given(quads, draws, PACE, 0.0))
    assert said.timed == ()
    assert said.missing == dict.fromkeys(trace_queries.QUERIES, "not done within 0 s")


def test_whole_answers_have_the_words_that_were_made_up(tmp_path: Path) -> None:
    releases = Releases(tmp_path / "data")
    trace_words.make(Size(300, Shape.BODIES, 1), releases)
    one = drawn((releases.folder(trace_words.RELEASE), 1, 1))[0]
    with tracing.opened(releases.root) as trace:
        answer = tracing.ask(trace, "neighbours", {"from": f"{BASE}/id/{one.source}", "way": "both"})
    assert answer.graph.edges
    for edge in answer.graph.edges:
        assert edge.words is not None
        target = answer.graph.nodes[edge.target]
        assert edge.words.exact == f"doel {target.number}"
        assert target.name in (edge.words.sentence or "")
        assert edge.words.end - edge.words.start == len(edge.words.exact)


def test_draws_are_the_same_for_a_seed_and_every_other_one_stays_in_its_document() -> None:
    goals = {f"gm900{body}/begroting/{year}": range(10) for body in (0, 1) for year in (2020, 2021, 2022)}
    named = {(document, number): f"{document}/{number}" for document, numbers in goals.items() for number in numbers}
    assert len(named) == 60
    by_number = {
        document: [place * 10 + number for number in numbers] for place, (document, numbers) in enumerate(goals.items())
    }
    paths = list(named.values())
    found = draw(by_number, paths.__getitem__, 40, 7)
    assert found == draw(by_number, paths.__getitem__, 40, 7)
    assert found != draw(by_number, paths.__getitem__, 40, 8)
    for place, one in enumerate(found):
        assert one.source.startswith(f"{one.document}/")
        assert one.source != one.target
        assert one.source.partition("/")[0] == one.target.partition("/")[0]
        assert place % 2 or one.target.startswith(f"{one.document}/")


def test_a_clock_leaves_out_the_first_asking_and_compares_the_first_draws() -> None:
    seen: list[int] = []

    def double(number: int) -> int:
        seen.append(number)
        return 2 * number

    clock = Clock("double")
    for _ in range(2):
        clock.ask(double, list(range(20)), 60.0)
    timed = clock.timed()
    assert seen == 2 * [0, *range(20)]
    assert (timed.question, timed.asked) == ("double", 40)
    assert timed.found == 2 * sum(range(asking.COMPARED))
    assert timed.p50 <= timed.p95 <= timed.most


def test_a_clock_stops_after_its_limit_but_rather_not_before_what_is_compared() -> None:
    clock = Clock("slow")
    clock.ask(lambda number: sleep(0.001) or number, list(range(1000)), 0.005)
    assert asking.COMPARED <= clock.timed().asked < 1000
    assert clock.timed().found == sum(range(asking.COMPARED))


def test_a_clock_that_loses_patience_tells_of_no_answers() -> None:
    clock = Clock("slower")
    clock.ask(lambda number: number, list(range(1000)), -1.0)
    assert (clock.timed().asked, clock.timed().found) == (1, None)


def network(size: Size, p95: float, mapped_mib: float, found: int = 1) -> Network:
    built = Built(1, 1, 1, 1, 1, 1.0, 1.0, 1.0)
    timed = tuple(Timed(name, 1, p95, p95, p95, found) for name in trace_report.QUICK)
    return Network(size, built, Shared(4, 1.0, 1.0, mapped_mib, 1.0), timed, 1.0)


def test_targets_are_judged_by_what_was_measured() -> None:
    middle, large = Size(100_000, Shape.ONE, 1), Size(1_400_000, Shape.ONE, 1)
    assert [(one.found, one.met) for one in targets([network(middle, 49.9, 500.0)])] == [("49.90 ms", True)] * 3
    assert not any(one.met for one in targets([network(middle, 50.0, 1.0)]))
    assert [one.met for one in targets([network(large, 199.0, 200.0)])] == [True, True, True, False]
    assert [one.met for one in targets([network(large, 200.0, 199.0)])] == [False, False, False, True]
    assert targets([network(Size(1000, Shape.ONE, 1), 1.0, 1.0)]) == []
    lacking = msgspec.structs.replace(network(middle, 1.0, 1.0), timed=())
    assert [(one.found, one.met) for one in targets([lacking])] == [("not measured", False)] * 3


def test_a_rival_that_finds_something_else_is_told_of() -> None:
    size = Size(1000, Shape.BODIES, 1)
    same = Rival("a", size, 1.0, 1.0, (Timed(asking.IMPACT, 1, 1.0, 1.0, 1.0, 5),))
    other = Rival("b", size, 1.0, 1.0, (Timed(asking.IMPACT, 1, 1.0, 1.0, 1.0, 6), Timed("own", 1, 1.0, 1.0, 1.0, 6)))
    slow = Rival("c", size, 1.0, 1.0, (Timed(asking.IMPACT, 1, 1.0, 1.0, 1.0, None),))
    elsewhere = msgspec.structs.replace(other, size=Size(1000, Shape.BODIES, 2))
    assert differences([network(size, 1.0, 1.0, found=5)], [same, slow, elsewhere, other]) == [
        "1,000 versions (bodies of 5,000), impact to depth 3: b 6, doelgraaf 5"
    ]


def test_a_question_in_sparql_has_iris_in_all_its_slots() -> None:
    one = Drawn("goal-version/gm9000/berap/2020/1.1.1", "goal-version/gm9000/berap/2021/1.1.2", "gm9000/berap/2020")
    for name in trace_queries.QUERIES:
        text = trace_queries.query(name, one)
        slots = ("{source}", "{target}", "{document}", "{graph}", "{both}", "{here}", "{there}", "{opened}", "{closed}")
        assert not any(slot in text for slot in slots), name
        assert "whole release" in name or f"<{BASE}/" in text, name


def test_the_command_gives_the_figures_as_json_and_as_tables(tmp_path: Path) -> None:
    out = tmp_path / "trace.json"
    words = ["--sizes", "300", "--rivals", "networkx", "--rounds", "1", "--words", "0", "--limit", "0.1"]
    done = CliRunner().invoke(main, [*words, "--cache", str(tmp_path / "cache"), "--out", str(out)])
    assert done.exit_code == 0, done.output
    report = msgspec.json.decode(out.read_bytes(), type=trace_report.Report)
    assert [one.size.versions for one in report.networks] == [300]
    assert [one.system for one in report.rivals] == ["networkx"]
    assert report.differences == []
    for said in ("300 versions, bodies of 5,000", "networkx", "impact to depth 3"):
        assert said in done.output
    again = CliRunner().invoke(main, ["--read", str(out), "--json"])
    assert again.stdout == out.read_text("utf-8")
    document = filled("before\n<!-- trace -->\nold\n<!-- end: trace -->\nafter\n", report)
    lines = document.splitlines()
    assert (lines[0], lines[-1], "old" in lines) == ("before", "after", False)
    assert "| 300 versions, bodies of 5,000 | doelgraaf | networkx |" in lines
    assert {line.split(" | ")[0].removeprefix("| ") for line in lines} >= ASKS.keys()
    assert filled(document, report) == document


def test_figures_have_a_place_in_the_documentation_or_none() -> None:
    report = trace_report.Report({}, {}, [], [], [], [], [], [])
    with pytest.raises(ValueError, match="end: trace"):
        filled("<!-- trace -->", report)


def test_the_documentation_has_the_figures_that_are_kept() -> None:
    report = msgspec.json.decode(RESULTS.read_bytes(), type=trace_report.Report)
    document = DOCUMENT.read_text("utf-8")
    assert filled(document, report) == document, (
        "run python benchmarks/trace.py --read benchmarks/results/trace.json --record"
    )
    assert report.differences == []
    assert {one.size.versions for one in report.networks} == {1000, 100_000, 1_400_000}
    assert targets(report.networks) == report.targets
    told = document.partition("<!-- trace -->")[2].partition("| written, shared")[0]
    assert "without looking up the sentences" in told, "beside the targets stands what they do not promise"
    assert "*whole answers*" in told
    assert [f"{one.size.versions:,} versions" in document for one in report.worded] == [True] * len(report.worded) != []


@pytest.mark.parametrize("words", [["--sizes", "many"], ["--rivals", "neo4j"], ["--rounds", "0"]])
def test_a_wrong_option_is_refused(words: list[str], tmp_path: Path) -> None:
    done = CliRunner().invoke(main, [*words, "--cache", str(tmp_path)])
    assert done.exit_code == 2
    assert words[0] in done.output
