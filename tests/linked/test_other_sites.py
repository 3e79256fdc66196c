"""Scripts of other sites follow linked data from an identifier to its end: no answer or redirect keeps it from them."""

import pytest

from service.release.releases import Releases
from tests.linked.desk import TURTLE, Desk

GOAL = "goal-version/gm0193/begroting/2021/2.2.2"
PATHS = [
    (f"/id/{GOAL}", 303),
    (f"/doc/{GOAL}", 200),
    (f"/doc/{GOAL}?_profile=oa", 200),
    (f"/doc/{GOAL}?_profile=alt", 200),
    (f"/doc/{GOAL}?incoming=1", 200),
    ("/doc/document/gm0193/begroting/2021?_profile=oa", 303),
    ("/doc/goal-version/gm0193/begroting/2021/9.9.9", 404),
    (f"/doc/{GOAL}?_profile=nope", 406),
    ("/graph/doc/gm0193/begroting/2021", 200),
    ("/doc/graph/doc/gm0193/begroting/2021", 200),
    ("/.well-known/void", 200),
    ("/def", 200),
    ("/def/context.jsonld", 200),
    ("/changes", 200),
    ("/changes/1", 200),
    ("/catalogue", 200),
    ("/catalogue.ttl", 200),
    ("/catalogue/gm0193", 200),
]


@pytest.mark.parametrize(("path", "status"), PATHS)
def test_any_site_may_read_every_answer_and_ask_it_in_a_profile(real: Desk, path: str, status: int) -> None:
    origin = {"origin": "https://elders.example"}
    asked = {"access-control-request-method": "GET", "access-control-request-headers": "accept-profile"}
    before = real.client.options(path, headers={**origin, **asked})
    assert (before.status_code, before.headers["access-control-allow-origin"]) == (204, "*")
    assert "accept-profile" in before.headers["access-control-allow-headers"].lower()
    assert "GET" in before.headers["access-control-allow-methods"]
    answer = real.get(path, **TURTLE, **origin)
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (status, "*")
    readable = {name.strip() for name in answer.headers["access-control-expose-headers"].split(",")}
    assert {"Link", "Content-Profile", "Location"} <= readable
    assert len(PATHS) == 18


def test_any_site_may_read_that_something_is_gone_and_where_it_was(grown: Desk) -> None:
    path = "/doc/goal-version/gm9999/begroting/2031/1.1.3"
    first, second, *_ = Releases(grown.data).identifiers()
    statuses = {}
    for address in (path, f"{path}?release={first}", f"{path}?release={second}"):
        answer = grown.get(address, **TURTLE)
        statuses[address] = answer.status_code
        assert answer.headers["access-control-allow-origin"] == "*"
    assert list(statuses.values()) == [410, 404, 200]
