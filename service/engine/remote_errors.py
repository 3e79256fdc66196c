"""What a remote engine says of a query that it did not answer, in words for the person who asked.

Where the engine stands is for the operator's log alone. Knows no HTTP beyond a status.
"""

from typing import Final

import structlog

from ontology.language import Phrase
from service.engine.engine import (
    EngineAwayError,
    EngineBusyError,
    EngineError,
    QueryFailedError,
    QueryRefusedError,
    QueryTimeoutError,
    QueryTooLargeError,
)
from service.engine.remote_client import AnsweredError, RemoteError, SilentError

_MOST_SHOWN: Final = 300
# Virtuoso of a path, of a query that ran too long, of one that it thinks would, and of what its compiler can't do.
_UNBOUND_PATH: Final = "transitive start not given"
_TOO_LONG: Final = ("S1T00", "exceeds the limit", "has been cancelled")
_LIMITS: Final = ("SP031", "SQ200", "SP030")


def of_remote(error: RemoteError) -> EngineError:
    """The error of a query for one of an engine."""
    structlog.get_logger().warning("remote engine", why=str(error))
    match error:
        case AnsweredError():
            return _of_answer(error.code, error.said)
        case SilentError():
            return QueryTimeoutError(_SILENT)
        case _:
            return EngineAwayError(_AWAY)


def _of_answer(code: int, said: str) -> EngineError:
    why = said.partition("\n\n")[0].strip()[:_MOST_SHOWN]  # Virtuoso repeats the query behind what is wrong with it
    if _UNBOUND_PATH in said:
        return QueryRefusedError(_PATH)
    if code in {408, 504} or any(sign in said for sign in _TOO_LONG):
        return QueryTimeoutError(_STOPPED)
    if code in {413, 414}:
        return QueryTooLargeError(_LONG)
    if code in {429, 503}:
        return EngineBusyError(_BUSY)
    if code == 400 or any(sign in said for sign in _LIMITS):
        return QueryRefusedError(_NOT_RUN, why=why)
    return QueryFailedError(_FAILED, why=why or str(code))


_SILENT: Final = Phrase(
    "de engine achter deze dienst gaf niet op tijd antwoord; leg meer variabelen van de vraag vast, of voeg een LIMIT "
    "toe",
    "the engine behind this service did not answer in time; bind more variables of the query, or add a LIMIT",
)
_AWAY: Final = Phrase(
    "de engine achter deze dienst is nu niet te bereiken; probeer het later. Het logboek van de dienst zegt de "
    "beheerder waarom",
    "the engine behind this service can't be reached now; try again later. The log of the service tells its operator "
    "why",
)
_PATH: Final = Phrase(
    "deze engine volgt een pad met + of * alleen vanaf een vast begin of einde; zet een IRI in het pad zelf (VALUES "
    "telt niet), bind een van beide in een patroon ervoor, of loop het pad in een vaste diepte na (p/p/p)",
    "this engine follows a path with + or * only from a fixed begin or end; put an IRI in the path itself (VALUES does "
    "not count), bind one of the two in a pattern before it, or follow the path to a fixed depth (p/p/p)",
)
_STOPPED: Final = Phrase(
    "de engine stopte de vraag, omdat zij te lang duurt; leg meer van haar variabelen vast, of voeg een LIMIT toe",
    "the engine stopped the query because it takes too long; bind more of its variables, or add a LIMIT",
)
_LONG: Final = Phrase("de vraag is te lang voor de engine", "the query is too long for the engine")
_BUSY: Final = Phrase("het is nu te druk bij de engine; probeer het later", "the engine is too busy; try again later")
_NOT_RUN: Final = Phrase(
    "de vraag is geldige SPARQL, maar de engine voert haar niet uit: {why}. Schrijf haar anders",
    "the query is valid SPARQL, but the engine does not run it: {why}. Write it otherwise",
)
_FAILED: Final = Phrase("de engine liep vast op de vraag: {why}", "the engine failed on the query: {why}")
