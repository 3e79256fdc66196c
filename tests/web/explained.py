"""What tests of explanations stand on: the quads of a release in memory, and what an explanation ends at."""

from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ontology.dataset import BodyFiles, Dataset, DocumentFiles
from service.answers.vocabulary import vocabulary
from service.answers.why import Explanation
from service.release.derive import derive, derive_body, packaged_rules

BASE = "http://localhost:8000"


def quads_of(root: Path) -> list[Quad]:
    """What a release of a dataset holds."""
    dataset, rules = Dataset(root), packaged_rules()
    (code,) = dataset.manifest().bodies
    facts = {document: dataset.read(DocumentFiles(document).facts) for document in dataset.documents()}
    body = dataset.read(BodyFiles(code).body)
    lines = derive_body(BASE, code, body, facts.values(), rules)
    for document, content in facts.items():
        lines += derive(BASE, document, content, body, rules)
    stated = [dataset.read(path) for path in dataset.manifest().all_files if path.endswith(".nq.gz")]
    parts = [*stated, "\n".join(lines).encode()]
    defined = [Quad(q.subject, q.predicate, q.object, NamedNode(f"{BASE}/graph/def")) for q in vocabulary()]
    return [*defined, *(quad for part in parts for quad in parse(part, RdfFormat.N_QUADS))]


def leaves(one: Explanation) -> list[Explanation]:
    below = [leaf for way in one.ways for premise in way.premises for leaf in leaves(premise)]
    return below or [one]
