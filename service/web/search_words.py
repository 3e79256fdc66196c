"""The texts of the search page, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.language import Counted, Language, Phrase
from service.release.search_rows import Found

HITS: Final = Counted(Phrase("treffer", "hit"), Phrase("treffers", "hits"))

KINDS: Final[Mapping[Found, Phrase]] = MappingProxyType(
    {
        Found.GOAL: Phrase("Doel", "Goal"),
        Found.AMBITION: Phrase("Ambitie", "Ambition"),
        Found.PROGRAMME: Phrase("Programma", "Programme"),
        Found.CRITERION: Phrase("Criterium", "Criterion"),
        Found.ACTIVITY: Phrase("Activiteit", "Activity"),
        Found.REFERENCE: Phrase("Verwijzing", "Reference"),
        Found.PERSON: Phrase("Persoon", "Person"),
        Found.DOMAIN: Phrase("Domein", "Domain"),
    }
)

PHRASES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "search": Phrase("Zoeken", "Search"),
        "search_for": Phrase("Zoeken naar «{words}»", "Search for “{words}”"),
        "label": Phrase("Zoek in alle teksten", "Search all texts"),
        "button": Phrase("Zoek", "Search"),
        "lead": Phrase(
            "Zoek op woorden, in welke vorm dan ook, in doelen, criteria, activiteiten en verwijzingen, en op nummers "
            "en namen.",
            "Search by words, in whatever form, in goals, criteria, activities and references, and by numbers and "
            "names. The texts are in Dutch.",
        ),
        "how": Phrase("Zo zoekt u", "How to search"),
        "how_words": Phrase(
            "{words}: alle woorden moeten erin staan; «wijken» vindt ook «wijk».",
            "{words}: all words have to be there; “wijken” finds “wijk” too.",
        ),
        "how_phrase": Phrase("{words}: naast elkaar, in deze volgorde.", "{words}: next to each other, in this order."),
        "how_number": Phrase("{words}: het doel met dat nummer komt eerst.", "{words}: the goal of that number first."),
        "how_without": Phrase("{words}: zonder het woord met de min.", "{words}: without the word behind the minus."),
        "shown": Phrase("{first} tot en met {last} van {hits}", "{first} to {last} of {hits}"),
        "none": Phrase(
            "Niets van wat is geladen bevat dit. Probeer minder of andere woorden, of een deel van een woord uit een "
            "naam.",
            "Nothing that was loaded has this. Try fewer or other words, or a part of a word of a name.",
        ),
        "beyond": Phrase(
            "Zo ver gaat de lijst niet: er zijn {hits}.", "The list does not go on so far: there are {hits}."
        ),
        "kind": Phrase("Soort", "Kind"),
        "organisation": Phrase("Organisatie", "Organisation"),
        "year": Phrase("Jaar", "Year"),
        "document": Phrase("Document", "Document"),
        "domain": Phrase("Domein", "Domain"),
        "holder": Phrase("Portefeuillehouder", "Portfolio holder"),
        "narrow": Phrase("Verfijn", "Narrow down"),
        "remove": Phrase("{name} weglaten", "remove {name}"),
        "only": Phrase("alleen {name}: {hits}", "only {name}: {hits}"),
        "clear": Phrase("Alle filters weg", "Remove all filters"),
        "others": Phrase("en nog {hits} bij andere", "and {hits} more with others"),
        "before": Phrase("Vorige", "Previous"),
        "next": Phrase("Volgende", "Next"),
        "pages": Phrase("Bladeren door de treffers", "Pages of hits"),
        "reachable": Phrase(
            "Alleen de eerste {count} zijn door te bladeren; verfijn om de rest te zien.",
            "Only the first {count} can be paged through; narrow down to see the rest.",
        ),
        "only_named": Phrase("alleen genoemd", "only named"),
        "of": Phrase("van", "of"),
        "facts": Phrase("Deze treffers als", "These hits as"),
    }
)


def say(name: str, /, language: Language, **values: object) -> str:
    """A text of the page, with its values filled in."""
    return PHRASES[name].say(language, **values)


def kind_name(kind: str, language: Language) -> str:
    """The word for a kind of what is found."""
    return KINDS[Found(kind)].say(language)
