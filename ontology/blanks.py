"""Blanks: what stands in a prepared entry of `corrections.yml` until somebody fills in what is right. Prepares none."""

from typing import Final

from ontology.language import Language, Phrase

WHY: Final = Phrase("vul hier in wat er niet klopt", "say here what is wrong")
WORDS: Final = Phrase("neem hier de woorden van de pagina over", "copy the words of the page here")
NUMBER: Final = "0.0.0"
"""No goal has this number."""


def is_blank(text: str) -> bool:
    """Whether a text is one that was to be replaced, in whichever language, case and spacing."""
    said = " ".join(text.split()).casefold()
    return said in {NUMBER, *(blank.say(language).casefold() for blank in (WHY, WORDS) for language in Language)}
