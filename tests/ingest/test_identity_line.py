"""From pages to answers: identifiers of goals stay, whatever is read later, and odd input gives no wrong certainty."""

import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from few_pages import dataset_of, run, thing, values
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from starlette.testclient import TestClient
from three_years import FIRST, ORGANISATION, SWAPPED, Page, budget, pages, write_pages

from ingest.link import decided
from ingest.link.identity import identify
from ingest.link.threads import GAP
from ontology import terms as t
from ontology.check import check
from ontology.dataset import BodyFiles, Dataset
from ontology.identity_methods import MOST_YEARS_APART
from ontology.iri import DocumentKey, graph
from service.answers.coverage import Holdings
from service.answers.vocabulary import vocabulary
from service.release.publish import publish
from service.web import api, resources, years
from service.web.app import application
from service.web.site import make_site
from tests.web.memory_engine import MemoryEngine

Documents = Mapping[DocumentKey, list[Page]]
REPLACED = f"{t.PREFIXES['dcterms']}isReplacedBy"


def later_town() -> list[Page]:
    return pages(SWAPPED, groen=("Ook daken en gevels krijgen planten, en scholen een tuin.",))


def years_of(*found: int) -> dict[DocumentKey, list[Page]]:
    every = {2031: pages(FIRST), 2032: later_town(), 2033: later_town(), 2034: later_town()}
    return {budget(year): every[year] for year in found}


def version(year: int, number: str) -> str:
    return f"goal-version/{ORGANISATION}/begroting/{year}/{number}"


def read(root: Path, documents: Documents, out: Path, corrections: str | None = None) -> Path:
    """A run over these documents alone."""
    shutil.rmtree(root / "pages", ignore_errors=True)
    run(write_pages(root / "pages", documents), out, corrections)
    return out


def identifiers(out: Path, year: int) -> dict[str, list[str]]:
    """The goals of each version of a budget."""
    return {number: values(out, version(year, number), t.VERSION_OF) for number in FIRST.values()}


def ledger(out: Path) -> list[str]:
    return (out / BodyFiles(ORGANISATION).ledger).read_text("utf-8").splitlines()


def kinds(out: Path) -> set[str]:
    lines = Dataset(out).lines(BodyFiles(ORGANISATION).body)
    return {line.split(" ")[2].rpartition("#")[2].rstrip(">") for line in lines if f"<{t.CHANGE_KIND}>" in line}


def same(claim: str, earlier: tuple[int, str], later: tuple[int, str]) -> str:
    ends = (
        f"{end}: {{document: {ORGANISATION}/begroting/{year}, number: {number}}}"
        for end, (year, number) in (("earlier", earlier), ("later", later))
    )
    return "identity:\n  - " + "\n    ".join((*ends, f"claim: {claim}", "why: zo is het", "by: redactie")) + "\n"


def serve(out: Path) -> Iterator[TestClient]:
    """The service over a dataset, from memory."""
    dataset = Dataset(out)
    manifest = dataset.manifest()
    defined = NamedNode(graph(manifest.base, "def"))
    quads = [Quad(quad.subject, quad.predicate, quad.object, defined) for quad in vocabulary()]
    for path in manifest.all_files:
        if path.endswith(".nq.gz"):
            quads += parse(dataset.read(path), format=RdfFormat.N_QUADS)
    engine = MemoryEngine(quads, "20310101-test")
    held = Holdings(manifest, "20310101-test", datetime(2031, 1, 2, 3, 4, 5, tzinfo=UTC))
    site = make_site(engine, lambda: held)
    routers = [module.router(site) for module in (api, resources, years)]
    with TestClient(application(engine, routers, current=site.current), follow_redirects=False) as client:
        yield client


def test_to_run_again_changes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "dataset"
    first = dataset_of(read(tmp_path, years_of(2031, 2032), out))
    assert dataset_of(read(tmp_path, years_of(2031, 2032), out)) == first


def test_an_older_document_that_comes_later_takes_the_identifiers_that_are_there(tmp_path: Path) -> None:
    out = tmp_path / "dataset"
    published = identifiers(read(tmp_path, years_of(2032, 2033), out), 2032)
    lines = ledger(out)
    read(tmp_path, years_of(2031), out)
    assert identifiers(out, 2032) == identifiers(out, 2033) == published
    assert identifiers(out, 2031) == published | {"1.1.1": published["1.1.2"], "1.1.2": published["1.1.1"]}
    assert ledger(out)[: len(lines)] == lines
    assert values(out, version(2032, "1.1.1"), t.PREVIOUS_VERSION) == [thing(version(2031, "1.1.2"))]
    assert list(check(Dataset(out))) == []


