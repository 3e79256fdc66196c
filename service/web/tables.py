"""The tables of a release over HTTP: CSV, XLSX and JSON, with their columns for machines and for people.

What the tables are is known by `answers.tables`; a table is never in memory as a whole.
"""

import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final

import msgspec
from fastapi import APIRouter, Query
from fastapi import Path as PathParameter
from starlette.requests import Request
from starlette.responses import Response

from ontology.iri import DocumentKey
from ontology.language import Language
from service.answers.coverage import Holdings, caution
from service.answers.tables import Table, TableError
from service.answers.tables.codebook import codebook
from service.answers.tables.definitions import TABLES, find_table
from service.answers.tables.metadata import MEDIA_TYPE as CSVW
from service.answers.tables.metadata import metadata
from service.answers.tables.rows import Cells, read_rows
from service.answers.tables.writing import csv_head, csv_lines, json_objects
from service.answers.vocabulary import Label
from service.web import models, respond, spreadsheet, table_models
from service.web.api_headers import COMMON
from service.web.problems import TOO_LARGE, ProblemError, spoken
from service.web.render import language_of
from service.web.replies import answer_head, frame, reply
from service.web.site import Site, not_found, route_class
from service.web.streams import Sent, documents_of, form_of, send
from service.web.workbooks import ROWS_LEFT, SheetFullError, write_workbook

CSV: Final = "text/csv"
JSON: Final = "application/json"
FORMS: Final[Mapping[str, str]] = MappingProxyType({"csv": CSV, "xlsx": spreadsheet.MEDIA_TYPE, "json": JSON})
_PIECE_BYTES: Final = 64 * 1024

TableName = Annotated[str, PathParameter(pattern=r"^[a-z]{1,20}$", description="such as references")]
DocumentParameter = Annotated[
    str | None, Query(max_length=60, description="path of one document, such as gm0193/begroting/2021; all without it")
]
FormParameter = Annotated[
    str | None,
    Query(
        alias="format",
        max_length=80,
        description="form of the answer",
        json_schema_extra={"enum": [*FORMS]},
    ),
]


def router(site: Site) -> APIRouter:
    """The routes under `/v1/tables`."""
    routes = APIRouter(prefix="/v1", route_class=route_class(site, pages=False))

    @routes.get("/tables", response_model=table_models.Tables, summary="Tables and their columns")
    async def list_tables(request: Request) -> Response:
        holdings = site.current()
        items = [_item(table) for table in TABLES]
        model = table_models.Tables(**frame(holdings, holdings.documents), items=items, total=len(items))
        return reply(request, holdings, model)

    @routes.get(
        "/tables/{name}",
        response_model=table_models.TableRows,
        summary="The rows of a table, as CSV, XLSX or JSON",
        responses={200: {"content": {CSV: {}, spreadsheet.MEDIA_TYPE: {}}}},
    )
    async def rows(
        request: Request, name: TableName, document: DocumentParameter = None, form: FormParameter = None
    ) -> Response:
        del form  # read by `form_of`, named here for the description
        return await _answer(site, request, _table(name), document)

    @routes.get(
        "/tables/{name}/metadata",
        summary="The columns of a table as CSV on the Web",
        response_class=Response,
        responses={200: {"content": {CSVW: {}}}},
    )
    async def csvw(request: Request, name: TableName, document: DocumentParameter = None) -> Response:
        holdings = site.current()
        table = _table(name)
        query = "" if document is None else f"&document={document}"
        address = f"{request.url_for('rows', name=name).path}?format=csv{query}"
        content = metadata(table, address, holdings, documents_of(site, document))
        return respond.answer(request, holdings, content, CSVW, _HEADERS)

    @routes.get(
        "/tables/{name}/codebook",
        summary="The columns of a table for people, in Markdown",
        response_class=Response,
        responses={200: {"content": {"text/markdown": {}}}},
    )
    async def explain(
        request: Request, name: TableName, lang: Annotated[Language | None, Query(description="nl or en")] = None
    ) -> Response:
        del lang  # read by `language_of`, named here for the description
        language = language_of(request)
        content = codebook([_table(name)], (language,)).encode()
        headers = {**_HEADERS, "Vary": "Accept, Accept-Language", "Content-Language": language}
        return respond.answer(request, site.current(), content, "text/markdown; charset=utf-8", headers)

    answer_head(routes)
    return routes


