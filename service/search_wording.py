"""What the command `doelgraaf search` says to people, in both languages."""

from typing import Final

from ontology.language import Counted, Phrase

SEARCH: Final = Phrase(
    "Zoek op woorden in doelen, criteria, activiteiten, verwijzingen, personen en domeinen.\n\nWoorden worden in elke "
    'vorm gevonden; een woordgroep staat tussen dubbele aanhalingstekens, een nummer zoals 2.2.2 of "P3 1.1" vindt het '
    "doel met dat nummer het eerst, en een min ervoor laat een woord weg.\n\n\b\nVoorbeelden:\n"
    "  doelgraaf search groene wijken\n  doelgraaf search --kind goal --year 2031 2.2.2\n"
    "  doelgraaf search -- wijken -groen",
    "Search by words in goals, criteria, activities, references, people and domains.\n\nWords are found in every form; "
    'a phrase stands in double quotation marks, a number such as 2.2.2 or "P3 1.1" finds the goal of that number '
    "first, and a minus before a word leaves it out.\n\n\b\nExamples:\n"
    "  doelgraaf search groene wijken\n  doelgraaf search --kind goal --year 2031 2.2.2\n"
    "  doelgraaf search -- wijken -groen",
)
KIND: Final = Phrase("alleen deze soort; mag vaker", "only this kind; may be repeated")
ORGANISATION: Final = Phrase(
    "alleen deze organisatie, zoals gm0193; mag vaker", "only this organisation, such as gm0193; may be repeated"
)
YEAR: Final = Phrase("alleen dit jaar; mag vaker", "only this year; may be repeated")
DOCUMENT: Final = Phrase(
    "alleen dit document, zoals gm0193/begroting/2021; mag vaker",
    "only this document, such as gm0193/begroting/2021; may be repeated",
)
DOMAIN: Final = Phrase(
    "alleen dit domein, zoals gm0193/sociaal-domein; mag vaker",
    "only this domain, such as gm0193/sociaal-domein; may be repeated",
)
HOLDER: Final = Phrase(
    "alleen deze portefeuillehouder, zoals gm9999/a1a5d0f2; mag vaker",
    "only this portfolio holder, such as gm9999/a1a5d0f2; may be repeated",
)
LIMIT: Final = Phrase("hoeveel treffers", "how many hits")
OFFSET: Final = Phrase("hoeveel treffers over te slaan", "how many hits to pass over")
CSV: Final = Phrase("uitkomst als CSV", "result as CSV")
WRONG_VALUE: Final = Phrase(
    "--{name}: {value} kan hier niet; `doelgraaf search --help` geeft een voorbeeld",
    "--{name}: {value} is no value for it; `doelgraaf search --help` has an example",
)
ONE_FORM: Final = Phrase("kies --json of --csv, niet allebei", "choose --json or --csv, not both")
HITS: Final = Counted(Phrase("treffer", "hit"), Phrase("treffers", "hits"))
NONE: Final = Phrase(
    "Niets van wat is geladen past hierop. Probeer minder of andere woorden.",
    "Nothing that was loaded fits this. Try fewer or other words.",
)
BEYOND: Final = Phrase("Zo ver gaat de lijst niet: {hits}.", "The list does not go on so far: {hits}.")
SHOWN: Final = Phrase("{first} tot en met {last} van {hits}.", "{first} to {last} of {hits}.")
HEADS: Final = (
    Phrase("soort", "kind"),
    Phrase("nummer", "number"),
    Phrase("naam", "name"),
    Phrase("woorden", "words"),
    Phrase("document", "document"),
)
