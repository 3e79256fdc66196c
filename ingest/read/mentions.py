"""Mentions: the places where a text names another numbered thing than a goal, such as a spending proposal."""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from ingest.read.record import Mention
from ingest.read.span import Span
from ontology.codes import MentionKind

KINDS: Final = MappingProxyType(
    {
        "bestedingsvoorstel": MentionKind.SPENDING_PROPOSAL,
        "bestedingsvoorstellen": MentionKind.SPENDING_PROPOSAL,
        "spoor": MentionKind.TRACK,
        "sporen": MentionKind.TRACK,
        "scenario": MentionKind.SCENARIO,
        "scenario's": MentionKind.SCENARIO,
        "scenario’s": MentionKind.SCENARIO,
        "maatregel": MentionKind.MEASURE,
        "maatregelen": MentionKind.MEASURE,
        "paragraaf": MentionKind.PARAGRAPH,
        "paragrafen": MentionKind.PARAGRAPH,
        "target": MentionKind.TARGET,
        "targets": MentionKind.TARGET,
    }
)
STEMS: Final = tuple(kind for kind in KINDS if not any(kind != other and other in kind for other in KINDS))
# 1, 2.4 or a letter (scenario B); no year, amount or percentage, and not what a number counts (maatregelen 3 keer)
NUMBER: Final = (
    r"(?:[0-9]{1,3}(?:\.[0-9]{1,2}){0,3}(?![\d%‰]|[.,]\d|\s?%|\s(?:miljoen|mln|euro|keer|jaar)\b|[^\W\d_])"
    r"|(?-i:[A-Z])(?![\w’'-]|\.\w))"
)
MENTION: Final = re.compile(
    rf"\b(?=\w)(?P<kind>{'|'.join(sorted(KINDS, key=len, reverse=True))})\s{{1,9}}(?P<first>{NUMBER})"
    rf"(?P<more>(?:(?:,\s|\s(?:en|of|&)\s){NUMBER})*)",
    re.IGNORECASE,
)
ONE: Final = re.compile(NUMBER, re.IGNORECASE)


def mention_places(text: str) -> list[int]:
    """Where a whole text may mention something by a number or a letter, in order."""
    small = text.casefold()
    stems = [stem for stem in STEMS if stem in small]  # far faster than the pattern, and most pages have none
    if not stems or len(small) != len(text):
        return [match.start() for match in MENTION.finditer(text)] if stems else []
    places = (at for stem in stems for at in _places(small, stem))
    return sorted(at for at in places if MENTION.match(text, at))


def _places(text: str, word: str) -> Iterator[int]:
    """Where a word stands in a text."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def find_mentions(text: str, sentence: Span) -> Iterator[Mention]:
    """The mentions in one sentence of a text, in order, without section and element."""
    small = text[sentence.start : sentence.end].casefold()
    if not any(stem in small for stem in STEMS):
        return
    for match in MENTION.finditer(text, sentence.start, sentence.end):
        yield _mention(match, match["first"], Span(match.start(), match.end("first")), sentence)
        for number in ONE.finditer(text, *match.span("more")):
            yield _mention(match, number.group(), Span(*number.span()), sentence)


def _mention(match: re.Match[str], number: str, place: Span, sentence: Span) -> Mention:
    return Mention(
        exact=match.string[place.start : place.end],
        start=place.start,
        end=place.end,
        kind=KINDS[match["kind"].casefold()],
        number=number,
        label=None,
        section=None,
        element=None,
        sentence=sentence,
    )
