"""What an engine is to the rest of the service: something that runs SPARQL over one release and gives rows or a stream.

Knows no HTTP and no template. Implementations: `embedded` (worker processes over a store on disk) and `remote`.
"""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, Self

from pyoxigraph import Literal, NamedNode

from ontology.language import Phrase, SpokenError

Term = NamedNode | Literal
Row = Mapping[str, Term]


_AS_IT_CAME: Final = Phrase("{said}", "{said}")
_AT: Final = Phrase("regel {line}, kolom {column}: ", "line {line}, column {column}: ")
_OTHER: Final = Phrase(
    "er is intussen een andere release; vraag het opnieuw", "another release came in meanwhile; ask again"
)


class EngineError(SpokenError):
    """A query that gave no answer; subclasses say why. The message is for the person who asked.

    What somebody else's engine says is a text, which stays in its own language.
    """

    def __init__(self, message: Phrase | str, **values: object) -> None:
        if isinstance(message, str):
            message, values = _AS_IT_CAME, {"said": message}
        super().__init__(message, **values)


class QuerySyntaxError(EngineError):
    """The query can't be parsed; `line` and `column` count from 1, None where the engine does not say."""

    def __init__(
        self, message: Phrase | str, line: int | None = None, column: int | None = None, **values: object
    ) -> None:
        super().__init__(message, **values)
        self.line = line
        self.column = column

    @classmethod
    def at(cls, line: int, column: int, advice: Phrase, **values: object) -> Self:
        """What is wrong at a place of the query, which the message begins with."""
        error = cls(Phrase(_AT.nl + advice.nl, _AT.en + advice.en), **values, line=line, column=column)
        error.values = {**error.values, "line": line, "column": column}
        return error


class QueryRefusedError(EngineError):
    """The query is well-formed but not run here: federation, updates, or a size that kills an engine."""


class QueryTooLargeError(QueryRefusedError):
    """The text of the query is longer than is read here."""


class QueryTimeoutError(EngineError):
    """The query took longer than its limit and was stopped."""


class QueryFailedError(EngineError):
    """The engine failed on the query (out of memory, a crash); other queries are not affected."""


class ResultTooLargeError(QueryFailedError):
    """The answer is longer than is given here; its stream was ended."""


class EngineBusyError(EngineError):
    """All places are taken and the queue is full; try again later."""


class EngineAwayError(EngineError):
    """The engine can't answer at this moment whatever is asked: it can't be reached, or is being changed."""


class OtherReleaseError(EngineAwayError):
    """Another release came to be served while an answer was made; it is to be made again."""

    def __init__(self) -> None:
        super().__init__(_OTHER)


class TooManyQueriesError(EngineError):
    """A client asks for more than its share; it may try again after so many seconds."""

    def __init__(self, message: Phrase, *, retry_after_s: int, **values: object) -> None:
        super().__init__(message, **values)
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True)
class Question:
    """A query as it goes to an engine.

    `media_type` is the format of the answer. Without default graphs the query runs over the union of all graphs; with
    default or named graphs it runs over just those (SPARQL 1.1 Protocol, section 2.1.4). `client` is who asks, as far
    as is known: fair use is counted by it, and not at all where it is empty. `found` has what was found for each search
    in words that the guard sees in it, as the text that stands in its place.
    """

    text: str
    media_type: str
    timeout_s: float
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    client: str = ""
    found: tuple[str, ...] = ()


class Engine(Protocol):
    """Runs queries over the current release."""

    @property
    def release(self) -> str:
        """The identifier of the release that answers."""
        ...

    async def rows(self, query: str, bindings: Mapping[str, Term] | None = None) -> Sequence[Row]:
        """The rows of one of our own SELECT queries; bindings become one VALUES row at the start of its pattern."""
        ...

    async def stream(self, question: Question) -> AsyncGenerator[bytes, None]:
        """The answer to somebody's query, serialised; returns once the first bytes (or the whole answer) are there.

        Who does not read it to the end closes it (`aclose`), which stops the query.

        Raises:
            EngineError: before the first byte, of the subclass that says why; later, the generator raises it.
        """
        ...
