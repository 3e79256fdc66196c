"""References: the places where a text names a goal, ambition or programme by its number.

Finds them, and says their role and what relation the words around them state. Does not know which page a number means:
that is for `ingest.link.resolve`.
"""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from ingest.origin import document_in
from ingest.read.numbers import GOAL_NUMBER, depth
from ingest.read.record import DocumentRef, Reference, Span
from ingest.read.relations import relation_of
from ontology.codes import CitedKind, Role

KEYWORDS: Final = {
    "doel": CitedKind.GOAL,
    "doelen": CitedKind.GOAL,
    "goal": CitedKind.GOAL,
    "goals": CitedKind.GOAL,
    "ambitie": CitedKind.AMBITION,
    "ambities": CitedKind.AMBITION,
    "ambition": CitedKind.AMBITION,
    "ambitions": CitedKind.AMBITION,
    "programma": CitedKind.PROGRAMME,
    "programmas": CitedKind.PROGRAMME,
    "programme": CitedKind.PROGRAMME,
    "programmes": CitedKind.PROGRAMME,
}
PLURALS: Final = frozenset({"doelen", "goals", "ambities", "ambitions", "programmas", "programmes"})
JOIN: Final = r"(?:\s?,\s?(?:(?:en|of)\s)?|\s(?:en|of|and|or)\s|\s?&\s?|/)"
UNIT: Final = r"(?:weken|dagen|maanden|jaar|jaren|uur|uren|miljoen|mln|miljard|mld|duizend|euro|procent|keer)\b"
REFERENCE: Final = re.compile(
    rf"""
    (?P<announcer>\b(?:zie\s+ook|zie|see\s+also|see|link\s+naar)\s+)?       # zie doel 1.1.1
    \b(?P<keyword>programma\s?['’`´]s|{"|".join(sorted(KEYWORDS, key=len, reverse=True))})\s+   # doel, programma’s
    (?P<first>{GOAL_NUMBER})(?!\s{UNIT})                                    # not «in programma 3 weken»
    (?P<more>(?:{JOIN}{GOAL_NUMBER})*)                                      # 6 en 12 en 13; 1, 2 en 3
    (?:(?:\s?t/m\s?|\stot\sen\smet\s|\s?[–-]\s?)(?P<last>{GOAL_NUMBER}))?   # 1.1.1 t/m 1.1.4, 1.1.1-1.1.4
    """,
    re.VERBOSE | re.IGNORECASE,
)
BEFORE: Final = 400  # how much of a long sentence is looked at on either side
AFTER: Final = 100
LABEL_IN_PARENTHESES: Final = re.compile(r"\((?P<label>[A-ZÀ-Þ][^()]*?),\s*$")  # (Zwolle gezonde stad, zie doel 1.3.4)
LABEL_QUOTED: Final = re.compile(
    r"[‘“'\"](?P<label>[^‘’“”'\"()]+)[’”'\"]\s*\(\s*$"
)  # ‘Goede dagen in perspectief’ (doel 2.1)
DOCUMENT_AFTER: Final = re.compile(r"\s+(?:in|uit|van)\s+(?:de|het)\s+")  # doel 1.1.2 in de Begroting 2029
DOCUMENT_BEFORE: Final = re.compile(
    r"\b(?:in|uit|van)\s+(?:de|het)\s+(?=\w*(?:begroting|nota|berap|rapportage|jaar))", re.IGNORECASE
)


class Own(msgspec.Struct, frozen=True):
    """The page that a text stands on: its number and document, for telling its own number from a cross-reference.

    `depths` is what the source says a number of so many levels means; empty where no source is known, so that the words
    decide.
    """

    number: str | None
    document: DocumentRef | None
    depths: dict[int, CitedKind]

    def is_parent_of(self, number: str) -> bool:
        """Whether a number is that of a part of the page's own: `1.3.1` on the page of 1.3."""
        return self.number is not None and number.startswith(f"{self.number}.")


def find_references(text: str, sentence: Span, own: Own) -> Iterator[Reference]:
    """The references in one sentence of a text, in order, without section and element."""
    for match in REFERENCE.finditer(text, sentence.start, sentence.end):
        yield from _references_of(match, sentence, own)


