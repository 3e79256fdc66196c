"""Routes: which bodies the corrections of a run are about, and the issues of those that do not fit. Changes nothing."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from ingest.corrections import Correction, IdentityEntry, PageName, WithdrawEntry
from ingest.issues import PageIssue
from ingest.revision import Outcome, withdrawn_entry
from ingest.spool import Spool, spooled
from ingest.spots import DIGITS, Misfit
from ontology.dataset import Dataset, DocumentFiles, Manifest
from ontology.iri import DocumentKey

EXCERPT: Final = 80
NO_PAGE: Final = Misfit("correction-no-page")


class Followed(msgspec.Struct, frozen=True):
    """How many corrections of a run were followed, and how many do not fit."""

    followed: int = 0
    unfit: int = 0


class _Page(msgspec.Struct, frozen=True):
    source: str | None
    sha256: str


class _Record(msgspec.Struct, frozen=True):
    page: _Page


class _Line(msgspec.Struct, frozen=True):
    """As much of a capture as tells which page it is."""

    record: _Record


def route(
    corrections: Sequence[Correction], spool: Spool, dataset: Dataset, before: Manifest | None
) -> dict[str, tuple[Correction, ...]]:
    """The corrections of each body, by what the entries say, what is offered and what the dataset has.

    `before` is the manifest of the dataset as it was. A body of which nothing is offered is among them where a
    correction is about it.
    """
    bodies = before.bodies if before else {}
    found: dict[str, set[str]] = {}
    open_keys: dict[str, list[Correction]] = {}
    offered = _offered(spool) if any(isinstance(one.entry.page, str) for one in corrections) else {}
    for one in corrections:
        if one.organisation is not None:
            found[one.place] = {one.organisation} & {*spool.pages, *bodies}
            continue
        key = _key(one)
        found[one.place] = set(offered.get(key, ())) if isinstance(one.entry.page, str) else set(spool.pages)
        found[one.place] |= {code for code, body in bodies.items() if withdrawn_entry(one) in body.withdrawn}
        if key not in offered:
            open_keys.setdefault(key, []).append(one)
    if open_keys:
        for code, key in _held(dataset, before.documents if before else ()):
            for one in open_keys.get(key, ()):
                found[one.place].add(code)
    codes = sorted({code for some in found.values() for code in some})
    return {code: tuple(one for one in corrections if code in found[one.place]) for code in codes}


def issues_of(corrections: Iterable[Correction], outcomes: Iterable[Outcome]) -> tuple[PageIssue, ...]:
    """The issues of the corrections that fit no body, each with where it stands and the words that it names."""
    best: dict[str, Outcome] = {}
    for outcome in outcomes:
        if outcome.is_followed or outcome.place not in best:
            best[outcome.place] = outcome
    found = []
    for one in corrections:
        known = best.get(one.place)
        if known is None or not known.is_followed:
            misfit = known.misfit if known else _of_no_body(one)
            found.append(PageIssue(one.place, misfit.code, excerpt=_excerpt(one), values=misfit.values))
    return tuple(found)


def _of_no_body(correction: Correction) -> Misfit:
    """What is told of a correction of a body of which nothing is loaded."""
    if not isinstance(correction.entry, IdentityEntry):
        return NO_PAGE
    target = correction.entry.later
    version = f"{target.document} {target.kind} {target.number}"
    return Misfit("correction-no-version", {"version": version, "near": "-", "end": "later"})


def _excerpt(correction: Correction) -> str | None:
    """The words that an entry names a place by; never those of a withdrawal."""
    spot = None if isinstance(correction.entry, WithdrawEntry) else getattr(correction.entry, "at", None)
    if spot is None:
        return None
    words: str = spot.words
    return words if len(words) <= EXCERPT else f"{words[: EXCERPT - 1]}…"


def _key(correction: Correction) -> str:
    page = correction.entry.page
    if isinstance(page, str):
        return page.rstrip("/")
    if isinstance(page, PageName) and page.digest is not None:
        return page.digest[:DIGITS]
    raise TypeError("a correction that names no body names an address or a digest")


def _offered(spool: Spool) -> dict[str, set[str]]:
    """The bodies of which a page is offered, by its address."""
    found: dict[str, set[str]] = {}
    for code in spool.pages:
        for one in spooled(spool.path(code)):
            if one.address is not None:
                found.setdefault(one.address, set()).add(code)
    return found


def _held(dataset: Dataset, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The bodies of some documents, with the address and the beginning of the digest of each page."""
    for document in map(DocumentKey.parse, paths):
        for line in dataset.lines(DocumentFiles(document).records):
            page = msgspec.json.decode(line, type=_Line).record.page
            yield document.organisation, page.sha256[:DIGITS]
            if page.source is not None:
                yield document.organisation, page.source.rstrip("/")
