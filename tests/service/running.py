"""A service as users start it, in a process of its own on a free port of this machine."""

import http.client
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from tests.started import end, wait_for_end

ROOT = Path(__file__).resolve().parents[2]
DEADLINE_S = 120.0
TOKEN = "a-token-of-these-tests"  # noqa: S105 - of no other service
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")  # Serving at http://127.0.0.1:8931/ (Ctrl-C stops).
# Fair use counts what a test suite does as the errors of one client.
_PATIENT = {"DOELGRAAF_CLIENT_ERRORS": "1e6", "DOELGRAAF_CLIENT_SECONDS": "1e6"}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def problem(self) -> str:
        """What a problem says, in the language that was asked."""
        assert self.headers["content-type"] == "application/problem+json", self.body
        detail: str = json.loads(self.body)["detail"]
        return detail


@dataclass(frozen=True)
class Service:
    """A running service; `token` is sent along where it is given."""

    port: int
    token: str | None = None

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, body: bytes | None = None, /, **headers: str) -> Answer:
        """One request; an underscore in the name of a header is a hyphen, and a header of an empty value is left out."""
        sent = {"Accept-Language": "en", **({"Authorization": f"Bearer {self.token}"} if self.token else {})}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE_S)
        try:
            connection.request(method, path, body, {name: value for name, value in sent.items() if value})
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, told, response.read())
        finally:
            connection.close()

    def graph(self, method: str, graph: str, turtle: str | None = None, /, **headers: str) -> Answer:
        """A request to the graph store about one graph, by `?graph=`; its body is Turtle."""
        told = {"Content_Type": "text/turtle", **headers} if turtle is not None else headers
        body = None if turtle is None else turtle.encode()
        return self.ask(method, f"/graphs?graph={quote(graph, safe='')}", body, **told)

    def update(self, text: str, **fields: str) -> Answer:
        """An update, as a form."""
        body = urlencode({"update": text, **fields}).encode()
        return self.ask("POST", "/sparql", body, Content_Type="application/x-www-form-urlencoded")

    def rows(self, query: str) -> list[str]:
        """The lines of the answer to a query in CSV, without the head."""
        answer = self.ask("GET", f"/sparql?query={quote(query, safe='')}", Accept="text/csv")
        assert answer.status == 200, answer.body
        return answer.body.decode().split("\r\n")[1:-1]


@contextmanager
def running(data: Path, token: str | None = TOKEN, at: int = 0, **settings: str) -> Iterator[Service]:
    """A service over a data directory, at a port; `settings` are those of the environment, such as `writable="all"`."""
    chosen = {f"DOELGRAAF_{name.upper()}": value for name, value in settings.items()}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DOELGRAAF_")}
    environment = {**kept, **_PATIENT, "LANG": "C.UTF-8", **chosen}
    if token is not None:
        environment["DOELGRAAF_WRITE_TOKEN"] = token
    start = "from doelgraaf import main; main()"
    command = [sys.executable, "-c", start, "serve", "--data", str(data), "--port", str(at)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            port = _port(process)
            # What it logs later is read and dropped, so that its pipe never fills.
            reading = threading.Thread(target=process.stderr.read, daemon=True)
            reading.start()
            yield Service(port, token)
        finally:
            end(process)
        wait_for_end(reading)


def _port(process: "subprocess.Popen[str]") -> int:
    """The port that a service tells when it can be asked; one that says nothing is killed, which ends what it says."""
    said = []
    enough = threading.Timer(DEADLINE_S, process.kill)
    enough.start()
    try:
        for line in process.stderr or ():
            said.append(line)
            if (found := _ADDRESS.search(line)) is not None:
                return int(found[1])
    finally:
        enough.cancel()
    raise AssertionError(f"the service did not start within {DEADLINE_S} s: {''.join(said)}")
