"""Sitemaps lead crawlers to every page of a release, and robots.txt leads them to the sitemaps."""

import re
from urllib.parse import quote
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


def test_head_gives_no_content_and_no_other_length_than_get(real: Desk) -> None:
    graph = "/graph/doc/gm0193/begroting/2021"
    stored = f"/graphs?graph={quote(real.base + graph)}"
    streams = ("/sitemap.xml", "/sitemap/pages.xml", "/sitemap/gm0193.xml", graph, f"{graph}.nq", stored)
    for path in ("/robots.txt", *streams):
        answer, whole = real.client.head(path), real.client.get(path)
        assert (answer.status_code, answer.content, len(whole.content) > 0) == (200, b"", True)
        length = answer.headers.get("content-length")
        assert length in {None, str(len(whole.content))}, path
        assert (length is None) == (path in streams), path
        assert answer.headers["content-type"] == whole.headers["content-type"]


def test_robots_are_kept_from_questions_and_forms_but_not_from_what_there_is(fictional: Desk) -> None:
    lines = fictional.get("/robots.txt").text.splitlines()
    assert lines[0] == "User-agent: *"
    rules = [line.split(": ") for line in lines if line.startswith(("Allow: ", "Disallow: "))]

    def may(address: str) -> bool:
        """Whether an address may be asked: the longest rule that fits decides (RFC 9309, section 2.2.2)."""
        fitting = [(len(path), kind) for kind, path in rules if re.match(re.escape(path).replace(r"\*", ".*"), address)]
        return min(fitting, key=lambda one: (-one[0], one[1]))[1] == "Allow"

    asked = (
        "/search?q=wijk&year=2031",
        "/find?number=1",
        "/klopt-dit-niet?thing=x",
        "/klopt-dit-niet",
        "/network?from=1",
    )
    assert [address for address in asked if may(address)] == []
    there = [address.removeprefix(fictional.base) for address in in_sitemaps(fictional)]
    assert "/search" in there
    assert [address for address in there if not may(address)] == []
