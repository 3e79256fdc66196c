"""What came of activities: the realisations in later documents. Reads them from rows that were already fetched."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.answers.labels import Named
from service.answers.vocabulary import Coded, coded
from service.engine.engine import Row


@dataclass(frozen=True, slots=True)
class WhatCame:
    """The words of a report on what came of an activity, with its status where the report prints one."""

    activity: str
    iri: str
    text: str
    document: Named
    status: Coded | None


def read_what_came(rows: Iterable[Row]) -> tuple[WhatCame, ...]:
    """The realisations in rows of `what-came`, each once."""
    found = {(row["activity"].value, row["realisation"].value): _read(row) for row in rows}
    return tuple(found.values())


def _read(row: Row) -> WhatCame:
    return WhatCame(
        activity=row["activity"].value,
        iri=row["realisation"].value,
        text=row["words"].value,
        document=Named(row["document"].value, row["label"].value),
        status=coded(row["status"].value) if "status" in row else None,
    )
