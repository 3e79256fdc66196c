"""What XML can't hold, in bytes that are UTF-8. Parses no XML."""

import re
from typing import Final

# XML 1.0, section 2.2: control characters, U+FFFE and U+FFFF are no characters of it, not even as references.
_NOT_IN_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_REPLACEMENT: Final = "\ufffd".encode()


def legal(content: bytes) -> bytes:
    """The text with U+FFFD instead of each character that XML can't hold; no character may be cut in two."""
    return _NOT_IN_XML.sub(_REPLACEMENT, content)
