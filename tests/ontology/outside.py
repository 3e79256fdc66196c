"""Files of others, by which ours are checked: where they are, and what happens where they are not."""

import os
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse
from rdflib import Graph

VALIDATORS = Path(__file__).resolve().parents[3] / "shared" / "validators"
VOCABULARIES = VALIDATORS / "vocabularies"


def require(*names: str) -> list[Path]:
    """The files of these names; the test is skipped, or fails where all tools have to be there, if one is missing."""
    found = [VALIDATORS / name for name in names]
    missing = [path for path in found if not path.exists()]
    if missing and os.environ.get("DOELGRAAF_REQUIRE_TOOLS") and VALIDATORS.parent.is_dir():
        pytest.fail(f"{missing[0]} is missing")
    if missing:
        pytest.skip(f"what others check by is not at {missing[0]}")
    return found


def graph_of(*names: str) -> Graph:
    """The Turtle files of these names as one graph of rdflib."""
    graph = Graph()
    for path in require(*names):
        graph.parse(path, format="turtle")
    return graph


def quads_of(*names: str) -> list[Quad]:
    """The Turtle files of these names as quads."""
    paths = require(*names)
    return [quad for path in paths for quad in parse(path=str(path), format=RdfFormat.TURTLE)]
