"""Inputs: files, folders, zips, web archives and saved pages give the same dataset; what is bad in one is an issue."""

import gzip
import pickle
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from markup import STYLES

from doelgraaf import FrontDoor
from ingest.pages import InputError, PageFile, find_pages
from ingest.places import LARGEST
from ingest.read.text import decode
from ingest.reading import RefusedError, content_of
from ingest.write import Run, Summary, ingest
from ontology.dataset import Dataset
from ontology.language import Language

BASE = "http://localhost:8000"
ADDRESS = "https://zwolle.begroting-2021.nl/p30578/doel-2-2-2-maatschappelijke-participatie"
SAVED_FROM = f"<!-- saved from url=({len(ADDRESS):04})" + ADDRESS + " -->"
MOMENT = "2021-05-04T09:00:00Z"
Record = tuple[str, int, str, bytes]


@pytest.fixture
def text(examples: Path) -> str:
    return (examples / "real/doel-2-2-2-begroting-2021.txt").read_text("utf-8")


@pytest.fixture
def page(text: str) -> bytes:
    """The real page as HTML."""
    return STYLES["noisy"](text).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "input"
    target.mkdir()
    return target


def run(source: Path, tmp_path: Path, jobs: int = 1) -> Summary:
    return ingest(Run((source,), tmp_path / "dataset", BASE, jobs), lambda _done, _total: None)


def issues(summary: Summary) -> list[tuple[str, str]]:
    for issue in summary.issues:
        assert all(issue.say(language) for language in Language)
    return [(issue.path, issue.code) for issue in summary.issues]


def facts(tmp_path: Path) -> str:
    return Dataset(tmp_path / "dataset").read("graphs/gm0193/begroting/2021.nq.gz").decode()


def warc(path: Path, *records: Record, headers: tuple[tuple[str, str], ...] = ()) -> Path:
    """A web archive as wget writes it, of (address, status, media type, body), each captured at one moment."""
    parts = [warc_record("warcinfo", "application/warc-fields", None, b"software: Wget\r\n")]
    for address, status, kind, body in records:
        fields = "".join(f"{name}: {value}\r\n" for name, value in (("Content-Type", kind), *headers))
        asked, answered = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", f"HTTP/1.1 {status} X\r\n{fields}\r\n".encode()
        parts.append(warc_record("request", "application/http; msgtype=request", address, asked))
        parts.append(warc_record("response", "application/http; msgtype=response", address, answered + body))
    path.write_bytes(b"".join(gzip.compress(part, mtime=0) if path.suffix == ".gz" else part for part in parts))
    return path


def warc_record(kind: str, media_type: str, address: str | None, block: bytes) -> bytes:
    target = f"WARC-Target-URI: <{address}>\r\n" if address else ""  # the brackets are those of wget
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\n{target}WARC-Date: {MOMENT}\r\n"
    head += f"Content-Type: {media_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def zipped(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def whole(page: bytes, end: str = "--\r\n") -> bytes:
    """A whole web page as Chromium saves it, with a picture."""
    return (
        (
            "From: <Saved by Blink>\r\n"
            f"Snapshot-Content-Location: {ADDRESS}\r\n"
            "Subject: Doel\r\nDate: Tue, 4 May 2021 09:00:00 +0000\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Multipart--abc----"\r\n\r\n\r\n'
            "------Multipart--abc----\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
            f"Content-Location: {ADDRESS}\r\n\r\n"
        ).encode()
        + b"\r\n".join(quoted(line) for line in page.split(b"\n"))
        + b"\r\n------Multipart--abc----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"
        + b"------Multipart--abc----"
        + end.encode()
    )


def quoted(line: bytes) -> bytes:
    return b"".join(b"=%02X" % byte if byte > 126 or byte == 61 else bytes([byte]) for byte in line)


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


def bomb(folder: Path) -> object:
    return zipped(folder / "a.zip", {f"{n}.txt": b"0" * LARGEST for n in range(20)})


def locked(folder: Path) -> object:
    path = zipped(folder / "a.zip", {"page.txt": b"x"})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return path.write_bytes(bytes(content))


def lying(folder: Path) -> object:
    """A member that unpacks to more than it says."""
    path = zipped(folder / "a.zip", {"page.txt": b"0" * 8_000_000})
    content = bytearray(path.read_bytes())
    struct.pack_into("<I", content, content.index(b"PK\x01\x02") + 24, 100)
    return path.write_bytes(bytes(content))


def flipped(folder: Path) -> object:
    path = zipped(folder / "a.zip", {"page.txt": b"Een pagina"}, zipfile.ZIP_STORED)
    return path.write_bytes(path.read_bytes().replace(b"Een pagina", b"Een pagona"))


def cut(folder: Path, name: str, page: bytes) -> object:
    path = warc(folder / name, (ADDRESS, 200, "text/html", page), ("https://x.example/b", 200, "text/html", page))
    return path.write_bytes(path.read_bytes()[:-1000])


