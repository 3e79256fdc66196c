"""What a form of answer can't hold, and what to ask instead. Cuts nothing itself."""

from typing import Final

from ontology.language import Phrase, SpokenError

TOO_LARGE_FOR_PICTURE: Final = Phrase(
    "te groot voor een tekening: {found}, en op een bladzijde passen er {most}; vraag minder met één document, minder "
    "diepte, minder relaties of één programma, of neem GraphML of CSV",
    "too large for a picture: {found}, and a page holds {most}; ask for less by one document, less depth, fewer "
    "relations or one programme, or take GraphML or CSV",
)
TOO_LARGE_FOR_SHEET: Final = Phrase(
    "te groot voor een werkblad: {found}, en een werkblad bevat er {most}; vraag CSV of JSON, of één document",
    "too large for a sheet: {found}, and a sheet holds {most}; ask for CSV or JSON, or for one document",
)
NOTHING_TO_DRAW: Final = Phrase(
    "er is niets om te tekenen: het antwoord heeft geen doelen; neem JSON of CSV",
    "there is nothing to draw: the answer has no goals; take JSON or CSV",
)


class FormError(SpokenError):
    """An answer that can't be given in the form that was asked for."""
