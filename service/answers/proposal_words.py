"""What prepared entries are called, and what each can say, in both languages. Prepares none."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.language import Phrase
from ontology.terms import (
    FRAMED_BY,
    HAS_CRITERION,
    HAS_EFFECT,
    HAS_PLANNED_ACTIVITY,
    HOLDER_NAME,
    IN_DOCUMENT,
    MAKES_REFERENCE,
    OBEU_AMOUNT,
    VERSION_OF,
)

WHAT: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "number": Phrase("Nummer", "Number"),
        "label": Phrase("Korte naam", "Short name"),
        "statement": Phrase("Doelzin", "Statement"),
        "domain": Phrase("Domein", "Domain"),
        "document": Phrase("Document", "Document"),
        "holder": Phrase("Portefeuillehouder", "Portfolio holder"),
        "reference": Phrase("Verwijzing", "Reference"),
        "amount": Phrase("Bedrag", "Amount"),
        "effect": Phrase("Financieel effect", "Financial effect"),
        "criteria": Phrase("Criterium", "Criterion"),
        "activities": Phrase("Activiteit", "Activity"),
        "frameworkNotes": Phrase("Kaderstellende nota", "Framework note"),
        "missed-reference": Phrase("Een verwijzing ontbreekt", "A reference is missing"),
        "missed-holder": Phrase("Een portefeuillehouder ontbreekt", "A portfolio holder is missing"),
    }
)
OTHER: Final = Phrase("Overig", "Other")
SETTLED: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        MAKES_REFERENCE: WHAT["reference"],
        HAS_EFFECT: WHAT["effect"],
        HAS_CRITERION: WHAT["criteria"],
        HAS_PLANNED_ACTIVITY: WHAT["activities"],
        FRAMED_BY: WHAT["frameworkNotes"],
        OBEU_AMOUNT: WHAT["amount"],
        HOLDER_NAME: WHAT["holder"],
        IN_DOCUMENT: WHAT["document"],
        VERSION_OF: Phrase("Welk doel het is", "Which goal it is"),
    }
)
CHOICES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "pages": Phrase(
            "Zet de juiste waarde in de plaats; null als de pagina er geen heeft.",
            "Put the right value in its place; null where the page has none.",
        ),
        "holders": Phrase(
            "Zet de juiste naam in de plaats. Is het geen portefeuillehouder: remove: true in plaats van name.",
            "Put the right name in its place. If it is no portfolio holder: remove: true instead of name.",
        ),
        "number": Phrase(
            "Zet het juiste nummer in de plaats. Gaat de pagina niet over een doel, zet er dan ook kind bij: ambition "
            "(ambitie), programme (programma) of een andere soort pagina.",
            "Put the right number in its place. If the page is not about a goal, add kind too: ambition, programme or "
            "another kind of page.",
        ),
        "document": Phrase(
            "Zet het document in de plaats waarbij de pagina hoort: kind is begroting, begrotingswijziging, "
            "perspectiefnota, voorjaarsnota, berap of jaarstukken, en sequence is het nummer in het jaar, als "
            "er meer zijn.",
            "Put the document in its place to which the page belongs: kind is begroting, begrotingswijziging, "
            "perspectiefnota, voorjaarsnota, berap or jaarstukken, and sequence is its number in the year, "
            "where there are several.",
        ),
        "references": Phrase(
            "Zet het juiste nummer of de juiste soort in de plaats: goal (doel), ambition (ambitie) of programme "
            "(programma). Is het geen verwijzing: noReference: true in plaats van number en kind. Naar een ander "
            "document: document: {{kind: begroting, year: 2030}}.",
            "Put the right number or kind (goal, ambition, programme) in its place. If it is no reference: "
            "noReference: true instead of number and kind. To another document: "
            "document: {{kind: begroting, year: 2030}}.",
        ),
        "missed-reference": Phrase(
            "Neem bij exact de woorden over die op de pagina naar het doel verwijzen, en zet zijn nummer bij number. "
            "Staan die woorden er vaker, zet er dan nth: 2 bij voor de tweede keer. Is het geen doel: kind: ambition "
            "(ambitie) of programme (programma).",
            "Copy at exact the words on the page that refer to the goal, and put its number at number. If those words "
            "stand there more than once, add nth: 2 for the second time. If it is no goal: kind: ambition or "
            "programme.",
        ),
        "missed-holder": Phrase(
            "Neem bij exact de naam over zoals die op de pagina staat. Staat die er vaker, zet er dan nth: 2 bij voor "
            "de tweede keer. Moet de naam anders zijn dan hij er staat: zet haar bij name.",
            "Copy at exact the name as it stands on the page. If it stands there more than once, add nth: 2 for the "
            "second time. If the name should be other than it stands there: put it at name.",
        ),
        "amounts": Phrase(
            "Zet het juiste bedrag in euro in de plaats; er kan ook year, line of phase staan. Is het geen bedrag: "
            "remove: true in plaats van value.",
            "Put the right amount in euro in its place; year, line or phase may stand there too. If it is no amount: "
            "remove: true instead of value.",
        ),
        "effects": Phrase(
            "Zet in de plaats wat klopt: bearer, effect (advantage: voordeel, disadvantage: nadeel, neutral: "
            "neutraal), amount in euro of null, recurrence (one-off: incidenteel, structural: structureel), year, "
            "cause (de oorzaak in woorden, of null). Is het geen effect: alleen remove: true.",
            "Put what is right in its place: bearer, effect (advantage, disadvantage, neutral), amount in euro or "
            "null, recurrence (one-off, structural), year, cause (in words, or null). If it is no effect: only "
            "remove: true.",
        ),
        "elements": Phrase(
            "Zo gaat het uit de lijst. Hoort het er wel in maar is het anders, schrijf dat dan in de mail.",
            "This takes it out of the list. If it belongs there but is different, say so in the mail.",
        ),
    }
)
_SUMS_OPEN: Final = Phrase(
    "Zet bij value het juiste bedrag in euro; er kan ook year, line of phase staan. Is het geen bedrag: remove: true "
    "in plaats van value. ",
    "Put the right amount in euro at value; year, line or phase may stand there too. If it is no amount: remove: true "
    "instead of value. ",
)
_SUMS_CLOSE: Final = Phrase(
    " Die som klopt nu, en doelgraaf publish weigert bedragen die samen niet meer kloppen. Verbeter daarom ook wat met "
    "dit bedrag verandert, en haal de regels weg van de bedragen die al goed zijn.",
    " That sum is right now, and doelgraaf publish refuses amounts that no longer add up. So correct what changes with "
    "this amount too, and take away the entries of amounts that are right already.",
)
_SUMS: Final[Mapping[tuple[bool, bool], Phrase]] = MappingProxyType(
    {
        (True, False): Phrase(
            "Het saldo is het verschil van lasten en baten, en staat daarom hieronder mee.",
            "The balance is the difference of expenditure and revenue, and so stands below too.",
        ),
        (False, True): Phrase(
            "Het resultaat is het saldo met wat er in reserves gaat of eruit komt, en staat daarom hieronder mee.",
            "The result is the balance with what goes into reserves or comes out, and so stands below too.",
        ),
        (True, True): Phrase(
            "Het saldo is het verschil van lasten en baten, en het resultaat volgt uit het saldo; die staan daarom "
            "hieronder mee.",
            "The balance is the difference of expenditure and revenue, and the result follows from the balance; so "
            "these stand below too.",
        ),
    }
)
AMOUNT_SUMS: Final[Mapping[tuple[bool, bool], Phrase]] = MappingProxyType(
    {
        which: Phrase(
            f"{_SUMS_OPEN.nl}{said.nl}{_SUMS_CLOSE.nl}",
            f"{_SUMS_OPEN.en}{said.en}{_SUMS_CLOSE.en}",
        )
        for which, said in _SUMS.items()
    }
)
"""What an entry for an amount can say that stands in a balance, in a result, or in both."""
TIED_WHY: Final = Phrase("hoort bij de correctie van {told}", "goes with the correction of {told}")
