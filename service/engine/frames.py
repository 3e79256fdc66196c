"""Messages between the service and its worker processes: their length in four bytes, then their content. Sends none."""

from typing import Final

HEAD_BYTES: Final = 4


def frame(content: bytes) -> bytes:
    """A message as it goes over a socket."""
    return len(content).to_bytes(HEAD_BYTES, "big") + content


def length(head: bytes | bytearray) -> int:
    """The length of the content that follows a head."""
    return int.from_bytes(head, "big")
