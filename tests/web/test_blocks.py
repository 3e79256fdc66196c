"""The text of a page as blocks: every word in one of them, each of its kind."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from service.answers.blocks import BlockKind, Heading, read_blocks

TEXT = """Domeinen

Criteria

We willen:

  • het een
  • het ander

Tussenkop
zin een
Los

Overzicht

348.646

Gebouwd op maandag"""


def section(title: str, kind: str, first: str, last: str) -> Heading:
    start = TEXT.index(first)
    return Heading(title, kind, start, TEXT.index(last) + len(last))


def test_lines_get_the_kind_of_their_place() -> None:
    sections = [section("Criteria", "criteria", "We willen", "zin een"), section("Overzicht", "budget", "348", "646")]
    runs = read_blocks(TEXT, sections, ["Tussenkop"])
    found = [(run.kind.value, [TEXT[block.start : block.end] for block in run.blocks]) for run in runs]
    assert found == [
        ("masthead", ["Domeinen"]),
        ("heading", ["Criteria"]),
        ("paragraph", ["We willen:"]),
        ("item", ["het een", "het ander"]),
        ("subheading", ["Tussenkop"]),
        ("paragraph", ["zin een"]),
        ("between", ["Los"]),
        ("heading", ["Overzicht"]),
        ("cell", ["348.646"]),
        ("colophon", ["Gebouwd op maandag"]),
    ]


@given(st.text(alphabet="ab •\n -", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_every_word_is_in_one_block_and_blocks_are_in_order(text: str, one: int, other: int) -> None:
    runs = read_blocks(text, [Heading("a", "other", min(one, other), max(one, other))])
    blocks = [block for run in runs for block in run.blocks]
    assert all(first.end <= second.start for first, second in pairwise(blocks))
    outside = set(range(len(text))) - {at for block in blocks for at in range(block.start, block.end)}
    assert {text[at] for at in outside} <= set(" \n•-")


def test_a_page_without_sections_is_masthead_free() -> None:
    assert [run.kind for run in read_blocks("een\n\ntwee", [])] == [BlockKind.COLOPHON]
