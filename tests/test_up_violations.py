"""`doelgraaf up` over pages that contradict themselves: what it refuses, and the commands that help, as they are typed."""

import shlex
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import service.cli
from doelgraaf import FrontDoor
from ontology.language import Language
from tests.web.review_pages import Sheet, write_pages

OFF = ("90.000", "100.000", "20.000", "0", "0", "20.000")  # expenditure less revenue is not the balance


def run(language: Language, *arguments: str | Path) -> Result:
    return CliRunner().invoke(FrontDoor(language), [*map(str, arguments)])


@pytest.mark.parametrize("language", list(Language))
def test_up_refuses_a_wrong_sum_with_commands_that_help(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    monkeypatch.setattr(service.cli, "run_serve", lambda _data, taken, _language, ready: (taken.close(), ready()))
    pages = write_pages(tmp_path / "own pages", [Sheet("1.1.1", money=OFF), Sheet("1.1.2")], complete=False)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    up = ("up", pages, "--data", tmp_path / "data", "--port", port)
    refused = run(language, *up)
    assert refused.exit_code == 1
    assert "--allow-violations" in refused.stderr
    _, command, *words = shlex.split(refused.stderr.splitlines()[-1].partition(": ")[2])
    reviewed = run(language, command, *words)
    assert reviewed.exit_code == 0, reviewed.stderr
    assert ("Som klopt niet" if language is Language.NL else "Sum does not add up") in reviewed.stdout
    accepted = run(language, *up, "--allow-violations")
    assert accepted.exit_code == 0, accepted.stderr
    assert f"http://localhost:{port}/sparql" in accepted.stdout
