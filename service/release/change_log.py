"""The log of changes: what came, changed and went from one release to the next, kept when releases are pruned.

An SQLite file in the data directory. It grows and is never pruned: releases go, and what they changed stays known. Each
time it is written aside and swapped in whole, so that a reader sees the old one or the new one. Compares nothing.

    step     a release that came to be served after another, and when
    member   one change of one thing: what it was called, which aspects differ, and what is stated of it since
    reason   of each change that a correction made: why, and by which role
    feed     which changes belong to something that people follow
    state    of each thing that is there: where it stands, the digest of each aspect, and what it belongs to
    part     of each document and body: the digest of the files that its states were read from
    gone     of each document and body: a hash of every identifier that went, with the last release that had it
"""

import os
import shutil
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import msgspec

from service.release.hashed_names import hashed, holds

FILE: Final = "changes.sqlite"
PAGE_SIZE: Final = 100
"""So many members stand on a page; one that is full never changes."""


class Kind(StrEnum):
    """What happened to a thing."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


class Reason(msgspec.Struct, frozen=True):
    """Why something was corrected, and by which role; `aspect` is what a state calls that correction."""

    aspect: str
    why: str
    by: str


@dataclass(frozen=True, slots=True)
class State:
    """What a release states of a thing.

    `thing` is what follows the base of its identifier; `aspects` has a digest of each, such as `references`; `feeds`
    are the things to which its changes belong; `content` is N-Triples of which it is the subject; `reasons` are those
    of its corrections, each of which is an aspect too.
    """

    thing: str
    label: str
    aspects: Mapping[str, str]
    feeds: tuple[str, ...]
    content: bytes = b""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """One change in the log: its number from 1, the release that came with it, and when that was (ISO 8601, UTC).

    `reasons` are those of the corrections that came with it; `step` is the number of the release in the log.
    """

    number: int
    kind: Kind
    thing: str
    label: str
    aspects: tuple[str, ...]
    content: bytes
    release: str
    before: str
    at: str
    reasons: tuple[Reason, ...] = ()
    step: int = 0

    @property
    def page(self) -> int:
        """The page on which it stands, from 1."""
        return page_of(self.number)


@dataclass(frozen=True, slots=True)
class Step:
    """A release as the log has it: how many changes of each kind and of which kind of thing came with it.

    `first` and `last` are the numbers of those changes; `before` is empty for the first release of all.
    """

    number: int
    release: str
    before: str
    at: str
    counts: Mapping[tuple[Kind, str], int]
    first: int
    last: int

    def total(self, kind: Kind) -> int:
        """How many changes of a kind came with it."""
        return sum(count for (own, _), count in self.counts.items() if own is kind)


def page_of(number: int) -> int:
    """The page on which a change stands, from 1."""
    return (number - 1) // PAGE_SIZE + 1


@dataclass(frozen=True, slots=True)
class ChangeLog:
    """The log of a data directory, to be read; one that was never written is empty."""

    path: Path

    @classmethod
    def of(cls, data: Path) -> "ChangeLog":
        """The log of a data directory."""
        return cls(data / FILE)

    def release(self) -> str:
        """The release that was logged last; empty before the first."""
        with self._opened() as db:
            row = None if db is None else db.execute(_LAST).fetchone()
        return str(row[0]) if row else ""

    def total(self) -> int:
        """How many changes it has."""
        with self._opened() as db:
            return 0 if db is None else int(db.execute("SELECT COALESCE(MAX(number), 0) FROM member").fetchone()[0])

    def page(self, number: int) -> list[Member]:
        """The changes of a page, in the order in which they came."""
        first = (number - 1) * PAGE_SIZE
        return self._members(
            f"{_MEMBERS} WHERE member.number > ? AND member.number <= ? ORDER BY member.number",
            (first, first + PAGE_SIZE),
        )

    def latest(
        self, feed: str | None, most: int, before: int | None = None, *, since: int = 0, no_new: Collection[int] = ()
    ) -> list[Member]:
        """The last changes of something that people follow, or of all, newest first; those before a number only.

        Of the steps from `since`; without what was new in the steps of `no_new`.
        """
        values = (1 << 62 if before is None else before, since, msgspec.json.encode([*no_new]).decode(), most)
        query = f"{_MEMBERS} WHERE member.number IN ({_followed(_LATEST, feed)}) ORDER BY member.number DESC"
        return self._members(query, values if feed is None else (feed, *values))

    def steps(self, feed: str | None, most: int, before: int | None = None) -> list[Step]:
        """The last releases with changes of something that people follow, or of all, newest first.

        Only those that have changes before a number; each is counted whole.
        """
        named = () if feed is None else (feed,)
        values = (*named, *named, 1 << 62 if before is None else before, most)
        with self._opened() as db:
            if db is None:
                return []
            rows = db.execute(_followed(_STEPS, feed), values).fetchall()
            found = {row[0]: [one for one in rows if one[0] == row[0]] for row in rows}
            return [_step(db, number, some) for number, some in found.items()]

    def last_with(self, part: str, thing: str) -> str | None:
        """The last release that had something which is gone, by the document or body that it belongs to."""
        wanted = hashed(thing)
        with self._opened() as db:
            if db is None:
                return None
            for release, hashes in db.execute(
                "SELECT release, hashes FROM gone WHERE part = ? ORDER BY rowid DESC", (part,)
            ):
                if holds(hashes, wanted):
                    return str(release)
        return None

    def replaced(self, release: str) -> str | None:
        """When another release came in the place of one, the last time that it did (ISO 8601, UTC)."""
        with self._opened() as db:
            row = None if db is None else db.execute(_REPLACED, (release,)).fetchone()
        return str(row[0]) if row else None

    def _members(self, query: str, values: Sequence[object]) -> list[Member]:
        with self._opened() as db:
            return [] if db is None else [_member(row) for row in db.execute(query, values)]

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection | None]:
        if not self.path.is_file():
            yield None
            return
        with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            db.execute("ATTACH ':memory:' AS missing")  # a log that was written before there were reasons has none
            db.execute("CREATE TABLE missing.reason (member INTEGER, told BLOB)")
            yield db


@dataclass(frozen=True, slots=True)
class LoggedPart:
    """What the log knows of a document or body: the digest of its files, and of what was withdrawn of it."""

    files: str
    withdrawn: str = ""


class LogWriter:
    """The log while a step is added to it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._step = 0

    @property
    def release(self) -> str:
        """The release that was logged last; empty before the first."""
        row = self._db.execute(_LAST).fetchone()
        return str(row[0]) if row else ""

    def begin(self, release: str, at: str) -> None:
        """Begin a step; its time is never before that of the step before."""
        before = self._db.execute(_LAST).fetchone() or ("", "")
        values = (release, before[0], max(at, before[1]))
        self._step = self._db.execute("INSERT INTO step (release, before, at) VALUES (?, ?, ?)", values).lastrowid or 0

    def parts(self) -> dict[str, LoggedPart]:
        """The documents and bodies that it knows."""
        rows = self._db.execute("SELECT name, files, withdrawn FROM part")
        return {name: LoggedPart(files, withdrawn) for name, files, withdrawn in rows}

    def states(self, part: str) -> dict[str, State]:
        """What was logged last of the things of a document or body; without contents."""
        rows = self._db.execute("SELECT thing, label, aspects, feeds FROM state WHERE part = ?", (part,))
        return {
            thing: State(thing, label, msgspec.json.decode(aspects, type=dict[str, str]), tuple(feeds.split()))
            for thing, label, aspects, feeds in rows
        }

    def add(self, kind: Kind, state: State, aspects: Iterable[str], feeds: Iterable[str]) -> None:
        """Log a change; `feeds` are what it belongs to, beside the thing itself."""
        content = zlib.compress(state.content, 6) if state.content else b""
        values = (self._step, kind, state.thing, state.label, " ".join(sorted(aspects)), content)
        added = self._db.execute(
            "INSERT INTO member (step, kind, thing, label, aspects, content) VALUES (?, ?, ?, ?, ?, ?)", values
        )
        if state.reasons:
            told = msgspec.json.encode(state.reasons)
            self._db.execute("INSERT INTO reason VALUES (?, ?)", (added.lastrowid, told))
        named = dict.fromkeys((state.thing.removeprefix("id/"), *feeds))
        self._db.executemany("INSERT INTO feed VALUES (?, ?)", [(name, added.lastrowid) for name in named])

    def keep(self, part: str, known: LoggedPart | None, gone: Iterable[str], states: Iterable[State]) -> None:
        """Have the states of a document or body be these; without `known` it is there no more."""
        self._db.executemany("DELETE FROM state WHERE thing = ? AND part = ?", [(thing, part) for thing in gone])
        self._db.executemany(
            "INSERT OR REPLACE INTO state VALUES (?, ?, ?, ?, ?)",
            [
                (
                    one.thing,
                    part,
                    one.label,
                    msgspec.json.encode(dict(one.aspects), order="sorted"),
                    " ".join(one.feeds),
                )
                for one in states
            ],
        )
        self._db.execute("DELETE FROM part WHERE name = ?", (part,))
        if known is not None:
            self._db.execute("INSERT INTO part VALUES (?, ?, ?)", (part, known.files, known.withdrawn))

    def miss(self, part: str, things: Iterable[str], release: str) -> None:
        """Remember which identifiers of a document or body went, and the last release that had them."""
        hashes = b"".join(sorted({hashed(thing) for thing in things}))
        if hashes:
            self._db.execute("INSERT INTO gone VALUES (?, ?, ?)", (part, release, hashes))

    def forget(self, thing: str) -> None:
        """Empty what was logged of a thing, but for that something happened to it and when."""
        own = "SELECT number FROM member WHERE thing = ?"
        self._db.execute(f"DELETE FROM reason WHERE member IN ({own})", (thing,))  # noqa: S608 - of this module
        self._db.execute("UPDATE member SET label = '', content = x'' WHERE thing = ?", (thing,))


