"""The fictional town, served from memory."""

import os
import shutil
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, sync_playwright
from starlette.testclient import TestClient

from service.web import (
    api,
    inquiries,
    matrix_page,
    network_page,
    pages,
    question_page,
    resources,
    review,
    trace,
    years,
    years_pages,
)
from service.web.app import application as served
from service.web.site import make_site
from tests.web import town
from tests.web.memory_engine import MemoryEngine
from tests.web.town_network import tracer_of


@pytest.fixture(scope="module")
def engine() -> MemoryEngine:
    return MemoryEngine(town.quads())


@pytest.fixture(scope="module")
def application(engine: MemoryEngine) -> FastAPI:
    held = town.holdings(engine.release)
    site = make_site(engine, lambda: held)
    tracer = tracer_of(engine, town.quads(), held)
    routers = [review.router(site, tracer)]
    routers += [module.router(site) for module in (pages, resources, api, inquiries, years, years_pages)]
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
