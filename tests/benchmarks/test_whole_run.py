"""The steps of a whole run say what they gave: pages, files with an issue, and files of the dataset that changed."""

from pathlib import Path

from benchmarks import probes
from benchmarks.corpus import Plan, write_corpus
from benchmarks.probes import Measured, apart
from benchmarks.steps import Ingested


def test_the_steps_of_a_whole_run_count_what_they_gave(tmp_path: Path) -> None:
    plan, out = Plan(tmp_path / "corpus", 60, bodies=2), tmp_path / "dataset"
    write_corpus(plan)
    first = apart(Ingested, "benchmarks.steps.ingesting", (plan.folder, out, 1))
    assert (first.pages, first.measured.pages) == (60, 60)
    assert "manifest.json" in first.changed
    published = apart(Measured, "benchmarks.steps.publishing", (out, tmp_path / "data"))
    assert published.pages == 60
    probes.change_one(plan.folder, tmp_path / "changed")
    again = apart(Ingested, "benchmarks.steps.ingesting", (plan.folder, out, 1))
    assert again.pages == 60
    assert 1 < len(again.changed) < len(first.changed) / 2
