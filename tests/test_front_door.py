"""The commands as people type them: what they print, in both languages, and how they end."""

import json
import shlex
import socket
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import msgspec
import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from rich.console import Console

import service.cli
from doelgraaf import ROOMS, FrontDoor, data_folder, program
from ingest.report import HEADS, document_table
from ontology.dataset import Dataset
from ontology.language import Language


def run(*arguments: str, language: Language = Language.EN) -> Result:
    return CliRunner().invoke(FrontDoor(language), list(arguments))


@pytest.fixture
def budget_page(examples: Path) -> str:
    return str(examples / "real/doel-2-2-2-begroting-2021.txt")


@pytest.fixture
def report_page(examples: Path) -> str:
    return str(examples / "real/doel-1-1-2-berap-2023-2.txt")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ["up", *ROOMS])
def test_every_command_teaches_in_both_languages(name: str, language: Language) -> None:
    done = run(name, "--help", language=language)
    assert done.exit_code == 0
    assert len(done.output.splitlines()) > 5


def test_help_differs_by_language() -> None:
    for name in ("up", *ROOMS):
        assert run(name, "--help", language=Language.NL).output != run(name, "--help", language=Language.EN).output


def test_an_unknown_command_is_wrong_use() -> None:
    assert run("upp").exit_code == 2


def test_read_prints_the_record(budget_page: str) -> None:
    done = run("read", budget_page)
    assert done.exit_code == 0
    record = json.loads(done.stdout)
    assert record["page"]["foundBy"]["organisation"] == {"how": "address", "guess": False}
    assert [reference["number"] for reference in record["references"] if reference["role"] == "cross-reference"] == [
        "1.1.1", "4", "1.3.4", "1.3.2", "2.1.2", "2.1",
    ]  # fmt: skip
    assert set(record) >= {"page", "text", "sections", "references", "mentions", "criteriaLead", "criteria", "targets"}
    assert set(record) >= {"activities", "frameworkNotes", "holders", "deviations", "budget", "issues"}


def test_read_takes_an_address_for_a_page_that_comes_in_by_itself(report_page: str) -> None:
    done = run("read", report_page, "--source", "https://zwolle2023.2ebeleidsrapportage.nl/p1/doel-1-1-2-samenkracht")
    page = json.loads(done.stdout)["page"]
    assert page["foundBy"]["organisation"] == {"how": "address", "guess": False}
    assert page["document"] == {"kind": "berap", "year": 2023, "sequence": 2}


@pytest.mark.parametrize(
    ("language", "said"),
    [(Language.EN, "no telling whose page this is"), (Language.NL, "niet te zeggen van welke organisatie")],
)
def test_read_without_a_sidecar_says_what_is_missing(
    tmp_path: Path, budget_page: str, language: Language, said: str
) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(Path(budget_page).read_bytes())
    done = run("read", str(page), language=language)
    assert done.exit_code == 1
    assert json.loads(done.stdout)["page"]["organisation"] is None
    assert said in done.stderr
    assert "None" not in done.stderr


def test_read_of_what_is_no_page_says_why_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = run("read", str(tmp_path / "empty.txt"), language=Language.NL)
    assert done.exit_code == 1
    assert "empty.txt: het bestand is leeg; leg de pagina opnieuw vast" in done.stderr
    assert run("read", str(tmp_path)).exit_code == 2
    assert run("read", str(tmp_path / "nothing.txt")).exit_code == 2


@pytest.mark.parametrize(("form", "syntax"), [("nq", ox.RdfFormat.N_QUADS), ("ttl", ox.RdfFormat.TURTLE)])
def test_read_prints_what_the_page_alone_would_put_into_the_graph(
    form: str, syntax: ox.RdfFormat, report_page: str
) -> None:
    done = run("read", report_page, "--format", form)
    assert len(list(ox.parse(done.stdout.encode(), format=syntax))) > 300


def test_read_shows_where_each_line_of_a_page_comes_from(tmp_path: Path) -> None:
    page = "<html><body><h1>Doel 1.1.2 Buren</h1>\n<ul><li>een <b>feest</b></li></ul></body></html>"
    (tmp_path / "page.html").write_text(page)
    done = run("read", str(tmp_path / "page.html"), "--format", "blocks")
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert rows[0] == ["text", "source", "words"]
    assert [row[2] for row in rows[1:]] == ["Doel 1.1.2 Buren", "• een feest"]
    sources = [page[slice(*map(int, row[1].split("-")))] for row in rows[1:]]
    assert sources == ["<h1>Doel 1.1.2 Buren</h1>", "<li>een <b>feest</b></li>"]
    (tmp_path / "page.txt").write_text("Een regel.\n\nNog een.")
    plain = run("read", str(tmp_path / "page.txt"), "--format", "blocks")
    assert plain.stdout.splitlines()[1:] == ["0-10\t\tEen regel.", "12-20\t\tNog een."]


