"""What the command `review` says to people, in both languages. Knows no command."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.language import Counted, Phrase

REVIEW: Final = Phrase(
    "Kijk een document na en zeg per portefeuillehouder wat vraagt om een blik: nummers die niet bestaan, verwijzingen "
    "die mogelijk niet passen, doelen zonder portefeuillehouder, criteria of nota's, sommen die niet kloppen.\n\n"
    "DOCUMENT is het pad van een gepubliceerd document, zoals gm0193/begroting/2021. PATH is een bestand of map met "
    "pagina's van een concept, zoals doelgraaf ingest die leest (een map die heet als een document: ./gm0193/...). Een "
    "concept wordt gelezen, nagekeken en vergeten; niets ervan wordt gepubliceerd.\n\n"
    "De uitkomst is 0, ook als er iets gevonden is; met --strict 1 als er fouten zijn.\n\n"
    'Voorbeeld: doelgraaf review concept-paginas --as "begroting 2027" --out rapport.html',
    "Review a document and say for each portfolio holder what asks for a look: numbers that do not exist, references "
    "that may not fit, goals without a holder, criteria or notes, sums that do not add up.\n\n"
    "DOCUMENT is the path of a published document, such as gm0193/begroting/2021. PATH is a file or folder of pages of "
    "a draft, as doelgraaf ingest reads them (a folder that is called like a document: ./gm0193/...). A draft is read, "
    "reviewed and forgotten; nothing of it is published.\n\n"
    "It ends with 0, also where something was found; with --strict with 1 where there are errors.\n\n"
    'Example: doelgraaf review draft-pages --as "begroting 2027" --out report.html',
)
BESIDE: Final = Phrase(
    "dataset waarvan de documenten bij het concept bekend zijn, zodat verwijzingen daarheen gevonden worden; er wordt "
    "met een kopie gewerkt",
    "dataset whose documents are known beside the draft, so that references to those are found; a copy is worked with",
)
AS: Final = Phrase(
    'document van de pagina\'s die zelf niet zeggen van welk zij zijn, zoals "begroting 2027" of "berap 2027-1"; de '
    "gemeente is die van --beside als dat er één is, en anders een verzonnen",
    'document of the pages that do not say of which they are, such as "begroting 2027" or "berap 2027-1"; the '
    "municipality is that of --beside where that is one, else a fictional one",
)
NAME: Final = Phrase("hoe de gemeente van --as in het rapport heet", "what the report calls the municipality of --as")
ALL_GOALS: Final = Phrase(
    "de pagina's zijn alle doelen van --as: een nummer dat er niet bij is, bestaat niet",
    "the pages are all goals of --as: a number that is not among them does not exist",
)
SEVERITY: Final = Phrase(
    "alleen wat minstens zo zwaar weegt: error (fout), doubt (twijfel), notice (ter informatie)",
    "only what weighs at least as much: error, doubt, notice",
)
LEAST: Final = Phrase(
    "minste zekerheid, van 0 tot 1, van de uitspraken waarop verouderde verwijzingen rusten; zonder: wat de release "
    "aanneemt",
    "least confidence, from 0 to 1, of the claims that references out of date rest on; without it what the release "
    "takes for true",
)
FORM: Final = Phrase(
    "vorm van het rapport; anders naar de naam van --out", "form of the report; else by the name of --out"
)
HOLDER: Final = Phrase("alleen het deel van deze portefeuillehouder", "only the part of this portfolio holder")
STRICT: Final = Phrase("eindig met 1 als er fouten zijn", "end with 1 where there are errors")
OUT: Final = Phrase("bestand in plaats van standaarduitvoer", "file instead of standard output")
QUIET: Final = Phrase(
    "alleen het rapport: geen voortgang, geen meldingen van het lezen",
    "only the report: no progress, no issues of reading",
)
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
    "--beside, --as, --name en --complete horen bij een concept (PATH); van een gepubliceerd document is dat bekend",
    "--beside, --as, --name and --complete go with a draft (PATH); of a published document all that is known",
)
DATA_CONCEPT: Final = Phrase(
    "--data gaat niet samen met PATH: een concept wordt nergens gepubliceerd; geef een dataset met --beside als het "
    "naar andere documenten verwijst",
    "--data does not go with PATH: a draft is published nowhere; give a dataset with --beside where it refers to other "
    "documents",
)
NEEDS_AS: Final = Phrase(
    '--name en --complete horen bij --as; zeg daarmee van welk document de pagina\'s zijn, zoals --as "begroting 2027"',
    '--name and --complete go with --as; say with that of which document the pages are, such as --as "begroting 2027"',
)
OWN: Final = Phrase(
    "Let op: pagina's zeggen zelf waarvan zij zijn; die zijn nagekeken als {documents}, en niet als --as.",
    "Note: pages say themselves of what they are; these were reviewed as {documents}, not as --as.",
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

# The sheets of a workbook and the heads of their columns, by the names that these have in CSV.
SHEETS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {"review": Phrase("nakijkrapport", "review"), "coverage": Phrase("dekking", "coverage")}
)
HEADS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "document": Phrase("document", "document"),
        "complete": Phrase("geladen", "loaded"),
        "holders": Phrase("portefeuillehouders", "portfolio holders"),
        "element": Phrase("onderdeel", "element"),
        "number": Phrase("nummer", "number"),
        "name": Phrase("naam", "name"),
        "finding": Phrase("bevinding", "finding"),
        "severity": Phrase("weegt als", "weight"),
        "kind": Phrase("code", "code"),
        "what": Phrase("soort", "kind"),
        "message": Phrase("wat er is", "what it is"),
        "citedNumber": Phrase("genoemd nummer", "cited number"),
        "target": Phrase("leidt naar", "leads to"),
        "figure": Phrase("welk bedrag", "which amount"),
        "exact": Phrase("woorden", "words"),
        "sentence": Phrase("zin", "sentence"),
        "start": Phrase("begin (teken)", "start (character)"),
        "end": Phrase("einde (teken)", "end (character)"),
        "page": Phrase("pagina", "page"),
        "link": Phrase("in de gelezen tekst", "in the text that was read"),
        "live": Phrase("op de pagina zelf", "on the page itself"),
        "goalsRead": Phrase("gelezen doelen", "goals read"),
        "goalsExpected": Phrase("verwachte doelen", "goals expected"),
        "caution": Phrase("let op", "caution"),
    }
)
