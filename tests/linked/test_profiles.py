"""A thing is described in the terms that are asked for: our own, or web annotations."""

import asyncio
import json
import re
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from httpx2 import Response
from pyoxigraph import Literal, NamedNode, Quad, Store, Triple
from rdflib import Graph
from rdflib.compare import isomorphic

from ontology import terms
from ontology.terms import DCTERMS_SOURCE, RDF_TYPE
from service.answers.annotation_json import write_annotations
from service.answers.projections import find_projection
from service.answers.streaming import bound
from tests.linked.contexts import ANNOTATIONS, TERMS, offline
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


DOCUMENT = "document/gm0193/begroting/2021"
# rdflib's own parser of JSON-LD makes what rdflib itself calls deprecated.
BY_RDFLIB = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def by_rdflib(answer: Response) -> Graph:
    """What another reader of JSON-LD than the one that other tests have makes of an answer."""
    return Graph().parse(data=offline(answer.content), format="json-ld")


def items(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The annotations of a collection, of a page of one, or the one annotation, as an annotation client finds them."""
    match document["type"]:
        case "AnnotationCollection":
            return items(document["first"])
        case "AnnotationPage":
            return list(document["items"])
        case _:
            return [document]


def keys(said: object) -> set[str]:
    """Every key of a document."""
    match said:
        case dict():
            return {key for name, value in said.items() for key in {name, *keys(value)}}
        case list():
            return {key for one in said for key in keys(one)}
        case _:
            return set()


@pytest.mark.parametrize("path", [REFERENCE, PAGE, GOAL, DOCUMENT])
def test_json_ld_of_annotations_is_what_annotation_clients_read(real: Desk, path: str) -> None:
    answer = real.follow(f"/doc/{path}.jsonld?_profile=oa")
    document = answer.json()
    assert document["@context"][0] == ANNOTATIONS
    found = items(document)
    assert len(found) == (1 if path == REFERENCE else 8)
    for one in found:
        assert one["type"] == "Annotation"
        assert one["motivation"] == "linking"
        target = one["target"]
        assert target["type"] == "SpecificResource"
        position, quote = target["selector"]
        assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        assert position["end"] - position["start"] == len(quote["exact"])
    ours = {"resolution", "Citation", "citing", "cited", "citedAs"}
    said = {**document, "@included": []}  # how much was loaded of a document stands there, and is no annotation
    assert keys({**said, "@context": []}) <= {*TERMS, *ours, "@context", "@included"}
    assert len(json.dumps(document["@context"])) < 1000


@BY_RDFLIB
@pytest.mark.parametrize("path", [REFERENCE, PAGE, GOAL])
def test_all_forms_of_annotations_say_the_same(real: Desk, path: str) -> None:
    turtle = Graph().parse(data=real.get(f"/doc/{path}.ttl?_profile=oa").content, format="turtle")
    answer = real.get(f"/doc/{path}.jsonld?_profile=oa")
    assert answer.headers["content-type"] == f'application/ld+json; profile="{ANNOTATIONS}"'
    assert len(turtle) > 10
    assert isomorphic(by_rdflib(answer), turtle)
    lines = {str(one) for one in read(answer) if "_:" not in str(one)}
    assert lines == {str(one) for one in read(real.get(f"/doc/{path}.ttl?_profile=oa")) if "_:" not in str(one)}


@BY_RDFLIB
def test_the_annotations_of_a_document_say_in_json_ld_what_they_say_in_turtle(real: Desk) -> None:
    turtle = real.follow(f"/doc/{DOCUMENT}.ttl?_profile=oa")
    found = by_rdflib(real.follow(f"/doc/{DOCUMENT}.jsonld?_profile=oa"))
    paging = {one for one in found if "activitystreams#" in "".join(one) or "rdf-syntax-ns#" in str(one[1])}
    types = {one for one in paging if "activitystreams#" not in "".join(one) and str(one[1]) == RDF_TYPE}
    assert len(paging - types) > 16
    for one in paging - types:
        found.remove(one)
    assert isomorphic(found, Graph().parse(data=turtle.content, format="turtle"))


def test_an_annotation_is_of_the_page_on_the_web_and_tells_its_capture(fictional: Desk) -> None:
    path = "goal-version/gm9999/begroting/2031/1.1.3"
    quads = fictional.quads()
    addresses = {quad.subject.value: quad.object.value for quad in quads if quad.predicate.value == DCTERMS_SOURCE}
    found = items(fictional.get(f"/doc/{path}.jsonld?_profile=oa").json())
    assert len(found) == 6
    for one in found:
        state = one["target"]["state"]
        assert state["type"] == "TimeState"
        assert one["target"]["source"] == addresses[state["cached"]]
        assert one["target"]["source"].startswith("https://")
        assert one["id"] == f"{one['via']['id'] if isinstance(one['via'], dict) else one['via']}#annotation"
    assert [one["target"]["selector"][0]["start"] for one in found] == sorted(
        one["target"]["selector"][0]["start"] for one in found
    )


def test_a_reference_on_a_page_of_unknown_address_is_of_its_capture() -> None:
    reference, page, home = (NamedNode(f"http://example.org/{name}") for name in ("reference", "page", "graph"))
    said: dict[str, NamedNode | Literal] = {
        terms.RDF_TYPE: NamedNode(terms.REFERENCE),
        terms.ON_PAGE: page,
        terms.START: Literal(4),
        terms.END: Literal(10),
        terms.RESOLUTION: NamedNode("https://w3id.org/doelgraaf/def/resolution#not-loaded"),
        terms.EXACT: Literal("doel 1"),
    }
    store = Store()
    store.extend(Quad(reference, NamedNode(name), value, home) for name, value in said.items())
    store.add(Quad(page, NamedNode(terms.TEXT), Literal("zie doel 1"), home))
    asked = bound(find_projection("web-annotations").text, {"graph": home})
    found = {(one.predicate.value, one.object) for one in store.query(asked, use_default_graph_as_union=True)}
    assert (f"{OA}hasSource", page) in found
    assert f"{OA}cachedSource" not in {predicate for predicate, _ in found}
    assert len(found) > 12


def test_what_has_no_references_has_an_empty_collection(fictional: Desk) -> None:
    counted = {
        path: fictional.get(f"/doc/{path}.jsonld?_profile=oa").json()
        for path in ("goal-version/gm9999/begroting/2031/1.1.3", "ambition-version/gm9999/begroting/2031/1.2")
    }
    totals = [one["total"] for one in counted.values()]
    assert totals[0] == 6
    assert totals[1] == 0
    assert "first" not in list(counted.values())[1]


@pytest.mark.parametrize(
    ("accept", "profile"),
    [
        (f'application/ld+json; profile="{ANNOTATIONS}"', OA),
        (f'application/ld+json;profile="{ANNOTATIONS}";q=0.9, text/html;q=0.1', OA),
        ('application/ld+json; profile="http://www.w3.org/ns/json-ld#compacted"', PLAIN),
        ("application/ld+json", PLAIN),
    ],
)
def test_an_annotation_client_asks_with_the_media_type_of_annotations(real: Desk, accept: str, profile: str) -> None:
    answer = real.get(f"/doc/{REFERENCE}", accept=accept)
    assert (answer.status_code, answer.headers["content-profile"]) == (200, f"<{profile}>")
    assert answer.headers["content-type"].startswith("application/ld+json")


def test_plain_json_ld_names_its_context_and_is_no_longer_than_turtle_with_its_spaces(real: Desk) -> None:
    answer = real.get(f"/doc/{GOAL}.jsonld")
    assert answer.json()["@context"] == f"{real.base}/def/context.jsonld"
    assert real.get("/def/context.jsonld").headers["content-type"].startswith("application/ld+json")
    assert not {key for key in keys(answer.json()["@graph"]) if key.startswith("http")}
    assert len(answer.content) < 1.5 * len(real.get(f"/doc/{GOAL}.ttl").content)
    said = {Triple(one.subject, one.predicate, one.object) for one in read(answer)}
    assert said == set(read(real.get(f"/doc/{GOAL}.ttl")))
    assert any(one.object == NamedNode(f"{real.base}/id/{GOAL}") for one in said)


def test_annotations_are_whole_also_where_an_engine_gives_their_statements_apart(real: Desk) -> None:
    said = read(real.follow(f"/doc/{DOCUMENT}.nt?_profile=oa"))
    document = f"{real.base}/doc/{DOCUMENT}"

    async def written(triples: list[Triple]) -> dict[str, Any]:
        async def pieces() -> AsyncGenerator[list[Triple], None]:
            for start in range(0, len(triples), 7):
                yield triples[start : start + 7]

        found: dict[str, Any] = json.loads(b"".join([one async for one in write_annotations(pieces(), document)]))
        return found

    together = asyncio.run(written(said))
    apart = asyncio.run(written(sorted(said, key=lambda one: (one.predicate.value, one.subject.value))))
    assert len(together["items"]) == together["partOf"]["total"] == 8
    assert sorted(apart["items"], key=str) == sorted(together["items"], key=str)
    assert len(apart["@included"]) > 4
    none = asyncio.run(written([]))
    assert (none["items"], none["partOf"]["total"]) == ([], 0)
