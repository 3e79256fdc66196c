"""Counts: whether a document describes as many things of a kind as its family says that such a document has.

Counts only; what is missing or too much it does not know.
"""

from collections import Counter
from collections.abc import Iterator

from ingest.issues import PageIssue
from ingest.link.place import all_described
from ingest.link.state import DocumentState
from ingest.sources import Source
from ontology.codes import PageKind


def count_issues(state: DocumentState, source: Source) -> Iterator[PageIssue]:
    """The issues of a document with too many of a kind, or, where the operator says that it is complete, too few.

    How many goals there are the operator knows better than the family.
    """
    described = (version for one in state.captures for version in all_described(state.document, one.record))
    found = Counter(str(version.kind) for version in described)
    complete = state.listed is not None and state.listed.complete
    expected = state.listed.goals_expected if state.listed is not None else None
    for kind, count in source.counts.items():
        told = expected if kind is PageKind.GOAL else None
        least, most = (count.min, count.max) if told is None else (told, max(told, count.max))
        values = {"kind": kind.value, "found": str(found[kind]), "least": str(least), "most": str(most)}
        if found[kind] > most:
            yield PageIssue(state.document.path, "too-many-of-a-kind", values=values)
        elif complete and found[kind] < least:
            code = "too-few-of-a-kind" if told is None else "too-few-goals"
            yield PageIssue(state.document.path, code, values=values)
