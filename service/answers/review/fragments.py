"""Links into a live page: a text fragment leads a browser to the words at a place (WICG, URL Fragment Text Directives).

It is `#:~:text=[prefix-,]textStart[,textEnd][,-suffix]`: white space counts as one space and case not at all, each term
stands in one block of the page and begins and ends at the edge of a word, prefix and suffix may stand in the block
before or after, and the first match counts. Whether the live page still says the same as the text that was read is not
known here.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urldefrag

# A longer quote is written by its beginning and its end, of so many words each and more where those are not unique.
LONG: Final = 120
_EDGE_WORDS: Final = (4, 8, 16)
_CONTEXT_WORDS: Final = (1, 2, 4, 8)

_DIRECTIVE: Final = ":~:"
_SCHEMES: Final = ("https://", "http://")
_WORD: Final = re.compile(r"\S+")
_GLUE: Final = frozenset(".,:'’-")  # inside «1.3.4», «348.646» and «foto's» these are no edge of a word


@dataclass(frozen=True, slots=True)
class Directive:
    """The terms of a text directive; prefix, end and suffix are None where the start says enough."""

    start: str
    end: str | None = None
    prefix: str | None = None
    suffix: str | None = None

    def __str__(self) -> str:
        """It as it stands behind `text=`; dash, comma and ampersand in a term are percent-encoded like the rest."""
        parts = (
            f"{_encoded(self.prefix)}-" if self.prefix else None,
            _encoded(self.start),
            _encoded(self.end) if self.end else None,
            f"-{_encoded(self.suffix)}" if self.suffix else None,
        )
        return ",".join(part for part in parts if part)


def live_link(address: str | None, text: str, start: int, end: int) -> str | None:
    """The address of a live page with a fragment that leads to the words at offsets of its text.

    It is the address alone where no fragment leads just there, and None where there is no address of the web.
    """
    if address is None or not address.startswith(_SCHEMES):
        return None
    page, fragment = urldefrag(address)
    element = fragment.partition(_DIRECTIVE)[0]
    directive = find_directive(text, start, end)
    if directive is None:
        return f"{page}#{element}" if element else page
    return f"{page}#{element}{_DIRECTIVE}text={directive}"


def find_directive(text: str, start: int, end: int) -> Directive | None:
    """The shortest directive whose first match in a text is the words at these offsets, and that has no other.

    None where the words have no letter and no digit, or where none of those tried is unique.
    """
    start, end = _whole_words(text, start, end)
    if not any(map(str.isalnum, text[start:end])):
        return None
    folded = _folded(text)
    for directive in _tried(text, start, end):
        first, unique = _matches(folded, directive)
        if unique and first == (start, end):
            return directive
    return None


def _tried(text: str, start: int, end: int) -> Iterator[Directive]:
    """Directives of words at offsets, each with more around it than the one before."""
    whole = " ".join(text[start:end].split())
    ranges: list[tuple[str, str | None]] = []
    if len(whole) <= LONG and "\n" not in text[start:end].strip():
        ranges.append((whole, None))
    ranges += _edges(text, start, end)
    before, after = _before(text, start), _after(text, end)
    for first, last in ranges:
        yield Directive(first, last)
        for count in _CONTEXT_WORDS:
            prefix, suffix = " ".join(before[-count:]) or None, " ".join(after[:count]) or None
            for around in ((prefix, None), (None, suffix), (prefix, suffix)):
                if any(around):
                    yield Directive(first, last, *around)


def _edges(text: str, start: int, end: int) -> list[tuple[str, str | None]]:
    """The first and the last words of a quote, neither past the block that it stands in; none of a single word."""
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    found: list[tuple[str, str | None]] = []
    for count in _EDGE_WORDS:
        first = _in_block(text, start, min(words[min(count, len(words)) - 1][1], end), from_end=False)
        last = _in_block(text, max(words[-min(count, len(words))][0], start), end, from_end=True)
        if first[1] <= last[0]:
            found.append((" ".join(text[slice(*first)].split()), " ".join(text[slice(*last)].split())))
    return found


def _in_block(text: str, start: int, end: int, *, from_end: bool) -> tuple[int, int]:
    """The part of a stretch in its first block, or in its last."""
    if from_end:
        return max(start, text.rfind("\n", start, end) + 1), end
    line_end = text.find("\n", start, end)
    return start, end if line_end < 0 else line_end


def _before(text: str, start: int) -> list[str]:
    """The words before an offset that stand in one block."""
    stripped = text[max(0, start - 300) : start].rstrip()
    return _bounded(stripped[stripped.rfind("\n") + 1 :].split())


def _after(text: str, end: int) -> list[str]:
    """The words after an offset that stand in one block."""
    return _bounded(text[end : end + 300].lstrip().partition("\n")[0].split())


def _bounded(words: list[str]) -> list[str]:
    """Words of a context; none where they are only marks, which no edge of a word tells apart."""
    return words if any(character.isalnum() for word in words for character in word) else []


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets moved outward to the edges of words, after white space at both ends is left out."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while 0 < start < end and _is_inside(text, start):
        start -= 1
    while start < end < len(text) and _is_inside(text, end):
        end += 1
    return start, end


def _is_inside(text: str, offset: int) -> bool:
    """Whether an offset is between two characters of one word, such as the digits around a point."""
    left, right = text[offset - 1], text[offset]
    if left.isalnum() and right.isalnum():
        return True
    if left in _GLUE and right.isalnum():
        return offset > 1 and text[offset - 2].isalnum()
    return left.isalnum() and right in _GLUE and offset + 1 < len(text) and text[offset + 1].isalnum()


def _matches(folded: str, directive: Directive) -> tuple[tuple[int, int] | None, bool]:
    """Where a directive first matches the words of a folded text, and whether nothing else matches it.

    Beginning and end are sought apart, so that many beginnings without an end cost no more than one.
    """
    prefix = rf"{_term(directive.prefix)}\s*" if directive.prefix else ""
    suffix = rf"(?=\s*{_term(directive.suffix)})" if directive.suffix else ""
    begin = re.compile(rf"{prefix}(?P<words>{_term(directive.start)}){'' if directive.end else suffix}")
    end = re.compile(rf"{_term(directive.end)}{suffix}") if directive.end else None
    first = _match(folded, begin, end, 0)
    if first is None:
        return None, False
    return first, _match(folded, begin, end, first[1]) is None


def _match(folded: str, begin: re.Pattern[str], end: re.Pattern[str] | None, start: int) -> tuple[int, int] | None:
    """The first words from an offset on that begin and end so."""
    found = begin.search(folded, start)
    if found is None or end is None:
        return found and found.span("words")
    last = end.search(folded, found.end())
    return last and (found.start("words"), last.end())


def _term(term: str) -> str:
    """A term as it is sought: in one block, from the edge of a word to the edge of a word."""
    words = r"[^\S\n]+".join(map(re.escape, _folded(term).split()))
    before = r"(?<!\w)" if term[0].isalnum() else ""
    after = r"(?!\w)" if term[-1].isalnum() else ""
    return f"{before}{words}{after}"


@lru_cache(maxsize=8)
def _folded(text: str) -> str:
    """A text without case and accents, each character still one, so that offsets stay."""
    return text.translate(_folding(frozenset(text)))


def _folding(characters: frozenset[str]) -> Mapping[int, str]:
    folded: dict[int, str] = {}
    for character in characters:
        plain = unicodedata.normalize("NFD", character)[0].casefold()
        if len(plain) == 1 and plain != character:
            folded[ord(character)] = plain
    return folded


def _encoded(term: str) -> str:
    return quote(term, safe="").replace("-", "%2D")
