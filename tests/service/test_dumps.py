"""Dumps hold all that a release holds, each thing once, and are made again only where something changed."""

import csv
import gzip
import hashlib
import io
import json
import logging
import re
import warnings
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from arro3.io import read_parquet
from csvw import CSVW
from growing import copy_with_links
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store
from tiny import REPORT, Goal, Tiny, publish_tiny

from ontology.iri import TEXT_PREDICATES, graph
from ontology.language import Language
from ontology.terms import STATEMENT, TEXT
from service.answers.coverage import Holdings
from service.answers.dumps import DumpedTable, dumped_tables
from service.answers.dumps.describing import GROUP, csv_metadata, group_csv_metadata, size, sums
from service.answers.dumps.making import make_dumps, require_exact
from service.answers.dumps.parquet import DECIMALS
from service.answers.tables import ColumnKind
from service.answers.tables.definitions import find_table
from service.release import dump_quads
from service.release.dump_names import FACTS, TEXTS, WHOLE
from service.release.dumps import Composition, DumpError, Dumps, DumpShelf, require_count, scopes
from service.release.prune import prune
from service.release.releases import ReleaseManifest, Releases
from service.release.rights import CC0, FACT_RIGHTS, SENTENCE_COLUMNS, SENTENCES, TEXT_COLUMNS

DOCUMENTS = ("gm9999/begroting/2031", "gm9999/begroting/2032", "gm9999/berap/2031-1")
# What the graph calls the rows of each table.
ROWS = {
    "references": "?row a dg:Reference",
    "goals": "?row a dg:GoalVersion",
    "amounts": "?row a qb:Observation",
    "effects": "?row a dg:FinancialEffect",
    "holders": "?row a dg:PortfolioAssignment",
}
# No name or title of the town has more words, and no sentence of it fewer.
LONGEST_TITLE = 6
PREFIXES = "PREFIX dg: <https://w3id.org/doelgraaf/def#> PREFIX qb: <http://purl.org/linked-data/cube#> "


@dataclass(frozen=True)
class Made:
    """The dumps of the release that a data directory serves."""

    data: Path
    dumps: Dumps

    @property
    def manifest(self) -> ReleaseManifest:
        """What the release holds."""
        return Releases(self.data).manifest(self.dumps.release)

    def content(self, path: str) -> bytes:
        """A dump, put together as whoever downloads it gets it."""
        shelf = DumpShelf.of(Releases(self.data))
        return b"".join(shelf.part(part).read_bytes() for part in Composition.of(self.dumps.parts).of_dump(path))

    def lines(self, path: str) -> list[bytes]:
        """The quads of a dump."""
        return gzip.decompress(self.content(path)).splitlines(keepends=True)

    def table(self, path: str) -> list[dict[str, str]]:
        """The rows of a table."""
        return list(csv.DictReader(io.StringIO(self.content(path).decode(), newline="")))


def made(data: Path) -> Made:
    return Made(data, make_dumps(data, Releases(data).current()))


