"""Made-up bodies as a release states them: versions, what stands on their pages, references and amounts.

Writes a release without a page, a dataset or an index. Measures nothing.
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
from pyoxigraph import Literal, RdfFormat, Store

from benchmarks.probes import BASE
from benchmarks.trace_asking import Size
from ontology import terms as t
from ontology.codes import BudgetLine, CitedKind, Phase, Relation, Resolution, Role, SectionKind, code_iri
from ontology.dataset import BodyEntry, BodyFiles, Coverage, DocumentEntry, DocumentFiles, Manifest
from ontology.iri import DocumentKey, graph, organisation
from service.release.network_build import Body
from service.release.network_rows import HOLDER, REFERENCE_KINDS, VERSION_OF, ArcRow, NodeRow, Rows
from service.release.releases import MANIFEST, ReleaseManifest, Releases

RELEASE: Final = "0001-made0up000"
_CLASSES: Final = {"goal": t.GOAL_VERSION, "ambition": t.AMBITION_VERSION, "programme": t.PROGRAMME_VERSION}
_ABOVE: Final = {"ambition": t.IN_AMBITION, "programme": t.IN_PROGRAMME}
_SECTIONS: Final = (SectionKind.DESCRIPTION, SectionKind.CRITERIA, SectionKind.ACTIVITIES, SectionKind.BUDGET)
_INTEGER: Final = "http://www.w3.org/2001/XMLSchema#integer"
_DECIMAL: Final = "http://www.w3.org/2001/XMLSchema#decimal"


def make(size: Size, releases: Releases) -> int:
    """Write a release over what is in its data directory; returns how many statements it has."""
    shutil.rmtree(releases.root, ignore_errors=True)
    folder = releases.folder(RELEASE)
    folder.mkdir(parents=True)
    quads = folder / "made-up.nq"
    with quads.open("w", encoding="utf-8") as file:
        for body in size.plan.bodies():
            file.writelines(_lines(body))
    store = Store(str(releases.store(RELEASE)))
    store.bulk_load(path=str(quads), format=RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    statements = len(store)
    quads.unlink()
    dataset = _dataset(size)
    checked = dict.fromkeys(dataset.documents, "as made up")  # what lists count by is stated as the shapes ask for
    manifest = ReleaseManifest(
        RELEASE, "2031-01-01T00:00:00+00:00", "", "", {BASE: statements}, dataset, checked=checked
    )
    (folder / MANIFEST).write_bytes(msgspec.json.encode(manifest))
    releases.point_to(RELEASE)
    return statements


def _lines(body: Body) -> Iterator[str]:
    """What a body and its documents state, as N-Quads."""
    named = {node.path: node for rows in body.rows for node in rows.nodes}
    code = next(iter(body.loaded)).partition("/")[0]
    home = graph(BASE, "body", code)
    for rows in body.rows:
        of_documents = [node for node in rows.nodes if "-version/" in node.path and not node.named]
        if of_documents:
            yield from _document(rows, of_documents, named)
        else:
            for node in rows.nodes:
                yield from _stated(_id(node.path), home, _lasting(node))


def _document(rows: Rows, nodes: Iterable[NodeRow], named: dict[str, NodeRow]) -> Iterator[str]:
    path = _document_of(rows.nodes[0].path)
    home, key = graph(BASE, "doc", path), DocumentKey.parse(path)
    said = [(t.RDF_TYPE, _iri(t.PLANNING_CONTROL_DOCUMENT)), (t.DOCUMENT_KIND, _iri(code_iri(key.kind)))]
    said += [(t.YEAR, _number(key.year)), (t.RDFS_LABEL, _text(path)), (t.ORGANISATION, _body(key.organisation))]
    yield from _stated(_id(f"document/{path}"), home, said)
    arcs: dict[str, list[ArcRow]] = {}
    for arc in rows.arcs:
        arcs.setdefault(arc.source, []).append(arc)
    for node in nodes:
        own = arcs.get(node.path, [])
        yield from _stated(_id(node.path), home, [*_version(node, key), *_tied(own, named)])
        yield from _on_page(node, home, key)
        for place, arc in enumerate(own):
            if arc.kind in REFERENCE_KINDS:
                yield from _reference(node, arc, named[arc.target], home, place)


def _version(node: NodeRow, key: DocumentKey) -> Iterator[tuple[str, str]]:
    kind = node.path.partition("-version/")[0]
    yield t.RDF_TYPE, _iri(_CLASSES[kind])
    yield t.NUMBER, _text(node.number)
    yield t.SORT_KEY, _text(node.sort_key)
    yield t.NAME, _text(node.name)
    yield t.RDFS_LABEL, _text(f"{kind.capitalize()} {node.number} {node.name} ({key.path})")
    yield t.STATEMENT, _text(f"We zorgen voor {node.name.lower()}, elk jaar een beetje meer")
    yield t.IN_DOCUMENT, _id(f"document/{key.path}")
    yield t.ORGANISATION, _body(key.organisation)
    yield t.YEAR, _number(key.year)
    yield t.DESCRIBED_ON, _page(node)
    yield t.IN_DOMAIN, _id(node.domain)
    for above in node.above:
        yield _ABOVE[above.partition("-version/")[0]], _id(above)
    for name, euros in ((t.EXPENDITURE, 348_000), (t.REVENUE, 12_000), (t.BALANCE, 336_000)):
        yield name, _number(euros + len(node.path), _DECIMAL)


def _tied(arcs: Iterable[ArcRow], named: dict[str, NodeRow]) -> Iterator[tuple[str, str]]:
    """What a version endures as, who holds it, and what it refers to."""
    for place, arc in enumerate(arcs):
        if arc.kind == VERSION_OF:
            yield t.VERSION_OF, _id(arc.target)
        elif arc.kind == HOLDER:
            yield t.HOLDER_NAME, _text(named[arc.target].name)
        elif arc.kind in REFERENCE_KINDS:
            yield t.REFERS_TO, _id(arc.target)
            yield t.MAKES_REFERENCE, _reference_id(arc, place)


def _on_page(node: NodeRow, home: str, key: DocumentKey) -> Iterator[str]:
    """The sections of a page, and its amounts."""
    for place, kind in enumerate(_SECTIONS):
        digest = hashlib.sha256(f"{node.name} {kind}".encode()).hexdigest()
        said = [(t.RDF_TYPE, _iri(t.SECTION)), (t.ON_PAGE, _page(node)), (t.SECTION_KIND, _iri(code_iri(kind)))]
        yield from _stated(_id(f"section/{_place(node)}/{place}"), home, [*said, (t.TEXT_DIGEST, _text(digest))])
    for line in BudgetLine:
        said = [(t.RDF_TYPE, _iri(t.QB_OBSERVATION)), (t.BUDGETED_ELEMENT, _id(node.path))]
        said += [(t.BUDGET_LINE, _iri(code_iri(line))), (t.PHASE, _iri(code_iri(next(iter(Phase)))))]
        said += [(t.YEAR, _number(key.year)), (t.OBEU_AMOUNT, _number(len(node.name) * 1000, _DECIMAL))]
        yield from _stated(_id(f"observation/{_place(node)}/{line}"), home, said)


def _reference(node: NodeRow, arc: ArcRow, target: NodeRow, home: str, place: int) -> Iterator[str]:
    words, start = f"doel {target.number}", arc.start
    said = [(t.RDF_TYPE, _iri(t.REFERENCE)), (t.ON_PAGE, _page(node)), (t.REFERRING_ELEMENT, _id(arc.source))]
    said += [(t.REFERRED_ELEMENT, _id(arc.target)), (t.START, _number(start)), (t.END, _number(start + len(words)))]
    said += [(t.EXACT, _text(words)), (t.CITED_NUMBER, _text(target.number))]
    said += [(t.SENTENCE, _text(f"Dit hangt samen met {words}, {target.name}, en met wat daar is afgesproken."))]
    for name, code in (
        (t.ROLE, Role.CROSS_REFERENCE),
        (t.RELATION, Relation(arc.kind)),
        (t.RESOLUTION, Resolution.NOT_LOADED if target.named else Resolution.RESOLVED),
        (t.CITED_KIND, CitedKind(target.path.partition("-version/")[0])),
    ):
        said.append((name, _iri(code_iri(code))))
    yield from _stated(_reference_id(arc, place), home, said)


def _lasting(node: NodeRow) -> Iterator[tuple[str, str]]:
    """What endures, who holds it, its domain; and a version that is only named."""
    yield t.RDFS_LABEL, _text(node.name or node.number)
    if node.named:
        yield t.RDF_TYPE, _iri(t.NAMED_VERSION)
        yield t.NUMBER, _text(node.number)
        yield t.SORT_KEY, _text(node.number)
        yield t.IN_DOCUMENT, _id(f"document/{_document_of(node.path)}")
        key = DocumentKey.parse(_document_of(node.path))
        yield t.ORGANISATION, _body(key.organisation)
        yield t.YEAR, _number(key.year)


def _stated(subject: str, home: str, said: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"{subject} <{name}> {value} <{home}> .\n" for name, value in said)


def _document_of(path: str) -> str:
    return path.partition("/")[2].rpartition("/")[0]


def _place(node: NodeRow) -> str:
    kind = node.path.partition("-version/")[0]
    return f"{_document_of(node.path)}/e0/{kind}-{node.number}"


def _page(node: NodeRow) -> str:
    return _id(f"page/{_place(node)}")


def _reference_id(arc: ArcRow, place: int) -> str:
    kind, _, rest = arc.source.partition("-version/")
    document, _, number = rest.rpartition("/")
    return _id(f"reference/{document}/e0/{kind}-{number}/{arc.start}-{place}")


def _id(path: str) -> str:
    return _iri(f"{BASE}/id/{path}")


def _body(code: str) -> str:
    return _iri(organisation(BASE, code))


def _iri(iri: str) -> str:
    return f"<{iri}>"


def _text(text: str) -> str:
    return str(Literal(text))


def _number(number: int, datatype: str = _INTEGER) -> str:
    return f'"{number}"^^<{datatype}>'


def _dataset(size: Size) -> Manifest:
    bodies, documents = {}, {}
    for body in size.plan.bodies():
        for path in sorted(body.loaded):
            key = DocumentKey.parse(path)
            bodies[key.organisation] = BodyEntry(
                key.organisation, 0.1, (), {BodyFiles(key.organisation).body: key.organisation}
            )
            coverage = Coverage(pages_read=0, goals_read=0, versions_named=0, goals_expected=None, complete="yes")
            files = {DocumentFiles(key).facts: path, DocumentFiles(key).texts: path}
            documents[path] = DocumentEntry(path, "", coverage, {}, {}, (), (), files)
    return Manifest(BASE, bodies, documents, {}, "")
