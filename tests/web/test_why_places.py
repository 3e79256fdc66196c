"""An asserted statement shows the words that say it, or the page that it is about, or else where it comes from."""

import asyncio
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from ontology import terms as t
from ontology.identity_methods import COMPARED
from ontology.language import Language
from service.answers import why as answers
from service.answers.queries import query
from service.answers.statements import Statement
from service.answers.why import Explanation, Why, explain
from service.web.why_models import as_model
from service.why_lines import lines
from tests.web.explained import BASE, leaves, quads_of
from tests.web.memory_engine import MemoryEngine

ID = f"{BASE}/id"
REPORT, BUDGET = "gm9999/berap/2031-1", "gm9999/begroting/2031"
GOAL = f"{ID}/goal-version/{REPORT}/2.3.2"
PAGE = f"{ID}/page/{REPORT}/20310527t092340/goal-2.3.2"
EDITION = f"{ID}/edition/{REPORT}/20310618t150354"
DOCUMENT = f"{ID}/document/{REPORT}"
BARE = "gm9998/begroting/2031"
FORMS = ("B. Bouwsel", "Bo Bouwsel")
FOUND = "https://w3id.org/doelgraaf/def/found-by#"


def bare_quads() -> list[Quad]:
    """What no example has: two domains, two forms of a name, no date, a document that only a cited version has."""
    doc = NamedNode(f"{BASE}/graph/doc/{BARE}")
    text = "Wonen\u00a0en bouwen, Zorg. Zie doel 1.1. B. Bouwsel. Bo Bouwsel."
    page, goal, named = f"{ID}/page/{BARE}/x/goal-1", f"{ID}/goal-version/{BARE}/1", f"{ID}/document/gm9998/berap/2030"
    edition, version = f"{ID}/edition/{BARE}/undated", f"{ID}/goal-version/gm9998/berap/2030/1.1"
    domains = {f"{ID}/domain/gm9998/wonen": "Wonen en bouwen", f"{ID}/domain/gm9998/zorg": "Zorg"}
    holder = f"{ID}/person/gm9998/b0"
    assignments = {f"{ID}/portfolio-assignment/{BARE}/{number}/b0": form for number, form in enumerate(FORMS)}
    # Whose evidence it is, for which property, and the words.
    spans = [
        *((goal, t.IN_DOMAIN, words) for words in ("Wonen\u00a0en bouwen", "Zorg")),
        *((assignment, t.PRINTED_NAME, form) for assignment, form in assignments.items()),
    ]
    places = {words: f"{ID}/span/{BARE}/x/goal-1/{text.index(words)}" for _, _, words in spans}
    places["doel 1.1"] = f"{ID}/reference/{BARE}/x/goal-1/doel"
    links = [
        (page, t.RDF_TYPE, t.PAGE),
        (page, t.IN_EDITION, edition),
        (page, t.DOCUMENT_FOUND_BY, f"{FOUND}sidecar"),
        (edition, t.RDF_TYPE, t.EDITION),
        (edition, t.EDITION_OF, f"{ID}/document/{BARE}"),
        (f"{ID}/document/{BARE}", t.RDF_TYPE, t.PLANNING_CONTROL_DOCUMENT),
        (named, t.RDF_TYPE, t.NAMED_DOCUMENT),
        (version, t.IN_DOCUMENT, named),
        (places["doel 1.1"], t.REFERRED_ELEMENT, version),
        (holder, t.RDF_TYPE, t.FOAF_PERSON),
        *((goal, t.IN_DOMAIN, domain) for domain in domains),
        *((assignment, t.ORG_MEMBER, holder) for assignment in assignments),
        *((bearer, t.EVIDENCE, places[words]) for bearer, _, words in spans),
        *((places[words], t.EVIDENCE_FOR, term) for _, term, words in spans),
        *((place, t.ON_PAGE, page) for place in places.values()),
    ]
    values = [
        (page, t.TEXT, Literal(text)),
        *((holder, term, Literal(form)) for term, form in zip((t.SKOS_ALT_LABEL, t.FOAF_NAME), FORMS, strict=True)),
        *((assignment, t.PRINTED_NAME, Literal(form)) for assignment, form in assignments.items()),
        *((domain, t.SKOS_PREF_LABEL, Literal(name, language="nl")) for domain, name in domains.items()),
        *((place, t.START, Literal(text.index(words))) for words, place in places.items()),
        *((place, t.END, Literal(text.index(words) + len(words))) for words, place in places.items()),
    ]
    return [
        *(Quad(NamedNode(s), NamedNode(p), NamedNode(o), doc) for s, p, o in links),
        *(Quad(NamedNode(s), NamedNode(p), o, doc) for s, p, o in values),
    ]


