"""Text as XML 1.0 holds it, in content and in attributes. Knows no vocabulary."""

from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from service.answers.trace.forms.pieces import in_pieces
from service.engine.xml_text import legal

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def content(text: str) -> str:
    """A text between tags; a parser gives it back whole (XML 1.0, section 2.11 on line ends)."""
    return escape(text, {"\r": "&#13;"})


def attribute(text: str) -> str:
    """A text as the value of an attribute, with its quotes (section 3.3.3 on normalisation)."""
    return quoteattr(text)


def xml_pieces(texts: Iterable[str]) -> Iterator[bytes]:
    """XML as bytes in pieces, with U+FFFD for each character that XML can't hold."""
    return map(legal, in_pieces(texts))
