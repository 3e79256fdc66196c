"""What was read of a value that was corrected, in words: codes by labels, amounts as amounts. Corrects nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ontology import terms as t
from ontology.codes import (
    BudgetLine,
    CitedKind,
    Code,
    DocumentKind,
    Effect,
    PageKind,
    Phase,
    Recurrence,
    Relation,
    Role,
)
from ontology.language import Language
from service.answers.corrections import Correction
from service.answers.vocabulary import code_label
from service.web import display
from service.web.borrowed import term_name

_CODES: Final[Mapping[str, type[Code]]] = MappingProxyType(
    {
        t.BUDGET_LINE: BudgetLine,
        t.CITED_KIND: CitedKind,
        t.EFFECT: Effect,
        t.HAS_EFFECT: Effect,
        t.PAGE_KIND: PageKind,
        t.PHASE: Phase,
        t.RECURRENCE: Recurrence,
        t.RELATION: Relation,
        t.ROLE: Role,
    }
)
_CODE_FIRST: Final[Mapping[str, type[Code]]] = MappingProxyType(
    {t.AFFECTS: CitedKind, t.CITED_DOCUMENT: DocumentKind, t.IN_DOCUMENT: DocumentKind}
)
"""Properties whose value is told as a code and more, such as `berap 2031-1`."""
_BESIDE: Final = frozenset({*_CODES, t.AFFECTS, t.CITED_DOCUMENT, t.CAUSE, t.YEAR}) - {t.HAS_EFFECT}
"""Properties that are named, because a thing has another one that people ask for first."""


@dataclass(frozen=True, slots=True)
class Was:
    """What was read: the property where it needs naming, else nothing; the value; whether it is quoted from a page."""

    name: str
    text: str
    is_quote: bool


def was_of(correction: Correction, language: Language) -> Was:
    """What was read of a value that was corrected, in a language; of one that was added nothing."""
    said = correction.was or ""
    text = told(correction.property, said, language)
    if "/id/observation/" in correction.thing or "/id/effect/" in correction.thing:
        text = display.amount(said, language) if correction.property in {t.OBEU_AMOUNT, t.AMOUNT} else text
    name = term_name(correction.property, language) if correction.property in _BESIDE else ""
    return Was(name, text, is_quote=text == said and correction.property not in {*_CODES, *_CODE_FIRST})


def told(name: str, was: str, language: Language) -> str:
    """A value of a property as it was read, in words."""
    codes, firsts = _CODES.get(name), _CODE_FIRST.get(name)
    if codes is not None and was in set(codes):
        return code_label(codes(was)).say(language)
    first, space, rest = was.partition(" ")
    if firsts is not None and first in set(firsts):
        return f"{code_label(firsts(first)).say(language)}{space}{rest}"
    return was
