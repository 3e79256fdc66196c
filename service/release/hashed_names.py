"""Names as short hashes: many of them in one run of bytes, in which one is found without reading the others.

Knows no name by its hash, and of two that share one it says of either that it is there.
"""

import bisect
import hashlib
from typing import Final

_BYTES: Final = 8


def hashed(name: str) -> bytes:
    """Eight bytes for a name (BLAKE2b, RFC 7693)."""
    return hashlib.blake2b(name.encode(), digest_size=_BYTES).digest()


def holds(hashes: bytes, wanted: bytes) -> bool:
    """Whether sorted hashes that stand behind each other hold one."""
    count = len(hashes) // _BYTES
    place = bisect.bisect_left(range(count), wanted, key=lambda at: hashes[at * _BYTES : (at + 1) * _BYTES])
    return hashes[place * _BYTES : (place + 1) * _BYTES] == wanted
