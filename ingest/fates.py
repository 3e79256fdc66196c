"""Fates: what became of every file of a run, so that none is lost without a word. Reads no file."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import msgspec

from ingest.link.state import Capture
from ontology.language import Counted, Phrase


class Fates(msgspec.Struct, frozen=True):
    """How many files of a run became what; each file is counted once.

    kept      a page of the dataset
    older     an older capture of a page of which a newer one counts
    doubles   the same bytes as another file that is counted
    taken     a page that is withdrawn, or that another file says is gone
    gone      no page, but the word that one is gone
    loose     a page of no document, which has an issue
    refused   no page, for the reason in its issue
    """

    kept: int = 0
    older: int = 0
    doubles: int = 0
    taken: int = 0
    gone: int = 0
    loose: int = 0
    refused: int = 0

    def joined(self, other: "Fates") -> "Fates":
        """The counts of both."""
        return Fates(*(getattr(self, name) + getattr(other, name) for name in self.__struct_fields__))


SAID: Final[Mapping[str, Counted]] = MappingProxyType(
    {
        "kept": Counted(
            Phrase("pagina in de dataset", "page in the dataset"),
            Phrase("pagina's in de dataset", "pages in the dataset"),
        ),
        "older": Counted(
            Phrase(
                "oudere opname van een pagina die nieuwer is vastgelegd", "older capture of a page that has a newer one"
            ),
            Phrase(
                "oudere opnamen van pagina's die nieuwer zijn vastgelegd",
                "older captures of pages that have a newer one",
            ),
        ),
        "doubles": Counted(Phrase("dubbel exemplaar", "double"), Phrase("dubbele exemplaren", "doubles")),
        "taken": Counted(
            Phrase("pagina die is teruggetrokken of weg is", "page that is withdrawn or gone"),
            Phrase("pagina's die zijn teruggetrokken of weg zijn", "pages that are withdrawn or gone"),
        ),
        "gone": Counted(
            Phrase("melding dat een pagina weg is", "notice that a page is gone"),
            Phrase("meldingen dat een pagina weg is", "notices that a page is gone"),
        ),
        "loose": Counted(
            Phrase("pagina van geen bekend document", "page of no known document"),
            Phrase("pagina's van geen bekend document", "pages of no known document"),
        ),
        "refused": Counted(
            Phrase("bestand dat geen pagina is", "file that is no page"),
            Phrase("bestanden die geen pagina zijn", "files that are no pages"),
        ),
    }
)


def fates_of(offered: Mapping[str, Sequence[str]], captures: Iterable[Capture], taken: Iterable[str]) -> Fates:
    """What became of the pages offered of a body.

    `offered` has the files by the digest of their bytes, `captures` are those that the body has now, `taken` the
    digests of pages that were taken away.
    """
    now = Counter(capture.record.page.sha256 for capture in captures)
    away = set(taken)
    fates = Fates()
    for digest, files in offered.items():
        count = min(now[digest], len(files)) or 1
        name = "kept" if now[digest] else "taken" if digest in away else "older"
        fates = fates.joined(Fates(**{name: count, "doubles": len(files) - count}))
    return fates
