"""What violates the shapes is not published: whatever differs is checked first, and nothing else is."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from growing import copy_with_links
from msgspec import structs
from tiny import digest_tree

from ontology import check as checks
from ontology import terms as t
from ontology.dataset import BodyFiles, Dataset, DocumentFiles
from ontology.finding import Severity, told_once
from ontology.iri import DocumentKey
from ontology.language import Language
from service.cli import publish_command
from service.release import conformance
from service.release.conformance import Conformance, Subject, check_changed, outcome_of
from service.release.publish import publish
from service.release.releases import MANIFEST, PublishRefusedError, ReleaseManifest, Releases

BUDGET = "gm9999/begroting/2031"
REPORT = "gm9999/berap/2031-1"
LATER = "gm9999/begroting/2032"
BODY = "gm9999"
FACTS = DocumentFiles(DocumentKey.parse(BUDGET)).facts
REPORT_FACTS = DocumentFiles(DocumentKey.parse(REPORT)).facts
PROVENANCE = BodyFiles(BODY).provenance


@pytest.fixture
def dataset(tmp_path: Path, fictional_dataset: Path) -> Path:
    """A dataset that keeps to the shapes, to be edited."""
    return Path(shutil.copytree(fictional_dataset, tmp_path / "dataset"))


@pytest.fixture
def data(tmp_path: Path, fictional_data: Path) -> Path:
    """A data directory in which that dataset is published as it was, of its own."""
    return copy_with_links(fictional_data, tmp_path / "data")


def rewrite(root: Path, file: str, change: Callable[[list[str]], list[str]]) -> None:
    """Change the lines of a file of a dataset, and what the manifest says of it."""
    dataset = Dataset(root)
    digest = dataset.write_lines(file, change(list(dataset.lines(file))))
    manifest = dataset.manifest()
    documents = {
        path: structs.replace(entry, files=entry.files | {file: digest}) if file in entry.files else entry
        for path, entry in manifest.documents.items()
    }
    bodies = {
        code: structs.replace(body, files=body.files | {file: digest}) if file in body.files else body
        for code, body in manifest.bodies.items()
    }
    dataset.write_manifest(structs.replace(manifest, documents=documents, bodies=bodies))


def without(predicate: str) -> Callable[[list[str]], list[str]]:
    """Leave out all that is said by a property."""
    return lambda lines: [line for line in lines if f"> <{predicate}> " not in line]


def renamed(lines: list[str]) -> list[str]:
    """Say something else of a goal, that breaks no shape."""
    return [line.replace('"@nl ', ' erbij."@nl ') if f"<{t.STATEMENT}>" in line else line for line in lines]


def served(data: Path) -> ReleaseManifest:
    manifest = Releases(data).current_manifest()
    assert manifest is not None
    return manifest


def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what is checked from now on."""
    names: list[str] = []

    def noted(subject: Subject) -> conformance.Outcome:
        names.append(subject.name)
        return outcome_of(subject)

    monkeypatch.setattr(conformance, "outcome_of", noted)
    return names


def of_shapes(root: Path, severity: Severity) -> dict[str, int]:
    """How many findings of the shapes `doelgraaf check` shows, by document."""
    found = [one for one in told_once(checks.check(Dataset(root))) if one.shape is not None]
    places = [one.document for one in found if one.severity is severity]
    return {place: places.count(place) for place in sorted(set(places))}


def test_a_first_release_that_violates_a_shape_is_refused_with_place_thing_and_remedy(
    tmp_path: Path, dataset: Path
) -> None:
    rewrite(dataset, FACTS, without(t.SORT_KEY))
    with pytest.raises(PublishRefusedError) as refusal:
        publish(dataset, tmp_path / "data")
    count = of_shapes(dataset, Severity.VIOLATION)[BUDGET]
    assert count > conformance.SHOWN
    for language, words in (
        (Language.NL, (f"{count} schendingen", "in 1 onderdeel", "Herstel: ", f"en nog {count - 5}")),
        (Language.EN, (f"{count} violations", "in 1 part:", "Remedy: ", f"and {count - 5} more")),
    ):
        said = refusal.value.say(language)
        for word in (*words, f"- {BUDGET}: http://localhost:8000/id/", "dg:sortKey", "--allow-violations"):
            assert word in said
        assert said.count(f"- {BUDGET}: ") == conformance.SHOWN
    assert Releases(tmp_path / "data").identifiers() == []


