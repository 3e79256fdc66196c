"""The JSON-LD context names every term, and what is written with it is read back as the same statements."""

import gzip
import json
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib import Graph

from ontology import jsonld, terms
from ontology.context import FOREIGN_CLASSES, FOREIGN_PROPERTIES, make_context, write
from ontology.jsonld import CONTEXT_IRI, context_text, document

EXAMPLE = "https://voorbeeld.nl/id/"

# rdflib's own parser of JSON-LD makes what rdflib itself calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def names() -> dict[str, object]:
    context: dict[str, object] = json.loads(context_text())["@context"]
    return context


def triples(content: bytes, form: RdfFormat) -> set[Triple]:
    return {quad.triple for quad in parse(content, format=form)}


def by_rdflib(text: str) -> set[Triple]:
    graph = Graph().parse(data=text, format="json-ld")
    return triples(graph.serialize(format="nt", encoding="utf-8"), RdfFormat.N_TRIPLES)


def test_the_file_is_what_the_vocabulary_makes(tmp_path: Path) -> None:
    write(tmp_path / "context.jsonld")
    assert (tmp_path / "context.jsonld").read_text("utf-8") == context_text()
    assert make_context() == names()


def test_every_term_has_its_own_name_without_a_prefix() -> None:
    known = names()
    ours = [v.removeprefix(terms.DG) for n, v in vars(terms).items() if n.isupper() and str(v).startswith(terms.DG)]
    local = {name for name in ours if name}
    assert len(local) > 150
    assert local <= set(known)
    assert not local & (set(FOREIGN_CLASSES) | set(FOREIGN_PROPERTIES))
    assert not {name for name in known if ":" in name}


def test_words_people_read_have_no_prefix_and_codes_are_words() -> None:
    said = [
        Triple(NamedNode(f"{EXAMPLE}r"), NamedNode(terms.RDF_TYPE), NamedNode(terms.REFERENCE)),
        Triple(NamedNode(f"{EXAMPLE}r"), NamedNode(terms.ROLE), NamedNode("https://w3id.org/doelgraaf/def/role#self")),
        Triple(NamedNode(f"{EXAMPLE}r"), NamedNode(terms.START), Literal(12)),
        Triple(NamedNode(f"{EXAMPLE}r"), NamedNode(terms.RDFS_LABEL), Literal("Verwijzing", language="nl")),
        Triple(NamedNode(f"{EXAMPLE}r"), NamedNode(terms.EVIDENCE_FOR), NamedNode(terms.NUMBER)),
    ]
    assert json.loads(document(said, context=CONTEXT_IRI)) == {
        "@context": "https://w3id.org/doelgraaf/def/context.jsonld",
        "@graph": [
            {
                "id": f"{EXAMPLE}r",
                "type": "Reference",
                "label": {"nl": "Verwijzing"},
                "evidenceFor": "number",
                "role": "self",
                "start": 12,
            }
        ],
    }


# What a value may be that its short name is not made for, and why it must come back all the same.
ODD = [
    (terms.YEAR, Literal("2031"), "a text where a number is meant"),
    (terms.YEAR, Literal("0012", datatype=NamedNode(terms.XSD_INTEGER)), "a number that is not canonical"),
    (terms.YEAR, Literal("9" * 30, datatype=NamedNode(terms.XSD_INTEGER)), "a number that JSON can't hold"),
    (terms.AMOUNT, Literal("0.10", datatype=NamedNode(terms.XSD_DECIMAL)), "a decimal keeps its zeros"),
    (terms.AMOUNT, NamedNode(f"{EXAMPLE}x"), "a thing where a number is meant"),
    (terms.STATEMENT, Literal("zonder taal"), "words without a language"),
    (terms.STATEMENT, Literal("with", language="en"), "words in another language"),
    (terms.STATEMENT, NamedNode(f"{EXAMPLE}x"), "a thing where words are meant"),
    (terms.NAME, Literal("naam", language="nl"), "a language where a plain text is meant"),
    (terms.REFERS_TO, Literal("doel 1"), "a text where a thing is meant"),
    (terms.ROLE, NamedNode("https://w3id.org/doelgraaf/def/relation#see"), "a code of another list"),
    (terms.ROLE, NamedNode(f"{EXAMPLE}role"), "a thing that is no code"),
    (terms.EVIDENCE_FOR, NamedNode("http://example.org/own"), "a property of others without a short name"),
    (terms.Iri("http://example.org/own"), Literal("x"), "a property without a short name"),
    (terms.RDF_TYPE, NamedNode("http://example.org/Own"), "a class without a short name"),
]


@pytest.mark.parametrize(("name", "value", "why"), ODD)
def test_a_value_that_does_not_fit_its_name_comes_back_as_it_was(
    name: str, value: NamedNode | Literal, why: str
) -> None:
    assert len(ODD) == 15
    said = {Triple(NamedNode(f"{EXAMPLE}a"), NamedNode(name), value)}
    assert triples(document(said).encode(), RdfFormat.JSON_LD) == said, why
    if value != Literal("0.10", datatype=NamedNode(terms.XSD_DECIMAL)) and "0012" not in str(value):
        assert by_rdflib(document(said)) == said, why  # rdflib writes numbers its own way


def test_a_blank_node_is_refused() -> None:
    with pytest.raises(TypeError, match="blank node"):
        document([Quad(BlankNode(), NamedNode(terms.NAME), Literal("x"))])


@pytest.mark.parametrize("name", ["real_dataset", "fictional_dataset"])
def test_every_example_graph_comes_back_the_same(name: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(name)
    files = sorted(folder.glob("graphs/**/*.nq.gz"))
    assert len(files) >= 6
    known = set(names())
    for file in files:
        said = triples(gzip.decompress(file.read_bytes()), RdfFormat.N_QUADS)
        text = document(said)
        assert triples(text.encode(), RdfFormat.JSON_LD) == said, file
        assert by_rdflib(text) == said, file
        keys = {key for thing in json.loads(text)["@graph"] for key in thing}
        assert keys <= known, file  # every property of a dataset has a short name


def test_the_same_statements_give_the_same_text(fictional_dataset: Path) -> None:
    content = gzip.decompress((fictional_dataset / "graphs" / "gm9999" / "body.nq.gz").read_bytes())
    said = list(parse(content, format=RdfFormat.N_QUADS))
    assert jsonld.document(said) == jsonld.document(reversed(said))
