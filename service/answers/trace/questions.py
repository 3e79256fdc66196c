"""The questions about the network by their names in addresses, each with what it takes. Answers none itself."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from service.answers.trace.asking import Group
from service.answers.trace.bridges import bridges
from service.answers.trace.cycles import cycles
from service.answers.trace.drop import drop
from service.answers.trace.hubs import hubs
from service.answers.trace.impact import impact
from service.answers.trace.matrix import matrix
from service.answers.trace.neighbours import neighbours
from service.answers.trace.one_way import one_way
from service.answers.trace.pairs import pairs
from service.answers.trace.parameters import BY, DEPTH, FROM, MOST, OFFSET, ORDER, TO, WAY, Parameter, Value
from service.answers.trace.paths import paths
from service.answers.trace.question import Ask, Question
from service.answers.trace.question_words import ABOUTS, TITLES
from service.answers.trace.scope import Way
from service.answers.trace.unreferred import unreferred
from service.answers.trace.whole import network

_BUDGET: Final = "gm0193/begroting/2021"
_GOAL: Final = f"{_BUDGET}/2.2.2"
_OTHER_GOAL: Final = f"{_BUDGET}/1.3.4"
_PART: Final = (MOST, OFFSET)
_TOGETHER: Final = replace(
    BY, choices=tuple(group.value for group in Group if group is not Group.GOAL), default=Group.PROGRAMME.value
)
_FEW_PATHS: Final = replace(MOST, most=1000, default=10)
_EITHER_WAY: Final = replace(WAY, default=Way.BOTH.value)
_AGAINST: Final = replace(WAY, default=Way.IN.value)


def _question(
    name: str, ask: Ask, own: tuple[Parameter, ...], example: Mapping[str, Value], required: tuple[str, ...] = ()
) -> Question:
    return Question(name, TITLES[name], ABOUTS[name], ask, own, required, MappingProxyType(dict(example)))


def _of_one(name: str, ask: Ask, own: tuple[Parameter, ...]) -> Question:
    """A question about a goal, programme, holder or domain."""
    return _question(name, ask, (FROM, *own), {"from": _GOAL}, ("from",))


def _of_all(name: str, ask: Ask, own: tuple[Parameter, ...], **example: Value) -> Question:
    """A question about all that takes part."""
    return _question(name, ask, own, {**example, "document": _BUDGET})


_ALL: Final = (
    _of_one("neighbours", neighbours, (_EITHER_WAY, *_PART)),
    _question(
        "paths",
        paths,
        (FROM, TO, WAY, DEPTH, _FEW_PATHS, OFFSET),
        {"from": _GOAL, "to": _OTHER_GOAL},
        ("from", "to"),
    ),
    _of_one("impact", impact, (_AGAINST, DEPTH, *_PART)),
    _of_one("drop", drop, _PART),
    _of_all("network", network, (FROM, TO, BY)),
    _of_all("hubs", hubs, _PART),
    _of_all("bridges", bridges, (replace(_TOGETHER, default=Group.DOMAIN.value), *_PART), by=Group.DOMAIN.value),
    _of_all("cycles", cycles, _PART),
    _of_all("one-way", one_way, _PART),
    _of_all("unreferred", unreferred, _PART),
    _of_all("pairs", pairs, (_TOGETHER, *_PART), by=Group.DOMAIN.value),
    _of_all("matrix", matrix, (BY, ORDER), by=Group.PROGRAMME.value),
)

QUESTIONS: Final[Mapping[str, Question]] = MappingProxyType({question.name: question for question in _ALL})
"""All questions, in the order in which people need them."""
