"""Addresses at which questions about the network are asked, and an answer can be asked for again. Asks none."""

from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlencode

from service.answers.trace.parameters import PARAMETERS, Value

PATH: Final = "/v1/trace"
METHODS: Final = "docs/methods.md"
"""Where what is counted is defined, in the repository."""

GUIDE: Final = "docs/tracing.md"
"""Where the questions are explained, in the repository."""

_SAFE: Final = "/:"  # which need no escape in a query (RFC 3986, section 3.4)


def address(question: str, parameters: Mapping[str, Value], **rest: str) -> str:
    """The address of a question with its parameters in their own order; `rest` follows, such as `format` and `release`.

    What was not given is left out. An address has no host.
    """
    query = urlencode([*_pairs(parameters), *rest.items()], safe=_SAFE)
    return f"{PATH}/{question}?{query}" if query else f"{PATH}/{question}"


def _pairs(parameters: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    for name in PARAMETERS:
        match parameters.get(name):
            case None:
                pass
            case bool() as value:
                yield name, str(value).lower()
            case str() | int() as value:
                yield name, str(value)
            case several:
                yield from ((name, value) for value in several)
