"""`doelgraaf review` as people type it: on a published document, and on a concept of which nothing may remain."""

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from starlette.testclient import TestClient

from doelgraaf import FrontDoor
from ontology.language import Language
from service.answers.review.rows import COLUMNS
from service.engine.opening import open_engine
from service.settings import Settings
from service.web.serving import build
from tests.service.tiny import digest_tree
from tests.web.review_pages import BUDGET, REPORT, Sheet, make_dataset, write_pages

ROOT = Path(__file__).parents[1]
TOWN = "gm9999/begroting/2031"
HIDDEN = "Niemand weet nog van deze bezuiniging, zie doel 1.1.9."
CONCEPT = [
    Sheet("1.1.1", description=HIDDEN, holders=("Vera Verborgen",)),
    Sheet("1.1.2", description="Niets."),
]


def run(*arguments: str | Path, language: Language = Language.EN) -> Result:
    return CliRunner().invoke(FrontDoor(language), ["review", *map(str, arguments)])


@pytest.fixture(scope="module")
def data(fictional_data: Path) -> Path:
    """A data directory with the fictional town; not to be changed."""
    return fictional_data


@pytest.fixture
def aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which temporary folders are made."""
    folder = tmp_path / "aside"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_document_is_reviewed_for_its_readers(data: Path) -> None:
    dutch = run(TOWN, "--data", data, language=Language.NL)
    english = run(TOWN, "--data", data)
    assert (dutch.exit_code, english.exit_code) == (0, 0)
    assert dutch.stdout.startswith("Nakijkrapport Begroting 2031 (Nergenshuizen)\n")
    assert "Gevonden: 3 fouten, 84 keer ter informatie\n" in dutch.stdout
    assert "[fout] Nummer bestaat niet: verwijst naar een nummer dat niet bestaat: doel 3.4.1\n" in dutch.stdout
    assert "“Voor het bouwen op bedrijventerreinen gelden andere regels, zie doel 3.4.1.”\n" in dutch.stdout
    assert "tekens 854–868  https://begroting-2031.nergenshuizen.example/" in dutch.stdout
    assert "[error] Number does not exist: refers to a number that does not exist: goal 3.4.1\n" in english.stdout
    assert (dutch.stderr, english.stderr) == ("", "")


def test_over_an_incomplete_document_the_second_line_says_so(data: Path) -> None:
    done = run("gm9999/berap/2031-1", "--data", data, language=Language.NL)
    assert done.stdout.splitlines()[1].startswith(
        "Let op: niet alle doelen van Berap 2031-1 (Nergenshuizen) zijn geladen."
    )


def test_an_unknown_document_ends_with_two_and_names_those_there_are(data: Path) -> None:
    done = run("gm9999/begroting/2040", "--data", data)
    assert done.exit_code == 2
    assert "there are gm9999/begroting/2031, gm9999/begroting/2032, gm9999/berap/2031-1" in done.stderr


def test_strict_ends_with_one_only_where_there_are_errors(data: Path) -> None:
    assert run(TOWN, "--data", data, "--strict").exit_code == 1
    assert run("gm9999/berap/2031-1", "--data", data, "--strict").exit_code == 0
    assert run(TOWN, "--data", data, "--strict", "--holder", "Bram Bedacht").exit_code == 0


def test_one_holder_can_be_asked_for(data: Path) -> None:
    done = run(TOWN, "--data", data, "--holder", "tessa ten toneel")
    assert "Tessa ten Toneel" in done.stdout
    assert "Bram Bedacht" not in done.stdout
    unknown = run(TOWN, "--data", data, "--holder", "Niemand")
    assert unknown.exit_code == 2
    assert "Bram Bedacht, Fenna Fictief" in unknown.stderr


def test_each_form_says_the_same(data: Path, tmp_path: Path) -> None:
    told = json.loads(run(TOWN, "--data", data, "--format", "json").stdout)
    findings = {one["iri"]: one["findings"] for group in told["groups"] for one in group["reviewed"]}
    count = sum(map(len, findings.values()))
    assert count == sum(one["count"] for one in told["counts"]) == 87
    rows = list(csv.reader(io.StringIO(run(TOWN, "--data", data, "--format", "csv").stdout)))
    assert tuple(rows[0]) == COLUMNS
    assert len({row[COLUMNS.index("finding")] for row in rows[1:]}) == count
    for suffix in ("json", "csv", "html", "xlsx", "txt"):
        out = tmp_path / f"report.{suffix}"
        done = run(TOWN, "--data", data, "--out", out)
        assert (done.exit_code, done.stdout) == (0, "")
    assert json.loads((tmp_path / "report.json").read_text("utf-8")) == told
    assert "3.4.1" in (tmp_path / "report.html").read_text("utf-8")
    assert "3.4.1" in (tmp_path / "report.txt").read_text("utf-8")
    with zipfile.ZipFile(tmp_path / "report.xlsx") as book:
        assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == len(rows)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".csv", ".html", ".json", ".txt", ".xlsx"]


def test_the_same_review_is_the_same_bytes(data: Path, tmp_path: Path) -> None:
    for suffix in ("html", "xlsx"):
        first, second = tmp_path / f"one.{suffix}", tmp_path / f"two.{suffix}"
        for out in (first, second):
            run(TOWN, "--data", data, "--out", out)
        assert first.read_bytes() == second.read_bytes(), suffix


WRONG = [
    (("--format", "xlsx"), "say with --out where it goes"),
    (("--out", "report.pdf"), "end the name in .json, .csv, .html, .xlsx, .txt"),
    (("--beside", "somewhere"), "--beside, --as, --name and --complete go with a draft"),
]


@pytest.mark.parametrize(("options", "said"), WRONG)
def test_what_does_not_go_together_is_wrong_use(data: Path, options: tuple[str, ...], said: str) -> None:
    done = run(TOWN, "--data", data, *options)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_path_that_is_not_there_is_wrong_use_and_says_what_a_document_is_called() -> None:
    done = run("begroting/2031")
    assert done.exit_code == 2
    assert "such a path is gm0193/begroting/2021" in done.stderr


def left_in(aside: Path) -> list[Path]:
    """What of ours is left among temporary folders; those of Python's own processes (`pymp-`) go when it ends."""
    return [path for path in aside.iterdir() if not path.name.startswith("pymp-")]


