"""Web archives (WARC, ISO 28500): which pages one holds, and reading the page of one record. Knows no folder.

The address, the moment and the status of a capture come from its record, as a sidecar would state them.
"""

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any, BinaryIO, Final

import msgspec
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader, DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from ingest.origin import Sidecar
from ingest.places import ALWAYS_FINE, BEGINNING, LARGEST, RATIO, PlaceError

TEXTS: Final = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
ASKED_BY_PROGRAMS: Final = frozenset({"robots.txt", "favicon.ico"})  # nobody linked to them: their 404 says nothing
GONE: Final = frozenset({404, 410})
STATUS: Final = re.compile(r"[0-9]{3}")
NO_STATUS: Final = 0
ANSWERED: Final = range(200, 300)
FAILED: Final = 400  # statuses from here on say that there is no page
LONGEST_LINE: Final = 64 * 1024  # bytes of one line of a header
HEADERS: Final = 1024 * 1024  # bytes of all lines of one record
BLOCK: Final = 16 * 1024
FAULTS: Final = (
    ArchiveLoadFailed,
    StatusAndHeadersParserException,
    AttributeError,  # warcio of a record that lacks what every record must have
    EOFError,
    OSError,
    TypeError,
    ValueError,
    zlib.error,
)


class Response(msgspec.Struct, frozen=True):
    """The page in one record: the archive, and where in it the record begins."""

    path: Path
    offset: int

    def read(self) -> bytes:
        """The bytes of the page, unchunked and unpacked."""
        content = self._read(LARGEST + 1)
        if len(content) > LARGEST:
            raise PlaceError("too-large")
        return content

    def beginning(self) -> bytes:
        """The first bytes of the page."""
        return self._read(BEGINNING)

    def _read(self, limit: int) -> bytes:
        with self.path.open("rb") as stream:
            stream.seek(self.offset)
            try:
                with redirect_stderr(io.StringIO()):
                    record = next(_Records(stream, 4 * LARGEST + HEADERS))
                    return bytes(record.content_stream().read(limit))
            except _BombError as error:
                raise PlaceError("too-large") from error
            except (*FAULTS, StopIteration) as error:
                raise PlaceError("damaged-archive") from error


class Capture(msgspec.Struct, frozen=True):
    """One page of an archive: its address, its place, and what its record says; `error` where it can't be read."""

    address: str
    place: Response
    sidecar: Sidecar
    error: str | None = None
    values: dict[str, str] = msgspec.field(default_factory=dict)


def captures(path: Path) -> Iterator[Capture]:
    """The pages of an archive in its order; what is no page (pictures, requests, redirections) is passed over.

    Raises:
        PlaceError: the archive is damaged from here on, or unpacks to more than is good.
    """
    budget = max(ALWAYS_FINE, RATIO * path.stat().st_size)
    with path.open("rb") as stream:
        records = _Records(stream, budget)
        while True:
            said = io.StringIO()
            try:
                with redirect_stderr(said):
                    found = _next(path, records)
            except StopIteration:
                return
            except _BombError as error:
                raise PlaceError("archive-bomb") from error
            except FAULTS as error:
                raise PlaceError("damaged-archive") from error
            if found is not None:
                yield found
            if said.getvalue():  # warcio tells of a damaged record there, and goes on
                raise PlaceError("damaged-archive")


class _BombError(Exception):
    """An archive unpacks to more than is good."""


class _Reader(DecompressingBufferedReader):  # type: ignore[misc]  # warcio ships no types
    """The reader of warcio, with bounds on what is unpacked and on the lines of headers."""

    def __init__(self, stream: BinaryIO, budget: int) -> None:
        super().__init__(stream, block_size=BLOCK)
        self.budget = budget
        self.headers = HEADERS

    def readline(self, length: int | None = None) -> bytes:
        """A line, or the first part of one that is too long to be meant."""
        line: bytes = super().readline(min(length or LONGEST_LINE, LONGEST_LINE))
        self.headers -= len(line)
        if self.headers < 0:
            raise _BombError
        return line

    def _decompress(self, data: bytes) -> bytes:
        found: bytes = super()._decompress(data)
        self.budget -= len(found)
        if self.budget < 0:
            raise _BombError
        return found


class _Records:
    """The records of an archive one by one, with the offset of each once it is read to its end."""

    def __init__(self, stream: BinaryIO, budget: int) -> None:
        self._iterator = ArchiveIterator(stream)
        self._reader = _Reader(stream, budget)
        self._iterator.reader = self._reader

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:  # noqa: ANN401 - warcio ships no types
        self._reader.headers = HEADERS
        return next(self._iterator)

    def offset(self) -> int:
        """Where the record that was read last begins; reads it to its end."""
        return int(self._iterator.get_record_offset())


def _next(path: Path, records: _Records) -> Capture | None:
    """The next record as a page; None where it is none."""
    record = next(records)
    found = _capture(record) if _is_page(record) else None
    offset = records.offset()
    if getattr(record.raw_stream, "limit", 0) > 0:  # bytes that were announced and are not there
        raise EOFError
    return msgspec.structs.replace(found, place=Response(path, offset)) if found else None


def _is_page(record: Any) -> bool:  # noqa: ANN401 - warcio ships no types
    """Whether a record holds a page, or says that there is none any more."""
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type not in {"response", "resource"} or not address.startswith(("http://", "https://")):
        return False
    status, kind = _status(record), _media_type(record)
    if address.partition("://")[2].partition("/")[2] in ASKED_BY_PROGRAMS:
        return False
    return status >= FAILED or status == NO_STATUS or (status in ANSWERED and kind in TEXTS)


def _capture(record: Any) -> Capture:  # noqa: ANN401 - warcio ships no types
    """What the record of a page says, without its place."""
    address, status = record.rec_headers.get_header("WARC-Target-URI"), _status(record)
    nowhere = Response(Path(), 0)
    stated = {"source": address, "status": status, "capturedAt": record.rec_headers.get_header("WARC-Date")}
    try:
        sidecar = msgspec.convert(stated, Sidecar)
    except msgspec.ValidationError as error:
        return Capture(address, nowhere, Sidecar(), "odd-record", {"fault": str(error)})
    if status >= FAILED and status not in GONE:
        return Capture(address, nowhere, sidecar, "not-captured", {"status": str(status)})
    packing = (_http_header(record, "content-encoding") or "identity").lower()
    if packing != "identity" and packing not in BufferedReader.get_supported_decompressors():
        return Capture(address, nowhere, sidecar, "unknown-packing", {"packing": packing})
    return Capture(address, nowhere, sidecar)


def _status(record: Any) -> int:  # noqa: ANN401 - warcio ships no types
    """The HTTP status of a record; 200 for one that was stored without its HTTP headers."""
    if not record.http_headers:
        return 200
    stated = record.http_headers.get_statuscode() or ""
    return int(stated) if STATUS.fullmatch(stated) else NO_STATUS


def _media_type(record: Any) -> str:  # noqa: ANN401 - warcio ships no types
    stated = _http_header(record, "content-type") if record.http_headers else record.content_type
    return (stated or "text/html").partition(";")[0].strip().lower()


def _http_header(record: Any, name: str) -> str | None:  # noqa: ANN401 - warcio ships no types
    value = record.http_headers.get_header(name) if record.http_headers else None
    return str(value) if value else None
