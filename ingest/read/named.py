"""What the text of a page names, section by section: references, mentions and targets, each in its element.

Puts what one sentence gives into its place on the page. Does not read a sentence, and resolves nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from ingest.read.cited_numbers import may_cite
from ingest.read.financial import FinancialEffect
from ingest.read.frame import Frame
from ingest.read.listing import read_listing
from ingest.read.mentions import find_mentions, mention_places
from ingest.read.numbering import Numbering
from ingest.read.parts import ElementIndex, Parts
from ingest.read.record import Mention, Reference, Section, Target, section_at
from ingest.read.references import Own, find_references
from ingest.read.span import Span
from ingest.read.stated import Plan
from ingest.read.targets import find_shares, find_targets
from ingest.read.text import sentences
from ontology.codes import CitedKind, Relation, Role, SectionKind
from ontology.iri import slug

LINE: Final = re.compile(r"[^\n]+")
# Sections in which a bare number is that of a goal or a programme.
BARE: Final = {SectionKind.SERVES: CitedKind.GOAL, SectionKind.RELATIONS: CitedKind.PROGRAMME}


class Named(msgspec.Struct, frozen=True):
    """What the text of a page names, in the order of the page."""

    references: tuple[Reference, ...]
    mentions: tuple[Mention, ...]
    targets: tuple[Target, ...]


def read_named(frame: Frame, plan: Plan, parts: Parts, own: Own, effects: Iterable[FinancialEffect]) -> Named:
    """What the sections of a page name; `effects` are those outside the deviations."""
    places = _sentences(frame, plan.sections)
    found = _Found(
        frame.text,
        plan,
        parts,
        ElementIndex(parts),
        places,
        own.key,
        frame.source.restarting,
        frozenset(frame.source.numbers.values()),
        own.kind is CitedKind.PROGRAMME,
    )
    parts_named = [*_part_references(found), *_activity_references(found), *_listing(frame, plan, own)]
    places_named = {part.end for part in parts_named}
    in_text = [one for one in _references(found, own, effects) if one.end not in places_named]
    references = (*_head_references(frame, own), *parts_named, *in_text)
    return Named(
        references=tuple(sorted(references, key=lambda reference: (reference.start, reference.number))),
        mentions=tuple(_mentions(found)),
        targets=tuple(_targets(found)),
    )


def _listing(frame: Frame, plan: Plan, own: Own) -> Iterator[Reference]:
    for one in read_listing(frame, plan.sections):
        if own.number is None or own.is_parent_of(one.number):
            yield msgspec.structs.replace(one, section=section_at(plan.sections, one.start))


def _head_references(frame: Frame, own: Own) -> list[Reference]:
    """The page's own number in its head, which names the page itself."""
    head = frame.head
    if head.number is None or own.number is None or own.kind is None:
        return []
    place = Span((head.keyword or head.number).start, head.number.end)
    last = head.statement if head.statement and head.label is None else head.label or head.number
    found = Reference(
        exact=frame.text[place.start : place.end],
        start=place.start,
        end=place.end,
        kind=own.kind,
        number=own.number,
        label=None,
        label_span=None,
        role=Role.SELF,
        relation=Relation.UNKNOWN,
        document=None,
        section=None,
        element=None,
        sentence=Span(place.start, last.end),
        rule="head",
    )
    return [found]


class _Found(msgspec.Struct, frozen=True):
    """The sections of a page, with what is needed to say in which element something stands."""

    text: str
    plan: Plan
    parts: Parts
    elements: ElementIndex
    sentences: tuple[tuple[int, Section, Span], ...]
    own_key: str
    restarting: tuple[CitedKind, ...]
    kinds: frozenset[CitedKind]
    is_programme: bool

    def key_of(self, reference: Reference) -> str | None:
        """What names the target of a reference in its document where its number alone does not."""
        if reference.kind not in self.restarting:
            return None
        if self.is_elsewhere(reference):
            return f"{slug(reference.programme or '')} {reference.number}"
        return f"{self.own_key} {reference.number}" if self.is_programme else None

    def is_elsewhere(self, reference: Reference) -> bool:
        """Whether words name another programme than the page's, where the same number is another goal's."""
        if reference.kind not in self.restarting or reference.programme is None:
            return False
        return not f"{self.own_key}-".startswith(f"{slug(reference.programme)}-")  # a long name may be cut short


def _sentences(frame: Frame, page_sections: Sequence[Section]) -> tuple[tuple[int, Section, Span], ...]:
    """Each sentence that may name something by a number, with its section and the section's order.

    Most sentences can't, and it takes each of the patterns some time to say so.
    """
    text, numbering = frame.text, frame.source.numbering
    mentioned = mention_places(text)
    return tuple(
        (index, section, sentence)
        for index, section in enumerate(page_sections)
        for line in LINE.finditer(text, section.start, section.end)
        if _may_name(text, span := Span(*line.span()), numbering, mentioned)
        for sentence in sentences(text, span)
        if _may_name(text, sentence, numbering, mentioned)
    )


