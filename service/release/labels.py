"""The label table of a release: by what words people find its terms, codes, goals and names, while they type.

An SQLite file beside the store, made once when a release is built. Knows not how a term is shown or asked for.

    entry   one thing: its kind, what it is in a query (N-Triples), its names and, of terms, what they mean
    word    each word of its names, folded, by kind: so that the beginning of a word finds it without a scan
"""

import os
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from ontology.iri import TOOI_MUNICIPALITY
from ontology.terms import DG, FOAF_NAME, NAME, NUMBER, PREFIXES, RDFS_LABEL, SKOS_PREF_LABEL
from service.release.store import open_read_only

FILE: Final = "labels.sqlite"

_COMMENT: Final = PREFIXES["rdfs"] + "comment"
_PREDICATES: Final = (RDFS_LABEL, SKOS_PREF_LABEL, NAME, FOAF_NAME, NUMBER, _COMMENT)
# So many things are looked at where the other words of a question refuse them; who means something types on.
_MOST_TRIED: Final = 5000


class Kind(StrEnum):
    """What an entry is, in the order in which kinds are listed; the last two are literals."""

    CLASS = "class"
    PROPERTY = "property"
    CODE = "code"
    LIST = "list"
    PROGRAMME = "programme"
    AMBITION = "ambition"
    GOAL = "goal"
    DOCUMENT = "document"
    ORGANISATION = "organisation"
    PERSON = "person"
    DOMAIN = "domain"
    PROJECT = "project"
    PROPOSAL = "spending-proposal"
    SERVICE = "service"
    NAME = "name"
    NUMBER = "number"


LITERALS: Final = frozenset({Kind.NAME, Kind.NUMBER})

# What an instance is by the first part of its path; sections, spans and the like are not what people look for by name.
_OF_PATH: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "programme": Kind.PROGRAMME,
        "programme-version": Kind.PROGRAMME,
        "ambition": Kind.AMBITION,
        "ambition-version": Kind.AMBITION,
        "goal": Kind.GOAL,
        "goal-version": Kind.GOAL,
        "document": Kind.DOCUMENT,
        "organisation": Kind.ORGANISATION,
        "person": Kind.PERSON,
        "domain": Kind.DOMAIN,
        "project": Kind.PROJECT,
        "spending-proposal": Kind.PROPOSAL,
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing of the table: `term` is it as N-Triples, a name or meaning is empty where nobody gave it."""

    kind: Kind
    term: str
    nl: str
    en: str
    about_nl: str = ""
    about_en: str = ""


def write(path: Path, store: Path, base: str) -> None:
    """Make the table of a store at a path where nothing is yet.

    Raises:
        OSError: the store can't be read.
        sqlite3.Error: the disk is full or not writable.
    """
    write_quads(path, _said_in(store), base)


def write_quads(path: Path, quads: Iterable[Quad], base: str) -> None:
    """Make the table of quads, in whatever order they come; those that name nothing are passed over.

    Raises:
        sqlite3.Error: the disk is full or not writable.
    """
    with closing(sqlite3.connect("")) as db:  # a database without a name: in memory, and on disk where it grows
        db.executescript(_TABLES)
        db.executemany("INSERT INTO said VALUES (?, ?, ?, ?, ?)", _rows(quads, base))
        for number, entry in enumerate(_entries(db.execute(_GROUPED)), start=1):
            db.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", (number, *_columns(entry)))
            db.executemany(
                "INSERT INTO found VALUES (?, ?, ?)", [(entry.kind, word, number) for word in words_of(entry)]
            )
        db.executescript(_INDEXES)
        db.commit()
        db.execute("VACUUM INTO ?", (str(path),))
    with path.open("rb") as made:
        os.fsync(made.fileno())


def find(path: Path, words: str, kinds: Sequence[Kind], most: int) -> list[Entry]:
    """The entries of some kinds with a name in which every word begins a word; those of a kind in alphabetical order.

    Of each kind there are `most` at most; without words, the first ones of it.

    Raises:
        FileNotFoundError: there is no table at the path.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        found = [db.execute(*_query(kind, fold(words), most)).fetchall() for kind in kinds]
    return [Entry(Kind(kind), *texts) for kind, *texts in chain.from_iterable(found)]


def fold(text: str) -> list[str]:
    """The words of a text without case and accents, each once; a number keeps its dots: `Doel 2.2.2` -> doel, 2.2.2."""
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return list(dict.fromkeys(_WORD.findall(text.casefold())))


def _said_in(store: Path) -> Iterator[Quad]:
    """The quads of a store that name or explain something: a walk over the index of each predicate."""
    opened = open_read_only(store)
    for predicate in _PREDICATES:
        yield from opened.quads_for_pattern(None, NamedNode(predicate), None, None)


def _rows(quads: Iterable[Quad], base: str) -> Iterator[tuple[int, str, str, str, str]]:
    """What is said of a thing: the place of its kind, the thing, what is said, in which language, the words."""
    for quad in quads:
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, Literal):
            continue
        subject, text = quad.subject.value, quad.object
        predicate = quad.predicate.value
        if predicate in _LITERAL_OF:
            yield _ORDER[_LITERAL_OF[predicate]], str(text), "name", "", text.value
        elif predicate in _SAID_OF and (kind := _kind(subject, base)) is not None:
            yield _ORDER[kind], str(quad.subject), _SAID_OF[predicate], text.language or "", text.value


