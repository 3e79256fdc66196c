"""Effects in running text: the advantages and disadvantages with their amounts that text outside the deviations names.

Finds where such text stands and what it is about; how a sentence is read is for `ingest.read.effects`.
"""

import re
from collections.abc import Iterator
from typing import Final

from ingest.read.effects import find_effects
from ingest.read.financial import FinancialEffect
from ingest.read.frame import Frame
from ingest.read.record import Section, stretches
from ingest.read.references import Own
from ingest.read.span import Span
from ingest.read.stated import Plan
from ontology.codes import CitedKind, Effect, Recurrence, SectionKind

PROSE: Final = frozenset(
    {
        SectionKind.DESCRIPTION,
        SectionKind.REALISATION,
        SectionKind.ACTIVITY_REALISATION,
        SectionKind.ACTIVITIES,
        SectionKind.BUDGET,
        SectionKind.RELATIONS,
        SectionKind.OTHER,
    }
)
ABOUT_MONEY: Final = frozenset({SectionKind.BUDGET, SectionKind.OTHER})
PROPOSED: Final = frozenset({CitedKind.SPENDING_PROPOSAL, CitedKind.PROJECT})
# A part of every word for an effect, or of every sum, and the letter of one behind an amount; most texts have none.
HINTS: Final = (
    "oordeel", "oordelen", "oordelig", "nadeel", "nadelen", "nadelig", "valler", "neutraal", "neutrale",
    "€", " euro", "EUR",
)  # fmt: skip
LETTER: Final = re.compile(r"[VN]\b(?:(?<=[0-9-].)|(?<=[0-9-] .))")  # the letter first: capitals are rarer than figures


def read_free_effects(frame: Frame, plan: Plan, own: Own) -> tuple[FinancialEffect, ...]:
    """The effects in the text of a page that stand in no deviation."""
    found = (effect for section in plan.sections for effect in _in_section(frame, section, plan, own))
    return tuple(found)


def _is_money(effect: FinancialEffect, *, told: bool) -> bool:
    """Whether words are about money: by an amount, «structureel voordeel», or in a `told` text the number they name."""
    is_neutral = effect.effect is Effect.NEUTRAL
    if told and effect.on.span is not None:
        return True
    return effect.amount_eur is not None or is_neutral or effect.recurrence is not Recurrence.UNKNOWN


def _in_section(frame: Frame, section: Section, plan: Plan, own: Own) -> Iterator[FinancialEffect]:
    if section.kind not in PROSE or not _may_name(frame.text, section):
        return
    for topic, span in stretches(plan.topics, Span(section.start, section.end)):
        proposed = topic is not None and plan.stated[topic].kind in PROPOSED
        subject = own.about(plan.stated[topic]) if topic is not None and proposed else own
        told = section.kind in ABOUT_MONEY or subject.kind in PROPOSED
        found = find_effects(frame.text, [span], subject, frame.source, named_only=True, told=told)
        yield from (effect for effect in found.effects if _is_money(effect, told=told))


def _may_name(text: str, section: Section) -> bool:
    """Whether the text of a section may name an effect."""
    if any(text.find(hint, section.start, section.end) >= 0 for hint in HINTS):
        return True
    return LETTER.search(text, section.start, section.end) is not None
