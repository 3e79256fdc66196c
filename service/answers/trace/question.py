"""What a question about the network is: its name, its words, its parameters, and the function that answers it.

Holds no question; `questions` does.
"""

import shlex
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from ontology.language import Phrase
from service.answers.trace.addresses import address
from service.answers.trace.answer import Answer
from service.answers.trace.asking import Asked, Trace
from service.answers.trace.parameters import FROM, SCOPE, TO, Parameter, Value, asked_of

Ask = Callable[[Trace, Asked], Coroutine[Any, Any, Answer]]


@dataclass(frozen=True, slots=True)
class Question:
    """A question about the network.

    `title` is a line, `about` a paragraph. `own` are the parameters that it takes beside those of the scope, of which
    `required` are the names of those without a default; `example` has values for parameters.
    """

    name: str
    title: Phrase
    about: Phrase
    ask: Ask
    own: tuple[Parameter, ...]
    required: tuple[str, ...]
    example: Mapping[str, Value]

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """All parameters that it takes."""
        return (*self.own, *SCOPE)

    @property
    def defaults(self) -> dict[str, Value]:
        """What is meant where a parameter is left out."""
        return {parameter.name: parameter.default for parameter in self.parameters}

    def asked(self, values: Mapping[str, Value]) -> Asked:
        """What is asked by values, by the names of their parameters, which have been checked."""
        return asked_of({**self.defaults, **values})

    @property
    def example_address(self) -> str:
        """An address that asks it."""
        return address(self.name, self.example)

    @property
    def example_command(self) -> str:
        """A command that asks it."""
        things = [str(self.example[one.name]) for one in (FROM, TO) if one.name in self.example]
        options = [
            word
            for parameter in self.parameters
            if parameter.name in self.example and parameter not in {FROM, TO}
            for word in _option(parameter, self.example[parameter.name])
        ]
        return shlex.join(["doelgraaf", "trace", self.name, *things, *options])


def _option(parameter: Parameter, value: Value) -> tuple[str, ...]:
    if isinstance(value, bool):
        return (f"--{parameter.option}",) if value else (f"--no-{parameter.option}",)
    return f"--{parameter.option}", str(value)
