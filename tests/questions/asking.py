"""Asking a stored question of a dataset in both engines, with and without what rules add, and comparing the rows."""

import warnings
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import rdflib

from ontology import terms as t
from ontology.dataset import BodyFiles, Dataset, DocumentFiles
from ontology.iri import organisation
from service.answers.questions import question
from service.release.catalogue import catalogue_graph
from service.release.derive import derive, derive_body, packaged_rules

BASE = "http://localhost:8000"
ONTOLOGY = Path(__file__).parents[2] / "ontology"
VOCABULARY = ("doelgraaf.ttl", "codelists.ttl", "budget.ttl")
Rows = list[tuple[str | None, ...]]


class Loaded:
    """A dataset with its vocabulary and catalogue in Oxigraph and in rdflib, with or without the inferred graphs."""

    def __init__(self, root: Path, *, inferred: bool) -> None:
        self.store = ox.Store()
        self.graph = rdflib.Graph()
        dataset = Dataset(root)
        parts = [dataset.read(path) for path in dataset.manifest().all_files if path.endswith(".nq.gz")]
        parts.append(catalogue_graph(dataset.manifest()))
        if inferred:
            parts += inferred_quads(dataset)
        for part in parts:
            self.store.load(part, format=ox.RdfFormat.N_QUADS)
        for name in VOCABULARY:
            self.store.load(
                (ONTOLOGY / name).read_bytes(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(f"{BASE}/graph/def")
            )
        self.twin = rdflib.Dataset(default_union=True)
        for quad in self.store:
            self.twin.get_context(rdflib.URIRef(quad.graph_name.value)).add(
                tuple(rdflib_term(term) for term in (quad.subject, quad.predicate, quad.object))
            )

    def ask(self, name: str, **values: str | int) -> Rows:
        """The rows of a stored question, the same in both engines."""
        text = question(name).bind({key: term(key, value) for key, value in values.items()})
        variables, fast = oxigraph_rows(self.store, text)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib 7 calls its own renamed methods
            found = self.twin.query(text, initNs=dict(t.PREFIXES))
            plain = [tuple(normal(row[variable]) for variable in variables) for row in found]
        assert plain == fast, f"{name}: rdflib and Oxigraph differ"
        return fast


def oxigraph_rows(store: ox.Store, text: str) -> tuple[list[str], Rows]:
    """Variables and rows of a query; the engine's results live in this call alone.

    A frame of rdflib that an exception keeps alive would keep them too, until some other thread drops them.
    """
    solutions = store.query(text, prefixes=dict(t.PREFIXES), use_default_graph_as_union=True)
    variables = [variable.value for variable in solutions.variables]
    return variables, [tuple(normal(solution[variable]) for variable in variables) for solution in solutions]


def inferred_quads(dataset: Dataset) -> list[bytes]:
    """What the rules add to each document and to each body."""
    manifest, rules = dataset.manifest(), packaged_rules()
    facts = {document: dataset.read(DocumentFiles(document).facts) for document in dataset.documents()}
    found = []
    for code in manifest.bodies:
        body = dataset.read(BodyFiles(code).body)
        own = {document: content for document, content in facts.items() if document.organisation == code}
        found.append(derive_body(manifest.base, code, body, own.values(), rules))
        found += [derive(manifest.base, document, content, body, rules) for document, content in own.items()]
    return ["".join(f"{line}\n" for line in lines).encode() for lines in found]


def term(name: str, value: str | int) -> ox.NamedNode | ox.Literal:
    """A parameter as a term: an organisation by its code, a number as an integer, else a plain string."""
    if isinstance(value, int):
        return ox.Literal(str(value), datatype=ox.NamedNode(t.XSD_INTEGER))
    return ox.NamedNode(organisation(BASE, value)) if name == "organisation" else ox.Literal(value)


def rdflib_term(value: object) -> rdflib.URIRef | rdflib.Literal:
    """A term of Oxigraph as one of rdflib; a plain string stays plain."""
    if isinstance(value, ox.NamedNode):
        return rdflib.URIRef(value.value)
    assert isinstance(value, ox.Literal)
    if value.language:
        return rdflib.Literal(value.value, lang=value.language)
    plain = value.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return rdflib.Literal(value.value, datatype=None if plain else rdflib.URIRef(value.datatype.value))


def normal(value: object) -> str | None:
    """A value of a row as a person compares it: its text, with decimals in one form."""
    if value is None:
        return None
    text = str(value.value) if isinstance(value, (ox.NamedNode, ox.Literal)) else str(value)
    head, dot, tail = text.partition(".")
    return head if dot and head.lstrip("-").isdigit() and not tail.strip("0") else text


def pick(rows: Rows, *columns: int) -> Rows:
    """Some columns of the rows."""
    return [tuple(row[column] for column in columns) for row in rows]


ZWOLLE: Mapping[str, str | int] = {"organisation": "gm0193", "kind": "begroting", "year": 2021}
REPORT: Mapping[str, str | int] = {"organisation": "gm0193", "kind": "berap", "year": 2023, "sequence": 2}
