"""The fictional town, served from memory."""

import os
import shutil
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, sync_playwright
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
from tests.web.sheet import BASE
from tests.web.town_dumps import NoDumps
from tests.web.town_network import tracer_of


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; a test that needs it is skipped where there is none and the run does not require it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        if os.environ.get("DOELGRAAF_REQUIRE_TOOLS"):
            pytest.fail("chromium is not installed, and this run requires it")
        pytest.skip("chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()
