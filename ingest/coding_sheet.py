"""The coding sheet: a workbook (Office Open XML, ECMA-376) in which two people judge references. Draws and reads none.

Each coder has a column for every question. A hidden sheet holds what the sheet said when it was made, so that a change
is seen when it comes back.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ingest.sample import Drawn, Sample
from ontology.codes import Code, Relation, Resolution, Role, code_iri
from ontology.language import Phrase
from ontology.terms import SKOS_DEFINITION, SKOS_PREF_LABEL

CODING: Final = "coderen - coding"
LEGEND: Final = "codes"
STRATA: Final = "steekproef - sample"
READ: Final = "gelezen - as read"
MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)  # the same sample gives the same bytes
CODERS: Final = (1, 2)
UNCLEAR: Final = "unclear"
YES: Final = "yes"
NO: Final = "no"
RIGHT: Final = "right"
WRONG: Final = "wrong"
WIDE: Final = 80
MOST: Final = 32_767  # characters that a cell holds
FORMULA: Final = ("=", "+", "-", "@")
UNSEEN: Final = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")  # line ends and what no cell shows

# What a person sees of a reference: the key in `Drawn`, the head of the column, its width in characters.
SHOWN: Final = (
    ("iri", "id", 12),
    ("page", "pagina - page", 30),
    ("sentence", "zin - sentence", WIDE),
    ("exact", "woorden - words", 22),
    ("number", "nummer - number", 10),
    ("kind", "soort - kind", 11),
    ("role", "rol - role", 14),
    ("relation", "relatie - relation", 14),
    ("resolution", "uitkomst - resolution", 14),
    ("target", "doel - target", 40),
)
JUDGED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "reference": (YES, NO, UNCLEAR),
        "role": (*Role, UNCLEAR),
        "relation": (*Relation, UNCLEAR),
        "target": (RIGHT, WRONG, UNCLEAR),
    }
)
QUESTIONS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "reference": Phrase(
            "Noemen de woorden tussen [[ en ]] een doel, ambitie of programma, met dit nummer en van deze soort? "
            "Bij no blijven de andere kolommen van dezelfde codeur leeg.",
            "Do the words between [[ and ]] name a goal, ambition or programme, with this number and of this kind? "
            "After no, the other columns of the same coder stay empty.",
        ),
        "role": Phrase("Welke rol heeft de verwijzing op haar pagina?", "Which role has the reference on its page?"),
        "relation": Phrase(
            "Welk verband zeggen de woorden van de zin?", "Which relation do the words of the sentence say?"
        ),
        "target": Phrase(
            "Klopt wat er van de verwijzing is gemaakt: de uitkomst, en het doel waar zij naartoe leidt?",
            "Is what was made of the reference right: its resolution, and the target that it leads to?",
        ),
    }
)
PLAIN: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        YES: Phrase("ja", "yes"),
        NO: Phrase("nee: geen verwijzing, of een ander nummer of andere soort", "no: none, or another number or kind"),
        RIGHT: Phrase("klopt", "right"),
        WRONG: Phrase("klopt niet", "wrong"),
        UNCLEAR: Phrase("niet te zeggen; telt niet mee", "no telling; left out of precision"),
    }
)


def heads() -> list[str]:
    """The heads of all columns, in order."""
    return [head for _, head, _ in SHOWN] + [judged_head(name, coder) for name in JUDGED for coder in CODERS]


def judged_head(name: str, coder: int) -> str:
    """The head of the column in which a coder answers a question."""
    return f"{name} - codeur {coder} - coder {coder}"


def write_sheet(sample: Sample, path: Path) -> None:
    """Write the coding sheet of a sample; the same sample gives the same bytes.

    Raises:
        OSError: it can't be written.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        formats = _Formats(book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True}))
        _write_coding(book.add_worksheet(CODING), sample.drawn, formats)
        _write_rows(book.add_worksheet(LEGEND), _legend(), formats)
        _write_rows(book.add_worksheet(STRATA), _strata(sample), formats)
        read = book.add_worksheet(READ)
        _write_rows(read, [[head for _, head, _ in SHOWN], *map(_cells, sample.drawn)], formats)
        read.hide()
    path.write_bytes(buffer.getvalue())