def _kind(iri: str, base: str) -> Kind | None:
    if iri.startswith(DG):
        return Kind.CLASS if iri[len(DG) : len(DG) + 1].isupper() else Kind.PROPERTY
    if iri.startswith(_LISTS):
        return Kind.CODE if "#" in iri else Kind.LIST
    if iri.startswith(TOOI_MUNICIPALITY):
        return Kind.ORGANISATION
    path = iri.removeprefix(f"{base}/id/")
    return _OF_PATH.get(path.partition("/")[0]) if path != iri else None


def _entries(rows: Iterable[Sequence[str]]) -> Iterator[Entry]:
    for order, term, nl, en, about_nl, about_en in rows:
        yield Entry(_KINDS[int(order)], term, nl, en, about_nl, about_en)


def _columns(entry: Entry) -> tuple[str, ...]:
    return entry.kind, entry.term, entry.nl, entry.en, entry.about_nl, entry.about_en


def words_of(entry: Entry) -> list[str]:
    """What an entry is found by: its names, and of a term also what it is called in a query, whole and in parts."""
    texts = [entry.nl, entry.en]
    if entry.kind not in LITERALS:
        texts.append(entry.kind.value)
    if entry.kind in {Kind.CLASS, Kind.PROPERTY, Kind.CODE, Kind.LIST}:
        local = _LOCAL.split(entry.term.strip("<>"))[-1]
        texts += [local, _HUMP.sub(" ", local)]
    return fold(" ".join(texts))


def _query(kind: Kind, words: Sequence[str], most: int) -> tuple[str, dict[str, str | int]]:
    """The query for one kind; the longest word leads, because the fewest things have it."""
    if not words:
        return _FIRST, {"kind": kind, "most": most}
    lead, *others = sorted(words, key=len, reverse=True)
    values: dict[str, str | int] = {"kind": kind, "most": most, "tried": _MOST_TRIED, "low": lead, "high": _after(lead)}
    refused = ""
    for number, word in enumerate(others):
        refused += _ALSO.format(number=number)
        values |= {f"low{number}": word, f"high{number}": _after(word)}
    return _BY_WORD.format(others=refused), values


def _after(word: str) -> str:
    """A text that sorts behind every word that begins with this one."""
    return word + "\U0010ffff"


_LISTS: Final = DG.removesuffix("#") + "/"
_SAID_OF: Final[Mapping[str, str]] = MappingProxyType({RDFS_LABEL: "name", SKOS_PREF_LABEL: "name", _COMMENT: "about"})
_LITERAL_OF: Final[Mapping[str, Kind]] = MappingProxyType({NAME: Kind.NAME, FOAF_NAME: Kind.NAME, NUMBER: Kind.NUMBER})
_KINDS: Final = tuple(Kind)
_ORDER: Final = MappingProxyType({kind: number for number, kind in enumerate(_KINDS)})

_WORD: Final = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")  # schoon; 2.2.2; p3
_LOCAL: Final = re.compile(r"[#/]")
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")  # refersTo -> refers To

_TABLES: Final = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, term TEXT NOT NULL, nl TEXT NOT NULL, en TEXT NOT NULL,
                    about_nl TEXT NOT NULL, about_en TEXT NOT NULL);
CREATE TEMPORARY TABLE said (kind INTEGER, term TEXT, what TEXT, language TEXT, words TEXT);
CREATE TEMPORARY TABLE found (kind TEXT, word TEXT, entry INTEGER);
"""
# Made of what is sorted already: with the database in memory, that takes half the time of word by word.
_INDEXES: Final = """
CREATE TABLE word (kind TEXT NOT NULL, word TEXT NOT NULL, entry INTEGER NOT NULL,
                   PRIMARY KEY (kind, word, entry)) WITHOUT ROWID;
INSERT INTO word SELECT kind, word, entry FROM found ORDER BY kind, word, entry;
CREATE INDEX entry_of_kind ON entry (kind, id);
CREATE INDEX word_of_entry ON word (entry, word);
"""
# A thing may have one name in several graphs, and a name without a language is of both.
_GROUPED: Final = """
SELECT kind, term,
       coalesce(min(words) FILTER (WHERE what = 'name' AND language = 'nl'),
                min(words) FILTER (WHERE what = 'name' AND language = ''), '') AS nl,
       coalesce(min(words) FILTER (WHERE what = 'name' AND language = 'en'),
                min(words) FILTER (WHERE what = 'name' AND language = ''), '') AS en,
       coalesce(min(words) FILTER (WHERE what = 'about' AND language = 'nl'), ''),
       coalesce(min(words) FILTER (WHERE what = 'about' AND language = 'en'), '')
FROM said GROUP BY kind, term HAVING nl || en <> '' ORDER BY kind, CASE nl WHEN '' THEN en ELSE nl END, term
"""
_FIRST: Final = """
SELECT kind, term, nl, en, about_nl, about_en FROM entry WHERE kind = :kind ORDER BY id LIMIT :most
"""
_BY_WORD: Final = """
SELECT DISTINCT kind, term, nl, en, about_nl, about_en FROM entry WHERE id IN (
  SELECT entry FROM (SELECT entry FROM word WHERE kind = :kind AND word >= :low AND word < :high LIMIT :tried) AS tried
  WHERE TRUE {others}
) ORDER BY id LIMIT :most
"""
_ALSO: Final = """
  AND EXISTS (SELECT 1 FROM word AS other
              WHERE other.entry = tried.entry AND other.word >= :low{number} AND other.word < :high{number})
"""
