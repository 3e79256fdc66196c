"""Every identifier that the examples mint leads to a description of what it identifies, in a bounded number of queries."""

import re

import pytest
from httpx2 import Response
from pyoxigraph import NamedNode, RdfFormat, parse

from ontology.terms import RDF_TYPE
from tests.linked.desk import BROWSER, TURTLE, Desk, read

HYDRA = "http://www.w3.org/ns/hydra/core#"
MOST_QUERIES = 7
"""A description in RDF asks no more, whatever the thing is."""
MOST_OF_A_PAGE = 22
FEWEST = {"real": 350, "fictional": 4000}


def minted(desk: Desk) -> dict[str, bool]:
    """Every identifier under the base in a release, with whether something is said of it."""
    found: dict[str, bool] = {}
    for quad in desk.quads():
        for term in (quad.object, quad.graph_name, quad.subject):
            if isinstance(term, NamedNode) and term.value.startswith(f"{desk.base}/"):
                found[term.value] = found.get(term.value, False) or term is quad.subject
    return found


def documents(iris: dict[str, bool]) -> dict[str, set[str]]:
    """The identifiers by the address that is asked for: a fragment is not sent."""
    found: dict[str, set[str]] = {}
    for iri, is_said in iris.items():
        found.setdefault(iri.partition("#")[0], set())
        if is_said:
            found[iri.partition("#")[0]].add(iri)
    return found


def test_every_identifier_leads_to_what_is_said_of_it(desk: Desk, request: pytest.FixtureRequest) -> None:
    iris = minted(desk)
    assert len(iris) > FEWEST[request.node.callspec.params["desk"]]
    missing, most = [], 0
    for address, said in documents(iris).items():
        if address == f"{desk.base}/sparql":
            continue
        desk.counting.asked = 0
        if address.startswith(f"{desk.base}/dumps/"):  # a file, which the catalogue describes
            continue
        answer = desk.get(address.replace("/id/", "/doc/", 1), **TURTLE)
        if answer.status_code != 200:
            missing.append((address, answer.status_code))
            continue
        if address.startswith(f"{desk.base}/id/"):
            most = max(most, desk.counting.asked)
        subjects = {triple.subject.value for triple in read(answer)}
        missing += [(iri, 200) for iri in said - subjects if not iri.startswith(f"{desk.base}/graph/") or "#" in iri]
    assert missing == []
    assert 0 < most <= MOST_QUERIES


def one_of_each(desk: Desk) -> list[str]:
    """One thing of each kind that a release has, by its path after `/id/`."""
    found: dict[str, str] = {}
    for iri in sorted(minted(desk)):
        path = iri.removeprefix(f"{desk.base}/id/")
        if path != iri and "#" not in path:
            found.setdefault(path.partition("/")[0], path)
    return list(found.values())


def test_a_thing_of_each_kind_has_a_page_with_its_data_in_it(desk: Desk) -> None:
    paths = one_of_each(desk)
    assert len(paths) >= 20
    for path in paths:
        desk.counting.asked = 0
        page = desk.get(f"/doc/{path}", **BROWSER)
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8"), path
        assert desk.counting.asked <= MOST_OF_A_PAGE, path
        (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL)
        assert "script-src" not in page.headers["content-security-policy"].replace("script-src 'self'", "")
        in_page = {str(quad.triple) for quad in parse(data.encode(), RdfFormat.JSON_LD)}
        about = f"{desk.base}/doc/"  # what a description says of itself
        said = read(desk.get(f"/doc/{path}", **TURTLE))
        assert in_page == {str(one) for one in said if not one.subject.value.startswith(about)}, path


def test_the_address_of_an_identifier_and_its_suffixes_give_every_form(desk: Desk) -> None:
    for each in one_of_each(desk):
        assert desk.follow(f"/id/{each}", **TURTLE).url.path == f"/doc/{each}"
    (path,) = (path for path in one_of_each(desk) if path.startswith("goal-version/"))
    away = desk.get(f"/id/{path}", accept="application/ld+json")
    assert (away.status_code, away.headers["location"]) == (303, f"/doc/{path}")
    assert away.headers["link"] == f'</doc/{path}>; rel="describedby"'
    assert {part.strip() for part in away.headers["vary"].split(",")} == {"Accept", "Accept-Language", "Accept-Profile"}
    forms = {suffix: desk.get(f"/doc/{path}.{suffix}") for suffix in ("ttl", "jsonld", "nt", "rdf", "html")}
    assert {suffix: form.headers["content-type"].partition(";")[0] for suffix, form in forms.items()} == {
        "ttl": "text/turtle",
        "jsonld": "application/ld+json",
        "nt": "application/n-triples",
        "rdf": "application/rdf+xml",
        "html": "text/html",
    }
    said = [{str(triple) for triple in read(form)} for suffix, form in forms.items() if suffix != "html"]
    assert all(one == said[0] for one in said)


def test_links_say_what_it_is_of_and_lead_to_every_other_form(desk: Desk) -> None:
    for path in one_of_each(desk):
        answer = desk.get(f"/doc/{path}", **TURTLE)
        links = re.findall(r'<([^>]*)>; rel="([a-z]+)"', answer.headers["link"])
        relations = {relation for _, relation in links}
        assert {"alternate", "canonical", "describedby", "describes", "profile", "related"} <= relations
        types = {target for target, relation in links if relation == "type"}
        said = [triple for triple in read(answer) if triple.subject.value == f"{desk.base}/id/{path}"]
        assert types == {triple.object.value for triple in said if triple.predicate.value == RDF_TYPE}, path
        assert {target for target, relation in links if relation == "describes"} == {f"{desk.base}/id/{path}"}
        ours = [target for target, relation in links if relation not in {"type", "describes", "profile"}]
        assert [target for target in ours if desk.get(target).status_code not in {200, 303}] == [], path


