"""What a reader can say of each statement of a page that was read wrongly: entries for `corrections.yml`, prepared.

The form of an entry is that of docs/corrections.md: a page, a place by its exact words and offsets, the value that was
read, which is to be replaced, why, and by which role. Sends nothing and corrects nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

import yaml

from ontology.blanks import NUMBER as BLANK_NUMBER
from ontology.blanks import WHY, WORDS
from ontology.codes import CitedKind, PageKind
from ontology.iri import DocumentKey, parse, slug
from ontology.language import Language, Phrase
from ontology.terms import HOLDER_NAME, IN_DOCUMENT, IN_DOMAIN, NAME, NUMBER, STATEMENT
from service.answers.amount_sums import tied_to
from service.answers.contents import Amount, Effect, Item
from service.answers.corrections import Correction
from service.answers.labels import Named
from service.answers.proposal_words import AMOUNT_SUMS, CHOICES, OTHER, SETTLED, TIED_WHY, WHAT
from service.answers.references import Reference
from service.answers.versions import Version

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One statement, what it was read from, and the entry that corrects it.

    `group` is what it belongs to: page, holders, references, amounts, effects, text or missed. `anchor` names it,
    `thing` is the IRI that it is about, `words` are those of the page from `start` to `end`, None where it stands
    nowhere in particular. `entry` is in YAML, None where `corrections.yml` can't say it; `choices` tells what else it
    can say, or why there is none. Where the operator corrected the
    statement already, `corrected` has that, and the entry says what stands there since.
    """

    group: str
    anchor: str
    thing: str
    what: Phrase
    told: str
    words: str | None
    start: int | None
    end: int | None
    entry: str | None
    choices: Phrase
    corrected: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """What was corrected and is no statement any more: the kind of thing, its words on the page, and the correction."""

    what: Phrase
    words: str | None
    correction: Correction


def proposals_of(version: Version, base: str, language: Language) -> list[Proposal]:
    """Every statement that a page makes of a version with its entry; none where it has no page."""
    page = None if version.page is None else _page_name(version, base)
    if page is None:
        return []
    made = _Maker(version, base, page, language)
    return [*made.of_page(), *made.of_holders(), *made.of_references(), *made.of_amounts(), *made.of_effects(),
            *made.of_items(), *made.of_missed()]  # fmt: skip


def settled_of(version: Version, proposals: Iterable[Proposal]) -> list[Settled]:
    """The corrections of a version that stand with none of its statements: what was taken away, or moved."""
    told = {one.iri for proposal in proposals for one in proposal.corrected}
    text = version.page.text if version.page else ""
    return [
        Settled(SETTLED.get(one.property, OTHER), " ".join(text[one.start : one.end].split()) or None, one)
        if one.start is not None
        else Settled(SETTLED.get(one.property, OTHER), None, one)
        for one in version.corrected
        if one.iri not in told
    ]