@contextmanager
def writing(data: Path) -> Iterator[LogWriter]:
    """The log of a data directory, to be written; swapped in when all went well, for who holds the lock of releases.

    Raises:
        OSError: the disk is full or not writable.
        sqlite3.Error: the disk is full, or the log is damaged.
    """
    path, draft = data / FILE, data / f".{FILE}.draft"
    draft.unlink(missing_ok=True)
    if path.is_file():
        shutil.copyfile(path, draft)
    with closing(sqlite3.connect(draft)) as db:
        db.execute("PRAGMA journal_mode = OFF")  # a draft that breaks off is thrown away
        db.execute("PRAGMA synchronous = OFF")
        db.executescript(_TABLES)
        yield LogWriter(db)
        db.commit()
    with draft.open("rb") as made:
        os.fsync(made.fileno())
    draft.replace(path)


def _member(row: Sequence[object]) -> Member:
    number, kind, thing, label, aspects, content, release, before, at, step, reasons = row
    return Member(
        number=int(str(number)),
        kind=Kind(str(kind)),
        thing=str(thing),
        label=str(label),
        aspects=tuple(str(aspects).split()),
        content=zlib.decompress(content) if isinstance(content, bytes) and content else b"",
        release=str(release),
        before=str(before),
        at=str(at),
        reasons=msgspec.json.decode(reasons, type=tuple[Reason, ...]) if isinstance(reasons, bytes) else (),
        step=int(str(step)),
    )


