"""Files in parts as one answer of HTTP, of which a client may ask a range (RFC 9110, section 14). Knows not what it is.

One range at a time; a request for several gets all, as the specification allows (section 14.2).
"""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from service.answers.vocabulary import Label
from service.web.problems import RANGE_NOT_SATISFIABLE, ProblemError
from service.web.sparql import BrokenOffError

_PIECE_BYTES: Final = 256 * 1024
_RANGE: Final = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.ASCII | re.IGNORECASE)  # bytes=0-499, bytes=-500


@dataclass(frozen=True, slots=True)
class Segment:
    """A file that is a part of an answer, with how many bytes it has."""

    path: Path
    size: int


def send_ranged(request: Request, segments: Sequence[Segment], media_type: str, headers: Mapping[str, str]) -> Response:
    """The segments one after the other: 200, 206 for a range, 304 where the client has them, nothing of them to HEAD.

    `headers` have the ETag, which is strong, and Last-Modified.

    Raises:
        ProblemError: 416, none of it is in the range that is asked for.
    """
    size = sum(segment.size for segment in segments)
    told = {"Accept-Ranges": "bytes", **headers}
    if _is_known(request, headers):
        return Response(status_code=304, headers=told)
    asked = _range(request, size) if _wants_range(request, headers) else None
    start, end = asked or (0, size)
    status = 206 if asked else 200
    told["Content-Length"] = str(end - start)
    if asked:
        told["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    if request.method == "HEAD":
        return Response(status_code=status, headers=told, media_type=media_type)
    return StreamingResponse(_bytes(segments, start, end), status, told, media_type)


def _is_known(request: Request, headers: Mapping[str, str]) -> bool:
    known = request.headers.get("if-none-match")
    if known is not None:
        return known.strip() == "*" or headers["ETag"] in {part.strip().removeprefix("W/") for part in known.split(",")}
    return request.headers.get("if-modified-since") == headers["Last-Modified"]


def _wants_range(request: Request, headers: Mapping[str, str]) -> bool:
    """Whether a range is asked for, of what the client has a part of (If-Range, RFC 9110, section 13.1.5)."""
    condition = request.headers.get("if-range")
    fits = condition is None or condition.strip() in {headers["ETag"], headers["Last-Modified"]}
    return fits and request.method == "GET" and "range" in request.headers


def _range(request: Request, size: int) -> tuple[int, int] | None:
    """Where the range that is asked for begins, and where it has ended; None for one that is not understood.

    Raises:
        ProblemError: 416, none of the bytes is in it.
    """
    match = _RANGE.fullmatch(request.headers["range"])
    if match is None or match.group(1, 2) == ("", ""):
        return None
    first, last = match.group(1, 2)
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    if start >= end:
        raise ProblemError(
            RANGE_NOT_SATISFIABLE,
            Label(f"het bestand heeft {size} bytes", f"the file has {size} bytes"),
            {"Content-Range": f"bytes */{size}"},
        )
    return start, end


async def _bytes(segments: Sequence[Segment], start: int, end: int) -> AsyncIterator[bytes]:
    before = 0
    for segment in segments:
        first, last = max(start - before, 0), min(end - before, segment.size)
        if first < last:
            async for piece in _piece_by_piece(segment.path, first, last):
                yield piece
        before += segment.size


async def _piece_by_piece(path: Path, first: int, last: int) -> AsyncIterator[bytes]:
    try:
        with await asyncio.to_thread(path.open, "rb") as file:
            file.seek(first)
            left = last - first
            while left:
                piece = await asyncio.to_thread(file.read, min(_PIECE_BYTES, left))
                if not piece:
                    raise BrokenOffError(f"{path} is shorter than it was")
                left -= len(piece)
                yield piece
    except OSError as error:
        raise BrokenOffError(str(error)) from error