YEARS = "gm9998/begroting"
GREEN, CARE, ALONE = (f"{ID}/goal/gm9998/{name}" for name in ("aaaa", "bbbb", "cccc"))
OLD, CARED, NEW, LONE = (
    f"{ID}/goal-version/{YEARS}/{path}" for path in ("2032/5.1", "2032/5.2", "2033/5.3", "2033/5.4")
)
CLAIM, MERGER = (f"{ID}/identity/gm9998/{digest}" for digest in ("c1", "c2"))
SAYS = {OLD: "Wij planten bomen", CARED: "Wij zorgen", NEW: "Wij planten en zorgen", LONE: "Wij rusten"}
GOES_ON = [(CLAIM, OLD, NEW, "renumbered", "0.95"), (MERGER, CARED, NEW, "merged", "0.92")]


def claimed_quads() -> list[Quad]:
    """A goal that went on in another document, one that went up in it, and one that was found once."""
    doc, quads = NamedNode(f"{BASE}/graph/body/gm9998"), []

    def say(subject: str, *pairs: tuple[str, str | Literal]) -> None:
        for name, value in pairs:
            told_of = value if isinstance(value, Literal) else NamedNode(value)
            quads.append(Quad(NamedNode(subject), NamedNode(name), told_of, doc))

    for version, statement in SAYS.items():
        number, page = version.rpartition("/")[2], f"{version}/page"
        text = f"Doel {number} {statement}"
        say(page, (t.RDF_TYPE, t.PAGE), (t.TEXT, Literal(text)))
        for term, words in ((t.NUMBER, number), (t.STATEMENT, statement), (t.NAME, statement.split()[1])):
            span, start = f"{page}/{term.rpartition('#')[2]}", text.index(words)
            say(version, (t.EVIDENCE, span))
            say(span, (t.EVIDENCE_FOR, term), (t.ON_PAGE, page))
            say(span, (t.START, Literal(start)), (t.END, Literal(start + len(words))))
    for version, goal in ((OLD, GREEN), (CARED, CARE), (NEW, GREEN), (NEW, CARE), (LONE, ALONE)):
        say(version, (t.VERSION_OF, goal))
    for goal in (GREEN, CARE, ALONE):
        say(goal, (t.RDF_TYPE, t.GOAL), (t.RDFS_LABEL, Literal("planten", language="nl")))
    for claim, earlier, later, kind, confidence in GOES_ON:
        say(claim, (t.RDF_TYPE, t.IDENTITY_ASSERTION), (t.EARLIER, earlier), (t.LATER, later))
        say(claim, (t.CHANGE_KIND, f"https://w3id.org/doelgraaf/def/change-kind#{kind}"))
        say(claim, (t.CONFIDENCE, Literal(confidence, datatype=NamedNode(t.XSD_DECIMAL))))
        say(claim, (t.IDENTITY_METHOD, Literal(COMPARED.en)))
        say(claim, *((t.EVIDENCE, f"{end}/page/statement") for end in (earlier, later)))
    say(NEW, (t.PREVIOUS_VERSION, OLD))
    say(CARE, (t.CONTINUED_AS, GREEN))
    return quads


@pytest.fixture(scope="module")
def engine(fictional_dataset: Path) -> MemoryEngine:
    return MemoryEngine([*quads_of(fictional_dataset), *bare_quads(), *claimed_quads()])


def told(engine: MemoryEngine, *terms: str) -> Explanation:
    found = asyncio.run(explain(engine, BASE, Statement.read(*terms)))
    assert isinstance(found, Why), terms
    return found.explanation


def words(one: Explanation) -> list[str | None]:
    return [place.words for place in one.places]


