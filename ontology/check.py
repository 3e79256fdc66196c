"""The check of a dataset against its meaning: home graphs, shapes, counts, digests and dangling identifiers.

Mends nothing and infers nothing. Findings come per document, sorted; what belongs to a whole body comes after its
documents. That no triple stands in two graphs needs no memory of all triples: each has one home, and each is at home.
In memory are one document, the graph of its body, and the identifiers of that body.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from ontology import iri
from ontology import terms as t
from ontology.codes import CitedKind, code_iri
from ontology.conformance import place_of, shape_findings
from ontology.consistency import Contradiction, contradictions
from ontology.dataset import MANIFEST, BodyFiles, Dataset, DatasetError, DocumentEntry, DocumentFiles, Manifest
from ontology.finding import Finding, Severity, filled
from ontology.iri import DocumentKey
from ontology.language import Phrase
from ontology.shapes import name_of
from ontology.surroundings import Surroundings

Reasoner = Callable[[Iterable[Quad]], Iterable[Contradiction]]

AGAIN: Final = Phrase(
    "Maak de dataset opnieuw met `doelgraaf ingest`; blijft het zo, meld het dan als fout.",
    "Make the dataset again with `doelgraaf ingest`; if it stays, report it as a fault.",
)
REFERENCES: Final = Phrase("verwijzingen met uitkomst {outcome}", "references {outcome}")
STALE: Final = Phrase("verwijzingen die mogelijk verouderd zijn", "references that may be out of date")
SUSPECT: Final = Phrase("verwijzingen die mogelijk niet passen", "references that may not fit")
VERSIONS: Final = (t.GOAL_VERSION, t.AMBITION_VERSION, t.PROGRAMME_VERSION, t.SPENDING_PROPOSAL, t.PROJECT)
MESSAGES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "blank-node": Phrase(
            "Er staat een blanco knoop in {where}: {line}", "There is a blank node in {where}: {line}"
        ),
        "foreign-graph": Phrase(
            "{where} bevat de graaf {graph}, die daar niet hoort.",
            "{where} holds the graph {graph}, which is not its own.",
        ),
        "not-at-home": Phrase(
            "{predicate} van {subject} staat in {graph} en hoort in {home}.",
            "{predicate} of {subject} is in {graph} and belongs in {home}.",
        ),
        "unreadable": Phrase("{where} is niet te lezen: {why}", "{where} can't be read: {why}"),
        "wrong-digest": Phrase(
            "{where} is niet het bestand dat het manifest noemt: de hash klopt niet.",
            "{where} is not the file that the manifest names: the digest differs.",
        ),
        "missing-file": Phrase(
            "{where} ontbreekt, terwijl het manifest het noemt.", "{where} is missing, while the manifest names it."
        ),
        "unlisted-file": Phrase("{where} staat niet in het manifest.", "{where} is not in the manifest."),
        "wrong-count": Phrase(
            "Het manifest telt {told} {what} in {of}, de grafen tellen er {found}.",
            "The manifest counts {told} {what} in {of}, the graphs hold {found}.",
        ),
        "dangling": Phrase(
            "{predicate} van {subject} wijst naar {object}, waarover niets in de dataset staat.",
            "{predicate} of {subject} points to {object}, of which the dataset says nothing.",
        ),
        "no-provenance": Phrase(
            "Van {graph} is niet bekend uit welke run die komt.", "It is not known from which run {graph} comes."
        ),
        "inconsistent": Phrase("De graaf spreekt zichzelf tegen: {why}", "The graph contradicts itself: {why}"),
    }
)


@dataclass(slots=True)
class _Body:
    """What has to be remembered of a body while its documents pass by."""

    organisation: str
    quads: list[Quad]
    provenance: list[Quad]
    owned: frozenset[str]
    surroundings: Surroundings
    subjects: set[str] = field(default_factory=set)
    open_ends: dict[str, Quad] = field(default_factory=dict)
    told: set[tuple[str, ...]] = field(default_factory=set)


def check(
    dataset: Dataset, *, bodies: Container[str] | None = None, reasoner: Reasoner = contradictions
) -> Iterator[Finding]:
    """Everything that is wrong with a dataset, or with the files and some bodies of it.

    `reasoner` tells what contradicts itself in the quads of a document.

    Raises:
        DatasetError: there is no dataset of a known format.
    """
    manifest = dataset.manifest()
    yield from _sorted(_files(dataset, manifest))
    documents = dataset.documents()
    for organisation in sorted(manifest.bodies):
        if bodies is not None and organisation not in bodies:
            continue
        findings: list[Finding] = []
        body = _body(dataset, manifest, organisation, findings)
        yield from _sorted(findings)
        for document in documents:
            if document.organisation == organisation:
                yield from _sorted(_document(dataset, manifest, body, document, reasoner))
        yield from _sorted(_whole_body(manifest, body, reasoner))


def quads_of(dataset: Dataset, path: str) -> Iterator[Quad]:
    """The quads of one file, with literals as they are written.

    Raises:
        DatasetError: the file is missing or damaged.
        SyntaxError: it holds no N-Quads.
    """
    return iter(parse(dataset.read(path), format=RdfFormat.N_QUADS))


def _files(dataset: Dataset, manifest: Manifest) -> Iterator[Finding]:
    """Files that are missing, other than the manifest says, or unknown to it."""
    listed = manifest.all_files
    for path, digest in listed.items():
        try:
            content = (dataset.root / path).read_bytes()
        except OSError:
            yield _finding("missing-file", "", path, where=path)
            continue
        if hashlib.sha256(content).hexdigest() != digest:
            yield _finding("wrong-digest", "", path, where=path)
    for file in dataset.root.rglob("*"):
        path = file.relative_to(dataset.root).as_posix()
        hidden = path.startswith(".")  # what ingest keeps for its next run is no part of the dataset
        if file.is_file() and path not in listed and path != MANIFEST and not hidden:
            yield _finding("unlisted-file", "", path, where=path)


def _body(dataset: Dataset, manifest: Manifest, organisation: str, findings: list[Finding]) -> _Body:
    """The graphs of a body itself, each triple seen at home or told of."""
    files = BodyFiles(organisation)
    quads = _read(dataset, files.body, organisation, findings)
    provenance = _read(dataset, files.provenance, organisation, findings)
    surroundings = Surroundings.of(manifest.base, [*quads, *provenance])
    body = _Body(organisation, quads, provenance, _owned(quads), surroundings)
    graphs = ((files.body, quads, ("body", organisation)), (files.provenance, provenance, ("provenance",)))
    for path, content, own in graphs:
        findings += _at_home(manifest.base, path, content, iri.graph(manifest.base, *own), body.owned)
        _remember(manifest.base, body, content)
    return body


def _owned(quads: Iterable[Quad]) -> frozenset[str]:
    """What a body graph describes though its IRI is that of a document's: what is only named, and old captures."""
    kinds = {t.NAMED_VERSION, t.NAMED_DOCUMENT, t.PAGE}
    return frozenset(subject for subject, kind in _types(quads) if kind in kinds)