def answers_of(data: Path) -> list[tuple[int, bytes]]:
    """What a service over a data directory answers."""
    settings = Settings(data=data, workers=1, own_workers=1)
    with closing(open_engine(data, settings)) as engine:
        client = TestClient(build(engine, settings))
        count = "/sparql?query=SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        found = '/sparql?query=SELECT ?s { ?s dg:holderName "Vera Verborgen" }'
        paths = ("/v1/documents", "/v1/holders", f"/v1/documents/{TOWN}/review", "/v1/documents/gm9350/begroting/2031")
        return [(answer.status_code, answer.content) for answer in map(client.get, (*paths, count, found))]


def test_nothing_of_a_concept_reaches_what_is_served_or_the_dataset_beside_it(
    data: Path, fictional_dataset: Path, tmp_path: Path, aside: Path
) -> None:
    pages = write_pages(tmp_path / "concept", CONCEPT)
    folders = (data, fictional_dataset, pages)
    before, answered = [digest_tree(folder) for folder in folders], answers_of(data)
    for options in ((), ("--beside", fictional_dataset)):
        done = run(pages, *options)
        assert done.exit_code == 0, done.stderr
        assert HIDDEN in done.stdout
        assert "Vera Verborgen" in done.stdout
        assert "published nowhere" in done.stdout
        assert "/doc/" not in done.stdout, "what is not published has no page of ours"
        assert not left_in(aside)
    assert [digest_tree(folder) for folder in folders] == before
    assert answers_of(data) == answered
    assert all(HIDDEN.encode() not in content and b"Verborgen" not in content for _, content in answered[:4])


def test_a_concept_in_a_zip_tells_its_documents_as_a_list_in_json(tmp_path: Path, aside: Path) -> None:
    pages = write_pages(tmp_path / "concept", CONCEPT, [Sheet("1.1.1")])
    archive = shutil.make_archive(str(tmp_path / "concept"), "zip", pages)
    told = json.loads(run(archive, "--format", "json").stdout)
    assert [one["document"] for one in told] == [BUDGET, REPORT]
    findings = [
        found for one in told for group in one["groups"] for seen in group["reviewed"] for found in seen["findings"]
    ]
    assert "refers to a number that does not exist: goal 1.1.9" in [found["message"]["en"] for found in findings]
    assert {place["link"] for found in findings for place in found["places"]} == {None}
    assert not left_in(aside)


