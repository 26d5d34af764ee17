"""SQLite files that remember something from run to run, each of a kind of its own."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress

from .errors import InputError, NewscleanError, OutputError
from .terminal import plain

_WAIT = 60.0
"""Seconds that a run waits for another one that is writing."""


def open_store(
    path: str, *, kind: int, version: int, schema: str, what: str, wait: float = _WAIT
) -> sqlite3.Connection:
    """Open or create a store; the connection is in autocommit mode and waits for other runs.

    ``kind`` is the file's application_id, ``schema`` the statements that create its tables and
    ``what`` its name in error messages ("a state file"); ``wait`` is in seconds. Raises
    `InputError` where the file is not such a store; it is then left exactly as it was.
    """
    _check_magic(path, what)
    try:
        connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
    except sqlite3.Error as error:
        raise InputError(f"{path}: cannot be opened: {error}") from None
    try:
        _check(connection, path, kind, version, what)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        if not _kind(connection):
            connection.execute("BEGIN IMMEDIATE")
            if not _kind(connection):  # another run may have been faster
                for statement in filter(str.strip, schema.split(";")):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {kind:d}")
                connection.execute(f"PRAGMA user_version = {version:d}")
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        connection.close()
        if "locked" in str(error):
            raise InputError(f"{path}: another run is still busy with it; try again") from None
        if "readonly" in str(error):
            raise InputError(f"{path}: it, or its folder, may only be read") from None
        raise _refused(path, what, error) from None
    except InputError:
        connection.close()
        raise
    return connection


#: What SQLite says of a file that it cannot make sense of (SQLITE_CORRUPT, SQLITE_NOTADB).
_DAMAGED = ("malformed", "not a database", "unsupported file format")


def _refused(path: str, what: str, error: sqlite3.Error) -> NewscleanError:
    """The error for what SQLite says of a store: it is damaged, or the disk is."""
    said = plain(str(error))
    if any(sign in said for sign in _DAMAGED):
        return InputError(
            f"{path}: is not {what}, or damaged: {said}; move it away and begin another"
        )
    return OutputError(f"{path}: cannot be used: {said}; is the disk full, or broken?")


def _check_magic(path: str, what: str) -> None:
    # SQLite takes a file of a few bytes for an empty database and writes over it.
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a path may hold any bytes
            start = file.read(16)
    except FileNotFoundError:
        # SQLite would make it for its owner to write, whatever the umask allows.
        with suppress(OSError):
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o666))
        return
    except OSError as error:
        raise InputError(f"{path}: cannot be opened: {error.strerror}") from None
    if start and start != b"SQLite format 3\0":
        raise InputError(f"{path}: is not {what}; it was not touched")


def _kind(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def _check(connection: sqlite3.Connection, path: str, kind: int, version: int, what: str) -> None:
    if not os.path.getsize(path):  # noqa: PTH202 - a path may hold any bytes
        return
    found = _kind(connection)
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if found != kind and (found or tables):
        raise InputError(f"{path}: is a database, but not {what} of newsclean; it was not touched")
    own = connection.execute("PRAGMA user_version").fetchone()[0]
    if found == kind and own != version:
        raise InputError(
            f"{path}: is {what} of version {own}; this newsclean reads version {version}"
        )
