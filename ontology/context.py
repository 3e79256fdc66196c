"""What the JSON-LD context is: a short name for every term and code, made of the vocabulary.

    python -m ontology.context

writes it to `ontology/context.jsonld`. Names no thing of a dataset. Not for the serving path: it imports rdflib.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeAlias

import click
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, URIRef

from ontology import terms as t
from ontology.definition_files import VOCABULARY_FILES
from ontology.vocabulary import load

FILE: Final = Path(__file__).with_name("context.jsonld")

Definition: TypeAlias = str | dict[str, str | dict[str, str]]

# What a value of a term is, where the term is not ours: a thing, words in a language, or a plain text.
_THING: Final = MappingProxyType({"@type": "@id"})
_WORDS: Final = MappingProxyType({"@container": "@language"})
_PLAIN: Final[Mapping[str, str]] = MappingProxyType({})
_AMOUNT: Final = MappingProxyType({"@type": "xsd:decimal"})
_COUNT: Final = MappingProxyType({"@type": "xsd:integer"})

_DCTERMS: Final = t.PREFIXES["dcterms"]
_FOAF: Final = t.PREFIXES["foaf"]
_HYDRA: Final = t.SERVICE_PREFIXES["hydra"]
_PROV: Final = t.PREFIXES["prov"]
_RDFS: Final = t.PREFIXES["rdfs"]

# Names for the terms of others that datasets and descriptions use; another than theirs where one of ours has that, or
# it says little.
FOREIGN_CLASSES: Final[Mapping[str, t.Iri]] = MappingProxyType(
    {
        "Activity": t.PROV_ACTIVITY,
        "Collection": t.Iri(f"{_HYDRA}Collection"),
        "Concept": t.SKOS_CONCEPT,
        "ConceptScheme": t.SKOS_CONCEPT_SCHEME,
        "DataSet": t.QB_DATA_SET,
        "Document": t.Iri(f"{_FOAF}Document"),
        "Entity": t.PROV_ENTITY,
        "FormalOrganization": t.ORG_FORMAL_ORGANIZATION,
        "Gemeente": t.TOOI_GEMEENTE,
        "Observation": t.QB_OBSERVATION,
        "PartialCollectionView": t.Iri(f"{_HYDRA}PartialCollectionView"),
        "OrganizationalUnit": t.ORG_ORGANIZATIONAL_UNIT,
        "Person": t.FOAF_PERSON,
        "PublicOrganisation": t.M8G_PUBLIC_ORGANISATION,
    }
)
FOREIGN_PROPERTIES: Final[Mapping[str, tuple[t.Iri, Mapping[str, str]]]] = MappingProxyType(
    {
        "altLabel": (t.SKOS_ALT_LABEL, _WORDS),
        "comment": (t.Iri(f"{_RDFS}comment"), _WORDS),
        "currency": (t.OBEU_CURRENCY, _THING),
        "dataSet": (t.QB_IN_DATA_SET, _THING),
        "definition": (t.SKOS_DEFINITION, _WORDS),
        "description": (t.DCTERMS_DESCRIPTION, _PLAIN),
        "inScheme": (t.SKOS_IN_SCHEME, _THING),
        "isPartOf": (t.Iri(f"{_DCTERMS}isPartOf"), _THING),
        "isVersionOf": (t.Iri(f"{_DCTERMS}isVersionOf"), _THING),
        "label": (t.RDFS_LABEL, _WORDS),
        "member": (t.ORG_MEMBER, _THING),
        "membershipOrganization": (t.ORG_ORGANIZATION, _THING),
        "membershipRole": (t.ORG_ROLE, _THING),
        "notation": (t.SKOS_NOTATION, _PLAIN),
        "observedAmount": (t.OBEU_AMOUNT, _AMOUNT),
        "observedOrganization": (t.OBEU_ORGANIZATION, _THING),
        "observedPhase": (t.OBEU_BUDGET_PHASE, _THING),
        "observedYear": (t.OBEU_FISCAL_YEAR, _THING),
        "personName": (t.FOAF_NAME, _PLAIN),
        "prefLabel": (t.SKOS_PREF_LABEL, _WORDS),
        "primaryTopic": (t.Iri(f"{_FOAF}primaryTopic"), _THING),
        "references": (t.Iri(f"{_DCTERMS}references"), _THING),
        "seeAlso": (t.Iri(f"{_RDFS}seeAlso"), _THING),
        "source": (t.DCTERMS_SOURCE, _THING),
        "specializationOf": (t.Iri(f"{_PROV}specializationOf"), _THING),
        "structure": (t.QB_STRUCTURE, _THING),
        "subject": (t.Iri(f"{_DCTERMS}subject"), _THING),
        "title": (t.DCTERMS_TITLE, _WORDS),
        "topConceptOf": (t.SKOS_TOP_CONCEPT_OF, _THING),
        "totalItems": (t.Iri(f"{_HYDRA}totalItems"), _COUNT),
        "unitOf": (t.ORG_UNIT_OF, _THING),
        "used": (t.PROV_USED, _THING),
        "view": (t.Iri(f"{_HYDRA}view"), _THING),
        "wasAssociatedWith": (t.PROV_WAS_ASSOCIATED_WITH, _THING),
        "wasGeneratedBy": (t.PROV_WAS_GENERATED_BY, _THING),
        "wasRevisionOf": (t.Iri(f"{_PROV}wasRevisionOf"), _THING),
        "webPage": (t.Iri(f"{_FOAF}page"), _THING),
    }
)


def make_context() -> dict[str, Definition | float]:
    """The context as JSON: `id` and `type`, prefixes, classes, then properties, each sorted by name."""
    graph = load(*VOCABULARY_FILES)
    head: dict[str, Definition | float] = {"@version": 1.1, "id": "@id", "type": "@type"}
    return head | dict(t.PREFIXES) | dict(t.SERVICE_PREFIXES) | _classes(graph) | _properties(graph)


def write(file: Path) -> None:
    """Write the context as a JSON-LD document, with a definition on each line."""
    lines = (
        f"    {json.dumps(name)}: {json.dumps(meaning, ensure_ascii=False)}" for name, meaning in make_context().items()
    )
    file.write_text('{\n  "@context": {\n' + ",\n".join(lines) + "\n  }\n}\n", encoding="utf-8")


def _classes(graph: Graph) -> dict[str, Definition]:
    own = {_name(term): f"dg:{_name(term)}" for term in _ours(graph, OWL.Class)}
    return dict(sorted({**own, **FOREIGN_CLASSES}.items()))


def _properties(graph: Graph) -> dict[str, Definition]:
    own = {
        _name(term): _definition(graph, term)
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty)
        for term in _ours(graph, kind)
    }
    foreign: dict[str, Definition] = {name: {"@id": iri, **how} for name, (iri, how) in FOREIGN_PROPERTIES.items()}
    return dict(sorted((own | foreign).items()))


def _definition(graph: Graph, term: URIRef) -> Definition:
    """What the values of a property of ours are."""
    iri = f"dg:{_name(term)}"
    match graph.value(term, RDFS.range):
        case SKOS.Concept:
            codes = _codes(graph, term)
            return {"@id": iri, "@type": "@vocab", "@context": codes} if codes else {"@id": iri, "@type": "@id"}
        case RDF.Property:
            return {"@id": iri, "@type": "@vocab"}
        case RDF.langString:
            return {"@id": iri, "@container": "@language"}
        case XSD.string:
            return iri
        case URIRef() as datatype if datatype.startswith(str(XSD)):
            return {"@id": iri, "@type": f"xsd:{datatype.removeprefix(str(XSD))}"}
        case _:
            return {"@id": iri, "@type": "@id"}


def _codes(graph: Graph, term: URIRef) -> dict[str, str]:
    """The codes of the list from which the values of a property come, by their notation."""
    scheme = graph.value(term, RDFS.seeAlso)
    found = {str(graph.value(code, SKOS.notation)): str(code) for code in graph.subjects(SKOS.inScheme, scheme)}
    return dict(sorted(found.items()))


def _ours(graph: Graph, kind: URIRef) -> list[URIRef]:
    return [URIRef(str(term)) for term in graph.subjects(RDF.type, kind) if str(term).startswith(t.DG)]


def _name(term: URIRef) -> str:
    return term.removeprefix(t.DG)


@click.command()
def main() -> None:
    """Write the file of the context."""
    write(FILE)
    click.echo(f"{FILE}: written")


if __name__ == "__main__":
    main()