KIND = "https://w3id.org/doelgraaf/def/change-kind#"
MARK, HOLDER = ["Berap 2031-1"] * 3, f"{ID}/portfolio-assignment/{REPORT}/2.3.2/e2c61c3f"
TARGET = f"{ID}/target/{REPORT}/20310527t092340/goal-2.3.2/1366-1385"
PERSON = f"{ID}/person/gm9999/07a5e05c"
LAYER = f"{ID}/ambition-version"
DIVISION = f"{ID}/domain/gm9999/bestuur-en-organisatie"
# Each statement with the words of its places; None is a page as a whole.
PLACED = [
    ((GOAL, "dg:holderName", '"Bram Bedacht"'), ["Bram Bedacht"], "one name of two"),
    ((GOAL, "dg:holderName", '"Verona van Verzinsel"'), ["Verona van Verzinsel"], "the other name"),
    ((f"{ID}/goal-version/{BARE}/1", "dg:inDomain", f"{ID}/domain/gm9998/zorg"), ["Zorg"], "one domain of two"),
    (
        (f"{ID}/goal-version/{BARE}/1", "dg:inDomain", f"{ID}/domain/gm9998/wonen"),
        ["Wonen\u00a0en bouwen"],
        "words with another space",
    ),
    ((f"{ID}/goal-version/{BUDGET}/3.3.3", "dg:revenue", "187300.0"), ["187.300"], "a value that is printed otherwise"),
    ((GOAL, "dg:refersTo", f"{ID}/goal-version/{REPORT}/2.1.3"), ["zie doel 2.1.3"], "a reference"),
    (
        (f"{ID}/section/{BUDGET}/20300924t103426/goal-3.3.2/2", "a", "dg:Section"),
        ["Kaderstellende nota('s)"],
        "an empty section by its heading",
    ),
    ((TARGET, "a", "dg:Target"), ["Minimaal 75 procent"], "a part of a page"),
    ((GOAL, "dg:hasTarget", TARGET), ["Minimaal 75 procent"], "what leads to a part of a page"),
    ((HOLDER, "org:member", f"{ID}/person/gm9999/e2c61c3f"), ["Bram Bedacht"], "what an assignment was read off"),
    ((GOAL, "dg:portfolioAssignment", HOLDER), ["Bram Bedacht"], "what leads to an assignment"),
    ((GOAL, "a", "dg:GoalVersion"), ["2.3.2"], "a goal by its number"),
    ((GOAL, "dg:describedOn", PAGE), ["2.3.2"], "a page by the number on it"),
    ((PAGE, "dg:inEdition", EDITION), ["05/27/2031 09:23:40"], "when a page was exported"),
    ((EDITION, "dg:editionOf", DOCUMENT), MARK, "the mark of the document on pages"),
    ((f"{ID}/person/gm9998/b0", "foaf:name", '"Bo Bouwsel"'), ["Bo Bouwsel"], "one form of a name"),
    ((f"{ID}/person/gm9998/b0", "skos:altLabel", '"B. Bouwsel"'), ["B. Bouwsel"], "the other form"),
    ((PERSON, "a", "foaf:Person"), ["Sil de Sprook"] * 3, "a person by the name"),
    ((DIVISION, "a", "dg:Domain"), ["Bestuur en organisatie"] * 3, "a domain on pages of its goals"),
    ((EDITION, "a", "dg:Edition"), ["06/18/2031 15:03:54"], "an edition by its date"),
    ((DOCUMENT, "a", "dg:PlanningControlDocument"), MARK, "a document by its mark"),
    ((f"{ID}/document/gm9999/begroting/2028", "a", "dg:NamedDocument"), ["zie doel 3.1.3"], "a document cited"),
    ((f"{ID}/document/gm9998/berap/2030", "a", "dg:NamedDocument"), ["doel 1.1"], "the document of what is cited"),
    ((f"{LAYER}/{BUDGET}/1.2", "a", "dg:NamedVersion"), ["doel 1.2"], "a version that is named"),
    ((f"{LAYER}/{BUDGET}/1.3", "a", "dg:NamedVersion"), ["1.3.1", "1.3.3", "1.3.2"], "a version by what is below it"),
    ((f"{LAYER}/{REPORT}/2.4", "a", "dg:NamedVersion"), ["zie doel 2.4.1"], "a version by what is named below it"),
    ((GOAL, "dg:organisationName", '"Nergenshuizen"'), [None], "only the page"),
    ((PAGE, "a", "dg:Page"), [None], "a page"),
    ((f"{ID}/edition/{BARE}/undated", "a", "dg:Edition"), [None], "an edition without a date"),
    ((DOCUMENT, "dg:organisationName", '"Nergenshuizen"'), [None] * 3, "the pages of a document"),
    ((NEW, "dg:versionOf", GREEN), [SAYS[OLD], SAYS[NEW]], "a goal that goes on, by the words of both pages"),
    ((OLD, "dg:versionOf", GREEN), [SAYS[OLD], SAYS[NEW]], "a goal that went on"),
    ((NEW, "dg:versionOf", CARE), [SAYS[CARED], SAYS[NEW]], "a goal that took another in"),
    ((LONE, "dg:versionOf", ALONE), ["5.4"], "a goal that was found once"),
    ((NEW, "dg:previousVersion", OLD), [SAYS[OLD], SAYS[NEW]], "what went before"),
    ((CARE, "dg:continuedAs", GREEN), [SAYS[CARED], SAYS[NEW]], "what it went up in"),
    ((CLAIM, "dg:changeKind", f"{KIND}renumbered"), [SAYS[OLD], SAYS[NEW]], "what a claim says"),
    ((CLAIM, "dg:evidence", f"{OLD}/page/statement"), [SAYS[OLD]], "one place of a claim"),
    ((ALONE, "a", "dg:Goal"), ["5.4"], "a goal by its number"),
    ((ALONE, "rdfs:label", '"planten"@nl'), ["rusten"], "a goal by its name"),
]


