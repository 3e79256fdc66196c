"""Answers that say what went wrong: application/problem+json (RFC 9457), each kind with a stable type and title.

Titles and our own details are in the language of the reader; what an engine says stays in English. Knows no path.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import msgspec
from starlette.responses import Response

from ontology.language import Language, Phrase, SpokenError
from service.answers.vocabulary import Label
from service.engine.engine import (
    EngineAwayError,
    EngineBusyError,
    EngineError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooLargeError,
    TooManyQueriesError,
)
from service.web.api_headers import COMMON, is_api
from service.web.variants import preferred_language

TYPES: Final = "https://w3id.org/doelgraaf/problem/"
MEDIA_TYPE: Final = "application/problem+json"
_RETRY_AFTER_S: Final = 5


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: the last part of its type, its status, and its title."""

    name: str
    status: int
    title: Phrase


BAD_REQUEST: Final = Kind("bad-request", 400, Phrase("Het verzoek klopt niet", "The request is not right"))
MALFORMED_QUERY: Final = Kind(
    "malformed-query", 400, Phrase("De vraag is geen geldige SPARQL", "The query is not valid SPARQL")
)
QUERY_REFUSED: Final = Kind(
    "query-refused", 400, Phrase("Deze vraag wordt hier niet uitgevoerd", "This query is not run here")
)
UNAUTHORISED: Final = Kind("unauthorised", 401, Phrase("Hier is een token voor nodig", "This needs a token"))
FORBIDDEN: Final = Kind("forbidden", 403, Phrase("Dit kan hier niet geschreven worden", "This can't be written here"))
NOT_FOUND: Final = Kind("not-found", 404, Phrase("Hier staat niets", "There is nothing here"))
GONE: Final = Kind("gone", 410, Phrase("Dit is vervallen", "This is gone"))
UNKNOWN_RELEASE: Final = Kind("unknown-release", 404, Phrase("Die release is er niet", "There is no such release"))
NO_INDEX: Final = Kind("no-index", 404, Phrase("Deze release is niet te doorzoeken", "This release can't be searched"))
METHOD_NOT_ALLOWED: Final = Kind(
    "method-not-allowed", 405, Phrase("Deze methode kan hier niet", "This method can't be used here")
)
NOT_ACCEPTABLE: Final = Kind(
    "not-acceptable", 406, Phrase("Het antwoord bestaat niet in die vorm", "The answer does not exist in that form")
)
REQUEST_TIMEOUT: Final = Kind(
    "request-timeout", 408, Phrase("Het verzoek kwam te traag", "The request came too slowly")
)
CONFLICT: Final = Kind("conflict", 409, Phrase("De wijziging is niet uit te voeren", "The change can't be carried out"))
TOO_LARGE: Final = Kind("too-large", 413, Phrase("Het verzoek is te lang", "The request is too long"))
RANGE_NOT_SATISFIABLE: Final = Kind(
    "range-not-satisfiable", 416, Phrase("Dat deel heeft het bestand niet", "The file has no such part")
)
UNSUPPORTED_MEDIA_TYPE: Final = Kind(
    "unsupported-media-type", 415, Phrase("Die vorm van verzoek wordt niet gelezen", "That form of request is not read")
)
TOO_MANY: Final = Kind("too-many-queries", 429, Phrase("Meer dan uw deel", "More than your share"))
UNFIT: Final = Kind("unfit", 422, Phrase("De graaf mag dit niet bevatten", "The graph may not hold this"))
QUERY_FAILED: Final = Kind("query-failed", 500, Phrase("De vraag is mislukt", "The query failed"))
INTERNAL: Final = Kind(
    "internal-error", 500, Phrase("Er ging iets mis in de dienst", "Something went wrong in the service")
)
BUSY: Final = Kind("busy", 503, Phrase("Het is nu te druk", "Too busy at this moment"))
NOT_READY: Final = Kind("not-ready", 503, Phrase("De dienst kan nu niet antwoorden", "The service can't answer now"))
QUERY_TIMEOUT: Final = Kind("query-timeout", 504, Phrase("De vraag duurde te lang", "The query took too long"))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that went wrong: its kind, what and how to mend it, and further members by name."""

    kind: Kind
    detail: Label | str
    members: Mapping[str, int | str | list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def say(self, language: Language) -> str:
        """The detail in a language, as far as it exists in it."""
        return self.detail if isinstance(self.detail, str) else self.detail.say(language)

    def language(self, language: Language) -> Language:
        """The language in which the detail is said to a reader of a language."""
        return Language.EN if isinstance(self.detail, str) else language


class ProblemError(Exception):
    """Raised where a request can't be answered."""

    def __init__(self, kind: Kind, detail: Label | str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail if isinstance(detail, str) else detail.en)
        self.problem = Problem(kind, detail, headers=headers or {})


def spoken(error: SpokenError) -> Label:
    """What an error says, in both languages."""
    return Label(error.say(Language.NL), error.say(Language.EN))


def of_engine(error: EngineError) -> Problem:
    """The problem behind a query that gave no answer; a malformed query has its line and column."""
    said = spoken(error)
    detail = said if said.nl != said.en else said.en
    match error:
        case QuerySyntaxError(line=int(line), column=int(column)):
            return Problem(MALFORMED_QUERY, detail, {"line": line, "column": column})
        case QuerySyntaxError():
            return Problem(MALFORMED_QUERY, detail)
        case QueryTooLargeError():
            return Problem(TOO_LARGE, detail)
        case QueryRefusedError():
            return Problem(QUERY_REFUSED, detail)
        case QueryTimeoutError():
            return Problem(QUERY_TIMEOUT, detail)
        case TooManyQueriesError(retry_after_s=seconds):
            return Problem(TOO_MANY, detail, headers={"Retry-After": str(seconds)})
        case EngineAwayError() | EngineBusyError():
            kind = NOT_READY if isinstance(error, EngineAwayError) else BUSY
            return Problem(kind, detail, headers={"Retry-After": str(_RETRY_AFTER_S)})
        case _:
            return Problem(QUERY_FAILED, detail)


def of_status(status: int) -> Kind:
    """The kind of a problem of which only the status is known."""
    return Kind(
        "http-error", status, Phrase(f"Het verzoek is niet gelukt ({status})", f"The request failed ({status})")
    )


def response(problem: Problem, accept_language: str | None, instance: str) -> Response:
    """A problem as an HTTP response; `instance` is the path that was asked."""
    language = preferred_language(None, accept_language)
    body = {
        "type": f"{TYPES}{problem.kind.name}",
        "title": problem.kind.title.say(language),
        "status": problem.kind.status,
        "detail": problem.say(language),
        "instance": instance,
        **problem.members,
    }
    headers = {"Content-Language": language, "Vary": "Accept-Language", "Cache-Control": "no-store", **problem.headers}
    if is_api(instance):
        headers = {**COMMON, **headers}
    return Response(msgspec.json.encode(body), problem.kind.status, headers, MEDIA_TYPE)
