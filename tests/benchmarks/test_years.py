"""The fictional years have the truth that they are made from, the same for the same seed."""

from collections import Counter

import pytest

from benchmarks.followed import followed
from benchmarks.identity import BEGIN, END, Report, filled, markdown
from benchmarks.identity_figures import figures
from benchmarks.municipality import FIRST_YEAR
from benchmarks.rendering import as_text
from benchmarks.rewording import STRENGTHS, reworded
from benchmarks.years import Town, links
from ontology.codes import ChangeKind, DocumentKind


@pytest.fixture(scope="module")
def town() -> Town:
    return Town(5, 1, 0, goals=24, years=4)


def test_the_same_seed_gives_the_same_pages(town: Town) -> None:
    again = Town(5, 1, 0, goals=24, years=4)
    assert again.issued == town.issued
    document = max(town.issued)
    for issue in town.issued[document][:4]:
        assert as_text(town.page(document, issue)) == as_text(again.page(document, issue))
    assert Town(6, 1, 0, goals=24, years=4).tree(FIRST_YEAR + 1) != town.tree(FIRST_YEAR + 1)


def test_every_goal_of_a_year_comes_from_goals_of_the_year_before_or_is_new(town: Town) -> None:
    for year in range(FIRST_YEAR + 1, FIRST_YEAR + 4):
        before = set(town.numbers(year - 1))
        for key, origin in town.origins(year).items():
            assert set(origin.keys) <= before
            assert bool(origin.keys) is not (origin.kind is ChangeKind.NEW), key


def test_all_kinds_of_change_occur(town: Town) -> None:
    kinds = Counter(link.kind for link in links(town))
    assert kinds.keys() == {
        ChangeKind.UNCHANGED, ChangeKind.REWORDED, ChangeKind.RENUMBERED, ChangeKind.SPLIT, ChangeKind.MERGED,
    }  # fmt: skip
    told = [origin for year in range(FIRST_YEAR + 1, FIRST_YEAR + 4) for origin in town.origins(year).values()]
    assert any(origin.told for origin in told)
    assert any(origin.is_retitled for origin in told)


@pytest.mark.parametrize("strength", STRENGTHS)
def test_as_many_words_are_replaced_as_is_asked_for(town: Town, strength: float) -> None:
    content = town.content(0, FIRST_YEAR)
    after = reworded(content, town.goal(0).theme, strength, town.random("test"))
    words = [
        pair
        for one, other in zip(content.description, after.description, strict=True)
        for before, now in zip(one, other, strict=True)
        for pair in zip(before.words.split(), now.words.split(), strict=True)
    ]
    replaced = sum(before != now for before, now in words) / len(words)
    assert len(words) > 200
    assert abs(replaced - strength) < 0.08


def test_complete_budgets_have_every_goal(town: Town) -> None:
    assert town.complete
    for document in town.complete:
        assert document.kind is DocumentKind.BEGROTING
        assert {issue.key for issue in town.issued[document]} == set(town.numbers(document.year))


def test_the_tables_stand_between_their_markers() -> None:
    small = Town(7, 0, 0, goals=12, strengths=(0.0,), years=2)
    report = Report(figures([followed(small)]), [])
    document = filled(f"before\n{BEGIN}old\n{END}after\n", report)
    assert document == f"before\n{BEGIN}{markdown(report)}{END}after\n"
    assert report.figures.links.right == report.figures.links.claimed > 20
    with pytest.raises(ValueError, match="identity"):
        filled("no markers", report)
