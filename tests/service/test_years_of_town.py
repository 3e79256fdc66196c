"""Two budgets of the fictional municipality compared, against what its writers say became of each goal."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tracing_desk import desk

TRUTH = Path(__file__).parents[1] / "truth"
BUDGET, REPORT, LATER = "gm9999/begroting/2031", "gm9999/berap/2031-1", "gm9999/begroting/2032"
FOLDERS = {"begroting-2031": BUDGET, "berap-2031-1": REPORT, "begroting-2032": LATER}
MOVED = {"2.2.3": "2.3.3"}  # in the report
# What an answer calls a goal of which this became.
KINDS = {
    "same": set(),
    "reworded": {"reworded"},
    "renumbered": {"renumbered"},
    "renumbered and reworded": {"renumbered", "reworded"},
    "swapped": {"renumbered", "number-reused"},
    "split": {"split"},
    "merged": {"merged"},
    "dropped": {"dropped"},
    "new": {"new", "number-reused"},
}
OF_IDENTITY = {"renumbered", "split", "merged", "new", "dropped", "only-before", "only-after", "number-reused"}
Json = dict[str, Any]


def lines(name: str) -> list[Json]:
    return [json.loads(line) for line in (TRUTH / name).read_text("utf-8").splitlines()]


CHANGES = lines("fictional-years.jsonl")
PAGES = {(FOLDERS[page["path"].split("/")[0]], page["number"]): page for page in lines("fictional.jsonl")}
EASY = [change for change in CHANGES if not change["hard"]]
HARD = [change for change in CHANGES if change["hard"]]


def called(change: Json) -> str:
    return f"{'+'.join(change['earlier'])}-{'+'.join(change['later'])}"


@pytest.fixture(scope="module")
def client(fictional_data: Path) -> Iterator[TestClient]:
    with desk(fictional_data) as client:
        yield client


@pytest.fixture(scope="module")
def items(client: TestClient) -> list[Json]:
    found = client.get("/v1/diff", params={"before": BUDGET, "after": LATER, "limit": 1000}).json()["items"]
    return list(found)


def numbers(versions: list[Json]) -> list[str]:
    return sorted(version["number"] for version in versions)


def item_of(items: list[Json], change: Json) -> Json:
    """What the answer says of a goal; it has to have the same versions on both sides."""
    ends = sorted(change["earlier"]), sorted(change["later"])
    (found,) = [item for item in items if (numbers(item["before"]), numbers(item["after"])) == ends]
    return dict(found)


def test_every_kind_of_change_is_among_what_can_be_told() -> None:
    assert {change["change"] for change in EASY} == KINDS.keys() - {"renumbered and reworded"}
    assert {change["change"] for change in HARD} == {"merged", "renumbered and reworded"}
    assert (len(EASY), len(HARD)) == (30, 3)


@pytest.mark.parametrize("change", EASY, ids=called)
def test_the_comparison_says_what_became_of_a_goal(items: list[Json], change: Json) -> None:
    kinds = set(item_of(items, change)["kinds"])
    assert kinds >= KINDS[change["change"]]
    assert kinds & OF_IDENTITY == KINDS[change["change"]] & OF_IDENTITY


@pytest.mark.parametrize("change", HARD, ids=called)
def test_of_a_hard_one_nothing_else_is_said_to_be_so(items: list[Json], change: Json) -> None:
    ends = {*change["earlier"]}, {*change["later"]}
    about = [item for item in items if ends[0] & {*numbers(item["before"])} or ends[1] & {*numbers(item["after"])}]
    assert about
    for item in about:
        assert ends[0] >= {*numbers(item["before"])}
        assert ends[1] >= {*numbers(item["after"])}


@pytest.mark.parametrize("change", [one for one in EASY if one["earlier"] and one["later"]], ids=called)
def test_references_that_are_new_gone_or_stale_are_told_by_the_goal_that_is_meant(
    items: list[Json], change: Json
) -> None:
    """A number that went along with its goal is no difference; a copied one that did not is both new and gone."""
    told = item_of(items, change)["differences"]
    found: dict[bool, list[str]] = {True: [], False: []}
    for reference in told["references"]:
        found[reference["gained"]].append(reference["places"][0]["number"])
    stale = [one["number"] for one in change["stale"]]
    assert sorted(found[True]) == sorted([*change["gained"], *stale])
    assert sorted(found[False]) == sorted([*change["lost"], *stale])
    flagged = [(one["number"], one["stale"]["meantNow"]) for one in told["stale"]]
    assert [(number, [goal["iri"].rpartition("/")[2] for goal in now]) for number, now in flagged] == [
        (one["number"], one["now"]) for one in change["stale"]
    ]


@pytest.mark.parametrize("change", [one for one in EASY if one["earlier"] and one["later"]], ids=called)
def test_other_holders_and_amounts_are_told_where_the_pages_have_others(items: list[Json], change: Json) -> None:
    kinds = item_of(items, change)["kinds"]
    sides = [
        [PAGES[document, number] for number in change[side]]
        for document, side in ((BUDGET, "earlier"), (LATER, "later"))
    ]
    before, after = ({name for page in pages for name in page["holders"]} for pages in sides)
    assert ("holders" in kinds) == (before != after)
    money = [
        [sum(int(page["budget"][row]) for page in pages) for row in range(6) if pages[0]["budget"]] for pages in sides
    ]
    assert ("amounts" in kinds) == (money[0] != money[1])


WHEREABOUTS = [(change, number) for change in EASY for number in change["earlier"]]


@pytest.mark.parametrize(("change", "number"), WHEREABOUTS, ids=[number for _, number in WHEREABOUTS])
def test_where_a_goal_went_is_where_its_writers_put_it(client: TestClient, change: Json, number: str) -> None:
    """A goal that ended is where it was last seen; a page that says what became of it is quoted."""
    found = client.get("/v1/where", params={"number": number, "year": 2031}).json()
    today = {
        (one["version"]["document"].partition("/id/document/")[2], one["version"]["number"]) for one in found["today"]
    }
    if change["later"]:
        assert today == {(LATER, later) for later in change["later"]}
    else:
        assert {document for document, _ in today} <= {BUDGET, REPORT}
    sentences = {sentence["sentence"] for step in found["steps"] for sentence in step["sentences"]}
    if change["later"] and number in (change["told"] or ""):
        assert any(change["told"] in sentence for sentence in sentences)
    else:
        assert not any("Begroting 2031" in sentence for sentence in sentences)


@pytest.mark.parametrize(("number", "level"), [("1.3", "ambition"), ("4", "programme")])
def test_what_is_only_named_is_said_not_to_have_been_compared(client: TestClient, number: str, level: str) -> None:
    found = client.get("/v1/where", params={"number": number, "year": 2031}).json()
    assert found["start"]["kind"] == level
    assert [(one["later"], one["isLatest"], one["candidates"]) for one in found["today"]] == [("unread", False, [])]
    page = client.get(f"/where?number={number}&year=2031&lang=nl", headers={"Accept": "text/html"}).text
    assert "niet met latere documenten vergeleken" in page
    assert "niet teruggevonden" not in page


def test_with_more_confidence_than_there_is_every_goal_that_goes_on_may_be_the_same(client: TestClient) -> None:
    address = f"/v1/diff?before={BUDGET}&after={LATER}&limit=1000"
    plain, strict = (client.get(address + more).json() for more in ("", "&minConfidence=1"))
    kinds = ("new", "dropped", "number-reused")
    assert all(strict["counts"][kind] <= plain["counts"][kind] for kind in kinds)
    unsure = [item for item in strict["items"] if "unsure" in item["kinds"]]
    assert len(unsure) == strict["counts"]["unsure"] > 50
    assert all(item["candidates"] for item in unsure)
    assert "de hoogste zekerheid is 0,999" in strict["caution"]["nl"]


ONE_OF_EACH = {change["change"]: change for change in reversed(EASY)}


@pytest.mark.parametrize("change", ONE_OF_EACH.values(), ids=ONE_OF_EACH.keys())
def test_the_timeline_of_a_goal_has_its_number_in_each_document(client: TestClient, change: Json) -> None:
    number, year = (change["earlier"] or change["later"])[0], 2031 if change["earlier"] else 2032
    where = client.get("/v1/where", params={"number": number, "year": year}).json()
    goal = where["today"][0]["goals"][0]["iri"].rpartition("/goal/")[2]
    told = client.get(f"/v1/goals/{goal}").json()
    found = {(entry["document"], entry["version"]["number"]): entry for entry in told["entries"]}
    own, merged = change["earlier"][:1], change["earlier"][1:]
    expected = {(LATER, one) for one in change["later"]} | {(BUDGET, one) for one in own}
    expected |= {(REPORT, MOVED.get(one, one)) for one in own}
    assert found.keys() == expected & PAGES.keys()
    before = [turn["step"]["earlier"]["number"] for turn in told["turns"] if not turn["isOnward"]]
    assert before == merged
    for version, entry in found.items():
        assert sorted(entry["holders"]) == sorted(PAGES[version]["holders"])
        assert [amount["amountEur"] for amount in entry["amounts"]] == PAGES[version]["budget"]


def test_the_draft_of_a_budget_is_not_compared_as_a_document_of_its_own(client: TestClient) -> None:
    documents = client.get("/v1/documents", params={"organisation": "gm9999"}).json()["items"]
    assert sorted(one["path"] for one in documents) == sorted(FOLDERS.values())
