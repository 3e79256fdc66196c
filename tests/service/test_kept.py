"""What was derived is made once for what it depends on, all of its files together."""

import gzip
from pathlib import Path

import pytest
from tiny import BASE, BUDGET, ORGANISATION, REPORT, Tiny

from ontology.dataset import BodyFiles, Dataset, DocumentFiles
from service.release import kept
from service.release.analysis import analysis
from service.release.derive import Rule, Rules, derive
from service.release.kept import Derivation, Derived, derive_all
from service.release.network_rows import decode, rows_of

INVERSE = Rules((Rule("inverse.rq", "CONSTRUCT { ?b dg:isReferredToBy ?a } WHERE { ?a dg:refersTo ?b }"),))
CLASS = Rules((Rule("class.rq", "CONSTRUCT { ?thing a skos:Concept } WHERE { ?thing a dg:Domain }"),))


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    return Dataset(Tiny().write(tmp_path / "dataset"))


def derivations(dataset: Dataset) -> list[Derivation]:
    """Those of the two documents and of their body."""
    manifest, root = dataset.manifest(), dataset.root
    body = BodyFiles(ORGANISATION).body
    of_body = manifest.bodies[ORGANISATION].files[body]
    files = {document.path: DocumentFiles(document).facts for document in (BUDGET, REPORT)}
    digests = {path: manifest.documents[path].files[file] for path, file in files.items()}
    every = tuple(root / file for file in files.values())
    return [
        *(Derivation(BASE, path, (root / file,), root / body, digests[path], of_body) for path, file in files.items()),
        Derivation(BASE, ORGANISATION, every, root / body, " ".join(digests.values()), of_body),
    ]


def made(dataset: Dataset, folder: Path, rules: Rules = INVERSE) -> tuple[dict[str, Derived], list[tuple[int, int]]]:
    """What was derived, and what was told of it."""
    told: list[tuple[int, int]] = []
    return derive_all(derivations(dataset), rules, folder, 2, lambda *step: told.append(step)), told


def test_results_are_kept_until_something_they_depend_on_changes(dataset: Dataset, tmp_path: Path) -> None:
    first, told = made(dataset, tmp_path / "kept")
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert made(dataset, tmp_path / "kept") == (first, [(3, 3)]), "nothing is made again"
    other, _ = made(dataset, tmp_path / "kept", CLASS)
    assert set(other.values()).isdisjoint(first.values()), "other rules, other results"


def test_the_inferred_quads_of_a_document_are_those_that_its_facts_give(dataset: Dataset, tmp_path: Path) -> None:
    derived, _ = made(dataset, tmp_path / "kept")
    facts, body = dataset.read(DocumentFiles(REPORT).facts), dataset.read(BodyFiles(ORGANISATION).body)
    content = gzip.decompress(derived[REPORT.path].quads.read_bytes())
    assert content.decode().splitlines() == derive(BASE, REPORT, facts, body, INVERSE) != []


def test_rows_are_those_of_the_facts_of_a_document_and_of_the_graph_of_a_body(dataset: Dataset, tmp_path: Path) -> None:
    derived, _ = made(dataset, tmp_path / "kept")
    files = {document.path: DocumentFiles(document).facts for document in (BUDGET, REPORT)}
    files[ORGANISATION] = BodyFiles(ORGANISATION).body
    assert derived.keys() == files.keys()
    for subject, file in files.items():
        rows = decode(derived[subject].rows.read_bytes())
        assert rows == rows_of(BASE, dataset.read(file))
        assert rows.nodes, subject


def test_the_analysis_is_that_of_the_rows_of_a_document_and_of_a_body_there_is_none(
    dataset: Dataset, tmp_path: Path
) -> None:
    derived, _ = made(dataset, tmp_path / "kept")
    rows = rows_of(BASE, dataset.read(DocumentFiles(BUDGET).facts))
    content = gzip.decompress(derived[BUDGET.path].analysis.read_bytes())
    assert content.decode().splitlines() == analysis(BASE, BUDGET, rows) != []
    assert gzip.decompress(derived[ORGANISATION].analysis.read_bytes()) == b""


@pytest.mark.parametrize("lost", range(len(kept.ENDINGS)), ids=lambda place: kept.ENDINGS[place])
def test_what_lacks_one_of_its_files_is_made_again(dataset: Dataset, tmp_path: Path, lost: int) -> None:
    derived, _ = made(dataset, tmp_path / "kept")
    before = {path: path.read_bytes() for path in (tmp_path / "kept").iterdir()}
    derived[BUDGET.path].files[lost].unlink()
    again, told = made(dataset, tmp_path / "kept")
    assert (again, told) == (derived, [(2, 3), (3, 3)])
    assert {path: path.read_bytes() for path in (tmp_path / "kept").iterdir()} == before


def test_files_of_no_key_and_halves_of_files_are_not_needed(dataset: Dataset, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    derived, _ = made(dataset, folder)
    halves = [folder / ".x.rows.draft", folder / ".rules-y.draft"]
    for half in halves:
        half.touch()
    gone = derived.pop(REPORT.path)
    unneeded = kept.unneeded(folder, (one.key for one in derived.values()))
    assert unneeded == sorted([*gone.files, *halves])
