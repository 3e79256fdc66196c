"""Pages as browsers save them: where a page was saved from, and the page in a whole web page (MHTML, RFC 2557).

Browsers write the address before the markup, or among the headers of the whole web page. Knows no folder.
"""

import re
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from typing import Final

import msgspec

from ingest.origin import Sidecar

SAVED_FROM: Final = re.compile(rb"<!--\s{0,9}saved from url=\((\d{4})\)(\S{1,2000}?)\s{0,9}-->")
WHOLE: Final = re.compile(
    rb"^(?:Snapshot-Content-Location|Content-Type:\s{1,9}multipart/related)\b", re.IGNORECASE | re.MULTILINE
)
HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
HEADERS: Final = 4096  # bytes in which the headers of a whole web page end
PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})


class NoPageError(Exception):
    """A whole web page without a page in it."""


def stated(beginning: bytes) -> Sidecar:
    """What the beginning of a file says of where and when it was saved; empty where it says nothing usable."""
    address, moment = _whole_stated(beginning) if is_whole(beginning) else (_saved_from(beginning), None)
    try:
        return msgspec.convert({"source": address, "capturedAt": moment}, Sidecar)
    except msgspec.ValidationError:
        return Sidecar()


def is_whole(content: bytes) -> bool:
    """Whether a file is a whole web page, with the page as one of its parts."""
    return content.lstrip()[:1] != b"<" and WHOLE.search(content[:HEADERS]) is not None


def page_in(content: bytes) -> bytes:
    """The page in a whole web page: its first part that is HTML.

    Only the parts of the outermost level are looked at, one after the other: time grows no faster than the file.

    Raises:
        NoPageError: there is none, or the file ends within it.
    """
    end = HEAD_END.search(content)
    boundary = _headers(content[: end.end()]).get_boundary() if end else None
    if not boundary:
        raise NoPageError
    for part in content.split(b"\n--" + boundary.encode("ascii", "replace"))[1:-1]:
        headers_end = HEAD_END.search(part)
        if headers_end is None:
            continue
        headers = _headers(part[: headers_end.end()].lstrip())
        if headers.get_content_type() in PAGES:
            headers.set_payload(part[headers_end.end() :])
            return bytes(headers.get_payload(decode=True))
    raise NoPageError


def _headers(content: bytes) -> Message:
    return BytesHeaderParser().parsebytes(content)


def _saved_from(beginning: bytes) -> str | None:
    match = SAVED_FROM.search(beginning)
    return match[2][: int(match[1])].decode("latin-1") if match else None


def _whole_stated(beginning: bytes) -> tuple[str | None, str | None]:
    """The address and the moment in the headers of a whole web page."""
    headers = _headers(HEAD_END.split(beginning, maxsplit=1)[0])
    address = headers["Snapshot-Content-Location"] or headers["Content-Location"]
    try:
        moment = parsedate_to_datetime(str(headers["Date"])).isoformat() if headers["Date"] else None
    except ValueError:
        moment = None
    return (str(address).strip() if address else None), moment
