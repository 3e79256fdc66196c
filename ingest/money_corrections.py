"""Amounts and financial effects as corrections have them."""

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import UNSET

from ingest.corrections import AmountEntry, EffectEntry
from ingest.read.columns import PHASES
from ingest.read.financial import Amount, Bearer, Deviation, FinancialEffect
from ingest.read.numbers import plain
from ingest.read.record import Record
from ingest.read.span import Span
from ingest.spots import Edit, Edited, Known, MisfitError, find_place, find_words, odd_places, sentence_at
from ontology import terms as t
from ontology.codes import Recurrence


def correct_amount(read: Record, record: Record, entry: AmountEntry) -> Edit:
    """A record in which a cell of a money table is as an entry says.

    Raises:
        MisfitError: the place is no such cell, or another cell has the same line, year and phase.
    """
    if entry.remove:
        return _without_amount(read, record, entry)
    span = find_place(read, entry.at, (Span(one.start, one.end) for one in read.budget), "amounts")
    index = next(order for order, one in enumerate(record.budget) if _span(one) == span)
    old = record.budget[index]
    new = msgspec.structs.replace(
        old,
        amount_eur=old.amount_eur if entry.value is UNSET else plain(entry.value),
        year=old.year if entry.year is UNSET else entry.year,
        line=old.line if entry.line is UNSET else entry.line,
        phase=old.phase if entry.phase is UNSET else entry.phase,
    )
    others = (*record.budget[:index], *record.budget[index + 1 :])
    if any((one.line, one.year, one.phase, one.of) == (new.line, new.year, new.phase, new.of) for one in others):
        raise MisfitError("correction-double", what="amounts")
    budget = (*record.budget[:index], new, *record.budget[index + 1 :])
    changes = tuple(Edited(predicate, was, span, "observation") for predicate, was in _differences(old, new))
    return Edit(msgspec.structs.replace(record, budget=budget), changes, span)


def _without_amount(read: Record, record: Record, entry: AmountEntry) -> Edit:
    """A record without a cell; where none was read, only its issue is settled."""
    odd = odd_places(read, "odd-amount", "odd-scale", "odd-row", "odd-column", "glued-cells")
    span = find_place(read, entry.at, [*map(_span, read.budget), *odd], "amounts")
    kept = tuple(one for one in record.budget if _span(one) != span)
    changes = tuple(Edited(t.OBEU_AMOUNT, one.cell, span) for one in record.budget if _span(one) == span)
    return Edit(msgspec.structs.replace(record, budget=kept), changes, span)


def _differences(old: Amount, new: Amount) -> Iterator[tuple[t.Iri, str | None]]:
    if old.amount_eur != new.amount_eur:
        yield t.OBEU_AMOUNT, old.amount_eur
    if old.year != new.year:
        yield t.YEAR, None if old.year is None else str(old.year)
    if old.line is not new.line:
        yield t.BUDGET_LINE, old.line.value
    if old.phase is not new.phase:
        yield t.PHASE, old.phase.value


def correct_effect(read: Record, record: Record, entry: EffectEntry, known: Known) -> Edit:
    """A record in which a financial effect is as an entry says.

    Raises:
        MisfitError: the place holds no effect, or, where one is added, holds one already or is in no deviation.
    """
    if entry.add:
        return _added_effect(read, record, entry, known)
    places = [Span(effect.start, effect.end) for one in read.deviations for effect in one.effects]
    if entry.remove:
        places += odd_places(read, "odd-effect", "odd-amount")
    span = find_place(read, entry.at, places, "effects")
    old = next((effect for one in record.deviations for effect in one.effects if _span(effect) == span), None)
    if old is None:
        return Edit(record, (), span)
    new = None if entry.remove else _filled(old, entry)
    deviations = tuple(_replaced(one, old, new) for one in record.deviations)
    gone = (Edited(t.HAS_EFFECT, old.effect.value, span),)
    changes = gone if new is None else tuple(Edited(*one, span, "effect") for one in _effect_differences(old, new))
    return Edit(msgspec.structs.replace(record, deviations=deviations), changes, span)


