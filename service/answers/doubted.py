"""What a reader doubts that is no version: what was read of it, on which words, and where it can be corrected.

What stands on a page is corrected by the proposals of the version that the page describes, and whether two versions are
one goal by an entry of its own. Of anything else it tells which statements it was made of. Corrects nothing.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

import yaml
from pyoxigraph import NamedNode

from ontology import blanks
from ontology.codes import ChangeKind
from ontology.iri import DocumentKey, Identifier, in_document, mint, parse
from ontology.language import Language, Phrase
from ontology.terms import BUDGETED_ELEMENT, CHANGE_KIND, COVERS_ELEMENT, EARLIER, EVIDENCE, EVIDENCE_FOR, LATER
from service.answers.coverage import Holdings
from service.answers.documents import Summary
from service.answers.incoming import find_incoming
from service.answers.labels import Labels
from service.answers.leads import Lead, leads_of, leads_to_named, told_of
from service.answers.no_entry import LONE, NAMED_DOCUMENT, NAMED_ONLY, kind_of, why, why_of_words
from service.answers.proposals import Proposal, proposals_of
from service.answers.queries import query
from service.answers.quotes import Quote, quotes_of
from service.answers.remarks import remarks_of
from service.answers.resources import Resource, describe
from service.answers.versions import Version, find_version, version_kind
from service.answers.vocabulary import coded
from service.answers.years.cycle import cycle_order, document_of
from service.answers.years.stated import summaries_of
from service.answers.years.timeline import ENDURING
from service.engine.engine import Engine

MOST_PAGES: Final = 3
"""A page may describe several versions; of so many is looked whether a thing stands on it."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """A thing with what can be said of it.

    `version` is what its page describes, None where it stands on no page; `quotes` are its words there. `proposals`
    have its entries, `leads` what it was made of; `why` says why there is no entry, where there is none.
    """

    resource: Resource
    quotes: tuple[Quote, ...]
    version: Version | None
    proposals: tuple[Proposal, ...]
    leads: tuple[Lead, ...]
    why: Phrase


def said_of(version: Version, base: str, language: Language) -> list[Proposal]:
    """Every statement that a page makes of a version, with what can be said of it; none where it has no page."""
    made = proposals_of(version, base, language)
    return [*made, *remarks_of(version, made, language)]


async def find_doubted(engine: Engine, holdings: Holdings, iri: str, language: Language) -> Doubted | None:
    """What can be said of anything of a release but a version; None where the release knows nothing of it."""
    kind = _kind(holdings, iri)
    resource, quotes = await asyncio.gather(_find(engine, iri, kind), quotes_of(engine, iri))
    if resource is None:
        return None
    if kind == "identity":
        claims = await _claim(engine, holdings, resource, language)
        return Doubted(resource, (), None, claims, (), why(kind))
    leads = await leads_of(engine, holdings, resource, kind)
    if leads:
        return Doubted(resource, (), None, (), leads, _why_with_leads(holdings, kind, leads))
    about = [iri, *(await _supported(engine, iri) if kind == "span" else ())]
    for owner in _owners(holdings.base, resource, parse(holdings.base, iri), quotes)[:MOST_PAGES]:
        version = await find_version(engine, owner)
        proposals = _about(said_of(version, holdings.base, language), about, kind, quotes) if version else ()
        if version is not None and (proposals or kind in _WITHOUT_ENTRY):
            return Doubted(resource, tuple(quotes), version, proposals, (), _why(resource, kind))
    return Doubted(resource, tuple(quotes), None, (), (), _why(resource, kind))


async def find_named(engine: Engine, iri: str) -> tuple[Sequence[Lead], Phrase]:
    """Where a version can be corrected of which no page was loaded, and why there is no entry for it."""
    return await leads_to_named(engine, iri), NAMED_ONLY


def _kind(holdings: Holdings, iri: str) -> str:
    kind = kind_of(holdings.base, iri)
    return "organisation" if kind is None else kind  # of the register, where it is not one of ours


async def _find(engine: Engine, iri: str, kind: str) -> Resource | None:
    """What is said of a thing; of a graph of which nothing is said, that it is there."""
    found = await describe(engine, iri)
    if found is None and kind.startswith("graph-"):
        there = await engine.rows(query("graph-there"), {"graph": NamedNode(iri)})
        return Resource(iri, {}, Labels({}), ()) if there else None
    return found


async def _supported(engine: Engine, span: str) -> list[str]:
    """The things of which words are the evidence, but for versions: of these a part."""
    pointing = await find_incoming(engine, span, 1, EVIDENCE)
    return [one.subject.iri for one in pointing.items if "-version/" not in one.subject.iri]


def _why(resource: Resource, kind: str) -> Phrase:
    if kind == "span":
        return why_of_words(one.value for one in resource.properties.get(EVIDENCE_FOR, ()))
    return why(kind)


def _why_with_leads(holdings: Holdings, kind: str, leads: Sequence[Lead]) -> Phrase:
    """Why there is no entry for something that leads elsewhere."""
    if kind in ENDURING and all(version_kind(parse(holdings.base, one.thing.iri)) for one in leads):
        return LONE
    return NAMED_DOCUMENT if kind == "document" else why(kind)


def _about(said: Iterable[Proposal], iris: Sequence[str], kind: str, quotes: Sequence[Quote]) -> tuple[Proposal, ...]:
    """Those of the proposals for a page that are about one thing on it; for words also of what they are evidence."""
    every = list(said)
    if kind == "page":
        return tuple(one for one in every if one.group == "page")
    if kind == "span" and (met := tuple(one for one in every if _meets(one, quotes))):
        return met
    return tuple(one for one in every if one.thing in iris)


def _meets(one: Proposal, quotes: Iterable[Quote]) -> bool:
    """Whether a proposal is about some of these words."""
    start, end = one.start, one.end
    if start is None or end is None:
        return False
    return any(start < quote.end and quote.start < end for quote in quotes)


def _owners(base: str, resource: Resource, identifier: Identifier | None, quotes: Iterable[Quote]) -> list[str]:
    """The versions on whose pages a thing may stand: those of its words, of what it is about, and of its own IRI."""
    found = [quote.version.iri for quote in quotes if quote.version is not None]
    found += [one.value for name in (COVERS_ELEMENT, BUDGETED_ELEMENT) for one in resource.properties.get(name, ())]
    if identifier is not None and identifier.document is not None:
        for part in identifier.local:  # goal-2.2.2
            kind, _, number = part.partition("-")
            if kind in ENDURING and number:
                found.append(mint(base, in_document(f"{kind}-version", identifier.document, number)))
    return list(dict.fromkeys(found))


async def _claim(engine: Engine, holdings: Holdings, resource: Resource, language: Language) -> tuple[Proposal, ...]:
    """The entry that says otherwise of a claim of identity; none where no other document could say more."""
    earlier, later = (_first(resource, name) for name in (EARLIER, LATER))
    known = await summaries_of(engine, [iri for iri in (earlier, later) if iri is not None])
    ends = {"earlier": known.get(earlier or ""), "later": known.get(later or "")}
    there = next((one for one in ends.values() if one is not None), None)
    if there is None:
        return ()
    named = {side: _target(holdings, one) if one else _other(holdings, there, side) for side, one in ends.items()}
    if None in named.values():
        return ()
    change = coded(_first(resource, CHANGE_KIND) or "")
    claim = change.code if change.code in {ChangeKind.SPLIT, ChangeKind.MERGED} else _CLAIMS.get(change.code, "same")
    entry = {**named, "claim": claim, "why": blanks.WHY.say(language), "by": _BY.say(language)}
    return (
        Proposal(
            group="identity",
            anchor="claim",
            thing=resource.iri,
            what=_IDENTITY,
            told=f"{change.label.say(language)}: {told_of(holdings, (earlier, later))}",
            words=None,
            start=None,
            end=None,
            entry=yaml.safe_dump({"identity": [entry]}, allow_unicode=True, sort_keys=False, width=100),
            choices=_CHOICES if all(ends.values()) else _CHOICES_OF_ENDS,
        ),
    )


def _first(resource: Resource, name: str) -> str | None:
    return next((one.value for one in resource.properties.get(name, ())), None)


def _target(holdings: Holdings, version: Summary) -> Mapping[str, Any] | None:
    """A version as entries name it."""
    document = document_of(holdings, version.iri)
    return _named(document, version.kind, version.number) if document else None


def _other(holdings: Holdings, there: Summary, side: str) -> Mapping[str, Any] | None:
    """A version that nobody knows, in the document before or after that of one that is known."""
    document = document_of(holdings, there.iri)
    if document is None:
        return None
    same = [one for one in holdings.documents if (one.organisation, one.kind) == (document.organisation, document.kind)]
    for before, after in pairwise(sorted(same, key=cycle_order)):
        if side == "earlier" and after == document:
            return _named(before, there.kind, blanks.NUMBER)
        if side == "later" and before == document:
            return _named(after, there.kind, blanks.NUMBER)
    return None


def _named(document: DocumentKey, kind: str, number: str) -> Mapping[str, Any]:
    shown = {} if kind == "goal" else {"kind": kind}
    return {"document": document.path, **shown, "number": number}


_BY: Final = Phrase("redactie", "editor")
_CLAIMS: Final = MappingProxyType({ChangeKind.NUMBER_REUSED.value: "not-same"})
_WITHOUT_ENTRY: Final = frozenset({"section", "span"})
_IDENTITY: Final = Phrase("Zelfde doel of niet", "Same goal or not")
_CHOICES: Final = Phrase(
    "Zet bij claim wat klopt: same (één doel), not-same (niet), split (later is een deel van earlier) of merged "
    "(earlier ging op in later). Hoort een van beide bij een ander, zet dan dat nummer en document in de plaats.",
    "Put at claim what is right: same (one goal), not-same (it is not), split (later is a part of earlier) or merged "
    "(earlier went up in later). If one belongs to another, put that number and document in its place.",
)
_CHOICES_OF_ENDS: Final = Phrase(
    "Gaat het doel wel door, zet dan het nummer dat het in het andere document heeft in de plaats van 0.0.0, en bij "
    "claim wat klopt: same, split of merged.",
    "If the goal does go on, put the number that it has in the other document in the place of 0.0.0, and at claim what "
    "is right: same, split or merged.",
)
