"""Columns that several tables have: what every row begins and ends with, and what says where its words stand."""

from typing import Final

from ontology.codes import Completeness, DocumentKind
from ontology.language import Phrase
from service.answers.tables import Column, ColumnKind

GOALS: Final = Phrase("doelen", "goals")
EURO: Final = Phrase("euro", "euro")
CODE_POINTS: Final = Phrase("tekens (Unicode-codepunten)", "characters (Unicode code points)")

# Of every row, whatever its table: the release and the document that state it.
BEGINNING: Final = (
    Column(
        "release",
        ColumnKind.TEXT,
        Phrase("De release waaruit de rij komt.", "The release that the row comes from."),
        required=True,
    ),
    Column(
        "organisation",
        ColumnKind.TEXT,
        Phrase("Code van de organisatie, zoals gm0193.", "Code of the organisation, such as gm0193."),
        required=True,
    ),
    Column(
        "document",
        ColumnKind.TEXT,
        Phrase(
            "Pad van het document: organisatie, soort en jaar, zoals gm0193/berap/2023-2.",
            "Path of the document: organisation, kind and year, such as gm0193/berap/2023-2.",
        ),
        required=True,
    ),
    Column(
        "documentKind",
        ColumnKind.CODE,
        Phrase("Soort document.", "Kind of document."),
        codes=DocumentKind,
        required=True,
    ),
    Column(
        "year",
        ColumnKind.INTEGER,
        Phrase("Begrotingsjaar van het document.", "Fiscal year of the document."),
        required=True,
    ),
)
# Also of every row: how much of its document was loaded, so that nobody takes what is absent for what does not exist.
COVERAGE: Final = (
    Column(
        "documentGoalsRead",
        ColumnKind.INTEGER,
        Phrase(
            "Hoeveel doelen van het document door een geladen pagina zijn beschreven.",
            "How many goals of the document a loaded page describes.",
        ),
        GOALS,
        required=True,
    ),
    Column(
        "documentGoalsExpected",
        ColumnKind.INTEGER,
        Phrase(
            "Hoeveel doelen het document heeft; leeg waar dat niet bekend is.",
            "How many goals the document has; empty where that is not known.",
        ),
        GOALS,
    ),
    Column(
        "documentComplete",
        ColumnKind.CODE,
        Phrase(
            "Of alle doelen van het document zijn geladen; ambities en programma's tellen niet mee. Bij no en unknown "
            "kan bestaan wat hier ontbreekt.",
            "Whether all goals of the document were loaded; ambitions and programmes do not count. With no and "
            "unknown, what is missing here may exist.",
        ),
        codes=Completeness,
        required=True,
    ),
)
ADDRESS: Final = Column(
    "address",
    ColumnKind.IRI,
    Phrase("Webadres van de pagina, voor zover bekend.", "Web address of the page, where known."),
)
SENTENCE: Final = Column(
    "sentence",
    ColumnKind.TEXT,
    Phrase("De zin waarin de woorden staan.", "The sentence in which the words stand."),
)


def page(*, required: bool = False) -> Column:
    """The page on which the words stand."""
    return Column(
        "page",
        ColumnKind.IRI,
        Phrase("De pagina (zoals vastgelegd) waarop het staat.", "The page (as captured) on which it stands."),
        required=required,
    )


def exact() -> Column:
    """The words themselves."""
    return Column(
        "exact",
        ColumnKind.TEXT,
        Phrase(
            "De woorden zelf, precies zoals ze in de tekst van de pagina staan, van start tot end.",
            "The words themselves, just as they stand in the text of the page, from start to end.",
        ),
        required=True,
    )


def offsets(*, required: bool = False) -> tuple[Column, Column]:
    """Where the words stand in the text of the page."""
    return (
        Column(
            "start",
            ColumnKind.INTEGER,
            Phrase(
                "Plaats van het eerste teken in de tekst van de pagina (dg:text), geteld vanaf 0.",
                "Place of the first character in the text of the page (dg:text), counted from 0.",
            ),
            CODE_POINTS,
            required=required,
        ),
        Column(
            "end",
            ColumnKind.INTEGER,
            Phrase("Plaats achter het laatste teken.", "Place behind the last character."),
            CODE_POINTS,
            required=required,
        ),
    )


def version(about: Phrase, *, required: bool = False) -> tuple[Column, Column, Column]:
    """What a row is about: its IRI, its number and its label."""
    return (
        Column("version", ColumnKind.IRI, about, required=required),
        Column(
            "number",
            ColumnKind.TEXT,
            Phrase(
                "Nummer ervan in het document. Een tekst: 1.10 is niet 1.1.",
                "Its number in the document. A text: 1.10 is not 1.1.",
            ),
            required=required,
        ),
        Column(
            "label",
            ColumnKind.TEXT,
            Phrase("Hoe het heet, met organisatie en document.", "What it is called, with body and document."),
            required=required,
        ),
    )


def enduring() -> Column:
    """What endures and of which a row is a version: several things where goals were merged."""
    return Column(
        "goals",
        ColumnKind.IRIS,
        Phrase(
            "Alles wat door de jaren heen blijft en waar dit een versie van is: meer dan één waar doelen samengingen.",
            "All that endures and of which it is a version: more than one where goals were merged.",
        ),
    )


def amount_year(*, required: bool = False) -> Column:
    """The year of an amount, which need not be that of its document."""
    return Column(
        "amountYear",
        ColumnKind.INTEGER,
        Phrase(
            "Jaar waarover het bedrag gaat; niet altijd dat van het document.",
            "Year that the amount is about; not always that of the document.",
        ),
        required=required,
    )