def _added_effect(read: Record, record: Record, entry: EffectEntry, known: Known) -> Edit:
    span = find_words(read, entry.at)
    inside = next((one for one in record.deviations if one.span.start <= span.start and span.end <= one.span.end), None)
    if inside is None:
        raise MisfitError("correction-no-deviation")
    if any(_span(effect) == span for one in record.deviations for effect in one.effects):
        raise MisfitError("correction-double", what="effects")
    if entry.bearer is UNSET or entry.effect is UNSET:
        raise ValueError("an effect that is added needs `bearer` and `effect`")
    blank = FinancialEffect(
        on=Bearer(entry.bearer.kind, entry.bearer.number, None),
        effect=entry.effect,
        amount_eur=None,
        amount_span=None,
        recurrence=Recurrence.UNKNOWN,
        year=known.document.year,
        exact=record.text[span.start : span.end],
        start=span.start,
        end=span.end,
        sentence=sentence_at(record, span),
        phase=PHASES[known.document.kind],
    )
    new = _filled(blank, entry)
    effects = tuple(sorted((*inside.effects, new), key=lambda one: (one.start, one.end)))
    grown = msgspec.structs.replace(inside, effects=effects)
    deviations = tuple(grown if one is inside else one for one in record.deviations)
    change = Edited(t.HAS_EFFECT, None, span, "effect")
    return Edit(msgspec.structs.replace(record, deviations=deviations), (change,), new.sentence)


def _replaced(deviation: Deviation, old: FinancialEffect, new: FinancialEffect | None) -> Deviation:
    if all(one is not old for one in deviation.effects):
        return deviation
    put: Sequence[FinancialEffect] = () if new is None else (new,)
    index = next(order for order, one in enumerate(deviation.effects) if one is old)
    effects = (*deviation.effects[:index], *put, *deviation.effects[index + 1 :])
    return msgspec.structs.replace(deviation, effects=effects)


def _filled(old: FinancialEffect, entry: EffectEntry) -> FinancialEffect:
    """An effect with what an entry says; what its words do not give has those words as its place."""
    new = old
    if entry.bearer is not UNSET:
        new = msgspec.structs.replace(new, on=Bearer(entry.bearer.kind, entry.bearer.number, None))
    if entry.effect is not UNSET:
        new = msgspec.structs.replace(new, effect=entry.effect)
    if entry.amount is not UNSET:
        amount = None if entry.amount is None else plain(entry.amount)
        place = None if amount is None else old.amount_span or _span(old)
        new = msgspec.structs.replace(new, amount_eur=amount, amount_span=place)
    if entry.recurrence is not UNSET:
        new = msgspec.structs.replace(new, recurrence=entry.recurrence)
    if entry.year is not UNSET:
        new = msgspec.structs.replace(new, year=entry.year)
    if entry.cause is not UNSET:
        place = None if entry.cause is None else old.cause_span or _span(old)
        new = msgspec.structs.replace(new, cause=entry.cause, cause_span=place)
    return new


def _effect_differences(old: FinancialEffect, new: FinancialEffect) -> Iterator[tuple[t.Iri, str | None]]:
    if (old.on.kind, old.on.number) != (new.on.kind, new.on.number):
        yield t.AFFECTS, f"{old.on.kind} {old.on.number}"
    if old.effect is not new.effect:
        yield t.EFFECT, old.effect.value
    if old.amount_eur != new.amount_eur:
        yield t.AMOUNT, old.amount_eur
    if old.recurrence is not new.recurrence:
        yield t.RECURRENCE, old.recurrence.value
    if old.year != new.year:
        yield t.YEAR, None if old.year is None else str(old.year)
    if old.cause != new.cause:
        yield t.CAUSE, old.cause


def _span(one: Amount | FinancialEffect) -> Span:
    return Span(one.start, one.end)
