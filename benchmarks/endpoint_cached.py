"""The same GET over and over by wrk (Debian), or by the load client where there is no wrk. Knows no other request."""

import re
import shutil
import subprocess
from typing import Final

from benchmarks.endpoint_load import Load, run
from benchmarks.endpoint_wire import Address, Message

WRK: Final = "wrk"
OWN: Final = "the load client"
_RATE: Final = re.compile(r"^Requests/sec:\s+(?P<rate>[\d.]+)", re.MULTILINE)  # "Requests/sec:  18734.22"
_FAILED: Final = re.compile(r"Non-2xx or 3xx responses: (?P<count>\d+)|Socket errors: (?P<errors>.*)")


class WrkError(Exception):
    """A run of wrk in which not every answer was one; the message has what it printed."""


def client() -> str:
    """Who asks."""
    return WRK if shutil.which(WRK) else OWN


def rate(address: Address, message: Message, media_type: str, clients: int, seconds: float) -> float:
    """Answers a second, of connections that are kept alive.

    Raises:
        WrkError: not all of the answers were 200.
    """
    if client() == OWN:
        return run(Load(address, (message,), clients, seconds, is_fresh=False)).rate
    target = message.same().split(b" ", 2)[1].decode("ascii")
    url = f"http://{address.host}:{address.port}{target}"
    words = [WRK, "-t1", f"-c{clients}", f"-d{max(round(seconds), 1)}s", "-H", f"Accept: {media_type}", url]
    printed = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    found = _RATE.search(printed)
    if found is None or _FAILED.search(printed):
        raise WrkError(f"{' '.join(words)}: {printed.strip()}")
    return float(found["rate"])
