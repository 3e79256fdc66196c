"""How many items a list has in each document is what counting them one by one gives, also where that is not done."""

import csv
import io

import pytest

from service.answers.coverage import Holdings
from service.answers.lists import counts_query, walk
from service.answers.lists.definitions import LISTINGS
from service.release.releases import Releases
from tests.linked.desk import Desk

COUNTED = [listing for listing in LISTINGS if listing.counted]


@pytest.mark.parametrize("listing", COUNTED, ids=[listing.name for listing in COUNTED])
def test_what_is_counted_simply_is_what_there_is(desk: Desk, listing: object) -> None:
    assert len(COUNTED) == 5
    found = next(one for one in LISTINGS if one is listing)
    releases = Releases(desk.data)
    assert Holdings.of(releases.manifest(releases.current())).conforms
    query = counts_query(found, {}, walk(found, ()))
    assert found.counted not in query
    answer = desk.client.get("/sparql", params={"query": query}, headers={"accept": "text/csv"})
    counts = {row["document"]: int(row["count"]) for row in csv.DictReader(io.StringIO(answer.text))}
    assert counts
    whole = desk.get(f"/v1/{found.name}?limit=1").json()
    assert whole["total"] == sum(counts.values()) > 0
    for document, count in counts.items():
        path = document.partition("/id/document/")[2]
        code, kind, year = path.split("/")
        asked = f"organisation={code}&documentKind={kind}&year={year.partition('-')[0]}&document={path}"
        told = desk.get(f"/v1/{found.name}?{asked}&limit=250").json()
        assert told["total"] == count
        assert len(told["items"]) == min(count, 250)
        assert {item["document"] for item in told["items"]} == {path}
    assert desk.get(f"/v1/{found.name}?year=1999").json()["total"] == 0


def test_a_release_that_does_not_conform_is_counted_one_by_one(grown: Desk) -> None:
    releases = Releases(grown.data)
    manifest = releases.manifest(releases.current())
    assert sum(manifest.violations.values()) > 0
    assert not Holdings.of(manifest).conforms
    for listing in COUNTED:
        answer = grown.get(f"/v1/{listing.name}?limit=250")
        assert answer.status_code == 200
        assert answer.json()["total"] == len(answer.json()["items"])
