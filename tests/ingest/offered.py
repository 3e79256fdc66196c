"""The ways in which pages are offered: web archives, zips and whole web pages; and what a run makes of them."""

import gzip
import zipfile
from pathlib import Path

from ingest.write import Run, Summary, ingest
from ontology.dataset import Dataset
from ontology.language import Language

BASE = "http://localhost:8000"
ADDRESS = "https://zwolle.begroting-2021.nl/p30578/doel-2-2-2-maatschappelijke-participatie"
SAVED_FROM = f"<!-- saved from url=({len(ADDRESS):04})" + ADDRESS + " -->"
MOMENT = "2021-05-04T09:00:00Z"
Record = tuple[str, int, str, bytes]


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
