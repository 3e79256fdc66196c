"""People: portfolio holders of one body, each with an identifier that never moves once it was given out."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from ingest.link.state import DocumentState

LEDGER_COLUMNS = ("kind", "identifier", "key")


class Entry(msgspec.Struct, frozen=True, order=True):
    """One line of the ledger: an opaque identifier of a kind, and the key by which it is found again."""

    kind: str
    identifier: str
    key: str

    @property
    def line(self) -> str:
        """The line as it stands in the file."""
        return f"{self.kind}\t{self.identifier}\t{self.key}"


def read_ledger(lines: Iterable[str]) -> tuple[Entry, ...]:
    """The entries of a ledger file, in their order."""
    return tuple(Entry(*line.split("\t")) for line in lines if line)


def extended(ledger: Sequence[Entry], organisation: str, states: Sequence[DocumentState]) -> tuple[Entry, ...]:
    """The ledger with an entry for every holder that it lacks; what stood in it stays as it was."""
    known = {entry.key for entry in ledger if entry.kind == "person"}
    keys = {
        person_key(holder.name) for state in states for capture in state.captures for holder in capture.record.holders
    }
    entries = list(ledger)
    for key in sorted(keys - known):
        entries.append(
            Entry("person", _mint(f"person {organisation} {key}", {entry.identifier for entry in entries}), key)
        )
    return tuple(entries)


def people(ledger: Sequence[Entry]) -> Mapping[str, str]:
    """Opaque identifiers of persons by key."""
    return {entry.key: entry.identifier for entry in ledger if entry.kind == "person"}


def person_key(name: str) -> str:
    """What two printings of one name have in common."""
    return " ".join(name.casefold().split())


def _mint(seed: str, taken: set[str]) -> str:
    """An identifier that says nothing of its bearer, and that the same ledger and input always give."""
    attempt = 0
    while (identifier := hashlib.sha256(f"{seed} {attempt}".encode()).hexdigest()[:8]) in taken:
        attempt += 1
    return identifier