def test_ingest_ends_with_one_when_a_page_could_not_be_read(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "empty.txt").write_bytes(b"")
    done = run("ingest", str(pages), "--out", str(tmp_path / "dataset"), language=Language.NL)
    assert done.exit_code == 1
    assert "empty.txt: het bestand is leeg" in done.stderr
    summary = json.loads(run("ingest", str(pages), "--out", str(tmp_path / "dataset"), "--json").stdout)
    assert [issue["code"] for issue in summary["issues"]] == ["empty-file"]
    assert [issue["message"] for issue in summary["issues"]] == ["the file is empty; capture the page again"]


def test_ingest_of_nothing_is_wrong_use(tmp_path: Path) -> None:
    done = run("ingest", str(tmp_path / "nowhere"), "--out", str(tmp_path / "dataset"))
    assert done.exit_code == 2
    assert "no such file" in done.stderr


BAD_BASES = ["data.voorbeeld.nl", "", "https://", "https://x y", "ftp://x", "https://x?x=1", "https://x#y", "https://x/?",
             "https://x:y", "https://[x", "HTTPS://x", "https://x/<y>"]  # fmt: skip


@pytest.mark.parametrize("base", BAD_BASES)
def test_a_base_that_is_no_address_is_wrong_use(tmp_path: Path, budget_page: str, base: str) -> None:
    for arguments in (("ingest", budget_page, "--out", str(tmp_path / "dataset")), ("read", budget_page)):
        done = run(*arguments, "--base", base, language=Language.NL)
        assert done.exit_code == 2
        assert "zoals https://data.voorbeeld.nl" in done.stderr
    assert not (tmp_path / "dataset").exists()


def test_a_base_loses_the_slash_at_its_end(tmp_path: Path, budget_page: str) -> None:
    run("ingest", budget_page, "--out", str(tmp_path / "dataset"), "--base", "https://data.example.org/goals/")
    assert Dataset(tmp_path / "dataset").manifest().base == "https://data.example.org/goals"


WRONG_INPUT: list[tuple[str, Callable[[Path], tuple[Path, Path]], str]] = [
    ("the folder has no page", lambda root: (root / "empty", root / "new"), "hier staat geen pagina"),
    ("the dataset is the input", lambda root: (root / "pages", root / "pages"), "kies een map daarbuiten"),
    ("the dataset is in the input", lambda root: (root / "pages", root / "pages/a/b"), "kies een map daarbuiten"),
    ("the dataset is a file", lambda root: (root / "pages", root / "file"), "is geen map"),
    ("the dataset is below a file", lambda root: (root / "pages", root / "file/below"), "is geen map"),
    ("there is no input", lambda root: (root / "nowhere", root / "new"), "bestaat niet"),
]


