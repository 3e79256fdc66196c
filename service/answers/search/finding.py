"""What the index of a release gives for what somebody looks for: hits with their words, a total, and facets.

Counts are of all that was found, not of what is shown. Asks no engine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol, cast

import msgspec

from service.answers.search.asking import Asking, Filters, make_asking
from service.answers.search.marks import Marked, best_stretch, mark_title
from service.answers.search.wanted import Wanted
from service.release.search_index import FACETS, open_index, plain_score
from service.release.search_rows import SearchRow

if TYPE_CHECKING:
    from pathlib import Path

    from tantivy import DocAddress, Query, Searcher

MOST_OFFSET: Final = 10_000
"""How many hits can be passed over: each of them is looked at again for every page."""
MOST_VALUES: Final = 20
"""Values of a facet that are told; the rest is counted together."""

_SPARE: Final = 64  # hits beyond a page that are looked at first, for those that are equal to its last
_MORE: Final = 8  # times as many are asked where that was too few
_BUCKETS: Final = 100
_ALL_BUCKETS: Final = 65_000  # of each segment: fewer would make counts too low


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: what the index tells of it, its score, and its words with marks."""

    row: SearchRow
    score: float
    title: Marked
    words: Marked | None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet: what it is, what people call it where the index knows, and how many hits have it."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """How the hits are divided by one of their properties, the most frequent values first; `others` are the rest."""

    name: str
    values: tuple[FacetValue, ...]
    others: int


@dataclass(frozen=True, slots=True)
class Results:
    """What was found: how many things, some of them, how they are divided, and what people are called in those."""

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    names: Mapping[str, str]


NOTHING: Final = Results(0, (), tuple(Facet(name, (), 0) for name in FACETS), MappingProxyType({}))
"""What is found where nothing was looked for."""


@dataclass(frozen=True)
class Index:
    """The search index of one release; safe to ask from several threads."""

    release: str
    searcher: "Searcher"
    asking: Asking

    def find(self, wanted: Wanted, filters: Filters, offset: int, limit: int) -> Results:
        """What fits, the best first."""
        query = self.asking.query(wanted, filters)
        total, rows = self._rows(query, offset, limit)
        facets = self._facets(query)
        names = self._names(rows, facets)
        hits = tuple(Hit(row, score, mark_title(row.title, wanted), best_stretch(row, wanted)) for score, row in rows)
        return Results(total, hits, tuple(_named(facet, names) for facet in facets), names)

    def scores(self, wanted: Wanted, most: int) -> tuple[int, list[tuple[str, float]]]:
        """How many things fit, and the paths and scores of the best ones."""
        total, rows = self._rows(self.asking.query(wanted, {}), 0, most)
        return total, [(row.path, score) for score, row in rows]

    def _rows(self, query: "Query", offset: int, limit: int) -> tuple[int, list[tuple[float, SearchRow]]]:
        """How many things fit, and those of a page in their order: by score, and by path where that is equal."""
        found = self._ranked(query, max(offset + limit, 1))
        begin, end = _with_equals(found.hits, offset, offset + limit)
        rows = [(score, self._row(address)) for score, address in found.hits[begin:end]]
        rows.sort(key=lambda one: (-one[0], one[1].path))
        shown = rows[offset - begin : offset - begin + limit]
        return found.count, [(plain_score(row, score), row) for score, row in shown]

    def _ranked(self, query: "Query", most: int) -> "_Counted":
        """The best things, and all that are equal to the last of them: Tantivy gives any of those, in any order."""
        asked = most + _SPARE
        while True:
            found = cast("_Counted", self.searcher.search(query, asked, weight_by_field="rank"))
            if len(found.hits) < asked or found.hits[-1][0] < found.hits[most - 1][0]:
                return found
            asked = most + (asked - most) * _MORE

    def _row(self, address: "DocAddress") -> SearchRow:
        return msgspec.msgpack.decode(self.searcher.doc(address)["row"][0], type=SearchRow)

    def _facets(self, query: "Query") -> list[Facet]:
        given = self._buckets(query, FACETS, _BUCKETS)
        return [_facet(name, given[name]) for name in FACETS]

    def _buckets(self, query: "Query", names: Sequence[str], size: int) -> dict[str, "_Buckets"]:
        """The values of facets with their counts: so many that none is left out that counts as much as one shown."""
        asked = {name: {"terms": {"field": name, "size": size, "segment_size": _ALL_BUCKETS}} for name in names}
        given = msgspec.convert(self.searcher.aggregate(query, asked), dict[str, _Buckets])
        cut = [name for name in names if given[name].is_cut] if size < _ALL_BUCKETS else []
        return {**given, **self._buckets(query, cut, min(size * _MORE, _ALL_BUCKETS))} if cut else given

    def _names(self, rows: Sequence[tuple[float, SearchRow]], facets: Sequence[Facet]) -> dict[str, str]:
        """What people and domains are called, by their paths."""
        paths = {value.value for facet in facets if facet.name in {"domain", "holder"} for value in facet.values}
        paths |= {path for _, row in rows for path in (row.domain, *row.holders) if path}
        if not paths:
            return {}
        found = self.searcher.search(self.asking.paths(sorted(paths)), len(paths), count=False)
        return {row.path: row.title for row in (self._row(address) for _, address in found.hits)}


class _Counted(Protocol):
    """A result of Tantivy, of which its types leave out the count."""

    @property
    def count(self) -> int: ...

    @property
    def hits(self) -> list[tuple[float, "DocAddress"]]: ...


def open_search(folder: "Path") -> Index:
    """The search index of a release, by the folder of the release.

    Raises:
        NoIndexError: it has none, or one that can't be read.
    """
    return Index(folder.name, open_index(folder), make_asking())


def _with_equals(hits: Sequence[tuple[float, "DocAddress"]], begin: int, end: int) -> tuple[int, int]:
    """From where to where hits are, with those around them that are equal to the first and the last."""
    end = min(end, len(hits))
    if begin >= end:
        return end, end
    first, last = hits[begin][0], hits[end - 1][0]
    while begin > 0 and hits[begin - 1][0] == first:
        begin -= 1
    while end < len(hits) and hits[end][0] == last:
        end += 1
    return begin, end


def _facet(name: str, given: "_Buckets") -> Facet:
    values = sorted((FacetValue(bucket.key, "", bucket.doc_count) for bucket in given.buckets), key=_by_count)
    rest = sum(value.count for value in values[MOST_VALUES:]) + given.sum_other_doc_count
    return Facet(name, tuple(values[:MOST_VALUES]), rest)


class _Bucket(msgspec.Struct):
    key: str
    doc_count: int


class _Buckets(msgspec.Struct):
    buckets: list[_Bucket]
    sum_other_doc_count: int = 0

    @property
    def is_cut(self) -> bool:
        """Whether a value that was left out may count as much as the last one that is shown."""
        counts = sorted((bucket.doc_count for bucket in self.buckets), reverse=True)
        return self.sum_other_doc_count > 0 and counts[-1] == counts[MOST_VALUES - 1]


def _by_count(value: FacetValue) -> tuple[int, str]:
    return -value.count, value.value


def _named(facet: Facet, names: Mapping[str, str]) -> Facet:
    values = tuple(FacetValue(one.value, names.get(one.value, ""), one.count) for one in facet.values)
    return Facet(facet.name, values, facet.others)
