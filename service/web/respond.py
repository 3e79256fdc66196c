"""Answers from a release as HTTP: validators, caching and security headers. Asks no engine."""

import hashlib
from collections.abc import Mapping
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from service.answers.coverage import Holdings

# Pages have no script and no style but their own; nothing may frame them.
_CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def answer(
    request: Request, holdings: Holdings, content: bytes, media_type: str, headers: Mapping[str, str]
) -> Response:
    """An answer from a release, or 304 where the client has it already (RFC 9110, section 13)."""
    etag = _etag(content)
    common = {
        **_common(holdings, etag),
        "Last-Modified": format_datetime(holdings.published_at.astimezone(UTC), usegmt=True),
        **headers,
    }
    if _is_fresh(request, holdings, etag):
        return Response(status_code=304, headers=common)
    return Response(content, media_type=media_type, headers=common)


def answer_of_log(
    request: Request, holdings: Holdings, content: bytes, media_type: str, headers: Mapping[str, str]
) -> Response:
    """The same for what is of no release, such as a log that is written after a release was swapped in.

    Only its content tells whether a client has it: it has no Last-Modified, and If-Modified-Since is passed over.
    """
    etag = _etag(content)
    known = request.headers.get("if-none-match", "")
    common = {**_common(holdings, etag), **headers}
    if _names(known, etag):
        return Response(status_code=304, headers=common)
    return Response(content, media_type=media_type, headers=common)


def page_headers() -> dict[str, str]:
    """The headers of every HTML page of ours."""
    return {
        "Content-Security-Policy": _CONTENT_SECURITY_POLICY,
        "Referrer-Policy": "no-referrer",
        "Vary": "Accept, Accept-Language",
    }


def scripted_page_headers() -> dict[str, str]:
    """The headers of a page that runs a script of ours, which fetches from this service only."""
    policy = f"{_CONTENT_SECURITY_POLICY}; script-src 'self'; connect-src 'self'"
    return {**page_headers(), "Content-Security-Policy": policy}


def _etag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _common(holdings: Holdings, etag: str) -> dict[str, str]:
    return {
        "ETag": etag,
        "Cache-Control": "public, max-age=0, must-revalidate",
        "Doelgraaf-Release": holdings.release,
        "X-Content-Type-Options": "nosniff",
    }


def _names(known: str, etag: str) -> bool:
    """Whether an If-None-Match header names an ETag."""
    return etag in {part.strip().removeprefix("W/") for part in known.split(",")}


def _is_fresh(request: Request, holdings: Holdings, etag: str) -> bool:
    known = request.headers.get("if-none-match")
    if known is not None:
        return _names(known, etag)
    since = request.headers.get("if-modified-since")
    if since is None:
        return False
    try:
        return holdings.published_at.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
