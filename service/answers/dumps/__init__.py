"""The tables of dumps: those of a release, split so that words of a publisher stand apart from facts. Reads no rows.

A dump of a table has no column that tells the release, so that releases share the rows of documents that did not
change; its index and its metadata tell it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ontology.language import Language, Phrase, verbatim
from service.answers.tables import Column, Table
from service.answers.tables.definitions import TABLES
from service.answers.tables.rows import Cells
from service.release.rights import SENTENCE_COLUMNS, TEXT_COLUMNS

_RELEASE: Final = "release"
_SUFFIX: Final = "-texts"
_ABOUT_FACTS: Final = Phrase(
    "{about} De woorden zelf staan apart, in {name}.", "{about} The words themselves stand apart, in {name}."
)
_ABOUT_SENTENCES: Final = Phrase(
    "{about} De zinnen in {names} zijn die van de pagina, en blijven van hun uitgever.",
    "{about} The sentences in {names} are those of the page, and remain their publisher's.",
)
_ABOUT_TEXTS: Final = Phrase(
    "De woorden bij de tabel {name}, op {key} eraan te koppelen. Deze teksten blijven van hun uitgever.",
    "The words that belong to the table {name}, to be joined to it on {key}. These texts remain their publisher's.",
)


@dataclass(frozen=True, slots=True)
class DumpedTable:
    """A table as dumps have it, and which columns of the table that it is made from those are.

    `texts` tells that it holds words of a publisher.
    """

    source: Table
    table: Table
    places: tuple[int, ...]
    texts: bool

    @property
    def name(self) -> str:
        """Its name, as in `references-texts`."""
        return self.table.name

    @property
    def about(self) -> Phrase:
        """What its rows are, and whose the words in it are: what is said of it wherever it is described."""
        return self.table.about

    def cells(self, rows: Sequence[Cells]) -> list[list[str | None]]:
        """Its cells of rows of the table that it is made from."""
        return [[row[place] for place in self.places] for row in rows]


def dumped_tables() -> tuple[DumpedTable, ...]:
    """The tables of dumps: each of a release, with one of its words behind it where it has any."""
    return tuple(made for source in TABLES for made in _split(source))


def _split(source: Table) -> list[DumpedTable]:
    facts = [column for column in source if column.name not in {_RELEASE, *TEXT_COLUMNS}]
    words = [column for column in source if column.name in {"document", source.key, *TEXT_COLUMNS}]
    sentences = [column.name for column in facts if column.name in SENTENCE_COLUMNS]
    about = _filled(_ABOUT_SENTENCES, about=source.about, names=", ".join(sentences)) if sentences else source.about
    if not {column.name for column in words} & TEXT_COLUMNS:
        return [_made(source, source.name, about, facts, texts=False)]
    name = f"{source.name}{_SUFFIX}"
    return [
        _made(source, source.name, _filled(_ABOUT_FACTS, about=about, name=name), facts, texts=False),
        _made(source, name, _filled(_ABOUT_TEXTS, name=source.name, key=source.key), words, texts=True),
    ]


def _filled(phrase: Phrase, **values: object) -> Phrase:
    return Phrase(*(verbatim(phrase.say(language, **values)) for language in Language))


def _made(source: Table, name: str, about: Phrase, columns: list[Column], *, texts: bool) -> DumpedTable:
    place = {column.name: index for index, column in enumerate(source)}
    table = Table(name, about, source.key, tuple(columns))
    return DumpedTable(source, table, tuple(place[column.name] for column in columns), texts)
