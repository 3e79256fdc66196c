"""Dumps over HTTP: ranges, validators and digests; pages in both languages; made once, by a process of its own."""

import asyncio
import base64
import gzip
import hashlib
import re
import shutil
import tracemalloc
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from ontology.language import Language
from service.answers.dumps import dumped_tables
from service.engine.embedded import EmbeddedEngine
from service.engine.opening import capacity
from service.release.dump_names import FACTS, TEXTS
from service.release.dumps import DumpShelf
from service.release.pins import pin, unpin
from service.release.publish import publish
from service.release.releases import Releases
from service.release.rights import FACT_RIGHTS, TEXT_RIGHTS
from service.settings import Settings
from service.web.byte_ranges import Segment, send_ranged
from service.web.dump_making import DumpMaker
from service.web.problems import ProblemError
from service.web.serving import build, with_older
from tests.service.tiny import Tiny

GOALS = "/dumps/all/references.csv"


@pytest.fixture(scope="module")
def data(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of its own, in which dumps are made."""
    return Path(shutil.copytree(real_data, tmp_path_factory.mktemp("downloads") / "data"))


@pytest.fixture(scope="module")
def unserved(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of it that no service has open."""
    copy = tmp_path_factory.mktemp("unserved") / "data"
    shutil.copytree(data, copy)
    return copy


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[TestClient]:
    settings = Settings(data=data, workers=1, spare_workers=1, slow_workers=1, own_workers=1)
    engine = EmbeddedEngine(Releases(data), capacity(settings))
    yield TestClient(build(engine, settings), follow_redirects=False)
    engine.close()


@pytest.fixture(scope="module")
def whole(client: TestClient) -> bytes:
    """A table, put together of a head and the rows of two documents."""
    answer = client.get(GOALS)
    assert answer.status_code == 200
    return answer.content


def test_they_are_made_by_who_asks_first_and_kept(client: TestClient, data: Path, whole: bytes) -> None:
    shelf = DumpShelf.of(Releases(data))
    made = shelf.read(Releases(data).current())
    assert made is not None
    assert hashlib.sha256(whole).hexdigest() == made.dumps["all/references.csv"].sha256
    assert client.get("/dumps/SHA256SUMS").text.count("\n") == len(made.dumps) > 60


def test_every_dump_can_be_fetched_and_is_what_its_digest_says(client: TestClient) -> None:
    listed = [line.split("  ") for line in client.get("/dumps/SHA256SUMS").text.splitlines()]
    assert len(listed) > 60
    for digest, path in listed:
        answer = client.get(f"/dumps/{path}")
        assert (answer.status_code, hashlib.sha256(answer.content).hexdigest()) == (200, digest), path
        said = base64.b64encode(bytes.fromhex(digest)).decode()
        assert answer.headers["repr-digest"] == f"sha-256=:{said}:"
        assert answer.headers["content-length"] == str(len(answer.content))
        kind = {"gz": "application/gzip", "csv": "text/csv; charset=utf-8; header=present"}.get(
            path.rpartition(".")[2], "application/vnd.apache.parquet"
        )
        assert answer.headers["content-type"] == kind
        texts = TEXTS in path or "-texts." in path
        assert ("licentieonbekend" in answer.headers["link"]) == texts


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=100-", 100, None),
        ("bytes=-7", -7, None),
        ("bytes=0-99999999", 0, None),
        ("bytes=600-4000", 600, 4001),
    ],
)
def test_a_range_is_that_part_of_the_file(
    asked: str, start: int, end: int | None, client: TestClient, whole: bytes
) -> None:
    answer = client.get(GOALS, headers={"range": asked})
    assert answer.status_code == 206
    assert answer.content == whole[start:end]
    first = start % len(whole)
    assert answer.headers["content-range"] == f"bytes {first}-{first + len(answer.content) - 1}/{len(whole)}"
    assert answer.headers["content-length"] == str(len(answer.content))
    assert answer.headers["repr-digest"] == client.get(GOALS).headers["repr-digest"]


def test_ranges_one_after_the_other_are_the_file(client: TestClient, whole: bytes) -> None:
    step = 997
    parts = [
        client.get(GOALS, headers={"range": f"bytes={start}-{start + step - 1}"}).content
        for start in range(0, len(whole), step)
    ]
    assert len(parts) > 5
    assert b"".join(parts) == whole


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_range_outside_the_file_is_a_problem(asked: str, client: TestClient, whole: bytes) -> None:
    answer = client.get(GOALS, headers={"range": asked})
    assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{len(whole)}")
    assert answer.json()["type"].endswith("/range-not-satisfiable")


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=-", "bytes=a-b", "rows=0-5", "bytes=0-1,4-5", "bytes=٣-٤"])
def test_a_range_that_is_not_understood_gives_all(asked: str, client: TestClient, whole: bytes) -> None:
    answer = client.get(GOALS, headers={"range": asked.encode()})
    assert (answer.status_code, answer.content) == (200, whole)


