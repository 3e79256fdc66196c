"""The page of a budget tells what reports say came of its activities: of each, or of the same one listed there again."""

import asyncio

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from ontology import terms as t
from ontology.codes import RealisationStatus, code_iri
from ontology.iri import in_document, mint
from service.answers.versions import Version, find_version
from tests.web import town
from tests.web.memory_engine import MemoryEngine
from tests.web.sheet import BASE

GOAL = mint(BASE, in_document("goal-version", town.BUDGET, "2.2.2"))
REPORT_PAGE = "urn:report-page"


def said(subject: str, predicate: str, value: str | Literal) -> Quad:
    return Quad(NamedNode(subject), NamedNode(predicate), value if isinstance(value, Literal) else NamedNode(value))


def realisation(of: str, words: str, page: str = REPORT_PAGE) -> list[Quad]:
    subject = f"urn:realisation:{words.replace(' ', '-')}"
    return [
        said(subject, t.REALISATION_OF, of),
        said(subject, t.ON_PAGE, page),
        said(subject, t.DCTERMS_DESCRIPTION, Literal(words)),
        said(subject, t.REALISATION_STATUS, code_iri(RealisationStatus.REALISED)),
    ]


def found(*more: Quad) -> Version:
    report = [
        said(REPORT_PAGE, t.IN_EDITION, "urn:edition"),
        said("urn:edition", t.EDITION_OF, "urn:report"),
        said("urn:report", t.RDFS_LABEL, Literal("Jaarstukken 2031", language="nl")),
    ]
    version = asyncio.run(find_version(MemoryEngine([*town.quads(), *report, *more]), GOAL))
    assert version is not None
    return version


@pytest.fixture(scope="module")
def activity() -> str:
    """An activity of the goal."""
    return found().activities[0].iri


def test_what_a_report_says_of_an_activity_is_told_with_its_document_and_status(activity: str) -> None:
    (one,) = found(*realisation(activity, "open in maart")).what_came
    assert (one.activity, one.text, one.document.label) == (activity, "open in maart", "Jaarstukken 2031")
    assert one.status is not None
    assert one.status.code == "realised"


def test_an_activity_that_the_report_lists_again_leads_to_what_came_of_it(activity: str) -> None:
    again = said("urn:again", t.PREVIOUS_ITEM, activity)
    assert [one.text for one in found(again, *realisation("urn:again", "open in mei")).what_came] == ["open in mei"]


def test_what_the_page_itself_says_is_not_told_twice(activity: str) -> None:
    version = found()
    assert version.page is not None
    assert version.what_came == ()
    assert found(*realisation(activity, "al open", version.page.iri)).what_came == ()
