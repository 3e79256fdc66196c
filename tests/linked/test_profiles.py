"""A thing is described in the terms that are asked for: our own, or web annotations."""

import re

import pytest

from ontology.terms import RDF_TYPE
from tests.linked.desk import BROWSER, TURTLE, Desk, read

OA = "http://www.w3.org/ns/oa#"
PLAIN = "https://w3id.org/doelgraaf/def"
ALTR = "http://www.w3.org/ns/dx/connegp/altr#"
GOAL = "goal-version/gm0193/begroting/2021/2.2.2"
REFERENCE = "reference/gm0193/begroting/2021/20210503t145935/goal-2.2.2/1110-1124"
PAGE = "page/gm0193/begroting/2021/20210503t145935/goal-2.2.2"


def annotations(desk: Desk, address: str, **headers: str) -> set[str]:
    """The web annotations of an answer."""
    answer = desk.follow(address, **{**TURTLE, **headers})
    assert answer.status_code == 200
    return {
        one.subject.value
        for one in read(answer)
        if (one.predicate.value, one.object.value) == (RDF_TYPE, f"{OA}Annotation")
    }


@pytest.mark.parametrize(
    ("wish", "profile"),
    [
        ({}, PLAIN),
        ({"accept_profile": f"<{OA}>"}, OA),
        ({"accept_profile": f"<{PLAIN}>;q=0.3, <{OA}>;q=0.9"}, OA),
        ({"accept_profile": f"<http://schema.org/>, <{OA}>;q=0.4, *;q=0.1"}, OA),
        ({"accept_profile": "<http://schema.org/>, *"}, PLAIN),
        ({"accept_profile": "oa"}, OA),
        ({"accept_profile": f"<{OA}>;q=0, *"}, PLAIN),
    ],
)
def test_the_profile_follows_the_header(real: Desk, wish: dict[str, str], profile: str) -> None:
    answer = real.get(f"/doc/{REFERENCE}", **TURTLE, **wish)
    assert (answer.status_code, answer.headers["content-profile"]) == (200, f"<{profile}>")
    assert "Accept-Profile" in answer.headers["vary"]
    assert f'<{profile}>; rel="profile"' in answer.headers["link"]
    assert bool(annotations(real, f"/doc/{REFERENCE}", **wish)) == (profile == OA)


def test_a_reference_a_page_a_version_and_a_document_have_their_annotations(real: Desk) -> None:
    one = annotations(real, f"/doc/{REFERENCE}?_profile=oa")
    of_page = annotations(real, f"/doc/{PAGE}?_profile=oa")
    of_goal = annotations(real, f"/doc/{GOAL}?_profile=oa")
    of_document = annotations(real, "/doc/document/gm0193/begroting/2021?_profile=oa")
    assert one == {f"{real.base}/id/{REFERENCE}#annotation"}
    assert one < of_page == of_goal == of_document
    assert len(of_page) > 5


def test_the_address_names_a_profile_by_token_or_by_iri_in_every_form(real: Desk) -> None:
    for suffix in ("ttl", "jsonld", "nt", "rdf"):
        for name in ("oa", OA.replace("#", "%23"), "http://www.w3.org/ns/anno.jsonld"):
            answer = real.get(f"/doc/{REFERENCE}.{suffix}?_profile={name}")
            assert (answer.status_code, answer.headers["content-profile"]) == (200, f"<{OA}>")
            assert len(read(answer)) > 10


@pytest.mark.parametrize("path", ["person/gm0193/58ee304e", GOAL])
def test_a_profile_that_is_not_there_is_406_with_those_that_are(real: Desk, path: str) -> None:
    for query, headers in (
        ("?_profile=nope", {}),
        ("", {"accept_profile": "<urn:nope>"}),
        ("", {"accept_profile": ";;,<<"}),
    ):
        answer = real.get(f"/doc/{path}{query}", **TURTLE, **headers)
        assert (answer.status_code, answer.headers["content-type"]) == (406, "application/problem+json")
        assert PLAIN in answer.json()["detail"]
    assert real.get("/doc/person/gm0193/58ee304e?_profile=oa").status_code == 406


@pytest.mark.parametrize("token", ["alt", "all"])
def test_all_forms_are_listed_and_each_of_them_is_there(real: Desk, token: str) -> None:
    said = read(real.get(f"/doc/{GOAL}?_profile={token}", **TURTLE))
    found = {one.object.value for one in said if one.predicate.value == f"{ALTR}hasRepresentation"}
    assert len(found) == 9
    for address in found:
        answer = real.get(address)
        (form,) = {
            one.object.value for one in said if one.subject.value == address and one.predicate.value.endswith("format")
        }
        (profile,) = {
            one.object.value for one in said if one.subject.value == address and "conformsTo" in one.predicate.value
        }
        assert answer.headers["content-type"].startswith(form)
        assert answer.headers["content-profile"] == f"<{profile}>"
    page = real.get(f"/doc/{GOAL}?_profile={token}", **BROWSER).text
    assert {
        f"{real.base}{address}" for address in re.findall(r'href="(/doc/[^"]*_profile=(?:oa|plain))"', page)
    } == found
