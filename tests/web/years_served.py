"""Municipalities of which is known what became of their goals, served from memory."""

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.testclient import TestClient

from service.web import api, inquiries, lists, pages, resources, years, years_pages
from service.web.app import application
from service.web.site import make_site
from tests.web import years_town as town
from tests.web.memory_engine import MemoryEngine

ROUTES = (pages, resources, api, lists, inquiries, years, years_pages)


@contextmanager
def asked(engine: MemoryEngine) -> Iterator[TestClient]:
    """Who asks an engine by way of the pages and the API about years, and follows no redirect."""
    held = town.holdings(engine.release)
    site = make_site(engine, lambda: held)
    app = application(engine, [module.router(site) for module in ROUTES], current=site.current)
    with TestClient(app, follow_redirects=False) as client:
        yield client
