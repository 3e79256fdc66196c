"""Goals through the years, over a municipality of which is known what became of each: expected rows by hand."""

import asyncio
import csv
import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import pytest
from starlette.testclient import TestClient

from ontology.iri import DocumentKey
from ontology.language import Language
from service.answers.years.comparison import Change, Comparison, Kind, compare
from service.answers.years.timeline import find_timeline
from service.answers.years.whereabouts import Asked, where
from service.web import year_words
from service.web.timeline_picture import Sight, draw
from tests.web import years_town as town
from tests.web.memory_engine import MemoryEngine
from tests.web.sheet import version
from tests.web.test_pages import Page
from tests.web.years_served import asked

K = Kind


@pytest.fixture(scope="module")
def engine() -> MemoryEngine:
    return MemoryEngine(town.quads())


@pytest.fixture(scope="module")
def client(engine: MemoryEngine) -> Iterator[TestClient]:
    with asked(engine) as client:
        yield client


def compared(engine: MemoryEngine, before: DocumentKey, after: DocumentKey, least: str | None = None) -> Comparison:
    held = town.holdings(engine.release)
    return asyncio.run(compare(engine, held, before, after, Decimal(least) if least else None))


def numbers(change: Change) -> tuple[list[str], list[str]]:
    return [one.version.number for one in change.before], [one.version.number for one in change.after]


FIRST_TO_SECOND = [
    ((["1.2"], ["1.1"]), (K.RENUMBERED, K.NUMBER_REUSED), "nothing else of it changed, not even its amount"),
    (
        (["1.1"], ["1.2"]),
        (K.RENUMBERED, K.NUMBER_REUSED, K.REWORDED, K.REFERENCES, K.HOLDERS, K.AMOUNTS),
        "all of it changed",
    ),
    ((["1.3", "1.4"], ["1.3"]), (K.MERGED,), "its reference leads to the same goal by another number"),
]
SECOND_TO_THIRD = [
    ((["1.1"], ["1.1"]), (K.AMOUNTS,), "50,000 became 55,000"),
    ((["1.2"], ["1.2", "1.5"]), (K.SPLIT, K.REFERENCES), "neither half refers to water any more"),
    (([], ["1.6"]), (K.NEW,), "both documents are complete"),
    ((["1.3"], []), (K.DROPPED,), "both documents are complete"),
]
OVER_A_YEAR = [
    ((["1.2"], ["1.1"]), (K.RENUMBERED, K.NUMBER_REUSED, K.AMOUNTS), "by way of 1.1 of the year between"),
    ((["1.1"], ["1.2", "1.5"]), (K.SPLIT, K.NUMBER_REUSED, K.REFERENCES), "by way of 1.2 of the year between"),
    (([], ["1.6"]), (K.NEW,), "nothing leads to it"),
    ((["1.3"], []), (K.DROPPED,), "it went into a goal that ended"),
    ((["1.4"], []), (K.DROPPED,), "it went into a goal that ended"),
]
INTO_A_REPORT = [
    ((["1.1"], ["1.1"]), (K.REWORDED,), "the phases of the amounts differ, so they are not held against each other"),
    ((["1.2"], []), (K.ONLY_BEFORE,), "the report is not complete, so nobody knows whether it was dropped"),
    ((["1.5"], []), (K.ONLY_BEFORE,), "the same"),
    ((["1.6"], []), (K.ONLY_BEFORE,), "the same"),
]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (town.FIRST, town.SECOND, FIRST_TO_SECOND),
        (town.SECOND, town.THIRD, SECOND_TO_THIRD),
        (town.FIRST, town.THIRD, OVER_A_YEAR),
        (town.THIRD, town.REPORT, INTO_A_REPORT),
    ],
)
def test_what_became_of_every_goal(
    engine: MemoryEngine,
    before: DocumentKey,
    after: DocumentKey,
    expected: list[tuple[tuple[list[str], list[str]], tuple[Kind, ...], str]],
) -> None:
    found = compared(engine, before, after)
    assert [(numbers(change), change.kinds) for change in found.changes] == [row[:2] for row in expected]
    assert (found.caution is not None) == (after == town.REPORT)
    assert found.counts[K.RENUMBERED] == sum(K.RENUMBERED in kinds for _, kinds, _ in expected)


