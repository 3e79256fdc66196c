"""Every claim of identity says on which words it rests: places on the pages of the versions that it is about."""

import re
from pathlib import Path

import pytest
from three_years import FIRST, GOALS, SWAPPED, Page, budget, linked, pages, state

from ingest.link.body import Linked, body_statements, document_statements
from ingest.link.grounds import Grounds
from ingest.link.identity import Claim
from ontology import terms as t
from ontology.codes import ChangeKind
from ontology.dataset import BodyFiles, Dataset, DocumentFiles
from ontology.iri import DocumentKey, parse

TOLD = "Dit is het oude doel 2.2.2 uit de vorige begroting."
PLACE = re.compile(r"/(\d+)-(\d+)(?:-[^/]*)?$")


@pytest.fixture(scope="module")
def town() -> Linked:
    """Two goals change places, one is told to have another number, one ends, and one is new."""
    later = {goal: number for goal, number in SWAPPED.items() if goal != "cultuur"} | {"sport": "2.3.1"}
    return linked(
        state(budget(2031), [page for page in pages(FIRST) if page.goal != "groen"], complete=True),
        state(budget(2032), pages(later, sport=(TOLD,)), complete=True),
    )


def words(town: Linked, iri: str) -> str:
    """What stands at a place."""
    for found in town.resolved.values():
        for place, _ in found:
            for order, section in enumerate(place.record.sections):
                if iri == place.section(order):
                    return place.record.text[section.start : section.end]
            path = f"{place.document.path}/{place.path}/"
            if path in iri:
                match = PLACE.search(iri)
                assert match is not None, iri
                return place.record.text[int(match[1]) : int(match[2])]
    raise AssertionError(iri)


def claim(town: Linked, kind: ChangeKind, number: str) -> Claim:
    found = [one for one in town.identity.claims if one.kind is kind]
    return next(one for one in found if number == (end.number if (end := one.earlier or one.later) else None))


def grounds(town: Linked, kind: ChangeKind, number: str) -> list[str]:
    found = Grounds(town.resolved, town.identity).of(claim(town, kind, number))
    return [words(town, iri) for iri in found]


def test_a_goal_with_another_number_rests_on_number_and_statement_of_both_pages(town: Linked) -> None:
    statement = GOALS["fiets"].statement
    assert grounds(town, ChangeKind.RENUMBERED, "1.1.1") == ["1.1.1", statement, "1.1.2", statement]


def test_a_number_that_is_used_again_rests_on_both_numbers_and_what_they_mean(town: Linked) -> None:
    expected = [
        text for goal in ("fiets", "parkeren") for text in ("1.1.1", GOALS[goal].statement, GOALS[goal].description)
    ]
    assert grounds(town, ChangeKind.NUMBER_REUSED, "1.1.1") == expected


def test_what_words_say_outright_rests_on_those_words_first(town: Linked) -> None:
    found = grounds(town, ChangeKind.RENUMBERED, "2.2.2")
    assert found[0] == "doel 2.2.2"
    assert found[1:] == ["2.2.2", GOALS["sport"].statement, "2.3.1", GOALS["sport"].statement]


@pytest.mark.parametrize(("kind", "number", "goal"), [("dropped", "2.2.1", "cultuur"), ("new", "1.2.1", "groen")])
def test_a_goal_that_begins_or_ends_rests_on_what_its_own_page_says(
    town: Linked, kind: str, number: str, goal: str
) -> None:
    kinds = {str(one): one for one in (ChangeKind.DROPPED, ChangeKind.NEW)}
    assert grounds(town, kinds[kind], number) == [GOALS[goal].statement]


def test_a_goal_that_stays_the_same_takes_two_places_and_no_more(town: Linked) -> None:
    assert grounds(town, ChangeKind.UNCHANGED, "2.1.1") == [GOALS["armoede"].statement] * 2


BROAD = Page("fiets", "3.1.1", (GOALS["parkeren"].description,), (GOALS["fiets"].criterion, GOALS["parkeren"].criterion), (GOALS["fiets"].activity, GOALS["parkeren"].activity))  # fmt: skip


@pytest.mark.parametrize(("kind", "first"), [(ChangeKind.SPLIT, "whole"), (ChangeKind.MERGED, "parts")])
def test_a_split_or_a_merger_rests_on_the_words_of_all_its_parts(kind: ChangeKind, first: str) -> None:
    others = [page for page in pages(FIRST) if page.goal not in {"fiets", "parkeren"}]
    whole, parts = [*others, BROAD], [*others, Page("fiets", "3.1.1"), Page("parkeren", "3.1.2")]
    years = (whole, parts) if first == "whole" else (parts, whole)
    town = linked(*(state(budget(2031 + year), found, complete=True) for year, found in enumerate(years)))
    every = [one for one in town.identity.claims if one.kind is kind]
    assert len(every) == 2
    for one in every:
        places = Grounds(town.resolved, town.identity).of(one)
        stated = {goal for goal in ("fiets", "parkeren") for iri in places if words(town, iri) == GOALS[goal].statement}
        assert stated == {"fiets", "parkeren"}
        assert len({identifier.path.rpartition("/")[0] for iri in places if (identifier := parse("http://x", iri))}) > 2


def test_every_place_is_a_text_span_of_a_document_that_the_claim_is_about(town: Linked) -> None:
    stated = {
        one.subject
        for found in town.given.states
        for one in document_statements(town, found)
        if one.predicate == t.ON_PAGE
    }
    pointed = [one for one in body_statements(town) if one.predicate == t.EVIDENCE]
    claims = {one.subject for one in body_statements(town) if one.text.endswith(f"<{t.IDENTITY_ASSERTION}>")}
    assert {one.subject for one in pointed} == claims
    assert len(claims) == 8
    assert {one.text.rpartition("<")[2].removesuffix(">") for one in pointed} <= stated


def test_evidence_takes_less_room_than_half_of_the_claims(fictional_dataset: Path) -> None:
    dataset = Dataset(fictional_dataset)
    lines = list(dataset.lines(BodyFiles("gm9999").body))
    claims = [line for line in lines if "/id/identity/" in line.partition(" ")[0]]
    evidence = [line for line in claims if f"<{t.EVIDENCE}>" in line]
    kinds = [line for line in claims if f"<{t.CHANGE_KIND}>" in line]
    assert len({line.partition(" ")[0] for line in evidence}) == len(kinds) > 20
    assert len(evidence) < len(claims) / 2
    facts = {
        path: dataset.read(DocumentFiles(DocumentKey.parse(path)).facts).decode()
        for path in dataset.manifest().documents
    }
    for line in evidence:
        place = line.split(" ")[2]
        assert any(f"{place} <{t.ON_PAGE}> " in found for found in facts.values()), place
