"""Renumbered goals: words that say that a number is an earlier or a later one, «het oude doel», «het nieuwe doel»."""

import re
from typing import Final

from ingest.read.record import DocumentRef
from ontology.codes import CitedKind, DocumentKind, Role

OLD: Final = re.compile(
    r"\b(?:oude?|voormalige?|vroegere?|eerdere?|toenmalige?|voorheen|destijds|oorspronkelijke?|vervallen|heette|(?<=\()was)"
    r"(?:\s{1,2}(?:nog|als|onder|nummers?|genummerd|bekend|het|de|zelfstandige?|eigen|afzonderlijke?)){0,3}\s?[:=]?\s{0,3}$",
    re.IGNORECASE,
)
# In de Begroting 2031 waren dit nog de doelen 1.2.2 en 1.2.3; jeugdhulp stond in doel 1.1.3 van de begroting 2031
WAS: Final = re.compile(
    r"\b(?:was|waren|stond(?:en)?|heet(?:te|ten)|viel(?:en)?|hoorde(?:n)?)\b[^.;()]{0,40}$", re.IGNORECASE
)
# Dit doel heette tot en met 2032 doel 6.2.3; wat vorig jaar onder doel 1.2.1 stond; tot dit jaar viel dit onder 2.1
EARLIER: Final = re.compile(
    r"\b(?:vorige?|afgelopen)\s(?:jaar|jaren|periode|begroting)\b|"
    r"\btot(?:\sen\smet)?\s(?:(?:dit|vorig)\sjaar|voor\skort)\b|"
    r"\b(?:destijds|voorheen|vroeger|eerder|toen|indertijd)\b",
    re.IGNORECASE,
)
YEAR_BEFORE: Final = re.compile(r"\b(?:in|tot|t/m|sinds|van|uit|voor|met|vanaf)\s(?P<year>20[0-9]{2})\b", re.IGNORECASE)
STOOD: Final = re.compile(
    r"\b(?:stond(?:en)?|heet(?:te|ten)|viel(?:en)?|hoorde(?:n)?|zat(?:en)?|keek|keken|vond(?:en)?|droeg(?:en)?)\b",
    re.IGNORECASE,
)
# doel 2.1.1 uit de Begroting 2030 is daarom gesplitst; doel 5.3.4 (veilig naar school) is met dit doel samengevoegd
BECAME: Final = re.compile(
    r"[^.;]{0,120}?\b(?:(?:op)?gesplitst|samengevoegd|opgegaan|vernummerd|hernummerd|omgenummerd)\b", re.IGNORECASE
)
OLD_BEHIND: Final = re.compile(
    r"\s?\(?\s?(?:oud\b|oude? (?:nummer|nummering)\b|in de oude (?:nummering|indeling|opzet))", re.IGNORECASE
)
NEW: Final = re.compile(
    r"\b(?:nieuwe?|voortaan|toekomstige?)(?:\s{1,2}(?:als|onder|nummers?|genummerd|het|de|[–—-])){0,3}\s?[:=]?\s{0,3}$",
    re.IGNORECASE,
)
NEW_BEHIND: Final = re.compile(r"\s?\(?\s?(?:nieuw\b|in de nieuwe (?:nummering|indeling|opzet))", re.IGNORECASE)
# «dit wordt doel 1.2.4.», not «hiermee wordt doel 1.2.4 gehaald»
BECOMES: Final = re.compile(
    r"\b(?:wordt|worden|werd|is|zijn)\s{1,2}(?:(?:dit|deze|het|de|daarmee|dan|in\s20[0-9]{2}|vanaf\s20[0-9]{2})\s{1,2}){0,3}$",
    re.IGNORECASE,
)
ENDS: Final = re.compile(r"\s?(?:[).,;]|$)|\s(?:in|van)\sde\s(?:nieuwe\s)?(?:programma)?begroting", re.IGNORECASE)
GEWORDEN: Final = re.compile(r"\s(?:geworden|genoemd)\b", re.IGNORECASE)
# Anders dan vaak gedacht is dit niet het oude doel 2.1.3; de vergelijking met het vervallen doel 2.1.3 gaat niet op
DENIED: Final = re.compile(
    r"\b(?:niet(?!\s(?:meer|langer|alleen|slechts)\b)|geen|anders\sdan|vergelijking|vergeleken|een\sdeel\svan)\b",
    re.IGNORECASE,
)
# de verhuizing is niet gelukt en wordt voortgezet in het nieuwe doel 3.3.1
CLAUSE_END: Final = re.compile(
    r"[.,;:)](?=\s|$)|\(|\bmaar\b|\ben\s(?=(?:is|zijn|was|waren|word(?:t|en)|werd(?:en)?|sta(?:at|an)|stond(?:en)?|"
    r"val(?:t|len)|viel(?:en)?|heet(?:te|ten)?|hoor(?:t|de|den|en))\b)",
    re.IGNORECASE,
)
NEAR: Final = 60
WIDE: Final = 160