def harmless(text: str) -> str:
    """A text as a cell holds it: one line, and never a formula, also not after it is kept as CSV and opened again."""
    line = UNSEEN.sub(" ", text).strip()[: MOST - 1]
    return f"'{line}" if line.startswith(FORMULA) else line


@dataclass(frozen=True, slots=True)
class _Formats:
    """How heads and texts look."""

    head: Format
    text: Format


def _cells(drawn: Drawn) -> list[str]:
    return [harmless(str(getattr(drawn, key))) for key, _, _ in SHOWN]


def _write_coding(sheet: Worksheet, drawn: Sequence[Drawn], formats: _Formats) -> None:
    """The rows to judge, with a list of codes in each empty cell."""
    _write_rows(sheet, [heads(), *map(_cells, drawn)], formats)
    for column, (_, _, width) in enumerate(SHOWN):
        sheet.set_column(column, column, width)
    questions = [(name, codes) for name, codes in JUDGED.items() for _ in CODERS]
    for column, (name, codes) in enumerate(questions, start=len(SHOWN)):
        sheet.set_column(column, column, 16)
        if drawn:
            sheet.data_validation(1, column, len(drawn), column, _validation(name, codes))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(drawn), len(heads()) - 1)


def _validation(name: str, codes: Sequence[str]) -> dict[str, object]:
    """The list of a cell, and what it says to who types something else."""
    return {
        "validate": "list",
        "source": [str(code) for code in codes],
        "error_title": name,
        "error_message": f"Kies een code uit de lijst; zie het blad '{LEGEND}'. Choose a code of the list.",
    }


def _write_rows(sheet: Worksheet, rows: Iterable[Sequence[str]], formats: _Formats) -> None:
    """Texts, row by row, under a head; wide enough to read."""
    sheet.set_column(0, 2, 24)
    sheet.set_column(3, 9, WIDE)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text, formats.text if number else formats.head)


def _legend() -> Iterator[Sequence[str]]:
    """What is asked and what each code means, in Dutch and English; of the resolutions too, which are only shown."""
    meanings = _meanings()
    yield "kolom - column", "code", "Nederlands", "English"
    for name, codes in JUDGED.items():
        yield name, "", QUESTIONS[name].nl, QUESTIONS[name].en
        for code in codes:
            meaning = meanings[code_iri(code)] if isinstance(code, Code) else PLAIN[code]
            yield name, code, meaning.nl, meaning.en
    for shown in Resolution:
        yield "resolution", shown, meanings[code_iri(shown)].nl, meanings[code_iri(shown)].en


def _meanings() -> Mapping[str, Phrase]:
    """What the code lists say of each code: its name and its definition."""
    content = files("ontology").joinpath("codelists.ttl").read_bytes()
    said: dict[tuple[str, str, str], str] = {}
    for triple in ox.parse(content, format=ox.RdfFormat.TURTLE):
        if isinstance(triple.object, ox.Literal) and isinstance(triple.subject, ox.NamedNode):
            said[triple.subject.value, triple.predicate.value, triple.object.language or ""] = triple.object.value

    def text(iri: str, language: str) -> str:
        return f"{said[iri, SKOS_PREF_LABEL, language]}: {said[iri, SKOS_DEFINITION, language]}"

    defined = sorted({iri for iri, predicate, _ in said if predicate == SKOS_DEFINITION})
    return {iri: Phrase(text(iri, "nl"), text(iri, "en")) for iri in defined}


def _strata(sample: Sample) -> Iterator[Sequence[str]]:
    """Of each stratum how much the dataset holds of it, and how much the sheet."""
    yield " / ".join(sample.by), "dataset", "steekproef - sample"
    for stratum, held, drawn in sample.strata:
        yield " / ".join(stratum), str(held), str(drawn)
    yield "seed", "", str(sample.seed)
