"""The five tables of a release: references, goals, amounts, effects and holders."""

from typing import Final

from ontology import codes
from ontology.language import Phrase
from service.answers.tables import Column, ColumnKind, Table, TableError
from service.answers.tables.columns import (
    ADDRESS,
    BEGINNING,
    COVERAGE,
    EURO,
    SENTENCE,
    amount_year,
    enduring,
    exact,
    offsets,
    page,
    version,
)

_GOAL: Final = Phrase(
    "De doelversie: het doel zoals dit document het beschrijft.",
    "The goal version: the goal as this document describes it.",
)
_ELEMENT: Final = Phrase(
    "Het doel, de ambitie of het programma, zoals dit document het beschrijft.",
    "The goal, ambition or programme, as this document describes it.",
)
_NO_TABLE: Final = Phrase(
    "de tabel {name} bestaat niet; er zijn {names}", "there is no table {name}; there are {names}"
)


def _key(name: str, nl: str, en: str) -> Column:
    return Column(name, ColumnKind.IRI, Phrase(nl, en), required=True)


def _text(name: str, nl: str, en: str, *, required: bool = False) -> Column:
    return Column(name, ColumnKind.TEXT, Phrase(nl, en), required=required)


def _iri(name: str, nl: str, en: str) -> Column:
    return Column(name, ColumnKind.IRI, Phrase(nl, en))


def _code(name: str, allowed: type[codes.Code], nl: str, en: str, *, required: bool = False) -> Column:
    return Column(name, ColumnKind.CODE, Phrase(nl, en), codes=allowed, required=required)


def _euro(name: str, nl: str, en: str, *, required: bool = False) -> Column:
    return Column(name, ColumnKind.DECIMAL, Phrase(nl, en), EURO, required=required)


def _state(name: str, nl: str, en: str) -> Column:
    return _code(
        name,
        codes.ListState,
        f"Of de pagina een lijst heeft van {nl}: gevuld, een kop zonder lijst, of geen kop.",
        f"Whether the page has a list of {en}: filled, a heading without a list, or no heading.",
    )


