"""What the start page says of each way to use the service, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.language import Phrase

START: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "ways": Phrase("Wat u hier kunt doen", "What you can do here"),
        "trace_about": Phrase(
            "Wat raakt een wijziging, wat breekt als een doel vervalt, waarnaar verwijzen de meeste doelen: met de "
            "zinnen die het zeggen.",
            "What does a change touch, what breaks if a goal is dropped, what do most goals refer to: with the "
            "sentences that say so.",
        ),
        "network_about": Phrase(
            "Welk doel naar welk ander verwijst, als kaart en als tabel.",
            "Which goal refers to which other one, as a map and as a table.",
        ),
        "where_home": Phrase(
            "Van een nummer en een jaar naar het doel van nu, ook waar het is gesplitst, samengevoegd of hernummerd.",
            "From a number and a year to the goal of now, also where it was split, merged or renumbered.",
        ),
        "compare_home": Phrase(
            "Wat er veranderde tussen twee documenten, of tussen twee releases.",
            "What changed between two documents, or between two releases.",
        ),
        "review_home": Phrase(
            "Per document wat vraagt om nakijken, geordend naar portefeuillehouder.",
            "For each document what asks for a look, by portfolio holder.",
        ),
        "questions_home": Phrase(
            "Stel een van de vragen die klaarliggen, of schrijf er zelf een in SPARQL",
            "Ask one of the questions that lie ready, or write your own in SPARQL",
        ),
        "downloads_home": Phrase(
            "Alles als bestand: voor een spreadsheet, een rekenpakket of een graafdatabank, met uitleg per kolom.",
            "All of it as files: for a spreadsheet, a statistics package or a graph store, with all columns explained.",
        ),
        "catalogue_home": Phrase(
            "Welke gegevens er zijn, van welke gemeente en welk jaar, hoe volledig, en onder welke licentie.",
            "What data there are, of which municipality and year, how complete, and under which licence.",
        ),
        "changes_home": Phrase(
            "Wat er per release bijkwam, verdween of anders werd, ook als feed.",
            "What came, went or became different with each release, also as a feed.",
        ),
    }
)
