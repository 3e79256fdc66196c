"""The review over HTTP: its list, its page in both languages, its JSON, and text of pages that is only text."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from ontology.language import Language
from service.answers.review.finding import Kind, Severity
from service.answers.review.phrases import COUNTS, KINDS, SEVERITIES
from service.web.render import make_renderer
from service.web.review_models import KindCode, SeverityCode
from service.web.review_page import whole_file
from service.web.review_phrases import WORDS
from tests.conftest import BASE
from tests.web.review_pages import Sheet, holdings_of, make_dataset, review_of, site_over

BUDGET = "gm9999/begroting/2031"
REPORT = "gm9999/berap/2031-1"
LATER = "gm9999/begroting/2032"
TEMPLATES = Path(__file__).parents[2] / "service/web/templates"
HOSTILE = '<script>alert(1)</script> {{ 7*7 }} [bold]"><img src=x onerror=alert(1)>'


class Tags(HTMLParser):
    """The tags of a page with their attributes, and identifiers."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))

    def values(self, tag: str, name: str) -> list[str]:
        """The values of an attribute of a tag."""
        return [found[name] or "" for one, found in self.tags if one == tag and name in found]


@pytest.fixture(scope="module")
def client(fictional_dataset: Path) -> TestClient:
    return TestClient(site_over(fictional_dataset), follow_redirects=False)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sheets = [
        Sheet(
            "1.1.1", statement=f"We {HOSTILE}", description=f"{HOSTILE} zie doel 1.1.9.", holders=(f"Jan {HOSTILE}",)
        ),
        Sheet("1.1.2", description="Niets."),
    ]
    return make_dataset(tmp_path_factory.mktemp("hostile"), sheets)


def page(client: TestClient, path: str, language: str = "nl") -> str:
    answer = client.get(path, headers={"accept": "text/html", "accept-language": language})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_the_list_leads_to_each_document(client: TestClient) -> None:
    found = Tags(page(client, "/review"))
    assert {f"/review/{BUDGET}", f"/review/{REPORT}"} <= set(found.values("a", "href"))


def test_the_page_of_a_document_leads_to_its_review(client: TestClient) -> None:
    assert f"/review/{BUDGET}" in Tags(page(client, f"/doc/document/{BUDGET}")).values("a", "href")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", ["Nakijkrapport", "verwijst naar een nummer dat niet bestaat: doel 3.4.1", "ter informatie", "op de pagina zelf"]),
        ("en", ["Review", "refers to a number that does not exist: goal 3.4.1", "notice", "on the page itself"]),
    ],
)  # fmt: skip
def test_the_page_tells_its_findings_in_the_language_of_the_reader(
    client: TestClient, language: str, said: list[str]
) -> None:
    html = page(client, f"/review/{BUDGET}", language)
    assert f'<html lang="{language}"' in html
    assert all(words in html for words in said)


def test_a_finding_leads_into_the_text_that_was_read_and_into_the_live_page(client: TestClient) -> None:
    found = Tags(page(client, f"/review/{BUDGET}")).values("a", "href")
    assert f"/doc/goal-version/{BUDGET}/3.1.1?at=854-868" in found
    live = [address for address in found if address.startswith("https://begroting-2031.nergenshuizen.example/")]
    assert live
    assert all("#:~:text=" in address for address in live)
    goal = page(client, f"/doc/goal-version/{BUDGET}/3.1.1?at=854-868")
    assert re.search(r"<mark[^>]*k-here[^>]*>.*?zie doel 3\.4\.1", goal, re.DOTALL)


def test_over_an_incomplete_document_the_report_says_so_before_anything(client: TestClient) -> None:
    html = page(client, f"/review/{REPORT}")
    assert html.index("Let op: niet alle doelen van Berap 2031-1") < html.index("26 van 34 doelen")
    assert "nummer dat niet bestaat" not in html
    assert "Let op" not in page(client, f"/review/{BUDGET}")


