"""What a choice of documents leaves out of an answer is told, and no goal is called alone for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tracing import Open, cells, dutch, opened

from service.answers.trace.drop import drop
from service.answers.trace.hubs import hubs
from service.answers.trace.impact import impact
from service.answers.trace.matrix import matrix
from service.answers.trace.neighbours import neighbours
from service.answers.trace.scope import Scope, ScopeError, Way
from service.answers.trace.unreferred import unreferred
from service.answers.trace.whole import network

BUDGET, REPORT, LATER = "gm9999/begroting/2031", "gm9999/berap/2031-1", "gm9999/begroting/2032"
TITLE = "Begroting 2031 (Nergenshuizen)"
THREE = f"3 verwijzingen gaan naar {TITLE}, buiten wat gekozen is; vraag er document={BUDGET} bij."
FOUR = THREE.replace("3", "4", 1)
OTHER_YEARS = "Er doet maar één document mee"


@pytest.fixture(scope="module")
def town(fictional_data: Path) -> Iterator[Open]:
    yield from opened(fictional_data)


def only(*documents: str, versions: bool = False) -> Scope:
    return Scope(documents=documents, versions=versions)


def test_references_that_lead_out_of_the_chosen_document_are_told(town: Open) -> None:
    text = next(text for page, text in town.texts.items() if LATER in page and page.endswith("goal-4.1.3"))
    assert all(said in text for said in ("zie doel 1.1.2", "zie doel 3.2.1", "zie ook doel 4.1.1"))
    for of in (neighbours, drop):
        assert THREE in dutch(town.ask(of, "4.1.3", scope=only(LATER)))
    assert THREE in dutch(town.ask(impact, "4.1.3", scope=only(LATER), way=Way.OUT))
    assert THREE not in dutch(town.ask(impact, "4.1.3", scope=only(LATER), way=Way.IN))
    for whole in (unreferred, matrix, hubs, network):
        assert FOUR in dutch(town.ask(whole, scope=only(LATER))), whole


def test_nothing_is_told_of_what_takes_part(town: Open) -> None:
    every = [
        *(town.ask(of, f"{LATER}/4.1.3", scope=scope) for of in (neighbours, drop) for scope in (Scope(), only())),
        *(town.ask(of) for of in (unreferred, matrix, hubs, network)),
    ]
    assert not [note for answer in every for note in dutch(answer) if "buiten wat gekozen is" in note]
    found = town.ask(neighbours, f"{LATER}/4.1.3", scope=only(LATER, BUDGET), way=Way.OUT)
    assert {row[0] for row in cells(found, "others", "nodeDocument")} == {BUDGET}
    assert not any("buiten wat gekozen is" in note for note in dutch(found))


def test_references_from_other_documents_are_told_by_document_the_most_first(town: Open) -> None:
    found = dutch(town.ask(impact, "1.1.1", way=Way.IN, scope=Scope(documents=(BUDGET,), last_year=2031)))
    told = [note for note in found if "buiten wat gekozen is" in note]
    assert [note.partition(" (")[0].partition("vanuit ")[2] for note in told] == ["Berap 2031-1", "Begroting 2032"]
    assert f"vraag er document={REPORT} bij" in told[0]
    assert "vraag meer jaren" in told[1]  # naming the document would not help


def test_money_that_leads_elsewhere_is_not_called_a_reference(town: Open) -> None:
    def told(scope: Scope) -> list[str]:
        return [note for note in dutch(town.ask(hubs, scope=scope)) if "buiten wat gekozen is" in note]

    money = told(Scope(documents=(BUDGET,), references=False, money=True))
    assert [note.partition(" hierheen")[0] for note in money] == ["3 verschuivingen van geld gaan"]
    both = told(Scope(documents=(BUDGET,), money=True))
    assert all(" verwijzingen en verschuivingen van geld gaan " in note for note in both)
    references = told(Scope(documents=(BUDGET,)))
    assert references
    assert not any("geld" in note for note in references)
    assert int(both[0].split()[0]) > int(references[0].split()[0])


def test_a_goal_that_refers_only_to_another_document_is_not_among_those_that_refer_to_nothing(town: Open) -> None:
    found = town.ask(unreferred, scope=only(LATER))
    for key in ("unreferring", "isolated"):
        assert ("4.1.3",) not in cells(found, key, "goalNumber")
        assert {row[0] for row in cells(found, key, "allReferred")} == {0}
    assert cells(found, "outside", "goalNumber", "isReferred", "refers", "referencesToOutside") == [
        ("4.1.3", False, False, 3)
    ]
    assert {row[0] for row in cells(found, "unreferred", "allReferring")} == {0}
    assert [sheet.key for sheet in town.ask(unreferred).sheets] == ["unreferred", "unreferring", "isolated"]


def test_versions_in_one_document_ask_for_other_documents(town: Open) -> None:
    for of in (neighbours, impact):
        alone = dutch(town.ask(of, "4.1.3", scope=only(LATER, versions=True)))
        assert any(note.startswith(OTHER_YEARS) for note in alone)
        for scope in (only(LATER, BUDGET, versions=True), Scope(versions=True), only(LATER)):
            assert not any(note.startswith(OTHER_YEARS) for note in dutch(town.ask(of, f"{LATER}/4.1.3", scope=scope)))
    assert any(note.startswith(OTHER_YEARS) for note in dutch(town.ask(network, scope=only(LATER, versions=True))))


def test_goals_through_the_years_with_one_number_are_told_apart_in_tables(town: Open) -> None:
    found = town.ask(neighbours, f"{LATER}/4.2.2", scope=Scope(versions=True, references=False))
    names = [name for (name,) in cells(found, "others", "nodeName")]
    assert len(set(names)) == len(names) == 2
    assert all(names)


@pytest.mark.parametrize("name", ["2.1.2", f"{BUDGET}/2.1.2"])
def test_years_without_a_document_are_refused_with_the_documents_there_are(town: Open, name: str) -> None:
    with pytest.raises(ScopeError, match=r"no document at all takes part .*gm9999/begroting/2032"):
        town.ask(impact, name, scope=Scope(first_year=2033))
