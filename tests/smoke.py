"""Runs the installed command's main job outside the checkout and asks it one question: `smoke.py COMMAND FOLDER`."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

PORT = 8011
BASE = f"http://localhost:{PORT}"
QUESTION = 'SELECT ?naam WHERE { ?doel dg:number "2.2.2" ; dg:year 2021 ; rdfs:label ?naam }'
PATIENCE_S = 60


def answer(url: str, accept: str) -> bytes:
    """The body of a page of the service, waited for while it starts."""
    request = urllib.request.Request(url, headers={"Accept": accept})
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            with urllib.request.urlopen(request, timeout=10) as reply:
                return bytes(reply.read())
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def main(command: str, folder: Path) -> None:
    """Start `up`, ask for the label of goal 2.2.2 in SPARQL and for its page, and stop it."""
    environment = os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")}
    up = [command, "up", "--port", str(PORT)]
    with subprocess.Popen(up, cwd=folder, env=environment) as service:
        try:
            query = urllib.parse.urlencode({"query": QUESTION})
            rows = json.loads(answer(f"{BASE}/sparql?{query}", "application/sparql-results+json"))["results"][
                "bindings"
            ]
            names = [row["naam"]["value"] for row in rows]
            if names != ["Doel 2.2.2 Maatschappelijke participatie (Zwolle, Begroting 2021)"]:
                raise SystemExit(f"unexpected answer: {names}")
            page = answer(f"{BASE}/id/goal-version/gm0193/begroting/2021/2.2.2", "text/html").decode()
            if "Maatschappelijke participatie" not in page:
                raise SystemExit("the goal page does not name its goal")
        finally:
            service.terminate()
            try:
                service.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                service.kill()
                raise
    sys.stdout.write("the installed command serves the two real pages\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
