"""Damage: the ways in which captured pages go wrong, each of which a reader has to report. Repairs nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random
from typing import Final

from benchmarks.layouts import Page
from ontology.codes import Layout, PageKind

FOOTER: Final = "Deze pagina is gebouwd op"
ERROR_PAGE: Final = "Er is iets misgegaan\n\nDe pagina kan nu niet worden getoond. Probeer het later opnieuw.\n"
STAMP: Final = re.compile(r"\d\d/\d\d/(\d{4}) \d\d:")


class Damage(StrEnum):
    """What is wrong with a page."""

    EMPTY = "empty"
    BINARY = "binary"
    PDF = "pdf"
    ERROR_PAGE = "error-page"
    HEADLESS = "headless"
    BAD_SIDECAR = "bad-sidecar"
    CUT_OFF = "cut-off"
    BAD_STAMP = "bad-stamp"
    OTHER_NUMBER = "other-number"


# Still a page of its goal, with an issue; any other damage leaves no page of a goal.
STILL_A_PAGE: Final = frozenset({Damage.CUT_OFF, Damage.BAD_STAMP, Damage.OTHER_NUMBER})

# Damage of a page that states a goal by its number, on a portal that prints when it was built.
OF_GOALS: Final = frozenset({Damage.HEADLESS, Damage.OTHER_NUMBER, Damage.CUT_OFF})


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a page: its content and its sidecar."""

    content: bytes
    sidecar: str


def choose(random: Random, share: float, layout: Layout, kind: PageKind = PageKind.GOAL) -> Damage | None:
    """The damage of a page, where chance has it that it is damaged."""
    if random.random() >= share:
        return None
    # without a number in its text, a page says nothing that could differ from its address
    numbered = layout not in {Layout.Z1, Layout.Z3_BARE}
    fitting = [damage for damage in Damage if numbered or damage is not Damage.OTHER_NUMBER]
    if kind is not PageKind.GOAL:
        fitting = [damage for damage in fitting if damage not in OF_GOALS]
    return random.choice(fitting)


def before(page: Page, damage: Damage | None) -> Page:
    """The page with what goes wrong before it is rendered: the goal is not stated, or the address is of another."""
    match damage:
        case Damage.HEADLESS:
            return replace(page, head=(), address=page.address.rpartition("/")[0] + "/pagina")
        case Damage.OTHER_NUMBER:
            return replace(page, address=page.address.rpartition("/")[0] + "/doel-99-9-9-ander-doel")
        case _:
            return page


def after(files: Files, damage: Damage | None, random: Random) -> Files:
    """The files with what goes wrong after rendering."""
    whole: Mapping[Damage, bytes] = {
        Damage.EMPTY: b" \n",
        Damage.BINARY: b"PK\x03\x04\x00\x00" + random.randbytes(2000),
        Damage.PDF: b"%PDF-1.7\n" + random.randbytes(2000),
        Damage.ERROR_PAGE: ERROR_PAGE.encode(),
    }
    match damage:
        case Damage.BAD_SIDECAR:
            return replace(files, sidecar=files.sidecar + "bron: onbekend\n")
        case Damage.CUT_OFF:
            end = files.content.rindex(FOOTER.encode()) - random.randrange(40, 200)
            return replace(files, content=files.content[:end])
        case Damage.BAD_STAMP:
            text = files.content.decode()
            return replace(files, content=STAMP.sub(r"13/45/\1 99:", text).encode())
        case None:
            return files
        case _:
            return replace(files, content=whole[damage]) if damage in whole else files
