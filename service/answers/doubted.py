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

from ontology import blanks
from ontology.codes import ChangeKind
from ontology.iri import DocumentKey, Identifier, in_document, mint, parse
from ontology.language import Language, Phrase
from ontology.terms import BUDGETED_ELEMENT, CHANGE_KIND, COVERS_ELEMENT, EARLIER, IN_DOMAIN, LATER
from service.answers.coverage import Holdings
from service.answers.documents import Summary
from service.answers.holders import find_portfolio
from service.answers.incoming import find_incoming
from service.answers.labels import Named
from service.answers.proposals import Proposal, proposals_of
from service.answers.quotes import Quote, quotes_of
from service.answers.remarks import remarks_of
from service.answers.resources import Resource, describe
from service.answers.versions import Version, find_version
from service.answers.vocabulary import coded
from service.answers.years.cycle import cycle_order, document_of
from service.answers.years.stated import summaries_of
from service.answers.years.timeline import ENDURING, find_timeline
from service.engine.engine import Engine

MOST_PAGES: Final = 3
"""A page may describe several versions; of so many is looked whether a thing stands on it."""
MOST_LEADS: Final = 200


@dataclass(frozen=True, slots=True)
class Lead:
    """A statement from which something was made: the thing to ask about, and the part of it that matters."""

    thing: Named
    part: str = ""


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
    resource, quotes = await asyncio.gather(describe(engine, iri), quotes_of(engine, iri))
    if resource is None:
        return None
    identifier = parse(holdings.base, iri)
    kind = identifier.kind if identifier else "organisation"
    why = WHY.get(kind, WHY["other"])
    if kind == "identity":
        return Doubted(resource, (), None, await _claim(engine, holdings, resource, language), (), why)
    leads = await _leads(engine, holdings, iri, kind)
    if leads:
        return Doubted(resource, (), None, (), leads[:MOST_LEADS], why)
    for owner in _owners(holdings.base, resource, identifier, quotes)[:MOST_PAGES]:
        version = await find_version(engine, owner)
        proposals = _about(said_of(version, holdings.base, language), iri, kind, quotes) if version else ()
        if version is not None and (proposals or kind in _WITHOUT_ENTRY):
            return Doubted(resource, tuple(quotes), version, proposals, (), why)
    return Doubted(resource, tuple(quotes), None, (), (), why)


def _about(said: Iterable[Proposal], iri: str, kind: str, quotes: Sequence[Quote]) -> tuple[Proposal, ...]:
    """Those of the proposals for a page that are about one thing on it."""
    if kind == "page":
        return tuple(one for one in said if one.group == "page")
    if kind == "span":
        return tuple(one for one in said if _meets(one, quotes))
    return tuple(one for one in said if one.thing == iri)


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
            told=f"{change.label.say(language)}: {_told(holdings, earlier, later)}",
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


async def _leads(engine: Engine, holdings: Holdings, iri: str, kind: str) -> tuple[Lead, ...]:
    """The statements from which something was made that stands on no page itself."""
    if kind == "person":
        portfolio = await find_portfolio(engine, iri)
        return tuple(Lead(one.version, "holders") for one in portfolio.assignments) if portfolio else ()
    if kind == "domain":
        pointing = await find_incoming(engine, iri)
        return tuple(Lead(one.subject, "page-domain") for one in pointing.items if one.property == IN_DOMAIN)
    if kind not in ENDURING:
        return ()
    timeline = await find_timeline(engine, holdings, iri)
    if timeline is None:
        return ()
    steps = [one.step.claim for one in timeline.entries if one.step is not None]
    turns = [one.step.claim for one in (*timeline.turns, *timeline.candidates)]
    claims = {one.iri: one for one in (*steps, *turns, *timeline.ends)}
    return tuple(Lead(Named(one.iri, _told(holdings, one.earlier, one.later))) for one in claims.values())


def _told(holdings: Holdings, *versions: str | None) -> str:
    """The versions of a claim by number and document."""
    known = ((one, document_of(holdings, one)) for one in versions if one is not None)
    return " → ".join(f"{one.rpartition('/')[2]}, {holdings.title(key)}" for one, key in known if key is not None)


_BY: Final = Phrase("redactie", "editor")
_CLAIMS: Final = MappingProxyType({ChangeKind.NUMBER_REUSED.value: "not-same"})
_WITHOUT_ENTRY: Final = frozenset({"section"})
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
WHY: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "person": Phrase(
            "Een persoon is gemaakt van de namen op de pagina's van doelen. Kies het doel waar de naam niet klopt: "
            "daar staat de regel die haar verbetert.",
            "A person was made of the names on the pages of goals. Choose the goal where the name is wrong: there "
            "stands the entry that corrects it.",
        ),
        "domain": Phrase(
            "Een domein is gelezen van de pagina's die het noemen. Kies de pagina waar het niet klopt: daar staat de "
            "regel die het verbetert.",
            "A domain was read from the pages that name it. Choose the page where it is wrong: there stands the entry "
            "that corrects it.",
        ),
        **dict.fromkeys(
            sorted(ENDURING),
            Phrase(
                "Wat door de jaren heen één doel is, volgt uit vergelijkingen van twee documenten. Kies de stap die "
                "niet klopt: daar staat de regel die haar verbetert.",
                "What is one goal through the years follows from comparisons of two documents. Choose the step that "
                "is wrong: there stands the entry that corrects it.",
            ),
        ),
        "identity": Phrase(
            "Er is geen ander document van dezelfde soort geladen waarin het doel nog kan staan, en dus geen regel.",
            "No other document of the same kind is loaded in which the goal could stand, so there is no entry.",
        ),
        "correction": Phrase(
            "Dit is zelf een correctie, door de beheerder. Die verandert haar in corrections.yml of neemt haar weg.",
            "This is a correction itself, by the operator, who changes it in corrections.yml or takes it away.",
        ),
        "document": Phrase(
            "Over een document als geheel is er geen regel: wat erin staat, is gelezen van pagina's. Kies een doel in "
            "dit document, en daar de uitspraak die niet klopt.",
            "There is no entry about a document as a whole: what is in it was read from pages. Choose a goal in this "
            "document, and there the statement that is wrong.",
        ),
        "section": Phrase(
            "Voor de kop van een sectie is er geen regel. Wel voor wat er in die sectie gelezen is: zie alles wat van "
            "deze pagina gelezen is.",
            "There is no entry for the heading of a section. There is for what was read in that section: see all that "
            "was read from this page.",
        ),
        "observation": Phrase(
            "Een regel is er niet: van dit bedrag is niet bekend waar het op de pagina staat.",
            "There is no entry: where this amount stands on the page is not known.",
        ),
        "other": Phrase(
            "Hiervoor kent corrections.yml geen regel: het is niet gelezen van één plaats op een pagina, of het is "
            "gegeven door wie deze dienst beheert.",
            "corrections.yml has no entry for this: it was not read from one place on a page, or it was given by "
            "whoever runs this service.",
        ),
    }
)
