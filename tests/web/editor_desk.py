"""What the tests of the editor work with: a service as the installed command runs it, and the page in a browser."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.addresses import free_port, wait_for
from tests.started import end

DOELGRAAF = str(Path(sys.executable).parent / "doelgraaf")


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """The address of a service over a data directory; it ends with the context."""
    port = free_port()
    command = [DOELGRAAF, "serve", "--data", str(data), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as service:
        try:
            wait_for(f"http://127.0.0.1:{port}/readyz")
            yield f"http://127.0.0.1:{port}"
        finally:
            end(service)


@dataclass(frozen=True)
class Desk:
    """The page as somebody sees it who works with it; `complaints` is what the browser says of it."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    @property
    def content(self) -> Locator:
        """Where is typed."""
        return self.page.locator(".cm-content")

    @property
    def query(self) -> str:
        """What the form would send."""
        return self.page.locator("#query").input_value()

    @property
    def options(self) -> Locator:
        """The completions that are offered."""
        return self.page.locator(".cm-tooltip-autocomplete li")

    @property
    def said(self) -> Locator:
        """The line above an answer."""
        return self.page.locator("#answer .said")

    def write(self, query: str) -> None:
        """Have the editor hold just this query, as if it was pasted."""
        self.content.focus()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(query)
        self.page.keyboard.press("Escape")

    def type(self, query: str) -> None:
        """Type a query key by key in an empty editor."""
        self.content.focus()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(query)

    def ask(self, query: str) -> None:
        """Write a query and ask it by key."""
        self.write(query)
        self.page.keyboard.press("Control+Enter")

    def cells(self) -> list[list[str]]:
        """The texts of the table of an answer."""
        rows = self.page.locator("#answer tbody tr").all()
        return [row.locator("td").all_inner_texts() for row in rows]


def open_page(browser: Browser, url: str, **settings: object) -> Iterator[Desk]:
    """A page in a browser of its own."""
    context = browser.new_context(**{"locale": "nl-NL", "viewport": {"width": 1280, "height": 900}, **settings})
    yield sit_down(context, url)
    context.close()


def sit_down(context: BrowserContext, url: str) -> Desk:
    """A page that keeps what the browser complains of."""
    desk = Desk(context.new_page())
    desk.page.set_default_timeout(20_000)
    desk.page.on("pageerror", lambda error: desk.complaints.append(str(error)))
    desk.page.on("console", lambda told: desk.complaints.append(told.text) if told.type == "error" else None)
    desk.page.goto(url)
    return desk
