"""The tables of a release: their names, their columns, and what each column holds. Asks no engine and writes no file.

The query of a table stands beside it as `{name}.rq`; its rows are read by `rows`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from ontology.codes import Code
from ontology.language import Phrase, SpokenError

LIST_SEPARATOR = "; "


class ColumnKind(StrEnum):
    """What the values of a column are, by the name of their datatype; `IRI` and `CODE` are texts of a known form.

    A value of `IRIS` or `TEXTS` is a list.
    """

    IRI = "anyURI"
    IRIS = "anyURIs"
    CODE = "code"
    TEXT = "string"
    TEXTS = "strings"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"

    @property
    def is_list(self) -> bool:
        """Whether a value is a list."""
        return self in {ColumnKind.IRIS, ColumnKind.TEXTS}


class TableError(SpokenError):
    """There is no table of that name; the message lists those that there are."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in camelCase, what it holds, and what its values are.

    `codes` are the values that a column of codes may have; `unit` is what a number counts, and `required` tells that
    no row lacks a value.
    """

    name: str
    kind: ColumnKind
    about: Phrase
    unit: Phrase | None = None
    codes: type[Code] | None = None
    required: bool = False

    @property
    def allowed(self) -> tuple[str, ...]:
        """The codes that may stand in it, in the order of their list; none where any value may."""
        return () if self.codes is None else tuple(map(str, self.codes))


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, what its rows are, and its columns, of which `key` names the row in the graph."""

    name: str
    about: Phrase
    key: str
    columns: tuple[Column, ...]

    @property
    def query(self) -> str:
        """The query that gives its rows for the graph of one document."""
        return _query(self.name)

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)


@cache
def _query(name: str) -> str:
    return files("service.answers.tables").joinpath(f"{name}.rq").read_text("utf-8")
