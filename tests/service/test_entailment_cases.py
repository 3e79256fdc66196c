"""The oracle of the rules is one: owlrl passes the entailment cases of the W3C that RDFS and OWL 2 RL can answer."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("DOELGRAAF_SHARED", Path(__file__).parents[3] / "shared"))
SCRIPT = SHARED / "conformance" / "run_entailment.py"


def test_owlrl_passes_the_cases_of_rdfs_and_of_owl_rl(tmp_path: Path) -> None:
    if not SCRIPT.is_file():
        pytest.skip(f"{SCRIPT} is not on this machine; DOELGRAAF_SHARED names the folder that has conformance/")
    results = tmp_path / "results.json"
    command = [sys.executable, str(SCRIPT), "--reasoner", "owlrl-rl+rdfs", "--no-rdf-mt", "--json", str(results)]
    done = subprocess.run(command, cwd=SCRIPT.parent, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    cases = json.loads(results.read_text())
    assert len(cases) == 70
    exact = Counter(group for case in cases for group in case["groups"] if case["exact"])
    total = Counter(group for case in cases for group in case["groups"])
    assert (exact["RDFS"], total["RDFS"]) == (37, 39)
    assert (exact["RL"], total["RL"]) == (28, 28)
    assert all(case["complete"] for case in cases if set(case["groups"]) & {"RDFS", "RL"}), "none misses a row"