def test_if_range_gives_a_part_of_the_same_file_only(client: TestClient, whole: bytes) -> None:
    headers = client.get(GOALS).headers
    for known in (headers["etag"], headers["last-modified"]):
        assert client.get(GOALS, headers={"range": "bytes=0-9", "if-range": known}).content == whole[:10]
    for other in ('"another"', f"W/{headers['etag']}", "Sat, 01 Jan 2000 00:00:00 GMT"):
        assert client.get(GOALS, headers={"range": "bytes=0-9", "if-range": other}).content == whole


def test_who_has_the_file_gets_nothing_of_it(client: TestClient) -> None:
    headers = client.get(GOALS).headers
    for condition in (
        {"if-none-match": headers["etag"]},
        {"if-none-match": "*"},
        {"if-modified-since": headers["last-modified"]},
    ):
        answer = client.get(GOALS, headers=condition)
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", headers["etag"])
    assert client.get(GOALS, headers={"if-none-match": '"another"'}).status_code == 200


def test_head_tells_all_and_gives_nothing(client: TestClient, whole: bytes) -> None:
    told, got = client.head(GOALS), client.get(GOALS)
    assert (told.status_code, told.content) == (200, b"")
    assert {**told.headers} == {**got.headers}
    assert client.head(GOALS, headers={"range": "bytes=0-9"}).headers["content-length"] == str(len(whole))


def test_facts_are_gzip_of_n_quads(client: TestClient) -> None:
    lines = gzip.decompress(client.get(f"/dumps/gm0193/begroting/2021/{FACTS}").content).splitlines()
    assert len(lines) > 500
    assert all(line.endswith(b" .") for line in lines)


