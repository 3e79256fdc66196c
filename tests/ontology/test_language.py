"""Phrases say the same in both languages, errors carry theirs, and numbers have the right plural."""

import ast
import pickle
from pathlib import Path
from string import Formatter

import pytest

from ontology.dataset import Dataset, DatasetError
from ontology.language import Counted, Language, Phrase, SpokenError, grouped

ROOT = Path(__file__).parents[2]
MODULES = [
    ROOT / "doelgraaf.py",
    *(path for room in ("ontology", "ingest", "service") for path in (ROOT / room).rglob("*.py")),
]


def phrases() -> list[tuple[str, str, str]]:
    """Where each written phrase stands, with its Dutch and its English."""
    found = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="Phrase"), args=[ast.Constant(value=str(nl)), ast.Constant(value=str(en))]
                ):
                    found.append((f"{path.relative_to(ROOT)}:{node.lineno}", nl, en))
    return found


def places(text: str) -> set[str | None]:
    """The names of the values that a text has places for."""
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


def test_every_phrase_has_the_same_places_in_both_languages() -> None:
    written = phrases()
    assert len(written) > 250
    assert [where for where, nl, en in written if places(nl) != places(en)] == []
    assert [where for where, nl, en in written if bool(nl) != bool(en)] == []


def test_an_error_speaks_both_languages_and_its_text_is_english() -> None:
    error = SpokenError(
        Phrase("{path}: weg ({why})", "{path}: gone ({why})"), path="{x}", why=Phrase("te oud", "too old")
    )
    assert str(error) == "{x}: gone (too old)"
    assert error.say(Language.NL) == "{x}: weg (te oud)"


def test_an_error_comes_whole_out_of_another_process() -> None:
    error = DatasetError(Phrase("{path}: weg", "{path}: gone"), path="a/b")
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes, as a pool of processes sends them
    assert (type(back), back.say(Language.NL), str(back)) == (DatasetError, "a/b: weg", "a/b: gone")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "hier staat geen dataset"),
        (b"{", "is geen manifest"),
        (b'{"format": 99}', "formaat 99 is hier niet bekend"),
    ],
    ids=["no manifest", "no JSON", "another format"],
)
def test_a_dataset_that_cannot_be_used_is_told_in_dutch(tmp_path: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(DatasetError) as refusal:
        Dataset(tmp_path).manifest()
    told = refusal.value.say(Language.NL)
    assert said in told
    assert str(tmp_path) in told
    assert "`doelgraaf ingest`" in told


def test_one_is_singular_and_none_and_many_are_plural() -> None:
    documents = Counted(Phrase("document", "document"), Phrase("documenten", "documents"))
    assert [documents.say(count, Language.NL) for count in (0, 1, 2)] == ["0 documenten", "1 document", "2 documenten"]
    assert documents.say(28480, Language.EN) == "28 480 documents"
    assert grouped(1234567) == "1 234 567"
