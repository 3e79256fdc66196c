"""What the command `review` says to people, in both languages. Knows no command."""

from typing import Final

from ontology.language import Counted, Phrase

REVIEW: Final = Phrase(
    "Kijk een document na en zeg per portefeuillehouder wat vraagt om een blik: nummers die niet bestaan, verwijzingen "
    "die mogelijk niet passen, doelen zonder portefeuillehouder, criteria of nota's, sommen die niet kloppen.\n\n"
    "DOCUMENT is het pad van een gepubliceerd document, zoals gm0193/begroting/2021. PATH is een bestand of map met "
    "pagina's van een concept, zoals doelgraaf ingest die leest (een map die heet als een document: ./gm0193/...). Een "
    "concept wordt gelezen, nagekeken en vergeten; niets ervan wordt gepubliceerd.\n\n"
    "De uitkomst is 0, ook als er iets gevonden is; met --strict 1 als er fouten zijn.\n\n"
    "Voorbeeld: doelgraaf review concept-pagina's --out rapport.html",
    "Review a document and say for each portfolio holder what asks for a look: numbers that do not exist, references "
    "that may not fit, goals without a holder, criteria or notes, sums that do not add up.\n\n"
    "DOCUMENT is the path of a published document, such as gm0193/begroting/2021. PATH is a file or folder of pages of "
    "a draft, as doelgraaf ingest reads them (a folder that is called like a document: ./gm0193/...). A draft is read, "
    "reviewed and forgotten; nothing of it is published.\n\n"
    "It ends with 0, also where something was found; with --strict with 1 where there are errors.\n\n"
    "Example: doelgraaf review draft-pages --out report.html",
)
BESIDE: Final = Phrase(
    "dataset waarvan de documenten bij het concept bekend zijn, zodat verwijzingen daarheen gevonden worden; er wordt "
    "met een kopie gewerkt",
    "dataset whose documents are known beside the draft, so that references to those are found; a copy is worked with",
)
FORM: Final = Phrase(
    "vorm van het rapport; anders naar de naam van --out", "form of the report; else by the name of --out"
)
HOLDER: Final = Phrase("alleen het deel van deze portefeuillehouder", "only the part of this portfolio holder")
STRICT: Final = Phrase("eindig met 1 als er fouten zijn", "end with 1 where there are errors")
OUT: Final = Phrase("bestand in plaats van standaarduitvoer", "file instead of standard output")
QUIET: Final = Phrase("geen voortgang", "no progress")
REVIEWING: Final = Phrase("Nakijken", "Reviewing")

NO_DOCUMENT: Final = Phrase(
    "{path}: release {release} heeft dit document niet; er zijn {known}",
    "{path}: release {release} holds no such document; there are {known}",
)
NEITHER: Final = Phrase(
    "{path}: dit bestand of deze map bestaat niet, en het is geen pad van een document; dat is er bijvoorbeeld zo een: "
    "gm0193/begroting/2021",
    "{path}: there is no such file or folder, and it is no path of a document; such a path is gm0193/begroting/2021",
)
BESIDE_DOCUMENT: Final = Phrase(
    "--beside hoort bij een concept (PATH); een gepubliceerd document kent de andere al",
    "--beside goes with a draft (PATH); a published document knows the others already",
)
DATA_CONCEPT: Final = Phrase(
    "--data gaat niet samen met PATH: een concept wordt nergens gepubliceerd; geef een dataset met --beside als het "
    "naar andere documenten verwijst",
    "--data does not go with PATH: a draft is published nowhere; give a dataset with --beside where it refers to other "
    "documents",
)
NO_HOLDER: Final = Phrase(
    "--holder {name}: niemand heet zo in {documents}; er zijn {known}",
    "--holder {name}: nobody is called so in {documents}; there are {known}",
)
NOBODY: Final = Phrase("geen portefeuillehouders", "no portfolio holders")
NO_SUFFIX: Final = Phrase(
    "--out {path}: eindig de naam op {known}, want daaraan is de vorm te zien, of zeg het met --format",
    "--out {path}: end the name in {known}, which tells the form, or say it with --format",
)
NEEDS_OUT: Final = Phrase(
    "--format xlsx is een bestand: zeg met --out waar het komt", "--format xlsx is a file: say with --out where it goes"
)
WRITTEN: Final = Phrase("Rapport in {path}.", "Report in {path}.")
OLDER: Final = Phrase(
    "Let op: van {pages} van het concept heeft de dataset van --beside een nieuwere vorm; die is nagekeken en niet die "
    "van het concept.",
    "Note: of {pages} of the draft the dataset of --beside has a newer form; that was reviewed, not that of the draft.",
)
PAGES: Final = Counted(Phrase("pagina", "page"), Phrase("pagina's", "pages"))
