"""The operator's word goes before what was read, is kept apart from it, and leaves nothing behind when it is taken away."""

from pathlib import Path

import pytest
from few_pages import (
    ADDRESS,
    BUDGET,
    GOAL,
    OF_REPORT,
    PAGE,
    REPORT,
    WHY,
    code,
    copy_pages,
    dataset_of,
    decimal,
    dutch,
    place_of,
    run,
    text,
    thing,
    values,
)
from suspect_town import GOALS, ORGANISATION, WRONG

from ontology import terms as t
from ontology.check import check
from ontology.codes import FoundBy, Recurrence, Relation, Resolution, Role
from ontology.dataset import BodyFiles, Dataset
from ontology.language import Language

PAGE_OF_TOWN = """Begroting 2031
portal

Domeinen

Sociaal domein

Beschrijving doel {goal.number} {goal.statement}

{said}

Criteria

{goal.statement}, zodanig dat:

  • {goal.criterion}

Deze pagina is gebouwd op 05/03/2031 15:20:24 met de export van 05/03/2031 14:59:35"""
REFERENCE = (BUDGET, "zie doel 4.2.3", "1.1.3")
EFFECT = (REPORT, "incidenteel nadeel op doel 1.1.3 van € 45.000,-", "1.1.1")
# what the entry says -> of what it changes which property, what was read, and what there is now
FOLLOWED: list[tuple[str, str | tuple[str, str, str], str, list[str], list[str]]] = [
    (
        f"references:\n  - {PAGE}\n    at: {{exact: doel 4.2.3}}\n    number: 1.2.1\n    {WHY}",
        REFERENCE, t.REFERRED_ELEMENT,
        [thing(f"goal-version/{BUDGET}/4.2.3")], [thing(f"goal-version/{BUDGET}/1.2.1")],
    ),
    (
        f"references:\n  - {PAGE}\n    at: {{exact: zie doel 4.2.3}}\n    relation: contributes-to\n    {WHY}",
        REFERENCE, t.RELATION, [code(Relation.SEE)], [code(Relation.CONTRIBUTES_TO)],
    ),
    (
        f"references:\n  - {PAGE}\n    at: {{exact: zie doel 4.2.3}}\n    role: predecessor\n    {WHY}",
        REFERENCE, t.ROLE, [code(Role.CROSS_REFERENCE)], [code(Role.PREDECESSOR)],
    ),
    (
        f"references:\n  - {PAGE}\n    at: {{exact: zie doel 4.2.3}}\n    document: {{kind: jaarstukken, year: 2029}}\n    {WHY}",
        REFERENCE, t.RESOLUTION, [code(Resolution.RESOLVED)], [code(Resolution.OTHER_DOCUMENT)],
    ),
    (
        f"references:\n  - {PAGE}\n    at: {{exact: zie doel 4.2.3}}\n    target: {{document: {REPORT}, number: 1.2.1}}\n    {WHY}",
        REFERENCE, t.REFERRED_ELEMENT,
        [thing(f"goal-version/{BUDGET}/4.2.3")], [thing(f"goal-version/{REPORT}/1.2.1")],
    ),
    (
        f"references:\n  - {PAGE}\n    at: {{exact: zie doel 4.2.3}}\n    noReference: true\n    {WHY}",
        REFERENCE, t.RESOLUTION, [code(Resolution.RESOLVED)], [],
    ),
    (
        f"references:\n  - page: {ADDRESS}\n    at: {{exact: Vastgoed}}\n    add: true\n    number: 4.2.3\n    {WHY}",
        (BUDGET, "Vastgoed", "1.1.3"), t.REFERRED_ELEMENT, [], [thing(f"goal-version/{BUDGET}/4.2.3")],
    ),
    (
        f"holders:\n  - {PAGE}\n    at: {{exact: Tessa ten Toneel}}\n    name: Tess ten Toneel\n    {WHY}",
        GOAL, t.HOLDER_NAME,
        [text("Fenna Fictief"), text("Tessa ten Toneel")], [text("Fenna Fictief"), text("Tess ten Toneel")],
    ),
    (
        f"holders:\n  - {PAGE}\n    at: {{exact: Tessa ten Toneel}}\n    remove: true\n    {WHY}",
        GOAL, t.HOLDER_NAME, [text("Fenna Fictief"), text("Tessa ten Toneel")], [text("Fenna Fictief")],
    ),
    (
        f"holders:\n  - {OF_REPORT}\n    at: {{exact: oude stad}}\n    add: true\n    name: Olaf Oudestad\n    {WHY}",
        f"goal-version/{REPORT}/1.1.1", t.HOLDER_NAME,
        [text("Fenna Fictief")], [text("Fenna Fictief"), text("Olaf Oudestad")],
    ),
    (
        f"amounts:\n  - {PAGE}\n    at: {{exact: '867.900'}}\n    value: 867901\n    {WHY}",
        GOAL, t.EXPENDITURE, [decimal("867900")], [decimal("867901")],
    ),
    (
        f"amounts:\n  - {PAGE}\n    at: {{exact: '867.900'}}\n    value: 0\n    {WHY}",
        GOAL, t.EXPENDITURE, [decimal("867900")], [decimal("0")],
    ),
    (
        f"amounts:\n  - {PAGE}\n    at: {{exact: '867.900'}}\n    year: 2032\n    {WHY}",
        f"observation/{BUDGET}/1.1.3/expenditure/2032/original", t.OBEU_AMOUNT, [], [decimal("867900")],
    ),
    (
        f"amounts:\n  - {PAGE}\n    at: {{exact: '867.900'}}\n    remove: true\n    {WHY}",
        GOAL, t.EXPENDITURE, [decimal("867900")], [],
    ),
    (
        f"effects:\n  - {OF_REPORT}\n    at: {{exact: incidenteel nadeel}}\n    bearer: {{number: 1.1.2}}\n    {WHY}",
        EFFECT, t.AFFECTS, [thing(f"goal-version/{BUDGET}/1.1.3")], [thing(f"goal-version/{BUDGET}/1.1.2")],
    ),
    (
        f"effects:\n  - {OF_REPORT}\n    at: {{exact: incidenteel nadeel}}\n    amount: 46000\n    year: 2032\n    {WHY}",
        EFFECT, t.AMOUNT, [decimal("45000")], [decimal("46000")],
    ),
    (
        f"effects:\n  - {OF_REPORT}\n    at: {{exact: incidenteel nadeel}}\n    recurrence: structural\n    {WHY}",
        EFFECT, t.RECURRENCE, [code(Recurrence.ONE_OFF)], [code(Recurrence.STRUCTURAL)],
    ),
    (
        f"effects:\n  - {OF_REPORT}\n    at: {{exact: incidenteel nadeel}}\n    remove: true\n    {WHY}",
        EFFECT, t.AMOUNT, [decimal("45000")], [],
    ),
    (
        f"effects:\n  - {OF_REPORT}\n    at: {{exact: De uitgaven}}\n    add: true\n    bearer: {{number: 1.1.2}}\n    effect: disadvantage\n    amount: 100.50\n    {WHY}",
        (REPORT, "De uitgaven", "1.1.1"), t.AMOUNT, [], [decimal("100.5")],
    ),
    (f"pages:\n  - {PAGE}\n    label: Samenkomen\n    {WHY}", GOAL, t.NAME, [text("Ontmoeten")], [text("Samenkomen")]),
    (
        f"pages:\n  - {PAGE}\n    label: Samenkomen\n    {WHY}",
        GOAL, t.NAME_FOUND_BY, [code(FoundBy.ADDRESS)], [code(FoundBy.CORRECTION)],
    ),
    (
        f"pages:\n  - {PAGE}\n    statement: We maken plek\n    {WHY}",
        GOAL, t.STATEMENT,
        [dutch("We zorgen voor toegankelijke plekken waar inwoners elkaar ontmoeten")], [dutch("We maken plek")],
    ),
    (
        f"pages:\n  - {PAGE}\n    domain: Ruimtelijk domein\n    {WHY}",
        GOAL, t.IN_DOMAIN, [thing("domain/gm9999/sociaal-domein")], [thing("domain/gm9999/ruimtelijk-domein")],
    ),
    (f"pages:\n  - {PAGE}\n    domain: null\n    {WHY}", GOAL, t.IN_DOMAIN, [thing("domain/gm9999/sociaal-domein")], []),
    (
        f"pages:\n  - {PAGE}\n    number: 1.1.4\n    {WHY}",
        f"goal-version/{BUDGET}/1.1.4", t.NAME, [], [text("Ontmoeten")],
    ),
    (
        f"pages:\n  - {PAGE}\n    document: {{kind: berap, year: 2031, sequence: 1}}\n    {WHY}",
        f"goal-version/{REPORT}/1.1.3", t.NAME, [], [text("Ontmoeten")],
    ),
    (
        f"elements:\n  - {PAGE}\n    list: activities\n    at: {{exact: Starten van een proef}}\n    remove: true\n    {WHY}",
        GOAL, t.HAS_PLANNED_ACTIVITY, ["3"], ["2"],
    ),
]  # fmt: skip