@pytest.mark.parametrize("language", list(Language))
def test_the_command_explains_itself(language: Language) -> None:
    done = run("--help", language=language)
    assert done.exit_code == 0
    assert {"--beside", "--holder", "--format", "--out", "--strict"} <= set(done.stdout.split())
    assert ("portefeuillehouder" in done.stdout) is (language is Language.NL)


def test_a_dataset_beside_a_concept_knows_what_it_refers_to(tmp_path: Path, aside: Path) -> None:
    dataset = make_dataset(tmp_path / "known", [Sheet("1.1.1"), Sheet("1.1.2")])
    before = digest_tree(dataset)
    concept = write_pages(tmp_path / "concept", [], [Sheet("1.1.1", description="Zie doel 1.1.2.")])
    alone, beside = run(concept), run(concept, "--beside", dataset)
    assert "refers to goal 1.1.2, of which the page was not loaded" in alone.stdout
    assert "was not loaded\n" not in beside.stdout
    assert "Begroting" not in beside.stdout, "only the documents of the concept are reviewed"
    assert digest_tree(dataset) == before
    assert not left_in(aside)


def test_a_page_that_the_dataset_has_in_a_newer_form_is_told(tmp_path: Path) -> None:
    dataset = make_dataset(tmp_path / "known", [Sheet("1.1.1"), Sheet("1.1.2")])
    older = write_pages(tmp_path / "older", [Sheet("1.1.1", description="Van eerder.")], complete=False)
    for page in older.glob("budget/*.txt"):
        page.write_text(page.read_text("utf-8").replace("10/01/2030", "09/01/2029"), "utf-8")
    done = run(older, "--beside", dataset)
    assert "Note: of 1 page of the draft the dataset of --beside has a newer form" in done.stderr


@pytest.mark.parametrize(
    ("content", "code"), [("Zomaar wat woorden.", 1), (None, 2)], ids=["a page of no document", "no page at all"]
)
def test_after_an_error_nothing_remains(tmp_path: Path, aside: Path, content: str | None, code: int) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    if content is not None:
        (pages / "page.txt").write_text(content, "utf-8")
    done = run(pages, "--quiet")
    assert done.exit_code == code
    assert not left_in(aside)


def test_a_folder_that_is_no_dataset_beside_a_concept_is_wrong_use(tmp_path: Path, aside: Path) -> None:
    pages = write_pages(tmp_path / "concept", CONCEPT)
    assert run(pages, "--beside", tmp_path).exit_code == 2
    assert run(pages, "--data", tmp_path).exit_code == 2
    assert not left_in(aside)


@pytest.fixture
def started(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A review in a process of its own, and the folder for its temporary folders."""
    pages = write_pages(tmp_path / "concept", CONCEPT)
    aside = tmp_path / "aside"
    aside.mkdir()
    environment = {**os.environ, "TMPDIR": str(aside), "LANG": "C.UTF-8"}
    command = [sys.executable, "-c", "from doelgraaf import main; main()", "review", str(pages)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield process, aside
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_review_that_is_broken_off_leaves_nothing(
    started: tuple[subprocess.Popen[bytes], Path], number: signal.Signals
) -> None:
    process, aside = started
    deadline = time.monotonic() + 60
    while not list(aside.glob("doelgraaf-*/dataset/*")):
        assert process.poll() is None, "it ended before it was broken off"
        assert time.monotonic() < deadline
        time.sleep(0.01)
    while process.poll() is None:  # again and again, as people do who want it to end
        process.send_signal(number)
        time.sleep(0.1)
    assert process.returncode != 0
    assert not left_in(aside)


def test_only_what_weighs_enough_is_shown_and_the_rest_is_counted(data: Path) -> None:
    for severity in ("error", "doubt"):
        done = run(TOWN, "--data", data, "--severity", severity)
        assert "Found: 3 errors\n84 findings that weigh less are not shown.\n" in done.stdout
        assert "[notice]" not in done.stdout
        assert done.stdout.count("[error]") == 3
    assert run(TOWN, "--data", data, "--severity", "notice").stdout == run(TOWN, "--data", data).stdout


def test_errors_and_doubts_come_before_all_notices_and_who_has_errors_before_who_has_none(data: Path) -> None:
    text = run(TOWN, "--data", data).stdout
    assert text.rindex("[error]") < text.index("Notices ═") < text.index("[notice]")
    summary = text[: text.index("A goal with two portfolio holders stands with both, and counts once in “All”.\n")]
    assert summary.index("Verona van Verzinsel") < summary.index("Bram Bedacht")
