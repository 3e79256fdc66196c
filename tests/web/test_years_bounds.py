"""What answers about goals through the years read of a release, and what they leave out."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import msgspec
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from ontology import terms as t
from ontology.iri import DocumentKey
from ontology.language import Language
from service.answers.coverage import Holdings
from service.answers.documents import versions_with_number
from service.answers.labels import Named
from service.answers.years.comparison import Kind, compare
from service.answers.years.releases import Held, OtherGoal, compare_releases
from service.answers.years.whereabouts import Asked, where
from service.engine.engine import Row
from service.web.year_answers import release_comparison
from service.web.year_rows import release_rows
from service.years_lines import release_lines
from tests.web import years_town as town
from tests.web.memory_engine import MemoryEngine
from tests.web.sheet import version


class Counting(MemoryEngine):
    """Keeps the versions in the rows that it gave."""

    def __init__(self, quads: Sequence[Quad]) -> None:
        super().__init__(quads)
        self.versions: set[str] = set()

    async def rows(self, query: str, bindings: object = None) -> Sequence[Row]:  # type: ignore[override]
        """The rows, of which the versions are kept."""
        found = await super().rows(query, bindings)  # type: ignore[arg-type]
        self.versions |= {row["version"].value for row in found if "version" in row}
        return found


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return town.quads()


def documents(*keys: DocumentKey) -> list[str]:
    return [town.holdings().document_iri(key) for key in keys]


def test_a_number_is_looked_up_only_in_the_documents_that_are_named(quads: list[Quad]) -> None:
    engine = Counting(quads)
    found = asyncio.run(versions_with_number(engine, "1.1", documents(town.SECOND, town.REPORT)))
    assert {one.iri for one in found} == {version(town.SECOND, "1.1"), version(town.REPORT, "1.1")} == engine.versions
    assert asyncio.run(versions_with_number(engine, "1.1", [])) == []
    assert len(engine.asked) == 1
    assert len(asyncio.run(versions_with_number(engine, "1.1"))) == 4


def test_where_a_goal_went_reads_the_number_in_the_documents_of_that_year(quads: list[Quad]) -> None:
    engine = MemoryEngine(quads)
    asyncio.run(where(engine, town.holdings(), Asked(town.ORG, "1.1", 2033)))
    (asked,) = [text for text in engine.asked if "The versions with one number" in text]
    named = [iri for iri in documents(*town.TITLES) if f"<{iri}>" in asked]
    assert named == documents(town.THIRD, town.REPORT)


def test_a_later_version_of_the_goal_that_is_meant_is_not_offered_as_another(quads: list[Quad]) -> None:
    found = asyncio.run(where(MemoryEngine(quads), town.holdings(), Asked(town.ORG, "1.1", 2033)))
    assert found is not None
    assert (found.start.iri, found.also) == (version(town.THIRD, "1.1"), ())
    bound = town.claim((town.THIRD, "1.1"), (town.REPORT, "1.1"))
    unbound = [quad for quad in quads if quad.subject.value != bound]
    apart = asyncio.run(where(MemoryEngine(unbound), town.holdings(), Asked(town.ORG, "1.1", 2033)))
    assert apart is not None
    assert [one.iri for one in apart.also] == [version(town.REPORT, "1.1")]


def with_documents(held: Holdings, **changed: object) -> Holdings:
    """The same holdings with documents of other years, or with other digests."""
    return replace(held, manifest=msgspec.structs.replace(held.manifest, **changed))


def test_of_documents_too_far_apart_no_number_is_said_to_be_reused(quads: list[Quad]) -> None:
    """Years between them are left out of the release, so that nothing was compared."""
    far = DocumentKey(town.ORG, town.THIRD.kind, 2043)
    moved = [
        Quad(
            NamedNode(_moved(quad.subject.value)),
            quad.predicate,
            NamedNode(_moved(quad.object.value)) if isinstance(quad.object, NamedNode) else quad.object,
            quad.graph_name,
        )
        for quad in quads
        if "/identity/" not in quad.subject.value
    ]
    entries = town.holdings().manifest.documents
    held = with_documents(
        town.holdings(), documents={town.FIRST.path: entries[town.FIRST.path], far.path: entries[town.THIRD.path]}
    )
    found = asyncio.run(compare(MemoryEngine(moved), held, town.FIRST, far))
    assert {one.version.number for change in found.changes for one in change.after} == {"1.1", "1.2", "1.5", "1.6"}
    assert found.counts[Kind.NUMBER_REUSED] == 0
    assert found.counts[Kind.ONLY_AFTER] == 4


def _moved(iri: str) -> str:
    return iri.replace("/begroting/2033", "/begroting/2043")


@pytest.mark.parametrize("is_same", [True, False])
def test_a_document_that_was_corrected_in_the_same_edition_differs(quads: list[Quad], is_same: bool) -> None:  # noqa: FBT001 - both cases
    """The digests of its files tell; a document whose files are the same is not read."""
    name = (NamedNode(version(town.FIRST, "1.2")), NamedNode(t.NAME))
    corrected = [
        Quad(quad.subject, quad.predicate, Literal("Regenwater"), quad.graph_name)
        if (quad.subject, quad.predicate) == name
        else quad
        for quad in quads
    ]
    assert corrected != quads
    held = town.holdings()
    entries = dict(held.manifest.documents)
    if not is_same:
        entries[town.FIRST.path] = msgspec.structs.replace(entries[town.FIRST.path], files={"facts": "ab" * 32})
    after = Held(MemoryEngine(corrected), with_documents(held, documents=entries))
    found = asyncio.run(compare_releases(Held(MemoryEngine(quads), held), after))
    assert [(one.document, one.before == one.after) for one in found.documents] == [(town.FIRST, True)][is_same:]
    texts = [text for one in found.documents for change in one.versions for text in change.differences.texts]
    assert [(one.field, one.after and one.after.text) for one in texts] == [("name", "Regenwater")][is_same:]


def test_a_version_that_came_to_be_of_another_goal_is_a_change_of_its_own(quads: list[Quad]) -> None:
    page, goal = NamedNode(version(town.FIRST, "1.2")), NamedNode(t.VERSION_OF)
    moved = [
        Quad(page, goal, NamedNode(town.TREES), quad.graph_name)
        if (quad.subject, quad.predicate) == (page, goal)
        else quad
        for quad in quads
    ]
    held = town.holdings()
    entries = dict(held.manifest.documents)
    entries[town.FIRST.path] = msgspec.structs.replace(entries[town.FIRST.path], files={"facts": "ab" * 32})
    after = Held(MemoryEngine(moved), with_documents(held, documents=entries))
    found = asyncio.run(compare_releases(Held(MemoryEngine(quads), held), after))
    ((change,),) = (one.versions for one in found.documents)
    assert change.other_goal == OtherGoal((Named(town.WATER, "Water"),), (Named(town.TREES, "Bomen"),))
    assert not change.differences
    rows = [dict(zip(release_rows(found).columns, row, strict=True)) for row in release_rows(found).rows]
    assert [(row["change"], row["before"], row["after"]) for row in rows[1:]] == [("other-goal", "Water", "Bomen")]
    told = list(release_lines(found, Language.EN))
    assert f"    Belongs to another goal now: Water ({town.WATER}) → Bomen ({town.TREES})" in told
    answer = release_comparison(after.holdings, found).model_dump(by_alias=True)
    assert [one["iri"] for one in answer["items"][0]["versions"][0]["otherGoal"]["after"]] == [town.TREES]
