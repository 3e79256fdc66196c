"""The stored questions: 25 SPARQL queries with a title and typed parameters, and how values are bound to them.

Runs no query. The files `cq01.rq` to `cq25.rq` beside this module begin with three comment lines: the title in Dutch,
the title in English, and the parameters, where a name in square brackets may be left out. No query holds the IRI of an
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

from ontology.language import Phrase

Term = NamedNode | Literal

NAMES: Final = tuple(f"cq{number:02}" for number in range(1, 26))

_HEAD = re.compile(
    r"""
    \A\#\ nl:\ (?P<nl>[^\n]+)\n               # "# nl: Welke doelen verwijzen naar dit doel?"
    \#\ en:\ (?P<en>[^\n]+)\n                 # "# en: Which goals refer to this goal?"
    \#\ parameters:\ (?P<parameters>[^\n]*)\n  # "# parameters: organisation kind year [sequence] number"
    """,
    re.VERBOSE,
)
_START_OF_PATTERN = re.compile(r"^WHERE \{$", re.MULTILINE)  # the queries write it just so, on a line of its own


class QuestionError(Exception):
    """A question that can't be asked so; the message names the question, the parameter and the remedy."""


class Parameter(StrEnum):
    """A parameter of a stored question; the variable in the query is `?p_` and this name."""

    ORGANISATION = "organisation"
    KIND = "kind"
    YEAR = "year"
    SEQUENCE = "sequence"
    NUMBER = "number"

    @property
    def variable(self) -> str:
        """The name of the variable, without question mark."""
        return f"p_{self}"


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """One question: its name such as `cq01`, its title, its parameters and its query."""

    name: str
    title: Phrase
    required: tuple[Parameter, ...]
    optional: tuple[Parameter, ...]
    text: str

    def bind(self, values: Mapping[str, Term]) -> str:
        """The query with the values of its parameters, by parameter name, as one VALUES row.

        An organisation is an IRI, kind and number are plain strings, year and sequence are integers.

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
        """Refuse values for parameters that the question does not have, and the lack of one that it needs.

        Raises:
            QuestionError: a parameter is unknown or missing.
        """
        known = (*self.required, *self.optional)
        for name in values:
            if name not in known:
                raise QuestionError(f"{self.name}: no parameter {name!r}; known are {', '.join(known) or 'none'}")
        for parameter in self.required:
            if parameter not in values:
                raise QuestionError(f"{self.name}: parameter {parameter.value!r} is missing; give {parameter}=...")


@cache
def question(name: str) -> StoredQuestion:
    """The question of a name such as `cq01`.

    Raises:
        QuestionError: there is no such question.
    """
    if name not in NAMES:
        raise QuestionError(f"{name}: no such question; known are {NAMES[0]} to {NAMES[-1]}")
    return parse(name, files("service.answers.questions").joinpath(f"{name}.rq").read_text("utf-8"))


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
        raise QuestionError(f"{name}.rq: begins not with `# nl:`, `# en:` and `# parameters:`; write these three lines")
    words = head["parameters"].split()
    try:
        required = tuple(Parameter(word) for word in words if not word.startswith("["))
        optional = tuple(Parameter(word.strip("[]")) for word in words if word.startswith("["))
    except ValueError as error:
        raise QuestionError(f"{name}.rq: {error}; known are {', '.join(Parameter)}") from error
    return StoredQuestion(name, Phrase(head["nl"], head["en"]), required, optional, text)
