"""What the page of a version shows, in the shape its template needs. Pure: no engine, no request, no HTML."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from ontology.codes import Resolution, Role
from ontology.language import Language
from ontology.terms import (
    FRAMED_BY,
    HAS_CRITERION,
    HAS_EFFECT,
    HAS_PLANNED_ACTIVITY,
    HOLDER_NAME,
    IN_DOCUMENT,
    IN_DOMAIN,
    MAKES_REFERENCE,
    NAME,
    NUMBER,
    OBEU_AMOUNT,
    ORGANISATION,
    STATEMENT,
    VERSION_OF,
)
from service.answers.blocks import BlockKind, Heading, read_blocks
from service.answers.contents import Amount, Deviation, Effect
from service.answers.corrections import Correction
from service.answers.grid import Grid, arrange
from service.answers.highlight import Mark, Segment, merge_marks, quote, split
from service.answers.references import Reference, Referring
from service.answers.versions import Version
from service.web.display import amount as display_amount
from service.web.display import local_path
from service.web.doubt_words import DOUBTS
from service.web.naming import called_briefly, called_by_number
from service.web.phrases import EFFECT_ON, GUESSES, KINDS, MARKS, NAME_SOURCES

# The values of a version beside which its corrections are shown; those of lists stand where something was taken away.
CORRECTED: Final[Mapping[str, str]] = MappingProxyType(
    {
        NAME: "name",
        NUMBER: "number",
        STATEMENT: "statement",
        IN_DOMAIN: "domain",
        IN_DOCUMENT: "document",
        HOLDER_NAME: "holders",
        MAKES_REFERENCE: "references",
        HAS_EFFECT: "deviations",
        HAS_CRITERION: "text",
        HAS_PLANNED_ACTIVITY: "text",
        FRAMED_BY: "text",
        OBEU_AMOUNT: "amounts",
        VERSION_OF: "identity",
    }
)
_AROUND_WORDS: Final = " \t\n\N{NO-BREAK SPACE}•·▪‣*–-"


@dataclass(frozen=True, slots=True)
class Highlight:
    """A thing that is highlighted: its anchor, what it is, the words beside it, and where its link leads."""

    anchor: str
    kind: str
    mark: Mark
    tag: str
    title: str
    href: str | None


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block of the page's text with its highlights, cut into segments.

    `is_repeated` tells that it is a heading that the page prints once more, which need not be seen twice.
    """

    kind: BlockKind
    segments: tuple[Segment, ...]
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class TextRun:
    """Blocks of one kind in a row; `grid` where they are the cells of a table that comes out even."""

    kind: BlockKind
    blocks: tuple[TextBlock, ...]
    grid: Grid[TextBlock] | None = None


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A reference as the table shows it: `sentence` is cut at the words that refer."""

    reference: Reference
    anchor: str
    what: str
    href: str | None
    sentence: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ReferringRow:
    """A reference from elsewhere: `sentence` is cut at the words that refer."""

    referring: Referring
    href: str | None
    sentence: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class DeviationLine:
    """A deviation in the side panel: its headline is the page's own, its effects are told in the reader's language."""

    anchor: str
    deviation: Deviation
    effects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version for its page: the text with highlights, by run, and the tables beside it.

    `doubts` says of a value how it was found, where the page itself does not state it; `corrected` has the corrections
    of values beside which they are shown, by the name of the value.
    """

    version: Version
    runs: tuple[TextRun, ...]
    highlights: Mapping[str, Highlight]
    references: tuple[ReferenceRow, ...]
    referring: tuple[ReferringRow, ...]
    kinds: tuple[str, ...]
    amount_anchors: Mapping[str, str] = field(default_factory=dict)
    holder_anchors: tuple[str, ...] = field(default=())
    doubts: Mapping[str, str] = field(default_factory=dict)
    deviations: tuple[DeviationLine, ...] = field(default=())
    corrected: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)

    @property
    def balance(self) -> str:
        """What the balance is: `costs` less revenue, `gains` less expenditure, or just as `printed`."""
        money = self.version.money
        if None in {money.expenditure, money.revenue, money.balance}:
            return "printed"
        costs, gains, balance = (Decimal(value or 0) for value in (money.expenditure, money.revenue, money.balance))
        if balance == 0 or balance not in {costs - gains, gains - costs}:
            return "printed"
        return "costs" if balance == costs - gains else "gains"


