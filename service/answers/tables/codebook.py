"""The columns of tables for people: a codebook in Markdown, in Dutch, in English, or in both. Says nothing of rows."""

from collections.abc import Iterable, Iterator
from itertools import chain
from types import MappingProxyType
from typing import Final

from ontology.language import Language, Phrase
from service.answers.tables import LIST_SEPARATOR, Column, ColumnKind, Table
from service.answers.tables.definitions import TABLES
from service.answers.vocabulary import code_label

KINDS: Final = MappingProxyType(
    {
        ColumnKind.IRI: Phrase("webadres", "web address"),
        ColumnKind.IRIS: Phrase(
            "webadressen, met een puntkomma ertussen", "web addresses, with a semicolon between them"
        ),
        ColumnKind.CODE: Phrase("code", "code"),
        ColumnKind.TEXT: Phrase("tekst", "text"),
        ColumnKind.TEXTS: Phrase("teksten, met een puntkomma ertussen", "texts, with a semicolon between them"),
        ColumnKind.INTEGER: Phrase("geheel getal", "whole number"),
        ColumnKind.DECIMAL: Phrase("decimaal getal", "decimal number"),
        ColumnKind.BOOLEAN: Phrase("ja of nee: true of false", "yes or no: true or false"),
        ColumnKind.DATE: Phrase("dag (jjjj-mm-dd)", "day (yyyy-mm-dd)"),
    }
)
_ALWAYS: Final = Phrase("altijd", "always")
_SOMETIMES: Final = Phrase("soms leeg", "may be empty")
_HEADS: Final = (
    Phrase("kolom", "column"),
    Phrase("wat erin staat", "what it holds"),
    Phrase("soort", "kind"),
    Phrase("eenheid", "unit"),
    Phrase("gevuld", "filled"),
)
_CODES: Final = Phrase("Codes", "Codes")


def codebook(tables: Iterable[Table], languages: tuple[Language, ...]) -> str:
    """The tables one after the other, each with its columns and then its codes."""
    return "\n".join(chain.from_iterable(_table(table, languages) for table in tables))


def page() -> str:
    """The page `docs/tables.md`."""
    return f"{_INTRODUCTION}\n{codebook(TABLES, tuple(Language))}"


def _table(table: Table, languages: tuple[Language, ...]) -> Iterator[str]:
    yield f"## {table.name}"
    yield _say(table.about, languages, "\n\n")
    yield ""
    yield _row([_say(head, languages) for head in _HEADS])
    yield _row(["---"] * len(_HEADS))
    for column in table:
        yield _column(column, languages)
    yield ""
    for column in table:
        if column.codes is not None:
            yield f"- {_say(_CODES, languages[:1])} `{column.name}`: {_codes(column, languages)}"
    yield ""


def _column(column: Column, languages: tuple[Language, ...]) -> str:
    unit = "" if column.unit is None else _say(column.unit, languages)
    filled = _say(_ALWAYS if column.required else _SOMETIMES, languages)
    return _row(
        [f"`{column.name}`", _say(column.about, languages, "<br>"), _say(KINDS[column.kind], languages), unit, filled]
    )


def _codes(column: Column, languages: tuple[Language, ...]) -> str:
    labels = [(code, code_label(code)) for code in column.codes or ()]
    return LIST_SEPARATOR.join(f"`{code}` ({_say(Phrase(label.nl, label.en), languages)})" for code, label in labels)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _say(phrase: Phrase, languages: tuple[Language, ...], between: str = " / ") -> str:
    """A text in each of the languages, once where they are the same."""
    return between.join(dict.fromkeys(phrase.say(language) for language in languages))


_INTRODUCTION: Final = """\
# Tabellen / Tables

Wat de release zegt, als tabel voor R, Python, Excel of een database. Deze pagina is gemaakt uit de definities van de
tabellen; een test vergelijkt haar ermee.

*What the release says, as tables for R, Python, Excel or a database. This page is made of the definitions of the
tables, and a test compares it with them.*

```sh
.venv/bin/doelgraaf table references --data data --out references.csv
.venv/bin/doelgraaf table goals --data data --document gm0193/begroting/2021
.venv/bin/doelgraaf codebook references
curl -H 'Accept: text/csv' http://localhost:8000/v1/tables/references
curl 'http://localhost:8000/v1/tables/amounts?format=xlsx&document=gm0193/begroting/2021' -o amounts.xlsx
```

- CSV volgt RFC 4180: UTF-8, komma's, CRLF, dubbele aanhalingstekens. Een lege cel is een cel zonder waarde. Lees
  `number` en `citedNumber` als tekst: 1.10 is niet 1.1. / *CSV is by RFC 4180: UTF-8, commas, CRLF, double quotes. An
  empty cell has no value. Read `number` and `citedNumber` as text: 1.10 is not 1.1.*
- `--out NAAM.csv` schrijft ook `NAAM.csv-metadata.json` (CSV on the Web); over HTTP staat die op
  `/v1/tables/{naam}/metadata`. / *`--out NAME.csv` also writes `NAME.csv-metadata.json` (CSV on the Web); over HTTP it
  stands at `/v1/tables/{name}/metadata`.*
- De drie kolommen `document...` aan het eind van elke rij zeggen hoeveel van het document is geladen. Tel of rangschik
  niet zonder ernaar te kijken. / *The three columns `document...` at the end of each row say how much of the document
  was loaded. Do not count or rank without a look at them.*
- Elke rij van `references` en `effects` leidt terug naar haar woorden: `exact` staat in de tekst van `page` van `start`
  tot `end`, en in `sentence`. / *Each row of `references` and `effects` leads back to its words: `exact` stands in the
  text of `page` from `start` to `end`, and in `sentence`.*
- [Downloads](dumps.md) hebben dezelfde tabellen zonder de kolom `release`, en met `exact` en `sentence` apart in
  `references-texts` en `effects-texts`; hun codeboek staat op `/dumps/codebook`. / *[Downloads](dumps.md) have the same
  tables without the column `release`, and with `exact` and `sentence` apart in `references-texts` and `effects-texts`;
  their codebook stands at `/dumps/codebook`.*
- `statement`, `cause`, `exact` en `sentence` zijn zinnen van pagina's, en blijven van hun uitgever. / *`statement`,
  `cause`, `exact` and `sentence` are sentences of pages, and remain their publisher's.*
"""
