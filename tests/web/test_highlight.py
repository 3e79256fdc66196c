"""Marks on a text: whatever they cover and however they overlap, the text comes out whole and each mark keeps its words."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.answers.highlight import Mark, Segment, merge_marks, quote, split

TEXTS = st.text(alphabet="ab é€𝄞<&\n•", max_size=40)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    position = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(position, position, st.sampled_from("xyz")), max_size=8))
    return text, [Mark(min(a, b), max(a, b), kind, (str(index),)) for index, (a, b, kind) in enumerate(spans)]


def leaves(segments: tuple[Segment, ...]) -> Iterator[Segment]:
    for segment in segments:
        if segment.parts:
            yield from leaves(segment.parts)
        else:
            yield segment


def marked(segments: tuple[Segment, ...]) -> Iterator[Segment]:
    for segment in segments:
        if segment.mark is not None:
            yield segment
        yield from marked(segment.parts)


@given(marked_texts())
def test_segments_concatenate_to_the_text(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    assert "".join(leaf.text for leaf in leaves(split(text, 0, len(text), merge_marks(marks)))) == text


@given(marked_texts())
def test_the_pieces_of_a_mark_are_its_words_and_one_is_first(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    merged = [mark for mark in merge_marks(marks) if mark.start < mark.end]
    pieces = list(marked(split(text, 0, len(text), merged)))
    for mark in merged:
        own = [piece for piece in pieces if piece.mark == mark]
        assert "".join(piece.text for piece in own) == text[mark.start : mark.end]
        assert [piece.first for piece in own] == [True] + [False] * (len(own) - 1)


@given(marked_texts())
def test_segments_nest(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    for segment in marked(split(text, 0, len(text), merge_marks(marks))):
        assert segment.text == text[segment.start : segment.end]
        assert not segment.parts or (segment.parts[0].start, segment.parts[-1].end) == (segment.start, segment.end)


@given(marked_texts(), st.data())
def test_a_stretch_has_only_what_lies_in_it(case: tuple[str, list[Mark]], data: st.DataObject) -> None:
    text, marks = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert "".join(leaf.text for leaf in leaves(split(text, start, end, marks))) == text[start:end]


def test_marks_of_one_kind_on_one_stretch_become_one() -> None:
    marks = [Mark(0, 3, "reference", ("r1",)), Mark(0, 3, "amount", ("a0",)), Mark(0, 3, "reference", ("r0",))]
    merged = merge_marks(marks)
    assert [(mark.kind, mark.keys) for mark in merged] == [("amount", ("a0",)), ("reference", ("r1", "r0"))]


@pytest.mark.parametrize(
    ("sentence", "exact", "offset", "expected"),
    [
        ("Zie doel 1 en doel 2.", "doel 2", None, ("Zie doel 1 en ", "doel 2", ".")),
        ("doel 1, doel 1", "doel 1", 8, ("doel 1, ", "doel 1", "")),  # the second of two
        ("doel 1, doel 1", "doel 1", 3, ("", "doel 1", ", doel 1")),  # an offset that does not hold
        ("Iets anders.", "doel 1", None, ("Iets anders.", "", "")),
    ],
)
def test_a_sentence_is_cut_at_its_words(
    sentence: str, exact: str, offset: int | None, expected: tuple[str, str, str]
) -> None:
    assert quote(sentence, exact, offset) == expected
