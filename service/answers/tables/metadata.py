"""The columns of a table for machines: Metadata Vocabulary for Tabular Data (CSV on the Web, W3C Recommendation).

Says nothing of rows, and of a release only how much of its documents was loaded.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import msgspec

from ontology.codes import code_iri
from ontology.iri import DocumentKey
from ontology.language import Phrase
from service.answers.coverage import Holdings
from service.answers.tables import LIST_SEPARATOR, Column, ColumnKind, Table
from service.release.catalogue import measures
from service.release.rights import CC0, FACT_RIGHTS, TEXT_COLUMNS, TEXT_RIGHTS

MEDIA_TYPE: Final = "application/csvm+json"
_CONTEXT: Final = "http://www.w3.org/ns/csvw"
_DATATYPES: Final = MappingProxyType(
    {
        ColumnKind.IRI: "anyURI",
        ColumnKind.IRIS: "anyURI",
        ColumnKind.CODE: "string",
        ColumnKind.TEXT: "string",
        ColumnKind.TEXTS: "string",
        ColumnKind.INTEGER: "integer",
        ColumnKind.DECIMAL: "decimal",
        ColumnKind.BOOLEAN: "boolean",
        ColumnKind.DATE: "date",
    }
)


def metadata(table: Table, url: str, holdings: Holdings, documents: Iterable[DocumentKey]) -> bytes:
    """The metadata of a file of a table that stands at an address or under a name, as JSON."""
    described = {
        "@context": [_CONTEXT, {"@language": "en"}],
        "url": url,
        "dc:identifier": holdings.release,
        **_said(table),
        "notes": [_coverage(holdings, document) for document in documents],
        "tableSchema": _schema(table),
    }
    return msgspec.json.format(msgspec.json.encode(described), indent=1) + b"\n"


def group_metadata(tables: Iterable[tuple[Table, str]], holdings: Holdings, documents: Sequence[DocumentKey]) -> bytes:
    """The metadata of files of tables that stand side by side, each under its name, as JSON.

    A table of which each row belongs to one of another has the key of that, and so a foreign key: its name begins with
    that of the other.
    """
    found = list(tables)
    described = {
        "@context": [_CONTEXT, {"@language": "en"}],
        "dc:identifier": holdings.release,
        "tables": [_in_group(table, url, {one.name: name for one, name in found}) for table, url in found],
        "notes": [_coverage(holdings, document) for document in documents],
    }
    return msgspec.json.format(msgspec.json.encode(described), indent=1) + b"\n"


def _in_group(table: Table, url: str, urls: Mapping[str, str]) -> dict[str, object]:
    schema = _schema(table)
    of = table.name.partition("-")[0]
    if of != table.name and of in urls:
        reference = {"resource": urls[of], "columnReference": table.key}
        schema["foreignKeys"] = [{"columnReference": table.key, "reference": reference}]
    return {"url": url, **_said(table), "tableSchema": schema}


def _said(table: Table) -> dict[str, object]:
    """What is said of a file of a table: what it holds, how it is written, and under which terms it is given.

    A table with words of pages beside statements has two terms, and so no one licence.
    """
    names = {column.name for column in table}
    texts = bool(names & TEXT_COLUMNS)
    facts = bool(names - TEXT_COLUMNS - {table.key, "document"})
    rights = [*([FACT_RIGHTS] if facts else []), *([TEXT_RIGHTS] if texts else [])]
    return {
        "dc:title": f"doelgraaf: {table.name}",
        "dc:description": _both(table.about),
        **({} if texts else {"dc:license": {"@id": CC0}}),
        "dc:rights": [said for phrase in rights for said in _both(phrase)],
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "quoteChar": '"', "doubleQuote": True},
    }


def _schema(table: Table) -> dict[str, object]:
    return {
        "columns": [_column(column) for column in table],
        "primaryKey": table.key,
        "aboutUrl": f"{{+{table.key}}}",
    }


def _column(column: Column) -> dict[str, object]:
    """A column; the names of its codes lead to their IRIs."""
    described: dict[str, object] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": _both(column.about),
        "datatype": _DATATYPES[column.kind],
        "required": column.required,
    }
    if column.unit is not None:
        described["schema:unitText"] = _both(column.unit)
    if column.kind.is_list:
        described["separator"] = LIST_SEPARATOR
    if column.codes is not None:
        described["datatype"] = {"base": "string", "format": "|".join(column.allowed)}
        described["valueUrl"] = f"{code_iri(next(iter(column.codes))).partition('#')[0]}#{{{column.name}}}"
    return described


def _coverage(holdings: Holdings, document: DocumentKey) -> dict[str, object]:
    """How much of a document was loaded, in terms of DQV."""
    coverage = holdings.manifest.documents[document.path].coverage
    found = [
        {"dqv:isMeasurementOf": {"@id": code_iri(metric)}, "dqv:value": value}
        for metric, value in measures(coverage).items()
    ]
    return {
        "dc:identifier": document.path,
        "dqv:computedOn": {"@id": holdings.document_iri(document)},
        "dqv:hasQualityMeasurement": found,
    }


def _both(phrase: Phrase) -> list[dict[str, str]]:
    return [{"@value": phrase.nl, "@language": "nl"}, {"@value": phrase.en, "@language": "en"}]
