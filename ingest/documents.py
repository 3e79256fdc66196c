"""Documents as words name them: their kinds, years and numbers in the year. Knows no page and no address."""

import re
from typing import Final

from ingest.read.record import DocumentRef
from ingest.read.span import Span
from ontology.codes import DocumentKind

# Names of documents in addresses and texts, and the kind that each one is.
DOCUMENT_NAMES: Final = {
    "begroting": DocumentKind.BEGROTING,
    "programmabegroting": DocumentKind.BEGROTING,
    "meerjarenprogrammabegroting": DocumentKind.BEGROTING,
    "begrotingswijziging": DocumentKind.BEGROTINGSWIJZIGING,
    "perspectiefnota": DocumentKind.PERSPECTIEFNOTA,
    "voorjaarsnota": DocumentKind.VOORJAARSNOTA,
    "berap": DocumentKind.BERAP,
    "bestuursrapportage": DocumentKind.BERAP,
    "beleidsrapportage": DocumentKind.BERAP,
    "jaarverslag": DocumentKind.JAARSTUKKEN,
    "jaarrekening": DocumentKind.JAARSTUKKEN,
    "jaarstukken": DocumentKind.JAARSTUKKEN,
}
NAMES: Final = "|".join(sorted(DOCUMENT_NAMES, key=len, reverse=True))
DOCUMENT_IN_TEXT: Final = re.compile(
    rf"\b(?P<name>{NAMES})\s+(?P<year>20[0-9]{{2}})(?:-(?P<sequence>[0-9])(?!\d))?", re.IGNORECASE
)  # Berap 2023-2


def document_in(text: str) -> tuple[DocumentRef, Span] | None:
    """The first document that a text names with its year, and where."""
    match = DOCUMENT_IN_TEXT.search(text) if "20" in text else None
    if match is None:
        return None
    sequence = int(match["sequence"]) if match["sequence"] else None
    ref = DocumentRef(DOCUMENT_NAMES[match["name"].casefold()], int(match["year"]), sequence)
    return ref, Span(match.start(), match.end())