def test_documents_that_come_one_by_one_in_any_order_end_as_all_at_once(tmp_path: Path) -> None:
    once = read(tmp_path, years_of(2031, 2032, 2033), tmp_path / "once")
    for order in ((2033, 2031, 2032), (2032, 2033, 2031)):
        out = tmp_path / "-".join(map(str, order))
        for year in order:
            read(tmp_path, years_of(year), out)
        body = BodyFiles(ORGANISATION).body
        claims = [
            [line for line in Dataset(one).lines(body) if "/id/identity/" in line.partition(" ")[0]]
            for one in (once, out)
        ]
        assert claims[0] == claims[1]
        of_goals = [
            [identifiers(one, year)[number] for year in (2031, 2032, 2033) for number in FIRST.values()]
            for one in (once, out)
        ]
        grouped = [[found.index(goal) for goal in found] for found in of_goals]
        assert grouped[0] == grouped[1], "the same versions are one goal, whatever its identifier"


def test_a_document_that_is_offered_twice_is_one_document(tmp_path: Path) -> None:
    out, twice = read(tmp_path, years_of(2031, 2032), tmp_path / "dataset"), tmp_path / "twice"
    copies = tmp_path / "pages" / "copies"
    shutil.copytree(tmp_path / "pages" / "begroting-2032", copies)
    listed = (tmp_path / "pages" / "bodies.yml").read_text("utf-8")
    again = "begroting-2032:" + listed.partition("begroting-2032:")[2]
    (tmp_path / "pages" / "bodies.yml").write_text(listed + again.replace("begroting-2032:", "copies:"), "utf-8")
    run(tmp_path / "pages", twice)
    graphs = {name: content for name, content in dataset_of(out).items() if name.startswith(("graphs/", "ledger/"))}
    assert len(graphs) > 4
    assert {name: dataset_of(twice)[name] for name in graphs} == graphs


def test_years_that_are_missing_break_no_goal_and_too_many_of_them_give_no_claim(tmp_path: Path) -> None:
    near = read(tmp_path, {budget(2031): pages(FIRST), budget(2036): pages(FIRST)}, tmp_path / "near")
    assert kinds(near) == {"unchanged"}
    assert identifiers(near, 2031) == identifiers(near, 2036)
    far = read(tmp_path, {budget(2031): pages(FIRST), budget(2037): pages(FIRST)}, tmp_path / "far")
    assert kinds(far) == set(), "not compared is not found to be another"
    assert len({goal for year in (2031, 2037) for one in identifiers(far, year).values() for goal in one}) == 12
    listed = tmp_path / "pages" / "bodies.yml"
    listed.write_text(listed.read_text("utf-8").replace("}", ", complete: true}"), "utf-8")
    run(tmp_path / "pages", far)
    assert kinds(far) == set()
    for client in serve(far):
        asked = {"before": budget(2031).path, "after": budget(2037).path}
        answer = client.get("/v1/diff", params=asked).json()
        assert {kind for item in answer["items"] for kind in item["kinds"]} == {"only-before", "only-after"}
        assert "were not compared" in answer["caution"]["en"]


def test_answers_know_how_many_years_apart_goals_are_followed() -> None:
    assert MOST_YEARS_APART == GAP


def test_a_goal_that_stands_twice_in_a_document_is_certainly_neither(tmp_path: Path) -> None:
    double = {budget(2031): pages(FIRST), budget(2032): [*pages(FIRST), Page("sport", "2.2.3")]}
    out = read(tmp_path, double, tmp_path / "dataset")
    (goal,) = values(out, version(2031, "2.2.2"), t.VERSION_OF)
    for number in ("2.2.2", "2.2.3"):
        assert values(out, version(2032, number), t.PREVIOUS_VERSION) == []
        assert goal not in values(out, version(2032, number), t.VERSION_OF)
    assert list(check(Dataset(out))) == []


