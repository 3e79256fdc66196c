"""`doelgraaf dump` makes dumps ahead, or writes them as files that check out, with all that describes them."""

import asyncio
import hashlib
import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from growing import copy_with_links

from doelgraaf import FrontDoor
from ontology.language import Language
from service.answers.coverage import Holdings
from service.release.dumps import DumpShelf
from service.release.releases import Releases
from service.web.dump_making import DumpMaker


@pytest.fixture(scope="module")
def data(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of its own, in which dumps are made."""
    return copy_with_links(real_data, tmp_path_factory.mktemp("dump-command") / "data")


def run(*arguments: str, language: Language = Language.EN) -> Result:
    return CliRunner().invoke(FrontDoor(language), ["dump", *arguments])


def test_files_come_with_digests_columns_and_citation(data: Path, tmp_path: Path) -> None:
    done = run("--data", str(data), "--out", str(tmp_path))
    assert done.exit_code == 0, done.output
    listed = dict(reversed(line.split("  ")) for line in (tmp_path / "SHA256SUMS").read_text().splitlines())
    assert len(listed) == 16
    for path, digest in listed.items():
        assert hashlib.sha256((tmp_path / path).read_bytes()).hexdigest() == digest
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    beside = {"SHA256SUMS", "codebook.md", "CITATION.cff", "citation.bib", "datacite.json"}
    beside |= {f"{path.rpartition('/')[0]}/csv-metadata.json" for path in listed}
    assert written == {*listed, *beside, *(f"{path}-metadata.json" for path in listed if path.endswith(".csv"))}
    release = Releases(data).current()
    assert yaml.safe_load((tmp_path / "CITATION.cff").read_text("utf-8"))["version"] == release
    assert release in done.output
    assert f"{len(written)} files" in done.output


def test_what_was_named_is_written_and_nothing_else(data: Path, tmp_path: Path) -> None:
    done = run("gm0193/begroting/2021", "gm0193", "--data", str(data), "--out", str(tmp_path), "--quiet")
    assert (done.exit_code, done.output) == (0, "")
    listed = {line.split("  ")[1] for line in (tmp_path / "SHA256SUMS").read_text().splitlines()}
    assert len(listed) == 32
    assert not (tmp_path / "all").exists()
    assert not (tmp_path / "gm0193" / "berap").exists()


def test_a_script_gets_every_dump_with_its_digest(data: Path) -> None:
    done = run("--data", str(data), "--json", "--release", "1")
    told = json.loads(done.output)
    assert told["release"] == Releases(data).current()
    assert len(told["dumps"]) == 64
    assert all(len(one["sha256"]) == 64 and one["bytes"] > 0 for one in told["dumps"].values())


@pytest.mark.parametrize("language", Language)
def test_what_is_not_there_is_named_with_what_is(data: Path, language: Language) -> None:
    done = run("gm0001", "--data", str(data), language=language)
    assert done.exit_code == 2
    assert "gm0001" in done.stderr
    assert "gm0193/berap/2023-2" in done.stderr
    assert run("--data", str(data), "--release", "99", language=language).exit_code == 1


def test_a_data_directory_without_a_release_says_how_to_make_one(tmp_path: Path) -> None:
    done = run("--data", str(tmp_path))
    assert done.exit_code == 1
    assert "doelgraaf publish" in done.stderr


@pytest.mark.parametrize("language", Language)
def test_its_help_teaches_by_an_example(language: Language) -> None:
    shown = " ".join(run("--help", language=language).output.split())
    assert f"{'Voorbeeld' if language is Language.NL else 'Example'}: doelgraaf dump" in shown


def publish_here(dataset: Path, data: Path, *more: str, language: Language = Language.EN) -> Result:
    return CliRunner().invoke(FrontDoor(language), ["publish", str(dataset), "--data", str(data), *more])


def test_publish_makes_the_dumps_so_that_nobody_waits_for_them(
    real_dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = publish_here(real_dataset, tmp_path)
    assert (done.exit_code, done.stderr) == (0, "")
    release = Releases(tmp_path).current()
    assert DumpShelf.of(Releases(tmp_path)).has(release)
    maker = DumpMaker(tmp_path)
    monkeypatch.setattr(maker, "_start", lambda _: pytest.fail("a process makes them while somebody waits"))
    catalogue = asyncio.run(maker.catalogue(Holdings.of(Releases(tmp_path).manifest(release))))
    assert len(catalogue.dumps) > 60


def test_publish_leaves_the_dumps_where_it_is_told_to(real_dataset: Path, tmp_path: Path) -> None:
    assert publish_here(real_dataset, tmp_path, "--no-dumps").exit_code == 0
    assert not DumpShelf.of(Releases(tmp_path)).has(Releases(tmp_path).current())
    told = json.loads(publish_here(real_dataset, tmp_path, "--json").stdout)
    assert told["changed"] is False
    assert DumpShelf.of(Releases(tmp_path)).has(told["release"])


@pytest.mark.parametrize(
    ("language", "words"), [(Language.NL, "De dumps zijn niet gemaakt"), (Language.EN, "The dumps were not made")]
)
def test_a_release_is_in_service_where_its_dumps_can_not_be_made(
    language: Language, words: str, real_dataset: Path, tmp_path: Path
) -> None:
    (tmp_path / "dumps").write_text("in the way")
    done = publish_here(real_dataset, tmp_path, language=language)
    assert done.exit_code == 0
    assert Releases(tmp_path).current() in done.stdout
    assert words in done.stderr
    assert f"doelgraaf dump --data {tmp_path}" in done.stderr
