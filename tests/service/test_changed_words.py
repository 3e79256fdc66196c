"""Words that differ: what is told of a few pairs, and what holds for all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.answers.years.words import Part, changed_words, likeness

CASES = [
    ("de straat", "de straat", "de straat", "nothing differs"),
    ("", "nieuw", "{+nieuw+}", "all of it came"),
    ("oud", "", "[-oud-]", "all of it is gone"),
    ("bij huis", "bij huis.", "bij huis{+.+}", "a mark of its own"),
    ("zie doel 2.2.1 nu", "zie doel 2.2.3 nu", "zie doel [-2.2.1-]{+2.2.3+} nu", "a number is one word"),
    ("voor € 1.250,50", "voor € 1.250,75", "voor € [-1.250,50-]{+1.250,75+}", "and so is an amount"),
    ("We helpen de buren snel", "We steunen de wijken snel", "We [-helpen de buren-]{+steunen de wijken+} snel",
     "a lone short word between two changes is part of them"),
    ("kinderen en gezinnen", "kinderen, jongeren en gezinnen", "kinderen{+, jongeren+} en gezinnen",
     "a change neither begins nor ends with what both have"),
]  # fmt: skip


def marked(before: str, after: str) -> str:
    signs = {Part.SAME: ("", ""), Part.GONE: ("[-", "-]"), Part.CAME: ("{+", "+}")}
    return "".join(signs[one.part][0] + one.text + signs[one.part][1] for one in changed_words(before, after))


@pytest.mark.parametrize(("before", "after", "expected", "_why"), CASES)
def test_what_differs_is_told_as_people_read_it(before: str, after: str, expected: str, _why: str) -> None:
    assert marked(before, after) == expected


TEXTS = st.lists(st.sampled_from([*"abé1.,-", " ", "\n", "\N{NO-BREAK SPACE}", "huis", "straat", "2.1"])).map("".join)


@given(TEXTS, TEXTS)
def test_stretches_give_back_both_texts_at_their_offsets(before: str, after: str) -> None:
    found = changed_words(before, after)
    assert "".join(one.text for one in found if one.part is not Part.CAME) == before
    assert "".join(one.text for one in found if one.part is not Part.GONE) == after
    for one in found:
        assert one.part is Part.CAME or before[one.before_start : one.before_end] == one.text
        assert one.part is Part.GONE or after[one.after_start : one.after_end] == one.text


def test_likeness_is_by_words_whatever_their_case_and_marks() -> None:
    assert likeness("De straat, veilig.", "de STRAAT veilig") == 1
    assert likeness("een twee", "drie vier") == 0
