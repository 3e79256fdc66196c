"""Items: the criteria and activities of a goal through the years, and the activities of which reports tell what came.

An item is held against those of the version of its goal before it, word for word and else by how alike they are; what
could be either of two is neither.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec
from rapidfuzz import fuzz, process

from ingest.link.ages import Places, Spot, about, normal, subjects
from ingest.link.place import LISTS, Place
from ingest.link.resolve import Version
from ingest.link.succession import Succession
from ingest.read.record import Realisation
from ingest.read.text import folded
from ontology.terms import Iri

ALIKE: Final = 75.0  # per cent of two items that are one, and more
CLEAR: Final = 10.0  # per cent by which a second one is less alike
MOST: Final = 100  # items of one list that are compared; of a longer list only those that are the same word for word
FEWEST_WORDS: Final = 3  # of the beginning of an activity that tells it from the others


class _Item(NamedTuple):
    """An item of a list: its place on its page, its identifier, and its words as items are compared."""

    spot: Spot
    iri: Iri
    words: str


class Links(msgspec.Struct, frozen=True):
    """What items of a document continue, and the activities that its realisations are of, by identifier."""

    previous: Mapping[Spot, Iri]
    realised: Mapping[Spot, Iri]


class Items:
    """The items of the goals of a body, document by document in the order of the cycle."""

    def __init__(self, succession: Succession) -> None:
        self._succession = succession
        self._last: dict[tuple[int, str], Sequence[_Item]] = {}  # the newest list of each kind of each goal

    def add(self, places: Places) -> Links:
        """The links of the next document to those before it."""
        lists: dict[tuple[int, str], list[_Item]] = {}
        titles: dict[int, list[tuple[Spot, str]]] = {}
        for place in places:
            for thread, item in self._items(place):
                lists.setdefault((thread, item.spot.list), []).append(item)
            for thread, spot, title in self._titles(place):
                titles.setdefault(thread, []).append((spot, title))
        previous: dict[Spot, Iri] = {}
        for key, items in lists.items():
            previous |= _continued(self._last.get(key, ()), items)
        realised: dict[Spot, Iri] = {}
        for thread, found in titles.items():
            realised |= _realised(self._last.get((thread, "activities"), ()), found)
        self._last |= lists
        return Links(previous, realised)

    def _items(self, place: Place) -> Iterator[tuple[int, _Item]]:
        page, told_of = place.page, subjects(place)
        for name, items in (("criteria", place.record.criteria), ("activities", place.record.activities)):
            for index, item in enumerate(items):
                thread = self._thread(told_of(item.start))
                if thread is not None:
                    iri = place.at(LISTS[name], item.start, item.end)
                    yield thread, _Item(Spot(page, name, index), iri, normal(item.text))

    def _titles(self, place: Place) -> Iterator[tuple[int, Spot, str]]:
        """The realisations that are of no activity of their own page, each with its first line."""
        for index, realisation in enumerate(place.record.realisations):
            thread = self._thread(about(place, realisation.start))
            if thread is not None and realisation.element is None:
                yield thread, Spot(place.page, "realisations", index), _title(place, realisation)

    def _thread(self, version: Version | None) -> int | None:
        return None if version is None else self._succession.thread(version)


def _continued(before: Sequence[_Item], items: Sequence[_Item]) -> Mapping[Spot, Iri]:
    """The item before each of some items; each at most once."""
    left = list(before)
    found: dict[Spot, Iri] = {}
    for item in items:
        same = next((one for one in left if one.words == item.words), None)
        if same is not None:
            found[item.spot] = same.iri
            left.remove(same)
    rest = [item for item in items if item.spot not in found]
    if max(len(left), len(rest)) <= MOST:
        found |= {item.spot: one.iri for item, one in _alike(rest, left)}
    return found


def _alike(items: Sequence[_Item], before: Sequence[_Item]) -> Iterable[tuple[_Item, _Item]]:
    """The pairs that are alike, each the best of both and clearly ahead of the second."""
    for item in items:
        one = _best(item, before)
        if one is not None and _best(one, items) is item:
            yield item, one


def _best(item: _Item, others: Sequence[_Item]) -> _Item | None:
    """The one that is most like an item; None where none is, or two are about as much."""
    found = process.extract(
        item.words, [one.words for one in others], scorer=fuzz.ratio, limit=2, score_cutoff=ALIKE - CLEAR
    )
    if not found or found[0][1] < ALIKE or (len(found) > 1 and found[0][1] - found[1][1] < CLEAR):
        return None
    return others[found[0][2]]


def _title(place: Place, realisation: Realisation) -> str:
    """The line by which a realisation may name its activity: its first."""
    if realisation.title is not None:
        return folded(realisation.title.text)
    words = place.record.text[realisation.start : realisation.end]
    return folded(words.strip().partition("\n")[0])


def _realised(before: Sequence[_Item], titles: Iterable[tuple[Spot, str]]) -> Mapping[Spot, Iri]:
    """The activities whose words are repeated, wholly or in their first words."""
    named = ((spot, _named(before, title)) for spot, title in titles)
    return {spot: one.iri for spot, one in named if one is not None}


def _named(before: Sequence[_Item], title: str) -> _Item | None:
    """The activity that a line repeats; None where it repeats none, or two."""
    found = [one for one in before if folded(one.words) == title]
    if not found and len(title.split()) >= FEWEST_WORDS:
        found = [one for one in before if folded(one.words).startswith(f"{title} ")]
    return found[0] if len(found) == 1 else None
