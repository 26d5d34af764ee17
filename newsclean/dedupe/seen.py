"""The memory of ``dedupe --seen FILE``: stories that earlier runs handed on.

One SQLite file. It holds signatures, not texts: of each story the id of the record that stayed,
when it was seen first and last, and the marks that later records are compared with.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError, OutputError
from ..store import open_store
from ..terminal import plain
from .compare import Comparison, compare
from .index import keys
from .mark import Mark
from .rarity import COMMON, RARITY

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
#: Places that a remembered record takes: fewer than a new one is looked up by.
PLACES = 10
HEAD_PLACES = 6
#: Records at a place that are looked at; if there are more, the place tells nothing.
CROWD = 32
#: A record is compared with so many of those that share most places with it.
CANDIDATES = 8
#: So many places must be shared, where the new record has many.
ENOUGH_SHARED = 2
MANY_PLACES = 12
#: Seconds that a run waits for another one that has the file.
WAIT = 3600.0
#: Another record of a story is remembered if less than this of it is known already.
_NEW_BELOW = 0.9
_MAX_MARKS = 4


@dataclass(frozen=True, slots=True)
class Sighting:
    """A remembered story that a record is a copy of."""

    story: int
    record: str
    """The id of the record that stayed then."""
    score: float


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
        self._db = open_store(
            path, kind=_KIND, version=1, schema=_SCHEMA, what="a memory of stories", wait=wait
        )

    def close(self) -> None:
        """Let go of the file; what was not committed is undone."""
        self._db.close()

    def begin(self) -> None:
        """Lock the file against other runs until `commit` or `close`."""
        with self._said():
            self._db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make all changes since `begin` last."""
        with self._said():
            self._db.execute("COMMIT")

    def find(self, m: Mark, *, across_kinds: bool = False) -> Sighting | None:
        """The story that a record is surest to be a copy of."""
        with self._said():
            at = {key: self._at(key) for key in _keys(m)}
            shared = Counter(mark for marks in at.values() for mark in marks)
            best: Sighting | None = None
            enough = ENOUGH_SHARED if len(at) >= MANY_PLACES else 1
            for other, places in shared.most_common(CANDIDATES):
                if places < enough:
                    break
                story, record, known = self._load(other)
                if known.kind != m.kind and not across_kinds:
                    continue
                pair = compare(m, known)
                if pair.score > 0 and known.body != m.body:
                    pair.add("rarity of what they share", _rarity(at, other))
                best = _surer(best, pair, story, record)
            return best

    def add(self, kept: Mark, others: Sequence[Mark], now: float) -> None:
        """Remember a story that was not seen before, and what its records have."""
        with self._said():
            cursor = self._db.execute(
                "INSERT INTO story (record, first, last, records) VALUES (?, ?, ?, ?)",
                (plain(kept.id), now, now, 1 + len(others)),
            )
            self._store(cursor.lastrowid or 0, [kept, *others], [])

    def again(self, story: int, marks: Sequence[Mark], now: float) -> None:
        """A story was seen again."""
        with self._said():
            self._db.execute(
                "UPDATE story SET last = max(last, ?), records = records + ? WHERE id = ?",
                (now, len(marks), story),
            )
            rows = self._db.execute("SELECT id FROM mark WHERE story = ?", (story,)).fetchall()
            self._store(story, marks, [self._load(row[0])[2] for row in rows])

    def forget(self, before: float) -> int:
        """Forget stories that were last seen before a time; how many there were."""
        with self._said():
            rows = self._db.execute(
                "SELECT mark.id FROM mark JOIN story ON story.id = mark.story WHERE last < ?",
                (before,),
            ).fetchall()
            for (mark,) in rows:
                known = self._load(mark)[2]
                self._db.executemany(
                    "DELETE FROM place WHERE key = ? AND mark = ?",
                    [(key, mark) for key in _few_keys(known)],
                )
                self._db.execute("DELETE FROM mark WHERE id = ?", (mark,))
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

    def _at(self, key: int) -> list[int]:
        rows = self._db.execute("SELECT mark FROM place WHERE key = ? LIMIT ?", (key, CROWD + 1))
        return [row[0] for row in rows]

    def _load(self, mark: int) -> tuple[int, str, Mark]:
        story, record, kind, title, body, url, day = self._db.execute(
            "SELECT story, record, kind, title, body, url, day FROM mark"
            " JOIN story ON story.id = mark.story WHERE mark.id = ?",
            (mark,),
        ).fetchone()
        known = Mark(
            id=record,
            kind=kind,
            title=title.decode("utf-16-le"),
            body=body.decode("utf-16-le"),
            words=0,
            url=url & 0xFFFFFFFFFFFFFFFF,
            day=day,
            published="",
            publisher="",
            filled=0,
            headline=None,
            link=None,
            also=b"",
        )
        return story, record, known

    def _store(self, story: int, marks: Sequence[Mark], known: list[Mark]) -> None:
        """Remember what those marks have that the known ones lack, the fullest first."""
        for m in sorted(marks, key=lambda m: (-len(m.body), m.body)):
            if len(known) >= _MAX_MARKS:
                return
            if any(_holds(other, m) for other in known):
                continue
            known.append(m)
            cursor = self._db.execute(
                "INSERT INTO mark (story, kind, title, body, url, day) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    *(story, m.kind, m.title.encode("utf-16-le"), m.body.encode("utf-16-le")),
                    *(m.url - (1 << 64) if m.url >> 63 else m.url, m.day),
                ),
            )
            self._db.executemany(
                "INSERT OR IGNORE INTO place VALUES (?, ?)",
                [(key, cursor.lastrowid) for key in _few_keys(m)],
            )

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            what = (
                "another run is still busy with it" if "locked" in str(error) else plain(str(error))
            )
            raise OutputError(f"{self._path}: {what}") from None
        except sqlite3.DatabaseError as error:
            raise InputError(f"{self._path}: is damaged: {plain(str(error))}") from None


def _surer(best: Sighting | None, pair: Comparison, story: int, record: str) -> Sighting | None:
    if pair.same and (best is None or pair.score > best.score):
        return Sighting(story, record, pair.score)
    return best


def _rarity(at: dict[int, list[int]], mark: int) -> float:
    """See `index.Rarity`: here by the stories remembered, and by the new record's places."""
    weights = {key: COMMON / max(COMMON, len(marks)) for key, marks in at.items() if marks}
    if not weights:
        return 0.0
    shared = [weights[key] for key in weights if mark in at[key]]
    return RARITY * (sum(shared) / sum(weights.values()) - len(shared) / len(weights))


def _holds(known: Mark, m: Mark) -> bool:
    """Whether a known mark stands for another one of its story as well."""
    if known.kind != m.kind or len(known.body) < len(m.body):
        return False
    return known.url == m.url and (
        known.body == m.body or compare(known, m).similarity >= _NEW_BELOW
    )


def _keys(m: Mark) -> list[int]:
    """All places of a record, as the signed numbers of 32 bits that SQLite keeps in four bytes."""
    return [key - (1 << 31) for key in keys(m)]


def _few_keys(m: Mark) -> list[int]:
    """The places that a remembered record takes: the first of the whole text, some of its head."""
    every = _keys(m)
    number = len(every) - bool(m.url) - (len(m.title) >= 3)
    rest = every[PLACES:number]
    step = max(1, len(rest) // HEAD_PLACES)  # those of the head alone have the larger hashes
    return every[:PLACES][:number] + rest[::-step][:HEAD_PLACES] + every[number:]