def test_backwards_a_split_is_a_merger(engine: MemoryEngine) -> None:
    found = compared(engine, town.THIRD, town.SECOND)
    assert (K.MERGED,) in [change.kinds[:1] for change in found.changes if numbers(change) == (["1.2", "1.5"], ["1.2"])]


def test_the_differences_of_one_goal_are_told_word_by_word(engine: MemoryEngine) -> None:
    change = compared(engine, town.FIRST, town.SECOND).changes[1]
    found = change.differences
    assert change.confidence == Decimal("0.998")
    statement, description, *activities = found.texts
    assert [(one.part.value, one.text) for one in statement.stretches] == [
        ("same", "We planten "), ("gone", "bomen"), ("came", "vruchtbomen"), ("same", " in elke straat"),
    ]  # fmt: skip
    assert description.before is not None
    assert description.before.start == len("Beschrijving\n")
    assert [(one.before and one.before.text, one.after and one.after.text) for one in activities] == [
        ("Planten van honderd bomen", "Planten van tweehonderd bomen"),
        (None, "Aanleggen van een park"),
        ("Snoeien van hagen in de winter", None),
    ]
    assert [(one.gained, [place.target and place.target.iri for place in one.places]) for one in found.references] == [
        (True, [version(town.SECOND, "1.1")]),
        (False, [version(town.FIRST, "1.3")]),
    ]
    assert [(one.gained, one.name) for one in found.holders] == [(True, "Bram Bedacht"), (False, "Anna Verzonnen")]
    (amount,) = found.amounts
    assert (amount.line, amount.before_year, amount.before, amount.after_year, amount.after, amount.difference) == (
        "expenditure", 2031, Decimal(100000), 2032, Decimal(120000), Decimal(20000),
    )  # fmt: skip


def test_a_claim_that_is_not_sure_enough_is_a_candidate(engine: MemoryEngine) -> None:
    strict = compared(engine, town.FIRST, town.SECOND, "0.96")
    expected = [
        (([], ["1.1"]), (K.UNSURE,)),
        ((["1.1"], ["1.2"]), (K.RENUMBERED, K.NUMBER_REUSED, K.REWORDED, K.REFERENCES, K.HOLDERS, K.AMOUNTS)),
        ((["1.3"], ["1.3"]), (K.REWORDED,)),
        ((["1.2"], []), (K.UNSURE,)),
        ((["1.4"], []), (K.UNSURE,)),
    ]
    assert [(numbers(change), change.kinds) for change in strict.changes] == expected
    water = strict.changes[0]
    assert [(one.version.iri, one.claim.confidence) for one in water.candidates] == [
        (version(town.FIRST, "1.2"), Decimal("0.95"))
    ]


def test_a_lower_least_confidence_makes_a_candidate_count(engine: MemoryEngine) -> None:
    held = compared(engine, town.SECOND, town.THIRD)
    new = next(change for change in held.changes if numbers(change) == ([], ["1.6"]))
    assert [one.version.number for one in new.candidates] == ["1.3"]
    loose = compared(engine, town.SECOND, town.THIRD, "0.5")
    assert (["1.3"], ["1.6"]) in [numbers(change) for change in loose.changes]


def test_where_a_goal_went_with_its_own_sentence_and_after_a_split(engine: MemoryEngine) -> None:
    found = asyncio.run(where(engine, town.holdings(), Asked(town.ORG, "1.1", 2031)))
    assert found is not None
    assert [
        (step.earlier.number, step.later.number, step.claim.kind.code, [one.sentence for one in step.sentences])
        for step in found.steps
    ] == [
        ("1.1", "1.2", "renumbered", [town.OWN_WORDS]),
        ("1.2", "1.2", "split", []),
        ("1.2", "1.5", "split", []),
    ]
    assert found.steps[0].likeness.number is False
    assert found.steps[0].likeness.name is True
    assert [(one.version.number, one.title, {goal.iri for goal in one.goals}) for one in found.today] == [
        ("1.2", "Begroting 2033 (Verzinsel)", {town.GREEN}),
        ("1.5", "Begroting 2033 (Verzinsel)", {town.GREEN, town.TREES}),
    ]


