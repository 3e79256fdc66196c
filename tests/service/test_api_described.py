"""The API is as its description says, and the description is as the API Design Rules of the Dutch government ask.

Spectral reads the description by rules; Schemathesis asks whatever the description allows, and much that it rules out.
"""

import copy
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, seed, settings, strategies
from running import Service, running
from starlette.testclient import TestClient

from ontology.dataset import Dataset
from service.answers.dcat.publisher import Publisher
from service.answers.statements import Statement
from tests.tools import missing, require
from tests.web.published import serve

HERE = Path(__file__).parent / "described"
RULES = HERE / "rules.yml"
OFFICIAL = "DOELGRAAF_ADR_RULESET"
EXAMPLES = "DOELGRAAF_API_EXAMPLES"
STATEMENTS = (
    ("dg:Goal", "a", "owl:Class"),
    ("http://localhost:8000/id/goal-version/gm9999/begroting/2031/2.1.2", "dg:number", '"2.1.2"'),
    ("https://nergenshuizen.example/id/a%20b?c=d#e", "rdfs:label", '"Doel \\"1\\""@nl'),
    ("urn:a:b", "urn:p", "-12500.0"),
    ("urn:a", "urn:p", '"2031"^^xsd:integer'),
    ("urn:a", "urn:p", "true"),
)
PATIENCE_S = 300
OPERATOR = {
    "publisher_name": "Gemeente Nergenshuizen",
    "contact_email": "open@nergenshuizen.example",
    "contact_page": "https://nergenshuizen.example/open",
}


@pytest.fixture(scope="module")
def service(fictional_data: Path) -> Iterator[Service]:
    """A service over the fictional municipality, of an operator whom people can write to."""
    with running(fictional_data, token=None, **OPERATOR) as started:
        yield started


@pytest.fixture(scope="module")
def description(service: Service) -> dict[str, Any]:
    answer = service.ask("GET", "/v1/openapi.json")
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (200, "*")
    found: dict[str, Any] = json.loads(answer.body)
    return found


@pytest.fixture(scope="module")
def spectral() -> Path:
    """The program that reads descriptions by rules, as the lock file beside this test names it."""
    program = HERE / "node_modules" / ".bin" / "spectral"
    if not program.is_file():
        npm = require("npm", "Debian: apt-get install npm")
        command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
        if done.returncode != 0:
            missing(f"npm ci fails, perhaps because the registry can't be reached: {done.stderr[-500:]}")
    return program


