"""What stands beside dumps: their digests, the columns of a table for machines, and sizes for people. Makes no dump."""

from collections.abc import Iterable
from typing import Final

from ontology.language import Language
from service.answers.coverage import Holdings
from service.answers.dumps import dumped_tables
from service.answers.tables.metadata import metadata
from service.release.dump_names import WHOLE
from service.release.dumps import Dumps

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
    documents = [one for one in holdings.documents if scope in {WHOLE, one.organisation, one.path}]
    return metadata(table, name, holdings, documents)


def size(count: int, language: Language) -> str:
    """A number of bytes as people say it: 13,3 kB."""
    value, unit = float(count), 0
    while value >= _STEP and unit < len(_UNITS) - 1:
        value, unit = value / _STEP, unit + 1
    text = f"{value:.0f}" if unit == 0 or value >= 100 else f"{value:.1f}"
    return f"{text.replace('.', ',') if language is Language.NL else text}\N{NO-BREAK SPACE}{_UNITS[unit]}"
