"""The guide to tracing shows what is printed: its examples are commands, and under them stands what these print."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from doelgraaf import FrontDoor
from ontology.language import Language
from service import trace_commands
from service.answers.trace.forms.offered import FORMS
from service.answers.trace.parameters import PARAMETERS
from service.answers.trace.questions import QUESTIONS

GUIDE = Path(__file__).parents[2] / "docs" / "tracing.md"
WIDTH = 112
EXAMPLE = re.compile(
    r"^```(?P<language>nl|)\n\$ doelgraaf trace (?P<words>[^\n]+)\n(?P<shown>.*?)^```$", re.MULTILINE | re.DOTALL
)
RELEASE = re.compile(r"\d{4}-[0-9a-f]{10}")
EXAMPLES = [found.groups() for found in EXAMPLE.finditer(GUIDE.read_text("utf-8"))]


@pytest.fixture(scope="module")
def folders(real_data: Path, fictional_data: Path) -> dict[bool, Path]:
    return {True: fictional_data, False: real_data}


@pytest.mark.parametrize(
    ("language", "words", "shown"), EXAMPLES, ids=[f"{words} {language}" for language, words, _ in EXAMPLES]
)
def test_an_example_is_what_the_command_prints(
    language: str, words: str, shown: str, folders: dict[bool, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace_commands, "FILE_WIDTH", WIDTH)
    data = str(folders["gm9999" in words])
    done = CliRunner().invoke(FrontDoor(Language(language or "en")), ["trace", *words.split(), "--data", data])
    assert done.exit_code == 0, done.output
    assert shown.partition("\n")[0] == done.stdout.partition("\n")[0].rstrip(), "what may be missing is not left out"
    printed = iter(RELEASE.sub("RELEASE", line.rstrip()) for line in done.stdout.splitlines())
    for line in RELEASE.sub("RELEASE", shown).splitlines():
        assert line in printed, line  # in this order; what is left out here may stand between


def test_every_question_parameter_and_form_is_explained_with_an_example_of_each_question() -> None:
    text = GUIDE.read_text("utf-8")
    assert re.findall(r"^### `([a-z-]+)`", text, re.MULTILINE) == list(QUESTIONS)
    assert {words.split()[0] for language, words, _ in EXAMPLES if not language} == set(QUESTIONS)
    assert len(EXAMPLES) == 13 + 3
    for name in (*PARAMETERS, *FORMS):
        assert f"`{name}`" in text, name