@pytest.mark.parametrize(
    "path",
    ["nothing", "all", "gm0001", "all/goals.xlsx", "gm0193/begroting/1999/goals.csv", "all/goals.parquet-metadata.json", "all//goals.csv",
     "%2e%2e/publish.lock", "all/goals.csv%00", "all/goals.csv-metadata.json-metadata.json", "é", "a" * 5000],
)  # fmt: skip
def test_what_is_no_dump_is_not_found(path: str, client: TestClient) -> None:
    answer = client.get(f"/dumps/{path}", headers={"accept": "application/json"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(("language", "words"), [("nl", "Alles samen"), ("en", "Everything together")])
def test_the_page_leads_to_every_file_of_everything(language: str, words: str, client: TestClient) -> None:
    page = client.get(f"/dumps?lang={language}", headers={"accept": "text/html"})
    assert (page.status_code, page.headers["content-language"]) == (200, language)
    assert words in page.text
    linked = set(re.findall(r'href="/dumps/(all/[^"]+)"', page.text))
    listed = {line.split("  ")[1] for line in client.get("/dumps/SHA256SUMS").text.splitlines()}
    assert linked == {"all/csv-metadata.json", *(path for path in listed if path.startswith("all/"))}
    assert "@misc{doelgraaf-" in page.text


@pytest.mark.parametrize(
    ("language", "unpinned", "pinned", "unnamed"),
    [
        ("nl", "is niet vastgezet", "is vastgezet", "nog geen naam opgegeven"),
        ("en", "is not pinned", "is pinned", "has not given a name"),
    ],
)
def test_the_citation_says_whether_the_release_stays_and_who_publishes(
    language: str, unpinned: str, pinned: str, unnamed: str, client: TestClient, data: Path
) -> None:
    release = Releases(data).current()

    def page() -> str:
        return unescape(client.get(f"/dumps?lang={language}", headers={"accept": "text/html"}).text)

    assert f"{release} {unpinned}" in page()
    assert f"{release} {pinned}" not in page()
    assert unnamed in page()
    pin(data, release)
    try:
        assert f"{release} {pinned}" in page()
        assert unpinned not in page()
    finally:
        unpin(data, release)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_says_which_words_of_pages_stand_in_what_is_free(language: str, client: TestClient) -> None:
    downloads = unescape(client.get(f"/dumps?lang={language}", headers={"accept": "text/html"}).text)
    catalogue = unescape(client.get(f"/catalogue?lang={language}", headers={"accept": "text/html"}).text)
    said = Language(language)
    assert FACT_RIGHTS.say(said) in catalogue
    assert TEXT_RIGHTS.say(said) in catalogue
    for one in dumped_tables():
        assert one.about.say(said) in downloads
    assert {"nl": "zonder de teksten van pagina's", "en": "without the texts of pages"}[language] in downloads
    assert {"nl": "die woorden blijven van hun uitgever", "en": "those words remain"}[language] in downloads


def test_the_page_of_a_body_leads_to_the_files_of_its_documents(client: TestClient) -> None:
    page = client.get("/dumps/gm0193").text
    linked = set(re.findall(r'href="/dumps/(gm0193/[^"]+)"', page))
    listed = {line.split("  ")[1] for line in client.get("/dumps/SHA256SUMS").text.splitlines()}
    assert linked == {"gm0193/csv-metadata.json", *(path for path in listed if path.startswith("gm0193/"))}
    assert len(linked) == 3 * 16 + 1


@pytest.mark.parametrize("page", ["/dumps", "/dumps/gm0193", "/dumps/codebook", "/catalogue", "/catalogue/gm0193"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_link_of_these_pages_is_dead(page: str, language: str, client: TestClient) -> None:
    text = client.get(page, params={"lang": language}, headers={"accept": "text/html"}).text
    links = {link.partition("#")[0] for link in re.findall(r'href="(/[^"]*)"', text)} - {""}
    assert len(links) > 10
    for link in sorted(links):
        assert client.get(link, headers={"accept": "text/html, */*;q=0.5"}).status_code in {200, 303}, link


def test_the_codebook_explains_each_column_of_each_table(client: TestClient) -> None:
    page, text = client.get("/dumps/codebook?lang=nl").text, client.get("/dumps/codebook.md").text
    head = client.get(GOALS).text.partition("\r\n")[0].split(",")
    assert len(head) > 20
    for name in head:
        assert f"<code>{name}</code>" in page
        assert f"`{name}`" in text
    assert '<h2 id="references-texts">' in page


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("citation.bib", "application/x-bibtex"),
        ("CITATION.cff", "application/yaml"),
        ("datacite.json", "application/vnd.datacite.datacite+json"),
        ("all/goals.csv-metadata.json", "application/csvm+json"),
        ("all/csv-metadata.json", "application/csvm+json"),
        ("gm0193/begroting/2021/csv-metadata.json", "application/csvm+json"),
    ],
)
def test_what_describes_dumps_has_its_type_and_a_validator(path: str, kind: str, client: TestClient) -> None:
    answer = client.get(f"/dumps/{path}")
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, kind)
    assert client.get(f"/dumps/{path}", headers={"if-none-match": answer.headers["etag"]}).status_code == 304
    assert client.head(f"/dumps/{path}").content == b""


def test_who_can_not_wait_is_told_to_come_back(unserved: Path) -> None:
    shutil.rmtree(unserved / "dumps", ignore_errors=True)
    maker, release = DumpMaker(unserved, patience_s=0.01), Releases(unserved).current()
    with pytest.raises(ProblemError) as refused:
        asyncio.run(maker.dumps(release))
    assert (refused.value.problem.kind.status, refused.value.problem.headers["Retry-After"]) == (503, "30")
    maker._patience_s = 60.0  # noqa: SLF001 - now it waits for the same process
    assert asyncio.run(maker.dumps(release)).dumps.release == release


def test_dumps_that_were_removed_are_made_again(unserved: Path) -> None:
    maker, release = DumpMaker(unserved, patience_s=60.0), Releases(unserved).current()
    first = asyncio.run(maker.dumps(release))
    shutil.rmtree(unserved / "dumps")
    again = asyncio.run(maker.dumps(release))
    assert again.dumps == first.dumps
    assert all(file.exists() for file, _ in again.parts(f"all/{FACTS}"))


def test_an_older_release_has_its_own_files(data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path, dirs_exist_ok=True)
    publish(Tiny().write(tmp_path / "tiny"), tmp_path, allow_loss=True, allow_violations=True)
    settings = Settings(data=tmp_path, workers=1, spare_workers=1, slow_workers=1, own_workers=1)
    engine = EmbeddedEngine(Releases(tmp_path), capacity(settings))
    whole = with_older(build(engine, settings), engine, settings)
    try:
        client = TestClient(whole)
        older, newer = client.get("/dumps/SHA256SUMS?release=1").text, client.get("/dumps/SHA256SUMS").text
        assert "gm0193/begroting/2021/goals.csv" in older
        assert "gm9999/begroting/2031/goals.csv" in newer
        page = client.get("/dumps?release=1", headers={"accept": "text/html"}).text
        link = re.search(r'href="(/dumps/all/goals.csv[^"]*)"', page)
        assert link is not None
        digest = hashlib.sha256(client.get(unescape(link[1])).content).hexdigest()
        assert f"{digest}  all/goals.csv" in older
        assert digest not in newer
    finally:
        whole.close()
        engine.close()


def test_dumps_that_can_not_be_made_are_a_problem_that_says_why(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="no release 0001-gone") as refused:
        asyncio.run(DumpMaker(tmp_path, patience_s=60.0).dumps("0001-gone"))
    assert refused.value.problem.kind.status == 503


def test_sending_a_file_takes_no_memory_for_it(tmp_path: Path) -> None:
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    request = Request({"type": "http", "method": "GET", "headers": []})
    headers = {"ETag": '"x"', "Last-Modified": "Sat, 01 Jan 2000 00:00:00 GMT"}
    answer = send_ranged(request, [Segment(large, large.stat().st_size)] * 2, "application/gzip", headers)

    async def drained() -> int:
        count = 0
        async for piece in answer.body_iterator:  # type: ignore[attr-defined]
            count += len(piece)
        return count

    tracemalloc.start()
    try:
        assert asyncio.run(drained()) == 2 * large.stat().st_size
        assert tracemalloc.get_traced_memory()[1] < 8 * 1024 * 1024
    finally:
        tracemalloc.stop()
