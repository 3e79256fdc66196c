"""Pruning removes what is old, never what is served, in use or newest, and a crash of it harms nothing."""

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from growing import copy_with_links, grown, publish_grown
from tiny import publish_tiny

from ontology.language import Language
from service import outcome, release_wording
from service.engine.embedded import Capacity, EmbeddedEngine
from service.engine.work import Limits
from service.release import leases, prune
from service.release.kept import ENDINGS
from service.release.publish import publish
from service.release.releases import NothingPublishedError, ReleaseBusyError, Releases
from service.release.store import open_read_only
from service.release_commands import prune_command

MADE = 6


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with six releases; not to be changed."""
    return publish_grown(tmp_path_factory.mktemp("six"), MADE)


@pytest.fixture
def data(published: Path, tmp_path: Path) -> Path:
    """A copy of it with its hard links."""
    copy = copy_with_links(published, tmp_path / "data")
    assert len(Releases(copy).identifiers()) == MADE
    return copy


def numbers(data: Path) -> list[int]:
    return [int(release.partition("-")[0]) for release in Releases(data).identifiers()]


def name(data: Path, number: int) -> str:
    return Releases(data).identifiers()[number - 1]


def test_the_newest_stay(data: Path) -> None:
    pruned = prune.prune(data, 2)
    assert numbers(data) == [5, 6]
    assert [release[:4] for release in pruned.releases] == ["0001", "0002", "0003", "0004"]


def test_the_newest_always_stays_and_so_does_the_one_that_is_served(data: Path) -> None:
    Releases(data).roll_back("2")
    prune.prune(data, 0)
    assert numbers(data) == [2, 6]


def test_no_number_is_given_twice(data: Path, tmp_path: Path) -> None:
    Releases(data).roll_back("1")
    prune.prune(data, 1)
    assert publish_tiny(grown(9).write(tmp_path / "dataset"), data).manifest.id.startswith("0007-")


def test_what_stays_answers_as_before(data: Path) -> None:
    releases = Releases(data)
    before = sorted(map(str, open_read_only(releases.store(releases.current()))))
    prune.prune(data, 1)
    assert sorted(map(str, open_read_only(releases.store(releases.current())))) == before
    assert len(before) > 1000


def test_a_release_that_is_answered_from_stays_until_that_ends(data: Path) -> None:
    lease = leases.take(Releases(data), name(data, 2))
    pruned = prune.prune(data, 1)
    assert numbers(data) == [2, 6]
    assert [release[:4] for release in pruned.in_use] == ["0002"]
    lease.close()
    assert [release[:4] for release in prune.prune(data, 1).releases] == ["0002"]


def test_an_engine_keeps_the_release_that_it_answers_from(data: Path) -> None:
    capacity = Capacity(workers=1, queue_length=2, timeout_s=20.0, limits=Limits(512 * 2**20, 2**20))
    engine = EmbeddedEngine(Releases(data), capacity, fixed=name(data, 2))
    try:
        assert len(asyncio.run(engine.rows("SELECT ?v { ?v a dg:GoalVersion }"))) == 4
        assert [release[:4] for release in prune.prune(data, 1).in_use] == ["0002"]
        assert len(asyncio.run(engine.rows("SELECT ?v { ?v dg:number ?n }"))) == 4
    finally:
        engine.close()
    deadline = time.monotonic() + 30
    while prune.look(data, 1).in_use:  # a worker that was killed may take a moment to end
        assert time.monotonic() < deadline
        time.sleep(0.01)
    prune.prune(data, 1)
    assert numbers(data) == [6]


def test_a_reader_that_comes_while_pruning_keeps_its_release(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, late = prune._plan, []  # noqa: SLF001 - between the plan and the removal there is no other place

    def planned(releases: Releases, keep: int) -> object:
        made = plan(releases, keep)
        late.append(leases.take(releases, name(data, 3)))
        return made

    monkeypatch.setattr(prune, "_plan", planned)
    pruned = prune.prune(data, 1)
    assert numbers(data) == [3, 6]
    assert len(pruned.releases) == 4
    assert [release[:4] for release in pruned.in_use] == ["0003"]
    late[0].close()


def test_results_of_rules_stay_as_long_as_a_release_needs_them(data: Path) -> None:
    releases = Releases(data)
    (releases.derived / ".x.nq.gz.draft").touch()
    before = {path.name for path in releases.derived.iterdir()}
    pruned = prune.prune(data, 2)
    kept = [releases.manifest(release) for release in releases.identifiers()]
    keys = {key for manifest in kept for key in manifest.derived.values()}
    needed = {f"{key}{ending}" for key in keys for ending in ENDINGS}
    assert {path.name for path in releases.derived.iterdir()} == needed
    assert pruned.derived == len(before - needed) > 4


def test_a_dry_run_tells_the_same_and_removes_nothing(data: Path) -> None:
    told = prune.look(data, 2)
    assert len(numbers(data)) == MADE
    assert prune.prune(data, 2) == told


def test_the_room_that_comes_free_is_that_on_disk(data: Path) -> None:
    def room() -> int:
        inodes = {path.stat().st_ino: path.stat().st_blocks * 512 for path in data.rglob("*") if path.is_file()}
        return sum(inodes.values())

    before = room()
    pruned = prune.prune(data, 2)
    assert pruned.bytes == before - room() > 0


def test_pruning_waits_for_nobody_and_changes_nothing_while_somebody_publishes(data: Path) -> None:
    with Releases(data).locked(), pytest.raises(ReleaseBusyError):
        prune.prune(data, 1)
    assert len(numbers(data)) == MADE


def test_where_nothing_is_published_there_is_nothing_to_prune(tmp_path: Path) -> None:
    with pytest.raises(NothingPublishedError):
        prune.prune(tmp_path / "none", 1)
    assert not (tmp_path / "none").exists()


def crash(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("when", ["before the files go", "halfway"])
def test_a_crash_leaves_no_half_release_and_is_swept(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    current = Releases(data).current()
    crashing: Callable[..., None] = crash
    if when == "halfway":

        def crashing(folder: Path) -> None:
            for path in sorted(folder.rglob("*.sst"))[:3]:
                path.unlink()
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(prune.shutil, "rmtree", crashing)
        with pytest.raises(KeyboardInterrupt):
            prune.prune(data, 1)
    assert numbers(data) == [2, 3, 4, 5, 6]
    assert Releases(data).current() == current
    assert [path.name[:13] for path in (data / "releases").glob(".*")] == [".removed-0001"]
    publish_tiny(grown(9).write(tmp_path / "dataset"), data)
    assert not list((data / "releases").glob(".*"))
    assert numbers(data) == [2, 3, 4, 5, 6, 7]


def test_publishing_prunes_as_it_is_told_to(data: Path, tmp_path: Path) -> None:
    dataset = grown(9).write(tmp_path / "dataset")
    done = publish(dataset, data, allow_violations=True, keep=3)
    assert numbers(data) == [5, 6, 7]
    assert done.pruned is not None
    assert len(done.pruned.releases) == 4
    told = {language: "\n".join(outcome.lines(done, dataset, language)) for language in Language}
    assert "Opgeruimd: 4 oude releases (0001-" in told[Language.NL]
    assert "Removed: 4 old releases (0001-" in told[Language.EN]


def test_a_release_is_served_even_if_old_ones_can_not_be_pruned(data: Path, tmp_path: Path) -> None:
    manifest = Releases(data).folder(name(data, 6)) / "manifest.json"
    whole = manifest.read_text("utf-8")
    Releases(data).roll_back("1")
    manifest.write_text("{", "utf-8")
    dataset = grown(9).write(tmp_path / "dataset")
    done = publish(dataset, data, allow_violations=True, keep=2)
    assert Releases(data).current() == done.manifest.id
    assert any("Oude releases zijn niet opgeruimd" in line for line in outcome.lines(done, dataset, Language.NL))
    assert numbers(data) == [1, 2, 3, 4, 5, 6, 7]
    manifest.write_text(whole, "utf-8")
    prune.prune(data, 1)
    assert numbers(data) == [7]


def run(data: Path, *arguments: str, language: Language = Language.EN) -> str:
    done = CliRunner().invoke(prune_command(language), ["--data", str(data), *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_command_tells_what_it_would_do_and_does_it(data: Path) -> None:
    assert run(data, "--keep", "4", "--dry-run").startswith("Would be removed: 2 old releases (0001-")
    assert run(data, "--keep", "4", language=Language.NL).startswith("Opgeruimd: 2 oude releases (0001-")
    assert run(data, "--keep", "4") == f"{release_wording.NOTHING_TO_PRUNE.en}\n"
    assert len(json.loads(run(data, "--keep", "3", "--json"))["releases"]) == 1


def test_the_command_keeps_as_many_as_the_settings_say(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOELGRAAF_KEEP_RELEASES", "2")
    run(data)
    assert numbers(data) == [5, 6]
