"""The page on methods says of limits, codes and fields what the code has, and names its sources."""

import re
from pathlib import Path

import msgspec
import pytest

from ontology.codes import Relation
from ontology.dataset import Coverage
from ontology.language import Language, Phrase
from service.answers.trace import cycles, hubs, levels, paths, scope
from service.answers.trace.answer import Answer, Graph
from service.answers.trace.asking import Asked
from service.answers.trace.forms.frame import Frame
from service.answers.trace.forms.json_form import as_json
from service.answers.trace.questions import QUESTIONS

PAGE = (Path(__file__).parents[2] / "docs" / "methods.md").read_text("utf-8")
WORDS = " ".join(PAGE.split())


@pytest.mark.parametrize(
    "said",
    [
        f"`depth` steps ({scope.MOST_DEPTH} at most)",
        f"After {paths.BUDGET:,} visits the search stops",
        f"up to {hubs.MOST_BETWEEN:,} versions together",
        f"one by one up to {levels.MOST_NODES:,} nodes",
    ],
)
def test_limits_are_those_of_the_code(said: str) -> None:
    assert said in WORDS


def test_the_limit_on_looking_for_cycles_is_a_million_visits() -> None:
    assert cycles.MOST_VISITS == 1_000_000
    assert "more than a million visits" in WORDS


def test_all_relations_are_named() -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith("| references;"))
    named = re.search(r"the \*relation\*: ([^|]+) \|", row)
    assert named is not None
    assert named[1].split(", ") == [relation.value for relation in Relation]


def test_every_question_is_defined_by_its_name() -> None:
    defined = " ".join(re.findall(r"^(?:\*\*|\| )([^*|]+)", PAGE, re.MULTILINE)).lower()
    spoken = {"hubs": "degrees", "network": "the whole network"}
    assert len(QUESTIONS) >= 10
    for name in QUESTIONS:
        assert spoken.get(name, name) in defined, name


def test_the_fields_to_cite_are_those_of_the_answer() -> None:
    nothing = Phrase("-", "-")
    answer = Answer("hubs", nothing, nothing, Asked().scope.parameters, "0001-a", (), Graph(), ())
    frame = Frame(Language.EN, Coverage(0, 0, 0, None, "unknown"), "methods", "address")
    fields = msgspec.json.decode(b"".join(as_json(answer, frame)), type=dict[str, object])
    table = PAGE.split("| field (JSON) | what |")[1].split("\n\n")[0]
    named = {name for line in table.splitlines()[2:] for name in re.findall(r"`(\w+)`", line.split("|")[1])}
    assert len(named) == 9
    assert named <= fields.keys()


def test_sources_that_are_cited_are_listed_and_the_other_way_round() -> None:
    text, listed = PAGE.split("## Sources")
    entries = [line for line in listed.splitlines() if line.startswith("- ")]
    assert len(entries) == 14
    keys = {
        (entry[2:].split(",")[0].split(" (")[0], year[1])
        for entry in entries
        if (year := re.search(r"\((\d{4})\)", entry))
    }
    assert len(keys) == 14
    spoken = " ".join(text.split())
    for name, year in keys:
        assert re.search(rf"{name}[^;]{{0,40}}{year}", spoken), (name, year)
    cited = set(re.findall(r"\b(?:1[89]|20)\d\d\b", re.sub(r"`[^`]*`|https?://\S+|> .*", "", text)))
    assert cited <= {year for _, year in keys} | {"2031"}
