"""Sitemaps lead crawlers to every page of a release, and robots.txt leads them to the sitemaps."""

from xml.etree import ElementTree as ET

import pytest

from tests.linked.desk import Desk

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def addresses(desk: Desk, address: str) -> list[str]:
    """The addresses in a sitemap or an index."""
    answer = desk.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/xml")
    root = ET.fromstring(answer.content)  # noqa: S314 - made here
    assert len(root) == len(root.findall("*/s:lastmod", SPACE))
    return [found.text or "" for found in root.findall("*/s:loc", SPACE)]


def in_sitemaps(desk: Desk) -> list[str]:
    """The addresses in all sitemaps, which `test_crawl` asks for."""
    return [address for part in addresses(desk, "/sitemap.xml") for address in addresses(desk, part)]


def test_robots_txt_leads_to_the_sitemaps_which_have_every_address_once(desk: Desk) -> None:
    (line,) = [line for line in desk.get("/robots.txt").text.splitlines() if line.startswith("Sitemap: ")]
    assert line.removeprefix("Sitemap: ") == f"{desk.base}/sitemap.xml"
    found = in_sitemaps(desk)
    assert len(found) == len(set(found)) > 25


def test_the_sitemaps_have_every_goal_person_and_domain(fictional: Desk) -> None:
    found = set(in_sitemaps(fictional))
    kinds = ("goal-version", "goal", "person", "domain", "document", "ambition-version", "programme-version")
    stated = {
        quad.subject.value
        for quad in fictional.quads()
        if quad.subject.value.startswith(tuple(f"{fictional.base}/id/{kind}/" for kind in kinds))
        and "#" not in quad.subject.value
    }
    documents = {f"{fictional.base}/id/document/gm9999/begroting/{year}" for year in (2028, 2029)}  # only named
    assert {iri.replace("/id/", "/doc/", 1) for iri in stated - documents} <= found


@pytest.mark.parametrize("path", ["nope", "gm0000", "gm0193/begroting/1999", "../x", "%00", "pages/x"])
def test_a_sitemap_of_nothing_is_404(real: Desk, path: str) -> None:
    assert real.get(f"/sitemap/{path}.xml").status_code == 404


def test_head_gives_no_content(real: Desk) -> None:
    for path in ("/robots.txt", "/sitemap.xml", "/sitemap/pages.xml", "/sitemap/gm0193.xml"):
        answer = real.client.head(path)
        assert (answer.status_code, answer.content) == (200, b"")
