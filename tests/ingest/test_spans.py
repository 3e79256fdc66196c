"""Every value of a record stands where the record says."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from ingest.link.state import Capture
from ingest.read.record import Record
from ontology.dataset import Dataset, DocumentFiles

QUOTED = ("exact", "name", "cell", "text", "title")


def records(root: Path) -> list[Record]:
    dataset = Dataset(root)
    lines = (line for document in dataset.documents() for line in dataset.lines(DocumentFiles(document).records))
    return [msgspec.json.decode(line, type=Capture).record for line in lines]


def places(value: object) -> Iterator[dict[str, object]]:
    """Every part of a record that has a start and an end."""
    if isinstance(value, dict):
        if {"start", "end"} <= value.keys():
            yield value
        for part in value.values():
            yield from places(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from places(part)


@pytest.mark.parametrize("name", ["real_dataset", "fictional_dataset"])
def test_what_a_record_quotes_stands_at_its_offsets(name: str, request: pytest.FixtureRequest) -> None:
    found = records(request.getfixturevalue(name))
    assert len(found) == {"real_dataset": 2, "fictional_dataset": 34 + 26 + 32}[name]
    quoted = 0
    for record in found:
        for place in places(msgspec.to_builtins(record)):
            start, end = place["start"], place["end"]
            if start is None:
                continue
            assert isinstance(start, int)
            assert isinstance(end, int)
            assert 0 <= start <= end <= len(record.text)
            for key in QUOTED:
                if key in place:
                    assert record.text[start:end] == place[key]
                    quoted += 1
    assert quoted > len(found) * 10


@pytest.mark.parametrize("name", ["real_dataset", "fictional_dataset"])
def test_what_the_head_of_a_page_quotes_stands_at_its_spans(name: str, request: pytest.FixtureRequest) -> None:
    for record in records(request.getfixturevalue(name)):
        page = record.page
        values = {"number": page.number, "statement": page.statement, "domain": page.domain}
        for key, value in values.items():
            if value is not None:
                span = page.spans[key]
                assert record.text[span.start : span.end] == value


@pytest.mark.parametrize("name", ["real_dataset", "fictional_dataset"])
def test_references_stand_inside_their_sentence_section_and_element(name: str, request: pytest.FixtureRequest) -> None:
    for record in records(request.getfixturevalue(name)):
        lists = {"criteria": record.criteria, "activities": record.activities}
        for reference in record.references:
            assert reference.sentence.start <= reference.start < reference.end <= reference.sentence.end
            assert reference.number in reference.exact
            if reference.section is not None:
                section = record.sections[reference.section]
                assert section.start <= reference.start < reference.end <= section.end
            if reference.element is not None and reference.element.list in lists:
                item = lists[reference.element.list][reference.element.index]
                assert item.start <= reference.start < reference.end <= item.end
            if reference.label_span is not None:
                assert record.text[reference.label_span.start : reference.label_span.end] == reference.label
