"""What the commands of the service say to people, in both languages. Knows no command."""

from types import MappingProxyType
from typing import Final

from ontology.language import Counted, Phrase

PUBLISH: Final = Phrase(
    "Maak van een dataset een release en neem die in dienst.\n\nDe release wordt ernaast opgebouwd en pas als laatste "
    "stap gewisseld; mislukt er iets, dan blijft de oude in dienst. Een dataset waaruit gepubliceerde doelen of "
    "personen verdwenen zijn wordt geweigerd, en een die in wat er veranderd is de vormen (SHACL) schendt ook.\n\n"
    "Voorbeeld: doelgraaf publish dataset --data gegevens",
    "Make a release of a dataset and serve it.\n\nThe release is built aside and swapped in as the last step; if "
    "anything fails, the old one stays. A dataset that lacks published goals or persons is refused, and so is one "
    "that violates the shapes (SHACL) in what has changed.\n\n"
    "Example: doelgraaf publish dataset --data data",
)
SERVE: Final = Phrase(
    "Start de dienst over de release in dienst.\n\nInstellingen kunnen ook in de omgeving staan, zoals "
    "DOELGRAAF_QUERY_TIMEOUT_S=60. Stoppen gaat met Ctrl-C.\n\n"
    "Voorbeeld: doelgraaf serve --data gegevens --port 8080",
    "Start the service over the current release.\n\nSettings can stand in the environment too, such as "
    "DOELGRAAF_QUERY_TIMEOUT_S=60. Stop it with Ctrl-C.\n\nExample: doelgraaf serve --data data --port 8080",
)
QUERY: Final = Phrase(
    "Stel een vraag in SPARQL.\n\nQUERY is de vraag, - voor standaardinvoer, of @bestand. De prefixen dg:, rdfs:, "
    "skos: en andere van doelgraaf hoeven niet gedeclareerd te worden.\n\nVoorbeeld: doelgraaf query --data gegevens "
    "'SELECT ?doel ?lasten {{ ?doel dg:expenditure ?lasten }} ORDER BY DESC(?lasten) LIMIT 10'",
    "Ask in SPARQL.\n\nQUERY is the query, - for standard input, or @file. The prefixes dg:, rdfs:, skos: and others "
    "of doelgraaf need not be declared.\n\nExample: doelgraaf query --data data "
    "'SELECT ?goal ?costs {{ ?goal dg:expenditure ?costs }} ORDER BY DESC(?costs) LIMIT 10'",
)
WHY: Final = Phrase(
    "Zeg waarom een uitspraak in de release staat: de woorden op de pagina, of de regels en de uitspraken waaruit zij "
    "volgt.\n\nS en P zijn IRI's, voluit of kort (dg:linkedWith); O ook, of een waarde zoals '\"2.2.2\"', 2031 of "
    "-12500.0.\n\nVoorbeeld:\n\n\b\ndoelgraaf why --data gegevens \\\n"
    "  http://localhost:8000/id/goal-version/gm9999/begroting/2031/1.1.2 \\\n  dg:isReferredToBy \\\n"
    "  http://localhost:8000/id/goal-version/gm9999/begroting/2031/1.1.1",
    "Say why a statement stands in the release: the words on the page, or the rules and the statements that it follows "
    "from.\n\nS and P are IRIs, whole or short (dg:linkedWith); O too, or a value such as '\"2.2.2\"', 2031 or "
    "-12500.0.\n\nExample:\n\n\b\ndoelgraaf why --data data \\\n"
    "  http://localhost:8000/id/goal-version/gm9999/begroting/2031/1.1.2 \\\n  dg:isReferredToBy \\\n"
    "  http://localhost:8000/id/goal-version/gm9999/begroting/2031/1.1.1",
)

DATA: Final = Phrase("datamap met de releases", "data directory with the releases")
QUIET: Final = Phrase("toon alleen fouten", "show errors only")
JSON: Final = Phrase("uitkomst als JSON", "result as JSON")
ALLOW_LOSS: Final = Phrase("aanvaard dat wat gepubliceerd was verdwijnt", "accept that what was published is lost")
ALLOW_VIOLATIONS: Final = Phrase(
    "publiceer ook wat de vormen schendt; het manifest van de release zegt dan hoe vaak en in welke documenten",
    "publish also what violates the shapes; the manifest of the release then says how often and in which documents",
)
ALLOW_EMPTY: Final = Phrase("publiceer ook een dataset zonder documenten", "publish also a dataset without documents")
FULL: Final = Phrase(
    "maak de release als geheel, ook als de vorige bij te werken is of van dezelfde dataset is",
    "make the release as a whole, also where the one before can be patched or is of the same dataset",
)
KEEP: Final = Phrase(
    "hoeveel van de nieuwste releases hierna blijven; 0: alle",
    "how many of the newest releases stay after this; 0: all",
)
HOST: Final = Phrase("adres waarop de dienst luistert", "address to listen on")
PORT: Final = Phrase("poort waarop de dienst luistert", "port to listen on")
ENDPOINT: Final = Phrase("vraag het een SPARQL-eindpunt op dit adres", "ask a SPARQL endpoint at this address")
FORMAT: Final = Phrase("vorm van het antwoord", "form of the answer")

