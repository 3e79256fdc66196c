"""The outcome of a run: tables for people, JSON for machines. Reads and writes no file."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec
from rich.box import SIMPLE_HEAD
from rich.table import Table

from ingest.fates import SAID, Fates
from ingest.issues import PageIssue, message
from ingest.write import Summary
from ontology.codes import Resolution
from ontology.dataset import DocumentEntry
from ontology.language import Language, Phrase, grouped
from ontology.organisations import organisations

MOST_ROWS: Final = 30  # of documents; of more there is a row for each body
# A head may take two lines; with these a table of the longest titles still fits 80 columns.
HEADS: Final = (
    Phrase("document", "document"),
    Phrase("pagina's", "pages"),
    Phrase("doelen", "goals"),
    Phrase("gevonden", "found"),
    Phrase("niet\ngeladen", "not\nloaded"),
    Phrase("bestaat\nniet", "no such\nnumber"),
    Phrase("iets\nanders", "other\nresult"),
    Phrase("meldingen", "issues"),
)
SHOWN: Final = (Resolution.RESOLVED, Resolution.NOT_LOADED, Resolution.DANGLING)  # with a column of their own
TITLE: Final = Phrase(
    "Pagina's per document, en wat van hun verwijzingen gevonden is",
    "Pages per document, and what was found of their references",
)
BODIES_TITLE: Final = Phrase(
    "Pagina's per organisatie (met het aantal documenten), en wat van hun verwijzingen gevonden is",
    "Pages per body (with the number of documents), and what was found of their references",
)
ISSUE_HEADS: Final = (Phrase("document", "document"), Phrase("melding", "issue"), Phrase("aantal", "number"))
ISSUE_TITLE: Final = Phrase("Meldingen per document", "Issues per document")
TOTAL: Final = Phrase("samen", "together")
FATES: Final = Phrase("Van de bestanden: {fates}", "Of the files: {fates}")
EARLIER: Final = Phrase(
    "Van eerder: {pages}, waarvan nu geen bestand is gelezen; wat weg moet, gaat weg met `withdraw` in corrections.yml",
    "From before: {pages}, of which no file was read now; what has to go goes with `withdraw` in corrections.yml",
)
NO_DOCUMENT: Final = Phrase("(geen document)", "(no document)")


class Counts(msgspec.Struct, frozen=True):
    """What is counted of one document, or of several: references by resolution, issues by code.

    `suspect` counts references whose words fit another goal better, `stale` those whose number was another goal's when
    their sentence was written.
    """

    documents: int
    pages: int
    goals: int
    references: dict[str, int]
    suspect: int
    stale: int
    issues: dict[str, int]


def counted(entries: Iterable[DocumentEntry], others: Iterable[PageIssue] = ()) -> Counts:
    """The counts of documents together; `others` are issues of pages of no document."""
    found = list(entries)
    references: Counter[str] = Counter()
    issues = Counter(issue.code for issue in others)
    for entry in found:
        references.update(entry.references)
        issues.update(entry.issues)
    return Counts(
        documents=len(found),
        pages=sum(entry.coverage.pages_read for entry in found),
        goals=sum(entry.coverage.goals_read for entry in found),
        references=dict(sorted(references.items())),
        suspect=sum(entry.suspect for entry in found),
        stale=sum(entry.stale for entry in found),
        issues=dict(sorted(issues.items())),
    )


def document_table(documents: Mapping[str, DocumentEntry], language: Language) -> Table:
    """A row per document, or per body where they are many: pages, goals, what references led to, and issues."""
    first, *others = (head.say(language) for head in HEADS)
    table = _table((TITLE if len(documents) <= MOST_ROWS else BODIES_TITLE).say(language), first)
    for head in others:
        table.add_column(head, justify="right", no_wrap=True, overflow="fold")
    for name, counts in _rows(documents):
        table.add_row(name, *map(grouped, _numbers(counts)))
    if len(documents) > 1:
        table.add_section()
        table.add_row(TOTAL.say(language), *map(grouped, _numbers(counted(documents.values()))))
    return table


def issue_table(summary: Summary, language: Language) -> Table:
    """A row for each kind of issue of each document, or of each body where the documents are many."""
    first, second, third = (head.say(language) for head in ISSUE_HEADS)
    table = _table(ISSUE_TITLE.say(language), first)
    table.add_column(second)
    table.add_column(third, justify="right")
    rows = [*_rows(summary.documents), (NO_DOCUMENT.say(language), counted((), summary.unplaced))]
    for name, counts in rows:
        for code, number in counts.issues.items():
            table.add_row(name, code, grouped(number))
    return table


def fates_line(fates: Fates, language: Language) -> str:
    """What became of the files of a run, in one line; those that there are none of are left out."""
    told = (SAID[name].say(count, language) for name in SAID if (count := getattr(fates, name)))
    return FATES.say(language, fates=", ".join(told))


def earlier_line(summary: Summary, language: Language) -> str | None:
    """How many pages the dataset has of files that were read before and not in this run; None where there are none."""
    pages = sum(entry.coverage.pages_read for entry in summary.documents.values()) - summary.fates.kept
    return EARLIER.say(language, pages=SAID["kept"].say(pages, language)) if pages > 0 else None


def summary_json(summary: Summary) -> str:
    """The outcome as JSON; the message of an issue is in English, as it is in the dataset."""
    issues = [msgspec.to_builtins(issue) | {"message": message(issue.code, **issue.values)} for issue in summary.issues]
    totals = counted(summary.documents.values(), summary.unplaced)
    content = {
        "files": summary.files,
        "fates": summary.fates,
        "documents": summary.documents,
        "issues": issues,
        "totals": totals,
        "corrections": summary.corrections,
    }
    return msgspec.json.format(msgspec.json.encode(content, order="sorted")).decode()


def _table(title: str, first: str) -> Table:
    table = Table(first, box=SIMPLE_HEAD, title=title, title_justify="left")
    table.show_edge, table.pad_edge, table.padding = False, False, 0  # each column counts
    return table


def _rows(documents: Mapping[str, DocumentEntry]) -> Iterator[tuple[str, Counts]]:
    """What the rows of a table are called, with their counts."""
    if len(documents) <= MOST_ROWS:
        for path, entry in documents.items():
            yield f"{entry.title} ({path.partition('/')[0]})", counted([entry])
        return
    bodies: dict[str, list[DocumentEntry]] = {}
    for path, entry in documents.items():
        bodies.setdefault(path.partition("/")[0], []).append(entry)
    for code, entries in bodies.items():
        known = organisations().get(code)
        yield f"{known.name if known else code} ({len(entries)})", counted(entries)


def _numbers(counts: Counts) -> tuple[int, ...]:
    named = [counts.references.get(code, 0) for code in SHOWN]
    rest = sum(counts.references.values()) - sum(named)
    return counts.pages, counts.goals, *named, rest, sum(counts.issues.values())
