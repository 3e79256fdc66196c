"""The canonical text of a page, from its bytes, as text or as HTML; and its lines, sentences and digests.

Knows nothing of what the words mean. Every offset in the project counts code points of this text.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import msgspec

from ingest.read.encoding import MARKS, characters, clean, damage, is_mixed
from ingest.read.html import Block, TooManyLinesError, is_markup, render, shown_text
from ingest.read.span import Span

# A dot after one of these ends no sentence; single letters with dots (`M.i.v.`, `o.a.`) are seen by their form.
ABBREVIATIONS: Final = frozenset(
    {"bijv", "blz", "bv", "ca", "cq", "dhr", "dr", "drs", "excl", "evt", "incl", "ing", "ir", "jl", "mevr", "mgr",
     "min", "mln", "mld", "mr", "nl", "nr", "nrs", "pag", "par", "prof", "resp", "sept", "sr", "st", "tel", "vgl", "wo"}
)  # fmt: skip
SENTENCE_END: Final = re.compile(  # a stop, then something that can begin; stops first, which `re` can leap to
    r"[.!?…](?<![.!?…]{2})[.!?…]*[)\]’”\"']*(?=\s+[^\s\w]*[A-Z0-9À-Þ])"
)
# These end a sentence where another word begins: «€ 1,1 mln. Daarvan», «€ 22.000 V. Samen», «scenario B. De».
AMOUNT_END: Final = re.compile(
    r"(?:\d\s?(?:mln|mld)|(?:\d|,[-–=]|\bmln\.?|\bmld\.?|\bmiljoen)\s?[VN])\.$"
    r"|\b(?:[Ss]cenario|[Vv]ariant|[Oo]ptie|[Dd]oel|[Bb]ijlage|[Cc]ategorie|[Ff]ase|[Dd]eel|[Kk]lasse|[Ll]abel|[Pp]unt|[Vv]oorstel)\s[A-Z]\.$"
)
CAPITAL: Final = re.compile(r"\s+[‘“'\"(]?[A-ZÀ-Þ][a-zà-þ]")
DOTTED: Final = re.compile(r"(?:^|[\s(])(?:[^\W\d]\.)+$")  # M.i.v.
LINE: Final = re.compile(r"[^\n]+")
BULLET: Final = re.compile(
    r"(?:[•▪◦‣]|[-–*o](?=\s|$)|[0-9]{1,2}[.)](?=\s)|[A-Z]\.(?=\s)|[a-z]\)(?=\s)|\((?:[0-9]{1,2}|[a-z])\))\s*"
)  # • text, - text, o text, 1. text, a) text, (1) text
SPACE: Final = re.compile(r"\s*")
WORD: Final = 60  # as far back as an abbreviation can reach
CONTROLS: Final = bytes(code for code in range(0x20) if not 9 <= code <= 13)  # what no text holds
BEGINNING: Final = 4096  # characters that are looked at for those


class UnreadableError(Exception):
    """Bytes that are no page of text; `code` is that of the issue, the message says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Line(msgspec.Struct, frozen=True):
    """A line that is not blank; the span leaves out white space at both ends."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


def decode(content: bytes) -> str:
    """The canonical text of the bytes of a page: UTF-8 or Windows-1252, LF line ends, NFC, nothing invisible.

    HTML becomes the text that it shows, block by block (`ingest/read/html.py`).

    Raises:
        UnreadableError: the bytes are empty, a PDF or no text at all, or HTML that shows nothing or
            far too much.
    """
    text = _readable(content)
    if not is_markup(text):
        return clean(text)
    try:
        shown = shown_text(text)
    except TooManyLinesError as error:
        raise UnreadableError("too-many-lines", "the HTML shows more lines than a page has; split it") from error
    if not shown:
        raise UnreadableError("no-text", "the HTML shows no text; save the page from a browser")
    return shown


def find_blocks(content: bytes) -> tuple[Block, ...]:
    """The blocks of the canonical text of a page, in order; those of plain text are its lines, without an element.

    Raises:
        UnreadableError: as `decode` does.
    """
    shown = decode(content)
    text = _readable(content)
    if is_markup(text):
        return render(text).blocks
    return tuple(Block(line.start, line.end, None) for line in lines(shown))


def _readable(content: bytes) -> str:
    """The characters of bytes that are text."""
    if not content.strip():
        raise UnreadableError("empty-file", "the file is empty; capture the page again")
    if content.startswith(b"%PDF-"):
        raise UnreadableError("pdf", "a PDF is not read; offer the web page of the goal instead")
    text = characters(content)
    if "\x00" in text or (not _is_marked(content) and _holds_controls(text[:BEGINNING])):
        raise UnreadableError("binary-file", "the file holds binary data, no text; offer the page as text")
    return text


def flaws(content: bytes, text: str) -> Iterator[tuple[str, Span | None]]:
    """What is wrong with the characters of a page, as codes of issues, and where in its canonical text."""
    if is_mixed(content):
        yield "mixed-encoding", None
    damaged = damage(text)
    if damaged is not None:
        yield "damaged-text", Span(damaged.start(), damaged.end())


def lines(text: str) -> tuple[Line, ...]:
    """The lines of a text that are not blank, in order."""
    found = []
    for match in LINE.finditer(text):
        whole = match.group()
        stripped = whole.strip()
        if "|" in stripped:
            stripped = _without_residue(stripped)
        if stripped:
            start = match.start() + (whole.index(stripped) if len(stripped) < len(whole) else 0)
            found.append(Line(start, start + len(stripped), stripped))
    return tuple(found)


def _without_residue(line: str) -> str:
    """A line without the bars of a table of one column, in which a page may be kept; a rule alone is nothing."""
    bare = line.strip("| \t\u00a0")
    if not bare.strip("-:"):
        return ""
    return line if "|" in bare else bare.strip()


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A text as headings and other fixed words are compared: single spaces, no case, no mark at its end."""
    return " ".join(text.split()).casefold().rstrip(" .:?")


