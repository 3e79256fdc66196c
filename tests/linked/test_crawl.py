"""A crawler that begins at the start and at the catalogue meets no dead link, by pages and by data alike."""

import re
import time
from collections import Counter
from dataclasses import dataclass, field
from html import unescape

import pytest
from httpx2 import Response
from pyoxigraph import NamedNode

from tests.linked.desk import BROWSER, Desk, read

STARTS = ("/", "/catalogue", "/sitemap.xml", "/robots.txt")
# One question of many with other values, or all of the site again: such a page is asked for, its links are not.
QUESTION = re.compile(r"[?&](?!(?:lang|incoming|before|_profile|page|offset)=)[a-z_]+=")
# What stands on a page, of which there are thousands.
ON_PAGE = re.compile(
    r"/doc/(?:activity|criterion|effect|mention|observation|page|portfolio-assignment|reference|section|span|target)/"
)
FEWEST = {"real": (700, 150), "fictional": (900, 250)}
"""How many addresses are visited at least, and of how many pages the data is read."""
MOST_ON_PAGES = {"real": 1_000, "fictional": 8}
"""So many of each kind that stands on pages are visited; `test_every_iri` asks for all of them."""
FORMS_OF_PAGES = (".ttl", ".jsonld", ".nt", ".rdf", ".nq", ".html", ".atom")
MOST_VARIANTS = 3
"""Of each kind of page so many are visited in another form, language or profile, or with the same question."""


@dataclass
class Crawl:
    """What a crawler has seen: dead addresses with the page that led there, and how many of which kind."""

    desk: Desk
    most_on_pages: int
    waiting: list[tuple[str, str]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    dead: list[tuple[str, str, int]] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    read: int = 0
    visited: int = 0

    def offer(self, address: str, source: str) -> None:
        """An address that a page or its data leads to, if it is ours and new."""
        address = address.removeprefix(self.desk.base).partition("#")[0]
        if not address.startswith("/") or address.startswith("//") or address in self.seen:
            return
        self.seen.add(address)
        if address.startswith("/id/"):
            self.offer(address.replace("/id/", "/doc/", 1), source)
        if self.is_of_few(address):
            self.waiting.append((address, source))

    def is_of_few(self, address: str) -> bool:
        """Whether an address is the only one of its kind, or one of the first."""
        path, _, query = address.partition("?")
        suffix = path.rpartition(".")[2] if path.endswith(FORMS_OF_PAGES) else ""
        names = sorted(part.partition("=")[0] for part in query.split("&") if part)
        most = MOST_VARIANTS
        if not suffix and not names and not path.startswith("/id/"):
            most = self.most_on_pages if ON_PAGE.match(path) else 1_000_000
        kind = " ".join([*path.split("/")[1:3], suffix, *names])
        if path.startswith("/dumps/"):  # each is made when it is asked for, by a process of its own
            kind, most = "dumps", 2
        self.kinds[kind] += 1
        return self.kinds[kind] <= most

    def ask(self, address: str) -> Response:
        """The answer at an address; a file that is being made is asked for again."""
        answer = self.desk.get(address, **BROWSER)
        for _ in range(200):
            if answer.status_code != 503 or "retry-after" not in answer.headers:
                break
            time.sleep(0.1)
            answer = self.desk.get(address, **BROWSER)
        return answer

    def run(self) -> None:
        """Visit everything."""
        for start in STARTS:
            self.offer(start, "")
        while self.waiting:
            address, source = self.waiting.pop()
            answer = self.ask(address)
            self.visited += 1
            if answer.status_code in {301, 303, 307}:
                self.offer(answer.headers["location"], address)
            elif answer.status_code != 200:
                self.dead.append((address, source, answer.status_code))
            elif not QUESTION.search(address):
                self.look(address, answer.headers["content-type"].partition(";")[0], answer.text)

    def look(self, address: str, form: str, text: str) -> None:
        """Take the links of a page, and read its data."""
        if form == "text/html":
            for found in re.findall(r'(?:href|src)="([^"]*)"', text):
                link = unescape(found)
                self.offer(address.partition("?")[0] + link if link.startswith("?") else link, address)
            if address.startswith(("/doc/", "/def", "/changes", "/catalogue")) and not QUESTION.search(address):
                self.take(address)
        elif form == "application/xml":
            for found in re.findall(r"<loc>([^<]*)</loc>", text):
                self.offer(unescape(found), address)

    def take(self, address: str) -> None:
        """Read the data of a page, and take the things in it."""
        answer = self.desk.get(address, accept="text/turtle")
        form = answer.headers.get("content-type", "").partition(";")[0]
        if answer.status_code in {303, 406} or form == "text/html":  # led elsewhere, or by its address no data
            return
        if answer.status_code != 200:
            self.dead.append((address, "as data", answer.status_code))
            return
        self.read += 1
        for one in read(answer):
            for term in (one.subject, one.object):
                if isinstance(term, NamedNode) and term.value.startswith(f"{self.desk.base}/"):
                    self.offer(term.value, f"{address} as data")


@pytest.mark.parametrize("name", FEWEST)
def test_no_link_is_dead_by_page_or_by_data(name: str, request: pytest.FixtureRequest) -> None:
    crawl = Crawl(request.getfixturevalue(name), MOST_ON_PAGES[name])
    crawl.run()
    assert crawl.dead == []
    visited, with_data = FEWEST[name]
    assert crawl.visited > visited
    assert crawl.read > with_data
    kinds = {re.match(r"/[a-z0-9._-]*", address)[0] for address in crawl.seen}  # type: ignore[index] - begins with a slash
    assert {"/", "/doc", "/id", "/def", "/graph", "/changes", "/sparql", "/v1", "/network", "/review"} <= kinds
