"""What the pages about the network are asked, as their address says it: what takes part, and what is chosen.

Reads addresses and writes them again; knows no release, so that a document that does not exist is found out later.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from service.answers.trace.asking import Asked, Group, Order
from service.answers.trace.parameters import MOST_OFFSET, MOST_REPEATED, PARAMETERS, Kind, Parameter, Value, asked_of
from service.answers.trace.question import Question
from service.answers.vocabulary import Label
from service.answers.years.confidence import ConfidenceError, read_confidence
from service.web.problems import BAD_REQUEST, ProblemError, spoken

DOMAIN: Final = "inDomain"
HELD_BY: Final = "heldBy"
"""Parameters of the pages alone: to which domain and to whose portfolio the network is limited, as IRIs or paths."""

ALL: Final = "all"
"""The value of `document` that asks for all; without it, a page chooses where there are many."""

LEAST: Final = "minConfidence"
VERSIONS: Final = "versions"
_LONGEST: Final = 500
_LIMITS: Final = (DOMAIN, HELD_BY)
_PAGE: Final = ("lang", "part", "format")
_YES: Final = frozenset({"true", "1", "on", "yes"})
_NO: Final = frozenset({"false", "0", "off", "no"})

Pairs = tuple[tuple[str, str], ...]
"""Names and values of an address, in its order."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked: the parameters of a question, and to which domain and holder it is limited; empty for no limit.

    `is_whole` where all documents were asked for by name. `pairs` are the parameters that were given, so that an
    address can say the same again.
    """

    asked: Asked
    domain: str = ""
    holder: str = ""
    way_is_given: bool = False
    is_whole: bool = False
    pairs: Pairs = field(default=())

    @property
    def begin(self) -> str:
        """Where paths begin; empty where nothing is chosen."""
        return self.asked.begins[0] if self.asked.begins else ""

    @property
    def end(self) -> str:
        """Where paths end; empty where nothing is chosen."""
        return self.asked.ends[0] if self.asked.ends else ""

    @property
    def least(self) -> str:
        """The least confidence as it was given; empty where none was."""
        return dict(self.pairs).get(LEAST, "")

    @property
    def has_documents(self) -> bool:
        """Whether it was said which documents take part."""
        scope = self.asked.scope
        bounds = (scope.organisation, scope.first_year, scope.last_year)
        return self.is_whole or bool(scope.documents) or any(bound is not None for bound in bounds)

    def with_documents(self, documents: Iterable[str]) -> "Filters":
        """The same of some documents, by their paths."""
        scope = replace(self.asked.scope, documents=tuple(documents))
        return replace(self, asked=replace(self.asked, scope=scope))

    def with_all(self) -> "Filters":
        """The same of all documents, of every organisation and year."""
        scope = replace(self.asked.scope, documents=(), organisation=None, first_year=None, last_year=None)
        return replace(self, asked=replace(self.asked, scope=scope))

    def instead(self, path: str, text: str, other: str) -> str:
        """The address that asks the same of another thing than the one that a text names."""
        pairs = [(name, other if value == text else value) for name, value in self.pairs if name != "part"]
        return f"{path}?{urlencode(pairs, safe='/:')}"

    def address(self, path: str, *, without: Iterable[str] = (), **changed: str | int) -> str:
        """The address that asks the same, but for some parameters; `from_` is `from`, an empty value leaves it out."""
        names = {name.rstrip("_"): str(value) for name, value in changed.items()}
        left_out = {*without, *names, "part"}
        pairs = [pair for pair in self.pairs if pair[0] not in left_out]
        pairs += [(name, value) for name, value in names.items() if value]
        return f"{path}?{urlencode(pairs, safe='/:')}" if pairs else path


def read_filters(query: QueryParams) -> Filters:
    """What an address asks; fields of a form that were left empty say nothing.

    Raises:
        ProblemError: 400, naming the parameter and what it may be.
    """
    pairs, values = _read(query, PARAMETERS, _LIMITS)
    told = dict(pairs)
    domain, holder = (_short_enough(told.get(name, "")) for name in _LIMITS)
    return Filters(asked_of(values), domain, holder, "way" in values, ("document", ALL) in pairs, pairs)


def read_question(query: QueryParams, question: Question) -> Filters:
    """What an address asks of one question, which takes its own parameters alone and has defaults of its own.

    Raises:
        ProblemError: 400, naming the parameter and what it may be.
    """
    taken = {parameter.name: parameter for parameter in question.parameters}
    pairs, values = _read(query, taken, ())
    is_whole = ("document", ALL) in pairs
    return Filters(question.asked(values), way_is_given="way" in values, is_whole=is_whole, pairs=pairs)


def _read(
    query: QueryParams, taken: Mapping[str, Parameter], limits: tuple[str, ...]
) -> tuple[Pairs, dict[str, Value]]:
    """What was given, and the values of parameters."""
    pairs = tuple((name, value.strip()) for name, value in query.multi_items() if value.strip())
    values: dict[str, Value] = {}
    for name in dict.fromkeys(name for name, _ in pairs):
        if name in taken:
            values[name] = _value(taken[name], [value for other, value in pairs if other == name])
        elif name not in {*limits, *_PAGE}:
            raise _wrong(_NO_PARAMETER, name=name, known=", ".join((*taken, *limits)))
    if ("document", ALL) in pairs:
        values["document"] = ()
    if LEAST in values and VERSIONS not in values:
        # who types a number and forgets the tick beside it asks for what the number is about
        values[VERSIONS] = True
        pairs = (*pairs, (VERSIONS, "true"))
    return pairs, values


def _value(parameter: Parameter, given: list[str]) -> Value:
    for text in given:
        _short_enough(text)
        if parameter.choices and text not in parameter.choices:
            raise _wrong(_NO_CHOICE, name=parameter.name, value=text, known=", ".join(parameter.choices))
    if parameter.repeatable:
        if len(given) > MOST_REPEATED:
            raise _wrong(_TOO_OFTEN, name=parameter.name, most=str(MOST_REPEATED))
        return tuple(dict.fromkeys(given))
    match parameter.kind:
        case Kind.FLAG:
            return _flag(parameter.name, given[-1])
        case Kind.NUMBER:
            return _number(parameter, given[-1])
        case Kind.SHARE:
            return _share(parameter.name, given[-1])
        case Kind.TEXT:
            return given[-1]


def _flag(name: str, text: str) -> bool:
    if text.lower() in _YES | _NO:
        return text.lower() in _YES
    raise _wrong(_NO_CHOICE, name=name, value=text, known="true, false")


def _number(parameter: Parameter, text: str) -> int:
    least, most = parameter.least or 0, parameter.most or MOST_OFFSET
    if text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and least <= int(text) <= most:
        return int(text)
    raise _wrong(_NO_NUMBER, name=parameter.name, value=text, least=str(least), most=str(most))


def _share(name: str, text: str) -> str:
    try:
        read_confidence(text)
    except ConfidenceError as error:
        said = spoken(error)
        raise ProblemError(BAD_REQUEST, Label(f"{name}: {said.nl}", f"{name}: {said.en}")) from error
    return text


def _short_enough(text: str) -> str:
    if len(text) > _LONGEST:
        raise _wrong(_TOO_LONG, most=str(_LONGEST))
    return text


def _wrong(label: Label, **values: str) -> ProblemError:
    return ProblemError(BAD_REQUEST, Label(label.nl.format(**values), label.en.format(**values)))


WAYS: Final = ("out", "in", "both")
GROUPS: Final = tuple(group.value for group in Group)
ORDERS: Final = tuple(order.value for order in Order)

_NO_PARAMETER: Final = Label(
    "parameter {name!r} bestaat hier niet; er zijn {known}", "there is no parameter {name!r} here; there are {known}"
)
_NO_CHOICE: Final = Label(
    "{name}: {value!r} bestaat niet; kies {known}", "{name}: there is no {value!r}; choose {known}"
)
_NO_NUMBER: Final = Label(
    "{name}: {value!r} is geen heel getal van {least} tot en met {most}",
    "{name}: {value!r} is no whole number from {least} to {most}",
)
_TOO_OFTEN: Final = Label("{name}: mag hooguit {most} keer gegeven worden", "{name}: may be given {most} times at most")
_TOO_LONG: Final = Label("een waarde mag {most} tekens lang zijn", "a value may have {most} characters")
