"""What the command that writes dumps says to people, in both languages. Knows no command."""

from typing import Final

from ontology.language import Counted, Phrase

DUMP: Final = Phrase(
    "Maak de dumps van de release: uitspraken en teksten als N-Quads, tabellen als CSV en Parquet.\n\nZonder --out "
    "maakt dit alleen wat de dienst onder /dumps geeft, zodat de eerste die erom vraagt niet wacht. Met --out komen "
    "de bestanden in een map, met SHA256SUMS, codeboek en aanhaling. SCOPE is all (dat is het zonder), een organisatie "
    "zoals gm0193, of een document zoals gm0193/begroting/2021.\n\n"
    "Voorbeeld: doelgraaf dump --data gegevens --out dumps",
    "Make the dumps of the release: statements and texts as N-Quads, tables as CSV and Parquet.\n\nWithout --out this "
    "only makes what the service gives at /dumps, so that whoever asks first does not wait. With --out the files come "
    "in a folder, with SHA256SUMS, codebook and citation. SCOPE is all (the default), an organisation such as gm0193, "
    "or a document such as gm0193/begroting/2021.\n\n"
    "Example: doelgraaf dump --data data --out dumps",
)
OUT: Final = Phrase("map voor de bestanden", "folder for the files")
RELEASE: Final = Phrase(
    "release, bij naam of nummer; anders die in dienst", "release, by name or number; else the current"
)
MADE: Final = Phrase(
    "release {release}: {dumps} dumps, samen {size} in {parts}", "release {release}: {dumps} dumps, {size} in {parts}"
)
PARTS: Final = Counted(Phrase("deel", "part"), Phrase("delen", "parts"))
WRITTEN: Final = Phrase("{folder}: {files}", "{folder}: {files}")
FILES: Final = Counted(Phrase("bestand", "file"), Phrase("bestanden", "files"))
NO_SCOPE: Final = Phrase(
    "{scope}: release {release} heeft dit niet; er zijn {known}",
    "{scope}: release {release} does not have this; there are {known}",
)
NO_DUMPS: Final = Phrase(
    "laat de dumps maken door wie er het eerst om vraagt, of later door `doelgraaf dump`",
    "leave the dumps to whoever asks for them first, or to a later `doelgraaf dump`",
)
NOT_MADE: Final = Phrase(
    "De dumps zijn niet gemaakt ({why}); de release is wel in dienst. Probeer `doelgraaf dump --data {data}`.",
    "The dumps were not made ({why}); the release is in service all the same. Try `doelgraaf dump --data {data}`.",
)
DOING: Final = Phrase("tabellen van documenten", "tables of documents")
