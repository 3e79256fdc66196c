"""What the commands about goals through the years say to people, in both languages. Knows no command."""

from typing import Final

from ontology.language import Phrase

DIFF: Final = Phrase(
    "Vergelijk twee documenten van één organisatie, of twee releases.\n\nEen document noemt u met zijn pad, een "
    "release met haar naam of nummer. U ziet welke doelen bijkwamen, vervielen, een ander nummer kregen, gesplitst of "
    "samengevoegd werden, en wat er anders staat: [-weg-] en {{+erbij+}}.\n\n"
    "Voorbeeld: doelgraaf diff gm9999/begroting/2031 gm9999/berap/2031-1 --data gegevens",
    "Compare two documents of one organisation, or two releases.\n\nA document is named by its path, a release by its "
    "name or number. You see which goals were added, dropped, renumbered, split or merged, and what reads otherwise: "
    "[-gone-] and {{+added+}}.\n\n"
    "Example: doelgraaf diff gm9999/begroting/2031 gm9999/berap/2031-1 --data data",
)
WHERE: Final = Phrase(
    "Zeg wat een doel van vroeger vandaag is: zijn nummer en jaar erin, het doel van nu eruit, stap voor stap, met de "
    "zin van de gemeente zelf waar die het zegt.\n\nVoorbeeld: doelgraaf where 2.2.3 2031 --data gegevens",
    "Tell what a goal of before is today: its number and year in, the goal of now out, step by step, with the "
    "municipality's own sentence where one says so.\n\nExample: doelgraaf where 2.2.3 2031 --data data",
)
TIMELINE: Final = Phrase(
    "Vertel wat elk document van één doel zegt: nummer, naam, portefeuillehouders, geld en verwijzingen, en waar het "
    "vandaan kwam en in opging.\n\nGOAL is zijn adres of pad, zoals `doelgraaf where` het geeft: "
    "goal/gm9999/a1b2c3.",
    "Tell what each document says of one goal: number, name, portfolio holders, money and references, and what it came "
    "from and went into.\n\nGOAL is its address or path, as `doelgraaf where` gives it: goal/gm9999/a1b2c3.",
)
NO_GOAL: Final = Phrase(
    "deze release heeft geen doel {goal}; `doelgraaf where NUMMER JAAR` geeft het adres van een doel",
    "this release has no goal {goal}; `doelgraaf where NUMBER YEAR` gives the address of a goal",
)
NOW_CALLED: Final = Phrase("heet nu {goal}", "is now called {goal}")
LEAST: Final = Phrase(
    "minste zekerheid van een uitspraak die meetelt, 0 tot 1 (hoogste: 0,999); zonder: zoals de release het aanneemt",
    "least confidence of a claim that counts, 0 to 1 (highest: 0.999); without it as the release takes it",
)
KIND: Final = Phrase("soort document, zoals begroting", "kind of document, such as begroting")
ORGANISATION: Final = Phrase("code van de organisatie, zoals gm0193", "code of the organisation, such as gm0193")
ALL: Final = Phrase("toon ook wat niet veranderde", "show what did not change too")
OUT: Final = Phrase(
    "bestand dat op .csv of .xlsx eindigt, in plaats van standaarduitvoer",
    "file that ends in .csv or .xlsx, instead of standard output",
)
NO_SUFFIX: Final = Phrase(
    "--out {path}: eindig de naam op .csv of .xlsx, want daaraan is de vorm te zien",
    "--out {path}: end the name in .csv or .xlsx, which tells the form",
)
MIXED: Final = Phrase(
    "vergelijk twee documenten of twee releases: {before} en {after} zijn niet van één soort",
    "compare two documents or two releases: {before} and {after} are not of one kind",
)
TWO_BODIES: Final = Phrase(
    "{before} en {after} zijn van verschillende organisaties; doelen worden binnen één organisatie gevolgd",
    "{before} and {after} are of different organisations; goals are followed within one organisation",
)
NO_RELEASE: Final = Phrase(
    "er is geen release {name}; er zijn {known}. Een document noemt u met zijn pad, zoals {example}",
    "there is no release {name}; there are {known}. A document is named by its path, such as {example}",
)
WHICH_BODY: Final = Phrase(
    "noem de organisatie met --organisation; er zijn {known}",
    "name the organisation with --organisation; there are {known}",
)
EDITION: Final = Phrase("editie {before} → {after}", "edition {before} → {after}")
NOTHING: Final = Phrase("Niets verschilt.", "Nothing differs.")
