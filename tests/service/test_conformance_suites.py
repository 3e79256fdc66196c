"""The W3C's suites for SPARQL 1.1 pass over HTTP: protocol, graph store, service description, queries and updates.

One run on an empty service in which all graphs are writable, one on a service that only reads: each leaves out just what
belongs to the other. Which tests of queries fail is written in docs/endpoint.md, with the reason.
"""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

import pytest
from running import ROOT, Service, running
from w3c_files import SHARED

RUNNERS = SHARED / "conformance"
DEADLINE_S = 240
MEMORY = Path("/dev/shm")  # noqa: S108 - a suite makes a thousand releases, which a disk would be asked to hold for good
READ_ONLY = {"protocol": 13, "gsp": 13, "sd": 0, "extra": 1}  # what the other run has
# A row of the table: | `query10/distinct/no-distinct-1` | reason |
ROW = re.compile(r"^\| `(\w+/[^`]+)` \| (\S.*\S) \|$", re.MULTILINE)


class Result(TypedDict):
    """One test of a suite, as a runner tells it."""

    group: str
    suite: str
    dir: str
    test: str
    name: str
    status: str
    why: str


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """An empty service with all graphs writable and a default graph of its own."""
    if not RUNNERS.is_dir():
        pytest.skip(f"{RUNNERS} is not on this machine; DOELGRAAF_SHARED names the folder that has conformance/")
    root = tmp_path_factory.mktemp("scratch", numbered=True)
    data = MEMORY / f"doelgraaf-{root.parent.name}-{root.name}" if MEMORY.is_dir() else root / "data"
    try:
        with running(data, writable="all", union_default_graph="false") as service:
            yield service
    finally:
        shutil.rmtree(data, ignore_errors=True)


def run(runner: str, report: Path, *arguments: str) -> list[Result]:
    """What a runner finds."""
    command = [sys.executable, str(RUNNERS / runner), *arguments, "--json", str(report)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=DEADLINE_S, check=False)
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    found: list[Result] = json.loads(report.read_text("utf-8"))
    return found


def tally(found: list[Result]) -> dict[str, Counter[str]]:
    """How many tests of each group passed, failed and were left out."""
    groups: dict[str, Counter[str]] = {}
    for result in found:
        groups.setdefault(result["group"], Counter())[result["status"]] += 1
    return groups


def failures(found: list[Result]) -> list[str]:
    return [f"{result['group']}/{result['name']}: {result['why']}" for result in found if result["status"] == "FAIL"]


def test_the_protocols_pass_on_a_service_that_can_be_written(scratch: Service, tmp_path: Path) -> None:
    addresses = ("--query-url", f"{scratch.address}/sparql", "--update-url", f"{scratch.address}/sparql")
    writing = ("--gsp-url", f"{scratch.address}/graphs", "--auth", f"Bearer {scratch.token}")
    features = ("--gsp-features", "direct,indirect,post-create")
    found = run("run_protocol.py", tmp_path / "report.json", *addresses, *writing, *features)
    assert failures(found) == []
    assert tally(found) == {
        "protocol": Counter(PASS=34),
        "gsp": Counter(PASS=13),
        "sd": Counter(PASS=3),
        "extra": Counter(PASS=28, SKIP=1),
    }
    left_out = [result["name"] for result in found if result["status"] == "SKIP"]
    assert left_out == ["read_only_refuses_all_updates"]


def test_the_protocols_pass_on_a_service_that_only_reads(tiny_data: Path, tmp_path: Path) -> None:
    if not RUNNERS.is_dir():
        pytest.skip(f"{RUNNERS} is not on this machine; DOELGRAAF_SHARED names the folder that has conformance/")
    with running(tiny_data, token=None) as service:
        found = run("run_protocol.py", tmp_path / "report.json", "--query-url", f"{service.address}/sparql")
    assert failures(found) == []
    counts = tally(found)
    assert {group: count["SKIP"] for group, count in counts.items()} == READ_ONLY
    assert {group: count.total() for group, count in counts.items()} == {
        "protocol": 34,
        "gsp": 13,
        "sd": 3,
        "extra": 29,
    }
    left_out = {result["why"] for result in found if result["status"] == "SKIP"}
    assert all("needs" in why or "not claimed" in why for why in left_out), left_out


def test_queries_and_updates_pass_but_for_those_that_are_explained(scratch: Service, tmp_path: Path) -> None:
    address = f"{scratch.address}/sparql"
    arguments = ("--query-url", address, "--update-url", address, "--auth", f"Bearer {scratch.token}")
    found = run("run_query_suite.py", tmp_path / "report.json", *arguments)
    counts = Counter(result["status"] for result in found)
    assert counts.total() == 977
    assert counts["SKIP"] == 5
    assert all(result["why"] == "LOAD would be executed" for result in found if result["status"] == "SKIP")
    failed = {f"{one['suite']}/{one['dir']}/{one['test']}": one["why"] for one in found if one["status"] == "FAIL"}
    explained = dict(ROW.findall((ROOT / "docs" / "endpoint.md").read_text("utf-8")))
    assert failed.keys() == explained.keys(), {name: why for name, why in failed.items() if name not in explained}
    assert counts["PASS"] >= 936
