"""A reference that may not fit is shown as such, with its words, both texts and the goal that they fit better."""

import re

import pytest
from starlette.testclient import TestClient

OTHER = "/doc/goal-version/gm9901/begroting/2031/1.1.1"
API = "/v1/documents/gm9901/begroting/2031"


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def row(client: TestClient, path: str, part: str, language: str) -> str:
    html = client.get(path, params={"lang": language}, headers={"accept": "text/html"}).text
    table = html[html.index(f'<section aria-labelledby="{part}">') :]
    return words(table[: table.index("</section>")])


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "nl",
            (
                "gevonden mogelijk verouderd Wie niet kan werken doet anders mee (doel 2.2.2). "
                "Deze zin staat al in Berap 2031-1 (Nergenshuizen) (gelijkenis: 0,96). Het nummer betekende daar "
                "Doel 1.1.2 Samenkracht (Nergenshuizen); dat is nu Doel 1.3.4 (Nergenshuizen, Begroting 2031). "
                "Klopt dit niet?"
                "Zwakker teken: de woorden werken, anders passen beter bij Doel 1.3.4 (Nergenshuizen, Begroting 2031) "
                "(We werken anders) dan bij We zorgen dat inwoners naar vermogen meedoen. Score: 0,45. Klopt dit niet?"
                "ongewijzigd sinds Berap 2031-1 (Nergenshuizen) (niet gezien in 2030)"
            ),
        ),
        ("en", "fit better with Goal 1.3.4"),
    ],
)
def test_a_goal_page_says_what_may_not_fit_and_why(client: TestClient, language: str, expected: str) -> None:
    assert expected in row(client, OTHER, "references", language)


def test_the_page_of_the_target_says_so_too(client: TestClient) -> None:
    assert "past mogelijk niet" in row(client, OTHER.replace("1.1.1", "2.2.2"), "referring", "nl")


def test_json_gives_the_suspicion_with_both_texts(client: TestClient) -> None:
    items = client.get(f"{API}/goals/1.1.1/references").json()["items"]
    suspicion = next(item["suspicion"] for item in items if item["citedNumber"] == "2.2.2")
    assert suspicion["method"]["code"] == "words"
    assert (suspicion["score"], suspicion["sharedWords"]) == ("0.45", ["werken", "anders"])
    assert suspicion["exact"] == "Wie niet kan werken doet anders mee"
    assert suspicion["betterFit"]["iri"].endswith("/goal-version/gm9901/begroting/2031/1.3.4")
    assert suspicion["betterFitText"] == "We werken anders"
    assert suspicion["targetText"] == "We zorgen dat inwoners naar vermogen meedoen"
    assert [item["suspicion"] for item in items if item["citedNumber"] != "2.2.2"] == [None]


def test_json_gives_what_a_copied_number_meant_and_where_that_is_now(client: TestClient) -> None:
    items = client.get(f"{API}/goals/1.1.1/references").json()["items"]
    item = next(item for item in items if item["citedNumber"] == "2.2.2")
    assert item["staleness"]["copiedFrom"]["iri"].endswith("/document/gm9901/berap/2031-1")
    assert item["staleness"]["meantThen"]["iri"].endswith("/goal-version/gm9901/berap/2031-1/1.1.2")
    assert [one["iri"].rpartition("/")[2] for one in item["staleness"]["meantNow"]] == ["1.3.4"]
    assert item["staleness"]["likeness"] == "0.96"
    assert item["age"]["unseenYears"] == [2030]
    assert [item["staleness"] for item in items if item["citedNumber"] != "2.2.2"] == [None]


def test_json_marks_it_from_the_other_direction(client: TestClient) -> None:
    items = client.get(f"{API}/goals/2.2.2/referring").json()["items"]
    assert [(item["suspect"], item["stale"]) for item in items] == [(True, True)]
    assert [item["suspect"] for item in client.get(f"{API}/goals/1.1.1/referring").json()["items"]] == [False]


def test_a_document_counts_what_may_not_fit(client: TestClient) -> None:
    document = client.get(API).json()["document"]
    assert (document["references"], document["suspect"]) == ({"resolved": 2, "not-loaded": 3}, 1)
    html = client.get(
        "/doc/document/gm9901/begroting/2031", params={"lang": "nl"}, headers={"accept": "text/html"}
    ).text
    assert "past mogelijk niet: 1" in words(html)
