"""Mentions: the places where a text names another numbered thing than a goal, such as a spending proposal."""

import re
from collections.abc import Iterator
from typing import Final

from ingest.read.record import Mention, Span
from ontology.codes import MentionKind

KINDS: Final = {
    "bestedingsvoorstel": MentionKind.SPENDING_PROPOSAL,
    "bestedingsvoorstellen": MentionKind.SPENDING_PROPOSAL,
    "spoor": MentionKind.TRACK,
    "scenario": MentionKind.SCENARIO,
    "maatregel": MentionKind.MEASURE,
    "paragraaf": MentionKind.PARAGRAPH,
    "target": MentionKind.TARGET,
}
MENTION: Final = re.compile(
    rf"\b(?P<kind>{'|'.join(KINDS)})\s+(?P<number>[0-9]{{1,3}}(?:\.[0-9]{{1,2}})*)(?![\d%])", re.IGNORECASE
)


def find_mentions(text: str, sentence: Span) -> Iterator[Mention]:
    """The mentions in one sentence of a text, in order, without section and element."""
    for match in MENTION.finditer(text, sentence.start, sentence.end):
        yield Mention(
            exact=match.group(),
            start=match.start(),
            end=match.end(),
            kind=KINDS[match["kind"].casefold()],
            number=match["number"],
            label=None,
            section=None,
            element=None,
            sentence=sentence,
        )
