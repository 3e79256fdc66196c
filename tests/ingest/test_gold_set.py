"""The gold set itself: complete, varied, fictional, and without pages that its two splits share."""

import re
from collections import Counter
from itertools import chain, combinations, product
from pathlib import Path
from typing import Final

import msgspec
import pytest

from benchmarks.gold import SCHEMA, SUFFIX, GoldError, GoldPage, load_page, load_split, schema
from ingest.read.text import Span, sentences
from ontology.codes import Layout, Relation, Resolution, Role

GOLD: Final = Path(__file__).parent.parent / "gold"
SPLITS: Final = {
    "development": "gm91[0-9]",
    "validation": "gm92[0-5]",
    "final": "gm92[67]",
}  # how the codes of the bodies begin
PAGES: Final = {"real": 2, "development": 35, "validation": 200, "final": 60}  # at least
FAMILIES: Final = {"zwolle", "zaanstad", "wormerland", "tiel", "zeeland", "apeldoorn", "bladel"}
ANNOTATIONS: Final = sorted(GOLD.rglob("*" + SUFFIX))
FLOORS: Final = {"references": 150, "holders": 40, "amounts": 60, "effects": 35, "mentions": 12, "things": 12}
GRAM: Final = 5
# Sentences that the portals themselves print on every page.
FURNITURE: Final = re.compile(
    r"In het overzicht baten en lasten is het budget per doel weergegeven|Deze pagina is gebouwd op"
)


@pytest.fixture(scope="module")
def development() -> tuple[GoldPage, ...]:
    return load_split(GOLD / "development")


@pytest.fixture(scope="module")
def loaded(development: tuple[GoldPage, ...]) -> dict[str, tuple[GoldPage, ...]]:
    return {"development": development} | {split: load_split(GOLD / split) for split in ("validation", "final")}


def test_the_schema_is_that_of_the_code() -> None:
    assert SCHEMA.read_bytes() == schema(), "run python -m benchmarks.gold"


@pytest.mark.parametrize("split", PAGES)
def test_a_split_has_pages(split: str) -> None:
    assert len(list((GOLD / split).rglob("*" + SUFFIX))) >= PAGES[split]


@pytest.mark.parametrize("path", ANNOTATIONS, ids=lambda path: path.relative_to(GOLD).as_posix())
def test_annotations_say_what_stands_in_the_page(path: Path) -> None:
    split = GOLD / path.relative_to(GOLD).parts[0]
    page = load_page(path, split)
    placed = (page.label, page.statement, *page.things, *page.references, *page.mentions, *page.holders, *page.amounts)
    for one in chain(filter(None, placed), page.effects):
        assert page.text[one.start : one.end] == one.what.exact
    for section, following in zip(page.sections, page.sections[1:], strict=False):
        assert section.start <= section.end <= following.start
    for reference in page.references:
        written = re.findall(r"[0-9]+", reference.what.exact)  # none where the number is in words or a letter
        assert (
            not written
            or is_range(reference.what.exact)
            or re.findall(r"[0-9]+", reference.what.number)[-len(written) :] == written
        )
        assert (reference.what.resolution is Resolution.SELF) == (reference.what.role is Role.SELF)


@pytest.mark.parametrize("split", SPLITS)
def test_pages_are_those_of_fictional_bodies(split: str) -> None:
    folder = GOLD / split
    bodies = msgspec.yaml.decode((folder / "bodies.yml").read_bytes(), type=dict[str, dict[str, object]])
    for name, body in bodies.items():
        code = str(body["organisation"])
        assert re.fullmatch(SPLITS[split] + "[0-9]", code), name
        assert body["family"] in FAMILIES, name
    assert {path.parent.relative_to(folder).as_posix() for path in folder.rglob("*" + SUFFIX)} == set(bodies)


@pytest.mark.parametrize("split", SPLITS)
def test_each_page_is_annotated_once(split: str, loaded: dict[str, tuple[GoldPage, ...]]) -> None:
    pages = (path.resolve() for path in (GOLD / split).rglob("*") if path.suffix in {".txt", ".html"})
    assert sorted(page.path for page in loaded[split]) == sorted(pages)


