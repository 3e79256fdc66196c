"""Programs that people already have read from the endpoint: SPARQLWrapper, rdflib, curl, pandas and Comunica."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode
from xml.dom.minidom import Document

import pandas as pd
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import GET, POST, POSTDIRECTLY, URLENCODED, SPARQLWrapper
from tiny import BASE, BUDGET, REPORT, version

from tests.addresses import free_port, wait_for
from tests.started import end
from tests.tools import require

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = ROOT / "tests" / "clients"
PATIENCE_S = 60
NODE = "Debian: apt-get install npm"
NUMBER = URIRef("https://w3id.org/doelgraaf/def#number")
ROWS = "SELECT ?s ?n { ?s <https://w3id.org/doelgraaf/def#number> ?n } ORDER BY ?n ?s"
GRAPH = "CONSTRUCT WHERE { ?s <https://w3id.org/doelgraaf/def#number> ?n }"
FOUND = [
    (version(BASE, BUDGET, "1.1.1"), "1.1.1"),
    (version(BASE, REPORT, "1.1.1"), "1.1.1"),
    (version(BASE, BUDGET, "1.1.2"), "1.1.2"),
]


@pytest.fixture(scope="module")
def endpoint(tiny_data: Path) -> Iterator[str]:
    """The address of the endpoint of a service that runs as a command."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("doelgraaf")), "serve", "--data", str(tiny_data), "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as service:
        try:
            address = f"http://127.0.0.1:{port}/sparql"
            wait_for(f"{address}?query=ASK%7B%7D")
            yield address
        finally:
            end(service)


def ask(endpoint: str, query: str, form: str, method: str, encoding: str) -> object:
    """What SPARQLWrapper makes of an answer."""
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery(query)
    wrapper.setReturnFormat(form)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(encoding)
    return wrapper.queryAndConvert()


REQUESTS = [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)]


@pytest.mark.parametrize(("method", "encoding"), REQUESTS, ids=["GET", "POST form", "POST direct"])
@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_sparqlwrapper_reads_rows_in_every_format(endpoint: str, form: str, method: str, encoding: str) -> None:
    assert rows_of(form, ask(endpoint, ROWS, form, method, encoding)) == FOUND


def rows_of(form: str, answer: object) -> list[tuple[str, str]]:
    """The rows of an answer as SPARQLWrapper gives it: read where it reads it, and else the text."""
    match answer:
        case dict():
            return [(row["s"]["value"], row["n"]["value"]) for row in answer["results"]["bindings"]]
        case Document():
            values = [_text(term) for name in ("uri", "literal") for term in answer.getElementsByTagName(name)]
            return list(zip(values[:3], values[3:], strict=True))
        case bytes():
            lines = answer.decode().splitlines()[1:]
            pairs = [line.split("," if form == "csv" else "\t") for line in lines]
            return [(subject.strip("<>"), number.strip('"')) for subject, number in pairs]
    pytest.fail(f"SPARQLWrapper gave {type(answer)}")


def _text(element: object) -> str:
    return str(element.firstChild.data)  # type: ignore[attr-defined] - minidom has no types of nodes


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # made by SPARQLWrapper
@pytest.mark.parametrize("form", ["turtle", "n3", "rdf+xml", "xml", "json-ld"])
@pytest.mark.parametrize(("method", "encoding"), REQUESTS, ids=["GET", "POST form", "POST direct"])
def test_sparqlwrapper_reads_graphs_in_every_format(endpoint: str, form: str, method: str, encoding: str) -> None:
    answer = ask(endpoint, GRAPH, form, method, encoding)
    graph = answer if isinstance(answer, Graph) else Graph().parse(data=answer, format="turtle")
    assert {(str(subject), str(number)) for subject, _, number in graph} == set(FOUND)


