"""Contradictions: entries of `corrections.yml` that say different things of one value. Follows none of them."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final, NamedTuple

from msgspec import UNSET

from ingest.corrections import Correction, Entry, HolderEntry, IdentityEntry, ReferenceEntry
from ingest.read.span import Span

# What names the page and the place, or says why: no value.
BESIDE: Final = frozenset({"page", "at", "of", "why", "by", "add", "list", "earlier", "later"})
GONE: Final = frozenset({"remove", "no_reference"})  # nothing is left of which another value could be told
LEADING: Final = frozenset({"number", "kind", "document"})  # what `target` says as well


class Placed(NamedTuple):
    """A correction, and where on its page the value stands that it is about; None for what the page is about."""

    correction: Correction
    span: Span | None


class Odd(NamedTuple):
    """What a correction is at odds about, and where the other one stands."""

    key: str
    other: str

    @property
    def values(self) -> dict[str, str]:
        """What fills the places in the phrase of its issue."""
        return {"key": self.key, "other": self.other}


def at_odds(placed: Iterable[Placed]) -> dict[str, Odd]:
    """The corrections of one page that are at odds with another, by where they stand."""
    groups: dict[tuple[type, Span | None, object], list[Correction]] = {}
    for here in placed:
        if not _is_another(here.correction.entry):
            groups.setdefault(_value(here), []).append(here.correction)
    found: dict[str, Odd] = {}
    for group in groups.values():
        for one, another in combinations(group, 2):
            key = _odd_key(one.entry, another.entry)
            if key is not None:
                found.setdefault(one.place, Odd(key, another.place))
                found.setdefault(another.place, Odd(key, one.place))
    return found


def _is_another(entry: Entry) -> bool:
    """Whether an entry adds a reference, of which one place may have several."""
    return isinstance(entry, ReferenceEntry) and entry.add


def _value(placed: Placed) -> tuple[type, Span | None, object]:
    """What an entry is about: entries of which this is the same are about one thing."""
    entry = placed.correction.entry
    if isinstance(entry, IdentityEntry):
        return IdentityEntry, None, (entry.earlier, entry.later)
    return type(entry), placed.span, entry.of if isinstance(entry, ReferenceEntry) else None


def _odd_key(one: Entry, other: Entry) -> str | None:
    """The first key of which two entries about one thing say different things; None where they agree."""
    mine, theirs = dict(_said(one)), dict(_said(other))
    if mine == theirs:
        return None
    if not GONE.isdisjoint(mine.keys() | theirs.keys()):
        return next(iter(sorted(GONE & (mine.keys() | theirs.keys())))).replace("no_reference", "noReference")
    differing = [key for key in mine if key in theirs and mine[key] != theirs[key]]
    for some, others in ((mine, theirs), (theirs, mine)):
        if "target" in some and not LEADING.isdisjoint(others):
            differing.append("target")
    return differing[0] if differing else None


def _said(entry: Entry) -> Iterator[tuple[str, object]]:
    """The values that an entry gives."""
    for name in entry.__struct_fields__:
        value = getattr(entry, name)
        if name not in BESIDE and value is not UNSET and value is not False:
            yield name, value
    if isinstance(entry, HolderEntry) and entry.add and entry.name is UNSET:
        yield "name", entry.at.words
