"""What a browser makes of a goal page, in Debian's Chromium, over the installed command on loopback."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tools import require
from tests.web.editor_desk import serving

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--virtual-time-budget=2000", "--dump-dom",
)  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> str:
    return require("chromium", "Debian: apt-get install chromium")


@pytest.fixture(scope="module")
def address(real_data: Path) -> Iterator[str]:
    """The address of a service over the two real pages."""
    with serving(real_data) as base:
        yield base


def dom(chromium: str, url: str, profile: Path) -> str:
    command = [chromium, *FLAGS, f"--user-data-dir={profile}", url]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def test_a_browser_shows_the_goal_with_its_references_marked(chromium: str, address: str, tmp_path: Path) -> None:
    page = dom(chromium, f"{address}/doc/goal-version/gm0193/begroting/2021/2.2.2?lang=nl", tmp_path)
    assert "<h1" in page
    assert "Maatschappelijke participatie" in page
    marked = [re.sub(r"<[^>]+>", "", mark) for mark in re.findall(r"<mark\b.*?</mark>", page, re.DOTALL)]
    for words in ("zie doel 1.3.4", "Programma 4", "René de Heer", "348.646"):
        assert any(words in mark for mark in marked), words


def test_a_browser_gets_an_answer_in_a_table_with_no_script_but_ours(
    chromium: str, address: str, tmp_path: Path
) -> None:
    query = "SELECT%20%3Fdoel%20%7B%20%3Fdoel%20dg%3Anumber%20%222.2.2%22%20%7D"
    page = dom(chromium, f"{address}/sparql?format=html&lang=nl&query={query}", tmp_path)
    assert "Doel 2.2.2 Maatschappelijke participatie (Zwolle, Begroting 2021)" in page
    assert re.findall(r'<script[^>]* src="([^"?]*)', page) == ["/static/editor.js"]
