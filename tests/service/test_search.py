"""Words find goals and what stands under them, with their place; facets count what SPARQL counts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store
from searching import BASE, LATER, REPORT, Town, served

from ontology.dataset import Dataset
from ontology.terms import TEXT
from service.answers.search.finding import Index, Results, open_search
from service.answers.search.wanted import WordsError, read_words


@pytest.fixture(scope="module")
def town(fictional_data: Path) -> Iterator[Town]:
    with served(fictional_data) as town:
        yield town


@pytest.fixture(scope="module")
def index(town: Town) -> Index:
    return open_search(town.folder)


def find(index: Index, words: str, limit: int = 20, **filters: str) -> Results:
    return index.find(read_words(words), {name: [value] for name, value in filters.items()}, 0, limit)


def first(index: Index, words: str) -> str:
    return find(index, words, 1).hits[0].row.path


# What somebody types, and what has to come first.
FIRST = [
    ("2.2.2", f"goal-version/{LATER}/2.2.2", "a number finds its goal"),
    ("doel 2.2.2", f"goal-version/{LATER}/2.2.2", "also with the word before it"),
    ("Goal 2.2.2", f"goal-version/{LATER}/2.2.2", "in English too"),
    ("  2.2.2  ", f"goal-version/{LATER}/2.2.2", "whatever stands around it"),
    ("1.1", f"ambition-version/{LATER}/1.1", "and an ambition, before the goals that hold the number"),
    ("2.4.1", f"goal-version/{REPORT}/2.4.1", "and a goal that is only named"),
    ("groene wijk", f"goal-version/{REPORT}/3.2.1", "one word in the plural, one inflected"),
    ("GROENE WIJKEN", f"goal-version/{REPORT}/3.2.1", "capitals do not matter"),
    ("mantelz", f"goal-version/{LATER}/2.2.2", "the begin of a word of a name"),
    ("ntelzor", f"goal-version/{LATER}/2.2.2", "and the middle"),
    ("fenna", "person/gm9999/a1a5d0f2", "a person by a name"),
    ("sociaal domein", "domain/gm9999/sociaal-domein", "a domain by its name"),
    ("vergroent schoolpleinen vergroenen", "", "a word that stands nowhere leaves nothing"),
    ("schoolplein vergroenen", f"activity/{LATER}/20311008t140027/goal-3.2.1/1422-1477", "an activity by its words"),
]


@pytest.mark.parametrize(("words", "path", "why"), FIRST)
def test_what_is_looked_for_comes_first(index: Index, words: str, path: str, why: str) -> None:
    found = [hit.row.path for hit in find(index, words).hits]
    assert (found[0] if found else "") == path, why


def test_there_are_as_many_questions_as_are_listed() -> None:
    assert len(FIRST) == 14


def test_equal_hits_stand_in_an_order_that_stays(index: Index, town: Town) -> None:
    whole = [hit.row.path for hit in find(index, "inwoner", 98).hits]
    again = open_search(town.folder)
    parts = [again.find(read_words("inwoner"), {}, offset, 7).hits for offset in range(0, 98, 7)]
    assert [hit.row.path for part in parts for hit in part] == whole
    assert len(set(whole)) == len(whole) == min(find(index, "inwoner").total, 98) > 20


def test_a_phrase_wants_its_words_together_and_in_order(index: Index) -> None:
    together, apart = find(index, '"nieuwe woningen"', 100), find(index, "nieuwe woningen", 100)
    assert 0 < together.total < apart.total
    assert find(index, '"woningen nieuwe"').total == 0
    assert find(index, "“nieuwe woningen”", 100) == together
    assert find(index, '"nieuwe woningen', 100).total == together.total


def test_a_minus_leaves_out(index: Index) -> None:
    with_, without = find(index, "wijk", 100), find(index, "wijk -groen", 100)
    both = find(index, "wijk groen", 100)
    assert without.total == with_.total - both.total
    assert {hit.row.path for hit in without.hits}.isdisjoint(hit.row.path for hit in both.hits)
    phrase = find(index, 'inzet -"vrijwillige inzet"', 100)
    assert phrase.total == find(index, "inzet", 100).total - find(index, '"vrijwillige inzet"', 100).total


def test_words_that_say_nothing_are_not_wanted_beside_others(index: Index) -> None:
    assert find(index, "de wijken van het groen") == find(index, "wijken groen")
    assert find(index, "de").total > 0


@pytest.mark.parametrize("words", ["groen", "2.2.2", '"vrijwillige inzet"', "wijk -groen", "mantelzorg zorg"])
def test_marks_are_on_what_was_looked_for_and_places_on_the_page_have_the_same_words(
    index: Index, words: str, fictional_dataset: Path
) -> None:
    texts = pages_of(fictional_dataset)
    wanted = read_words(words)
    hits = index.find(wanted, {}, 0, 100).hits
    assert hits
    for hit in hits:
        shown = hit.words
        assert hit.title.marks or (shown and shown.marks) or hit.row.number == words
        if shown is not None and shown.start is not None:
            page = texts[f"{BASE}/id/{hit.row.page}"]
            assert page[shown.start : shown.start + len(shown.text)] == shown.text
            marked = [shown.text[start:end] for start, end in shown.marks]
            assert [page[start:end] for start, end in shown.places] == marked
            assert "".join(text for text, _ in shown.runs) == shown.text
            assert [text for text, is_marked in shown.runs if is_marked] == marked


def pages_of(root: Path) -> dict[str, str]:
    store = Store()
    dataset = Dataset(root)
    for path in dataset.manifest().all_files:
        if path.endswith("-text.nq.gz"):
            store.bulk_load(dataset.read(path), format=RdfFormat.N_QUADS)
    quads = store.quads_for_pattern(None, NamedNode(TEXT), None, None)
    return {quad.subject.value: quad.object.value for quad in quads}


def test_nearly_every_text_has_its_place_on_its_page(index: Index) -> None:
    rows = [index.find(read_words(""), {}, offset, 100).hits for offset in range(0, 600, 100)]
    pieces = [piece for hits in rows for hit in hits for piece in (*hit.row.lead, *hit.row.body)]
    assert len(pieces) > 500
    assert sum(piece.start is None for piece in pieces) == 0


COUNTED = {
    "year": "?goal dg:year ?value",
    "organisation": "?goal dg:organisation ?it . BIND(REPLACE(STR(?it), '.*/', '') AS ?value)",
    "document": "?goal dg:inDocument ?it . BIND(REPLACE(STR(?it), '.*/id/document/', '') AS ?value)",
    "domain": "?goal dg:inDomain ?it . BIND(REPLACE(STR(?it), '.*/id/domain/', '') AS ?value)",
    "holder": "?a dg:coversElement ?goal ; org:member ?it . BIND(REPLACE(STR(?it), '.*/id/person/', '') AS ?value)",
}


@pytest.mark.parametrize("facet", COUNTED)
def test_facets_count_the_goals_that_sparql_counts(town: Town, facet: str) -> None:
    query = (
        "SELECT ?value (COUNT(DISTINCT ?goal) AS ?count) WHERE { ?goal a dg:GoalVersion . "
        f"FILTER NOT EXISTS {{ ?goal a dg:NamedVersion }} {COUNTED[facet]} }} GROUP BY ?value"
    )
    answer = town.client.get("/sparql", params={"query": query}, headers={"Accept": "application/json"}).json()
    counted = {row["value"]["value"]: int(row["count"]["value"]) for row in answer["results"]["bindings"]}
    found = town.get(kind="goal", limit=1)
    [told] = [one for one in found["facets"] if one["name"] == facet]
    named = 1 if facet in {"year", "organisation", "document"} else 0  # one goal is only named, and of no domain
    assert told["others"] == 0
    assert sum(one["count"] for one in told["values"]) == sum(counted.values()) + named
    assert {one["value"] for one in told["values"]} == set(counted)
    assert sum(abs(one["count"] - counted[one["value"]]) for one in told["values"]) == named


def test_choosing_a_value_of_a_facet_leaves_just_its_hits(town: Town) -> None:
    found = town.get(q="wijk", limit=1)
    tried = 0
    for facet in found["facets"]:
        for value in facet["values"]:
            tried += 1
            assert town.get(q="wijk", limit=1, **{facet["name"]: value["value"]})["total"] == value["count"]
    assert tried > 10


@seed(20310101)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=60), name=st.text(max_size=20))
def test_any_text_is_found_or_not_and_never_breaks_it(index: Index, words: str, name: str) -> None:
    try:
        wanted = read_words(words)
    except WordsError:
        return
    if any("\ud800" <= char <= "\udfff" for char in name):
        return
    results = index.find(wanted, {"document": [name]} if name else {}, 0, 5)
    assert len(results.hits) <= min(results.total, 5)


def test_the_index_and_sparql_agree_on_what_words_a_criterion_has(index: Index, fictional_dataset: Path) -> None:
    store = Store()
    dataset = Dataset(fictional_dataset)
    for path in dataset.manifest().all_files:
        if path.endswith(".nq.gz"):
            store.bulk_load(dataset.read(path), format=RdfFormat.N_QUADS)
    rows = store.query(
        "SELECT ?item ?text { ?item a <https://w3id.org/doelgraaf/def#Criterion> ; "
        "<http://purl.org/dc/terms/description> ?text }",
        use_default_graph_as_union=True,
    )
    assert isinstance(rows, QuerySolutions)
    stated = {}
    for row in rows:
        item, text = row["item"], row["text"]
        assert isinstance(item, NamedNode)
        assert isinstance(text, Literal)
        stated[item.value] = text.value
    del rows
    found = [index.find(read_words(""), {"kind": ["criterion"]}, offset, 100).hits for offset in (0, 100, 200)]
    assert {f"{BASE}/id/{hit.row.path}": hit.row.lead[0].text for hits in found for hit in hits} == stated
