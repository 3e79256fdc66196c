"""The page in hand while it is read: its text, lines, head and footer, its origin and its source."""

import msgspec

from ingest import issues
from ingest.origin import Origin
from ingest.read.heads import Head
from ingest.read.record import Issue
from ingest.read.sections import Crumbs, Footer
from ingest.read.span import Span
from ingest.read.text import Line
from ingest.sources import Source


class Frame(msgspec.Struct, frozen=True):
    """A goal page whose head was found; `body` are the lines between head and footer."""

    sha256: str
    text: str
    lines: tuple[Line, ...]
    head: Head
    footer: Footer | None
    crumbs: Crumbs
    origin: Origin
    source: Source

    @property
    def body(self) -> tuple[Line, ...]:
        """The lines between head and footer."""
        return self.lines[self.head.after : self.footer.line if self.footer else len(self.lines)]

    def at(self, span: Span | None) -> str | None:
        """What stands at a span."""
        return self.text[span.start : span.end] if span else None


def issue(code: str, span: Span | None = None, **values: str) -> Issue:
    """An issue at a place of the page, or of the page as a whole; the values fill the places in its phrase."""
    said = issues.message(code, **values)
    return Issue(code, said, span.start if span else None, span.end if span else None, values)
