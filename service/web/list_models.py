"""The JSON of lists as typed models: an item for each row of a table, every field optional. Asks nothing.

The fields of an item are the columns of its table, with what these say of themselves, and the path of its page.
"""

from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, create_model

from service.answers.tables import Column, ColumnKind, Table
from service.web.models import Answer, Model, OfBody

LINK: Final = "link"
_LINKED: Final = "address of the page about it, with the words highlighted where they are known"
_DECIMAL: Final = r"^-?\d+(\.\d+)?$"
_EXAMPLES: Final = MappingProxyType(
    {
        "release": "0001-95491ae8a9",
        "organisation": "gm9999",
        "document": "gm9999/begroting/2031",
        "year": 2031,
        "amountYear": 2031,
        "number": "1.1.1",
        "fromNumber": "1.1.1",
        "toNumber": "1.2.1",
        "citedNumber": "1.2.1",
        "exact": "zie doel 1.2.1",
        "name": "Buurtkracht",
        "amount": "867900",
        "start": 120,
        "end": 134,
        "page": "https://data.voorbeeld.nl/id/page/gm9999/begroting/2031/20300930t145141/goal-1.1.1",
        "address": "https://begroting-2031.nergenshuizen.example/p40247/doel-1-1-1-buurtkracht",
    }
)


class Domain(Model):
    """A policy domain of a body, with the number of versions under it."""

    iri: str
    path: str = Field(description="as the filter `domain` of other lists takes it", examples=["gm9999/sociaal-domein"])
    organisation: str
    name: str
    versions: int


class DomainItem(OfBody, Domain):
    """A policy domain of a body, with words that name it and the number of versions under it."""


@cache
def item_of(table: Table) -> type[BaseModel]:
    """The model of an item of a list: a row of its table, with the path of its page."""
    fields: dict[str, Any] = {column.name: (Annotated[_type(column) | None, _field(column)], None) for column in table}
    fields[LINK] = (
        Annotated[
            str | None,
            Field(description=_LINKED, examples=["https://data.voorbeeld.nl/doc/goal-version/…?at=120-134#here"]),
        ],
        None,
    )
    name = f"{table.name.capitalize()}Item"
    config = ConfigDict(frozen=True, protected_namespaces=())
    return create_model(name, __config__=config, __doc__=table.about.en, **fields)


@cache
def sparse(item: type[Model]) -> type[Model]:
    """The model of an item of which only some fields may be there."""
    fields: dict[str, Any] = {
        name: (field.annotation | None, Field(None, description=field.description, examples=field.examples))  # type: ignore[operator]  # a type
        for name, field in item.model_fields.items()
    }
    return create_model(f"Some{item.__name__}", __base__=Model, __doc__=item.__doc__, **fields)


@cache
def answer_of(name: str, item: type[BaseModel], called: str | None = None) -> type[Answer]:
    """The model of an answer with a part of a list; `called` is what the description calls it, else its name."""
    about = "how many there are, with these filters"
    fields: dict[str, Any] = {
        "items": (list[item], ...),  # type: ignore[valid-type]  # a model that is made here
        "total": (Annotated[int, Field(description=about, ge=0)], ...),
    }
    told = f"A part of the list of {name}, with how many there are in all."
    return create_model(called or f"{name.title()}List", __base__=Answer, __doc__=told, **fields)


def _type(column: Column) -> Any:  # noqa: ANN401 - a type, of which there are several
    match column.kind:
        case ColumnKind.CODE:
            return column.codes or str
        case ColumnKind.INTEGER:
            return int
        case ColumnKind.BOOLEAN:
            return bool
        case ColumnKind.IRIS | ColumnKind.TEXTS:
            return list[str]
        case ColumnKind.DECIMAL:
            return Annotated[str, Field(pattern=_DECIMAL)]
        case ColumnKind.DATE:
            return Annotated[str, Field(json_schema_extra={"format": "date"})]
        case ColumnKind.IRI | ColumnKind.TEXT:
            return str


def _field(column: Column) -> Any:  # noqa: ANN401 - what pydantic calls a field
    unit = f" Unit: {column.unit.en}." if column.unit else ""
    example = _EXAMPLES.get(column.name)
    return Field(description=f"{column.about.en}{unit}", examples=None if example is None else [example])


Json = str | int | bool | Decimal | list[str] | dict[str, Any] | None
"""A value of an item."""
