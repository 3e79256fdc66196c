"""The figures of reading stand on the right things: the plain reader reads, time is charged to whom it belongs."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import plain, probes, rival
from benchmarks.corpus import Form, Plan, write_corpus
from benchmarks.profiling import ROOT, summed
from benchmarks.reading import figures_of
from tests.started import PATIENCE_S

READER, LIBRARY = str(ROOT / "ingest/read/page.py"), "/usr/lib/python3/re.py"


@pytest.fixture(params=list(Form))
def plan(tmp_path: Path, request: pytest.FixtureRequest) -> Plan:
    made = Plan(tmp_path / "corpus", 60, form=request.param)
    write_corpus(made)
    return made


def test_both_readers_find_the_references_of_the_truth(plan: Plan) -> None:
    assert probes.reads(plan.folder)
    both = rival.agreements((plan.folder, plan.truth, 60))
    assert both.doelgraaf.right == both.doelgraaf.found == both.doelgraaf.true > 60
    assert both.plain.right > 0.9 * both.plain.true


def test_a_probe_runs_in_a_process_of_its_own_and_gives_what_was_asked(tmp_path: Path) -> None:
    whole = Plan(tmp_path / "corpus", 60)
    write_corpus(whole)
    measured = probes.apart(probes.Measured, "benchmarks.probes.reading", whole.folder)
    assert measured.pages == 60
    assert measured.rate > 0
    assert 10 < measured.peak_mib < 500
    with pytest.raises(TypeError, match="name another probe"):
        probes.apart(probes.Profile, "benchmarks.probes.reading", whole.folder)


def test_what_starts_processes_imports_no_rdflib() -> None:
    program = "import sys, benchmarks.reading; print({'rdflib', 'bs4'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=PATIENCE_S
    )
    assert done.stdout.strip() == "set()"


def test_the_plain_reader_makes_a_graph_of_a_page(examples: Path) -> None:
    page = examples / "fictional/begroting-2031/doel-1-1-2.txt"
    facts = plain.facts_of(plain.text_of(page.read_bytes()))
    assert (facts.number, facts.holders) == ("1.1.2", ("Fenna Fictief",))
    assert facts.references == ("1.1.1", "2.2.2", "4")
    assert len(plain.graph_of(facts, "https://example.org/doel")) == 1 + 2 + 1 + 3 * 3


def test_a_changed_page_says_whose_it_is_when_it_is_offered_alone(tmp_path: Path) -> None:
    whole = Plan(tmp_path / "corpus", 60)
    write_corpus(whole)
    out, changed = tmp_path / "dataset", tmp_path / "changed"
    assert probes.ingesting((whole.folder, out)).pages == 60
    before = {path: path.read_bytes() for path in out.rglob("*.gz")}
    probes.change_one(whole.folder, changed)
    assert probes.ingesting((changed, out)).pages == 1
    touched = {path.relative_to(out).parts[0] for path in out.rglob("*.gz") if before.get(path) != path.read_bytes()}
    assert {"records", "graphs"} <= touched
    assert len({path for path in (out / "records").rglob("*.gz") if before[path] != path.read_bytes()}) == 1


def test_time_in_a_library_is_charged_to_its_callers() -> None:
    reads, splits, compiled = (READER, 1, "read_page"), (READER, 9, "split"), (LIBRARY, 5, "search")
    found = summed(
        {
            reads: (1, 1, 2.0, 10.0, {}),
            splits: (1, 1, 2.0, 8.0, {reads: (1, 1, 2.0, 8.0)}),
            compiled: (4, 4, 6.0, 6.0, {reads: (1, 1, 1.5, 1.5), splits: (3, 3, 4.5, 4.5)}),
        }
    )
    assert found.modules == {"ingest.read.page": 1.0}
    assert found.functions == {"ingest.read.page.split": 0.65, "ingest.read.page.read_page": 0.35}


def test_a_figure_is_the_median_with_its_ratio() -> None:
    own, other = figures_of("g", "s", {"a": [1.0, 9.0, 2.0], "b": [4.0]}, {"a": "b"})
    assert (own.median, own.ratio, own.ratio_to, own.values) == (2.0, 0.5, "b", (1.0, 9.0, 2.0))
    assert (other.median, other.ratio) == (4.0, None)
