"""References that came to be out of date, in comparisons and timelines: what was meant then, and where that is now."""

import asyncio
import csv
import io
from collections.abc import Iterator

import pytest
from pyoxigraph import NamedNode, Quad
from starlette.testclient import TestClient

from ontology import codes as c
from ontology import terms as t
from ontology.iri import in_document, mint
from ontology.language import Language
from service.answers.years.comparison import Kind, compare
from service.answers.years.timeline import find_timeline
from service.years_lines import comparison_lines
from tests.web import years_town as town
from tests.web.memory_engine import MemoryEngine
from tests.web.sheet import BASE, version
from tests.web.years_served import asked

DIFF = f"before={town.FIRST.path}&after={town.SECOND.path}"
SENTENCE = "Zie doel 1.1 voor water."


def stale() -> Iterator[Quad]:
    """That «Zie doel 1.1» of 2032 was copied from 2031, when 1.1 was Groen; that is 1.2 now."""
    source = NamedNode(version(town.SECOND, "1.2"))
    facts = [quad for quad in town.quads() if quad.predicate.value == t.RELATION]
    about = {
        quad.subject for quad in town.quads() if (quad.predicate.value, quad.object) == (t.REFERRING_ELEMENT, source)
    }
    roles = {quad.subject for quad in town.quads() if quad.object == NamedNode(c.code_iri(c.Role.CROSS_REFERENCE))}
    (reference,) = {quad for quad in facts if quad.subject in about & roles}
    staleness = NamedNode(f"{reference.subject.value}/stale")
    for subject, predicate, target in (
        (reference.subject, t.HAS_STALENESS, staleness.value),
        (staleness, t.COPIED_FROM, mint(BASE, in_document("document", town.FIRST))),
        (staleness, t.MEANT_THEN, version(town.FIRST, "1.1")),
        (staleness, t.MEANT_NOW, version(town.SECOND, "1.2")),
    ):
        yield Quad(subject, NamedNode(predicate), NamedNode(target), reference.graph_name)


@pytest.fixture(scope="module")
def engine() -> MemoryEngine:
    return MemoryEngine([*town.quads(), *stale()])


@pytest.fixture(scope="module")
def client(engine: MemoryEngine) -> Iterator[TestClient]:
    with asked(engine) as client:
        yield client


def test_a_reference_that_went_stale_is_a_change_of_its_goal(engine: MemoryEngine) -> None:
    found = asyncio.run(compare(engine, town.holdings(), town.FIRST, town.SECOND))
    (change,) = found.only(frozenset({Kind.STALE}))
    (cited,) = change.differences.stale
    assert [one.version.number for one in change.after] == ["1.2"]
    assert cited.sentence == SENTENCE
    assert cited.stale is not None
    assert cited.stale.copied_from.label == "Begroting 2031 (Verzinsel)"
    assert cited.stale.meant_then.iri == version(town.FIRST, "1.1")
    assert [one.iri for one in cited.stale.meant_now] == [version(town.SECOND, "1.2")]
    assert found.counts[Kind.STALE] == 1


def test_what_was_out_of_date_before_did_not_come_to_be_so(engine: MemoryEngine) -> None:
    held = town.holdings()
    for before, after in ((town.SECOND, town.SECOND), (town.SECOND, town.FIRST), (town.SECOND, town.THIRD)):
        assert asyncio.run(compare(engine, held, before, after)).counts[Kind.STALE] == 0


def test_a_new_goal_may_have_copied_what_is_out_of_date(engine: MemoryEngine) -> None:
    found = asyncio.run(compare(engine, town.holdings(), town.REPORT, town.SECOND))
    (change,) = found.only(frozenset({Kind.STALE}))
    assert change.before == ()
    assert change.kinds == (Kind.ONLY_AFTER, Kind.STALE)


def test_the_answers_of_the_api_say_what_was_meant_and_where_that_is(client: TestClient) -> None:
    (item,) = client.get(f"/v1/diff?{DIFF}&kind=stale").json()["items"]
    (cited,) = item["differences"]["stale"]
    assert cited["stale"]["meantThen"]["iri"] == version(town.FIRST, "1.1")
    assert [one["iri"] for one in cited["stale"]["meantNow"]] == [version(town.SECOND, "1.2")]
    rows = list(csv.DictReader(io.StringIO(client.get(f"/v1/diff?{DIFF}&kind=stale&format=csv").text, newline="")))
    (row,) = [row for row in rows if row["change"] == "stale"]
    assert (row["field"], row["before"], row["after"], row["sentence"]) == (
        "Zie doel 1.1", "Doel 1.1 Groen (Verzinsel, Begroting 2031)", "Doel 1.2 Groen (Verzinsel, Begroting 2032)", SENTENCE,
    )  # fmt: skip
    entries = client.get(f"/v1/goals/{town.ORG}/aaaa0001").json()["entries"]
    told = [cited["stale"] for entry in entries for cited in entry["references"]]
    assert [one and one["copiedFrom"]["label"] for one in told] == [None, "Begroting 2031 (Verzinsel)"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", ["Mogelijk verouderd", "Deze zin staat al in Begroting 2031", "het nummer betekende daar", "dat is nu"]),
        ("en", ["May be out of date", "This sentence stands already in", "the number meant there", "that is now"]),
    ],
)
def test_pages_say_so_at_the_reference(client: TestClient, language: str, said: list[str]) -> None:
    for address in (f"/compare?{DIFF}", f"/doc/goal/{town.ORG}/aaaa0001?x=1"):
        page = client.get(f"{address}&lang={language}", headers={"Accept": "text/html"}).text
        assert SENTENCE in page
        assert all(words in page for words in said), address
        if "/doc/" in address:
            assert f"{said[0]}: 1</span></summary>" in page
        assert f'href="/doc/goal-version/{town.FIRST.path}/1.1"' in page


def test_the_terminal_says_it_in_one_line(engine: MemoryEngine) -> None:
    found = asyncio.run(compare(engine, town.holdings(), town.FIRST, town.SECOND))
    (line,) = [line for line in comparison_lines(found, Language.NL) if "verouderd:" in line]
    assert line.strip() == (
        f"! Mogelijk verouderd: «{SENTENCE}» Deze zin staat al in Begroting 2031 (Verzinsel); het nummer betekende daar "
        "Doel 1.1 Groen (Verzinsel, Begroting 2031); dat is nu Doel 1.2 Groen (Verzinsel, Begroting 2032)."
    )


def test_the_timeline_has_it_too(engine: MemoryEngine) -> None:
    found = asyncio.run(find_timeline(engine, town.holdings(), town.GREEN))
    assert found is not None
    stale_in = [entry.title for entry in found.entries for cited in entry.stated.references if cited.stale]
    assert stale_in == ["Begroting 2032"]
