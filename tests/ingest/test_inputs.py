"""Inputs: files, folders, zips, web archives and saved pages give the same dataset."""

import pickle
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from markup import STYLES
from offered import ADDRESS, MOMENT, SAVED_FROM, facts, issues, run, warc, whole, zipped

from doelgraaf import FrontDoor
from ingest.pages import PageFile, find_pages
from ingest.places import LARGEST
from ingest.read.text import decode
from ingest.reading import content_of
from ontology.language import Language

WAYS: dict[str, Callable[[Path, bytes], object]] = {
    "a saved page": lambda folder, page: (folder / "page.html").write_bytes(SAVED_FROM.encode() + b"\r\n" + page),
    "a whole web page": lambda folder, page: (folder / "page.mhtml").write_bytes(whole(page)),
    "a page with a sidecar": lambda folder, page: (
        (folder / "page.htm").write_bytes(page),
        (folder / "page.yml").write_text(f"source: {ADDRESS}"),
    ),
    "a zip with a sidecar": lambda folder, page: zipped(
        folder / "pages.zip", {"map/page.html": page, "map/page.yml": f"source: {ADDRESS}".encode()}
    ),
    "a zip of a saved page": lambda folder, page: zipped(
        folder / "pages.zip", {"page.html": SAVED_FROM.encode() + page}, zipfile.ZIP_STORED
    ),
    "a zip with a list of bodies": lambda folder, page: zipped(
        folder / "pages.zip",
        {
            "b/page.html": page,
            "bodies.yml": b"b: {organisation: gm0193, family: zwolle, documents: [{kind: begroting, year: 2021}]}",
        },
    ),
    "a web archive": lambda folder, page: warc(folder / "site.warc.gz", (ADDRESS, 200, "text/html", page)),
    "a plain web archive": lambda folder, page: warc(folder / "site.warc", (ADDRESS, 200, "text/html", page)),
    "a page of other bytes": lambda folder, page: (folder / "page.html").write_bytes(
        SAVED_FROM.encode() + page.decode().replace("charset=utf-8", "charset=windows-1252").encode("cp1252")
    ),
}


def test_all_ways_are_tried() -> None:
    assert len(WAYS) == 9


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("whole_folder", [True, False], ids=["in a folder", "by itself"])
def test_a_page_gives_its_facts_in_whatever_way_it_comes(
    folder: Path, tmp_path: Path, page: bytes, way: str, *, whole_folder: bool
) -> None:
    WAYS[way](folder, page)
    offered = folder if whole_folder else next(path for path in sorted(folder.iterdir()) if path.suffix != ".yml")
    summary = run(offered, tmp_path)
    assert issues(summary) == []
    assert list(summary.documents) == ["gm0193/begroting/2021"]
    assert "/goal-version/gm0193/begroting/2021/2.2.2> " in facts(tmp_path)
    assert ("p30578" in facts(tmp_path)) == (way != "a zip with a list of bodies")


def test_every_place_can_be_given_to_another_process(folder: Path, page: bytes, text: str) -> None:
    zipped(folder / "a.zip", {"page.html": page})
    warc(folder / "b.warc.gz", ("https://x.example/", 200, "text/html", b"<p>x"), (ADDRESS, 200, "text/html", page))
    (folder / "c.html").write_bytes(page)
    found = list(find_pages([folder]))
    assert [one.name for one in found] == [
        "a.zip/page.html",
        "b.warc.gz/https://x.example/",
        f"b.warc.gz/{ADDRESS}",
        "c.html",
    ]
    moved: list[PageFile] = pickle.loads(pickle.dumps(found))  # noqa: S301 - what this test wrote
    assert moved == found
    assert [content_of(one) for one in moved] == [page, b"<p>x", page, page]
    assert all(len(pickle.dumps(one)) < 1000 for one in found)
    assert decode(content_of(moved[0])).split() == decode(text.encode()).split()


def test_workers_read_archives_as_one_process_does(folder: Path, tmp_path: Path, text: str) -> None:
    numbers = [f"{a}.{b}.{c}" for a in range(1, 11) for b in range(1, 6) for c in range(1, 6)]
    records = [
        (
            f"https://zwolle.begroting-2021.nl/p1/doel-{number.replace('.', '-')}-x",
            200,
            "text/html",
            STYLES["tidy"](text.replace("2.2.2", number)).encode(),
        )
        for number in numbers
    ]
    warc(folder / "site.warc.gz", *records)
    one, two = run(folder, tmp_path / "one"), run(folder, tmp_path / "two", jobs=2)
    assert one == two
    assert one.documents["gm0193/begroting/2021"].coverage.goals_read == len(numbers) == 250