def test_sparqlwrapper_reads_a_boolean_and_an_error(endpoint: str) -> None:
    answer = ask(endpoint, "ASK { ?s ?p 'none such' }", "json", GET, URLENCODED)
    assert isinstance(answer, dict)
    assert answer["boolean"] is False
    with pytest.raises(Exception, match='"line":1,"column":14') as error:
        ask(endpoint, "SELECT * { ?s", "json", POST, URLENCODED)
    assert type(error.value).__name__ == "QueryBadFormed"


@pytest.mark.parametrize("form", [None, "json", "xml", "csv", "tsv"], ids=str)
@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_rows_as_from_a_store_of_its_own(endpoint: str, form: str | None, method: str) -> None:
    graph = Graph(SPARQLStore(endpoint, method=method, **({"returnFormat": form} if form else {})))
    assert [(str(subject), str(number)) for subject, number in graph.query(ROWS)] == FOUND
    assert sorted((str(subject), str(number)) for subject, number in graph.subject_objects(NUMBER)) == sorted(FOUND)


@pytest.mark.parametrize("form", [None, "json", "xml"], ids=str)  # CSV has no types, and TSV no rows without columns
def test_rdflib_finds_a_triple_with_its_types(endpoint: str, form: str | None) -> None:
    graph = Graph(SPARQLStore(endpoint, **({"returnFormat": form} if form else {})))
    assert (URIRef(FOUND[0][0]), NUMBER, Literal("1.1.1")) in graph
    assert (URIRef(FOUND[0][0]), NUMBER, Literal("none such")) not in graph


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_graphs_and_booleans(endpoint: str, method: str) -> None:
    graph = Graph(SPARQLStore(endpoint, method=method))
    made = graph.query(GRAPH).graph
    assert made is not None
    assert {(str(subject), str(number)) for subject, number in made.subject_objects(NUMBER)} == set(FOUND)
    assert graph.query("ASK { ?s ?p 'none such' }").askAnswer is False


@pytest.mark.parametrize(
    "options",
    [["--get", "--data-urlencode"], ["--data-urlencode"]],
    ids=["GET", "POST form"],
)
def test_curl_reads(endpoint: str, options: list[str]) -> None:
    text = curl("--header", "Accept: text/csv", *options, f"query={ROWS}", endpoint)
    assert text.splitlines() == ["s,n", *(f"{subject},{number}" for subject, number in FOUND)]


def test_curl_reads_what_it_posts_from_a_file(endpoint: str, tmp_path: Path) -> None:
    file = tmp_path / "query.rq"
    file.write_text("\ufeff" + ROWS.replace(" {", "\r\n{"), encoding="utf-8")
    options = ["--header", "Content-Type: application/sparql-query", "--header", "Accept: text/csv", "--data-binary"]
    assert curl(*options, f"@{file}", endpoint).count("\n") == 4


def test_curl_fails_where_the_query_does(endpoint: str) -> None:
    with pytest.raises(subprocess.CalledProcessError) as error:
        curl("--fail", "--get", "--data-urlencode", "query=SELEKT", endpoint)
    assert error.value.returncode == 22


def curl(*options: str) -> str:
    """What curl prints."""
    program = require("curl", "Debian: apt-get install curl")
    command = [program, "--silent", "--show-error", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE_S)
    return done.stdout


def test_pandas_reads_a_table_from_an_address(endpoint: str) -> None:
    table = pd.read_csv(f"{endpoint}?{urlencode({'query': ROWS, 'format': 'csv'})}", dtype=str)
    assert list(table.columns) == ["s", "n"]
    assert list(table.itertuples(index=False, name=None)) == FOUND


def test_comunica_finds_out_by_itself_that_it_is_an_endpoint(endpoint: str) -> None:
    node = require("node", NODE)
    if not (CLIENTS / "node_modules").is_dir():
        npm = require("npm", NODE)
        subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=CLIENTS, check=True, timeout=240)
    command = [node, str(CLIENTS / "read.cjs"), endpoint, ROWS]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["s"], row["n"]) for row in rows] == FOUND
