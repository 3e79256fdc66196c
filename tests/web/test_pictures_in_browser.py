"""Pictures of answers of tracing in Debian's Chromium: every text fits where it was estimated to fit."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ontology.language import Language
from service.answers.trace.answer import Answer, Edge, Graph
from service.answers.trace.forms.html_matrix import matrix_table
from service.answers.trace.forms.picture.text import width_of
from service.answers.trace.forms.svg_form import as_svg
from tests.service import trace_answers as made

WIDE = "WMWMWM mmmmmmm @@@@ %%%% ŒÆ ǅ ⚠ Ŋŋ 日本語の目標 ½¾ ⅷ ﷽ 😀👍"
HOSTILE = (
    made.goal("1.1.1", name=WIDE),
    made.goal("12.34.56-78", name="Verantwoordelijkheidsverdelingsvraagstukken", loaded=False),
    made.person(),
)
ANSWERS = {
    "paths": made.paths(),
    "impact": made.impact(),
    "network": made.network(),
    "cycle": made.cycle(),
    "every kind": made.every_kind(),
    "matrix": made.matrix(),
    "wide names": made.answer(Graph(HOSTILE, (Edge(0, 1, "see"), Edge(1, 2, "holder"))), "network"),
}
# What leaves the page, and what leaves its node: texts with how far, in pixels.
OUTSIDE = """() => {
    const found = [], page = document.querySelector('svg').getBoundingClientRect();
    const far = (inner, outer) => Math.max(outer.left - inner.left, inner.right - outer.right,
                                           outer.top - inner.top, inner.bottom - outer.bottom);
    for (const text of document.querySelectorAll('text')) {
        const box = text.getBoundingClientRect(), node = text.closest('.node');
        if (far(box, page) > 0) found.push(['page', text.textContent, far(box, page)]);
        if (node) {
            const by = far(box, node.querySelector('rect, polygon').getBoundingClientRect());
            if (by > 0) found.push(['node', text.textContent, by]);
        }
    }
    return found;
}"""
MEASURE = """texts => {
    const pen = document.createElement('canvas').getContext('2d');
    return texts.map(([text, font]) => { pen.font = font; return pen.measureText(text).width; });
}"""


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ANSWERS)
def test_no_text_leaves_its_node_or_the_page(browser: Browser, tmp_path: Path, name: str, language: Language) -> None:
    file = tmp_path / "picture.svg"
    file.write_bytes(b"".join(as_svg(ANSWERS[name], made.frame(language))))
    page = browser.new_page(viewport={"width": 1000, "height": 1000})
    try:
        page.goto(file.as_uri())
        assert page.locator("text").count() > 10
        assert page.evaluate(OUTSIDE) == []
    finally:
        page.close()


def test_no_text_is_wider_than_it_is_estimated(browser: Browser) -> None:
    letters = [chr(code) for code in range(0x20, 0x180) if chr(code).isprintable()]
    texts = [*(letter * 20 for letter in letters), *made.TITLES.values()]
    page = browser.new_page()
    try:
        for family in ("Arial", "Liberation Sans", "DejaVu Sans", "sans-serif"):
            for weight in ("", "bold "):
                widths = page.evaluate(MEASURE, [[text, f"{weight}100px {family}"] for text in texts])
                over = {
                    text[:2]
                    for text, wide in zip(texts, widths, strict=True)
                    if wide > width_of(text, 100, bold=bool(weight))
                }
                assert not over, (family, weight)
    finally:
        page.close()


def test_a_picture_shows_inside_a_page_without_any_style_of_its_own(browser: Browser) -> None:
    svg = b"".join(as_svg(made.paths(), made.frame())).decode().partition("?>")[2]
    page = browser.new_page()
    try:
        page.set_content(
            f'<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src \'none\'">{svg}'
        )
        assert page.get_by_role("img", name="Hoe hangt doel 2.2.2 samen met doel 1.3.4?").count() == 1
        assert page.locator("a.node").count() == 7
        assert page.evaluate("getComputedStyle(document.querySelector('.node rect')).fill") != "rgb(0, 0, 0)"
    finally:
        page.close()


def test_a_matrix_has_heads_that_a_browser_knows(browser: Browser) -> None:
    answer: Answer = made.matrix()
    table = "".join(
        matrix_table(
            answer,
            Language.EN,
            lambda source, target: f"#{source.number}-{target.number}",
            lambda node: f"#{node.number}",
        )
    )
    page = browser.new_page()
    try:
        page.set_content(f"<!doctype html>{table}")
        assert page.get_by_role("columnheader").count() == page.get_by_role("rowheader").count() == 12
        assert (
            page.get_by_role("link", name="4 references from goal 2.3 to goal 2.1").get_attribute("href") == "#2.3-2.1"
        )
    finally:
        page.close()