def test_a_web_archive_says_where_when_and_whether(folder: Path, tmp_path: Path, page: bytes) -> None:
    warc(
        folder / "site.warc.gz",
        ("https://zwolle.begroting-2021.nl/robots.txt", 404, "text/html", b"weg"),
        ("https://zwolle.begroting-2021.nl/logo.png", 200, "image/png", b"\x89PNG"),
        ("https://zwolle.begroting-2021.nl/oud", 301, "text/html", b"verhuisd"),
        (ADDRESS, 200, "text/html; charset=UTF-8", page),
        ("https://zwolle.begroting-2021.nl/p2/doel-2-2-3-x", 503, "text/html", b"druk"),
    )
    assert issues(run(folder, tmp_path)) == [
        ("site.warc.gz/https://zwolle.begroting-2021.nl/p2/doel-2-2-3-x", "not-captured")
    ]
    assert f'"{MOMENT}"^^' in facts(tmp_path)
    warc(folder / "site.warc.gz", (ADDRESS, 410, "text/html", b"weg"))
    assert run(folder, tmp_path).documents == {}


def test_chunked_and_packed_answers_are_unpacked(folder: Path, tmp_path: Path, page: bytes) -> None:
    packer = zlib.compressobj(wbits=31)
    packed = packer.compress(page) + packer.flush()
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (packed[:700], packed[700:])) + b"0\r\n\r\n"
    headers = (("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))
    warc(folder / "site.warc.gz", (ADDRESS, 200, "text/html", chunked), headers=headers)
    assert issues(run(folder, tmp_path)) == []


def test_an_unknown_packing_of_an_answer_is_an_issue(folder: Path, tmp_path: Path, page: bytes) -> None:
    warc(folder / "site.warc.gz", (ADDRESS, 200, "text/html", page), headers=(("Content-Encoding", "zstd"),))
    assert issues(run(folder, tmp_path)) == [(f"site.warc.gz/{ADDRESS}", "unknown-packing")]


def test_what_the_operator_says_goes_before_what_the_page_says(folder: Path, tmp_path: Path, page: bytes) -> None:
    (folder / "page.html").write_bytes(SAVED_FROM.encode() + page)
    (folder / "page.yml").write_text("source: https://zwolle.begroting-2021.nl/p1/doel-2-2-2-anders")
    assert issues(run(folder, tmp_path)) == []
    assert "p30578" not in facts(tmp_path)


def test_the_pictures_of_a_saved_page_are_no_pages(folder: Path, tmp_path: Path, page: bytes) -> None:
    (folder / "page.html").write_bytes(SAVED_FROM.encode() + page)
    (folder / "page_files").mkdir()
    (folder / "page_files/style.css").write_text("p {}")
    (folder / "other_files").mkdir()
    (folder / "other_files/style.css").write_text("p {}")
    zipped(folder / "a.zip", {"page.html": SAVED_FROM.encode() + page, "page_bestanden/x.js": b"1"})
    assert issues(run(folder, tmp_path)) == [("other_files/style.css", "unknown-layout")]


def test_a_whole_web_page_with_large_pictures_is_read(folder: Path, tmp_path: Path, page: bytes) -> None:
    (folder / "page.mhtml").write_bytes(whole(page).replace(b"AAAA", b"AAAA\r\n" * LARGEST))
    assert issues(run(folder, tmp_path)) == []
    assert f'"{MOMENT}"^^' in facts(tmp_path)


def test_one_page_of_html_can_be_shown(folder: Path, page: bytes) -> None:
    (folder / "page.html").write_bytes(SAVED_FROM.encode() + page)
    zipped(folder / "a.zip", {"page.html": SAVED_FROM.encode() + page})
    for name in ("page.html", "a.zip"):
        done = CliRunner().invoke(FrontDoor(Language.EN), ["read", str(folder / name), "--format", "ttl"])
        assert done.exit_code == 0, done.output
        assert "goal-version/gm0193/begroting/2021/2.2.2" in done.output
    done = CliRunner().invoke(FrontDoor(Language.EN), ["read", "-", "--source", ADDRESS], input=whole(page))
    assert done.exit_code == 0, done.output
    assert '"number": "2.2.2"' in done.output
