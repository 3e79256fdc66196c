"""Answers about goals through the years as lines of text for a terminal. Asks nothing."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from ontology.language import Language
from service import years_wording as wording
from service.answers.documents import Summary
from service.answers.years.changes import Differences, TextChange
from service.answers.years.comparison import Change, Comparison, Kind
from service.answers.years.proof import Step
from service.answers.years.releases import ReleaseChanges, VersionChange
from service.answers.years.stated import Cited, Stated
from service.answers.years.timeline import Entry, Timeline
from service.answers.years.whereabouts import Destination, Whereabouts
from service.answers.years.words import Part, Stretch
from service.web import display, naming, year_words

_MOST_SAME: Final = 60  # of what both texts have so much is shown on each side of a change
_INDENT: Final = "  "


def comparison_lines(found: Comparison, language: Language, *, show_all: bool = False) -> Iterator[str]:
    """What changed between two documents: what may be missing, how many of each kind, then goal by goal."""
    if found.caution is not None:
        yield found.caution.say(language)
    yield "; ".join(
        f"{count} {year_words.KINDS[kind].say(language)}" for kind, count in found.counts.items() if count
    ) or wording.NOTHING.say(language)
    for change in found.changes:
        if show_all or change.kinds != (Kind.UNCHANGED,):
            yield ""
            yield from _change(change, language)


def release_lines(found: ReleaseChanges, language: Language) -> Iterator[str]:
    """What differs between two releases, document by document."""
    if not found.total:
        yield wording.NOTHING.say(language)
    for document in found.documents:
        yield f"{document.title} ({document.document.path})"
        yield _INDENT + wording.EDITION.say(language, before=document.before or "–", after=document.after or "–")
        for one in document.versions:
            stated = one.after or one.before
            what = _in_which(one)
            if stated is not None:
                yield f"{_INDENT}{_called(stated.version, language)}: {_say(what, language)}"
            yield from (_INDENT * 2 + line for line in _other_goal(one, language))
            yield from (_INDENT * 2 + line for line in _differences(one.differences, language))


def _other_goal(change: VersionChange, language: Language) -> Iterator[str]:
    """That the releases hold a version to be of other goals, with their identifiers, since names may be the same."""
    if change.other_goal is not None:
        sides = (change.other_goal.before, change.other_goal.after)
        goals = " → ".join(" + ".join(f"{goal.label} ({goal.iri})" for goal in side) for side in sides)
        yield f"{_say('other_goal', language)}: {goals}"


def _in_which(change: VersionChange) -> str:
    """Which words tell in which of the releases a version is."""
    if change.before is None:
        return "release_only_after"
    return "release_only_before" if change.after is None else "releases_changed"


def where_lines(found: Whereabouts, language: Language) -> Iterator[str]:
    """Where a goal went: what it was, what it is today, and each step."""
    if found.caution is not None:
        yield found.caution.say(language)
    yield f"{_say('start', language)}: {_called(found.start, language)}, {found.title}"
    for one in found.today:
        yield from _destination(one, language)
    if found.steps:
        yield ""
        yield f"{_say('steps', language)}:"
    for number, step in enumerate(found.steps, start=1):
        yield from _step(step, f"{number}. ", language)
    for version in found.also:
        yield f"{_say('also', language)}: {naming.called(version.iri, version.label, language)}"


def timeline_lines(found: Timeline, language: Language) -> Iterator[str]:
    """One goal through the years: what each document says of it, and what it came from and went into."""
    if found.caution is not None:
        yield found.caution.say(language)
    yield f"{found.goal.label} ({found.goal.iri})"
    for entry in found.entries:
        yield ""
        counts = "" if entry.counts else f" ({_say('candidate', language)})"
        yield f"{entry.title}: {_called(entry.stated.version, language)}{counts}"
        yield from (_INDENT + line for line in _entry(entry, language))
    for name, turns in (("turn", found.turns), ("candidate", found.candidates)):
        for turn in turns:
            yield ""
            yield from _step(turn.step, "" if name == "turn" else f"{_say(name, language)}: ", language)


def _entry(entry: Entry, language: Language) -> Iterator[str]:
    """What a document says of a goal, and the claim that binds it to the one before."""
    if entry.step is not None:
        yield from _step(entry.step, "", language)
    if holders := sorted(entry.stated.holders.values()):
        yield ", ".join(holders)
    for cell, value in entry.stated.cells:
        name = f"{year_words.line_name(cell.line, language)}, {year_words.phase_name(cell.phase, language)}"
        yield f"{name} {cell.year}: {_amount(value, language)}"
    for cited in entry.stated.references:
        called = naming.called(cited.target.iri, cited.target.label, language) if cited.target else cited.exact
        yield f"→ {called} «{_one_line(cited.sentence or cited.exact)}»"
    for one in entry.referring:
        called = naming.called(one.element.iri, one.element.label, language)
        yield f"← {called} «{_one_line(one.sentence or one.exact)}»"


def _destination(one: Destination, language: Language) -> Iterator[str]:
    yield f"{_say('today' if one.is_latest else 'last', language)}: {_called(one.version, language)}, {one.title}"
    if one.dropped is not None:
        yield _INDENT + _say("dropped_sure", language, value=_confidence(one.dropped.confidence, language))
    yield _INDENT + year_words.LATER[one.later].say(language)
    yield from (f"{_INDENT}{goal.iri}" for goal in one.goals)
    for step in one.candidates:
        yield f"{_INDENT}{_say('candidate', language)}:"
        yield from _step(step, _INDENT * 2, language)


def _step(step: Step, before: str, language: Language) -> Iterator[str]:
    ends = " → ".join(naming.called(end.iri, end.label, language) for end in (step.earlier, step.later))
    yield f"{before}{ends}: {year_words.change_name(step, language)}"
    indent = " " * len(before)
    for sentence in step.sentences:
        yield f"{indent}{_say('own_words', language)}: «{_one_line(sentence.sentence)}»"
    compared = _say("compared", language, what=year_words.alike(step.likeness, language))
    yield f"{indent}{compared}; {_sure(step.claim.confidence, language)}"


def _change(change: Change, language: Language) -> Iterator[str]:
    sides = " → ".join(_side(side, language) for side in (change.before, change.after) if side)
    kinds = ", ".join(year_words.KINDS[kind].say(language) for kind in change.kinds)
    sure = f" ({_sure(change.confidence, language)})" if change.confidence is not None else ""
    yield f"{sides}: {kinds}{sure}"
    for one in change.candidates:
        called = _called(one.version, language)
        yield f"{_INDENT}{_say('candidate', language)}: {called} ({_sure(one.claim.confidence, language)})"
    yield from (_INDENT + line for line in _differences(change.differences, language))


def _differences(found: Differences, language: Language) -> Iterator[str]:
    yield from (_text(text, language) for text in found.texts)
    for change in found.references:
        for place in change.places:
            target = place.target
            called = naming.called(target.iri, target.label, language) if target else place.exact
            said = f" «{_one_line(place.sentence)}»" if place.sentence else ""
            yield f"{_sign(gained=change.gained)} {_say('references', language)}: {called}{said}"
    yield from (_out_of_date(cited, language) for cited in found.stale)
    for holder in found.holders:
        yield f"{_sign(gained=holder.gained)} {_say('holders', language)}: {holder.name}"
    for one in found.amounts:
        name = f"{year_words.line_name(one.line, language)}, {year_words.phase_name(one.phase, language)}"
        sides = ((one.before_year, one.before), (one.after_year, one.after))
        yield f"{name}: " + " → ".join(f"{year}: {_amount(value, language)}" for year, value in sides)


def _out_of_date(cited: Cited, language: Language) -> str:
    """A reference whose number came to mean another goal: what it meant, and where that is now."""
    stale = cited.stale
    if stale is None:
        return cited.exact
    source, then, *others = (
        naming.called(one.iri, one.label, language) for one in (stale.copied_from, stale.meant_then, *stale.meant_now)
    )
    where = f"{_say('stale_now', language)} {', '.join(others)}" if others else _say("stale_gone", language)
    told = f"{_say('stale_copied', language, title=source)}; {_say('stale_then', language)} {then}; {where}."
    return f"! {_say('stale', language)}: «{_one_line(cited.sentence or cited.exact)}» {told}"


def _text(change: TextChange, language: Language) -> str:
    """A text that changed, with what is gone as [-…-] and what came as {+…+}."""
    field = year_words.FIELDS[change.field].say(language)
    return f"{field}: {_one_line(''.join(map(_stretch, change.stretches)))}"


def _stretch(one: Stretch) -> str:
    match one.part:
        case Part.GONE:
            return f"[-{one.text}-]"
        case Part.CAME:
            return f"{{+{one.text}+}}"
        case Part.SAME:
            is_long = len(one.text) > 2 * _MOST_SAME
            return f"{one.text[:_MOST_SAME]} … {one.text[-_MOST_SAME:]}" if is_long else one.text


def _side(side: Sequence[Stated], language: Language) -> str:
    return " + ".join(_called(one.version, language) for one in side)


def _called(version: Summary, language: Language) -> str:
    return naming.called_briefly(version.iri, version.label, language)


def _say(name: str, language: Language, **values: object) -> str:
    return year_words.say(name, language, **values)


def _sure(value: Decimal, language: Language) -> str:
    return _say("confidence_of", language, value=_confidence(value, language))


def _confidence(value: Decimal, language: Language) -> str:
    return display.quantity(str(value), language)


def _amount(value: Decimal | None, language: Language) -> str:
    return display.amount(None if value is None else str(value), language)


def _sign(*, gained: bool) -> str:
    return "+" if gained else "-"


def _one_line(text: str) -> str:
    return " ".join(text.split())
