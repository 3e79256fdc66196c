"""An amount that stands in a sum is corrected together with what changes with it; alone, publishing refuses it."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from fastapi import FastAPI
from starlette.testclient import TestClient

from ingest.write import Run, ingest
from ontology import blanks
from ontology.codes import BudgetLine, Code, Phase, code_iri
from ontology.language import Language
from service.answers.amount_sums import tied_to
from service.answers.contents import Amount
from service.answers.proposal_words import AMOUNT_SUMS
from service.answers.vocabulary import Coded, code_label
from service.release.publish import publish
from service.release.releases import Releases, ViolationsError
from tests.conftest import BASE
from tests.web.published import serve

OF_GOAL = "gm9999/begroting/2031/1.1.3"
GOAL = f"{BASE}/id/goal-version/{OF_GOAL}"
SUM = {"expenditure": "867900", "revenue": "124650", "balance": "743250"}
RESERVES = {"addition-to-reserves": "25000", "withdrawal-from-reserves": "0", "result": "768250"}


def table(values: Mapping[str, str], phase: Phase = Phase.ORIGINAL) -> list[Amount]:
    """The amounts of one year and phase, each at a place of its own."""
    return [
        Amount(name, coded(BudgetLine(name)), coded(phase), 2031, value, value, 10 * order, 10 * order + 5)
        for order, (name, value) in enumerate(values.items())
    ]


def coded(code: Code) -> Coded:
    return Coded(code_iri(code), code.value, code_label(code))


def tied(name: str, amounts: Iterable[Amount]) -> tuple[list[str], bool, bool]:
    every = list(amounts)
    found = tied_to(next(one for one in every if one.iri == name), every)
    return [one.iri for one in found.others], found.balance, found.result


def test_what_changes_with_an_amount_is_what_stands_in_its_sums() -> None:
    every = table(SUM | RESERVES)
    assert tied("expenditure", every) == (["revenue", "balance", "result"], True, True)
    assert tied("balance", every) == (["expenditure", "revenue", "result"], True, True)
    assert tied("result", every) == (["addition-to-reserves", "withdrawal-from-reserves"], False, True)
    assert tied("revenue", table(SUM)) == (["expenditure", "balance"], True, False)
    assert tied("balance", table({"balance": "743250"} | RESERVES))[0] == [*list(RESERVES)[:2], "result"]
    gains = table({"expenditure": "10", "revenue": "25", "balance": "15"})
    assert tied("expenditure", gains) == (["revenue", "balance"], True, False)


def test_an_amount_of_a_sum_that_does_not_hold_or_lacks_a_part_changes_alone() -> None:
    alone = ([], False, False)
    assert tied("expenditure", table(SUM | {"balance": "743251"})) == alone
    assert tied("expenditure", table({"expenditure": "1", "balance": "1"})) == alone
    assert tied("expenditure", table(SUM, Phase.DIFFERENCE)) == alone
    unplaced = [replace(one, start=None, end=None) if one.iri == "revenue" else one for one in table(SUM)]
    assert tied("balance", unplaced) == alone
    elsewhere = [replace(one, year=2032) if one.iri == "revenue" else one for one in table(SUM)]
    assert tied("balance", elsewhere) == alone


@pytest.fixture(scope="module")
def client(municipality: FastAPI) -> TestClient:
    return TestClient(municipality, follow_redirects=False)


def prepared(client: TestClient, line: str, language: Language = Language.NL) -> tuple[str, list[dict[str, object]]]:
    """What is said of an amount of the goal, and the entries that are prepared for it."""
    thing = f"{BASE}/id/observation/{OF_GOAL}/{line}/2031/original"
    shown = client.get("/klopt-dit-niet", params={"thing": thing, "lang": language}, headers={"accept": "text/html"})
    (entry,) = re.findall(r"<pre[^>]*>(.*?)</pre>", shown.text, re.DOTALL)
    return html.unescape(shown.text), yaml.safe_load(html.unescape(entry))["amounts"]


@pytest.mark.parametrize("language", Language)
def test_the_entry_of_an_amount_has_those_that_change_with_it(client: TestClient, language: Language) -> None:
    shown, entries = prepared(client, "expenditure", language)
    assert AMOUNT_SUMS[True, True].say(language) in shown
    assert [one["value"] for one in entries] == [867900, 124650, 743250, 768250]
    assert [one["why"] == blanks.WHY.say(language) for one in entries] == [True, False, False, False]
    told = {Language.NL: "hoort bij de correctie van lasten 2031", Language.EN: "goes with the correction of"}
    assert all(told[language] in str(one["why"]) for one in entries[1:])


def corrected(examples: Path, folder: Path, entries: list[dict[str, object]]) -> Path:
    folder.mkdir()
    filled = [one | {"why": "een verschrijving"} for one in entries]
    (folder / "corrections.yml").write_text(yaml.safe_dump({"amounts": filled}), "utf-8")
    summary = ingest(Run((examples / "fictional", folder), folder / "dataset", BASE))
    assert (summary.corrections.followed, summary.issues) == (len(entries), ())
    return folder / "dataset"


def test_corrected_together_they_are_published_and_shown(client: TestClient, examples: Path, tmp_path: Path) -> None:
    right = {867900: 876900, 743250: 752250, 768250: 777250}
    entries = [one for one in prepared(client, "expenditure")[1] if one["value"] in right]
    dataset = corrected(
        examples, tmp_path / "right", [one | {"value": right[int(str(one["value"]))]} for one in entries]
    )
    publish(dataset, tmp_path / "data")
    assert Releases(tmp_path / "data").current()
    page = TestClient(serve(dataset)).get(f"/doc/goal-version/{OF_GOAL}", headers={"accept": "text/html"}).text
    for was, now in (("867.900", "876.900"), ("743.250", "752.250")):
        assert re.search(rf"€\s{now}.*?gelezen als €\s{was}; een verschrijving \(redactie\)", page, re.DOTALL)


def test_corrected_alone_publishing_refuses_and_names_the_remedy(
    client: TestClient, examples: Path, tmp_path: Path
) -> None:
    first = prepared(client, "expenditure")[1][0]
    dataset = corrected(examples, tmp_path / "alone", [first | {"value": 876900}])
    with pytest.raises(ViolationsError) as refused:
        publish(dataset, tmp_path / "data")
    told = refused.value.say(Language.NL), refused.value.say(Language.EN)
    assert "lasten, baten en saldo samen" in told[0]
    assert "expenditure, revenue and balance together" in told[1]
    assert all("corrections.yml" in one and OF_GOAL in one for one in told)
    assert not Releases(tmp_path / "data").identifiers()
