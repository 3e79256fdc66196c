"""The vocabulary on the web: a page that a newcomer understands, the same as data, and an address for every identifier."""

import asyncio
import gzip
import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from starlette.testclient import TestClient

from ontology.jsonld import context_text
from ontology.language import Language
from ontology.terms import DG, RDF_TYPE
from service.answers.definitions import Kind, code_lists, read_file, subjects, version
from service.answers.vocabulary import vocabulary
from service.engine.engine import EngineBusyError, Row, Term
from service.web import resources
from service.web.alignments import groups
from service.web.app import application as served
from service.web.definition_words import DATATYPES, KINDS, RELATIONS, WORDS
from service.web.definitions import entries
from service.web.others import prefixes
from service.web.shapes import shapes
from service.web.site import make_site
from tests.web import town
from tests.web.memory_engine import MemoryEngine

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
FORMS = {"ttl": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD, "nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML}
TERMS = [term for subject in subjects() for term in subject.terms]
TEMPLATES = Path(__file__).parents[2] / "service" / "web" / "templates"


def triples(content: bytes, form: RdfFormat) -> set[Triple]:
    return {quad.triple for quad in parse(content, format=form)}


@pytest.fixture(params=list(Language))
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/html", "text/html"),
        ("*/*", "text/turtle"),
        ("application/rdf+xml;q=0.5, text/turtle;q=0.9", "text/turtle"),
        (HTML["accept"], "text/html"),
    ],
)
@pytest.mark.parametrize("path", ["/def", "/def/role", "/def/shapes", "/def/alignments", "/def/1.1.0"])
def test_the_form_follows_what_is_asked(client: TestClient, path: str, accept: str, media_type: str) -> None:
    answer = client.get(path, headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, media_type)
    assert {"Accept", "Accept-Language"} <= set(answer.headers["vary"].replace(" ", "").split(","))


@pytest.mark.parametrize("path", ["/def", "/def/role", "/def/1.1.0", "/def/budget-structure", "/def/software"])
def test_every_form_holds_the_same_statements(client: TestClient, path: str) -> None:
    forms = [triples(client.get(f"{path}.{suffix}").content, form) for suffix, form in FORMS.items()]
    assert forms[0]
    assert all(form == forms[0] for form in forms)
    assert forms[0] <= {quad.triple for quad in vocabulary()}


def test_shapes_and_alignments_are_served_whole(client: TestClient) -> None:
    for name in ("shapes", "alignments"):
        for suffix, form in FORMS.items():
            answer = client.get(f"/def/{name}.{suffix}")
            assert len(list(parse(answer.content, format=form))) == len(read_file(f"{name}.ttl")), (name, suffix)
            assert answer.headers["access-control-allow-origin"] == "*"


