"""Tables for people in a terminal: the answer to a query, with labels instead of IRIs, and the releases."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from pyoxigraph import Literal, NamedNode
from rich.box import SIMPLE_HEAD
from rich.console import JustifyMethod
from rich.table import Table
from rich.text import Text

from ontology.language import Language, Phrase, grouped
from ontology.terms import PREFIXES
from service.engine.engine import Row, Term
from service.outcome import room
from service.release.listing import Listed

NO_ROWS: Final = Phrase("Geen rijen.", "No rows.")
NO_ROWS_FIT: Final = Phrase(
    "Geen rijen: niets van wat is geladen past op deze vraag.", "No rows: nothing that was loaded fits this query."
)
ROWS: Final = Phrase("Rijen: {count}.", "Rows: {count}.")
RELEASE_HEADS: Final = (
    Phrase("  release", "  release"),
    Phrase("gemaakt (UTC)", "made (UTC)"),
    Phrase("documenten", "documents"),
    Phrase("uitspraken", "statements"),
    Phrase("eigen", "own"),
    Phrase("gedeeld", "shared"),
    Phrase("bewaard", "kept"),
    Phrase("engine", "engine"),
)
MADE_BY: Final = Phrase("Gemaakt met {engine}.", "Made by {engine}.")
PINNED: Final = Phrase("vastgezet", "pinned")
ARCHIVED: Final = Phrase("alleen archief", "archive only")

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


def make_release_table(found: Sequence[Listed], language: Language) -> Table:
    """A table with a row per release and an asterisk at the one that is served.

    The engine has a column where not all are of the same; else it stands below.
    """
    engines = {one.manifest.engine for one in found}
    caption = MADE_BY.say(language, engine=engines.pop()) if len(engines) == 1 else None
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), caption=caption, caption_justify="left")
    for index, head in enumerate(RELEASE_HEADS[:-1] if caption else RELEASE_HEADS):
        justify: JustifyMethod = "right" if 1 < index < 6 else "left"
        least = 10 if index == 1 else None  # a date in one piece
        table.add_column(head.say(language), justify=justify, no_wrap=index not in {1, 6, 7}, min_width=least)
    for one in found:
        manifest = one.manifest
        made = datetime.fromisoformat(manifest.created).strftime("%Y-%m-%d %H:%M")
        counts = (grouped(len(manifest.dataset.documents)), grouped(manifest.statements))
        own = one.own_bytes if one.stored else one.archive_bytes
        rooms = (room(own, language), room(one.shared_bytes, language))
        name = f"{'*' if one.served else ' '} {manifest.id}"
        engine = () if caption else (manifest.engine,)
        table.add_row(name, made, *counts, *rooms, _kept(one, language), *engine)
    return table


def _kept(one: Listed, language: Language) -> str:
    """Whether a release is pinned, and whether that is all that is left of it."""
    return (PINNED if one.stored else ARCHIVED).say(language) if one.pinned else ""


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
