"""Figures: how accurately a split was read, as it is kept in a file, and what changed since an earlier file.

Reads no page; of the final split no single error is kept, because that split is not for tuning.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from benchmarks.facts import MEASURES, Body, Fact, annotated, read
from benchmarks.gold import GoldPage
from benchmarks.readings import Reading
from benchmarks.scoring import Counts, Matched, Score, by_key, look_alikes, macro, match_page, score

SPLITS: Final = ("real", "development", "validation", "final")
FINAL: Final = "final"
MISSED: Final = "missed"
FALSE: Final = "false alarm"
RELATION: Final = 2  # where the relation stands in the keys of its facts
EXCERPT: Final = 60


class FiguresError(Exception):
    """A file of figures that can't be used; the message names it and the remedy."""


class Compared(msgspec.Struct, frozen=True):
    """One page: its annotation and reading side by side, by measure."""

    page: GoldPage
    family: str
    measures: dict[str, Matched]
    look_alikes: tuple[Fact, ...]


class Mistake(msgspec.Struct, frozen=True, order=True):
    """One thing missed or falsely read, with its words; `what` is what was annotated, or what was read."""

    measure: str
    page: str
    start: int
    end: int
    kind: str
    what: tuple[str, ...]
    words: str

    @property
    def line(self) -> str:
        """The mistake as it is kept, without words of the page."""
        return f"{self.measure} | {self.kind} | {self.page} | {self.start}-{self.end} | {' '.join(self.what)}"


class Figures(msgspec.Struct, frozen=True, rename="camel"):
    """How accurately a split was read.

    `relations` is by relation, `relation_macro` over those that are annotated; `look_alikes` counts references that
    were read where the annotation has none, on `look_alike_pages` pages. `annotations` is the digest of annotations and
    pages; `mistakes` is None where none are kept.
    """

    pages: int
    annotations: str
    scores: dict[str, Score]
    relations: dict[str, Score]
    relation_macro: Score
    look_alikes: int
    look_alike_pages: int
    mistakes: tuple[str, ...] | None


def compare(pages: Sequence[GoldPage], readings: Sequence[Reading]) -> tuple[Compared, ...]:
    """Annotations and readings side by side, page by page."""
    documents = [reading.document for reading in readings]
    body = Body(zip(pages, documents, strict=True))
    compared = []
    for page, reading, document in zip(pages, readings, documents, strict=True):
        said, found = annotated(page, document, body), read(reading)
        compared.append(Compared(page, reading.family, match_page(said, found), look_alikes(said, found)))
    return tuple(compared)


def figures(compared: Sequence[Compared], *, keep_mistakes: bool) -> Figures:
    """The figures of some pages."""
    relations = by_key((one.measures["relations"] for one in compared), RELATION)
    return Figures(
        pages=len(compared),
        annotations=digest(one.page for one in compared),
        scores={name: score([one.measures[name].counts for one in compared]) for name in MEASURES},
        relations={name: score(counts) for name, counts in relations.items()},
        relation_macro=macro(relations),
        look_alikes=sum(len(one.look_alikes) for one in compared),
        look_alike_pages=sum(bool(one.look_alikes) for one in compared),
        mistakes=tuple(mistake.line for mistake in mistakes(compared)) if keep_mistakes else None,
    )


def grouped(compared: Iterable[Compared], by: Callable[[Compared], str]) -> dict[str, list[Compared]]:
    """Pages by their layout or family."""
    groups: dict[str, list[Compared]] = {}
    for one in compared:
        groups.setdefault(by(one), []).append(one)
    return dict(sorted(groups.items()))


def mistakes(compared: Iterable[Compared]) -> list[Mistake]:
    """All that was missed or falsely read, by measure, page and place."""
    return sorted(mistake for one in compared for mistake in _mistakes(one))


def _mistakes(one: Compared) -> Iterator[Mistake]:
    for name, matched in one.measures.items():
        for kind, facts in ((MISSED, matched.missed), (FALSE, matched.false)):
            for fact in facts:
                words = " ".join(one.page.text[fact.start : fact.end].split())
                short = words if len(words) <= EXCERPT else f"{words[: EXCERPT - 1]}…"
                yield Mistake(name, one.page.name, fact.start, fact.end, kind, fact.key, short)


def digest(pages: Iterable[GoldPage]) -> str:
    """A digest of pages and annotations: figures of other pages can't be set side by side."""
    told = hashlib.sha256()
    for page in pages:
        for path in (page.path, page.annotation):
            told.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return told.hexdigest()[:16]


def keep(results: Mapping[str, Figures], path: Path) -> None:
    """Write the figures of splits to a file; the same figures give the same bytes."""
    ordered = {name: results[name] for name in SPLITS if name in results}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(ordered, order="deterministic"), indent=1) + b"\n")


def kept(path: Path) -> dict[str, Figures]:
    """The figures of a file, by split.

    Raises:
        FiguresError: it is not there, or holds no figures.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Figures])
    except OSError as error:
        raise FiguresError(f"{path}: can't be read ({error.strerror}); make it with --json") from error
    except msgspec.DecodeError as error:
        raise FiguresError(f"{path}: holds no figures ({error}); make it again with --json") from error


def changes(before: Figures, after: Figures) -> Iterator[str]:
    """What was gained and lost since earlier figures of the same split: counts of measures, then each mistake."""
    if before.annotations != after.annotations:
        yield "the pages or their annotations changed too: gains and losses may come of that"
    for name, now in after.scores.items():
        old = before.scores.get(name)
        if old is not None and _counts(old) != _counts(now):
            yield f"{name}: {_told(old)} -> {_told(now)}"
    if before.mistakes is None or after.mistakes is None:
        yield "single gains and losses are not kept of this split"
        return
    yield from (f"gained: {line}" for line in sorted(set(before.mistakes) - set(after.mistakes)))
    yield from (f"lost: {line}" for line in sorted(set(after.mistakes) - set(before.mistakes)))


def _counts(one: Score) -> Counts:
    return Counts(one.annotated, one.read, one.right)


def _told(one: Score) -> str:
    return f"{one.right} right of {one.read} read and {one.annotated} annotated"