def packed_bomb(folder: Path) -> object:
    """A web archive of 200 kB that would be 200 MB."""
    packer = zlib.compressobj(wbits=31)
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {ADDRESS}\r\nWARC-Date: {MOMENT}\r\n"
    head += "Content-Type: application/http\r\nContent-Length: 200000100\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"
    parts = [packer.compress(head.encode()), *(packer.compress(b"0" * 1_000_000) for _ in range(200)), packer.flush()]
    return (folder / "a.warc.gz").write_bytes(b"".join(parts))


def endless_header(folder: Path) -> object:
    packer = zlib.compressobj(wbits=31)
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {ADDRESS}\r\n".encode()
    return (folder / "a.warc.gz").write_bytes(packer.compress(head + b"X: y\r\n" * 5_000_000) + packer.flush())


BAD: list[tuple[str, Callable[[Path, bytes], object], list[tuple[str, str]]]] = [
    ("no zip", lambda f, _: (f / "a.zip").write_bytes(b"PK\x03\x04 no"), [("a.zip", "damaged-archive")]),
    ("an empty zip", lambda f, _: (f / "a.zip").write_bytes(b""), [("a.zip", "damaged-archive")]),
    ("a zip bomb", lambda f, _: bomb(f), [("a.zip", "archive-bomb")]),
    ("a large member", lambda f, _: zipped(f / "a.zip", {"x.txt": b"0" * (LARGEST + 1)}), [("a.zip/x.txt", "too-large")]),
    ("a lying member", lambda f, _: lying(f), [("a.zip/page.txt", "damaged-archive")]),
    ("a wrong checksum", lambda f, _: flipped(f), [("a.zip/page.txt", "damaged-archive")]),
    ("names that climb", lambda f, p: zipped(f / "a.zip", {"../x.html": p, "/etc/y.html": p, "c:\\z.html": p}),
     [("a.zip/../x.html", "odd-name"), ("a.zip//etc/y.html", "odd-name"), ("a.zip/c:\\z.html", "odd-name")]),
    ("a password", lambda f, _: locked(f), [("a.zip/page.txt", "encrypted")]),
    ("a zip in a zip", lambda f, _: zipped(f / "a.zip", {"b.zip": b"PK", "c.warc.gz": b""}),
     [("a.zip/b.zip", "nested-archive"), ("a.zip/c.warc.gz", "nested-archive")]),
    ("bzip2", lambda f, p: zipped(f / "a.zip", {"x.html": p}, zipfile.ZIP_BZIP2), [("a.zip/x.html", "unknown-packing")]),
    ("a bad sidecar", lambda f, p: zipped(f / "a.zip", {"x.html": p, "x.yml": b"sourse: y"}), [("a.zip/x.html", "bad-sidecar")]),
    ("no web archive", lambda f, _: (f / "a.warc.gz").write_bytes(b"\x1f\x8b no"), [("a.warc.gz", "damaged-archive")]),
    ("text as web archive", lambda f, p: (f / "a.warc").write_bytes(p), [("a.warc", "damaged-archive")]),
    ("a packed web archive that is cut off", lambda f, p: cut(f, "a.warc.gz", p), [("a.warc.gz", "damaged-archive")]),
    ("a web archive bomb", lambda f, _: packed_bomb(f), [("a.warc.gz", "archive-bomb")]),
    ("endless headers", lambda f, _: endless_header(f), [("a.warc.gz", "archive-bomb")]),
    ("an odd address", lambda f, p: warc(f / "a.warc", ("https://x_y.example/", 200, "text/html", p)),
     [("a.warc/https://x_y.example/", "odd-record")]),
    ("an odd status", lambda f, p: warc(f / "a.warc", (ADDRESS, 200, "text/html", p), ("https://x.example/", 9999, "text/html", p)),
     [("a.warc/https://x.example/", "odd-record")]),
    ("a large answer", lambda f, _: warc(f / "a.warc.gz", (ADDRESS, 200, "text/html", b"0" * (LARGEST + 1))),
     [(f"a.warc.gz/{ADDRESS}", "too-large")]),
    ("a whole web page without page", lambda f, _: (f / "a.mhtml").write_bytes(whole(b"x").replace(b"text/html", b"text/css")),
     [("a.mhtml", "no-page-inside")]),
    ("a whole web page that ends early", lambda f, p: (f / "a.mhtml").write_bytes(whole(p)[:2000]), [("a.mhtml", "no-page-inside")]),
    ("NUL bytes", lambda f, p: (f / "a.html").write_bytes(p.replace(b"doel", b"do\0el")), [("a.html", "binary-file")]),
    ("a large page", lambda f, _: (f / "a.html").write_bytes(b"<p " + b"a=b " * LARGEST), [("a.html", "too-large")]),
]  # fmt: skip


def test_the_table_of_bad_inputs_is_whole() -> None:
    assert len(BAD) == 23