def _document(
    dataset: Dataset,
    manifest: Manifest,
    body: _Body,
    document: DocumentKey,
    reasoner: Reasoner,
) -> list[Finding]:
    """All that is wrong with one document."""
    files, base, path = DocumentFiles(document), manifest.base, document.path
    findings: list[Finding] = []
    facts = _read(dataset, files.facts, path, findings)
    texts = _read(dataset, files.texts, path, findings)
    findings += _at_home(base, files.facts, facts, iri.graph(base, "doc", path), body.owned)
    findings += _at_home(base, files.texts, texts, iri.graph(base, "text", path), body.owned)
    _remember(base, body, facts)
    _remember(base, body, texts)
    findings += _counts(manifest.documents[path], document, base, facts, body.quads)
    findings += _provenance(base, document, body.provenance)
    quads = [*facts, *texts, *body.surroundings.bearing_on(document, facts)]
    findings += _shapes(base, body, path, quads)
    findings += _contradictions(base, body, path, reasoner(quads))
    return findings


def _whole_body(manifest: Manifest, body: _Body, reasoner: Reasoner) -> list[Finding]:
    """What can be told only when all documents of a body were seen: its own things, and identifiers of nothing."""
    findings = list(_shapes(manifest.base, body, body.organisation, body.quads))
    findings += _contradictions(manifest.base, body, body.organisation, reasoner(body.quads))
    for target, quad in body.open_ends.items():
        if target not in body.subjects:
            subject = name_of(quad.subject)
            findings.append(
                _finding(
                    "dangling",
                    place_of(manifest.base, subject, body.organisation),
                    target,
                    subject=subject,
                    predicate=quad.predicate.value,
                    object=target,
                )
            )
    return findings


def _read(dataset: Dataset, path: str, place: str, findings: list[Finding]) -> list[Quad]:
    try:
        return list(quads_of(dataset, path))
    except (DatasetError, SyntaxError) as error:
        findings.append(_finding("unreadable", place, path, where=path, why=error))
        return []


