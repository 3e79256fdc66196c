"""Sources: what is known of a portal family, one YAML file each. Knows no page.

A file with an unknown key or a wrong type is refused, so that a slip of the pen is seen before a page is read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Annotated, Final, TypeVar

import msgspec

from ingest import slips
from ingest.read.numbering import Numbering
from ingest.read.text import folded
from ontology.codes import BudgetLine, CitedKind, Effect, Layout, PageKind, Phase, SectionKind, SignConvention
from ontology.language import SpokenError

Meaning = TypeVar("Meaning")
Value = object  # what stands behind a key of a YAML file, before it is checked
QUESTION_WORD: Final = "wat"  # with which the questions of the pages of a programme begin
YEAR: Final = re.compile(r"\b20[0-9]{2}\b")
EXTENDS: Final = "extends"
FAMILY: Final = "family"
JOINED: Final = frozenset(
    {
        "headings",
        "titles",
        "columns",
        "phases",
        "headlines",
        "nothing",
        "notHolders",
        "ignore",
        "introductions",
        "ignoreStarting",
        "ignoreEnding",
    }
)


class SourceError(SpokenError):
    """A source file that can't be used; the message names the file, the place and what is wanted."""


class Count(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many pages of a kind a whole document has: at least and at most."""

    min: Annotated[int, msgspec.Meta(ge=0)]
    max: Annotated[int, msgspec.Meta(ge=0)]


class Lookups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For values that are printed oddly, the value that is meant."""

    domain: dict[str, str] = {}
    label: dict[str, str] = {}


class Source(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True, dict=True):
    """A portal family: what its headings, numbers and signs mean.

    `numbers` tells of which kind each form of number is (`ingest/read/numbering.py`), `restarting` which kinds are
    counted anew in each programme, `programme_pages` how pages are laid out that are about a programme and state its
    goals (no such pages where None); `titles` are those of pages of other kinds. `may_shrink` is the share of a body's
    goals that a new dataset may lack, `counts` how many pages of a kind a whole document has. A page without footer was
    cut off where `footer_required`. `ignore` gives, for lines that are left out, the reason; so do `ignore_starting`
    and `ignore_ending` for lines by how they begin and end. `introductions` are lines of a section that say nothing but
    what follows. `lookups` gives, for values that are printed oddly, the
    value that is meant. `columns` and `phases` tell what the words in the heads and rows of a money table mean; a scale
    that makes a cell larger than `largest_amount`, in euro, is not believed. `sign_convention` says what the sign of a
    balance means; no amount is changed for it.
    """

    family: str
    numbers: dict[str, CitedKind]
    month_first: bool
    sign_convention: SignConvention
    may_shrink: float
    footer: str
    crumb: str
    headings: dict[SectionKind, tuple[str, ...]]
    columns: dict[str, BudgetLine]
    headlines: dict[str, Effect]
    nothing: tuple[str, ...]
    not_holders: tuple[str, ...]
    ignore: dict[str, str]
    introductions: tuple[str, ...] = ()
    ignore_starting: dict[str, str] = {}
    ignore_ending: dict[str, str] = {}
    restarting: tuple[CitedKind, ...] = ()
    programme_pages: Layout | None = None
    titles: dict[PageKind, tuple[str, ...]] = {}
    counts: dict[PageKind, Count] = {}
    lookups: Lookups = Lookups()
    footer_required: bool = True
    phases: dict[str, Phase] = {}
    largest_amount: int = 1_000_000_000

    def __post_init__(self) -> None:
        """Refuse forms of numbers that can't be understood; `NumberingError` names the form."""
        self.numbering.pattern  # noqa: B018 - built once, and asked for by every page

    @cached_property
    def numbering(self) -> Numbering:
        """How the family writes numbers."""
        return Numbering(self.numbers)

    @property
    def depths(self) -> dict[int, CitedKind]:
        """What a number of so many levels is."""
        return {form.count(".") + 1: kind for form, kind in self.numbers.items()}

    def column(self, text: str) -> BudgetLine | None:
        """What a line means as the head of a column of the money table."""
        return self._folded_columns.get(folded(text))

    def phase(self, text: str) -> Phase | None:
        """The phase that the words in the head of a column name, without a year."""
        return self._folded_phases.get(folded(text))

    def headline(self, text: str) -> Effect | None:
        """What a line means under the title of a deviation."""
        return self._folded_headlines.get(folded(text))

    def why_ignored(self, text: str) -> str | None:
        """Why a line is left out; None where it is not."""
        bare = folded(text)
        if bare in self._folded_introductions:
            return "leads up to what follows"
        whole = self._folded_ignore.get(bare)
        if whole is not None or not (self.ignore_starting or self.ignore_ending):
            return whole
        starting = (why for words, why in self.ignore_starting.items() if bare.startswith(folded(words)))
        ending = (why for words, why in self.ignore_ending.items() if bare.endswith(folded(words)))
        return next(starting, None) or next(ending, None)

    def introduces(self, text: str) -> bool:
        """Whether a line of a section says nothing but what follows it."""
        return folded(text) in self._folded_introductions

    def says_nothing(self, text: str) -> bool:
        """Whether a line says that a list is empty."""
        return folded(text) in self._folded_nothing

    def is_crumb(self, text: str) -> bool:
        """Whether a line announces the domain."""
        return folded(text) == folded(self.crumb)

    def heading(self, text: str) -> SectionKind | None:
        """What a line means as a heading, when it is nothing else."""
        bare = folded(text)
        found = self._folded_headings.get(bare)
        return found if found is not None or "20" not in bare else self._folded_headings.get(YEAR.sub("jjjj", bare))

    def title(self, text: str) -> PageKind | None:
        """What kind of page a line is the title of; None for any other line."""
        return self._folded_titles.get(folded(text))

    def may_open(self, text: str, kind: SectionKind | None = None) -> bool:
        """Whether a line can begin with a heading, of one kind or of any, by its first word: most lines can't."""
        first = folded(text).partition(" ")[0]
        words = self._first_words if kind is None else self._first_words_of[kind]
        return first in words or first.rstrip(":") in words or "20" in first

    def headings_at_start(self, text: str) -> Iterator[tuple[str, SectionKind]]:
        """The headings with which a line begins, folded, and what they mean."""
        bare = folded(text)
        if bare.partition(" ")[0].rstrip(":") in self._first_words:
            for known, kind in self._folded_headings.items():
                if bare.startswith(known):
                    yield known, kind

    @cached_property
    def _folded_headings(self) -> Mapping[str, SectionKind]:
        return {folded(heading): kind for kind, headings in self.headings.items() for heading in headings}

    @cached_property
    def _folded_titles(self) -> Mapping[str, PageKind]:
        return {folded(title): kind for kind, titles in self.titles.items() for title in titles}

    @cached_property
    def _first_words(self) -> frozenset[str]:
        return frozenset().union(*self._first_words_of.values())

    @cached_property
    def _first_words_of(self) -> Mapping[SectionKind, frozenset[str]]:
        """The first words of the headings of each kind; those of questions are not in the list of headings."""
        asked = {QUESTION_WORD} if self.programme_pages is Layout.QUESTIONS else set()
        found = {kind: set(asked) for kind in SectionKind}
        for known, kind in self._folded_headings.items():
            found[kind].add(known.partition(" ")[0])
        return {kind: frozenset(words) for kind, words in found.items()}

    @cached_property
    def _folded_columns(self) -> Mapping[str, BudgetLine]:
        return _folded(self.columns)

    @cached_property
    def _folded_phases(self) -> Mapping[str, Phase]:
        return _folded(self.phases)

    @cached_property
    def _folded_headlines(self) -> Mapping[str, Effect]:
        return _folded(self.headlines)

    @cached_property
    def _folded_ignore(self) -> Mapping[str, str]:
        return _folded(self.ignore)

    @cached_property
    def _folded_introductions(self) -> frozenset[str]:
        return frozenset(folded(words) for words in self.introductions)

    @cached_property
    def _folded_nothing(self) -> frozenset[str]:
        return frozenset(folded(words) for words in self.nothing)

    def kind_of(self, number: str) -> CitedKind | None:
        """What a number means by its depth; None for a depth that this family does not use."""
        return self.numbering.kind_of(number)


def _folded(words: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Fixed words by the form in which they are compared: letter case, white space and a final stop don't matter."""
    return {folded(known): meaning for known, meaning in words.items()}


@cache
def builtin_sources() -> Mapping[str, Source]:
    """The families that come with the package, by name."""
    found = [load(name, content) for name, content in _builtin_files().items()]
    return MappingProxyType({source.family: source for source in sorted(found, key=lambda source: source.family)})


def operator_sources(folder: Path) -> Mapping[str, Source]:
    """The families of an input folder (`sources/*.yml`) beside those of the package; an equal name replaces."""
    own = {
        source.family: source
        for source in (load(str(path), path.read_bytes()) for path in sorted(folder.glob("*.yml")))
    }
    return MappingProxyType(dict(builtin_sources()) | own)


def alike(family: str, known: Iterable[str]) -> list[str]:
    """The families that there are, by name, the one that a name looks like first."""
    names = sorted(known)
    near = get_close_matches(family, names, 1)
    return [*near, *(name for name in names if name not in near)]


def load(name: str, content: bytes) -> Source:
    """A source from the content of its file; what it does not say is as in the family of the package that it extends.

    Raises:
        SourceError: it is no YAML, has an unknown key, lacks one, or has a value of the wrong kind.
    """
    try:
        own = slips.load(name, content, dict[str, Value])
        if EXTENDS in own and FAMILY not in own:
            raise slips.missing(name, FAMILY, PurePath(name).stem)
        return msgspec.convert(_whole(name, own), Source, strict=False)
    except msgspec.DecodeError as error:
        slip = slips.slip(name, content, Source, error, also=(EXTENDS,) if EXTENDS in own else ())
        raise SourceError(slip.phrase, **slip.values) from error
    except slips.SlipError as error:
        raise SourceError(error.phrase, **error.values) from error


def _whole(name: str, own: Mapping[str, Value]) -> dict[str, Value]:
    """The keys of a source with those of the family that it extends: lists of words are joined, all else replaced."""
    extended = own.get(EXTENDS)
    if extended is None:
        return dict(own)
    base = _builtin_files().get(f"{extended}.yml")
    if base is None:
        raise slips.not_one_of(name, EXTENDS, str(extended), (file.removesuffix(".yml") for file in _builtin_files()))
    whole = _whole(f"{extended}.yml", slips.load(f"{extended}.yml", base, dict[str, Value]))
    for key, value in own.items():
        before = _without(whole.get(key), value) if key == "headings" else whole.get(key)
        whole[key] = _joined(before, value) if key in JOINED and key in whole else value
    return {key: value for key, value in whole.items() if key != EXTENDS}


def _without(before: Value, own: Value) -> Value:
    """The headings of a family without those that its heir says mean something else."""
    if not isinstance(before, dict) or not isinstance(own, dict):
        return before
    said = {folded(str(words)) for some in own.values() if isinstance(some, list) for words in some}
    return {
        kind: [words for words in some if folded(str(words)) not in said] if isinstance(some, list) else some
        for kind, some in before.items()
    }


def _joined(before: Value, value: Value) -> Value:
    if isinstance(before, dict) and isinstance(value, dict):
        return {**before, **{key: _joined(before[key], own) if key in before else own for key, own in value.items()}}
    return [*before, *value] if isinstance(before, list) and isinstance(value, list) else value


@cache
def _builtin_files() -> Mapping[str, bytes]:
    folder = files("ingest").joinpath("sources")
    return MappingProxyType({file.name: file.read_bytes() for file in folder.iterdir() if file.name.endswith(".yml")})
