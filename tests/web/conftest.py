"""The fictional town, served from memory."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from pyoxigraph import NamedNode, Quad
from starlette.testclient import TestClient

from ontology.iri import SERVICE, graph
from ontology.language import Phrase
from ontology.terms import RDF_TYPE
from service.answers.dcat.publisher import Publisher
from service.answers.search.finding import Index
from service.release.search_index import NoIndexError
from service.web import (
    api,
    api_index,
    catalogue,
    changes,
    client_file,
    dumps,
    inquiries,
    lists,
    matrix_page,
    network_page,
    pages,
    question_page,
    resources,
    review,
    search_page,
    sitemaps,
    trace,
    wrong_page,
    years,
    years_pages,
)
from service.web.app import application as served
from service.web.site import make_site
from tests.web import town
from tests.web.memory_engine import MemoryEngine
from tests.web.published import RELEASE, serve
from tests.web.releasing import Released
from tests.web.sheet import BASE
from tests.web.town_dumps import NoDumps
from tests.web.town_network import tracer_of


@pytest.fixture(scope="session")
def municipality(fictional_dataset: Path) -> FastAPI:
    """The fictional municipality, served from memory but for the pages that have nothing to do with its network."""
    return serve(fictional_dataset)


@pytest.fixture(scope="module")
def everything(municipality: FastAPI) -> TestClient:
    """The fictional municipality as a whole."""
    return TestClient(municipality, follow_redirects=False)


@pytest.fixture(scope="session")
def web(municipality: FastAPI) -> TestClient:
    """Who asks it, also by the name of its release."""
    return TestClient(Released(municipality, RELEASE), follow_redirects=False)


@pytest.fixture(scope="module")
def engine() -> MemoryEngine:
    return MemoryEngine([*town.quads(), described()])


def described() -> Quad:
    """That the service is described, as publishing a release does in full."""
    service = NamedNode(graph(BASE, SERVICE))
    return Quad(service, NamedNode(RDF_TYPE), NamedNode("http://rdfs.org/ns/void#Dataset"), service)


def no_index(release: str) -> Index:
    """The search index of the town, which has none: the page of search is there, and finds nothing.

    Raises:
        NoIndexError: always.
    """
    raise NoIndexError(Phrase("{release} heeft geen index", "{release} has no index"), release=release)


@pytest.fixture(scope="module")
def application(engine: MemoryEngine) -> FastAPI:
    held = town.holdings(engine.release)
    site = make_site(engine, lambda: held)
    tracer = tracer_of(engine, town.quads(), held)
    routers = [review.router(site, tracer)]
    routers += [
        module.router(site)
        for module in (
            pages,
            resources,
            changes,
            client_file,
            sitemaps,
            api,
            api_index,
            lists,
            inquiries,
            years,
            years_pages,
        )
    ]
    routers += [module.router(site, NoDumps()) for module in (catalogue, dumps)]
    routers.append(search_page.router(site, no_index))
    routers.append(wrong_page.router(site, Publisher()))
    routers += [module.router(site, tracer) for module in (network_page, matrix_page, question_page, trace)]
    return served(engine, routers, current=site.current)


@pytest.fixture
def client(application: FastAPI) -> TestClient:
    return TestClient(application, follow_redirects=False)
