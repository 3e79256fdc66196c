"""Labels: what documents and versions are called for people, and where a short name comes from."""

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Final

import msgspec

from ingest.link.place import described
from ingest.link.resolve import Version
from ingest.link.state import DocumentState
from ingest.read.record import Record, Stated
from ontology.codes import CitedKind, FoundBy
from ontology.iri import DocumentKey, printed_number

WORDS: Final = {
    CitedKind.GOAL: "Doel",
    CitedKind.AMBITION: "Ambitie",
    CitedKind.PROGRAMME: "Programma",
    CitedKind.SPENDING_PROPOSAL: "Bestedingsvoorstel",
    CitedKind.PROJECT: "Project",
    CitedKind.ACTIVITY: "Activiteit",
}
LONGEST: Final = 80  # characters of a statement that stands in for a name


class Name(msgspec.Struct, frozen=True):
    """A short name and how it was found."""

    text: str
    how: FoundBy


def document_title(document: DocumentKey) -> str:
    """`Begroting 2021`, `Berap 2023-2`."""
    sequence = "" if document.sequence is None else f"-{document.sequence}"
    return f"{document.kind.capitalize()} {document.year}{sequence}"


def version_label(version: Version, name: str | None, organisation_name: str) -> str:
    """`Doel 2.2.2 Maatschappelijke participatie (Zwolle, Begroting 2021)`."""
    words = " ".join(part for part in (WORDS[version.kind], printed_number(version.number), name) if part)
    return f"{words} ({organisation_name}, {document_title(version.document)})"


def stated_label(version: Version, stated: Stated, organisation_name: str) -> str:
    """`Doel P3 1.1 Ons aanbod is bekend (Nergenshuizen, Begroting 2031)`; without a number only the words."""
    words = " ".join(
        part for part in (WORDS[version.kind], printed_number(version.number), stated.label or stated.statement) if part
    )
    return f"{words} ({organisation_name}, {document_title(version.document)})"


def names(states: Sequence[DocumentState]) -> dict[tuple[DocumentKey, str], Name]:
    """The short name of every described goal, by document and number.

    A page without one borrows from a document of the same year, in which a number means the same goal; not from
    another year, because numbers are reused.
    """
    own = {
        (state.document, capture.record.page.key): _own_name(capture.record)
        for state in states
        for capture in state.captures
    }
    found = {key: name for key, name in own.items() if name is not None}
    by_year: dict[tuple[int, str], Name] = {}
    for (document, number), name in sorted(found.items(), key=lambda item: (item[0][0].path, item[0][1])):
        by_year.setdefault((document.year, number), msgspec.structs.replace(name, how=FoundBy.OTHER_DOCUMENT))
    for document, number in own:
        if (document, number) not in found and (document.year, number) in by_year:
            found[document, number] = by_year[document.year, number]
    return found


class Titles(msgspec.Struct, frozen=True):
    """What documents call each version: its short name, and its statement."""

    names: Mapping[Version, str]
    statements: Mapping[Version, str]

    def of(self, thread: Sequence[Version]) -> str | None:
        """What to call what endures: its newest name, else its newest statement, cut between words."""
        name = next((self.names[one] for one in reversed(thread) if one in self.names), None)
        if name is not None:
            return name
        statement = next((self.statements[one] for one in reversed(thread) if one in self.statements), None)
        return None if statement is None else shorten(statement, LONGEST, placeholder=" …")


def titles(states: Sequence[DocumentState], called: Mapping[tuple[DocumentKey, str], Name]) -> Titles:
    """What documents call each version; `called` are the short names of what pages as a whole are about."""
    found: dict[Version, str] = {}
    statements: dict[Version, str] = {}
    for state in states:
        for record in (capture.record for capture in state.captures):
            page = described(state.document, record)
            stated = [(Version(state.document, one.kind, one.key), one.label, one.statement) for one in record.stated]
            if page is not None:
                name = called.get((page.document, page.number))
                stated.append((page, name.text if name else None, record.page.statement))
            found |= {version: name for version, name, _ in stated if name}
            statements |= {version: statement for version, _, statement in stated if statement}
    return Titles(found, statements)


def _own_name(record: Record) -> Name | None:
    label = record.page.label
    return Name(label, record.page.found_by["label"].how) if label else None
