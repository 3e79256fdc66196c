"""The query and update files of the W3C's SPARQL suites, and what their manifests say of them."""

import os
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

SHARED = Path(os.environ.get("DOELGRAAF_SHARED", Path(__file__).parents[3] / "shared"))
SUITES = SHARED / "conformance" / "data" / "sparql"
TEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
ACTION = f"{TEST}action"
REQUESTS = (
    "http://www.w3.org/2001/sw/DataAccess/tests/test-query#query",
    "http://www.w3.org/2009/sparql/tests/test-update#request",
)
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True)
class SuiteFile:
    """A query or update of a suite; `negative` where no parser may accept it."""

    path: Path
    negative: bool

    @property
    def name(self) -> str:
        """Its path in the suites."""
        return str(self.path.relative_to(SUITES))

    @property
    def text(self) -> str:
        """Its text."""
        return self.path.read_text("utf-8")


@cache
def suite_files(ending: str) -> tuple[SuiteFile, ...]:
    """All files of the suites that end so (`rq`, `ru`), by name; skips the test where the suites are not at hand."""
    if not SUITES.is_dir():
        pytest.skip(f"{SUITES} is not on this machine; DOELGRAAF_SHARED names the folder that has conformance/")
    negative = {path for manifest in SUITES.rglob("manifest.ttl") for path in _negatives(manifest)}
    return tuple(SuiteFile(path, path in negative) for path in sorted(SUITES.rglob(f"*.{ending}")))


def _negatives(manifest: Path) -> set[Path]:
    """The files of a manifest that are tests of syntax errors."""
    objects: dict[tuple[object, str], list[object]] = defaultdict(list)
    quads = list(parse(manifest.read_bytes(), RdfFormat.TURTLE, base_iri=manifest.as_uri()))
    for quad in quads:
        objects[quad.subject, quad.predicate.value].append(quad.object)
    tests = {
        test for (test, name), kinds in objects.items() if name == TYPE and any(_is_negative(kind) for kind in kinds)
    }
    actions = [action for test in tests for action in objects[test, ACTION]]
    files = actions + [file for action in actions for name in REQUESTS for file in objects[action, name]]
    return {Path(file.value.removeprefix("file://")) for file in files if isinstance(file, NamedNode)}


def _is_negative(kind: object) -> bool:
    return isinstance(kind, NamedNode) and kind.value.startswith(f"{TEST}Negative")
