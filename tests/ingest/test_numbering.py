"""The forms in which portal families write numbers."""

import re

import pytest

from ingest.read.numbering import Numbering, NumberingError, canonical
from ontology.codes import CitedKind

ZWOLLE = Numbering({"n": CitedKind.PROGRAMME, "n.n": CitedKind.AMBITION, "n.n.n": CitedKind.GOAL})
PREFIXED = Numbering({"Pn": CitedKind.PROGRAMME, "Pn n": CitedKind.AMBITION, "Pn n.n": CitedKind.GOAL})


@pytest.mark.parametrize(
    ("numbering", "number", "kind", "above"),
    [
        (ZWOLLE, "10", CitedKind.PROGRAMME, ()),
        (ZWOLLE, "2.1", CitedKind.AMBITION, ((CitedKind.PROGRAMME, "2"),)),
        (ZWOLLE, "10.1.1", CitedKind.GOAL, ((CitedKind.PROGRAMME, "10"), (CitedKind.AMBITION, "10.1"))),
        (ZWOLLE, "1.2.3.4", None, ((CitedKind.PROGRAMME, "1"), (CitedKind.AMBITION, "1.2"), (CitedKind.GOAL, "1.2.3"))),
        (PREFIXED, "P3 1.1", CitedKind.GOAL, ((CitedKind.PROGRAMME, "P3"), (CitedKind.AMBITION, "P3 1"))),
        (Numbering({"n-n": CitedKind.GOAL}), "1-2", CitedKind.GOAL, ()),
        (Numbering({"A": CitedKind.GOAL}), "C", CitedKind.GOAL, ()),
        (Numbering({}), "1", None, ()),
    ],
)
def test_a_number_has_the_kind_of_its_form(
    numbering: Numbering, number: str, kind: CitedKind | None, above: tuple[tuple[CitedKind, str], ...]
) -> None:
    assert numbering.kind_of(number) is kind
    assert numbering.above(number) == above


@pytest.mark.parametrize(
    ("numbering", "text", "found"),
    [
        (ZWOLLE, "1.3.1We versterken 2.1, 3. en 12%", ["1.3.1", "2.1", "3"]),
        (ZWOLLE, "460.000 en 1.2.3.4 en 7,5", []),
        (PREFIXED, "P3 1.1 Ons aanbod, P3 1. en P3", ["P3 1.1", "P3 1", "P3"]),
    ],
)
def test_only_whole_numbers_are_found(numbering: Numbering, text: str, found: list[str]) -> None:
    assert re.findall(rf"(?<![\d.,])(?:{numbering.pattern})", text) == found


def test_leading_zeros_and_odd_spaces_name_the_same_number() -> None:
    assert [canonical(number) for number in ("04", "1.01", "10.10", "P3\u00a01.1", "0")] == [
        "4",
        "1.1",
        "10.10",
        "P3 1.1",
        "0",
    ]


@pytest.mark.parametrize("form", ["", "1.2", "n..n", "(n)", "n+", "n ", "doel n"])
def test_what_is_no_form_is_refused(form: str) -> None:
    with pytest.raises(NumberingError, match="no form of number"):
        Numbering({form: CitedKind.GOAL})
