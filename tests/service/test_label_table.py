"""The label table of a release: what it holds, what finds it, and that a patched release has the table of a whole one."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from tiny import BASE, BUDGET, Goal, Tiny, publish_tiny

from ontology.terms import DG, RDFS_LABEL, SKOS_PREF_LABEL
from service.release import labels
from service.release.labels import Entry, Kind
from service.release.releases import Releases

EVERY_KIND = list(Kind)
GRAPH = NamedNode(f"{BASE}/graph/doc/gm9999/begroting/2031")
OTHER_GRAPH = NamedNode(f"{BASE}/graph/inferred/gm9999/begroting/2031")


def said(subject: str, name: str, language: str | None = "nl", predicate: str = RDFS_LABEL) -> Quad:
    return Quad(NamedNode(subject), NamedNode(predicate), Literal(name, language=language), GRAPH)


def goal(local: str) -> str:
    return f"{BASE}/id/goal-version/gm9999/begroting/2031/{local}"


def table(path: Path, *quads: Quad) -> Path:
    labels.write_quads(path, quads, BASE)
    return path


def rows(path: Path) -> list[tuple[object, ...]]:
    db = sqlite3.connect(path)
    try:
        return [
            *db.execute("SELECT * FROM entry ORDER BY id"),
            *db.execute("SELECT * FROM word ORDER BY kind, word, entry"),
        ]
    finally:
        db.close()


def terms(found: list[Entry]) -> list[str]:
    return [entry.term for entry in found]


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("Doel 2.2.2", ["doel", "2.2.2"], "a number keeps its dots"),
        ("Één café", ["een", "cafe"], "nobody types accents"),
        ("budget-line", ["budget", "line"], "parts of a code are words"),
        ("Water, water!", ["water"], "a word counts once"),
        ("P3 1.1", ["p3", "1.1"], "numbers of other families"),
        ("doel 2.", ["doel", "2"], "a number that is being typed"),
        (" …", [], "nothing to look for"),
    ],
)
def test_words_are_folded(text: str, words: list[str], why: str) -> None:
    assert labels.fold(text) == words, why


FOUND = [
    ("schoon", [goal("1.1.1")], "the begin of the name"),
    ("SCH", [goal("1.1.1")], "the begin of a word, in any case"),
    ("doel 1.1", [goal("1.1.1"), goal("1.1.2")], "two words, and a number that is not whole"),
    ("goal 1.1.2", [goal("1.1.2")], "the word for the kind in English, which no label has"),
    ("1.1.2 doel", [goal("1.1.2")], "in any order"),
    ("cafe", [goal("1.1.2")], "without its accent"),
    ("choon", [], "the middle of a word is none"),
    ("doel 9", [], "each word has to be there"),
]


@pytest.mark.parametrize(("asked", "found", "why"), FOUND)
def test_a_goal_is_found_by_the_begins_of_its_words(tmp_path: Path, asked: str, found: list[str], why: str) -> None:
    made = table(
        tmp_path / "l", said(goal("1.1.2"), "Doel 1.1.2 Een café"), said(goal("1.1.1"), "Doel 1.1.1 Schoon water")
    )
    assert terms(labels.find(made, asked, [Kind.GOAL], 10)) == [f"<{iri}>" for iri in found], why


def test_a_term_is_found_in_both_languages_and_by_the_parts_of_its_name(tmp_path: Path) -> None:
    refers = f"{DG}refersTo"
    made = table(tmp_path / "l", said(refers, "verwijst naar"), said(refers, "is linked with", "en"))
    for asked in ("verwijst", "linked", "refersto", "refers", "to"):
        assert labels.find(made, asked, EVERY_KIND, 5) == [
            Entry(Kind.PROPERTY, f"<{refers}>", "verwijst naar", "is linked with")
        ], asked


@pytest.mark.parametrize(
    ("iri", "kind"),
    [
        (f"{DG}GoalVersion", Kind.CLASS),
        (f"{DG}refersTo", Kind.PROPERTY),
        ("https://w3id.org/doelgraaf/def/role#self", Kind.CODE),
        ("https://w3id.org/doelgraaf/def/role", Kind.LIST),
        (f"{BASE}/id/person/gm9999/b2", Kind.PERSON),
        (f"{BASE}/id/document/gm9999/begroting/2031", Kind.DOCUMENT),
        ("https://identifier.overheid.nl/tooi/id/gemeente/gm0193", Kind.ORGANISATION),
        (f"{BASE}/id/page/gm9999/begroting/2031/x/goal-1.1.1", None),
        (f"{BASE}/id/span/gm9999/begroting/2031/x/1-2", None),
        ("https://elders.example/id/goal/gm9999/1", None),
    ],
)
def test_the_kind_of_a_thing_follows_from_its_name(tmp_path: Path, iri: str, kind: Kind | None) -> None:
    found = labels.find(table(tmp_path / "l", said(iri, "woord")), "woord", EVERY_KIND, 5)
    assert [entry.kind for entry in found] == ([] if kind is None else [kind])


def test_a_thing_that_is_named_in_two_graphs_and_two_ways_is_one(tmp_path: Path) -> None:
    quads = [said(goal("1.1.1"), "Doel 1.1.1"), said(goal("1.1.1"), "Doel 1.1.1", predicate=SKOS_PREF_LABEL)]
    quads.append(Quad(quads[0].subject, quads[0].predicate, quads[0].object, OTHER_GRAPH))
    assert len(labels.find(table(tmp_path / "l", *quads), "", EVERY_KIND, 10)) == 1


def test_the_table_has_the_same_bytes_in_whatever_order_things_are_said(tmp_path: Path) -> None:
    quads = [said(goal(f"1.1.{number}"), f"Doel 1.1.{number} «water»") for number in range(9)]
    first, second = table(tmp_path / "one", *quads), table(tmp_path / "two", *reversed(quads))
    assert first.read_bytes() == second.read_bytes()


def test_so_many_are_given_as_asked_of_each_kind_in_order(tmp_path: Path) -> None:
    quads = [said(goal(f"1.1.{number}"), f"Doel 1.1.{number}") for number in (3, 1, 2)]
    quads += [said(f"{BASE}/id/person/gm9999/{name}", name) for name in ("doeleman", "anders")]
    made = table(tmp_path / "l", *quads)
    assert terms(labels.find(made, "doel", [Kind.PERSON, Kind.GOAL], 2)) == [
        f"<{BASE}/id/person/gm9999/doeleman>", f"<{goal('1.1.1')}>", f"<{goal('1.1.2')}>"
    ]  # fmt: skip
    assert len(labels.find(made, "", EVERY_KIND, 10)) == 5


def test_a_release_has_its_table_with_names_and_numbers_as_a_query_writes_them(tiny_data: Path) -> None:
    release = Releases(tiny_data).current()
    made = Releases(tiny_data).folder(release) / labels.FILE
    assert terms(labels.find(made, "1.1", [Kind.NUMBER], 9)) == ['"1.1.1"', '"1.1.2"']
    assert terms(labels.find(made, "voeten cafe", [Kind.NAME], 9)) == [r'"Droge voeten\nen een café: «één» doel"']
    assert len(labels.find(made, "schoon", [Kind.GOAL], 9)) == 2  # the budget and the report
    classes = labels.find(made, "doelversie", [Kind.CLASS], 9)
    assert [(entry.term, entry.en) for entry in classes] == [(f"<{DG}GoalVersion>", "goal version")]
    assert classes[0].about_nl.startswith("Een beleidsdoel zoals")
    assert len(labels.find(made, "", [Kind.CODE], 500)) > 100


def test_a_patched_release_has_the_table_of_a_whole_one(tmp_path: Path) -> None:
    before = Tiny()
    goals = dict(before.goals)
    goals[BUDGET] = (Goal("1.1.1", "Heel ander water"), *goals[BUDGET][1:], Goal("1.1.3", "Nieuw"))
    after = replace(before, goals=goals)
    publish_tiny(before.write(tmp_path / "before"), tmp_path / "patched")
    patched = publish_tiny(after.write(tmp_path / "after"), tmp_path / "patched")
    assert patched.whole is None, "it was not patched"
    whole = publish_tiny(tmp_path / "after", tmp_path / "whole")
    one, other = (
        Releases(tmp_path / name).folder(made.manifest.id) / labels.FILE
        for name, made in (("patched", patched), ("whole", whole))
    )
    assert rows(one) == rows(other)
    assert len(rows(one)) > 1000
    assert [entry.nl.split(" (")[0] for entry in labels.find(one, "heel ander", [Kind.GOAL], 9)] == [
        "Doel 1.1.1 Heel ander water"
    ]
    assert [entry.term for entry in labels.find(one, "schoon", [Kind.NAME], 9)] == ['"Schoon water"']  # of the report


def test_a_release_without_a_table_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        labels.find(tmp_path / labels.FILE, "water", EVERY_KIND, 5)
