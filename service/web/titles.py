"""What a thing is called that nobody gave a label: an amount, a section, a stretch of text. Asks nothing.

The title of a page is made of what is said of the thing; where only its IRI is known, of the parts of that.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology import terms as t
from ontology.codes import BudgetLine, code_iri
from ontology.iri import Identifier, parse
from ontology.language import Language, Phrase
from service.answers.labels import Named
from service.answers.resources import Resource
from service.answers.vocabulary import coded
from service.web import display
from service.web.naming import called, called_by_number
from service.web.phrases import EFFECT_ON, KINDS

# What stands on a page, by the kind in its IRI: `{kind}/{document}/{stamp}/{goal-2.2.2}/{place}`.
_ON_PAGE: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "section": Phrase("Sectie", "Section"),
        "span": Phrase("Fragment", "Fragment"),
        "criterion": Phrase("Criterium", "Criterion"),
        "activity": Phrase("Activiteit", "Activity"),
        "note": Phrase("Nota", "Note"),
        "reference": Phrase("Verwijzing", "Reference"),
        "suspicion": Phrase("Vermoeden", "Suspicion"),
        "staleness": Phrase("Veroudering", "Staleness"),
        "mention": Phrase("Vermelding", "Mention"),
        "target": Phrase("Streefwaarde", "Target"),
        "deviation": Phrase("Afwijking", "Deviation"),
        "effect": Phrase("Effect", "Effect"),
    }
)
_PLACED: Final = Phrase("{what} {place} van {element}", "{what} {place} of {element}")
_AMOUNT: Final = Phrase("{line} {year} van {element}", "{line} {year} of {element}")
_PORTFOLIO: Final = Phrase("Portefeuille van {element}", "Portfolio of {element}")
_PAGE: Final = Phrase("Pagina van {element}", "Page of {element}")
_EDITION: Final = Phrase("Editie van {moment}", "Edition of {moment}")
_IDENTITY: Final = Phrase("Band tussen twee versies ({code})", "Link between two versions ({code})")
_RUN: Final = Phrase("Verwerking {code}", "Run {code}")


def title_of(resource: Resource, base: str, language: Language) -> str:
    """The title of the page of a thing."""
    identifier = parse(base, resource.iri)
    said = _Said(resource, language)
    kind = identifier.kind if identifier else ""
    if kind == "observation" and (line := said.text(t.BUDGET_LINE)) and (element := said.element(t.BUDGETED_ELEMENT)):
        name = coded(line).label.say(language)
        return _AMOUNT.say(language, line=_capital(name), year=said.text(t.YEAR) or "", element=element)
    if kind == "portfolio-assignment" and (element := said.element(t.COVERS_ELEMENT)):
        holder = said.label(t.ORG_MEMBER)
        return _PORTFOLIO.say(language, element=element) + (f": {holder}" if holder else "")
    if kind == "effect" and (effect := said.text(t.EFFECT)):
        told = " ".join(filter(None, (coded(effect).label.say(language), said.amount(t.AMOUNT))))
        element = said.element(t.AFFECTS)
        what = EFFECT_ON.say(language, effect=told, element=element) if element else told
        return f"{_ON_PAGE[kind].say(language)}: {what}"
    if kind in _ON_PAGE and resource.words:
        return f"{_ON_PAGE[kind].say(language)}{'' if kind == 'section' else ':'} {resource.words}"
    own = name_of(resource.iri, base, language) if kind in {"edition", "run", "page"} or not resource.words else None
    return own or called(resource.iri, resource.label, language)


def name_of(iri: str, base: str, language: Language) -> str | None:
    """What to call a thing of which only the IRI is known; None where that tells no more than the IRI."""
    identifier = parse(base, iri)
    match identifier:
        case Identifier(kind="observation", local=(number, line, year, _)) if line in set(BudgetLine):
            name = coded(code_iri(BudgetLine(line))).label.say(language)
            return _AMOUNT.say(language, line=_capital(name), year=year, element=_element("goal", number, language))
        case Identifier(kind="portfolio-assignment", local=(number, _)):
            return _PORTFOLIO.say(language, element=_element("goal", number, language))
        case Identifier(kind="page", local=(_, page)):
            return _PAGE.say(language, element=_described(page, language))
        case Identifier(kind=kind, local=(_, page, place)) if kind in _ON_PAGE:
            what = _ON_PAGE[kind].say(language)
            return _PLACED.say(language, what=what, place=place, element=_described(page, language))
        case Identifier(kind="edition", local=(stamp,)):
            return _EDITION.say(language, moment=display.stamp(stamp, language))
        case Identifier(kind="identity", local=(code,)):
            return _IDENTITY.say(language, code=code)
        case Identifier(kind="run", local=(code,)):
            return _RUN.say(language, code=code)
        case _:
            return None


def named(thing: Named, base: str, language: Language) -> str:
    """What to call a thing in a list: by its label, else by its IRI."""
    has_label = not thing.iri.endswith(f"/{thing.label}")
    own = None if has_label else name_of(thing.iri, base, language)
    return own or called(thing.iri, thing.label, language)


class _Said:
    """What is said of a thing, in words."""

    def __init__(self, resource: Resource, language: Language) -> None:
        self._resource = resource
        self._language = language

    def text(self, name: str) -> str | None:
        """The first value of a property."""
        return next((term.value for term in self._resource.properties.get(name, ())), None)

    def label(self, name: str) -> str | None:
        """What the first thing is called that a property leads to."""
        iri = self.text(name)
        known = self._resource.labels.by_iri.get(iri) if iri else None
        return known.say(self._language) if known else None

    def element(self, name: str) -> str | None:
        """The plan element that a property leads to, by its number."""
        iri = self.text(name)
        return called_by_number(iri, self.label(name) or "", self._language) if iri else None

    def amount(self, name: str) -> str | None:
        """An amount, where there is one."""
        value = self.text(name)
        return display.amount(value, self._language) if value else None


def _described(page: str, language: Language) -> str:
    """What a page describes, by the last part of its path: `goal-2.2.2`."""
    kind, _, number = page.partition("-")
    return _element(kind, number, language) if kind in KINDS else page


def _element(kind: str, number: str, language: Language) -> str:
    return f"{KINDS[kind].say(language).lower()} {number}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
