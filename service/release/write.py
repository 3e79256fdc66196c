"""Takes changes one at a time and makes releases of them; waits its turn where somebody else changes the releases.

Blocks, and may be killed at any moment: what is served then is the release before, or the one after, whole.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from ontology.language import Phrase
from service.release.change_record import try_record
from service.release.releases import ReleaseBusyError, Releases
from service.release.write_change import Change, Writable, Written
from service.release.write_curated import write_curated
from service.release.write_prune import prune_writes
from service.release.write_scratch import Scratch


class Changes:
    """What changes the releases of a data directory; of those that changes made, the newest `keep` stay (0: all)."""

    def __init__(self, data: Path, writable: Writable, keep: int) -> None:
        self._releases = Releases(data)
        self._writable = writable
        self._keep = keep
        self._scratch = Scratch(self._releases)

    def make(self, change: Change, patience_s: float, begun: Callable[[], None] = lambda: None) -> Written:
        """Make a change; waits some seconds for its turn, and tells when that has come.

        Raises:
            ReleaseBusyError: its turn did not come.
            WriteError: it is not made, of the subclass that says why.
            ReleaseError: the release that is served can't be read.
            CuratedError: what is kept of curated graphs is damaged.
            OSError: the disk is full or not writable.
        """
        with self._releases.awaited(patience_s, ReleaseBusyError(_BUSY, seconds=f"{patience_s:g}")):
            begun()
            if self._writable is Writable.ALL:
                return self._scratch.write(change)
            written = write_curated(self._releases, change)
            try_record(self._releases)
            if self._keep and written.changed:
                prune_writes(self._releases, self._keep)
            return written


_BUSY: Final = Phrase(
    "in {seconds} seconden kwam deze wijziging niet aan de beurt, omdat er een publish of andere wijziging bezig is; "
    "stuur haar later nog eens",
    "in {seconds} seconds the turn of this change did not come, because a publish or another change is at work; "
    "send it again later",
)
