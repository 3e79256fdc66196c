"""The stored questions as examples that tools read from a release: each with values in it, so that it runs as it is.

The form is that of the SPARQL examples of the SIB Swiss Institute of Bioinformatics, which editors ask for
(https://github.com/sib-swiss/sparql-examples): a SHACL executable with the question as comment, the query, the prefixes
and the endpoint. Runs none of them; looks in the store for a goal to ask of.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from string import Template
from typing import Final, Self

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Triple

from ontology import terms
from ontology.dataset import Manifest
from ontology.iri import SERVICE, DocumentKey, graph, in_document, mint, organisation
from ontology.language import Language
from ontology.terms import PREFIXES
from service.stored_questions import Parameter, StoredQuestion, Term, questions

SH_NS: Final = "http://www.w3.org/ns/shacl#"
SCHEMA_NS: Final = "https://schema.org/"

_COMMENT: Final = f"{PREFIXES['rdfs']}comment"
_ONTOLOGY: Final = f"{PREFIXES['owl']}Ontology"
# The goal of a document that refers most to others, and the documents of which a version has a property.
_GOAL: Final = Template("""PREFIX dg: <https://w3id.org/doelgraaf/def#>
SELECT ?version ?number WHERE {
  ?version dg:inDocument $document ; a dg:GoalVersion ; dg:number ?number .
  OPTIONAL { ?version dg:sortKey ?key }
  OPTIONAL { ?version dg:refersTo ?target }
}
GROUP BY ?version ?number ?key
ORDER BY DESC(COUNT(?target)) ?key ?number
LIMIT 1""")
_DOCUMENTS: Final = Template("""PREFIX dg: <https://w3id.org/doelgraaf/def#>
SELECT DISTINCT ?document WHERE { ?version $property ?value ; dg:inDocument ?document } ORDER BY ?document""")


@dataclass(frozen=True, slots=True)
class Subject:
    """What an example asks of: a document, and the number and IRI of a goal in it."""

    document: DocumentKey
    number: str | None
    goal: str | None

    @classmethod
    def of(cls, store: Store, manifest: Manifest, needs: str | None = None) -> Self | None:
        """The first document of a release with goals, one with the property that is needed before all others."""
        known = {_iri(manifest, path): path for path in _with_goals(manifest)}
        if not known:
            return None
        having = _column(store, _DOCUMENTS, "document", property=needs) if needs else []
        chosen = next((iri for iri in having if iri in known), next(iter(known)))
        numbers = _column(store, _GOAL, "number", document=chosen)
        goals = _column(store, _GOAL, "version", document=chosen)
        return cls(DocumentKey.parse(known[chosen]), next(iter(numbers), None), next(iter(goals), None))

    def values(self, base: str, question: StoredQuestion) -> dict[str, Term]:
        """The values of the parameters that a question needs; a sequence where it asks of one document."""
        names = set(question.required)
        if Parameter.KIND in names and Parameter.SEQUENCE in question.optional:
            names.add(Parameter.SEQUENCE)
        return {name: term for name, term in self._terms(base).items() if name in names}

    def _terms(self, base: str) -> dict[str, Term]:
        key = self.document
        found: dict[str, Term] = {
            Parameter.ORGANISATION: NamedNode(organisation(base, key.organisation)),
            Parameter.KIND: Literal(key.kind.value),
            Parameter.YEAR: _integer(key.year),
        }
        if key.sequence is not None:
            found[Parameter.SEQUENCE] = _integer(key.sequence)
        if self.number is not None:
            found[Parameter.NUMBER] = Literal(self.number)
        return found


def examples(store: Store, manifest: Manifest) -> Iterator[Triple]:
    """The stored questions of a release as executables, those without a value to ask of with their parameters open."""
    asked = questions()
    subjects = {needs: Subject.of(store, manifest, needs) for needs in {question.needs for question in asked}}
    for question in asked:
        node = NamedNode(f"{graph(manifest.base, SERVICE)}#{question.name}")
        subject = subjects[question.needs]
        values = subject.values(manifest.base, question) if subject else {}
        text = question.bind(values) if set(question.required) <= values.keys() else question.text
        for name in ("SPARQLExecutable", "SPARQLSelectExecutable"):
            yield Triple(node, NamedNode(terms.RDF_TYPE), NamedNode(SH_NS + name))
        for language in Language:
            title = Literal(question.title.say(language), language=language)
            yield Triple(node, NamedNode(_COMMENT), title)
            yield Triple(node, NamedNode(terms.RDFS_LABEL), title)
        yield Triple(node, NamedNode(f"{SH_NS}select"), Literal(text))
        yield Triple(node, NamedNode(f"{SH_NS}prefixes"), prefixes_node(manifest.base))
        yield Triple(node, NamedNode(f"{SCHEMA_NS}target"), NamedNode(f"{manifest.base}/sparql"))


def prefixes_node(base: str) -> NamedNode:
    """What declares the prefixes."""
    return NamedNode(f"{graph(base, SERVICE)}#prefixes")


def prefixes(base: str) -> Iterator[Triple]:
    """The prefixes that a query need not declare here, by SHACL (section 5.2.1)."""
    declaring = prefixes_node(base)
    yield Triple(declaring, NamedNode(terms.RDF_TYPE), NamedNode(_ONTOLOGY))
    for name, namespace in PREFIXES.items():
        node = NamedNode(f"{graph(base, SERVICE)}#prefix-{name}")
        yield Triple(declaring, NamedNode(f"{SH_NS}declare"), node)
        yield Triple(node, NamedNode(terms.RDF_TYPE), NamedNode(f"{SH_NS}PrefixDeclaration"))
        yield Triple(node, NamedNode(f"{SH_NS}prefix"), Literal(name))
        yield Triple(node, NamedNode(f"{SH_NS}namespace"), Literal(namespace, datatype=NamedNode(terms.XSD_ANY_URI)))


def _with_goals(manifest: Manifest) -> list[str]:
    return sorted(path for path, entry in manifest.documents.items() if entry.coverage.goals_read)


def _iri(manifest: Manifest, path: str) -> str:
    return mint(manifest.base, in_document("document", DocumentKey.parse(path)))


def _column(store: Store, query: Template, column: str, **bound: str) -> list[str]:
    """One column of a query of ours over all graphs, with IRIs put in its places."""
    text = query.substitute({name: str(NamedNode(iri)) for name, iri in bound.items()})
    rows = store.query(text, use_default_graph_as_union=True)
    if not isinstance(rows, QuerySolutions):
        raise TypeError("a SELECT query gives rows")
    return [cell.value for row in rows if isinstance(cell := row[column], NamedNode | Literal)]


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(terms.XSD_INTEGER))