_HEADERS: Final = MappingProxyType({**COMMON, "Vary": "Accept"})


async def _answer(site: Site, request: Request, table: Table, document: str | None) -> Response:
    holdings = site.current()
    media_type = form_of(request, FORMS)
    documents = documents_of(site, document)
    pieces = read_rows(site.engine, holdings, table, documents)
    match media_type:
        case "text/csv":
            body = _csv(table, pieces)
        case "application/json":
            body = _json(holdings, table, documents, pieces)
        case _:
            body = _workbook(holdings, table, documents, pieces)
    further = {
        "Link": f'</v1/tables/{table.name}/metadata>; rel="describedby"; type="{CSVW}"',
        "Content-Disposition": f'{_disposition(media_type)}; filename="{table.name}.{_suffix(media_type)}"',
    }
    return await send(request, Sent(holdings, media_type, f"{table.name} {document or ''}"), body, further)


async def _csv(table: Table, pieces: AsyncGenerator[list[Cells], None]) -> AsyncGenerator[bytes, None]:
    async with aclosing(pieces):
        between = csv_head(table)
        async for rows in pieces:
            yield between + csv_lines(rows)
            between = b""
        if between:
            yield between


async def _json(
    holdings: Holdings, table: Table, documents: Sequence[DocumentKey], pieces: AsyncGenerator[list[Cells], None]
) -> AsyncGenerator[bytes, None]:
    """The frame of an answer with the rows in it, in the shape of `TableRows`."""
    answer = models.Answer(**frame(holdings, documents, caution(holdings, documents)))
    head = answer.model_dump_json(by_alias=True).removesuffix("}").encode()
    async with aclosing(pieces):
        between = head + b',"table":' + msgspec.json.encode(table.name) + b',"rows":['
        async for rows in pieces:
            if rows:
                yield between + b",\n".join(json_objects(table, rows))
                between = b",\n"
        yield (between if between != b",\n" else b"") + b"]}\n"


async def _workbook(
    holdings: Holdings, table: Table, documents: Sequence[DocumentKey], pieces: AsyncGenerator[list[Cells], None]
) -> AsyncGenerator[bytes, None]:
    """A workbook, made on disk and sent from there."""
    with tempfile.TemporaryDirectory(prefix="doelgraaf-") as folder:
        path = Path(folder) / "table.xlsx"
        try:
            async with aclosing(pieces):
                await write_workbook(path, table, pieces, holdings, documents)
        except SheetFullError as error:
            most = spreadsheet.MOST_ROWS - 1
            detail = Label(ROWS_LEFT.nl.format(most=most), ROWS_LEFT.en.format(most=most))
            raise ProblemError(TOO_LARGE, detail) from error
        async for piece in _pieces(path):
            yield piece


async def _pieces(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            yield piece


def _table(name: str) -> Table:
    try:
        return find_table(name)
    except TableError as error:
        raise not_found(spoken(error), [table.name for table in TABLES]) from error


def _item(table: Table) -> table_models.TableItem:
    return table_models.TableItem(
        name=table.name,
        about=models.Label.model_validate(table.about),
        address=f"/v1/tables/{table.name}",
        metadata=f"/v1/tables/{table.name}/metadata",
        columns=[
            table_models.ColumnItem(
                name=column.name,
                about=models.Label.model_validate(column.about),
                type=column.kind.value,
                unit=None if column.unit is None else models.Label.model_validate(column.unit),
                codes=list(column.allowed),
                required=column.required,
            )
            for column in table
        ],
    )


def _suffix(media_type: str) -> str:
    return next(name for name, form in FORMS.items() if form == media_type)


def _disposition(media_type: str) -> str:
    return "inline" if media_type == JSON else "attachment"
