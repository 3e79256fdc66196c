"""Addresses on loopback at which tests have something serve, and when it does."""

import socket
import time
from urllib.error import HTTPError
from urllib.request import urlopen

PATIENCE_S = 60.0


def free_port() -> int:
    """A port at which nothing listens now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def wait_for(address: str) -> None:
    """Wait until an address answers that it is well.

    Raises:
        OSError: it does not within `PATIENCE_S` seconds.
    """
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            with urlopen(address, timeout=PATIENCE_S):
                return
        except OSError as error:
            if isinstance(error, HTTPError):
                error.close()
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
