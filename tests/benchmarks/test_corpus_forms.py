"""The reader finds all that the corpus says in every layout and form, and the same in HTML as in text."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from benchmarks.corpus import Form, Plan, wishes_of, write_corpus
from benchmarks.leaves import OTHERS
from benchmarks.municipality import FAMILIES, LAYOUTS, RARE
from ingest.link.place import all_described
from ingest.link.resolve import Index, resolve
from ingest.link.state import Capture
from ingest.read.record import Record, Reference
from ingest.sources import builtin_sources
from ingest.write import Run, ingest
from ontology.codes import CitedKind, Role, ValueKind
from ontology.dataset import Dataset, DocumentFiles
from ontology.iri import DocumentKey

Facts = dict[str, object]
PAGES = 40
FORMS = tuple(str(one) for one in (*LAYOUTS, *RARE, *OTHERS, *FAMILIES))
ASKED = {"programme": "z1,z3,programme", "ambition": "z1,z2,z3,ambition", "project": "z5b,project"}
TOO_SMALL = "too-few-of-a-kind"  # of documents that are smaller here than any real one


class Corpus(NamedTuple):
    """A corpus that was read: its truth and what was read of it, by path, and the issues."""

    truth: Mapping[str, Facts]
    read: Mapping[str, Facts]
    issues: tuple[str, ...]


Reading = Callable[[str, Form], Corpus]


def facts_of(record: Record, truth: Facts, outcomes: list[str]) -> Facts:
    """What was read, in the keys of the truth."""
    page = record.page
    facts: Facts = {
        "path": truth["path"],
        "number": page.number,
        "statement": page.statement,
        "label": page.label,
        "domain": page.domain,
        "holders": [holder.name for holder in record.holders],
        "references": [
            reference_of(*found) for found in zip(record.references, outcomes, record_openings(record), strict=True)
        ],
        "mentions": [{"kind": str(one.kind), "number": one.number} for one in record.mentions],
        "criteria": len(record.criteria),
        "activities": len(record.activities),
        "targets": [
            {"comparator": str(one.comparator), "value": one.value, "unit": one.unit, "period": one.period}
            for one in record.targets
        ],
        "budget": [amount.amount_eur for amount in record.budget],
        "deviations": [
            {
                "title": one.title,
                "headline": one.headline and one.headline.effect,
                "effects": [
                    {
                        "on": effect.on.number,
                        "kind": effect.on.kind,
                        "effect": effect.effect,
                        "amountEur": effect.amount_eur,
                        "recurrence": effect.recurrence,
                    }
                    for effect in one.effects
                ],
            }
            for one in record.deviations
        ],
        "builtAt": page.built_at,
        "exportedAt": page.exported_at,
    }
    if "stated" in truth:
        facts |= other_facts(record)
    return facts


def other_facts(record: Record) -> Facts:
    """What was read of a page that is not about one goal."""
    return {
        "kind": record.page.kind,
        "key": record.page.key,
        "layout": record.page.layout,
        "stated": [
            {"kind": one.kind, "key": one.key, "number": one.number, "label": one.label, "statement": one.statement,
             "above": one.above}
            for one in record.stated
        ],
        "amounts": [
            {"of": one.of, "line": one.line, "year": one.year, "amountEur": one.amount_eur} for one in record.budget
        ],
        "indicators": [
            {
                "name": one.name,
                "baseline": next(value.value for value in one.values if value.kind is ValueKind.BASELINE),
                "norm": next(value.value for value in one.values if value.kind is ValueKind.NORM),
                "year": next(value.year for value in one.values if value.kind is ValueKind.NORM),
            }
            for one in record.indicators
        ],
    }  # fmt: skip


def record_openings(record: Record) -> list[str]:
    """The first words of the sentence of each reference."""
    return [" ".join(record.text[one.sentence.start : one.sentence.end].split()[:5]) for one in record.references]


def reference_of(reference: Reference, resolution: str, opening: str) -> Facts:
    """A reference in the keys of the truth."""
    return {
        "number": reference.number,
        "kind": str(reference.kind),
        "role": str(reference.role),
        "relation": str(reference.relation),
        "label": reference.label,
        "resolution": resolution,
        "sentenceStart": opening,
    }


def index_of(dataset: Dataset, records: Mapping[DocumentKey, list[Record]], family: str) -> Index:
    """What is loaded of one body."""
    described = {
        document: frozenset((str(one.kind), one.number) for record in found for one in all_described(document, record))
        for document, found in records.items()
    }
    entries = dataset.manifest().documents
    complete = frozenset(document for document in records if entries[document.path].coverage.complete == "yes")
    numbered = frozenset(builtin_sources()[family].numbers.values()) | {CitedKind.PROGRAMME}
    return Index(described, complete, numbered - {CitedKind.ACTIVITY})


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    @cache
    def corpus(words: str, form: Form) -> Corpus:
        return read(tmp_path_factory.mktemp("forms") / "corpus", words, form)

    return corpus


def read(folder: Path, words: str, form: Form) -> Corpus:
    """Write a small corpus of what words ask for, and read it."""
    wishes = wishes_of(words)
    plan = Plan(
        folder,
        4 * PAGES if wishes.others else PAGES,
        1,
        form,
        layouts=wishes.layouts,
        others=wishes.others,
        families=wishes.families,
    )
    write_corpus(plan)
    summary = ingest(Run((plan.folder,), folder / "dataset", "http://localhost:8000"), lambda _done, _total: None)
    dataset = Dataset(folder / "dataset")
    captures = {
        document: [msgspec.json.decode(line, type=Capture) for line in dataset.lines(DocumentFiles(document).records)]
        for document in dataset.documents()
    }
    truth = {str(one["path"]): one for one in map(json.loads, plan.truth.read_text("utf-8").splitlines())}
    index = index_of(
        dataset, {key: [one.record for one in found] for key, found in captures.items()}, wishes.families[0]
    )
    found = {}
    for document, every in captures.items():
        for capture in every:
            outcomes = [
                str(resolve(msgspec.structs.replace(one, number=one.key or one.number), document, index).resolution)
                for one in capture.record.references
            ]
            found[capture.path] = facts_of(capture.record, truth[capture.path], outcomes)
    return Corpus(
        truth, found, tuple(f"{issue.path}: {issue.code}" for issue in summary.issues if issue.code != TOO_SMALL)
    )


def comparable(facts: Facts, suffix: str) -> Facts:
    """Facts without the form in their path, and without where a head's own sentence begins: there it is the number."""
    references = [
        one | {"sentenceStart": None} if one["role"] == Role.SELF else one
        for one in facts["references"]  # type: ignore[attr-defined]
    ]
    return facts | {"path": str(facts["path"]).removesuffix(suffix), "references": references}


