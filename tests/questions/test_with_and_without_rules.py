"""No answer to a stored question, no sum and no count changes where the inferred graphs are loaded."""

from pathlib import Path

import pytest
from asking import Loaded, inferred_quads, oxigraph_rows, term

from ontology.dataset import Dataset
from service.answers.questions import NAMES, question

BUDGET: dict[str, str | int] = {"organisation": "gm9999", "kind": "begroting", "year": 2031, "number": "1.1.1"}
REPORT: dict[str, str | int] = {**BUDGET, "kind": "berap", "sequence": 1}
VALUES = {"cq17": REPORT, "cq18": REPORT, "cq23": {**BUDGET, "year": 2032}}


@pytest.fixture(scope="module")
def both(fictional_dataset: Path) -> tuple[Loaded, Loaded]:
    return Loaded(fictional_dataset, inferred=False), Loaded(fictional_dataset, inferred=True)


def answers(both: tuple[Loaded, Loaded], name: str) -> list[list[tuple[str | None, ...]]]:
    asked = question(name)
    given = VALUES.get(name, BUDGET)
    values = {key: term(key, given[key]) for key in (*asked.required, *asked.optional) if key in given}
    return [oxigraph_rows(loaded.store, asked.bind(values))[1] for loaded in both]


def test_the_rules_add_a_good_deal(both: tuple[Loaded, Loaded], fictional_dataset: Path) -> None:
    added = sum(len(part.splitlines()) for part in inferred_quads(Dataset(fictional_dataset)))
    assert len(both[1].store) - len(both[0].store) == added > 2000


@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_the_same_rows_with_and_without_what_rules_add(both: tuple[Loaded, Loaded], name: str) -> None:
    asserted, inferred = answers(both, name)
    assert inferred == asserted


def test_every_question_has_rows(both: tuple[Loaded, Loaded]) -> None:
    assert [name for name in NAMES if not answers(both, name)[0]] == []
