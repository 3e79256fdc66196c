"""Relations: what the words around a reference say that the one goal has to do with the other.

Looks at one sentence only. A preposition leads to the reference, and words on either side of it say what the relation
is (`ingest/read/relation_words.py`). The preposition nearest to the reference decides, then the nearest words, then the
order of the rules; the name of the rule is kept.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import msgspec

from ingest.read.name_words import DIRECT, NO_NAME, THROUGH
from ingest.read.relation_rule import Words
from ingest.read.relation_words import FATES, RULES, SEEING
from ontology.codes import Relation

OPENED: Final = re.compile(
    r"\(\s{0,9}(?:[^()]{0,80}[,:]\s{0,9})?(?:(?:de|het|ook)\s{1,9}){0,2}$"
)  # the reference comes next, in parentheses
CLOSED: Final = re.compile(r"\s{0,3}\([^()]{0,200}\)")
CLAUSE: Final = re.compile(r"[;:()]|,(?=\s|$)")
BREAK: Final = re.compile(r"[;:()]")
BEHIND: Final = re.compile(r"^[)’”\"']{0,2}(?:\s{0,3}\([^()]{0,80}\)|\s?[‘“\"'][^‘’“”\"']{1,80}[’”\"'])?[)’”\"']{0,2}")
BE: Final = re.compile(r"\s{1,3}(?:is|zijn|was|waren|wordt|worden|werd|werden|gaat|gaan|komt|komen)\s", re.IGNORECASE)
BE_BEFORE: Final = re.compile(
    r"\b(?:is|zijn|was|waren|wordt|worden|werd|werden)\s{1,3}(?:het|de)\s(?:oude?|voormalige?|vroegere?)\s{1,3}$",
    re.IGNORECASE,
)
FOR_THIS: Final = re.compile(r"\b(?:hier|daar)voor\b", re.IGNORECASE)  # zie hiervoor programma 6
# programma 4, waarin ... behandeld wordt; doel 1.1.1, waar dit een onderdeel van is
RELATIVE: Final = re.compile(
    r"[)’”\"']{0,2},?\s{1,3}waar(?P<preposition>in|op|bij|onder|uit|aan|mee|toe|door|naar|van)?\b(?P<clause>[^;:()]{0,120})",
    re.IGNORECASE,
)
# «voor de zorg wordt verwezen naar 6.3.2; voor de jeugd naar doel 1.3.9»
REFERRED: Final = re.compile(r"\bverw(?:ezen|ijs|ijz)\w{0,4}\b.{0,200}\bnaar\s(?:de\s|het\s)?$", re.IGNORECASE)
# «zie voor het reisbeleid doel 5.2.1», «zie ook de cijfers bij doel 6.2.1»
SEEN_THROUGH: Final = re.compile(r"\bzie(?:\s{1,3}[^\s;:.()]{1,40}){1,8}\s{1,3}$", re.IGNORECASE)
PREPOSITIONS: Final = frozenset(
    ("aan", "bij", "binnen", "door", "in", "met", "naar", "onder", "op", "over", "tot", "uit", "van", "via", "voor")
)
# Where a word of NO_NAME does stand in a name: «aan zijn eigen programma 2», «op die van doel 1.2.3».
NAMING: Final = frozenset({("zijn", "eigen"), ("die", "van"), ("dat", "van")})
JOINED: Final = {"mee": "met", "toe": "tot"}  # waarmee, waartoe
PLACES: Final = frozenset({Relation.TREATED_IN, Relation.PART_OF, Relation.BOOKED_ON, Relation.CONTINUED_IN})
NEAR_BEHIND: Final = 7  # so many words at most part the words of a rule from a reference before them
THROUGH_WORDS: Final = 7


class _Lead(msgspec.Struct, frozen=True):
    """A preposition that leads to the reference, empty where none does; `before` is what its clause says before it.

    `beside` is how many words part it from a reference in parentheses, 0 where it leads straight to it.
    """

    preposition: str
    before: str
    beside: int


@lru_cache(maxsize=1024)
def relation_of(before: str, after: str, announcer: str | None) -> tuple[Relation, str]:
    """The relation that one sentence states, and the name of the rule that says so.

    `before` and `after` are the words of the sentence on both sides of the reference; `announcer` is «zie» or the like
    where that stands directly before it.
    """
    if announcer is not None and FOR_THIS.search(announcer):
        return Relation.TREATED_IN, "treated-in"
    stated = _stated(RULES, before, after, announced=announcer is not None)
    if stated is not None:
        return stated
    relative = _relative(after) if announcer is None else None
    if relative is not None:
        return relative
    if announcer is not None:
        return Relation.SEE, "announced"
    if REFERRED.search(before):
        return Relation.SEE, "referred-to"
    seen = _stated(SEEING, before, "", announced=False)
    if seen is None and SEEN_THROUGH.search(before):
        return Relation.SEE, "seen-through"
    return seen or (Relation.UNKNOWN, "number-only")


def fate_of(before: str, after: str) -> tuple[Relation, str]:
    """The relation that a sentence states of the cited goal itself.

    «Doel 4.1.4 is met de zorg samengevoegd», «daarom is het oude doel 4.1.4 hierin opgegaan».
    """
    clause = _clause_behind(after)
    if BE.match(clause) or BE_BEFORE.search(before):
        for rule in FATES:
            if rule.words.search(clause):
                return rule.relation, rule.name
    return Relation.UNKNOWN, "number-only"


def _relative(after: str) -> tuple[Relation, str] | None:
    """The relation that a relative clause behind the reference states."""
    match = RELATIVE.match(after)
    if match is None:
        return None
    said = (match["preposition"] or "").casefold()
    preposition = JOINED.get(said, said)
    for rule in RULES:
        fits = preposition in rule.prepositions if preposition else rule.relation in PLACES and rule.needs is None
        if fits and rule.words.search(match["clause"]):
            return rule.relation, rule.name
    return None


def _stated(rules: Sequence[Words], before: str, after: str, *, announced: bool) -> tuple[Relation, str] | None:
    behind = _clause_behind(after)
    for lead in _leads(before):
        fitting = [
            (distance, order)
            for order, rule in enumerate(rules)
            if (distance := _distance(rule, lead, before, behind, announced=announced)) is not None
        ]
        if fitting:
            rule = rules[min(fitting)[1]]
            return rule.relation, rule.name
    return None


def _distance(rule: Words, lead: _Lead, before: str, behind: str, *, announced: bool) -> int | None:
    """How many words part the words of a rule from a preposition or reference; None where the rule does not fit."""
    if lead.preposition not in rule.prepositions and (lead.preposition or rule.prepositions):
        return None
    if lead.beside > rule.beside or (announced and not rule.seen):
        return None
    if rule.needs is not None and rule.needs.search(before) is None and rule.needs.search(behind) is None:
        return None
    gaps = [len(lead.before[match.end() :].split()) for match in rule.words.finditer(lead.before)]
    if rule.prepositions and rule.behind and not lead.beside:
        behind_gaps = [len(behind[: match.start()].split()) for match in rule.words.finditer(behind)]
        gaps += [gap for gap in behind_gaps if gap <= NEAR_BEHIND]
    nearest = min(gaps, default=rule.reach)
    if not rule.prepositions and nearest and _last_word(lead.before) in PREPOSITIONS:
        return None  # another word than those of the rule leads to the reference
    return nearest if nearest < rule.reach else None


def _last_word(words: str) -> str:
    return words.rpartition(" ")[2].casefold()


def _leads(before: str) -> Iterator[_Lead]:
    """The prepositions that may lead to the reference, the nearest first; before them the reference's own place."""
    opened = OPENED.search(before)
    body = CLOSED.sub("", before[: opened.start()] if opened else before)
    clause = body[_clause_start(body, BREAK if opened else CLAUSE) :]
    words = list(re.finditer(r"\S+", clause))
    index = len(words)
    while index and words[index - 1].group().casefold() in DIRECT:
        index -= 1
    yield _Lead("", clause[: words[index - 1].end()] if index else "", 1 if opened else 0)
    for place in range(len(words) - 1, -1, -1):
        word = words[place].group().casefold()
        behind = words[place + 1].group() if place + 1 < len(words) else ""
        if word in NO_NAME and (word, behind) not in NAMING:
            return
        if _leads_on([one.group().casefold() for one in words[place + 1 :]], is_opened=opened is not None):
            yield _Lead(word, clause[: words[place].start()], len(words) - place - 1 if opened else 0)


def _leads_on(name: Sequence[str], *, is_opened: bool) -> bool:
    """Whether some words can stand between a preposition and a reference: articles, a name, «de toelichting bij»."""
    if is_opened:
        return True
    rest = list(name)
    while rest and rest[-1] in DIRECT:
        rest.pop()
    return not rest or (len(rest) <= THROUGH_WORDS and rest[-1] in THROUGH)


def _clause_start(text: str, breaks: re.Pattern[str]) -> int:
    places = [match.end() for match in breaks.finditer(text)]
    return places[-1] if places else 0


def _clause_behind(after: str) -> str:
    """The rest of the clause behind a reference, without its name and the parenthesis that closes there."""
    beginning = BEHIND.match(after)
    rest = after[beginning.end() :] if beginning else after
    end = CLAUSE.search(rest)
    return rest[: end.start()] if end else rest
