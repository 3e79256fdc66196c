"""Corrects the record of one page: the operator's word in the place of what was read, and what that changed. Pure.

The record that is kept stays what was read; a correction that is taken away leaves nothing behind.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeVar, assert_never

import msgspec
from msgspec import UNSET

from ingest.contradictions import Placed, at_odds
from ingest.corrections import (
    AmountEntry,
    Change,
    Correction,
    EffectEntry,
    ElementEntry,
    Entry,
    HolderEntry,
    IdentityEntry,
    PageEntry,
    ReferenceEntry,
    WithdrawEntry,
    folded,
)
from ingest.money_corrections import correct_amount, correct_effect
from ingest.read.record import (
    LIST_SECTIONS,
    ElementRef,
    Found,
    Holder,
    Issue,
    Item,
    Mention,
    NotesList,
    PageHead,
    Realisation,
    Record,
    Reference,
    Target,
)
from ingest.read.span import Span
from ingest.reference_corrections import correct_reference, told
from ingest.spots import Edit, Edited, Known, Misfit, MisfitError, find_place, find_words, odd_places
from ontology import terms as t
from ontology.codes import FoundBy, ListState, Role, SectionKind

# The issues of a reading that a correction of its place settles, by the entry; those of a page stand anywhere.
SETTLED: Final[Mapping[type, frozenset[str]]] = MappingProxyType(
    {
        ReferenceEntry: frozenset({"unread-line"}),
        HolderEntry: frozenset({"odd-holder", "unread-line"}),
        AmountEntry: frozenset({"odd-amount", "odd-scale", "odd-row", "odd-column", "glued-cells"}),
        EffectEntry: frozenset({"odd-effect", "odd-amount"}),
        ElementEntry: frozenset({"unread-line"}),
    }
)
SETTLED_BY_PAGE: Final = MappingProxyType(
    {
        "number": frozenset({"no-goal", "number-differs"}),
        "document": frozenset({"unknown-document", "document-differs"}),
    }
)
ITEMS: Final = MappingProxyType(
    {
        "criteria": t.HAS_CRITERION,
        "activities": t.HAS_PLANNED_ACTIVITY,
        "frameworkNotes": t.FRAMED_BY,
    }
)
PAGE_VALUES: Final = MappingProxyType({"label": t.NAME, "statement": t.STATEMENT, "domain": t.IN_DOMAIN})

_Standing = TypeVar("_Standing", Reference, Mention, Target, Realisation)


class Corrected(msgspec.Struct, frozen=True):
    """A record as corrected, what that changed, and which of the corrections do not fit, by where each stands."""

    record: Record
    changes: tuple[Change, ...]
    misfits: Mapping[str, Misfit]


def identified(read: Record, corrections: Sequence[Correction]) -> Record:
    """A record whose page is what corrections of this page say that it is, and nothing else corrected."""
    record, odds = read, at_odds(Placed(one, None) for one in corrections if isinstance(one.entry, PageEntry))
    for correction in corrections:
        if isinstance(correction.entry, PageEntry) and correction.place not in odds:
            record = _correct_page(read, record, correction.entry).record
    return record


def correct(read: Record, corrections: Sequence[Correction], known: Known) -> Corrected:
    """The record of a page with its corrections, each of which names this page; `read` is what was read.

    Places are those of what was read, so that an entry does not shift what another one names. Of entries that say
    different things of one value none is followed.
    """
    if not corrections:
        return Corrected(read, (), {})
    misfits = _misfits(read, corrections, known)
    record, changes = read, list[Change]()
    for correction in corrections:
        if isinstance(correction.entry, WithdrawEntry | IdentityEntry) or correction.place in misfits:
            continue
        try:
            edit = _edit(read, record, correction.entry, known)
        except MisfitError as misfit:
            misfits[correction.place] = misfit.misfit
            continue
        record = _settled(edit, correction.entry)
        changes += (change.made(correction) for change in edit.changes)
    return Corrected(with_states(record), tuple(changes), misfits)


def _misfits(read: Record, corrections: Sequence[Correction], known: Known) -> dict[str, Misfit]:
    """Why corrections do not fit, each of them looked at alone, and those that are at odds with another."""
    misfits: dict[str, Misfit] = {}
    placed: list[Placed] = []
    for one in corrections:
        if isinstance(one.entry, WithdrawEntry | IdentityEntry):
            continue
        try:
            edit = _edit(read, read, one.entry, known)
        except MisfitError as misfit:
            misfits[one.place] = misfit.misfit
            continue
        if not edit.changes and _settled(edit, one.entry).issues == read.issues:
            misfits[one.place] = Misfit("correction-nothing")
        placed.append(Placed(one, edit.changes[0].span if edit.changes else edit.span))
    return misfits | {place: Misfit("correction-at-odds", odd.values) for place, odd in at_odds(placed).items()}


def _edit(read: Record, record: Record, entry: Entry, known: Known) -> Edit:
    match entry:
        case ReferenceEntry():
            return correct_reference(read, record, entry, known)
        case HolderEntry():
            return _correct_holder(read, record, entry)
        case AmountEntry():
            return correct_amount(read, record, entry)
        case EffectEntry():
            return correct_effect(read, record, entry, known)
        case PageEntry():
            return _correct_page(read, record, entry)
        case ElementEntry():
            return _remove_element(read, record, entry)
        case WithdrawEntry() | IdentityEntry():
            raise TypeError("a withdrawal or an identity is no correction of a value of a page")
        case _:
            assert_never(entry)


def _identified(record: Record, entry: PageEntry) -> Record:
    """A record whose page is the one that an entry says; its own number in the text is then a reference to itself."""
    page, found_by, spans = record.page, dict(record.page.found_by), dict(record.page.spans)
    if entry.number is not UNSET and entry.number != page.number:
        page = msgspec.structs.replace(page, number=entry.number)
        found_by["number"] = Found(FoundBy.CORRECTION)
        spans.pop("number", None)
    if entry.kind is not UNSET:
        page = msgspec.structs.replace(page, kind=entry.kind)
    if entry.document is not UNSET and entry.document.ref != page.document:
        page = msgspec.structs.replace(page, document=entry.document.ref)
        found_by["document"] = Found(FoundBy.CORRECTION)
        spans.pop("document", None)
    page = msgspec.structs.replace(page, found_by=dict(sorted(found_by.items())), spans=spans)
    references = tuple(
        msgspec.structs.replace(one, role=Role.SELF)
        if (str(one.kind), one.number, one.document) == (str(page.kind), page.number, None)
        else one
        for one in record.references
    )
    return msgspec.structs.replace(record, page=page, references=references)


def _correct_page(read: Record, record: Record, entry: PageEntry) -> Edit:
    """A record whose page has the short name, statement and domain of an entry, and is the page that it says."""
    was = read.page
    record = _identified(record, entry)
    page, found_by, spans = record.page, dict(record.page.found_by), dict(record.page.spans)
    changes = list(_moved(was, page, entry))
    for key, value in _page_values(entry):
        if value == getattr(page, key):
            continue
        changes.append(Edited(PAGE_VALUES[key], getattr(was, key), spans.pop(key, None)))
        page = msgspec.structs.replace(page, **{key: value})
        found_by[key] = Found(FoundBy.CORRECTION)
    page = msgspec.structs.replace(page, found_by=dict(sorted(found_by.items())), spans=spans)
    return Edit(msgspec.structs.replace(record, page=page), tuple(changes))


def _page_values(entry: PageEntry) -> Iterator[tuple[str, str | None]]:
    for key in PAGE_VALUES:
        value = getattr(entry, key)
        if value is not UNSET:
            yield key, value and folded(value)


def _moved(was: PageHead, page: PageHead, entry: PageEntry) -> Iterator[Edited]:
    """What an entry changed of which page of which document it is."""
    if entry.number is not UNSET and was.number != page.number:
        yield Edited(t.NUMBER, was.number, was.spans.get("number"))
    if entry.kind is not UNSET and was.kind is not page.kind:
        yield Edited(t.PAGE_KIND, was.kind.value, None, "page")
    if entry.document is not UNSET and was.document != page.document:
        yield Edited(t.IN_DOCUMENT, told(was.document), was.spans.get("document"))


def _correct_holder(read: Record, record: Record, entry: HolderEntry) -> Edit:
    """A record in which a portfolio holder is as an entry says."""
    places = [Span(one.start, one.end) for one in read.holders]
    if entry.remove:
        places += odd_places(read, "odd-holder")
    span = find_words(read, entry.at) if entry.add else find_place(read, entry.at, places, "holders")
    old = next((one for one in record.holders if (one.start, one.end) == (span.start, span.end)), None)
    if entry.add and old is not None:
        raise MisfitError("correction-double", what="holders")
    if entry.remove:
        kept = tuple(one for one in record.holders if one is not old)
        gone = () if old is None else (Edited(t.HOLDER_NAME, old.name, span),)
        return Edit(msgspec.structs.replace(record, holders=kept), gone, span)
    name = folded(record.text[span.start : span.end] if entry.name is UNSET else entry.name)
    new = Holder(name, span.start, span.end)
    others = (one for one in record.holders if one is not old)
    holders = tuple(sorted((*others, new), key=lambda one: one.start))
    same = old is not None and old.name == name
    changes = () if same else (Edited(t.HOLDER_NAME, old.name if old else None, span),)
    return Edit(msgspec.structs.replace(record, holders=holders), changes, span)


def _remove_element(read: Record, record: Record, entry: ElementEntry) -> Edit:
    """A record without an item of a list; a quantity to be reached that stood in it goes with it."""
    span = find_place(read, entry.at, (Span(one.start, one.end) for one in _items(read, entry.list)), entry.list)
    index = next(
        (order for order, one in enumerate(_items(record, entry.list)) if Span(one.start, one.end) == span), None
    )
    if index is None:
        raise MisfitError("correction-not-read", what=entry.list)
    items = (*_items(record, entry.list)[:index], *_items(record, entry.list)[index + 1 :])
    gone = Edited(ITEMS[entry.list], None, span)
    match entry.list:
        case "frameworkNotes":
            notes = msgspec.structs.replace(record.framework_notes, items=items)
            return Edit(msgspec.structs.replace(record, framework_notes=notes), (gone,), span)
        case "criteria":
            record = msgspec.structs.replace(record, criteria=items)
        case "activities":
            record = msgspec.structs.replace(record, activities=items)
        case _:
            assert_never(entry.list)
    return Edit(_without_element(record, ElementRef(entry.list, index)), (gone,), span)


def _items(record: Record, name: str) -> tuple[Item, ...]:
    lists = {
        "criteria": record.criteria,
        "activities": record.activities,
        "frameworkNotes": record.framework_notes.items,
    }
    return lists[name]


def _without_element(record: Record, gone: ElementRef) -> Record:
    """A record in which nothing stands any more in an item that was taken away."""

    def moved(element: ElementRef | None) -> ElementRef | None:
        if element is None or element.list != gone.list or element.index < gone.index:
            return element
        return None if element.index == gone.index else ElementRef(gone.list, element.index - 1)

    def all_moved(found: tuple[_Standing, ...]) -> tuple[_Standing, ...]:
        return tuple(msgspec.structs.replace(one, element=moved(one.element)) for one in found)

    return msgspec.structs.replace(
        record,
        references=all_moved(record.references),
        mentions=all_moved(record.mentions),
        targets=all_moved(tuple(one for one in record.targets if one.element != gone)),
        realisations=all_moved(record.realisations),
    )


def _settled(edit: Edit, entry: Entry) -> Record:
    """The record of an edit without the issues that the entry settles."""
    issues = tuple(one for one in edit.record.issues if not _settles(entry, edit.span, one))
    return msgspec.structs.replace(edit.record, issues=issues)


def _settles(entry: Entry, span: Span | None, issue: Issue) -> bool:
    if isinstance(entry, PageEntry):
        said = (codes for key, codes in SETTLED_BY_PAGE.items() if getattr(entry, key) is not UNSET)
        return any(issue.code in codes for codes in said)
    if span is None or issue.start is None or issue.end is None or issue.code not in SETTLED[type(entry)]:
        return False
    return issue.start < span.end and span.start < issue.end


def with_states(record: Record) -> Record:
    """A record in which the states of its lists agree with what is in them."""
    states, notes = dict(record.list_states), record.framework_notes
    found = {name: bool(_items(record, name)) for name in ITEMS} | {"holders": bool(record.holders)}
    for name, filled in found.items():
        if name in states and filled != (states[name] is ListState.FILLED):
            states[name] = ListState.FILLED if filled else _unfilled(record, LIST_SECTIONS[name])
    notes = NotesList(states.get("frameworkNotes", notes.state), notes.items)
    return msgspec.structs.replace(record, list_states=states, framework_notes=notes)


def _unfilled(record: Record, kind: SectionKind) -> ListState:
    headed = any(section.kind is kind for section in record.sections)
    return ListState.HEADING_WITHOUT_LIST if headed else ListState.NO_HEADING
