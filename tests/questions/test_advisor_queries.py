"""Queries as a half-trained policy advisor writes them: at most four patterns, no datatype, no language tag, no prefix."""

from pathlib import Path

import pytest
from asking import Loaded
from pyoxigraph import Literal, NamedNode

from ontology import terms as t

QUERIES: list[tuple[str, str, list[list[str]]]] = [
    (
        "what is goal 2.2.2 called",
        'SELECT ?naam { ?doel dg:number "2.2.2" ; dg:year 2021 ; rdfs:label ?naam }',
        [["Doel 2.2.2 Maatschappelijke participatie (Zwolle, Begroting 2021)"]],
    ),
    (
        "who holds it",
        'SELECT ?wie { ?doel dg:number "2.2.2" ; dg:year 2021 ; dg:holderName ?wie }',
        [["René de Heer"]],
    ),
    (
        "what does it cost",
        'SELECT ?lasten ?baten ?saldo { ?doel dg:number "2.2.2" ; dg:expenditure ?lasten ; dg:revenue ?baten ; dg:balance ?saldo }',
        [["348646", "0", "348646"]],
    ),
    (
        "what does it refer to",
        'SELECT ?nummer { ?doel dg:number "2.2.2" ; dg:refersTo ?ander . ?ander dg:number ?nummer } ORDER BY ?nummer',
        [["1.1.1"], ["1.3.2"], ["1.3.4"], ["2.1"], ["2.1.2"], ["4"]],
    ),
    (
        "who refers to goal 1.3.4",
        'SELECT ?naam { ?doel dg:refersTo ?ander ; rdfs:label ?naam . ?ander dg:number "1.3.4" }',
        [["Doel 2.2.2 Maatschappelijke participatie (Zwolle, Begroting 2021)"]],
    ),
    (
        "which goals of Zwolle are there",
        'SELECT ?nummer ?naam { ?doel a dg:GoalVersion ; dg:organisationName "Zwolle" ; dg:number ?nummer ; dg:name ?naam } ORDER BY ?nummer',
        [["1.1.2", "Samenkracht"], ["2.2.2", "Maatschappelijke participatie"]],
    ),
    (
        "in which words",
        'SELECT ?woorden { ?v dg:citedNumber "1.3.4" ; dg:sentence ?zin ; dg:exact ?woorden }',
        [["zie doel 1.3.4"]],
    ),
    (
        "which goals cost more than a hundred thousand",
        "SELECT ?naam { ?doel dg:expenditure ?lasten ; dg:name ?naam FILTER(?lasten > 100000) }",
        [["Maatschappelijke participatie"]],
    ),
    (
        "which disadvantages are there in 2023",
        "SELECT ?bedrag { ?effect a dg:FinancialEffect ; dg:year 2023 ; dg:amount ?bedrag }",
        [["460000"]],
    ),
    (
        "how many goals does each document have",
        "SELECT ?naam (COUNT(?doel) AS ?aantal) { ?doel a dg:GoalVersion ; dg:inDocument ?d . ?d rdfs:label ?naam } GROUP BY ?naam ORDER BY ?naam",
        [["Begroting 2021 (Zwolle)", "1"], ["Berap 2023-2 (Zwolle)", "1"]],
    ),
]


@pytest.fixture(scope="module", params=[False, True], ids=["asserted", "inferred"])
def real(request: pytest.FixtureRequest, real_dataset: Path) -> Loaded:
    return Loaded(real_dataset, inferred=request.param)


def test_there_are_ten_queries() -> None:
    assert len(QUERIES) == 10


@pytest.mark.parametrize(("why", "query", "expected"), QUERIES, ids=[query[0] for query in QUERIES])
def test_an_advisor_gets_rows(real: Loaded, why: str, query: str, expected: list[list[str]]) -> None:
    solutions = real.store.query(query, prefixes=dict(t.PREFIXES), use_default_graph_as_union=True)
    names = [variable.value for variable in solutions.variables]
    rows = [
        [value.value for name in names if isinstance(value := solution[name], (Literal, NamedNode))]
        for solution in solutions
    ]
    assert rows == expected, why


def test_rules_add_statements_to_what_the_questions_are_asked_of(real_dataset: Path) -> None:
    plain, derived = (len(Loaded(real_dataset, inferred=inferred).store) for inferred in (False, True))
    assert derived > plain + 100
