"""What the commands say to people of remote engines, in both languages. Knows no command."""

from typing import Final

from ontology.language import Phrase

TO: Final = Phrase(
    "laat de engine op dit adres de release bedienen, zoals http://127.0.0.1:7878 (Oxigraph) of http://127.0.0.1:8890 "
    "(Virtuoso); naam en wachtwoord staan in DOELGRAAF_REMOTE_USER en DOELGRAAF_REMOTE_PASSWORD. Zonder --to blijft "
    "het de engine van de release in dienst; `--to embedded` gaat terug naar de ingebouwde",
    "have the engine at this address serve the release, such as http://127.0.0.1:7878 (Oxigraph) or "
    "http://127.0.0.1:8890 (Virtuoso); name and password stand in DOELGRAAF_REMOTE_USER and DOELGRAAF_REMOTE_PASSWORD. "
    "Without --to it stays the engine of the release that is served; `--to embedded` goes back to the embedded one",
)
ENGINE: Final = Phrase(
    "soort engine op het adres van --to; anders wordt het haar gevraagd",
    "kind of the engine at the address of --to; otherwise it is asked",
)
UPDATE_URL: Final = Phrase(
    "adres voor SPARQL Update; --to is dan het adres voor vragen",
    "address for SPARQL Update; --to is then the address for queries",
)
GRAPHS_URL: Final = Phrase(
    "adres voor het Graph Store Protocol; --to is dan het adres voor vragen",
    "address for the Graph Store Protocol; --to is then the address for queries",
)
WITHOUT_TO: Final = Phrase(
    "{option} hoort bij --to; noem ook het adres van de engine",
    "{option} goes with --to; name the address of the engine too",
)
SERVED_BY: Final = Phrase("De engine op {address} bedient haar.", "The engine at {address} serves it.")
