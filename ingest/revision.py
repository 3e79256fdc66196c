"""The corrections of one body: which of its captures each is about, and what came of them. Reads and writes no file."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from ingest.correct import Corrected, correct, identified
from ingest.corrections import Correction, PageName, WithdrawEntry
from ingest.link.people import Entry as LedgerEntry
from ingest.link.place import VERSION_KINDS, all_described
from ingest.link.resolve import Version
from ingest.link.state import Capture, DocumentState, Replaced, document_key, numbers, page_name
from ingest.read.record import Record
from ingest.spots import Known, Misfit, PagesNamed
from ingest.withdrawal import blocked, says, take_out
from ontology.dataset import withdrawn_version
from ontology.iri import slug

WITHDRAWN: Final = "withdrawn"  # the kind of an identifier in the ledger whose bearer is no longer named
FOLLOWED: Final = Misfit("")


class Outcome(msgspec.Struct, frozen=True):
    """What came of one correction, by where it stands: followed, or why it does not fit."""

    place: str
    misfit: Misfit

    @property
    def is_followed(self) -> bool:
        """Whether the dataset is as the correction says."""
        return self.misfit == FOLLOWED


class Told(msgspec.Struct, frozen=True):
    """A capture before its document is settled.

    `kept` is as it was read, without what was withdrawn: what the dataset keeps. `identified` has the page that
    corrections say it is, in the document of `path`. `corrections` are those of the page.
    """

    path: str
    kept: Capture
    identified: Capture
    corrections: tuple[Correction, ...]

    @property
    def key(self) -> tuple[str, str, str | None]:
        """What tells it from the other captures of its document."""
        page = self.kept.record.page
        return self.kept.path, page.sha256, page.captured_at


class Sifted(msgspec.Struct, frozen=True):
    """Captures of which withdrawals were taken out.

    `told` are those that are left, `touched` the digests of pages of which something was taken, `pages` the names of
    whole pages by the path of their document, `addresses` those of whole pages, `versions` what is no longer described,
    and `taken` where the withdrawals stand that took something.
    """

    told: tuple[Told, ...]
    touched: frozenset[str]
    pages: frozenset[tuple[str, str]]
    addresses: frozenset[str]
    versions: frozenset[str]
    taken: frozenset[str]


class Revised(msgspec.Struct, frozen=True):
    """The states of a body as corrected, its captures as kept, by document, and what came of each correction."""

    states: tuple[DocumentState, ...]
    kept: Mapping[str, tuple[Capture, ...]]
    outcomes: tuple[Outcome, ...]


def withdrawals(corrections: Iterable[Correction]) -> list[tuple[Correction, WithdrawEntry]]:
    """The corrections that take something out."""
    return [(one, one.entry) for one in corrections if isinstance(one.entry, WithdrawEntry)]


def sift(captures: Iterable[Capture], corrections: Sequence[Correction]) -> Sifted:
    """Captures of a body without what was withdrawn, each with its corrections and as the page that these say it is."""
    named = PagesNamed(corrections)
    people = [(one, entry.person) for one, entry in withdrawals(corrections) if entry.person is not None]
    sifted = Sifted((), frozenset(), frozenset(), frozenset(), frozenset(), frozenset())
    told: list[Told] = []
    for capture in captures:
        found = named.of(capture.record)
        left, taken = _without_words(capture, found, people)
        wholes = {one.place for one, entry in withdrawals(found) if entry.words is None}
        page = identified(left.record, found)
        key = None if wholes else document_key(page)
        if wholes or taken:
            read = identified(capture.record, found)
            still = set() if key is None else _versions(page)
            sifted = _noted(sifted, read, wholes | taken, _versions(read) - still, is_whole=key is None)
        if key is not None:
            told.append(Told(key.path, left, Capture(left.path, page), tuple(found)))
    return msgspec.structs.replace(sifted, told=tuple(told))


def _without_words(
    capture: Capture, found: Iterable[Correction], people: Iterable[tuple[Correction, str]]
) -> tuple[Capture, set[str]]:
    """A capture without the words that were withdrawn of its page or its body, and where those withdrawals stand."""
    own = [(one, entry.exact) for one, entry in withdrawals(found) if entry.exact is not None]
    said = [(one.place, words) for one, words in (*own, *people) if says(capture, words)]
    words = [one for _, one in said]
    left = Capture(blocked(capture.path, words), take_out(capture.record, words)) if said else capture
    return left, {place for place, _ in said}


def _noted(sifted: Sifted, read: Record, places: set[str], versions: set[str], *, is_whole: bool) -> Sifted:
    """What is known of withdrawals, with that of one page."""
    page, document = read.page, document_key(read)
    gone = {page.source.rstrip("/")} if is_whole and page.source else set[str]()
    names = {(document.path, page_name(read))} if is_whole and document is not None else set[tuple[str, str]]()
    return Sifted(
        told=(),
        touched=sifted.touched | {page.sha256},
        pages=sifted.pages | names,
        addresses=sifted.addresses | gone,
        versions=sifted.versions | versions,
        taken=sifted.taken | places,
    )


def revise(
    states: Sequence[DocumentState], sifted: Sifted, corrections: Sequence[Correction], before: Iterable[str]
) -> Revised:
    """The states of a body with every correction followed that fits.

    `states` are those of the captures as identified; `before` are the digests of what was withdrawn earlier, which need
    not be found again.
    """
    told = {(one.path, *one.key): one for one in reversed(sifted.told)}
    described, outcomes = numbers(states), dict[str, Misfit]()
    secret = [entry.words for _, entry in withdrawals(corrections) if entry.words is not None]

    def has(version: Version) -> bool:
        return (str(version.kind), version.number) in described.get(version.document, frozenset())

    revised, kept = [], {}
    for state in states:
        path = state.document.path
        pages = [told[path, one.path, one.record.page.sha256, one.record.page.captured_at] for one in state.captures]
        done = [_correct(one, Known(state.document, has), secret, outcomes) for one in pages]
        captures = tuple(Capture(one.kept.path, each.record) for one, each in zip(pages, done, strict=True))
        changes = tuple(each.changes for each in done) if any(each.changes for each in done) else ()
        revised.append(msgspec.structs.replace(state, captures=captures, changes=changes))
        kept[path] = tuple(one.kept for one in pages)
    _note_withdrawals(outcomes, sifted, corrections, frozenset(before))
    return Revised(tuple(revised), kept, tuple(Outcome(*pair) for pair in sorted(outcomes.items(), key=_place)))


def _correct(one: Told, known: Known, secret: Sequence[str], outcomes: dict[str, Misfit]) -> Corrected:
    """The record of a page with its corrections, and what came of each of them noted."""
    values = [each for each in one.corrections if not isinstance(each.entry, WithdrawEntry)]
    fit = [each for each in values if not any(says(each.entry, words) for words in secret)]
    done = correct(one.kept.record, fit, known)
    for each in values:
        misfit = done.misfits.get(each.place, FOLLOWED) if each in fit else Misfit("correction-withdrawn")
        if outcomes.get(each.place) != FOLLOWED:  # one that fits one of several pages is followed
            outcomes[each.place] = misfit
    return done


def _place(pair: tuple[str, Misfit]) -> str:
    return pair[0]


def withdrawn_entry(correction: Correction) -> str:
    """What stands in a dataset for a withdrawal that took something, so that no word of it stays."""
    return correction.digest[:16]


def withdrawn_addresses(corrections: Iterable[Correction]) -> set[str]:
    """The addresses of the whole pages that are withdrawn by their address."""
    pages = (entry.page for _, entry in withdrawals(corrections) if entry.words is None)
    return {page.rstrip("/") for page in pages if isinstance(page, str)}


def without_pages(
    replaced: Iterable[Replaced], path: str, sifted: Sifted, corrections: Iterable[Correction]
) -> list[Replaced]:
    """The superseded captures of a document that are of no withdrawn page, nor called by withdrawn words."""
    pages = [entry.page for _, entry in withdrawals(corrections) if entry.words is None]
    names = {name for document, name in sifted.pages if document == path}
    names |= {page.name for page in pages if isinstance(page, PageName) and page.document == path}
    digests = tuple(page.digest for page in pages if isinstance(page, PageName) and page.digest)
    words = [entry.words for _, entry in withdrawals(corrections) if entry.words is not None]
    return [
        old
        for old in replaced
        if old.page not in names and not old.digest.startswith(digests) and blocked(old.page, words) == old.page
    ]


def without_people(ledger: Iterable[LedgerEntry], corrections: Iterable[Correction]) -> tuple[LedgerEntry, ...]:
    """A ledger that keeps the identifiers of persons whose names were withdrawn, and not the names."""
    names = [entry.person for _, entry in withdrawals(corrections) if entry.person is not None]
    return tuple(
        LedgerEntry(WITHDRAWN, one.identifier, "-") if blocked(one.key, names) != one.key else one for one in ledger
    )


def _note_withdrawals(
    outcomes: dict[str, Misfit], sifted: Sifted, corrections: Iterable[Correction], before: frozenset[str]
) -> None:
    for correction, entry in withdrawals(corrections):
        if correction.place in sifted.taken or withdrawn_entry(correction) in before:
            outcomes[correction.place] = FOLLOWED
        elif entry.person is not None:
            outcomes[correction.place] = Misfit("correction-no-person")
        elif any(correction in one.corrections for one in sifted.told):
            outcomes[correction.place] = Misfit("correction-no-words")


def _versions(record: Record) -> set[str]:
    """What stands for the versions that a record describes once they are withdrawn."""
    document = document_key(record)
    if document is None:
        return set()
    return {withdrawn_version(document.path, version_path(version)) for version in all_described(document, record)}


def version_path(version: Version) -> str:
    """A version as the manifest calls it: `goal-version/2.2.2`."""
    return f"{VERSION_KINDS[version.kind]}/{slug(version.number)}"
