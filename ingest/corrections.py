"""`corrections.yml`: what the operator says of readings that are wrong, and what is to be taken out. Corrects nothing.

Each entry names a page, a place on it by exact words, the right value, why, and by which role.
"""

import hashlib
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Final, Literal, TypeAlias

import msgspec
import yaml
from msgspec import UNSET, UnsetType

from ingest import entry_phrases as told
from ingest.entry_names import NamedDocument, Number, RoleName, TargetVersion, Text, Words, require_path
from ingest.origin import Address, OrganisationCode, StatedDocument, Year
from ingest.read.span import Span
from ingest.slips import EntryError, SlipError, composed, load
from ontology.blanks import is_blank
from ontology.codes import (
    BudgetLine,
    CitedKind,
    Effect,
    PageKind,
    Phase,
    Recurrence,
    Relation,
    Role,
)
from ontology.iri import slug
from ontology.language import SpokenError
from ontology.terms import Iri

CORRECTIONS: Final = "corrections.yml"
LASTING: Final = frozenset({CitedKind.GOAL, CitedKind.AMBITION, CitedKind.PROGRAMME})  # what endures
RULE: Final = "correction"  # by which a reference leads where it does, where the operator says so

PageKey = Annotated[
    str, msgspec.Meta(pattern=r"^\S[^\n]{0,199}$", examples=["1.1.3"])
]  # of a page without a number, words of its title
Digest = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{10,64}$", examples=["3f29ab01c4"])]
Position = Annotated[int, msgspec.Meta(ge=0)]


class CorrectionsError(SpokenError):
    """A file of corrections that can't be used; the message names the file, the place and what is wanted."""


class Spot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place on a page: its exact words, and where they stand more than once which of the places, from 1.

    Or the words with their offsets, so that a text that shifted is noticed.
    """

    exact: Words
    nth: Annotated[int, msgspec.Meta(ge=1)] | None = None
    start: Position | None = None
    end: Position | None = None

    def __post_init__(self) -> None:
        if (self.start is None) != (self.end is None):
            raise EntryError(told.TOGETHER)
        if self.start is not None and self.nth is not None:
            raise EntryError(told.ONE_PLACE)
        require_filled("exact", self.exact)

    @property
    def words(self) -> str:
        """The words as texts are compared: in NFC, with single spaces."""
        return folded(self.exact)

    @property
    def span(self) -> Span | None:
        """The offsets, where they are given."""
        return None if self.start is None or self.end is None else Span(self.start, self.end)


class PageName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page by what was read from it: its document with kind and number; or by the digest of its bytes."""

    document: str | None = None
    kind: PageKind = PageKind.GOAL
    number: PageKey | None = None
    digest: Digest | None = None

    def __post_init__(self) -> None:
        if self.digest is not None:
            if self.document is not None or self.number is not None:
                raise EntryError(told.ONE_NAME)
        elif self.document is None or self.number is None:
            raise EntryError(told.NO_NAME)
        else:
            require_path(self.document)

    @property
    def organisation(self) -> str | None:
        """The body of the page, where its document is named."""
        return self.document.partition("/")[0] if self.document else None

    @property
    def name(self) -> str:
        """The page as it is called in IRIs, where its document is named."""
        return f"{self.kind}-{slug(self.number or '')}"


class Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an effect falls on."""

    number: Number
    kind: CitedKind = CitedKind.GOAL


class _Entry(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What every entry says: on which page, why, and by which role."""

    page: Address | PageName
    why: Text
    by: RoleName

    def __post_init__(self) -> None:
        require_filled("why", self.why)

    def _said(self, *names: str) -> list[str]:
        """Those of the keys that are given."""
        values = ((name, getattr(self, name)) for name in names)
        return [name for name, value in values if value is not UNSET and value is not False]


