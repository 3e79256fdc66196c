"""The fictional municipality as the stored questions are asked of it, and the truth beside its pages."""

import json
from pathlib import Path

import pytest
from asking import Loaded
from nergenshuizen import TITLES, Goal, Page


@pytest.fixture(scope="package", params=[False, True], ids=["asserted", "inferred"])
def town(request: pytest.FixtureRequest, fictional_dataset: Path) -> Loaded:
    return Loaded(fictional_dataset, inferred=request.param)


@pytest.fixture(scope="package")
def pages() -> dict[Goal, Page]:
    """The truth of every page, by document title and number."""
    path = Path(__file__).parents[1] / "truth/fictional.jsonl"
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {(TITLES[page["path"].split("/")[0]], page["number"]): page for page in found}


@pytest.fixture(scope="package")
def names(pages: dict[Goal, Page]) -> dict[Goal, str | None]:
    """Short names; a page without one borrows it from the other document of the year."""
    other = {"Begroting 2031": "Berap 2031-1", "Berap 2031-1": "Begroting 2031", "Begroting 2032": "Begroting 2032"}
    return {
        goal: page["label"] or pages.get((other[goal[0]], goal[1]), {}).get("label") for goal, page in pages.items()
    }
