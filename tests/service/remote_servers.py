"""Real remote engines for tests, each on a free port of loopback, with a folder of its own."""

import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from service.engine.remote_client import Credentials
from tests.addresses import free_port
from tests.tools import missing

INI = Path("/etc/virtuoso-opensource-7/virtuoso.ini")
ROW_LIMIT = 20_000
_START_S = 60.0


@dataclass(frozen=True)
class Server:
    """A running engine: the name of its profile, its address, who may write, and its process."""

    name: str
    url: str
    credentials: Credentials | None
    process: "subprocess.Popen[bytes]"

    def hold(self) -> None:
        """Have it answer nothing until it goes on."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Have it answer again."""
        self.process.send_signal(signal.SIGCONT)


@contextmanager
def oxigraph(_folder: Path) -> Iterator[Server]:
    """The Oxigraph server, which keeps its data in memory."""
    program = Path(sys.executable).with_name("oxigraph")
    if not program.exists():
        missing("the Oxigraph server is not installed (uv sync --group dev), so nothing is published to it")
    port = free_port()
    process = subprocess.Popen(
        [program, "serve", "--bind", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    with _ending(process):
        url = f"http://127.0.0.1:{port}"
        _wait(process, url)
        yield Server("oxigraph", url, None, process)


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Virtuoso as Debian packages it, with a user who may write."""
    program, shell = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if program is None or shell is None or not INI.exists():
        missing(
            "Virtuoso is not installed (Debian: apt-get install virtuoso-opensource), so nothing is published to it"
        )
    sql, http = free_port(), free_port()
    (folder / "db").mkdir(parents=True)
    configuration = folder / "virtuoso.ini"
    configuration.write_text(_configured(INI.read_text("utf-8"), folder / "db", sql, http), "utf-8")
    process = subprocess.Popen(
        [str(program), "+configfile", str(configuration), "+foreground"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with _ending(process):
        url = f"http://127.0.0.1:{http}"
        _wait(process, f"{url}/sparql")
        _make_user(str(shell), sql, folder)
        yield Server("virtuoso", url, Credentials("doelgraaf", "schrijf-1"), process)


def _configured(text: str, database: Path, sql: int, http: int) -> str:
    """Debian's settings with a database, ports and a row limit of our own."""
    before, mark, after = text.partition("[HTTPServer]")
    before = re.sub(r"(?m)^ServerPort\s.*", f"ServerPort = 127.0.0.1:{sql}", before)
    after = re.sub(r"(?m)^ServerPort\s.*", f"ServerPort = 127.0.0.1:{http}", after, count=1)
    text = (before + mark + after).replace("/var/lib/virtuoso-opensource-7/db", str(database))
    for name, value in (
        ("DefaultHost", f"127.0.0.1:{http}"),
        ("NumberOfBuffers", "20000"),
        ("MaxDirtyBuffers", "15000"),
        ("ResultSetMaxRows", str(ROW_LIMIT)),
    ):
        text, found = re.subn(rf"(?m)^{name}\s.*", f"{name} = {value}", text)
        assert found >= 1, name
    return text


def _make_user(shell: str, port: int, folder: Path) -> None:
    script = folder / "user.sql"
    script.write_text(
        "DB.DBA.USER_CREATE ('doelgraaf', 'schrijf-1');\n"
        'GRANT SPARQL_UPDATE TO "doelgraaf";\n'
        'GRANT SPARQL_SELECT TO "doelgraaf";\n'
        "DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('doelgraaf', 7);\n"
        "DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 1);\n",
        "ascii",
    )
    done = subprocess.run(
        [shell, f"127.0.0.1:{port}", "dba", "dba", "ERRORS=STDOUT", str(script)],
        capture_output=True,
        text=True,
        check=True,
        timeout=_START_S,
    )
    assert "Error" not in done.stdout, done.stdout


@contextmanager
def _ending(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    try:
        yield
    finally:
        process.kill()
        process.wait(30)


def _wait(process: "subprocess.Popen[bytes]", url: str) -> None:
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline:
        assert process.poll() is None, "the engine ended while it started"
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError as error:
            error.close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"{url} did not answer in {_START_S} s")
