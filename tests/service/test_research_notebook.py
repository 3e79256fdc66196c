"""The notebook of the documentation shows what its cells show when they are run again."""

from pathlib import Path

import nbformat
import notebook_cells
from running import Service

PATH = Path(__file__).resolve().parents[2] / "docs" / "research.ipynb"


def test_the_notebook_shows_what_its_cells_show_when_they_are_run_again(examples_service: Service) -> None:
    kept = nbformat.read(PATH, as_version=4)
    nbformat.validate(kept)
    again = notebook_cells.executed(PATH, examples_service.address)
    shown = {cell.id: cell.outputs for cell in kept.cells if cell.cell_type == "code"}
    assert len(shown) == 11
    for cell in again.cells:
        if cell.cell_type == "code":
            assert cell.outputs == shown[cell.id], f"{cell.id}: see docs/client.md for how to make the notebook anew"
    assert notebook_cells.written(again) == PATH.read_text("utf-8")


def test_the_notebook_names_no_release_and_no_address_of_a_service() -> None:
    # these differ from one machine to another, and what is shown has to stay the same
    shown = [str(cell.outputs) for cell in nbformat.read(PATH, as_version=4).cells if cell.cell_type == "code"]
    assert not [text for text in shown if "http://localhost" in text or "127.0.0.1" in text or "0001-" in text]
