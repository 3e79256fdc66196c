"""An answer without rows as it is sent: how one is told by its bytes, and the header that carries the hint.

Finds no hint.
"""

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from ontology.language import Language, Phrase

HEADER: Final = "Doelgraaf-Hint"

_MOST_BYTES: Final = 4000  # of the header; servers and proxies refuse headers of 8 kB and more
MOST_OF_NONE: Final = 64 * 1024
"""An answer of so many bytes has rows."""
# What an answer ends with that has no rows or says no; in JSON the last row would stand between the brackets.
_TAIL: Final = 200
_EMPTY_JSON: Final = re.compile(rb'(?:\[\s*\]\s*\}|"boolean"\s*:\s*false)\s*\}\s*\Z')
_EMPTY_XML: Final = re.compile(rb"(?:<results\s*/>|<results>\s*</results>|>\s*false\s*</boolean>)\s*</sparql>\s*\Z")
_ABOUT_XML: Final = re.compile(rb"\srdf:(?:about|nodeID|ID)=")
_PREFIXES_ALONE: Final = re.compile(rb"(?:\s+|(?:@prefix|PREFIX) [^\n]*)*")


def is_empty(content: bytes, media_type: str) -> bool:
    """Whether a whole answer in one of the formats of `engine.formats` has no rows or triples, or says no.

    Give it the whole of an answer that came in one piece: of a longer one no part tells.
    """
    if len(content) >= MOST_OF_NONE:
        return False
    match media_type:
        case "application/sparql-results+json":
            return _EMPTY_JSON.search(content[-_TAIL:]) is not None
        case "application/sparql-results+xml":
            return _EMPTY_XML.search(content[-_TAIL:]) is not None
        case "text/csv" | "text/tab-separated-values":
            return content.count(b"\n") < 2 and not content.startswith(b"true")
        case "application/ld+json":
            return content.strip() == b"[]"
        case "application/rdf+xml":
            return _ABOUT_XML.search(content) is None
        case _:
            return _PREFIXES_ALONE.fullmatch(content) is not None


def header(found: Sequence[Phrase]) -> str:
    """Hints as the value of a header: in each language one ext-value (RFC 8187, section 3.2), by commas.

    As many sentences as fit in some thousand bytes, the same in both languages.
    """
    for count in range(len(found), 0, -1):
        values = [_extended(found[:count], language) for language in Language]
        value = ", ".join(values)
        if len(value) <= _MOST_BYTES:
            return value
    return ""


def _extended(found: Sequence[Phrase], language: Language) -> str:
    text = " ".join(phrase.say(language) for phrase in found)
    return f"UTF-8'{language}'{quote(text, safe='!#$&+-.^_`|~')}"
