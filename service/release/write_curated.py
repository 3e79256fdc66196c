"""Makes a release of a change to curated graphs: applied in a copy of the one that is served, checked, then served.

Only for who holds the lock of the releases. Whoever is killed at any moment leaves the old release or the new one: the
pointer is swapped when all else is on disk, and a draft that is left behind is no release.
"""

import os
import tempfile
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
from pyoxigraph import NamedNode, Quad, Store

from ontology.iri import CURATED, curated_name
from ontology.iri import graph as graph_iri
from ontology.language import Phrase
from service.release import assemble, labels, service_graph, store
from service.release.curated import Curated, Shelf
from service.release.last_changes import CURATED as CURATED_GRAPHS
from service.release.releases import MANIFEST, ReleaseError, ReleaseManifest, Releases
from service.release.write_apply import apply
from service.release.write_change import (
    Action,
    Change,
    ForeignQuadsError,
    MalformedChangeError,
    NotWritableError,
    Written,
)
from service.release.write_checks import named_nodes, refuse_size, refuse_unfit, refuse_violations, sorted_lines
from service.release.write_input import NOTHING_SENT

_DRAFT: Final = ".building-write-"


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What an edited store holds: the quads of each graph that was written, and whether the graph is new."""

    held: Mapping[str, list[Quad]]
    created: bool
    dropped: int


def write_curated(releases: Releases, change: Change) -> Written:
    """Make a change to curated graphs the release that is served; one that changes nothing makes none.

    Raises:
        WriteError: it is not made, of the subclass that says why.
        NothingPublishedError: nothing was published yet.
        CuratedError: what is kept of curated graphs is damaged.
        OSError: the disk is full or not writable.
    """
    releases.sweep()
    current = releases.manifest(releases.current())
    if current.remote is not None:
        raise NotWritableError(_REMOTE)
    written = _targets(current.base, change)
    newest = releases.settle_curated()
    folder = releases.folder(current.id).parent
    with tempfile.TemporaryDirectory(prefix=_DRAFT, dir=folder, ignore_cleanup_errors=True) as name:
        draft = Path(name) / "release"
        draft.mkdir()
        store.copy(releases.store(current.id), draft / "store")
        restored = _restored(releases, current, newest, change)
        outcome = _edited(draft / "store", current, change, restored, written)
        now = _kept(releases, newest, outcome)
        graphs = _counts(draft / "store", current, now, outcome, restored)
        if now.graphs == newest.graphs == current.curated.graphs:
            return Written(current.id, changed=False, created=False)
        manifest = _manifest(releases, current, now, graphs, outcome.dropped)
        _place(releases, current, manifest, draft, {*restored, *written})
    releases.point_to(manifest.id)
    Shelf.of(releases.root).record(now)
    return Written(manifest.id, changed=True, created=outcome.created)


def _targets(base: str, change: Change) -> tuple[str, ...]:
    """The graphs that a change writes, each of which is a curated one."""
    if change.action is not Action.UPDATE and change.graph is None:
        raise NotWritableError(_DEFAULT, example=graph_iri(base, CURATED, "notes"))
    targets = change.targets if change.graph is None else (change.graph,)
    for target in targets:
        if curated_name(base, target) is None:
            raise NotWritableError(_NOT_CURATED, graph=target, example=graph_iri(base, CURATED, "notes"))
    return targets


def _restored(releases: Releases, current: ReleaseManifest, newest: Curated, change: Change) -> dict[str, bytes]:
    """What curated graphs hold that the release which is served has not as they were written last.

    A graph that is to go is not read, because it may have to go for being damaged.
    """
    shelf, before = Shelf.of(releases.root), current.curated.graphs
    differing = [name for name in sorted(before.keys() | newest.graphs) if before.get(name) != newest.graphs.get(name)]
    going = {change.graph} if change.action is Action.DROP else set()
    return {
        name: shelf.content(newest.graphs[name]) if name in newest.graphs and name not in going else b""
        for name in differing
    }


def _edited(
    path: Path, current: ReleaseManifest, change: Change, restored: Mapping[str, bytes], written: Iterable[str]
) -> _Outcome:
    """The outcome of an edit; one that fails leaves the store closed."""
    try:
        return _edit(path, current, change, restored, written)
    except (ReleaseError, OSError, RuntimeError) as error:
        traceback.clear_frames(error.__traceback__)  # which would keep the store open
        raise


def _edit(
    path: Path, current: ReleaseManifest, change: Change, restored: Mapping[str, bytes], written: Iterable[str]
) -> _Outcome:
    """Change a store, and see to it that each graph that was written holds only what it may."""
    opened = Store(str(path))
    edited = store.Edited(opened)
    for name, content in restored.items():
        edited.replace(name, content)
    dropped, held = edited.dropped, {}
    before = {name: set(_quads(opened, name)) for name in written}
    gone = {name for name in restored if change.action is Action.DROP and not before.get(name)}
    created = apply(opened, change, current.base) if change.graph not in gone else False
    for name in written:
        found = _quads(opened, name)
        refuse_size(name, len(found))
        if not found and change.action is Action.REPLACE:
            raise MalformedChangeError(NOTHING_SENT, graph=name)
        held[name] = _named(opened, name, found)
    for name, quads in held.items():
        refuse_unfit(current.base, name, [quad for quad in quads if quad not in before[name]], opened)
        refuse_violations(current.base, name, quads)
        dropped += len(before[name].difference(quads))
    opened.flush()
    return _Outcome(held, created, dropped)


def _quads(opened: Store, name: str) -> list[Quad]:
    return list(opened.quads_for_pattern(None, None, None, NamedNode(name)))


def _named(opened: Store, name: str, found: list[Quad]) -> list[Quad]:
    """The quads of a graph, in which blank nodes have got names; an empty graph is none."""
    named = named_nodes(name, found)
    for quad in set(found).difference(named):
        opened.remove(quad)
    opened.extend(set(named).difference(found))
    if not named:
        opened.remove_graph(NamedNode(name))
    return _quads(opened, name)


def _kept(releases: Releases, newest: Curated, outcome: _Outcome) -> Curated:
    """The curated graphs after a change, with what they hold on the shelf."""
    shelf, graphs = Shelf.of(releases.root), dict(newest.graphs)
    for name, quads in outcome.held.items():
        if quads:
            graphs[name] = shelf.keep(sorted_lines(quads))
        else:
            graphs.pop(name, None)
    return Curated(newest.writes + 1, graphs)


def _counts(
    path: Path, current: ReleaseManifest, now: Curated, outcome: _Outcome, restored: Iterable[str]
) -> dict[str, int]:
    """The quads by graph, after it was seen that nothing but curated graphs has changed."""
    changed = {*outcome.held, *restored}
    total, counted = store.count(path, sorted(changed))
    outside = sum(count for name, count in current.graphs.items() if name not in changed)
    if total != outside + sum(counted.values()):
        raise ForeignQuadsError(_OUTSIDE, found=total - sum(counted.values()), expected=outside)
    counts = current.graphs | counted
    return {name: count for name, count in sorted(counts.items()) if name not in changed or name in now.graphs}


def _manifest(
    releases: Releases, current: ReleaseManifest, now: Curated, graphs: dict[str, int], dropped: int
) -> ReleaseManifest:
    number = releases.next_number()
    digest = assemble.digest(current.dataset, current.definitions, now, current.software)
    created = assemble.moment()
    return msgspec.structs.replace(
        current,
        id=f"{number:04}-{digest}",
        created=created,
        changed=current.changed | {CURATED_GRAPHS: created},
        graphs=graphs,
        patches=current.patches + 1,
        dropped=current.dropped + dropped,
        curated=now,
    )


def _place(
    releases: Releases, current: ReleaseManifest, manifest: ReleaseManifest, draft: Path, changed: Iterable[str]
) -> None:
    """Have the release describe itself, take over what did not change, and get its place."""
    known = service_graph.known_of(releases.store(current.id), current.dataset, current.dataset, changed)
    graphs = service_graph.describe(draft / "store", manifest.dataset, manifest.graphs, known)
    labels.write(draft / labels.FILE, draft / "store", manifest.dataset.base)  # a note may name a thing of ours
    before = releases.folder(current.id)
    for path in sorted(path for path in before.rglob("*") if path.is_file()):
        target = draft / path.relative_to(before)
        if target.relative_to(draft).parts[0] not in {MANIFEST, "store"} and not target.exists():
            target.parent.mkdir(exist_ok=True)
            os.link(path, target)
    draft.replace(releases.draft(manifest.id))
    assemble.give_place(releases, msgspec.structs.replace(manifest, graphs=graphs))


_NOT_CURATED: Final = Phrase(
    "{graph} kan niet geschreven worden; wat pagina's zeggen is te verbeteren met corrections.yml (docs/corrections.md)"
    ". Noten en koppelingen kunnen in een graaf zoals {example}, met een naam van a-z, 0-9, punt, _ en -",
    "{graph} can't be written: what pages say is mended by corrections.yml (docs/corrections.md). "
    "Notes and alignments can be in a graph such as {example}, with a name of a-z, 0-9, dot, _ and -",
)
_REMOTE: Final = Phrase(
    "wat in dienst is staat in een andere engine, en daar komen wijzigingen alleen met `doelgraaf publish`",
    "what is served lies in another engine, to which changes come by `doelgraaf publish` only",
)
_DEFAULT: Final = Phrase(
    "de standaardgraaf is hier alle grafen samen en kan niet geschreven worden; noem een graaf zoals {example}",
    "the default graph is all graphs together here and can't be written; name a graph such as {example}",
)
_OUTSIDE: Final = Phrase(
    "de wijziging is niet doorgevoerd: zij raakt meer dan gecureerde grafen "
    "({found} uitspraken daarbuiten in plaats van {expected})",
    "the change was not made: it touches more than curated graphs ({found} statements outside instead of {expected})",
)
