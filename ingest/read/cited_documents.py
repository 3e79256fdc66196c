"""Cited documents: the document whose numbering the words beside a reference speak, with its year or without.

Knows where such words stand; knows no number and no page.
"""

import re
from typing import Final

import msgspec

from ingest.documents import DOCUMENT_NAMES
from ingest.read.record import DocumentRef
from ontology.codes import DocumentKind

# Names that only running text uses.
OTHER_NAMES: Final = {
    "meerjarenbegroting": DocumentKind.BEGROTING,
    "programmarekening": DocumentKind.JAARSTUKKEN,
    "kadernota": DocumentKind.PERSPECTIEFNOTA,
    "bestuursmonitor": DocumentKind.BERAP,
}
ALL_NAMES: Final = {**DOCUMENT_NAMES, **OTHER_NAMES}
NAMES: Final = "|".join(sorted(ALL_NAMES, key=len, reverse=True))
SHORT_NAMES: Final = tuple(
    name for name in ALL_NAMES if not any(name != other and other in name for other in ALL_NAMES)
)
ORDINALS: Final = {"1": 1, "1e": 1, "eerste": 1, "2": 2, "2e": 2, "tweede": 2, "3": 3, "3e": 3, "derde": 3}
# How many years a word moves the year of the page's own document.
MOVES: Final = {"vorige": -1, "vorig": -1, "voorgaande": -1, "afgelopen": -1, "volgende": 1, "volgend": 1, "komende": 1}
DOCUMENT: Final = (
    rf"(?:(?P<ordinal>1e|2e|3e|eerste|tweede|derde)\s)?(?:(?P<moved>{'|'.join(MOVES)})\s)?"
    rf"(?P<said>(?:primitieve|oorspronkelijke|vastgestelde|gewijzigde|nieuwe|huidige)\s)?(?P<name>{NAMES})\b"
    r"(?:\s(?:van|voor|over)\s(?:het\s)?(?P<moved_year>vorig|volgend)\sjaar\b|"
    r"\s{1,3}(?:(?:van|voor|over|uit)\s)?(?P<year>20[0-9]{2})(?:-(?P<sequence>[0-9])(?!\d)|\s?[-–/]\s?(?:20)?[0-9]{2}(?!\d))?)?"
)
FROM: Final = (
    r"(?:in|uit|van|volgens|conform|bij|onder)\s{1,3}"
    r"(?:(?:de|het|the)\s{1,3}|(?P<same>die|diezelfde|dezelfde|deze|dit)\s{1,3})?"
)
# doel 1.1.2 in de Begroting 2029; doel 1.1.2 (Begroting 2029); doel 1.1.2 (wonen) van de vorige begroting
BEHIND: Final = re.compile(
    rf"\s{{0,3}}(?:\([^()]{{1,60}}\)\s|[‘“'\"][^‘’“”'\"()]{{1,60}}[’”'\"]\s)?(?:zoals\s\w{{1,20}}\s)?"
    rf"(?:(?P<from>{FROM})|,?\s?(?P<opened>\(\s?)?){DOCUMENT}(?(opened)\s?\)?)",
    re.IGNORECASE,
)
BEFORE: Final = re.compile(rf"\b(?=\w)(?P<from>{FROM})?{DOCUMENT}", re.IGNORECASE)
BESIDE: Final = re.compile(
    r"\s{0,3}[,:(]?\s{0,3}(?:(?:zie|bij|onder|in|op|voor|als)\s{1,3})?(?:(?:de|het|oude|nieuwe)\s{1,3}){0,2}",
    re.IGNORECASE,
)
CLOSED: Final = re.compile(r"\([^()]{0,200}\)")


class CitedDocument(msgspec.Struct, frozen=True):
    """The document that words name; `is_before` tells that they stand before the reference."""

    document: DocumentRef
    is_before: bool


def cited_document(before: str, after: str, own: DocumentRef | None, earlier: str = "") -> CitedDocument | None:
    """The document whose numbering the words on one of both sides speak; None where it is the page's own or unnamed.

    `earlier` is what the page says before these words, for «diezelfde begroting».
    """
    behind = BEHIND.match(after)
    if behind is not None and (behind["from"] or behind["opened"] or behind["year"]):
        return _other(behind, own, earlier, is_before=False)
    small = before.casefold()
    places = list(BEFORE.finditer(before)) if any(name in small for name in SHORT_NAMES) else []
    if not places or not _governs(places[-1], before[places[-1].end() :]):
        return None
    return _other(places[-1], own, earlier, is_before=True)


def behind_length(after: str) -> int:
    """How much of the words behind a reference names its document; 0 where none is named there."""
    match = BEHIND.match(after)
    return match.end() if match is not None and (match["from"] or match["opened"] or match["year"]) else 0


def _governs(match: re.Match[str], gap: str) -> bool:
    """Whether a document that is named before a reference is the one that its number belongs to.

    Right before it, always. Further away it has to be a place («in de Begroting 2029 ...») with a year, and the
    reference no aside in parentheses; without a year nothing may part the two.
    """
    if BESIDE.fullmatch(gap):
        return True
    if match["from"] is None:
        return False
    if match["year"]:
        return "(" not in CLOSED.sub("", gap)
    return not re.search(r"[,;:()]", gap)


def _other(match: re.Match[str], own: DocumentRef | None, earlier: str, *, is_before: bool) -> CitedDocument | None:
    kind = ALL_NAMES[match["name"].casefold()]
    moved = (match["moved"] or match["moved_year"] or "").casefold()
    ordinal = ORDINALS.get((match["ordinal"] or "").casefold())
    year = int(match["year"]) if match["year"] else None
    sequence = int(match["sequence"]) if match["sequence"] else ordinal if kind is DocumentKind.BERAP else None
    if match["same"] and year is None:
        year = _last_year(kind, earlier)
    if moved and own is not None and own.year is not None:
        year, sequence = _moved(kind, moved, own, own.year)
    named = DocumentRef(kind, year, sequence)
    return None if _is_own(named, own) else CitedDocument(named, is_before)


def _last_year(kind: DocumentKind, earlier: str) -> int | None:
    """The year of the last document of a kind that a text names with its year."""
    named = [
        match for match in BEFORE.finditer(earlier) if match["year"] and ALL_NAMES[match["name"].casefold()] is kind
    ]
    return int(named[-1]["year"]) if named else None


def _moved(kind: DocumentKind, moved: str, own: DocumentRef, year: int) -> tuple[int, int | None]:
    """The year and sequence of «de vorige begroting» and the like; the previous report can be of the same year."""
    if kind is own.kind and own.sequence is not None and own.sequence + MOVES[moved] > 0:
        return year, own.sequence + MOVES[moved]
    return year + MOVES[moved], None


def _is_own(named: DocumentRef, own: DocumentRef | None) -> bool:
    return (
        own is not None
        and named.kind is own.kind
        and named.year in {None, own.year}
        and named.sequence in {None, own.sequence}
    )