def test_where_a_goal_went_that_ended_says_so_and_shows_what_it_may_be(engine: MemoryEngine) -> None:
    found = asyncio.run(where(engine, town.holdings(), Asked(town.ORG, "1.4", 2031)))
    assert found is not None
    (end,) = found.today
    assert (end.version.iri, end.is_latest) == (version(town.SECOND, "1.3"), False)
    assert end.dropped is not None
    assert end.dropped.confidence == Decimal("0.97")
    assert [(step.later.number, step.counts) for step in end.candidates] == [("1.6", False)]


def test_the_timeline_follows_splits_and_mergers(engine: MemoryEngine) -> None:
    found = asyncio.run(find_timeline(engine, town.holdings(), town.GREEN))
    assert found is not None
    assert [
        (entry.title, entry.stated.version.number, len(entry.stated.references), len(entry.referring), entry.counts)
        for entry in found.entries
    ] == [
        ("Begroting 2031", "1.1", 1, 1, True),
        ("Begroting 2032", "1.2", 1, 1, True),
        ("Begroting 2033", "1.2", 0, 0, True),
        ("Begroting 2033", "1.5", 0, 0, True),
    ]
    assert [entry.step and entry.step.claim.kind.code for entry in found.entries] == [
        None, "renumbered", "split", "split",
    ]  # fmt: skip
    merged = asyncio.run(find_timeline(engine, town.holdings(), town.CARE))
    assert merged is not None
    assert [one.iri for one in merged.continued_as] == [town.SPORT]
    assert [(turn.other.number, turn.is_onward, turn.step.counts) for turn in merged.turns] == [("1.3", False, True)]
    assert [(turn.other.number, turn.is_onward) for turn in merged.candidates] == [("1.6", True)]
    assert [claim.kind.code for claim in merged.ends] == ["dropped"]


def test_versions_that_no_sure_claim_binds_are_candidates_in_a_timeline(engine: MemoryEngine) -> None:
    found = asyncio.run(find_timeline(engine, town.holdings(), town.WATER, Decimal("0.99")))
    assert found is not None
    assert [(entry.title, entry.counts) for entry in found.entries] == [
        ("Begroting 2031", False), ("Begroting 2032", True), ("Begroting 2033", True), ("Berap 2033-1", True),
    ]  # fmt: skip


def test_the_api_answers_with_paging_and_filters(client: TestClient) -> None:
    address = f"/v1/diff?before={town.FIRST.path}&after={town.SECOND.path}"
    answer = client.get(f"{address}&limit=1&offset=1").json()
    assert answer["caution"] is None
    assert answer["total"] == 3
    assert [item["kinds"][0] for item in answer["items"]] == ["renumbered"]
    assert answer["items"][0]["before"][0]["number"] == "1.1"
    assert 'rel="next"' in client.get(f"{address}&limit=1").headers["Link"]
    only = client.get(f"{address}&kind=merged&minConfidence=0.9").json()
    assert [item["kinds"] for item in only["items"]] == [["merged"]]
    assert only["minConfidence"] == "0.9"
    listed = client.get("/v1/goals?number=1.2&year=2031").json()
    assert [(item["label"], item["versions"], item["firstYear"], item["lastYear"]) for item in listed["items"]] == [
        ("Water", 4, 2031, 2033)
    ]
    assert client.get("/v1/goals?limit=2").json()["total"] == 6
    assert [item["label"] for item in client.get("/v1/goals?words=BOM").json()["items"]] == ["Bomen"]
    timeline = client.get(f"/v1/goals/{town.ORG}/aaaa0001").json()
    assert [entry["version"]["number"] for entry in timeline["entries"]] == ["1.1", "1.2", "1.2", "1.5"]
    assert timeline["entries"][1]["step"]["sentences"][0]["sentence"] == town.OWN_WORDS
    gone = client.get("/v1/where?number=1.1&year=2031").json()
    assert [one["version"]["number"] for one in gone["today"]] == ["1.2", "1.5"]
    assert gone["caution"]["en"].startswith("Note: not every goal of Berap 2033-1")


