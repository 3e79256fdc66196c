"""A release in which anybody with the token may write every graph: made to be tried out, of nothing that pages say.

Nothing is checked and nothing is kept outside the release. The store that changes are made in stays open between them,
beside the releases, and each release is a hard-linked copy of it.
"""

import hashlib
import os
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Store

from ontology.dataset import Manifest
from ontology.language import Phrase
from service.release import labels, store
from service.release.assemble import engine, give_place, software
from service.release.prune import prune_locked
from service.release.releases import ReleaseError, ReleaseManifest, Releases
from service.release.write_apply import apply
from service.release.write_change import Change, WriteError, Written

# A reader may be about to open the release before, or the one before that.
_KEPT: Final = 4
_READER: Final = "none: written over HTTP"


class NotScratchError(ReleaseError):
    """A data directory that holds pages, where all graphs were to be writable."""


def begin(releases: Releases, base: str) -> None:
    """Have an empty release where there is none; refuse what holds documents.

    Raises:
        NotScratchError: the release that is served was made from pages.
        ReleaseBusyError: somebody else is at work there.
        OSError: the disk is full or not writable.
    """
    with releases.locked():
        current = releases.current_manifest()
        if current is not None:
            _refuse_pages(releases, current)
            return
        draft = releases.draft("empty")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        store.build(draft / "store", ())
        _serve(releases, draft, Manifest(base, {}, {}, {}, _READER), {}, "")


@dataclass(slots=True)
class Scratch:
    """The changes to a data directory, one after the other; `release` is the one that the open store is as."""

    releases: Releases
    release: str | None = None
    opened: list[Store] = field(default_factory=list)

    def write(self, change: Change) -> Written:
        """Make a change the release that is served; only for who holds the lock.

        Raises:
            NotScratchError: somebody published pages meanwhile.
        WriteError: it can't be made.
            OSError: the disk is full or not writable.
        """
        current = self.releases.manifest(self.releases.current())
        _refuse_pages(self.releases, current)
        opened = self._as(current)
        self.release = None  # unless all goes well, the store is not that of any release
        try:
            created = apply(opened, change, current.base)
        except WriteError:
            self.release = current.id  # such a change leaves the store as it was
            raise
        draft = self.releases.draft("scratch")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        opened.backup(str(draft / "store"))
        made = _serve(self.releases, draft, current.dataset, _count(opened), current.id)
        prune_locked(self.releases, _KEPT)
        self.release = made
        return Written(made, changed=True, created=created)

    def _as(self, current: ReleaseManifest) -> Store:
        """The open store, as the release that is served."""
        if not self.opened or self.release != current.id:
            self.opened.clear()
            for leftover in self.releases.root.glob("scratch-*"):
                shutil.rmtree(leftover)
            path = self.releases.root / f"scratch-{os.getpid()}"
            store.copy(self.releases.store(current.id), path)
            self.opened.append(Store(str(path)))
        return self.opened[0]


def _serve(releases: Releases, draft: Path, manifest: Manifest, graphs: dict[str, int], before: str) -> str:
    """Serve what a draft holds; returns its identifier."""
    number = releases.next_number()
    made = f"{number:04}-{hashlib.sha256(f'{before} {number}'.encode()).hexdigest()[:10]}"
    if not before:
        labels.write(draft / labels.FILE, draft / "store", manifest.base)
    else:
        os.link(releases.folder(before) / labels.FILE, draft / labels.FILE)
    target = releases.draft(made)
    shutil.rmtree(target, ignore_errors=True)
    draft.replace(target)
    created = datetime.now(UTC).isoformat(timespec="seconds")
    give_place(releases, ReleaseManifest(made, created, engine(), software(), graphs, manifest))
    releases.point_to(made)
    return made


def _refuse_pages(releases: Releases, current: ReleaseManifest) -> None:
    if current.dataset.reader != _READER:
        raise NotScratchError(_HOLDS_PAGES, root=releases.root)


def _count(opened: Store) -> dict[str, int]:
    """The quads of each named graph; an empty graph is one too."""
    names = sorted(graph.value for graph in opened.named_graphs() if isinstance(graph, NamedNode))
    return {name: sum(1 for _ in opened.quads_for_pattern(None, None, None, NamedNode(name))) for name in names}


_HOLDS_PAGES: Final = Phrase(
    "{root}: hier staat wat op pagina's staat, en dat kan niemand overschrijven; noem een lege datamap, "
    "of stel DOELGRAAF_WRITABLE=curated in",
    "{root}: what stands on pages is here, and nobody can overwrite that; name an empty data directory, "
    "or set DOELGRAAF_WRITABLE=curated",
)