def test_every_layout_kind_of_page_and_family_is_tried() -> None:
    assert len(FORMS) == 19


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("words", FORMS)
def test_pages_of_each_form_are_read_as_their_truth_says(corpora: Reading, words: str, form: Form) -> None:
    corpus = corpora(ASKED.get(words, words), form)
    suffix = Path(next(iter(corpus.truth))).suffix
    assert corpus.issues == ()
    assert corpus.read.keys() == corpus.truth.keys()
    for path, truth in corpus.truth.items():
        assert comparable(corpus.read[path], suffix) == comparable(truth, suffix)


@pytest.mark.parametrize("words", FORMS)
def test_html_gives_the_same_facts_as_text(corpora: Reading, words: str) -> None:
    text, html = (corpora(ASKED.get(words, words), form).read for form in (Form.TEXT, Form.HTML))
    assert len(text) == len(html) >= PAGES
    for path, facts in text.items():
        twin = html[path.removesuffix(".txt") + ".html"]
        assert comparable(twin, ".html") == comparable(facts, ".txt")


@pytest.mark.parametrize("words", ["z0", "wormerland", "proposals", "tree", "project", "ambition"])
def test_pages_of_a_form_state_what_the_form_is_for(corpora: Reading, words: str) -> None:
    words = {"proposals": "spending-proposals"}.get(words, words)
    found = [facts for facts in corpora(ASKED.get(words, words), Form.TEXT).truth.values() if "kind" in facts]
    said = {key for facts in found for key, value in facts.items() if value}
    expected = {
        "z0": {"stated", "indicators", "activities", "references", "holders"},
        "wormerland": {"stated", "amounts", "activities", "references", "holders"},
        "spending-proposals": {"stated", "amounts", "references"},
        "tree": {"references"},
        "project": {"references", "holders"},
        "ambition": {"references", "statement"},
    }
    assert expected[words] <= said
