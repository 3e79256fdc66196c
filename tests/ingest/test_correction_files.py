"""A file of corrections is read with the line of each entry, or refused with what is wrong and where."""

from pathlib import Path

import pytest

from ingest.corrections import CorrectionsError, load_corrections
from ontology.language import Language

# an odd entry -> what the message says of it
REFUSED = [
    ("pages: [{page: 'https://a.example/', label: x, why: y, by: Jan Jansen}]", r"by"),
    ("pages: [{page: 'https://a.example/', label: x, why: y}]", r"by"),
    ("pages: [{page: 'https://a.example/', label: x, by: redactie}]", r"why"),
    ("pages: [{page: 'https://a.example/', why: y, by: redactie}]", r"give label"),
    ("pages: [{page: {number: '1'}, label: x, why: y, by: redactie}]", r"name the page by its address"),
    ("pages: [{page: {document: begroting/2031, number: '1'}, label: x, why: y, by: redactie}]", r"path of a document"),
    ("pages: [{page: 'https://a.example/', number: 2.1, why: y, by: redactie}]", r"text in quotes: '2\.1'"),
    ("pages: [{page: 'https://a.example/', identity: x, why: y, by: redactie}]", r"no key `identity` here"),
    ("names: []", r"there is no key `names` here; perhaps pages is meant"),
    ("- 1", r"keys with a value each: references"),
    ("pages: [", r"this is no YAML"),
    ("references: [{page: 'https://a.example/', at: {exact: x, start: 1}, number: '1', why: y, by: redactie}]", r"go together"),
    ("references: [{page: 'https://a.example/', at: {exact: x}, noReference: true, number: '1', why: y, by: redactie}]", r"no other value"),
    ("references: [{page: 'https://a.example/', at: {exact: x}, add: true, relation: see, why: y, by: redactie}]", r"needs `number` or `target`"),
    ("holders: [{page: 'https://a.example/', at: {exact: x}, why: y, by: redactie}]", r"give `name`"),
    ("amounts: [{page: 'https://a.example/', at: {exact: x}, value: .nan, why: y, by: redactie}]", r"no number"),
    ("effects: [{page: 'https://a.example/', at: {exact: x}, amount: -5, why: y, by: redactie}]", r"which way it goes"),
    ("effects: [{page: 'https://a.example/', at: {exact: x}, add: true, amount: 5, why: y, by: redactie}]", r"needs `bearer` and `effect`"),
    ("elements: [{page: 'https://a.example/', list: criteria, at: {exact: x}, why: y, by: redactie}]", r"remove"),
    ("withdraw: [{person: A. Aa, why: y, by: redactie}]", r"withdraw a `page`"),
    ("holders: [{page: 'https://a.example/', at: {exact: x}, name: A, name: B, why: y, by: redactie}]", r"the key `name` stands here twice, first on line 1"),
    ("pages: [{page: {document: a, number: '1', number: '2'}, label: x, why: y, by: redactie}]", r"the key `number` stands here twice"),
    ("pages: 1\npages: []", r"one of them would be lost"),
    ("pages: [{page: 'https://a.example/', label: x, why: vul hier in wat er niet klopt, by: redactie}]", r"`why` is not filled in yet"),
    ("pages: [{page: 'https://a.example/', label: x, why: Say here  what is wrong, by: redactie}]", r"`why` is not filled in yet"),
    ("elements: [{page: 'https://a.example/', list: criteria, at: {exact: x}, remove: true, why: say here what is wrong, by: redactie}]", r"`why` is not filled in yet"),
    ("withdraw: [{page: 'https://a.example/', why: say here what is wrong, by: redactie}]", r"`why` is not filled in yet"),
    ("references: [{page: 'https://a.example/', at: {exact: neem hier de woorden van de pagina over}, add: true, number: '1', why: y, by: redactie}]", r"`exact` is not filled in yet"),
    ("references: [{page: 'https://a.example/', at: {exact: x}, add: true, number: 0.0.0, why: y, by: redactie}]", r"`number` is not filled in yet"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "told"), REFUSED)
