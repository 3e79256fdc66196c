"""Reach: how far goals are followed, and what to say where they go no further. Follows none itself.

A goal is followed within one body, and over a few years in which no document of it was loaded.
"""

from itertools import pairwise
from typing import Final

from ontology.identity_methods import MOST_YEARS_APART
from ontology.iri import DocumentKey
from ontology.language import Language, Phrase
from ontology.organisations import organisations
from service.answers.coverage import Holdings
from service.answers.years.cycle import cycle_order

_ENDED: Final = Phrase(
    "{name} bestond tot en met {date}. Doelen worden binnen één organisatie gevolgd: wat een organisatie die erna kwam "
    "ervan overnam, staat hier niet.",
    "{name} existed until {date}. Goals are followed within one organisation: what an organisation that came after it "
    "took over is not told here.",
)
_TOO_FAR: Final = Phrase(
    "Let op: tussen deze documenten liggen meer dan {years} jaar waarvan niets is geladen. Hun doelen zijn niet met "
    "elkaar vergeleken; welke dezelfde zijn, staat hier niet.",
    "Note: between these documents lie more than {years} years of which nothing was loaded. Their goals were not "
    "compared; which of them are the same is not told here.",
)
_BACKWARDS: Final = Phrase(
    "Let op: deze vergelijking gaat van later naar eerder: {before} komt na {after}. Wat hier nieuw heet, staat alleen "
    "in het eerdere document, en wat vervallen heet alleen in het latere. Draai ze om voor de gewone volgorde.",
    "Note: this comparison goes from later to earlier: {before} comes after {after}. What is called new here is only "
    "in the earlier document, and what is called dropped only in the later. Swap them for the usual order.",
)
_ITSELF: Final = Phrase(
    "Let op: dit is twee keer hetzelfde document, dus er verschilt niets. Kies een ander document ernaast.",
    "Note: this is the same document twice, so nothing differs. Choose another document beside it.",
)


def ended(holdings: Holdings, code: str) -> Phrase | None:
    """What to say of the goals of a body that exists no more, by the TOOI register; None of any other."""
    known = organisations().get(code)
    if known is None or not known.end:
        return None
    return _said(_ENDED, name=holdings.manifest.bodies[code].name, date=known.end)


def are_compared(holdings: Holdings, before: DocumentKey, after: DocumentKey) -> bool:
    """Whether goals are followed from one document of a body to the other, over those that lie between them."""
    first, last = sorted((before.year, after.year))
    years = {one.year for one in holdings.documents_of(before.organisation)}
    between = sorted(year for year in years if first <= year <= last)
    return all(later - earlier <= MOST_YEARS_APART for earlier, later in pairwise(between))


def out_of_order(holdings: Holdings, before: DocumentKey, after: DocumentKey) -> Phrase | None:
    """What to say of two documents that are one, or of which the first comes after the second; None of any others."""
    if before == after:
        return _ITSELF
    if cycle_order(before) < cycle_order(after):
        return None
    return _said(_BACKWARDS, before=holdings.title(before), after=holdings.title(after))


def too_far() -> Phrase:
    """What to say of two documents whose goals were not compared."""
    return _said(_TOO_FAR, years=MOST_YEARS_APART)


def together(*phrases: Phrase | None) -> Phrase | None:
    """Phrases one after the other; None where there are none."""
    found = [phrase for phrase in phrases if phrase is not None]
    return Phrase(*(" ".join(one.say(language) for one in found) for language in Language)) if found else None


def _said(phrase: Phrase, **values: object) -> Phrase:
    return Phrase(*(phrase.say(language, **values) for language in Language))