def _at_home(base: str, path: str, quads: Iterable[Quad], own: str, owned: Container[str]) -> Iterator[Finding]:
    """Blank nodes, graphs that are not the file's own, and triples whose home is another graph."""
    for quad in quads:
        subject, graph = quad.subject, quad.graph_name
        if not isinstance(subject, NamedNode) or isinstance(quad.object, BlankNode):
            yield _finding("blank-node", place_of(base, own), str(subject), where=path, line=quad)
            continue
        told = graph.value if isinstance(graph, NamedNode) else str(graph)
        if told != own:
            yield _finding("foreign-graph", place_of(base, own), told, where=path, graph=told)
        home = iri.home(base, subject.value, quad.predicate.value, owned)
        if home != told:
            yield _finding(
                "not-at-home",
                place_of(base, own),
                subject.value,
                subject=subject.value,
                predicate=quad.predicate.value,
                graph=told,
                home=home or "-",
            )


def _remember(base: str, body: _Body, quads: Iterable[Quad]) -> None:
    """Note what is described and what is only pointed to."""
    for quad in quads:
        body.subjects.add(name_of(quad.subject))
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(f"{base}/id/"):
            body.open_ends.setdefault(quad.object.value, quad)
    for target in body.open_ends.keys() & body.subjects:
        del body.open_ends[target]


def _counts(
    entry: DocumentEntry, document: DocumentKey, base: str, facts: list[Quad], body: list[Quad]
) -> Iterator[Finding]:
    """Counts of the manifest that the graphs do not bear out."""
    types = Counter(kind for _, kind in _types(facts))
    goal = code_iri(CitedKind.GOAL)
    named = {
        name_of(quad.subject) for quad in body if quad.predicate.value == t.NAMED_KIND and name_of(quad.object) == goal
    }
    own = iri.mint(base, iri.in_document("document", document))
    found = Counter(name_of(quad.object).rpartition("#")[2] for quad in facts if quad.predicate.value == t.RESOLUTION)
    told = [
        (Phrase("pagina's", "pages"), entry.coverage.pages_read, types[t.PAGE]),
        (Phrase("doelen", "goals"), entry.coverage.goals_read, types[t.GOAL_VERSION]),
        (
            Phrase("versies", "versions"),
            len(entry.versions),
            len({subject for subject, kind in _types(facts) if kind in VERSIONS}),
        ),
        (Phrase("genoemde doelen", "named goals"), entry.coverage.versions_named, _count_in(body, named, own)),
        # A goal that gives its own number is no outcome of resolving, and the manifest leaves it out.
        *(
            (filled(REFERENCES, outcome=resolution), entry.references.get(resolution, 0), found[resolution])
            for resolution in sorted({*entry.references, *found} - {"self"})
        ),
        (SUSPECT, entry.suspect, types[t.SUSPICION]),
        (STALE, entry.stale, types[t.STALENESS]),
    ]
    for what, expected, counted in told:
        if expected != counted:
            yield _finding(
                "wrong-count", document.path, what.en, told=expected, what=what, of=document.path, found=counted
            )


def _count_in(quads: Iterable[Quad], subjects: Container[str], document: str) -> int:
    """How many of some versions are of a document."""
    own = (quad for quad in quads if quad.predicate.value == t.IN_DOCUMENT and name_of(quad.object) == document)
    return sum(1 for quad in own if name_of(quad.subject) in subjects)


def _provenance(base: str, document: DocumentKey, quads: Iterable[Quad]) -> Iterator[Finding]:
    """The graphs of a document that no run made."""
    made = {name_of(quad.subject) for quad in quads if quad.predicate.value == t.PROV_WAS_GENERATED_BY}
    graph = iri.graph(base, "doc", document.path)
    if graph not in made:
        yield _finding("no-provenance", document.path, graph, graph=graph)


def _shapes(base: str, body: _Body, place: str, quads: Iterable[Quad]) -> Iterator[Finding]:
    """What the shapes find in quads and the vocabulary; nothing twice in one body."""
    for finding in shape_findings(base, place, quads):
        if finding.sort_key not in body.told:
            body.told.add(finding.sort_key)
            yield finding


def _contradictions(base: str, body: _Body, place: str, found: Iterable[Contradiction]) -> Iterator[Finding]:
    """What contradicts itself; nothing twice in one body."""
    for one in found:
        key = ("inconsistent", one.thing, one.why.en)
        if key not in body.told:
            body.told.add(key)
            yield _finding("inconsistent", place_of(base, one.thing, place), one.thing or place, why=one.why)


def _types(quads: Iterable[Quad]) -> Iterator[tuple[str, str]]:
    for quad in quads:
        if quad.predicate.value == t.RDF_TYPE:
            yield name_of(quad.subject), name_of(quad.object)


def _finding(code: str, document: str, focus: str, **values: object) -> Finding:
    return Finding(document, code, Severity.VIOLATION, focus, filled(MESSAGES[code], **values), AGAIN)


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.sort_key)
