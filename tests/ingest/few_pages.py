"""A few pages of the fictional municipality to correct, and what the dataset that is made of them says."""

import gzip
import shutil
from pathlib import Path

from ingest.write import Run, Summary, ingest
from ontology import terms as t
from ontology.codes import Code, code_iri
from ontology.dataset import Dataset, DocumentFiles
from ontology.iri import DocumentKey

BASE = "http://localhost:8000"
BUDGET, REPORT = "gm9999/begroting/2031", "gm9999/berap/2031-1"
PAGES = {
    "begroting-2031": ("1-1-1", "1-1-2", "1-1-3", "1-2-1", "4-2-3"),
    "berap-2031-1": ("1-1-1", "1-2-1"),
}
ADDRESS = "https://begroting-2031.nergenshuizen.example/p40247/doel-1-1-3-ontmoeten"
GOAL = f"goal-version/{BUDGET}/1.1.3"
PAGE = f"page: {{document: {BUDGET}, number: 1.1.3}}"
OF_REPORT = f"page: {{document: {REPORT}, number: 1.1.1}}"
WHY = "why: de pagina zegt iets anders\n    by: redactie"


def copy_pages(examples: Path, found: Path) -> Path:
    """Copy the pages to a folder; its list has their documents alone and doesn't call them complete."""
    for name, numbers in PAGES.items():
        (found / name).mkdir(parents=True)
        for number in numbers:
            for suffix in ("txt", "yml"):
                shutil.copy(examples / "fictional" / name / f"doel-{number}.{suffix}", found / name)
    listed, _, _ = (examples / "fictional/bodies.yml").read_text("utf-8").partition("begroting-2032:")
    (found / "bodies.yml").write_text(listed.replace("complete: true", "complete: false"), "utf-8")
    return found


def run(folder: Path, out: Path, corrections: str | None = None) -> Summary:
    """A run over a folder, in which first the corrections are written."""
    if corrections is not None:
        (folder / "corrections.yml").write_text(corrections, "utf-8")
    return ingest(Run((folder,), out, BASE))


def dataset_of(root: Path) -> dict[str, bytes]:
    """The files of a dataset without its caches."""
    found = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {
        name: path.read_bytes() for path in found if not (name := path.relative_to(root).as_posix()).startswith(".")
    }


def everything_in(root: Path) -> str:
    """All that stands in a folder, names of files and caches among it, with what is compressed unpacked."""
    found = []
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        content = path.read_bytes()
        found += [path.as_posix(), (gzip.decompress(content) if path.suffix == ".gz" else content).decode()]
    return "\n".join(found)


def values(out: Path, subject: str, predicate: str) -> list[str]:
    """What the graphs say of a thing under one property, as in N-Quads, sorted; `subject` is the end of its IRI."""
    found = []
    for path in sorted((out / "graphs").rglob("*.gz")):
        for line in gzip.decompress(path.read_bytes()).decode().splitlines():
            who, what, rest = line.split(" ", 2)
            if who.endswith(f"{subject}>") and what == f"<{predicate}>":
                found.append(rest.rsplit(" <", 1)[0])
    return sorted(found)


def place_of(out: Path, document: str, words: str, number: str) -> str:
    """The end of the IRI of what stands where words do on the page of a goal of a document."""
    for line in Dataset(out).lines(DocumentFiles(DocumentKey.parse(document)).texts):
        text = line.partition(f"/goal-{number}> <{t.TEXT}> ")[2]
        if text:
            plain = text.rsplit(" <", 1)[0].strip('"').replace("\\n", "\n").replace('\\"', '"')
            start = plain.index(words)
            return f"/goal-{number}/{start}-{start + len(words)}"
    raise AssertionError(f"no page of goal {number}")


def text(value: str) -> str:
    return f'"{value}"'


def dutch(value: str) -> str:
    return f'"{value}"@nl'


def thing(path: str) -> str:
    return f"<{BASE}/id/{path}>"


def code(value: Code) -> str:
    return f"<{code_iri(value)}>"


def decimal(value: str) -> str:
    return f'"{value}"^^<{t.XSD_DECIMAL}>'
