"""What a run needs that nobody watches: a lock, so that it is the only one, and a log."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TextIO

from ..system.errors import OutputError
from ..system.terminal import plain


@contextmanager
def held(lock: str | None) -> Iterator[bool]:
    """Hold the lock in the block; False where another run holds it.

    A lock dies with its run, so the file that a killed one leaves behind is in nobody's way. Raises
    `OutputError` where it cannot be taken.
    """
    if lock is None:
        yield True
        return
    from filelock import FileLock, Timeout

    if not os.path.isdir(os.path.dirname(os.path.abspath(lock))):  # noqa: PTH100, PTH112, PTH120
        raise OutputError(f"cannot lock {lock}: its folder does not exist")
    taken = FileLock(lock, blocking=False)
    try:
        taken.acquire()
    except Timeout:
        yield False
        return
    except OSError as error:
        raise OutputError(f"cannot lock {lock}: {error.strerror}") from None
    try:
        yield True
    finally:
        taken.release()


class Log:
    """The log of a job. Raises `OutputError`, before anything is done, where it takes no line."""

    def __init__(self, path: str | None) -> None:
        self._path = path
        self._began = datetime.now().astimezone()
        self._file: TextIO | None = None
        if path is not None:
            try:
                self._file = open(path, "a", encoding="utf-8", errors="backslashreplace")  # noqa: PTH123, SIM115
            except OSError as error:
                raise self._refused(error) from None

    def end(self, status: int, summary: str) -> None:
        """Add the line of a run that ended with that exit status. Raises `OutputError`."""
        if self._file is None:
            return
        seconds = (datetime.now().astimezone() - self._began).total_seconds()
        began = self._began.isoformat(timespec="seconds")
        words = [began, f"exit {status}", f"{seconds:.1f} s", summary]
        try:
            with self._file as file:
                file.write(plain("  ".join(words)).rstrip() + "\n")
        except OSError as error:
            raise self._refused(error) from None

    def _refused(self, error: OSError) -> OutputError:
        return OutputError(f"cannot write {self._path}: {error.strerror}")
