"""What each kind of named graph holds, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.language import Phrase

# What a named graph holds, by the first part of its path.
GRAPHS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "doc": Phrase("De feiten van één document.", "The facts of one document."),
        "text": Phrase(
            "De teksten van één document: pagina's, zinnen en onderdelen van lijsten.",
            "The texts of one document: pages, sentences and items of lists.",
        ),
        "body": Phrase(
            "Wat bij een organisatie hoort: mensen, domeinen, en versies die alleen genoemd zijn.",
            "What belongs to an organisation: people, domains, and versions that are only named.",
        ),
        "inferred": Phrase("Wat regels aan de feiten toevoegen.", "What rules add to the facts."),
        "analysis": Phrase(
            "Wat het tellen van verwijzingen binnen één document geeft: hoeveel, welke kringen, en wat dichtbij ligt.",
            "What counting references within one document gives: how many, which rings, and what is near.",
        ),
        "def": Phrase("Het vocabulaire en de codelijsten.", "The vocabulary and the code lists."),
        "catalogue": Phrase("Hoeveel van elk document is geladen.", "How much of each document was loaded."),
        "service": Phrase(
            "Wat deze release van zichzelf zegt: het SPARQL-eindpunt, wat er hoe vaak in staat, en voorbeelden.",
            "What this release says of itself: the SPARQL endpoint, what it holds and how much, and examples.",
        ),
        "void": Phrase(
            "Hoeveel er van één document in staat, per soort en per eigenschap.",
            "How much it holds of one document, by class and by property.",
        ),
        "provenance": Phrase(
            "Waar de grafen vandaan komen: welke verwerking welke graaf maakte, en wat er gecorrigeerd is.",
            "Where the graphs come from: which run made which graph, and what was corrected.",
        ),
    }
)
