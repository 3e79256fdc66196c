"""Every literal of the graph that was read from a page stands where the graph says."""

from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from ontology import terms as t
from ontology.dataset import Dataset

# Literals that are made, not read: handles, stamps in ISO form, digests, offsets, and names borrowed from an address.
MADE = {
    t.RDFS_LABEL, t.YEAR, t.SORT_KEY, t.ORGANISATION_NAME, t.NUMBER, t.ORDER, t.START, t.END, t.TEXT, t.TEXT_DIGEST,
    t.SOURCE_DIGEST, t.SEQUENCE_IN_YEAR, t.CAPTURED_AT, t.READER_VERSION, t.SKOS_NOTATION, t.SKOS_PREF_LABEL,
    t.SKOS_DEFINITION, t.SCORE, t.LIKENESS, t.BETTER_FIT_TEXT, t.TARGET_TEXT, t.FOAF_NAME, t.FIRST_ATTESTED, t.LAST_ATTESTED, t.PERIOD,
}  # fmt: skip
# Values in a form of their own: the words that they were read from stand at the evidence.
CONVERTED = {t.BUILT_AT, t.EXPORTED_AT, t.EXPENDITURE, t.REVENUE, t.BALANCE, t.OBEU_AMOUNT, t.AMOUNT, t.VALUE}
TEXTS = {t.EXACT, t.SENTENCE, t.DCTERMS_DESCRIPTION, t.CRITERIA_LEAD}
INSIDE_OWN_SPAN = {t.SHARED_WORD, t.CITED_NUMBER, t.EXACT, t.UNIT, t.VALUE, t.BASELINE, t.DCTERMS_DESCRIPTION}


class Graph:
    """A dataset in memory, with the look-ups that the walk needs."""

    def __init__(self, root: Path) -> None:
        self.store = ox.Store()
        dataset = Dataset(root)
        for path in dataset.manifest().all_files:
            if path.endswith(".nq.gz"):
                self.store.load(dataset.read(path), format=ox.RdfFormat.N_QUADS)

    def values(self, subject: ox.NamedNode, predicate: str) -> list[str]:
        """The values of a property."""
        return [quad.object.value for quad in self.store.quads_for_pattern(subject, ox.NamedNode(predicate), None)]

    def words(self, span: ox.NamedNode) -> str:
        """What stands at a span of a page."""
        (page,), (start,), (end,) = self.values(span, t.ON_PAGE), self.values(span, t.START), self.values(span, t.END)
        (text,) = self.values(ox.NamedNode(page), t.TEXT)
        return text[int(start) : int(end)]

    def evidence(self, subject: ox.NamedNode, predicate: str) -> list[str]:
        """The words from which a property was read."""
        spans = [ox.NamedNode(span) for span in self.values(subject, t.EVIDENCE)]
        return [self.words(span) for span in spans if predicate in self.values(span, t.EVIDENCE_FOR)]


def converted(words: str) -> str:
    """A stamp or an amount as the graph writes it, by a reading of its own: `05/03/2021 15:20:24`, `€ 460.000,-`."""
    if "/" in words:
        (month, day, year), time = words.split(maxsplit=1)[0].split("/"), words.split()[1]
        return f"{year}-{month}-{day}T{time}"
    return words.removeprefix("€").removesuffix(",-").strip().replace(".", "").replace(",", ".")


@pytest.mark.parametrize("name", ["real_dataset", "fictional_dataset"])
def test_every_literal_that_was_read_stands_at_its_place(name: str, request: pytest.FixtureRequest) -> None:
    graph = Graph(request.getfixturevalue(name))
    walked: dict[str, int] = defaultdict(int)
    for quad in graph.store:
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        asserted = "/graph/doc/" in str(quad.graph_name) and predicate not in MADE
        if not isinstance(value, ox.Literal) or not (asserted or predicate in TEXTS):
            continue
        assert isinstance(subject, ox.NamedNode)
        if "/id/document/" in subject.value or "/id/edition/" in subject.value:
            continue  # a document's title is made of its kind and year
        if predicate == t.NAME and not graph.evidence(subject, predicate):
            assert not graph.values(subject, t.NAME_FOUND_BY)[0].endswith("#text")
            continue  # the short name stands in the address or in another document, and says so
        assert_stands(graph, subject, predicate, value.value)
        walked[predicate] += 1
    assert walked[t.EXACT] == walked[t.SENTENCE] + sum(
        1
        for kind in (t.TARGET, t.STALENESS, t.SUSPICION)
        for _ in graph.store.quads_for_pattern(None, ox.NamedNode(t.RDF_TYPE), ox.NamedNode(kind))
    )
    assert {t.STATEMENT, t.HOLDER_NAME, t.CELL_TEXT, t.CITED_LABEL, t.HEADLINE, t.DCTERMS_TITLE} <= walked.keys()


def assert_stands(graph: Graph, subject: ox.NamedNode, predicate: str, value: str) -> None:
    """The value stands at the evidence for its property, or inside the subject's own span."""
    if predicate == t.SENTENCE:
        (page,) = graph.values(subject, t.ON_PAGE)
        (exact,) = graph.values(subject, t.EXACT)
        assert value in graph.values(ox.NamedNode(page), t.TEXT)[0]
        assert exact in value
    elif predicate in INSIDE_OWN_SPAN:
        words = graph.words(subject)
        assert value in words or value in [converted(word) for word in words.split()]
        if predicate in {t.EXACT, t.DCTERMS_DESCRIPTION}:
            assert words == value
    else:
        found = graph.evidence(subject, predicate)
        assert found, f"{subject} {predicate} has no evidence"
        if predicate in CONVERTED:
            assert value in [converted(words) for words in found], (subject, predicate, value, found)
        else:
            assert value in found, (subject, predicate, value, found)


def test_the_number_of_a_version_stands_in_the_head_of_its_page(real_dataset: Path) -> None:
    graph = Graph(real_dataset)
    versions = list(graph.store.quads_for_pattern(None, ox.NamedNode(t.RDF_TYPE), ox.NamedNode(t.GOAL_VERSION)))
    assert len(versions) == 2
    for quad in versions:
        assert isinstance(quad.subject, ox.NamedNode)
        assert graph.evidence(quad.subject, t.NUMBER) == graph.values(quad.subject, t.NUMBER)