def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences of a span, in order; a sentence never crosses the end of a line and leaves out its bullet."""
    found = []
    for line in lines(text[span.start : span.end]):
        bullet = BULLET.match(line.text)
        start = bullet.end() if bullet else 0
        for stop in SENTENCE_END.finditer(line.text):
            before = line.text[max(0, stop.end() - WORD) : stop.end()]
            if _is_abbreviation(before) and not (AMOUNT_END.search(before) and CAPITAL.match(line.text, stop.end())):
                continue
            found.append((line.start + start, line.start + stop.end()))
            following = SPACE.match(line.text, stop.end())
            start = following.end() if following else stop.end()
        found.append((line.start + start, line.end))
    return tuple(Span(span.start + start, span.start + end) for start, end in found)


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at both ends; empty at `start` where nothing is left."""
    words = text[start:end].strip()
    if not words:
        return Span(start, start)
    begin = start + text[start:end].index(words)
    return Span(begin, begin + len(words))


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def text_digest(text: str) -> str:
    """SHA-256, in hexadecimal, of a text in NFC in which each run of white space is one space."""
    return digest(" ".join(unicodedata.normalize("NFC", text).split()).encode())


def _is_marked(content: bytes) -> bool:
    """Whether a byte order mark says that this is text."""
    return content.startswith(tuple(MARKS))


def _holds_controls(text: str) -> bool:
    """Whether a text holds a control character that is no white space; `translate` sees that faster than a pattern."""
    encoded = text.encode()
    return len(encoded.translate(None, CONTROLS)) < len(encoded)


def _is_abbreviation(before: str) -> bool:
    words = before.rstrip(")]’”\"'")
    if not words.endswith("."):
        return False
    last = words.rsplit(maxsplit=1)[-1].rpartition("(")[2].rstrip(".")
    return last.casefold() in ABBREVIATIONS or (("." in last or len(last) == 1) and DOTTED.search(words) is not None)
