"""Records that were read before, by the digest of all that a reading depends on."""

import hashlib
import os
from pathlib import Path

import msgspec

from ingest.origin import Origin
from ingest.read.page import READER_VERSION, read_page
from ingest.read.record import Record
from ingest.sources import Source


class RecordCache(msgspec.Struct, frozen=True):
    """A folder of records, one file each; losing it costs time only."""

    folder: Path

    def key(self, content: bytes, origin: Origin, source: Source) -> str:
        """The digest of everything that decides what a page reads as."""
        parts = (READER_VERSION.encode(), msgspec.json.encode(source), msgspec.json.encode(origin), content)
        return hashlib.sha256(b"\0".join(parts)).hexdigest()

    def read(self, content: bytes, origin: Origin, source: Source) -> tuple[str, Record]:
        """The key and the record of a page, read now unless it was read before; `UnreadableError` as `read_page`."""
        key = self.key(content, origin, source)
        path = self._path(key)
        if path.is_file():
            try:
                return key, self.load(key)
            except msgspec.DecodeError:
                path.unlink()  # damaged: read it again
        record = read_page(content, origin, source)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}.draft")
        draft.write_bytes(msgspec.json.encode(record))
        draft.replace(path)
        return key, record

    def load(self, key: str) -> Record:
        """A record that was read before."""
        return msgspec.json.decode(self._path(key).read_bytes(), type=Record)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"
