"""The pages of the fictional municipality read as their authors meant them (`tests/truth/fictional.jsonl`)."""

import json
from pathlib import Path

import msgspec
import pytest

from ingest.link.resolve import Index, resolve
from ingest.link.state import Capture
from ontology.dataset import Dataset, DocumentFiles
from ontology.iri import DocumentKey

Truth = dict[str, object]


def truths() -> list[Truth]:
    lines = (Path(__file__).parents[1] / "truth/fictional.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def captures(fictional_dataset: Path) -> dict[str, tuple[DocumentKey, Capture]]:
    dataset = Dataset(fictional_dataset)
    found = {}
    for document in dataset.documents():
        for line in dataset.lines(DocumentFiles(document).records):
            capture = msgspec.json.decode(line, type=Capture)
            found[capture.path] = (document, capture)
    return found


@pytest.fixture(scope="module")
def index(captures: dict[str, tuple[DocumentKey, Capture]]) -> Index:
    pages: dict[DocumentKey, set[tuple[str, str]]] = {}
    for document, capture in captures.values():
        pages.setdefault(document, set()).add(("goal", capture.record.page.number or ""))
    budgets = frozenset(document for document in pages if document.kind == "begroting")
    return Index({document: frozenset(found) for document, found in pages.items()}, budgets)


def test_the_truth_covers_every_page(captures: dict[str, tuple[DocumentKey, Capture]]) -> None:
    assert len(truths()) == len(captures) == 34 + 26 + 32
    assert {truth["path"] for truth in truths()} == set(captures)


@pytest.mark.parametrize("truth", truths(), ids=lambda truth: str(truth["path"]))
def test_a_page_reads_as_its_author_meant_it(
    truth: Truth, captures: dict[str, tuple[DocumentKey, Capture]], index: Index
) -> None:
    document, capture = captures[str(truth["path"])]
    record, page = capture.record, capture.record.page
    assert record.issues == ()
    assert {key: truth[key] for key in ("number", "statement", "label", "domain", "builtAt", "exportedAt")} == {
        "number": page.number, "statement": page.statement, "label": page.label, "domain": page.domain,
        "builtAt": page.built_at, "exportedAt": page.exported_at,
    }  # fmt: skip
    assert truth["holders"] == [holder.name for holder in record.holders]
    assert truth["mentions"] == [{"kind": m.kind, "number": m.number} for m in record.mentions]
    assert (truth["criteria"], truth["activities"]) == (len(record.criteria), len(record.activities))
    assert truth["budget"] == [amount.amount_eur for amount in record.budget]
    assert truth["targets"] == [
        {"comparator": t.comparator, "value": t.value, "unit": t.unit, "period": t.period} for t in record.targets
    ]
    keys = ("number", "kind", "role", "relation", "label", "resolution")
    assert [tuple(reference[key] for key in keys) for reference in truth["references"]] == [  # type: ignore[attr-defined]
        (r.number, r.kind, r.role, r.relation, r.label, resolve(r, document, index).resolution)
        for r in record.references
    ]
    named = [reference.get("document") for reference in truth["references"]]  # type: ignore[attr-defined]
    led_to = [resolve(reference, document, index).target for reference in record.references]
    assert [
        target and f"begroting-{target.document.year}" for target, name in zip(led_to, named, strict=True) if name
    ] == [name for name in named if name]
    assert truth["deviations"] == [
        {
            "title": deviation.title,
            "headline": deviation.headline and deviation.headline.effect,
            "effects": [
                {
                    "on": e.on.number,
                    "kind": e.on.kind,
                    "effect": e.effect,
                    "amountEur": e.amount_eur,
                    "recurrence": e.recurrence,
                    "cause": e.cause,
                }
                for e in deviation.effects
            ],
        }
        for deviation in record.deviations
    ]
