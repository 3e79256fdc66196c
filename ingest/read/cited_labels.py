"""Cited labels: the name beside a number, before it in parentheses or quotes, or behind it, however it is set off.

Takes only what is clearly a name: where it can't be told how far a name goes, there is none.
"""

import re
from typing import Final

from ingest.read.name_words import LINKS, NO_BEGINNING, VERBS
from ingest.read.span import Span

LENGTH: Final = 120  # no name is longer
MOST_WORDS: Final = 9
CAPITAL: Final = r"(?-i:[A-ZÀ-Þ])"
# (Zwolle gezonde stad, zie doel 1.3.4)
IN_PARENTHESES: Final = re.compile(r"\((?P<label>[A-ZÀ-Þ][^()]{0,120}?)(?:,|:)\s{0,3}$")
# (gezonde stad, doel 1.3.4): without a capital only a few words that begin as a name does
SMALL_IN_PARENTHESES: Final = re.compile(r"\((?P<label>[^\W\d_]{2,30}(?:\s[^\W\d_]{1,30}){0,3})(?:,|:)\s{0,3}$")
# ‘Goede dagen in perspectief’ (doel 2.1); ‘Goede dagen’, doel 2.1; ‘Goede dagen’ van programma 4
QUOTED: Final = re.compile(
    r"[‘“'\"](?P<label>[^‘’“”'\"()]{1,120})[’”'\"](?:\s{0,3}\(\s{0,3}|,\s{0,3}|\s{1,3}(?:van\s{1,3})?)$"
)
WORD: Final = re.compile(r"[^\s,;:.()‘’“”\"|]{1,60}")
REFERENCE_AHEAD: Final = re.compile(
    r"\s{0,3}(?:,|en|of|&)?\s{0,3}(?:(?:zie|de|het)\s)?(?:doel|doelen|ambities?|programma\S{0,3})?\s?[0-9]",
    re.IGNORECASE,
)
STATEMENT: Final = re.compile(r"\s?(?P<label>(?:we|wij|Wij|We)\s[^()\n;]{3,200}?)\s{0,2}(?=\)|\.?$|;|\.\s)")
# doel 4.1.2Geen gezin in de knel
GLUED: Final = re.compile(r"(?P<label>[A-ZÀ-Þ][^\W\d_][^()\n;]{1,200}?)\s{0,2}(?=\)|\.?$|;|\.\s)")
MARKED: Final = re.compile(r"\s?(?P<mark>[.;:–-])\s{1,3}")


def label_before(text: str, sentence_start: int, start: int) -> Span | None:
    """The name before a reference that begins at `start`."""
    begin = max(sentence_start, start - 2 * LENGTH)
    before = text[begin:start]
    match = IN_PARENTHESES.search(before) or QUOTED.search(before)
    if match is None:
        match = SMALL_IN_PARENTHESES.search(before)
        if match is not None and not _is_name(match["label"]):
            return None
    return Span(begin + match.start("label"), begin + match.end("label")) if match else None


def label_after(text: str, end: int, sentence: Span) -> Span | None:
    """The name behind a reference that ends at `end`; it may lie behind a stop that seems to end the sentence."""
    line_end = text.find("\n", end, end + 2 * LENGTH)
    limit = line_end if line_end >= 0 else min(len(text), end + 2 * LENGTH)
    inside = _is_inside_parentheses(text[sentence.start : end])
    set_off = _set_off(text, end, min(limit, sentence.end))
    if set_off is not None:
        return set_off
    title = STATEMENT.match(text, end, min(limit, sentence.end)) or GLUED.match(text, end, min(limit, sentence.end))
    if title is not None:
        return Span(*title.span("label"))
    marked = MARKED.match(text, end, limit)
    if marked is not None:
        return _behind_mark(text, marked, limit, sentence, inside=inside)
    return _words(text, end, min(limit, sentence.end), inside=inside)


def name_from(text: str, start: int) -> Span | None:
    """The name that begins with a capital at a place, up to a mark or a verb."""
    return _words(text, start, min(len(text), start + LENGTH), inside=False)


def _set_off(text: str, end: int, limit: int) -> Span | None:
    """A name in parentheses or quotes right behind a number."""
    match = re.compile(
        r"\s{0,2}(?:\((?P<opened>[^()\n]{2,120})\)|[‘“\"'](?P<quoted>[^‘’“”\"'\n]{2,120})[’”\"'])"
    ).match(text, end, limit)
    if match is None:
        return None
    if match["quoted"]:
        return Span(*match.span("quoted"))
    inner = match["opened"].strip("‘’“”'\" ")
    if not _is_name(inner):
        return None
    start = match.start("opened") + match["opened"].index(inner)
    return Span(start, start + len(inner))


def _is_name(words: str) -> bool:
    """Whether a few words can be a name: no verb, no figure, and no beginning of something else."""
    parts = words.casefold().split()
    return (
        0 < len(parts) <= MOST_WORDS
        and parts[0].strip(".,") not in NO_BEGINNING
        and not any(part in VERBS for part in parts)
        and not re.search(r"[0-9€%;]", words)
    )


def _behind_mark(text: str, marked: re.Match[str], limit: int, sentence: Span, *, inside: bool) -> Span | None:
    """The name behind a stop, semicolon, colon or dash.

    Behind a stop a new sentence may begin, so that there the name has to end with the line or the parenthesis.
    """
    label = _words(text, marked.end(), limit, inside=inside, small=marked["mark"] in ";:" or inside)
    if label is None:
        return None
    behind = text[label.end : limit].lstrip()
    whole = not behind or behind[0] in ").,;"
    if marked["mark"] == "." and not (
        behind.startswith(")") if inside else not behind and _is_name(text[label.start : label.end])
    ):
        return None
    if marked["mark"] in ";:" and not (whole and _is_name(text[label.start : label.end])):
        return None
    return label if label.start < sentence.end or marked["mark"] == "." else None


def _words(text: str, start: int, limit: int, *, inside: bool, small: bool = False) -> Span | None:
    """The words of a name from a place on, up to a mark, a verb or a further reference.

    A name begins with a capital, unless `small`. Where it ends at no mark, only its words with a capital are clearly
    its own.
    """
    found: list[re.Match[str]] = []
    position = start
    while len(found) <= MOST_WORDS:
        space = re.compile(r"\s{0,3}").match(text, position, limit)
        match = WORD.match(text, space.end() if space else position, limit)
        if match is None or match.group().casefold() in VERBS or REFERENCE_AHEAD.match(text, position, limit):
            break
        found.append(match)
        position = match.end()
    if not found or found[0].group().casefold() in NO_BEGINNING or not (small or found[0].group()[0].isupper()):
        return None
    behind = text[position:limit].lstrip()
    if len(found) > MOST_WORDS or not (inside or not behind or behind[0] in ",.;:)" or _ends_at_verb(behind)):
        found = _capitals(found)
    while found and found[-1].group().casefold() in LINKS:
        found.pop()
    return Span(found[0].start(), found[-1].end()) if found else None


def _ends_at_verb(behind: str) -> bool:
    return behind.split(maxsplit=1)[0].casefold() in VERBS if behind else True


def _capitals(found: list[re.Match[str]]) -> list[re.Match[str]]:
    """The words up to the last one with a capital that only words such as «en» part from the others."""
    last = 0
    for index, match in enumerate(found):
        if match.group()[0].isupper():
            last = index
        elif match.group().casefold() not in LINKS:
            break
    return found[: last + 1]


def _is_inside_parentheses(before: str) -> bool:
    return before.rfind("(") > before.rfind(")")
