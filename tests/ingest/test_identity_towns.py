"""Goals of pages followed through the years: the two real pages, the fictional municipality, and one of the corpus."""

import json
from pathlib import Path

import pytest

from benchmarks.followed import ALONE, followed
from benchmarks.read_towns import BASE, read_profiles, read_town
from benchmarks.towns_on_disk import write_town
from benchmarks.years import HELD_OUT, Town
from ingest.link.body import body_statements, document_statements, graphs
from ingest.link.identity import identify
from ingest.link.identity_triples import kin
from ingest.write import Run, ingest
from ontology import terms as t
from ontology.check import check
from ontology.codes import ChangeKind, CitedKind, DocumentKind
from ontology.dataset import BodyFiles, Dataset, DocumentFiles
from ontology.iri import DocumentKey

MOVED = {"2.2.3": "2.3.3"}  # «Beschermd thuis», by its words
REAL = ("gm0193/begroting/2021", "gm0193/berap/2023-2")


@pytest.fixture(scope="module")
def small() -> Town:
    """A town of the development seeds, with half of the words replaced at most."""
    return Town(7, 0, 0, goals=12, strengths=(0.0, 0.1, 0.33), years=3)


def lines(dataset: Path, code: str, *documents: str) -> list[str]:
    """The lines of the body graph and of the facts of documents."""
    found = Dataset(dataset)
    paths = [BodyFiles(code).body, *(DocumentFiles(DocumentKey.parse(document)).facts for document in documents)]
    return [line for path in paths for line in found.lines(path)]


def test_the_two_real_pages_stay_two_goals_without_any_claim(real_dataset: Path) -> None:
    found = lines(real_dataset, "gm0193", *REAL)
    goals = {line.split()[2] for line in found if f"<{t.VERSION_OF}>" in line}
    assert len(goals) == 2
    assert not any(f"<{t.IDENTITY_ASSERTION}>" in line for line in found)
    assert not any(f"<{t.PREVIOUS_VERSION}>" in line for line in found)


def test_the_goals_of_the_fictional_municipality_are_those_of_its_truth(
    fictional_dataset: Path, examples: Path
) -> None:
    """The report means by each number what the budget of its year means, but for one goal that moved."""
    documents = sorted(document.path for document in Dataset(fictional_dataset).documents())
    found = lines(fictional_dataset, "gm9999", *documents)
    goal_of = {line.split()[0]: line.split()[2] for line in found if f"<{t.VERSION_OF}>" in line}
    truth = (examples.parent / "tests/truth/fictional.jsonl").read_text("utf-8").splitlines()
    paths = [json.loads(line)["path"] for line in truth]
    numbers = {path.partition("/")[2].removeprefix("doel-").removesuffix(".txt").replace("-", ".") for path in paths}
    budgeted = {number for number in numbers if f"begroting-2031/doel-{number.replace('.', '-')}.txt" in paths}
    assert len(budgeted) == 34
    for number in sorted(budgeted):
        later = MOVED.get(number, number)
        budget = goal_of[f"<{BASE}/id/goal-version/gm9999/begroting/2031/{number}>"]
        report = goal_of.get(f"<{BASE}/id/goal-version/gm9999/berap/2031-1/{later}>")
        is_reported = f"berap-2031-1/doel-{later.replace('.', '-')}.txt" in paths
        assert (budget == report) is is_reported, number


def test_what_holds_of_a_town_of_the_corpus_is_right(small: Town) -> None:
    found = followed(small)
    held = [one for one in found.judged if one.holds and one.kind not in ALONE]
    wanted = [one for one in found.wanted if one.true is not None and not one.true.is_double]
    assert len(held) > 60
    assert all(one.is_true for one in held)
    assert sum(one.found is not None for one in wanted) >= 0.9 * len(wanted)


def test_the_pages_of_a_town_give_the_same_claims_in_any_order(small: Town) -> None:
    profiles = read_profiles(small)
    backwards = {document: tuple(reversed(profiles[document])) for document in reversed(list(profiles))}
    assert list(backwards) != list(profiles)
    assert identify(backwards) == identify(profiles)


def test_every_version_belongs_to_one_goal_and_to_a_second_only_as_a_part(small: Town) -> None:
    linked = read_town(small)
    for version, found in kin(linked.identity, linked.enduring).items():
        assert len(found.of) == 1 + len(linked.identity.parts.get(version, ()))
        assert found.before is None or found.before.document != version.document


def test_a_goal_that_went_up_in_another_is_continued_as_that() -> None:
    town = Town(3, 0, 0, goals=14, strengths=(0.0,), years=3)
    linked = read_town(town)
    merged = [claim for claim in linked.identity.claims if claim.kind is ChangeKind.MERGED and claim.holds]
    assert len(merged) >= 2
    said = [one for one in body_statements(linked) if one.predicate == t.CONTINUED_AS]
    assert len(said) == len({one.text for one in said}) >= 1
    goals = {one.subject for one in body_statements(linked) if one.text.endswith(f"<{t.GOAL}>")}
    assert all(one.subject in goals for one in said)


def test_a_report_with_the_text_of_a_budget_is_held_against_that_budget(small: Town) -> None:
    profiles = read_profiles(small)
    year_report = next(document for document in profiles if document.kind is DocumentKind.JAARSTUKKEN)
    source = DocumentKey(year_report.organisation, DocumentKind.BEGROTING, year_report.year)
    assert {copied for one in profiles[year_report] for copied in one.copied_from} == {source}


def test_projects_and_proposals_do_not_endure(small: Town) -> None:
    kinds = {version.kind for thread in read_town(small).identity.threads for version in thread}
    assert kinds == {CitedKind.GOAL}


def test_held_out_seeds_are_not_those_that_weights_are_fitted_on() -> None:
    assert HELD_OUT > 100


def test_the_graphs_of_a_town_have_every_triple_in_one_graph(small: Town) -> None:
    linked = read_town(small)
    made = [graphs(linked, document_statements(linked, state)) for state in linked.given.states]
    made.append(graphs(linked, body_statements(linked)))
    places: dict[str, set[str]] = {}
    for found in made:
        for iri, told in found.items():
            for line in told:
                places.setdefault(line.rsplit(" <", 1)[0], set()).add(iri)
    assert all(len(graph) == 1 for graph in places.values())


def test_the_dataset_of_a_town_passes_the_check(small: Town, tmp_path: Path) -> None:
    folder = write_town(small, tmp_path / "pages")
    ingest(Run((folder,), tmp_path / "dataset", BASE), lambda _done, _total: None)
    assert list(check(Dataset(tmp_path / "dataset"))) == []
