"""Measuring the log of changes: a made-up release is logged whole, and a step in which nothing differs adds nothing."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from benchmarks.change_steps import first, following, written
from benchmarks.probes import BASE
from benchmarks.stated import RELEASE
from benchmarks.trace_asking import Size
from benchmarks.trace_bodies import Shape
from ontology import terms
from service.answers.coverage import Holdings
from service.release.change_log import ChangeLog
from service.release.releases import Releases

VERSIONS = 150


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("stated") / "data"
    assert written((Size(VERSIONS, Shape.BODIES, 1), root)) > 10_000
    return root


def test_the_first_step_has_every_version_and_what_endures(data: Path) -> None:
    step = first(data)
    store = Store.read_only(str(Releases(data).store(RELEASE)))
    stated = store.quads_for_pattern(None, NamedNode(terms.IN_DOCUMENT), None)
    versions = {quad.subject.value for quad in stated if isinstance(quad.subject, NamedNode)}
    logged = {
        member.thing for number in range(1, step.changes // 100 + 2) for member in ChangeLog.of(data).page(number)
    }
    assert {version.removeprefix(f"{BASE}/") for version in versions} <= logged
    assert len(versions) >= VERSIONS
    assert step.changes == len(logged)
    assert (step.seconds > 0, step.peak_mib > 0, step.disk_mib > 0) == (True, True, True)


def test_a_step_in_which_nothing_is_stated_otherwise_adds_nothing(data: Path) -> None:
    before = first(data)
    assert following(data).changes == before.changes


def test_lists_may_count_such_a_release_simply(data: Path) -> None:
    assert Holdings.of(Releases(data).manifest(RELEASE)).conforms