@pytest.fixture(scope="module")
def town(fictional_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(copy_with_links(fictional_data, tmp_path_factory.mktemp("dumps") / "data"))


@pytest.fixture(scope="module")
def loaded(town: Made) -> Store:
    """A store into which the dumps of everything were loaded, as somebody else would."""
    store = Store()
    for name in (FACTS, TEXTS):
        store.bulk_load(gzip.decompress(town.content(f"{WHOLE}/{name}")), RdfFormat.N_QUADS)
    return store


def counted(store: Store, pattern: str) -> dict[str, int]:
    """How often a pattern holds, by graph."""
    solutions = store.query(f"{PREFIXES} SELECT ?g (COUNT(*) AS ?n) {{ GRAPH ?g {{ {pattern} }} }} GROUP BY ?g")
    try:
        assert isinstance(solutions, QuerySolutions)
        return {row["g"].value: int(row["n"].value) for row in solutions}
    finally:
        del solutions


def test_the_dumps_of_everything_load_into_oxigraph_and_count_as_the_release(town: Made, loaded: Store) -> None:
    assert counted(loaded, "?s ?p ?o") == {name: count for name, count in town.manifest.graphs.items() if count}
    whole = [town.dumps.dumps[f"{WHOLE}/{name}"].rows for name in (FACTS, TEXTS)]
    assert sum(whole) == len(loaded) == town.manifest.quads


def test_the_dumps_of_all_documents_together_are_the_whole(town: Made) -> None:
    base = town.manifest.base
    body = [graph(base, kind, "gm9999") for kind in ("body", "inferred")]
    whole, of_body = town.lines(f"{WHOLE}/{FACTS}"), town.lines(f"gm9999/{FACTS}")
    of_documents = [line for path in DOCUMENTS for line in town.lines(f"{path}/{FACTS}")]
    kinds = tuple(
        f" <{graph(base, kind, path)}> .\n".encode() for kind in ("doc", "inferred", "analysis") for path in DOCUMENTS
    )
    assert sorted(of_documents) == sorted(line for line in whole if line.endswith(kinds))
    endings = tuple(f" <{name}> .\n".encode() for name in body)
    assert sorted(of_body) == sorted([*of_documents, *(line for line in whole if line.endswith(endings))])
    assert Counter(whole) - Counter(of_body) == Counter(line for line in whole if not line.endswith((*kinds, *endings)))
    texts = [line for path in DOCUMENTS for line in town.lines(f"{path}/{TEXTS}")]
    assert len(texts) > 1000
    assert texts == town.lines(f"gm9999/{TEXTS}") == town.lines(f"{WHOLE}/{TEXTS}")


def test_sentences_of_pages_among_statements_are_those_that_the_terms_name(town: Made, loaded: Store) -> None:
    texts = "\n".join(quad.object.value for quad in loaded.quads_for_pattern(None, NamedNode(TEXT), None))
    found: dict[str, int] = {}
    for path in DOCUMENTS:
        home = NamedNode(graph(town.manifest.base, "doc", path))
        for quad in loaded.quads_for_pattern(None, None, None, home):
            value = quad.object.value if isinstance(quad.object, Literal) else ""
            if len(value.split()) > LONGEST_TITLE and value in texts:
                found[quad.predicate.value] = found.get(quad.predicate.value, 0) + 1
    assert set(found) == SENTENCES
    assert found[STATEMENT] > 50
    for phrase in (FACT_RIGHTS.nl, FACT_RIGHTS.en):
        assert {f"dg:{name.rpartition('#')[2]}" for name in SENTENCES} == set(re.findall(r"dg:\w+", phrase))


def test_a_table_has_one_description_which_says_whose_its_sentences_are(town: Made) -> None:
    for one in dumped_tables():
        sentences = {column.name for column in one.table} & (SENTENCE_COLUMNS | TEXT_COLUMNS)
        assert ("remain their publisher's" in one.about.en) == bool(sentences), one.name
        assert "sentence" in sentences or "sentence" not in one.about.en.replace("The sentences in", ""), one.name
        told = json.loads(csv_metadata(Holdings.of(town.manifest), f"{WHOLE}/{one.name}.csv"))
        assert [said["@value"] for said in told["dc:description"]] == [one.about.nl, one.about.en]


def test_no_quad_is_twice_in_a_dump(town: Made) -> None:
    for scope in scopes(town.manifest.dataset):
        lines = town.lines(f"{scope}/{FACTS}")
        assert len(set(lines)) == len(lines) == town.dumps.dumps[f"{scope}/{FACTS}"].rows > 0


def test_words_of_a_publisher_stand_apart_from_facts(town: Made) -> None:
    words = {f"<{predicate}>".encode() for predicate in TEXT_PREDICATES}
    used = {line.split(b" ", 2)[1] for path in DOCUMENTS for line in town.lines(f"{path}/{FACTS}")}
    assert len(used) > 50
    assert not used & words
    assert {line.split(b" ", 2)[1] for line in town.lines(f"{WHOLE}/{TEXTS}")} <= words
    for one in dumped_tables():
        names = {column.name for column in one.table}
        assert one.texts == bool(names & TEXT_COLUMNS) == one.name.endswith("-texts")
        assert "release" not in names
    assert [one.name for one in dumped_tables() if one.texts] == ["references-texts", "effects-texts"]


def test_a_column_of_words_is_one_that_its_query_takes_from_a_graph_of_texts() -> None:
    words = {predicate.rpartition("#")[2] for predicate in TEXT_PREDICATES} | {"description"}
    for one in dumped_tables():
        from_texts = {
            column.name
            for column in one.source
            if any(f"dg:{word} ?{column.name} " in one.source.query for word in words)
        }
        assert from_texts == {column.name for column in one.source} & TEXT_COLUMNS


@pytest.mark.parametrize("name", sorted(ROWS))
@pytest.mark.parametrize("scope", [WHOLE, "gm9999", *DOCUMENTS])
def test_a_table_has_a_row_for_each_thing_that_sparql_counts(name: str, scope: str, town: Made, loaded: Store) -> None:
    base = town.manifest.base
    documents = [path for path in DOCUMENTS if scope in {WHOLE, "gm9999", path}]
    found = counted(loaded, ROWS[name])
    expected = sum(found.get(graph(base, "doc", path), 0) for path in documents)
    rows = town.table(f"{scope}/{name}.csv")
    assert len(rows) == expected == town.dumps.dumps[f"{scope}/{name}.csv"].rows
    key = find_table(name).key
    assert len({row[key] for row in rows}) == len(rows)
    assert expected or name in {"amounts", "effects"}


def test_words_can_be_joined_to_their_facts(town: Made) -> None:
    for name in ("references", "effects"):
        key = find_table(name).key
        facts, words = (town.table(f"{WHOLE}/{one}.csv") for one in (name, f"{name}-texts"))
        assert [row[key] for row in facts] == [row[key] for row in words]
        assert all(
            len(row["exact"]) == int(fact["end"]) - int(fact["start"]) for fact, row in zip(facts, words, strict=True)
        )


@pytest.mark.parametrize("one", dumped_tables(), ids=lambda one: one.name)
def test_parquet_has_the_cells_of_csv_with_their_types(one: DumpedTable, town: Made) -> None:
    rows = town.table(f"{WHOLE}/{one.name}.csv")
    table = read_parquet(io.BytesIO(town.content(f"{WHOLE}/{one.name}.parquet"))).read_all()
    assert table.num_rows == len(rows) > 0
    assert table.schema.names == [column.name for column in one.table]
    for column in one.table:
        cells = [scalar.as_py() for scalar in table[column.name]]
        assert [_written(column.kind, cell) for cell in cells] == [
            _normal(column.kind, row[column.name]) for row in rows
        ]


def _written(kind: ColumnKind, cell: object) -> str:
    if kind is ColumnKind.DECIMAL and cell is not None:
        return f"{cell:f}".rstrip("0").rstrip(".")
    if kind is ColumnKind.BOOLEAN and cell is not None:
        return "true" if cell is True else "false"
    if kind is ColumnKind.INTEGER:
        assert cell is None or isinstance(cell, int)
    return "" if cell is None else str(cell)


def _normal(kind: ColumnKind, cell: str) -> str:
    return cell.rstrip("0").rstrip(".") if kind is ColumnKind.DECIMAL and "." in cell else cell


def test_an_amount_that_parquet_would_round_is_refused() -> None:
    table = find_table("amounts")
    place = [column.name for column in table].index("amount")
    row: list[str | None] = [None] * len(table.columns)
    for cell in ("348646", "1250.5", f"-0.{'1' * DECIMALS}", None):
        row[place] = cell
        require_exact([row], table, "0001-a")
    row[place] = f"0.{'1' * (DECIMALS + 1)}"
    with pytest.raises(DumpError, match=r"more than 6 decimals"):
        require_exact([row], table, "0001-a")


@pytest.mark.parametrize("one", dumped_tables(), ids=lambda one: one.name)
def test_a_csvw_reader_finds_each_table_valid(one: DumpedTable, town: Made, tmp_path: Path) -> None:
    path = f"{WHOLE}/{one.name}.csv"
    content = town.content(path)
    (tmp_path / f"{one.name}.csv").write_bytes(content)
    beside = tmp_path / f"{one.name}.csv-metadata.json"
    beside.write_bytes(csv_metadata(Holdings.of(town.manifest), path))
    read = CSVW(str(beside), validate=True)
    assert read.is_valid
    assert len(list(read.tables[0])) == town.dumps.dumps[path].rows
    head, _, rows = content.partition(b"\r\n")
    (tmp_path / f"{one.name}.csv").write_bytes(head + b"\r\n" + rows[rows.index(b",") :])
    wrong = CSVW(str(beside), validate=True)
    with warnings.catch_warnings():
        warnings.simplefilter("always")  # it counts them itself
        assert not wrong.is_valid, "its first cell is empty, and may not be"


@pytest.mark.parametrize("one", dumped_tables(), ids=lambda one: one.name)
def test_csvw_tells_the_key_the_thing_of_a_row_and_the_terms(one: DumpedTable, town: Made) -> None:
    told = json.loads(csv_metadata(Holdings.of(town.manifest), f"{WHOLE}/{one.name}.csv"))
    assert told["tableSchema"]["primaryKey"] == one.table.key
    assert told["tableSchema"]["aboutUrl"] == f"{{+{one.table.key}}}"
    assert (told.get("dc:license") == {"@id": CC0}) is not one.texts
    said = {said["@language"]: said["@value"] for said in told["dc:rights"]}
    assert set(said) == {"nl", "en"}
    assert ("not known" in said["en"]) == one.texts


def test_tables_side_by_side_belong_together_as_their_metadata_say(town: Made, tmp_path: Path) -> None:
    scope = DOCUMENTS[2]
    for one in dumped_tables():
        (tmp_path / f"{one.name}.csv").write_bytes(town.content(f"{scope}/{one.name}.csv"))
    (tmp_path / GROUP).write_bytes(group_csv_metadata(Holdings.of(town.manifest), scope))
    told = json.loads((tmp_path / GROUP).read_bytes())
    keys = {table["url"]: table["tableSchema"].get("foreignKeys") for table in told["tables"]}
    assert len(keys) == len(dumped_tables())
    assert {url for url, foreign in keys.items() if foreign} == {"references-texts.csv", "effects-texts.csv"}
    assert keys["references-texts.csv"][0]["reference"] == {
        "resource": "references.csv",
        "columnReference": "reference",
    }
    read = CSVW(str(tmp_path / GROUP), validate=True)
    assert read.is_valid
    assert read.tablegroup.check_referential_integrity()
    (tmp_path / "references.csv").write_bytes(b"\r\n".join(town.content(f"{scope}/references.csv").split(b"\r\n")[:2]))
    assert not CSVW(str(tmp_path / GROUP)).tablegroup.check_referential_integrity(log=logging.getLogger("csvw"))


def test_each_digest_and_size_is_that_of_the_file(town: Made) -> None:
    assert len(town.dumps.dumps) == len(scopes(town.manifest.dataset)) * (2 + 2 * len(dumped_tables()))
    for path, dump in town.dumps.dumps.items():
        content = town.content(path)
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (dump.sha256, dump.size), path
    listed = dict(reversed(line.split("  ")) for line in sums(town.dumps).decode().splitlines())
    assert listed == {path: dump.sha256 for path, dump in town.dumps.dumps.items()}


def test_the_same_dataset_gives_the_same_bytes(tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        publish_tiny(Tiny().write(tmp_path / name), tmp_path / f"{name}-data")
        found.append(made(tmp_path / f"{name}-data").dumps)
    assert found[0] == found[1]


@pytest.fixture
def renewed(tmp_path: Path) -> tuple[Made, Made, Path]:
    """A release and the one after it, in which one document changed."""
    data = tmp_path / "data"
    publish_tiny(Tiny().write(tmp_path / "dataset"), data)
    before = made(data)
    changed = Tiny(goals={**Tiny().goals, REPORT: (Goal("1.1.1", "Schoner water"),)})
    publish_tiny(changed.write(tmp_path / "changed"), data, allow_loss=True)
    return before, made(data), data


def test_only_what_changed_is_made_again(renewed: tuple[Made, Made, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    before, after, data = renewed
    unchanged = {path for path, part in before.dumps.parts.items() if after.dumps.parts[path] == part}
    assert f"gm9999/begroting/2031/{FACTS}" in unchanged
    assert f"gm9999/berap/2031-1/{FACTS}" not in unchanged
    assert b"Schoner water" in b"".join(after.lines(f"gm9999/{FACTS}"))
    assert after.dumps.dumps[f"gm9999/{FACTS}"] != before.dumps.dumps[f"gm9999/{FACTS}"]
    DumpShelf.of(Releases(data))._index(after.dumps.release).unlink()  # noqa: SLF001 - as if it was never made
    written: list[str] = []
    kept = dump_quads.QuadParts._part  # noqa: SLF001 - watched, not replaced
    monkeypatch.setattr(dump_quads.QuadParts, "_part", lambda self, *args: written.append(args[2]) or kept(self, *args))
    assert made(data).dumps == after.dumps
    assert f"gm9999/begroting/2031/{FACTS}" not in written
    assert f"gm9999/berap/2031-1/{FACTS}" in written


def test_pruning_leaves_the_parts_that_are_needed_and_no_others(renewed: tuple[Made, Made, Path]) -> None:
    before, after, data = renewed
    shelf = DumpShelf.of(Releases(data))
    gone = {shelf.part(part) for part in before.dumps.parts.values()} - {
        shelf.part(part) for part in after.dumps.parts.values()
    }
    assert gone
    assert all(path.exists() for path in gone)
    pruned = prune(data, 1)
    assert pruned.releases == (before.dumps.release,)
    assert not [path for path in gone if path.exists()]
    assert after.content(f"{WHOLE}/{FACTS}")
    assert shelf.read(before.dumps.release) is None


def test_dumps_that_were_made_are_not_made_again(town: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dump_quads.QuadParts, "write", lambda _self: pytest.fail("made again"))
    assert made(town.data).dumps == town.dumps


def test_a_part_that_was_damaged_is_made_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    publish_tiny(Tiny().write(tmp_path / "dataset"), data)
    first = made(data)
    shelf = DumpShelf.of(Releases(data))
    part = first.dumps.parts[f"gm9999/begroting/2031/{FACTS}"]
    shelf.part(part).write_bytes(b"")
    shelf._index(first.dumps.release).write_bytes(b"{}")  # noqa: SLF001 - damaged too
    assert made(data).dumps == first.dumps
    assert shelf.part(part).stat().st_size == part.size


def test_a_dump_with_other_quads_than_the_release_is_refused() -> None:
    require_count("0001-a", "all/facts.nq.gz", {"urn:g": 2}, {"urn:g": 2})
    with pytest.raises(DumpError, match=r"urn:g has 2 statements instead of 3"):
        require_count("0001-a", "all/facts.nq.gz", {"urn:g": 2}, {"urn:g": 3})


@pytest.mark.parametrize(
    ("count", "nl", "en"),
    [
        (41, "41 B", "41 B"),
        (13330, "13,3 kB", "13.3 kB"),
        (323246, "323 kB", "323 kB"),
        (5 * 10**9, "5,0 GB", "5.0 GB"),
    ],
)
def test_sizes_are_said_as_people_say_them(count: int, nl: str, en: str) -> None:
    assert [size(count, language).replace("\N{NO-BREAK SPACE}", " ") for language in (Language.NL, Language.EN)] == [
        nl,
        en,
    ]


def test_the_metadata_of_a_part_tell_the_coverage_of_its_own_documents(town: Made) -> None:
    holdings = Holdings.of(town.manifest)
    for path, documents in ((f"{WHOLE}/goals.csv", list(DOCUMENTS)), (f"{DOCUMENTS[0]}/goals.csv", [DOCUMENTS[0]])):
        told = json.loads(csv_metadata(holdings, path))
        assert [note["dc:identifier"] for note in told["notes"]] == documents
        assert (told["url"], told["dc:identifier"]) == ("goals.csv", town.dumps.release)
