"""What the box for numbers and words says, and a page that finds nothing, in both languages. Searches nothing."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.language import Phrase

FINDING: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "find": Phrase("Zoek", "Find"),
        "find_empty": Phrase(
            "U vulde nog niets in. Zoek op een nummer of op een woord uit de naam.",
            "You filled in nothing yet. Search by a number or by a word of the name.",
        ),
        "find_hint": Phrase(
            "Bijvoorbeeld 2.2.2, 4 voor een programma, of participatie",
            "For example 2.2.2, 4 for a programme, or participatie",
        ),
        "find_label": Phrase("Nummer of woorden", "Number or words"),
        "find_none": Phrase(
            "Geen doel, ambitie of programma heeft het nummer {number} in wat is geladen.",
            "No goal, ambition or programme has the number {number} in what is loaded.",
        ),
        "find_title": Phrase("Nummer {number}", "Number {number}"),
        "find_words_none": Phrase(
            "Geen doel, ambitie of programma heeft «{words}» in de naam, in wat is geladen.",
            "No goal, ambition or programme has «{words}» in its name in what is loaded.",
        ),
        "find_words_title": Phrase("Zoeken naar «{words}»", "Search for «{words}»"),
        "not_found_lead": Phrase(
            "Op dit adres staat niets in deze release.", "There is nothing at this address in this release."
        ),
        "not_found_remedy": Phrase(
            "Zoek een doel bij zijn nummer met het vak bovenaan, of begin bij wat is geladen.",
            "Find a goal by its number with the box at the top, or start from what is loaded.",
        ),
        "search": Phrase("Zoek", "Search"),
        "search_texts": Phrase("Zoek in alle teksten", "Search all texts"),
        "suggestions": Phrase("Wat er wel is", "What there is"),
    }
)
