"""A question is answered from descriptions alone, by following links from one goal, without the endpoint."""

import json
import subprocess
import sys
from pathlib import Path

from ingest.write import Run, ingest
from ontology.terms import RDFS_LABEL, REFERS_TO
from service.release.publish import publish
from tests.addresses import free_port, wait_for
from tests.linked.desk import TURTLE, Desk, read
from tests.started import end
from tests.tools import require

ROOT = Path(__file__).resolve().parents[2]
COMUNICA = Path(__file__).parent / "comunica"
PATIENCE_S = 60
NODE = "Debian: apt-get install npm"
GOAL = "/id/goal-version/gm0193/begroting/2021/2.2.2"
TITLES = {
    "Ambitie 2.1 (Zwolle, Begroting 2021)",
    "Doel 1.1.1 (Zwolle, Begroting 2021)",
    "Doel 1.3.2 (Zwolle, Begroting 2021)",
    "Doel 1.3.4 (Zwolle, Begroting 2021)",
    "Doel 2.1.2 (Zwolle, Begroting 2021)",
    "Programma 4 (Zwolle, Begroting 2021)",
}
"""What goal 2.2.2 of Zwolle refers to, as its page prints it: read by hand."""


def test_a_walk_over_descriptions_finds_the_titles_of_what_a_goal_refers_to(real: Desk) -> None:
    visited: list[str] = []

    def look_up(iri: str, predicate: str) -> list[str]:
        """What its own description says of a thing."""
        answer = real.follow(iri, **TURTLE)
        visited.append(answer.url.path)
        pairs = [one for one in read(answer) if (one.subject.value, one.predicate.value) == (iri, predicate)]
        return [one.object.value for one in pairs]

    targets = look_up(f"{real.base}{GOAL}", REFERS_TO)
    assert {label for target in targets for label in look_up(target, RDFS_LABEL)} == TITLES
    assert len(visited) == 1 + len(TITLES)
    assert all(path.startswith("/doc/") for path in visited)


def test_a_query_engine_that_follows_links_answers_the_same(examples: Path, tmp_path: Path) -> None:
    node = require("node", NODE)
    if not (COMUNICA / "node_modules").is_dir():
        command = [require("npm", NODE), "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(command, cwd=COMUNICA, check=True, timeout=240)
    base = f"http://127.0.0.1:{free_port()}"
    ingest(Run((examples / "real",), tmp_path / "dataset", base), lambda _done, _total: None)
    publish(tmp_path / "dataset", tmp_path / "data")
    query = (
        "PREFIX dg: <https://w3id.org/doelgraaf/def#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        f"SELECT DISTINCT ?label WHERE {{ <{base}{GOAL}> dg:refersTo ?to . ?to rdfs:label ?label ; dg:number ?number }}"
    )
    program = str(Path(sys.executable).with_name("doelgraaf"))
    serve = [program, "serve", "--data", str(tmp_path / "data"), "--port", base.rpartition(":")[2]]
    logged = tmp_path / "log"
    with (
        logged.open("wb") as log_file,
        subprocess.Popen(serve, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=log_file) as service,
    ):
        try:
            wait_for(f"{base}/livez")
            asked = [node, str(COMUNICA / "follow.cjs"), f"{base}{GOAL}", query]
            done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
        finally:
            end(service)
    log = [json.loads(line) for line in logged.read_text("utf-8").splitlines() if line.startswith("{")]
    assert done.returncode == 0, done.stderr
    assert {json.loads(line)["label"] for line in done.stdout.splitlines()} == TITLES
    paths = {entry["path"] for entry in log if entry.get("event") == "request" and entry["path"] != "/livez"}
    assert len(paths) > len(TITLES)
    assert not {path for path in paths if path.startswith(("/sparql", "/v1", "/graphs"))}
