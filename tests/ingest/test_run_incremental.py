"""What did not change is not made again, and that shows in nothing but time."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import msgspec
import pytest

from benchmarks.corpus import Plan, write_corpus
from ingest.bodies import write_body
from ingest.cache import LinkCache
from ingest.link import inputs
from ingest.link.body import BodyInput, Linked, link
from ingest.link.enduring import Enduring
from ingest.link.identity import Identity
from ingest.link.identity_triples import Kin
from ingest.link.inputs import canonical, common_inputs, document_inputs
from ingest.link.lemmas import Roots, count_roots, root
from ingest.link.matching import Known
from ingest.link.meeting import Meets, Met, meet
from ingest.link.profiles import Makes, Names, Profile, Rooted, profiles_of
from ingest.link.state import DocumentState
from ingest.link.suspect import Suspects
from ingest.write import Run, Summary, ingest
from ontology.dataset import Dataset

BASE = "http://localhost:8000"
EDITS = 14


def run(source: Path, out: Path, jobs: int = 1) -> Summary:
    return ingest(Run((source,), out, BASE, jobs))


def dataset_of(root: Path) -> dict[str, bytes]:
    """The files of a dataset without its caches."""
    found = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {
        name: path.read_bytes() for path in found if not (name := path.relative_to(root).as_posix()).startswith(".")
    }


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of two bodies of several documents."""
    plan = Plan(tmp_path_factory.mktemp("corpus") / "made", 100, bodies=2, seed=4)
    write_corpus(plan)
    return plan.folder


def edit(folder: Path, random: Random) -> str:
    """Change one thing of the input, as operators and portals do; says what."""
    pages = sorted(folder.rglob("*.txt"))
    page, other = random.sample(pages, 2)
    text = page.read_text("utf-8")
    kind = random.choice(
        ["words", "words", "holder", "stamp", "away", "moved", "gone", "damaged", "list", "part", "again"]
    )
    match kind:
        case "words":
            page.write_text(
                text.replace(
                    ". ",
                    f". Zie ook doel 1.1.1, doel 9.9.{random.randrange(9)} uit de Begroting {random.randrange(2031, 2034)} en ambitie 7.7. ",
                    1,
                ),
                "utf-8",
            )
        case "holder":
            page.write_text(
                text.replace("Portefeuillehouder(s)\n", f"Portefeuillehouder(s)\n{random.choice('ABC')}. Nieuweling\n"),
                "utf-8",
            )
        case "stamp":
            page.write_text(text.replace("/203", "/204"), "utf-8")
        case "away":
            page.unlink()
        case "moved":
            page.write_text(other.read_text("utf-8"), "utf-8")
        case "gone":
            page.with_suffix(".yml").write_text(page.with_suffix(".yml").read_text("utf-8") + "status: 410\n", "utf-8")
        case "damaged":
            page.write_bytes(b"%PDF-1.7")
        case "list":
            bodies = folder / "bodies.yml"
            bodies.write_text(bodies.read_text("utf-8").replace("complete: true", "complete: false", 1), "utf-8")
        case "part":
            shutil.rmtree(page.parent)
        case _:
            pass
    return kind


def test_a_run_gives_the_same_bytes_with_and_without_what_was_made_before(corpus: Path, tmp_path: Path) -> None:
    folder, quick, plain = tmp_path / "pages", tmp_path / "quick", tmp_path / "plain"
    shutil.copytree(corpus, folder)
    random, kinds = Random(8), set()  # noqa: S311 - the same edits each time
    (folder / "bodies.yml").write_text(
        (corpus / "bodies.yml").read_text("utf-8").replace("complete: true", "complete: false"), "utf-8"
    )
    for _ in range(EDITS):
        shutil.rmtree(plain / ".cache/links", ignore_errors=True)
        one, two = run(folder, quick), run(folder, plain)
        assert one == two
        assert dataset_of(quick) == dataset_of(plain)
        kinds.add(edit(folder, random))
    assert len(kinds) > 5


def test_processes_give_the_same_bytes(tmp_path: Path) -> None:
    large = Plan(tmp_path / "large", 260, bodies=3, seed=2)
    write_corpus(large)
    one, two = run(large.folder, tmp_path / "one"), run(large.folder, tmp_path / "two", jobs=2)
    assert one == two
    assert one.files == 260
    assert dataset_of(tmp_path / "one") == dataset_of(tmp_path / "two")


