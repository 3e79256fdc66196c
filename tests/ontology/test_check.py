"""The check: a valid dataset gives no finding, and each fault gives its own."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import small
from click.testing import CliRunner
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple, parse

from ontology import conformance
from ontology import report as reports
from ontology import terms as t
from ontology.check import check
from ontology.cli import FORMATS, commands
from ontology.dataset import UNPLACED, Dataset, Manifest
from ontology.language import Language
from ontology.shapes import Shapes

DOC = "gm9999/begroting/2031"
GOAL = f"{small.BASE}/id/goal-version/{DOC}/1.1.1"
FACTS = NamedNode(f"{small.BASE}/graph/doc/{DOC}")
BODY = NamedNode(f"{small.BASE}/graph/body/gm9999")


def without_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave SHACL out, which has tests of its own, so that a fault is found by the check that is meant."""
    monkeypatch.setattr(conformance, "validate", lambda _quads, _shapes: [])


def codes(dataset: Dataset) -> list[tuple[str, str, str]]:
    return [(finding.document, finding.code, finding.focus) for finding in check(dataset)]


def a(subject: str, predicate: str, value: NamedNode | Literal, graph: NamedNode = FACTS) -> Quad:
    return Quad(NamedNode(subject), NamedNode(predicate), value, graph)


def test_the_small_dataset_is_clean(tmp_path: Path) -> None:
    assert codes(small.write(tmp_path, small.quads())) == []


NOWHERE = f"{small.BASE}/id/goal-version/{DOC}/8.8.8"
FAULTS: list[tuple[str, Quad, tuple[str, str, str]]] = [
    ("a text among the facts", a(GOAL, t.CRITERIA_LEAD, Literal("x")), (DOC, "not-at-home", GOAL)),
    ("a fact in the body graph", a(GOAL, t.HOLDER_NAME, Literal("x"), BODY), ("gm9999", "not-at-home", GOAL)),
    ("nothing of ours", a("urn:x", t.NAME, Literal("x")), (DOC, "not-at-home", "urn:x")),
    ("a pointer to nothing", a(GOAL, t.EVIDENCE, NamedNode(NOWHERE)), (DOC, "dangling", NOWHERE)),
]


@pytest.mark.parametrize(("why", "quad", "expected"), FAULTS)
def test_a_quad_too_many_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str, quad: Quad, expected: tuple[str, str, str]
) -> None:
    without_shapes(monkeypatch)
    assert codes(small.write(tmp_path, [*small.quads(), quad])) == [expected], why


def test_a_blank_node_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_shapes(monkeypatch)
    quad = Quad(NamedNode(GOAL), NamedNode(t.EVIDENCE), BlankNode("b"), FACTS)
    assert codes(small.write(tmp_path, [*small.quads(), quad])) == [(DOC, "blank-node", f"<{GOAL}>")]


def test_a_triple_in_two_graphs_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_shapes(monkeypatch)
    number = next(q for q in small.quads() if q.subject.value == GOAL and q.predicate.value == t.NUMBER)
    twice = Quad(number.subject, number.predicate, number.object, BODY)
    assert codes(small.write(tmp_path, [*small.quads(), twice])) == [("gm9999", "not-at-home", GOAL)]


def test_a_graph_in_a_file_that_is_not_its_own_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_shapes(monkeypatch)
    dataset = small.write(tmp_path, small.quads())
    path = "graphs/gm9999/begroting/2031-text.nq.gz"
    fact = a(GOAL, t.HOLDER_NAME, Literal("x"))
    dataset.write_lines(path, [*dataset.lines(path), f"{fact} ."])
    assert codes(dataset) == [("", "wrong-digest", path), (DOC, "foreign-graph", FACTS.value)]


def test_a_document_without_provenance_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_shapes(monkeypatch)
    quads = [q for q in small.quads() if q.subject != FACTS]
    assert codes(small.write(tmp_path, quads)) == [(DOC, "no-provenance", FACTS.value)]


@pytest.mark.parametrize("change", ["goals_read", "pages_read", "versions_named"])
def test_a_wrong_count_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    without_shapes(monkeypatch)
    dataset = small.write(tmp_path, small.quads())
    manifest = dataset.manifest()
    entry = manifest.documents[DOC]
    coverage = msgspec.structs.replace(entry.coverage, **{change: 77})
    changed = msgspec.structs.replace(entry, coverage=coverage)
    dataset.write_manifest(msgspec.structs.replace(manifest, documents={**manifest.documents, DOC: changed}))
    what = {"goals_read": "goals", "pages_read": "pages", "versions_named": "named goals"}[change]
    assert codes(dataset) == [(DOC, "wrong-count", what)]


