"""The catalogue over HTTP: as a page that search engines read too, and in forms of RDF that say the same."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from starlette.testclient import TestClient

from service.engine.embedded import EmbeddedEngine
from service.engine.opening import capacity
from service.release.releases import Releases
from service.settings import Settings, SettingsError, read_settings
from service.web.forms import FORMATS, SUFFIXES
from service.web.serving import build

NAME = 'Stichting <Voorbeeld> & "co"'


@pytest.fixture(scope="module")
def client(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = Path(shutil.copytree(real_data, tmp_path_factory.mktemp("catalogue") / "data"))
    settings = Settings(
        data=data, workers=1, spare_workers=1, slow_workers=1, own_workers=1,
        publisher_name=NAME, publisher_iri="https://ror.org/00example0", contact_email="data@voorbeeld.example",
    )  # fmt: skip
    engine = EmbeddedEngine(Releases(data), capacity(settings))
    yield TestClient(build(engine, settings), follow_redirects=False)
    engine.close()


def statements(client: TestClient, address: str, form: str) -> set[str]:
    answer = client.get(address, headers={"accept": form})
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, form)
    return {str(quad.triple) for quad in parse(answer.content, FORMATS[form])}


@pytest.mark.parametrize("path", ["/catalogue", "/catalogue/gm0193"])
def test_every_form_says_the_same_by_accept_and_by_suffix(path: str, client: TestClient) -> None:
    forms = {suffix: form for suffix, form in SUFFIXES.items() if suffix != "html"}
    assert len(forms) == 4
    told = statements(client, path, "application/n-triples")
    assert len(told) > 1000
    for suffix, form in forms.items():
        assert statements(client, path, form) == told
        assert statements(client, f"{path}.{suffix}", form) == told


def test_an_accept_that_nothing_answers_is_told_what_there_is(client: TestClient) -> None:
    answer = client.get("/catalogue", headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/catalogue/gm0001", 404),
        ("/catalogue/x.ttl", 404),
        ("/catalogue.xyz", 404),
        ("/catalogue?page=2", 404),
        ("/catalogue?page=0", 400),
        ("/catalogue?page=x", 400),
        ("/catalogue/gm0193?page=99999999999999999999", 400),
    ],
)
def test_what_it_does_not_have_is_a_problem(path: str, status: int, client: TestClient) -> None:
    answer = client.get(path, headers={"accept": "text/turtle, application/problem+json"})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize(("language", "words"), [("nl", "Gegevensverzamelingen"), ("en", "Datasets")])
@pytest.mark.parametrize("path", ["/catalogue", "/catalogue/gm0193"])
def test_the_page_has_what_search_engines_read_and_no_name_ends_it(
    path: str, language: str, words: str, client: TestClient
) -> None:
    page = client.get(path, params={"lang": language}, headers={"accept": "text/html"})
    assert words in page.text
    embedded = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL)
    told = [one for one in map(json.loads, embedded) if one.get("@type") == "DataCatalog"]
    assert len(told) == 1
    assert told[0]["publisher"]["name"] == NAME
    assert [one["inLanguage"] for one in told[0]["dataset"]]
    assert "<Voorbeeld>" not in page.text
    assert "data@voorbeeld.example" in page.text


def test_the_links_of_an_answer_lead_to_its_other_forms(client: TestClient) -> None:
    for accept in ("text/html", "text/turtle"):
        link = client.get("/catalogue", headers={"accept": accept}).headers["link"]
        addresses = re.findall(r'<([^>]+)>; rel="alternate"', link)
        assert len(addresses) == len(SUFFIXES)
        assert all(client.get(address).status_code == 200 for address in addresses)
        assert '</catalogue>; rel="canonical"' in link


def test_every_address_of_ours_in_it_leads_somewhere(client: TestClient) -> None:
    base, found = "http://localhost:8000", set()
    for quad in parse(client.get("/catalogue.nt").content, RdfFormat.N_TRIPLES):
        for term in (quad.subject, quad.object):
            if getattr(term, "value", "").startswith(f"{base}/") and "#" not in str(quad.predicate.value)[-1:]:
                found.add(term.value.partition("#")[0].removeprefix(base))
    assert len(found) > 60
    literal = {address for address in found if " " in address}
    for address in sorted(found - literal):
        assert client.get(address, headers={"accept": "text/html, */*;q=0.5"}).status_code in {200, 303}, address


def test_the_same_catalogue_is_not_sent_twice(client: TestClient) -> None:
    first = client.get("/catalogue.ttl")
    assert client.get("/catalogue.ttl", headers={"if-none-match": first.headers["etag"]}).status_code == 304
    assert client.head("/catalogue.ttl").content == b""
    assert first.content == client.get("/catalogue.ttl").content


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLISHER_IRI", "zwolle"),
        ("PUBLISHER_IRI", "http://x y"),
        ("CONTACT_EMAIL", "nobody"),
        ("CONTACT_PAGE", "javascript:x"),
        ("DOI", "doi:10.1/x"),
        ("PUBLISHER_NAME", ""),
    ],
)
def test_a_setting_of_another_form_is_refused_by_its_name(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"DOELGRAAF_{name}", value)
    with pytest.raises(SettingsError, match=f"DOELGRAAF_{name}"):
        read_settings()
