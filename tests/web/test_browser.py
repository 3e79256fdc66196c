"""What a browser makes of a goal page, in Debian's Chromium, over the installed command on loopback."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

DOELGRAAF = str(Path(sys.executable).parent / "doelgraaf")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--virtual-time-budget=2000", "--dump-dom",
)  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> str:
    found = shutil.which("chromium")
    if found is None:
        if os.environ.get("DOELGRAAF_REQUIRE_TOOLS"):
            pytest.fail("chromium is not installed, and this run requires it")
        pytest.skip("chromium is not installed (Debian: apt-get install chromium)")
    return found


@pytest.fixture(scope="module")
def address(real_dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service over the two real pages."""
    data = tmp_path_factory.mktemp("browser") / "data"
    subprocess.run([DOELGRAAF, "publish", str(real_dataset), "--data", str(data), "--quiet"], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = [DOELGRAAF, "serve", "--data", str(data), "--port", str(port)]
    with subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as service:
        base = f"http://127.0.0.1:{port}"
        wait_for(f"{base}/readyz")
        yield base
        service.terminate()


def wait_for(url: str) -> None:
    for _ in range(120):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.25)
    pytest.fail(f"{url} does not answer")


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