class ReferenceEntry(_Entry, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """A reference that was read wrongly, is none, or was missed; `of` is the number read, where a place has several."""

    at: Spot
    of: str | None = None
    number: Number | UnsetType = UNSET
    kind: CitedKind | UnsetType = UNSET
    document: NamedDocument | UnsetType | None = UNSET
    relation: Relation | UnsetType = UNSET
    role: Role | UnsetType = UNSET
    target: TargetVersion | UnsetType = UNSET
    no_reference: bool = False
    add: bool = False

    def __post_init__(self) -> None:
        _Entry.__post_init__(self)
        said = self._said("number", "kind", "document", "relation", "role", "target")
        if self.no_reference and (said or self.add):
            raise EntryError(told.NO_REFERENCE_ALONE)
        if not (self.no_reference or said):
            raise EntryError(told.NO_REFERENCE_VALUE)
        if isinstance(self.number, str):
            require_filled("number", self.number)
        if "target" in said and not {"number", "kind", "document"}.isdisjoint(said):
            raise EntryError(told.TARGET_SAYS_ALL)
        if "target" in said and self.role is Role.SELF:
            raise EntryError(told.TARGET_SELF)
        if self.add and {"number", "target"}.isdisjoint(said):
            raise EntryError(told.ADDED_REFERENCE)


class HolderEntry(_Entry, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """A portfolio holder whose name was read wrongly, who is none, or who was missed."""

    at: Spot
    name: Text | UnsetType = UNSET
    remove: bool = False
    add: bool = False

    def __post_init__(self) -> None:
        _Entry.__post_init__(self)
        if self.remove and self._said("name", "add"):
            raise EntryError(told.REMOVE_ALONE)
        if not self._said("name", "remove", "add"):
            raise EntryError(told.NO_HOLDER_VALUE)


class AmountEntry(_Entry, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """A cell of a money table that was read wrongly; `value` is in euro."""

    at: Spot
    value: Decimal | UnsetType = UNSET
    year: Year | UnsetType = UNSET
    line: BudgetLine | UnsetType = UNSET
    phase: Phase | UnsetType = UNSET
    remove: bool = False

    def __post_init__(self) -> None:
        _Entry.__post_init__(self)
        said = self._said("value", "year", "line", "phase")
        if self.remove == bool(said):
            raise EntryError(told.NO_AMOUNT_VALUE)
        if self.value is not UNSET and not self.value.is_finite():
            raise EntryError(told.NO_NUMBER)


class EffectEntry(_Entry, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """A financial effect that was read wrongly, is none, or was missed; `amount` is in euro."""

    at: Spot
    bearer: Named | UnsetType = UNSET
    effect: Effect | UnsetType = UNSET
    amount: Decimal | UnsetType | None = UNSET
    recurrence: Recurrence | UnsetType = UNSET
    year: Year | UnsetType | None = UNSET
    cause: Text | UnsetType | None = UNSET
    remove: bool = False
    add: bool = False

    def __post_init__(self) -> None:
        _Entry.__post_init__(self)
        said = self._said("bearer", "effect", "amount", "recurrence", "year", "cause")
        if self.remove and (said or self.add):
            raise EntryError(told.REMOVE_ALONE)
        if not (said or self.remove):
            raise EntryError(told.NO_EFFECT_VALUE)
        if self.add and not {"bearer", "effect"}.issubset(said):
            raise EntryError(told.ADDED_EFFECT)
        if isinstance(self.amount, Decimal) and not (self.amount.is_finite() and self.amount >= 0):
            raise EntryError(told.NO_AMOUNT)


class PageEntry(_Entry, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What a page is about, where that was read wrongly; null says that the page has none."""

    label: Text | UnsetType | None = UNSET
    statement: Words | UnsetType | None = UNSET
    domain: Text | UnsetType | None = UNSET
    number: Number | UnsetType = UNSET
    kind: PageKind | UnsetType = UNSET
    document: StatedDocument | UnsetType = UNSET

    def __post_init__(self) -> None:
        _Entry.__post_init__(self)
        if not self._said("label", "statement", "domain", "number", "kind", "document"):
            raise EntryError(told.NO_PAGE_VALUE)


class ElementEntry(_Entry, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """A criterion, an activity or a framework note that is none."""

    list: Literal["criteria", "activities", "frameworkNotes"]
    at: Spot
    remove: Literal[True]


class IdentityEntry(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Whether two versions are one goal, or the one is a part of the other: split from it, or merged into it."""

    earlier: TargetVersion
    later: TargetVersion
    claim: Literal["same", "not-same", "split", "merged"]
    why: Text
    by: RoleName

    def __post_init__(self) -> None:
        require_filled("why", self.why)
        if self.earlier.key.organisation != self.later.key.organisation:
            raise EntryError(told.TWO_BODIES)
        if self.earlier.kind is not self.later.kind or self.earlier.kind not in LASTING:
            raise EntryError(told.TWO_KINDS)
        if self.earlier.key == self.later.key:
            raise EntryError(told.ONE_DOCUMENT)

    @property
    def page(self) -> None:
        """It is of no page."""


class WithdrawEntry(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What is taken out everywhere: a page, exact words on a page, or the name of a person of a body as printed."""

    why: Text
    by: RoleName
    page: Address | PageName | None = None
    exact: Words | None = None
    organisation: OrganisationCode | None = None
    person: Annotated[str, msgspec.Meta(min_length=3, max_length=200)] | None = None

    def __post_init__(self) -> None:
        require_filled("why", self.why)
        by_page = self.page is not None and self.organisation is None and self.person is None
        by_person = self.organisation is not None and self.person is not None and self.page is None
        if not (by_page or (by_person and self.exact is None)):
            raise EntryError(told.NOTHING_WITHDRAWN)

    @property
    def words(self) -> str | None:
        """The words to take out; None where it is a whole page."""
        return self.exact or self.person


Entry: TypeAlias = (
    ReferenceEntry | HolderEntry | AmountEntry | EffectEntry | PageEntry | ElementEntry | IdentityEntry | WithdrawEntry
)


class Correction(msgspec.Struct, frozen=True):
    """An entry, and where it stands: the file and its line."""

    place: str
    entry: Entry

    @property
    def digest(self) -> str:
        """What names the entry, wherever it stands, without saying any of its words; of a withdrawal what it takes."""
        entry = self.entry
        if isinstance(entry, WithdrawEntry):
            entry = msgspec.structs.replace(entry, why="-", by="--")
        content = type(entry).__name__.encode() + b"\0" + msgspec.json.encode(entry)
        return hashlib.sha256(content).hexdigest()

    @property
    def organisation(self) -> str | None:
        """The body that it is about, where the entry says so."""
        if isinstance(self.entry, IdentityEntry):
            return self.entry.later.key.organisation
        if isinstance(self.entry, WithdrawEntry) and self.entry.organisation is not None:
            return self.entry.organisation
        return self.entry.page.organisation if isinstance(self.entry.page, PageName) else None


class Change(msgspec.Struct, frozen=True):
    """One value that a correction put in the place of what was read, for provenance.

    `correction` is the digest of the entry. `thing` is the kind of identifier of what was corrected, which stands at
    `span`; None for what the page is about. `number` is that of a reference, or of a version. `was` is what was read,
    None where nothing was.
    """

    correction: str
    why: str
    by: str
    predicate: Iri
    was: str | None
    span: Span | None = None
    thing: str | None = None
    number: str | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    references: tuple[ReferenceEntry, ...] = ()
    holders: tuple[HolderEntry, ...] = ()
    amounts: tuple[AmountEntry, ...] = ()
    effects: tuple[EffectEntry, ...] = ()
    pages: tuple[PageEntry, ...] = ()
    elements: tuple[ElementEntry, ...] = ()
    identity: tuple[IdentityEntry, ...] = ()
    withdraw: tuple[WithdrawEntry, ...] = ()


def load_corrections(name: str, content: bytes) -> tuple[Correction, ...]:
    """The corrections of one file, in the order of their kinds; an empty file has none.

    A list may stand in it more than once, as it does where prepared entries were pasted one below the other.

    Raises:
        CorrectionsError: it is no YAML, has an unknown key, one key of an entry twice, or a value that can't be.
    """
    try:
        found = load(name, content, _File, joins=True)
    except SlipError as error:
        raise CorrectionsError(error.phrase, **error.values) from error
    lines = dict(_lines(content))
    return tuple(
        Correction(f"{name}:{lines[kind, index]}", entry)
        for kind in found.__struct_fields__
        for index, entry in enumerate(getattr(found, kind))
    )


def require_filled(key: str, text: str) -> None:
    """Refuse a text of a prepared entry that was to be replaced.

    Raises:
        EntryError: it still stands there.
    """
    if is_blank(text):
        raise EntryError(told.BLANK, key=key, said=text)


def folded(text: str) -> str:
    """A text as the words of an entry are compared with those of a page: in NFC, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _lines(content: bytes) -> Iterator[tuple[tuple[str, int], int]]:
    """The line of each entry, from 1, by its list and its place in that list."""
    root = composed(content, joins=True)
    if not isinstance(root, yaml.MappingNode):
        return
    for key, value in root.value:
        if isinstance(value, yaml.SequenceNode):
            for index, node in enumerate(value.value):
                yield (key.value, index), node.start_mark.line + 1