def test_development_has_every_kind_of_page_and_family(development: tuple[GoldPage, ...]) -> None:
    bodies = msgspec.yaml.decode((GOLD / "development" / "bodies.yml").read_bytes(), type=dict[str, dict[str, object]])
    assert {body["family"] for body in bodies.values()} == FAMILIES
    assert {page.layout for page in development} == set(Layout) - {Layout.UNKNOWN}
    assert sum(page.path.suffix == ".html" for page in development) >= 6


def test_development_has_every_kind_of_reference(development: tuple[GoldPage, ...]) -> None:
    references = [one.what for page in development for one in page.references]
    assert {one.role for one in references} == set(Role)
    assert {one.relation for one in references} == set(Relation)
    assert {one.resolution for one in references} == set(Resolution)
    assert sum(one.suspect for one in references) >= 12


@pytest.mark.parametrize("what", FLOORS)
def test_development_has_enough_of_each(development: tuple[GoldPage, ...], what: str) -> None:
    assert sum(len(getattr(page, what)) for page in development) >= FLOORS[what]


def test_the_splits_share_no_page(loaded: dict[str, tuple[GoldPage, ...]]) -> None:
    words = {page.path: (grams(page.text), long_sentences(page.text)) for pages in loaded.values() for page in pages}
    assert len(words) == sum(map(len, loaded.values()))
    for one_split, other_split in combinations(loaded, 2):
        for one, other in product(loaded[one_split], loaded[other_split]):
            alike = jaccard(words[one.path][0], words[other.path][0])
            assert alike < 0.3, f"{one.path} and {other.path} are alike ({alike:.2f})"
            assert not words[one.path][1] & words[other.path][1], f"{one.path} and {other.path} share sentences"


def test_no_page_is_a_copy_of_another(loaded: dict[str, tuple[GoldPage, ...]]) -> None:
    assert all(times == 1 for times in Counter(page.text for pages in loaded.values() for page in pages).values())


def test_likeness_is_seen() -> None:
    words = "De gemeente vergroot het fictieve park met twaalf bomen en een vijver voor alle eenden uit de buurt."
    assert jaccard(grams(words), grams(words + " Morgen.")) > 0.3
    assert long_sentences(words) == long_sentences("Eerst iets anders. " + words)


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        (
            "references: [{exact: doel 1.1.9, kind: goal, number: 1.1.9, role: self, resolution: self}]",
            "references[0]: 'doel 1.1.9' doesn't stand",
        ),
        (
            "references: [{exact: doel 1.1, kind: ambition, number: '1.1', role: child, resolution: dangling}]",
            "stands in a longer number",
        ),
        ("holders: [{exact: Verzonnen}, {exact: Verzonnen}]", "holders[1]: 'Verzonnen' is annotated twice"),
        ("sections: [{kind: criteria, heading: Criteria}]", "sections[0].heading: 'Criteria' doesn't stand"),
        ("sections: [{kind: criteria, begins: De}]", "only one of begins and ends"),
        ("holder: [Verzonnen]", "unknown field `holder`"),
        ("kind: goal", "the key 'kind' is given twice"),
        ("number: 1.1", "$.number"),
    ],
)
def test_a_slip_is_told_with_its_place(tmp_path: Path, annotation: str, message: str) -> None:
    (tmp_path / "page.txt").write_text("De wethouder Verzonnen gaat over doel 1.1.2.", "utf-8")
    gold = tmp_path / "page.gold.yml"
    gold.write_text(f"page: page.txt\nnote: a slip\nkind: goal\nlayout: z3\n{annotation}\n", "utf-8")
    with pytest.raises(GoldError) as error:
        load_split(tmp_path)
    assert message in str(error.value)
    assert str(gold) in str(error.value)


def is_range(words: str) -> bool:
    """Whether words hold two numbers, so that those between them are cited too."""
    return re.search(r"[0-9] (?:t/m|tot en met|-|–) [0-9]", words) is not None


def grams(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of five words."""
    words = re.findall(r"\w+", text.casefold())
    return frozenset(zip(*(words[at:] for at in range(GRAM)), strict=False))


def jaccard(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """The share of runs that two texts have in common."""
    return len(one & other) / max(1, len(one | other))


def long_sentences(text: str) -> frozenset[str]:
    """The sentences longer than 60 characters, but for those of the portal itself."""
    found = (text[one.start : one.end].strip() for one in sentences(text, Span(0, len(text))))
    return frozenset(one for one in found if len(one) > 60 and not FURNITURE.search(one))
