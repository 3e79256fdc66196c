"""A dataset served from memory, with what its manifest says of it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from fastapi import FastAPI
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ontology.dataset import Dataset
from ontology.iri import graph
from service.answers.coverage import Holdings
from service.answers.dcat.publisher import Publisher
from service.answers.vocabulary import vocabulary
from service.release.catalogue import catalogue_graph
from service.web import (
    api,
    api_index,
    client_file,
    inquiries,
    lists,
    matrix_page,
    network_page,
    projections,
    question_page,
    resources,
    tables,
    trace,
    wrong_page,
)
from service.web.app import application
from service.web.site import make_site
from tests.web.memory_engine import MemoryEngine
from tests.web.town_network import tracer_of

RELEASE = "20310101-test"
OPERATOR = Publisher("Gemeente Nergenshuizen", email="open@nergenshuizen.example", page="https://nergenshuizen.example")


def serve(root: Path, operator: Publisher = OPERATOR, more: Iterable[Quad] = ()) -> FastAPI:
    """The application over a dataset, and what was written beside it."""
    dataset = Dataset(root)
    manifest = dataset.manifest()
    home_of_terms = NamedNode(graph(manifest.base, "def"))
    quads = [Quad(quad.subject, quad.predicate, quad.object, home_of_terms) for quad in vocabulary()]
    for path in manifest.all_files:
        if path.endswith(".nq.gz"):
            quads += parse(dataset.read(path), format=RdfFormat.N_QUADS)
    quads += parse(catalogue_graph(manifest), format=RdfFormat.N_QUADS)
    quads += more
    engine = MemoryEngine(quads, RELEASE)
    holdings = Holdings(manifest, RELEASE, datetime(2031, 1, 2, 3, 4, 5, tzinfo=UTC))
    site = make_site(engine, lambda: holdings)
    routers = [
        module.router(site)
        for module in (api, api_index, client_file, lists, inquiries, tables, projections, resources)
    ]
    routers.append(wrong_page.router(site, operator))
    tracer = tracer_of(engine, quads, holdings)
    routers += [module.router(site, tracer) for module in (network_page, matrix_page, question_page, trace)]
    return application(engine, routers, current=site.current, operator=operator)
