"""The memory of ``dedupe --seen FILE``: stories that earlier runs handed on.

One SQLite file. It holds signatures, not texts: of each story the id of the record that stayed,
when it was seen first and last, and the marks that later records are compared with.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from ..system.errors import InputError, OutputError
from ..system.store import open_store
from ..system.terminal import plain
from . import PolicyName
from .common import Counts, Keys, repeated, weigh, weight
from .compare import LESSER, Comparison, compare
from .index import keys, passage_keys
from .mark import Mark
from .search import SURE
from .weights import POLICIES

_KIND = 0x6E637365  # "ncse"
_SCHEMA = """
CREATE TABLE story (
  id INTEGER PRIMARY KEY, record TEXT NOT NULL, first REAL NOT NULL, last REAL NOT NULL,
  records INTEGER NOT NULL
);
CREATE INDEX story_last ON story (last);
CREATE TABLE mark (
  id INTEGER PRIMARY KEY, story INTEGER NOT NULL, kind TEXT NOT NULL, title BLOB NOT NULL,
  body BLOB NOT NULL, url INTEGER NOT NULL, day INTEGER NOT NULL
);
CREATE INDEX mark_story ON mark (story);
CREATE TABLE place (
  key INTEGER NOT NULL, mark INTEGER NOT NULL, PRIMARY KEY (key, mark)
) WITHOUT ROWID
"""
#: What came later; a memory that lacks it gets it with the next run.
_ADDED = (
    "CREATE TABLE IF NOT EXISTS outlet (mark INTEGER PRIMARY KEY, outlet INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS common (key INTEGER PRIMARY KEY, records INTEGER NOT NULL,"
    " last REAL NOT NULL)",
)
#: Places that a remembered record takes: fewer than a new one is looked up by.
PLACES = 10
HEAD_PLACES = 6
#: Records at a place that are looked at; if there are more, the place tells nothing.
CROWD = 32
#: A record is compared with so many of those that share most places with it.
CANDIDATES = 8
#: One that shares less than this of what the likeliest does is not compared.
LIKELY_SHARE = 0.25
#: So many places must be shared, where the new record has many.
ENOUGH_SHARED = 2
MANY_PLACES = 12
#: Seconds that a run waits for another one that has the file.
WAIT = 3600.0
#: Another record of a story is remembered if less than this of it is known already.
_NEW_BELOW = 0.9
_MAX_MARKS = 4
_TOLD = {
    "locked": "another run is still busy with it",
    "readonly": "it, or its folder, may only be read",
}
"""What an error of SQLite's is called here, by a word in it."""
_SIGN = 1 << 31
"""SQLite keeps signed numbers of 32 bits in four bytes."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A remembered record that another one is a copy of."""

    story: int
    mark: int
    pair: Comparison
    holds: bool
    """Whether what is remembered stands for the new record as well."""


@dataclass(slots=True)
class Found:
    """What is remembered of a record."""

    copy: Sighting | None = None
    """The surest that it is a copy of."""
    tie: Sighting | None = None
    """The surest of another kind, an article and a brief of it, that tells its story."""
    pairs: list[Sighting] = field(default_factory=list)
    """All of its kind that it was compared with."""
    mark: int = 0
    """The number it is remembered by, once it is."""
    free: list[int] = field(default_factory=list)
    """Keys of the places that it takes then."""
    repeated: set[int] = field(default_factory=set)
    """Its passages that others have as well, see `common`."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a memory holds."""

    stories: int
    records: int
    """All that were seen, duplicates included."""
    marks: int
    first: float | None
    last: float | None
    """Seconds since 1970, of the oldest and the newest sighting."""
    size: int
    """Bytes of the file."""


