"""A remote engine that breaks off, answers loosely or says nothing gives no wrong answer and no endless wait."""

import asyncio
import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import msgspec
import pytest
from pyoxigraph import Literal, NamedNode
from remote_asking import CAPACITY, ask

from service.engine.engine import (
    QueryFailedError,
    QueryTimeoutError,
)
from service.engine.formats import JSON_RESULTS, TRIPLES
from service.engine.remote_release import RemoteReleaseEngine
from service.release.releases import MANIFEST, Releases
from tests.started import answering


class _Broken(BaseHTTPRequestHandler):
    """An engine that says it has the release, and breaks off whatever else it is asked."""

    release = ""
    body = b""
    promised = 0

    def do_POST(self) -> None:
        """Answer one query."""
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        if b"adms%23status" in asked:
            cells: Mapping[str, object] = {
                "release": {"type": "literal", "value": self.release},
                "status": {"type": "literal", "value": "whole"},
            }
            content = json.dumps({"head": {"vars": ["release", "status"]}, "results": {"bindings": [cells]}}).encode()
            self._say(content, len(content))
        else:
            self._say(self.body, self.promised or len(self.body))

    def _say(self, content: bytes, length: int) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def broken_engine(tiny_data: Path, data: Path, body: bytes, promised: int = 0) -> Iterator[RemoteReleaseEngine]:
    """An engine that answers with just these bytes, as the one that serves a copy of the manifest of a release."""
    release = Releases(tiny_data).current()
    handler = type("Handler", (_Broken,), {"release": release, "body": body, "promised": promised})
    with answering(HTTPServer(("127.0.0.1", 0), handler)) as port:
        _point_at(tiny_data, data, release, f"http://127.0.0.1:{port}")
        with closing(RemoteReleaseEngine(Releases(data), CAPACITY)) as engine:
            yield engine


def _point_at(tiny_data: Path, data: Path, release: str, url: str) -> None:
    manifest = msgspec.json.decode((Releases(tiny_data).folder(release) / MANIFEST).read_bytes())
    addresses = {"query": f"{url}/query", "update": f"{url}/update", "graphs": f"{url}/store"}
    folder = Releases(data).folder(release)
    folder.mkdir(parents=True)
    (folder / MANIFEST).write_bytes(msgspec.json.encode(manifest | {"remote": {"profile": "oxigraph", **addresses}}))
    Releases(data).point_to(release)


TRIPLE = b"<a:a> <a:b> <a:c> .\n"


@pytest.mark.parametrize(
    ("body", "promised", "media_type", "why"),
    [
        (TRIPLE * 3, 1000, "text/turtle", "triples that stop before the end that was promised"),
        (b'{"head":{"vars":["a"]},"results":{"bindings":[', 0, "text/csv", "JSON without its end"),
        (b"<html>nginx</html>", 0, "text/csv", "a page of somebody in between"),
        (b'{"head":{"vars":["a"]},"results":{"bindings":[', 1000, JSON_RESULTS, "both"),
    ],
)
def test_a_part_of_an_answer_is_never_the_whole(
    tiny_data: Path, tmp_path: Path, body: bytes, promised: int, media_type: str, why: str
) -> None:
    query = "CONSTRUCT WHERE { ?s ?p ?o }" if media_type in TRIPLES else "SELECT ?a WHERE { ?a ?b ?c }"
    with broken_engine(tiny_data, tmp_path, body, promised) as engine, pytest.raises(QueryFailedError):
        print(why, ask(engine, query, media_type))  # noqa: T201 - shown where nothing is raised


def test_xml_holds_no_character_that_xml_cannot(tiny_data: Path, tmp_path: Path) -> None:
    cell = {"a": {"type": "literal", "value": "x\u0001\ufffe\u0008y"}}
    body = json.dumps({"head": {"vars": ["a"]}, "results": {"bindings": [cell]}}).encode()
    with broken_engine(tiny_data, tmp_path, body) as engine:
        assert "x\ufffd\ufffd\ufffdy".encode() in ask(engine, "SELECT ?a {}", "application/sparql-results+xml")


def test_terms_of_a_loose_engine_are_mended(tiny_data: Path, tmp_path: Path) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    cells = [(f"{xsd}boolean", "1"), (f"{xsd}boolean", "0"), (f"{xsd}duration", "12"), (f"{xsd}duration", "-30")]
    rows = [{"a": {"type": "typed-literal", "datatype": datatype, "value": value}} for datatype, value in cells]
    body = json.dumps({"head": {"link": [], "vars": ["a"]}, "results": {"distinct": False, "bindings": rows}}).encode()
    with broken_engine(tiny_data, tmp_path, body) as engine:
        manifest = Releases(tmp_path).folder(engine.release) / MANIFEST
        manifest.write_bytes(manifest.read_bytes().replace(b'"oxigraph"', b'"virtuoso"'))
        with closing(RemoteReleaseEngine(Releases(tmp_path), CAPACITY)) as loose:
            assert ask(loose, "SELECT ?a {}", "text/csv").split() == [b"a", b"true", b"false", b"P1Y", b"-P2Y6M"]


@contextmanager
def _silent_port() -> Iterator[int]:
    """A port that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_an_engine_that_says_nothing_is_not_waited_for_longer_than_a_query_may_take(
    tiny_data: Path, tmp_path: Path
) -> None:
    with _silent_port() as port:
        _point_at(tiny_data, tmp_path, Releases(tiny_data).current(), f"http://127.0.0.1:{port}")
        patient = replace(CAPACITY, timeout_s=1.0)
        with closing(RemoteReleaseEngine(Releases(tmp_path), patient)) as engine, pytest.raises(QueryTimeoutError):
            asyncio.run(engine.rows("SELECT ?s WHERE { ?s ?p ?o }", {"s": NamedNode("a:a"), "p": Literal("x")}))
