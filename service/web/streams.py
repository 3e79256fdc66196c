"""Long answers of a release as HTTP: validators, and a body that is sent as it comes. Makes none of its pieces.

The status waits for the first piece; an answer that fails later is broken off, so that nobody takes a part for all.
"""

import hashlib
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from email.utils import format_datetime

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from ontology.iri import DocumentKey
from service.answers.coverage import Holdings
from service.answers.vocabulary import Label
from service.engine.engine import EngineError
from service.web.api_headers import COMMON
from service.web.problems import NOT_ACCEPTABLE, ProblemError
from service.web.site import Site
from service.web.sparql import BrokenOffError
from service.web.variants import preferred_type


@dataclass(frozen=True, slots=True)
class Sent:
    """How an answer is sent: the release that it is of, its form, and what names it beside these two."""

    holdings: Holdings
    media_type: str
    name: str

    def headers(self, further: Mapping[str, str]) -> dict[str, str]:
        """The headers of the answer, whole or 304; releases never change, so its name follows from what was asked."""
        named = f"{self.holdings.release} {self.media_type} {self.name}"
        return {
            "ETag": f'"{hashlib.sha256(named.encode()).hexdigest()[:32]}"',
            "Last-Modified": format_datetime(self.holdings.published_at, usegmt=True),
            "Cache-Control": "public, max-age=0, must-revalidate",
            "Doelgraaf-Release": self.holdings.release,
            **COMMON,
            "Vary": "Accept",
            "X-Content-Type-Options": "nosniff",
            **further,
        }


async def send(
    request: Request, sent: Sent, pieces: AsyncGenerator[bytes, None], further: Mapping[str, str]
) -> Response:
    """The answer, or 304 where the client has it already, or no body where it asks for none.

    Raises:
        EngineError: it failed before its first piece.
    """
    headers = sent.headers(further)
    known = not_modified(request, sent, further)
    if known is not None:
        await pieces.aclose()
        return known
    if request.method == "HEAD":
        await pieces.aclose()
        return head_alone(sent.media_type, headers)
    first = await anext(pieces, b"")
    return StreamingResponse(_body(first, pieces), media_type=sent.media_type, headers=headers)


def head_alone(media_type: str, headers: Mapping[str, str]) -> Response:
    """The answer to HEAD where the length of the answer to GET is not known, so not told (RFC 9110, section 8.6)."""
    answer = Response(headers=headers, media_type=media_type)
    del answer.headers["Content-Length"]
    return answer


def not_modified(request: Request, sent: Sent, further: Mapping[str, str]) -> Response | None:
    """304 where the client has the answer already, else None (RFC 9110, section 13.1.2)."""
    headers = sent.headers(further)
    known = request.headers.get("if-none-match", "")
    if headers["ETag"] not in {part.strip().removeprefix("W/") for part in known.split(",")}:
        return None
    return Response(status_code=304, headers=headers)


def form_of(request: Request, names: Mapping[str, str]) -> str:
    """The media type that is asked for: by `format` in the address, else by the Accept header, else the first.

    Raises:
        ProblemError: 406, with the forms that there are.
    """
    asked = request.query_params.get("format")
    if asked is not None:
        chosen = names.get(asked) or (asked if asked in names.values() else None)
    else:
        chosen = preferred_type(request.headers.get("accept"), list(names.values()))
    if chosen is None:
        offered = ", ".join(f"{name} ({media_type})" for name, media_type in names.items())
        raise ProblemError(
            NOT_ACCEPTABLE,
            Label(f"die vorm bestaat hier niet; er zijn {offered}", f"no such form; there are {offered}"),
        )
    return chosen


def documents_of(site: Site, path: str | None) -> Sequence[DocumentKey]:
    """The document of a path, or all of the release where none is named.

    Raises:
        ProblemError: 404, with the documents that the release does hold.
    """
    if path is None:
        return site.current().documents
    organisation, _, rest = path.partition("/")
    kind, _, year = rest.partition("/")
    return [site.document(organisation, kind, year)]


async def _body(first: bytes, rest: AsyncGenerator[bytes, None]) -> AsyncIterator[bytes]:
    async with aclosing(rest):
        yield first
        try:
            async for piece in rest:
                yield piece
        except EngineError as error:
            raise BrokenOffError(str(error)) from error
