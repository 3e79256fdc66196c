"""What a page says around notes that people wrote on a thing, in both languages. Knows no note."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.language import Phrase

NOTES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "reader_notes": Phrase("Noten van lezers", "Notes of readers"),
        "reader_notes_lead": Phrase(
            "Dit staat niet op de pagina van de gemeente: iemand die in deze dienst mag schrijven, voegde het toe.",
            "This does not stand on the page of the municipality: somebody who may write in this service added it.",
        ),
        "reader_notes_from": Phrase("uit", "from"),
        "reader_notes_by": Phrase("door", "by"),
    }
)