@pytest.mark.parametrize(("terms", "expected", "why"), PLACED, ids=[case[-1] for case in PLACED])
def test_a_statement_shows_the_words_that_say_it(
    engine: MemoryEngine, terms: tuple[str, str, str], expected: list[str | None], why: str
) -> None:
    one = told(engine, *terms)
    assert one.asserted, why
    assert words(one) == expected, why
    assert (one.origin is None) == any(expected), why


QUERIES = ("why-places", "why-named")
PARTS = [(name, part) for name in QUERIES for part in range(query(name).count("\n  UNION\n") + 1)]


def without(name: str, part: int) -> str:
    """A query without one of its parts."""
    head, _, rest = query(name).partition("WHERE {\n")
    body, _, tail = rest.rpartition("\n}\n")
    parts = body.split("\n  UNION\n")
    left = "\n  UNION\n".join(parts[:part] + parts[part + 1 :])
    return f"{head}WHERE {{\n{left}\n}}\n{tail}"


@pytest.mark.parametrize(("name", "part"), PARTS)
def test_no_part_of_the_queries_for_places_can_be_missed(
    engine: MemoryEngine, monkeypatch: pytest.MonkeyPatch, name: str, part: int
) -> None:
    assert len(PARTS) == 34
    cut = without(name, part)
    monkeypatch.setattr(answers, "query", lambda asked: cut if asked == name else query(asked))
    assert any(words(told(engine, *terms)) != expected for terms, expected, _ in PLACED)


ORIGINS = [
    ((GOAL, "dg:organisationName", '"Nergenshuizen"'), 1, (), "a run"),
    ((DOCUMENT, "dg:organisationName", '"Nergenshuizen"'), 1, ("bodies",), "whose document it is"),
    ((f"{ID}/organisation/gm9999", "a", "org:FormalOrganization"), 0, ("bodies",), "a body of the list"),
    ((f"{ID}/edition/{BARE}/undated", "a", "dg:Edition"), 0, ("sidecar",), "an edition"),
    ((f"{ID}/document/{BARE}", "a", "dg:PlanningControlDocument"), 0, ("sidecar",), "a document without a mark"),
    ((f"{ID}/page/{BARE}/x/goal-1", "dg:inEdition", f"{ID}/edition/{BARE}/undated"), 0, ("sidecar",), "a page"),
]


@pytest.mark.parametrize(("terms", "runs", "found", "why"), ORIGINS, ids=[case[-1] for case in ORIGINS])
def test_what_no_words_say_tells_where_it_comes_from(
    engine: MemoryEngine, terms: tuple[str, str, str], runs: int, found: tuple[str, ...], why: str
) -> None:
    one = told(engine, *terms)
    assert one.origin is not None, why
    assert (len(one.origin.runs), one.origin.found_by) == (runs, tuple(FOUND + code for code in found)), why
    assert not any(words(one)), why


