"""Runs the cells of a notebook in a Python of its own, and puts in it what they show. As a command: it rewrites one.

    .venv/bin/python tests/service/notebook_cells.py docs/research.ipynb http://localhost:8000

The Python has the packages of this environment and the client that the service hands out, and nothing of the project.
"""

import json
import subprocess
import sys
import sysconfig
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

import nbformat

DEADLINE_S = 120.0
START = """
import sys
sys.path[:0] = [{folder!r}, {packages!r}]
"""
_CELLS = """
import ast, contextlib, io, json

def show(value):
    data = {"text/plain": repr(value)}
    if hasattr(value, "_repr_html_"):
        data["text/html"] = value._repr_html_()
    return data

def run(source, names):
    body, said, shown = ast.parse(source).body, io.StringIO(), None
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(said):
        exec(compile(ast.Module(body, []), "<cell>", "exec"), names)
        value = None if last is None else eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
    return {"said": said.getvalue(), "shown": None if value is None else show(value)}

names = {}
print(json.dumps([run(source, names) for source in json.load(sys.stdin)]))
"""


def fetch_client(base: str, folder: Path) -> Path:
    """The client that a service hands out, as a file in a folder."""
    path = folder / "doelgraaf_client.py"
    with urllib.request.urlopen(f"{base}/client.py", timeout=DEADLINE_S) as answer:
        path.write_bytes(answer.read())
    return path


def alone(folder: Path, program: str, sent: str = "") -> str:
    """What a program prints in a Python that has a folder and the packages of this environment, not the project."""
    packages = sysconfig.get_paths()["purelib"]  # in a path of its own, where no .pth leads to the project
    command = [
        sys.executable,
        "-I",
        "-S",
        "-W",
        "error",
        "-c",
        START.format(folder=str(folder), packages=packages) + program,
    ]
    done = subprocess.run(
        command, cwd=folder, input=sent, capture_output=True, text=True, timeout=DEADLINE_S, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def executed(path: Path, base: str) -> nbformat.NotebookNode:
    """A notebook with what its cells show when they are run against a service."""
    notebook = nbformat.read(path, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    with tempfile.TemporaryDirectory() as folder:
        fetch_client(base, Path(folder))
        told = json.loads(alone(Path(folder), _CELLS, json.dumps([cell.source for cell in cells])))
    for number, (cell, found) in enumerate(zip(cells, told, strict=True), start=1):
        cell.execution_count = number
        cell.outputs = [*_said(found["said"]), *_shown(found["shown"], number)]
    nbformat.validate(notebook)
    return notebook


def _said(text: str) -> list[Any]:
    return [nbformat.v4.new_output("stream", name="stdout", text=text)] if text else []


def _shown(data: dict[str, str] | None, number: int) -> list[Any]:
    return [] if data is None else [nbformat.v4.new_output("execute_result", data=data, execution_count=number)]


def written(notebook: nbformat.NotebookNode) -> str:
    """A notebook as its file has it."""
    text: str = nbformat.writes(notebook)
    return f"{text}\n"


def main(path: str, base: str) -> None:
    """Rewrite a notebook with what its cells show."""
    Path(path).write_text(written(executed(Path(path), base)), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