class Memory:
    """An open memory. Raises `InputError` where the file is no such.

    ``wait``: seconds to wait for a run that has it locked.
    """

    def __init__(self, path: str, wait: float = WAIT, *, create: bool = True) -> None:
        if not create and not Path(path).exists():
            raise InputError(f"{path}: no such file")
        self._path = path
        schema = ";".join([_SCHEMA, *_ADDED])
        self._db = open_store(
            path, kind=_KIND, version=1, schema=schema, what="a memory of stories", wait=wait
        )

    def close(self) -> None:
        """Let go of the file; what was not committed is undone."""
        self._db.close()

    def begin(self) -> None:
        """Lock the file against other runs until `commit` or `close`."""
        with self._said():
            self._db.execute("BEGIN IMMEDIATE")
            for statement in _ADDED:
                self._db.execute(statement)

    def commit(self) -> None:
        """Make all changes since `begin` last."""
        with self._said():
            self._db.execute("COMMIT")

    def find(self, m: Mark, *, across_kinds: bool = False, policy: PolicyName = "normal") -> Found:
        """What a record is a copy of, as far as is remembered."""
        found, its_keys, own = Found(), keys(m), frozenset(passage_keys(m))
        with self._said():
            at, counts = self._at(its_keys), self._counts(its_keys)
            found.free = [key for key in few_keys(m, its_keys) if len(at.get(key, ())) < CROWD]
            likely = _likely(at, counts, ENOUGH_SHARED if len(its_keys) >= MANY_PLACES else 1)
            loaded = {row[0]: row for row in self._load("mark.id", likely)}
            compared: list[tuple[Mark, Keys, bool]] = []
            for mark, story, known in filter(None, map(loaded.get, likely)):
                alike = known.kind == m.kind or across_kinds
                if not alike and (known.kind in LESSER) == (m.kind in LESSER):
                    continue
                pair, its = compare(m, known, POLICIES[policy]), frozenset(passage_keys(known))
                if pair.textual:
                    weigh(pair, own, its, {**self._counts(its - own), **counts})
                sighting = Sighting(story, mark, pair, _holds(known, m, pair))
                if alike:
                    compared.append((known, its, pair.same))
                    found.pairs.append(sighting)
                    found.copy = _surer(found.copy, sighting)
                    if sighting.holds and pair.score >= SURE:
                        break
                else:
                    found.tie = _surer(found.tie, sighting)
            found.repeated = repeated(m, own, compared)
        return found

    def newest(self) -> int:
        """The number of the story that was added last; 0 if there is none."""
        with self._said():
            number = self._db.execute("SELECT coalesce(max(id), 0) FROM story").fetchone()[0]
            return int(number)

    def record(self, story: int) -> str:
        """The id of the record that stayed of a story."""
        with self._said():
            row = self._db.execute("SELECT record FROM story WHERE id = ?", (story,)).fetchone()
            return str(row[0])

    def keep(self, story: int, record: str) -> None:
        """Another record of a story stays."""
        with self._said():
            self._db.execute("UPDATE story SET record = ? WHERE id = ?", (plain(record), story))

    def add(self, m: Mark, found: Found, now: float) -> int:
        """Remember a story that was not seen before; its number."""
        with self._said():
            cursor = self._db.execute(
                "INSERT INTO story (record, first, last, records) VALUES (?, ?, ?, 1)",
                (plain(m.id), now, now),
            )
            story = cursor.lastrowid or 0
            self._store(story, m, found)
            self._count(found, now)
            return story

    def again(self, m: Mark, found: Found, now: float) -> int:
        """The story of a copy was seen again; its number."""
        if found.copy is None:
            raise ValueError("no copy of anything")
        story = found.copy.story
        with self._said():
            self._count(found, now)
            self._db.execute(
                "UPDATE story SET last = max(last, ?), records = records + 1 WHERE id = ?",
                (now, story),
            )
            if not any(sighting.holds and sighting.story == story for sighting in found.pairs):
                marks = self._db.execute("SELECT count(*) FROM mark WHERE story = ?", (story,))
                if marks.fetchone()[0] < _MAX_MARKS:
                    self._store(story, m, found)
        return story

    def forget(self, before: float) -> int:
        """Forget stories that were last seen before a time; how many there were."""
        with self._said():
            rows = self._db.execute("SELECT id FROM story WHERE last < ?", (before,)).fetchall()
            for (story,) in rows:
                for mark, _, known in self._load("mark.story", [story]):
                    self._db.executemany(
                        "DELETE FROM place WHERE key = ? AND mark = ?",
                        [(key - _SIGN, mark) for key in few_keys(known)],
                    )
                of = "DELETE FROM outlet WHERE mark IN (SELECT id FROM mark WHERE story = ?)"
                self._db.execute(of, (story,))
                self._db.execute("DELETE FROM mark WHERE story = ?", (story,))
            self._db.execute("DELETE FROM common WHERE last < ?", (before,))
            return self._db.execute("DELETE FROM story WHERE last < ?", (before,)).rowcount

    def contents(self) -> Contents:
        """What the file holds."""
        with self._said():
            row = self._db.execute(
                "SELECT count(*), coalesce(sum(records), 0), min(first), max(last) FROM story"
            ).fetchone()
            marks = self._db.execute("SELECT count(*) FROM mark").fetchone()[0]
        size = Path(self._path).stat().st_size
        return Contents(row[0], row[1], marks, row[2], row[3], size)

    def compact(self) -> None:
        """Give the space of what was forgotten back to the system."""
        with self._said():
            self._db.execute("VACUUM")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _at(self, its_keys: Sequence[int]) -> dict[int, list[int]]:
        """The marks at some places; there are never more than `CROWD` at one."""
        at: dict[int, list[int]] = {}
        rows = self._db.execute(
            f"SELECT key, mark FROM place WHERE key IN ({_places(its_keys)}) ORDER BY key, mark",
            [key - _SIGN for key in its_keys],
        )
        for key, mark in rows:
            at.setdefault(key + _SIGN, []).append(mark)
        return at

    def _counts(self, its_keys: Collection[int]) -> dict[int, int]:
        """How common passages are, see `common.Counts`."""
        rows = self._db.execute(
            f"SELECT key, records FROM common WHERE key IN ({_places(its_keys)})",
            [key - _SIGN for key in its_keys],
        )
        return {key + _SIGN: records for key, records in rows}

    def _count(self, found: Found, now: float) -> None:
        self._db.executemany(
            "INSERT INTO common VALUES (?, 1, ?) ON CONFLICT (key) DO UPDATE SET"
            " records = records + 1, last = max(last, excluded.last)",
            [(key - _SIGN, now) for key in sorted(found.repeated)],
        )

    def _load(self, column: str, numbers: Sequence[int]) -> list[tuple[int, int, Mark]]:
        """Marks by number, or by that of their story, and before each both numbers."""
        rows = self._db.execute(
            "SELECT id, story, kind, title, body, url, day, coalesce(outlet, 0) FROM mark"
            " LEFT JOIN outlet ON outlet.mark = mark.id"
            f" WHERE {column} IN ({_places(numbers)}) ORDER BY id",
            numbers,
        )
        return [(mark, story, _remembered(*rest)) for mark, story, *rest in rows]

    def _store(self, story: int, m: Mark, found: Found) -> None:
        cursor = self._db.execute(
            "INSERT INTO mark (story, kind, title, body, url, day) VALUES (?, ?, ?, ?, ?, ?)",
            (
                *(story, m.kind, m.title.encode("utf-16-le"), m.body.encode("utf-16-le")),
                *(m.url - (1 << 64) if m.url >> 63 else m.url, m.day),
            ),
        )
        found.mark = cursor.lastrowid or 0
        if m.outlet:
            self._db.execute("INSERT INTO outlet VALUES (?, ?)", (found.mark, m.outlet))
        self._db.executemany(
            "INSERT OR IGNORE INTO place VALUES (?, ?)",
            [(key - _SIGN, found.mark) for key in found.free],
        )

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            what = plain(str(error))
            for sign, meaning in _TOLD.items():
                if sign in what:
                    what = meaning
            raise OutputError(f"{self._path}: {what}") from None
        except sqlite3.DatabaseError as error:
            raise InputError(
                f"{self._path}: is damaged: {plain(str(error))}; move it away to begin anew"
            ) from None


