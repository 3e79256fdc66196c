"""Captures of one page that carry the same moment have one name: the graph tells of the one that counts."""

import shutil
from pathlib import Path

from pyoxigraph import Literal

from ingest.write import Run, ingest
from ontology import terms as t
from ontology.dataset import Dataset
from service.release.publish import publish
from service.release.releases import Releases
from service.release.store import open_read_only

BASE = "http://localhost:8000"
PAGE = "doel-1-1-2-berap-2023-2.txt"
DOCUMENT = "gm0193/berap/2023-2"


def test_a_page_that_is_offered_with_other_bytes_of_the_same_moment_is_published_once(
    examples: Path, tmp_path: Path
) -> None:
    pages, dataset, data = tmp_path / "pages", tmp_path / "dataset", tmp_path / "data"
    shutil.copytree(examples / "real", pages)
    for place in range(3):
        text = (pages / PAGE).read_text("utf-8")
        (pages / f"again-{place}.txt").write_text(f"{text}\nTerug naar boven{'!' * place}\n", "utf-8")
    ingest(Run((pages,), dataset, BASE))
    kept = Dataset(dataset).manifest().documents[DOCUMENT]
    assert len({old.digest for old in kept.superseded}) == 3

    publish(dataset, data)
    releases = Releases(data)
    store = open_read_only(releases.store(releases.current()))
    named = [
        quad.object.value
        for quad in store.quads_for_pattern(None, None, None, None)
        if quad.predicate.value == t.SOURCE_DIGEST
        and DOCUMENT in str(quad.subject)
        and isinstance(quad.object, Literal)
    ]
    assert len(named) == 1
    assert named[0] not in {old.digest for old in kept.superseded}
