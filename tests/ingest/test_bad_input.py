"""Bad input: each fault gives an issue that names file, place, fault and remedy, and the rest goes on."""

from pathlib import Path

import pytest

from ingest.pages import InputError
from ingest.sources import builtin_sources
from ingest.write import Run, Summary, ingest
from ontology.dataset import Dataset
from ontology.language import Language

BASE = "http://localhost:8000"
ADDRESS = "https://zwolle.begroting-2021.nl/p1/doel-2-2-2-proef"
FOOTER = "\n\nDeze pagina is gebouwd op 05/03/2021 15:20:24 met de export van 05/03/2021 14:59:35"
PAGE = (
    "Begroting 2021\nportal\n\nBeschrijving doel 2.2.2 We zorgen voor proefpagina's\n\nEen beschrijving.\n\n"
    "Criteria\n\nWe zorgen, zodanig dat:\n\n  • Alles werkt."
)


def run(source: Path, tmp_path: Path) -> Summary:
    return ingest(Run((source,), tmp_path / "dataset", BASE), lambda _done, _total: None)


@pytest.fixture
def folder(tmp_path: Path, examples: Path) -> Path:
    """An input folder with one good page."""
    target = tmp_path / "pages"
    target.mkdir()
    (target / "good.txt").write_bytes((examples / "real/doel-1-1-2-berap-2023-2.txt").read_bytes())
    return target


@pytest.mark.parametrize(
    ("name", "content", "code", "why"),
    [
        ("empty.txt", b"", "empty-file", "nothing was captured"),
        ("blank.txt", b" \n\n", "empty-file", "white space is nothing either"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "binary-file", "a picture is no page"),
        ("plan.pdf", b"%PDF-1.7\n...", "pdf", "a PDF has no goal page in it"),
        ("page.html", b"<!DOCTYPE html><html></html>", "no-text", "HTML that shows nothing"),
        ("poem.txt", b"Een gedicht over de stad.\n\nZie doel 1.1.2.", "unknown-layout", "no heading is known"),
        ("no-goal.txt", b"Domeinen\n\nCriteria\n\nNiets.", "no-goal", "headings, but no number of a goal"),
    ],
)
def test_a_bad_file_is_an_issue_and_the_rest_goes_on(
    folder: Path, tmp_path: Path, name: str, content: bytes, code: str, why: str
) -> None:
    (folder / name).write_bytes(content)
    summary = run(folder, tmp_path)
    assert [(issue.path, issue.code) for issue in summary.issues] == [(name, code)], why
    assert list(Dataset(tmp_path / "dataset").manifest().documents) == ["gm0193/berap/2023-2"]
    for language in Language:
        assert summary.issues[0].say(language).startswith(f"{name}")


def test_a_truncated_page_is_kept_and_said_to_be_so(folder: Path, tmp_path: Path) -> None:
    (folder / "cut.txt").write_text(PAGE, encoding="utf-8")
    (folder / "cut.yml").write_text(f"source: {ADDRESS}", encoding="utf-8")
    summary = run(folder, tmp_path)
    assert [(issue.path, issue.code) for issue in summary.issues] == [("cut.txt", "truncated-page")]
    assert "gm0193/begroting/2021" in summary.documents


def test_two_pages_that_claim_the_same_goal_are_both_named(folder: Path, tmp_path: Path) -> None:
    for name, number in (("one", 1), ("two", 2)):
        (folder / f"{name}.txt").write_text(f"{PAGE} Versie {number}.{FOOTER}", encoding="utf-8")
        (folder / f"{name}.yml").write_text(f"source: {ADDRESS}-{number}", encoding="utf-8")
    summary = run(folder, tmp_path)
    (issue,) = summary.issues
    assert issue.code == "same-goal"
    assert {issue.path, issue.values["other"]} == {"one.txt", "two.txt"}
    assert summary.documents["gm0193/begroting/2021"].coverage.goals_read == 1


def test_a_page_of_an_unknown_body_stays_out_of_the_graph(folder: Path, tmp_path: Path) -> None:
    (folder / "whose.txt").write_text(PAGE + FOOTER, encoding="utf-8")
    summary = run(folder, tmp_path)
    assert [(issue.path, issue.code) for issue in summary.issues] == [("whose.txt", "unknown-organisation")]
    assert "gm0193/begroting/2021" not in summary.documents


def test_a_line_that_was_not_understood_is_quoted(folder: Path, tmp_path: Path) -> None:
    page = PAGE.replace("portal", "portal\n\nEen losse regel zonder kop") + FOOTER
    (folder / "odd.txt").write_text(page, encoding="utf-8")
    (folder / "odd.yml").write_text(f"source: {ADDRESS}", encoding="utf-8")
    (issue,) = run(folder, tmp_path).issues
    assert (issue.code, issue.excerpt) == ("unread-line", "Een losse regel zonder kop")


def test_a_sidecar_with_an_unknown_key_is_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "good.yml").write_text("sourse: https://example.org/", encoding="utf-8")
    (issue,) = run(folder, tmp_path).issues
    assert issue.code == "bad-sidecar"
    assert "sourse" in issue.say(Language.EN)