def _places(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _remembered(kind: str, title: bytes, body: bytes, url: int, day: int, outlet: int) -> Mark:
    return Mark(
        id="",
        kind=kind,
        title=title.decode("utf-16-le"),
        body=body.decode("utf-16-le"),
        words=0,
        url=url & 0xFFFFFFFFFFFFFFFF,
        day=day,
        outlet=outlet,
        published="",
        publisher="",
        filled=0,
        headline=None,
        link=None,
        also=b"",
    )


def _likely(at: dict[int, list[int]], counts: Counts, enough: int) -> list[int]:
    """The marks that are at most of some places, the rarer the better, those at enough of them."""
    shared = Counter(chain.from_iterable(at.values()))
    rare: Counter[int] = Counter()
    for key, marks in at.items():
        value = weight(counts.get(key, 0))
        rare.update(dict.fromkeys(marks, value))
    best = sorted(rare, key=lambda mark: (-rare[mark], mark))[:CANDIDATES]
    return [m for m in best if shared[m] >= enough and rare[m] >= LIKELY_SHARE * rare[best[0]]]


def _surer(best: Sighting | None, other: Sighting) -> Sighting | None:
    """The surer one of two, the one that was remembered first where they are even."""
    if other.pair.same and (best is None or other.pair.score > best.pair.score):
        return other
    return best


def _holds(known: Mark, m: Mark, pair: Comparison) -> bool:
    """Whether a known mark stands for another one of its story as well."""
    fuller = known.kind == m.kind and len(known.body) >= len(m.body)
    return fuller and known.url == m.url and pair.similarity >= _NEW_BELOW


def few_keys(m: Mark, its_keys: list[int] | None = None) -> list[int]:
    """The places that a remembered record takes: the first of the whole text, some of its head.

    ``its_keys``: all that it has, where they are known.
    """
    its_keys = keys(m) if its_keys is None else its_keys
    number = len(its_keys) - bool(m.url) - (len(m.title) >= 3)
    rest = its_keys[PLACES:number]
    step = max(1, len(rest) // HEAD_PLACES)  # those of the head alone have the larger hashes
    return its_keys[: min(PLACES, number)] + rest[::-step][:HEAD_PLACES] + its_keys[number:]