def test_a_file_with_an_odd_entry_is_refused_with_its_place(content: str, told: str) -> None:
    with pytest.raises(CorrectionsError, match=rf"^corrections\.yml:[12]: .*{told}"):
        load_corrections("corrections.yml", content.encode())


def test_what_is_wrong_is_said_in_dutch_as_well() -> None:
    content = b"""references:
  - page: {document: gm9999/begroting/2031, nummer: 1.1.3}
    at: {exact: zie doel}
    why: y
    by: redactie
"""
    with pytest.raises(CorrectionsError) as caught:
        load_corrections("corrections.yml", content)
    assert caught.value.say(Language.NL) == (
        "corrections.yml:2: de sleutel `nummer` bestaat hier niet; bedoeld is misschien number; "
        "wel: document, kind, number, digest"
    )
    with pytest.raises(CorrectionsError) as caught:
        load_corrections("corrections.yml", content.replace(b"nummer", b"number"))
    assert caught.value.say(Language.NL).startswith("corrections.yml:2: zeg wat de verwijzing is: ")


@pytest.mark.parametrize("content", ["", "# niets\n", "pages: []\n"])
def test_a_file_may_have_no_entries(content: str) -> None:
    assert load_corrections("corrections.yml", content.encode()) == ()


def test_each_entry_has_the_line_on_which_it_begins() -> None:
    content = """# twee lijsten
pages:
  - page: https://a.example/x
    label: Een
    why: y
    by: redactie

  - {page: https://a.example/y, label: Twee, why: y, by: redactie}
withdraw:
  - organisation: gm9999
    person: A. Verzonnen
    why: op verzoek
    by: functionaris gegevensbescherming
"""
    found = load_corrections("corrections.yml", content.encode())
    assert [one.place for one in found] == ["corrections.yml:3", "corrections.yml:8", "corrections.yml:10"]
    assert [one.organisation for one in found] == [None, None, "gm9999"]


def test_a_name_is_never_proposed_as_a_role() -> None:
    for name in ("Jan Jansen", "Jansen"):
        entry = f"pages: [{{page: 'https://a.example/', label: x, why: y, by: {name}}}]"
        with pytest.raises(CorrectionsError) as caught:
            load_corrections("corrections.yml", entry.encode())
        for language in Language:
            assert name.lower() not in caught.value.say(language)
            assert "redactie" in caught.value.say(language)


def test_lists_that_were_pasted_one_below_the_other_all_count() -> None:
    content = """references:
- page: https://a.example/x
  at: {exact: zie doel 1}
  number: 1.2.1
  why: y
  by: redactie
holders: [{page: 'https://a.example/x', at: {exact: A}, name: B, why: y, by: redactie}]
references:
  - page: https://a.example/y
    at: {exact: zie doel 2}
    number: 1.2.2
    why: y
    by: redactie
"""
    found = load_corrections("corrections.yml", content.encode())
    assert [one.place for one in found] == ["corrections.yml:2", "corrections.yml:9", "corrections.yml:7"]
    with pytest.raises(CorrectionsError, match=r"^corrections\.yml:11: number: «2\.2»"):
        load_corrections("corrections.yml", content.replace("1.2.2", "2.2").encode())


def test_the_example_in_the_documentation_can_be_used() -> None:
    text = (Path(__file__).parents[2] / "docs/corrections.md").read_text("utf-8")
    example = text.partition("```yaml\n")[2].partition("```")[0]
    assert len(load_corrections("corrections.yml", example.encode())) == 3


def test_a_withdrawal_is_the_same_whatever_the_reason() -> None:
    entries = "withdraw:\n" + "".join(
        f"  - {{page: 'https://a.example/{page}', why: {why}, by: redactie}}\n"
        for page, why in (("x", "een"), ("x", "twee"), ("y", "een"))
    )
    one, two, other = (found.digest for found in load_corrections("corrections.yml", entries.encode()))
    assert one == two != other
