"""What points at a thing: who refers to it first, by one property where that is asked, and under names that people read."""

import re
from itertools import pairwise

import pytest
from pyoxigraph import NamedNode

from tests.linked.desk import BROWSER, TURTLE, Desk, read

DG = "https://w3id.org/doelgraaf/def#"
GOAL = "goal-version/gm9999/begroting/2031/1.1.3"
PAGE = f"/doc/{GOAL}?incoming=1"
REFERS = ("refersTo", "dg:refersTo", "https%3A%2F%2Fw3id.org%2Fdoelgraaf%2Fdef%23refersTo")


def pointing(desk: Desk, address: str) -> list[tuple[str, str]]:
    """The statements of a page that point at the goal, in its order."""
    goal = NamedNode(f"{desk.base}/id/{GOAL}")
    said = desk.get(address, **TURTLE)
    assert said.status_code == 200
    return [(one.predicate.value, one.subject.value) for one in read(said) if one.object == goal]


def shown(desk: Desk, address: str, language: str = "nl") -> str:
    answer = desk.get(address, **BROWSER, accept_language=language)
    assert answer.status_code == 200
    return answer.text


def test_references_come_first_and_what_follows_from_the_rest_comes_last(fictional: Desk) -> None:
    properties = list(dict.fromkeys(name.rpartition("#")[2] for name, _ in pointing(fictional, PAGE)))
    assert properties[:2] == ["referredElement", "refersTo"]
    page = shown(fictional, PAGE)
    listed = re.findall(r'<code class="quiet">([^<]+)</code>', page)
    derived = listed[listed.index("dcterms:references") :]
    assert {"dg:linkedWith", "dg:within2", "dg:within3", "dg:isReferredToBy", "dg:referringElement"} < set(derived)
    assert not {"dg:refersTo", "dg:affects", "dg:hasVersion"} & set(derived)
    rows = [one for one in re.findall(r'<li><a href="/doc/([a-z-]+)/', page) if one]
    assert rows.index("reference") < rows.index("observation")


@pytest.mark.parametrize("name", REFERS)
def test_one_property_may_be_asked_for(fictional: Desk, name: str) -> None:
    whole = {one for one in pointing(fictional, PAGE) if one[0] == f"{DG}refersTo"}
    assert len(whole) > 1
    assert set(pointing(fictional, f"{PAGE}&property={name}")) == whole
    assert f">{len(whole)}×" in shown(fictional, f"{PAGE}&property={name}").replace("</code> ", ">")


def test_the_pages_of_one_property_follow_each_other(fictional: Desk) -> None:
    thing, name = "/doc/document/gm9999/begroting/2031", "dg:unchangedSince"
    address, found, sizes = f"{thing}?incoming=1&property={name}", set[str](), list[int]()
    while address:
        said = read(fictional.get(address, **TURTLE))
        part = {one.subject.value for one in said if one.predicate.value == f"{DG}unchangedSince"}
        assert not part & found
        found |= part
        sizes.append(len(part))
        address = next((one.object.value for one in said if one.predicate.value.endswith("core#next")), "")
    assert len(sizes) > 1
    assert all(size == 50 for size, _ in pairwise(sizes))
    counts = re.findall(r"dg:unchangedSince</code> (\d+)×", shown(fictional, f"{thing}?incoming=1"))
    assert counts == [str(len(found))]


def test_a_property_by_which_nothing_points_here_is_told_with_those_that_do(fictional: Desk) -> None:
    for name in ("nope", "dg:budgetLine", "", "<script>"):
        answer = fictional.get(f"{PAGE}&property={name}", **TURTLE)
        assert answer.status_code == 404
        assert "dg:refersTo" in answer.json()["available"]


@pytest.mark.parametrize(("language", "revision"), [("nl", "is een herziening van"), ("en", "was revision of")])
def test_nothing_is_called_by_its_code_and_no_two_properties_alike(
    fictional: Desk, language: str, revision: str
) -> None:
    page = shown(fictional, PAGE, language)
    names = re.findall(r">([^<>]+)</a> <code", page)
    assert len(names) > 15
    assert len(set(names)) == len(names)
    assert revision in names
    rows = re.findall(r'<li><a href="/doc/[^"]+">([^<]+)</a> <span', page)
    assert len(rows) == 50
    assert not [row for row in rows if re.fullmatch(r"gm\d{4}/\S+", row)]


def test_a_property_of_others_has_a_short_name(fictional: Desk) -> None:
    page = shown(fictional, "/doc/document/gm9999/begroting/2031?incoming=1")
    assert "dqv:computedOn" in page
    assert not re.findall(r'<code class="quiet">http[^<]*</code>', page)


def test_the_page_leads_to_the_references_with_their_words(fictional: Desk) -> None:
    (address,) = re.findall(r'<a href="(/v1/[^"]+/referring)">', shown(fictional, PAGE))
    assert fictional.get(address).json()["total"] > 0
    assert "/referring" not in shown(fictional, "/doc/organisation/gm9999?incoming=1")


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}&property=refersTo"])
def test_a_program_is_told_how_to_ask_for_one_property(fictional: Desk, address: str) -> None:
    hydra, said = "http://www.w3.org/ns/hydra/core#", read(fictional.get(address, **TURTLE))
    told = {(one.subject.value, one.predicate.value.removeprefix(hydra)): one.object.value for one in said}
    collection = f"{fictional.base}/doc/{GOAL}#incoming"
    template = told[collection, "search"]
    mapping = told[template, "mapping"]
    assert told[mapping, "property"].endswith("#predicate")
    filled = told[template, "template"].replace("{&property}", f"&{told[mapping, 'variable']}={REFERS[2]}")
    assert pointing(fictional, filled) == pointing(fictional, f"{PAGE}&property=refersTo")
    assert pointing(fictional, told[template, "template"].replace("{&property}", "")) == pointing(fictional, PAGE)
