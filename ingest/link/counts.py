"""Counts: whether a document describes as many things of a kind as its family says that such a document has.

Counts only; what is missing or too much it does not know.
"""

from collections import Counter
from collections.abc import Iterator

from ingest.issues import PageIssue
from ingest.link.place import all_described
from ingest.link.state import DocumentState
from ingest.sources import Source


def count_issues(state: DocumentState, source: Source) -> Iterator[PageIssue]:
    """The issues of a document with too many of a kind, or, where the operator says that it is complete, too few."""
    described = (version for one in state.captures for version in all_described(state.document, one.record))
    found = Counter(str(version.kind) for version in described)
    complete = state.listed is not None and state.listed.complete
    for kind, count in source.counts.items():
        values = {"kind": kind.value, "found": str(found[kind]), "least": str(count.min), "most": str(count.max)}
        if found[kind] > count.max:
            yield PageIssue(state.document.path, "too-many-of-a-kind", values=values)
        elif complete and found[kind] < count.min:
            yield PageIssue(state.document.path, "too-few-of-a-kind", values=values)