@pytest.fixture
def folder(examples: Path, tmp_path: Path) -> Path:
    """The few pages, in a folder of their own."""
    return copy_pages(examples, tmp_path / "pages")


def test_every_kind_of_value_can_be_corrected_and_a_correction_taken_away_restores_the_reading(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "dataset"
    assert len(FOLLOWED) == 27
    run(folder, out, "")
    before = dataset_of(out)
    for entry, about, predicate, was, now in FOLLOWED:
        subject = about if isinstance(about, str) else place_of(out, *about)
        assert _told(out, subject, predicate) == was, entry
        summary = run(folder, out, entry)
        assert (summary.issues, summary.corrections.followed) == ((), 1), entry
        assert _told(out, subject, predicate) == now, entry
        run(folder, out, "")
        after = dataset_of(out)
        grown = {"manifest.json", "ledger/gm9999.tsv"}  # identifiers stay, whose ever they were
        assert {name for name in before if before[name] != after.get(name)} <= grown, entry
        assert before.keys() == after.keys(), entry


def _told(out: Path, subject: str, predicate: str) -> list[str]:
    found = values(out, subject, predicate)
    return [str(len(found))] if predicate == t.HAS_PLANNED_ACTIVITY else found


@pytest.mark.parametrize("which", [(0, 7, 14, 19, 21, 22, 26), (4, 6, 9, 12, 18), (2, 8, 15, 25), (5, 13, 17, 24)])
def test_a_corrected_dataset_is_as_valid_as_any(folder: Path, tmp_path: Path, which: tuple[int, ...]) -> None:
    out, entries = tmp_path / "dataset", [FOLLOWED[index][0] for index in which]
    assert run(folder, out, joined(entries)).corrections.followed == len(which)
    assert list(check(Dataset(out))) == []


def joined(entries: list[str]) -> str:
    """Several files as one."""
    lists: dict[str, list[str]] = {}
    for entry in entries:
        name, _, items = entry.partition("\n")
        lists.setdefault(name, []).append(items)
    return "\n".join(line for name, items in lists.items() for line in (name, *items))


def test_a_correction_says_in_the_graph_what_was_read_why_and_by_which_role(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "dataset"
    run(folder, out, f"references:\n  - {PAGE}\n    at: {{exact: zie doel 4.2.3}}\n    number: 1.2.1\n    {WHY}")
    lines = list(Dataset(out).lines(BodyFiles("gm9999").provenance))
    (about,) = [line for line in lines if f"<{t.CORRECTS}>" in line]
    correction = about.split(" ")[0].strip("<>")
    assert about.split(" ")[2].endswith(f"{place_of(out, *REFERENCE)}>")
    assert values(out, correction, t.RDF_TYPE) == sorted(f"<{kind}>" for kind in (t.PROV_ENTITY, t.CORRECTION))
    assert values(out, correction, t.CORRECTED_PROPERTY) == [f"<{t.CITED_NUMBER}>"]
    assert values(out, correction, t.WAS) == [text("4.2.3")]
    assert values(out, correction, t.WHY) == [text("de pagina zegt iets anders")]
    assert values(out, correction, t.BY_ROLE) == [text("redactie")]
    (evidence,) = values(out, correction, t.EVIDENCE)
    assert evidence.endswith(f"{place_of(out, *REFERENCE)}>")
    assert any(f"<{t.PROV_USED}> <{correction}>" in line for line in lines)


def test_the_record_that_is_kept_is_what_was_read(folder: Path, tmp_path: Path) -> None:
    plain, corrected = tmp_path / "plain", tmp_path / "corrected"
    run(folder, plain)
    run(folder, corrected, "\n".join([f"pages:\n  - {PAGE}\n    label: Samenkomen\n    {WHY}", FOLLOWED[0][0]]))
    names = [name for name in dataset_of(plain) if name.startswith("records/")]
    assert len(names) == 2
    assert all(dataset_of(plain)[name] == dataset_of(corrected)[name] for name in names)


def test_a_changed_reason_is_told_though_no_value_changed(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "dataset"
    entry = f"pages:\n  - {PAGE}\n    label: Samenkomen\n    {WHY}"
    run(folder, out, entry)
    run(folder, out, entry.replace("redactie", "beheerder"))
    assert values(out, "", t.BY_ROLE) == [text("beheerder")]


# what the entry says -> code of the issue, and what is wrong with it
UNFIT = [
    (f"  - page: {{document: {BUDGET}, number: 9.9.9}}\n    at: {{exact: x}}\n    number: '1'\n    {WHY}", "correction-no-page", "no such page"),
    (f"  - page: https://nergens.example/x\n    at: {{exact: x}}\n    number: '1'\n    {WHY}", "correction-no-page", "no such address"),
    (f"  - page: {{digest: '0123456789'}}\n    at: {{exact: x}}\n    number: '1'\n    {WHY}", "correction-no-page", "no such digest"),
    (f"  - page: {{document: gm9998/begroting/2031, number: 1.1.1}}\n    at: {{exact: x}}\n    number: '1'\n    {WHY}", "correction-no-page", "no such body"),
    (f"  - {PAGE}\n    at: {{exact: doel 7.7.7}}\n    number: '1'\n    {WHY}", "correction-no-words", "words that are not there"),
    (f"  - {PAGE}\n    at: {{exact: Een praatje}}\n    number: '1'\n    {WHY}", "correction-not-read", "words that are no reference"),
    (f"  - {PAGE}\n    at: {{exact: doel 1.1.3, nth: 5}}\n    number: '1'\n    {WHY}", "correction-too-few", "too few of them"),
    (f"  - {PAGE}\n    at: {{exact: doelen}}\n    add: true\n    number: '1'\n    nth: 1\n    {WHY}".replace("    nth: 1\n", "").replace("exact: doelen", "exact: de"), "correction-ambiguous", "which of them"),
    (f"  - {PAGE}\n    at: {{exact: zie doel 4.2.3, start: 10, end: 24}}\n    number: '1'\n    {WHY}", "correction-shifted", "other words at these offsets"),
    (f"  - {PAGE}\n    at: {{exact: zie doel 4.2.3}}\n    add: true\n    number: 4.2.3\n    {WHY}", "correction-double", "read already"),
    (f"  - {PAGE}\n    at: {{exact: zie doel 4.2.3}}\n    target: {{document: {BUDGET}, number: 8.8.8}}\n    {WHY}", "correction-target", "no such target"),
    (f"  - {PAGE}\n    at: {{exact: zie doel 4.2.3}}\n    target: {{document: {BUDGET}, number: 1.1.3}}\n    {WHY}", "correction-target-self", "its own page"),
    (f"  - {PAGE}\n    at: {{exact: zie doel 4.2.3}}\n    number: 4.2.3\n    {WHY}", "correction-nothing", "what was read already"),
    (f"  - {PAGE}\n    at: {{exact: zie doel 4.2.3}}\n    number: 4.2.3\n    kind: goal\n    relation: see\n    {WHY}", "correction-nothing", "all that was read already"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "issue", "why"), UNFIT, ids=[why for _, _, why in UNFIT])
def test_a_correction_that_does_not_fit_is_an_issue_and_the_rest_goes_on(
    folder: Path, tmp_path: Path, entry: str, issue: str, why: str
) -> None:
    out = tmp_path / "dataset"
    good = f"pages:\n  - {PAGE}\n    label: Samenkomen\n    {WHY}\n"
    summary = run(folder, out, f"{good}# a comment\nreferences:\n{entry}\n")
    assert [(found.path, found.code) for found in summary.issues] == [("corrections.yml:8", issue)], why
    assert (summary.corrections.followed, summary.corrections.unfit) == (1, 1)
    assert values(out, GOAL, t.NAME) == [text("Samenkomen")]
    assert all(found.say(language) for found in summary.issues for language in Language)
    assert run(folder, out) == summary


# a list and what precedes the value in an entry -> two values that can't both be, and what the issue calls them
AT_ODDS = [
    (f"holders:\n  - {PAGE}\n    at: {{exact: Tessa ten Toneel}}", "name: Xara Xylofoon", "name: Zita Zeldzaam", "name"),
    (f"holders:\n  - {PAGE}\n    at: {{exact: Tessa ten Toneel}}", "name: Xara Xylofoon", "remove: true", "remove"),
    (f"references:\n  - {PAGE}\n    at: {{exact: zie doel 4.2.3}}", "number: 1.2.1", "number: 1.1.2", "number"),
    (f"references:\n  - {PAGE}\n    at: {{exact: zie doel 4.2.3}}", "number: 1.2.1", "noReference: true", "noReference"),
    (f"references:\n  - {PAGE}\n    at: {{exact: zie doel 4.2.3}}", "number: 1.2.1", f"target: {{document: {BUDGET}, number: 1.1.2}}", "target"),
    (f"amounts:\n  - {PAGE}\n    at: {{exact: '867.900'}}", "value: 1", "value: 2", "value"),
    (f"effects:\n  - {OF_REPORT}\n    at: {{exact: incidenteel nadeel}}", "amount: 1", "amount: null", "amount"),
    (f"pages:\n  - {PAGE}", "label: Samenkomen", "label: Treffen", "label"),
    (f"pages:\n  - {PAGE}", "number: 1.1.8", "number: 1.1.9", "number"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "one", "other", "key"), AT_ODDS)
def test_of_entries_that_contradict_each_other_none_is_followed_and_both_lines_are_told(
    folder: Path, tmp_path: Path, entry: str, one: str, other: str, key: str
) -> None:
    out = tmp_path / "dataset"
    run(folder, out, "")
    before = dataset_of(out)
    name, _, head = entry.partition("\n")
    content = f"{name}\n" + "".join(f"{head}\n    {value}\n    {WHY}\n" for value in (one, other))
    lines = [f"corrections.yml:{at}" for at, line in enumerate(content.splitlines(), 1) if line.startswith("  - ")]
    summary = run(folder, out, content)
    assert (summary.corrections.followed, summary.corrections.unfit) == (0, 2)
    assert [(found.path, found.code, found.values) for found in summary.issues] == [
        (lines[0], "correction-at-odds", {"key": key, "other": lines[1]}),
        (lines[1], "correction-at-odds", {"key": key, "other": lines[0]}),
    ]
    changed = {name for name, found in dataset_of(out).items() if before.get(name) != found}
    assert changed <= {"manifest.json", "issues/unplaced.jsonl.gz", "ledger/gm9999.tsv"}


def test_entries_of_one_place_that_agree_are_all_followed(folder: Path, tmp_path: Path) -> None:
    head = f"  - {PAGE}\n    at: {{exact: zie doel 4.2.3}}\n    {WHY}"
    content = "references:\n" + "".join(
        f"{head}\n    {value}\n" for value in ("number: 1.2.1", "relation: contributes-to", "number: 1.2.1")
    )
    summary = run(folder, tmp_path / "dataset", content)
    assert (summary.issues, summary.corrections.followed) == ((), 3)
    reference = place_of(tmp_path / "dataset", *REFERENCE)
    assert values(tmp_path / "dataset", reference, t.RELATION) == [code(Relation.CONTRIBUTES_TO)]
    assert values(tmp_path / "dataset", "", t.WAS) == [text("4.2.3"), text("see")]


def test_a_page_of_which_the_document_is_not_known_gets_one(folder: Path, tmp_path: Path) -> None:
    page, loose = folder / "begroting-2031/doel-1-1-3.txt", folder / "los"
    loose.mkdir()
    words = page.read_text("utf-8").replace("Begroting 2031\nportal\n", "", 1)
    (loose / "doel.txt").write_text(words, "utf-8")
    (loose / "doel.yml").write_text("source: https://los.example/ontmoeten\norganisation: gm9999\n", "utf-8")
    page.unlink()
    assert "unknown-document" in {found.code for found in run(folder, tmp_path / "dataset", "").issues}
    document = "document: {kind: begroting, year: 2031}"
    entry = f"pages:\n  - page: https://los.example/ontmoeten\n    {document}\n    {WHY}"
    summary = run(folder, tmp_path / "dataset", entry)
    assert "unknown-document" not in {found.code for found in summary.issues}
    assert summary.corrections.followed == 1
    assert values(tmp_path / "dataset", "/goal-1.1.3", t.DOCUMENT_FOUND_BY) == [code(FoundBy.CORRECTION)]
    run(folder, tmp_path / "dataset", "")
    assert values(tmp_path / "dataset", GOAL, t.DESCRIBED_ON) == []


# an entry -> what is added to the page, and the code of the issue that the entry settles
SETTLED = [
    (f"holders:\n  - {PAGE}\n    at: {{exact: Vacature}}\n    remove: true\n    {WHY}", "Fenna Fictief\n", "Fenna Fictief\nVacature\n", "odd-holder"),
    (f"holders:\n  - {PAGE}\n    at: {{exact: Vacature}}\n    add: true\n    name: Vera Vacature\n    {WHY}", "Fenna Fictief\n", "Fenna Fictief\nVacature\n", "odd-holder"),
    (f"pages:\n  - {PAGE.replace('1.1.3', '1.1.5')}\n    number: 1.1.3\n    {WHY}", "doel 1.1.3 We zorgen", "doel 1.1.5 We zorgen", "number-differs"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "old", "new", "issue"), SETTLED)
def test_the_issue_that_a_correction_settles_is_gone(
    folder: Path, tmp_path: Path, entry: str, old: str, new: str, issue: str
) -> None:
    page = folder / "begroting-2031/doel-1-1-3.txt"
    page.write_text(page.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert [found.code for found in run(folder, tmp_path / "dataset", "").issues] == [issue]
    assert run(folder, tmp_path / "dataset", entry).issues == ()


def test_an_effect_on_several_goals_is_told_in_corrections(folder: Path, tmp_path: Path) -> None:
    page, out = folder / "berap-2031-1/doel-1-1-1.txt", tmp_path / "dataset"
    page.write_text(page.read_text("utf-8").replace("Op dit doel is", "Op de doelen 1.1.1 en 1.1.2 is", 1), "utf-8")
    assert [found.code for found in run(folder, out).issues] == ["odd-effect"]
    each = [
        f"  - {OF_REPORT}\n    at: {{exact: {words}}}\n    add: true\n    bearer: {{number: {number}}}\n"
        f"    effect: advantage\n    amount: {amount}\n    {WHY}"
        for words, number, amount in (("doelen 1.1.1", "1.1.1", 40000), ("1.1.2", "1.1.2", 5000))
    ]
    summary = run(folder, out, "\n".join(["effects:", *each]))
    assert (summary.issues, summary.corrections.followed) == ((), 2)
    assert list(check(Dataset(out))) == []


def test_a_reference_of_which_the_operator_says_where_it_leads_is_not_suspect(tmp_path: Path) -> None:
    """Of these ten goals another one fits the words better than the one whose number they have."""
    folder, out, path = tmp_path / "pages", tmp_path / "dataset", f"{ORGANISATION}/begroting/2031"
    case = next(case for case in WRONG if case.own == "2.1.1" and case.better == "2.1.3")
    folder.mkdir()
    for goal in GOALS[:10]:
        said = f"{goal.description} {case.sentence}" if goal.number == case.own else goal.description
        name = f"doel-{goal.number.replace('.', '-')}-{goal.name.lower()}.txt"
        (folder / name).write_text(PAGE_OF_TOWN.format(goal=goal, said=said), "utf-8")
    listed = f"{{organisation: {ORGANISATION}, family: zwolle, documents: [{{kind: begroting, year: 2031}}]}}"
    (folder / "bodies.yml").write_text(f".: {listed}", "utf-8")
    assert run(folder, out).documents[path].suspect == 1
    page = f"page: {{document: {path}, number: {case.own}}}"
    target = f"target: {{document: {path}, number: 1.3.1}}"
    entry = f"references:\n  - {page}\n    at: {{exact: doel 1.3.1}}\n    {target}\n    {WHY}"
    assert run(folder, out, entry).documents[path].suspect == 0