STEPS: Final = MappingProxyType(
    {
        "verify": Phrase("Bestanden controleren", "Checking files"),
        "check": Phrase("Vormen controleren", "Checking shapes"),
        "derive": Phrase("Regels toepassen", "Applying rules"),
        "load": Phrase("Laden", "Loading"),
        "send": Phrase("Versturen", "Sending"),
    }
)
DOCUMENTS: Final = Counted(Phrase("document", "document"), Phrase("documenten", "documents"))
STATEMENTS: Final = Counted(Phrase("uitspraak", "statement"), Phrase("uitspraken", "statements"))
PUBLISHED: Final = Phrase(
    "Release {release} is in dienst: {documents}, {statements}, en nog {own} over de release zelf.",
    "Release {release} is served: {documents}, {statements}, and {own} more about the release itself.",
)
WHOLE: Final = Phrase("Als geheel gemaakt: {why}.", "Made as a whole: {why}.")
VIOLATIONS: Final = Counted(Phrase("schending", "violation"), Phrase("schendingen", "violations"))
WARNINGS: Final = Counted(Phrase("waarschuwing", "warning"), Phrase("waarschuwingen", "warnings"))
VIOLATING: Final = Phrase(
    "De release heeft {violations} van de vormen; zie `doelgraaf check {dataset}`.",
    "The release has {violations} of the shapes; see `doelgraaf check {dataset}`.",
)
OPEN: Final = Phrase(
    "Nog open: {issues} van het lezen; `doelgraaf ingest` toont ze.",
    "Still open: {issues} of reading; `doelgraaf ingest` shows them.",
)
ISSUES: Final = Counted(Phrase("melding", "issue"), Phrase("meldingen", "issues"))
WARNED: Final = Phrase(
    "De vormen geven {warnings} over wat veranderd is; zie `doelgraaf check {dataset}`.",
    "The shapes give {warnings} on what has changed; see `doelgraaf check {dataset}`.",
)
REUSED: Final = Phrase(
    "Release {release} was al eerder van deze dataset gemaakt en is weer in dienst: {documents}, {statements}, en nog "
    "{own} over de release zelf.",
    "Release {release} was made of this dataset before and is served again: {documents}, {statements}, and {own} more "
    "about the release itself.",
)
UNCHANGED: Final = Phrase(
    "Niets te doen: release {release} is van deze dataset en in dienst.",
    "Nothing to do: release {release} is of this dataset and served.",
)
SERVING: Final = Phrase("De dienst draait op {address} (Ctrl-C stopt).", "Serving at {address} (Ctrl-C stops).")
MADE_BY_UP: Final = Phrase("; `doelgraaf up` maakte: {made}", "; `doelgraaf up` made: {made}")
NO_START: Final = Phrase("De dienst start niet: {why}", "The service does not start: {why}")
NO_ANSWER: Final = Phrase("{kind}: {why}", "{kind}: {why}")
NO_QUERY_FILE: Final = Phrase(
    "{path} is niet te lezen ({why}); noem achter @ een bestand met een vraag",
    "{path} can't be read ({why}); name a file with a query behind @",
)
TWO_PLACES: Final = Phrase(
    "--endpoint gaat niet samen met --data: vraag het aan één van beide",
    "--endpoint does not go with --data: ask one of the two",
)
NOT_STATED: Final = Phrase(
    "die uitspraak staat niet in release {release}; zie met `doelgraaf query 'SELECT * {{ {subject} ?p ?o }}'` wat er "
    "wel over {subject} staat",
    "that statement is not in release {release}; see with `doelgraaf query 'SELECT * {{ {subject} ?p ?o }}'` what is "
    "said of {subject}",
)
NOT_PREVIOUS: Final = Phrase(
    "; dg:previousVersion noemt per identificatie één voorganger, en de uitspraken (?claim dg:earlier ?v ; dg:later "
    "?w) noemen alle delen van wat gesplitst of samengevoegd is: docs/years.md heeft die vraag",
    "; dg:previousVersion names one predecessor per identifier, and the claims (?claim dg:earlier ?v ; dg:later ?w) "
    "name all parts of what was split or merged: docs/years.md has that query",
)
