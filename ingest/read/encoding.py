"""From bytes to characters: UTF-8, Windows-1252, and files in which the two are mixed. Knows no markup and no words.

What a server or a mail header says of the encoding is not asked, so that the bytes alone decide what a page reads as.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

MARKS: Final = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}  # byte order marks
# Sequences of UTF-8 that Dutch text has (é, €, ’, ﬁ) and that make no sense in Windows-1252 (Ã©, â‚¬, â€™).
UTF_8_SEQUENCE: Final = re.compile(
    rb"\xc3[\x80-\xbf]|\xc2[\xa0-\xbf]|\xe2[\x80-\x86][\x80-\xbf]|\xef\xac[\x80-\x86]|\xef\xbb\xbf"
)
DECLARED: Final = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}iso-8859-15\b", re.IGNORECASE)
DECLARED_WITHIN: Final = 4096  # bytes; HTML wants it in the first 1024
# Zero-width characters, marks of writing direction, soft hyphens: seen by nobody, and fatal within words and numbers.
INVISIBLE: Final = re.compile(
    "[\N{SOFT HYPHEN}\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\N{ZERO WIDTH NO-BREAK SPACE}]"
)
# What is left of characters that were lost, and of UTF-8 that was once read as Windows-1252: �, Ã©, â€™, â‚¬.
DAMAGE: Final = re.compile(
    "\ufffd|[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â‚¬"
)
DAMAGED: Final = "\ufffdÃÂâ"  # with one of these any damage begins; looking for them is far faster than the pattern


def characters(content: bytes) -> str:
    """The characters of a file, LF line ends; a byte that means nothing becomes U+FFFD."""
    text = _decode(content)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def clean(text: str) -> str:
    """A text without invisible characters, in NFC (Unicode Annex 15)."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def is_mixed(content: bytes) -> bool:
    """Whether a file has both UTF-8 and bytes that are none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or content.isascii():
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        return UTF_8_SEQUENCE.search(content) is not None
    return False


def damage(text: str) -> re.Match[str] | None:
    """The first place where characters were lost or garbled."""
    return DAMAGE.search(text) if any(mark in text for mark in DAMAGED) else None


def _decode(content: bytes) -> str:
    for mark, codec in MARKS.items():
        if content.startswith(mark):
            content = content[len(mark) :]
            if codec != "utf-8":
                return content.decode(codec, errors="replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return "".join(_pieces(content))


def _pieces(content: bytes) -> Iterator[str]:
    """What is no UTF-8 as a whole, in pieces: the UTF-8 in it, and between that the encoding of single bytes."""
    single = "iso-8859-15" if DECLARED.search(content[:DECLARED_WITHIN]) else "cp1252"
    end = 0
    for match in UTF_8_SEQUENCE.finditer(content):
        yield content[end : match.start()].decode(single, errors="replace")
        yield match.group().decode()
        end = match.end()
    yield content[end:].decode(single, errors="replace")