def _step(db: sqlite3.Connection, number: int, rows: Sequence[Sequence[Any]]) -> Step:
    release, before, at = db.execute("SELECT release, before, at FROM step WHERE number = ?", (number,)).fetchone()
    return Step(
        number=number,
        release=release,
        before=before,
        at=at,
        counts={(Kind(kind), thing): count for _, kind, thing, count, _, _ in rows},
        first=min(row[4] for row in rows),
        last=max(row[5] for row in rows),
    )


def _followed(query: str, feed: str | None) -> str:
    """A query of the changes of a feed, whose name is then the first of its values, or of all."""
    return query.replace("FOLLOWED", "member" if feed is None else _OF_FEED)


_LAST: Final = "SELECT release, at FROM step ORDER BY number DESC LIMIT 1"
_REPLACED: Final = "SELECT at FROM step WHERE before = ? ORDER BY number DESC LIMIT 1"
_MEMBERS: Final = (
    "SELECT member.number, kind, thing, label, aspects, content, release, before, at, member.step, told"
    " FROM member JOIN step ON step.number = member.step LEFT JOIN reason ON reason.member = member.number"
)
# `FOLLOWED` stands for all changes, or for those of a feed.
_OF_FEED: Final = "(SELECT member.* FROM feed JOIN member ON number = member WHERE name = ?)"
_LATEST: Final = """
SELECT number FROM FOLLOWED
WHERE number < ? AND step >= ? AND NOT (kind = 'create' AND step IN (SELECT value FROM json_each(?)))
ORDER BY number DESC LIMIT ?
"""
# The kind of a followed thing is as its identifier has it; empty for a graph that people wrote.
_STEPS: Final = """
SELECT step, kind, CASE WHEN thing LIKE 'id/%' THEN substr(thing, 4, instr(substr(thing, 4), '/') - 1) ELSE '' END,
  COUNT(*), MIN(number), MAX(number)
FROM FOLLOWED WHERE step IN (SELECT DISTINCT step FROM FOLLOWED WHERE number < ? ORDER BY step DESC LIMIT ?)
GROUP BY 1, 2, 3 ORDER BY 1 DESC, 2, 3
"""
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS step (number INTEGER PRIMARY KEY, release TEXT, before TEXT, at TEXT);
CREATE TABLE IF NOT EXISTS member (
    number INTEGER PRIMARY KEY, step INTEGER, kind TEXT, thing TEXT, label TEXT, aspects TEXT, content BLOB
);
CREATE INDEX IF NOT EXISTS member_of_thing ON member (thing);
CREATE INDEX IF NOT EXISTS member_of_step ON member (step, kind, thing);
CREATE TABLE IF NOT EXISTS reason (member INTEGER PRIMARY KEY, told BLOB);
CREATE TABLE IF NOT EXISTS feed (name TEXT, member INTEGER, PRIMARY KEY (name, member)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (
    thing TEXT PRIMARY KEY, part TEXT, label TEXT, aspects BLOB, feeds TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS state_of_part ON state (part);
CREATE TABLE IF NOT EXISTS part (name TEXT PRIMARY KEY, files TEXT, withdrawn TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS gone (part TEXT, release TEXT, hashes BLOB);
CREATE INDEX IF NOT EXISTS gone_of_part ON gone (part);
"""
