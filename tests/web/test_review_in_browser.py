"""A review in Debian's Chromium: what it marks on a live page is what a finding quotes, and notices fold and print."""

import base64
import html
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from ontology.language import Language
from service.answers.review.fragments import live_link
from service.web.render import make_renderer
from service.web.review_page import whole_file
from tests.started import PATIENCE_S, answering
from tests.web.review_pages import BUDGET, Sheet, holdings_of, make_dataset, review_of

# The target text is white on red, so that the pixels of a picture tell where it is.
STYLE = "body{font:16px sans-serif;width:600px}::target-text{background:#f00;color:#f00}p{margin:.7em 0}"
# Where the words stand on the page, in the units of the picture.
WHERE = """([start, end]) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange()
  const nodes = []; while (walker.nextNode()) nodes.push(walker.currentNode)
  const [one, from] = start, [other, to] = end
  range.setStart(nodes[one], from); range.setEnd(nodes[other], to)
  const box = range.getBoundingClientRect()
  return [box.left, box.top, box.right, box.bottom]
}"""
RED = """async (picture) => {
  const image = await createImageBitmap(await (await fetch(picture)).blob())
  const canvas = new OffscreenCanvas(image.width, image.height), context = canvas.getContext("2d")
  context.drawImage(image, 0, 0)
  const found = context.getImageData(0, 0, image.width, image.height).data
  let left = 1e9, top = 1e9, right = -1, bottom = -1
  for (let at = 0; at < found.length; at += 4) {
    if (found[at] < 250 || found[at + 1] > 5 || found[at + 2] > 5) continue
    const x = (at / 4) % image.width, y = Math.floor(at / 4 / image.width)
    left = Math.min(left, x); top = Math.min(top, y); right = Math.max(right, x + 1); bottom = Math.max(bottom, y + 1)
  }
  return [left, top, right, bottom]
}"""
# What is quoted from the real page of goal 2.2.2, and which of equal words.
QUOTES = [
    ("zie doel 1.3.4", 0),
    ("348.646", 1),
    ("0", 1),
    ("Kaderstellende nota('s)", 0),
    ("Partijen in het voorveld (gesubsidieerde instellingen en particuliere initiatieven) weten elkaar beter te vinden dan voor 2018 (start Dock24); uitwisselen en verwijzen van mensen, kennis delen.", 0),
    ("(dagbestedings-)activiteiten in de stad", 0),
]  # fmt: skip


class Quiet(SimpleHTTPRequestHandler):
    """Files of a folder, served without a log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the class above
        """Say nothing."""


@pytest.fixture(scope="module")
def lines(examples: Path) -> list[str]:
    text = (examples / "real/doel-2-2-2-begroting-2021.txt").read_text("utf-8")
    return [" ".join(line.strip(" •").split()) for line in text.split("\n") if line.strip()]


@pytest.fixture(scope="module")
def address(lines: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A live page with the text of the real one, each line a block."""
    folder = tmp_path_factory.mktemp("live")
    blocks = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    page = f"<!doctype html><meta charset=utf-8><title>x</title><style>{STYLE}</style><body>{blocks}</body>"
    (folder / "page.html").write_text(page, "utf-8")
    with answering(ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))) as port:
        yield f"http://127.0.0.1:{port}/page.html"


@pytest.mark.parametrize(("words", "which"), QUOTES, ids=[f"{words[:20]} {which}" for words, which in QUOTES])
def test_a_browser_marks_just_the_words(
    browser: Browser, address: str, lines: list[str], words: str, which: int
) -> None:
    text = "\n".join(lines)
    start = -1
    for _ in range(which + 1):
        start = next(
            at for at in range(start + 1, len(text)) if text.startswith(words, at) and stands_alone(text, at, words)
        )
    link = live_link(address, text, start, start + len(words))
    assert link is not None
    assert "#:~:text=" in link
    page = browser.new_page(viewport={"width": 700, "height": 400})
    try:
        page.goto(link)
        page.wait_for_function("window.scrollY > 0")
        line = text.count("\n", 0, start)
        at = start - (text.rfind("\n", 0, start) + 1)
        expected = page.evaluate(WHERE, [[line, at], [line, at + len(words)]])
        picture = page.screenshot()
        marked = box_of_red(page, picture)
    finally:
        page.close()
    assert 0 <= expected[1] < expected[3] <= 400, "it is in view"
    assert marked == pytest.approx(expected, abs=4)


def stands_alone(text: str, at: int, words: str) -> bool:
    """Whether words are no part of longer ones."""
    around = text[at - 1 : at] + text[at + len(words) : at + len(words) + 1]
    return not words.isdigit() or not any(character.isalnum() or character in ".," for character in around)


def box_of_red(page: Page, picture: bytes) -> list[float]:
    """The box of what is red in a picture: left, top, right, bottom."""
    found: list[float] = page.evaluate(RED, f"data:image/png;base64,{base64.b64encode(picture).decode()}")
    return found


@pytest.mark.parametrize("media", ["screen", "print"])
def test_notices_are_folded_on_a_screen_and_open_on_paper(
    browser: Browser, tmp_path: Path, media: Literal["screen", "print"]
) -> None:
    sheets = [Sheet("1.1.1", description="Zie doel 1.1.2."), Sheet("1.1.2", description="Niets.")]
    dataset = make_dataset(tmp_path, sheets)
    holdings = holdings_of(dataset)
    with ThreadPoolExecutor() as aside:  # playwright has a loop of its own in this thread
        report = aside.submit(review_of, dataset, BUDGET).result(PATIENCE_S)
    (tmp_path / "report.html").write_text(
        whole_file(make_renderer(), holdings, [report], Language.NL, published=False), "utf-8"
    )
    page = browser.new_page()
    try:
        page.emulate_media(media=media)
        page.goto((tmp_path / "report.html").as_uri())
        folded = page.locator("details.notices .finding").first
        box = page.locator("details.notices").bounding_box()
        assert folded.count() == 1
        assert box is not None
        assert (box["height"] > 60) is (media == "print")
        page.locator("details.notices > summary").click()
        opened = page.locator("details.notices").bounding_box()
        assert opened is not None
        assert opened["height"] > 60
    finally:
        page.close()
