"""The fictional town, served from memory."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from service.web import api, inquiries, pages, resources
from service.web.app import application as served
from service.web.site import make_site
from tests.web import town
from tests.web.memory_engine import MemoryEngine


@pytest.fixture(scope="module")
def engine() -> MemoryEngine:
    return MemoryEngine(town.quads())


@pytest.fixture(scope="module")
def application(engine: MemoryEngine) -> FastAPI:
    held = town.holdings(engine.release)
    site = make_site(engine, lambda: held)
    return served(engine, [module.router(site) for module in (pages, resources, api, inquiries)], current=site.current)


@pytest.fixture
def client(application: FastAPI) -> TestClient:
    return TestClient(application, follow_redirects=False)
