"""The commands of the service do what their help says, in both languages, and end with the right code."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import structlog
import uvicorn
from click.testing import CliRunner, Result
from tiny import BASE, BUDGET, Tiny, version

from ontology.language import Language, grouped
from service import logs, release_commands
from service.cli import commands
from service.engine.embedded import EmbeddedEngine
from service.release.releases import Releases
from service.web.app import application
from tests.started import PATIENCE_S, end, listening

ROOT = Path(__file__).parents[2]
PUBLISH = ("publish", "--allow-violations")  # the tiny dataset says far less of its things than the shapes ask


def run(*arguments: str, language: Language = Language.NL, stdin: str | None = None) -> Result:
    """The outcome of one command."""
    made = [*commands(language), *release_commands.commands(language)]
    group = click.Group(commands={command.name or "": command for command in made})
    return CliRunner().invoke(group, arguments, input=stdin)


@pytest.fixture(scope="module")
def endpoint(tiny_engine: EmbeddedEngine) -> Iterator[str]:
    """The address of a real server over the tiny dataset, on loopback."""
    logs.configure()
    config = uvicorn.Config(application(tiny_engine, query_timeout_s=5.0), log_config=None, access_log=False)
    with socket.create_server(("127.0.0.1", 0)) as taken, listening(config, taken) as port:
        yield f"http://127.0.0.1:{port}/sparql"
    structlog.reset_defaults()


def test_publish_releases_and_rollback(tmp_path: Path) -> None:
    dataset, data = str(Tiny().write(tmp_path / "dataset")), str(tmp_path / "data")
    first = run(*PUBLISH, dataset, "--data", data)
    assert first.exit_code == 0, first.stdout
    assert "in dienst: 2 documenten" in first.stdout
    again = run(*PUBLISH, dataset, "--data", data, "--json")
    assert json.loads(again.stdout)["changed"] is False
    assert run(*PUBLISH, dataset, "--data", data, "--quiet").stdout == ""
    heads, _, row, *_ = [line.split() for line in run("releases", "--data", data).stdout.splitlines() if line.strip()]
    assert heads[:5] == ["release", "gemaakt", "(UTC)", "documenten", "uitspraken"]
    assert row[0] == "*"
    assert row[1].startswith("0001-")
    assert json.loads(run("releases", "--data", data, "--json").stdout)["served"] is True
    assert run("rollback", "1", "--data", data).exit_code == 0
    assert run("rollback", "9", "--data", data).exit_code == 1


def test_a_refused_dataset_ends_with_1_and_the_remedy(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    run(*PUBLISH, str(Tiny().write(tmp_path / "dataset")), "--data", data)
    other = run(*PUBLISH, str(Tiny(base="http://x.example").write(tmp_path / "other")), "--data", data)
    assert other.exit_code == 1
    assert "--base" in other.stderr
    assert run(*PUBLISH, str(tmp_path / "nothing"), "--data", data).exit_code == 2


def test_what_is_published_is_told_with_its_plural_and_whether_it_is_new(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    one = str(Tiny(goals={BUDGET: Tiny().goals[BUDGET]}).write(tmp_path / "one"))
    assert "in dienst: 1 document, 3 " in run(*PUBLISH, one, "--data", data).stdout
    served = run(*PUBLISH, str(Tiny().write(tmp_path / "two")), "--data", data, language=Language.EN).stdout
    assert "is served: 2 documents, " in served
    releases = Releases(Path(data))
    manifest = releases.manifest(releases.current())
    own = manifest.quads - manifest.statements
    assert own > 0
    assert f"{grouped(manifest.statements)} statements, and {grouped(own)} more about the release itself." in served
    again = run(*PUBLISH, one, "--data", data, "--allow-loss")
    assert "was al eerder van deze dataset gemaakt en is weer in dienst: 1 document" in again.stdout
    told = run(*PUBLISH, str(tmp_path / "two"), "--data", data, "--json").stdout
    found = json.loads(told)
    assert found.pop("violations") > 0
    assert found | {"release": ""} == {
        "release": "", "changed": True, "reused": True, "patched": False, "warnings": found["warnings"]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "said"),
    [(Language.NL, "ontbreekt wat eerder is gepubliceerd (1)"), (Language.EN, "lacks what was published before (1)")],
)
def test_a_refusal_is_in_the_language_of_the_reader(tmp_path: Path, language: Language, said: str) -> None:
    data = str(tmp_path / "data")
    run(*PUBLISH, str(Tiny().write(tmp_path / "dataset")), "--data", data)
    less = Tiny(identifiers=Tiny().identifiers[:1]).write(tmp_path / "less")
    refused = run(*PUBLISH, str(less), "--data", data, language=language)
    assert refused.exit_code == 1
    assert said in refused.stderr
    assert "--allow-loss" in refused.stderr


@pytest.mark.parametrize("name", ["publish", "releases", "rollback", "serve", "query", "why"])
def test_a_data_directory_that_is_a_file_is_wrong_use(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    argument = {"publish": "dataset", "rollback": "1", "query": "ASK {}"}.get(name)
    done = run(name, *filter(None, [argument]), "--data", str(tmp_path / "file"))
    assert done.exit_code == 2
    assert "is geen map" in done.stderr


SETTINGS = [
    ("DOELGRAAF_QUERY_TIMEOUT_S", "abc", "het is geen getal"),
    ("DOELGRAAF_PORT", "1.5", "het is geen getal"),
    ("DOELGRAAF_PORT", "65536", "te klein of te groot"),
    ("DOELGRAAF_WORKERS", "0", "te klein of te groot"),
]


@pytest.mark.parametrize(("name", "value", "said"), SETTINGS)
@pytest.mark.parametrize("command", [("serve",), ("query", "ASK {}"), ("releases",)], ids=lambda command: command[0])
def test_a_setting_that_cannot_be_used_is_wrong_use(
    monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    done = run(*command)
    assert done.exit_code == 2
    assert f"{name}={value} in de omgeving is niet bruikbaar" in done.stderr
    assert said in done.stderr


def test_help_shows_which_data_directory_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOELGRAAF_DATA", "/here/are/data")
    for name in ("publish", "releases", "rollback", "serve", "query"):
        assert "/here/are/data]" in run(name, "--help").stdout
    assert "127.0.0.1]" in run("serve", "--help").stdout


TABLE = "SELECT ?goal ?costs ?domain { ?goal dg:expenditure ?costs ; dg:inDomain ?domain } ORDER BY DESC(?costs)"


@pytest.mark.parametrize("remote", [False, True], ids=["data directory", "endpoint"])
def test_a_table_has_labels_and_amounts_to_the_right(tiny_data: Path, endpoint: str, *, remote: bool) -> None:
    where = ("--endpoint", endpoint) if remote else ("--data", str(tiny_data))
    shown = run("query", *where, TABLE)
    assert shown.exit_code == 0, shown.stdout
    lines = [line.rstrip() for line in shown.stdout.splitlines()]
    assert any(line.split() == ["Doel", "1.1.1", "Schoon", "water", "348.646", "Water"] for line in lines)
    assert "«één» doel" in shown.stdout
    ends = [line.index(amount) + len(amount) for line in lines for amount in ("348.646", "1.250,5") if amount in line]
    assert len(set(ends)) == 1, "amounts end in one column"
    assert lines[-1] == "Rijen: 2."
    english = run("query", *where, TABLE, language=Language.EN)
    assert "348,646" in english.stdout
    assert "Rows: 2." in english.stdout


@pytest.mark.parametrize("form", ["table", "csv", "json"])
@pytest.mark.parametrize(
    ("language", "said"), [(Language.NL, "Let op: van Begroting 2031"), (Language.EN, "Note: it is not known whether")]
)
def test_an_answer_that_may_lack_goals_comes_with_one_line_beside_it(
    tiny_data: Path, form: str, language: Language, said: str
) -> None:
    asked = ("query", "--data", str(tiny_data), "--format", form, "SELECT (COUNT(*) AS ?n) { ?s a dg:GoalVersion }")
    done = run(*asked, language=language)
    assert done.exit_code == 0
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1
    assert said not in done.stdout


def test_a_query_that_fails_says_only_why(tiny_data: Path) -> None:
    assert "Let op" not in run("query", "--data", str(tiny_data), "SELEKT").stderr


def test_no_rows_are_said(tiny_data: Path) -> None:
    shown = run("query", "--data", str(tiny_data), "SELECT ?s { ?s dg:number 'none' }")
    assert shown.exit_code == 0
    assert "Geen rijen" in shown.stdout


@pytest.mark.parametrize("remote", [False, True], ids=["data directory", "endpoint"])
def test_other_forms_come_as_they_are(tiny_data: Path, endpoint: str, *, remote: bool) -> None:
    where = ("--endpoint", endpoint) if remote else ("--data", str(tiny_data))
    iri = version(BASE, BUDGET, "1.1.1")
    assert run("query", *where, "--format", "csv", f"SELECT ?n {{ <{iri}> dg:number ?n }}").stdout.split() == [
        "n",
        "1.1.1",
    ]
    answer = run("query", *where, "--format", "json", "SELECT ?n { VALUES ?n { 'é' } }").stdout
    assert json.loads(answer)["results"]["bindings"] == [{"n": {"type": "literal", "value": "é"}}]
    assert run("query", *where, "ASK { }").stdout == "ja\n"
    assert "dg:" not in run("query", *where, "CONSTRUCT { <a:b> <a:c> 1 } {}").stdout


@pytest.mark.parametrize("remote", [False, True], ids=["data directory", "endpoint"])
def test_nothing_is_added_to_what_the_engine_gives(tiny_data: Path, endpoint: str, *, remote: bool) -> None:
    where = ("--endpoint", endpoint) if remote else ("--data", str(tiny_data))
    one = "SELECT ?n { VALUES ?n { 'a' } }"
    assert run("query", *where, "--format", "csv", one).stdout_bytes == b"n\r\na\r\n"
    assert run("query", *where, "--format", "csv", "SELECT ?n { ?n a <a:b> }").stdout_bytes == b"n\r\n"
    assert run("query", *where, "--format", "json", one).stdout_bytes.endswith(b"}")
    assert run("query", *where, "CONSTRUCT { <a:b> <a:c> 'd' } {}").stdout_bytes.endswith(b" .\n")


def test_two_places_to_ask_are_wrong_use(tiny_data: Path, monkeypatch: pytest.MonkeyPatch, endpoint: str) -> None:
    asked = ("query", "--endpoint", endpoint, "ASK {}")
    both = run(*asked, "--data", str(tiny_data))
    assert both.exit_code == 2
    assert "--endpoint gaat niet samen met --data" in both.stderr
    monkeypatch.setenv("DOELGRAAF_DATA", str(tiny_data))
    assert run(*asked).stdout == "ja\n"


def test_a_query_comes_from_standard_input_or_a_file(tiny_data: Path, tmp_path: Path) -> None:
    (tmp_path / "ask.rq").write_text("ASK { }", "utf-8")
    assert run("query", "--data", str(tiny_data), "-", stdin="ASK { }").stdout == "ja\n"
    assert run("query", "--data", str(tiny_data), f"@{tmp_path}/ask.rq").stdout == "ja\n"
    assert run("query", "--data", str(tiny_data), "@nowhere.rq").exit_code == 2


@pytest.mark.parametrize("remote", [False, True], ids=["data directory", "endpoint"])
def test_a_wrong_query_ends_with_2_and_its_place(tiny_data: Path, endpoint: str, *, remote: bool) -> None:
    where = ("--endpoint", endpoint) if remote else ("--data", str(tiny_data))
    wrong = run("query", *where, "SELECT *\n{ ?s ?p }")
    assert wrong.exit_code == 2
    assert "regel 2, kolom 10: " in wrong.stderr
    english = run("query", *where, "SELECT *\n{ ?s ?p }", language=Language.EN)
    assert "line 2, column 10: " in english.stderr
    assert run("query", *where, "SELECT * { SERVICE <a:b> {} }").exit_code == 2
    assert run("query", *where, "SELECT (<a:f>(1) AS ?x) {}").exit_code == 2


def test_an_answer_that_is_broken_off_is_not_taken_for_the_whole(endpoint: str) -> None:
    broken = run("query", "--endpoint", endpoint, "--format", "csv", "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert broken.exit_code == 1
    assert broken.stdout == ""


def test_what_cannot_be_asked_ends_with_1(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    nobody = run("query", "--endpoint", f"http://127.0.0.1:{port}/sparql", "ASK {}")
    assert nobody.exit_code == 1
    assert "draait het?" in nobody.stderr
    empty = run("query", "--data", str(tmp_path), "ASK {}")
    assert empty.exit_code == 1
    assert "doelgraaf publish" in empty.stderr


def test_where_nothing_is_published_the_releases_of_up_are_named(
    tmp_path: Path, tiny_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    assert "maakte" not in run("query", "--data", str(tmp_path), "ASK {}").stderr
    made = tmp_path / "home/doelgraaf/examples/releases-8000"
    made.parent.mkdir(parents=True)
    made.symlink_to(tiny_data)
    empty = run("query", "--data", str(tmp_path), "ASK {}")
    assert empty.exit_code == 1
    assert f"`doelgraaf up` maakte: {made}" in empty.stderr
    assert run("query", "--data", str(made), "ASK {}").exit_code == 0
    assert "maakte" not in run("rollback", "9", "--data", str(made)).stderr


def test_a_dataset_without_documents_is_published_on_request_only(tmp_path: Path) -> None:
    dataset, data = str(Tiny(goals={}).write(tmp_path / "dataset")), str(tmp_path / "data")
    refused = run(*PUBLISH, dataset, "--data", data)
    assert refused.exit_code == 1
    assert "heeft geen documenten" in refused.stderr
    assert run("releases", "--data", data).exit_code == 1
    done = run(*PUBLISH, dataset, "--data", data, "--allow-empty")
    assert done.exit_code == 0, done.stderr
    assert "0 documenten" in done.stdout


NO_ROWS = [
    ("SELECT ?s { ?s dg:nummer ?n }", "dg:nummer bestaat niet; bedoeld is misschien dg:number."),
    ("SELECT ?s { ?s dg:refersto ?n }", "dg:refersto bestaat niet; bedoeld is misschien dg:refersTo."),
    (
        "PREFIX x: <https://w3id.org/doelgraaf/def#> SELECT ?s { ?s a x:Goalversion }",
        "bedoeld is misschien dg:GoalVersion.",
    ),
    ("ASK { ?s <https://w3id.org/doelgraaf/def#nmber> ?n }", "bedoeld is misschien dg:number."),
    (
        "SELECT ?s { ?s dg:role <https://w3id.org/doelgraaf/def/role#selff> }",
        "bedoeld is misschien https://w3id.org/doelgraaf/def/role#self.",
    ),
    ("SELECT ?s { ?s dg:qqqqqqqq ?n }", "dg:qqqqqqqq bestaat niet; docs/model.md"),
    ("SELECT ?s { ?s dg:versionOf ?n }", "van geen doel welke versies het heeft"),
    ("SELECT ?s { ?s dg:frameworkNotesState ?n }", "Deze release zegt niets met dg:frameworkNotesState."),
    ("SELECT ?s { ?s dg:number '9.9.9' }", "past niets in deze release"),
]


@pytest.mark.parametrize(("query", "said"), NO_ROWS, ids=[query for query, _ in NO_ROWS])
def test_an_answer_without_rows_says_what_may_be_wrong_with_the_query(tiny_data: Path, query: str, said: str) -> None:
    assert len(NO_ROWS) == 9
    done = run("query", "--data", str(tiny_data), query)
    assert done.exit_code == 0
    assert said in done.stdout


def test_the_columns_of_all_variables_stand_as_the_query_names_them(tiny_data: Path) -> None:
    done = run("query", "--data", str(tiny_data), "SELECT DISTINCT * { ?s ?p ?o . FILTER(?p = dg:number) } LIMIT 1")
    heads = next(line.split() for line in done.stdout.splitlines() if line.strip())
    assert heads == ["s", "p", "o"]


@pytest.mark.parametrize("language", list(Language))
def test_every_command_teaches_by_an_example(language: Language) -> None:
    made = commands(language)
    assert [command.name for command in made] == ["publish", "serve", "query", "why"]
    for command in (*made, *release_commands.commands(language)):
        assert ("Voorbeeld:" if language is Language.NL else "Example:") in (command.help or "")


def test_help_loads_no_web_framework_and_no_engine() -> None:
    code = (
        "import sys; from ontology.language import Language; from service.cli import commands; commands(Language.NL); "
        "print([m for m in ('fastapi', 'pyoxigraph', 'rdflib', 'uvicorn', 'pydantic', 'rich') if m in sys.modules])"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=PATIENCE_S)
    assert done.stdout.strip() == "[]"


def test_serve_starts_over_a_release_and_stops_when_told(tiny_data: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    code = "from ontology.language import Language; from service.cli import serve_command; serve_command(Language.EN)()"
    command = [sys.executable, "-c", code, "--data", str(tiny_data), "--port", str(port)]
    logged = tmp_path / "log"
    with logged.open("wb") as log_file, subprocess.Popen(command, cwd=ROOT, stderr=log_file) as service:
        try:
            shown = _wait_for(port, f"http://127.0.0.1:{port}/sparql")
            assert shown.stdout == "ja\n"
        finally:
            end(service)
    log = logged.read_text("utf-8")
    assert f"http://127.0.0.1:{port}/" in log
    assert '"path": "/sparql"' in log
    assert f"named after {BASE} (the --base of" in log
    assert f"make the dataset with --base http://127.0.0.1:{port}." in log


def test_serve_says_nothing_of_running_before_it_can(tiny_data: Path, tmp_path: Path) -> None:
    empty = run("serve", "--data", str(tmp_path), "--port", "0")
    assert empty.exit_code == 1
    assert "draait" not in empty.stderr
    assert "doelgraaf publish" in empty.stderr
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("serve", "--data", str(tiny_data), "--port", port)
    assert done.exit_code == 2
    assert "De dienst draait" not in done.stderr
    assert f"poort {port} van 127.0.0.1 is al in gebruik" in done.stderr
    assert "--port" in done.stderr


def test_a_host_of_another_machine_is_wrong_use(tiny_data: Path) -> None:
    done = run("serve", "--data", str(tiny_data), "--host", "192.0.2.1", "--port", "0", language=Language.EN)
    assert done.exit_code == 2
    assert "192.0.2.1: the service can't listen at this address" in done.stderr


def _wait_for(port: int, endpoint: str) -> Result:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    return run("query", "--endpoint", endpoint, "ASK {}")
