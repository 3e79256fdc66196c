"""Odd pages of a hundred kilobytes are read in time that grows with their size, not with its square.

The bound is wide: a reader that looks back over the whole page at each step takes minutes here.
"""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import pytest

import ingest.read
from ingest.origin import Sidecar, origin
from ingest.read import announced, cited_numbers
from ingest.read.page import read_page
from ingest.read.relation_rule import Words
from ingest.sources import builtin_sources

SIZE = 100_000
BOUND_S = 5  # of the processor, since others may use it too
HEAD = "Begroting 2021\n\nBeschrijving doel 2.2.2 We zorgen\n\nTekst.\n\n"
FOOTER = "\n\nDeze pagina is gebouwd op 05/03/2021 15:20:24 met de export van 05/03/2021 14:59:35"
DEVIATIONS = "Afwijkingen op activiteiten\n\nEen\n\nNadeel\n\n"
ODD = {
    "many stops": "Aa. Bb. ",
    "abbreviations": "ab. Cd ",
    "one long line": "x",
    "references": "zie doel 1.1.1 en ",
    "ranges": "doel 1.1.1-1.1.2, ",
    "contributes": "bij aan ",
    "keywords": "programma's ",
    "number words": "programma vier en ",
    "named in a list": "doelen 1.1.1 (a), 1.1.2 Aa en ",
    "opened behind numbers": "doel 1.1.1 (",
    "fields": "doel:    ",
    "announcing words": "verwezen naar ",
    "documents": "in de Begroting 2030 en ",
    "quotes": "‘a’ ",
    "names": "doel 1.1.1 Aa Aa ",
    "words of relations": "sluit gaat hangt breng ",
    "parentheses": "((((",
    "municipalities": "gemeente Aa Aa ",
    "spaces": "gemeente Aa" + " " * 200,
    "digits and dots": "1.1.1.1.1.1.",
    "amounts": "€ 1.111.111,11 ",
    "targets": "ten minste 1.111 ",
    "Criteria\n\nbullets": "• a\n",
    "Criteria\n\nloose lines": "a\n\n",
    "Criteria\n\nreferences": "• zie doel 1.1.1\n",
    "Criteria\n\nheadings": "Criteria\n\nx\n\n",
    "Criteria\n\n• a\n\nloose lines behind an item": "a.\n\n",
    "Criteria\n\nlists within lists": "• a:\n  o b\n    ▪ c\n",
    "Criteria\n\nempty bullets": "•\n",
    "Criteria\n\nshares": "70% of meer, van 60% naar 70% in 2031 ",
    "Criteria\n\nchanges": "neemt in 2031 stijgt groei met ",
    "Criteria\n\nmarks": "waarderen met een 7,5 of een ",
    "Criteria\n\ndates": "minimaal 1-1-2031 2022-2025 ",
    "Portefeuillehouder(s)\n\nofficials": "Verantwoordelijk directeur:\nF. Aa (directeur), J. Aa (VVD) en ",
    "Portefeuillehouder(s)\n\nparties": "F. Aa (((",
    "Portefeuillehouder(s)\n\ntitles": "wethouder mevrouw drs. ",
    "Portefeuillehouder(s)\n\ncolumns": "| Portefeuillehouder | F. Aa |\n",
    "Portefeuillehouder(s)\n\nfields": "Bestuurlijke opdrachtgever   : F. Aa\n",
    "Streefdoel/indicator\n\ncells of indicators": "Rust\n70%\n",
    "Streefdoel/indicator\n\nglued cells": "83%80%\n",
    "Indicatoren\n\nrows of indicators": "| Indicator | Norm 2031 |\n| Rust | 70% |\n",
    "Indicatoren\n\none long row": "| 70% ",
    "Activiteiten\n\n• Wij vegen de straat\n\nToelichting realisatie activiteiten\n\nactivities": "Wij vegen de straat\nx\n",
    "Portefeuillehouder(s)\n\nspaces": "Jan" + " " * 300,
    "Portefeuillehouder(s)\n\nnames": "Jan de Aa en ",
    "Overzicht baten en lasten\n\ncells": "Lasten\n\n0\n\n",
    "Overzicht baten en lasten\n\nrows": "Doel 1.1.1\n\n1\n\n",
    "Overzicht baten en lasten\n\nLasten\n\nBaten\n\nSaldo\n\nrows with lost cells": "Doel 1.1.1\n\n1\n\n1\n\n",
    "Overzicht baten en lasten\n\nheads": "Begroting 2031\n\nLasten\n\n",
    "Overzicht baten en lasten\n\nlabels": "Doel 1.1.1\n\n",
    "Overzicht baten en lasten\n\nparted cells": "| Lasten | 1 |\n",
    "Overzicht baten en lasten\n\nbars": "|",
    "Overzicht baten en lasten\n\nspaced figures": "111 111 ",
    "money": "111.111 ",
    f"{DEVIATIONS}causes": "een nadeel van € 1,- door ",
    f"{DEVIATIONS}openings": "Door x. ",
    f"{DEVIATIONS}pointers": "Aa dus. Hierdoor een nadeel van € 1. ",
    f"{DEVIATIONS}letters": "€ 1,- V op doel 1.1.1 ",
    f"{DEVIATIONS}further amounts": "een nadeel van € 1 op doel 1.1.1" + ", € 1 op doel 1.1.2" * 20,
    f"{DEVIATIONS}higher costs": "hogere aa lasten ",
    f"{DEVIATIONS}costs": "lasten aa bb ",
    f"{DEVIATIONS}ranges": "€ 1 à € 1 ",
    f"{DEVIATIONS}effects": "een nadeel van € 1,- op doel 1.1.1 en ",
    f"{DEVIATIONS}headlines": "Een\n\nNadeel\n\n",
}

