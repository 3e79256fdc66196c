"""How wide pages come out in Debian's Chromium, on a phone and on a desk, in both languages."""

import re
import shutil
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.web.editor_desk import serving

GOAL = "goal-version/gm9999/begroting/2031/1.1.3"
THING = quote(f"http://localhost:8000/id/{GOAL}", safe="")
WIDE = 1280
NARROW = (320, 400)
PATHS = (
    "/", "/dumps", "/dumps/gm9999", "/dumps/codebook", "/catalogue", "/catalogue/gm9999", "/changes", "/compare",
    f"/klopt-dit-niet?thing={THING}", f"/doc/{GOAL}", f"/doc/{GOAL}?incoming=1", "/def", "/v1",
    "/compare?before=gm9999/begroting/2031&after=gm9999/begroting/2032", "/review/gm9999/berap/2031-1",
    "/trace/matrix", "/trace/paths?from=2.3.2&to=1.1.2&document=gm9999/begroting/2031", "/trace/hubs",
)  # fmt: skip
DOCUMENT = "document=gm9999/begroting/2031"
QUOTING = (
    f"/trace/paths?{DOCUMENT}&from=2.3.2&to=1.1.2", f"/trace/impact?{DOCUMENT}&from=1.1.2",
    f"/network?{DOCUMENT}", f"/matrix?{DOCUMENT}&from=2.2.2&to=1.1.2",
)  # fmt: skip
# Of each table the alignments of the heads and of the cells below them, by row.
ALIGNED = """tables => tables.map(table => [...table.rows].map(
  row => [...row.cells].map(cell => getComputedStyle(cell).textAlign)
))"""
LOOKS = """one => {
  const { backgroundColor, color, fontSize, borderRadius, padding } = getComputedStyle(one);
  return [backgroundColor, color, fontSize, borderRadius, padding];
}"""
TABLES = ("/dumps", "/catalogue", "/dumps/codebook", f"/doc/{GOAL}")
LONGEST_NAME = "0001-95491ae8a9 (30 september 2031 om 14.51 uur)"
HIGHEST_HEAD = 220
# How dark the left and the right edge of a picture are, halfway: 0 is white, 255 is black.
EDGES = """async source => {
  const picture = new Image();
  picture.src = source;
  await picture.decode();
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  const dark = x => 255 - canvas.getImageData(x, Math.round(picture.height / 2), 1, 1).data[0];
  return [dark(3), dark(picture.width - 4)];
}"""
DARK = 20
CASES = [(locale, width) for locale in ("nl-NL", "en-GB") for width in (*NARROW, WIDE)]


