"""Sources: what is known of a portal family, one YAML file each. Knows no page.

A file with an unknown key or a wrong type is refused, so that a slip of the pen is seen before a page is read.
"""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import msgspec

from ingest.read.text import folded
from ontology.codes import BudgetLine, CitedKind, Effect, SectionKind, SignConvention

Meaning = TypeVar("Meaning")


class SourceError(Exception):
    """A source file that can't be used; the message names the file and the fault."""


class Source(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True, dict=True):
    """A portal family: what its headings, numbers and signs mean.

    `depths` tells what a number of so many levels is; `may_shrink` is the share of a body's goals that a new dataset
    may lack; `ignore` gives, for lines that are left out, the reason.
    """

    family: str
    depths: dict[int, CitedKind]
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

    def column(self, text: str) -> BudgetLine | None:
        """What a line means as the head of a column of the money table."""
        return self._folded_columns.get(folded(text))

    def headline(self, text: str) -> Effect | None:
        """What a line means under the title of a deviation."""
        return self._folded_headlines.get(folded(text))

    def why_ignored(self, text: str) -> str | None:
        """Why a line is left out; None where it is not."""
        return self._folded_ignore.get(folded(text))

    def says_nothing(self, text: str) -> bool:
        """Whether a line says that a list is empty."""
        return folded(text) in self._folded_nothing

    def is_crumb(self, text: str) -> bool:
        """Whether a line announces the domain."""
        return folded(text) == folded(self.crumb)

    def heading(self, text: str) -> SectionKind | None:
        """What a line means as a heading, when it is nothing else."""
        return self._folded_headings.get(folded(text))

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
    def _first_words(self) -> frozenset[str]:
        return frozenset(known.partition(" ")[0] for known in self._folded_headings)

    @cached_property
    def _folded_columns(self) -> Mapping[str, BudgetLine]:
        return _folded(self.columns)

    @cached_property
    def _folded_headlines(self) -> Mapping[str, Effect]:
        return _folded(self.headlines)

    @cached_property
    def _folded_ignore(self) -> Mapping[str, str]:
        return _folded(self.ignore)

    @cached_property
    def _folded_nothing(self) -> frozenset[str]:
        return frozenset(folded(words) for words in self.nothing)

    def kind_of(self, number: str) -> CitedKind | None:
        """What a number means by its depth; None for a depth that this family does not use."""
        return self.depths.get(number.count(".") + 1)


def _folded(words: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Fixed words by the form in which they are compared: letter case, white space and a final stop don't matter."""
    return {folded(known): meaning for known, meaning in words.items()}


@cache
def builtin_sources() -> Mapping[str, Source]:
    """The families that come with the package, by name."""
    folder = files("ingest").joinpath("sources")
    found = [load(entry.name, entry.read_bytes()) for entry in folder.iterdir() if entry.name.endswith(".yml")]
    return MappingProxyType({source.family: source for source in sorted(found, key=lambda source: source.family)})


def operator_sources(folder: Path) -> Mapping[str, Source]:
    """The families of an input folder (`sources/*.yml`) beside those of the package; an equal name replaces."""
    own = {
        source.family: source
        for source in (load(str(path), path.read_bytes()) for path in sorted(folder.glob("*.yml")))
    }
    return MappingProxyType(dict(builtin_sources()) | own)


def load(name: str, content: bytes) -> Source:
    """A source from the content of its file.

    Raises:
        SourceError: it is no YAML, has an unknown key, lacks one, or has a value of the wrong kind.
    """
    try:
        return msgspec.yaml.decode(content, type=Source)
    except msgspec.DecodeError as error:
        raise SourceError(f"{name}: {error}; see ingest/sources/zwolle.yml for a source that works") from error
