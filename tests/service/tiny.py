"""A dataset of a fictional municipality with two documents and three goals, written by hand by docs/model.md."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ontology import iri, terms
from ontology.codes import Role, code_iri
from ontology.dataset import BodyEntry, BodyFiles, Coverage, Dataset, DocumentEntry, DocumentFiles, Manifest
from ontology.iri import DocumentKey
from service.release.publish import Published, publish

BASE = "http://localhost:8000"
ORGANISATION = "gm9999"
BUDGET = DocumentKey.parse("gm9999/begroting/2031")
REPORT = DocumentKey.parse("gm9999/berap/2031-1")
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True)
class Goal:
    """A goal as the fixture states it; amounts in euro."""

    number: str
    name: str
    expenditure: str | None = None
    refers_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tiny:
    """What the dataset is to hold: goals by document, and the identifiers of its ledger."""

    base: str = BASE
    goals: Mapping[DocumentKey, tuple[Goal, ...]] = field(
        default_factory=lambda: {
            BUDGET: (
                Goal("1.1.1", "Schoon water", "348646", refers_to=("1.1.2",)),
                Goal("1.1.2", "Droge voeten\nen een café: «één» doel", "1250.5", refers_to=("1.1.1",)),
            ),
            REPORT: (Goal("1.1.1", "Schoon water", refers_to=("1.1.2",)),),
        }
    )
    identifiers: tuple[str, ...] = ("goal/gm9999/a1", "person/gm9999/b2")
    may_shrink: float = 0.5

    def write(self, root: Path) -> Path:
        """Write the dataset to a folder."""
        dataset = Dataset(root)
        bodies = {ORGANISATION: self._body(dataset)}
        documents = {document.path: self._document(dataset, document) for document in self.goals}
        manifest = Manifest(base=self.base, bodies=bodies, documents=documents, files={}, reader="by hand")
        dataset.write_manifest(manifest)
        return root

    def _body(self, dataset: Dataset) -> BodyEntry:
        organisation = iri.organisation(self.base, ORGANISATION)
        domain = iri.mint(self.base, iri.in_body("domain", ORGANISATION, "water"))
        graph = iri.graph(self.base, "body", ORGANISATION)
        lines = [
            quad(organisation, terms.RDFS_LABEL, text("Stroomdorp", "nl"), graph),
            quad(domain, RDF_TYPE, node(terms.DOMAIN), graph),
            quad(domain, terms.RDFS_LABEL, text("Water", "nl"), graph),
        ]
        run = iri.mint(self.base, iri.run("0123456789"))
        provenance = [
            quad(run, RDF_TYPE, node("http://www.w3.org/ns/prov#Activity"), iri.graph(self.base, "provenance"))
        ]
        files = BodyFiles(ORGANISATION)
        written = {
            files.body: dataset.write_lines(files.body, sorted(lines)),
            files.provenance: dataset.write_lines(files.provenance, provenance),
            files.ledger: dataset.write_lines(files.ledger, self.identifiers),
        }
        return BodyEntry("Stroomdorp", self.may_shrink, self.identifiers, written)

    def _document(self, dataset: Dataset, document: DocumentKey) -> DocumentEntry:
        goals = self.goals[document]
        lines = [line for goal in goals for line in self._goal(document, goal)]
        facts, texts = self._split(lines)
        files = DocumentFiles(document)
        written = {
            files.facts: dataset.write_lines(files.facts, facts),
            files.texts: dataset.write_lines(files.texts, texts),
            files.records: dataset.write_lines(files.records, ["{}"]),
            files.issues: dataset.write_lines(files.issues, []),
        }
        return DocumentEntry(
            title=f"{document.kind.capitalize()} {document.year}",
            edition="e1",
            coverage=Coverage(len(goals), len(goals), 0, None, "unknown"),
            references={"resolved": sum(len(goal.refers_to) for goal in goals)},
            issues={},
            versions=tuple(version(self.base, document, goal.number) for goal in goals),
            superseded=(),
            files=written,
        )

    def _goal(self, document: DocumentKey, goal: Goal) -> list[str]:
        subject = version(self.base, document, goal.number)
        graph = iri.graph(self.base, "doc", document.path)
        texts = iri.graph(self.base, "text", document.path)
        label = f"Doel {goal.number} {goal.name}"
        domain = iri.mint(self.base, iri.in_body("domain", ORGANISATION, "water"))
        lines = [
            quad(subject, RDF_TYPE, node(terms.GOAL_VERSION), graph),
            quad(subject, terms.NUMBER, text(goal.number), graph),
            quad(subject, terms.NAME, text(goal.name), graph),
            quad(subject, terms.RDFS_LABEL, text(label, "nl"), graph),
            quad(subject, terms.IN_DOMAIN, node(domain), graph),
            quad(subject, terms.CRITERIA_LEAD, text(f"Wij willen {goal.name}.", "nl"), texts),
        ]
        if goal.expenditure is not None:
            amount = f'"{goal.expenditure}"^^<http://www.w3.org/2001/XMLSchema#decimal>'
            lines.append(quad(subject, terms.EXPENDITURE, amount, graph))
        for number in goal.refers_to:
            lines += self._reference(document, goal.number, number)
        return lines

    def _reference(self, document: DocumentKey, source: str, target: str) -> list[str]:
        """A reference of one goal to another, and what follows from it."""
        place = iri.in_document("reference", document, "e0", f"goal-{source}", f"0-9-{target}")
        reference, graph = iri.mint(self.base, place), iri.graph(self.base, "doc", document.path)
        of, to = (node(version(self.base, document, number)) for number in (source, target))
        return [
            quad(reference, RDF_TYPE, node(terms.REFERENCE), graph),
            quad(reference, terms.REFERRING_ELEMENT, of, graph),
            quad(reference, terms.REFERRED_ELEMENT, to, graph),
            quad(reference, terms.ROLE, node(code_iri(Role.CROSS_REFERENCE)), graph),
            f"{of} <{terms.REFERS_TO}> {to} <{graph}> .",
        ]

    def _split(self, lines: list[str]) -> tuple[list[str], list[str]]:
        in_text = f"<{self.base}/graph/text/"
        facts = sorted(line for line in lines if in_text not in line)
        return facts, sorted(line for line in lines if in_text in line)


def publish_tiny(dataset: Path, data: Path, *, allow_loss: bool = False, full: bool = False) -> Published:
    """Publish a dataset that says far less of its things than the shapes ask."""
    return publish(dataset, data, allow_loss=allow_loss, full=full, allow_violations=True)


def version(base: str, document: DocumentKey, number: str) -> str:
    """The IRI of a goal as a document states it."""
    return iri.mint(base, iri.in_document("goal-version", document, number))


def quad(subject: str, predicate: str, term: str, graph: str) -> str:
    """A line of N-Quads; the object is written already."""
    return f"<{subject}> <{predicate}> {term} <{graph}> ."


def node(value: str) -> str:
    """An IRI as N-Quads write it."""
    return f"<{value}>"


def text(value: str, language: str | None = None) -> str:
    """A string as N-Quads write it."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"' + (f"@{language}" if language else "")


def digest_tree(root: Path) -> str:
    """A digest over the names and bytes of all files under a folder."""
    content = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        content.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return content.hexdigest()
