"""The graph store is read by all and written by who has the token; updates name what they write, and reads follow."""

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from pyoxigraph import RdfFormat, parse
from running import TOKEN, Service, running
from tiny import BASE, BUDGET, version

from service.engine.formats import TRIPLES
from service.release.releases import Releases

DOCUMENT = f"{BASE}/graph/doc/{BUDGET.path}"
NOTES = f"{BASE}/graph/curated/notes"
GOAL = version(BASE, BUDGET, "1.1.1")
SKOS = "http://www.w3.org/2004/02/skos/core#"
ALL = f"SELECT ?o {{ GRAPH <{NOTES}> {{ ?s ?p ?o }} }} ORDER BY ?o"
DOCTYPE = b'<!DOCTYPE r [<!ENTITY a "aaaa">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
REMOTE_CONTEXT = b'{"@context": "http://127.0.0.1:9/context.jsonld", "@id": "http://e/a", "label": "x"}'


@pytest.fixture(scope="module")
def service(tiny_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that can be written; it sends the token."""
    data = copytree(tiny_data, tmp_path_factory.mktemp("written") / "data")
    with running(data, write_limit_bytes="20000") as service:
        yield service


@pytest.fixture(scope="module")
def reader(tiny_data: Path) -> Iterator[Service]:
    """A service over the same in which writing is off."""
    with running(tiny_data, token=None) as service:
        yield service


def note(words: str) -> str:
    return f'<{GOAL}> <{SKOS}note> "{words}"@nl .'


@pytest.mark.parametrize("media_type", sorted(TRIPLES))
def test_a_graph_is_given_in_every_form(reader: Service, media_type: str) -> None:
    answer = reader.graph("GET", DOCUMENT, Accept=media_type)
    assert (answer.status, answer.headers["content-type"].partition(";")[0]) == (200, media_type)
    plain = reader.graph("GET", DOCUMENT, Accept="application/n-triples")
    triples = {quad.triple for quad in parse(answer.body, format=TRIPLES[media_type])}
    assert triples == {quad.triple for quad in parse(plain.body, format=RdfFormat.N_TRIPLES)}
    assert len(triples) > 10
    head = reader.graph("HEAD", DOCUMENT, Accept=media_type)
    assert (head.status, head.body, head.headers["content-type"]) == (200, b"", answer.headers["content-type"])
    assert head.headers["etag"] == answer.headers["etag"]
    assert reader.graph("GET", DOCUMENT, Accept=media_type, If_None_Match=answer.headers["etag"]).status == 304


def test_the_default_graph_is_the_union_of_all(reader: Service) -> None:
    lines = reader.ask("GET", "/graphs?default", Accept="application/n-triples").body.splitlines()
    assert len(lines) == int(reader.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0])
    assert set(reader.graph("GET", DOCUMENT, Accept="application/n-triples").body.splitlines()) < set(lines)


@pytest.mark.parametrize(
    ("method", "path", "status", "said"),
    [
        ("GET", "/graphs?graph=http://e/none", 404, "no graph http://e/none"),
        ("HEAD", "/graphs?graph=http://e/none", 404, ""),
        ("GET", "/graphs", 400, "name a graph"),
        ("GET", "/graphs?graph=notes", 400, "no absolute IRI"),
        ("GET", "/graphs?graph=http://e/%FF", 400, "no UTF-8"),
        ("GET", "/graphs?graph=http://e/a&graph=http://e/b", 400, "more than one graph"),
        ("GET", "/graphs?graph=http://e/a&default", 400, "more than one graph"),
        ("PATCH", "/graphs?default", 405, "use GET, HEAD"),
    ],
)
def test_what_can_not_be_read_is_told(reader: Service, method: str, path: str, status: int, said: str) -> None:
    answer = reader.ask(method, path)
    assert answer.status == status
    assert answer.headers["access-control-allow-origin"] == "*"
    if method != "HEAD":
        assert said in answer.problem
    if status == 405:
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS, PUT, POST, DELETE"
    if path == "/graphs":
        assert DOCUMENT in json.loads(answer.body)["available"]


def test_a_form_that_does_not_exist_is_told_with_those_that_do(reader: Service) -> None:
    answer = reader.graph("GET", DOCUMENT, Accept="image/png")
    assert answer.status == 406
    assert all(media_type in answer.problem for media_type in TRIPLES)


def test_browsers_may_ask_from_anywhere(reader: Service) -> None:
    answer = reader.ask("OPTIONS", "/graphs", Origin="https://a.example", Access_Control_Request_Method="PUT")
    assert answer.status == 204
    assert {"PUT", "DELETE"} <= set(answer.headers["access-control-allow-methods"].split(", "))
    assert "Authorization" in answer.headers["access-control-allow-headers"]


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_where_writing_is_off_nobody_writes(reader: Service, method: str) -> None:
    for sent in ("", f"Bearer {TOKEN}"):
        answer = reader.graph(method, NOTES, note("x"), Authorization=sent)
        assert (answer.status, "DOELGRAAF_WRITE_TOKEN" in answer.problem) == (403, True)
    update = reader.update(f"DROP SILENT GRAPH <{NOTES}>")
    assert (update.status, "DOELGRAAF_WRITE_TOKEN" in update.problem) == (403, True)


@pytest.mark.parametrize(
    "sent", ["", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}"]
)
def test_only_the_token_lets_write(service: Service, sent: str) -> None:
    for answer in (
        service.graph("PUT", NOTES, note("x"), Authorization=sent),
        service.ask("POST", "/sparql", b"DROP ALL", Content_Type="application/sparql-update", Authorization=sent),
    ):
        assert answer.status == 401
        assert answer.headers["www-authenticate"].startswith('Bearer realm="doelgraaf"')
    assert service.graph("GET", NOTES).status == 404


def test_the_next_read_sees_what_was_written(service: Service) -> None:
    release = service.ask("GET", "/readyz").body
    assert service.graph("PUT", NOTES, note("een")).status == 201
    for words in ("twee", "drie", "vier"):
        written = service.graph("PUT", NOTES, note(words))
        read = service.graph("GET", NOTES, Accept="text/turtle")
        assert (written.status, read.status) == (204, 200)
        assert read.headers["doelgraaf-release"] == written.headers["doelgraaf-release"]
        assert f'"{words}"@nl' in read.body.decode()
        assert service.rows(ALL) == [words]
    assert service.graph("POST", NOTES, note("vijf")).status == 204
    assert service.rows(ALL) == ["vier", "vijf"]
    assert service.ask("GET", "/readyz").body != release
    assert service.graph("DELETE", NOTES).status == 204
    assert service.graph("GET", NOTES).status == 404
    assert service.graph("DELETE", NOTES).status == 404
    assert service.rows(ALL) == []


def test_a_graph_is_written_at_its_own_address(service: Service) -> None:
    path = "/graph/curated/own/address"
    made = service.ask("PUT", path, b'<> <http://purl.org/dc/terms/title> "x"@nl .', Content_Type="text/turtle")
    assert (made.status, made.headers["location"]) == (201, f"{BASE}{path}")
    read = service.ask("GET", path, Accept="application/n-quads")
    assert read.body.decode() == f'<{BASE}{path}> <http://purl.org/dc/terms/title> "x"@nl <{BASE}{path}> .\n'
    assert service.ask("DELETE", path).status == 204


def test_a_post_without_a_graph_makes_one(service: Service) -> None:
    made = service.ask("POST", "/graphs", note("nieuw").encode(), Content_Type="text/turtle")
    assert made.status == 201
    assert made.headers["location"].startswith(f"{BASE}/graph/curated/")
    assert '"nieuw"@nl' in service.graph("GET", made.headers["location"]).body.decode()
    assert service.graph("DELETE", made.headers["location"]).status == 204
    assert service.ask("PUT", "/graphs", note("nieuw").encode(), Content_Type="text/turtle").status == 400


def test_a_form_with_files_is_one_graph(service: Service) -> None:
    pieces = [("text/turtle", note("een")), ("application/n-triples", note("twee"))]
    body = "".join(
        f'--xx\r\nContent-Disposition: form-data; name="f"; filename="f"\r\nContent-Type: {media_type}\r\n\r\n{rdf}\r\n'
        for media_type, rdf in pieces
    )
    kind = "multipart/form-data; boundary=xx"
    path = f"/graphs?graph={NOTES}"
    assert service.ask("POST", path, f"{body}--xx--\r\n".encode(), Content_Type=kind).status == 201
    assert service.rows(ALL) == ["een", "twee"]
    assert service.graph("DELETE", NOTES).status == 204
    for wrong, status in ((body.replace("text/turtle", "text/csv"), 415), ("rommel", 400)):
        assert service.ask("POST", path, f"{wrong}--xx--\r\n".encode(), Content_Type=kind).status == status
    assert service.ask("POST", path, body.encode(), Content_Type="multipart/form-data").status == 400


@pytest.mark.parametrize(
    ("media_type", "body", "status", "said"),
    [
        ("text/turtle", b"<#a> <#b> ", 400, "can't be read as text/turtle"),
        ("text/turtle", b'<#a> <#b> "\xff" .', 400, "no UTF-8"),
        ("text/turtle; charset=latin-1", b"", 415, "send UTF-8"),
        ("text/csv", b"a,b", 415, "text/turtle"),
        ("", b"", 415, "is not read here"),
        ("application/rdf+xml", DOCTYPE, 400, "DOCTYPE"),
        ("application/rdf+xml", b"<a>" * 500, 400, "elements in each other"),
        ("application/ld+json", REMOTE_CONTEXT, 400, "can't be read"),
        (
            "application/ld+json",
            b'{"@id": "http://e/g", "@graph": [{"@id": "http://e/a", "http://e/p": 1}]}',
            400,
            "graph",
        ),
        ("text/turtle", b"#" * 20_001, 413, "20000 bytes"),
        ("text/turtle", note("x").encode().replace(b"note", b"prefLabel"), 422, "notes and alignments"),
        ("text/turtle", note("x").encode().replace(b"@nl", b""), 422, "SHACL"),
    ],
)
def test_rdf_that_can_not_be_taken_is_refused(
    service: Service, media_type: str, body: bytes, status: int, said: str
) -> None:
    answer = service.ask("PUT", f"/graphs?graph={NOTES}", body, Content_Type=media_type)
    assert (answer.status, said in answer.problem) == (status, True), answer.problem
    assert service.graph("GET", NOTES).status == 404


@pytest.mark.parametrize(
    ("update", "fields", "status", "said"),
    [
        (f"INSERT DATA {{ {note('x')} }}", {}, 403, "put the statements in GRAPH"),
        (f"INSERT DATA {{ GRAPH <{DOCUMENT}> {{ {note('x')} }} }}", {}, 403, "corrections.yml"),
        ("DROP ALL", {}, 403, "no variable, DEFAULT, NAMED or ALL"),
        ("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", {}, 403, "no variable"),
        (f"MOVE <{DOCUMENT}> TO <{NOTES}>", {}, 403, "can't be written"),
        (f"LOAD <http://127.0.0.1:9/> INTO GRAPH <{NOTES}>", {}, 400, "LOAD is not run here"),
        (f"INSERT DATA {{ GRAPH <{NOTES}> {{ {note('x')} }}", {}, 400, "line 1, column"),
        ("SELECT * { ?s ?p ?o }", {}, 400, "is a query"),
        (f"DROP SILENT GRAPH <{NOTES}>", {"query": "ASK {}"}, 400, "exactly one"),
        (f"DROP GRAPH <{NOTES}>", {}, 409, "does not exist"),
        (
            f"INSERT {{ GRAPH <{NOTES}> {{ ?s ?p ?o }} }} USING <{DOCUMENT}> WHERE {{ ?s ?p ?o }}",
            {"using-graph-uri": DOCUMENT},
            400,
            "USING or WITH of its own",
        ),
        (f"CREATE SILENT GRAPH <{NOTES}>", {"using-graph-uri": "no iri"}, 400, "no absolute IRI"),
    ],
)
def test_updates_that_are_not_made_say_why(
    service: Service, update: str, fields: dict[str, str], status: int, said: str
) -> None:
    answer = service.update(update, **fields)
    assert (answer.status, said in answer.problem) == (status, True), answer.problem
    assert service.graph("GET", NOTES).status == 404


def test_an_update_reads_the_graphs_that_the_request_names(service: Service) -> None:
    copy = f"INSERT {{ GRAPH <{NOTES}> {{ ?s <{SKOS}note> ?words }} }} WHERE {{ ?s <{SKOS}scopeNote> ?words }}"
    source = f"{BASE}/graph/curated/source"
    assert service.graph("PUT", source, note("hier").replace("note>", "scopeNote>")).status == 201
    assert service.update(copy).status == 204
    assert service.graph("GET", NOTES).status == 404  # the default graph of an update is none of ours
    assert service.update(copy, **{"using-graph-uri": source}).status == 204
    assert service.rows(ALL) == ["hier"]
    direct = f"/sparql?using-named-graph-uri={NOTES}"
    clear = f"DELETE {{ GRAPH <{NOTES}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}".encode()
    assert service.ask("POST", direct, clear, Content_Type="application/sparql-update").status == 204
    assert service.graph("GET", NOTES).status == 404
    assert service.graph("DELETE", source).status == 204


def test_queries_by_post_pass_the_updates(reader: Service) -> None:
    form = b"query=SELECT+%3Fx+%7B+VALUES+%3Fx+%7B+%22update%22+%7D+%7D"
    answer = reader.ask("POST", "/sparql", form, Content_Type="application/x-www-form-urlencoded", Accept="text/csv")
    assert answer.body == b"x\r\nupdate\r\n"


def test_a_change_that_takes_too_much_is_stopped_and_the_next_is_made(tiny_data: Path, tmp_path: Path) -> None:
    data = copytree(tiny_data, tmp_path / "data")
    doubling = "".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(40))
    memory = f'INSERT {{ GRAPH <{NOTES}> {{ <{GOAL}> <{SKOS}note> ?x40 }} }} WHERE {{ BIND("aaaa" AS ?x0) {doubling} }}'
    lines = " . ".join(f"GRAPH ?g{n} {{ ?a{n} ?b{n} ?c{n} }}" for n in range(8))
    counted = f"{{ SELECT (COUNT(*) AS ?n) WHERE {{ {lines} }} }}"
    time = f"INSERT {{ GRAPH <{NOTES}> {{ <{GOAL}> <{SKOS}note> ?n }} }} WHERE {{ {counted} }}"
    with running(data, query_timeout_s="3") as service:
        before = Releases(data).current()
        failed = service.update(memory)
        assert (failed.status, "too much memory" in failed.problem) == (500, True), failed.problem
        assert service.rows("SELECT (1 AS ?one) {}") == ["1"]
        stopped = service.update(time)
        assert (stopped.status, "stopped after 3 seconds" in stopped.problem) == (504, True), stopped.problem
        assert Releases(data).current() == before
        assert service.graph("PUT", NOTES, note("gewoon")).status == 201
        assert service.rows(ALL) == ["gewoon"]


def test_a_writer_waits_its_turn_and_then_gives_up(tiny_data: Path, tmp_path: Path) -> None:
    data = copytree(tiny_data, tmp_path / "data")
    with running(data) as service:
        with Releases(data).locked():
            busy = service.graph("PUT", NOTES, note("x"))
        assert (busy.status, busy.headers["retry-after"]) == (503, "5")
        assert service.graph("PUT", NOTES, note("x")).status == 201
