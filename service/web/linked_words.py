"""The words by which pages lead to the data behind them: forms, what points at a thing, what changed, what is gone."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.language import Phrase

LINKED: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "all_forms": Phrase("Alle vormen", "All forms"),
        "changes": Phrase("Wijzigingen", "Changes"),
        "gone_last": Phrase("De laatste release die het had", "The last release that had it"),
        "gone_since": Phrase("Vervallen sinds {date}.", "Gone since {date}."),
        "gone_lead": Phrase(
            "Dit stond in een eerdere release en staat niet meer in de release die nu in dienst is.",
            "This was in an earlier release, and is not in the release that is served now.",
        ),
        "incoming_all": Phrase("alles samen", "all together"),
        "incoming_derived": Phrase(
            "Wat uit het andere volgt, of het omgekeerde zegt", "What follows from the rest, or turns it around"
        ),
        "incoming_referring": Phrase(
            "De verwijzingen hierheen, elk met de woorden en de zin",
            "The references to it, each with words and sentence",
        ),
        "incoming_next": Phrase("De volgende", "The next ones"),
        "incoming_none": Phrase("Niets wijst hierheen.", "Nothing points here."),
        "incoming_previous": Phrase("De vorige", "The previous ones"),
    }
)
