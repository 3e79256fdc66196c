"""The gold set: pages annotated by hand, each annotation with its place in the canonical text of its page.

Reads annotations and pages; compares nothing with what the reader makes of them. `tests/gold/README.md` tells how pages
are annotated.
"""

import re
import sys
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Generic, Literal, TypeVar

import msgspec
import yaml

from ingest.read.text import UnreadableError, decode
from ontology.codes import (
    BudgetLine,
    CitedKind,
    DocumentKind,
    Effect,
    Layout,
    MentionKind,
    PageKind,
    Phase,
    Recurrence,
    Relation,
    Resolution,
    Role,
    SectionKind,
)

SUFFIX: Final = ".gold.yml"
SCHEMA: Final = Path(__file__).parent.parent / "tests" / "gold" / "schema.json"
TRUE_OR_FALSE: Final = frozenset("tTfF")
BOOL: Final = "tag:yaml.org,2002:bool"

Words = Annotated[str, msgspec.Meta(min_length=1)]
Nth = Annotated[int, msgspec.Meta(ge=1, description="which of the places where the words stand, counted from 1")]
Year = Annotated[int, msgspec.Meta(ge=1990, le=2099)]
Count = Annotated[int, msgspec.Meta(ge=0)]
Decimal = Annotated[str, msgspec.Meta(pattern=r"^-?[0-9]{1,15}(\.[0-9]{1,4})?$", description="in euro")]


class GoldError(Exception):
    """An annotation that doesn't fit its page; the message tells the file, the key and the remedy."""