REFERENCES: Final = Table(
    "references",
    Phrase(
        "Elke plaats waar een tekst een doel, ambitie of programma bij nummer noemt.",
        "Each place where a text names a goal, ambition or programme by its number.",
    ),
    "reference",
    (
        *BEGINNING,
        _key("reference", "De verwijzing zelf.", "The reference itself."),
        _iri("from", "De versie waarvan de tekst de woorden bevat.", "The version in whose text the words stand."),
        _text("fromNumber", "Nummer van de verwijzende versie.", "Number of the referring version."),
        _text("fromLabel", "Naam van de verwijzende versie.", "Label of the referring version."),
        _iri(
            "to",
            "De versie die bedoeld is; leeg waar er geen is aangewezen (zie resolution).",
            "The version that is meant; empty where none was found (see resolution).",
        ),
        _text("toNumber", "Nummer van de bedoelde versie.", "Number of the version that is meant."),
        _text("toLabel", "Naam van de bedoelde versie.", "Label of the version that is meant."),
        _code("role", codes.Role, "Rol van de verwijzing.", "Role of the reference.", required=True),
        _code(
            "relation",
            codes.Relation,
            "Welk verband de woorden leggen.",
            "The relation that the words make.",
            required=True,
        ),
        _code(
            "resolution",
            codes.Resolution,
            "Wat het zoeken van het doel opleverde. Bij not-loaded is er geen pagina van geladen, ook niet als het "
            "document volledig is: van ambities en programma's is er niet altijd een.",
            "What became of finding it. With not-loaded no page of it was loaded, also where the document is complete: "
            "ambitions and programmes do not always have one.",
            required=True,
        ),
        Column(
            "suspect",
            ColumnKind.BOOLEAN,
            Phrase(
                "Of de woorden beter bij een ander doel passen: past mogelijk niet.",
                "Whether the words fit another goal better: may not fit.",
            ),
            required=True,
        ),
        Column(
            "stale",
            ColumnKind.BOOLEAN,
            Phrase(
                "Of de zin is overgenomen uit een jaar waarin het nummer een ander doel was: mogelijk verouderd.",
                "Whether the sentence was copied from a year in which the number was another goal: may be out of date.",
            ),
            required=True,
        ),
        _code("citedKind", codes.CitedKind, "Soort dat de woorden noemen.", "Kind that the words name."),
        _text("citedNumber", "Nummer dat de woorden noemen.", "Number that the words name."),
        _text("citedLabel", "Naam naast het nummer, zoals gedrukt.", "Name beside the number, as printed."),
        _iri("citedDocument", "Document dat de woorden noemen.", "Document that the words name."),
        _iri("section", "Het deel van de pagina waarin de woorden staan.", "The section in which the words stand."),
        _code("sectionKind", codes.SectionKind, "Soort deel.", "Kind of section."),
        _text("sectionHeading", "Kop van het deel, zoals gedrukt.", "Heading of the section, as printed."),
        _iri(
            "element",
            "Het criterium, de activiteit of de afwijking waarin de woorden staan.",
            "The criterion, activity or deviation in which the words stand.",
        ),
        exact(),
        *offsets(required=True),
        SENTENCE,
        page(required=True),
        ADDRESS,
        *COVERAGE,
    ),
)
GOALS: Final = Table(
    "goals",
    Phrase(
        "De doelen die een geladen pagina beschrijft. Doelen die alleen genoemd worden staan er niet in.",
        "The goals that a loaded page describes. Goals that are only named are not among them.",
    ),
    "version",
    (
        *BEGINNING,
        *version(_GOAL, required=True),
        enduring(),
        _text("name", "Korte naam.", "Short name."),
        _text("statement", "Wat het doel wil bereiken, zoals gedrukt.", "What the goal wants to reach, as printed."),
        _iri("parentGoal", "Doel waar dit een deel van is.", "Goal of which this is a part."),
        _iri("ambition", "Ambitie waar het onder valt.", "Ambition that it falls under."),
        _iri("programme", "Programma waar het onder valt.", "Programme that it falls under."),
        _text("domain", "Beleidsdomein.", "Policy domain."),
        Column(
            "holders",
            ColumnKind.TEXTS,
            Phrase("Portefeuillehouders, zoals gedrukt.", "Portfolio holders, as printed."),
        ),
        _euro("expenditure", "Lasten in het jaar van het document.", "Expenditure in the year of the document."),
        _euro("revenue", "Baten in het jaar van het document.", "Revenue in the year of the document."),
        _euro(
            "balance",
            "Saldo in het jaar van het document; zie signConvention in amounts voor het teken.",
            "Balance in the year of the document; see signConvention in amounts for its sign.",
        ),
        _state("criteriaState", "criteria", "criteria"),
        _state("activitiesState", "activiteiten", "activities"),
        _state("frameworkNotesState", "kaderstellende nota's", "framework notes"),
        _state("holdersState", "portefeuillehouders", "portfolio holders"),
        page(),
        ADDRESS,
        *COVERAGE,
    ),
)
AMOUNTS: Final = Table(
    "amounts",
    Phrase(
        "De cellen van de tabellen met baten en lasten: één rij per onderdeel, regel, jaar en fase.",
        "The cells of the money tables: one row per element, line, year and phase.",
    ),
    "observation",
    (
        *BEGINNING,
        _key("observation", "De waarneming zelf.", "The observation itself."),
        *version(_ELEMENT, required=True),
        _code("line", codes.BudgetLine, "Regel van de tabel.", "Line of the table.", required=True),
        amount_year(required=True),
        _code("phase", codes.Phase, "Fase van het bedrag.", "Phase of the amount.", required=True),
        _euro(
            "amount",
            "Het bedrag, met het teken van de bron.",
            "The amount, with the sign of the source.",
            required=True,
        ),
        _text("cellText", "De cel zoals gedrukt.", "The cell as printed."),
        _code(
            "signConvention",
            codes.SignConvention,
            "Of de bron een saldo telt als lasten min baten of andersom.",
            "Whether the source counts a balance as expenditure minus revenue or the other way round.",
        ),
        page(),
        *offsets(),
        ADDRESS,
        *COVERAGE,
    ),
)
EFFECTS: Final = Table(
    "effects",
    Phrase(
        "De voordelen en nadelen die een tekst noemt, zoals in de afwijkingen van een bestuursrapportage.",
        "The advantages and disadvantages that a text names, as in the deviations of an interim report.",
    ),
    "financialEffect",
    (
        *BEGINNING,
        _key("financialEffect", "Het effect zelf.", "The effect itself."),
        *version(_ELEMENT),
        _iri("deviation", "Afwijking waar het bij hoort.", "Deviation that it belongs to."),
        _text("deviationTitle", "Titel van de afwijking.", "Title of the deviation."),
        _code(
            "headlineEffect", codes.Effect, "Wat de kop van de afwijking zegt.", "What the deviation's headline says."
        ),
        _iri("affects", "Onderdeel waarop het effect valt.", "Element on which the effect falls."),
        _text("affectsLabel", "Naam van dat onderdeel.", "Label of that element."),
        _code(
            "effect",
            codes.Effect,
            "Voordeel, nadeel of neutraal.",
            "Advantage, disadvantage or neutral.",
            required=True,
        ),
        _euro(
            "amount",
            "Het bedrag, nooit negatief; leeg waar de woorden er geen noemen.",
            "The amount, never negative; empty where the words give none.",
        ),
        _code("recurrence", codes.Recurrence, "Eenmalig of structureel.", "One-off or structural."),
        amount_year(),
        _code("phase", codes.Phase, "Fase van het bedrag.", "Phase of the amount."),
        _text("cause", "Oorzaak, in woorden van de pagina.", "Cause, in words of the page."),
        exact(),
        *offsets(required=True),
        SENTENCE,
        page(required=True),
        ADDRESS,
        *COVERAGE,
    ),
)
HOLDERS: Final = Table(
    "holders",
    Phrase(
        "Wie volgens een pagina portefeuillehouder is van welk doel.",
        "Who holds the portfolio of which goal, as a page shows it.",
    ),
    "assignment",
    (
        *BEGINNING,
        _key("assignment", "De toewijzing zelf.", "The assignment itself."),
        *version(_ELEMENT, required=True),
        _iri("person", "De persoon.", "The person."),
        _text(
            "name",
            "Naam in de volledigste vorm die pagina's drukken.",
            "Name in the fullest form that pages print.",
            required=True,
        ),
        Column(
            "printedNames",
            ColumnKind.TEXTS,
            Phrase("Vormen van de naam op deze pagina.", "Forms of the name on this page."),
        ),
        Column(
            "firstAttested",
            ColumnKind.DATE,
            Phrase(
                "Dag van de eerste pagina die het toont; niet het begin van de portefeuille.",
                "Day of the first page that shows it; not the begin of the portfolio.",
            ),
        ),
        Column(
            "lastAttested",
            ColumnKind.DATE,
            Phrase(
                "Dag van de laatste pagina die het toont; niet het einde ervan.",
                "Day of the last page that shows it; not its end.",
            ),
        ),
        page(),
        *offsets(),
        ADDRESS,
        *COVERAGE,
    ),
)
TABLES: Final = (REFERENCES, GOALS, AMOUNTS, EFFECTS, HOLDERS)


def find_table(name: str) -> Table:
    """The table of a name.

    Raises:
        TableError: there is no such table.
    """
    for table in TABLES:
        if table.name == name:
            return table
    raise TableError(_NO_TABLE, name=name, names=", ".join(table.name for table in TABLES))
