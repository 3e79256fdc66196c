"""What is bad in a file, a zip, a web archive or a saved page is an issue, and the rest is read."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from offered import ADDRESS, MOMENT, SAVED_FROM, issues, run, warc, whole, zipped

from ingest.pages import InputError, find_pages
from ingest.places import LARGEST
from ingest.reading import RefusedError, content_of


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
