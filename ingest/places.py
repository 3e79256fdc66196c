"""Places: where the bytes of a page lie, as a file or as a member of an archive, and reading them within bounds.

A place is a small value that worker processes can be given; the bytes are read where they are needed. Knows nothing of
what the bytes say.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final, Protocol

import msgspec

LARGEST: Final = 4 * 1024 * 1024  # bytes of one page; real pages have some thousands
BEGINNING: Final = 4096  # bytes in which a saved page says where it was saved from
WHOLE_WEB_PAGES: Final = frozenset({".mhtml", ".mht"})  # the page stands first in such a file, its pictures after it
MOST_MEMBERS: Final = 2_000_000
RATIO: Final = 200  # text packs to a fifth, the emptiest of tables to a fiftieth
ALWAYS_FINE: Final = 64 * 1024 * 1024  # bytes; what unpacks to less harms nobody
LOCAL_HEADER: Final = struct.Struct("<4s22xHH")  # APPNOTE 4.3.7: signature, lengths of name and extra field
SIGNATURE: Final = b"PK\x03\x04"
PACKINGS: Final = {zipfile.ZIP_BZIP2: "bzip2", zipfile.ZIP_LZMA: "lzma", 9: "deflate64", 93: "zstd"}  # APPNOTE 4.4.5
ENCRYPTED: Final = 1  # APPNOTE 4.4.4, general purpose bit 0


class PlaceError(Exception):
    """Bytes that can't be had; `code` is that of the issue, `values` fill its words."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Place(Protocol):
    """Where the bytes of a page lie."""

    def read(self) -> bytes:
        """The bytes, at most `LARGEST`; `PlaceError` where they can't be had."""
        ...

    def beginning(self) -> bytes:
        """Some thousands of bytes from the beginning; `PlaceError` as `read`."""
        ...


class File(msgspec.Struct, frozen=True):
    """A file of its own."""

    path: Path

    def read(self) -> bytes:
        """The bytes of the file; of a whole web page only the first part where it is large."""
        with self.path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
        if len(content) > LARGEST and self.path.suffix.lower() not in WHOLE_WEB_PAGES:
            raise PlaceError("too-large")
        return content[:LARGEST]

    def beginning(self) -> bytes:
        """The first bytes of the file."""
        with self.path.open("rb") as stream:
            return stream.read(BEGINNING)


class Member(msgspec.Struct, frozen=True):
    """A member of a zip: where its header begins, how many bytes it has packed and unpacked, and their CRC-32.

    Kept apart from `zipfile`, which reads the list of all members before it gives one.
    """

    path: Path
    offset: int
    packed: int
    size: int
    method: int
    crc: int

    def read(self) -> bytes:
        """The bytes of the member."""
        if self.size > LARGEST:
            raise PlaceError("too-large")
        content = self._unpacked(self.packed, LARGEST + 1)
        if len(content) != self.size or zlib.crc32(content) != self.crc:
            raise PlaceError("damaged-archive")
        return content

    def beginning(self) -> bytes:
        """The first bytes of the member."""
        return self._unpacked(min(self.packed, BEGINNING), BEGINNING)

    def _unpacked(self, length: int, limit: int) -> bytes:
        packed = self._packed(min(length, 2 * LARGEST))
        match self.method:
            case zipfile.ZIP_STORED:
                return packed[:limit]
            case zipfile.ZIP_DEFLATED:
                try:
                    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, limit)
                except zlib.error as error:
                    raise PlaceError("damaged-archive") from error
            case _:
                raise PlaceError("unknown-packing", packing=PACKINGS.get(self.method, f"zip {self.method}"))

    def _packed(self, length: int) -> bytes:
        if not 0 <= self.offset < self.path.stat().st_size:
            raise PlaceError("damaged-archive")
        with self.path.open("rb") as stream:
            stream.seek(self.offset)
            header = stream.read(LOCAL_HEADER.size)
            if len(header) < LOCAL_HEADER.size or not header.startswith(SIGNATURE):
                raise PlaceError("damaged-archive")
            _, name_length, extra_length = LOCAL_HEADER.unpack(header)
            stream.seek(name_length + extra_length, 1)
            return stream.read(length)


class Found(msgspec.Struct, frozen=True):
    """A member of a zip by its name; `error` instead of a place where it can't be read."""

    name: str
    place: Member | None = None
    error: str | None = None


def members(path: Path) -> Iterator[Found]:
    """The members of a zip that are files, sorted by name.

    Raises:
        PlaceError: it is no zip, is damaged, or unpacks to more than is good.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error) as error:
        raise PlaceError("damaged-archive") from error
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_MEMBERS or unpacked > max(ALWAYS_FINE, RATIO * path.stat().st_size):
        raise PlaceError("archive-bomb")
    yield from (_found(path, entry) for entry in sorted(entries, key=lambda entry: entry.filename))


def _found(path: Path, entry: zipfile.ZipInfo) -> Found:
    name = entry.filename
    if name.startswith("/") or ":" in name or "\\" in name or ".." in name.split("/") or not PurePosixPath(name).name:
        return Found(name, error="odd-name")
    if entry.flag_bits & ENCRYPTED:
        return Found(name, error="encrypted")
    return Found(
        name,
        Member(path, entry.header_offset, entry.compress_size, entry.file_size, entry.compress_type, entry.CRC),
    )