def test_a_wrong_count_of_references_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_shapes(monkeypatch)
    dataset = small.write(tmp_path, small.quads())
    manifest = dataset.manifest()
    changed = msgspec.structs.replace(manifest.documents[DOC], references={"resolved": 1})
    dataset.write_manifest(msgspec.structs.replace(manifest, documents={**manifest.documents, DOC: changed}))
    found = ["references ambiguous", "references dangling", "references not-loaded", "references resolved"]
    assert codes(dataset) == [(DOC, "wrong-count", what) for what in found]


def damage(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:40])


FILES: list[tuple[str, Callable[[Path], object], list[str]]] = [
    ("missing", Path.unlink, ["missing-file", "unreadable"]),
    ("cut short", damage, ["wrong-digest", "unreadable"]),
]


@pytest.mark.parametrize(("why", "change", "expected"), FILES)
def test_a_file_that_is_not_whole_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str, change: Callable[[Path], object], expected: list[str]
) -> None:
    without_shapes(monkeypatch)
    dataset = small.write(tmp_path, small.quads())
    change(tmp_path / "graphs/gm9999/berap/2031-1-text.nq.gz")
    found = [code for _, code, _ in codes(dataset)]
    assert found[:2] == expected, why


def test_a_file_that_the_manifest_does_not_know_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_shapes(monkeypatch)
    dataset = small.write(tmp_path, small.quads())
    (tmp_path / "graphs/extra.nq").write_text("")
    assert codes(dataset) == [("", "unlisted-file", "graphs/extra.nq")]


def run(*arguments: str, language: Language = Language.EN) -> tuple[int, str]:
    (command,) = commands(language)
    result = CliRunner().invoke(command, list(arguments))
    return result.exit_code, result.output


def test_the_command_says_clean_and_ends_with_zero(tmp_path: Path) -> None:
    small.write(tmp_path, small.quads())
    assert run(str(tmp_path)) == (0, f"{tmp_path} is clean: no findings.\n")


def test_an_empty_dataset_is_not_called_clean_and_what_reading_left_open_is_counted(tmp_path: Path) -> None:
    dataset = Dataset(tmp_path)
    files = {UNPLACED: dataset.write_lines(UNPLACED, ['{"code": "empty-file"}', '{"code": "odd-file"}'])}
    dataset.write_manifest(Manifest(base=small.BASE, bodies={}, documents={}, files=files, reader="by hand"))
    code, output = run(str(tmp_path))
    assert code == 1
    assert "has no documents" in output
    assert "Still open: 2 issues of reading" in output
    told = json.loads(run(str(tmp_path), "--json")[1])
    assert (told["clean"], told["documents"], told["issues"]) == (False, 0, 2)


def test_the_command_reports_in_both_languages_and_ends_with_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_shapes(monkeypatch)
    small.write(tmp_path, [*small.quads(), a("urn:x", t.NAME, Literal("[x]"))])
    code, english = run(str(tmp_path))
    assert code == 1
    assert english.splitlines()[-1] == f"{tmp_path}: 1 violation and 0 warnings."
    assert "how to mend it" in english
    assert run(str(tmp_path), language=Language.NL)[1].splitlines()[-1] == f"{tmp_path}: 1 fout en 0 waarschuwingen."


def test_the_command_gives_json_for_machines(tmp_path: Path) -> None:
    quads = [q for q in small.quads() if not (q.subject.value == GOAL and q.predicate.value == t.SORT_KEY)]
    small.write(tmp_path, quads)
    code, output = run(str(tmp_path), "--json")
    told = json.loads(output)
    assert (code, told["clean"]) == (1, False)
    (finding,) = told["findings"]
    assert (finding["document"], finding["code"], finding["severity"]) == (DOC, "VersionShape", "violation")
    assert set(finding["message"]) == set(finding["remedy"]) == {"nl", "en"}


def test_a_folder_that_is_no_dataset_is_wrong_use(tmp_path: Path) -> None:
    code, output = run(str(tmp_path))
    assert code == 2
    assert "doelgraaf ingest" in output


@pytest.mark.parametrize("option", [(), ("--owl",)])
def test_what_contradicts_itself_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: tuple[str, ...]
) -> None:
    without_shapes(monkeypatch)
    small.write(tmp_path, [*small.quads(), a(GOAL, t.RDF_TYPE, NamedNode(t.PROGRAMME_VERSION))])
    _, output = run(str(tmp_path), "--json", *option)
    findings = json.loads(output)["findings"]
    assert {(finding["document"], finding["code"]) for finding in findings} == {(DOC, "inconsistent")}


def test_only_the_bodies_that_are_asked_for_are_checked(tmp_path: Path) -> None:
    dataset = small.write(tmp_path, [*small.quads(), a(GOAL, t.EVIDENCE, NamedNode(NOWHERE))])
    assert list(check(dataset, bodies=())) == []
    assert list(check(dataset, bodies={"gm9999"})) == list(check(dataset)) != []


