"""Makes the store of a release from that of the one before it: a hard-linked copy in which what differs is replaced.

Knows when that is possible and gives just the quads that a build of the whole gives. Builds no folder of a release.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ontology.dataset import BodyFiles, DocumentEntry, DocumentFiles, Manifest
from ontology.iri import DocumentKey, graph
from ontology.language import Phrase, SpokenError
from service.release import contents, service_graph, store
from service.release.assemble import Filled, engine, software
from service.release.catalogue import catalogue_graph, catalogue_iri
from service.release.contents import Parts
from service.release.releases import ReleaseManifest

# Comparing a quad takes about a third of the time of loading it.
_MOST_COMPARED: Final = 0.5
# Each patch leaves small files and what it deleted behind, which only a build of the whole clears away.
_MOST_PATCHES: Final = 100
# So many quads, as a share of all, were taken out; their texts still lie in the files of the store.
_MOST_DROPPED: Final = 0.25


class NoPatchError(SpokenError):
    """A store that has to be built as a whole; it says why."""


@dataclass(frozen=True, slots=True)
class Change:
    """One graph that may differ from that of the release before, and how its content is had; b"" is no graph."""

    graph: str
    content: Callable[[], bytes]


def changes(old: ReleaseManifest, parts: Parts) -> list[Change]:
    """The graphs that a patch of a release has to compare; those of bodies come after those of documents.

    Raises:
        NoPatchError: the release is made in another way, too much differs, or something was taken out for good.
    """
    _refuse_other_making(old, parts)
    _refuse_taken_out(old.dataset, parts.manifest)
    found = [*_of_documents(old, parts), *_of_bodies(old, parts), *_of_catalogue(old, parts), *_of_curated(old, parts)]
    compared = sum(old.graphs.get(change.graph, 0) for change in found)
    if compared > _MOST_COMPARED * old.quads:
        raise NoPatchError(_TOO_MUCH)
    return found


def patch(
    old: ReleaseManifest, source: Path, target: Path, parts: Parts, progress: Callable[[int, int], None]
) -> Filled:
    """Make a store from that of an earlier release; `progress` is told how many graphs are done, of how many.

    Raises:
        NoPatchError: as `changes`, or the result is not what it has to be; what stands at `target` is of no use then.
        OSError: the earlier store can't be read, or the disk is full or not writable.
        SyntaxError: a file of the dataset is no N-Quads.
    """
    found = changes(old, parts)
    store.copy(source, target)
    replaced, dropped = _replace(target, found, parts, progress)
    counts = {name: count for name, count in sorted((old.graphs | replaced).items()) if count}
    _check(target, counts, [change.graph for change in found])
    known = service_graph.known_of(source, old.dataset, parts.manifest, [change.graph for change in found])
    return Filled(counts, old.patches + 1, old.dropped + dropped, known)


def _replace(
    target: Path, found: list[Change], parts: Parts, progress: Callable[[int, int], None]
) -> tuple[dict[str, int], int]:
    """Have the changed graphs hold what they are to hold; returns their quads by graph, and how many were taken out."""
    counts = {}
    with store.edited(target) as edited:
        for done, change in enumerate(found, start=1):
            content = change.content()
            if (organisation := _inferred_of(parts.manifest, change)) is not None:
                content = edited.not_elsewhere(content, _graphs_of_documents(parts, organisation))
            counts[change.graph] = edited.replace(change.graph, content)
            progress(done, len(found))
    return counts, edited.dropped


def _refuse_other_making(old: ReleaseManifest, parts: Parts) -> None:
    made = (old.dataset.base, old.dataset.vocabulary, old.definitions, old.software, old.engine)
    if made != (parts.manifest.base, parts.manifest.vocabulary, parts.definitions, software(), engine()):
        raise NoPatchError(_OTHER_MAKING)
    if old.patches >= _MOST_PATCHES:
        raise NoPatchError(_MANY_PATCHES, count=old.patches)
    if old.dropped > _MOST_DROPPED * old.quads:
        raise NoPatchError(_MUCH_DROPPED, dropped=old.dropped, quads=old.quads)


def _refuse_taken_out(old: Manifest, new: Manifest) -> None:
    """Refuse where a word that was withdrawn would stay in the files of a store, although no query finds it."""
    before = {organisation: (body.withdrawn, body.gone) for organisation, body in old.bodies.items()}
    after = {organisation: (body.withdrawn, body.gone) for organisation, body in new.bodies.items()}
    nothing: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    taken = any(before.get(organisation, nothing) != now for organisation, now in after.items())
    if taken or not before.keys() <= after.keys() or not old.documents.keys() <= new.documents.keys():
        raise NoPatchError(_TAKEN_OUT)


def _of_documents(old: ReleaseManifest, parts: Parts) -> Iterator[Change]:
    base, keys = parts.manifest.base, parts.keys
    for path, entry in sorted(parts.manifest.documents.items()):
        files = DocumentFiles(DocumentKey.parse(path))
        before = old.dataset.documents.get(path)
        for kind, file in (("doc", files.facts), ("text", files.texts)):
            if _digest(before, file) != entry.files[file]:
                yield Change(graph(base, kind, path), _reader(parts, file))
        if old.derived.get(path) != keys[path]:
            yield Change(graph(base, "inferred", path), _inferred_reader(parts, path))
            yield Change(graph(base, "analysis", path), _analysed_reader(parts, path))


def _of_bodies(old: ReleaseManifest, parts: Parts) -> Iterator[Change]:
    base, before = parts.manifest.base, old.dataset.bodies
    provenance = False
    for organisation, entry in sorted(parts.manifest.bodies.items()):
        files = BodyFiles(organisation)
        old_files = before[organisation].files if organisation in before else {}
        if old_files.get(files.body) != entry.files[files.body]:
            yield Change(graph(base, "body", organisation), _reader(parts, files.body))
        provenance = provenance or old_files.get(files.provenance) != entry.files[files.provenance]
        subjects = (organisation, *(document.path for document in parts.documents(organisation)))
        if any(old.derived.get(subject) != parts.keys[subject] for subject in subjects):
            yield Change(graph(base, "inferred", organisation), _shared_reader(parts, organisation))
    if provenance:  # one graph for all bodies
        yield Change(
            graph(base, "provenance"), _reader(parts, *(BodyFiles(o).provenance for o in parts.manifest.bodies))
        )


def _of_catalogue(old: ReleaseManifest, parts: Parts) -> Iterator[Change]:
    name, content = catalogue_iri(parts.manifest), catalogue_graph(parts.manifest)
    if name not in old.graphs or content != catalogue_graph(old.dataset):
        yield Change(name, lambda: content)


def _of_curated(old: ReleaseManifest, parts: Parts) -> Iterator[Change]:
    before, now = old.curated.graphs, parts.curated.digests
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            yield Change(name, _curated_reader(parts, name))


def _curated_reader(parts: Parts, name: str) -> Callable[[], bytes]:
    return lambda: parts.curated.content(name)


def _digest(entry: DocumentEntry | None, file: str) -> str | None:
    return entry.files.get(file) if entry is not None else None


def _reader(parts: Parts, *paths: str) -> Callable[[], bytes]:
    return lambda: b"".join(parts.dataset.read(path) for path in paths)


def _inferred_reader(parts: Parts, document: str) -> Callable[[], bytes]:
    return lambda: contents.inferred(parts, document)


def _analysed_reader(parts: Parts, document: str) -> Callable[[], bytes]:
    return lambda: contents.analysed(parts, document)


def _shared_reader(parts: Parts, organisation: str) -> Callable[[], bytes]:
    return lambda: b"".join(sorted(contents.shared(parts, organisation)))


def _inferred_of(manifest: Manifest, change: Change) -> str | None:
    """The body whose inferred graph a change is of; None for any other graph."""
    scope = change.graph.removeprefix(graph(manifest.base, "inferred") + "/")
    return scope if scope in manifest.bodies else None


def _graphs_of_documents(parts: Parts, organisation: str) -> list[str]:
    paths = [document.path for document in parts.documents(organisation)]
    return [graph(parts.manifest.base, kind, path) for path in paths for kind in ("doc", "inferred")]


def _check(target: Path, counts: dict[str, int], changed: list[str]) -> None:
    """Refuse a store that, opened anew, has not the quads that were counted: in each changed graph, and in all."""
    total, by_graph = store.count(target, changed)
    for name, found in by_graph.items():
        if found != counts.get(name, 0):
            raise NoPatchError(_OTHER_COUNT, graph=name, found=found, expected=counts.get(name, 0))
    if total != sum(counts.values()):
        everything = Phrase("alles samen", "all together")
        raise NoPatchError(_OTHER_COUNT, graph=everything, found=total, expected=sum(counts.values()))


_OTHER_MAKING: Final = Phrase(
    "de vorige release is met andere regels, begrippen of software gemaakt",
    "the release before was made with other rules, terms or software",
)
_MANY_PATCHES: Final = Phrase(
    "de vorige release is al {count} keer bijgewerkt", "the release before was patched {count} times already"
)
_MUCH_DROPPED: Final = Phrase(
    "de vorige release draagt {dropped} vervangen uitspraken mee, naast {quads} geldige",
    "the release before carries {dropped} replaced statements along, beside {quads} that hold",
)
_TAKEN_OUT: Final = Phrase(
    "er is iets ingetrokken of verdwenen, en daarvan mag geen woord blijven staan",
    "something was withdrawn or is gone, and no word of it may stay",
)
_TOO_MUCH: Final = Phrase("er is te veel veranderd", "too much has changed")
_OTHER_COUNT: Final = Phrase(
    "de bijgewerkte release klopt niet ({graph}: {found} uitspraken in plaats van {expected})",
    "the patched release is not right ({graph}: {found} statements instead of {expected})",
)
