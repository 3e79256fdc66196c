"""Virtuoso loads the dumps with its own loader and counts the same as the release, graph by graph."""

import csv
import io
import re
import shutil
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from growing import copy_with_links
from remote_servers import Server, virtuoso

from service.answers.dumps.making import make_dumps
from service.release.dump_names import FACTS, TEXTS, WHOLE
from service.release.dumps import Composition, DumpShelf
from service.release.releases import ReleaseManifest, Releases

COUNT = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'http://localhost:8000/')) } GROUP BY ?g"
GOALS = "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { ?g a <https://w3id.org/doelgraaf/def#GoalVersion> }"


@dataclass(frozen=True)
class Loaded:
    """A running Virtuoso with the dumps of a release in it."""

    server: Server
    manifest: ReleaseManifest

    def rows(self, query: str) -> list[dict[str, str]]:
        """The rows of a query, as CSV."""
        address = f"{self.server.url}/sparql?{urllib.parse.urlencode({'query': query, 'format': 'text/csv'})}"
        with urllib.request.urlopen(address, timeout=60) as answer:
            return list(csv.DictReader(io.StringIO(answer.read().decode())))


@pytest.fixture(scope="module")
def loaded(fictional_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    root = tmp_path_factory.mktemp("virtuoso")
    with virtuoso(root / "engine") as server:  # first, because it may not be here
        data = copy_with_links(fictional_data, root / "data")
        releases = Releases(data)
        dumps = make_dumps(data, releases.current())
        for name in (FACTS, TEXTS):
            parts = Composition.of(dumps.parts).of_dump(f"{WHOLE}/{name}")
            content = b"".join(DumpShelf.of(releases).part(part).read_bytes() for part in parts)
            (root / "engine" / name).write_bytes(content)
        _load(root / "engine")
        yield Loaded(server, releases.manifest(releases.current()))


def _load(folder: Path) -> None:
    """Have Virtuoso load what lies beside its settings (bulk loader, `ld_dir` and `rdf_loader_run`)."""
    port = re.search(r"ServerPort = 127\.0\.0\.1:(\d+)", (folder / "virtuoso.ini").read_text("utf-8"))
    assert port is not None
    script = folder / "load.sql"
    script.write_text(
        "ld_dir ('.', '*.nq.gz', 'http://localhost:8000/none');\n"
        "rdf_loader_run ();\ncheckpoint;\n"
        "SELECT ll_file, ll_state, ll_error FROM DB.DBA.LOAD_LIST;\n",
        "ascii",
    )
    shell = shutil.which("isql-vt")
    assert shell is not None
    done = subprocess.run(
        [shell, f"127.0.0.1:{port[1]}", "dba", "dba", "ERRORS=STDOUT", str(script)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert "Error" not in done.stdout, done.stdout
    assert len(re.findall(r"\./(?:facts|texts)\.nq\.gz +2 +NULL", done.stdout)) == 2, done.stdout


def test_each_graph_has_as_many_statements_as_the_release_says(loaded: Loaded) -> None:
    found = {row["g"]: int(row["n"]) for row in loaded.rows(COUNT)}
    assert len(found) > 10
    assert found == {name: count for name, count in loaded.manifest.graphs.items() if count}
    assert sum(found.values()) == loaded.manifest.quads


def test_a_question_gets_the_same_answer(loaded: Loaded) -> None:
    (row,) = loaded.rows(GOALS)
    described = sum(entry.coverage.goals_read for entry in loaded.manifest.dataset.documents.values())
    assert int(row["n"]) == described > 50
