"""Every term of others that stands in data, queries, shapes, rules or projections exists where it comes from."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from rdflib import RDF, SH, XSD

from ontology.dataset import Dataset
from ontology.terms import RDF_TYPE
from tests.ontology.outside import quads_of

ROOT = Path(__file__).parents[2]
OURS = ("https://w3id.org/doelgraaf/", "http://localhost:8000/")
# Namespaces whose vocabulary is among the files of others, with those files.
KNOWN = {
    "http://data.openbudgets.eu/ontology": ("components.ttl", "ontology.ttl"),
    "http://data.openbudgets.eu/resource/codelist/": ("code_lists.ttl",),
    "http://purl.org/dc/terms/": ("dcterms.ttl",),
    "http://purl.org/linked-data/cube#": ("qb.ttl",),
    "http://purl.org/linked-data/sdmx": ("sdmx.ttl",),
    "http://purl.org/ontology/bibo/": ("bibo.ttl",),
    "http://purl.org/spar/cito/": ("cito.ttl",),
    "http://purl.org/vocab/frbr/core#": ("frbr.ttl",),
    "http://purl.org/vocab/vann/": ("vann.ttl",),
    "http://rdf-vocabulary.ddialliance.org/xkos#": ("xkos.ttl",),
    "http://rdfs.org/ns/void#": ("void.ttl",),
    "http://www.w3.org/2000/01/rdf-schema#": ("rdfs.ttl",),
    "http://www.w3.org/2002/07/owl#": ("owl.ttl",),
    "http://www.w3.org/2004/02/skos/core#": ("skos.ttl",),
    "http://www.w3.org/2006/time#": ("time.ttl",),
    "http://www.w3.org/2008/05/skos-xl#": ("skosxl.ttl",),
    "http://www.w3.org/ns/csvw#": ("csvw.ttl",),
    "http://www.w3.org/ns/dcat#": ("dcat.ttl",),
    "http://www.w3.org/ns/dqv#": ("dqv.ttl",),
    "http://www.w3.org/ns/oa#": ("oa.ttl",),
    "http://www.w3.org/ns/org#": ("org.ttl",),
    "http://www.w3.org/ns/prov#": ("prov.ttl",),
    "http://www.w3.org/ns/sparql-service-description#": ("sd.ttl",),
    "http://xmlns.com/foaf/0.1/": ("foaf.ttl",),
}
# Those that rdflib knows in full.
CLOSED = (RDF, SH, XSD)
# Namespaces without either: where their terms are explained, and the terms that are used here.
ELSEWHERE = {
    "http://creativecommons.org/publicdomain/zero/1.0/": ("https://creativecommons.org/publicdomain/zero/1.0/", {""}),
    "http://data.europa.eu/m8g/": ("https://semiceu.github.io/CPOV/releases/2.1.2/", {"PublicOrganisation"}),
    "http://metadata.un.org/sdg/ontology#": (
        "https://github.com/UNStats/LOD4Stats/wiki",
        {"Goal", "Indicator", "Series", "Target", "hasIndicator", "hasTarget"},
    ),
    "http://publications.europa.eu/resource/authority/currency/": (
        "https://op.europa.eu/en/web/eu-vocabularies/concept-scheme/-/resource?uri=http://publications.europa.eu/resource/authority/currency",
        {"EUR"},
    ),
    "http://purl.org/dc/dcam/": (
        "https://www.dublincore.org/specifications/dublin-core/dcmi-terms/",
        {"domainIncludes", "rangeIncludes"},
    ),
    "https://identifier.overheid.nl/tooi/def/ont/": (
        "https://standaarden.overheid.nl/tooi",
        {"Gemeente", "Informatieobject", "officieleNaamExclSoort"},
    ),
}
_PREFIX = re.compile(r"PREFIX (\S*):\s*<([^>]*)>")
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_NAME = re.compile(r"(?<![\w?:<])([a-zA-Z][\w-]*):([A-Za-z][\w-]*)")
_CONSTANT = re.compile(r'Iri\("([^"]+)"\)')


def terms_of_turtle(path: Path) -> Iterator[str]:
    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        for term in (quad.subject, quad.predicate, quad.object):
            if isinstance(term, NamedNode):
                yield term.value
            elif isinstance(term, Literal):
                yield term.datatype.value


def terms_of_query(path: Path) -> Iterator[str]:
    text = path.read_text("utf-8")
    prefixes = dict(_PREFIX.findall(text))
    lines = [line for line in text.splitlines() if not line.startswith(("#", "PREFIX"))]
    for prefix, name in _NAME.findall(_STRING.sub('""', "\n".join(lines))):
        assert prefix in prefixes, f"{path.name}: {prefix}:{name} has no prefix"
        yield prefixes[prefix] + name


def terms_of_data(root: Path) -> Iterator[str]:
    """Properties and classes, and whatever else stands in a namespace of which there is a vocabulary."""
    dataset = Dataset(root)
    for path in dataset.manifest().all_files:
        if path.endswith(".nq.gz"):
            for quad in parse(dataset.read(path), format=RdfFormat.N_QUADS):
                yield quad.predicate.value
                if isinstance(quad.object, NamedNode) and (
                    quad.predicate.value == RDF_TYPE or quad.object.value.startswith(tuple(KNOWN))
                ):
                    yield quad.object.value


def used(*datasets: Path) -> dict[str, str]:
    """Every foreign term with a file that uses it."""
    found: dict[str, str] = {}
    for path in sorted((*(ROOT / "ontology").rglob("*"), *(ROOT / "service").rglob("*"))):
        match path.suffix:
            case ".ttl":
                terms = terms_of_turtle(path)
            case ".rq":
                terms = terms_of_query(path)
            case ".py":
                terms = iter(_CONSTANT.findall(path.read_text("utf-8")))
            case _:
                continue
        found |= dict.fromkeys(terms, path.name)
    for root in datasets:
        found |= dict.fromkeys(terms_of_data(root), "data")
    return {term: file for term, file in found.items() if not term.startswith(OURS)}


def unknown(terms: dict[str, str]) -> set[str]:
    """The terms that exist nowhere, each with a file that uses it."""
    known = {term for term in terms if any(term in namespace for namespace in CLOSED)}
    for namespace, (_, names) in ELSEWHERE.items():
        known |= {namespace + name for name in names}
    for vocabularies in KNOWN.values():
        for quad in quads_of(*(f"vocabularies/{name}" for name in vocabularies)):
            if isinstance(quad.subject, NamedNode):
                known.add(quad.subject.value)
    return {f"{term} ({file})" for term, file in terms.items() if term not in known}


def test_every_foreign_term_exists(real_dataset: Path, fictional_dataset: Path) -> None:
    terms = used(real_dataset, fictional_dataset)
    assert len(terms) > 100
    assert len({term for term, file in terms.items() if file == "data"}) > 20
    assert unknown(terms) == set()


@pytest.mark.parametrize(
    "term",
    [
        "http://www.w3.org/2004/02/skos/core#preferredLabel",
        "http://www.w3.org/ns/dqv#measures",
        "http://www.w3.org/ns/shacl#minimum",
        "http://data.europa.eu/m8g/Public",
        "https://example.org/anything",
    ],
)
def test_a_term_that_does_not_exist_is_found(term: str) -> None:
    assert unknown({term: "nowhere"}) == {f"{term} (nowhere)"}


def test_what_is_explained_elsewhere_has_an_address_and_is_used(real_dataset: Path, fictional_dataset: Path) -> None:
    terms = set(used(real_dataset, fictional_dataset))
    listed = {namespace + name for namespace, (_, names) in ELSEWHERE.items() for name in names}
    assert all(address.startswith("https://") for address, _ in ELSEWHERE.values())
    assert listed - terms == set()
