"""The texts of the pages `/trace` and `/trace/{question}`, in both languages; those shared with maps are theirs."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.language import Language, Phrase

PHRASES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "questions": Phrase("Vragen over samenhang", "Questions about connections"),
        "questions_lead": Phrase(
            "Twaalf vragen over hoe doelen met elkaar samenhangen. Elk antwoord heeft de zinnen uit de tekst erbij, en "
            "is op te halen als tabel of als netwerk.",
            "Twelve questions about how goals are connected. Every answer comes with the sentences of the text, and "
            "can be downloaded as a table or as a network.",
        ),
        "of_one": Phrase(
            "Over één doel, programma, portefeuillehouder of domein", "About one goal, programme, holder or domain"
        ),
        "of_two": Phrase("Over twee", "About two"),
        "of_all": Phrase("Over een heel document, of meer", "About a whole document, or more"),
        "see_also": Phrase("Zie ook", "See also"),
        "from": Phrase("Waarvan", "Of what"),
        "from_of_two": Phrase("Van", "From"),
        "to": Phrase("Naar", "To"),
        "endpoint_hint": Phrase(
            "Een nummer zoals 2.2.2, of de naam van een programma, portefeuillehouder of domein.",
            "A number such as 2.2.2, or the name of a programme, portfolio holder or domain.",
        ),
        "endpoint_optional": Phrase("Leeg laten mag.", "It may be left empty."),
        "depth": Phrase("Hoeveel stappen ver", "How many steps far"),
        "most": Phrase("Hoeveel rijen hooguit", "How many rows at most"),
        "most_paths": Phrase("Hoeveel paden hooguit", "How many paths at most"),
        "ask": Phrase("Vraag", "Ask"),
        "choose_from": Phrase("Kies waarover de vraag gaat. Bijvoorbeeld:", "Choose what it is about. For example:"),
        "choose_to": Phrase("Kies ook waarheen. Bijvoorbeeld:", "Choose to what, too. For example:"),
        "no_rows": Phrase("Niets.", "Nothing."),
        "all": Phrase("alle", "all"),
        "picture": Phrase("Als tekening", "As a picture"),
        "picture_open": Phrase("Open de tekening", "Open the picture"),
        "picture_of": Phrase(
            "Tekening bij: {title}. De tabellen hebben hetzelfde in woorden.",
            "Picture of: {title}. The tables have the same in words.",
        ),
        "notes": Phrase("Hierbij", "With this"),
        "cite": Phrase("Citeer dit", "Cite this"),
        "cite_kept": Phrase("Vast adres van dit antwoord", "Permanent address of this answer"),
        "asked_of": Phrase("Gevraagd van: {documents}.", "Asked of: {documents}."),
        "in_text": Phrase("in de tekst", "in the text"),
        "on_web": Phrase("pagina van de gemeente", "page of the municipality"),
        "group_none": Phrase(
            "Een streepje (–) is wat in geen van de groepen valt.", "A dash (–) is what is in none of the groups."
        ),
        "yes": Phrase("ja", "yes"),
        "no": Phrase("nee", "no"),
        "only_named": Phrase("alleen genoemd", "only named"),
        "suspect": Phrase("past mogelijk niet", "may not fit"),
        "what": Phrase("wat", "what"),
        "all_references": Phrase("toon alle", "show all"),
        "see_matrix": Phrase("De matrix als eigen pagina", "The matrix on a page of its own"),
        "see_network": Phrase("Het netwerk als kaart", "The network as a map"),
    }
)

ABOUTS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "paths": Phrase(
            "De kortste wegen van het ene naar het andere, met de zin achter elke stap. Een programma, "
            "portefeuillehouder of domein staat voor zichzelf en voor alles wat erin valt. De boom van het document "
            "en gedeelde portefeuilles tellen ook als stap als u ze aanvinkt.",
            "The shortest ways from one to another, with the sentence behind every step. A programme, portfolio "
            "holder or domain stands for itself and for all that is in it. The tree of the document and shared "
            "portfolios count as steps too where you tick them.",
        ),
    }
)
"""What questions tell that speak of parameters elsewhere."""

HEADS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "out": Phrase("hier genoemd (keer)", "mentioned here (times)"),
        "in": Phrase("noemt dit (keer)", "mentions this (times)"),
        "dangling": Phrase("wordt genoemd (keer)", "is mentioned (times)"),
        "own": Phrase("noemt (keer)", "mentions (times)"),
        "referringGoals": Phrase("wordt genoemd door (doelen)", "is mentioned by (goals)"),
        "referredGoals": Phrase("noemt (doelen)", "mentions (goals)"),
        "incomingReferences": Phrase("wordt genoemd (keer)", "is mentioned (times)"),
        "outgoingReferences": Phrase("noemt (keer)", "mentions (times)"),
        "allReferring": Phrase("in de hele release genoemd door", "mentioned in the whole release by"),
        "allReferred": Phrase("noemt in de hele release", "mentions in the whole release"),
    }
)
"""Heads of columns that pages word otherwise than files: what mentions what, as everywhere on pages."""

DIRECTIONS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "out": Phrase("noemt", "mentions"),
        "in": Phrase("wordt genoemd", "is mentioned"),
        "along": Phrase("zoals verwezen wordt", "as it refers"),
        "against": Phrase("tegen de verwijzing in", "against the reference"),
    }
)
EITHER_WAY: Final = Phrase("beide kanten op", "both ways")
"""The direction of what mentions nothing, such as that two documents have the same goal."""
GROUPS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "goal": Phrase("doel", "goal"),
        "programme": Phrase("programma", "programme"),
        "holder": Phrase("portefeuillehouder", "portfolio holder"),
        "domain": Phrase("domein", "domain"),
    }
)


def say(name: str, /, language: Language, **values: object) -> str:
    """A text of the pages, with its values filled in."""
    return PHRASES[name].say(language, **values)
