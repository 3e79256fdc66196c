"""Values of properties as a description shows them: things by name, amounts and dates as people write them.

Asks nothing.
"""

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ontology import terms as t
from ontology.language import Language
from service.answers.resources import Resource
from service.engine.engine import Term
from service.web import display
from service.web.borrowed import term_name
from service.web.corrected_words import told
from service.web.naming import called
from service.web.titles import name_of

_AMOUNTS: Final = frozenset({t.AMOUNT, t.EXPENDITURE, t.REVENUE, t.BALANCE, t.OBEU_AMOUNT})


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as a description shows it: its words, where it leads, and whether its lines are to be kept."""

    text: str
    address: str | None = None
    is_long: bool = False


def show(resource: Resource, name: str, value: Term, base: str, language: Language) -> Shown:
    """A value of a property of a thing."""
    if isinstance(value, NamedNode):
        return _thing(resource, value.value, base, language)
    match value.datatype.value:
        case t.XSD_DATE_TIME:
            return Shown(display.moment(value.value, language))
        case t.XSD_DATE:
            return Shown(display.date(value.value, language))
        case t.XSD_DECIMAL if name in _AMOUNTS:
            return Shown(display.amount(value.value, language))
        case t.XSD_DECIMAL:
            return Shown(display.quantity(value.value, language))
        case t.XSD_ANY_URI:
            return Shown(value.value, display.link(value.value, base))
    if name == t.WAS:
        corrected = (one.value for one in resource.properties.get(t.CORRECTED_PROPERTY, ()))
        return Shown(told(next(corrected, ""), value.value, language))
    return Shown(value.value, is_long="\n" in value.value)


def _thing(resource: Resource, iri: str, base: str, language: Language) -> Shown:
    known = resource.labels.by_iri.get(iri)
    if known is not None:
        text = called(iri, known.say(language), language)
    else:
        text = name_of(iri, base, language) or term_name(iri.removeprefix(f"{base}/id/"), language)
    return Shown(text, display.link(iri, base))
