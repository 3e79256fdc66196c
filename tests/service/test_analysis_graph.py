"""A release has the analysis graph of each document, however it was made, and rewrites only that of one that changed."""

import re
import shutil
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions, Store

from ingest.write import Run, ingest
from ontology import terms
from ontology.dataset import Dataset, DocumentFiles
from ontology.iri import DocumentKey, graph, home
from ontology.terms import PREFIXES
from service.release import store
from service.release.analysis import analysis
from service.release.network_rows import rows_of
from service.release.publish import Published, publish
from service.release.releases import Releases

ROOT = Path(__file__).resolve().parents[2]
BASE = "http://localhost:8000"
BUDGET, REPORT, LATER = (
    DocumentKey.parse(f"gm9999/{path}") for path in ("begroting/2031", "berap/2031-1", "begroting/2032")
)
ALONE = f"{BASE}/id/goal-version/{LATER.path}/3.4.1"  # refers to nothing, and nothing refers to it
PAGE = "begroting-2032/doel-3-4-1.txt"
SENTENCE = "De leegstand daalt nog steeds, maar aan de randen blijven panden onbezet"


@pytest.fixture
def pages(tmp_path: Path, examples: Path) -> Path:
    """The pages of the fictional municipality, to be edited."""
    return shutil.copytree(examples / "fictional", tmp_path / "pages")


def read(pages: Path, out: Path) -> Path:
    ingest(Run((pages,), out, BASE), lambda _done, _total: None)
    return out


def released(data: Path) -> Store:
    releases = Releases(data)
    return store.open_read_only(releases.store(releases.current()))


def lines_of(data: Path, document: DocumentKey) -> list[str]:
    """The analysis graph of a document in the release that is served, sorted."""
    name = NamedNode(graph(BASE, "analysis", document.path))
    return sorted(f"{quad} ." for quad in released(data).quads_for_pattern(None, None, None, name))


def counted(dataset: Path, document: DocumentKey) -> list[str]:
    """The same as its facts give it."""
    return analysis(BASE, document, rows_of(BASE, Dataset(dataset).read(DocumentFiles(document).facts)))


def is_patched(published: Published) -> bool:
    return published.changed and published.whole is None and published.manifest.patches > 0


def test_one_page_that_changes_rewrites_the_analysis_of_its_document_alone(pages: Path, tmp_path: Path) -> None:
    data, again = tmp_path / "data", tmp_path / "again"
    before = publish(read(pages, tmp_path / "dataset"), data).manifest
    first = {document: lines_of(data, document) for document in (BUDGET, REPORT, LATER)}
    page = pages / PAGE
    text = page.read_text("utf-8")
    assert text.count(SENTENCE) == 1
    page.write_text(text.replace(SENTENCE, f"{SENTENCE} (zie doel 3.3.1)"), "utf-8")
    dataset = read(pages, tmp_path / "changed")

    patched = publish(dataset, data)
    assert is_patched(patched)
    for document in (BUDGET, REPORT):
        assert before.derived[document.path] == patched.manifest.derived[document.path]
        assert lines_of(data, document) == first[document]
    assert before.derived[LATER.path] != patched.manifest.derived[LATER.path]
    new = {line.split(" ")[1] for line in set(lines_of(data, LATER)) - set(first[LATER])}
    assert new == {f"<{name}>" for name in (terms.OUT_DEGREE, terms.IN_DEGREE, terms.WITHIN2, terms.WITHIN3)}
    whole = publish(dataset, again).manifest
    rebuilt = publish(dataset, data, full=True).manifest
    for document in (BUDGET, REPORT, LATER):
        name = graph(BASE, "analysis", document.path)
        expected = counted(dataset, document)
        assert lines_of(data, document) == lines_of(again, document) == expected
        counts = [manifest.graphs[name] for manifest in (patched.manifest, whole, rebuilt)]
        assert counts == [len(expected)] * 3
    assert f'<{ALONE}> <{terms.OUT_DEGREE}> "1"^^<{terms.XSD_INTEGER}>' in "\n".join(lines_of(data, LATER))


def test_the_queries_of_the_documentation_have_rows(fictional_data: Path) -> None:
    written = (ROOT / "docs/endpoint.md").read_text("utf-8")
    queries = re.findall(r"^```sparql\n(.*?)^```$", written, re.DOTALL | re.MULTILINE)
    assert sum("dg:within2" in one or "dg:component" in one or "dg:inDegree" in one for one in queries) == 3
    for query in (query for query in queries if "SERVICE" not in query):
        solutions = released(fictional_data).query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
        assert isinstance(solutions, QuerySolutions)
        rows = [[str(cell) for cell in row] for row in solutions]
        assert len(rows) > 5, query


def test_everything_in_an_analysis_graph_is_at_home_there_and_nothing_of_it_elsewhere(
    fictional_dataset: Path, fictional_data: Path
) -> None:
    homes = 0
    for quad in released(fictional_data):
        where, at_home = quad.graph_name.value, home(BASE, str(quad.subject.value), quad.predicate.value, ())
        if "/graph/analysis/" in where or (at_home is not None and "/graph/analysis/" in at_home):
            assert at_home == where
            homes += 1
    assert homes == sum(len(counted(fictional_dataset, document)) for document in (BUDGET, REPORT, LATER))


def test_a_document_that_is_left_without_versions_has_no_analysis_graph(pages: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    publish(read(pages, tmp_path / "dataset"), data)
    for page in (pages / "berap-2031-1").iterdir():
        page.unlink()
    publish(read(pages, tmp_path / "less"), data, allow_loss=True)
    assert lines_of(data, REPORT) == []
    assert lines_of(data, BUDGET) == counted(tmp_path / "less", BUDGET) != []
