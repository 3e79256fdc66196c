"""What earlier documents tell: copied references whose number moved, since when a text stands, and what items continue."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from three_years import (
    BASE,
    COPIED,
    FIRST,
    GOALS,
    ORGANISATION,
    SWAPPED,
    Page,
    budget,
    linked,
    pages,
    places,
    state,
    write_pages,
)

from ingest.link.ages import Spot
from ingest.link.body import Linked, document_statements
from ingest.link.copies import Staleness
from ingest.link.inputs import common_inputs, document_inputs
from ingest.link.place import Place
from ingest.link.resolve import Version
from ingest.write import Run, ingest
from ontology import terms as t
from ontology.check import check
from ontology.codes import CitedKind, DocumentKind
from ontology.dataset import Dataset
from ontology.iri import DocumentKey

MOVED = FIRST | {"fiets": "2.3.1", "parkeren": "1.1.1"}  # and 1.1.2 is gone
MENDED = COPIED.replace("1.1.1", "1.1.2")
CHANGED = COPIED.replace("straks meer", "voortaan veel meer")
FIETS, NOW = Version(budget(2031), CitedKind.GOAL, "1.1.1"), Version(budget(2032), CitedKind.GOAL, "1.1.2")


def with_sentence(sentence: str, numbers: Mapping[str, str] = FIRST, goal: str = "groen") -> list[Page]:
    return pages(numbers, **{goal: (sentence,)})


def series(*of_years: list[Page], first: int = 2031) -> Linked:
    """One budget for each year, from the first; an empty one is not there."""
    return linked(*(state(budget(first + at), found) for at, found in enumerate(of_years) if found))


def stale(result: Linked, year: int) -> dict[str, Staleness]:
    """The stale references of a budget by their words."""
    found = {}
    for place in places(result, budget(year)):
        for order, reference in enumerate(place.record.references):
            if (place.page, order) in result.history[budget(year)].stale:
                found[reference.exact] = result.history[budget(year)].stale[place.page, order]
    return found


def test_a_copied_sentence_whose_number_moved_is_flagged_with_what_was_meant_and_where_that_is_now() -> None:
    result = series(with_sentence(COPIED), with_sentence(COPIED, SWAPPED))
    (found,) = stale(result, 2032).values()
    assert (found.document, found.then, found.now, found.likeness) == (budget(2031), FIETS, (NOW,), "1")
    assert found.first.startswith(f"{BASE}/id/reference/{ORGANISATION}/begroting/2031/")
    assert stale(result, 2031) == {}


def test_it_stays_flagged_in_every_later_year_with_the_document_in_which_it_was_right() -> None:
    result = series(with_sentence(COPIED), with_sentence(COPIED, SWAPPED), with_sentence(COPIED, SWAPPED))
    (found,) = stale(result, 2033).values()
    assert (found.document, found.then) == (budget(2031), FIETS)
    assert found.now == (Version(budget(2033), CitedKind.GOAL, "1.1.2"),)


def test_a_small_change_of_the_sentence_hides_nothing() -> None:
    (found,) = stale(series(with_sentence(COPIED), with_sentence(CHANGED, SWAPPED)), 2032).values()
    assert 0.85 <= float(found.likeness) < 1


def test_a_sentence_that_moved_to_the_page_of_another_goal_is_known_again() -> None:
    result = series(with_sentence(COPIED), with_sentence(COPIED, SWAPPED, "cultuur"))
    assert [one.then for one in stale(result, 2032).values()] == [FIETS]


def test_a_year_without_the_document_hides_nothing() -> None:
    result = series(with_sentence(COPIED), [], with_sentence(COPIED, SWAPPED))
    assert [one.document for one in stale(result, 2033).values()] == [budget(2031)]


def test_a_goal_whose_number_went_to_another_one_is_told_where_it_is_now() -> None:
    (found,) = stale(series(with_sentence(COPIED), with_sentence(COPIED, MOVED)), 2032).values()
    assert found.now == (Version(budget(2032), CitedKind.GOAL, "2.3.1"),)


def test_of_several_references_in_a_sentence_only_the_one_that_moved_is_flagged() -> None:
    sentence = "Over de ruimte voor rijwielen en over schulden gaan andere doelen (zie doel 1.1.1 en doel 2.1.1)."
    result = series(with_sentence(sentence, goal="cultuur"), with_sentence(sentence, SWAPPED, "cultuur"))
    assert list(stale(result, 2032)) == ["zie doel 1.1.1"]


@pytest.mark.parametrize(
    ("earlier", "later", "why"),
    [
        (with_sentence(COPIED), with_sentence(COPIED), "nothing moved"),
        (with_sentence(COPIED), with_sentence(MENDED, SWAPPED), "the number went along"),
        (with_sentence(MENDED), with_sentence(COPIED, SWAPPED), "the number was chosen anew"),
        (pages(FIRST), with_sentence(COPIED, SWAPPED), "the sentence is new"),
        (with_sentence("Zie ook doel 1.1.1."), with_sentence("Zie ook doel 1.1.1.", SWAPPED, "cultuur"), "words that anyone writes"),
        (with_sentence(COPIED.replace("(zie", "(Fietsstad, zie")), with_sentence(COPIED.replace("(zie", "(Parkeren, zie"), SWAPPED), "the name beside it went along"),
        (with_sentence("Bezoekers parkeren hun auto in een garage in de binnenstad (zie doel 1.1.1)."), with_sentence("Bezoekers parkeren hun auto in een garage in de binnenstad (zie doel 1.1.1).", SWAPPED), "it was wrong and is right now"),
        (with_sentence(COPIED.replace("doel 1.1.1", "doel 1.1.1 uit de Begroting 2031")), with_sentence(COPIED.replace("doel 1.1.1", "doel 1.1.1 uit de Begroting 2031"), SWAPPED), "it names its document"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_nothing_else_is_flagged(earlier: list[Page], later: list[Page], why: str) -> None:
    assert stale(series(earlier, later), 2032) == {}, why


def test_a_report_that_put_a_number_right_does_not_hide_the_budget_that_is_copied() -> None:
    report = DocumentKey(ORGANISATION, DocumentKind.BERAP, 2031, 1)
    states = (
        state(budget(2031), with_sentence(COPIED)),
        state(report, with_sentence(MENDED, SWAPPED)),
        state(budget(2032), with_sentence(COPIED, SWAPPED)),
    )
    (found,) = stale(linked(*states), 2032).values()
    assert (found.document, found.then, found.now) == (budget(2031), FIETS, (NOW,))


def test_a_goal_that_may_be_the_same_is_not_called_another_one() -> None:
    later = [one for one in with_sentence(COPIED, FIRST) if one.goal != "fiets"]
    reworded = "Doorfietsroutes en stallingen verbinden de wijken."
    result = series(with_sentence(COPIED), [*later, Page("fiets", "1.1.1", (reworded,))])
    assert stale(result, 2032) == {}


def test_a_report_that_repeats_the_budget_of_its_year_is_not_stale() -> None:
    report = DocumentKey(ORGANISATION, DocumentKind.BERAP, 2032, 1)
    states = (
        state(budget(2031), with_sentence(COPIED)),
        state(budget(2032), with_sentence(MENDED, SWAPPED)),
        state(report, [Page("groen", "1.2.1", (MENDED,))]),
    )
    result = linked(*states)
    assert [len(history.stale) for history in result.history.values()] == [0, 0, 0]


def age(result: Linked, document: DocumentKey, words: str) -> tuple[int, tuple[int, ...]] | None:
    """Since which year something on the pages of a document stands, with the years in which it was not seen."""
    for place in places(result, document):
        for spot in spots(place, words):
            found = result.history[document].ages.get(spot)
            return None if found is None else (found.since.year, found.unseen)
    raise AssertionError(f"{words} stands nowhere")


def spots(place: Place, words: str) -> list[Spot]:
    record = place.record
    found = [
        Spot(place.page, "references", order)
        for order, one in enumerate(record.references)
        if words in record.text[one.sentence.start : one.sentence.end]
    ]
    for name, items in (("criteria", record.criteria), ("activities", record.activities)):
        found += [Spot(place.page, name, order) for order, one in enumerate(items) if words in one.text]
    return found


def test_a_text_is_as_old_as_the_unbroken_series_of_documents_that_have_it() -> None:
    result = series(with_sentence(COPIED), with_sentence(COPIED), with_sentence(COPIED))
    assert age(result, budget(2033), "rijwielen") == (2031, ())
    assert age(result, budget(2033), GOALS["sport"].activity) == (2031, ())
    assert age(result, budget(2031), "rijwielen") is None


def test_a_year_without_the_sentence_breaks_the_series() -> None:
    result = series(with_sentence(COPIED), pages(FIRST), with_sentence(COPIED), with_sentence(COPIED))
    assert age(result, budget(2033), "rijwielen") is None
    assert age(result, budget(2034), "rijwielen") == (2033, ())


def test_a_year_of_which_nothing_is_loaded_is_told_and_breaks_nothing() -> None:
    result = series(with_sentence(COPIED), [], with_sentence(COPIED))
    assert age(result, budget(2033), "rijwielen") == (2031, (2032,))


def test_a_document_without_the_page_of_the_goal_breaks_the_series_only_where_it_is_complete() -> None:
    without = [one for one in pages(FIRST) if one.goal != "groen"]
    for complete, expected in ((False, (2031, (2032,))), (True, None)):
        result = linked(
            state(budget(2031), with_sentence(COPIED)),
            state(budget(2032), without, complete=complete),
            state(budget(2033), with_sentence(COPIED)),
        )
        assert age(result, budget(2033), "rijwielen") == expected


def test_a_report_carries_the_age_of_what_it_repeats_and_breaks_no_series_of_budgets() -> None:
    report = DocumentKey(ORGANISATION, DocumentKind.JAARSTUKKEN, 2032)
    result = linked(
        state(budget(2031), pages(FIRST)),
        state(budget(2032), pages(FIRST)),
        state(report, [Page("sport", "2.2.2", activities=())]),
        state(budget(2033), pages(FIRST)),
    )
    assert age(result, report, GOALS["sport"].criterion) == (2031, ())
    assert age(result, budget(2033), GOALS["sport"].activity) == (2031, ())


def test_a_changed_digit_is_a_changed_text() -> None:
    result = series(pages(FIRST), [Page("groen", "1.2.1", activities=("1.200 bomen planten langs de ringweg.",))])
    assert age(result, budget(2032), "1.200 bomen") is None


def continued(result: Linked, document: DocumentKey) -> dict[str, str]:
    """The words of the items of a document, with those of the item that each continues."""
    words: dict[str, str] = {}
    for other in result.history:
        for place in places(result, other):
            for name, items in (("criteria", place.record.criteria), ("activities", place.record.activities)):
                kind = {"criteria": "criterion", "activities": "activity"}[name]
                words |= {place.at(kind, one.start, one.end): one.text for one in items}
    found = {}
    for place in places(result, document):
        for name, items in (("criteria", place.record.criteria), ("activities", place.record.activities)):
            for order, one in enumerate(items):
                iri = result.history[document].items.previous.get(Spot(place.page, name, order))
                if iri is not None:
                    found[one.text] = words[iri]
    return found


def test_items_continue_those_of_the_version_before_word_for_word_or_nearly() -> None:
    changed = "1.200 bomen planten langs de ringweg en de singel."
    result = series(pages(FIRST), [Page("groen", "1.2.4", activities=("Een pluktuin openen.", changed))])
    found = continued(result, budget(2032))
    assert found[changed] == "1.000 bomen planten langs de ringweg."
    assert found[GOALS["groen"].criterion] == GOALS["groen"].criterion
    assert "Een pluktuin openen." not in found


def test_an_item_that_could_continue_either_of_two_continues_neither() -> None:
    twins = ("De stalling aan de noordzijde verbouwen.", "De stalling aan de zuidzijde verbouwen.")
    one = ("De stalling aan de westzijde verbouwen.",)
    result = series([Page("fiets", "1.1.1", activities=twins)], [Page("fiets", "1.1.1", activities=one)])
    assert one[0] not in continued(result, budget(2032))


def test_items_of_other_goals_are_never_compared() -> None:
    taken = (GOALS["groen"].activity,)
    result = series(pages(FIRST), [Page("cultuur", "2.2.1", activities=taken)])
    assert taken[0] not in continued(result, budget(2032))


def test_a_realisation_in_a_report_is_of_the_activity_of_the_budget() -> None:
    report = DocumentKey(ORGANISATION, DocumentKind.JAARSTUKKEN, 2031)
    told = f"{GOALS['sport'].activity}\n\nDe coach begon in maart.\n\nGerealiseerd"
    result = linked(
        state(budget(2031), pages(FIRST)), state(report, [Page("sport", "2.2.2", activities=(), realised=told)])
    )
    (iri,) = result.history[report].items.realised.values()
    assert iri.startswith(f"{BASE}/id/activity/{ORGANISATION}/begroting/2031/")
    triples = [one for one in document_statements(result, result.given.states[1]) if one.predicate == t.REALISATION_OF]
    assert [iri in one.text for one in triples] == [True]


def test_only_documents_whose_answers_change_are_made_again() -> None:
    before = series(with_sentence(COPIED), with_sentence(COPIED), pages(FIRST))
    after = series(pages(FIRST), with_sentence(COPIED), pages(FIRST))
    inputs = [
        [document_inputs(one, state, common_inputs(one)) for state in one.given.states] for one in (before, after)
    ]
    assert [one == other for one, other in zip(*inputs, strict=True)] == [False, False, True]


def test_a_reference_of_which_the_operator_says_where_it_leads_is_not_stale(tmp_path: Path) -> None:
    documents = {budget(2031): with_sentence(COPIED), budget(2032): with_sentence(COPIED, SWAPPED)}
    folder, out = write_pages(tmp_path / "pages", documents), tmp_path / "dataset"
    path = budget(2032).path
    assert ingest(Run((folder,), out, BASE)).documents[path].stale == 1
    assert list(check(Dataset(out))) == []
    entry = f"references:\n  - page: {{document: {path}, number: 1.2.1}}\n    at: {{exact: zie doel 1.1.1}}\n"
    target = f"    target: {{document: {path}, number: 1.1.2}}\n    why: overgenomen\n    by: redactie\n"
    (folder / "corrections.yml").write_text(entry + target, "utf-8")
    assert ingest(Run((folder,), out, BASE)).documents[path].stale == 0


@pytest.mark.parametrize(("example", "stale"), [("real", 0), ("fictional", 3)])
def test_the_examples_have_the_stale_references_of_their_truth(
    examples: Path, tmp_path: Path, example: str, stale: int
) -> None:
    ingest(Run((examples / example,), tmp_path / "dataset", BASE))
    dataset = Dataset(tmp_path / "dataset")
    lines = [
        line for path in dataset.manifest().all_files if path.startswith("graphs/") for line in dataset.lines(path)
    ]
    assert len(lines) > 300
    assert len([line for line in lines if f"<{t.STALENESS}>" in line]) == stale
    assert list(check(dataset)) == []
