"""The page /network in a browser: opened without a complaint, its map clicked, and what it shows and offers then."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from editor_desk import Desk
from playwright.sync_api import BrowserContext, Page


def without_complaint(context: BrowserContext, url: str) -> Iterator[Desk]:
    """A page; in the end the browser has had nothing to complain of, and asked nobody else for anything."""
    desk = Desk(context.new_page())
    asked: list[str] = []
    desk.page.set_default_timeout(20_000)
    desk.page.on("pageerror", lambda error: desk.complaints.append(str(error)))
    desk.page.on(
        "console", lambda told: desk.complaints.append(told.text) if told.type in {"error", "warning"} else None
    )
    desk.page.on("request", lambda request: asked.append(request.url))
    desk.page.goto(url)
    yield desk
    # what cytoscape would put in the page itself the policy forbids
    assert desk.page.locator("style").count() == 0
    desk.page.close()
    assert desk.complaints == []
    origin = "{0.scheme}://{0.netloc}/".format(urlsplit(url))
    assert [one for one in asked if not one.startswith(origin)] == []


def click(page: Page, key: str) -> None:
    """Click a node of the map."""
    place = place_of(page, key)
    page.locator("#map").click(position={"x": place["x"], "y": place["y"]})


def place_of(page: Page, key: str) -> dict[str, float]:
    """Where a node stands in the map."""
    return page.evaluate(  # type: ignore[no-any-return]
        """key => {
            const { cy } = document.getElementById("map")._cyreg;
            return cy.nodes(".spot").filter(node => node.data("of").key === key).renderedPosition();
        }""",
        key,
    )


def classes(page: Page, name: str) -> list[str]:
    """The keys of the nodes of the map that have a class."""
    return page.evaluate(  # type: ignore[no-any-return]
        """name => document.getElementById("map")._cyreg.cy.nodes(`.spot.${name}`).map(node => node.data("of").key)""",
        name,
    )


def said(page: Page) -> str:
    """What is told of the map."""
    return page.locator("#network-status").inner_text()


def files(page: Page) -> list[str]:
    """The addresses of what can be downloaded of what was found."""
    return [str(link.get_attribute("href")) for link in page.locator("#found .downloads a").all()]


def on_screen(page: Page, key: str) -> tuple[float, float]:
    """Where a node of the map stands in the window."""
    map_, place = page.locator("#map").bounding_box(), place_of(page, key)
    assert map_
    return map_["x"] + place["x"], map_["y"] + place["y"]
