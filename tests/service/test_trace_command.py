"""`doelgraaf trace` as people type it: what it shows, in both languages and every form, and how it ends."""

import csv
import io
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook
from tracing_desk import ASKED, BUDGET, GOAL, OTHER_GOAL

from doelgraaf import FrontDoor
from ontology.language import Language, Phrase
from service import trace_commands
from service.answers.trace.forms.offered import FORMS
from service.answers.trace.questions import QUESTIONS
from service.release.network import FOLDER
from service.release.releases import Releases
from service.trace_brief import as_typed
from service.tracing import ask, most_connected, opened
from tests.started import PATIENCE_S

ADDRESS = re.compile(r"http://localhost:8000/v1/trace/\S+")


def run(*arguments: str, language: Language = Language.EN) -> Result:
    return CliRunner().invoke(FrontDoor(language), ["trace", *arguments])


def typed(question: str) -> list[str]:
    """What is typed for a question of the desk."""
    asked = dict(ASKED[question])
    things = [asked.pop(name) for name in ("from", "to") if name in asked]
    return [question, *things, *(word for name, value in asked.items() for word in (f"--{name}", value))]


@pytest.fixture(scope="module")
def data(fictional_data: Path) -> str:
    return str(fictional_data)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("question", ASKED)
def test_a_question_is_answered_in_words_of_the_language(data: str, question: str, language: Language) -> None:
    done = run(*typed(question), "--data", data, language=language)
    assert done.exit_code == 0, done.output
    assert not done.stderr
    other = Language.EN if language is Language.NL else Language.NL
    assert done.stdout != run(*typed(question), "--data", data, language=other).stdout
    assert "/id/goal-version/" not in ADDRESS.sub("", done.stdout.replace("\n", ""))
    assert f"release {Releases(Path(data)).current()}" in done.stdout
    assert not re.search(r"\b(contributes-to|goal-version|True|False|None)\b", ADDRESS.sub("", done.stdout))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.NL, ["Paden van doel 3.1.1", "stap", "van", "naar", "relatie", "zin", "3.1.1 → ", "zie"]),
        (Language.EN, ["Paths from goal 3.1.1", "step", "from", "to", "relation", "sentence", "3.1.1 → ", "see"]),
    ],
)
def test_paths_show_each_step_with_its_sentence(data: str, language: Language, said: list[str]) -> None:
    done = run("paths", OTHER_GOAL, GOAL, "--document", BUDGET, "--data", data, language=language)
    assert all(words in done.stdout for words in said)
    assert "Naasten van cliënten houden het soms nauwelijks vol" in done.stdout
    assert "2.2.3 Beschermd thuis" in done.stdout


def test_the_caution_comes_first(data: str) -> None:
    done = run("unreferred", "--data", data, language=Language.NL)
    assert done.stdout.startswith("Let op: niet alle doelen van Berap 2031-1 (Nergenshuizen) zijn geladen.")
    told = run("unreferred", "--data", data, "--format", "csv", language=Language.NL)
    assert told.stderr.startswith("Let op: niet alle doelen van Berap 2031-1")
    assert told.stdout.startswith("goalNumber,")


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_in_the_form_that_its_name_says(data: str, form: str, tmp_path: Path) -> None:
    out = tmp_path / f"answer.{form}"
    done = run(*typed("paths"), "--data", data, "--out", str(out))
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    direct = run(*typed("paths"), "--data", data, "--format", form)
    assert direct.stdout_bytes == out.read_bytes()
    assert list(tmp_path.iterdir()) == [out]
    if form == "csv":
        assert len(list(csv.reader(io.StringIO(out.read_text(), newline="")))) > 2
    if form == "json":
        told = json.loads(out.read_text())
        assert told["question"] == "paths"
        assert told["address"].endswith(f"format=json&release={told['release']}")
    if form == "xlsx":
        assert CalamineWorkbook.from_path(out).sheet_names


def test_a_release_is_named_by_its_number_or_its_name(data: str) -> None:
    served = run("hubs", "--data", data)
    for name in ("1", Releases(Path(data)).current()):
        assert run("hubs", "--data", data, "--release", name).stdout == served.stdout