def test_a_threshold_that_changes_moves_no_identifier_that_was_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "dataset"
    published = identifiers(read(tmp_path, years_of(2031, 2032), out), 2031)
    lines = ledger(out)
    monkeypatch.setattr(decided, "identify", partial(identify, certain=2.0))
    read(tmp_path, years_of(2031, 2032, 2033), out)
    assert identifiers(out, 2031) == published, "what was there first keeps its identifier"
    apart = [goal for year in (2031, 2032, 2033) for found in identifiers(out, year).values() for goal in found]
    assert len(apart) == len(set(apart)) == 18
    monkeypatch.undo()
    read(tmp_path, years_of(2031, 2032, 2033, 2034), out)
    assert identifiers(out, 2031) == published
    assert identifiers(out, 2032) == published | {"1.1.1": published["1.1.2"], "1.1.2": published["1.1.1"]}
    assert ledger(out)[: len(lines)] == lines
    for goal in set(apart) - {goal for found in published.values() for goal in found}:
        (now,) = values(out, goal.removeprefix("<").removesuffix(">"), REPLACED)
        assert now in {goal for found in published.values() for goal in found}


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str, str]:
    """A dataset before and after two goals turned out to be one, with the identifiers of both."""
    root = tmp_path_factory.mktemp("corrected")
    apart = same("not-same", (2031, "1.2.1"), (2032, "1.2.1"))
    out = read(root, years_of(2031, 2032), root / "before", apart)
    (first,), (second,) = (values(out, version(year, "1.2.1"), t.VERSION_OF) for year in (2031, 2032))
    shutil.copytree(out, root / "after")
    after = read(root, years_of(2031, 2032), root / "after", same("same", (2031, "1.2.1"), (2032, "1.2.1")))
    prefix = thing(f"goal/{ORGANISATION}/").removesuffix(">")
    return out, after, first.removeprefix(prefix).rstrip(">"), second.removeprefix(prefix).rstrip(">")


def test_a_corrected_duplicate_redirects_and_is_never_gone(corrected: tuple[Path, Path, str, str]) -> None:
    _, after, first, second = corrected
    assert first != second
    for client in serve(after):
        for path in ("/id/goal", "/doc/goal", "/v1/goals"):
            found = client.get(f"{path}/{ORGANISATION}/{second}")
            assert (found.status_code, found.headers["location"]) == (301, f"{path}/{ORGANISATION}/{first}")
        assert client.get(f"/id/goal/{ORGANISATION}/{first}").status_code == 303
        turtle = client.get(f"/doc/goal/{ORGANISATION}/{second}.ttl")
        assert (turtle.status_code, turtle.headers["location"]) == (301, f"/doc/goal/{ORGANISATION}/{first}.ttl")
        timeline = client.get(f"/v1/goals/{ORGANISATION}/{first}").json()
        assert [entry["document"] for entry in timeline["entries"]] == [budget(2031).path, budget(2032).path]


def test_a_corrected_duplicate_is_no_loss_to_publish(corrected: tuple[Path, Path, str, str], tmp_path: Path) -> None:
    before, after, _, second = corrected
    publish(before, tmp_path / "data")
    publish(after, tmp_path / "data")
    assert values(after, f"goal/{ORGANISATION}/{second}", REPLACED)
    assert list(check(Dataset(after))) == []


def test_a_correction_that_is_taken_back_gives_both_their_own_identifier_again(
    corrected: tuple[Path, Path, str, str], tmp_path: Path
) -> None:
    before, after, _, second = corrected
    shutil.copytree(after, tmp_path / "again")
    apart = same("not-same", (2031, "1.2.1"), (2032, "1.2.1"))
    again = read(tmp_path, years_of(2031, 2032), tmp_path / "again", apart)
    assert identifiers(again, 2031) == identifiers(before, 2031)
    assert identifiers(again, 2032) == identifiers(before, 2032)
    assert values(again, f"goal/{ORGANISATION}/{second}", REPLACED) == []


def test_goals_that_policy_merged_stay_two_and_lead_on(tmp_path: Path) -> None:
    out = tmp_path / "dataset"
    published = identifiers(read(tmp_path, years_of(2031, 2032), out), 2031)
    read(tmp_path, years_of(2031, 2032), out, same("merged", (2031, "2.2.1"), (2032, "2.2.2")))
    assert identifiers(out, 2031) == published
    (former,), (other,) = published["2.2.1"], published["2.2.2"]
    path = former.rpartition("/")[2].rstrip(">")
    for client in serve(out):
        assert client.get(f"/id/goal/{ORGANISATION}/{path}").status_code == 303
        timeline = client.get(f"/v1/goals/{ORGANISATION}/{path}").json()
        assert [f"<{one['iri']}>" for one in timeline["continuedAs"]] == [other]
        found = client.get("/v1/where", params={"number": "2.2.1", "year": 2031}).json()
        assert [one["version"]["number"] for one in found["today"]] == ["2.2.2"]
