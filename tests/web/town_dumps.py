"""A town whose dumps nobody made: pages about them are there, and list none."""

from pathlib import Path

from service.release.dumps import Composition, Dumps, DumpShelf
from service.web.dump_making import DumpMaker, MadeDumps


class NoDumps(DumpMaker):
    """Gives a release without dumps."""

    def __init__(self) -> None:
        super().__init__(Path("nowhere"))

    async def dumps(self, release: str) -> MadeDumps:
        """None at all."""
        return MadeDumps(Dumps(release, {}, {}), Composition.of({}), DumpShelf(Path("nowhere")))