def linked(answer: Response, relation: str) -> list[str]:
    """Where the links of a relation lead."""
    return re.findall(rf'<([^>]*)>; rel="{relation}"', answer.headers["link"])


def test_every_description_leads_to_how_much_was_loaded_of_what_it_is_of(fictional: Desk) -> None:
    document, body = "/v1/quality?document=gm9999/begroting/2031", "/v1/quality?organisation=gm9999"
    opaque = {path.partition("/")[0]: path for path in one_of_each(fictional)}
    for path, target in {
        "document/gm9999/begroting/2031": document,
        "goal-version/gm9999/begroting/2031/1.1.1": document,
        "graph/doc/gm9999/begroting/2031": document,
        "graph/inferred/gm9999/begroting/2031": document,
        "graph/body/gm9999": body,
        "document/gm9999/begroting/2028": body,  # only named
        "organisation/gm9999": body,
        opaque["person"]: body,
        opaque["domain"]: body,
        opaque["goal"]: body,
        opaque["run"]: "/v1/quality",
    }.items():
        for address in (f"/doc/{path}", f"/doc/{path}?incoming=1"):
            assert linked(fictional.get(address, **TURTLE), "describedby") == [target], address
        assert fictional.get(target).json()["items"]


def test_the_classes_of_a_thing_are_told_in_every_profile_and_of_what_points_at_it(desk: Desk) -> None:
    annotated = 0
    for path in one_of_each(desk):
        plain = linked(desk.get(f"/doc/{path}", **TURTLE), "type")
        for query in ("?incoming=1", "?_profile=oa", "?_profile=alt"):
            answer = desk.get(f"/doc/{path}{query}", **TURTLE)
            if answer.status_code != 406:  # there are no web annotations of it
                assert linked(answer, "type") == plain, (path, query)
                annotated += query == "?_profile=oa"
    assert annotated >= 5


def test_a_description_names_its_forms_in_every_profile(real: Desk) -> None:
    path = "goal-version/gm0193/begroting/2021/2.2.2"
    answer = real.get(f"/doc/{path}", **TURTLE)
    other = r'<([^>]*)>; rel="alternate"; type="([^"]*)"; profile="([^"]*)"'
    forms = {"ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples"}
    annotations = "http://www.w3.org/ns/oa#"
    found = {target: (form, profile) for target, form, profile in re.findall(other, answer.headers["link"])}
    expected = {f"/doc/{path}.{suffix}?_profile=oa": (form, annotations) for suffix, form in forms.items()}
    assert {target: found.get(target) for target in expected} == expected
    for target, (form, profile) in found.items():
        there = real.get(target)
        assert there.headers["content-type"].startswith(form), target
        assert there.headers["content-profile"] == f"<{profile}>", target


def test_a_graph_is_described_where_its_link_says(desk: Desk) -> None:
    graphs = {quad.graph_name.value for quad in desk.quads() if isinstance(quad.graph_name, NamedNode)}
    described = 0
    for graph in sorted(graphs):
        answer = desk.get(graph, accept="application/n-triples")
        (address,) = re.findall(r'<([^>]*)>; rel="describedby"', answer.headers["link"])
        about = desk.get(address, **TURTLE)
        assert about.status_code == 200, graph
        described += any(triple.subject.value == graph for triple in read(about))
        assert desk.get(address, **BROWSER).headers["location"] == graph.removeprefix(desk.base)
    assert described >= 4


def test_what_points_at_a_thing_is_counted_and_given_page_by_page(fictional: Desk) -> None:
    thing = f"{fictional.base}/id/document/gm9999/begroting/2031"
    pointing = {
        (quad.subject.value, quad.predicate.value) for quad in fictional.quads() if quad.object == NamedNode(thing)
    }
    assert len(pointing) > 100
    address, found, pages = "/doc/document/gm9999/begroting/2031?incoming=1", set[tuple[str, str]](), 0
    while address:
        fictional.counting.asked = 0
        said = read(fictional.get(address, **TURTLE))
        assert fictional.counting.asked <= 4
        found |= {(one.subject.value, one.predicate.value) for one in said if one.object == NamedNode(thing)}
        totals = {one.object.value for one in said if one.predicate.value == f"{HYDRA}totalItems"}
        assert totals == {str(len(pointing))}
        address = next((one.object.value for one in said if one.predicate.value == f"{HYDRA}next"), "")
        pages += 1
    assert found == pointing
    assert pages == (len(pointing) + 49) // 50
    page = fictional.get("/doc/document/gm9999/begroting/2031?incoming=2", **BROWSER).text
    assert f"2/{pages}" in page
    assert "?incoming=3" in page


@pytest.mark.parametrize(
    ("number", "status"), [("0", 400), ("x", 400), ("-1", 400), ("9999999", 404), ("9" * 50, 400), ("", 400)]
)
def test_a_page_that_is_not_there_says_so(real: Desk, number: str, status: int) -> None:
    answer = real.get(f"/doc/person/gm0193/58ee304e?incoming={number}", **TURTLE)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
