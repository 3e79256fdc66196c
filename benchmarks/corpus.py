"""Corpus: a folder of fictional municipalities with known truth, of any size, the same for the same seed.

    python benchmarks/corpus.py OUT --pages 10000 --seed 1 --form text|html [--damaged 0.01]

writes `OUT/pages` (what `doelgraaf ingest` reads: pages, sidecars, bodies.yml), `OUT/truth.jsonl` (a line for each page
that is whole, in the keys of tests/truth/fictional.jsonl) and `OUT/index.jsonl` (a line for each page: its document,
layout and damage). Holds one page at a time; of the rest only numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import IO, Final

import click
import msgspec

from benchmarks import damage as damaging
from benchmarks.composing import Writer
from benchmarks.damage import Damage, Files
from benchmarks.layouts import Page, page_of
from benchmarks.municipality import BODIES, LAYOUTS, Document, Municipality
from benchmarks.portal import as_html
from benchmarks.rendering import as_text
from benchmarks.truth import Loaded, truth_of
from ontology.codes import Layout

PAGES_PER_BODY: Final = 1000  # what a city of 92 goals publishes in four years


class Form(StrEnum):
    """The form of the pages."""

    TEXT = "text"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to write: so many pages, of so many bodies, from a seed."""

    out: Path
    pages: int
    seed: int = 1
    form: Form = Form.TEXT
    damaged: float = 0.0
    layouts: tuple[Layout, ...] = LAYOUTS
    bodies: int | None = None

    @property
    def folder(self) -> Path:
        """The input folder for ingest."""
        return self.out / "pages"

    @property
    def truth(self) -> Path:
        """The truth of the pages that are whole."""
        return self.out / "truth.jsonl"

    @property
    def index(self) -> Path:
        """Document, layout and damage of every page."""
        return self.out / "index.jsonl"

    def quotas(self) -> list[int]:
        """How many pages each body gets.

        Raises:
            CorpusError: there are not so many codes for fictional bodies.
        """
        count = self.bodies or -(-self.pages // PAGES_PER_BODY)
        if count > BODIES:
            raise CorpusError(f"{count} bodies: there are codes for {BODIES}; give fewer with --bodies")
        return [self.pages // count + (index < self.pages % count) for index in range(count)]


class CorpusError(Exception):
    """A corpus that can't be written; the message says what to ask for instead."""


class Indexed(msgspec.Struct, frozen=True):
    """What the index says of a page; the path is relative to the input folder."""

    path: str
    organisation: str
    kind: str
    year: int
    sequence: int | None
    layout: str
    damage: str | None


@dataclass(frozen=True)
class Issued:
    """What of a document is offered: the keys of its goals in the order of their numbers, and the damaged ones."""

    document: Document
    keys: tuple[int, ...]
    whole: bool
    damages: dict[int, Damage] = field(default_factory=dict)


def write_corpus(plan: Plan) -> int:
    """Write a corpus; returns the number of pages.

    Raises:
        CorpusError: the folder is not empty, or there are not so many bodies or years.
    """
    if plan.out.exists() and any(plan.out.iterdir()):
        raise CorpusError(f"{plan.out}: is not empty; give a new folder")
    plan.folder.mkdir(parents=True)
    count = 0
    with (
        (plan.folder / "bodies.yml").open("w", encoding="utf-8") as bodies,
        plan.truth.open("wb") as truth,
        plan.index.open("wb") as index,
    ):
        bodies.write("# Every municipality and person here is invented, and so is every word about them.\n")
        for number, quota in enumerate(plan.quotas()):
            body = Municipality(plan.seed, number, quota, plan.layouts)
            count += _write_body(plan, body, bodies, truth, index)
    return count


def _write_body(plan: Plan, body: Municipality, bodies: IO[str], truth: IO[bytes], index: IO[bytes]) -> int:
    issued = list(_issues(plan, body))
    loaded = _loaded(body, issued)
    count = 0
    for one in issued:
        bodies.write(_listed(body, one, complete=one.document in loaded.complete))
        for key in one.keys:
            writer = Writer(body, body.goal(key), one.document.year)
            page, damage = page_of(writer, one.document), one.damages.get(key)
            path = _path(body, one.document, page.number, plan.form)
            _write_page(plan, path, page, damage)
            index.write(msgspec.json.encode(_indexed(path, page, damage)) + b"\n")
            if damage is None:
                truth.write(msgspec.json.encode(truth_of(path, page, loaded)) + b"\n")
            count += 1
    return count


def _issues(plan: Plan, body: Municipality) -> Iterator[Issued]:
    """The documents of a body, until its pages are used up; the last one may lack pages."""
    left = body.pages
    for document in body.documents:
        numbers = body.numbers(document.year)
        keys = tuple(islice(numbers, left))
        damages = {
            key: damage
            for key in keys
            if plan.damaged
            and (damage := damaging.choose(body.random("damage", document.name, key), plan.damaged, document.layout))
        }
        yield Issued(document, keys, len(keys) == len(numbers), damages)
        left -= len(keys)
        if not left:
            return
    raise CorpusError(f"{body.pages} pages of one body: its years are used up; give more bodies with --bodies")


def _loaded(body: Municipality, issued: list[Issued]) -> Loaded:
    """What a perfect reader would have of a body."""
    numbers = {}
    complete = set()
    for one in issued:
        lost = {key for key, damage in one.damages.items() if damage not in damaging.STILL_A_PAGE}
        year = body.numbers(one.document.year)
        found = frozenset(year[key] for key in one.keys if key not in lost)
        if found:
            numbers[one.document] = found
        if one.whole and not lost:
            complete.add(one.document)
    return Loaded(numbers, frozenset(complete))


def _listed(body: Municipality, issued: Issued, *, complete: bool) -> str:
    """The entry of a document in bodies.yml."""
    document, expected = issued.document, len(body.numbers(issued.document.year))
    sequence = f", sequence: {document.sequence}" if document.sequence else ""
    return (
        f"{body.code}/{document.name}:\n"
        f"  organisation: {body.code}\n  name: {body.name}\n  family: zwolle\n  documents:\n"
        f"    - {{kind: {document.kind}, year: {document.year}{sequence}, goalsExpected: {expected}, "
        f"complete: {str(complete).lower()}}}\n"
    )


def _path(body: Municipality, document: Document, number: str, form: Form) -> str:
    suffix = "txt" if form is Form.TEXT else "html"
    return f"{body.code}/{document.name}/doel-{number.replace('.', '-')}.{suffix}"


def _write_page(plan: Plan, path: str, page: Page, damage: Damage | None) -> None:
    target = plan.folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    shown = damaging.before(page, damage)
    content = as_text(shown) if plan.form is Form.TEXT else as_html(shown)
    files = Files(content.encode(), f"source: {shown.address}\n")
    if damage is not None:
        files = damaging.after(files, damage, page.body.random("damaging", path))
    target.write_bytes(files.content)
    target.with_suffix(".yml").write_text(files.sidecar, "utf-8")


def _indexed(path: str, page: Page, damage: Damage | None) -> Indexed:
    document = page.document
    return Indexed(
        path, page.body.code, document.kind, document.year, document.sequence, document.layout, damage and damage.value
    )


def layouts_of(words: str) -> tuple[Layout, ...]:
    """The layouts that a list names: `z2,z3,z5b`.

    Raises:
        CorpusError: no page is written in one of them.
    """
    known = {layout.value: layout for layout in LAYOUTS}
    named = words.split(",")
    if unknown := set(named) - set(known):
        raise CorpusError(f"{', '.join(sorted(unknown))}: no such layout; choose from {', '.join(known)}")
    return tuple(known[name] for name in named)


@click.command(help="Write fictional municipalities with known truth to the folder OUT.")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--pages", default=1000, show_default=True, type=click.IntRange(1))
@click.option("--seed", default=1, show_default=True)
@click.option("--form", default=Form.TEXT.value, show_default=True, type=click.Choice([form.value for form in Form]))
@click.option("--damaged", default=0.0, show_default=True, type=click.FloatRange(0, 1), help="share of damaged pages")
@click.option("--layouts", default=",".join(LAYOUTS), show_default=True)
@click.option("--bodies", type=click.IntRange(1), help="number of municipalities; else one per 1,000 pages")
def main(  # noqa: PLR0913, PLR0917 - an argument for each option of the command
    out: Path, pages: int, seed: int, form: str, damaged: float, layouts: str, bodies: int | None
) -> None:
    """Write a corpus."""
    try:
        plan = Plan(out, pages, seed, Form(form), damaged, layouts_of(layouts), bodies)
        written = write_corpus(plan)
    except CorpusError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"{written} pages of {len(plan.quotas())} municipalities in {plan.folder}")


if __name__ == "__main__":
    main()
