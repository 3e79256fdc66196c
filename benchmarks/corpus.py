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
from benchmarks.leaves import OTHERS, Leaf, file_name, leaves
from benchmarks.municipality import BODIES, FAMILIES, LAYOUTS, RARE, ZWOLLE, Document, Municipality
from benchmarks.other_pages import other_page
from benchmarks.portal import as_html
from benchmarks.question_pages import question_page
from benchmarks.rendering import as_text
from benchmarks.truth import Loaded, layout_of, truth_of
from ingest.sources import builtin_sources
from ontology.codes import CitedKind, Layout, PageKind

PAGES_PER_BODY: Final = 1000  # what a city of 92 goals publishes in four years
PAGES_PER_FAMILY: Final = 60  # of each further portal family, and at most one in fifty
FAMILY_SHARE: Final = 50


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
    others: tuple[PageKind, ...] = ()
    families: tuple[str, ...] = (ZWOLLE,)

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

    def quotas(self) -> list[tuple[str, int]]:
        """The family of each body and how many pages it gets: first those of Zwolle's, then one of each other family.

        Raises:
            CorpusError: there are not so many codes for fictional bodies, or pages for so many families.
        """
        further = [family for family in self.families if family != ZWOLLE]
        pages = self.pages // max(len(further), 1)
        if ZWOLLE in self.families:
            pages = min(PAGES_PER_FAMILY, self.pages // FAMILY_SHARE)
        left = self.pages - pages * len(further)
        count = (self.bodies or -(-left // PAGES_PER_BODY)) if ZWOLLE in self.families else 0
        if count + len(further) > BODIES:
            raise CorpusError(f"{count} bodies: there are codes for {BODIES}; give fewer with --bodies")
        if further and not pages:
            raise CorpusError(f"{self.pages} pages: too few for {len(further)} families; ask for more with --pages")
        own = [(ZWOLLE, left // count + (index < left % count)) for index in range(count)]
        rest = 0 if own else left
        return own + [(family, pages + (index < rest)) for index, family in enumerate(further)]


class CorpusError(Exception):
    """A corpus that can't be written; the message says what to ask for instead."""


class Indexed(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the index says of a page; the path is relative to the input folder, the kind left out for goals."""

    path: str
    organisation: str
    kind: str
    year: int
    sequence: int | None
    layout: str
    damage: str | None
    page: PageKind = PageKind.GOAL


@dataclass(frozen=True)
class Issued:
    """What of a document is offered: its pages in their order, and the damaged ones."""

    document: Document
    leaves: tuple[Leaf, ...]
    whole: bool
    damages: dict[Leaf, Damage] = field(default_factory=dict)


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
        for number, (family, quota) in enumerate(plan.quotas()):
            body = Municipality(plan.seed, number, quota, plan.layouts, family)
            count += _write_body(plan, body, bodies, truth, index)
    return count


def _write_body(plan: Plan, body: Municipality, bodies: IO[str], truth: IO[bytes], index: IO[bytes]) -> int:
    issued = list(_issues(plan, body))
    loaded = _loaded(body, issued)
    count = 0
    for one in issued:
        bodies.write(_listed(body, one, complete=one.document in loaded.complete))
        for leaf in one.leaves:
            page, damage = _composed(body, one.document, leaf), one.damages.get(leaf)
            path = _path(body, one.document, leaf, plan.form)
            _write_page(plan, path, page, damage)
            index.write(msgspec.json.encode(_indexed(path, page, damage)) + b"\n")
            if damage is None:
                truth.write(msgspec.json.encode(truth_of(path, page, loaded)) + b"\n")
            count += 1
    return count


def _composed(body: Municipality, document: Document, leaf: Leaf) -> Page:
    if document.layout is Layout.QUESTIONS:
        return question_page(body, document, leaf)
    if leaf.kind is PageKind.GOAL:
        return page_of(Writer(body, body.goal(leaf.key), document.year), document)
    return other_page(body, document, leaf)


def _issues(plan: Plan, body: Municipality) -> Iterator[Issued]:
    """The documents of a body, until its pages are used up; the last one may lack pages."""
    left = body.pages
    for document in body.documents:
        every = tuple(leaves(body, document, plan.others))
        offered = tuple(islice(every, left))
        damages = {leaf: damage for leaf in offered if (damage := _damage(plan, body, document, leaf)) is not None}
        yield Issued(document, offered, len(offered) == len(every), damages)
        left -= len(offered)
        if not left:
            return
    raise CorpusError(f"{body.pages} pages of one body: its years are used up; give more bodies with --bodies")


def _damage(plan: Plan, body: Municipality, document: Document, leaf: Leaf) -> Damage | None:
    if not plan.damaged:
        return None
    place = (leaf.key,) if leaf.kind is PageKind.GOAL else leaf
    return damaging.choose(body.random("damage", document.name, *place), plan.damaged, document.layout, leaf.kind)


def _loaded(body: Municipality, issued: list[Issued]) -> Loaded:
    """What a perfect reader would have of a body."""
    numbers = {}
    complete = set()
    for one in issued:
        lost = {leaf for leaf, damage in one.damages.items() if damage not in damaging.STILL_A_PAGE}
        read = [leaf for leaf in one.leaves if leaf not in lost]
        if read:
            numbers[one.document] = frozenset(named for leaf in read for named in _described(body, one.document, leaf))
        if one.whole and not lost:
            complete.add(one.document)
    numbered = frozenset(builtin_sources()[body.family].numbers.values()) | {CitedKind.PROGRAMME}
    return Loaded(numbers, frozenset(complete), numbered - {CitedKind.ACTIVITY})


def _described(body: Municipality, document: Document, leaf: Leaf) -> Iterator[tuple[CitedKind, str]]:
    """Kind and key of what a page describes: composed only where it may describe more than one goal."""
    if leaf.kind is PageKind.GOAL:
        yield CitedKind.GOAL, body.numbers(document.year)[leaf.key]
        return
    page = _composed(body, document, leaf)
    if page.kind in {PageKind.AMBITION, PageKind.PROGRAMME, PageKind.PROJECT}:
        yield CitedKind(page.kind), page.key
    yield from ((one.kind, one.key) for one in page.stated)


def _listed(body: Municipality, issued: Issued, *, complete: bool) -> str:
    """The entry of a document in bodies.yml."""
    document, expected = issued.document, len(body.numbers(issued.document.year))
    sequence = f", sequence: {document.sequence}" if document.sequence else ""
    return (
        f"{body.code}/{document.name}:\n"
        f"  organisation: {body.code}\n  name: {body.name}\n  family: {body.family}\n  documents:\n"
        f"    - {{kind: {document.kind}, year: {document.year}{sequence}, goalsExpected: {expected}, "
        f"complete: {str(complete).lower()}}}\n"
    )


def _path(body: Municipality, document: Document, leaf: Leaf, form: Form) -> str:
    suffix = "txt" if form is Form.TEXT else "html"
    return f"{body.code}/{document.name}/{file_name(leaf, body, document)}.{suffix}"


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
        path, page.body.code, document.kind, document.year, document.sequence, layout_of(page), damage and damage.value,
        page.kind,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a list of words asks for: layouts of Zwolle's family, kinds of pages beside the goals, and families."""

    layouts: tuple[Layout, ...]
    others: tuple[PageKind, ...]
    families: tuple[str, ...]


def wishes_of(words: str) -> Wishes:
    """What a list of words asks for: `z2,z3,ambition,tiel`, or `all`.

    Raises:
        CorpusError: no page is written of one of them.
    """
    layouts, others = {str(one): one for one in (*LAYOUTS, *RARE)}, {str(one): one for one in OTHERS}
    known = (*layouts, *others, *FAMILIES)
    named = known if words == "all" else words.split(",")
    if unknown := set(named) - set(known):
        raise CorpusError(f"{', '.join(sorted(unknown))}: no such layout; choose from all, {', '.join(known)}")
    chosen = tuple(layouts[name] for name in named if name in layouts)
    beside = tuple(others[name] for name in named if name in others)
    families = tuple(name for name in named if name in FAMILIES)
    if beside and not chosen:
        chosen = LAYOUTS
    return Wishes(chosen, beside, ((ZWOLLE,) if chosen else ()) + families)


def layouts_of(words: str) -> tuple[Layout, ...]:
    """The layouts of goal pages that a list names: `z2,z3,z5b`.

    Raises:
        CorpusError: no goal page is written in one of them.
    """
    wishes = wishes_of(words)
    if wishes.others or wishes.families != (ZWOLLE,) or Layout.Z0 in wishes.layouts:
        raise CorpusError(f"{words}: not only layouts of goal pages; choose from {', '.join(LAYOUTS)}, z3-bare")
    return wishes.layouts


@click.command(help="Write fictional municipalities with known truth to the folder OUT.")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--pages", default=1000, show_default=True, type=click.IntRange(1))
@click.option("--seed", default=1, show_default=True)
@click.option("--form", default=Form.TEXT.value, show_default=True, type=click.Choice([form.value for form in Form]))
@click.option("--damaged", default=0.0, show_default=True, type=click.FloatRange(0, 1), help="share of damaged pages")
@click.option(
    "--layouts", default=",".join(LAYOUTS), show_default=True, help="also pages beside goals, families; or all"
)
@click.option("--bodies", type=click.IntRange(1), help="number of municipalities; else one per 1,000 pages")
def main(  # noqa: PLR0913, PLR0917 - an argument for each option of the command
    out: Path, pages: int, seed: int, form: str, damaged: float, layouts: str, bodies: int | None
) -> None:
    """Write a corpus."""
    try:
        wishes = wishes_of(layouts)
        plan = Plan(out, pages, seed, Form(form), damaged, wishes.layouts, bodies, wishes.others, wishes.families)
        written = write_corpus(plan)
    except CorpusError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"{written} pages of {len(plan.quotas())} municipalities in {plan.folder}")


if __name__ == "__main__":
    main()
