"""What Click says of itself is Dutch for who reads Dutch, and files in the way are told with the remedy."""

import errno
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from doelgraaf import ROOMS, FrontDoor
from ontology.language import Language
from ontology.usage import WrongUseError, complaints, file_errors, require_folder, require_place

ENGLISH = ("Usage", "Options", "Commands", "Show", "[default", "[required", "[OPTIONS]", "Error", "Try ")
COMPLAINTS = [
    (["ingest"], "'PATH...' ontbreekt", "an argument is missing"),
    (["ingest", "x"], "'--out' ontbreekt", "an option is missing"),
    (["up", "--port", "0"], "'--port': geef een heel getal van 1 tot en met 65535", "a number is out of range"),
    (["up", "--port", "x"], "'--port': geef een heel getal van 1 tot en met 65535", "a number is none"),
    (["ingest", "x", "--out", "y", "--jobs", "0"], "'--jobs': geef een heel getal, 1 of meer", "a number is too small"),
    (["query", "--format", "xml", "q"], "'--format': kies uit table, csv, json", "a choice is none"),
    (["publish", "d", "--dat", "x"], "de optie --dat bestaat niet; lijkt op --data", "an option is misspelt"),
    (["--foo"], "de optie --foo bestaat niet", "an option is not the front door's"),
    (["publish", "d", "e", "f"], "te veel argumenten: e f", "there are too many arguments"),
    (["up", "--port"], "--port: er hoort een waarde achter", "an option lacks its value"),
    (["up", "--demo=1"], "--demo: neemt geen waarde", "a flag has a value"),
    (["repo"], "de opdracht repo bestaat niet", "a command is none"),
    (["relases"], "bedoeld is misschien releases", "a command is misspelt"),
    (["check", "nowhere"], "nowhere: hier staat geen dataset", "an error of a room"),
]


@pytest.mark.parametrize("name", [None, "up", *ROOMS])
def test_help_has_no_english_words_around_dutch_ones(name: str | None) -> None:
    shown = CliRunner().invoke(FrontDoor(Language.NL), [*filter(None, [name]), "-h"]).output
    assert "Gebruik: doelgraaf" in shown
    assert "Toon deze uitleg." in shown
    assert [word for word in ENGLISH if word in shown] == []


@pytest.mark.parametrize(("arguments", "said", "why"), COMPLAINTS, ids=[why for _, _, why in COMPLAINTS])
def test_a_complaint_is_dutch_and_ends_with_2(arguments: list[str], said: str, why: str) -> None:
    done = CliRunner().invoke(FrontDoor(Language.NL), arguments)
    assert done.exit_code == 2, why
    assert said in done.stderr
    assert "Fout: " in done.stderr
    assert [word for word in ENGLISH if word in done.stderr] == []


def test_every_complaint_has_a_case() -> None:
    assert len(COMPLAINTS) == 14


def test_english_stays_as_click_has_it() -> None:
    done = CliRunner().invoke(FrontDoor(Language.EN), ["publish"])
    assert done.exit_code == 2
    assert "Try 'doelgraaf publish --help' for help." in done.stderr
    assert "Error: Missing argument 'DATASET'." in done.stderr


@pytest.mark.parametrize("language", list(Language))
def test_the_version_is_told(language: Language) -> None:
    shown = CliRunner().invoke(FrontDoor(language), ["--version"])
    assert shown.output.startswith("doelgraaf 0.")
    assert shown.exit_code == 0


def test_a_file_where_a_folder_must_be_is_refused_at_any_depth(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(WrongUseError, match=r"--out .*file is no folder"):
            require_folder("--out", path, Language.EN)
    require_folder("--out", tmp_path / "new" / "newer", Language.EN)


# What is typed of each command that writes a file, but for the file.
WRITING = (
    ("table", "goals"), ("project", "eli", "--document", "gm9999/begroting/2031"),
    ("coverage", "--document", "gm9999/begroting/2031"), ("review", "gm9999/begroting/2031"), ("trace", "hubs"),
    ("diff", "1", "2"), ("where", "1.1", "2031"), ("sample", "dataset", "--n", "2"),
)  # fmt: skip


@pytest.mark.parametrize("words", WRITING, ids=[words[0] for words in WRITING])
def test_a_file_in_a_folder_that_is_not_there_names_the_folder_and_what_to_do(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    for language, said in (
        (Language.NL, f"de map {folder} bestaat niet; maak haar eerst"),
        (Language.EN, f"there is no folder {folder}; make it first"),
    ):
        done = CliRunner().invoke(FrontDoor(language), [*words, "--out", str(folder / "a.xlsx")])
        assert (done.exit_code, done.stdout) == (2, "")
        assert said in done.stderr
        assert "draft" not in done.stderr


def test_a_folder_is_no_file_to_write(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WrongUseError, match="is een map; geef de naam van een bestand"):
        require_place("--out", tmp_path, Language.NL)
    with pytest.raises(WrongUseError, match="file is no folder"):
        require_place("--out", tmp_path / "file" / "a.csv", Language.EN)
    require_place("--out", tmp_path / "a.csv", Language.EN)


def test_a_file_without_access_is_wrong_use() -> None:
    denied = PermissionError(errno.EACCES, "Permission denied", "a/b")
    said = "a/b is niet te lezen of te schrijven \\(geen toegang\\)"
    with pytest.raises(WrongUseError, match=said), file_errors(Language.NL):
        raise denied


@pytest.mark.parametrize("error", [BrokenPipeError(), OSError("of a library")], ids=["a closed pipe", "no file"])
def test_what_is_no_matter_of_files_passes(error: OSError) -> None:
    with pytest.raises(type(error)), file_errors(Language.NL):
        raise error


@pytest.mark.parametrize(
    ("language", "raised"), [(Language.NL, click.exceptions.Exit), (Language.EN, KeyboardInterrupt)]
)
def test_who_breaks_off_is_told_in_dutch_and_by_click_in_english(
    capsys: pytest.CaptureFixture[str], language: Language, raised: type[BaseException]
) -> None:
    with pytest.raises(raised), complaints(language):
        raise KeyboardInterrupt
    assert ("Afgebroken." in capsys.readouterr().err) is (language is Language.NL)


def test_a_command_of_a_room_is_not_changed_by_being_explained_in_english() -> None:
    command = FrontDoor(Language.EN).get_command(click.Context(click.Command("x")), "publish")
    assert command is not None
    assert command.options_metavar == "[OPTIONS]"
