"""The commands of the service do what their help says, in both languages, and end with the right code."""

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import structlog
import uvicorn
from click.testing import CliRunner, Result
from tiny import BASE, BUDGET, Tiny, version

from ontology.language import Language
from service import logs
from service.cli import commands
from service.engine.embedded import EmbeddedEngine
from service.web.app import application

ROOT = Path(__file__).parents[2]


def run(*arguments: str, language: Language = Language.NL, stdin: str | None = None) -> Result:
    """The outcome of one command."""
    group = click.Group(commands={command.name or "": command for command in commands(language)})
    return CliRunner().invoke(group, arguments, input=stdin)


@pytest.fixture(scope="module")
def endpoint(tiny_engine: EmbeddedEngine) -> Iterator[str]:
    """The address of a real server over the tiny dataset, on loopback."""
    logs.configure()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(application(tiny_engine, query_timeout_s=5.0), log_config=None, access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/sparql"
        server.should_exit = True
        thread.join()
    structlog.reset_defaults()


def test_publish_releases_and_rollback(tmp_path: Path) -> None:
    dataset, data = str(Tiny().write(tmp_path / "dataset")), str(tmp_path / "data")
    first = run("publish", dataset, "--data", data)
    assert first.exit_code == 0, first.stdout
    assert "in dienst: 2 documenten" in first.stdout
    again = run("publish", dataset, "--data", data, "--json")
    assert json.loads(again.stdout)["changed"] is False
    assert run("publish", dataset, "--data", data, "--quiet").stdout == ""
    listed = run("releases", "--data", data)
    assert listed.stdout.startswith("* 0001-")
    assert json.loads(run("releases", "--data", data, "--json").stdout)["served"] is True
    assert run("rollback", "1", "--data", data).exit_code == 0
    assert run("rollback", "9", "--data", data).exit_code == 1


def test_a_refused_dataset_ends_with_1_and_the_remedy(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    run("publish", str(Tiny().write(tmp_path / "dataset")), "--data", data)
    other = run("publish", str(Tiny(base="http://x.example").write(tmp_path / "other")), "--data", data)
    assert other.exit_code == 1
    assert "--base" in other.stderr
    assert run("publish", str(tmp_path / "nothing"), "--data", data).exit_code == 1


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
    assert "line 2, column 10" in wrong.stderr
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
    assert "is it running?" in nobody.stderr
    empty = run("query", "--data", str(tmp_path), "ASK {}")
    assert empty.exit_code == 1
    assert "doelgraaf publish" in empty.stderr


@pytest.mark.parametrize("language", list(Language))
def test_every_command_teaches_by_an_example(language: Language) -> None:
    made = commands(language)
    assert [command.name for command in made] == ["publish", "releases", "rollback", "serve", "query"]
    for command in made:
        assert ("Voorbeeld:" if language is Language.NL else "Example:") in (command.help or "")


def test_help_loads_no_web_framework_and_no_engine() -> None:
    code = (
        "import sys; from ontology.language import Language; from service.cli import commands; commands(Language.NL); "
        "print([m for m in ('fastapi', 'pyoxigraph', 'rdflib', 'uvicorn', 'pydantic', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_serve_starts_over_a_release_and_stops_when_told(tiny_data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    code = "from ontology.language import Language; from service.cli import serve_command; serve_command(Language.EN)()"
    command = [sys.executable, "-c", code, "--data", str(tiny_data), "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as service:
        try:
            shown = _wait_for(port, f"http://127.0.0.1:{port}/sparql")
            assert shown.stdout == "ja\n"
        finally:
            service.terminate()
            log = service.communicate(timeout=20)[1]
    assert f"http://127.0.0.1:{port}/" in log
    assert '"path": "/sparql"' in log


def _wait_for(port: int, endpoint: str) -> Result:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    return run("query", "--endpoint", endpoint, "ASK {}")