def anchor_of(iri: str) -> str:
    """What a thing is called on the page of proposals: its kind, and what its IRI says after the document."""
    kind, *rest = iri.rpartition("/id/")[2].split("/")
    return _NO_ANCHOR.sub("-", "-".join((kind, *rest[_OF_DOCUMENT:])))


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the proposals of one version."""

    version: Version
    base: str
    page: Entry
    language: Language

    def of_page(self) -> Iterator[Proposal]:
        """Proposals for what the page is about."""
        domain = self.version.place.domain
        values = (
            ("number", NUMBER, self.version.number),
            ("label", NAME, self.version.name),
            ("statement", STATEMENT, self.version.statement),
            ("domain", IN_DOMAIN, domain.label if domain else None),
        )
        for key, name, value in values:
            span = next(((one.start, one.end) for one in self.version.evidence if one.property == name), None)
            told = _Told(value or "", span, self._corrections(name))
            yield self._proposal(f"page-{key}", self.version.iri, key, told, ("pages", {key: value}))
        document = parse(self.base, self.version.document.iri)
        if document is not None and document.document is not None:
            span = next(((one.start, one.end) for one in self.version.evidence if one.property == IN_DOCUMENT), None)
            told = _Told(self.version.document.label, span, self._corrections(IN_DOCUMENT))
            entry = {"document": _document(document.document)}
            yield self._proposal("page-document", self.version.iri, "document", told, ("pages", entry))

    def of_holders(self) -> Iterator[Proposal]:
        """Proposals for who holds the portfolio."""
        for one in self.version.evidence:
            if one.property == HOLDER_NAME:
                span = one.start, one.end
                corrected = self._corrections(HOLDER_NAME, span)
                name = self._holder_at(span) if corrected else self._words(*span)
                entry = {"at": self._at(*span), "name": name}
                told = _Told(name, span, corrected)
                yield self._proposal(
                    f"holder-{one.start}-{one.end}", self.version.iri, "holder", told, ("holders", entry)
                )

    def of_references(self) -> Iterator[Proposal]:
        """Proposals for the references in the text."""
        for one in self.version.references:
            beside = [other for other in self.version.references if (other.start, other.end) == (one.start, one.end)]
            of = {"of": one.cited_number} if len(beside) > 1 else {}
            entry = {"at": self._at(one.start, one.end), **of, **_cited(one)}
            told = one.target.label if one.target else one.exact
            about = _Told(told, (one.start, one.end), one.corrected)
            yield self._proposal(self._anchor(one), one.iri, "reference", about, ("references", entry))

    def of_amounts(self) -> Iterator[Proposal]:
        """Proposals for the cells of money tables."""
        for one in self.version.budget:
            if one.start is not None and one.end is not None:
                entry = {"at": self._at(one.start, one.end), "value": _number(one.amount_eur)}
                told = self._line(one)
                about = _Told(told, (one.start, one.end), one.corrected)
                made = self._proposal(self._anchor(one), one.iri, "amount", about, ("amounts", entry))
                yield self._with_sums(made, one, told)

    def _with_sums(self, made: Proposal, amount: Amount, told: str) -> Proposal:
        """The proposal for an amount, with entries for those that have to change with it."""
        tied = tied_to(amount, self.version.budget)
        if not tied.others:
            return made
        said = {"why": TIED_WHY.say(self.language, told=told), "by": _BY.say(self.language)}
        others = [
            _yaml(
                "amounts",
                {"page": dict(self.page), "at": self._at(one.start, one.end), "value": _number(one.amount_eur), **said},
                self._line(one),
            )
            for one in tied.others
            if one.start is not None and one.end is not None
        ]
        heading, first = (made.entry or "").split("\n", 1)
        rest = "".join(other.split("\n", 1)[1] for other in others)
        return replace(
            made, entry=f"{heading}\n# {told}\n{first}{rest}", choices=AMOUNT_SUMS[tied.balance, tied.result]
        )

    def _line(self, amount: Amount) -> str:
        return f"{amount.line.label.say(self.language)} {amount.year or ''}".strip()

    def of_effects(self) -> Iterator[Proposal]:
        """Proposals for the financial effects of deviations."""
        for one in (effect for deviation in self.version.deviations for effect in deviation.effects):
            entry = {"at": self._at(one.start, one.end), **_effect(self.base, one)}
            told = one.effect.label.say(self.language) if one.effect else one.exact
            about = _Told(told, (one.start, one.end), one.corrected)
            yield self._proposal(self._anchor(one), one.iri, "effect", about, ("effects", entry))

    def of_items(self) -> Iterator[Proposal]:
        """Proposals for criteria, activities and framework notes."""
        lists = (
            ("criteria", self.version.criteria),
            ("activities", self.version.activities),
            ("frameworkNotes", self.version.notes),
        )
        for name, items in lists:
            for one in items:
                entry = {"list": name, "at": self._at(one.start, one.end), "remove": True}
                about = _Told(one.text, (one.start, one.end))
                yield self._proposal(self._anchor(one), one.iri, name, about, ("elements", entry))

    def of_missed(self) -> Iterator[Proposal]:
        """Proposals for what was not read at all."""
        words = WORDS.say(self.language)
        found: tuple[tuple[str, str, Entry], ...] = (
            ("missed-reference", "references", {"at": {"exact": words}, "add": True, "number": BLANK_NUMBER}),
            ("missed-holder", "holders", {"at": {"exact": words}, "add": True}),
        )
        for what, name, entry in found:
            yield self._proposal(what, self.version.iri, what, _Told("", None), (name, entry))

    def _proposal(self, anchor: str, thing: str, what: str, told: "_Told", entry: tuple[str, Entry]) -> Proposal:
        name, values = entry
        whole = {"page": dict(self.page), **values, "why": WHY.say(self.language), "by": _BY.say(self.language)}
        span = told.span
        return Proposal(
            group=_GROUPS.get(name, name) if span or name == "pages" else "missed",
            anchor=anchor,
            thing=thing,
            what=WHAT[what],
            told=told.text,
            words=self._words(*span) if span else None,
            start=span[0] if span else None,
            end=span[1] if span else None,
            entry=_yaml(name, whole),
            choices=CHOICES.get(what, CHOICES[name]),
            corrected=told.corrected,
        )

    def _corrections(self, name: str, span: tuple[int, int] | None = None) -> tuple[Correction, ...]:
        """The corrections of a property of the version itself; of the value at a place, where one is given."""
        own = (one for one in self.version.corrected if (one.thing, one.property) == (self.version.iri, name))
        return tuple(one for one in own if span is None or (one.start, one.end) == span)

    def _holder_at(self, span: tuple[int, int]) -> str:
        """The name that stands for a corrected place: of the names of its holder one that is on no other place."""
        printed = [name for one in self.version.holders if span in one.places for name in one.printed]
        others = {
            self._words(one.start, one.end)
            for one in self.version.evidence
            if one.property == HOLDER_NAME and (one.start, one.end) != span
        }
        return next((name for name in printed if name not in others), next(iter(printed), self._words(*span)))

    def _anchor(self, one: Reference | Amount | Effect | Item) -> str:
        return anchor_of(one.iri)

    def _words(self, start: int, end: int) -> str:
        """Words of the page as entries give them, with single spaces."""
        text = self.version.page.text if self.version.page else ""
        return " ".join(text[start:end].split())

    def _at(self, start: int, end: int) -> Entry:
        return {"exact": self._words(start, end), "start": start, "end": end}


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of a statement: its value in words, its place on the page, and what was corrected of it."""

    text: str
    span: tuple[int, int] | None
    corrected: tuple[Correction, ...] = ()