@pytest.fixture(scope="module")
def address(fictional_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service over the fictional municipality, that makes its dumps."""
    data = tmp_path_factory.mktemp("layout") / "data"
    shutil.copytree(fictional_data, data)
    with serving(data) as base:
        yield base


def opened(browser: Browser, locale: str, width: int) -> BrowserContext:
    return browser.new_context(locale=locale, viewport={"width": width, "height": 800})


def full_width(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


def shades(blank: Page, box: Locator) -> tuple[bool, bool]:
    """Whether a box is shaded at its left and at its right; `blank` is a page that may load pictures."""
    source = f"data:image/png;base64,{b64encode(box.screenshot()).decode()}"
    left, right = blank.evaluate(EDGES, source)
    return left > DARK, right > DARK


@pytest.mark.parametrize(("locale", "width"), CASES)
def test_no_page_scrolls_sideways(browser: Browser, address: str, locale: str, width: int) -> None:
    assert len(CASES) == 6
    context = opened(browser, locale, width)
    page = context.new_page()
    widths = {}
    for path in PATHS:
        answer = page.goto(f"{address}{path}")
        assert answer
        assert answer.status == 200, path
        widths[path] = full_width(page)
    context.close()
    assert widths == dict.fromkeys(PATHS, width)


def test_a_choice_with_a_long_name_stays_on_the_screen(browser: Browser, address: str) -> None:
    context = opened(browser, "nl-NL", 400)
    page = context.new_page()
    page.goto(f"{address}/compare")
    page.evaluate("name => document.querySelector('main select').add(new Option(name))", LONGEST_NAME * 2)
    assert full_width(page) == 400
    context.close()


@pytest.mark.parametrize("path", TABLES)
def test_a_table_that_goes_on_outside_its_box_is_shaded_at_that_side_only(
    browser: Browser, address: str, path: str
) -> None:
    context = opened(browser, "nl-NL", 400)
    page, blank = context.new_page(), context.new_page()
    page.goto(f"{address}{path}")
    boxes = page.locator(".scroll")
    cut = [box for box in boxes.all() if box.evaluate("box => box.scrollWidth > box.clientWidth")]
    assert cut
    box = cut[0]
    box.scroll_into_view_if_needed()
    box.evaluate(
        "box => box.querySelectorAll('*').forEach(one => one.style.cssText = 'color: transparent; border: 0; background: none')"
    )
    assert shades(blank, box) == (False, True)
    box.evaluate("box => box.scrollTo(box.scrollWidth, 0)")
    assert shades(blank, box) == (True, False)
    context.close()


def test_an_amount_on_a_desk_is_not_cut_while_there_is_room(browser: Browser, address: str) -> None:
    context = opened(browser, "nl-NL", WIDE)
    page = context.new_page()
    page.goto(f"{address}/doc/{GOAL}")
    box = page.locator(".text .scroll").first
    assert box.locator("td.money").count() > 0
    assert box.evaluate("box => [box.scrollWidth <= box.clientWidth, box.clientWidth > 700]") == [True, True]
    context.close()


@pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
def test_the_head_of_a_page_is_low_on_a_phone_and_its_button_stands_by_the_box(
    browser: Browser, address: str, locale: str
) -> None:
    context = opened(browser, locale, 400)
    page = context.new_page()
    page.goto(address)
    tops = [page.locator(f"header .find {one}").bounding_box() for one in ("input[type=search]", "button")]
    assert all(tops)
    first, second = (round(box["y"] + box["height"] / 2) for box in tops if box)
    assert abs(first - second) <= 2
    head = page.locator("header.top").bounding_box()
    assert head
    assert head["height"] <= HIGHEST_HEAD
    context.close()


@pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
def test_the_menu_and_the_start_lead_to_files_catalogue_and_changes(
    browser: Browser, address: str, locale: str
) -> None:
    context = opened(browser, locale, WIDE)
    page = context.new_page()
    for place in ("header .menu", "main dl"):
        for path, words in (("/dumps", "Downloads"), ("/catalogue", "Catalog"), ("/changes", "Wijzigingen|Changes")):
            page.goto(address)
            page.locator(f"{place} a[href='{path}']").click()
            assert page.url.removeprefix(address).partition("?")[0] == path
            assert re.search(words, page.locator("h1").inner_text())
    context.close()


@pytest.mark.parametrize("width", [1000, *NARROW])
def test_long_examples_of_the_api_stay_on_its_page(browser: Browser, address: str, width: int) -> None:
    context = opened(browser, "nl-NL", width)
    page = context.new_page()
    page.goto(f"{address}/v1")
    examples = page.locator("section li code")
    assert examples.count() == 6
    for example in examples.all():
        box = example.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert full_width(page) == width
    context.close()


@pytest.mark.parametrize("path", QUOTING)
@pytest.mark.parametrize("width", NARROW)
def test_sentences_on_a_phone_stand_on_the_screen_in_what_is_still_a_table(
    browser: Browser, address: str, width: int, path: str
) -> None:
    context = opened(browser, "nl-NL", width)
    page = context.new_page()
    page.goto(f"{address}{path}")
    quotes = page.locator("table q")
    sides = [quote.bounding_box() for quote in quotes.all()]
    assert sides
    assert [box for box in sides if box is None or box["x"] < 0 or box["x"] + box["width"] > width] == []
    table = page.locator("table", has=page.locator("q")).first
    rows, columns = table.locator("tbody tr").count(), table.locator("thead th").count()
    assert roles(page, table) == {"row": rows + 1, "columnheader": columns, "named": (rows, rows * (columns - 1))}
    assert full_width(page) == width
    context.close()


def roles(page: Page, table: Locator) -> dict[str, object]:
    """How many rows, heads of columns, heads of rows and other cells of a table the browser tells to a screen reader."""
    table.evaluate("table => table.id = 'looked-at'")
    client = page.context.new_cdp_session(page)
    root = client.send("DOM.getDocument")["root"]["nodeId"]
    node = client.send("DOM.querySelector", {"nodeId": root, "selector": "#looked-at"})["nodeId"]
    told = client.send("Accessibility.queryAXTree", {"nodeId": node})["nodes"]
    count = Counter(one["role"]["value"] for one in told if not one["ignored"])
    return {
        "row": count["row"],
        "columnheader": count["columnheader"],
        "named": (count["rowheader"], count["cell"] + count["gridcell"]),
    }


@pytest.mark.parametrize("path", QUOTING[:2])
def test_heads_are_aligned_as_what_stands_below_them(browser: Browser, address: str, path: str) -> None:
    context = opened(browser, "nl-NL", WIDE)
    page = context.new_page()
    page.goto(f"{address}{path}")
    tables = page.locator(".answer table").evaluate_all(ALIGNED)
    assert len(tables) >= 2
    for head, *rows in tables:
        assert "right" in head
        assert rows == [head] * len(rows)
    context.close()


def test_a_review_has_the_fields_and_tables_that_other_pages_have(browser: Browser, address: str) -> None:
    context = opened(browser, "nl-NL", WIDE)
    page = context.new_page()
    page.goto(f"{address}/")
    usual = [page.locator(f"main form.ask {one}").first.evaluate(LOOKS) for one in ("input[type=search]", "button")]
    page.goto(f"{address}/review/gm9999/begroting/2031")
    assert [page.locator(f"main form {one}").first.evaluate(LOOKS) for one in ("#least", "button")] == usual
    captions = page.locator("table caption")
    assert captions.count() == 2
    for caption in captions.all():
        beside = caption.locator("xpath=../thead//th[1]")
        left = "one => getComputedStyle(one).paddingLeft"
        assert caption.evaluate(left) == beside.evaluate(left)
        assert caption.evaluate("one => parseFloat(getComputedStyle(one).paddingTop)") >= 6
    context.close()