def test_rows_for_who_counts_in_a_table(client: TestClient) -> None:
    address = f"/v1/diff?before={town.FIRST.path}&after={town.SECOND.path}"
    rows = list(csv.DictReader(io.StringIO(client.get(f"{address}&format=csv").text)))
    kinds = [(row["numberBefore"], row["numberAfter"], row["change"], row["field"]) for row in rows]
    assert kinds == [
        ("1.2", "1.1", "renumbered", ""),
        ("1.2", "1.1", "number-reused", ""),
        ("1.1", "1.2", "renumbered", ""),
        ("1.1", "1.2", "number-reused", ""),
        ("1.1", "1.2", "reworded", "statement"),
        ("1.1", "1.2", "reworded", "description"),
        ("1.1", "1.2", "reworded", "activity"),
        ("1.1", "1.2", "reworded", "activity"),
        ("1.1", "1.2", "reworded", "activity"),
        ("1.1", "1.2", "references", ""),
        ("1.1", "1.2", "references", ""),
        ("1.1", "1.2", "holders", ""),
        ("1.1", "1.2", "holders", ""),
        ("1.1", "1.2", "amounts", ""),
        ("1.3; 1.4", "1.3", "merged", ""),
    ]
    assert (rows[-2]["before"], rows[-2]["after"], rows[-2]["line"]) == ("100000", "120000", "expenditure")
    with zipfile.ZipFile(io.BytesIO(client.get(f"{address}&format=xlsx").content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>0.998</v>" in sheet
    assert "<v>120000</v>" in sheet
    for other in ("/v1/goals", f"/v1/goals/{town.ORG}/aaaa0001", "/v1/where?number=1.1&year=2031"):
        joint = "&" if "?" in other else "?"
        assert client.get(f"{other}{joint}format=csv").text.count("\r\n") > 2


ADDRESSES = [
    f"/compare?before={town.FIRST.path}&after={town.SECOND.path}",
    f"/compare?before={town.SECOND.path}&after={town.THIRD.path}",
    "/compare",
    "/where",
    "/where?number=1.1&year=2031",
    f"/doc/goal/{town.ORG}/aaaa0001",
    f"/doc/goal/{town.ORG}/aaaa0006",
    f"/doc/goal-version/{town.SECOND.path}/1.2",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_are_in_both_languages_without_script_and_with_all_escaped(client: TestClient, address: str) -> None:
    joint = "&" if "?" in address else "?"
    texts = {}
    for language in ("nl", "en"):
        answer = client.get(f"{address}{joint}lang={language}", headers={"Accept": "text/html"})
        assert answer.status_code == 200
        assert f'<html lang="{language}">' in answer.text
        assert "<script" not in answer.text.replace('<script type="application/ld+json">', "")
        assert "style=" not in answer.text
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        texts[language] = answer.text
    assert texts["nl"] != texts["en"]
    if address in {ADDRESSES[1], ADDRESSES[6]}:
        assert "&lt;script&gt;alert(&#39;energie&#39;)" in texts["nl"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_are_well_formed_with_a_label_for_every_field(client: TestClient, address: str) -> None:
    page = Page(client.get(address, headers={"Accept": "text/html"}).text)
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert [tag for tag, _ in page.tags].count("h1") == 1
    labelled = {attributes.get("for") for tag, attributes in page.tags if tag == "label"}
    fields = [attributes for tag, attributes in page.tags if tag in {"input", "select"}]
    assert {one["id"] for one in fields if one.get("type") != "hidden"} <= labelled
    levels = [int(tag[1]) for tag, _ in page.tags if tag in {"h1", "h2", "h3", "h4"}]
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


def test_what_differs_is_marked_by_more_than_colour(client: TestClient) -> None:
    page = client.get(f"{ADDRESSES[0]}&lang=nl", headers={"Accept": "text/html"}).text
    assert '<del><span class="unseen">[verwijderd: </span>bomen<span class="unseen">]</span></del>' in page
    assert '<ins><span class="unseen">[toegevoegd: </span>vruchtbomen<span class="unseen">]</span></ins>' in page
    assert "Anna Verzonnen" in page


def test_the_page_of_a_goal_leads_to_its_years_and_back(client: TestClient) -> None:
    page = client.get(ADDRESSES[-1], headers={"Accept": "text/html"}).text
    assert f'href="/doc/goal/{town.ORG}/aaaa0001"' in page
    assert "<svg" in page
    years_page = client.get(ADDRESSES[5], headers={"Accept": "text/html"}).text
    assert town.OWN_WORDS in years_page
    assert f'href="/doc/goal-version/{town.FIRST.path}/1.1"' in years_page
    assert f"/compare?before={town.FIRST.path}&amp;after={town.SECOND.path}" in years_page.replace(
        "&after", "&amp;after"
    )


@pytest.mark.parametrize(
    ("address", "status", "known"),
    [
        (f"/v1/diff?before={town.FIRST.path}&after={town.ORG}/begroting/2040", 404, town.FIRST.path),
        ("/v1/where?number=9.9&year=2031", 404, "1.1"),
        ("/v1/where?number=1.1&year=2050", 404, town.FIRST.path),
        (f"/v1/goals/{town.ORG}/zzzz", 404, f"{town.ORG}/aaaa0001"),
        (f"/compare?before={town.FIRST.path}&after=nergens", 404, town.FIRST.path),
        (f"/compare?before={town.FIRST.path}&after={town.SECOND.path}&minConfidence=veel", 400, None),
        (f"/v1/diff?before={town.FIRST.path}&after={town.SECOND.path}&minConfidence=2", 400, None),
        ("/v1/diff?before=0001&after=0002", 404, None),
    ],
)
def test_what_is_not_there_is_said_with_what_is(
    client: TestClient, address: str, status: int, known: str | None
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    if known is not None:
        assert known in answer.json()["available"]


def test_an_identifier_that_was_replaced_leads_to_the_other(client: TestClient) -> None:
    for address, to in (
        (f"/id/goal/{town.ORG}/aaaa0009", f"/id/goal/{town.ORG}/aaaa0001"),
        (f"/doc/goal/{town.ORG}/aaaa0009", f"/doc/goal/{town.ORG}/aaaa0001"),
        (f"/v1/goals/{town.ORG}/aaaa0009?format=csv", f"/v1/goals/{town.ORG}/aaaa0001?format=csv"),
        (f"/doc/goal/{town.ORG}/aaaa0009.ttl?lang=nl", f"/doc/goal/{town.ORG}/aaaa0001.ttl?lang=nl"),
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (301, to)
    assert client.get(f"/id/goal/{town.ORG}/aaaa0001").status_code == 303


@pytest.mark.parametrize(("address", "most"), [*zip(ADDRESSES, (14, 14, 0, 0, 7, 21, 21, 16), strict=True)])
def test_a_page_asks_a_bounded_number_of_queries(
    client: TestClient, engine: MemoryEngine, address: str, most: int
) -> None:
    engine.asked.clear()
    assert client.get(address, headers={"Accept": "text/html"}).status_code == 200
    assert len(engine.asked) <= most


def test_a_picture_branches_where_a_goal_was_split() -> None:
    made = [("a", "1.1", None), ("b", "1.2", 0), ("c", "1.2", 1), ("c", "1.5", 1)]
    found = draw([Sight(document, number, document, "/", number, before) for document, number, before in made])
    assert [lane.number for lane in found.lanes] == ["1.1", "1.2", "1.5"]
    first, second, third, fourth = found.dots
    assert first.x < second.x < third.x == fourth.x
    assert second.y == third.y < fourth.y
    assert [(line.x1, line.y1, line.x2, line.y2) for line in found.lines] == [
        (first.x, first.y, second.x, second.y),
        (second.x, second.y, third.x, third.y),
        (second.x, second.y, fourth.x, fourth.y),
    ]
    assert max(dot.x for dot in found.dots) < found.width
    assert max(dot.y for dot in found.dots) < found.baseline < found.height


def test_every_kind_of_change_has_a_word_of_its_own() -> None:
    for language in Language:
        words = [year_words.KINDS[kind].say(language) for kind in Kind]
        assert len(set(words)) == len(words) == 15
