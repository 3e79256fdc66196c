"""People: portfolio holders of one body, each with an identifier that never moves once it was given out.

Two printings are one person where the surnames are equal, the initials agree, and nobody else of the body can be meant;
in doubt they stay two. Knows no page.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final

import msgspec

from ingest.link.state import DocumentState
from ingest.read.holders import PARTICLES

LEDGER_COLUMNS = ("kind", "identifier", "key")
WORD_EDGE: Final = re.compile(r"\s+|(?<=\.)(?=(?:van|de|der|den|ten|ter|te)\s)")  # J.ten Kate
MOST_NAMESAKES: Final = 100  # printings of one surname; no body has so many, and each would be held against each
GIVEN_EDGE: Final = re.compile(r"[\s-]+|(?<=\.)(?=[^\s.-])")  # J.W. and Jan-Willem have two given names each


class Entry(msgspec.Struct, frozen=True, order=True):
    """One line of the ledger: an opaque identifier of a kind, and a key by which it is found again.

    A person whose name is printed in several ways has a line for each, with one identifier.
    """

    kind: str
    identifier: str
    key: str

    @property
    def line(self) -> str:
        """The line as it stands in the file."""
        return f"{self.kind}\t{self.identifier}\t{self.key}"


class Name(msgspec.Struct, frozen=True):
    """A name taken apart: given names or initials in order, and the surname with its particles."""

    given: tuple[str, ...]
    surname: str

    @property
    def fullness(self) -> tuple[int, int]:
        """How much a printing says: given names in full, then all given names."""
        return sum(not is_initial(name) for name in self.given), len(self.given)


def read_ledger(lines: Iterable[str]) -> tuple[Entry, ...]:
    """The entries of a ledger file, in their order."""
    return tuple(Entry(*line.split("\t")) for line in lines if line)


def extended(ledger: Sequence[Entry], organisation: str, states: Sequence[DocumentState]) -> tuple[Entry, ...]:
    """The ledger with an entry for every printing of a holder that it lacks; what stood in it stays as it was."""
    printed = [holder.name for state in states for capture in state.captures for holder in capture.record.holders]
    return with_names(ledger, organisation, printed)


def with_names(ledger: Sequence[Entry], organisation: str, printed: Iterable[str]) -> tuple[Entry, ...]:
    """The ledger with an entry for each of these names that it lacks: of a person it has, or of a new one.

    The fullest names come first, so that the shorter ones find their person.
    """
    entries, known = list(ledger), dict(people(ledger))
    keys = {person_key(name) for name in printed}
    taken = {entry.identifier for entry in entries}
    by_surname: dict[str, list[str]] = {}
    for key in sorted(keys | known.keys()):
        by_surname.setdefault(name_of(key).surname, []).append(key)
    for key in sorted(keys - known.keys(), key=lambda key: ([-size for size in name_of(key).fullness], key)):
        identifier = _same_person(key, by_surname[name_of(key).surname], known)
        if identifier is None:
            identifier = mint_opaque(f"person {organisation} {key}", taken)
            taken.add(identifier)
        known[key] = identifier
        entries.append(Entry("person", identifier, key))
    return tuple(entries)


def people(ledger: Sequence[Entry]) -> Mapping[str, str]:
    """Opaque identifiers of persons by key."""
    return {entry.key: entry.identifier for entry in ledger if entry.kind == "person"}


def person_key(name: str) -> str:
    """What two printings of one form of a name have in common."""
    return " ".join(name.casefold().split())


def fullest(printed: Mapping[str, int]) -> str:
    """Of the printings of one person, with how often each occurs, the one that says most; then the most frequent."""
    return min(printed, key=lambda text: ([-size for size in name_of(person_key(text)).fullness], -printed[text], text))


def printings(printed: Iterable[str], identifiers: Mapping[str, str]) -> dict[str, Counter[str]]:
    """The printings of each person, by identifier, with how often each occurs."""
    found: dict[str, Counter[str]] = {}
    for name in printed:
        found.setdefault(identifiers[person_key(name)], Counter())[name] += 1
    return dict(sorted(found.items()))


def name_of(key: str) -> Name:
    """A key taken apart: the surname begins at its first particle, else it is the last word."""
    words = WORD_EDGE.split(_without_accents(key))
    first = next((place for place, word in enumerate(words[:-1]) if word in PARTICLES), len(words) - 1)
    given = tuple(part for part in GIVEN_EDGE.split(" ".join(words[:first])) if part)
    return Name(given, " ".join(words[first:]))


def agree(one: Name, other: Name) -> bool:
    """Whether two names can be of one person: one surname, and given names that fit as far as both give them."""
    pairs = zip(one.given, other.given, strict=False)
    return one.surname == other.surname and all(_fits(a, b) for a, b in pairs)


def is_initial(name: str) -> bool:
    """Whether a given name is only its first letter or letters."""
    return name.endswith(".") or len(name) == 1


def _same_person(key: str, namesakes: Sequence[str], known: Mapping[str, str]) -> str | None:
    """The person of the ledger that a new printing names; None where it is nobody known, or can be two."""
    if len(namesakes) > MOST_NAMESAKES:
        return None
    near = _near(key, namesakes)
    if not _all_agree(near):
        return None
    found = {known[other] for other in near if other in known}
    if len(found) != 1:
        return None
    (identifier,) = found
    own = [other for other in namesakes if known.get(other) == identifier]
    certain = any(_all_agree(_near(other, namesakes)) for other in own if other in near)
    return identifier if certain and all(other in near for other in own) else None


def _near(key: str, namesakes: Sequence[str]) -> list[str]:
    return [other for other in namesakes if other != key and agree(name_of(key), name_of(other))]


def _all_agree(keys: Sequence[str]) -> bool:
    return all(agree(name_of(one), name_of(other)) for one, other in combinations(keys, 2))


def _fits(one: str, other: str) -> bool:
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return short == long or ((is_initial(one) or is_initial(other)) and long.startswith(short))


def _without_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def mint_opaque(seed: str, taken: set[str]) -> str:
    """An identifier that says nothing of its bearer, and that the same ledger and input always give."""
    attempt = 0
    while (identifier := hashlib.sha256(f"{seed} {attempt}".encode()).hexdigest()[:8]) in taken:
        attempt += 1
    return identifier