SIDECARS = [
    ("organisation: zwolle", "organisation", "a name is no code"),
    ('organisation: "../../evil"', "organisation", "a path is no code"),
    ("organisation: gm8888", "gm8888", "in no register"),
    ("document: {kind: begroting, year: 21}", "year", "two digits are no year"),
    ("document: {kind: plan, year: 2021}", "kind", "no kind of document"),
    ("document: {kind: berap, year: 2021, sequence: 0}", "sequence", "reports are counted from one"),
    ('source: "http://[bad"', "source", "no host"),
    ('source: "https://x.example/a b"', "source", "a space"),
    ('source: "https://x.example/<a>"', "source", "a bracket"),
    ("source: ftp://x.example/a", "source", "not a web address"),
    ("capturedAt: gisteren", "capturedAt", "no moment"),
    ("status: veel", "status", "no status"),
    ("- a", "keys with a value each", "a list"),
    ("a: [", "", "no YAML"),
]


def test_the_table_of_sidecars_is_whole() -> None:
    assert len(SIDECARS) == 14


@pytest.mark.parametrize(("content", "named", "why"), SIDECARS, ids=[row[0] for row in SIDECARS])
def test_a_bad_value_in_a_sidecar_costs_that_page_only(
    folder: Path, tmp_path: Path, content: str, named: str, why: str
) -> None:
    (folder / "page.txt").write_text(PAGE + FOOTER, encoding="utf-8")
    (folder / "page.yml").write_text(content, encoding="utf-8")
    summary = run(folder, tmp_path)
    assert [(issue.path, issue.code) for issue in summary.issues] == [("page.txt", "bad-sidecar")], why
    assert named in summary.issues[0].say(Language.EN)
    assert list(summary.documents) == ["gm0193/berap/2023-2"]


def test_the_sidecar_in_the_documentation_works(folder: Path, tmp_path: Path) -> None:
    documentation = (Path(__file__).parents[2] / "docs/input.md").read_text("utf-8")
    block = documentation.split("```yaml\n")[1].split("```")[0]
    (folder / "page.txt").write_text(PAGE + FOOTER, encoding="utf-8")
    (folder / "page.yml").write_text(block, encoding="utf-8")
    assert run(folder, tmp_path).issues == ()
    facts = Dataset(tmp_path / "dataset").read("graphs/gm0193/begroting/2021.nq.gz").decode()
    assert '"2021-05-04T09:00:00"^^' in facts


def test_a_moment_with_a_zone_is_kept_in_utc(folder: Path, tmp_path: Path) -> None:
    (folder / "good.yml").write_text("capturedAt: 2023-11-16T10:00:00+01:00", encoding="utf-8")
    run(folder, tmp_path)
    assert '"2023-11-16T09:00:00Z"^^' in Dataset(tmp_path / "dataset").read("graphs/gm0193/berap/2023-2.nq.gz").decode()


def test_a_family_that_is_not_described_is_an_issue(folder: Path, tmp_path: Path) -> None:
    (folder / "bodies.yml").write_text(".: {organisation: gm0193, family: elders}", encoding="utf-8")
    (issue,) = run(folder, tmp_path).issues
    assert (issue.code, issue.values["family"]) == ("unknown-family", "elders")
    assert issue.values["known"].split(", ") == sorted(builtin_sources())


def test_of_the_families_the_one_that_a_slip_looks_like_is_named_first(folder: Path, tmp_path: Path) -> None:
    (folder / "bodies.yml").write_text(".: {organisation: gm0193, family: zwole}", encoding="utf-8")
    (issue,) = run(folder, tmp_path).issues
    assert "choose from zwolle, apeldoorn" in issue.say(Language.EN)


def test_a_file_too_large_to_be_a_page_is_not_read(folder: Path, tmp_path: Path) -> None:
    (folder / "large.txt").write_bytes(b"x" * (4 * 1024 * 1024 + 1))
    assert [issue.code for issue in run(folder, tmp_path).issues] == ["too-large"]


@pytest.mark.parametrize(
    ("sidecar", "code"),
    [("status: 404", "gone-without-address"), ("status: 410\nsource: https://x.example/elsewhere", "gone-unknown")],
)
def test_a_page_that_is_gone_must_be_one_that_was_there(folder: Path, tmp_path: Path, sidecar: str, code: str) -> None:
    run(folder, tmp_path)
    (folder / "gone.txt").write_text("404", encoding="utf-8")
    (folder / "gone.yml").write_text(sidecar, encoding="utf-8")
    assert [issue.code for issue in run(folder, tmp_path).issues] == [code]


def test_issues_stand_with_their_own_document_though_files_have_one_name(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for root, text, address in (
        (first, PAGE, ADDRESS),
        (second, PAGE.replace("2021", "2022") + FOOTER, ADDRESS.replace("2021", "2022")),
    ):
        root.mkdir()
        (root / "a.txt").write_text(text, encoding="utf-8")
        (root / "a.yml").write_text(f"source: {address}", encoding="utf-8")
    summary = ingest(Run((first, second), tmp_path / "dataset", BASE), lambda _done, _total: None)
    assert {path: entry.issues for path, entry in summary.documents.items()} == {
        "gm0193/begroting/2021": {"truncated-page": 1},
        "gm0193/begroting/2022": {},
    }


def test_a_list_of_bodies_that_cannot_be_used_stops_the_run(folder: Path, tmp_path: Path) -> None:
    (folder / "bodies.yml").write_text("pages: 3", encoding="utf-8")
    with pytest.raises(InputError, match=r"bodies\.yml"):
        run(folder, tmp_path)


def test_a_path_that_is_not_there_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        run(tmp_path / "nowhere", tmp_path)


def test_a_dataset_of_another_base_is_left_alone(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path)
    with pytest.raises(InputError, match="has the base"):
        ingest(Run((folder,), tmp_path / "dataset", "http://elsewhere.example"), lambda _done, _total: None)
