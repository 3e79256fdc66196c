"""The changes are of no release: whoever looked before they were logged gets them, though the release is the same."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ontology.terms import NAME
from service.release.change_log import FILE, PAGE_SIZE, ChangeLog, Kind, State, writing
from service.settings import Settings
from service.web.serving import build
from tests.linked.desk import BROWSER, Desk

ADDRESSES = [
    ("/changes", BROWSER),
    ("/changes", {"accept": "text/turtle"}),
    ("/changes/1", {"accept": "text/turtle"}),
    ("/changes/1", BROWSER),
    ("/changes.atom", {}),
    ("/changes/organisation/gm9999.atom", {}),
    ("/changes/organisation/gm9999", BROWSER),
]


@pytest.fixture
def late(grown: Desk, tmp_path: Path) -> tuple[TestClient, Path]:
    """A service whose release is served and not logged yet, and where its log comes to lie."""
    log = ChangeLog(tmp_path / FILE)
    app = build(grown.counting, Settings(data=grown.data), log=log)
    return TestClient(app), log.path


@pytest.mark.parametrize(("address", "headers"), ADDRESSES)
def test_what_is_logged_after_a_release_came_reaches_who_asked_before(
    late: tuple[TestClient, Path], grown: Desk, address: str, headers: dict[str, str]
) -> None:
    client, path = late
    before = client.get(address, headers=headers)
    assert before.status_code == 200
    assert "last-modified" not in before.headers
    path.write_bytes((grown.data / FILE).read_bytes())
    dates = {"if-modified-since": "Fri, 31 Dec 9998 23:59:59 GMT"}
    for known in (dates, {"if-none-match": before.headers["etag"]}, {**dates, "if-none-match": before.headers["etag"]}):
        after = client.get(address, headers={**headers, **known})
        assert (after.status_code, after.headers["etag"] == before.headers["etag"]) == (200, False)
    again = client.get(address, headers={**headers, "if-none-match": after.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert len(ADDRESSES) == 7


def test_a_full_page_from_which_words_were_withdrawn_is_another_within_a_day(grown: Desk, tmp_path: Path) -> None:
    thing = "id/goal-version/gm9999/begroting/2031/1.1.1"
    words = f'<{grown.base}/{thing}> <{NAME}> "Ingetrokken woorden"@nl .\n'.encode()
    with writing(tmp_path) as log:
        log.begin("0001-a", "2031-01-01T00:00:00+00:00")
        for number in range(PAGE_SIZE):
            log.add(Kind.CREATE, State(f"{thing}-{number}", "Ingetrokken naam", {}, (), words), (), ())
    client = TestClient(build(grown.counting, Settings(data=grown.data), log=ChangeLog.of(tmp_path)))
    full = client.get("/changes/1.nt")
    assert full.text.count("Ingetrokken woorden") == PAGE_SIZE
    kept = dict(part.strip().partition("=")[::2] for part in full.headers["cache-control"].split(","))
    assert int(kept["max-age"]) <= 24 * 60 * 60
    with writing(tmp_path) as log:
        log.forget(f"{thing}-7")
    later = client.get("/changes/1.nt", headers={"if-none-match": full.headers["etag"]})
    assert later.status_code == 200
    assert later.text.count("Ingetrokken woorden") == PAGE_SIZE - 1
