"""Rules add what follows, once, and in the graph where it belongs."""

from pathlib import Path

import pytest
from tiny import BASE, BUDGET, ORGANISATION, REPORT, Tiny

from ontology.dataset import BodyFiles, Dataset, DocumentFiles
from service.release.derive import (
    Rule,
    RuleError,
    Rules,
    derive,
    derive_body,
    packaged_rules,
)

DG = "https://w3id.org/doelgraaf/def#"
INVERSE = Rule("inverse.rq", "CONSTRUCT { ?b dg:isReferredToBy ?a } WHERE { ?a dg:refersTo ?b }")
CLASS = Rule("class.rq", "CONSTRUCT { ?thing a skos:Concept } WHERE { ?thing a dg:Domain }")


@pytest.fixture
def contents(tmp_path: Path) -> tuple[bytes, bytes]:
    """The facts of the budget and of its body, as N-Quads."""
    dataset = Dataset(Tiny().write(tmp_path / "dataset"))
    return dataset.read(DocumentFiles(BUDGET).facts), dataset.read(BodyFiles(ORGANISATION).body)


def run(contents: tuple[bytes, bytes], *rules: Rule) -> list[str]:
    """The lines that rules give for the budget."""
    return derive(BASE, BUDGET, *contents, Rules(rules))


def test_what_follows_of_a_document_goes_to_its_inferred_graph(contents: tuple[bytes, bytes]) -> None:
    lines = run(contents, INVERSE)
    assert len(lines) == 2
    assert all(line.endswith(f"<{BASE}/graph/inferred/{BUDGET.path}> .") for line in lines)
    assert lines == sorted(lines)


def test_what_follows_of_the_body_alone_goes_to_the_graph_of_the_body(contents: tuple[bytes, bytes]) -> None:
    assert run(contents, CLASS) == []
    (line,) = derive_body(BASE, ORGANISATION, contents[1], [contents[0]], Rules((CLASS,)))
    assert line.endswith(f"<{BASE}/graph/inferred/{ORGANISATION}> .")


def test_what_is_asserted_is_not_derived(contents: tuple[bytes, bytes]) -> None:
    assert run(contents, Rule("same.rq", "CONSTRUCT { ?a dg:refersTo ?b } WHERE { ?a dg:refersTo ?b }")) == []


def test_rules_feed_each_other_in_any_order(contents: tuple[bytes, bytes]) -> None:
    linked = Rule("a.rq", "CONSTRUCT { ?b dg:linkedWith ?a } WHERE { ?b dg:isReferredToBy ?a }")
    assert len(run(contents, linked, INVERSE)) == 4


BAD_RULES = [
    (Rule("broken.rq", "CONSTRUCT { ?a"), "broken.rq", "it can't be parsed"),
    (Rule("rows.rq", "SELECT * { ?a ?b ?c }"), "CONSTRUCT", "it gives rows"),
    (Rule("blank.rq", "CONSTRUCT { [] dg:refersTo ?a } WHERE { ?a dg:refersTo ?b }"), "blank node", "no blank nodes"),
    (
        Rule("endless.rq", 'CONSTRUCT { ?a dg:name ?m } WHERE { ?a dg:name ?n BIND(CONCAT(?n, "x") AS ?m) }'),
        "feeds itself",
        "it would never end",
    ),
]


@pytest.mark.parametrize(("rule", "said", "why"), BAD_RULES, ids=[case[0].name for case in BAD_RULES])
def test_a_rule_that_cannot_be_run_is_named(contents: tuple[bytes, bytes], rule: Rule, said: str, why: str) -> None:
    with pytest.raises(RuleError, match=said):
        run(contents, rule)
    assert why


def test_the_packaged_rules_run(contents: tuple[bytes, bytes]) -> None:
    rules = packaged_rules()
    assert rules.rules
    assert any(f"<{DG}isReferredToBy>" in line for line in derive(BASE, BUDGET, *contents, rules))


def test_a_rule_that_joins_documents_runs_over_the_body_and_not_over_a_document(tmp_path: Path) -> None:
    dataset = Dataset(Tiny().write(tmp_path / "dataset"))
    body = dataset.read(BodyFiles(ORGANISATION).body)
    budget, report = (dataset.read(DocumentFiles(document).facts) for document in (BUDGET, REPORT))
    joining = Rule(
        "join.rq",
        "CONSTRUCT { ?a dg:linkedWith ?b } WHERE { ?a dg:number ?n . ?b dg:number ?n FILTER(?a != ?b) }",
        crosses=True,
    )
    rules = Rules((joining,))
    assert derive(BASE, BUDGET, budget, body, rules) == []
    lines = derive_body(BASE, ORGANISATION, body, [budget, report], rules)
    assert len(lines) == 2
    assert all(line.endswith(f"<{BASE}/graph/inferred/{ORGANISATION}> .") for line in lines)
    assert derive_body(BASE, ORGANISATION, body, [budget], rules) == []


def test_rules_read_only_lines_that_matter_to_them_and_derive_the_same(contents: tuple[bytes, bytes]) -> None:
    made = packaged_rules()
    blind = Rules(tuple(Rule(rule.name, rule.query, rule.crosses) for rule in made.rules))
    assert derive(BASE, BUDGET, *contents, made) == derive(BASE, BUDGET, *contents, blind) != []
    of_body = [derive_body(BASE, ORGANISATION, contents[1], [contents[0]], rules) for rules in (made, blind)]
    assert of_body[0] == of_body[1] != []
    assert len(made.sift(contents[0])[0]) < len(contents[0])
    assert blind.sift(contents[0])[0] == contents[0]


def test_a_rule_runs_again_only_where_what_it_reads_came_anew() -> None:
    rules = packaged_rules()
    fresh = {f"<{DG}refersTo>".encode()}
    due = {rule.name for rule in rules.due(fresh, fresh)}
    assert due == {
        "inverse-isReferredToBy.rq",
        "subproperty-refersTo-linkedWith.rq",
        "subproperty-refersTo-references.rq",
    }
    assert rules.due(fresh, set()) == []
