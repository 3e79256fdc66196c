"""An invented municipality through three budgets: goals change places, and some sentences keep their old number."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ingest.link.body import BodyInput, Linked, link
from ingest.link.place import Place
from ingest.link.state import Capture, DocumentState, settle
from ingest.origin import ListedDocument, Sidecar, StatedDocument, origin
from ingest.read.page import read_page
from ingest.read.record import Record
from ingest.sources import builtin_sources
from ontology.codes import DocumentKind
from ontology.iri import DocumentKey

ORGANISATION, TOWN, BASE = "gm9191", "Bedachtstede", "http://x"


class Goal(NamedTuple):
    """A goal as its pages describe it in every year."""

    name: str
    statement: str
    description: str
    criterion: str
    activity: str


GOALS: Mapping[str, Goal] = {
    "fiets": Goal("Fietsstad", "We maken fietsen vlot en veilig", "Doorfietsroutes verbinden de wijken met het station. Stallingen worden uitgebreid en rood asfalt krijgt voorrang.", "Zes op de tien ritten gaan per fiets.", "Een stalling bouwen onder het stationsplein."),
    "parkeren": Goal("Parkeren", "We reguleren het parkeren in de binnenstad", "Bezoekers zetten hun auto in een garage. Vergunninghouders vinden plek in de eigen straat.", "Garages zijn voor tachtig procent bezet.", "Tarieven in drie zones invoeren."),
    "groen": Goal("Groen", "We vergroenen straten en parken", "Bomen geven schaduw. Bermen worden ecologisch gemaaid en tuinen onttegeld.", "De kroonbedekking groeit naar dertig procent.", "1.000 bomen planten langs de ringweg."),
    "armoede": Goal("Armoede", "We bestrijden armoede en zorgen voor bestaanszekerheid", "Huishoudens met een laag inkomen krijgen bijzondere bijstand en een meedoenpas.", "De meedoenpas bereikt acht op de tien huishoudens.", "De meedoenpas automatisch toekennen."),
    "cultuur": Goal("Cultuur", "We maken kunst en cultuur voor iedereen bereikbaar", "Theater, muziekschool en bibliotheek trekken publiek uit de hele streek.", "Het theater trekt 60.000 bezoekers.", "De bibliotheek ook op zondag openen."),
    "sport": Goal("Sport", "We zorgen dat meer inwoners sporten en bewegen", "De sporthallen zijn goed bezet. Een buurtsportcoach haalt kinderen en ouderen over om mee te doen.", "De helft van de inwoners sport wekelijks.", "Een buurtsportcoach aanstellen."),
}  # fmt: skip
FIRST = {
    "fiets": "1.1.1",
    "parkeren": "1.1.2",
    "groen": "1.2.1",
    "armoede": "2.1.1",
    "cultuur": "2.2.1",
    "sport": "2.2.2",
}
SWAPPED = FIRST | {"fiets": "1.1.2", "parkeren": "1.1.1"}
COPIED = "Wie naar het station gaat vindt daar straks meer ruimte voor rijwielen (zie doel 1.1.1)."


class Page(NamedTuple):
    """A page of a goal in one document: further sentences, and what its lists have instead of the usual."""

    goal: str
    number: str
    sentences: tuple[str, ...] = ()
    criteria: tuple[str, ...] | None = None
    activities: tuple[str, ...] | None = None
    realised: str = ""


def written(page: Page, document: DocumentKey) -> str:
    """The page as its export has it."""
    goal = GOALS[page.goal]
    criteria = (goal.criterion,) if page.criteria is None else page.criteria
    activities = (goal.activity,) if page.activities is None else page.activities
    title = "Begroting" if document.kind is DocumentKind.BEGROTING else "Jaarstukken"
    parts = [
        f"{title} {document.year}\nportal",
        "Domeinen",
        "Ruimte",
        f"Beschrijving doel {page.number} {goal.statement}",
        "\n\n".join((goal.description, *page.sentences)),
        "Criteria",
        f"{goal.statement}, zodanig dat:",
        "\n".join(f"  • {one}" for one in criteria),
        "Activiteiten",
        "\n".join(f"  • {one}" for one in activities),
        *(("Toelichting realisatie activiteiten", page.realised) if page.realised else ()),
        f"Deze pagina is gebouwd op 05/03/{document.year} 15:20:24 met de export van 05/03/{document.year} 14:59:35",
    ]
    return "\n\n".join(part for part in parts if part)


def budget(year: int, kind: DocumentKind = DocumentKind.BEGROTING) -> DocumentKey:
    return DocumentKey(ORGANISATION, kind, year)


def record(page: Page, document: DocumentKey) -> Record:
    """What is read from a page."""
    address = f"https://{document.kind}-{document.year}.example/p1/doel-{page.number.replace('.', '-')}-{page.goal}"
    stated = StatedDocument(document.kind, document.year, document.sequence)
    place = origin(Sidecar(source=address, organisation=ORGANISATION, document=stated), None)
    return read_page(written(page, document).encode(), place, builtin_sources()["zwolle"])


def state(document: DocumentKey, pages: list[Page], *, complete: bool = False) -> DocumentState:
    captures = [Capture(f"{document.path}/{page.number}", record(page, document)) for page in pages]
    listed = ListedDocument(document.kind, document.year, document.sequence, complete=complete)
    return settle(document, captures, (), listed)[0]


def pages(numbers: Mapping[str, str], **sentences: tuple[str, ...]) -> list[Page]:
    """A page of each goal with its number, some of them with further sentences."""
    return [Page(goal, number, sentences.get(goal, ())) for goal, number in numbers.items()]


def linked(*states: DocumentState) -> Linked:
    return link(BodyInput(BASE, ORGANISATION, TOWN, builtin_sources()["zwolle"], states, ()))


def places(result: Linked, document: DocumentKey) -> list[Place]:
    return [place for place, _ in result.resolved[document]]


def write_pages(folder: Path, documents: Mapping[DocumentKey, list[Page]]) -> Path:
    """The pages as an input folder."""
    for document, found in documents.items():
        name = document.path.partition("/")[2].replace("/", "-")
        (folder / name).mkdir(parents=True)
        listed = f"kind: {document.kind}, year: {document.year}"
        about = f"organisation: {ORGANISATION}\n  name: {TOWN}\n  family: zwolle"
        with (folder / "bodies.yml").open("a", encoding="utf-8") as lines:
            lines.write(f"{name}:\n  {about}\n  documents:\n    - {{{listed}}}\n")
        for page in found:
            path = folder / name / f"doel-{page.number.replace('.', '-')}.txt"
            path.write_text(written(page, document), "utf-8")
            source = f"https://{name}.example/p1/doel-{page.number.replace('.', '-')}-{page.goal}"
            path.with_suffix(".yml").write_text(f"source: {source}\n", "utf-8")
    return folder