def test_the_page_has_a_section_per_holder_that_begins_a_sheet_of_paper(client: TestClient) -> None:
    html = page(client, f"/review/{BUDGET}")
    ids = Tags(html).values("h2", "id")
    assert len(ids) == len(set(ids)) == 6
    assert {f"#{one}" for one in ids} <= set(Tags(html).values("a", "href"))
    style = client.get("/static/review.css").text
    assert re.search(r"@media print \{.*\.owner, \.owner \+ h1 \{ break-before: page;", style, re.DOTALL)


def test_one_holder_can_be_asked_for(client: TestClient) -> None:
    html = page(client, f"/review/{BUDGET}?holder=Tessa%20ten%20Toneel")
    assert len(Tags(html).values("h2", "id")) == 1
    answer = client.get(f"/v1/documents/{BUDGET}/review?holder=tessa ten toneel").json()
    assert [group["holder"]["name"] for group in answer["groups"]] == ["Tessa ten Toneel"]


@pytest.mark.parametrize("path", [f"/review/{BUDGET}", f"/v1/documents/{BUDGET}/review"])
def test_an_unknown_holder_is_a_problem_that_names_who_there_is(client: TestClient, path: str) -> None:
    answer = client.get(f"{path}?holder=Niemand", headers={"accept": "application/json"})
    assert answer.status_code == 404
    assert "Tessa ten Toneel" in answer.json()["available"]


@pytest.mark.parametrize("path", ["/review/gm9999/begroting/2099", "/v1/documents/gm9999/begroting/2099/review"])
def test_an_unknown_document_is_a_problem_that_names_those_there_are(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["available"]) == (404, [BUDGET, LATER, REPORT])


def test_the_json_has_its_frame_and_is_in_camel_case(client: TestClient) -> None:
    answer = client.get(f"/v1/documents/{REPORT}/review").json()
    assert list(answer)[:3] == ["caution", "coverage", "release"]
    assert answer["caution"]["en"].startswith("Note: not every goal of Berap 2031-1")
    assert answer["coverage"]["goalsExpected"] == 34
    finding = answer["groups"][0]["reviewed"][0]["findings"][0]
    assert (finding["kind"], finding["severity"], finding["placesFound"]) == ("neutral-shift", "doubt", 2)
    place = finding["places"][0]
    assert place["link"] == f"{BASE}/doc/goal-version/{REPORT}/2.1.1?at={place['start']}-{place['end']}"
    counted = {(one["kind"], one["severity"]): one["count"] for one in answer["counts"]}
    assert counted["neutral-shift", "doubt"] == 9


def test_the_review_stands_in_openapi_and_answers_head(client: TestClient) -> None:
    described = client.get("/v1/openapi.json").json()
    path = "/documents/{organisation}/{kind}/{year}/review"
    assert described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert client.head(f"/v1/documents/{BUDGET}/review").status_code == 200
    assert client.head(f"/review/{BUDGET}").status_code == 200


def test_codes_of_the_json_are_those_of_findings() -> None:
    assert set(KindCode.__args__) == {kind.value for kind in Kind}
    assert set(SeverityCode.__args__) == {severity.value for severity in Severity}


