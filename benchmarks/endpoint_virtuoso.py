"""Virtuoso of Debian's package: its configuration for the graph, and the bulk load of it, done once per release.

Starts and ends its own process for the load; who serves afterwards is known by `endpoint_servers`.
"""

import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Final

TOOLS: Final = ("virtuoso-t", "isql-vt")
INI: Final = Path("/etc/virtuoso-opensource-7/virtuoso.ini")
_HOME: Final = "/var/lib/virtuoso-opensource-7/db"
LOCK: Final = Path("db/virtuoso.lck")
_LOADED: Final = "loaded"
_LOAD_S: Final = 300.0
_POLL_S: Final = 0.1
# The package's own values are for a machine of long ago, cut answers at 10,000 rows, and serve ten connections.
_CHANGES: Final = {
    "NumberOfBuffers": "340000",
    "MaxDirtyBuffers": "250000",
    "ResultSetMaxRows": "10000000",
    "MaxClientConnections": "64",
    "ServerThreads": "64",
    "MaxKeepAlives": "64",
}


class VirtuosoError(Exception):
    """A load that failed; the message has what Virtuoso said."""


def prepare(folder: Path, quads: Path, release: str, http_port: int, sql_port: int) -> tuple[str, ...]:
    """The command that serves the graph at a port, with the graph loaded if it was not yet.

    Raises:
        VirtuosoError: the graph could not be loaded.
    """
    loaded = folder / _LOADED
    if not loaded.exists() or loaded.read_text("ascii") != release:
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "db").mkdir(parents=True)
    configuration = folder / "virtuoso.ini"
    configuration.write_text(_configured(folder, quads.parent, http_port, sql_port), "utf-8")
    command = ("virtuoso-t", "+configfile", str(configuration), "+foreground")
    if not loaded.exists():
        (folder / LOCK).unlink(missing_ok=True)
        _load(command, folder, quads, sql_port)
        loaded.write_text(release, "ascii")
    return command


def _configured(folder: Path, readable: Path, http_port: int, sql_port: int) -> str:
    text = INI.read_text("utf-8").replace(_HOME, str(folder.resolve() / "db"))
    for name, value in _CHANGES.items():
        text = re.sub(rf"^{name}\b.*", f"{name} = {value}", text, flags=re.MULTILINE)
    text = re.sub(r"^(DirsAllowed\b.*)", rf"\1, {readable.resolve()}", text, flags=re.MULTILINE)
    ports = iter((sql_port, http_port))  # the section of the server comes before that of HTTP
    return re.sub(r"^ServerPort\b.*", lambda _: f"ServerPort = 127.0.0.1:{next(ports)}", text, flags=re.MULTILINE)


def _load(command: tuple[str, ...], folder: Path, quads: Path, sql_port: int) -> None:
    script = folder / "load.sql"
    # the last argument is the graph of triples that have none, and here all have one
    script.write_text(
        f"ld_dir ('{quads.parent.resolve()}', '{quads.name}', 'http://localhost:8000/graph/none');\n"
        "rdf_loader_run ();\ncheckpoint;\n"
        "SELECT CONCAT ('state ', CAST (ll_state AS VARCHAR), COALESCE (ll_error, '')) FROM DB.DBA.LOAD_LIST;\n"
        "shutdown ();\n",
        "utf-8",
    )
    with (folder / "load.log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as server:
        try:
            _wait_until_it_listens(sql_port)
            said = _isql(sql_port, str(script))
            server.wait(_LOAD_S)
        finally:
            server.kill()
    if "state 2" not in said:
        raise VirtuosoError(f"{quads}: not loaded; Virtuoso said {said[-400:]!r}")


def _wait_until_it_listens(sql_port: int) -> None:
    deadline = time.monotonic() + _LOAD_S
    while "Connected" not in _isql(sql_port, "exec=status();"):
        if time.monotonic() > deadline:
            raise VirtuosoError(f"Virtuoso does not listen at port {sql_port} after {_LOAD_S:g} seconds")
        time.sleep(_POLL_S)


def _isql(sql_port: int, what: str) -> str:
    words = ["isql-vt", f"127.0.0.1:{sql_port}", "dba", "dba", "ERRORS=STDOUT", what]
    return subprocess.run(words, capture_output=True, text=True, timeout=_LOAD_S, check=False).stdout
