"""`doelgraaf dump` makes dumps ahead, or writes them as files that check out, with all that describes them."""

import hashlib
import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from doelgraaf import FrontDoor
from ontology.language import Language
from service.release.publish import publish
from service.release.releases import Releases


@pytest.fixture(scope="module")
def data(real_dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("dump-command")
    publish(real_dataset, root)
    return root


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
