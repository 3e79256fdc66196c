"""Comparing documents and releases, and asking where a goal went, on the command line and over HTTP with older ones."""

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from starlette.testclient import TestClient

from doelgraaf import FrontDoor
from ontology.language import Language
from service.engine.opening import open_engine
from service.release.releases import Releases
from service.settings import Settings
from service.web.serving import build, open_older, with_older

EXAMPLES = Path(__file__).parents[2] / "examples/fictional"
WORDS = "werken er vanaf", "ploeteren er vanaf"
BUDGET, REPORT = "gm9999/begroting/2031", "gm9999/berap/2031-1"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases of a few pages: in the second a word differs, one goal went and another came."""
    root = tmp_path_factory.mktemp("years")
    for number, pages, (before, after) in (
        (1, ("begroting-2031/doel-1-1-1", "begroting-2031/doel-1-1-2", "berap-2031-1/doel-1-1-1"), ("", "")),
        (2, ("begroting-2031/doel-1-1-1", "begroting-2031/doel-1-1-3", "berap-2031-1/doel-1-1-1"), WORDS),
    ):
        _copy(root / f"pages-{number}", pages, before, after)
        for arguments in (
            ("ingest", str(root / f"pages-{number}"), "--out", str(root / f"dataset-{number}"), "--quiet"),
            ("publish", str(root / f"dataset-{number}"), "--data", str(root / "data"), "--allow-loss", "--quiet"),
        ):
            done = run(*arguments)
            assert done.exit_code == 0, done.output
    return root / "data"


def _copy(folder: Path, pages: tuple[str, ...], before: str, after: str) -> None:
    """Some of the example pages, with other words in the first of them."""
    for page in pages:
        (folder / page).parent.mkdir(parents=True, exist_ok=True)
        for suffix in ("txt", "yml"):
            source = EXAMPLES / f"{page}.{suffix}"
            if source.is_file():
                text = source.read_text("utf-8")
                is_first = page == pages[0] and suffix == "txt"
                (folder / f"{page}.{suffix}").write_text(text.replace(before, after) if is_first else text, "utf-8")
    bodies = (EXAMPLES / "bodies.yml").read_text("utf-8").replace("complete: true", "complete: false")
    (folder / "bodies.yml").write_text(bodies, "utf-8")


def run(*arguments: str, language: Language = Language.EN) -> Result:
    return CliRunner().invoke(FrontDoor(language), arguments)


def test_two_releases_differ_in_what_changed_and_nothing_else(data: Path) -> None:
    done = run("diff", "1", "2", "--data", str(data))
    assert done.exit_code == 0, done.output
    lines = [line for line in done.output.splitlines() if line.strip()]
    assert lines[0] == "Begroting 2031 (gm9999/begroting/2031)"
    assert [line for line in lines if line.startswith("  Goal")] == [
        "  Goal 1.1.1 Buurtkracht: different",
        "  Goal 1.1.3 Ontmoeten: only in the later release",
        "  Goal 1.1.2 Vrijwillige inzet: only in the earlier release",
    ]
    assert "[-werken-]{+ploeteren+}" in done.output


def test_a_release_beside_itself_has_nothing_that_differs(data: Path) -> None:
    done = run("diff", "2", "2", "--data", str(data), language=Language.NL)
    assert done.output.split("\n") == ["Niets verschilt.", ""]


def test_two_documents_are_compared(data: Path) -> None:
    done = run("diff", BUDGET, REPORT, "--data", str(data), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {(row["numberBefore"], row["numberAfter"]) for row in rows} == {
        ("1.1.1", "1.1.1"), ("1.1.3", ""),
    }  # fmt: skip


def test_an_answer_goes_to_a_file_of_the_form_that_its_name_has(data: Path, tmp_path: Path) -> None:
    for name, start in (("a.csv", b"numberBefore,"), ("a.xlsx", b"PK")):
        done = run("diff", BUDGET, REPORT, "--data", str(data), "--out", str(tmp_path / name))
        assert done.exit_code == 0
        assert (tmp_path / name).read_bytes().startswith(start)
    assert run("diff", BUDGET, REPORT, "--data", str(data), "--out", str(tmp_path / "a.doc")).exit_code == 2


def test_a_comma_is_taken_and_swapped_documents_are_told(data: Path) -> None:
    told = run("diff", REPORT, BUDGET, "--data", str(data), "--min-confidence", "0,5", language=Language.NL)
    assert told.exit_code == 0, told.output
    assert "van later naar eerder" in told.output.splitlines()[0]
    help_text = " ".join(run("diff", "--help", language=Language.NL).output.split())
    assert "hoogste: 0,999" in help_text


def test_where_answers_in_lines_and_as_json(data: Path) -> None:
    lines = run("where", "1.1.1", "2031", "--data", str(data), "--kind", "begroting", language=Language.NL)
    assert "U vroeg naar: Doel 1.1.1 Buurtkracht, Begroting 2031" in lines.output
    found = json.loads(run("where", "1.1.1", "2031", "--data", str(data), "--format", "json").stdout)
    assert [one["version"]["number"] for one in found["today"]] == ["1.1.1"]
    assert [step["claim"]["kind"]["code"] for step in found["steps"]] == ["reworded"]


def test_a_goal_is_told_through_the_documents_that_state_it(data: Path) -> None:
    found = json.loads(run("where", "1.1.1", "2031", "--data", str(data), "--format", "json").stdout)
    iri = found["today"][0]["goals"][0]["iri"]
    for goal in (iri, iri.partition("/id/")[2]):
        lines = run("timeline", goal, "--data", str(data)).output.splitlines()
        assert iri in lines[0] or iri in lines[1]
        titles = [line for line in lines if line.startswith(("Begroting 2031", "Berap 2031-1"))]
        assert [title.partition(":")[2] for title in titles] == [" Goal 1.1.1 Buurtkracht"] * 2
    told = run("timeline", iri, "--data", str(data)).output
    assert "Fenna Fictief" in told
    assert "→ " in told
    model = json.loads(run("timeline", iri, "--data", str(data), "--format", "json").stdout)
    assert [entry["document"] for entry in model["entries"]] == [BUDGET, REPORT]
    rows = list(csv.DictReader(io.StringIO(run("timeline", iri, "--data", str(data), "--format", "csv").stdout)))
    assert {row["document"] for row in rows} == {BUDGET, REPORT}


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("diff", BUDGET, "2"), 2, "not of one kind"),
        (("diff", BUDGET, "gm9999/begroting/2040"), 2, REPORT),
        (("diff", "1", "77"), 2, "0002-"),
        (("where", "8.8", "2031"), 1, "1.1.1"),
        (("where", "1.1.1", "2050"), 1, BUDGET),
        (("timeline", "goal/gm9999/nergens"), 1, "doelgraaf where"),
        (("timeline", "geen doel"), 1, "doelgraaf where"),
        (("where", "1.1.1", "2031", "--kind", "krant"), 2, "begroting"),
        (("diff", BUDGET, REPORT, "--min-confidence", "3"), 2, "no number from 0 to 1"),
        (("diff", BUDGET, REPORT, "--min-confidence", "nan"), 2, "no number from 0 to 1"),
        (("where", "1.1.1", "2031", "--min-confidence", "inf"), 2, "give for example 0.95"),
        (("where", "1.1.1", "2031", "--organisation", "gm0193"), 1, "nothing of organisation gm0193 was loaded"),
        (("diff", "2031", "2032"), 2, f"A document is named by its path, such as {BUDGET}"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(data: Path, arguments: tuple[str, ...], status: int, said: str) -> None:
    done = run(*arguments, "--data", str(data))
    assert done.exit_code == status, done.output
    assert said in done.output


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[TestClient]:
    settings = Settings(data=data, workers=1, slow_workers=1, own_workers=1)
    old = open_older(settings)
    with (
        closing(open_engine(data, settings)) as engine,
        closing(with_older(build(engine, settings, None, old), engine, settings, old)) as app,
        TestClient(app) as client,
    ):
        yield client


def test_two_releases_are_compared_over_http(data: Path, client: TestClient) -> None:
    address = "/v1/diff?before=1&after=2"
    answer = client.get(address)
    for _ in range(60):
        if answer.status_code != 503:
            break
        answer = client.get(address)
    found = answer.json()
    assert [found["before"], found["after"]] == Releases(data).identifiers()
    assert found["items"][0]["document"] == BUDGET
    changed = {item["label"].split(" (")[0]: item for item in found["items"][0]["versions"]}
    assert list(changed) == ["Doel 1.1.1 Buurtkracht", "Doel 1.1.3 Ontmoeten", "Doel 1.1.2 Vrijwillige inzet"]
    assert changed["Doel 1.1.1 Buurtkracht"]["differences"]["texts"][0]["field"] == "description"
    rows = client.get(f"{address}&format=csv").text.splitlines()
    assert rows[0].startswith("document,numberBefore")
    page = client.get(address.replace("/v1/diff", "/compare"), headers={"Accept": "text/html"}).text
    assert f"Documenten die verschillen: {found['total']}." in page
    assert page.count('<article class="card change">') == sum(len(item["versions"]) for item in found["items"])
    assert WORDS[0].split()[0] in page
    assert re.search(r"<del>.*werken.*</del><ins>.*ploeteren", page)
    first, second = Releases(data).identifiers()
    assert re.search(rf'href="/doc/goal-version/{BUDGET}/1.1.2\?release={first}"', page)
    for form in ("csv", "xlsx", "json"):
        assert client.get(f"/v1/diff?before={first}&after={second}&format={form}").status_code == 200
        assert f"/v1/diff?before={first}&after={second}&format={form}" in unescape(page)
    chooser = client.get("/compare?lang=en", headers={"Accept": "text/html"}).text
    assert "Compare two releases" in chooser
    assert f'<option value="{first}" selected>' in chooser
    assert f'<option value="{second}" selected>' in chooser
    none = client.get("/compare?before=2&after=2", headers={"Accept": "text/html"}).text
    assert "Geen document verschilt" in none
    unknown = client.get("/v1/diff?before=1&after=9")
    assert (unknown.status_code, len(unknown.json()["available"])) == (404, 2)
    old = client.get(f"{address}&release=1")
    assert old.status_code == 404
    gone = client.get("/compare?before=1&after=9", headers={"Accept": "text/html"})
    assert (gone.status_code, "geen release &#39;9&#39;" in gone.text) == (404, True)
