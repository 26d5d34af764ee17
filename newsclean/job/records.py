"""Record files in: JSON Lines, as newsclean and others write them."""

from __future__ import annotations

import gzip
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, cast

from ..article import Article, decode
from ..stage import Reject

MAX_LINE = 64_000_000
"""Bytes; a longer line is no record of a news page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a record file."""

    path: str
    position: int
    """From 1."""
    data: bytes

    @property
    def raw(self) -> str:
        """The line as text, for whoever looks through the rejects."""
        return self.data.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Read:
    """The head of a run over records: a line becomes a record."""

    name = "read"

    def open(self, item: Line) -> list[Article]:
        """The record of a line; raises `RecordError` when it holds none."""
        return [decode(item.data)]


def lines(paths: Iterable[str]) -> Iterator[Line | Reject]:
    """The lines of record files, in order; ``-`` is standard input; blank lines are passed by."""
    for path in paths:
        try:
            if path == "-":
                yield from _numbered("<stdin>", sys.stdin.buffer)
            elif _special(path):
                yield Reject(path, "read", "not a plain file; pipe it into standard input ('-')")
            else:
                with open(path, "rb") as file:  # noqa: PTH123 - a path may hold any bytes
                    if file.peek(2)[:2] == b"\x1f\x8b":
                        with gzip.open(file) as unzipped:
                            yield from _numbered(path, cast("IO[bytes]", unzipped))
                    else:
                        yield from _numbered(path, file)
        except (OSError, EOFError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            yield Reject(path, "read", f"cannot be read: {reason}")


def _special(path: str) -> bool:
    """Whether a path is a FIFO, a device or the like, which may never come to an end.

    A stream that is open already (``/dev/stdin``, a shell's ``<(...)``) is none of these.
    """
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - a path may hold any bytes
    except (OSError, ValueError):
        return False  # opening it will tell
    open_already = path.startswith(("/dev/fd/", "/dev/stdin", "/proc/self/fd/"))
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or open_already)


def _numbered(path: str, stream: IO[bytes]) -> Iterator[Line | Reject]:
    number = 0
    while data := stream.readline(MAX_LINE):
        number += 1
        if not data.endswith(b"\n") and len(data) == MAX_LINE:
            yield Reject(path, "read", f"a line of over {MAX_LINE:,} bytes", number)
            while data and not data.endswith(b"\n"):
                data = stream.readline(MAX_LINE)
        elif data.strip():
            yield Line(path, number, data.removeprefix(b"\xef\xbb\xbf") if number == 1 else data)