def test_sentences_stand_below_a_table_where_lines_are_short(data: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def shown(width: int) -> list[str]:
        monkeypatch.setattr(trace_commands, "FILE_WIDTH", width)
        done = run(*typed("neighbours"), "--data", data)
        lines = [line for line in done.stdout.splitlines() if not ADDRESS.search(line)]
        assert len(lines) == len(done.stdout.splitlines()) - 1  # the address is in one line, to be copied
        assert max(map(len, lines)) <= width
        return [line.strip() for line in lines]

    assert "Their sentences" not in shown(240)
    assert "Their sentences" in shown(100)
    sentences = [line for line in shown(100) if "Dat kan met beroepskrachten" in line]
    assert len(sentences) == 1
    assert sentences[0].startswith("1 ")


def test_a_table_goes_to_a_file_too(data: str, tmp_path: Path) -> None:
    out = tmp_path / "answer.txt"
    assert run("hubs", "--data", data, "--format", "table", "--out", str(out)).exit_code == 0
    assert out.read_text() == run("hubs", "--data", data).stdout


def test_a_file_that_is_there_stays_whole_where_nothing_comes_of_it(data: str, tmp_path: Path) -> None:
    out = tmp_path / "answer.svg"
    out.write_text("before")
    done = run("matrix", "--data", data, "--most", "3", "--out", str(out))
    assert done.exit_code == 2  # the matrix has no rows to cut
    assert out.read_text() == "before"
    assert run("network", "--data", data, "--out", str(out)).exit_code == 1
    assert out.read_text() == "before"
    assert list(tmp_path.iterdir()) == [out]


def test_more_begins_and_ends_are_typed_by_options(data: str) -> None:
    ends = [f"{BUDGET}/{number}" for number in ("1.1.1", "1.1.2", "1.1.3")]
    with opened(Path(data)) as trace:
        expected = ask(trace, "paths", {"from": [GOAL, OTHER_GOAL], "to": ends})
        together = ask(trace, "neighbours", {"from": [GOAL, OTHER_GOAL]})
    assert len(expected.graph.groups) > 1
    more = [word for end in ends[1:] for word in ("--to", end)]
    for words in (
        ["paths", GOAL, ends[0], "--from", OTHER_GOAL, *more],
        ["paths", "--from", GOAL, "--from", OTHER_GOAL, "--to", ends[0], *more],
    ):
        told = json.loads(run(*words, "--data", data, "--format", "json").stdout)
        assert told["address"].count("&to=") == 3
        assert told["parameters"] == json.loads(json.dumps(expected.parameters))
    for words in (["neighbours", GOAL, OTHER_GOAL], ["neighbours", GOAL, "--from", OTHER_GOAL]):
        told = json.loads(run(*words, "--data", data, "--format", "json").stdout)
        assert len(told["edges"]) == len(together.graph.edges)


# What is typed, how it ends, and what is said of it in English and in Dutch.
WRONG = [
    (["path"], 2, "there is no question path; perhaps paths is meant", "de vraag path bestaat niet; bedoeld is"),
    (["paths", GOAL], 2, "Missing argument 'TO'", "'TO' ontbreekt"),
    (["paths", GOAL, GOAL], 2, "2.2.2", "2.2.2"),
    (["paths", GOAL, OTHER_GOAL, "3.3.3"], 2, "unexpected extra argument", "te veel argumenten"),
    (["neighbours", "9.9.9"], 2, "'9.9.9' is not in the network", "'9.9.9' staat niet in het netwerk"),
    (["hubs", "--document", "gm1/x/1"], 2, "no document 'gm1/x/1'", "geen document 'gm1/x/1'"),
    (["impact", GOAL, "--depth", "10000"], 2, "1<=x<=20", "van 1 tot en met 20"),
    (["impact", GOAL, "--way", "up"], 2, "'out', 'in', 'both'", "kies uit out, in, both"),
    (["pairs", "--by", "goal"], 2, "'programme', 'holder', 'domain'", "kies uit programme, holder, domain"),
    (["hubs", "--depth", "2"], 2, "No such option", "de optie --depth bestaat niet"),
    (["hubs", "--out", "hubs.doc"], 2, "this name tells no form", "aan deze naam is geen vorm te zien"),
    (
        ["hubs", "--out", "nowhere/hubs.csv"],
        2,
        "there is no folder nowhere; make it",
        "de map nowhere bestaat niet; maak",
    ),
    (["paths", "--to", GOAL], 2, "Missing argument 'FROM'", "'FROM' ontbreekt"),
    (["hubs", "--release", "99"], 1, "no release 99; there are: 0001-", "er is geen release 99; wel: 0001-"),
    (["network", "--format", "svg"], 1, "too large for a picture", "te groot voor een tekening"),
]


@pytest.mark.parametrize(("words", "code", "english", "dutch"), WRONG, ids=[" ".join(one[0]) for one in WRONG])
def test_what_cannot_be_asked_is_said_in_the_language(
    data: str, words: list[str], code: int, english: str, dutch: str
) -> None:
    assert len(WRONG) == 15
    for language, said in ((Language.EN, english), (Language.NL, dutch)):
        arguments = [*words, "--data", data] if len(words) > 1 else words
        done = run(*arguments, language=language)
        assert done.exit_code == code, done.output
        assert said in done.stderr
        assert not done.stdout


def test_without_a_release_or_a_network_it_falls_short(data: str, tmp_path: Path) -> None:
    assert run("hubs", "--data", str(tmp_path / "none")).exit_code == 1
    publish_folder = tmp_path / "data"
    shutil.copytree(data, publish_folder)
    network = Releases(publish_folder).folder(Releases(publish_folder).current()) / FOLDER
    network.rename(tmp_path / "elsewhere")
    done = run("hubs", "--data", str(publish_folder), language=Language.NL)
    assert done.exit_code == 1
    assert "heeft geen netwerk; publiceer de dataset opnieuw met `doelgraaf publish --full`" in done.stderr


def test_a_workbook_does_not_go_to_a_terminal(data: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace_commands, "is_terminal", lambda: True)
    done = run("hubs", "--data", data, "--format", "xlsx")
    assert done.exit_code == 2
    assert "xlsx is not for a terminal; give a file by --out" in done.stderr


@pytest.mark.parametrize("language", list(Language))
def test_help_teaches_every_question_with_an_example(language: Language) -> None:
    told = run("--help", language=language).stdout
    for question in QUESTIONS.values():
        assert question.title.say(language) in told
        assert question.example_command in told
        own = run(question.name, "--help", language=language)
        assert own.exit_code == 0
        assert question.example_command in own.stdout
        for parameter in question.parameters:
            shown = parameter.name.upper() if parameter.name in {"from", "to"} else f"--{parameter.option}"
            assert shown in own.stdout, parameter.name
    assert len(QUESTIONS) == 12


def test_examples_are_commands_that_are_understood(data: str) -> None:
    for question in QUESTIONS.values():
        words = shlex.split(question.example_command)[2:]
        done = run(
            *(word.replace("gm0193/begroting/2021", BUDGET).replace("1.3.4", "1.1.2") for word in words), "--data", data
        )
        assert done.exit_code == 0, done.output


def test_the_front_door_opens_without_the_network() -> None:
    script = (
        "import sys\nfrom click.testing import CliRunner\nfrom doelgraaf import FrontDoor\n"
        "from ontology.language import Language\n"
        "assert CliRunner().invoke(FrontDoor(Language.EN), ['--help']).exit_code == 0\n"
        "print([name for name in ('numpy', 'rustworkx', 'fastapi', 'rich') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=PATIENCE_S
    )
    assert done.stdout.strip() == "[]"


WRITTEN = [
    ("Ask both ways (way=both, depth=4).", "Ask both ways (--way both, --depth 4)."),
    ("Met de boom (tree=true), zonder verwijzingen (references=false).", "Met de boom (--tree), zonder verwijzingen (--no-references)."),
    ("The next with offset=100.", "The next with --offset 100."),
    ("From 2016 (firstYear=2016).", "From 2016 (--first-year 2016)."),
    ("other=true and by itself", "other=true and by itself"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "option"), WRITTEN)
def test_parameters_in_sentences_are_those_of_the_terminal(said: str, option: str) -> None:
    assert as_typed(Phrase(said, said)) == Phrase(option, option)


def test_the_goal_to_begin_with_has_most_references(data: str) -> None:
    found = most_connected(Path(data))
    assert found is not None
    document, goal = found
    assert goal.startswith(f"{document.path}/")
    with opened(Path(data)) as trace:
        network = trace.network
        counts = dict.fromkeys(range(network.header.nodes), 0)
        for arc in range(network.header.arcs):
            if network.arc_kind_name(arc) not in {"tree", "holder", "money", "version-of"}:
                counts[network.source(arc)] += 1
                counts[network.target(arc)] += 1
        goals = [node for node in counts if network.kind(node) == "goal-version" and network.is_loaded(node)]
        best = network.find(f"{network.base}/id/goal-version/{goal}")
        assert best is not None
        assert counts[best] == max(counts[node] for node in goals)