def _may_name(text: str, span: Span, numbering: Numbering, mentioned: Sequence[int]) -> bool:
    """Whether a stretch of text may name something by a number."""
    if may_cite(text, span, numbering):
        return True
    return bisect_left(mentioned, span.start) < bisect_left(mentioned, span.end)


def _activity_references(found: _Found) -> Iterable[Reference]:
    """The numbers of activities, as listed parts of the page."""
    for key, part in found.plan.activities:
        sentence = Span(part.number_span.start, part.words.end)
        # behind the number of a programme it is written as its family writes it; behind a name it is not
        number = key if CitedKind.PROGRAMME in found.kinds else part.number
        named = (number, key if key != number else None)
        yield _listed(found, part.number_span, part.kind, named, sentence, None)


def _part_references(found: _Found) -> Iterable[Reference]:
    """The numbers of the things that the page states, as its listed parts."""
    for stated in found.plan.stated:
        place = stated.spans.get("number")
        if place is None or stated.number is None or stated.kind is CitedKind.SPENDING_PROPOSAL:
            continue
        key = stated.key if stated.key != stated.number else None
        words = stated.spans.get("statement", place)
        yield _listed(found, place, stated.kind, (stated.number, key), Span(stated.start, stated.end), words)


def _listed(
    found: _Found, place: Span, kind: CitedKind, named: tuple[str, str | None], sentence: Span, words: Span | None
) -> Reference:
    """The number of a part at its place, with the words that name it; what an activity says is no name.

    `named` is the number, and the key where the number alone does not name the part.
    """
    number, key = named
    return Reference(
        exact=found.text[place.start : place.end],
        start=place.start,
        end=place.end,
        kind=kind,
        number=number,
        label=found.text[words.start : words.end] if words else None,
        label_span=words,
        role=Role.CHILD,
        relation=Relation.UNKNOWN,
        document=None,
        section=section_at(found.plan.sections, place.start),
        element=None,
        sentence=sentence,
        rule="listed-part",
        key=key,
    )


def _references(found: _Found, own: Own, effects: Iterable[FinancialEffect]) -> Iterable[Reference]:
    in_deviations = (effect for deviation in found.parts.deviations for effect in deviation.effects)
    places = (effect.on.span for effect in (*in_deviations, *effects) if effect.on.span)
    # «een nadeel op doel 1.1.2» books the money there; a goal in parentheses is only the subject
    bearers = {place.end for place in places if found.text.startswith(("op ", "Op "), place.start)}
    for index, section, sentence in found.sentences:
        is_listing = False
        about = found.plan.about(sentence.start)
        subject = own if about is None else own.about(about)
        for reference in find_references(found.text, sentence, subject, BARE.get(section.kind)):
            placed = msgspec.structs.replace(
                reference,
                section=index,
                element=found.elements.at(reference.start),
                document=reference.document or section.document,
                key=found.key_of(reference),
            )
            if placed.role is Role.SELF and found.is_elsewhere(placed):
                placed = msgspec.structs.replace(placed, role=Role.CROSS_REFERENCE)
            opens = reference.start == sentence.start and reference.relation is Relation.UNKNOWN  # not «Zie doel 1.3.1»
            is_listing = own.is_parent_of(reference.number) and (is_listing or opens)
            if is_listing:
                placed = msgspec.structs.replace(placed, role=Role.CHILD)
            bears = reference.end in bearers and reference.relation is Relation.UNKNOWN
            yield _booked(placed) if bears else placed


def _booked(reference: Reference) -> Reference:
    """A reference to what bears a financial effect: the money is booked there."""
    return msgspec.structs.replace(reference, relation=Relation.BOOKED_ON, rule="bears-effect")


def _mentions(found: _Found) -> Iterable[Mention]:
    for index, _, sentence in found.sentences:
        for mention in find_mentions(found.text, sentence):
            yield msgspec.structs.replace(mention, section=index, element=found.elements.at(mention.start))


def _targets(found: _Found) -> Iterable[Target]:
    for index, section in enumerate(found.plan.sections):
        if section.kind in {SectionKind.CRITERIA, SectionKind.DESCRIPTION}:
            find = find_shares if section.kind is SectionKind.CRITERIA else find_targets
            for target in find(found.text, Span(section.start, section.end)):
                yield msgspec.structs.replace(target, section=index, element=found.elements.at(target.start))
