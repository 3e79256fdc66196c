"""Tables for people in a terminal: the answer to a query, with labels instead of IRIs, and the releases."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from pyoxigraph import Literal, NamedNode
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from ontology.language import Language, Phrase, grouped
from ontology.terms import PREFIXES
from service.engine.engine import Row, Term
from service.release.releases import ReleaseManifest

NO_ROWS: Final = Phrase("Geen rijen.", "No rows.")
NO_ROWS_FIT: Final = Phrase(
    "Geen rijen: niets van wat is geladen past op deze vraag.", "No rows: nothing that was loaded fits this query."
)
ROWS: Final = Phrase("Rijen: {count}.", "Rows: {count}.")
RELEASE_HEADS: Final = (
    Phrase("", ""),
    Phrase("release", "release"),
    Phrase("gemaakt (UTC)", "made (UTC)"),
    Phrase("documenten", "documents"),
    Phrase("uitspraken", "statements"),
)

_DECIMAL: Final = f"{PREFIXES['xsd']}decimal"
_NUMBERS: Final = frozenset(f"{PREFIXES['xsd']}{name}" for name in ("decimal", "integer", "double", "float"))


def make_table(names: Sequence[str], rows: Sequence[Row], labels: Mapping[str, str], language: Language) -> Table:
    """A table with a column per variable."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in names:
        terms = [row[name] for row in rows if name in row]
        is_number = bool(terms) and all(map(_is_number, terms))
        table.add_column(Text(name), justify="right" if is_number else "left", overflow="fold", no_wrap=is_number)
    for row in rows:
        table.add_row(*(Text(_cell(row.get(name), labels, language)) for name in names))
    return table


def make_release_table(manifests: Sequence[ReleaseManifest], current: str, language: Language) -> Table:
    """A table with a row per release and an asterisk at the one that is served."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for index, head in enumerate(RELEASE_HEADS):
        table.add_column(head.say(language), justify="right" if index > 2 else "left", no_wrap=True, overflow="fold")
    for manifest in manifests:
        made = datetime.fromisoformat(manifest.created).strftime("%Y-%m-%d %H:%M")
        mark = "*" if manifest.id == current else ""
        table.add_row(mark, manifest.id, made, grouped(len(manifest.dataset.documents)), grouped(manifest.quads))
    return table


def _is_number(term: Term) -> bool:
    return isinstance(term, Literal) and term.datatype.value in _NUMBERS


def _cell(term: Term | None, labels: Mapping[str, str], language: Language) -> str:
    match term:
        case None:
            return ""
        case NamedNode():
            return labels.get(term.value) or shortened(term.value)
        case Literal() if term.datatype.value == _DECIMAL:
            return _amount(term.value, language)
        case Literal():
            return term.value


def shortened(iri: str) -> str:
    """An IRI with one of our prefixes, where one fits."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri


def amount_text(term: Literal, language: Language) -> str | None:
    """A number as people write it in the language; None for what is no number."""
    if term.datatype.value == _DECIMAL:
        return _amount(term.value, language)
    return term.value if _is_number(term) else None


def _amount(value: str, language: Language) -> str:
    """A decimal with groups of three digits, as people write it in the language: 348.646,5 or 348,646.5."""
    whole, _, fraction = value.partition(".")
    grouped = f"{int(whole):,}" if whole.lstrip("-") else value
    sign = "-" if whole == "-0" else ""
    written = f"{sign}{grouped}.{fraction}" if fraction else f"{sign}{grouped}"
    return written.translate(str.maketrans(",.", ".,")) if language is Language.NL else written