def test_a_changed_page_touches_only_its_document_its_body_and_what_follows_it(corpus: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "pages", tmp_path / "dataset"
    shutil.copytree(corpus, folder)
    run(folder, out)
    before, times = dataset_of(out), {path: path.stat().st_mtime_ns for path in out.rglob("*.gz")}
    page = min(folder.rglob("*.txt"))
    page.write_text(page.read_text("utf-8").replace(". ", ". Een zin erbij. ", 1), "utf-8")
    run(folder, out)
    after = dataset_of(out)
    document = "gm9000/" + page.parent.name.replace("-", "/", 1)
    touched = {name for name in after if after[name] != before.get(name)}
    # the items of later documents lead to those of this page, which stand at other places now
    others = (one.path for one in Dataset(out).documents() if one.organisation == "gm9000" and one.path != document)
    following = {f"graphs/{path}.nq.gz" for path in others}
    assert touched >= {
        "manifest.json",
        f"graphs/{document}.nq.gz",
        f"graphs/{document}-text.nq.gz",
        f"records/{document}.jsonl.gz",
    }
    assert touched <= {
        "manifest.json",
        *(
            f"{kind}/{document}{end}"
            for kind, end in (("graphs", ".nq.gz"), ("graphs", "-text.nq.gz"), ("records", ".jsonl.gz"))
        ),
        *(f"graphs/gm9000/{name}.nq.gz" for name in ("body", "provenance")),
        *following,
    }
    written = {path.relative_to(out).as_posix() for path, time in times.items() if path.stat().st_mtime_ns != time}
    assert written == touched - {"manifest.json"}


def test_a_damaged_or_missing_file_of_the_dataset_is_made_again(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "dataset"
    run(corpus, out)
    whole = dataset_of(out)
    first, second, third = [name for name in whole if name.startswith("graphs/gm9000/begroting")][:3]
    (out / first).write_bytes(b"damaged")
    (out / second).unlink()
    (out / ".cache/links" / f"{third.removeprefix('graphs/').removesuffix('.nq.gz')}.json").write_bytes(b"{")
    run(corpus, out)
    assert dataset_of(out) == whole


def test_nothing_is_linked_where_the_same_is_offered_again(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "dataset"
    first = run(corpus, out)

    def refuse(_given: BodyInput, _profiled: Makes, _met: Meets) -> Linked:
        raise AssertionError("linked again")

    monkeypatch.setattr(f"{write_body.__module__}.link", refuse)
    assert run(corpus, out) == first
    bodies = corpus.parent / "other"
    shutil.copytree(corpus, bodies)
    (bodies / "bodies.yml").write_text(
        (bodies / "bodies.yml").read_text("utf-8").replace("complete: true", "complete: false"), "utf-8"
    )
    with pytest.raises(AssertionError, match="linked again"):
        run(bodies, out)


def test_another_version_of_the_software_makes_everything_again(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "dataset"
    run(corpus, out)
    links, path = LinkCache(out / ".cache/links"), Dataset(out).documents()[0].path
    before = links.made(path)
    monkeypatch.setattr(inputs, "ROOMS", ("ontology",))
    inputs.software.cache_clear()
    try:
        run(corpus, out)
    finally:
        inputs.software.cache_clear()
    after = links.made(path)
    assert before is not None
    assert after is not None
    assert before.inputs != after.inputs
    assert msgspec.structs.replace(before, inputs="") == msgspec.structs.replace(after, inputs="")


def test_every_part_of_a_linked_body_counts_for_its_documents(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Linked] = []

    def keep(given: BodyInput, profiled: Makes, met: Meets) -> Linked:
        kept.append(link(given, profiled, met))
        return kept[-1]

    monkeypatch.setattr(f"{write_body.__module__}.link", keep)
    run(corpus, tmp_path / "dataset")
    linked = kept[0]
    state = next(state for state in linked.given.states if linked.suspects.weighed(state.document))
    known = document_inputs(linked, state, common_inputs(linked))
    other_document = next(
        one.document for one in linked.given.states if linked.history[one.document] != linked.history[state.document]
    )
    named = msgspec.structs.replace(next(iter(linked.named)), document=state.document, number="77.7")
    changed = {
        "index": msgspec.structs.replace(linked.index, complete=frozenset()),
        "ledger": tuple(entry for entry in linked.ledger if entry.kind != "person"),
        "resolved": {**linked.resolved, state.document: linked.resolved[state.document][1:]},
        "named": linked.named | {named},
        "named_documents": frozenset({state.document}),
        "body_owned": linked.body_owned | {f"{BASE}/id/document/{state.document.path}"},
        "names": dict(list(linked.names.items())[1:]),
        "suspects": Suspects((), linked.resolved, linked.names, linked.index, linked.given.name),
        "kin": {version: Kin((), None) for version in linked.kin},
        "history": {**linked.history, state.document: linked.history[other_document]},
        "decided": msgspec.structs.replace(linked.decided, changes={state.document: {"0": ()}}),
    }
    of_the_body = {"profiles": {}, "identity": Identity((), (), {}), "enduring": Enduring((), (), {})}
    assert linked.index.complete
    assert {"given", *changed, *of_the_body} == set(Linked.__struct_fields__)
    for name, value in of_the_body.items():
        other = msgspec.structs.replace(linked, **{name: value})
        assert document_inputs(other, state, common_inputs(other)) == known, f"{name}: what it means is in kin"
    for name, value in changed.items():
        other = msgspec.structs.replace(linked, **{name: value})
        assert document_inputs(other, state, common_inputs(other)) != known, name
    renamed = msgspec.structs.replace(linked, given=msgspec.structs.replace(linked.given, name="Anders"))
    assert common_inputs(renamed) != common_inputs(linked)


def test_what_goals_are_compared_by_is_made_again_of_a_changed_document_only(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = tmp_path / "pages", tmp_path / "dataset"
    shutil.copytree(corpus, folder)
    made: list[str] = []

    def counted(
        state: DocumentState, names: Names, identifiers: Mapping[str, str], rooted: Rooted
    ) -> tuple[Profile, ...]:
        made.append(state.document.path)
        return profiles_of(state, names, identifiers, rooted)

    monkeypatch.setattr("ingest.cache.profiles_of", counted)
    run(folder, out)
    every = sorted(made)
    assert len(every) == len(set(every)) > 4
    page = min(folder.rglob("*.txt"))
    page.write_text(page.read_text("utf-8").replace(". ", ". Een zin erbij. ", 1), "utf-8")
    made.clear()
    run(folder, out)
    assert made == ["gm9000/" + page.parent.name.replace("-", "/", 1)]


def test_what_two_documents_are_of_each_other_is_found_again_only_where_one_of_them_changed(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = tmp_path / "pages", tmp_path / "dataset"
    shutil.copytree(corpus, folder)
    made: list[str] = []

    def counted(earlier: Sequence[Profile], later: Sequence[Profile], known: Known) -> Met:
        made.extend(later[0].version.document.path for _ in earlier[:1] if later)
        return meet(earlier, later, known)

    monkeypatch.setattr("ingest.cache.meet", counted)
    run(folder, out)
    every = set(made)
    assert len(every) > 4
    page = max(folder.glob("*/begroting-*/*.txt"))
    page.write_text(page.read_text("utf-8").replace(". ", ". Een zin erbij. ", 1), "utf-8")
    made.clear()
    run(folder, out)
    assert 0 < len(set(made)) < len(every) / 2
    made.clear()
    shutil.rmtree(out / ".cache/links")
    run(folder, out)
    assert set(made) == every


def test_words_that_were_looked_up_before_need_no_dictionary() -> None:
    known = Roots({"fietspaden": "fietspad", "van": None})
    assert dict(count_roots("Fietspaden van fietspaden", known)) == {"fietspad": 2}
    assert known.found == {"fietspaden": "fietspad", "van": None}
    assert Roots({})("fietspaden") == root("fietspaden")


def test_equal_values_are_the_same_bytes_in_whatever_order_they_are_held() -> None:
    assert canonical({"b": frozenset({2, 1}), "a": 1}) == canonical({"a": 1, "b": frozenset({1, 2})})
    assert canonical({"a": 1}) != canonical({"a": 2}) != canonical({"b": 2})