def view_version(
    version: Version,
    referring: Sequence[Referring],
    base: str,
    language: Language,
    place: tuple[int, int] | None = None,
) -> VersionView:
    """The view of a version in a language; `place` is a stretch of the text to show to who comes for it."""
    highlights = {highlight.anchor: highlight for highlight in _highlights(version, base, language)}
    if place is not None and (here := _here(version, place, language)):
        highlights[here.anchor] = here
    rows = tuple(_reference_row(version, index, base, language) for index in range(len(version.references)))
    return VersionView(
        version=version,
        runs=_runs(version, tuple(highlights.values())),
        highlights=highlights,
        references=tuple(row for row in rows if row.reference.role.code not in {Role.SELF, Role.CHILD}),
        referring=view_referring(referring, base),
        kinds=tuple(sorted({highlight.kind for highlight in highlights.values()})),
        amount_anchors={amount.line.code: f"a{index}" for index, amount in _own_year(version)},
        holder_anchors=tuple(highlight.anchor for highlight in highlights.values() if highlight.kind == "holder"),
        doubts=_doubts(version, language),
        deviations=tuple(
            DeviationLine(f"d{index}", deviation, tuple(_told(effect, language) for effect in deviation.effects))
            for index, deviation in enumerate(version.deviations)
        ),
        corrected=_corrected(version),
    )


def view_referring(referring: Sequence[Referring], base: str) -> tuple[ReferringRow, ...]:
    """The references from elsewhere as a table shows them."""
    return tuple(_referring_row(item, base) for item in referring)


def what_is_cited(reference: Reference | Referring, language: Language) -> str:
    """What a reference names, such as `Doel 1.3.4`."""
    kind = reference.cited_kind
    word = KINDS[kind.code].say(language) if kind and kind.code in KINDS else (kind.label.say(language) if kind else "")
    return f"{word} {reference.cited_number or ''}".strip()


def _highlights(version: Version, base: str, language: Language) -> Iterator[Highlight]:
    for index, reference in enumerate(version.references):
        yield _reference(reference, f"r{index}", base, language)
    for index, mention in enumerate(version.mentions):
        kind = mention.kind.label.say(language) if mention.kind else ""
        yield _highlight(f"m{index}", "mention", (mention.start, mention.end), kind, language)
    for index, target in enumerate(version.targets):
        yield _highlight(f"t{index}", "target", (target.start, target.end), MARKS["target"].say(language), language)
    for index, amount in enumerate(version.budget):
        if amount.start is not None and amount.end is not None:
            tag = amount.line.label.say(language)
            place = amount.start, amount.end
            yield _highlight(f"a{index}", "amount", place, tag, language, local_path(amount.iri, base))
    for index, evidence in enumerate(item for item in version.evidence if item.property == HOLDER_NAME):
        tag = MARKS["holder"].say(language)
        yield _highlight(f"h{index}", "holder", (evidence.start, evidence.end), tag, language)
    for index, effect in enumerate(_effects(version.deviations)):
        tag = effect.effect.label.say(language) if effect.effect else MARKS["effect"].say(language)
        yield _highlight(f"e{index}", "effect", (effect.start, effect.end), tag, language)


def _here(version: Version, place: tuple[int, int], language: Language) -> Highlight | None:
    """A stretch of the text without the space and the bullet around it; None where no words are left."""
    start, end = place
    words = version.page.text[start:end] if version.page else ""
    if not words.strip(_AROUND_WORDS):
        return None
    start, end = start + len(words) - len(words.lstrip(_AROUND_WORDS)), start + len(words.rstrip())
    return Highlight("here", "here", Mark(start, end, "here", ("here",)), "", MARKS["here"].say(language), None)


def _reference(reference: Reference, anchor: str, base: str, language: Language) -> Highlight:
    what = what_is_cited(reference, language)
    resolution = reference.resolution.label.say(language)
    own = reference.role.code == Role.SELF
    found = reference.resolution.code == Resolution.RESOLVED
    mended = _mended(reference, language)
    tag = "" if own else ("→" if found else f"→ {resolution}")
    return Highlight(
        anchor=anchor,
        kind="self" if own else "reference",
        mark=Mark(reference.start, reference.end, "self" if own else "reference", (anchor,)),
        tag=f"{tag} {mended}".strip(),
        title=f"{MARKS['self' if own else 'reference'].say(language)}: {what}, {resolution}"
        + (f", {mended}" if mended else ""),
        href=None if own else _target_path(reference, base) or f"#{anchor}-row",
    )


def _mended(reference: Reference, language: Language) -> str:
    """That a reference leads elsewhere than its words say, such as `1.2.1 (gecorrigeerd)`; empty where it does not."""
    if not reference.corrected:
        return ""
    return f"{reference.cited_number or ''} ({DOUBTS['corrected'].say(language)})".strip()


def _highlight(
    anchor: str, kind: str, span: tuple[int, int], tag: str, language: Language, href: str | None = None
) -> Highlight:
    word = MARKS[kind].say(language)
    title = word if tag in {word, ""} else f"{word}: {tag}"
    return Highlight(anchor, kind, Mark(*span, kind, (anchor,)), tag or word, title, href)


