"""What people write as begin or end is found, or told with what comes near; groups have all that stands in them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from webs import (
    BASE,
    BODY,
    DOCUMENT,
    OTHER_BODY,
    Web,
    digraph_of,
    goal,
    is_version,
    network_of,
    numbers_of,
    path_of,
    scopes,
    web_of,
    webs,
)

from ontology.language import Language
from service.answers.trace.asking import Asked
from service.answers.trace.endpoints import UnknownEndpointError, find, ground_of, short
from service.answers.trace.scope import MOST_DEPTH, Scope, ScopeError
from service.release.network import Network
from service.release.network_rows import HOLDER, VERSION_OF, ArcRow, NodeRow

EARLIER = f"{BODY}/begroting/2030"
PERSON = f"person/{BODY}/07a5e05c"
DOMAIN = f"domain/{BODY}/sociaal-domein"
PROGRAMME = f"programme-version/{DOCUMENT}/10"


def town() -> Web:
    """Two documents, with a programme and a project of the same number, a holder, a domain and a named goal."""
    nodes = [
        NodeRow(goal("10.1.1"), "10.1.1", "Water {schoon}", "0010.0001.0001", above=(PROGRAMME,), domain=DOMAIN),
        NodeRow(goal("10.1.2"), "10.1.2", "", "0010.0001.0002", named=True, above=(PROGRAMME,)),
        NodeRow(f"ambition-version/{DOCUMENT}/10.1", "10.1", "", "0010.0001", above=(PROGRAMME,)),
        NodeRow(goal("p3-1.1"), "P3 1.1", "", "0003"),
        NodeRow(f"project/{DOCUMENT}/7", "7", "Haven", "0007"),
        NodeRow(f"programme-version/{DOCUMENT}/7", "7", "", "0007"),
        NodeRow(goal("8"), "8", "", "0008", named=True),
        NodeRow(f"project/{DOCUMENT}/8", "8", "Brug", "0008"),
        NodeRow(PERSON, name="René Fictief"),
        NodeRow(DOMAIN, name="Sociaal domein"),
    ]
    web = web_of([("10.1.1", "10.1.2"), ArcRow(goal("10.1.1"), PERSON, HOLDER)], *nodes)
    earlier = web_of([("10.1.1", "10.1.3")], document=EARLIER)
    other = web_of([("5.1", "5.2")], document=f"{OTHER_BODY}/begroting/2031")
    rows = {BODY: (*web.rows[BODY], *earlier.rows[BODY]), **other.rows}
    return Web(rows, frozenset({DOCUMENT, EARLIER, f"{OTHER_BODY}/begroting/2031"}))


@pytest.fixture(scope="module")
def network() -> Network:
    return network_of(town())


@settings(max_examples=40, deadline=None)
@given(webs(), st.data())
def test_what_has_a_slug_is_found_among_any_nodes_as_if_each_was_read(web: Web, data: st.DataObject) -> None:
    network = network_of(web)
    slugs = [network.text_of(int(text)) for text in network.node_slug]
    first, end = sorted(data.draw(st.integers(0, len(slugs))) for _ in range(2))
    known = st.sampled_from(slugs) if slugs else st.nothing()
    wanted = data.draw(known | known.map(lambda slug: slug[:-1]) | st.text(max_size=4) | known.map("{}é".format))
    assert network.with_slug(first, end, wanted).tolist() == [
        node for node in range(first, end) if slugs[node] == wanted
    ]


NAMED = [
    (f"{BASE}/id/{goal('10.1.1')}", goal("10.1.1"), "an IRI"),
    (f"{BASE}/doc/{goal('10.1.1')}", goal("10.1.1"), "the address of its page"),
    (goal("10.1.1"), goal("10.1.1"), "the path of an IRI"),
    (f"{DOCUMENT}/10.1.1", goal("10.1.1"), "document and number"),
    (f"/{DOCUMENT}/10.1.1/", goal("10.1.1"), "slashes around it"),
    (f"{DOCUMENT.upper()}/10.1.1", goal("10.1.1"), "capitals"),
    (f"{DOCUMENT}/goal/10.1.1", goal("10.1.1"), "its kind too"),
    (f"{DOCUMENT}/doel/10.1.1", goal("10.1.1"), "its kind in Dutch"),
    (f"{DOCUMENT}/programme/10", PROGRAMME, "a programme"),
    (f"{DOCUMENT}/programma 10", PROGRAMME, "a programme as people say it"),
    (f"{DOCUMENT}/10", PROGRAMME, "a programme whose number nothing else has"),
    (f"{DOCUMENT}/ambition/10.1", f"ambition-version/{DOCUMENT}/10.1", "an ambition"),
    (f"{DOCUMENT}/project/7", f"project/{DOCUMENT}/7", "a project"),
    (f"{DOCUMENT}/P3 1.1", goal("p3-1.1"), "a number as it is printed"),
    (f"{DOCUMENT}/10.1.2", goal("10.1.2"), "what is only named"),
    ("10.1.2", goal("10.1.2"), "a number that one document has"),
    ("5.1", f"goal-version/{OTHER_BODY}/begroting/2031/5.1", "a number that one body has"),
    ("programme 10", None, "a programme that two documents have"),
    ("10.1.1", None, "a number that two documents have"),
    (f"{DOCUMENT}/7", None, "a number that a project and a programme have"),
    (f"{DOCUMENT}/8", goal("8"), "a number that a goal has too, be it only named"),
    (f"{BODY}/07a5e05c", PERSON, "a holder by identifier"),
    (f"{BODY}/person/07a5e05c", PERSON, "a holder by kind and identifier"),
    (f"{BODY}/René Fictief", PERSON, "a holder by name"),
    (f"{BODY}/rene fictief", PERSON, "a holder by name, carelessly"),
    ("René Fictief", PERSON, "a holder by name alone"),
    (f"{BODY}/sociaal-domein", DOMAIN, "a domain by identifier"),
    ("Sociaal domein", DOMAIN, "a domain by name"),
    (f"{BODY}/domain/sociaal-domein", DOMAIN, "a domain by kind and identifier"),
]


@pytest.mark.parametrize(("text", "path", "why"), NAMED, ids=[why for _, _, why in NAMED])
def test_what_is_written_is_found(network: Network, text: str, path: str | None, why: str) -> None:
    if path is None:
        with pytest.raises(ScopeError, match="may mean several things: gm9999/begroting") as caught:
            find(network, Scope(), text)
        assert not isinstance(caught.value, UnknownEndpointError), why
    else:
        assert path_of(network, find(network, Scope(), text)) == path, why


def test_the_cases_are_as_many_as_they_were() -> None:
    assert len(NAMED) == 29


def test_a_document_says_which_of_two_is_meant(network: Network) -> None:
    assert path_of(network, find(network, Scope(documents=(EARLIER,)), "10.1.1")) == goal("10.1.1", EARLIER)
    assert path_of(network, find(network, Scope(last_year=2030), "programme 10")) == f"programme-version/{EARLIER}/10"


UNKNOWN = [
    ("10.1.9", "gm9999/begroting/2030/10.1.1"),
    (f"{DOCUMENT}/10.1.9", f"{DOCUMENT}/10.1.1"),
    (f"{DOCUMENT}/programme/99", DOCUMENT),
    (f"{DOCUMENT}/goal/10", DOCUMENT),
    (f"{BODY}/begroting/1999/10.1.1", f"it has: {EARLIER}, {DOCUMENT}"),
    (f"{BODY}/René Fictie", r"gm9999/07a5e05c \(René Fictief\)"),
    (f"{BODY}/", "gm9999"),
    (f"{DOCUMENT}", "gm9999/begroting/2031"),
    (f"{BASE}/id/{goal('10.1.9')}", f"{DOCUMENT}/10.1.1"),
    (f"{BASE}/id/goal/{BODY}/a1b2c3", "gm9999"),
    (f"{BODY}/person/niemand", r"for instance: gm9999/07a5e05c \(René Fictief\)$"),
    (f"{BODY}/domain/nergens", r"for instance: gm9999/sociaal-domein \(Sociaal domein\)$"),
    (f"https://elsewhere.example/id/{goal('10.1.1')}", f"{DOCUMENT}/10.1.1"),
    ("gm0000/begroting/2031/10.1.1", "10.1.1"),
    ("", "gm9998"),
    ("/", "gm9998"),
    ("{0}", "'{0}' is not"),
    ("a" * 5000, "^'a{200}' is not"),
    ("../../etc", "gm9998"),
]


@pytest.mark.parametrize(("text", "near"), UNKNOWN)
def test_what_is_not_there_is_told_with_what_comes_near(network: Network, text: str, near: str) -> None:
    with pytest.raises(UnknownEndpointError, match=near) as caught:
        find(network, Scope(), text)
    assert caught.value.say(Language.NL) != caught.value.say(Language.EN)


@settings(deadline=None)
@given(webs(bodies=2))
def test_every_node_is_found_by_its_shortest_path(web: Web) -> None:
    network = network_of(web)
    for node in range(network.header.nodes):
        assert find(network, Scope(), short(network, node)) == node
        assert find(network, Scope(), network.iri(node)) == node


def members_of(web: Web, path: str) -> set[str]:
    """A thing and all that stands in it, by plain loops."""
    nodes = web.nodes
    held = {arc.source for arc in web.arcs if arc.kind in {HOLDER, VERSION_OF} and arc.target == path}
    inside = {
        other for other, node in nodes.items() if is_version(other) and path in {web.programme(other), node.domain}
    }
    return {path} | held | inside


@settings(deadline=None)
@given(st.data())
def test_an_end_has_all_that_stands_in_it_and_takes_part(data: st.DataObject) -> None:
    web = data.draw(webs())
    scope = data.draw(scopes(web))
    network = network_of(web)
    graph, numbers = digraph_of(web, scope, BODY), numbers_of(network, web)
    chosen = data.draw(st.lists(st.sampled_from(sorted(graph)), min_size=1, max_size=3, unique=True))
    ground = ground_of(network, Asked(scope, begins=tuple(f"{BASE}/id/{path}" for path in chosen)))
    assert ground.begins.named == tuple(numbers[path] for path in chosen)
    expected = set().union(*(members_of(web, path) for path in chosen)) & set(graph)
    assert [path_of(network, node) for node in ground.begins.members] == sorted(expected, key=numbers.__getitem__)
    assert ground.ends.named == ()
    assert ground.asked.scope.organisation == BODY


REFUSED = [
    (Asked(), "say of what", "nothing named"),
    (Asked(begins=("10.1.2",), depth=10_000), f"from 1 to {MOST_DEPTH} steps", "too deep"),
    (Asked(begins=("10.1.2",), depth=0), f"from 1 to {MOST_DEPTH} steps", "no depth"),
    (Asked(begins=("10.1.2",), ends=("5.1",)), "several organisations (gm9998, gm9999)", "two bodies"),
    (
        Asked(Scope(documents=(EARLIER,)), begins=(f"{DOCUMENT}/10.1.1",)),
        f"{DOCUMENT}/10.1.1 does not take part: it was asked of {EARLIER}",
        "another document",
    ),
    (
        Asked(Scope(organisation=OTHER_BODY), begins=(f"{DOCUMENT}/10.1.1",)),
        f"does not take part: it was asked of {OTHER_BODY}",
        "another body",
    ),
    (Asked(Scope(documents=("gm9999/begroting/1999",)), begins=("10.1.1",)), "no document", "no such document"),
    (Asked(Scope(relations=("zie",)), begins=(f"{DOCUMENT}/10.1.1",)), "no relation", "no such relation"),
    (Asked(Scope(organisation="gm0000"), begins=("10.1.1",)), "no organisation", "no such body"),
]


@pytest.mark.parametrize(("asked", "said", "why"), REFUSED, ids=[why for *_, why in REFUSED])
def test_what_can_not_be_asked_is_refused_with_the_reason(network: Network, asked: Asked, said: str, why: str) -> None:
    with pytest.raises(ScopeError) as caught:
        ground_of(network, asked)
    assert said in str(caught.value), why
