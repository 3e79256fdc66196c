"""The stored questions: well-formed, free of instances, and the same in two engines, with and without derived facts."""

import re

import pytest
import twins
from pyoxigraph import Literal, NamedNode, Quad, Store

from ontology import terms as t
from ontology.codes import DocumentKind
from ontology.language import Language
from service.answers.questions import NAMES, QuestionError, StoredQuestion, question, questions
from service.answers.questions import parse as parse_question

BASE = "http://localhost:8000"
BUDGET: dict[str, NamedNode | Literal] = {
    "organisation": NamedNode(f"{BASE}/id/organisation/gm9999"),
    "kind": Literal(DocumentKind.BEGROTING.value),
    "year": Literal(2031),
    "number": Literal("1.1.1"),
}
REPORT = {**BUDGET, "kind": Literal("berap"), "sequence": Literal(1)}
VALUES = {"cq17": REPORT, "cq18": REPORT}


@pytest.fixture(scope="module")
def asserted() -> list[Quad]:
    return [*twins.vocabulary(), *twins.small_world()]


@pytest.fixture(scope="module")
def stores(asserted: list[Quad]) -> tuple[Store, Store]:
    derived = twins.inferred(asserted)
    assert len(derived) > 100
    return twins.store(asserted), twins.store([*asserted, *derived])


@pytest.fixture(scope="module")
def graphs(stores: tuple[Store, Store]) -> tuple[twins.Dataset, twins.Dataset]:
    return twins.rdflib_dataset(stores[0]), twins.rdflib_dataset(stores[1])


def values(asked: StoredQuestion) -> dict[str, NamedNode | Literal]:
    given = VALUES.get(asked.name, BUDGET)
    return {name: given[name] for name in (*asked.required, *asked.optional) if name in given}


def rows(stores: tuple[Store, Store], name: str, **given: NamedNode | Literal) -> list[tuple[str, ...]]:
    asked = question(name)
    found = twins.rows_of_oxigraph(stores[0], asked.bind(given or values(asked)))
    return [tuple(row.values()) for row in found]


def test_there_are_25_questions_with_titles_in_both_languages() -> None:
    assert len(questions()) == len(NAMES) == 25
    assert all(asked.title.nl.endswith("?") and asked.title.en.endswith("?") for asked in questions())
    assert len({asked.title.nl for asked in questions()}) == 25


@pytest.mark.parametrize("name", NAMES)
def test_a_question_gives_the_same_rows_in_two_engines_with_and_without_derived_facts(
    stores: tuple[Store, Store], graphs: tuple[twins.Dataset, twins.Dataset], name: str
) -> None:
    asked = question(name)
    query = asked.bind(values(asked))
    expected = twins.rows_of_oxigraph(stores[0], query)
    assert expected, "the small world must have something to answer with"
    assert twins.rows_of_oxigraph(stores[1], query) == expected
    assert twins.rows_of_rdflib(graphs[0], query) == expected
    assert twins.rows_of_rdflib(graphs[1], query) == expected


@pytest.mark.parametrize("name", [asked.name for asked in questions() if not asked.required])
def test_a_question_without_values_asks_of_everything(
    stores: tuple[Store, Store], graphs: tuple[twins.Dataset, twins.Dataset], name: str
) -> None:
    query = question(name).bind({})
    expected = twins.rows_of_oxigraph(stores[0], query)
    assert expected
    assert twins.rows_of_rdflib(graphs[0], query) == expected


@pytest.mark.parametrize("name", NAMES)
def test_no_question_holds_the_iri_of_an_instance(name: str) -> None:
    text = question(name).text
    assert "/id/" not in text
    assert set(re.findall(r"\?p_(\w+)", text)) == {*question(name).required, *question(name).optional}


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"cq22"}))
def test_only_the_question_of_provenance_shows_pages_stamps_and_runs(stores: tuple[Store, Store], name: str) -> None:
    told = " ".join(term for row in rows(stores, name) for term in row)
    assert not re.search(r"/id/(page|run|reference|section)/|dateTime|XMLSchema#date>", told)


def test_an_inner_goal_is_told_as_it_stands_in_the_tree(stores: tuple[Store, Store]) -> None:
    assert rows(stores, "cq10")[3] == ('"2"', '"2.1"', '"2.1.10"', '"Meedoen"')


def test_programmes_are_summed_once(stores: tuple[Store, Store]) -> None:
    decimal = "^^<http://www.w3.org/2001/XMLSchema#decimal>"
    assert rows(stores, "cq16") == [('"1"', f'"349846"{decimal}'), ('"2"', f'"0.1"{decimal}')]


def test_money_moves_from_the_disadvantage_to_the_advantage(stores: tuple[Store, Store]) -> None:
    assert rows(stores, "cq18")[0][3:5] == ('"1.1.1"', '"10"')


# What the small world answers to questions that no bundled page does: of identity between years, and of two editions.
TOLD: dict[str, list[tuple[str, ...]]] = {
    "cq07": [
        ("83de4602", "2031", "Begroting 2031", "1.1.1", "Sterke buurten"),
        ("83de4602", "2031", "Berap 2031-1", "1.1.1", "Sterke buurten"),
        ("83de4602", "2032", "Begroting 2032", "1.1.1", "Sterke wijken"),
        ("86381955", "2031", "Begroting 2031", "1.1.2", "Samen leven"),
        ("86381955", "2032", "Begroting 2032", "1.1.2", "Samen leven"),
    ],
    "cq08": [("2.1.9", "2031", "Begroting 2031", "Rust", "2032", "Begroting 2032", "Werk")],
    "cq09": [("2.1.9", "Rust"), ("2.1.10", "Meedoen")],
    "cq12": [("Begroting 2031", "1.1.2", "Anna de Vries", "Begroting 2032", "1.1.2", "Dana Smit")],
    "cq23": [("Begroting 2031", "1.1.1", "Sterke buurten")],
}