def test_the_answer_is_the_same_each_time(client: TestClient) -> None:
    first, second = (client.get(f"/review/{BUDGET}") for _ in range(2))
    assert first.content == second.content
    again = client.get(f"/review/{BUDGET}", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("form", ["page", "file"])
def test_text_of_pages_is_only_text(hostile: Path, form: str) -> None:
    if form == "page":
        application: FastAPI = site_over(hostile)
        html = page(TestClient(application), "/review/gm9350/begroting/2031")
    else:
        held = holdings_of(hostile)
        report = review_of(hostile, "gm9350/begroting/2031")
        html = whole_file(make_renderer(), held, [report], Language.NL, published=True)
    found = Tags(html)
    assert "script" not in {tag for tag, _ in found.tags}
    assert "img" not in {tag for tag, _ in found.tags}
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{{ 7*7 }}" in html


def test_a_file_has_its_style_in_it_and_nothing_from_elsewhere(fictional_dataset: Path) -> None:
    reports = [review_of(fictional_dataset, path) for path in (BUDGET, REPORT)]
    for published in (True, False):
        html = whole_file(make_renderer(), holdings_of(fictional_dataset), reports, Language.EN, published=published)
        found = Tags(html)
        assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in found.tags}
        assert "break-before: page" in html
        assert html.startswith("<!doctype html>")
        ids = found.values("h2", "id")
        assert len(ids) == len(set(ids)) == 12
        ours = [one for one in found.values("a", "href") if "/doc/" in one]
        assert all(one.startswith("http://localhost:8000/doc/") for one in ours)
        assert bool(ours) is published
        assert ("published nowhere" in html) is not published


def test_notices_are_folded_behind_their_number_and_open_where_one_holder_is_printed(client: TestClient) -> None:
    whole = page(client, f"/review/{BUDGET}")
    assert Tags(whole).values("details", "class") == ["notices"] * 6
    assert "open" not in dict(next(found for tag, found in Tags(whole).tags if tag == "details"))
    assert "<summary>26 keer ter informatie</summary>" in whole
    alone = Tags(page(client, f"/review/{BUDGET}?holder=Bram+Bedacht"))
    assert [found for tag, found in alone.tags if tag == "details"] == [{"class": "notices", "open": None}]


@pytest.mark.parametrize(
    ("path", "query", "known"),
    [
        ("/review", "lang=nl", "lang"),
        (f"/review/{BUDGET}", "lang=nl&severity=doubt&minConfidence=0.8", "holder, lang, minConfidence, severity"),
    ],
)
def test_a_parameter_that_a_page_does_not_take_is_refused_by_its_name(
    client: TestClient, path: str, query: str, known: str
) -> None:
    assert client.get(f"{path}?{query}").status_code == 200
    wrong = client.get(f"{path}?{query}&foo=1")
    assert wrong.status_code == 400
    assert wrong.json()["detail"] == f"de parameter 'foo' bestaat niet; er zijn {known}"


def test_only_what_weighs_enough_can_be_asked_for(client: TestClient) -> None:
    whole, errors = page(client, f"/review/{BUDGET}"), page(client, f"/review/{BUDGET}?severity=doubt")
    assert f"/review/{BUDGET}?severity=doubt" in Tags(whole).values("a", "href")
    assert "84 bevindingen die minder wegen, zijn niet getoond." in errors
    assert not Tags(errors).values("details", "class")
    told = client.get(f"/v1/documents/{BUDGET}/review?severity=error").json()
    assert (told["hidden"], sum(one["count"] for one in told["counts"])) == (84, 3)
    assert client.get(f"/v1/documents/{BUDGET}/review?severity=grave").status_code == 400


def test_every_word_of_the_pages_is_used_and_in_both_languages() -> None:
    sources = [
        *TEMPLATES.glob("review*.html"),
        *(TEMPLATES.parents[1]).glob("review_*.py"),
        *(TEMPLATES.parents[1]).glob("web/review*.py"),
    ]
    text = "".join(path.read_text("utf-8") for path in sources)
    named = set(re.findall(r"""(?:words|self)\(["'](\w+)["']""", text)) | set(re.findall(r'"(in_text|on_page)"', text))
    assert named == set(WORDS)
    for phrase in WORDS.values():
        assert phrase.nl != phrase.en
        assert sorted(re.findall(r"{(\w+)}", phrase.nl)) == sorted(re.findall(r"{(\w+)}", phrase.en))
    assert set(KINDS) == set(Kind)
    assert set(SEVERITIES) == set(COUNTS) == set(Severity)
