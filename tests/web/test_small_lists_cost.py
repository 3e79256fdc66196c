"""The short lists cost what their items do: documents are read once for a release, and not by who answers others."""

import threading
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from starlette.responses import Response
from starlette.testclient import TestClient

from ontology.iri import DocumentKey
from service.answers.coverage import Holdings, coverage_of
from service.web import lists, respond
from service.web.app import application
from service.web.site import make_site
from service.web.small_lists import SMALL, document_item
from tests.web import town
from tests.web.memory_engine import MemoryEngine

BODIES = 40
YEARS = range(2015, 2025)


def many() -> Holdings:
    """A release with many bodies, each with a document of every year."""
    held = town.holdings()
    entry, body = held.manifest.documents[town.BUDGET.path], held.manifest.bodies[town.ORG]
    codes = [f"gm{number:04}" for number in range(9000, 9000 + BODIES)]
    manifest = msgspec.structs.replace(
        held.manifest,
        bodies=dict.fromkeys(codes, body),
        documents={f"{code}/begroting/{year}": entry for code in reversed(codes) for year in YEARS},
    )
    return Holdings(manifest, held.release, datetime(2031, 1, 2, tzinfo=UTC))


def test_the_documents_of_a_body_are_those_of_the_release() -> None:
    held = many()
    for code in held.manifest.bodies:
        own = tuple(one for one in held.documents if one.organisation == code)
        assert held.documents_of(code) == own
        assert len(own) == len(YEARS)
        assert held.coverage_of_body(code) == coverage_of(held, own)
    assert held.documents_of("gm0001") == ()
    assert held.coverage_of_body("gm0001") == coverage_of(held, ())
    assert list(held.documents) == sorted(held.documents, key=lambda one: (one.organisation, one.year))


@pytest.mark.parametrize("name", ["organisations", "documents", "quality"])
def test_each_document_is_read_once_for_a_list(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    held, parse, read = many(), DocumentKey.parse, []

    def counted(path: str) -> DocumentKey:
        read.append(path)
        return parse(path)

    monkeypatch.setattr(DocumentKey, "parse", counted)
    small = next(one for one in SMALL if one.name == name)
    for _ in range(2):
        items = small.items(held, ())
        assert len(items) == (BODIES if name == "organisations" else BODIES * len(YEARS))
    assert sorted(read) == sorted(held.manifest.documents)


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_items_are_made_and_written_while_others_are_answered(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    held, threads = many(), set()
    engine = MemoryEngine([], release=held.release)

    def noted(holdings: Holdings, document: DocumentKey) -> object:
        threads.add(threading.current_thread())
        return document_item(holdings, document)

    async def loop_of() -> threading.Thread:
        return threading.current_thread()

    monkeypatch.setattr("service.web.small_lists.document_item", noted)
    send = respond.answer

    def sending(*given: Any) -> Response:  # noqa: ANN401 - whatever is sent
        threads.add(threading.current_thread())
        return send(*given)

    monkeypatch.setattr(respond, "answer", sending)
    site = make_site(engine, lambda: held)
    with TestClient(application(engine, [lists.router(site)], current=site.current)) as client:
        assert client.get(f"/v1/documents?format={form}&fields=path").status_code == 200
        assert client.portal is not None
        assert client.portal.call(loop_of) not in threads
    assert threads
