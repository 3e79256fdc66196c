"""What the page of the API says, in both languages, and in Dutch what each address gives. Knows no route."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.language import Phrase

API: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "api_title": Phrase("JSON voor programma's", "JSON for programs"),
        "api_lead": Phrase(
            "Alles wat deze dienst weet is ook als JSON te vragen, en lijsten ook als CSV en als werkblad. Wie meer "
            "wil combineren dan hier kan, vraagt het in SPARQL.",
            "Whatever this service knows can be asked for as JSON, and lists as CSV and as a workbook too. To combine "
            "more than is possible here, ask in SPARQL.",
        ),
        "api_try": Phrase("Probeer het", "Try it"),
        "api_addresses": Phrase("Alle adressen", "All addresses"),
        "api_address": Phrase("adres", "address"),
        "api_gives": Phrase("wat het geeft", "what it gives"),
        "api_machines": Phrase(
            "De beschrijving voor machines (OpenAPI 3.1):", "The description for machines (OpenAPI 3.1):"
        ),
        "api_python": Phrase(
            "Een client voor Python in één bestand, met bladeren, pandas en polars:",
            "A client for Python in one file, with paging, pandas and polars:",
        ),
        "api_lists": Phrase("Wat alle lijsten kunnen", "What all lists can do"),
        "api_list_filter": Phrase(
            "filters staan bij elke lijst in de beschrijving; een parameter die niet bestaat geeft 400 met de namen "
            "die er zijn",
            "filters are in the description of each list; a parameter that does not exist gives 400 with the names "
            "that do",
        ),
        "api_list_sort": Phrase("volgorde; een - ervoor keert haar om", "order; a - before it turns it round"),
        "api_list_fields": Phrase("alleen deze velden", "only these fields"),
        "api_list_part": Phrase(
            "deel van de lijst; de Link-header noemt first, prev, next en last, en total zegt hoeveel er zijn",
            "part of the list; the Link header names first, prev, next and last, and total tells how many there are",
        ),
        "api_list_form": Phrase(
            "dezelfde rijen in een andere vorm; de Accept-header kan ook",
            "the same rows in another form; the Accept header will do too",
        ),
        "api_list_release": Phrase("dezelfde vraag aan een eerdere release", "the same question to an earlier release"),
    }
)

IN_DUTCH: Final[Mapping[str, str]] = MappingProxyType(
    {
        "/": "Wat er te vragen is",
        "/openapi.json": "De beschrijving voor machines",
        "/amounts": "De cellen van de tabellen met baten en lasten",
        "/assignments": "Wie volgens een pagina portefeuillehouder is van welk doel",
        "/diff": "Wat er veranderde tussen twee documenten van één organisatie, of tussen twee releases",
        "/documents": "De documenten die geladen zijn",
        "/documents/{organisation}/{kind}/{year}": "Eén document",
        "/documents/{organisation}/{kind}/{year}/review": "Wat in een document vraagt om nakijken, per houder",
        "/documents/{organisation}/{kind}/{year}/{level}": "Doelen, ambities of programma's van een document",
        "/documents/{organisation}/{kind}/{year}/{level}/{number}": "Eén doel, ambitie of programma",
        "/documents/{organisation}/{kind}/{year}/{level}/{number}/references": "De verwijzingen die het maakt",
        "/documents/{organisation}/{kind}/{year}/{level}/{number}/referring": "De verwijzingen ernaar",
        "/domains": "De beleidsdomeinen van elke organisatie",
        "/effects": "De voordelen en nadelen die een tekst noemt",
        "/goals": "Doelen, ambities en programma's die door de jaren heen blijven",
        "/goals/{organisation}/{identifier}": "Eén blijvend doel door de documenten van zijn organisatie",
        "/holders": "De portefeuillehouders",
        "/holders/{organisation}/{person}": "Eén portefeuillehouder",
        "/organisations": "De organisaties waarvan iets geladen is",
        "/programmes": "De programma's van elk document",
        "/projections": "Documenten in de woorden van andere vocabulaires",
        "/projections/{name}": "Een document in de woorden van een andere vocabulaire",
        "/quality": "Hoeveel van elk document geladen is, ook als uitspraken in DQV",
        "/questions": "De bewaarde vragen",
        "/references": "Elke plaats waar een tekst een doel, ambitie of programma bij nummer noemt, met de zin",
        "/search": "Zoeken op woorden in doelen, criteria, activiteiten, verwijzingen, mensen en domeinen",
        "/tables": "De tabellen en hun kolommen",
        "/tables/{name}": "Alle rijen van een tabel, als CSV, werkblad of JSON",
        "/tables/{name}/codebook": "De kolommen van een tabel voor mensen, in Markdown",
        "/tables/{name}/metadata": "De kolommen van een tabel als CSV on the Web",
        "/trace": "Vragen over hoe doelen samenhangen",
        "/versions": "Doelen, ambities en programma's zoals elk document ze beschrijft",
        "/where": "Waar een doel bleef: van een nummer in een jaar naar wat het nu is",
        "/why": "Waarom een uitspraak in de release staat",
    }
)

EXAMPLES: Final = (
    (
        Phrase(
            "de doelen van een document met de meeste lasten eerst", "the goals of a document, most expenditure first"
        ),
        "/versions?document={document}&level=goals&sort=-expenditure&fields=number,label,expenditure,link",
    ),
    (
        Phrase(
            "verwijzingen met hun zin en de plaats op de pagina", "references with their sentence and place on the page"
        ),
        "/references?document={document}&limit=10&fields=reference,fromNumber,toNumber,exact,sentence,link",
    ),
    (
        Phrase("verwijzingen naar wat niet bestaat", "references to what does not exist"),
        "/references?resolution=dangling&sort=document",
    ),
    (
        Phrase("bedragen van één organisatie als CSV", "the amounts of one organisation as CSV"),
        "/amounts?organisation={organisation}&format=csv",
    ),
    (
        Phrase("wie de meeste portefeuilles heeft", "who holds most portfolios"),
        "/holders?sort=-versions&limit=10",
    ),
    (
        Phrase("hoeveel van elk document geladen is", "how much of each document was loaded"),
        "/documents?fields=path,title,coverage",
    ),
)
"""What to try, with an address in which a document and an organisation of the release are to be filled in."""