def _references_of(match: re.Match[str], sentence: Span, own: Own) -> Iterator[Reference]:
    keyword = re.sub(r"[\s'’`´]", "", match["keyword"].casefold())
    numbers = _numbers(match, keyword)
    start = match.start("announcer") if match["announcer"] else match.start("keyword")
    before = match.string[max(sentence.start, start - BEFORE) : start]
    after = match.string[numbers[-1][1].end : min(sentence.end, numbers[-1][1].end + AFTER)]
    document = _document(before, after, own)
    label = _label(match.string, max(sentence.start, start - BEFORE), start)
    for position, (number, span) in enumerate(numbers):
        kind = own.depths.get(depth(number)) if own.depths else KEYWORDS[keyword]
        if kind is None or not _fits(KEYWORDS[keyword], kind, own):
            continue
        first = position == 0
        own_number = number == own.number and document is None
        relation, rule = relation_of(before, after, announced=match["announcer"] is not None)
        yield Reference(
            exact=match.string[start : span.end] if first else match.string[span.start : span.end],
            start=start if first else span.start,
            end=span.end,
            kind=kind,
            number=number,
            label=match.string[label.start : label.end] if label and first else None,
            label_span=label if first else None,
            role=Role.SELF if own_number or _names_own(number, own, before) else Role.CROSS_REFERENCE,
            relation=relation,
            document=document,
            section=None,
            element=None,
            sentence=sentence,
            rule=rule,
        )


def _fits(said: CitedKind, kind: CitedKind, own: Own) -> bool:
    """Whether a keyword can stand before a number of that depth.

    «Programma 7.8.9.» is the joint chapter of three programmes, and «als doel 50 mensen» counts people; but «doel 2.1»
    is the way in which texts call an ambition.
    """
    if not own.depths:
        return True
    if said is CitedKind.PROGRAMME or kind is CitedKind.PROGRAMME:
        return said is kind
    return True


def _numbers(match: re.Match[str], keyword: str) -> list[tuple[str, Span]]:
    """The numbers of one keyword with their places; every number of a range has the place of the range."""
    found = [(_plain(match["first"]), Span(match.start("first"), match.end("first")))]
    # «programma 4 en 5 scholen»: only a plural, or a number of several levels, goes on in a list
    if keyword in PLURALS or depth(match["first"]) > 1:
        for number in re.finditer(GOAL_NUMBER, match["more"]):
            if depth(number.group()) == depth(match["first"]):
                offset = match.start("more")
                found.append((_plain(number.group()), Span(offset + number.start(), offset + number.end())))
    ranges = keyword in PLURALS or depth(match["first"]) > 1
    if match["last"] and not match["more"] and ranges and depth(match["last"]) == depth(match["first"]):
        place = Span(match.start("first"), match.end("last"))
        found = [(number, place) for number in _range(_plain(match["first"]), _plain(match["last"]))]
    return found


def _plain(number: str) -> str:
    """A number without leading zeros: 04 names the same programme as 4."""
    return ".".join(str(int(part)) for part in number.split("."))


def _range(first: str, last: str) -> list[str]:
    *parent, low = first.split(".")
    *other, high = last.split(".")
    if parent != other or not int(low) < int(high):
        return [first, last]
    return [".".join([*parent, str(number)]) for number in range(int(low), int(high) + 1)]


def _label(text: str, sentence_start: int, start: int) -> Span | None:
    before = text[sentence_start:start]
    match = LABEL_IN_PARENTHESES.search(before) or LABEL_QUOTED.search(before)
    return Span(sentence_start + match.start("label"), sentence_start + match.end("label")) if match else None


def _document(before: str, after: str, own: Own) -> DocumentRef | None:
    """The document whose numbering the words speak; None where it is the page's own or is not named."""
    named = None
    if DOCUMENT_AFTER.match(after):
        found = document_in(after[:60])
        named = found[0] if found else None
    if named is None and (places := list(DOCUMENT_BEFORE.finditer(before))):
        found = document_in(before[places[-1].start() :])
        named = found[0] if found else None
    return None if named == own.document else named


def _names_own(number: str, own: Own, before: str) -> bool:
    """Whether the page's own number stands beside the name of another document as where something was booked then.

    «In de begroting 2023 is deze inkomst op doel 1.1.2 verwerkt» speaks of this goal; «zie doel 1.1.2 in de Begroting
    2029» speaks of what had that number then.
    """
    return number == own.number and DOCUMENT_BEFORE.search(before) is not None
