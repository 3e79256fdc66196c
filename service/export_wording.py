"""What the commands that write tables and graphs say to people, in both languages. Knows no command."""

from typing import Final

from ontology.language import Phrase

TABLE: Final = Phrase(
    "Schrijf een tabel van de release: references, goals, amounts, effects of holders.\n\nZonder --out als CSV naar "
    "standaarduitvoer. Met --out naar een bestand dat op .csv of .xlsx eindigt; naast een CSV komt "
    "BESTAND-metadata.json (CSV on the Web). Wat de kolommen betekenen zegt `doelgraaf codebook`.\n\n"
    "Voorbeeld: doelgraaf table references --data gegevens --out verwijzingen.csv",
    "Write a table of the release: references, goals, amounts, effects or holders.\n\nWithout --out as CSV to standard "
    "output. With --out to a file that ends in .csv or .xlsx; beside a CSV comes FILE-metadata.json (CSV on the Web). "
    "`doelgraaf codebook` says what the columns mean.\n\n"
    "Example: doelgraaf table references --data data --out references.csv",
)
CODEBOOK: Final = Phrase(
    "Zeg wat de kolommen van tabellen betekenen, in Markdown.\n\nZonder TABLE van alle tabellen.\n\n"
    "Voorbeeld: doelgraaf codebook references",
    "Say what the columns of tables mean, in Markdown.\n\nWithout TABLE of all tables.\n\n"
    "Example: doelgraaf codebook references",
)
PROJECT: Final = Phrase(
    "Schrijf een document in de termen van een ander vocabulaire.\n\nweb-annotations: de verwijzingen (Web Annotation "
    "en CiTO); goal-tree: de doelenboom (SKOS naar NL-SBB).\n\n"
    "Voorbeeld: doelgraaf project goal-tree --document gm9999/begroting/2031 --data gegevens",
    "Write a document in the terms of another vocabulary.\n\nweb-annotations: the references (Web Annotation and "
    "CiTO); goal-tree: the goal tree (SKOS by NL-SBB).\n\n"
    "Example: doelgraaf project goal-tree --document gm9999/begroting/2031 --data data",
)
COVERAGE: Final = Phrase(
    "Schrijf hoeveel van elk document is geladen, in termen van DQV.\n\nVoorbeeld: doelgraaf coverage --data gegevens",
    "Write how much of each document was loaded, in terms of DQV.\n\nExample: doelgraaf coverage --data data",
)
DOCUMENT: Final = Phrase(
    "pad van een document, zoals gm0193/begroting/2021", "path of a document, such as gm0193/begroting/2021"
)
OUT: Final = Phrase("bestand in plaats van standaarduitvoer", "file instead of standard output")
NO_DOCUMENT: Final = Phrase(
    "--document {path}: release {release} heeft dit document niet; er zijn {known}",
    "--document {path}: release {release} holds no such document; there are {known}",
)
NO_SUFFIX: Final = Phrase(
    "--out {path}: eindig de naam op {known}, want daaraan is de vorm te zien",
    "--out {path}: end the name in {known}, which tells the form",
)