def renumbered(
    before: str, after: str, kind: CitedKind, own: DocumentRef | None, named: DocumentRef | None
) -> Role | None:
    """The role of a number that the words beside it call an earlier or a later one; None where they don't.

    A new number is a later one where the page looks back, or where the words name a later document. Of words that deny
    it, compare two goals or speak of a part of one, nothing follows.
    """
    if _is_denied(before[-WIDE:], after):
        return None
    near = before[-NEAR:]
    if _went_up(after, own, named):
        return Role.PREDECESSOR
    if OLD.search(near) or OLD_BEHIND.match(after) or (_is_earlier(own, named) and WAS.search(near)):
        return Role.PREDECESSOR
    if named is None and kind is not CitedKind.PROGRAMME and _stood_there(before[-WIDE:], after, own):
        return Role.PREDECESSOR
    if own is None or not _looks_ahead(own, named):
        return None
    if own.kind is DocumentKind.JAARSTUKKEN and _is_later(own, named) and kind is not CitedKind.PROGRAMME:
        return Role.SUCCESSOR
    becomes = BECOMES.search(near) is not None and (GEWORDEN.match(after) or (_is_future(near) and ENDS.match(after)))
    return Role.SUCCESSOR if NEW.search(near) or NEW_BEHIND.match(after) or becomes else None


def _is_denied(before: str, after: str) -> bool:
    """Whether the clause that a number stands in denies that it is the same goal, or says so of a part of it."""
    return any(DENIED.search(part) for part in (CLAUSE_END.split(before)[-1], CLAUSE_END.split(after, maxsplit=1)[0]))


def _went_up(after: str, own: DocumentRef | None, named: DocumentRef | None) -> bool:
    """Whether words say what became of a goal of an earlier document: it was split, or went up in another."""
    years = (own.year if own else None, named.year if named else None)
    if years[0] is None or years[1] is None or years[1] >= years[0]:
        return False
    return BECAME.match(after) is not None


def _stood_there(before: str, after: str, own: DocumentRef | None) -> bool:
    """Whether a clause in the past tense says under which number something stood in an earlier year."""
    clause = re.split(r"[.;()]\s|:\s", before)[-1]
    years = [int(match["year"]) for match in YEAR_BEFORE.finditer(clause)]
    earlier = EARLIER.search(clause) or (own is not None and own.year and any(year < own.year for year in years))
    return bool(earlier) and (STOOD.search(clause) or STOOD.match(after.lstrip())) is not None


def _is_future(near: str) -> bool:
    return re.search(r"\bword(?:t|en)\b", near) is not None


def _looks_ahead(own: DocumentRef | None, named: DocumentRef | None) -> bool:
    return own is not None and (own.kind is DocumentKind.JAARSTUKKEN or _is_later(own, named))


def _is_earlier(own: DocumentRef | None, named: DocumentRef | None) -> bool:
    if own is None or named is None or named.year is None or own.year is None:
        return False
    return named.kind is own.kind and named.year < own.year


def _is_later(own: DocumentRef, named: DocumentRef | None) -> bool:
    return named is not None and named.year is not None and own.year is not None and named.year > own.year
