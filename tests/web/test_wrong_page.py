"""The page "Klopt dit niet?": what it prepares is what `doelgraaf ingest` follows, and it works without script."""

import gzip
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml
from fastapi import FastAPI
from starlette.testclient import TestClient

from ingest.pages import InputError
from ingest.write import Run, ingest
from ontology import terms as t
from ontology.dataset import Dataset
from service.answers.dcat.publisher import Publisher
from tests.conftest import BASE
from tests.web.published import OPERATOR, serve
from tests.web.sheet import BASE as TOWN

BUDGET, REPORT = "gm9999/begroting/2031", "gm9999/berap/2031-1"
GOAL = f"{BASE}/id/goal-version/{BUDGET}/1.1.3"
REPORTED = f"{BASE}/id/goal-version/{REPORT}/1.1.1"
_ENTRY = re.compile(r'<article class="card correctable" id="([^"]+)".*?<pre[^>]*>(.*?)</pre>', re.DOTALL)
_MAIL = re.compile(r'href="(mailto:[^"]+)"')


@pytest.fixture(scope="module")
def client(municipality: FastAPI) -> TestClient:
    return TestClient(municipality, follow_redirects=False)


def page(client: TestClient, thing: str, language: str = "nl") -> str:
    answer = client.get("/klopt-dit-niet", params={"thing": thing, "lang": language}, headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return answer.text


def entries(client: TestClient, thing: str, language: str = "nl") -> dict[str, str]:
    """The prepared entries of a page by their anchors."""
    return {anchor: html.unescape(entry) for anchor, entry in _ENTRY.findall(page(client, thing, language))}


def joined(some: list[str]) -> str:
    """Entries as one file of corrections."""
    together: dict[str, list[object]] = {}
    for entry in some:
        for name, values in yaml.safe_load(entry).items():
            together.setdefault(name, []).extend(values)
    return yaml.safe_dump(together, allow_unicode=True, sort_keys=False)


def counted(content: str) -> int:
    """How many entries a file of corrections has; an amount has one for each that changes with it."""
    return sum(map(len, yaml.safe_load(content).values()))


def corrected(pages: Path, folder: Path, corrections: str) -> Path:
    """The dataset of some pages with corrections."""
    folder.mkdir()
    (folder / "corrections.yml").write_text(corrections, "utf-8")
    ingest(Run((pages, folder), folder / "out", BASE))
    return folder / "out"


def told(out: Path) -> Iterator[str]:
    """What the issues of a dataset say of corrections."""
    for path in sorted((out / "issues").rglob("*.gz")):
        for line in gzip.decompress(path.read_bytes()).decode().splitlines():
            if "correction" in json.loads(line)["code"]:
                yield line


def values(out: Path, subject: str, predicate: str) -> set[str]:
    """What the graphs say of a thing under one property; `subject` is the end of its IRI."""
    found = set()
    for path in sorted((out / "graphs").rglob("*.gz")):
        for line in gzip.decompress(path.read_bytes()).decode().splitlines():
            who, what, rest = line.split(" ", 2)
            if who.endswith(f"{subject}>") and what == f"<{predicate}>":
                found.add(rest.rsplit(" <", 1)[0])
    return found


def filled(entry: str) -> str:
    """A prepared entry with a reason in it."""
    blank = "why: vul hier in wat er niet klopt"
    assert entry.count(blank) == 1
    return entry.replace(blank, "why: dat staat er niet")


def test_a_prepared_entry_is_refused_until_it_says_why(client: TestClient, examples: Path, tmp_path: Path) -> None:
    for language in ("nl", "en"):
        some = entries(client, GOAL, language)
        assert len(some) > 10
        for number, entry in enumerate(some.values()):
            with pytest.raises(InputError, match=r"`(why|exact|number)` is not filled in yet"):
                corrected(examples / "fictional", tmp_path / f"{language}{number}", entry)


def test_every_prepared_entry_finds_its_place_and_is_told_to_say_what_was_read_already(
    client: TestClient, examples: Path, tmp_path: Path
) -> None:
    some = entries(client, GOAL) | {f"report-{name}": entry for name, entry in entries(client, REPORTED).items()}
    kept = {name: entry for name, entry in some.items() if "add: true" not in entry and "remove: true" not in entry}
    lists = {name for entry in kept.values() for name in yaml.safe_load(entry)}
    assert lists == {"pages", "holders", "references", "amounts", "effects"}
    assert len(kept) > 20
    content = joined(list(map(filled, kept.values())))
    codes = [json.loads(line)["code"] for line in told(corrected(examples / "fictional", tmp_path / "same", content))]
    assert codes == ["correction-nothing"] * counted(content)


def test_entries_of_real_pages_are_taken_too(real_dataset: Path, examples: Path, tmp_path: Path) -> None:
    client = TestClient(serve(real_dataset))
    versions = [item["version"] for item in client.get("/v1/versions?loaded=true").json()["items"]]
    assert len(versions) == 2
    some = [entry for one in versions for entry in entries(client, one).values()]
    kept = [filled(entry) for entry in some if "add: true" not in entry and "remove: true" not in entry]
    assert len(kept) > 15
    content = joined(kept)
    codes = [json.loads(line)["code"] for line in told(corrected(examples / "real", tmp_path / "real", content))]
    assert codes == ["correction-nothing"] * counted(content)


# the entry of which statement, what is put in the place of what, and what the graph then says of which thing
FOLLOWED = [
    ("zie doel 4.2.3", "number: 4.2.3", "number: 1.2.1", t.REFERRED_ELEMENT, f"goal-version/{BUDGET}/1.2.1>"),
    ("Tessa ten Toneel", "name: Tessa ten Toneel", "name: Tess ten Toneel", t.HOLDER_NAME, '"Tess ten Toneel"'),
    ("statement:", "statement: ", "statement: Anders gezegd, ", t.STATEMENT, "Anders gezegd"),
    ("label: ", "label: ", "label: Nieuwe ", t.NAME, '"Nieuwe '),
]


@pytest.mark.parametrize("case", FOLLOWED, ids=[case[0] for case in FOLLOWED])
def test_a_prepared_entry_with_the_right_value_filled_in_is_followed(
    client: TestClient, examples: Path, tmp_path: Path, case: tuple[str, str, str, str, str]
) -> None:
    assert len(FOLLOWED) == 4
    about, was, right, name, said = case
    anchor, entry = next((anchor, entry) for anchor, entry in entries(client, GOAL).items() if about in entry)
    assert entry.count(was) == 1, entry
    out = corrected(examples / "fictional", tmp_path / "right", filled(entry).replace(was, right))
    assert list(told(out)) == []
    _, of_reference, place = anchor.partition("-goal-1.1.3-")
    found = values(out, f"/goal-1.1.3/{place}" if of_reference else f"goal-version/{BUDGET}/1.1.3", name)
    assert any(said in one for one in found), found


def test_entries_pasted_one_below_the_other_all_count(client: TestClient, examples: Path, tmp_path: Path) -> None:
    found = entries(client, GOAL)
    some = [
        filled(entry).replace("kind: goal", "kind: ambition")
        for name, entry in found.items()
        if name.startswith("reference") and "kind: goal" in entry
    ][:2]
    assert len(some) == 2
    assert [entry.startswith("references:\n") for entry in some] == [True, True]
    out = corrected(examples / "fictional", tmp_path / "pasted", "".join(some))
    assert list(told(out)) == []
    assert Dataset(out).manifest().bodies["gm9999"].corrections == 2


def test_an_item_that_is_none_is_taken_out_and_a_missed_reference_added(
    client: TestClient, examples: Path, tmp_path: Path
) -> None:
    found = entries(client, GOAL)
    item = next(entry for name, entry in found.items() if name.startswith("criterion"))
    missed = found["missed-reference"].replace("neem hier de woorden van de pagina over", "Vastgoed")
    before = values(
        corrected(examples / "fictional", tmp_path / "before", "{}"), f"goal-version/{BUDGET}/1.1.3", t.HAS_CRITERION
    )
    out = corrected(
        examples / "fictional", tmp_path / "after", joined([filled(item), filled(missed).replace("0.0.0", "1.2.1")])
    )
    assert list(told(out)) == []
    after = values(out, f"goal-version/{BUDGET}/1.1.3", t.HAS_CRITERION)
    assert len(after) == len(before) - 1
    assert any("1.2.1" in one for one in values(out, f"goal-version/{BUDGET}/1.1.3", t.REFERS_TO))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_mail_has_the_statement_its_page_its_words_and_the_entry(client: TestClient, language: str) -> None:
    mails = [html.unescape(mail) for mail in _MAIL.findall(page(client, GOAL, language))]
    assert len(mails) == len(entries(client, GOAL, language)) > 10
    for mail in mails:
        parts = urlsplit(mail)
        assert unquote(parts.path) == OPERATOR.email
        body = parse_qs(parts.query, keep_blank_values=True)["body"][0]
        assert f"{BASE}/id/" in body
        assert "https://begroting-2031.nergenshuizen.example/p40247/" in body
        assert "corrections.yml" in body
        assert len(mail) < 4000
    assert any("zie doel 4.2.3" in unquote(mail) for mail in mails)


def test_the_address_of_the_page_itself_is_a_link(client: TestClient) -> None:
    for language in ("nl", "en"):
        shown = page(client, GOAL, language)
        address = "https://begroting-2031.nergenshuizen.example/p40247/doel-1-1-3-ontmoeten"
        lead = shown.partition('<p class="lead')[2].partition("</p>")[0]
        assert f'<a href="{address}" rel="noopener noreferrer">{address}</a>' in lead


def test_every_link_of_a_goal_page_leads_to_a_statement(client: TestClient) -> None:
    shown = client.get(f"/doc/goal-version/{BUDGET}/1.1.3", headers={"accept": "text/html"}).text
    links = set(re.findall(r'href="(/klopt-dit-niet[^"]+)"', shown))
    assert len(links) > 8
    pages: dict[str, str] = {}
    for link in map(html.unescape, links):
        address, _, anchor = link.partition("#")
        pages.setdefault(address, client.get(address, headers={"accept": "text/html"}).text)
        assert f'id="{anchor}"' in pages[address], link


def test_a_resource_page_leads_to_the_statement_too(client: TestClient) -> None:
    item = client.get(
        "/v1/references", params={"fromNumber": "1.1.3", "document": BUDGET, "citedNumber": "4.2.3"}
    ).json()
    reference = next(one["reference"] for one in item["items"] if one["exact"] == "zie doel 4.2.3")
    address = reference.removeprefix(BASE).replace("/id/", "/doc/")
    shown = client.get(address, headers={"accept": "text/html"}).text
    (link,) = set(re.findall(r'href="(/klopt-dit-niet[^"]+)"', shown))
    assert parse_qs(urlsplit(html.unescape(link)).query) == {"thing": [reference]}
    (entry,) = entries(client, reference).values()
    assert "zie doel 4.2.3" in entry
    assert entry in entries(client, GOAL).values()


def test_without_an_address_of_the_operator_there_is_no_mail(fictional_dataset: Path) -> None:
    client = TestClient(serve(fictional_dataset, Publisher()))
    shown = page(client, GOAL, "en")
    assert "mailto:" not in shown
    assert "Send the entry with the right value to whoever runs this service" in shown
    assert len(entries(client, GOAL, "en")) == len(entries(client, GOAL)) > 10


@pytest.mark.parametrize(
    ("thing", "status"),
    [
        ("", 400),
        ("x", 400),
        ("<script>", 400),
        (f"{BASE}/id/reference/x", 404),
        (f"{BASE}/id/nope", 404),
        (f"{BASE}/id/", 404),
        (f"{BASE}/id/no pe", 400),
        ("https://example.org/id/nope", 400),
        (f"{BASE}/id/goal-version/{BUDGET}/9.9.9", 404),
        (f"{BASE}/id/goal-version/{BUDGET}/1> ?p ?o", 400),
        (f"{TOWN}/id/goal-version/gm9999/begroting/1999/1", 400),
        (f"{BASE}/id/goal-version/{BUDGET}/%00", 404),
        ("x" * 600, 400),
    ],
)
def test_what_is_no_statement_is_a_problem(client: TestClient, thing: str, status: int) -> None:
    answer = client.get("/klopt-dit-niet", params={"thing": thing})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_version_that_is_only_named_says_that_there_is_nothing_to_correct(client: TestClient) -> None:
    named = client.get("/v1/versions?loaded=false&limit=1").json()["items"][0]["version"]
    assert 'class="notice"' in page(client, named)
    assert "no page" in page(client, named, "en").lower()
