"""Pages done in earlier runs, and those of a run that was cut short.

A page is done once a run that read it came to its good end, with all outputs in place. The records
of a run that is still under way are kept beside, so that the next run takes up where a killed one
stopped, and puts out all that an undisturbed run would have put out.

What runs wrote to a file is kept, too: a later run that has it for its output again adds to it,
and replaces what came from pages that it read anew.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any

from ..article import Article, decode, encode
from ..pages.page import IN_MEMORY, Page
from ..stage import STANDARD, Open, Reject
from ..system.errors import NewscleanError, OutputError
from ..system.files import scrub
from ..system.paths import as_text
from ..system.places import is_url, modified, reading, size_of
from ..system.store import open_store

_KIND = 0x6E637374  # "ncst"
_SCHEMA = """
CREATE TABLE page (
  path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime INTEGER NOT NULL, hash TEXT NOT NULL,
  done INTEGER NOT NULL, options TEXT, records TEXT
) WITHOUT ROWID;
CREATE TABLE written (
  number INTEGER PRIMARY KEY, file TEXT NOT NULL, page TEXT NOT NULL, record TEXT NOT NULL
);
CREATE INDEX written_file ON written (file, page)
"""
_THIS_RUN = """
CREATE TEMP TABLE this_run (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE fresh (
  number INTEGER PRIMARY KEY, file TEXT NOT NULL, page TEXT NOT NULL, record TEXT NOT NULL
);
"""


@dataclass
class State:
    """The memory of ``extract --state FILE``. Raises `InputError` where the file is no such."""

    path: str
    unchanged: int = 0
    """How many pages were passed by because an earlier run did them."""
    _db: sqlite3.Connection = field(init=False, repr=False)
    _files: list[str] = field(default_factory=list)
    """What this run writes."""
    _afresh: set[str] = field(default_factory=set)
    """Those of them that were not there when it began."""

    def __post_init__(self) -> None:
        _connection.cache_clear()
        self._db = _open(self.path)
        self._db.executescript(_THIS_RUN)

    def unfinished(self, items: Iterable[Any]) -> Iterator[Any]:
        """The items without the pages that an earlier run has done and that did not change."""
        for item in items:
            if isinstance(item, Page) and self._is_done(item):
                self.unchanged += 1
            else:
                if isinstance(item, Page):
                    with _said(self.path):
                        self._db.execute(
                            "INSERT OR IGNORE INTO this_run VALUES (?)", (_key(item.path),)
                        )
                yield item

    def _is_done(self, page: Page) -> bool:
        with _said(self.path):
            row = self._db.execute(
                "SELECT size, mtime, hash FROM page WHERE path = ? AND done", (_key(page.path),)
            ).fetchone()
        mark = _mark(page)
        if row is None or mark is None or row[0] != mark[0]:
            return False
        if row[1] == mark[1] and not _undated(page):
            return True
        same: bool = bool(row[2]) and _hash(page) == row[2]
        if same:
            with _said(self.path):
                self._db.execute(
                    "UPDATE page SET mtime = ? WHERE path = ?", (mark[1], _key(page.path))
                )
        return same

    def failed(self, path: str) -> None:
        """A page could not be read: it is not done, and what an earlier run made of it stands."""
        with _said(self.path):
            self._db.execute("DELETE FROM this_run WHERE path = ?", (_key(path),))

    def begin(self, file: str) -> None:
        """This run is to write a file."""
        self._files.append(_key(os.path.realpath(file)))
        if not os.path.lexists(file):
            self._afresh.add(self._files[-1])

    def write(self, file: str, article: Article) -> None:
        """A record of this run is to stand in a file."""
        row = _key(os.path.realpath(file)), _key(article.source.path or ""), encode(article)
        with _said(self.path):
            self._db.execute("INSERT INTO fresh (file, page, record) VALUES (?, ?, ?)", row)

    def written(self, file: str) -> Iterator[Article]:
        """All records that are to stand in a file: those of earlier runs, then those of this."""
        key = _key(os.path.realpath(file))
        with _said(self.path):
            if key not in self._afresh:
                rows = self._db.execute(
                    "SELECT record FROM written WHERE file = ?"
                    " AND page NOT IN (SELECT path FROM this_run) ORDER BY number",
                    (key,),
                )
                yield from (decode(row[0]) for row in rows)
            rows = self._db.execute(
                "SELECT record FROM fresh WHERE file = ? ORDER BY number", (key,)
            )
            yield from (decode(row[0]) for row in rows)

    def finish(self) -> None:
        """All pages of this run are done: their records are where they were to go."""
        with _said(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute(
                "UPDATE page SET done = 1, options = NULL, records = NULL"
                " WHERE NOT done AND path IN (SELECT path FROM this_run)"
            )
            for file in self._files:
                self._db.execute(
                    "DELETE FROM written WHERE file = ?"
                    " AND (? OR page IN (SELECT path FROM this_run))",
                    (file, file in self._afresh),
                )
            self._db.execute(
                "INSERT INTO written (file, page, record)"
                " SELECT file, page, record FROM fresh ORDER BY number"
            )
            self._db.execute("COMMIT")
        self.close()

    def close(self) -> None:
        """The run is over; without `finish` nothing is done."""
        with suppress(sqlite3.Error):
            self._db.close()


@dataclass(frozen=True, slots=True)
class Resumed:
    """`Extract` with a memory: a page that a killed run had read is not read again."""

    head: Open
    path: str
    """Of the state file."""

    name = "extract"

    def open(self, item: Page) -> Sequence[Article | Reject]:
        """See `Extract.open`."""
        mark, options = _mark(item), repr(self.head)
        if mark is None:
            return self.head.open(item)
        digest = _hash(item) if _undated(item) else None
        # Where the state file fails, the page is read all the same: the end of the run will tell.
        row = None
        with suppress(sqlite3.Error):
            row = (
                _connection(self.path, os.getpid())
                .execute(
                    "SELECT records FROM page WHERE path = ? AND size = ? AND mtime = ?"
                    " AND options = ? AND records IS NOT NULL AND hash = coalesce(?, hash)",
                    (_key(item.path), *mark, options, digest),
                )
                .fetchone()
            )
        if row is not None:
            return [decode(line) for line in row[0].split("\n") if line]
        digest = digest or _hash(item)
        found = self.head.open(item)
        lines: str | None = None  # what is rejected must be told of again
        if not any(isinstance(article, Reject) for article in found):
            lines = "\n".join(encode(article) for article in found if isinstance(article, Article))
        with suppress(sqlite3.Error):
            _connection(self.path, os.getpid()).execute(
                "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, 0, ?, ?)",
                (_key(item.path), *mark, digest, options, lines),
            )
        return found


@contextmanager
def _said(path: str) -> Iterator[None]:
    """What SQLite refuses becomes an `OutputError` of one line."""
    try:
        yield
    except sqlite3.Error as error:
        raise OutputError(f"{path}: the state file cannot be used: {error}") from None


def _open(path: str) -> sqlite3.Connection:
    return open_store(path, kind=_KIND, version=2, schema=_SCHEMA, what="a state file")


@lru_cache(maxsize=1)
def _connection(path: str, process: int) -> sqlite3.Connection:
    # One for each process: a connection must not be carried over a fork. Should the power fail, a
    # page or two are read again; only what `State.finish` writes has to wait for the disk.
    connection = _open(path)
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def _key(path: str) -> str:
    return scrub(as_text(path))


def _mark(page: Page) -> tuple[int, int] | None:
    """Size and time of a page; None where it has no name (standard input) or is gone."""
    if page.path in (STANDARD, IN_MEMORY):
        return None
    if page.data is not None:
        return len(page.data), int(page.saved.timestamp() * 1e9) if page.saved else 0
    if page.place is not None:
        return page.place.size, int(page.saved.timestamp() * 1e9) if page.saved else 0
    if is_url(page.path):
        when = modified(page.path)
        return size_of(page.path) or 0, int(when.timestamp() * 1e9) if when else 0
    try:
        status = os.stat(page.path)  # noqa: PTH116 - a path may hold any bytes
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _undated(page: Page) -> bool:
    """Whether only its bytes tell that a page has changed: it was handed over without a date."""
    return (page.data is not None and page.saved is None) or is_url(page.path)


def _hash(page: Page) -> str:
    if page.data is not None:
        return sha256(page.data).hexdigest()
    if page.place is not None:
        from ..pages import load

        try:
            return sha256(load(page).data or b"").hexdigest()
        except NewscleanError:
            return ""
    digest = sha256()
    try:
        url = is_url(page.path)
        with reading(page.path) if url else open(page.path, "rb") as file:  # noqa: PTH123
            while piece := file.read(1 << 20):
                digest.update(piece)
    except (OSError, NewscleanError):
        return ""
    return digest.hexdigest()