FAULTY = [a(GOAL, t.EVIDENCE, NamedNode(NOWHERE)), a(GOAL, t.RDF_TYPE, NamedNode(t.PROGRAMME_VERSION))]
# What a report must be, by SHACL 3.6; a result of a property shape has a path.
REPORT_SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:report> a sh:NodeShape ; sh:targetClass sh:ValidationReport ;
  sh:property [ sh:path sh:conforms ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:boolean ] ,
    [ sh:path sh:result ; sh:class sh:ValidationResult ] .
<urn:result> a sh:NodeShape ; sh:targetClass sh:ValidationResult ;
  sh:property [ sh:path sh:focusNode ; sh:minCount 1 ; sh:maxCount 1 ] ,
    [ sh:path sh:resultPath ; sh:maxCount 1 ; sh:nodeKind sh:BlankNodeOrIRI ] ,
    [ sh:path sh:value ; sh:maxCount 1 ] , [ sh:path sh:sourceShape ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path sh:resultSeverity ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ( sh:Violation sh:Warning ) ] ,
    [ sh:path sh:sourceConstraintComponent ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path sh:resultMessage ; sh:minCount 2 ; sh:maxCount 2 ; sh:uniqueLang true ; sh:languageIn ( "nl" "en" ) ] .
"""
SH = "http://www.w3.org/ns/shacl#"


def reported(dataset: Path, file: Path) -> list[Triple]:
    run(str(dataset), "--report", str(file))
    return [quad.triple for quad in parse(path=str(file))]


@pytest.mark.parametrize("suffix", sorted(reports.FORMATS))
def test_the_command_writes_a_valid_shacl_report(tmp_path: Path, suffix: str) -> None:
    small.write(tmp_path / "dataset", [*small.quads(), *FAULTY])
    triples = reported(tmp_path / "dataset", tmp_path / f"report{suffix}")
    written = "".join(f"{triple} .\n" for triple in triples)
    results = Counter(triple.object for triple in triples if triple.predicate.value == f"{SH}sourceConstraintComponent")
    assert len(list(check(Dataset(tmp_path / "dataset")))) == results.total() == 3
    assert {term.value.rpartition("#")[2] for term in results} > {"check-dangling", "check-inconsistent"}
    assert not [
        triple for triple in triples if triple.predicate.value == f"{SH}conforms" and triple.object.value != "false"
    ]
    assert Shapes.of(REPORT_SHAPES.encode()).engine.validate_text(written, format="ntriples").conforms


def test_a_report_gives_paths_as_the_shapes_do(tmp_path: Path) -> None:
    effect = f"{small.BASE}/id/effect/x"
    lone = [a(effect, t.RDF_TYPE, NamedNode(t.FINANCIAL_EFFECT)), a(effect, t.AMOUNT, Literal("x"))]
    small.write(tmp_path / "dataset", [*small.quads(), *lone])
    said: dict[object, dict[str, object]] = {}
    for triple in reported(tmp_path / "dataset", tmp_path / "report.ttl"):
        said.setdefault(triple.subject, {})[triple.predicate.value] = triple.object
    paths = [one[f"{SH}resultPath"] for one in said.values() if f"{SH}resultPath" in one]
    inverse = [said[path] for path in paths if path in said]
    assert {f"{SH}inversePath": NamedNode(f"{t.DG}hasEffect")} in inverse
    assert NamedNode(t.AMOUNT) in paths


def test_a_clean_dataset_conforms_in_its_report(tmp_path: Path) -> None:
    small.write(tmp_path / "dataset", small.quads())
    triples = reported(tmp_path / "dataset", tmp_path / "report.ttl")
    assert [(triple.predicate.value.rpartition("#")[2], triple.object.value) for triple in triples] == [
        ("type", f"{SH}ValidationReport"),
        ("conforms", "true"),
    ]


def test_the_same_findings_give_the_same_report(tmp_path: Path) -> None:
    small.write(tmp_path / "dataset", [*small.quads(), *FAULTY])
    for name in ("one.ttl", "two.ttl"):
        reported(tmp_path / "dataset", tmp_path / name)
    assert (tmp_path / "one.ttl").read_bytes() == (tmp_path / "two.ttl").read_bytes()


def test_a_report_of_no_known_format_is_wrong_use(tmp_path: Path) -> None:
    small.write(tmp_path / "dataset", small.quads())
    code, output = run(str(tmp_path / "dataset"), "--report", str(tmp_path / "report.pdf"))
    assert code == 2
    assert FORMATS in output
    assert FORMATS.split(", ") == list(reports.FORMATS)


def test_a_value_that_breaks_a_shape_in_several_ways_is_shown_once(tmp_path: Path) -> None:
    wrong = a(GOAL, t.YEAR, Literal("x"))
    quads = [q for q in small.quads() if not (q.subject.value == GOAL and q.predicate.value == t.YEAR)]
    small.write(tmp_path, [*quads, wrong])
    findings = json.loads(run(str(tmp_path), "--json")[1])["findings"]
    told = {(one["code"], one["message"]["en"]) for one in findings}
    assert len(told) < len(findings)
    assert f"{len(told)} violations" in run(str(tmp_path))[1]
