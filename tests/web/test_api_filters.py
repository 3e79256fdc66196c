"""The filters of the lists of `/v1`: each keeps what it says, and nothing that it is given can break a list."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from service.answers.lists import Form
from tests.web.api_items import NAMES, OF_GRAPH, WHOLE, all_items, items

# What is not a value of any field; none of it may reach a query as more than a value.
HOSTILE = [
    '1.1.1" } UNION { ?thing ?p ?o } #',
    "1.1.1' OR '1'='1",
    "} DELETE WHERE { ?s ?p ?o } #",
    "\\u0022 } #",
    "<http://x> ?p",
    "{{7*7}}",
    "%00",
    "..",
    "'" * 100,
    "\N{ZERO WIDTH SPACE}",
    "\N{GRINNING FACE}",
    "\u202e1.1.1",
]
FILTERS = [
    (name, one.name, one.form)
    for name in NAMES
    for one in (OF_GRAPH[name] if name in OF_GRAPH else WHOLE[name]).filters
]
# Of what has no field of its name: the words that some item has, or how the items that are left are told.
_TOLD = {
    "words": ("versions:buurt", "programmes:zzz", "references:onderhoud", "effects:nadeel", "assignments:fenna",
              "organisations:nergens", "documents:begroting", "quality:berap", "domains:fysiek", "holders:fictief"),
}  # fmt: skip


def test_there_are_as_many_filters_as_the_description_says(everything: TestClient) -> None:
    assert len(FILTERS) == 78
    described = everything.get("/v1/openapi.json").json()["paths"]
    own = {"sort", "fields", "offset", "limit", "format", "release", "minConfidence"}
    told = {
        (name, one["name"])
        for name in NAMES
        for one in described[f"/{name}"]["get"]["parameters"]
        if one["name"] not in own
    }
    assert told == {(name, one) for name, one, _ in FILTERS}


@pytest.mark.parametrize(("name", "one", "form"), [case for case in FILTERS if case[1] != "words"])
def test_a_filter_keeps_what_it_says(everything: TestClient, name: str, one: str, form: Form) -> None:
    whole = all_items(everything, name)
    for value, expected in _cases(whole, name, one, form):
        answer = everything.get(f"/v1/{name}", params={one: value, "limit": 1})
        assert answer.status_code == 200, answer.text
        assert answer.json()["total"] == expected, (one, value)


def _cases(whole: list[dict[str, Any]], name: str, one: str, form: Form) -> Iterator[tuple[str, int]]:
    """Values of a filter, and how many items each is to leave."""
    if one in _KEPT:
        for value, is_kept in _KEPT[one]:
            yield value, sum(is_kept(item) for item in whole)
        return
    if one == "holder":
        of_one = [item for item in whole if (item.get("person") or "").endswith("/a1a5d0f2")]
        yield ("gm9999/a1a5d0f2", len(of_one)) if name == "assignments" else ("gm9999/nobody", 0)
        return
    if one == "goal":
        yield from _goals(whole)
        return
    values = {item[one] for item in whole if item[one] is not None}
    for value in sorted(values, key=str)[:4]:
        shown = str(value).lower() if form is Form.CHOICE else str(value)
        yield shown, sum(item[one] == value for item in whole)


def _goals(whole: list[dict[str, Any]]) -> Iterator[tuple[str, int]]:
    """What endures, of each kind the first and the one with most versions."""
    versions = Counter(goal for item in whole for goal in item["goals"] or ())
    for kind in ("goal", "ambition", "programme"):
        of_kind = sorted((goal for goal in versions if f"/id/{kind}/" in goal), key=lambda goal: (versions[goal], goal))
        for iri in (*of_kind[:1], *of_kind[-1:]):
            path = iri.partition("/id/")[2]
            yield path, versions[iri]
            if kind == "goal":
                yield path.removeprefix("goal/"), versions[iri]
    yield "gm9999/nobody", 0


# What a filter of which items have no field keeps, by some of its values.
_KEPT: dict[str, list[tuple[str, Callable[[dict[str, Any]], bool]]]] = {
    "level": [
        ("goals", lambda item: item["kind"] == "goal"),
        ("ambitions", lambda item: item["kind"] == "ambition"),
        ("programmes", lambda item: item["kind"] == "programme"),
    ],
    "affectsNumber": [
        ("1.1.1", lambda item: (item["affects"] or "").endswith("/1.1.1")),
        ("9.9.9", lambda item: (item["affects"] or "").endswith("/9.9.9")),
    ],
    "withAmount": [
        ("true", lambda item: item["amount"] is not None),
        ("false", lambda item: item["amount"] is None),
    ],
    "complete": [
        ("yes", lambda item: item["coverage"]["complete"] == "yes"),
        ("no", lambda item: item["coverage"]["complete"] == "no"),
    ],
    "domain": [("gm9999/fysiek-domein", lambda item: (item["inDomain"] or "").endswith("/fysiek-domein"))],
}


@pytest.mark.parametrize("told", _TOLD["words"])
def test_words_are_found_whatever_their_capitals(everything: TestClient, told: str) -> None:
    name, words = told.split(":")
    found = items(everything, f"/v1/{name}?words={words.upper()}")
    assert found == items(everything, f"/v1/{name}?words={words}")
    assert bool(found) == (words != "zzz")
    for item in found:
        assert words in " ".join(str(value) for value in item.values()).lower()


CASES = [(name, one, form) for name, one, form in FILTERS if form in {Form.TEXT, Form.WORDS}]


@pytest.mark.parametrize(("name", "one", "form"), CASES)
def test_a_value_stays_a_value(everything: TestClient, name: str, one: str, form: Form) -> None:
    assert len(CASES) == 19
    assert form in {Form.TEXT, Form.WORDS}
    for hostile in HOSTILE:
        if hostile == ".." and form is Form.WORDS:
            continue  # two dots may well stand in a text
        answer = everything.get(f"/v1/{name}", params={one: hostile})
        assert answer.status_code == 200, (hostile, answer.text)
        assert answer.json()["items"] == [], hostile


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("hostile", [*HOSTILE[::3], "", "x" * 5000, "\x00", "\n", ",", "%ff"])
def test_no_parameter_breaks_a_list(everything: TestClient, name: str, hostile: str) -> None:
    names = [one for of, one, _ in FILTERS if of == name]
    for parameter in [*names, "sort", "fields", "offset", "limit", "format", "nope"]:
        answer = everything.get(f"/v1/{name}?{parameter}={quote(hostile)}")
        assert answer.status_code in {200, 400, 406}, (parameter, hostile, answer.text)
        if answer.status_code != 200:
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["status"] == answer.status_code
            assert answer.headers["api-version"] == "1.0.0"


@pytest.mark.parametrize(
    "wrong", ["gm9999", "person/gm9999/a1", "gm9999/a/b", "goal/gm9999/", "GM9999/a", "gm9999/a b"]
)
def test_what_is_no_path_of_what_endures_is_refused(client: TestClient, wrong: str) -> None:
    answer = client.get("/v1/versions", params={"goal": wrong})
    assert (answer.status_code, answer.json()["status"]) == (400, 400)
    assert "goal" in answer.json()["detail"]
