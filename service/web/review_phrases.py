"""What the pages of a review say of themselves, in both languages. What findings say is known by `answers.review`."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ontology.language import Counted, Language, Phrase
from service.answers.review.finding import Kind, Severity
from service.answers.review.phrases import ALL_GOALS, COUNTS, KINDS, SEVERITIES
from service.answers.review.report import Group, LeftOut
from service.answers.vocabulary import Label
from service.web.wrong_words import WRONG

WORDS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "title": Phrase("Nakijkrapport", "Review"),
        "list_lead": Phrase(
            "Per document wat vraagt om nakijken, geordend naar portefeuillehouder: nummers die niet bestaan, "
            "verwijzingen die mogelijk niet passen, doelen zonder portefeuillehouder of criteria, sommen die niet "
            "kloppen.",
            "For each document what asks for a look, by portfolio holder: numbers that do not exist, references that "
            "may not fit, goals without a holder or criteria, sums that do not add up.",
        ),
        "no_documents": Phrase("Er zijn geen documenten geladen.", "No documents are loaded."),
        "concept": Phrase(
            "Dit is een concept: het is gelezen en nagekeken, en nergens gepubliceerd.",
            "This is a draft: it was read and reviewed, and published nowhere.",
        ),
        "machine": Phrase(
            "Door een programma gelezen uit de tekst van de pagina's. Elke bevinding heeft haar zin, zodat u zelf kunt "
            "zien of zij klopt.",
            "Read by a program from the text of the pages. Each finding has its sentence, so that you can see for "
            "yourself whether it is right.",
        ),
        "looked_at": Phrase("Nagekeken", "Looked at"),
        "found": Phrase("Gevonden", "Found"),
        "nothing": Phrase("niets", "nothing"),
        "remarks": Phrase("Van het hele document", "Of the whole document"),
        "per_holder": Phrase("Per portefeuillehouder", "By portfolio holder"),
        "holder": Phrase("Portefeuillehouder", "Portfolio holder"),
        "no_holder": Phrase("Zonder portefeuillehouder", "Without a portfolio holder"),
        "goals": Phrase("Doelen", "Goals"),
        "per_kind": Phrase("Per soort", "By kind"),
        "kind": Phrase("Soort", "Kind"),
        "total": Phrase("Alle", "All"),
        "shared": Phrase(
            "Een doel met twee portefeuillehouders staat bij beiden en telt in «Alle» één keer.",
            "A goal with two portfolio holders stands with both, and counts once in “All”.",
        ),
        "all_goals": ALL_GOALS,
        "everywhere": Phrase("Bij alle doelen", "At all goals"),
        "again": Phrase("Kijk opnieuw na", "Review again"),
        "least": Phrase(
            "Minste zekerheid van verouderde verwijzingen (0 tot 1)",
            "Least confidence of references out of date (0 to 1)",
        ),
        "least_hint": Phrase(
            "leeg: zoals de release het aanneemt; hoogste 0,999", "empty: as the release takes it; highest 0.999"
        ),
        "severe": Phrase("alleen fouten en twijfels", "only errors and doubts"),
        "informing": Phrase("Ter informatie", "Notices"),
        "no_pressing": Phrase("Geen fouten en geen twijfels.", "No errors and no doubts."),
        "clean": Phrase("Geen bevindingen.", "No findings."),
        "alone": Phrase("alleen dit deel, om af te drukken", "only this part, to print"),
        "whole": Phrase("hele rapport", "whole report"),
        "wrong": WRONG["wrong"],
        "in_text": Phrase("in de gelezen tekst", "in the text that was read"),
        "on_page": Phrase("op de pagina zelf", "on the page itself"),
        "offsets": Phrase("tekens {start}–{end}", "characters {start}–{end}"),
        "also_of": Phrase("ook van {names}", "also of {names}"),
        "made_from": Phrase("Gemaakt van release {release}.", "Made from release {release}."),
        "json": Phrase("Als JSON", "As JSON"),
    }
)
GOALS: Final = Counted(Phrase("doel", "goal"), Phrase("doelen", "goals"))
PLACES: Final = Counted(Phrase("plaats", "place"), Phrase("plaatsen", "places"))
MORE_PLACES: Final = Phrase("en nog {places}", "and {places} more")
LEFT_OUT: Final = Phrase("{kind}: en nog {count}", "{kind}: and {count} more")
HIDDEN: Final = Phrase("{count} niet getoond.", "{count} not shown.")
LIGHTER: Final = Counted(
    Phrase("bevinding die minder weegt, is", "finding that weighs less is"),
    Phrase("bevindingen die minder wegen, zijn", "findings that weigh less are"),
)
SEPARATOR: Final = ", "


@dataclass(frozen=True, slots=True)
class ReviewVoice:
    """The words of a review in one language, as templates and the terminal use them."""

    language: Language

    def __call__(self, name: str, **values: object) -> str:
        """A phrase by its name, with the values filled in."""
        return WORDS[name].say(self.language, **values)

    def label(self, label: Label) -> str:
        """A label in the language."""
        return label.say(self.language)

    def kind(self, kind: Kind) -> str:
        """What a kind of finding is called."""
        return KINDS[kind].say(self.language)

    def severity(self, severity: Severity) -> str:
        """What a severity is called."""
        return SEVERITIES[severity].say(self.language)

    def counts(self, counts: Mapping[Severity, int]) -> str:
        """How many findings of each severity there are: `3 fouten, 1 twijfel`; a word for none at all."""
        found = [COUNTS[severity].say(counts[severity], self.language) for severity in Severity if counts.get(severity)]
        return SEPARATOR.join(found) or self("nothing")

    def notices(self, group: Group) -> str:
        """How many of the findings of a group only inform."""
        return COUNTS[Severity.NOTICE].say(group.counts[Severity.NOTICE], self.language)

    def hidden(self, count: int) -> str:
        """How many findings are not shown because they weigh too little."""
        return HIDDEN.say(self.language, count=LIGHTER.say(count, self.language))

    def goals(self, count: int) -> str:
        """A number of goals."""
        return GOALS.say(count, self.language)

    def more_places(self, count: int) -> str:
        """How many places are not shown."""
        return MORE_PLACES.say(self.language, places=PLACES.say(count, self.language))

    def left_out(self, left: LeftOut) -> str:
        """How many findings of a kind are not shown."""
        return LEFT_OUT.say(self.language, kind=self.kind(left.kind), count=left.count)
