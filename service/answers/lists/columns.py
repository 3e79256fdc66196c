"""The table whose rows are goals, ambitions and programmes, also those that are only named. Asks nothing."""

from typing import Final

from ontology import codes
from ontology.language import Phrase
from service.answers.tables import Column, ColumnKind, Table
from service.answers.tables.columns import ADDRESS, BEGINNING, COVERAGE, EURO, enduring, offsets, page, version

_TEXTS: Final = (
    ("name", "Korte naam.", "Short name."),
    ("statement", "Wat ermee bereikt moet worden, zoals gedrukt.", "What it is to reach, as printed."),
)
_ABOVE: Final = (
    ("parentGoal", "Doel waar dit een deel van is.", "Goal of which this is a part."),
    ("ambition", "Ambitie waar het onder valt.", "Ambition that it falls under."),
    ("programme", "Programma waar het onder valt.", "Programme that it falls under."),
    ("inDomain", "Beleidsdomein waar het onder valt.", "Policy domain that it falls under."),
)
_MONEY: Final = (
    ("expenditure", "Lasten in het jaar van het document.", "Expenditure in the year of the document."),
    ("revenue", "Baten in het jaar van het document.", "Revenue in the year of the document."),
    ("balance", "Saldo in het jaar van het document.", "Balance in the year of the document."),
)

VERSIONS: Final = Table(
    "versions",
    Phrase(
        "Doelen, ambities en programma's zoals elk document ze beschrijft, ook die alleen genoemd worden.",
        "Goals, ambitions and programmes as each document describes them, also those that are only named.",
    ),
    "version",
    (
        *BEGINNING,
        Column(
            "kind",
            ColumnKind.CODE,
            Phrase("Doel, ambitie of programma.", "Goal, ambition or programme."),
            codes=codes.CitedKind,
        ),
        *version(Phrase("Het doel zoals dit document het beschrijft.", "The goal as this document describes it.")),
        enduring(),
        Column(
            "loaded",
            ColumnKind.BOOLEAN,
            Phrase(
                "Of een geladen pagina het beschrijft; anders wordt het alleen genoemd.",
                "Whether a loaded page describes it; else it is only named.",
            ),
        ),
        *(Column(name, ColumnKind.TEXT, Phrase(nl, en)) for name, nl, en in _TEXTS),
        *(Column(name, ColumnKind.IRI, Phrase(nl, en)) for name, nl, en in _ABOVE),
        Column("domain", ColumnKind.TEXT, Phrase("Naam van dat domein.", "Name of that domain.")),
        Column(
            "holders", ColumnKind.TEXTS, Phrase("Portefeuillehouders, zoals gedrukt.", "Portfolio holders, as printed.")
        ),
        *(Column(name, ColumnKind.DECIMAL, Phrase(nl, en), EURO) for name, nl, en in _MONEY),
        page(),
        *offsets(),
        ADDRESS,
        *COVERAGE,
    ),
)
