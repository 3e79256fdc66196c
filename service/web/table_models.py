"""The JSON of `/v1` about tables and projections as typed models. Asks nothing."""

from pydantic import Field

from service.web.models import Answer, Label, Model


class ColumnItem(Model):
    """A column of a table: what it holds, and what its values are."""

    name: str
    about: Label
    type: str
    unit: Label | None
    codes: list[str] = Field(description="the codes that may stand in it; empty where any value may")
    required: bool


class TableItem(Model):
    """A table: what its rows are, and its columns."""

    name: str
    about: Label
    address: str
    metadata: str
    columns: list[ColumnItem]


class Tables(Answer):
    """The tables of the release."""

    items: list[TableItem]
    total: int


class TableRows(Answer):
    """The rows of a table, each a value by the name of its column, null where there is none."""

    table: str
    rows: list[dict[str, str | int | bool | list[str] | None]]


class ProjectionItem(Model):
    """A projection: a document in the terms of another vocabulary."""

    name: str
    about: Label
    address: str
    query: str


class Projections(Answer):
    """The projections that can be asked of a document."""

    items: list[ProjectionItem]
    total: int
