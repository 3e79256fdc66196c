"""What is described in one profile refuses another as `/doc` does, and lists its forms where these are asked for."""

import re

import pytest

from tests.linked.desk import BROWSER, TURTLE, Desk, read

ALTR = "http://www.w3.org/ns/dx/connegp/altr#"
PERSON = "doc/person/gm0193/58ee304e"
ADDRESSES = {
    PERSON: "plain",
    "graph/doc/gm0193/begroting/2021": "plain",
    "catalogue": "dcat",
    "catalogue/gm0193": "dcat",
    "changes": "ldes",
    "changes/1": "ldes",
    "changes/goal-version/gm0193/begroting/2021/2.2.2": "ldes",
    "def": "owl",
    "def/role": "skos",
    "def/shapes": "shacl",
}
"""What has one profile, with its token."""


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_unknown_profile_is_406_as_it_is_of_things(real: Desk, path: str) -> None:
    assert len(ADDRESSES) == 10
    told = real.get(f"/{PERSON}?_profile=nope", **TURTLE).json()
    for query, headers in (("?_profile=nope", {}), ("", {"accept_profile": "<urn:nope>"}), ("?_profile=oa", {})):
        for accept in ({"accept": "*/*"}, {"accept": "application/ld+json, application/atom+xml"}):
            answer = real.get(f"/{path}{query}", **accept, **headers)
            assert (answer.status_code, answer.headers["content-type"]) == (406, "application/problem+json")
            assert (answer.json()["type"], answer.json()["title"]) == (told["type"], told["title"])
            assert f"{ADDRESSES[path]} (<" in answer.json()["detail"]
            assert answer.headers["vary"] == "Accept, Accept-Language, Accept-Profile"
    page = real.get(f"/{path}?_profile=nope", **BROWSER)
    assert (page.status_code, page.headers["content-type"]) == (406, "text/html; charset=utf-8")
    assert page.headers["vary"] == "Accept, Accept-Language, Accept-Profile"


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_profile_of_it_is_what_is_given_unasked(real: Desk, path: str) -> None:
    plain = real.get(f"/{path}", accept="*/*")
    for wish in ({}, {"accept_profile": "<urn:nope>, *;q=0.1"}):
        query = "" if wish else f"?_profile={ADDRESSES[path]}"
        named = real.get(f"/{path}{query}", accept="*/*", **wish)
        assert (named.status_code, named.headers["content-type"]) == (200, plain.headers["content-type"])
    data = real.get(f"/{path}", **TURTLE)
    if data.status_code == 200:  # a feed has no form in RDF
        assert "Accept-Profile" in data.headers["vary"]
        iri = data.headers["content-profile"].strip("<>")
        assert real.get(f"/{path}", **TURTLE, accept_profile=f"<{iri}>").content == data.content


@pytest.mark.parametrize("path", ADDRESSES)
def test_all_forms_are_listed_and_each_of_them_is_there(real: Desk, path: str) -> None:
    said = read(real.get(f"/{path}?_profile=alt", **TURTLE))
    found = {one.object.value for one in said if one.predicate.value == f"{ALTR}hasRepresentation"}
    assert len(found) >= 2
    for address in found:
        assert real.get(address).status_code == 200, address
    page = real.get(f"/{path}?_profile=alt", **BROWSER)
    assert page.status_code == 200
    shown = re.findall(rf'href="(/{path}\.[^"]*_profile={ADDRESSES[path]})"', page.text)
    assert {f"{real.base}{one}" for one in shown} == found


def test_what_is_not_there_is_told_before_its_profile(real: Desk) -> None:
    for path in ("graph/doc/gm0193/begroting/1999", "catalogue/gm9998", "changes/99999", "def/nothing"):
        assert [real.get(f"/{path}?_profile={name}", **TURTLE).status_code for name in ("alt", "nope")] == [404, 404]
