"""The tables of a release: every row leads back to its words, and a codebook says what each column holds."""

import asyncio
import csv
import io
import json
import re
import tracemalloc
from collections import defaultdict
from collections.abc import AsyncGenerator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from python_calamine import CalamineWorkbook

from ontology.dataset import Dataset
from ontology.language import Language
from ontology.terms import TEXT, VERSION_OF
from service import exports
from service.answers.coverage import Holdings
from service.answers.tables import ColumnKind, Table
from service.answers.tables.codebook import codebook, page
from service.answers.tables.definitions import TABLES, TableError, find_table
from service.answers.tables.metadata import metadata
from service.answers.tables.rows import read_rows
from service.answers.tables.writing import csv_lines
from service.engine.engine import OtherReleaseError, Question, Row, Term
from tests.linked.contexts import offline
from tests.web.memory_engine import MemoryEngine

RELEASE = "20310101-test"
DOCS = Path(__file__).parents[2] / "docs"
FORMS = {
    ColumnKind.IRI: re.compile(r"https?://[^\s<>\"]+"),
    ColumnKind.IRIS: re.compile(r"https?://[^\s<>\";]+(; https?://[^\s<>\";]+)*"),
    ColumnKind.INTEGER: re.compile(r"-?\d+"),
    ColumnKind.DECIMAL: re.compile(r"-?\d+(\.\d+)?"),
    ColumnKind.BOOLEAN: re.compile(r"true|false"),
    ColumnKind.DATE: re.compile(r"\d{4}-\d{2}-\d{2}"),
}
TRUTH = [json.loads(line) for line in (DOCS.parent / "tests/truth/fictional.jsonl").read_text("utf-8").splitlines()]
# How many rows each table has of the bundled examples: real pages, and fictional pages by the truth beside them.
COUNTS = {
    "references": (13, sum(len(page["references"]) for page in TRUTH)),
    "goals": (2, len(TRUTH)),
    "amounts": (6, sum(len(page["budget"]) for page in TRUTH)),
    "effects": (2, sum(len(deviation["effects"]) for page in TRUTH for deviation in page["deviations"])),
    "holders": (2, sum(len(page["holders"]) for page in TRUTH)),
}


def run(*arguments: str, language: Language = Language.EN) -> Result:
    group = click.Group(commands={command.name or "": command for command in exports.commands(language)})
    return CliRunner().invoke(group, arguments)


def read(table: str, data: Path, *options: str) -> list[dict[str, str]]:
    done = run("table", table, "--data", str(data), *options)
    assert done.exit_code == 0, done.output
    return list(csv.DictReader(io.StringIO(done.stdout_bytes.decode(), newline=""), strict=True))


def page_texts(dataset: Path) -> dict[str, str]:
    """The text of each page of a dataset, by its IRI."""
    store, source = Store(), Dataset(dataset)
    for path in source.manifest().all_files:
        if path.endswith("-text.nq.gz"):
            store.load(source.read(path), format=RdfFormat.N_QUADS)
    return {quad.subject.value: quad.object.value for quad in store.quads_for_pattern(None, NamedNode(TEXT), None)}


