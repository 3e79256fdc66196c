"""The columns of a table for machines: Metadata Vocabulary for Tabular Data (CSV on the Web, W3C Recommendation).

Says nothing of rows, and of a release only how much of its documents was loaded.
"""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

import msgspec

from ontology.codes import code_iri
from ontology.iri import DocumentKey
from ontology.language import Phrase
from service.answers.coverage import Holdings
from service.answers.tables import LIST_SEPARATOR, Column, ColumnKind, Table
from service.release.catalogue import measures

MEDIA_TYPE: Final = "application/csvm+json"
_CONTEXT: Final = "http://www.w3.org/ns/csvw"
_DATATYPES: Final = MappingProxyType(
    {
        ColumnKind.IRI: "anyURI",
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
        "dc:title": f"doelgraaf: {table.name}",
        "dc:description": _both(table.about),
        "dc:identifier": holdings.release,
        "notes": [_coverage(holdings, document) for document in documents],
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "quoteChar": '"', "doubleQuote": True},
        "tableSchema": {"columns": [_column(column) for column in table]},
    }
    return msgspec.json.format(msgspec.json.encode(described), indent=1) + b"\n"


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
    if column.kind is ColumnKind.TEXTS:
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