@pytest.mark.parametrize(("why", "make", "expected"), BAD, ids=[row[0] for row in BAD])
def test_a_bad_archive_or_page_is_an_issue_and_the_rest_goes_on(
    folder: Path,
    tmp_path: Path,
    page: bytes,
    why: str,
    make: Callable[[Path, bytes], object],
    expected: list[tuple[str, str]],
) -> None:
    (folder / "z.html").write_bytes(SAVED_FROM.encode() + page)
    make(folder, page)
    summary = run(folder, tmp_path)
    assert sorted(issues(summary)) == sorted(expected), why
    assert summary.documents["gm0193/begroting/2021"].coverage.goals_read == 1


def test_what_stands_before_the_damage_in_a_web_archive_is_read(folder: Path, tmp_path: Path, page: bytes) -> None:
    cut(folder, "a.warc.gz", page)
    summary = run(folder, tmp_path)
    assert issues(summary) == [("a.warc.gz", "damaged-archive")]
    assert summary.documents["gm0193/begroting/2021"].coverage.goals_read == 1


def test_a_list_of_bodies_in_a_zip_that_cannot_be_used_stops_the_run(folder: Path, tmp_path: Path) -> None:
    zipped(folder / "a.zip", {"bodies.yml": b"pages: 3"})
    with pytest.raises(InputError, match=r"a\.zip/bodies\.yml"):
        run(folder, tmp_path)


def test_a_page_that_vanished_is_refused_by_name(folder: Path) -> None:
    path = zipped(folder / "a.zip", {"page.html": b"<p>x"})
    (found,) = find_pages([folder])
    path.write_bytes(b"")
    with pytest.raises(RefusedError) as caught:
        content_of(found)
    assert (caught.value.issue.path, caught.value.issue.code) == ("a.zip/page.html", "damaged-archive")


def test_a_whole_web_page_with_large_pictures_is_read(folder: Path, tmp_path: Path, page: bytes) -> None:
    (folder / "page.mhtml").write_bytes(whole(page).replace(b"AAAA", b"AAAA\r\n" * LARGEST))
    assert issues(run(folder, tmp_path)) == []
    assert f'"{MOMENT}"^^' in facts(tmp_path)


ENCODINGS = [
    ("Ren\xe9 \x80 5".encode("latin-1"), "René € 5", [], "Windows-1252"),
    ("René € 5".encode(), "René € 5", [], "UTF-8"),
    (b"\xef\xbb\xbfRen\xc3\xa9", "René", [], "UTF-8 with its mark"),
    ("René".encode("utf-16"), "René", [], "UTF-16 with its mark"),
    (b"Ren\xc3\xa9 en Ren\xe9, \xe2\x82\xac 5", "René en René, € 5", ["mixed-encoding"], "both"),
    (b"\xef\xbb\xbfRen\xc3\xa9 en Ren\xe9", "René en René", ["mixed-encoding"], "both, with a mark"),
    (b"Ren\xe9 \x81", "René \ufffd", ["damaged-text"], "a byte that means nothing"),
    ("Ren\ufffd".encode(), "Ren\ufffd", ["damaged-text"], "lost before it was captured"),
    ("RenÃ© â‚¬ 5".encode(), "RenÃ© â‚¬ 5", ["damaged-text"], "garbled before it was captured"),
    (b"<meta charset=iso-8859-15><p>Ren\xe9 \xa4 5", "René € 5", [], "declared in the markup"),
    (b"<meta charset=utf-8><p>Ren\xe9 \x80 5", "René € 5", [], "declared wrongly"),
    ("doel 1\u200b.3\u2060.4 \u202egezond\u202c so\xadciaal \ufeffx".encode(), "doel 1.3.4 gezond sociaal x", [], "invisible"),
    ("cafe\u200b\u0301".encode(), "café", [], "composed once nothing stands between"),
    (b"a\r\nb\rc", "a\nb\nc", [], "line ends"),
]  # fmt: skip


def test_the_table_of_encodings_is_whole() -> None:
    assert len(ENCODINGS) == 14


@pytest.mark.parametrize(("content", "expected", "codes", "why"), ENCODINGS, ids=[row[3] for row in ENCODINGS])
def test_characters_are_read_or_said_to_be_damaged(
    folder: Path, tmp_path: Path, content: bytes, expected: str, codes: list[str], why: str
) -> None:
    assert decode(content) == expected, why
    (folder / "a.txt").write_bytes(content)
    found = [code for _, code in issues(run(folder, tmp_path))]
    assert found == [*codes, "unknown-layout"] or sorted(found) == sorted([*codes, "unknown-layout"])


def test_digits_of_other_scripts_are_no_numbers(folder: Path, tmp_path: Path, text: str) -> None:
    odd = (
        text.replace("1.3.4", "١.٣.٤")
        .replace("2.1.2", "２.१.２")
        .replace("200 ", "٢٠٠ ")
        .replace("348.646", "３４８.６４６")
    )
    (folder / "page.html").write_bytes(SAVED_FROM.encode() + STYLES["tidy"](odd).encode())
    found = issues(run(folder, tmp_path))
    assert ("page.html", "unread-line") in found
    for number in ("1.3.4", "2.1.2", "200", "348646"):
        assert f'"{number}"' not in facts(tmp_path)


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
