"""A few pages of an invented municipality, Bedenkum, each with something that a review finds or must not find."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fastapi import FastAPI
from pyoxigraph import Quad, RdfFormat, parse

from ingest.write import Run, ingest
from ontology.dataset import Dataset
from ontology.iri import DocumentKey
from ontology.language import Phrase
from service.answers.coverage import Holdings
from service.answers.review.finding import Finding, Kind
from service.answers.review.report import Report, review
from service.release.network import Network, NoNetworkError
from service.web import api, api_index, pages, resources
from service.web import review as review_routes
from service.web.app import application
from service.web.site import make_site
from service.web.tracer import Tracer
from tests.web.memory_engine import MemoryEngine

BASE = "http://localhost:8000"
ORGANISATION = "gm9350"
BUDGET, REPORT = f"{ORGANISATION}/begroting/2031", f"{ORGANISATION}/berap/2031-1"
HOLDER = "Willem de Verzonnene"
_LINES = ("Lasten", "Baten", "Saldo", "Toevoeging aan reserves", "Onttrekking aan reserves", "Geraamd resultaat")


@dataclass(frozen=True)
class Sheet:
    """What a page of a goal or ambition says; None for a list is a page without its heading, () a bare heading."""

    number: str
    statement: str = "We bedenken het beste voor Bedenkum"
    description: str = "Bedenkum bedenkt."
    criteria: Sequence[str] | None = ("Meer bedenksels dan vorig jaar.",)
    notes: Sequence[str] | None = ("Nota Bedenken 2030",)
    holders: Sequence[str] | None = (HOLDER,)
    money: Sequence[str] | None = None
    deviations: Sequence[tuple[str, str, str]] = ()
    listed: Sequence[str] = ()

    @property
    def word(self) -> str:
        """Goal or ambition, by the form of its number."""
        return "Doel" if self.number.count(".") == 2 else "Ambitie"

    def text(self, document: str) -> str:
        """The page as text."""
        head = f"Beschrijving doel {self.number}" if self.word == "Doel" else f"Ambitie {self.number}"
        parts = [document, "portal", "Domeinen", "Sociaal domein", f"{head} {self.statement}", self.description]
        parts += [f"Doel {number} Iets van {number}" for number in self.listed]
        if self.criteria is not None:
            parts += ["Criteria", "We bedenken, zodanig dat:", *(f"  • {one}" for one in self.criteria)]
        parts += _list("Kaderstellende nota('s)", self.notes, bullet="  • ")
        parts += _list("Portefeuillehouder(s)", self.holders, bullet="")
        if self.deviations:
            parts += [f"Afwijkingen op activiteiten {document}"]
            parts += [text for deviation in self.deviations for text in deviation]
        if self.money:
            parts += ["Overzicht baten en lasten", *_LINES, f"{self.word} {self.number}", *self.money]
        closing = "Deze pagina is gebouwd op 10/01/2030 15:00:00 met de export van 10/01/2030 14:00:00"
        return "\n\n".join([*parts, closing])


def _list(heading: str, items: Sequence[str] | None, *, bullet: str) -> list[str]:
    return [] if items is None else [heading, *(f"{bullet}{item}" for item in items)]


def write_pages(folder: Path, budget: Sequence[Sheet], report: Sequence[Sheet] = (), *, complete: bool = True) -> Path:
    """The pages in a folder as ingest takes them, each with an address; the budget says whether these are all goals."""
    for name, title, sheets in (("budget", "Begroting 2031", budget), ("report", "Berap 2031-1", report)):
        (folder / name).mkdir(parents=True)
        for sheet in sheets:
            slug = f"{sheet.word.lower()}-{sheet.number.replace('.', '-')}"
            (folder / name / f"{slug}.txt").write_text(sheet.text(title), "utf-8")
            address = f"https://{name}.bedenkum.example/p1/{slug}-bedenksel"
            (folder / name / f"{slug}.yml").write_text(f"source: {address}\n", "utf-8")
    goals = sum(sheet.word == "Doel" for sheet in budget)
    body = f"{{organisation: {ORGANISATION}, name: Bedenkum, family: zwolle, documents: "
    listed = [
        f"budget: {body}[{{kind: begroting, year: 2031, goalsExpected: {goals}, complete: {str(complete).lower()}}}]}}",
        f"report: {body}[{{kind: berap, year: 2031, sequence: 1}}]}}",
    ]
    (folder / "bodies.yml").write_text("\n".join(listed[: 1 + bool(report)]) + "\n", "utf-8")
    return folder


def make_dataset(root: Path, budget: Sequence[Sheet], report: Sequence[Sheet] = (), *, complete: bool = True) -> Path:
    """A dataset of pages."""
    pages_folder = write_pages(root / "pages", budget, report, complete=complete)
    ingest(Run((pages_folder,), root / "dataset", BASE))
    return root / "dataset"


def holdings_of(dataset: Path) -> Holdings:
    """What a release of a dataset would hold."""
    return Holdings(Dataset(dataset).manifest(), "20310101-test", datetime(2031, 1, 2, 3, 4, 5, tzinfo=UTC))


def engine_over(dataset: Path) -> MemoryEngine:
    """An engine over what pages of a dataset say, without what rules derive."""
    known = Dataset(dataset)
    quads: list[Quad] = []
    for path in known.manifest().all_files:
        if path.endswith(".nq.gz"):
            quads += parse(known.read(path), format=RdfFormat.N_QUADS)
    return MemoryEngine(quads)


def review_of(dataset: Path, document: str) -> Report:
    """The review of a document of a dataset."""
    return asyncio.run(review(engine_over(dataset), holdings_of(dataset), DocumentKey.parse(document)))


def site_over(dataset: Path) -> FastAPI:
    """The pages and the API over a dataset."""
    engine, held = engine_over(dataset), holdings_of(dataset)
    site = make_site(engine, lambda: held)
    tracer = Tracer(engine, site.current, no_network)
    routers = [
        review_routes.router(site, tracer),
        *(module.router(site) for module in (pages, resources, api, api_index)),
    ]
    return application(engine, routers, current=site.current)


def no_network(holdings: Holdings) -> Network:
    """What a review has no need of.

    Raises:
        NoNetworkError: always.
    """
    raise NoNetworkError(Phrase("{release} heeft geen netwerk", "{release} has no network"), release=holdings.release)


def findings_of(report: Report) -> dict[str, list[Finding]]:
    """The findings by number of what they are found in, each once."""
    return {one.version.number: list(one.findings) for group in report.groups for one in group.reviewed}


def told(report: Report, *kinds: Kind) -> dict[str, list[str]]:
    """What findings say in Dutch, by number, of some kinds or of all; numbers of which nothing is said are left out."""
    found = {
        number: [finding.message.nl for finding in findings if not kinds or finding.kind in kinds]
        for number, findings in findings_of(report).items()
    }
    return {number: messages for number, messages in sorted(found.items()) if messages}


def texts_of(dataset: Path) -> Mapping[str, str]:
    """The text of each page of a dataset, by its IRI."""
    store = engine_over(dataset).store
    found = {}
    for quad in store.quads_for_pattern(None, None, None):
        if str(quad.predicate) == "<https://w3id.org/doelgraaf/def#text>":
            found[str(quad.subject).strip("<>")] = quad.object.value
    return found
