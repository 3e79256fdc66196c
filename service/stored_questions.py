"""The stored questions: 25 SPARQL queries with a title and typed parameters, and how values are bound to them.

Runs no query. The files `cq01.rq` to `cq25.rq` in `answers/questions` begin with three comment lines: the title in
Dutch, the title in English, and the parameters, where a name in square brackets may be left out. A fourth may name what
a release must state something with, or there is nothing to ask: `needs: dg:versionOf`. No query holds the IRI of an
instance; a parameter `x` is the variable `?p_x`, bound by one VALUES row at the start of the pattern.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.language import Phrase, SpokenError
from ontology.terms import PREFIXES

Term = NamedNode | Literal

NAMES: Final = tuple(f"cq{number:02}" for number in range(1, 26))

_HEAD = re.compile(
    r"""
    \A\#\ nl:\ (?P<nl>[^\n]+)\n               # "# nl: Welke doelen verwijzen naar dit doel?"
    \#\ en:\ (?P<en>[^\n]+)\n                 # "# en: Which goals refer to this goal?"
    \#\ parameters:\ (?P<parameters>[^\n]*)\n  # "# parameters: organisation kind year [sequence] number"
    (?:\#\ needs:\ dg:(?P<needs>\w+)\n)?       # "# needs: dg:versionOf"
    """,
    re.VERBOSE,
)
_START_OF_PATTERN = re.compile(r"^WHERE \{$", re.MULTILINE)  # the queries write it just so, on a line of its own


_NO_PARAMETER: Final = Phrase(
    "{name}: de parameter {parameter} bestaat niet; bekend: {known}",
    "{name}: no parameter {parameter}; known are {known}",
)
_MISSING: Final = Phrase(
    "{name}: de parameter '{parameter}' ontbreekt; geef {parameter}=...",
    "{name}: parameter '{parameter}' is missing; give {parameter}=...",
)
_SEVERAL_MISSING: Final = Phrase(
    "{name}: de parameters {parameters} ontbreken; geef {remedy}",
    "{name}: parameters {parameters} are missing; give {remedy}",
)
_NO_QUESTION: Final = Phrase(
    "{name}: die vraag bestaat niet; er zijn {first} tot en met {last}",
    "{name}: no such question; known are {first} to {last}",
)
_NO_HEAD: Final = Phrase(
    "{name}.rq: begint niet met `# nl:`, `# en:` en `# parameters:`; schrijf deze drie regels",
    "{name}.rq: begins not with `# nl:`, `# en:` and `# parameters:`; write these three lines",
)
_NO_SUCH_PARAMETER: Final = Phrase("{name}.rq: {why}; bekend: {known}", "{name}.rq: {why}; known are {known}")


class QuestionError(SpokenError):
    """A question that can't be asked so; the message names the question, the parameter and the remedy."""


class Parameter(StrEnum):
    """A parameter of a stored question; the variable in the query is `?p_` and this name."""

    ORGANISATION = "organisation"
    KIND = "kind"
    YEAR = "year"
    SEQUENCE = "sequence"
    NUMBER = "number"
    LEAST = "minConfidence"

    @property
    def field(self) -> str:
        """Its name among values in Python."""
        return re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", self)

    @property
    def variable(self) -> str:
        """The name of the variable, without question mark."""
        return f"p_{self}"


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """One question: its name such as `cq01`, its title, its parameters and its query.

    `needs` is the IRI of a property without which in a release the question has no answer; None where there is none.
    """

    name: str
    title: Phrase
    required: tuple[Parameter, ...]
    optional: tuple[Parameter, ...]
    text: str
    needs: str | None = None

    def bind(self, values: Mapping[str, Term]) -> str:
        """The query with the values of its parameters, by parameter name, as one VALUES row.

        An organisation is an IRI, kind and number are plain strings, year and sequence are integers, a least
        confidence is a decimal.

        Raises:
            QuestionError: a parameter is unknown or missing.
        """
        self.require_known(values)
        if not values:
            return self.text
        names = [parameter for parameter in Parameter if parameter in values]
        variables = " ".join(f"?{parameter.variable}" for parameter in names)
        terms = " ".join(str(values[parameter]) for parameter in names)
        row = f"WHERE {{\n  VALUES ({variables}) {{ ({terms}) }}"
        return _START_OF_PATTERN.sub(lambda _: row, self.text, count=1)

    def require_known(self, values: Mapping[str, Term]) -> None:
        """Refuse values for parameters that the question does not have, and the lack of any that it needs.

        Raises:
            QuestionError: a parameter is unknown, or some are missing, all of which it names.
        """
        known = (*self.required, *self.optional)
        for name in values:
            if name not in known:
                names = ", ".join(known) or Phrase("geen", "none")
                raise QuestionError(_NO_PARAMETER, name=self.name, parameter=repr(name), known=names)
        missing = [parameter.value for parameter in self.required if parameter not in values]
        if len(missing) == 1:
            raise QuestionError(_MISSING, name=self.name, parameter=missing[0])
        if missing:
            listed, remedy = ", ".join(map(repr, missing)), "&".join(f"{one}=..." for one in missing)
            raise QuestionError(_SEVERAL_MISSING, name=self.name, parameters=listed, remedy=remedy)


@cache
def question(name: str) -> StoredQuestion:
    """The question of a name such as `cq01`.

    Raises:
        QuestionError: there is no such question.
    """
    if name not in NAMES:
        raise QuestionError(_NO_QUESTION, name=name, first=NAMES[0], last=NAMES[-1])
    return parse(name, files("service").joinpath("answers", "questions", f"{name}.rq").read_text("utf-8"))


def questions() -> tuple[StoredQuestion, ...]:
    """All questions, in order."""
    return tuple(question(name) for name in NAMES)


def parse(name: str, text: str) -> StoredQuestion:
    """A question of the text of its file.

    Raises:
        QuestionError: the first three lines are not title, title and parameters, or a parameter is unknown.
    """
    head = _HEAD.match(text)
    if head is None:
        raise QuestionError(_NO_HEAD, name=name)
    words = head["parameters"].split()
    try:
        required = tuple(Parameter(word) for word in words if not word.startswith("["))
        optional = tuple(Parameter(word.strip("[]")) for word in words if word.startswith("["))
    except ValueError as error:
        raise QuestionError(_NO_SUCH_PARAMETER, name=name, why=str(error), known=", ".join(Parameter)) from error
    needs = f"{PREFIXES['dg']}{head['needs']}" if head["needs"] else None
    return StoredQuestion(name, Phrase(head["nl"], head["en"]), required, optional, text, needs)
