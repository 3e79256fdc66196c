"""What the form of a question offers: the parameters that it takes, each with its choices and what is chosen.

Knows no HTML; how controls look is in `templates/`.
"""

from dataclasses import dataclass
from typing import Final

from ontology.codes import Relation
from ontology.language import Language
from service.answers.coverage import Holdings
from service.answers.trace.forms.phrases import edge_word
from service.answers.trace.parameters import BY, DEPTH, FROM, MOST, ORDER, TO, WAY, Parameter
from service.answers.trace.question import Question
from service.web import network_words
from service.web.network_filters import Filters
from service.web.network_page import documents_offered
from service.web.question_words import say

_LISTS: Final = {"way": "way_{}", "by": "by_{}", "order": "order_{}"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A list to choose one from: its name in addresses, its label, and values with words and whether chosen."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number to fill in: its name in addresses, its label, its value and bounds."""

    name: str
    label: str
    value: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Field:
    """A thing to fill in: its name in addresses, its label, the values that were given, and whether it is needed."""

    name: str
    label: str
    values: tuple[str, ...]
    is_needed: bool


def fields_of(question: Question, filters: Filters, language: Language) -> tuple[Field, ...]:
    """The begin and end that a question takes."""
    has_two = TO in question.own
    given = {FROM.name: filters.asked.begins, TO.name: filters.asked.ends}
    labels = {FROM.name: "from_of_two" if has_two else "from", TO.name: "to"}
    return tuple(
        Field(one.name, say(labels[one.name], language), given[one.name] or ("",), one.name in question.required)
        for one in question.own
        if one in {FROM, TO}
    )


def choices_of(question: Question, filters: Filters, language: Language) -> tuple[Choice, ...]:
    """The lists that a question takes."""
    current = {WAY.name: filters.asked.way, BY.name: filters.asked.by, ORDER.name: filters.asked.order}
    return tuple(
        Choice(
            one.name,
            network_words.say(one.name, language),
            tuple((value, _option(one, value, language), value == current[one.name]) for value in one.choices),
        )
        for one in question.own
        if one.name in current
    )


def numbers_of(question: Question, filters: Filters, language: Language) -> tuple[Number, ...]:
    """The numbers that a question takes, but for how many rows are passed over."""
    values = {DEPTH.name: filters.asked.depth, MOST.name: filters.asked.most}
    return tuple(
        Number(one.name, say(_label(one, question), language), values[one.name], one.least or 0, one.most or 0)
        for one in question.own
        if one.name in values
    )


def scope_of(filters: Filters, holdings: Holdings, language: Language) -> dict[str, object]:
    """What may take part: organisations, documents and relations."""
    scope = filters.asked.scope
    listed = documents_offered(holdings, scope, holdings.title)
    bodies = sorted(holdings.manifest.bodies.items())
    return {
        "bodies": [(code, body.name, code == scope.organisation) for code, body in bodies],
        "listed": listed,
        "carried": [] if listed else list(scope.documents),
        "relations": [(one.value, edge_word(one.value, language), one.value in scope.relations) for one in Relation],
    }


def _label(parameter: Parameter, question: Question) -> str:
    return "most_paths" if parameter.name == MOST.name and question.name == "paths" else parameter.name


def _option(parameter: Parameter, value: str, language: Language) -> str:
    return network_words.say(_LISTS[parameter.name].format(value), language)
