"""The bundled examples are valid: shapes, home graphs, counts, and nothing that contradicts itself by OWL 2 RL."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ontology.cli import check_command
from ontology.language import Language


@pytest.mark.parametrize("name", ["real_dataset", "fictional_dataset"])
def test_an_example_is_clean_and_consistent(name: str, request: pytest.FixtureRequest) -> None:
    dataset: Path = request.getfixturevalue(name)
    done = CliRunner().invoke(check_command(Language.EN), [str(dataset), "--owl", "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["findings"] == []