def _page_name(version: Version, base: str) -> Entry | None:
    """A page as entries name it: by document and number, or by its bytes where these were corrected themselves."""
    page = version.page
    identifier = parse(base, page.iri) if page else None
    moved = any(one.property in {NUMBER, IN_DOCUMENT} and one.thing == version.iri for one in version.corrected)
    if page is not None and page.digest is not None and (moved or identifier is None):
        return {"digest": page.digest.rpartition(":")[2][:_DIGITS]}
    if identifier is None or identifier.document is None or not identifier.local:
        return None
    kind, number = _kind_and_number(identifier.local[-1], version)
    shown = {} if kind == PageKind.GOAL else {"kind": kind}
    return {"document": identifier.document.path, **shown, "number": number}


def _kind_and_number(name: str, version: Version) -> tuple[str, str]:
    """The kind and the number in the last part of the IRI of a page, such as `goal-1.1.3`; the number as printed."""
    kind = max((one.value for one in PageKind if name.startswith(f"{one.value}-")), key=len, default=version.kind)
    number = name.removeprefix(f"{kind}-")
    return kind, version.number if slug(version.number) == number else number


def _yaml(name: str, entry: Entry, remark: str = "") -> str:
    """An entry in its list, as text; a remark goes before it."""
    text = yaml.safe_dump({name: [dict(entry)]}, allow_unicode=True, sort_keys=False, width=100)
    heading, rest = text.split("\n", 1)
    return f"{heading}\n# {remark}\n{rest}" if remark else text


def _document(document: DocumentKey) -> Entry:
    """A document as entries for pages name it."""
    sequence = {} if document.sequence is None else {"sequence": document.sequence}
    return {"kind": document.kind.value, "year": document.year, **sequence}


def _cited(reference: Reference) -> Entry:
    kind = reference.cited_kind.code if reference.cited_kind else CitedKind.GOAL.value
    return {"number": reference.cited_number or BLANK_NUMBER, "kind": kind}


def _effect(base: str, effect: Effect) -> Entry:
    bearer = _bearer(base, effect.affects)
    what = {"effect": effect.effect.code} if effect.effect else {}
    return {**bearer, **what, "amount": _number(effect.amount_eur)}


def _bearer(base: str, affects: Named | None) -> Entry:
    identifier = parse(base, affects.iri) if affects else None
    if identifier is None or not identifier.local:
        return {}
    return {"bearer": {"kind": identifier.kind.removesuffix("-version"), "number": identifier.local[0]}}


def _number(amount: str | None) -> int | float | None:
    """An amount as YAML writes it; cents are exact in the shortest form of a float."""
    if amount is None:
        return None
    return int(amount) if "." not in amount else float(amount)


_NO_ANCHOR: Final = re.compile(r"[^A-Za-z0-9.-]+")
_DIGITS: Final = 16
_GROUPS: Final = MappingProxyType({"pages": "page", "elements": "text"})
_OF_DOCUMENT: Final = 3  # organisation, kind and year stand before what names a thing in a document
_BY: Final = Phrase("redactie", "editor")
