"""The corpus is the same for the same seed, has the proportions of real pages, and its truth holds."""

import json
import re
import subprocess
import sys
from collections import Counter
from html import unescape
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from benchmarks.corpus import CorpusError, Form, Plan, wishes_of, write_corpus
from benchmarks.damage import Damage
from benchmarks.leaves import OTHERS
from benchmarks.municipality import FAMILIES, LAYOUTS, ZWOLLE, Municipality
from ingest.write import Run, ingest
from ontology.organisations import codes_by_name
from tests.started import PATIENCE_S

ROOT = Path(__file__).parents[2]
PAGES = 300
Line = dict[str, object]


def lines(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def content(plan: Plan) -> dict[str, bytes]:
    return {path.relative_to(plan.out).as_posix(): path.read_bytes() for path in plan.out.rglob("*") if path.is_file()}


def written(folder: Path, pages: int, **wishes: object) -> Plan:
    plan = Plan(folder, pages, **wishes)  # type: ignore[arg-type]
    assert write_corpus(plan) == pages
    return plan


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return written(tmp_path_factory.mktemp("corpus") / "text", PAGES)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_ones(tmp_path: Path) -> None:
    first, again, other = (written(tmp_path / name, 40, seed=seed) for name, seed in (("a", 1), ("b", 1), ("c", 2)))
    assert content(first) == content(again)
    assert content(first) != content(other)


def test_each_layout_has_pages_and_each_page_a_truth_in_the_known_keys(text: Plan) -> None:
    index, truth = lines(text.index), lines(text.truth)
    known = lines(ROOT / "tests/truth/fictional.jsonl")[0]
    assert len(index) == len(truth) == PAGES
    assert {line["layout"] for line in index} == set(LAYOUTS)
    assert {frozenset(line) for line in truth} == {frozenset(known)}
    assert {frozenset(one) for line in truth for one in line["references"]} == {frozenset(known["references"][0])}  # type: ignore[attr-defined, index]
    assert [line["path"] for line in index] == [line["path"] for line in truth]
    assert all((text.folder / str(line["path"])).is_file() for line in index)


def test_pages_have_the_proportions_of_real_ones(text: Plan) -> None:
    sizes = [len(path.read_text("utf-8")) for path in text.folder.rglob("*.txt")]
    truth = lines(text.truth)
    cited = [one for line in truth for one in line["references"] if one["role"] != "self"]  # type: ignore[attr-defined]
    resolutions = Counter(one["resolution"] for one in cited)
    elsewhere = sum("in de Begroting" in path.read_text("utf-8") for path in text.folder.rglob("*.txt"))
    assert 4_000 < sum(sizes) / PAGES < 6_000
    assert 2 <= len(cited) / PAGES <= 3
    assert 0.005 < elsewhere / len(cited) < 0.04
    assert resolutions["resolved"] > 0.5 * len(cited)
    assert {"not-loaded", "dangling"} <= set(resolutions)


def test_pages_differ_and_yet_are_copied_from_year_to_year(text: Plan) -> None:
    paragraphs = Counter(
        paragraph
        for path in text.folder.rglob("*.txt")
        for paragraph in path.read_text("utf-8").split("\n\n")
        if len(paragraph) > 300
    )
    copied = sum(count > 1 for count in paragraphs.values())
    assert 0.2 < copied / len(paragraphs) < 0.9
    assert max(paragraphs.values()) <= 12


def test_numbers_change_between_years() -> None:
    body = Municipality(1, 0, 1000)
    years = [body.numbers(year) for year in range(2031, 2041)]
    assert all(set(numbers.values()) != set() and len(set(numbers.values())) == len(numbers) for numbers in years)
    moved = [sum(later.get(key) != number for key, number in numbers.items()) for numbers, later in pairwise(years)]
    assert all(0 < count < len(years[0]) / 2 for count in moved)


def test_no_municipality_has_a_real_name_or_that_of_another() -> None:
    names = [Municipality(1, index, 100).name for index in range(999)]
    assert len(set(names)) == 999
    assert not set(names) & set(codes_by_name())


def test_html_shows_the_words_of_the_text_in_60_kb(text: Plan, tmp_path: Path) -> None:
    html = written(tmp_path / "html", PAGES, form=Form.HTML)
    assert html.truth.read_text("utf-8").replace(".html", ".txt") == text.truth.read_text("utf-8")
    sizes = []
    for path in html.folder.rglob("*.html"):
        source = path.read_text("utf-8")
        sizes.append(len(source))
        shown = " ".join(unescape(re.sub(r"<[^>]*>", " ", source)).split())
        twin = text.folder / path.relative_to(html.folder).with_suffix(".txt")
        missing = [
            line for line in twin.read_text("utf-8").splitlines() if " ".join(line.strip(" •").split()) not in shown
        ]
        assert missing == []
    assert 45_000 < sum(sizes) / PAGES < 70_000


def test_damaged_pages_are_of_every_kind_and_have_no_truth(tmp_path: Path) -> None:
    plan = written(tmp_path / "damaged", 300, damaged=0.3)
    damaged = {str(line["path"]): line["damage"] for line in lines(plan.index) if line["damage"]}
    assert set(damaged.values()) == set(Damage)
    assert not {str(line["path"]) for line in lines(plan.truth)} & set(damaged)
    summary = ingest(Run((plan.folder,), tmp_path / "dataset", "http://localhost:8000"), lambda _done, _total: None)
    assert {issue.path for issue in summary.issues} == set(damaged)


def test_goal_pages_of_the_layouts_of_zwolle_are_by_far_the_most(tmp_path: Path) -> None:
    wishes = wishes_of("all")
    plan = written(
        tmp_path / "all", 1200, layouts=wishes.layouts, others=wishes.others, families=wishes.families
    )  # fmt: skip
    index = lines(plan.index)
    pages = Counter(str(line.get("page", "goal")) for line in index)
    families = Counter(
        entry["family"] for entry in msgspec.yaml.decode((plan.folder / "bodies.yml").read_bytes()).values()
    )
    assert set(families) == {ZWOLLE, *FAMILIES}
    assert set(pages) == {"goal", *map(str, OTHERS)}
    assert pages["goal"] > 1.5 * (len(index) - pages["goal"] - sum(line["layout"] == "questions" for line in index))
    assert sum(line["layout"] == "questions" for line in index) < 0.15 * len(index)


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({"bodies": 1000}, "give fewer with --bodies"),
        ({"pages": 30_000, "bodies": 1, "layouts": wishes_of("z1").layouts}, "give more bodies"),
    ],
)
def test_a_corpus_that_cannot_be_is_refused_with_the_remedy(
    tmp_path: Path, wishes: dict[str, object], words: str
) -> None:
    with pytest.raises(CorpusError, match=words):
        write_corpus(Plan(tmp_path / "corpus", **{"pages": 2000} | wishes))  # type: ignore[arg-type]


def test_the_command_writes_a_corpus_and_names_what_is_wrong(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "benchmarks/corpus.py"), str(tmp_path / "corpus"), "--pages", "20"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert (done.returncode, done.stdout.split(" in ")[0]) == (0, "20 pages of 1 municipalities")
    again = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert again.returncode == 2
    assert "is not empty; give a new folder" in " ".join(again.stderr.split())
    wrong = subprocess.run(
        [*command, "--layouts", "z9"], capture_output=True, text=True, check=False, timeout=PATIENCE_S
    )
    assert "z9: no such layout" in wrong.stderr
