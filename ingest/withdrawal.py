"""Withdrawals: takes words out of the record of a page, so that nothing of them is left in it. Pure.

Withdrawn words become as many blocks, so that every other offset stays; what was read from them is gone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeVar

import msgspec

from ingest.correct import with_states
from ingest.corrections import folded
from ingest.read.financial import Amount, FinancialEffect
from ingest.read.record import Holder, Indicator, IndicatorValue, Mention, Record, Reference, Target
from ingest.read.span import Span
from ontology.codes import Code
from ontology.iri import slug

BLOCK: Final = "█"
# Words may be joined by other signs in addresses and names of files.
JOINT: Final = rf"(?:(?:\s|[-_+.]|%20){{1,9}}|{BLOCK})"
_Found = TypeVar("_Found", Reference, Mention, Target, Holder, Amount, FinancialEffect, Indicator, IndicatorValue)


def take_out(record: Record, withdrawn: Iterable[str]) -> Record:
    """A record without some words, however they are spaced and cased; the same record where it has none of them."""
    said = [words for words in withdrawn if says(record, words)]
    if not said:
        return record
    places = [Span(*match.span()) for words in said for match in _matches(words, record.text)]
    masked = _Masked(record.text, places, [_pattern(words) for words in said])
    record = _without_found(record, masked)
    found = masked.value(record)
    if not isinstance(found, Record):
        raise TypeError("a record without words is a record")
    page = found.page
    if page.source is not None and BLOCK in page.source:
        page = msgspec.structs.replace(page, source=None)
    return with_states(msgspec.structs.replace(found, text=masked.text, page=page))


def blocked(text: str, withdrawn: Iterable[str]) -> str:
    """A text in which blocks stand for withdrawn words."""
    for words in withdrawn:
        text = _pattern(words).sub(lambda match: BLOCK * len(match.group()), text)
    return text


def says(value: object, words: str) -> bool:
    """Whether any text in a value has these words."""
    return any(True for text in _texts(value) for _ in _matches(words, text))


@lru_cache(maxsize=1024)
def _pattern(words: str) -> re.Pattern[str]:
    """Words with any white space between them, also where an earlier withdrawal took a part of them; or their slug."""
    spaced = JOINT.join("".join(map(_sign, word)) for word in folded(words).split())
    forms = "|".join(form for form in (spaced, re.escape(slug(words))) if form)
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)", re.IGNORECASE)


def _sign(sign: str) -> str:
    return f"(?:{re.escape(sign)}|{BLOCK})"


def _matches(words: str, text: str) -> Iterator[re.Match[str]]:
    """The places in a text that have words, but for those where nothing of them is left."""
    return (match for match in _pattern(words).finditer(text) if set(match.group()) != {BLOCK})


def _texts(value: object) -> Iterable[str]:
    """Every text in a value, however deep."""
    match value:
        case Code():
            return
        case str():
            yield value
        case msgspec.Struct():
            for name in value.__struct_fields__:
                yield from _texts(getattr(value, name))
        case Mapping():
            for held in value.values():
                yield from _texts(held)
        case tuple() | list():
            for held in value:
                yield from _texts(held)
        case _:
            return


class _Masked:
    """A text in which places are blocked, and how values that were read from it are made to agree with it."""

    def __init__(self, text: str, places: Sequence[Span], patterns: Sequence[re.Pattern[str]]) -> None:
        self.original, self.places, self.patterns = text, places, patterns
        signs = list(text)
        for place in places:
            signs[place.start : place.end] = BLOCK * (place.end - place.start)
        self.text = "".join(signs)

    def touches(self, span: Span) -> bool:
        """Whether a place is blocked, wholly or in part."""
        return any(place.start < span.end and span.start < place.end for place in self.places)

    def value(self, value: object, span: Span | None = None) -> object:
        """A value without the words; `span` is where it was read, if that is known."""
        match value:
            case Code():
                return value
            case str():
                return self._words(value, span)
            case msgspec.Struct():
                return self._struct(value)
            case Mapping():
                return {key: self.value(held) for key, held in value.items()}
            case tuple():
                return tuple(self.value(held) for held in value)
            case _:
                return value

    def _words(self, text: str, span: Span | None) -> str:
        if span is not None and self.touches(span):
            return " ".join(self.text[span.start : span.end].split())
        for pattern in self.patterns:
            text = pattern.sub(lambda match: BLOCK * len(match.group()), text)
        return text

    def _struct(self, value: msgspec.Struct) -> msgspec.Struct:
        own = _own_span(value)
        changed: dict[str, object] = {}
        for name in value.__struct_fields__:
            held = getattr(value, name)
            span = _place_of(value, name, own) if isinstance(held, str) else None
            if span is not None and held == self.original[span.start : span.end]:
                changed[name] = self.text[span.start : span.end]
            else:
                changed[name] = self.value(held, span)
        return msgspec.structs.replace(value, **changed)


def _own_span(value: msgspec.Struct) -> Span | None:
    start, end = getattr(value, "start", None), getattr(value, "end", None)
    return Span(start, end) if isinstance(start, int) and isinstance(end, int) else None


def _place_of(value: msgspec.Struct, name: str, own: Span | None) -> Span | None:
    """Where the text of a field was read, as far as the record says."""
    beside = getattr(value, f"{name}_span", None)
    if isinstance(beside, Span):
        return beside
    spans = getattr(value, "spans", None)
    if isinstance(spans, dict):
        return spans.get(name)
    return own if name in {"text", "exact", "cell", "name", "title"} else None


def _without_found(record: Record, masked: _Masked) -> Record:
    """A record without what was read from blocked words alone; lists keep their items, blocked."""
    deviations = tuple(msgspec.structs.replace(one, effects=_kept(one.effects, masked)) for one in record.deviations)
    indicators = tuple(
        msgspec.structs.replace(one, values=_kept(one.values, masked)) for one in _kept(record.indicators, masked)
    )
    return msgspec.structs.replace(
        record,
        references=_kept(record.references, masked),
        mentions=_kept(record.mentions, masked),
        targets=_kept(record.targets, masked),
        effects=_kept(record.effects, masked),
        holders=_kept(record.holders, masked),
        budget=_kept(record.budget, masked),
        deviations=deviations,
        indicators=indicators,
        issues=tuple(
            one
            for one in record.issues
            if one.start is None or one.end is None or not masked.touches(Span(one.start, one.end))
        ),
    )


def _kept(found: tuple[_Found, ...], masked: _Masked) -> tuple[_Found, ...]:
    return tuple(one for one in found if not masked.touches(Span(one.start, one.end)))
