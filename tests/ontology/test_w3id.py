"""The redirects of w3id.org lead every identifier of the vocabulary to the service, and to an address that it has."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rdflib import URIRef

from ontology.definition_files import SHAPE_FILES, VOCABULARY_FILES
from ontology.jsonld import CONTEXT_IRI
from ontology.vocabulary import load
from tests.started import end
from tests.tools import missing

FOLDER = Path(__file__).resolve().parents[2] / "ontology" / "w3id"
SPACE = "https://w3id.org/doelgraaf/"
SERVICE = "https://doelgraaf.example.org"
# A rule: pattern, target and flags, such as `RewriteRule ^def/?$ https://doelgraaf.example.org/def [R=303,L]`.
RULE = re.compile(r"RewriteRule (\S+) (\S+) \[(\S+)\]")

# What is asked below /doelgraaf/, where it leads, and why.
CASES = [
    ("", "/def", "the space itself"),
    ("def", "/def", "the vocabulary; the client keeps the fragment of a term"),
    ("def/", "/def", "a slash too many"),
    ("def.ttl", "/def.ttl", "one form of it"),
    ("def.jsonld", "/def.jsonld", "another form"),
    ("def.exe", None, "no form"),
    ("def/role", "/def/role", "a code list"),
    ("def/role.nt", "/def/role.nt", "a form of a code list"),
    ("def/1.0.0", "/def/1.0.0", "a version"),
    ("def/0.1.0", "/def/0.1.0", "a version before"),
    ("def/shapes", "/def/shapes", "the shapes"),
    ("def/context.jsonld", "/def/context.jsonld", "the context"),
    ("def/alignments", "/def/alignments", "the alignments"),
    ("shape", "/def/shapes", "the names of shapes"),
    ("define", None, "nothing of ours"),
    ("def/Role", None, "names are lower case"),
    ("def/../secret", None, "nothing outside"),
    ("def//evil.example", None, "no other host"),
    ("def/a/b", None, "no deeper path"),
    ("xdef", None, "patterns are anchored"),
]


@dataclass(frozen=True)
class Rules:
    """The rules of the file, applied as Apache does in a folder: the first that matches the rest of the path wins."""

    rules: tuple[tuple[str, str], ...]

    def lead(self, path: str) -> str | None:
        """Where a path below the folder leads; None for nowhere."""
        for pattern, target in self.rules:
            found = re.search(pattern, path)
            if found:
                return target.replace("$1", found[1]) if "$1" in target else target
        return None


@pytest.fixture(scope="module")
def rules() -> Rules:
    text = (FOLDER / ".htaccess").read_text("utf-8")
    found = RULE.findall(text)
    assert len(found) == text.count("\nRewriteRule ") == 5
    assert {flags for _, _, flags in found} == {"R=303,L"}
    return Rules(tuple((pattern, target) for pattern, target, _ in found))


@pytest.mark.parametrize(("path", "target", "why"), CASES)
def test_an_identifier_leads_to_the_service(rules: Rules, path: str, target: str | None, why: str) -> None:
    assert len(CASES) == 20
    assert rules.lead(path) == (None if target is None else SERVICE + target), why


def test_every_identifier_of_the_vocabulary_leads_somewhere(rules: Rules) -> None:
    statements = load(*VOCABULARY_FILES, *SHAPE_FILES)
    named = {str(term) for triple in statements for term in triple if isinstance(term, URIRef)} | {CONTEXT_IRI}
    ours = {name.partition("#")[0] for name in named if name.startswith(SPACE)}
    assert len(ours) > 25
    for name in sorted(ours):
        assert rules.lead(name.removeprefix(SPACE)), name


def test_the_files_are_what_w3id_takes() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == [".htaccess", "README.md"]
    for path in FOLDER.iterdir():
        text = path.read_bytes().decode("ascii")
        assert text.endswith("\n")
        assert not re.search(r"\r|[ \t]$|\n\n\n", text, re.MULTILINE)
    rewriting = (FOLDER / ".htaccess").read_text("utf-8")
    directives = {line.split()[0] for line in rewriting.splitlines() if line and not line.startswith("#")}
    assert directives == {"RewriteEngine", "RewriteRule"}
    assert set(re.findall(r"https://[^/\s]+", re.sub(r"(?m)^#.*$", "", rewriting))) == {SERVICE}
    assert "GitHub username" in (FOLDER / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def apache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of an Apache that has the folder as /doelgraaf/."""
    folders = f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin"  # where Debian puts it, for root only on the path
    program = shutil.which("apache2", path=folders) or shutil.which("httpd", path=folders)
    modules = next((path for path in map(Path, ("/usr/lib/apache2/modules",)) if path.is_dir()), None)
    if program is None or modules is None:
        missing(
            "Apache is not installed (Debian: apt-get install apache2-bin), so only the interpreter reads the rules"
        )
    root = tmp_path_factory.mktemp("apache")
    shutil.copytree(FOLDER, root / "www" / "doelgraaf")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    configuration = root / "httpd.conf"
    loaded = "".join(
        f"LoadModule {name}_module {modules}/mod_{name}.so\n"
        for name in ("mpm_event", "authz_core", "rewrite", "dir")
        if (modules / f"mod_{name}.so").exists()
    )
    configuration.write_text(
        f"{loaded}ServerRoot {root}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {root}/pid\n"
        f"ErrorLog {root}/error.log\nDocumentRoot {root}/www\n"
        f"<Directory {root}/www>\nAllowOverride All\nRequire all granted\n</Directory>\n",
        encoding="utf-8",
    )
    process = subprocess.Popen([program, "-X", "-f", str(configuration)])
    try:
        _wait(port, root / "error.log")
        yield port
    finally:
        end(process)


def _wait(port: int, log: Path) -> None:
    for _ in range(100):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"Apache did not start: {log.read_text('utf-8') if log.exists() else 'no log'}")


def test_apache_leads_each_identifier_where_the_interpreter_does(apache: int, rules: Rules) -> None:
    asked = [path for path, _, _ in CASES if ".." not in path and "//" not in path]
    assert len(asked) == 18
    for path in asked:
        connection = http.client.HTTPConnection("127.0.0.1", apache, timeout=5)
        connection.request("GET", f"/doelgraaf/{path}", headers={"Accept": "text/turtle"})
        answer = connection.getresponse()
        connection.close()
        expected = rules.lead(path)
        assert answer.getheader("location") == expected, path
        assert answer.status == (303 if expected else 404), path
