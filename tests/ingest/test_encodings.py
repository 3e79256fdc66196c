"""Characters are read in whatever encoding a page has, or said to be damaged."""

from pathlib import Path

import pytest
from markup import STYLES
from offered import SAVED_FROM, facts, issues, run

from ingest.read.text import decode

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
