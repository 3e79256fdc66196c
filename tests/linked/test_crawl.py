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
from tests.linked.test_sitemaps import in_sitemaps

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
MOST_VARIANTS = {"real": 3, "fictional": 1}
"""Of each kind of page so many are visited in another form, language or profile, or with the same question."""
DOUBTED = "klopt-dit-niet thing"
MOST_OF = {f"{DOUBTED} version": 1_000_000, DOUBTED: 25, "klopt-dit-niet at thing": 25, "doc document incoming": 100}
"""Of versions all are visited, for many links lead to parts of such a page; of documents, what points at them does."""
FEWEST_PARTS = {"real": 200, "fictional": 1_500}
"""How many links to a part of a page are looked at, at least."""


@dataclass
class Crawl:
    """What a crawler has seen: dead addresses with the page that led there, and how many of which kind."""

    desk: Desk
    most_on_pages: int
    most_variants: int
    waiting: list[tuple[str, str]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    dead: list[tuple[str, str, int]] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    visited: set[str] = field(default_factory=set)
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[str, frozenset[str]] = field(default_factory=dict)
    read: int = 0

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
        most = self.most_variants
        if not suffix and not names and not path.startswith("/id/"):
            most = self.most_on_pages if ON_PAGE.match(path) else 1_000_000
        kind = " ".join([*path.split("/")[1:3], suffix, *names])
        if path.startswith("/dumps/"):  # each is made when it is asked for, by a process of its own
            kind, most = "dumps", 2
        if kind == DOUBTED and "-version%2F" in query:
            kind = f"{DOUBTED} version"
        most = MOST_OF.get(kind, most)
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
            self.visited.add(address)
            if answer.status_code in {301, 303, 307}:
                self.offer(answer.headers["location"], address)
            elif answer.status_code != 200:
                self.dead.append((address, source, answer.status_code))
            else:
                self.look(address, answer.headers["content-type"].partition(";")[0], answer.text)

    def lost(self) -> list[tuple[str, str, str]]:
        """The links to a part that a page which was visited does not have: the page, the part, where the link is."""
        return [
            (address, part, source)
            for address, parts in self.parts.items()
            if address in self.names
            for part, source in parts.items()
            if part not in self.names[address]
        ]

    def look(self, address: str, form: str, text: str) -> None:
        """Take the links of a page and the names of its parts, and read its data."""
        follows = not QUESTION.search(address)
        if form == "text/html":
            self.names[address] = frozenset(map(unescape, re.findall(r'\sid="([^"]*)"', text)))
            for found in re.findall(r'(?:href|src)="([^"]*)"', text):
                link = unescape(found)
                link = {"?": address.partition("?")[0], "#": address}.get(link[:1], "") + link
                page, _, part = link.removeprefix(self.desk.base).replace("/id/", "/doc/", 1).partition("#")
                if part:
                    self.parts.setdefault(page, {}).setdefault(part, address)
                if follows:
                    self.offer(link, address)
            if address.startswith(("/doc/", "/def", "/changes", "/catalogue")) and follows:
                self.take(address)
        elif form == "application/xml" and follows:
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
    desk: Desk = request.getfixturevalue(name)
    crawl = Crawl(desk, MOST_ON_PAGES[name], MOST_VARIANTS[name])
    crawl.run()
    assert crawl.dead == []
    assert crawl.lost() == []
    assert sum(len(parts) for address, parts in crawl.parts.items() if address in crawl.names) > FEWEST_PARTS[name]
    visited, with_data = FEWEST[name]
    assert len(crawl.visited) > visited
    assert {address.removeprefix(desk.base) for address in in_sitemaps(desk)} <= crawl.visited
    assert crawl.read > with_data
    kinds = {re.match(r"/[a-z0-9._-]*", address)[0] for address in crawl.seen}  # type: ignore[index] - begins with a slash
    assert {"/", "/doc", "/id", "/def", "/graph", "/changes", "/sparql", "/v1", "/network", "/review"} <= kinds