def broken_rules(spectral: Path, rules: Path, description: dict[str, Any], folder: Path) -> set[str]:
    """The rules of which a description has errors, each with what it says."""
    path = folder / "openapi.json"
    path.write_text(json.dumps(description), "utf-8")
    told = folder / "found.json"
    form = ("--display-only-failures", "--format", "json", "--output", str(told))
    command = [str(spectral), "lint", "--ruleset", str(rules), *form, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    found = json.loads(told.read_text("utf-8"))
    return {f"{one['code']}: {one['message']} ({'.'.join(map(str, one['path']))})" for one in found}


def rule_sets() -> list[Path]:
    """Our rules, and those of the standard where the environment names its file: it is in no registry of packages."""
    official = os.environ.get(OFFICIAL)
    return [RULES, *([Path(official)] if official else [])]


@pytest.mark.parametrize("rules", rule_sets(), ids=lambda path: path.name)
def test_the_description_breaks_no_rule(
    spectral: Path, description: dict[str, Any], tmp_path: Path, rules: Path
) -> None:
    assert broken_rules(spectral, rules, description, tmp_path) == set()


def test_who_named_no_operator_breaks_no_rule_but_that_of_an_address(
    spectral: Path, fictional_dataset: Path, tmp_path: Path
) -> None:
    described = TestClient(serve(fictional_dataset, Publisher())).get("/v1/openapi.json").json()
    base = Dataset(fictional_dataset).manifest().base
    assert described["info"]["contact"] == {"name": f"The operator of {base}", "url": f"{base}/"}
    broken = {one.partition(":")[0] for one in broken_rules(spectral, RULES, described, tmp_path)}
    assert broken == {"doc-openapi-contact"}  # nobody but the operator can give a mail address


def _first(described: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = described["paths"]["/documents"]["get"]
    return found


BREACHES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "doc-openapi": lambda one: one.update(openapi="2.9.0"),
    "doc-openapi-contact": lambda one: one["info"]["contact"].pop("email"),
    "semver": lambda one: one["info"].update(version="1"),
    "uri-version": lambda one: one["servers"].append({"url": "https://data.voorbeeld.nl/api"}),
    "uri-version-once": lambda one: one["paths"].update({"/v1/again": {}}),
    "no-trailing-slash": lambda one: one["paths"].update({"/again/": {}}),
    "path-segments-kebab-case": lambda one: one["paths"].update({"/oneMore": {}}),
    "query-keys-camel-case": lambda one: _first(one)["parameters"][0].update(name="snake_case"),
    "property-camel-case": lambda one: one["components"]["schemas"]["Coverage"]["properties"].update(
        {"snake_case": {"type": "string"}}
    ),
    "schema-name": lambda one: one["components"]["schemas"].update({"lower_case": {"type": "string"}}),
    "date-time-format": lambda one: one["components"]["schemas"]["Coverage"]["properties"].update(
        {"lastDate": {"type": "string"}}
    ),
    "http-methods": lambda one: one["paths"]["/domains"].update({"fetch": {}}),
    "version-header": lambda one: _first(one)["responses"]["200"]["headers"].pop("API-Version"),
    "problem-details": lambda one: one["components"]["responses"]["Problem406"].update(
        content={"application/json": {"schema": {"type": "object"}}}
    ),
    "problem-members": lambda one: one["components"]["schemas"]["Problem"]["properties"].pop("title"),
    "invalid-input": lambda one: _first(one)["responses"].pop("400"),
    "publish-openapi": lambda one: one["paths"]["/openapi.json"]["get"]["responses"]["200"]["headers"].pop(
        "Access-Control-Allow-Origin"
    ),
}


def test_the_rules_notice_what_is_wrong(spectral: Path, description: dict[str, Any], tmp_path: Path) -> None:
    assert len(BREACHES) == 17
    described = copy.deepcopy(description)
    for breach in BREACHES.values():
        breach(described)
    found = {one.partition(":")[0] for one in broken_rules(spectral, RULES, described, tmp_path)}
    assert set(BREACHES) <= found, set(BREACHES) - found


ALIKE = ("cq01", "cq03", "cq08", "cq09", "cq10", "paths", "network", "bridges", "matrix")
"""Of the questions that take the same parameters one, which the same route answers as it does the others."""


def is_of_another(path: str) -> bool:
    """Whether a path is that of a question like one that is asked."""
    folder, _, name = path.rpartition("/")
    return folder in {"/questions", "/trace"} and name not in ALIKE


def test_every_answer_is_as_the_description_says(service: Service, description: dict[str, Any], tmp_path: Path) -> None:
    program = Path(sys.executable).parent / "schemathesis"
    examples = os.environ.get(EXAMPLES)
    others = [path for path in description["paths"] if is_of_another(path)]
    assert (len(description["paths"]), len(others)) == (71, 28)
    chosen = ["--exclude-path-regex", f"^({'|'.join(others)})$"]
    command = [
        *(str(program), *(() if examples else ("--config-file", str(HERE / "schemathesis.toml")))),
        *("run", f"{service.address}/v1/openapi.json", "--no-color", "--warnings", "off"),
        *(("--max-examples", examples) if examples else chosen),
    ]
    patience = None if examples else PATIENCE_S
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=patience)
    assert done.returncode == 0, done.stdout[-8000:]
    assert "No issues found" in done.stdout, done.stdout[-2000:]
    assert all(f"✅  {phase}" in done.stdout for phase in ("Examples", "Coverage", "Fuzzing", "Stateful"))


def test_what_the_description_says_of_a_statement_can_be_read(description: dict[str, Any]) -> None:
    described = description["paths"]["/why"]["get"]["parameters"]
    parts = {one["name"]: re.compile(one["schema"]["pattern"], re.ASCII) for one in described if one["name"] in "spo"}
    assert Statement.read("dg:Goal", "a", "owl:Class").bindings.keys() == {"subject", "predicate", "object"}
    for subject, predicate, value in STATEMENTS:
        assert all(parts[name].search(term) for name, term in zip("spo", (subject, predicate, value), strict=True))
    for term in ("", " ", "Doel", "gm9999/begroting/2031/2.1.2", "urn:a b", '"a', "2.2.2", "urn:%zz"):
        assert not any(parts[name].search(term) for name in "spo"), term

    @seed(20310101)
    @settings(max_examples=200, deadline=None, database=None)
    @given(*(strategies.from_regex(parts[name]).map(lambda term: term.removesuffix("\n")) for name in "spo"))
    def read(subject: str, predicate: str, value: str) -> None:
        Statement.read(subject, predicate, value)

    read()


def test_every_parameter_and_every_field_says_what_it_is(description: dict[str, Any]) -> None:
    parameters = [
        (path, one["name"])
        for path, item in description["paths"].items()
        for one in item["get"].get("parameters", ())
        if not one.get("description")
    ]
    assert parameters == []
    fields = [
        (name, field)
        for name, schema in description["components"]["schemas"].items()
        if name.endswith("Item")
        and name in {"VersionsItem", "ReferencesItem", "AmountsItem", "EffectsItem", "HoldersItem"}
        for field, told in schema["properties"].items()
        if not told.get("description")
    ]
    assert fields == []
    operations = [item["get"]["operationId"] for item in description["paths"].values()]
    assert len(operations) == len(set(operations)) > 30
