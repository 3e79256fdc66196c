"""Odd pages of some hundred kilobytes are read in time that grows with their size, not with its square.

The bound is wide: a reader that looks back over the whole page at each step takes minutes here.
"""

import time

import pytest

from ingest.origin import Sidecar, origin
from ingest.read.page import read_page
from ingest.sources import builtin_sources

SIZE = 200_000
BOUND_S = 20
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
    "Portefeuillehouder(s)\n\nspaces": "Jan" + " " * 300,
    "Portefeuillehouder(s)\n\nnames": "Jan de Aa en ",
    "Overzicht baten en lasten\n\ncells": "Lasten\n\n0\n\n",
    f"{DEVIATIONS}effects": "een nadeel van € 1,- op doel 1.1.1 en ",
    f"{DEVIATIONS}headlines": "Een\n\nNadeel\n\n",
}


@pytest.mark.parametrize("name", ODD, ids=[name.rsplit("\n", 1)[-1] + f"-{i}" for i, name in enumerate(ODD)])
def test_an_odd_page_is_read_in_time(name: str) -> None:
    opening = name.rpartition("\n\n")[0]
    unit = ODD[name]
    page = f"{HEAD}{opening}\n\n{unit * (SIZE // len(unit))}{FOOTER}"
    started = time.perf_counter()
    record = read_page(page.encode(), origin(Sidecar(), None), builtin_sources()["zwolle"])
    assert record.page.number == "2.2.2"
    assert time.perf_counter() - started < BOUND_S