# What stands below derived statements without words, and why.
WORDLESS = {t.PAGE: "a page is shown as a whole"}


CLAIMED = [
    (NEW, "dg:versionOf", GREEN, CLAIM),
    (OLD, "dg:versionOf", GREEN, CLAIM),
    (NEW, "dg:versionOf", CARE, MERGER),
    (NEW, "dg:previousVersion", OLD, CLAIM),
    (CARE, "dg:continuedAs", GREEN, MERGER),
    (MERGER, "dg:later", NEW, MERGER),
]


@pytest.mark.parametrize(("subject", "predicate", "value", "claim"), CLAIMED)
def test_what_rests_on_a_claim_tells_the_claim_and_how_sure_it_is(
    engine: MemoryEngine, subject: str, predicate: str, value: str, claim: str
) -> None:
    (found,) = told(engine, subject, predicate, value).claims
    _, _, _, kind, confidence = next(row for row in GOES_ON if row[0] == claim)
    assert (found.iri, found.kind.code, str(found.confidence), found.method) == (claim, kind, confidence, COMPARED.en)


@pytest.mark.parametrize("language", Language)
def test_a_claim_is_told_in_both_languages_with_its_words(engine: MemoryEngine, language: Language) -> None:
    why = asyncio.run(explain(engine, BASE, Statement.read(NEW, "dg:previousVersion", OLD)))
    assert why is not None
    found = "\n".join(lines(why, language))
    assert COMPARED.say(language) in found
    assert {Language.NL: "hernummerd, zekerheid 0,95", Language.EN: "renumbered, confidence 0.95"}[language] in found
    assert all(SAYS[end] in found for end in (OLD, NEW))


def test_the_json_of_an_explanation_has_the_claim_and_its_places(engine: MemoryEngine) -> None:
    why = asyncio.run(explain(engine, BASE, Statement.read(NEW, "dg:previousVersion", OLD)))
    assert why is not None
    found = as_model(why).model_dump(by_alias=True, mode="json")
    (claim,) = found["claims"]
    assert (claim["iri"], claim["kind"]["code"], claim["confidence"]) == (CLAIM, "renumbered", "0.95")
    assert {place["page"]: place["words"] for place in found["places"]} == {
        f"{end}/page": SAYS[end] for end in (OLD, NEW)
    }


def test_a_statement_that_no_claim_is_about_tells_none(engine: MemoryEngine) -> None:
    assert told(engine, GOAL, "dg:number", '"2.3.2"').claims == ()


MOST_OF_A_KIND = 120  # the fictional town has 1514 of which is derived that they are spans


def spread(derived: list[Quad]) -> list[Quad]:
    """Of derived statements so many of each kind, by property and class, from the first to the last."""
    kinds: dict[tuple[str, str], list[Quad]] = {}
    for quad in sorted(derived, key=str):
        is_class = quad.predicate.value == t.RDF_TYPE
        kinds.setdefault((quad.predicate.value, quad.object.value if is_class else ""), []).append(quad)
    return [quad for one in kinds.values() for quad in one[:: -(-len(one) // MOST_OF_A_KIND)]]


@pytest.mark.parametrize(
    ("name", "least", "looked_at"), [("real_dataset", 140, 140), ("fictional_dataset", 2500, 1800)]
)
def test_derived_statements_of_every_kind_end_at_words(
    name: str, least: int, looked_at: int, request: pytest.FixtureRequest
) -> None:
    engine = MemoryEngine(quads_of(request.getfixturevalue(name)))
    derived = [quad for quad in engine.store if "/graph/inferred/" in quad.graph_name.value]
    chosen = spread(derived)
    assert len(derived) > least
    assert len(chosen) > looked_at
    assert {quad.predicate for quad in chosen} == {quad.predicate for quad in derived}
    for quad in chosen:
        engine.asked.clear()
        found = asyncio.run(explain(engine, BASE, Statement(quad.subject, quad.predicate, quad.object)))
        assert found is not None
        wordless = [leaf for leaf in leaves(found.explanation) if not any(words(leaf))]
        assert all(leaf.statement.object.value in WORDLESS and leaf.places for leaf in wordless), quad
        assert found.explanation.ways, quad
        assert len(engine.asked) <= 70, quad
