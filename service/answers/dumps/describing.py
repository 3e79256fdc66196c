"""What stands beside dumps: their digests, the columns of a table for machines, and sizes for people. Makes no dump."""

from collections.abc import Iterable
from typing import Final

from ontology.iri import DocumentKey
from ontology.language import Language
from service.answers.coverage import Holdings
from service.answers.dumps import dumped_tables
from service.answers.tables.metadata import group_metadata, metadata
from service.release.dump_names import WHOLE
from service.release.dumps import Dumps

# Where a reader of tables looks for what belongs to those in a folder (Model for Tabular Data, section 5.3).
GROUP: Final = "csv-metadata.json"
_UNITS: Final = ("B", "kB", "MB", "GB", "TB")
_STEP: Final = 1000


def sums(dumps: Dumps, paths: Iterable[str] | None = None) -> bytes:
    """The digest of each dump, or of some, as sha256sum writes them."""
    wanted = sorted(dumps.dumps) if paths is None else paths
    return "".join(f"{dumps.dumps[path].sha256}  {path}\n" for path in wanted).encode()


def csv_metadata(holdings: Holdings, path: str) -> bytes:
    """The columns of a dump of a table as CSV on the Web; the dump stands beside it."""
    scope, _, name = path.rpartition("/")
    table = next(one.table for one in dumped_tables() if f"{one.name}.csv" == name)
    return metadata(table, name, holdings, _documents(holdings, scope))


def group_csv_metadata(holdings: Holdings, scope: str) -> bytes:
    """The columns of all tables of a scope, and which of them belong together, as CSV on the Web finds them."""
    tables = ((one.table, f"{one.name}.csv") for one in dumped_tables())
    return group_metadata(tables, holdings, _documents(holdings, scope))


def _documents(holdings: Holdings, scope: str) -> list[DocumentKey]:
    return [one for one in holdings.documents if scope in {WHOLE, one.organisation, one.path}]


def size(count: int, language: Language) -> str:
    """A number of bytes as people say it: 13,3 kB."""
    value, unit = float(count), 0
    while value >= _STEP and unit < len(_UNITS) - 1:
        value, unit = value / _STEP, unit + 1
    text = f"{value:.0f}" if unit == 0 or value >= 100 else f"{value:.1f}"
    return f"{text.replace('.', ',') if language is Language.NL else text}\N{NO-BREAK SPACE}{_UNITS[unit]}"