def test_the_context_is_json_ld_that_any_page_may_fetch(client: TestClient) -> None:
    answer = client.get("/def/context.jsonld", headers={"accept": "application/ld+json"})
    assert answer.headers["content-type"] == "application/ld+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.text == context_text()
    assert client.get("/def/context.jsonld", headers={"if-none-match": answer.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    "path",
    ["/def/nope", "/def/Role", "/def/0.0.1", "/def.exe", "/def/role.exe", "/def/shapes/x", "/def/metrics#x"],
)
def test_what_the_vocabulary_does_not_have_is_not_there(client: TestClient, path: str) -> None:
    assert client.get(path, headers=HTML).status_code == 404


@pytest.mark.parametrize("suffix", ["", ".ttl", ".html"])
def test_the_version_before_is_gone_and_says_where_its_terms_are(
    client: TestClient, language: Language, suffix: str
) -> None:
    (prior,) = (quad.object for quad in vocabulary() if quad.predicate.value.endswith("#priorVersion"))
    assert isinstance(prior, NamedNode)
    answer = client.get(f"/def/{prior.value.rpartition('/')[2]}{suffix}", headers={"accept-language": language})
    assert (answer.status_code, answer.headers["content-type"]) == (410, "application/problem+json")
    assert f"/def/{version()}" in answer.json()["detail"]
    assert answer.headers["link"] == f'</def/{version()}>; rel="successor-version"'
    shown = client.get(answer.url.path, headers={**HTML, "accept-language": language})
    assert (shown.status_code, answer.json()["detail"] in html.unescape(shown.text)) == (410, True)
    assert client.get(f"/def/{version()}", headers=HTML).status_code == 200


def test_every_identifier_of_the_vocabulary_can_be_looked_up(client: TestClient) -> None:
    """An identifier without its fragment has a page or data; with a fragment, a page has that anchor."""
    base = DG.removesuffix("#")
    ours = {quad.subject.value for quad in vocabulary() if isinstance(quad.subject, NamedNode)}
    pages: dict[str, str] = {}
    for iri in sorted(ours):
        path, _, fragment = iri.removeprefix(base).partition("#")
        if path not in pages:
            answer = client.get(f"/def{path}", headers=HTML)
            assert answer.status_code == 200, iri
            pages[path] = answer.text
        if fragment and (path == "" or path.removeprefix("/") in code_lists()):
            assert f'id="{fragment}"' in pages[path], iri
    assert len(pages) > 25


def test_each_term_is_told_in_full(client: TestClient, language: Language) -> None:
    page = html.unescape(client.get(f"/def?lang={language}", headers=HTML).text)
    assert len(TERMS) > 180
    for term in TERMS:
        article = re.search(rf'<article class="card term" id="{term.name}".*?</article>', page, re.DOTALL)
        assert article, term.name
        for text in (term.label, term.meaning, term.example):
            assert text.say(language) in article[0], term.name
        for alignment in term.alignments:
            assert alignment.target in article[0], term.name
        assert entries(language)[term.iri].query in article[0]
        assert 'href="#list-' in article[0] or not term.code_list


def test_each_code_is_told_in_full(client: TestClient, language: Language) -> None:
    whole = html.unescape(client.get(f"/def?lang={language}", headers=HTML).text)
    assert len(code_lists()) == 26
    for name, found in code_lists().items():
        own = html.unescape(client.get(f"/def/{name}?lang={language}", headers=HTML).text)
        assert found.codes
        for code in found.codes:
            assert f'id="{code.code}"' in own
            assert f'id="{name}-{code.code}"' in whole
            for page in (own, whole):
                assert code.label.say(language) in page
                assert code.meaning.say(language) in page


def test_the_page_says_which_version_it_is(client: TestClient) -> None:
    assert f"Versie {version()}" in client.get("/def?lang=nl", headers=HTML).text


def test_no_term_is_named_by_its_address_where_it_has_words(language: Language) -> None:
    for entry in entries(language).values():
        for place in (*entry.domains, *entry.ranges, *entry.supers, *entry.subs, *entry.properties):
            assert not re.search(r"://|^\w+:\w", place.text), (entry.term.name, place)


def test_each_example_query_is_valid_and_finds_what_there_is(engine: MemoryEngine, language: Language) -> None:
    asked = MemoryEngine([*engine.store, *vocabulary()])
    used = in_use(engine)
    found = 0
    for iri, entry in entries(language).items():
        variables = set(re.findall(r"\?(\w+)", entry.query.partition("WHERE")[0]))
        rows = asyncio.run(asked.rows(entry.query))
        assert (len(rows) > 0) == (iri in used), (iri, entry.query)
        assert all(set(row) == variables for row in rows), (iri, entry.query)
        found += len(rows) > 0
    assert found > 90


@pytest.mark.parametrize("name", ["real_dataset", "fictional_dataset"])
def test_each_example_query_finds_what_an_example_has(name: str, request: pytest.FixtureRequest) -> None:
    files = sorted(request.getfixturevalue(name).glob("graphs/**/*.nq.gz"))
    quads = [quad for file in files for quad in parse(gzip.decompress(file.read_bytes()), format=RdfFormat.N_QUADS)]
    asked = MemoryEngine([*quads, *vocabulary()])
    used = in_use(MemoryEngine(quads))
    found = [iri for iri, entry in entries(Language.NL).items() if asyncio.run(asked.rows(entry.query))]
    assert set(found) == used & set(entries(Language.NL))
    assert len(found) > 90


def test_a_term_without_data_in_the_release_is_marked_so(client: TestClient, engine: MemoryEngine) -> None:
    page = client.get("/def?lang=en", headers=HTML).text
    articles = re.findall(r'<article class="card term" id="(\w+)"(.*?)</article>', page, re.DOTALL)
    marked = {name for name, article in articles if WORDS["absent"].en in article}
    absent = {term.name for term in TERMS if term.iri not in in_use(engine)}
    assert marked == absent
    assert 20 < len(absent) < len(TERMS) - 90


def test_no_term_is_marked_where_the_engine_does_not_tell() -> None:
    class Busy(MemoryEngine):
        async def rows(self, query: str, bindings: Mapping[str, Term] | None = None) -> Sequence[Row]:
            raise EngineBusyError(f"no place for {query} with {bindings}")

    busy = Busy([])
    held = town.holdings(busy.release)
    site = make_site(busy, lambda: held)
    answer = TestClient(served(busy, [resources.router(site)], current=site.current)).get("/def?lang=en", headers=HTML)
    assert answer.status_code == 200
    assert WORDS["absent"].en not in answer.text


def in_use(engine: MemoryEngine) -> set[str]:
    """What the data has, as a property or as a class."""
    return {quad.predicate.value for quad in engine.store} | {
        quad.object.value for quad in engine.store if quad.predicate.value == RDF_TYPE
    }


def test_a_class_lists_what_is_its_own_and_leads_to_the_rest() -> None:
    named = entries(Language.EN)[f"{DG}NamedVersion"]
    assert [one.text for one in named.properties] == ["kind of named version"]
    assert [one.address for one in named.inherited] == ["/def#PlanElementVersion"]
    version_of_any = entries(Language.EN)[f"{DG}PlanElementVersion"]
    assert {"expenditure", "has criterion"} <= {one.text for one in version_of_any.properties}
    edition = entries(Language.EN)[f"{DG}Edition"]
    assert [one.address for one in edition.inherited] == ["http://xmlns.com/foaf/0.1/Document"]


def test_every_alignment_stands_on_the_page_of_its_vocabulary(client: TestClient, language: Language) -> None:
    page = html.unescape(client.get(f"/def/alignments?lang={language}", headers=HTML).text)
    told = [one for term in TERMS for one in term.alignments]
    told += [one for codes in code_lists().values() for code in codes.codes for one in code.alignments]
    assert len(told) > 80
    assert sum(len(group.rows) for group in groups(language)) == len(told)
    for one in told:
        assert f'href="{one.target}"' in page
        assert one.reason.say(language) in page
    for prefix in prefixes(language):
        assert prefix.namespace in page
        assert any(group.prefix == prefix and group.rows for group in groups(language)), prefix


def test_every_prefix_of_others_is_explained(client: TestClient, language: Language) -> None:
    page = client.get(f"/def?lang={language}", headers=HTML).text
    used = {one.other.text.partition(":")[0] for entry in entries(language).values() for one in entry.alike}
    assert {"od", "om", "sdgo", "dcterms"} <= used <= {one.prefix for one in prefixes(language)}
    for one in prefixes(language):
        assert f"<code>{one.prefix}:</code></th><td>{html.escape(one.name, quote=False)}" in html.unescape(
            page
        ).replace("&#39;", "'")


def test_shapes_are_told_without_the_marks_of_their_language(client: TestClient, language: Language) -> None:
    answer = client.get(f"/def/shapes?lang={language}", headers=HTML).text
    page = html.unescape(re.sub(r"<head>.*?</head>", "", answer, flags=re.DOTALL))
    assert not re.search(r"[`{}]|\$this|\?value", page)
    assert "<code>doelgraaf ingest</code>" in page
    assert "<var>X</var>" in page
    assert "<var>Y</var>" in page
    assert len(shapes(language)) > 60
    for shape in shapes(language):
        assert len({one.remedy for one in shape.faults}) == len(shape.faults), shape.name
        assert all(one.sentences and one.remedy for one in shape.faults), shape.name


def test_the_words_are_all_used_and_have_the_same_places_for_values() -> None:
    own = {
        "alignments",
        "code_list",
        "definition_parts",
        "definitions",
        "shapes",
    }  # other pages have words of their own
    found = sorted(path for path in TEMPLATES.glob("*.html") if path.stem in own)
    assert len(found) == len(own)
    text = "".join(path.read_text("utf-8") for path in found)
    assert set(re.findall(r'word\("(\w+)"', text)) == set(WORDS)
    for phrase in (*WORDS.values(), *KINDS.values(), *DATATYPES.values(), *RELATIONS.values()):
        assert sorted(re.findall(r"{(\w+)}", phrase.nl)) == sorted(re.findall(r"{(\w+)}", phrase.en))
    assert set(KINDS) == set(Kind)


def test_what_is_derived_is_marked_so(client: TestClient) -> None:
    derived = {term.name for term in TERMS if term.derived}
    assert {"isReferredToBy", "linkedWith", "portfolioHolder", "programmeRefersTo", "hasPage"} <= derived
    assert not {"refersTo", "versionOf", "number", "GoalVersion"} & derived
    assert client.get("/def?lang=en", headers=HTML).text.count(WORDS["derived"].en) == len(derived)
