"""From a list of addresses to a graph, as docs/add-a-municipality.md tells it, with wget and a server on this machine."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ingest.write import Run, ingest
from ontology.check import check
from ontology.dataset import Dataset
from tests.started import PATIENCE_S, answering
from tests.tools import require

FOOTER = "<p>Deze pagina is gebouwd op 05/03/2031 15:20:24 met de export van 05/03/2031 14:59:35</p>"
PAGES = {
    "p1/doel-1-1-1-fietsen": "<h1>Doel 1.1.1 Fietsen</h1><p>We zorgen voor fietsen</p><h2>Beschrijving</h2>"
    "<p>Iedereen fietst, zie ook doel 1.1.2.</p>",
    "p2/doel-1-1-2-lopen": "<h1>Doel 1.1.2 Lopen</h1><p>We zorgen voor paden</p><h2>Beschrijving</h2><p>Iedereen loopt.</p>",
}
# what an operator writes: a family that differs in one heading, and whose the host is
SOURCE = "extends: zwolle\nfamily: mijn-familie\nheadings: {activities: [Waar werken we aan]}\n"
BODIES = """
localhost:
  organisation: gm9999
  name: Nergenshuizen
  family: mijn-familie
  documents: [{kind: begroting, year: 2031, goalsExpected: 2}]
"""


@contextmanager
def portal(root: Path) -> Iterator[str]:
    """The address of a server of some pages."""
    for path, body in PAGES.items():
        (root / path).mkdir(parents=True)
        (root / path / "index.html").write_text(f"<html><body>{body}{FOOTER}</body></html>", encoding="utf-8")
    with answering(ThreadingHTTPServer(("localhost", 0), partial(SimpleHTTPRequestHandler, directory=root))) as port:
        yield f"http://localhost:{port}"


def test_addresses_become_a_graph_without_code(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    wget = require("wget", "Debian: apt-get install wget")
    folder = tmp_path / "mijn-gemeente"
    (folder / "sources").mkdir(parents=True)
    (folder / "bodies.yml").write_text(BODIES)
    (folder / "sources" / "mijn-familie.yml").write_text(SOURCE)
    with portal(tmp_path / "portal") as address:
        (tmp_path / "addresses.txt").write_text("".join(f"{address}/{path}/\n" for path in PAGES))
        command = [
            wget,
            "--input-file=addresses.txt",
            f"--warc-file={folder}/begroting-2031",
            "--delete-after",
            "--no-verbose",
        ]
        subprocess.run(command, cwd=tmp_path, check=True, timeout=PATIENCE_S)
    assert (folder / "begroting-2031.warc.gz").is_file(), capfd.readouterr().err
    summary = ingest(Run((folder,), tmp_path / "dataset", "http://localhost:8000"), lambda *_: None)
    dataset = Dataset(tmp_path / "dataset")
    assert summary.issues == ()
    document = dataset.manifest().documents["gm9999/begroting/2031"]
    assert (document.coverage.goals_read, document.coverage.goals_expected, document.coverage.complete) == (2, 2, "yes")
    assert document.references == {"resolved": 1}
    assert list(check(dataset)) == []
