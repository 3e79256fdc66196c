"""The state of a document: for every page its newest capture, and which captures that one replaced."""

from collections.abc import Container, Iterable, Iterator, Sequence

import msgspec

from ingest.corrections import Change
from ingest.issues import PageIssue
from ingest.origin import ListedDocument
from ingest.read.record import Record
from ontology.iri import DocumentKey, slug


class Capture(msgspec.Struct, frozen=True):
    """One page as it was offered once: the path in its input, and its record."""

    path: str
    record: Record

    @property
    def stamp(self) -> str:
        """The moment that names the capture in IRIs: `20210503t145935`, or ten hex digits without one."""
        page = self.record.page
        moment = page.exported_at or page.built_at
        return moment.replace("-", "").replace(":", "").lower() if moment else page.sha256[:10]

    @property
    def age(self) -> tuple[str, str, str]:
        """The moments that captures of one page are ordered by, oldest first; empty where they are not known."""
        page = self.record.page
        return page.exported_at or "", page.built_at or "", page.captured_at or ""


class Replaced(msgspec.Struct, frozen=True, rename="camel"):
    """A capture that is no longer in the state: enough to name it, not its text."""

    page: str
    digest: str
    stamp: str
    exported_at: str | None
    by: str


class Now(msgspec.Struct, frozen=True):
    """What tells the captures that are offered now from those that were there before: the digests of their pages.

    `whole` where the operator says that what is offered is the whole document.
    """

    offered: Container[str]
    whole: bool


class DocumentState(msgspec.Struct, frozen=True):
    """A document as it stands: its pages by number, what they replaced, and what the operator says of the document.

    `changes` are what corrections made other than it was read, by capture; empty where there are none at all.
    """

    document: DocumentKey
    captures: tuple[Capture, ...]
    replaced: tuple[Replaced, ...]
    listed: ListedDocument | None
    changes: tuple[tuple[Change, ...], ...] = ()

    @property
    def edition(self) -> str:
        """The name of the edition: the newest stamp among the captures, else the first digits of their digests."""
        stamped = [
            capture.stamp
            for capture in self.captures
            if capture.record.page.exported_at or capture.record.page.built_at
        ]
        return max(stamped) if stamped else min(capture.record.page.sha256 for capture in self.captures)[:10]


def document_key(record: Record) -> DocumentKey | None:
    """The document of a record; None where it is not known, or of what the page is."""
    page = record.page
    if page.organisation is None or page.document is None or not page.key:
        return None
    if page.document.kind is None or page.document.year is None:
        return None
    return DocumentKey(page.organisation, page.document.kind, page.document.year, page.document.sequence)


def page_name(record: Record) -> str:
    """What the page is called in IRIs: its kind, and its number or name."""
    return f"{record.page.kind}-{slug(record.page.key)}"


def settle(
    document: DocumentKey,
    captures: Iterable[Capture],
    earlier: Iterable[Replaced],
    listed: ListedDocument | None,
    now: Now | None = None,
) -> tuple[DocumentState, tuple[PageIssue, ...]]:
    """The state that all captures of a document leave, and the issues of pages that claim the same goal.

    Without `now` all of them are offered now.
    """
    by_page: dict[str, list[Capture]] = {}
    for capture in sorted(captures, key=lambda capture: _order(capture, now)):
        same = by_page.setdefault(page_name(capture.record), [])
        if all(other.record.page.sha256 != capture.record.page.sha256 for other in same):
            same.append(capture)
    replaced = {(old.page, old.digest): old for old in earlier}
    issues: list[PageIssue] = []
    newest: list[Capture] = []
    for name, found in sorted(by_page.items()):
        mended = [old for old in found if now is not None and _is_mended(old, found, now)]
        *old, last = [capture for capture in found if capture not in mended]
        newest.append(last)
        replaced |= {(name, capture.record.page.sha256): _replaced(name, capture, last) for capture in (*mended, *old)}
        issues += [
            PageIssue(capture.path, "same-goal", values={"other": last.path})
            for capture in old
            if _rivals(capture, last)
        ]
    current = {capture.record.page.sha256 for capture in newest}
    kept = tuple(old for _, old in sorted(replaced.items()) if old.digest not in current)
    return DocumentState(document, tuple(newest), kept, listed), tuple(issues)


def _replaced(name: str, capture: Capture, last: Capture) -> Replaced:
    return Replaced(name, capture.record.page.sha256, capture.stamp, capture.record.page.exported_at, last.stamp)


def _order(capture: Capture, now: Now | None) -> tuple[tuple[str, str, str], bool, str]:
    """What captures are ordered by: of equal moments the one that is offered now is the newest."""
    digest = capture.record.page.sha256
    return capture.age, now is not None and digest in now.offered, digest


def _is_mended(old: Capture, found: Iterable[Capture], now: Now) -> bool:
    """Whether a page that was there before is offered again at its place with other bytes and no other moment.

    Of a whole document the pages that are offered replace those before, whatever their places and moments.
    """
    return old.record.page.sha256 not in now.offered and any(
        new.record.page.sha256 in now.offered and (now.whole or (new.age == old.age and _at_one_place(old, new)))
        for new in found
    )


def _at_one_place(old: Capture, new: Capture) -> bool:
    """Whether two captures are of one address, or where that is not known of both, of one file."""
    addresses = [one.record.page.source.rstrip("/") for one in (old, new) if one.record.page.source]
    return len(set(addresses)) == 1 if len(addresses) > 1 else old.path == new.path


def _rivals(old: Capture, new: Capture) -> bool:
    """Whether two captures are two pages that claim one goal, rather than one page at two moments."""
    addresses = {old.record.page.source, new.record.page.source} - {None}
    return len(addresses) > 1 or old.age == new.age


def numbers(states: Sequence[DocumentState]) -> dict[DocumentKey, frozenset[tuple[str, str]]]:
    """Kind and number of everything that the pages of every document describe."""
    return {
        state.document: frozenset(found for capture in state.captures for found in _described(capture.record))
        for state in states
    }


def _described(record: Record) -> Iterator[tuple[str, str]]:
    yield str(record.page.kind), record.page.key  # the kind of a page that lists others is never cited
    for stated in record.stated:
        yield str(stated.kind), stated.key
