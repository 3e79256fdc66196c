"""Holders: the names of portfolio holders, under their heading, behind their label or in a column of a table.

Officials are no holders. Knows no other page, so no person: who is meant is told by `ingest/link/people.py`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from ingest.read.record import Holder, Ignored
from ingest.read.span import Span
from ingest.read.tables import parts
from ingest.read.text import Line, folded, trimmed

PARTICLES: Final = frozenset(
    [
        "van",
        "de",
        "der",
        "den",
        "ten",
        "ter",
        "te",
        "het",
        "in",
        "'t",
        "’t",
        "‘t",
        "'s",
        "’s",
        "von",
        "zu",
        "el",
        "al",
        "op",
        "aan",
        "bij",
        "la",
        "le",
        "du",
        "da",
        "dos",
        "di",
        "v.d.",
        "uit",
        "tot",
    ]
)
SHORT_PARTICLES: Final = frozenset({"v.", "d."})  # of v.d. Verzinsel
INITIAL: Final = re.compile(r"[A-ZÀ-Þ][a-z]{0,2}\.")  # J. Th. Chr.
WORD: Final = re.compile(r"(?:d['’])?[A-ZÀ-Þ](?:[^\W\d_]|[’'-])*")  # Visscher-Noordzij d'Hondt
TOKEN_EDGE: Final = re.compile(r"\s+|(?<=\.)-?(?=[^\W\d_])")  # J.W. and J.-W. are two initials
LONGEST: Final = 8  # words in a name
LABEL: Final = (
    r"(?:(?:bestuurlijk|verantwoordelijke?|coördinerende?|eerste)\s)?(?:portefeuillehouder|verantwoordelijk\swethouder)"
    r"(?:s|\(s\)|\s\(s\))?|bestuurlijke?\sopdrachtgever(?:s|\(s\))?"
)
FIELD: Final = re.compile(  # Bestuurlijke opdrachtgever   : Fenna Fictief; | Portefeuillehouder | F. Fictief |
    rf"\|?\s{{0,40}}(?P<label>{LABEL})(?P<mark>\s{{0,40}}[:|]\s{{0,40}}|\s{{2,40}}|\t)(?P<names>[^\s|:][^\n]*)",
    re.IGNORECASE,
)
TIGHT_FIELD: Final = re.compile(  # Portefeuillehouder F. Fictief: an initial tells a name from running text
    rf"(?P<label>{LABEL})\s(?P<mark>)(?P<names>[A-ZÀ-Þ]\.[^\n]*)", re.IGNORECASE
)
BEGINNING: Final = re.compile(rf"\|?\s{{0,40}}(?:{LABEL})(?:\s|:|$)", re.IGNORECASE)
LABEL_CELL: Final = re.compile(rf"(?:{LABEL})\s*:?", re.IGNORECASE)
OFFICIAL: Final = re.compile(  # Verantwoordelijk directeur: F. Fictief
    r"(?:(?:verantwoordelijke?|ambtelijke?|gedelegeerde?|algemeen)\s)?(?:directeur|directie|opdrachtgever|opdrachtnemer"
    r"|programmamanager|programmadirecteur|projectleider|projectmanager|afdelingshoofd|afdelingsmanager|manager"
    r"|budgethouder|contactpersoon|beleidsadviseur|secretaris|griffier|gemeentesecretaris|clusterdirecteur"
    r"|concerndirecteur|sectordirecteur|teammanager|teamleider)(?:s|en|\(s\))?\b\s*[:|]?\s*",
    re.IGNORECASE,
)
OFFICIAL_BEHIND: Final = re.compile(
    rf"\s{{0,5}}[(,–-]\s{{0,5}}{OFFICIAL.pattern}", re.IGNORECASE
)  # F. Fictief (directeur)
BULLET: Final = re.compile(r"(?:[•▪◦‣·*–-]|o(?=\s)|[0-9]{1,2}[.)](?=\s)|\([0-9]{1,2}\))\s*")  # an initial is none
PARTY: Final = r"\([^()\n]{1,80}\)(?=\s{0,10}(?:[,;&/|]|en\b|$))"  # (CDA) behind a name
SEPARATOR: Final = re.compile(rf"{PARTY}|[,;&/|]|\ben\b")
TITLE: Final = re.compile(
    r"""
    (?: (?P<office>(?i:wethouders?|(?:loco-?)?burgemeester|gedeputeerde|dijkgraaf|heemraad
            |commissaris\svan\sde\skoning(?:in)?))
      | (?P<address>(?i:mevrouw|mevr\.|mevr|mw\.|mw|dhr\.|dhr|meneer)|[Dd]e\sheer|De\sHeer|[Hh]eer)
      | (?i:drs|mr|ir|ing|dr|prof)\b\.?
    )\s+(?=[A-ZÀ-Þ]|(?:van|de|der|den|ten|ter|te|het|in|von|el|al|la|le|mevrouw|mevr|mw|dhr|heer|drs|mr|ir|ing|dr|prof)\b|['’])
    """,
    re.VERBOSE,
)
OFFICE: Final = re.compile(r"(?i:wethouders?|(?:loco-?)?burgemeester|gedeputeerde)\b[^A-ZÀ-Þ]*")  # wethouder financiën
RULE: Final = re.compile(r"[\s|:-]+")  # |---|---|


class HolderList(msgspec.Struct, frozen=True):
    """The holders, the places that look like no name, what is left out and why, and the lines that were read."""

    holders: tuple[Holder, ...] = ()
    odd: tuple[Span, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    read: frozenset[Line] = frozenset()


def read_holders(text: str, lines: Sequence[Line], not_holders: Sequence[str] = ()) -> HolderList:
    """The holders in the lines of their section.

    A line with one of the words in `not_holders` names an office or says that there is nobody. A single word without
    title or initial is no name either, because a person gets an identifier that stays for ever.
    """
    fields = find_holder_fields(text, lines, not_holders)
    found = [fields]
    official = False
    for line in lines:
        if line in fields.read:
            official = False
            continue
        label = OFFICIAL.match(line.text)
        if label or official:
            found.append(HolderList(ignored=(_official(line.span),)))
            official = label is not None and label.end() == len(line.text)
        else:
            bullet = BULLET.match(line.text)
            names = Span(line.start + (bullet.end() if bullet else 0), line.end)
            found.append(_names(text, names, not_holders))
    return _joined(found)


def find_holder_fields(text: str, lines: Sequence[Line], not_holders: Sequence[str] = ()) -> HolderList:
    """The holders behind a label (`Bestuurlijke opdrachtgever   : F. Fictief`) and in a column of a table."""
    found: list[HolderList] = []
    column: int | None = None
    for line in lines:
        cells = _cells(line) if "|" in line.text else []
        field = FIELD.match(line.text) or TIGHT_FIELD.match(line.text)
        if field is not None and ("|" not in field["mark"] or _has_names(text, cells[1:2], not_holders)):
            column = None
            found.append(_field(text, line, field, not_holders))
        elif not cells:
            column = None
        elif RULE.fullmatch(line.text):
            found.append(_left_out(line, "rule of a table") if column is not None else HolderList())
        elif column is None:
            column = _label_column(text, cells)
            found.append(_left_out(line, "head of a column") if column is not None else HolderList())
        elif column < len(cells):
            found.append(msgspec.structs.replace(_names(text, cells[column], not_holders), read=frozenset({line})))
    return _joined(found)


def is_labelled(line: str) -> bool:
    """Whether a line begins with a label of portfolio holders, as no title does."""
    return BEGINNING.match(line) is not None


def is_name(words: str) -> bool:
    """Whether words are the name of a person: initials or given names, particles, and a surname at the end."""
    tokens = [token for token in TOKEN_EDGE.split(words) if token]
    if not 1 <= len(tokens) <= LONGEST or not WORD.fullmatch(tokens[-1]):
        return False
    return all(
        token in PARTICLES | SHORT_PARTICLES or INITIAL.fullmatch(token) or WORD.fullmatch(token) for token in tokens
    )


def _field(text: str, line: Line, field: re.Match[str], not_holders: Sequence[str]) -> HolderList:
    end = field.end("names")
    if "|" in field["mark"] and "|" in field["names"]:
        end = line.text.index("|", field.start("names"))
    span = Span(line.start + field.start("names"), line.start + end)
    return msgspec.structs.replace(_names(text, span, not_holders), read=frozenset({line}))


def _cells(line: Line) -> list[Span]:
    """The cells of a row of a table, in order; an empty one has no length."""
    return [Span(line.start, line.start) if cell is None else cell.span for cell in parts(line)]


def _label_column(text: str, cells: Sequence[Span]) -> int | None:
    """Which cell of a row is the label of holders; None where the row has one cell or no label."""
    if len(cells) < 2:
        return None
    return next((i for i, cell in enumerate(cells) if LABEL_CELL.fullmatch(text[cell.start : cell.end])), None)


def _has_names(text: str, cells: Sequence[Span], not_holders: Sequence[str]) -> bool:
    return any(_names(text, cell, not_holders).holders for cell in cells)


def _names(text: str, span: Span, not_holders: Sequence[str]) -> HolderList:
    """The names in a stretch of one line; the stretch as a whole is odd where there is not one name in it."""
    line = trimmed(text, span.start, span.end)
    if line.start == line.end:
        return HolderList()
    if _names_nobody(text[line.start : line.end], not_holders):
        return HolderList(odd=(line,))
    holders: list[Holder] = []
    odd: list[Span] = []
    ignored: list[Ignored] = []
    for part in _parts(text, line.start, line.end):
        holder = _holder(text, part)
        if holder is not None and OFFICIAL_BEHIND.match(text, part.end, line.end):
            ignored.append(_official(part))
        elif holder is not None:
            holders.append(holder)
        elif OFFICE.fullmatch(text[part.start : part.end]) and holders:
            ignored.append(Ignored(part.start, part.end, "office of the holder before it"))
        elif OFFICIAL.match(text[part.start : part.end]):
            ignored.append(_official(part))
        else:
            odd.append(part)
    if not holders and odd:
        return HolderList(odd=(line,))
    return HolderList(tuple(holders), tuple(odd), tuple(ignored))


def _holder(text: str, part: Span) -> Holder | None:
    """The holder that a stretch names, without titles and with white space as single spaces."""
    start, titled = part.start, False
    while title := TITLE.match(text, start, part.end):
        start = title.end()
        titled = titled or title["office"] is not None or title["address"] is not None
    name = " ".join(text[start : part.end].split())
    enough = titled or " " in name or "." in name
    return Holder(name, start, part.end) if enough and is_name(name) else None


def _names_nobody(line: str, not_holders: Sequence[str]) -> bool:
    words = f" {folded(line)} "
    return any(f" {folded(word)} " in words for word in not_holders)


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretches between separators."""
    position = start
    ends = [*((match.start(), match.end()) for match in SEPARATOR.finditer(text, start, end)), (end, end)]
    for stop, following in ends:
        part = trimmed(text, position, stop)
        if part.start < part.end:
            yield part
        position = following


def _left_out(line: Line, why: str) -> HolderList:
    return HolderList(ignored=(Ignored(line.start, line.end, why),), read=frozenset({line}))


def _official(span: Span) -> Ignored:
    return Ignored(span.start, span.end, "names an official, no portfolio holder")


def _joined(found: Sequence[HolderList]) -> HolderList:
    """The parts as one list, in the order of the page."""
    return HolderList(
        tuple(sorted((one for part in found for one in part.holders), key=lambda one: one.start)),
        tuple(sorted(one for part in found for one in part.odd)),
        tuple(sorted((one for part in found for one in part.ignored), key=lambda one: one.start)),
        frozenset(line for part in found for line in part.read),
    )