@pytest.mark.parametrize("name", COUNTS)
def test_a_table_has_its_rows_and_columns(name: str, real_data: Path, fictional_data: Path) -> None:
    assert set(COUNTS) == {table.name for table in TABLES}
    table = find_table(name)
    real, fictional = read(name, real_data), read(name, fictional_data)
    assert (len(real), len(fictional)) == COUNTS[name]
    assert list(real[0]) == [column.name for column in table]
    keys = [row[table.key] for row in (*real, *fictional)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", COUNTS)
def test_every_cell_is_what_the_codebook_says(name: str, real_data: Path, fictional_data: Path) -> None:
    rows = [*read(name, real_data), *read(name, fictional_data)]
    for column in find_table(name):
        filled = [row[column.name] for row in rows if row[column.name]]
        assert not column.required or len(filled) == len(rows), column.name
        if column.codes is not None:
            assert set(filled) <= set(column.allowed), column.name
        form = FORMS.get(column.kind)
        assert form is None or all(map(form.fullmatch, filled)), column.name


def test_a_goal_tells_all_that_endures_of_it(fictional_dataset: Path, fictional_data: Path, tmp_path: Path) -> None:
    source, endures = Dataset(fictional_dataset), defaultdict[str, set[str]](set)
    for path in source.manifest().all_files:
        if path.endswith(".nq.gz"):
            for quad in parse(source.read(path), format=RdfFormat.N_QUADS):
                if quad.predicate.value == VERSION_OF:
                    assert isinstance(quad.subject, NamedNode)
                    assert isinstance(quad.object, NamedNode)
                    endures[quad.subject.value].add(quad.object.value)
    assert read("goals", fictional_data, "--out", str(tmp_path / "goals.csv")) == []
    with (tmp_path / "goals.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    told = {row["version"]: row["goals"].split("; ") if row["goals"] else [] for row in rows}
    assert told == {version: sorted(endures.get(version, ())) for version in told}
    assert max(map(len, told.values())) > 1
    described = json.loads((tmp_path / "goals.csv-metadata.json").read_text())["tableSchema"]["columns"]
    column = next(one for one in described if one["name"] == "goals")
    assert (column["separator"], column["datatype"]) == ("; ", "anyURI")


@pytest.mark.parametrize("name", ["references", "effects"])
@pytest.mark.parametrize("which", ["real", "fictional"])
def test_every_row_leads_back_to_its_words(name: str, which: str, request: pytest.FixtureRequest) -> None:
    texts = page_texts(request.getfixturevalue(f"{which}_dataset"))
    rows = read(name, request.getfixturevalue(f"{which}_data"))
    assert len(rows) == COUNTS[name][which == "fictional"]
    for row in rows:
        text, start, end = texts[row["page"]], int(row["start"]), int(row["end"])
        assert text[start:end] == row["exact"]
        assert row["exact"] in row["sentence"]
        around = [found.span() for found in re.finditer(re.escape(row["sentence"]), text)]
        assert any(begin <= start and end <= until for begin, until in around), row["reference"]


@pytest.mark.parametrize("name", ["amounts", "holders"])
def test_what_is_printed_elsewhere_stands_at_its_offsets_too(name: str, real_dataset: Path, real_data: Path) -> None:
    texts = page_texts(real_dataset)
    rows = [row for row in read(name, real_data) if row["start"]]
    assert len(rows) == COUNTS[name][0]
    for row in rows:
        words = row["cellText"] if name == "amounts" else row["printedNames"]
        assert texts[row["page"]][int(row["start"]) : int(row["end"])] == words


def test_the_real_references_are_those_of_the_pages(real_data: Path) -> None:
    rows = [row for row in read("references", real_data) if row["role"] == "cross-reference"]
    assert sorted((row["fromNumber"], row["toNumber"], row["relation"]) for row in rows) == [
        ("1.1.2", "10", "booked-on"),
        ("1.1.2", "10", "booked-on"),
        ("2.2.2", "1.1.1", "see"),
        ("2.2.2", "1.3.2", "see"),
        ("2.2.2", "1.3.4", "contributes-to"),
        ("2.2.2", "2.1", "aligned-with"),
        ("2.2.2", "2.1.2", "see"),
        ("2.2.2", "4", "contributes-to"),
    ]
    assert {row["resolution"] for row in rows} == {"not-loaded"}


def test_a_list_has_three_states_in_the_goals(real_data: Path) -> None:
    states = {row["number"]: row["frameworkNotesState"] for row in read("goals", real_data)}
    assert states == {"2.2.2": "heading-without-list", "1.1.2": "no-heading"}


@pytest.mark.parametrize("name", COUNTS)
def test_every_row_says_how_much_of_its_document_was_loaded(name: str, real_data: Path) -> None:
    rows = read(name, real_data)
    said = {(row["documentGoalsRead"], row["documentGoalsExpected"], row["documentComplete"]) for row in rows}
    assert said == {("1", "", "unknown")}


def test_one_document_can_be_asked_for(fictional_data: Path) -> None:
    rows = read("goals", fictional_data, "--document", "gm9999/berap/2031-1")
    assert {row["document"] for row in rows} == {"gm9999/berap/2031-1"}
    assert len(rows) == 26


def test_csv_is_by_its_standard() -> None:
    assert csv_lines([['a "b", c', None, "één\nregel"]]) == '"a ""b"", c",,"één\nregel"\r\n'.encode()


def test_a_file_comes_with_its_metadata(real_data: Path, tmp_path: Path) -> None:
    out = tmp_path / "amounts.csv"
    done = run("table", "amounts", "--data", str(real_data), "--out", str(out))
    assert (done.exit_code, done.output) == (0, "")
    described = json.loads((tmp_path / "amounts.csv-metadata.json").read_text())
    assert described["url"] == "amounts.csv"
    names = [column["titles"] for column in described["tableSchema"]["columns"]]
    assert out.read_bytes().startswith(f"{','.join(names)}\r\n".encode())
    assert [note["dc:identifier"] for note in described["notes"]] == ["gm0193/begroting/2021", "gm0193/berap/2023-2"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["amounts.csv", "amounts.csv-metadata.json"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_metadata_describes_every_column_in_both_languages(table: Table, real_dataset: Path) -> None:
    holdings = Holdings(Dataset(real_dataset).manifest(), RELEASE, datetime(2031, 1, 2, tzinfo=UTC))
    described = json.loads(metadata(table, "t.csv", holdings, holdings.documents))
    assert described["@context"][0] == "http://www.w3.org/ns/csvw"
    assert len(described["tableSchema"]["columns"]) == len(table.columns)
    for column, told in zip(table, described["tableSchema"]["columns"], strict=True):
        assert {text["@language"] for text in told["dc:description"]} == {"nl", "en"}
        if column.codes is not None:
            assert told["datatype"]["format"].split("|") == list(column.allowed)
            assert told["valueUrl"].endswith(f"#{{{column.name}}}")
    values = {
        measurement["dqv:isMeasurementOf"]["@id"].rpartition("#")[2]: measurement["dqv:value"]
        for measurement in described["notes"][0]["dqv:hasQualityMeasurement"]
    }
    assert values == {"pages-read": 1, "goals-read": 1, "versions-named-only": 4, "complete": "unknown"}


def test_the_page_about_tables_is_made_of_their_definitions() -> None:
    assert (DOCS / "tables.md").read_text("utf-8") == page()


@pytest.mark.parametrize("language", Language)
def test_the_codebook_is_read_in_one_language(language: Language) -> None:
    text = codebook(TABLES, (language,))
    assert all(f"| `{column.name}` |" in text for table in TABLES for column in table)
    assert ("Whether" in text) is (language is Language.EN)
    done = run("codebook", "goals", language=language)
    assert done.output == codebook([find_table("goals")], (language,))


def test_an_unknown_table_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(TableError, match="references, goals, amounts, effects, holders"):
        find_table("feesten")


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (("table", "feesten"), "references"),
        (("table", "goals", "--document", "gm0193/begroting/1999"), "gm0193/begroting/2021"),
        (("table", "goals", "--out", "goals.doc"), ".xlsx"),
        (("project", "feesten", "--document", "gm0193/begroting/2021"), "goal-tree"),
        (("codebook", "feesten"), "holders"),
    ],
)
def test_a_wrong_word_ends_with_2_and_names_what_exists(
    arguments: tuple[str, ...], names: str, real_data: Path
) -> None:
    data = () if arguments[0] == "codebook" else ("--data", str(real_data))
    done = run(*arguments, *data)
    assert done.exit_code == 2
    assert names in done.output


@pytest.mark.parametrize("form", [RdfFormat.TURTLE, RdfFormat.JSON_LD, RdfFormat.N_TRIPLES], ids=str)
@pytest.mark.parametrize(
    ("command", "least"), [(("project", "goal-tree"), 60), (("project", "web-annotations"), 100), (("coverage",), 16)]
)
def test_a_graph_goes_to_standard_output_or_to_a_file(
    command: tuple[str, ...], least: int, form: RdfFormat, real_data: Path, tmp_path: Path
) -> None:
    names = {RdfFormat.TURTLE: "turtle", RdfFormat.JSON_LD: "jsonld", RdfFormat.N_TRIPLES: "nt"}
    asked = (*command, "--data", str(real_data), "--document", "gm0193/begroting/2021", "--format", names[form])
    printed = run(*asked)
    out = tmp_path / "graph"
    written = run(*asked, "--out", str(out))
    assert (printed.exit_code, written.exit_code, written.stdout) == (0, 0, "")
    assert out.read_bytes() == printed.stdout_bytes
    content = offline(printed.stdout_bytes) if form is RdfFormat.JSON_LD else printed.stdout_bytes
    assert len({quad.triple for quad in parse(content, format=form)}) >= least


@pytest.mark.parametrize(
    ("language", "said"), [(Language.NL, "Let op: van Begroting 2021"), (Language.EN, "Note: it is not known whether")]
)
def test_a_projection_of_a_document_that_may_lack_goals_says_so_once(
    language: Language, said: str, real_data: Path, tmp_path: Path
) -> None:
    asked = ("project", "goal-tree", "--data", str(real_data), "--document", "gm0193/begroting/2021")
    for options in ((), ("--out", str(tmp_path / "tree"))):
        done = run(*asked, *options, language=language)
        assert done.stderr.startswith(said)
        assert done.stderr.count("\n") == 1
        assert "Berap" not in done.stderr


def test_a_table_becomes_a_workbook_and_nothing_is_left_beside_it(real_data: Path, tmp_path: Path) -> None:
    out = tmp_path / "effects.xlsx"
    done = run("table", "effects", "--data", str(real_data), "--out", str(out))
    assert (done.exit_code, done.output) == (0, "")
    rows = CalamineWorkbook.from_path(str(out)).get_sheet_by_name("effects").to_python()
    assert len(rows) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["effects.xlsx"]


@pytest.mark.parametrize("language", Language)
def test_every_command_teaches_by_an_example(language: Language) -> None:
    made = exports.commands(language)
    assert [command.name for command in made] == ["table", "codebook", "project", "coverage"]
    for command in made:
        shown = run(command.name or "", "--help", language=language).output
        assert f"{'Voorbeeld' if language is Language.NL else 'Example'}: doelgraaf {command.name}" in " ".join(
            shown.split()
        )


class _Endless(MemoryEngine):
    """An engine whose answer has as many rows as it is told, made as they are read."""

    def __init__(self, rows: int) -> None:
        super().__init__([])
        self.rows_left = rows

    async def stream(self, question: Question) -> AsyncGenerator[bytes, None]:
        """A head, then rows of one reference, some at a time."""
        del question

        async def pieces() -> AsyncGenerator[bytes, None]:
            yield b"?reference\t?exact\t?sentence\t?start\n"
            while self.rows_left > 0:
                self.rows_left -= 500
                yield _ROW * 500

        return pieces()

    async def rows(self, query: str, bindings: Mapping[str, Term] | None = None) -> list[Row]:
        """Nothing: a table must not ask for all of its rows at once."""
        raise AssertionError((query, bindings))


_ROW = b'<urn:x>\t"zie doel 1.1.1"\t"Een zin van een pagina (zie doel 1.1.1)."\t5\n'


async def _peak_bytes(rows: int, holdings: Holdings) -> int:
    tracemalloc.start()
    seen = 0
    try:
        async for piece in read_rows(_Endless(rows), holdings, find_table("references"), holdings.documents[:1]):
            seen += len(piece)
            csv_lines(piece)
        assert seen == rows
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_number_of_rows(real_dataset: Path) -> None:
    holdings = Holdings(Dataset(real_dataset).manifest(), RELEASE, datetime(2031, 1, 2, tzinfo=UTC))
    few = asyncio.run(_peak_bytes(2_000, holdings))
    many = asyncio.run(_peak_bytes(40_000, holdings))
    assert many < 1.5 * few


def test_rows_of_two_releases_are_never_in_one_table(real_dataset: Path) -> None:
    holdings = Holdings(Dataset(real_dataset).manifest(), "the-one-before", datetime(2031, 1, 2, tzinfo=UTC))
    with pytest.raises(OtherReleaseError):
        asyncio.run(_peak_bytes(500, holdings))
