"""Rows of CSV as Parquet (Apache Parquet format 2), read and written some at a time. Knows not what they say.

https://parquet.apache.org/docs/file-format/
"""

from collections.abc import Sequence
from io import BufferedReader, RawIOBase
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final

from arro3.core import DataType, Field, Schema
from arro3.io import read_csv, write_parquet

from service.answers.tables import ColumnKind, Table

# Amounts in euro have two decimals; the rest is room for what a source may come to print.
DECIMALS: Final = 6
_DIGITS: Final = 30
_BATCH_ROWS: Final = 8192
_GROUP_ROWS: Final = 65_536
_READ_BYTES: Final = 1024 * 1024
_TYPES: Final = MappingProxyType(
    {
        ColumnKind.IRI: DataType.utf8(),
        ColumnKind.IRIS: DataType.utf8(),
        ColumnKind.CODE: DataType.utf8(),
        ColumnKind.TEXT: DataType.utf8(),
        ColumnKind.TEXTS: DataType.utf8(),
        ColumnKind.INTEGER: DataType.int64(),
        ColumnKind.DECIMAL: DataType.decimal128(_DIGITS, DECIMALS),
        ColumnKind.BOOLEAN: DataType.bool(),
        ColumnKind.DATE: DataType.date32(),
    }
)


def to_parquet(table: Table, parts: Sequence[Path], target: Path) -> None:
    """Write the rows of files of CSV without a head, one after the other, as one file; an empty cell has no value.

    Raises:
        OSError: a part is missing, or the disk is full or not writable.
    """
    schema = Schema([Field(column.name, _TYPES[column.kind], nullable=True) for column in table])
    with BufferedReader(Joined(parts), _READ_BYTES) as rows, target.open("wb") as file:
        read = read_csv(rows, schema, has_header=False, batch_size=_BATCH_ROWS)
        write_parquet(read, file, compression="zstd(3)", created_by="doelgraaf", max_row_group_size=_GROUP_ROWS)


class Joined(RawIOBase):
    """Files one after the other, as one file that is read from begin to end."""

    def __init__(self, parts: Sequence[Path]) -> None:
        self._rest = list(parts)
        self._open: IO[bytes] | None = None

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Read what follows; nothing at the end of the last file."""
        while self._open or self._rest:
            if self._open is None:
                self._open = self._rest.pop(0).open("rb")
            found = self._open.read(len(buffer))
            if found:
                buffer[: len(found)] = found
                return len(found)
            self._open.close()
            self._open = None
        return 0

    def close(self) -> None:
        """Close the file that is being read."""
        if self._open is not None:
            self._open.close()
            self._open = None
        super().close()
