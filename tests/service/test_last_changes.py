"""A document tells when it changed last, not when the last release came: in sitemaps, in the catalogue and for dumps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest
from pyoxigraph import RdfFormat, parse
from searching import served
from starlette.testclient import TestClient
from tiny import BASE, BUDGET, REPORT, Goal, Tiny, publish_tiny

from ontology.terms import PREFIXES
from service.answers.coverage import Holdings
from service.answers.dcat import Names
from service.release import assemble
from service.release.dump_names import WHOLE
from service.release.dumps import DumpShelf
from service.release.last_changes import CURATED
from service.release.releases import ReleaseManifest, Releases
from service.release.write_change import Action, Change, Part
from service.release.write_curated import write_curated

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
FIRST, SECOND, THIRD = (f"2031-03-0{day}T12:00:00+00:00" for day in (1, 2, 3))
BEFORE = Tiny(
    goals={
        BUDGET: tuple(Goal(f"1.1.{number}", f"Schoon water {number}") for number in range(40)),
        REPORT: (Goal("1.1.1", "Groen"),),
    }
)
AFTER = Tiny(goals={**BEFORE.goals, REPORT: (Goal("1.1.1", "Groene wijken"),)})


@dataclass(frozen=True)
class Grown:
    """A data directory with three releases, each a day later: with the second a document changed."""

    releases: Releases
    client: TestClient

    @property
    def manifests(self) -> list[ReleaseManifest]:
        """The manifests of its releases, oldest first."""
        return [self.releases.manifest(one) for one in self.releases.identifiers()]

    def lastmods(self, address: str) -> dict[str, str]:
        """When what a sitemap names changed last, by address."""
        root = ET.fromstring(self.client.get(address).content)  # noqa: S314 - made here
        return {
            one.findtext("s:loc", "", SPACE).partition(":8000")[2]: one.findtext("s:lastmod", "", SPACE) for one in root
        }

    def modified(self) -> dict[str, str]:
        """When what the catalogue names changed last, by its identifier."""
        content = self.client.get("/catalogue", headers={"Accept": "text/turtle"}).content
        return {
            quad.subject.value: quad.object.value
            for quad in parse(content, RdfFormat.TURTLE)
            if quad.predicate.value == f"{PREFIXES['dcterms']}modified"
        }


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grown]:
    root = tmp_path_factory.mktemp("grown")
    with pytest.MonkeyPatch.context() as patched:
        for step, (tiny, moment) in enumerate(((BEFORE, FIRST), (AFTER, SECOND), (AFTER, THIRD))):
            patched.setattr(assemble, "moment", lambda moment=moment: moment)
            publish_tiny(tiny.write(root / str(step)), root / "data", full=step == 2)
            if step != 1:  # the dumps of the second release are made by nobody
                with served(root / "data") as town:
                    assert town.client.get("/dumps").status_code == 200
    with served(root / "data") as town:
        yield Grown(Releases(root / "data"), town.client)


def test_a_manifest_tells_with_which_release_a_part_came_to_be_as_it_is(grown: Grown) -> None:
    first, second, third = grown.manifests
    assert (first.patches, second.patches, third.patches) == (0, 1, 0)
    assert set(first.changed.values()) == {FIRST}
    assert second.changed[REPORT.path] == third.changed[REPORT.path] == SECOND
    assert second.changed[BUDGET.path] == third.changed[BUDGET.path] == FIRST
    assert third.created == THIRD


def test_a_release_that_does_not_tell_it_counts_as_changed_when_it_came(grown: Grown) -> None:
    third = grown.manifests[2]
    silent = Holdings.of(msgspec.structs.replace(third, changed={}))
    assert {silent.changed(scope) for scope in (WHOLE, "gm9999", BUDGET.path)} == {datetime(2031, 3, 3, 12, tzinfo=UTC)}


def test_sitemaps_tell_the_newest_change_of_what_they_name(grown: Grown) -> None:
    index = grown.lastmods("/sitemap.xml")
    assert index[f"/sitemap/{BUDGET.path}.xml"] == FIRST
    assert index[f"/sitemap/{REPORT.path}.xml"] == index["/sitemap/gm9999.xml"] == index["/sitemap/pages.xml"] == SECOND
    assert set(grown.lastmods(f"/sitemap/{BUDGET.path}.xml").values()) == {FIRST}
    assert set(grown.lastmods(f"/sitemap/{REPORT.path}.xml").values()) == {SECOND}
    assert set(grown.lastmods("/sitemap/gm9999.xml").values()) == {SECOND}


def test_a_dataset_was_modified_when_its_documents_changed(grown: Grown) -> None:
    found, names = grown.modified(), Names(BASE)
    days = {scope: found[names.dataset(scope)] for scope in (WHOLE, "gm9999", BUDGET.path, REPORT.path)}
    changed = "2031-03-02"
    assert days == {WHOLE: changed, "gm9999": changed, BUDGET.path: "2031-03-01", REPORT.path: changed}
    assert found[names.series("gm9999", "begroting")] == "2031-03-01"
    assert found[names.series("gm9999", "berap")] == changed


def test_a_dump_was_modified_when_its_bytes_were_seen_to_change(grown: Grown) -> None:
    found, names = grown.modified(), Names(BASE)
    dumps = DumpShelf.of(grown.releases)
    assert dumps.read(grown.manifests[1].id) is None
    first, third = (dumps.read(grown.manifests[step].id) for step in (0, 2))
    assert first is not None
    assert third is not None
    same = {path for path in third.dumps if third.dumps[path].sha256 == first.dumps[path].sha256}
    days = {path: found[names.distribution(path)] for path in third.dumps if "/" in path.rpartition("/")[0]}
    assert {day for path, day in days.items() if path.startswith(BUDGET.path)} == {"2031-03-01"}
    assert {day for path, day in days.items() if path not in same} == {"2031-03-03"}
    assert 10 < len(days.keys() & same) < len(days)


def test_what_people_write_changes_everything_and_no_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_tiny(BEFORE.write(tmp_path / "one"), tmp_path / "data")
    releases = Releases(tmp_path / "data")
    before = releases.manifest(releases.current())
    monkeypatch.setattr(assemble, "moment", lambda: "2099-01-01T00:00:00+00:00")
    goal = "http://localhost:8000/id/goal-version/gm9999/begroting/2031/1.1.1"
    content = f'<{goal}> <http://www.w3.org/2004/02/skos/core#note> "een notitie"@nl .'
    part = Part("application/n-triples", content.encode())
    with releases.locked():
        write_curated(releases, Change(Action.REPLACE, "http://localhost:8000/graph/curated/notes", parts=(part,)))
    after = releases.manifest(releases.current())
    assert after.changed == {**before.changed, CURATED: "2099-01-01T00:00:00+00:00"}
    assert Holdings.of(after).changed(WHOLE).year == 2099
    assert Holdings.of(after).changed("gm9999") == Holdings.of(before).changed("gm9999")
