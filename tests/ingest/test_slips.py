"""A slip in a file of the operator is told with its line, its key, what may stand there, and what it looks like."""

import pickle

import pytest

from ingest.origin import OriginError, load_bodies, load_sidecar
from ingest.slips import SlipError, load
from ontology.language import Language

# a list of bodies with a slip -> what is told of it
SLIPS = [
    ("a: {organisation: gm9999, family: z, documents: [{kind: begrotting, year: 2031}]}", "bodies.yml:1: kind: «begrotting» can't stand here; perhaps begroting is meant; give one of: begroting, begrotingswijziging, perspectiefnota, voorjaarsnota, berap, jaarstukken"),
    ("a:\n  organisation: gm9999\n  familie: z", "bodies.yml:3: there is no key `familie` here; perhaps family is meant; there are: organisation, family, documents, name"),
    ("a:\n  family: z", "bodies.yml:2: `organisation` is missing; add `organisation:` with something like gm0193"),
    ("a:\n  family: z\n  organisation: GM0193", "bodies.yml:3: organisation: «GM0193» can't stand here; perhaps gm0193 is meant; give something like gm0193"),
    ("a:\n  family: z\n  organisation: gm9999\n  documents:\n  - kind: berap\n    year: 31", "bodies.yml:6: year: «31» can't stand here; give a whole number from 1900 to 2999"),
    ("a: {organisation: gm9999, family: z, documents: [{kind: berap, year: 2031, goalsExpected: -1}]}", "bodies.yml:1: goalsExpected: «-1» can't stand here; give a whole number from 0"),
    ("a: {organisation: gm9999, family: z, documents: [{kind: berap, year: 2031, complete: ja}]}", "bodies.yml:1: complete: «ja» can't stand here; perhaps true is meant; give true or false"),
    ("a: {organisation: gm9999, family: z, documents: {kind: berap}}", "bodies.yml:1: documents: «{'kind': 'berap'}» can't stand here; give a list, each on a line with `- ` before it"),
    ("a: {organisation: gm9999, family: 3}", "bodies.yml:1: family: «3» can't stand here; give text in quotes: '3'"),
    ("a: {organisation: gm9999, family: z, documents: [{jaar: 2031}]}", "bodies.yml:1: there is no key `jaar` here; perhaps year is meant; there are: kind, year, sequence, goalsExpected, complete"),
    ("a: 3", "bodies.yml:1: a: «3» can't stand here; give keys with a value each: organisation, family, documents, name"),
    ("- a", "bodies.yml:1: «['a']» can't stand here; give keys with a value each"),
    ("a:\n  b: c: d", "bodies.yml:2: this is no YAML; look at indentation, colons, brackets and quotes here"),
    ("a: {organisation: gm8888, family: z}", "bodies.yml: organisation gm8888 is in no register (fictional ones begin at gm9000); correct it"),
]  # fmt: skip


def test_the_table_of_slips_is_whole() -> None:
    assert len(SLIPS) == 14


@pytest.mark.parametrize(("content", "told"), SLIPS, ids=[row[0][:30] for row in SLIPS])
def test_a_slip_is_told_with_its_line_and_what_may_stand_there(content: str, told: str) -> None:
    with pytest.raises(OriginError) as caught:
        load_bodies("bodies.yml", content.encode())
    assert str(caught.value) == told
    assert caught.value.say(Language.NL) != told


@pytest.mark.parametrize("content", [b"a: 1\xff", b"\x00", b"a: !!python/object x", b"? [a]\n: b", b"a: *b"])
def test_a_file_that_is_no_yaml_is_refused(content: bytes) -> None:
    with pytest.raises(SlipError, match=r"^x\.yml"):
        load("x.yml", content, dict[str, int])


def test_a_date_that_does_not_exist_is_refused() -> None:
    with pytest.raises(OriginError, match="capturedAt: «2031-13-45» can't stand here; give a moment such as"):
        load_sidecar("x.yml", b"status: 200\ncapturedAt: 2031-13-45")


def test_braces_in_a_value_are_shown_as_they_are() -> None:
    with pytest.raises(OriginError, match=r"source: «\{x\}» can't stand here"):
        load_sidecar("x.yml", b"source: '{x}'")


def test_a_file_of_remarks_says_nothing() -> None:
    assert load("x.yml", b"# niets\n", dict[str, int]) == {}


def test_a_slip_can_be_told_by_another_process() -> None:
    with pytest.raises(SlipError) as caught:
        load("x.yml", b"a: b", dict[str, int])
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - made here
