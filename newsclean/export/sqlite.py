"""SQLite: tables of articles, their authors, blocks and duplicates, with full-text search.

A file that is there is added to: a record with an id that it has takes the place of the old one,
and tables of others are left alone. A run is one transaction: all of its records are in the file,
or none. ``articles_fts`` (FTS5 over title and text) is kept by triggers, so that Datasette
and sqlite-utils search the table without being told.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any

from ..article import Article, without_surrogates
from ..system.errors import OutputError
from ..system.terminal import plain
from . import Options
from ._flat import as_json, row
from ._output import file_at

SUFFIX = ".db"
ALSO = (".sqlite", ".sqlite3")

_WAIT = 30.0
"""Seconds for another program to let go of the file."""

_PLAIN = ("id", "kind", "title", "publisher", "section", "place", "language")
_DATES = tuple(d + e for d in ("published", "modified") for e in ("", "_at", "_precision"))
_TEXTS = ("url", "summary", "text", "duplicate_of")
_JSON = ("tags", "notes")
_READY = ("evidence", "extra")
"""JSON already."""
_IMAGE = ("url", "alt", "caption")
_SOURCE = ("path", "container", "format", "position", "sha256", "site", "retrieved", "saved")
_COLUMNS = {
    "id": "TEXT PRIMARY KEY",
    **dict.fromkeys((*_PLAIN[1:], *_DATES, *_TEXTS, *_JSON, *_READY), "TEXT"),
    "is_accessible_for_free": "INTEGER",
    "word_count": "INTEGER",
    "confidence": "REAL",
    **{f"image_{name}": "TEXT" for name in _IMAGE},
    **{f"source_{name}": "INTEGER" if name == "position" else "TEXT" for name in _SOURCE},
}
_PARTS = {
    "authors": {"name": "TEXT"},
    "blocks": {
        **dict.fromkeys(("type", "text"), "TEXT"),
        **dict.fromkeys(("level", "ordered"), "INTEGER"),
        **dict.fromkeys(("url", "alt", "caption"), "TEXT"),
    },
    "also": {
        **dict.fromkeys(("id", "publisher", "url", "title", "published"), "TEXT"),
        "similarity": "REAL",
    },
}
"""Tables of what a record has several of, in order; ``article_id`` and ``position`` come first."""


def update(articles: Iterable[Article], path: str, options: Options) -> Iterator[Article]:
    """Put the records into the file at a path, and pass them on.

    Raises `OutputError` when that cannot be done; then nothing has changed.
    """
    made = not os.path.lexists(file_at(path))
    try:
        with _said(path), closing(sqlite3.connect(path, timeout=_WAIT)) as base:
            base.isolation_level = None
            base.execute("BEGIN IMMEDIATE")
            _prepare(base, path)
            for article in articles:
                _put(base, without_surrogates(article))
                yield article
            base.execute("COMMIT")
    except BaseException:
        if made:
            for suffix in ("", "-journal"):
                with suppress(OSError):
                    os.unlink(path + suffix)  # noqa: PTH108
        raise


@contextmanager
def _said(path: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise OutputError(f"cannot write {plain(path)}: {plain(str(error))}") from None


def _prepare(base: sqlite3.Connection, path: str) -> None:
    """Make what is missing; raises `OutputError` where a table of that name is of another kind."""
    keys = "article_id TEXT NOT NULL REFERENCES articles(id), position INTEGER NOT NULL"
    base.execute(f"CREATE TABLE IF NOT EXISTS articles ({_listed(_COLUMNS)})")
    for table, columns in _PARTS.items():
        base.execute(
            f"CREATE TABLE IF NOT EXISTS {table} "
            f"({keys}, {_listed(columns)}, PRIMARY KEY (article_id, position)) WITHOUT ROWID"
        )
    for table, columns in {"articles": _COLUMNS, **_PARTS}.items():
        there = {name for _, name, *_ in base.execute(f"PRAGMA table_info({table})")}
        if missing := sorted(columns.keys() - there):
            raise OutputError(
                f"{plain(path)}: its table {table} is not of this version (no column "
                f"{missing[0]}); give another file"
            )
    if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'articles_fts'").fetchone():
        for statement in _SEARCH:
            base.execute(statement)


def _listed(columns: dict[str, str]) -> str:
    return ", ".join(f'"{name}" {kind}' for name, kind in columns.items())


_OLD = "INSERT INTO articles_fts (articles_fts, rowid, title, text) "
_OLD += "VALUES ('delete', old.rowid, old.title, old.text);"
_NEW = "INSERT INTO articles_fts (rowid, title, text) VALUES (new.rowid, new.title, new.text);"
#: An external content table, https://www.sqlite.org/fts5.html#external_content_tables
_SEARCH = (
    "CREATE VIRTUAL TABLE articles_fts USING fts5 (title, text, content=[articles])",
    f"CREATE TRIGGER articles_ai AFTER INSERT ON articles BEGIN {_NEW} END",
    f"CREATE TRIGGER articles_ad AFTER DELETE ON articles BEGIN {_OLD} END",
    f"CREATE TRIGGER articles_au AFTER UPDATE ON articles BEGIN {_OLD} {_NEW} END",
    "INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')",
)


def _put(base: sqlite3.Connection, article: Article) -> None:
    known = row(article)
    values = _values(known)
    names = ", ".join(f'"{name}"' for name in values)
    news = ", ".join(f'"{name}" = excluded."{name}"' for name in values if name != "id")
    base.execute(
        f"INSERT INTO articles ({names}) VALUES ({', '.join('?' * len(values))}) "
        f"ON CONFLICT (id) DO UPDATE SET {news}",
        list(values.values()),
    )
    parts = {
        "authors": [{"name": name} for name in known["authors"]],
        "blocks": known["body"],
        "also": known["also"] or [],
    }
    for table, items in parts.items():
        base.execute(f"DELETE FROM {table} WHERE article_id = ?", [article.id])
        columns = _PARTS[table]
        marks = ", ".join("?" * (len(columns) + 2))
        base.executemany(
            f"INSERT INTO {table} VALUES ({marks})",
            [[article.id, at, *map(each.get, columns)] for at, each in enumerate(items)],
        )


def _values(known: dict[str, Any]) -> dict[str, Any]:
    values = {name: known[name] for name in (*_PLAIN, *_DATES, *_TEXTS, *_READY)}
    values |= {name: as_json(known[name]) for name in _JSON}
    values |= {n: known[n] for n in ("is_accessible_for_free", "word_count", "confidence")}
    image = known["image"] or {}
    values |= {f"image_{name}": image.get(name) for name in _IMAGE}
    return values | {f"source_{name}": known["source"].get(name) for name in _SOURCE}