@pytest.mark.parametrize("name", TOLD)
def test_questions_of_change_have_the_rows_of_the_small_world(stores: tuple[Store, Store], name: str) -> None:
    assert len(TOLD) == 5
    asked = question(name)
    bound = {one: value for one, value in BUDGET.items() if one in (*asked.required, *asked.optional)}
    for store in stores:
        found = twins.rows_of_oxigraph(store, asked.bind(bound))
        assert [tuple(map(plain, row.values())) for row in found] == TOLD[name]


def test_a_page_that_was_offered_again_without_a_change_did_not_change(asserted: list[Quad]) -> None:
    page = f"{BASE}/id/page/gm9999/begroting/2031/20310503t145935/goal-1.1.2"
    earlier = NamedNode(page.replace("20310503t145935", "20310403t145935"))
    superseded, digest = (NamedNode(f"{t.DG}{name}") for name in ("supersededBy", "sourceDigest"))
    ((same, home),) = {
        (quad.object, quad.graph_name)
        for quad in asserted
        if quad.subject == NamedNode(page) and quad.predicate == digest
    }
    again = [Quad(earlier, superseded, NamedNode(page), home), Quad(earlier, digest, same, home)]
    query = question("cq23").bind({"organisation": BUDGET["organisation"]})
    before, after = (twins.rows_of_oxigraph(twins.store(quads), query) for quads in (asserted, [*asserted, *again]))
    assert after == before
    changed = [again[0], Quad(earlier, digest, Literal("0" * 64), home)]
    assert len(twins.rows_of_oxigraph(twins.store([*asserted, *changed]), query)) == len(before) + 1


def plain(term: str) -> str:
    """A term in N3 as a person says it: a literal by its text, an IRI by its last part."""
    iri = re.fullmatch(r"<.*/([^/]+)>", term)
    return iri[1] if iri else term.partition('"')[2].rpartition('"')[0].partition('"')[0]


@pytest.mark.parametrize("name", NAMES)
def test_an_organisation_without_documents_gives_no_rows_in_either_engine(
    stores: tuple[Store, Store], graphs: tuple[twins.Dataset, twins.Dataset], name: str
) -> None:
    asked = question(name)
    query = asked.bind({**values(asked), "organisation": NamedNode("urn:nobody")})
    assert twins.rows_of_oxigraph(stores[0], query) == []
    assert twins.rows_of_rdflib(graphs[0], query) == []


def test_a_sequence_tells_reports_of_a_year_apart(stores: tuple[Store, Store]) -> None:
    given = {name: value for name, value in REPORT.items() if name != "number"}
    assert rows(stores, "cq17", **given)
    assert rows(stores, "cq17", **{**given, "sequence": Literal(2)}) == []


def test_values_become_one_row_at_the_start_of_the_pattern() -> None:
    bound = question("cq02").bind(BUDGET)
    row = (
        "WHERE {\n  VALUES (?p_organisation ?p_kind ?p_year ?p_number) "
        f'{{ (<{BASE}/id/organisation/gm9999> "begroting" "2031"^^<http://www.w3.org/2001/XMLSchema#integer> "1.1.1") }}'
    )
    assert row in bound


def test_a_value_cannot_break_out_of_the_query() -> None:
    bound = question("cq02").bind({**BUDGET, "number": Literal('" } DROP ALL # \\1')})
    assert r'"\" } DROP ALL # \\1"' in bound


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({**BUDGET, "colour": Literal("red")}, "no parameter 'colour'; known are organisation, kind, year, number"),
        ({name: value for name, value in BUDGET.items() if name != "number"}, "parameter 'number' is missing"),
    ],
)
def test_a_parameter_that_is_unknown_or_missing_is_named(given: dict[str, NamedNode | Literal], message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        question("cq02").bind(given)


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (Language.NL, "cq02: de parameters 'kind', 'number' ontbreken; geef kind=...&number=..."),
        (Language.EN, "cq02: parameters 'kind', 'number' are missing; give kind=...&number=..."),
    ],
)
def test_all_parameters_that_are_missing_are_named_at_once(language: Language, message: str) -> None:
    given = {name: value for name, value in BUDGET.items() if name not in {"kind", "number"}}
    with pytest.raises(QuestionError) as raised:
        question("cq02").bind(given)
    assert raised.value.say(language) == message


def test_a_question_without_any_parameter_names_all_that_it_needs() -> None:
    several = [asked for asked in questions() if len(asked.required) > 1]
    assert len(several) > 10
    for asked in several:
        with pytest.raises(QuestionError) as raised:
            asked.bind({})
        assert all(f"{name}=..." in str(raised.value) for name in asked.required)


def test_an_unknown_question_is_named() -> None:
    with pytest.raises(QuestionError, match="cq99: no such question"):
        question("cq99")


@pytest.mark.parametrize(
    "text", ["SELECT * WHERE { }", "# nl: a?\n# en: b?\nSELECT * {}", "# nl: a?\n# en: b?\n# parameters: hue\n"]
)
def test_a_question_file_without_its_head_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match=r"x\.rq"):
        parse_question("x", text)
