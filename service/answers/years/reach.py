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


def ended(holdings: Holdings, code: str) -> Phrase | None:
    """What to say of the goals of a body that exists no more, by the TOOI register; None of any other."""
    known = organisations().get(code)
    if known is None or not known.end:
        return None
    return _said(_ENDED, name=holdings.manifest.bodies[code].name, date=known.end)


def are_compared(holdings: Holdings, before: DocumentKey, after: DocumentKey) -> bool:
    """Whether goals are followed from one document of a body to the other, over those that lie between them."""
    first, last = sorted((before.year, after.year))
    years = {one.year for one in holdings.documents if one.organisation == before.organisation}
    between = sorted(year for year in years if first <= year <= last)
    return all(later - earlier <= MOST_YEARS_APART for earlier, later in pairwise(between))


def too_far() -> Phrase:
    """What to say of two documents whose goals were not compared."""
    return _said(_TOO_FAR, years=MOST_YEARS_APART)


def together(*phrases: Phrase | None) -> Phrase | None:
    """Phrases one after the other; None where there are none."""
    found = [phrase for phrase in phrases if phrase is not None]
    return Phrase(*(" ".join(one.say(language) for one in found) for language in Language)) if found else None


def _said(phrase: Phrase, **values: object) -> Phrase:
    return Phrase(*(phrase.say(language, **values) for language in Language))
