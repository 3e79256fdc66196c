"""What is said of how much was loaded, and before which answers."""

import pytest

from ontology.dataset import Coverage, DocumentEntry
from ontology.iri import DocumentKey
from service.answers.coverage import Holdings, caution, coverage_of
from service.answers.versions import version_iri
from tests.web import sheet, town

OTHER = DocumentKey.parse("gm9901/jaarstukken/2031")


def holding(*states: tuple[str, int | None]) -> tuple[Holdings, list[DocumentKey]]:
    keys = [town.BUDGET, town.REPORT, OTHER][: len(states)]
    held = town.holdings()
    entries = {
        key.path: DocumentEntry(key.kind.title(), "e", Coverage(2, 1, 3, expected, state), {}, {}, (), (), {})
        for key, (state, expected) in zip(keys, states, strict=True)
    }
    held.manifest.documents.clear()
    held.manifest.documents.update(entries)
    return held, keys


@pytest.mark.parametrize(
    ("states", "complete", "expected"),
    [
        ([("yes", 1), ("yes", 4)], "yes", 5),
        ([("yes", 1), ("no", 4)], "no", 5),  # one that is not complete spoils the whole
        ([("yes", 1), ("unknown", None)], "unknown", None),
        ([("no", 2), ("unknown", None)], "no", None),
        ([], "unknown", None),  # of nothing nothing is known
    ],
)
def test_documents_together_are_as_complete_as_the_least(
    states: list[tuple[str, int | None]], complete: str, expected: int | None
) -> None:
    found = coverage_of(*holding(*states))
    assert (found.complete, found.goals_expected, found.goals_read) == (complete, expected, len(states))


def test_a_caution_names_the_documents_and_does_not_say_more_than_is_known() -> None:
    assert caution(*holding(("yes", 1))) is None
    sure = caution(*holding(("yes", 1), ("no", 4)))
    unsure = caution(*holding(("unknown", None)))
    assert sure is not None
    assert unsure is not None
    assert "Berap (Nergenshuizen)" in sure.nl
    assert "Begroting" not in sure.nl
    assert "niet bekend" in unsure.nl
    assert "niet alle" not in unsure.nl


def test_a_caution_of_both_says_of_each_document_only_what_is_known_of_it() -> None:
    both = caution(*holding(("unknown", None), ("no", 4)))
    assert both is not None
    assert both.nl == (
        "Let op: niet alle doelen van Berap (Nergenshuizen) zijn geladen. Van Begroting (Nergenshuizen) is niet bekend "
        "of alle doelen zijn geladen. Wat hier ontbreekt, kan wel bestaan."
    )
    assert both.en == (
        "Note: not every goal of Berap (Nergenshuizen) was loaded. It is not known whether every goal of Begroting "
        "(Nergenshuizen) was loaded. What is missing here may well exist."
    )


@pytest.mark.parametrize(
    ("count", "dutch", "english"),
    [
        (5, "T0, T1, T2, T3, T4 zijn", "T0, T1, T2, T3, T4 was"),
        (6, "T4 en 1 ander document zijn", "T4 and 1 other document was"),
        (9, "T4 en 4 andere documenten zijn", "T4 and 4 other documents was"),
    ],
)
def test_a_caution_of_many_documents_stays_a_sentence(count: int, dutch: str, english: str) -> None:
    held = town.holdings()
    keys = [DocumentKey.parse(f"gm9901/begroting/{2040 + number}") for number in range(count)]
    held.manifest.documents.clear()
    for number, key in enumerate(keys):
        held.manifest.documents[key.path] = DocumentEntry(
            f"T{number}", "e", Coverage(2, 1, 3, 4, "no"), {}, {}, (), (), {}
        )
    told = caution(held, keys)
    assert told is not None
    assert dutch in told.nl.replace(" (Nergenshuizen)", "")
    assert english in told.en.replace(" (Nergenshuizen)", "")


@pytest.mark.parametrize(
    ("number", "local"),
    [
        ("2.2.2", "2.2.2"),
        ("P3 1.1", "p3-1.1"),  # as printed
        ("p3-1.1", "p3-1.1"),  # as in an IRI
        ("2.2.²", None),  # would become 2.2.2, which it is not
        ("2.2.2' }", None),
        ("", None),
        ("///", None),
    ],
)
def test_a_number_leads_to_one_version_or_to_none(number: str, local: str | None) -> None:
    iri = version_iri(sheet.BASE, "goal", town.BUDGET, number)
    assert iri == (None if local is None else f"{sheet.BASE}/id/goal-version/{town.BUDGET.path}/{local}")