def _runs(version: Version, highlights: Sequence[Highlight]) -> tuple[TextRun, ...]:
    if version.page is None:
        return ()
    text = version.page.text
    marks = merge_marks(highlight.mark for highlight in highlights)
    headings = [
        Heading(section.heading, section.kind.code if section.kind else None, section.start, section.end)
        for section in version.sections
    ]
    subheadings = [deviation.title for deviation in version.deviations if deviation.title]
    titles = {section.heading.strip() for section in version.sections if section.heading}
    amounts = [(one.start, one.end) for one in version.budget if one.start is not None and one.end is not None]
    return tuple(
        _run(
            run.kind,
            tuple(
                TextBlock(
                    block.kind,
                    split(text, block.start, block.end, marks),
                    block.kind is BlockKind.BETWEEN and text[block.start : block.end] in titles,
                )
                for block in run.blocks
            ),
            titles,
            amounts,
        )
        for run in read_blocks(text, headings, subheadings)
    )


def _run(
    kind: BlockKind, blocks: tuple[TextBlock, ...], titles: Container[str], amounts: Sequence[tuple[int, int]]
) -> TextRun:
    if kind is not BlockKind.CELL:
        return TextRun(kind, blocks)

    def is_amount(block: TextBlock) -> bool:
        start, end = block.segments[0].start, block.segments[-1].end
        return any(begin < end and stop > start for begin, stop in amounts)

    def is_caption(block: TextBlock) -> bool:
        return "".join(segment.text for segment in block.segments) in titles

    return TextRun(kind, blocks, arrange(blocks, is_amount, is_caption))


def _doubts(version: Version, language: Language) -> dict[str, str]:
    """How the organisation, the document and the number were guessed, and where the name comes from, if elsewhere."""
    guessed = version.page.guessed if version.page else ()
    parts = (("organisation", ORGANISATION), ("document", IN_DOCUMENT), ("number", NUMBER))
    found = {part: GUESSES[part].say(language) for part, name in parts if name in guessed}
    source = NAME_SOURCES.get(version.name_found_by.code) if version.name and version.name_found_by else None
    return found | ({"name": source.say(language)} if source else {})


def _corrected(version: Version) -> dict[str, tuple[Correction, ...]]:
    """The corrections of a version's own values by the name of each, and those of amounts by the line."""
    found: dict[str, tuple[Correction, ...]] = {}
    for correction in version.corrected:
        name = CORRECTED.get(correction.property)
        if name is not None and correction.thing == version.iri:
            found[name] = (*found.get(name, ()), correction)
    return found | {amount.line.code: amount.corrected for _, amount in _own_year(version) if amount.corrected}


def _told(effect: Effect, language: Language) -> str:
    """An effect in words, such as `nadeel € 460.000 op doel 1.1.2`."""
    what = effect.effect.label.say(language) if effect.effect else MARKS["effect"].say(language)
    told = what if effect.amount_eur is None else f"{what} {display_amount(effect.amount_eur, language)}"
    if effect.affects is None:
        return told
    element = called_by_number(effect.affects.iri, effect.affects.label, language)
    return EFFECT_ON.say(language, effect=told, element=element)


def _reference_row(version: Version, index: int, base: str, language: Language) -> ReferenceRow:
    reference = version.references[index]
    sentence = reference.sentence or reference.exact
    offset = None
    if version.page is not None:
        begin = version.page.text.rfind(sentence, 0, reference.start + len(sentence))
        offset = reference.start - begin if 0 <= begin <= reference.start else None
    return ReferenceRow(
        reference=reference,
        anchor=f"r{index}",
        what=_target_name(reference, language) or what_is_cited(reference, language),
        href=_target_path(reference, base),
        sentence=quote(sentence, reference.exact, offset),
    )


def _referring_row(referring: Referring, base: str) -> ReferringRow:
    return ReferringRow(
        referring,
        local_path(referring.element.iri, base),
        quote(referring.sentence or referring.exact, referring.exact),
    )


def _target_name(reference: Reference, language: Language) -> str | None:
    target = reference.target
    return called_briefly(target.iri, target.label, language) if target else None


def _target_path(reference: Reference, base: str) -> str | None:
    return local_path(reference.target.iri, base) if reference.target else None


def _effects(deviations: Sequence[Deviation]) -> Iterator[Effect]:
    for deviation in deviations:
        yield from deviation.effects


def _own_year(version: Version) -> Iterator[tuple[int, Amount]]:
    for index, amount in enumerate(version.budget):
        if amount.start is not None and amount.year in {version.year, None}:
            yield index, amount