def test_a_later_one_is_refused_and_nothing_of_what_is_served_changes(dataset: Path, data: Path) -> None:
    before = digest_tree(data)
    rewrite(dataset, FACTS, without(t.SORT_KEY))
    with pytest.raises(PublishRefusedError, match="allow-violations"):
        publish(dataset, data)
    assert digest_tree(data) == before


def test_nothing_is_derived_or_built_of_what_is_refused(dataset: Path, data: Path) -> None:
    steps: set[str] = set()
    rewrite(dataset, FACTS, without(t.SORT_KEY))
    with pytest.raises(PublishRefusedError):
        publish(dataset, data, progress=lambda step, _done, _total: steps.add(step))
    assert steps == {"verify", "check"}


def test_what_did_not_change_is_not_checked_again(dataset: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = checked(monkeypatch)
    rewrite(dataset, FACTS, renamed)
    publish(dataset, data)
    assert names == [BUDGET]
    assert not publish(dataset, data).changed
    assert names == [BUDGET]


CHANGED: list[tuple[str, Callable[[list[str]], list[str]], set[str]]] = [
    (REPORT_FACTS, renamed, {REPORT}),
    (DocumentFiles(DocumentKey.parse(BUDGET)).texts, lambda lines: lines[:-1], {BUDGET}),
    (
        BodyFiles(BODY).body,
        lambda lines: lines[:-1],
        {BODY, BUDGET, LATER, REPORT},
    ),  # all documents see what is of the body
    (PROVENANCE, lambda lines: [one for one in lines if f"graph/doc/{REPORT}>" not in one], {REPORT}),
    (PROVENANCE, without(t.RDFS_LABEL), {BUDGET, LATER, REPORT}),
]


@pytest.mark.parametrize(("file", "change", "expected"), CHANGED)
def test_every_graph_that_bears_on_a_document_has_it_checked(
    dataset: Path, data: Path, file: str, change: Callable[[list[str]], list[str]], expected: set[str]
) -> None:
    before = served(data).checked
    rewrite(dataset, file, change)
    after = publish(dataset, data, allow_violations=True).manifest.checked
    assert len(CHANGED) == 5
    assert before.keys() == after.keys() == {BODY, BUDGET, LATER, REPORT}
    assert {name for name in after if after[name] != before[name]} == expected


def test_a_release_of_before_it_was_checked_has_everything_checked(
    dataset: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Releases(data).folder(Releases(data).current()) / MANIFEST
    manifest = json.loads(path.read_bytes())
    del manifest["checked"], manifest["violations"]
    path.write_text(json.dumps(manifest), "utf-8")
    names = checked(monkeypatch)
    rewrite(dataset, FACTS, renamed)
    publish(dataset, data)
    assert names == [BODY, BUDGET, LATER, REPORT]


def test_other_shapes_have_everything_checked(dataset: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = checked(monkeypatch)
    monkeypatch.setattr("ontology.shapes.digest", lambda: "other")
    rewrite(dataset, FACTS, renamed)
    publish(dataset, data)
    assert names == [BODY, BUDGET, LATER, REPORT]


def test_what_the_operator_accepts_stands_in_the_manifest_until_it_is_mended(
    tmp_path: Path, dataset: Path, data: Path
) -> None:
    right = Path(shutil.copytree(dataset, tmp_path / "right"))
    rewrite(dataset, FACTS, without(t.SORT_KEY))
    accepted = publish(dataset, data, allow_violations=True).manifest.violations
    assert accepted == of_shapes(dataset, Severity.VIOLATION)
    assert accepted.keys() == {BUDGET}
    rewrite(dataset, REPORT_FACTS, renamed)
    assert publish(dataset, data).manifest.violations == accepted  # accepted once, and not touched since
    rewrite(dataset, FACTS, renamed)
    with pytest.raises(PublishRefusedError):
        publish(dataset, data)
    rewrite(right, FACTS, renamed)
    assert publish(right, data).manifest.violations == {}


def test_what_was_accepted_once_is_not_served_again_without_a_word(dataset: Path, data: Path) -> None:
    rewrite(dataset, FACTS, without(t.SORT_KEY))
    second = publish(dataset, data, allow_violations=True).manifest.id
    Releases(data).roll_back("1")
    with pytest.raises(PublishRefusedError):
        publish(dataset, data)
    again = publish(dataset, data, allow_violations=True)
    assert (again.reused, again.manifest.id) == (True, second)


def test_warnings_are_told_and_refuse_nothing(tmp_path: Path, dataset: Path) -> None:
    for predicate in (t.IN_PROGRAMME, t.IN_AMBITION):
        rewrite(dataset, FACTS, without(predicate))
    warnings = of_shapes(dataset, Severity.WARNING)
    assert of_shapes(dataset, Severity.VIOLATION) == {}
    published = publish(dataset, tmp_path / "data")
    assert published.warnings == sum(warnings.values()) > 0
    assert published.manifest.violations == {}


def damage_everywhere(root: Path) -> None:
    """Leave things out of two documents and of their body, so that several see what is wrong with the body."""
    for file in (FACTS, REPORT_FACTS, BodyFiles(BODY).body):
        rewrite(root, file, lambda lines: [line for number, line in enumerate(lines) if number % 7])


def test_in_processes_the_same_is_found_as_in_one_and_as_by_the_check(
    dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage_everywhere(dataset)
    told: list[tuple[int, int]] = []

    def found(jobs: int) -> Conformance:
        source = Dataset(dataset)
        return check_changed(source, source.manifest(), None, jobs, lambda done, total: told.append((done, total)))

    alone = found(1)
    assert told == [(done, 4) for done in range(5)]
    monkeypatch.setattr(conformance, "_FEW_BYTES", 0)
    assert found(2) == alone
    expected = of_shapes(dataset, Severity.VIOLATION)
    named = sum(expected.pop(place) for place in expected.keys() - alone.keys.keys())  # documents that are only named
    assert named > 0
    assert dict(alone.violations) == expected | {BODY: expected[BODY] + named}
    assert alone.found == sum(alone.violations.values())
    assert alone.warnings == sum(of_shapes(dataset, Severity.WARNING).values())


def test_a_file_that_holds_no_quads_is_refused(tmp_path: Path, dataset: Path) -> None:
    rewrite(dataset, FACTS, lambda lines: [*lines, "geen quad"])
    with pytest.raises(PublishRefusedError, match=r"begroting/2031\.nq\.gz: holds no N-Quads"):
        publish(dataset, tmp_path / "data")


def run(dataset: Path, data: Path, *options: str, language: Language = Language.NL) -> Result:
    return CliRunner().invoke(publish_command(language), [str(dataset), "--data", str(data), *options])


def test_the_command_refuses_says_why_and_tells_what_was_accepted(tmp_path: Path, dataset: Path) -> None:
    rewrite(dataset, FACTS, without(t.SORT_KEY))
    refused = run(dataset, tmp_path / "data")
    assert refused.exit_code == 1
    assert "niet gepubliceerd: de dataset heeft" in refused.stderr
    accepted = run(dataset, tmp_path / "data", "--allow-violations", language=Language.EN)
    assert accepted.exit_code == 0
    count = sum(served(tmp_path / "data").violations.values())
    assert f"The release has {count} violations of the shapes; see `doelgraaf check {dataset}`." in accepted.stdout
    told = json.loads(run(dataset, tmp_path / "data", "--json").stdout)
    assert (told["changed"], told["violations"], told["warnings"]) == (False, count, 0)