class Quote(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words of the page, and which of the places where they stand."""

    exact: Words
    nth: Nth = 1


class Cited(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A goal, ambition or programme, by its number where it has one."""

    kind: CitedKind
    number: Words | None = None


class NamedDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document that words name."""

    kind: DocumentKind
    year: Year | None = None
    sequence: Count | None = None


class Thing(Quote, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A further thing that the page describes; `exact` is its statement or title."""

    kind: Literal["goal", "ambition", "programme", "spending-proposal", "project"]
    number: Words | None = None


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A section: its heading, and the first and last words of its text (none where it is empty)."""

    kind: SectionKind
    heading: Words | None = None
    begins: Words | None = None
    ends: Words | None = None


class Reference(Quote, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A place that names a goal, ambition or programme by its number."""

    kind: CitedKind
    number: Words
    label: Words | None = None
    role: Role
    relation: Relation = Relation.UNKNOWN
    document: NamedDocument | None = None
    resolution: Resolution
    suspect: bool = False


class Mention(Quote, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A place that names another numbered thing."""

    kind: MentionKind
    number: Words


class Amount(Quote, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A cell of a money table; `of` is the number in the row."""

    line: BudgetLine
    year: Year | None = None
    phase: Phase
    amount: Decimal | None = None
    of: Words | None = None


class MoneyEffect(Quote, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An advantage or disadvantage that a sentence names, and on what if it tells; `cause` are words of the page."""

    on: Cited | None = None
    effect: Effect
    amount: Decimal | None = None
    recurrence: Recurrence = Recurrence.UNKNOWN
    year: Year | None = None
    cause: Words | None = None


class Annotation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a careful reader finds on one page; an absent key says that the page has nothing of the kind."""

    page: Words
    note: Words
    kind: PageKind
    layout: Layout
    number: Words | None = None
    label: Quote | None = None
    statement: Quote | None = None
    things: tuple[Thing, ...] = ()
    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    mentions: tuple[Mention, ...] = ()
    holders: tuple[Quote, ...] = ()
    amounts: tuple[Amount, ...] = ()
    effects: tuple[MoneyEffect, ...] = ()
    criteria: Count = 0
    activities: Count = 0
    notes: Count = 0
    deviations: Count = 0


T_co = TypeVar("T_co", bound=msgspec.Struct, covariant=True)
Q = TypeVar("Q", bound=Quote)


@dataclass(frozen=True, slots=True)
class Placed(Generic[T_co]):
    """An annotation and its place: code points of the page's canonical text, from `start` up to `end`."""

    what: T_co
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPage:
    """A page, its canonical text and what stands where in it; lists are in the order of the annotation file."""

    path: Path
    name: str  # as `ingest` names the page: its path in the folder of the split
    annotation: Path
    text: str
    note: str
    kind: PageKind
    layout: Layout
    number: str | None
    label: Placed[Quote] | None
    statement: Placed[Quote] | None
    things: tuple[Placed[Thing], ...]
    sections: tuple[Placed[Section], ...]  # the span is that of the text, without the heading
    references: tuple[Placed[Reference], ...]
    mentions: tuple[Placed[Mention], ...]
    holders: tuple[Placed[Quote], ...]
    amounts: tuple[Placed[Amount], ...]
    effects: tuple[Placed[MoneyEffect], ...]
    criteria: int
    activities: int
    notes: int
    deviations: int


def load_split(folder: Path) -> tuple[GoldPage, ...]:
    """The annotated pages of one split, by path; none where nothing is annotated.

    Raises:
        GoldError: an annotation is malformed, or says words that don't stand in its page.
    """
    return tuple(load_page(path, folder) for path in sorted(folder.rglob("*" + SUFFIX)))


def load_page(annotation: Path, folder: Path) -> GoldPage:
    """The page of one annotation file in the folder of its split.

    Raises:
        GoldError: as in `load_split`.
    """
    said = _annotation(annotation)
    page = (annotation.parent / said.page).resolve()
    finder = _Finder(annotation, _text(annotation, page))
    inside = page.is_relative_to(folder.resolve())
    return GoldPage(
        path=page,
        name=page.relative_to(folder.resolve()).as_posix() if inside else page.name,
        annotation=annotation,
        text=finder.text,
        note=said.note,
        kind=said.kind,
        layout=said.layout,
        number=said.number,
        label=finder.one("label", said.label),
        statement=finder.one("statement", said.statement),
        things=finder.each("things", said.things),
        sections=finder.sections(said.sections),
        references=finder.references(said.references),
        mentions=finder.numbers("mentions", said.mentions),
        holders=finder.each("holders", said.holders),
        amounts=finder.numbers("amounts", said.amounts),
        effects=finder.effects(said.effects),
        criteria=said.criteria,
        activities=said.activities,
        notes=said.notes,
        deviations=said.deviations,
    )


def schema() -> bytes:
    """The JSON Schema of an annotation file, for editors that check while one types."""
    return msgspec.json.format(msgspec.json.encode(msgspec.json.schema(Annotation), order="deterministic")) + b"\n"


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds quoted words in the text of a page."""

    file: Path
    text: str

    def place(self, key: str, quote: Q) -> Placed[Q]:
        """Where the words stand for the nth time; places that overlap count once."""
        start = end = 0
        for _ in range(quote.nth):
            start = self.text.find(quote.exact, end)
            if start < 0:
                raise self.error(key, quote.exact, f"doesn't stand {quote.nth} time(s) in the page; copy the words")
            end = start + len(quote.exact)
        return Placed(quote, start, end)

    def one(self, key: str, quote: Quote | None) -> Placed[Quote] | None:
        """The place of what a page has at most once."""
        return self.place(key, quote) if quote else None

    def each(self, key: str, quotes: tuple[Q, ...]) -> tuple[Placed[Q], ...]:
        """The places of a list; no two the same."""
        placed = tuple(self.place(f"{key}[{at}]", quote) for at, quote in enumerate(quotes))
        for at, one in enumerate(placed):
            if any(one == other for other in placed[:at]):
                raise self.error(f"{key}[{at}]", one.what.exact, "is annotated twice at one place; give another nth")
        return placed

    def numbers(self, key: str, quotes: tuple[Q, ...]) -> tuple[Placed[Q], ...]:
        """The places of a list of numbers, none of which is the beginning or end of a longer number."""
        placed = self.each(key, quotes)
        for at, one in enumerate(placed):
            before, after = self.text[max(0, one.start - 2) : one.start], self.text[one.end : one.end + 2]
            if _is_longer(one.what.exact, before, after):
                raise self.error(f"{key}[{at}]", one.what.exact, "stands in a longer number there; give another nth")
        return placed

    def references(self, references: tuple[Reference, ...]) -> tuple[Placed[Reference], ...]:
        """The places of references; two to one number don't overlap, and the words beside them stand in the page."""
        placed = self.numbers("references", references)
        for at, one in enumerate(placed):
            self.words(f"references[{at}].label", one.what.label)
            if any(_is_repeated(one, other) for other in placed[:at]):
                raise self.error(f"references[{at}]", one.what.exact, "overlaps one to that number; give another nth")
        return placed

    def effects(self, effects: tuple[MoneyEffect, ...]) -> tuple[Placed[MoneyEffect], ...]:
        """The places of effects; the words that give the cause stand in the page."""
        for at, one in enumerate(effects):
            self.words(f"effects[{at}].cause", one.cause)
        return self.each("effects", effects)

    def words(self, key: str, words: str | None) -> None:
        """Refuses words that stand nowhere in the page."""
        if words is not None and words not in self.text:
            raise self.error(key, words, "doesn't stand in the page; copy the words")

    def sections(self, sections: tuple[Section, ...]) -> tuple[Placed[Section], ...]:
        """The texts of the sections, in order; each is looked for after the one before it."""
        placed: list[Placed[Section]] = []
        at = 0
        for index, section in enumerate(sections):
            key = f"sections[{index}]"
            if (section.begins is None) != (section.ends is None):
                raise self.error(key, section.heading or "", "has only one of begins and ends; give both or neither")
            start = self.heading(f"{key}.heading", section.heading, at)
            start = self.after(f"{key}.begins", section.begins, start)[0]
            at = self.after(f"{key}.ends", section.ends, start)[1]
            placed.append(Placed(section, start, at))
        return tuple(placed)

    def heading(self, key: str, words: str | None, at: int) -> int:
        """Where a heading ends: the first line from an offset on that is it, else the first that begins with it."""
        for rest in (r"[^\w\n]*$", ""):
            found = re.compile(rf"(?m)^[^\w\n]*{re.escape(words or '')}{rest}").search(self.text, at) if words else None
            if found:
                return found.end()
        return self.after(key, words, at)[1]

    def after(self, key: str, words: str | None, at: int) -> tuple[int, int]:
        """The first place of the words from an offset on; that offset where there are no words."""
        if words is None:
            return at, at
        start = self.text.find(words, at)
        if start < 0:
            raise self.error(key, words, "doesn't stand after the section before it; copy the words, in order")
        return start, start + len(words)

    def error(self, key: str, words: str, message: str) -> GoldError:
        """An error that tells what stands where in which file."""
        return GoldError(f"{self.file}: {key}: {words!r} {message}")


def _is_repeated(one: Placed[Reference], other: Placed[Reference]) -> bool:
    overlap = one.start < other.end and other.start < one.end
    return overlap and (one.what.kind, one.what.number) == (other.what.kind, other.what.number)


def _is_longer(exact: str, before: str, after: str) -> bool:
    starts = exact[0].isdigit() and re.search(r"[0-9][.,]?\Z", before) is not None
    return starts or (exact[-1].isdigit() and re.match(r"[.,]?[0-9]", after) is not None)


def _text(annotation: Path, page: Path) -> str:
    try:
        return decode(page.read_bytes())
    except OSError as error:
        raise GoldError(f"{annotation}: page: {page} can't be read; name a file beside the annotation") from error
    except UnreadableError as error:
        raise GoldError(f"{annotation}: page: {error}") from error


def _annotation(path: Path) -> Annotation:
    try:
        return msgspec.convert(_Loader(path.read_bytes()).get_single_data(), Annotation)
    except yaml.YAMLError as error:
        raise GoldError(f"{path}: no YAML: {error}; correct it there") from error
    except msgspec.ValidationError as error:
        raise GoldError(f"{path}: {error}; see tests/gold/schema.json") from error


class _Loader(yaml.SafeLoader):
    """YAML in which `on` and `no` are words, and a key that is given twice is refused."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [one for one in known if one[0] != BOOL or first in TRUE_OR_FALSE]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002
        keys = [key.value for key, _ in node.value]
        twice = next((key for at, key in enumerate(keys) if key in keys[:at]), None)
        if twice is not None:
            raise yaml.constructor.ConstructorError(None, None, f"the key {twice!r} is given twice", node.start_mark)
        return super().construct_mapping(node, deep)


if __name__ == "__main__":
    SCHEMA.write_bytes(schema())
    sys.stdout.write(f"{SCHEMA}\n")
