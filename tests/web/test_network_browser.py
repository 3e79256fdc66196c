"""The page /network in Debian's Chromium: choosing, walking by keys, finding, going back; with and without scripts."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import uvicorn
from editor_desk import Desk
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, expect

from ontology.dataset import BodyEntry, Coverage, DocumentEntry, Manifest
from service.answers.coverage import Holdings
from service.release.network_rows import ArcRow, NodeRow, Rows
from service.web import network_page, pages
from service.web.app import application
from service.web.network_drawn import MOST_NODES
from service.web.site import make_site
from service.web.tracer import Tracer
from tests.service.webs import BASE, Web, goal, network_of
from tests.started import listening
from tests.web.memory_engine import MemoryEngine
from tests.web.network_desk import classes, click, files, on_screen, said, without_complaint

BUDGET = "gm9999/begroting/2031"
MANTELZORG = f"{BUDGET}/2.2.2"
INZET = f"{BUDGET}/1.1.2"
SENTENCE = "maar ook met geschoolde vrijwilligers (Vrijwillige inzet, zie doel 1.1.2)."


@pytest.fixture(scope="module")
def dutch(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="nl-NL", viewport={"width": 1400, "height": 1000}, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def desk(dutch: BrowserContext, town_address: str) -> Iterator[Desk]:
    """The page in Dutch. In the end the browser has had nothing to complain of, and asked nobody else for anything."""
    yield from without_complaint(dutch, f"{town_address}/network?document={BUDGET}")


def test_two_goals_that_are_clicked_show_the_path_with_its_sentence(desk: Desk) -> None:
    page = desk.page
    click(page, MANTELZORG)
    expect(page.locator("#found h2")).to_have_text("2.2.2 Mantelzorg")
    expect(page.locator("#network-status")).to_contain_text("Kies een tweede doel")
    click(page, INZET)
    expect(page.locator("#found h2")).to_have_text("Van 2.2.2 Mantelzorg naar 1.1.2 Vrijwillige inzet")
    expect(page.locator("#found q").first).to_contain_text(SENTENCE)
    assert parse_qs(urlsplit(page.url).query) == {"document": [BUDGET], "from": [MANTELZORG], "to": [INZET]}
    assert classes(page, "chosen") == [INZET, MANTELZORG]
    assert f"{BUDGET}/3.1.1" in classes(page, "faded")
    page.reload()
    expect(page.locator("#found h2")).to_have_text("Van 2.2.2 Mantelzorg naar 1.1.2 Vrijwillige inzet")
    assert classes(page, "chosen") == [INZET, MANTELZORG]
    page.go_back()
    expect(page.locator("#found h2")).to_have_text("2.2.2 Mantelzorg")
    assert classes(page, "chosen") == [MANTELZORG]


def test_keys_alone_walk_in_the_order_of_the_document_choose_and_clear(desk: Desk) -> None:
    page = desk.page
    page.locator("#clear").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#map")).to_be_focused()
    heard = []
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        heard.append(said(page))
    assert heard[0] == "Programma 1; noemt er 0, wordt genoemd door 5. Alleen genoemd."
    assert heard[2] == "Doel 1.1.1 Buurtkracht; noemt er 5, wordt genoemd door 4."
    assert heard[3].startswith("Doel 1.1.2 Vrijwillige inzet;")
    page.keyboard.press("Enter")
    expect(page.locator("#found h2")).to_have_text("1.1.2 Vrijwillige inzet")
    page.keyboard.press("PageDown")
    assert said(page).startswith("Programma 2;")
    page.keyboard.press("End")
    assert said(page).startswith("Doel 4.3.2;")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#found h2")).to_have_text("Van 1.1.2 Vrijwillige inzet naar 1.1.1 Buurtkracht")
    expect(page.locator("#network-status")).to_contain_text("Getoonde paden:")
    page.keyboard.press("Escape")
    expect(page.locator("#found h2")).to_have_text("Samenhang")
    assert parse_qs(urlsplit(page.url).query) == {"document": [BUDGET]}
    assert classes(page, "faded") == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") != "map", "Tab does not leave the map"


def test_what_is_cleared_leaves_the_files_and_the_citation_of_the_whole_network(desk: Desk) -> None:
    page = desk.page
    page.goto(f"{page.url}&from={MANTELZORG}&to={INZET}")
    expect(page.locator("#found h2")).to_have_text("Van 2.2.2 Mantelzorg naar 1.1.2 Vrijwillige inzet")
    page.get_by_role("button", name="Wis keuze").click()
    expect(page.locator("#found h2")).to_have_text("Samenhang")
    cleared = files(page), page.locator("#found .cite").inner_text()
    assert len(cleared[0]) == 7
    assert all("/trace/network?" in address for address in cleared[0])
    page.reload()
    assert (files(page), page.locator("#found .cite").inner_text()) == cleared


@pytest.mark.parametrize(("width", "height"), [(1280, 1000), (400, 1000)])
def test_a_second_click_where_a_goal_stood_before_the_first_chooses_it(
    browser: Browser, town_address: str, width: int, height: int
) -> None:
    context = browser.new_context(locale="nl-NL", viewport={"width": width, "height": height}, reduced_motion="reduce")
    for desk in without_complaint(context, f"{town_address}/network?document={BUDGET}"):
        page = desk.page
        page.locator("#map").scroll_into_view_if_needed()
        stood = page.locator("#map").bounding_box()
        first, second = on_screen(page, f"{BUDGET}/2.3.2"), on_screen(page, INZET)
        page.mouse.click(*first)
        expect(page.locator("#network-status")).to_contain_text("Kies een tweede doel voor de paden ertussen. Noemt er")
        assert page.locator("#map").bounding_box() == stood
        page.mouse.click(*second)
        expect(page.locator("#found h2")).to_have_text("Van 2.3.2 Toegang tot hulp naar 1.1.2 Vrijwillige inzet")
        assert page.locator("#map").bounding_box() == stood
        status = page.locator("#network-status")
        assert status.evaluate("box => box.scrollHeight <= box.clientHeight"), "what is said is not seen whole"
    context.close()


def test_a_goal_is_found_by_its_number_or_name(desk: Desk) -> None:
    page = desk.page
    search = page.get_by_role("combobox", name="Zoek in beeld")
    search.fill("mantel")
    assert classes(page, "match") == [MANTELZORG]
    search.press("Enter")
    assert said(page) == "Gevonden: 2.2.2 Mantelzorg. Druk nog eens op Enter om het te kiezen."
    expect(page.locator("#map")).to_be_focused()
    assert classes(page, "current") == [MANTELZORG]
    search.fill("1.1")
    assert len(classes(page, "match")) == 4
    search.fill("bestaat niet")
    search.press("Enter")
    assert said(page) == "Niets in beeld heet zo."
    search.press("Escape")
    assert search.input_value() == ""


def test_the_map_is_enlarged_and_fitted_by_buttons_and_by_keys(desk: Desk) -> None:
    page = desk.page

    def zoom() -> float:
        return float(page.evaluate("document.getElementById('map')._cyreg.cy.zoom()"))

    begun = zoom()
    page.get_by_role("button", name="Vergroot").click()
    page.get_by_role("button", name="Vergroot").click()
    assert zoom() > begun * 1.5
    page.get_by_role("button", name="Verklein").click()
    page.get_by_role("button", name="Alles in beeld").click()
    assert abs(zoom() - begun) < 0.05
    page.locator("#map").focus()
    page.keyboard.press("+")
    assert zoom() > begun * 1.2
    page.keyboard.press("0")
    assert abs(zoom() - begun) < 0.05


def test_a_wheel_scrolls_the_page_and_zooms_with_control_only(desk: Desk) -> None:
    page = desk.page
    zoom = "document.getElementById('map')._cyreg.cy.zoom()"
    page.locator("#map").hover()
    begun = page.evaluate(zoom)
    page.mouse.wheel(0, 400)
    expect(page.locator("h1")).not_to_be_in_viewport()
    assert page.evaluate(zoom) == begun


def test_a_link_in_the_table_chooses_without_leaving_the_page(desk: Desk) -> None:
    page = desk.page
    page.evaluate("window.still = 'here'")
    page.get_by_role("link", name="Samenhang van 2.2.2 Mantelzorg").click()
    expect(page.locator("#found h2")).to_have_text("2.2.2 Mantelzorg")
    page.locator("#found .hops a[data-choose]").first.click()
    expect(page.locator("#found h2")).not_to_have_text("2.2.2 Mantelzorg")
    assert page.evaluate("window.still") == "here"


def test_files_and_the_other_language_follow_what_is_chosen(desk: Desk) -> None:
    page = desk.page
    click(page, MANTELZORG)
    expect(page.locator("#found h2")).to_have_text("2.2.2 Mantelzorg")
    link = page.locator("#found .downloads a", has_text="JSON")
    answer = page.request.get(f"{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}{link.get_attribute('href')}")
    assert answer.json()["question"] == "neighbours"
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("Network of goals")
    expect(page.locator("#found h2")).to_have_text("2.2.2 Mantelzorg")
    assert classes(page, "chosen") == [MANTELZORG]


def test_filters_are_sent_by_the_form_and_stay_when_something_is_chosen(desk: Desk) -> None:
    page = desk.page
    page.locator("details.filters summary").click()
    page.get_by_label("zie (").check()
    page.get_by_role("button", name="Toon", exact=True).click()
    page.wait_for_url(re.compile("relation=see"))
    click(page, MANTELZORG)
    expect(page.locator("#found h2")).to_have_text("2.2.2 Mantelzorg")
    assert parse_qs(urlsplit(page.url).query)["relation"] == ["see"]
    assert set(page.locator("#found .relation").all_inner_texts()) == {"zie"}


def test_who_names_a_release_stays_in_it(dutch: BrowserContext, town_address: str) -> None:
    release = dutch.request.get(f"{town_address}/readyz").json()["release"]
    for desk in without_complaint(dutch, f"{town_address}/network?release={release}&document={BUDGET}&from=2.2.2"):
        page = desk.page
        assert classes(page, "chosen") == [MANTELZORG]
        click(page, INZET)
        expect(page.locator("#found h2")).to_have_text("Van 2.2.2 Mantelzorg naar 1.1.2 Vrijwillige inzet")
        query = parse_qs(urlsplit(page.url).query)
        assert query == {"release": [release], "document": [BUDGET], "from": [MANTELZORG], "to": [INZET]}
        assert f"release={release}" in str(page.locator("#found .downloads a").first.get_attribute("href"))


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_nothing_moves_for_who_asked_for_less_motion(
    browser: Browser,
    town_address: str,
    motion: str,
    moves: bool,  # noqa: FBT001
) -> None:
    context = browser.new_context(locale="nl-NL", reduced_motion=motion)  # type: ignore[arg-type]
    for desk in without_complaint(context, f"{town_address}/network"):
        desk.page.locator("#zoom-in").click()
        is_moving = """() => {
            document.getElementById("fit").click();
            return document.getElementById("map")._cyreg.cy.animated();
        }"""
        assert desk.page.evaluate(is_moving) is moves
    context.close()


def test_without_scripts_the_drawing_leads_to_what_each_goal_is_tied_to(browser: Browser, town_address: str) -> None:
    context = browser.new_context(locale="nl-NL", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{town_address}/network?document={BUDGET}")
    expect(page.locator("#map")).to_be_hidden()
    expect(page.get_by_role("button", name="Vergroot")).to_be_hidden()
    page.locator("svg.drawing a", has_text="Mantelzorg").click()
    expect(page.locator("#found h2")).to_have_text("2.2.2 Mantelzorg")
    page.locator("details.filters summary").click()
    page.locator("#to").fill("1.1.2")
    page.get_by_role("button", name="Toon", exact=True).click()
    expect(page.locator("#found q").first).to_contain_text(SENTENCE)
    expect(page.locator("#table-edges")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [360, 1400])
def test_no_page_is_wider_than_the_screen(browser: Browser, town_address: str, width: int) -> None:
    context = browser.new_context(locale="en-GB", viewport={"width": width, "height": 800})
    for path in ("/network?from=2.2.2&to=1.1.2", "/matrix", f"/matrix?from={INZET}&to={MANTELZORG}"):
        for desk in without_complaint(context, f"{town_address}{path}"):
            assert desk.page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


# ---- a large release


@pytest.fixture(scope="module")
def large() -> Iterator[str]:
    """A service over a document of as many goals as are drawn one by one, and one of a few more; they have no words."""
    sizes = {"gm9999/begroting/2031": MOST_NODES, "gm9999/begroting/2032": 40}
    coverage = Coverage(pages_read=1, goals_read=1, versions_named=0, goals_expected=None, complete="yes")
    entries = {
        path: DocumentEntry(f"Begroting {path[-4:]}", "20310101t000000", coverage, {}, {}, (), (), {}) for path in sizes
    }
    manifest = Manifest(BASE, {"gm9999": BodyEntry("Nergenshuizen", 0.1, (), {})}, entries, {}, "0.1.0")
    engine = MemoryEngine([], "20310101-large")
    held = Holdings(manifest, engine.release, datetime(2031, 1, 2, tzinfo=UTC))
    network = network_of(Web({"gm9999": tuple(rows_of(*size) for size in sizes.items())}, frozenset(sizes)))
    site, tracer = make_site(engine, lambda: held), Tracer(engine, lambda: held, lambda _: network)
    with served(application(engine, [pages.router(site), network_page.router(site, tracer)])) as found:
        yield found


def rows_of(document: str, count: int) -> Rows:
    """Goals that each refer to two others."""
    numbers = [f"{place // 100 + 1}.{place // 10 % 10 + 1}.{place % 10 + 1}" for place in range(count)]
    paths = [goal(number, document) for number in numbers]
    nodes = (NodeRow(path, numbers[place], f"Groen {place}", f"{place:05}") for place, path in enumerate(paths))
    arcs = (
        ArcRow(path, paths[other % count], "see")
        for place, path in enumerate(paths)
        for other in {place + 1, place * 7 + 3} - {place}
    )
    return Rows(tuple(sorted(nodes, key=lambda node: node.path)), tuple(arcs))


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of an application that answers in a thread of its own."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off")
        with listening(config, taken) as port:
            yield f"http://127.0.0.1:{port}"


def test_a_thousand_goals_are_drawn_and_can_be_walked_and_chosen(dutch: BrowserContext, large: str) -> None:
    for desk in without_complaint(dutch, f"{large}/network?document=gm9999/begroting/2031"):
        page = desk.page
        nodes = page.evaluate("document.getElementById('map')._cyreg.cy.nodes('.spot').length")
        assert nodes == MOST_NODES
        page.locator("#network-search").fill("9.10.10")
        page.locator("#network-search").press("Enter")
        page.keyboard.press("Enter")
        expect(page.locator("#found h2")).to_have_text("9.10.10 Groen 899")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(page.locator("#found h2")).to_have_text("Van 9.10.10 Groen 899 naar 10.1.1 Groen 900")
        expect(page.locator("#found h3").first).to_have_text("Pad 1: 1 stap")


def test_what_the_page_chose_to_draw_stays_when_the_choice_is_cleared(dutch: BrowserContext, large: str) -> None:
    for desk in without_complaint(dutch, f"{large}/network?from=gm9999/begroting/2031/1.1.1"):
        page = desk.page
        assert classes(page, "chosen") == ["gm9999/begroting/2031/1.1.1"]
        page.get_by_role("button", name="Wis keuze").click()
        expect(page.locator("#found h2")).to_have_text("Samenhang")
        assert parse_qs(urlsplit(page.url).query) == {"document": ["gm9999/begroting/2031"]}
        expect(page.locator("#found .cite")).to_contain_text("Netwerk van doelen: Begroting 2031")


def test_more_goals_are_drawn_together(dutch: BrowserContext, large: str) -> None:
    for desk in without_complaint(dutch, f"{large}/network?document=all"):
        page = desk.page
        expect(page.get_by_text("Dit zijn 1 040 onderdelen")).to_be_visible()
        assert page.evaluate("document.getElementById('map')._cyreg.cy.nodes('.spot').length") == 2
        assert page.locator("#table-nodes ~ .scroll tbody tr").count() == 2
        page.locator("#map").focus()
        page.keyboard.press("End")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("document=gm9999/begroting/2032"))
        expect(page.locator("details.filters summary")).to_contain_text("40 onderdelen")