# What a pattern may stumble over when it is asked at each place of a long text.
STUMBLES = (
    " ", "\n", "a", "A", "1", ".", ",", "(", ")", "‘", "'", "•", "-", "|", "€", "a ", "Aa ", "1 ", "1.", "1.1", "1.1.", "(a ",
    "a, ", "a-", "a.a.", "€ 1.", "1, ", "1 en ", "doel ", "doel 1.1.1 ", "doelen 1.1.1, ", "doel 1.1.1 (", "doel  :  ",
    "programma ", "programma's 1 en ", "programma een ", "zie ", "zie ook ", "in de ", "in de Begroting ", "begroting 2030-",
    "bij aan ", "draagt ", "sluit ", "voor ", "van de ", "het oude ", "wordt ", "ten minste ", "nadeel van ", "‘a", "(Aa, ",
)  # fmt: skip
SHORT, LONG = 1_000, 4_000
FLOOR_S = 0.01  # below it a clock says nothing
WORST = 12  # four times the text takes four times as long; sixteen times where time grows with its square


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern that the modules of reading hold, also inside their tables, and those of each family."""
    found: dict[str, re.Pattern[str]] = {}
    seen: set[re.Pattern[str]] = set()
    for module in pkgutil.iter_modules(ingest.read.__path__, "ingest.read."):
        for name, value in vars(importlib.import_module(module.name)).items():
            for place, pattern in enumerate(compiled(value)):
                if pattern not in seen:  # imported by another module, too
                    found[f"{module.name.rpartition('.')[2]}.{name}.{place}"] = pattern
                seen.add(pattern)
    for family, source in builtin_sources().items():
        forms = cited_numbers.forms_of(source.numbering)
        for reader in (cited_numbers, announced):
            kept = reader.patterns_of(forms)
            for name in kept.__struct_fields__:
                if getattr(kept, name) is not None:  # a family without such numbers has no pattern of them
                    found[f"{family}.{reader.__name__.rpartition('.')[2]}.{name}"] = getattr(kept, name)
    return found


def compiled(value: object) -> Iterator[re.Pattern[str]]:
    match value:
        case re.Pattern():
            yield value
        case Words():
            yield value.words
        case tuple() | list():
            for member in value:
                yield from compiled(member)
        case Mapping():
            for member in value.values():
                yield from compiled(member)
        case msgspec.Struct():
            for name in value.__struct_fields__:
                yield from compiled(getattr(value, name))


def sources() -> str:
    return "\n".join(path.read_text("utf-8") for path in Path(ingest.read.__path__[0]).parent.rglob("*.py"))


def is_sought(name: str, source: str) -> bool:
    """Whether a pattern is asked at each place of a text, and not only at the one where something begins."""
    constant = name.split(".")[1]
    asked = set(re.findall(rf"\b{constant}\.(\w+)\(", source))
    return not asked or bool(asked - {"match", "fullmatch", "pattern"})


def seconds(pattern: re.Pattern[str], text: str, *, sought: bool) -> float:
    asked = text if isinstance(pattern.pattern, str) else text.encode()
    started = time.process_time()
    if sought:
        for _ in pattern.finditer(asked):
            pass
    else:
        pattern.match(asked)
        pattern.fullmatch(asked)
    return time.process_time() - started


def is_slow(pattern: re.Pattern[str], unit: str, *, sought: bool) -> bool:
    texts = [unit * (size // len(unit)) for size in (SHORT, LONG)]
    for _ in range(3):  # a machine that is busy for a moment is no fault of the pattern
        long = seconds(pattern, texts[1], sought=sought)
        if long < FLOOR_S or long < WORST * seconds(pattern, texts[0], sought=sought):
            return False
    return True


PATTERNS = patterns()
SOURCES = sources()


def test_patterns_are_found_everywhere() -> None:
    found = {name.partition(".")[0] for name in PATTERNS}
    assert {"relation_words", "cited_labels", "cited_documents", "renumbered", "mentions", "zwolle", "tiel"} <= found


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_takes_time_that_grows_with_the_text(name: str) -> None:
    pattern, sought = PATTERNS[name], is_sought(name, SOURCES)
    assert [unit for unit in STUMBLES if is_slow(pattern, unit, sought=sought)] == []


@pytest.mark.parametrize("name", ODD, ids=[name.rsplit("\n", 1)[-1] + f"-{i}" for i, name in enumerate(ODD)])
def test_an_odd_page_is_read_in_time(name: str) -> None:
    opening = name.rpartition("\n\n")[0]
    unit = ODD[name]
    page = f"{HEAD}{opening}\n\n{unit * (SIZE // len(unit))}{FOOTER}"
    started = time.process_time()
    record = read_page(page.encode(), origin(Sidecar(), None), builtin_sources()["zwolle"])
    assert record.page.number == "2.2.2"
    assert time.process_time() - started < BOUND_S
