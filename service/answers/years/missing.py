"""What to say where a goal or document that was asked for is not there: why, and what comes near. Asks for no claim."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from ontology.iri import DocumentKey
from ontology.language import Phrase, verbatim
from service.answers.coverage import Holdings
from service.answers.documents import versions_of
from service.answers.years.cycle import cycle_order
from service.answers.years.whereabouts import Asked
from service.engine.engine import Engine

MOST_NEAR: Final = 8
"""More make a list that nobody reads."""
_DIGITS: Final = 9  # of a part of a number; longer ones are no number of a goal
_NO_BODY: Final = Phrase(
    "van organisatie {code} is niets geladen; er zijn {near}",
    "nothing of organisation {code} was loaded; there are {near}",
)
_NO_DOCUMENT: Final = Phrase(
    "van {body} is geen document van {year} geladen dat past; er zijn {near}",
    "of {body} no document of {year} that fits was loaded; there are {near}",
)
_NO_NUMBER: Final = Phrase(
    "geen document van {year} dat is geladen heeft {number}; het dichtst erbij: {near}",
    "no document of {year} that was loaded has {number}; nearest: {near}",
)
_NO_PATH: Final = Phrase(
    "deze release heeft geen document {path}; een document heet naar zijn pad, het dichtst erbij: {near}",
    "this release holds no document {path}; a document is named by its path, nearest: {near}",
)


@dataclass(frozen=True, slots=True)
class Missing:
    """Why nothing was found, with what comes near: numbers, paths of documents, or codes of organisations."""

    phrase: Phrase
    near: tuple[str, ...]
    are_numbers: bool = False


async def missing_goal(engine: Engine, holdings: Holdings, asked: Asked) -> Missing:
    """Why a goal was not found; one query at most."""
    body = holdings.manifest.bodies.get(asked.organisation)
    if body is None:
        return _missing(_NO_BODY, sorted(holdings.manifest.bodies)[:MOST_NEAR], code=asked.organisation)
    own = holdings.documents_of(asked.organisation)
    document = next((document for document in own if asked.covers(document)), None)
    if document is None:
        nearest = sorted(own, key=lambda one: (abs(one.year - asked.year), *cycle_order(one)))[:MOST_NEAR]
        paths = [one.path for one in nearest]
        return _missing(_NO_DOCUMENT, paths, body=f"{body.name} ({asked.organisation})", year=asked.year)
    versions = await versions_of(engine, holdings.document_iri(document))
    known = dict.fromkeys(one.number for one in versions if one.loaded)
    near = near_numbers(asked.understood().number, known or dict.fromkeys(one.number for one in versions))
    return _missing(_NO_NUMBER, near, are_numbers=True, year=asked.year, number=repr(asked.number))


def missing_document(holdings: Holdings, path: str) -> Missing:
    """Why a document was not found."""
    alike = sorted(holdings.documents, key=lambda one: (-_alike(one, path), *cycle_order(one), one.path))
    return _missing(_NO_PATH, [one.path for one in alike[:MOST_NEAR]], path=repr(path))


def near_numbers(wanted: str, known: Iterable[str]) -> list[str]:
    """The numbers nearest to one in the tree of numbers, the nearest first; the first ones where it is no number."""
    parts = _parts(wanted)
    if not parts:
        return list(known)[:MOST_NEAR]
    numbers = [(number, found) for number in known if (found := _parts(number))]
    numbers.sort(key=lambda one: _distance(one[1], parts))
    return [number for number, _ in numbers[:MOST_NEAR]] or list(known)[:MOST_NEAR]


def _missing(phrase: Phrase, near: Sequence[str], *, are_numbers: bool = False, **values: object) -> Missing:
    told = {**values, "near": ", ".join(near) or "–"}
    said = (verbatim(text.format(**told)) for text in (phrase.nl, phrase.en))
    return Missing(Phrase(*said), tuple(near), are_numbers)


def _alike(document: DocumentKey, path: str) -> float:
    return SequenceMatcher(None, document.path, path).ratio()


def _parts(number: str) -> tuple[int, ...]:
    """The parts of a number such as `2.1.2`; none of what is no such number."""
    fits = re.fullmatch(rf"\d{{1,{_DIGITS}}}(?:\.\d{{1,{_DIGITS}}})*", number, re.ASCII)
    return tuple(map(int, number.split("."))) if fits else ()


def _distance(number: Sequence[int], wanted: Sequence[int]) -> tuple[int, int, list[int]]:
    """How far apart two numbers are: by how many parts they share, their levels, and then part by part."""
    apart = [abs(one - other) for one, other in zip(number, wanted, strict=False)]
    shared = next((place for place, steps in enumerate(apart) if steps), len(apart))
    return -shared, abs(len(number) - len(wanted)), apart
