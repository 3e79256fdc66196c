"""One person of a body stays one, however the name is printed, and two are never taken for one by guess."""

import itertools

import pytest

from ingest.link.people import Entry, fullest, people, person_key, printings, read_ledger, with_names

BODY = "gm9999"
SAME = [
    (["J. ten Bedenksel", "Jan ten Bedenksel", "ten Bedenksel", "Jan Ten Bedenksel"], "with and without first name"),
    (["J.W. Verzinsel", "Jan-Willem Verzinsel", "J. Verzinsel"], "two first names"),
    (["R. Verzinsel-Bedenksel", "Rena Verzinsel-Bedenksel"], "a double surname"),
    (["Renée de Heer", "Renee de Heer", "R. de Heer"], "an accent left out"),
    (["J.ten Bedenksel", "J. ten Bedenksel"], "a space left out"),
]
APART = [
    (["Jan ten Bedenksel", "Joop ten Bedenksel"], "other first names"),
    (["J. ten Bedenksel", "K. ten Bedenksel"], "other initials"),
    (["J. Verzinsel", "J. Bedenksel"], "other surnames"),
    (["R. Verzinsel", "R. Verzinsel-Bedenksel"], "half of a double surname"),
    (["D. Straat", "F. Straat"], "an initial that looks like a particle"),
    (["Jan Aa", "Joop Aa", "J. Aa", "Aa"], "an initial that can be either"),
]


def identifiers(names: list[str], ledger: tuple[Entry, ...] = ()) -> list[str]:
    found = people(with_names(ledger, BODY, names))
    return [found[person_key(name)] for name in names]


@pytest.mark.parametrize(("names", "why"), SAME, ids=[why for _, why in SAME])
def test_forms_of_one_name_are_one_person(names: list[str], why: str) -> None:
    assert len(set(identifiers(names))) == 1, why


@pytest.mark.parametrize(("names", "why"), APART, ids=[why for _, why in APART])
def test_names_that_can_be_two_people_are_two(names: list[str], why: str) -> None:
    assert len(set(identifiers(names))) == len(names), why


def test_the_order_of_the_pages_does_not_matter() -> None:
    for names, _ in (*SAME, *APART):
        ledgers = {with_names((), BODY, order) for order in itertools.permutations(names)}
        assert len(ledgers) == 1


@pytest.mark.parametrize(
    ("before", "after", "moved_in"),
    [
        (["J. ten Bedenksel"], ["Jan ten Bedenksel"], True),
        (["Jan ten Bedenksel"], ["J. ten Bedenksel"], True),
        (["J. Aa"], ["Jan Aa", "Joop Aa"], False),
        (["Jan Aa", "J. Aa"], ["Joop Aa"], False),
    ],
)
def test_names_found_later_change_no_identifier(before: list[str], after: list[str], *, moved_in: bool) -> None:
    ledger = with_names((), BODY, before)
    longer = with_names(ledger, BODY, [*before, *after])
    assert longer[: len(ledger)] == ledger
    assert with_names(longer, BODY, [*after, *before]) == longer
    known = {entry.identifier for entry in ledger}
    assert [people(longer)[person_key(name)] in known for name in after] == [moved_in] * len(after)


def test_two_people_of_an_older_ledger_stay_two() -> None:
    ledger = read_ledger(["person\t11111111\tj. aa", "person\t22222222\tjan aa"])
    assert identifiers(["J. Aa", "Jan Aa", "Aa"], ledger)[:2] == ["11111111", "22222222"]
    assert identifiers(["J. Aa", "Jan Aa", "Aa"], ledger)[2] not in {"11111111", "22222222"}


def test_a_person_is_called_by_the_fullest_and_most_frequent_printing() -> None:
    names = ["J. ten Bedenksel", "ten Bedenksel", "Jan Ten Bedenksel", "Jan ten Bedenksel", "Jan ten Bedenksel"]
    found = printings(names, people(with_names((), BODY, names)))
    assert [fullest(printed) for printed in found.values()] == ["Jan ten Bedenksel"]
    assert sum(len(printed) for printed in found.values()) == 4
