"""One look at the network for the page of a question: its answer, or what is missing or wrong and what to take for it.

Asked in one turn of the tracer. Knows no request and no HTML.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from service.answers.trace.answer import Answer
from service.answers.trace.asking import Asked, Trace
from service.answers.trace.parameters import FROM, TO
from service.answers.trace.question import Question
from service.answers.trace.scope import ScopeError
from service.web.network_filters import Filters
from service.web.network_look import at_start
from service.web.suggested import Suggestion, Trouble, first_goals, no_answer, trouble_of


@dataclass(frozen=True, slots=True)
class Told:
    """What the page shows: an answer, or what is `missing` (the name of a parameter), or what is wrong.

    `filters` are those that were used; `suggestions` may be taken for what is missing.
    """

    filters: Filters
    answer: Answer | None = None
    missing: str | None = None
    suggestions: tuple[Suggestion, ...] = ()
    wrong: Trouble | None = None


class QuestionLook:
    """A look, to be asked once."""

    def __init__(self, filters: Filters, question: Question) -> None:
        self._filters = filters
        self._question = question
        self.told: Told | None = None

    @property
    def question(self) -> Question:
        """The question that the tracer asks."""
        asked = self._question
        return Question(asked.name, asked.title, asked.about, self._ask, (), (), MappingProxyType({}))

    async def _ask(self, trace: Trace, _asked: Asked) -> Answer:
        filters = at_start(self._filters, trace)
        try:
            self.told = await self._tell(trace, filters)
        except ScopeError as error:
            self.told = Told(filters, wrong=trouble_of(trace, filters, error))
        return self.told.answer or no_answer(trace, self._question.title)

    async def _tell(self, trace: Trace, filters: Filters) -> Told:
        missing = self._missing(filters)
        if missing is not None:
            return Told(filters, missing=missing, suggestions=first_goals(trace, filters))
        return Told(filters, await self._question.ask(trace, filters.asked))

    def _missing(self, filters: Filters) -> str | None:
        """The first thing that the question needs and that was not named."""
        given = {FROM.name: filters.asked.begins, TO.name: filters.asked.ends}
        return next((name for name in self._question.required if not given.get(name, _GIVEN)), None)


_GIVEN: Final = ("",)