@pytest.mark.parametrize(("why", "given", "said"), WRONG_INPUT, ids=[case[0] for case in WRONG_INPUT])
def test_input_that_makes_no_dataset_is_wrong_use(
    tmp_path: Path, budget_page: str, why: str, given: Callable[[Path], tuple[Path, Path]], said: str
) -> None:
    for name in ("empty", "pages"):
        (tmp_path / name).mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "pages/page.txt").write_bytes(Path(budget_page).read_bytes())
    path, out = given(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    done = run("ingest", str(path), "--out", str(out), language=Language.NL)
    assert done.exit_code == 2, why
    assert said in done.stderr
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(("language", "said"), [(Language.NL, "heeft basis"), (Language.EN, "has the base")])
def test_another_base_than_the_dataset_has_is_wrong_use(
    tmp_path: Path, budget_page: str, language: Language, said: str
) -> None:
    arguments = ("ingest", budget_page, "--out", str(tmp_path / "dataset"))
    assert run(*arguments).exit_code == 0
    done = run(*arguments, "--base", "https://data.example.org", language=language)
    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.parametrize("language", list(Language))
def test_the_table_of_ingest_fits_80_columns_with_whole_words(fictional_dataset: Path, language: Language) -> None:
    documents = Dataset(fictional_dataset).manifest().documents
    longest = msgspec.structs.replace(next(iter(documents.values())), title="Begrotingswijziging 2031-12")
    file = StringIO()
    Console(file=file, width=80).print(document_table(documents | {"gm9999/x/1": longest}, language))
    lines = file.getvalue().splitlines()
    assert len(documents) == 3
    assert max(map(len, lines)) <= 80
    assert "…" not in file.getvalue()
    words = {word for line in lines for word in line.split()}
    assert words >= {word for head in HEADS for word in head.say(language).split()}
    assert words >= {"Begrotingswijziging", "2031-12", "(gm9999)"}


def test_one_file_and_one_issue_are_singular(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    out = str(tmp_path.with_name("dataset-of-one"))
    assert "1 bestand gelezen, 1 melding;" in run("ingest", str(tmp_path), "--out", out, language=Language.NL).stdout
    assert "1 file read, 1 issue;" in run("ingest", str(tmp_path), "--out", out).stdout


@pytest.mark.parametrize("language", list(Language))
def test_up_ends_with_a_question_that_can_be_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    """The service itself is left out: it would run until it is told to stop."""
    monkeypatch.setattr(service.cli, "run_serve", lambda _data, taken, _language, ready: (taken.close(), ready()))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    done = run("up", "--data", str(tmp_path / "with space"), "--port", str(port), language=language)
    assert done.exit_code == 0, done.stderr
    asked = pasted(done, language)
    assert ("Rijen: 10." if language is Language.NL else "Rows: 10.") in asked["query"]
    assert "2.2.2 Maatschappelijke participatie" in asked["trace"]
    assert "Begroting 2021" in asked["review"]


def pasted(done: Result, language: Language) -> dict[str, str]:
    """What the commands at the end of `up` print, by their names."""
    lines = [shlex.split(line) for line in done.stdout.splitlines() if " --data " in line]
    assert [line[:2] for line in lines] == [["doelgraaf", name] for name in ("query", "trace", "review")]
    printed = {}
    for _, name, *words in lines:
        asked = run(name, *words, language=language)
        assert asked.exit_code == 0, asked.stderr
        printed[name] = asked.stdout
    return printed


@pytest.mark.parametrize("language", list(Language))
def test_up_of_the_fictional_municipality_ends_with_commands_about_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    monkeypatch.setattr(service.cli, "run_serve", lambda _data, taken, _language, ready: (taken.close(), ready()))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    done = run("up", "--demo", "--data", str(tmp_path / "demo"), "--port", str(port), language=language)
    assert done.exit_code == 0, done.stderr
    asked = pasted(done, language)
    assert "2.1.2 Bestaanszekerheid" in " ".join(asked["trace"].split())
    assert "2031" in asked["review"]


def test_a_taken_port_stops_up_before_anything_is_read(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("up", "--data", str(tmp_path / "data"), "--port", port, language=Language.NL)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert f"poort {port} van 127.0.0.1 is al in gebruik" in done.stderr
    assert "--port" in done.stderr
    assert not (tmp_path / "data").exists()


def test_the_command_is_named_by_its_path_inside_the_present_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, known = tmp_path / "here", tmp_path / "known"
    for folder in (here, known):
        folder.mkdir()
    (known / "doelgraaf").touch(0o755)
    monkeypatch.chdir(here)
    monkeypatch.setenv("PATH", str(known))
    started = {
        f"{here}/.venv/bin/doelgraaf": ".venv/bin/doelgraaf",
        ".venv/bin/doelgraaf": ".venv/bin/doelgraaf",
        f"{known}/doelgraaf": "doelgraaf",
        f"{tmp_path}/elsewhere/doelgraaf": f"{tmp_path}/elsewhere/doelgraaf",
        f"{here}/pytest": "doelgraaf",
    }
    for path, typed in started.items():
        monkeypatch.setattr("sys.argv", [path])
        assert program() == typed


def test_what_is_no_command_but_can_be_done_is_pointed_to() -> None:
    for name in ("corrections", "correction"):
        done = run(name, language=Language.NL)
        assert done.exit_code == 2
        assert "docs/corrections.md" in done.stderr


def test_demo_does_not_go_with_a_path(budget_page: str) -> None:
    assert run("up", "--demo", budget_page).exit_code == 2


def test_real_fictional_and_own_pages_never_share_a_data_folder(examples: Path) -> None:
    folders = {
        data_folder((), demo=False),
        data_folder((), demo=True),
        data_folder((examples / "real",), demo=False),
        data_folder((examples / "fictional",), demo=False),
    }
    assert len(folders) == 4
