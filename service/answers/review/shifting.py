"""Deviations that are budget-neutral by their headline while their text moves money from one thing to another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from ontology.codes import Effect
from service.answers.review import phrases
from service.answers.review.finding import Finding, Kind, Severity, found
from service.answers.review.money import Shift
from service.answers.review.versions import Version
from service.answers.vocabulary import Label


def moving_money(shifts: Iterable[Shift], versions: Mapping[str, Version]) -> Iterator[Finding]:
    """A finding for each neutral deviation whose effects are not even on each thing by itself."""
    deviations: dict[str, list[Shift]] = {}
    for shift in shifts:
        deviations.setdefault(shift.deviation, []).append(shift)
    for effects in deviations.values():
        if _moves(effects):
            yield _finding(effects, versions)


def _moves(effects: Sequence[Shift]) -> bool:
    """Whether money goes from one thing to another: by the balance of each, or by the things where amounts lack."""
    if all(shift.amount_eur is not None for shift in effects):
        return any(_balances(effects).values())
    where = {
        effect: {shift.affects.iri if shift.affects else None for shift in effects if shift.effect is effect}
        for effect in (Effect.ADVANTAGE, Effect.DISADVANTAGE)
    }
    return where[Effect.ADVANTAGE] != where[Effect.DISADVANTAGE]


def _balances(effects: Sequence[Shift]) -> Mapping[str | None, Decimal]:
    """Advantages less disadvantages of each thing that effects fall on."""
    found: dict[str | None, Decimal] = {}
    for shift in effects:
        thing, amount = shift.affects.iri if shift.affects else None, shift.amount_eur or Decimal(0)
        if shift.effect is not Effect.NEUTRAL:
            found[thing] = found.get(thing, Decimal(0)) + (amount if shift.effect is Effect.ADVANTAGE else -amount)
    return found


def _finding(effects: Sequence[Shift], versions: Mapping[str, Version]) -> Finding:
    first = effects[0]
    ordered = sorted(effects, key=lambda shift: shift.effect is Effect.ADVANTAGE)
    message = phrases.said(
        phrases.SHIFT,
        title=first.title or first.headline or "",
        headline=first.headline or "",
        parts=_joined([_part(shift, versions) for shift in ordered]),
    )
    difference = _difference(effects)
    return found(
        Kind.SHIFT,
        Severity.DOUBT,
        first.version,
        phrases.said(phrases.UNEQUAL, what=message, difference=phrases.euro(difference)) if difference else message,
        tuple(shift.place for shift in ordered),
    )


def _part(shift: Shift, versions: Mapping[str, Version]) -> Label:
    amount = phrases.said(phrases.NO_AMOUNT)
    if shift.amount_eur is not None:
        amount = phrases.said(phrases.OF_AMOUNT, amount=phrases.euro(shift.amount_eur))
    where = phrases.said(phrases.ON_NOTHING)
    if shift.affects is not None:
        where = phrases.said(phrases.ON, what=phrases.short_words(shift.affects, versions))
    return phrases.said(
        phrases.SHIFT_PART,
        effect=phrases.said(phrases.EFFECTS[shift.effect]),
        amount=amount,
        recurrence=phrases.recurrence_words(shift.recurrence),
        where=where,
    )


def _difference(effects: Sequence[Shift]) -> Decimal | None:
    """By how much disadvantages and advantages differ; None where an amount or one of both sides is not known."""
    amounts: dict[Effect, Decimal] = {}
    for shift in effects:
        if shift.amount_eur is None:
            return None
        amounts[shift.effect] = amounts.get(shift.effect, Decimal(0)) + shift.amount_eur
    if len(amounts) < 2:
        return None
    return abs(amounts[Effect.DISADVANTAGE] - amounts[Effect.ADVANTAGE])


def _joined(parts: Sequence[Label]) -> Label:
    return Label("; ".join(part.nl for part in parts), "; ".join(part.en for part in parts))
