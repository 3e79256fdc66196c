"""Enduring goals: the identifiers of what stays the same through the documents of a body, minted once for ever.

The ledger has a line for every version that was published with an identifier; what a later line says of it holds. So
whatever is read later, or lost, or held to be one or two, a goal keeps the identifier that its versions had. Where two
goals turn out to be one, the later identifier leads to the first; where one turns out to be two, the first versions
keep it.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import msgspec

from ingest.link.identity import Identity
from ingest.link.people import Entry, mint_opaque
from ingest.link.resolve import Version
from ontology.codes import CitedKind

KINDS: Final[Mapping[CitedKind, str]] = MappingProxyType(
    {CitedKind.GOAL: "goal", CitedKind.AMBITION: "ambition", CitedKind.PROGRAMME: "programme"}
)
"""The kinds of what endures, as identifiers name them, by the kind of a version."""
_NUMBER: Final = re.compile(r"(?=.*\d)[\w. -]{1,16}")
Key = tuple[str, str]
"""The kind of what a version is of, and the version or an identifier: `goal`, `begroting/2021/2.2.2`."""


class Enduring(msgspec.Struct, frozen=True):
    """What endures: the identifier of each thread in the order of `Identity.threads`, and the ledger with all of them.

    `replaced` are identifiers of what turned out to be another one, by kind, with the identifier of that.
    """

    identifiers: tuple[str, ...]
    ledger: tuple[Entry, ...]
    replaced: Mapping[Key, str]


def enduring(ledger: Sequence[Entry], organisation: str, identity: Identity) -> Enduring:
    """The identifiers of the threads of a body: those of its ledger, and new ones for threads that have none."""
    threads = [tuple(map(_key, thread)) for thread in identity.threads]
    known = _Known(ledger)
    own = known.owners(threads)
    taken = {entry.identifier for entry in ledger}
    entries, identifiers = list(ledger), []
    for place, thread in enumerate(threads):
        identifier = own.get(place)
        if identifier is None:
            kind, anchor = thread[0]
            identifier = mint_opaque(f"{kind} {organisation} {anchor}", taken)
            taken.add(identifier)
        identifiers.append(identifier)
        entries += [Entry(kind, identifier, key) for kind, key in thread if known.now.get((kind, key)) != identifier]
    return Enduring(tuple(identifiers), tuple(entries), known.replaced(threads, identifiers))


class _Known:
    """What the ledger says of versions, and in which order identifiers were given out."""

    def __init__(self, ledger: Iterable[Entry]) -> None:
        kinds = set(KINDS.values())
        self.now: dict[Key, str] = {}
        self._ever: dict[Key, list[str]] = {}
        self._versions: dict[Key, dict[Key, None]] = {}
        for entry in ledger:
            if entry.kind in kinds:
                version = entry.kind, entry.key
                self.now[version] = entry.identifier
                self._ever.setdefault(version, []).append(entry.identifier)
                self._versions.setdefault((entry.kind, entry.identifier), {})[version] = None

    def owners(self, threads: Sequence[Sequence[Key]]) -> Mapping[int, str]:
        """The identifier of each thread that has one, by its place: the one that its versions have, else once had."""
        of = {version: place for place, thread in enumerate(threads) for version in thread}
        found: dict[int, str] = {}
        used: set[str] = set()
        for now_only in (True, False):
            for (_, identifier), versions in self._versions.items():
                if identifier in used:
                    continue
                there = (version for version in versions if version in of)
                places = [of[one] for one in there if not now_only or self.now[one] == identifier]
                place = next((place for place in places if place not in found), None)
                if place is not None:
                    found[place] = identifier
                    used.add(identifier)
        return found

    def replaced(self, threads: Sequence[Sequence[Key]], identifiers: Sequence[str]) -> Mapping[Key, str]:
        """The identifiers that no thread has any more, each with that of the first of its versions."""
        of = {version: place for place, thread in enumerate(threads) for version in thread}
        used = set(identifiers)
        return {
            key: identifiers[of[there[0]]]
            for key, versions in self._versions.items()
            if key[1] not in used and (there := [version for version in versions if version in of])
        }


def _key(version: Version) -> Key:
    """The kind of what a version is of, and the version; of one without a number a digest, which has no words."""
    document = version.document.path.partition("/")[2]
    number = version.number
    if not _NUMBER.fullmatch(number):
        number = hashlib.sha256(number.encode()).hexdigest()[:10]
    return KINDS[version.kind], f"{document}/{number}"


def redirects(found: Enduring) -> Iterator[tuple[str, str, str]]:
    """The kind, the identifier that is used no more, and the one that it leads to, in their order."""
    yield from ((kind, old, new) for (kind, old), new in sorted(found.replaced.items()))
